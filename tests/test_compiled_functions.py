"""Compiled functions: gradients, updates, losses, outputs and functions of one's own have the numbers of the plain ones."""

import warnings

import numpy as np
import pytest

import bpnet
from bpnet import layers
from bpnet.arrays import leaves, map_tree

RNG = np.random.default_rng(3)
X, Y = RNG.standard_normal((12, 3)), RNG.random((12, 2))


def network(backend, **options):
    parts = [layers.dense(6, "tanh"), layers.batch_norm(), layers.dropout(0.3), layers.affine(2)]
    return bpnet.Network(parts, n_in=3, loss="squared_error", seed=2, backend=backend, **options)


def on_device(net):
    with net.backend.scope():
        return net.backend.from_host(X, net.dtype), net.backend.from_host(Y, net.dtype)


def host(net, tree):
    return [np.asarray(net.backend.to_host(leaf)) for leaf in leaves(tree)]


def keeps_bits(net):
    """Whether compiled functions have the bits of the plain ones: by calls of the same library, or in exact arithmetic."""
    return net.arithmetic == "exact" or net.backend.name in {"numpy", "torch", "array_api_strict"}


def assert_same(net, ours, theirs):
    for a, b in zip(host(net, ours), host(net, theirs), strict=True):
        assert a.dtype == b.dtype
        assert a.shape == b.shape
        if keeps_bits(net):
            assert a.tobytes() == b.tobytes()
        else:
            np.testing.assert_allclose(a, b, rtol=0, atol=1e-12)


@pytest.mark.parametrize("options", [{}, {"arithmetic": "exact"}, {"seed": [2, 5]}], ids=["native", "exact", "group"])
def test_gradients_updates_losses_and_outputs_follow_the_plain_ones(bpnet_backend, options):
    ours, theirs = (network(bpnet_backend, **options) if "seed" not in options else group(bpnet_backend) for _ in range(2))
    x, y = on_device(ours)
    for _ in range(4):
        made = []
        for net, how in ((ours, True), (theirs, False)):
            value, grads = net.value_and_grad(x, y, compile=how)
            net.update(grads, compile=how)
            made.append((value, grads, net.training[:3], net.loss(x, y, compile=how), net.predict(x, compile=how)))
        assert_same(ours, *made)


def group(backend):
    return bpnet.MLP((3, 5, 2), hidden="tanh", seed=[2, 5], backend=backend)


def cubes(net, calls):
    """A loss of the user's, by `bpnet.vjp`."""

    def objective(xp, params, state, x, target):
        calls.append(1)
        y, pullback, state = bpnet.vjp(xp, net.layer, params, state, x)
        error = y - target
        grads, dx = pullback(error * error * error)
        return xp.sum(xp.square(xp.square(error))) * 0.25, grads, (state, dx)

    return objective


def test_a_function_of_ones_own_is_compiled_once_for_its_shapes(bpnet_backend):
    net, calls = network(bpnet_backend), []
    objective = cubes(net, calls)
    compiled = net.compile(objective)
    x, y = on_device(net)
    traced = []
    for _ in range(5):
        value, grads, (state, dx) = compiled(net.params, net.state, x, y)
        traced.append(len(calls))
        with net.backend.scope():
            expected = objective(net.xp, net.params, net.state, x, y)
        calls.pop()
        assert_same(net, (value, grads, (state, dx)), expected)
        net.update(grads, state=state)
    if bpnet_backend.name != "array_api_strict":
        assert traced[2:] == [traced[2]] * 3  # not called again
    if not keeps_bits(net):
        assert traced[0] == traced[1]  # from the first call on: a number does not depend on how often it was computed
    x, y = (array[:7, ...] for array in (x, y))
    assert host(net, compiled(net.params, net.state, x, y)[2][1])[0].shape == (7, 3)


def test_what_compile_cannot_take_is_one_clear_error(bpnet_backend):
    net = network(bpnet_backend)
    with pytest.raises(TypeError, match=r"compile expects a function \(xp, \*trees\) -> tree, got int"):
        net.compile(3)
    double = net.compile(lambda xp, x: xp.multiply(x, 2.0))
    with pytest.raises(TypeError, match=r"argument 1 .* is a float, expected an array"):
        double(1.0)


def test_a_function_that_needs_numbers_runs_as_it_is_and_says_so(bpnet_backend):
    net = network(bpnet_backend)
    x, _ = on_device(net)
    looking = net.compile(lambda xp, x: x * 2.0 if float(xp.sum(x)) > 1e9 else x * 3.0)
    if bpnet_backend.name != "array_api_strict":
        with pytest.warns(RuntimeWarning, match="falling back to the uncompiled"):
            made = [looking(x) for _ in range(3)]
    else:
        made = [looking(x)]
    with net.backend.scope():
        expected = x * 3.0
    for one in made:
        assert_same(net, one, expected)


def test_results_are_the_callers_and_arguments_stay(bpnet_backend):
    net = network(bpnet_backend)
    x, _ = on_device(net)
    both = net.compile(lambda xp, x: (x, xp.add(x, 1.0), xp.matrix_transpose(x)))
    kept = [map_tree(np.copy, tuple(host(net, both(x)))) for _ in range(3)]
    first = both(x)
    with net.backend.scope():
        other = x * 5.0
    both(other)
    for one in (*kept, tuple(host(net, first))):
        np.testing.assert_array_equal(one[0], X)
        np.testing.assert_array_equal(one[1], X + 1.0)
        np.testing.assert_array_equal(one[2], X.T)


def test_trees_of_another_structure_with_the_same_leaves_are_another_program(bpnet_backend):
    net = network(bpnet_backend)
    x, _ = on_device(net)
    flat = net.compile(lambda xp, tree, y: xp.subtract(tree[0], y) if isinstance(tree, tuple) else xp.add(tree, y[0]))
    with net.backend.scope():
        none, twice = x - x, x + x
    for _ in range(3):
        assert_same(net, flat((x,), x), none)
        assert_same(net, flat(x, (x,)), twice)


def test_outputs_of_batches_of_any_length_need_three_programs(bpnet_backend):
    net = network(bpnet_backend)
    rows = RNG.standard_normal((5000, 3))
    plain = net.backend.to_host(net.predict(rows, compile=False))
    for n in (1, 3, 15, 16, 17, 100, 255, 256, 257, 5000):
        for _ in range(2):
            made = net.backend.to_host(net.predict(rows[:n], compile=True))
            np.testing.assert_allclose(made, plain[:n], rtol=0, atol=1e-12)
    if bpnet_backend.name == "jax":
        assert len(net._steps.outputs(net.output_activation).compiled.compiled.programs) == 3


def centered(xp, x):
    return x - xp.mean(x, axis=-2, keepdims=True)


def counted(xp, x):
    device = {"device": x.device} if "strict" in str(type(x)) else {}
    return x * xp.expand_dims(xp.arange(x.shape[-2], dtype=x.dtype, **device), axis=1)


MIXES = {
    "centered": centered,
    "counted": counted,
    "number of rows": lambda xp, x: x * (1.0 / x.shape[-2]),
    "constant by rows": lambda xp, x: x * xp.full_like(x, 1.0 / x.shape[-2]),
    "branch": lambda xp, x: 2.0 * x if x.shape[-2] > 8 else x,
    "reversed": lambda xp, x: xp.matmul(xp.matmul(x, xp.matrix_transpose(x)), x),
}


@pytest.mark.parametrize("mixes", MIXES.values(), ids=MIXES)
def test_outputs_that_depend_on_other_rows_or_on_their_number_are_right(bpnet_backend, mixes):
    own = bpnet.stateless(lambda xp, params, x: (x, ()), lambda xp, params, r, dy: ((), dy))
    own = own._replace(inference=lambda xp, params, state, x: mixes(xp, x))
    net = bpnet.Network([layers.affine(2), own], n_in=3, loss="squared_error", backend=bpnet_backend)
    for n in (1, 5, 12):
        for _ in range(2):
            made, plain = (net.backend.to_host(net.predict(X[:n], compile=how)) for how in (True, False))
            np.testing.assert_allclose(made, plain, rtol=0, atol=1e-12)


def test_outputs_follow_a_variable_that_changes(bpnet_backend):
    mixes = [False]
    own = bpnet.stateless(lambda xp, params, x: (x, ()), lambda xp, params, r, dy: ((), dy))
    own = own._replace(inference=lambda xp, params, state, x: centered(xp, x) if mixes[0] else x)
    net = bpnet.Network([layers.affine(2), own], n_in=3, loss="squared_error", backend=bpnet_backend)
    for mixes[0] in (False, True):
        made, plain = ([net.backend.to_host(net.predict(X[:5], compile=how)) for _ in range(3)] for how in (None, False))
        np.testing.assert_allclose(made, plain, rtol=0, atol=1e-12)


def test_a_function_that_reads_what_changes_of_its_network_runs_as_it_is(bpnet_backend):
    net = network(bpnet_backend)
    x, _ = on_device(net)
    total = net.compile(lambda xp, x: xp.sum(bpnet.vjp(xp, net.layer, net.params, net.state, x)[0]))
    for _ in range(3):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            made = total(x)
        with net.backend.scope():
            expected = net.xp.sum(bpnet.vjp(net.xp, net.layer, net.params, net.state, x)[0])
        assert_same(net, made, expected)
        with net.backend.scope():
            doubled = map_tree(lambda p: 2.0 * p, net.params)
        net.params = doubled
    if bpnet_backend.name != "array_api_strict":
        with pytest.warns(RuntimeWarning, match="it reads the params of a network"):
            net.compile(lambda xp, x: x * net.params[0][1][0])(x)


def test_what_a_compiled_function_may_return_and_take(bpnet_backend):
    net = network(bpnet_backend)
    x, _ = on_device(net)
    for result in (None, 1.0, {"a": 1}, "words"):
        with warnings.catch_warnings(), pytest.raises(ValueError, match="must return an array, or nested tuples of arrays, got"):
            warnings.simplefilter("ignore", RuntimeWarning)
            net.compile(lambda xp, x, result=result: result)(x)
    with pytest.raises(TypeError, match="takes arrays, got none"):
        net.compile(lambda xp: xp.ones((2,)))()
    if bpnet_backend.xp is not np:
        with pytest.raises(TypeError, match=r"an argument of the compiled function is a numpy\.ndarray"):
            net.compile(lambda xp, x: x)(X)

    @net.compile
    def doubled(xp, x):
        """Twice."""
        return xp.multiply(x, 2.0)

    assert (doubled.__name__, doubled.__doc__) == ("doubled", "Twice.")


def test_many_lengths_in_turn_are_not_compiled_again_and_again():
    net = network("numpy")
    for _ in range(3):
        for n in range(2, 42):
            net.value_and_grad(np.resize(X, (n, 3)), np.resize(Y, (n, 2)))
    compiled = net._steps.gradient.compiled
    assert len(compiled.programs) == compiled.limit
    assert compiled.plain_steps == 2 * 8  # the eight whose programs had to go wait for many uses
