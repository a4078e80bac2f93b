from typing import Any, NamedTuple

import numpy as np
import pytest

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.arrays import leaves, map_tree
from bpnet.backprop import Layer
from bpnet.callbacks import EarlyStopping
from bpnet.random import Draw, key_of
from bpnet.sklearn import formulas

NET = bpnet.chain(layers.affine(4), layers.sigmoid(), layers.affine(1))
LOSS = losses.squared_error()


def start(backend, optimizer, dtype="float64"):
    params, state, _ = NET.init(Draw(np, key_of(3)), 2)
    params = map_tree(lambda p: backend.from_host(p, dtype), params)
    return params, state, optimizer.init(backend.xp, params)


def test_the_step_of_numpy_changes_nothing_passed_in(xor_data, readonly):
    optimizer = optimizers.adam()
    numpy = bpnet.get_backend("numpy")
    params, state, memory = map_tree(readonly, start(numpy, optimizer))
    step = bpnet.training_step(np, NET, LOSS, optimizer)
    before = [leaf.copy() for leaf in leaves((params, memory))]
    first = step(params, state, memory, *xor_data, readonly(0.1))
    again = step(params, state, memory, *xor_data, readonly(0.1))
    for a, b in zip(leaves(first), leaves(again), strict=True):
        assert np.array_equal(a, b)
    for a, b in zip(leaves((params, memory)), before, strict=True):
        assert np.array_equal(a, b)


@pytest.mark.parametrize("make", [optimizers.sgd, lambda: optimizers.sgd(momentum=0.9), optimizers.adam])
def test_the_step_is_traced_by_jax_and_computes_the_same(xor_data, make):
    jax = pytest.importorskip("jax", reason="the trace is JAX's")
    optimizer, backend = make(), bpnet.get_backend("jax")
    with backend.scope():
        step = bpnet.training_step(backend.xp, NET, LOSS, optimizer)
        values = (*start(backend, optimizer), *map(backend.from_host, xor_data), backend.from_host(np.asarray(0.1)))
        plain, compiled = step(*values), jax.jit(step)(*values)
        for a, b in zip(leaves(plain), leaves(compiled), strict=True):
            np.testing.assert_allclose(backend.to_host(a), backend.to_host(b), rtol=1e-13, atol=1e-15)


def test_gradients_follow_the_tape_of_pytorch(xor_data):
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    params, state, _ = start(bpnet.get_backend("numpy"), optimizers.sgd())
    value, grads, _ = bpnet.value_and_grad(np, NET, LOSS, params, state, *xor_data)
    tensors = [torch.tensor(leaf, requires_grad=True) for leaf in leaves(params)]
    w1, b1, w2, b2 = tensors
    x, y = map(torch.tensor, xor_data)
    loss = 0.5 * ((torch.sigmoid(x @ w1 + b1) @ w2 + b2 - y) ** 2).sum() / 4
    loss.backward()
    assert float(value) == pytest.approx(loss.item(), rel=1e-14)
    for a, b in zip(leaves(grads), tensors, strict=True):
        np.testing.assert_allclose(a, b.grad.numpy(), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_a_penalty_of_weights_follows_the_tape_of_pytorch(xor_data, reduction, weighted):
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    params, state, _ = start(bpnet.get_backend("numpy"), optimizers.sgd())
    x, y = xor_data
    weight = np.asarray([1.0, 0.5, 2.0, 3.0])
    target = (y, weight) if weighted else y
    value, grads, _ = formulas.penalized(0.3)(np, NET, losses.squared_error(reduction), params, state, x, target)
    tensors = [torch.tensor(leaf, requires_grad=True) for leaf in leaves(params)]
    w1, b1, w2, b2 = tensors
    share = torch.tensor(weight if weighted else np.ones(4))
    squares = 0.5 * (torch.sigmoid(torch.tensor(x) @ w1 + b1) @ w2 + b2 - torch.tensor(y)) ** 2
    loss = (squares[:, 0] * share).sum() + 0.15 * ((w1 * w1).sum() + (w2 * w2).sum())
    loss = loss / share.sum() if reduction == "mean" else loss
    loss.backward()
    assert float(value) == pytest.approx(loss.item(), rel=1e-14)
    for a, b in zip(leaves(grads), tensors, strict=True):
        np.testing.assert_allclose(a, b.grad.numpy(), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("weighted", [False, True])
def test_a_penalty_is_of_each_replica(xor_data, weighted):
    params = [NET.init(Draw(np, key_of(seed)), 2)[0] for seed in (1, 2)]
    x, y = xor_data
    weight = np.stack([np.asarray([1.0, 0.5, 2.0, 3.0]), np.zeros(4)])

    def run(params, x, y, weight):
        return formulas.penalized(0.3)(np, NET, LOSS, params, ((),) * 3, x, losses.Target(y, weight) if weighted else y)[:2]

    both = run(map_tree(lambda a, b: np.stack([a, b]), *params), np.stack([x, x]), np.stack([y, y]), weight)
    for i in (0, 1):
        for a, b in zip(leaves(both), leaves(run(params[i], x, y, weight[i])), strict=True):
            np.testing.assert_allclose(a[i], b, rtol=1e-13)


def test_a_batch_whose_weights_are_zero_has_no_penalty(xor_data):
    params, state, _ = start(bpnet.get_backend("numpy"), optimizers.sgd())
    value, grads, _ = formulas.penalized(0.3)(np, NET, LOSS, params, state, xor_data[0], (xor_data[1], np.zeros(4)))
    assert value == 0.0
    assert all(not g.any() for g in leaves(grads))


@pytest.mark.parametrize("penalty", [-1.0, float("nan"), float("inf"), True, np.True_, np.asarray([0.5]), "1", None, 1j])
def test_a_penalty_is_a_finite_number_of_at_least_0(penalty):
    message = "penalty must be a finite number of at least 0"
    with pytest.raises(ValueError, match=message):
        formulas.penalized(penalty)
    with pytest.raises(ValueError, match=message):
        formulas.PenalizedNetwork(layers.affine(1), n_in=1, loss="squared_error", penalty=penalty)


def half(*args, **options):
    """An objective of the user's: half of the loss."""
    value, grads, state = bpnet.value_and_grad(*args, **options)
    return 0.5 * value, map_tree(lambda g: 0.5 * g, grads), state


def test_an_objective_of_ones_own_takes_the_place_of_the_loss(bpnet_backend, xor_data):
    optimizer = optimizers.sgd(0.1)
    with bpnet_backend.scope():
        values = (*start(bpnet_backend, optimizer), *map(bpnet_backend.from_host, xor_data))
        halved = bpnet.training_step(bpnet_backend.xp, NET, LOSS, optimizer, value_and_grad=half)
        runs = [(bpnet.training_step(bpnet_backend.xp, NET, LOSS, optimizer), 0.05)]
        runs += [(halved, 0.1), (bpnet_backend.compile(halved), 0.1)]
        made = [run(*values, bpnet_backend.from_host(np.asarray(rate)))[:2] for run, rate in runs]
        (other, *expected), *ours = ([bpnet_backend.to_host(leaf) for leaf in leaves(pair)] for pair in made)
    for one, *params in ours:
        assert 2.0 * one == pytest.approx(float(other), rel=1e-14)
        for a, b in zip(params, expected, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-13)


def test_the_results_of_an_objective_of_ones_own_are_compared_with_their_values(xor_data):
    def narrow(*args, **options):
        value, grads, state = bpnet.value_and_grad(*args, **options)
        return value, map_tree(lambda g: g[:1], grads), state

    step = bpnet.training_step(np, NET, LOSS, optimizers.sgd(), value_and_grad=narrow)
    with pytest.raises(ValueError, match=r"the gradient with respect to params\[0\]\[0\] has shape \(1, 4\)"):
        step(*start(bpnet.get_backend("numpy"), optimizers.sgd()), *xor_data, np.asarray(0.1))


def scale(backward=None, forward=None, init=None):
    """A layer ``y = p x`` with one param per feature, of which a part may be wrong."""
    return bpnet.stateless(
        forward or (lambda xp, p, x: (x * p[0], x)),
        backward or (lambda xp, p, x, dy: ((xp.sum(dy * x, axis=-2),), dy * p[0])),
        init or (lambda draw, n: ((draw.full((n,), 1.0),), n)),
    )


X, Y = np.linspace(-1.0, 1.0, 12).reshape(4, 3), np.ones((4, 1))


@pytest.mark.parametrize("compile_", [False, True])
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (
            lambda xp, p, x, dy: ((xp.sum(dy * x),), dy * p[0]),
            r"the gradient with respect to params\[0\]\[0\] has shape \(\) and dtype float64, expected shape \(3,\)",
        ),
        (lambda xp, p, x, dy: ((dy * x,), dy * p[0]), r"the gradient with respect to params\[0\]\[0\] has shape \(4, 3\)"),
        (
            lambda xp, p, x, dy: ((), dy * p[0]),
            r"the gradient with respect to params\[0\] is a tuple of 0, expected a tuple of 1",
        ),
        (
            lambda xp, p, x, dy: (xp.sum(dy * x, axis=-2), dy * p[0]),
            r"the gradient with respect to params\[0\] is a .*, expected a tuple of 1",
        ),
        (
            lambda xp, p, x, dy: ((xp.astype(xp.sum(dy * x, axis=-2), xp.float32),), dy * p[0]),
            r"the gradient with respect to params\[0\]\[0\] has shape \(3,\) and dtype .*float32, expected .*float64",
        ),
    ],
)
def test_a_gradient_that_would_broadcast_or_reshape_its_param_is_refused(bpnet_backend, wrong, words, compile_):
    if compile_ and not bpnet_backend.compile_by_default:
        pytest.skip("compiled only when asked; shapes are compared while tracing, which the others show")
    net = bpnet.Network([scale(wrong), layers.affine(1)], n_in=3, loss="squared_error", backend=bpnet_backend)
    before = net.params
    for call in (lambda: net.fit(X, Y, epochs=1, compile=compile_), lambda: net.step(X, Y, compile=compile_)):
        with pytest.raises(ValueError, match=words.replace("float64,", ".*float64,")):
            call()
    assert net.params is before


def test_the_right_gradient_trains_as_by_hand():
    """Loss of the smallest program of this fault, whose wrong gradient trained in silence."""
    net = bpnet.Network([scale(), layers.affine(1)], n_in=3, loss="squared_error", backend="numpy")
    losses_ = net.fit(np.ones((4, 3)), Y, epochs=3).loss
    assert losses_ == pytest.approx([0.09736, 0.09484, 0.09236], abs=5e-6)


@pytest.mark.parametrize("compile_", [False, None])
def test_outputs_narrower_than_promised_are_refused(bpnet_backend, compile_):
    narrow = bpnet.stateless(
        lambda xp, p, x: (xp.matmul(x, p[0]), x),
        lambda xp, p, x, dy: ((xp.matmul(xp.matrix_transpose(x), dy),), xp.matmul(dy, xp.matrix_transpose(p[0]))),
        lambda draw, n: ((draw.full((n, 1), 1.0),), 3),
    )
    net = bpnet.Network([narrow], n_in=3, loss="squared_error", backend=bpnet_backend)
    for call in (net.predict, lambda x: net.loss(x, X), lambda x: net.fit(x, X, epochs=1, compile=compile_)):
        with pytest.raises(
            ValueError, match=r"the layers return an output of shape \(4, 1\), expected \(batch, 3\), the n_out of their init"
        ):
            call(X)


def test_a_loss_that_is_no_single_number_or_whose_gradient_is_not_like_y_is_refused(bpnet_backend):
    right = losses.squared_error()
    vector = right._replace(forward=lambda xp, t, y: (xp.sum((y - t) * (y - t), axis=-1), y))
    number = right._replace(forward=lambda xp, t, y: (float(xp.sum((y - t) * (y - t))), y))
    row = right._replace(backward=lambda xp, t, y: xp.sum(y - t, axis=-2, keepdims=True))
    for loss, words in (
        (vector, r"the loss has shape \(4,\), expected an array of shape \(\): one number per batch"),
        (number, r"the loss is a float, expected an array of shape \(\)"),
        (row, r"the gradient of the loss with respect to y has shape \(1, 1\) and dtype .*, expected shape \(4, 1\)"),
    ):
        net = bpnet.MLP((3, 1), loss=loss, backend=bpnet_backend)
        with pytest.raises(ValueError, match=words):
            net.step(X, Y, compile=False)


def test_a_state_that_changes_its_shape_or_dtype_is_refused(bpnet_backend):
    def counting(new):
        return bpnet.Layer(
            init=lambda draw, n: ((), (np.zeros(n, "int32"),), n),
            forward=lambda xp, p, s, x: (x, (), (new(xp, s[0], x),)),
            backward=lambda xp, p, r, dy: ((), dy),
            inference=lambda xp, p, s, x: x,
        )

    for new, words in (
        (
            lambda xp, s, x: xp.astype(s, xp.int64),
            r"the new value of state\[0\]\[0\] has shape \(3,\) and dtype .*int64, expected .*int32",
        ),
        (lambda xp, s, x: xp.expand_dims(s, axis=0), r"the new value of state\[0\]\[0\] has shape \(1, 3\)"),
    ):
        net = bpnet.Network([counting(new), layers.affine(1)], n_in=3, loss="squared_error", backend=bpnet_backend)
        with pytest.raises(ValueError, match=words):
            net.step(X, Y, compile=False)


def descent(move=None, memory=None, init=None):
    """Gradient descent, of which a part may be wrong."""

    def update(xp, params, grads, m, rate):
        return map_tree(move or (lambda p, g: p - rate * g), params, grads), memory(xp, m) if memory else m

    return bpnet.Optimizer(init or (lambda xp, params: (xp.zeros_like(params[0][0]),)), update, learning_rate=0.1)


def test_an_optimizer_that_changes_shapes_or_dtypes_is_refused(bpnet_backend):
    xp = bpnet_backend.xp
    for optimizer, words in (
        (descent(lambda p, g: xp.sum(g)), r"the optimizer's new value of params\[0\]\[0\] has shape \(\)"),
        (
            descent(lambda p, g: xp.astype(p, xp.float32)),
            r"params\[0\]\[0\] has shape \(3, 1\) and dtype .*float32, expected .*float64",
        ),
        (descent(memory=lambda xp, m: ()), r"the new opt_state is a tuple of 0, expected a tuple of 1"),
        (descent(memory=lambda xp, m: (xp.sum(m[0]),)), r"the new opt_state\[0\] has shape \(\)"),
    ):
        net = bpnet.MLP((3, 1), optimizer=optimizer, backend=bpnet_backend)
        before = net.training
        with bpnet_backend.scope():
            x, y = bpnet_backend.from_host(X), bpnet_backend.from_host(Y)
        _, grads = net.value_and_grad(x, y)
        calls = lambda net=net: net.step(X, Y, compile=False), lambda net=net, grads=grads: net.update(grads, compile=False)
        for call in calls:
            with pytest.raises(ValueError, match=words):
                call()
            assert net.training is before


def test_an_optimizers_memory_must_be_arrays():
    with pytest.raises(TypeError, match=r"the opt_state that init of the optimizer returns\[0\] is a int, expected an array"):
        bpnet.MLP((3, 1), optimizer=descent(init=lambda xp, params: (0,)))


@pytest.mark.parametrize("norm", [layers.layer_norm, layers.batch_norm])
def test_a_layer_narrower_than_promised_is_refused_by_the_normalization_after_it(bpnet_backend, norm):
    narrow = bpnet.stateless(
        lambda xp, p, x: (x[:, :1], x),
        lambda xp, p, x, dy: ((), dy + xp.zeros_like(x)),
        lambda draw, n: ((), 3),
    )
    net = bpnet.Network([narrow, norm(), layers.affine(1)], n_in=3, loss="squared_error", backend=bpnet_backend)
    for call in (net.predict, lambda x: net.step(x, Y, compile=False), lambda x: net.fit(x, Y, epochs=1)):
        with pytest.raises(ValueError, match=r"a normalization of 3 features got an input of shape \(4, 1\)"):
            call(X)


@pytest.mark.parametrize("compile_", [False, True])
def test_an_output_of_another_dtype_than_the_networks_is_refused(bpnet_backend, compile_):
    wide = bpnet.stateless(lambda xp, p, x: (xp.astype(x, xp.float64), ()), lambda xp, p, r, dy: ((), xp.astype(dy, xp.float32)))
    made = [layers.affine(1), wide]
    net = bpnet.Network(made, n_in=3, loss="squared_error", backend=bpnet_backend, dtype="float32")
    x, y = np.ones((4, 3)), np.zeros((4, 1))
    for call in (lambda: net.predict(x), lambda: net.fit(x, y, epochs=2, compile=compile_)):
        with pytest.raises(ValueError, match="of float64, expected a .* of float32"):
            call()


def test_an_output_that_is_numpys_is_refused_elsewhere(bpnet_backend):
    if bpnet_backend.owns(np.ones(1)):
        pytest.skip("NumPy's arrays are this backend's own")
    host = bpnet.stateless(lambda xp, p, x: (np.ones(tuple(x.shape)), ()), lambda xp, p, r, dy: ((), dy))
    net = bpnet.Network([layers.affine(1), host], n_in=3, loss="squared_error", backend=bpnet_backend)
    with pytest.raises(ValueError, match="the layers return an output that is a ndarray of float64"):
        net.predict(np.ones((4, 3)))


def test_a_gradient_is_compared_again_when_weights_or_labels_come():
    """A loss may be wrong with weights only, where its gradient would broadcast."""
    right = losses.squared_error()

    def backward(xp, target, residuals):
        dy = right.backward(xp, target, residuals)
        return xp.sum(dy, axis=0, keepdims=True) if isinstance(target, tuple) else dy

    net = bpnet.Network([layers.affine(1), layers.tanh()], n_in=3, loss=right._replace(backward=backward), backend="numpy")
    x, y = np.ones((4, 3)), np.zeros((4, 1))
    net.fit(x, y, epochs=1, compile=False)
    with pytest.raises(ValueError, match="the gradient of the loss with respect to y"):
        net.fit(x, y, epochs=1, sample_weight=np.ones(4), compile=False)


class Weights(NamedTuple):
    w: Any
    b: Any


class Seen(NamedTuple):
    total: Any


class Velocity(NamedTuple):
    v: Any
    count: Any


def of_named_tuples():
    """A layer, a loss and an optimizer whose params, state, residuals and memory are NamedTuples, read by name."""

    def forward(xp, params, state, x):
        return xp.matmul(x, params.w) + params.b, Seen(x), Seen(state.total + 1)

    layer = Layer(
        lambda draw, n: (Weights(draw.full((n, 1), 0.5), draw.full((1,), 0.0)), Seen(np.zeros((), "int32")), 1),
        forward,
        lambda xp, params, r, dy: (Weights(xp.matmul(r.total.T, dy), xp.sum(dy, axis=0)), xp.matmul(dy, params.w.T)),
        lambda xp, params, state, x: forward(xp, params, state, x)[0],
    )
    loss = losses.Loss(lambda xp, t, y: (xp.sum((y - t) * (y - t)) * 0.5, Seen(y)), lambda xp, t, r: r.total - t, reduction="sum")

    def update(xp, params, grads, memory, rate):
        v = map_tree(lambda v, g: 0.5 * v + g, memory.v, grads)
        moved = map_tree(lambda p, v: p - rate * v, params, v)
        return moved, Velocity(v, memory.count + 1.0)

    def init(xp, params):
        return Velocity(map_tree(xp.zeros_like, params), next(leaves(map_tree(lambda p: 0.0 * xp.sum(p), params))))

    return [layer, layers.affine(1)], loss, optimizers.Optimizer(init, update, 0.01)


@pytest.mark.parametrize("compile_", [False, None])
def test_trees_may_be_named_tuples_which_they_stay(bpnet_backend, compile_, tmp_path):
    x, y, path = np.asarray([[1.0, 2.0], [0.5, -1.0]]), np.asarray([[1.0], [0.0]]), tmp_path / "net.safetensors"
    parts, loss, optimizer = of_named_tuples()

    def make():
        return bpnet.Network(parts, n_in=2, loss=loss, optimizer=optimizers.decoupled(optimizer, 0.1), backend=bpnet_backend)

    net = make()
    assert net.fit(x, y, epochs=3, compile=compile_, callbacks=[EarlyStopping(2)]).provenance["step"] in {"plain", "compiled"}
    net.step(x, y, compile=compile_)
    with net.backend.scope():
        own = [net.backend.from_host(a, "float64") for a in (x, y)]
    net.update(net.value_and_grad(*own)[1])
    net.save(path)
    other = make()
    other.restore(path)
    for copy in (net, other, net.to(bpnet_backend)):
        copy.params = copy.params
        copy.fit(x, y, epochs=1, compile=compile_)
        kinds = type(copy.params[0]), type(copy.state[0]), type(copy.training.opt_state), type(copy.training.opt_state.v[0])
        assert kinds == (Weights, Seen, Velocity, Weights)
    assert net.backend.to_host(net.loss(x, y)) == other.backend.to_host(other.loss(x, y))


@pytest.mark.parametrize("compile_", [False, True])
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda xp, dx: dx[:1, :], r"has shape \(1, 3\) and dtype .*float64, expected shape \(4, 3\) and dtype .*float64"),
        (lambda xp, dx: dx[:, :1], r"has shape \(4, 1\) "),
        (lambda xp, dx: xp.sum(dx), r"has shape \(\) "),
        (lambda xp, dx: xp.astype(dx, xp.float32), r"has shape \(4, 3\) and dtype .*float32, expected .*float64"),
        (lambda xp, dx: None, "has type NoneType"),
    ],
)
def test_a_gradient_by_an_input_that_would_broadcast_is_refused(bpnet_backend, wrong, words, compile_):
    """By hand: each of these is broadcast by the layer before, whose params then get other gradients."""
    if compile_ and bpnet_backend.name == "torch":
        pytest.skip("compiled only when asked; shapes are compared while tracing, which the others show")
    layer = scale(lambda xp, p, x, dy: ((xp.sum(dy * x, axis=-2),), wrong(xp, dy * p[0])))
    for parts in (
        [layers.affine(3), layer, layers.affine(1)],
        [layers.affine(3), bpnet.chain(layers.tanh(), layer), layers.affine(1)],
    ):
        net = bpnet.Network(parts, n_in=3, loss="squared_error", backend=bpnet_backend)
        with pytest.raises(ValueError, match="layer 1 of the chain: the dx of its backward " + words):
            net.fit(X, Y, epochs=1, compile=compile_)
    first = bpnet.Network([layer, layers.affine(1)], n_in=3, loss="squared_error", backend=bpnet_backend)
    first.fit(X, Y, epochs=1, compile=compile_ and bpnet_backend.name == "numpy")  # its dx is nobody's


def test_a_layer_may_run_a_chain_again_in_its_backward():
    """As one does that keeps its input alone to save memory."""
    inner = bpnet.chain(layers.affine(3), layers.tanh())

    def backward(xp, params, x, dy):
        return inner.backward(xp, params, inner.forward(xp, params, ((), ()), x)[1], dy)

    again = bpnet.stateless(
        lambda xp, p, x: (inner.forward(xp, p, ((), ()), x)[0], x), backward, lambda draw, n: inner.init(draw, n)[::2]
    )
    losses_ = [
        bpnet.Network([layers.tanh(), part, layers.affine(1)], n_in=3, loss="squared_error", seed=0).fit(X, Y, epochs=3).loss
        for part in (inner, again)
    ]
    assert np.array_equal(*losses_)
