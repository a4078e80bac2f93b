"""Jacobians, gradients of samples, and products with Jacobians and Hessians, against other engines and differences."""

from types import SimpleNamespace

import numpy as np
import pytest
from test_layers import LAYERS
from test_losses import OUTPUTS, TARGETS, Y

import bpnet
from bpnet import derivatives, layers, losses
from bpnet.arrays import leaves, map_tree
from bpnet.derivatives.dual import RULES, DualNamespace
from bpnet.random import Draw, key_of
from bpnet.testing.conformance_arrays import arguments
from bpnet.testing.functions import FUNCTIONS, OPERATORS

RANDOM = np.random.default_rng(7)
SAMPLES, N_IN, N_OUT = 4, 3, 2
X, T = RANDOM.standard_normal((SAMPLES, N_IN)), RANDOM.random((SAMPLES, N_OUT))


def small():
    """A layer with params of several shapes, and two outputs."""
    return bpnet.chain(layers.dense(4, "tanh"), layers.layer_norm(), layers.affine(N_OUT))


def initial(layer, replicas=None):
    """Params, no two of them equal, and state; with an axis in front for replicas."""
    params, state, _ = layer.init(Draw(np, key_of(2)), N_IN)
    random = np.random.default_rng(1)
    front = () if replicas is None else (replicas,)
    params = map_tree(lambda p: p + 0.3 * random.standard_normal((*front, *np.shape(p))), params)
    return params, map_tree(lambda s: np.broadcast_to(s, (*front, *np.shape(s))), state)


def place(backend, tree):
    """A tree on the device of a backend."""
    return map_tree(lambda leaf: backend.from_host(leaf, np.asarray(leaf).dtype.name), tree)


def assert_trees_close(ours, theirs, rtol=1e-9, atol=1e-10):
    for one, other in zip(leaves(ours), leaves(theirs), strict=True):
        np.testing.assert_allclose(one, other, rtol=rtol, atol=atol)


def outputs(layer, params, state, x):
    return layer.forward(np, params, state, x)[0]


def along(function, tree, index, step=1e-5):
    """The central difference of a function of a tree, by one element of one leaf."""
    number, where = index
    ends = []
    for sign in (1.0, -1.0):
        flat = [np.array(leaf) for leaf in leaves(tree)]
        flat[number][where] += sign * step
        flat = iter(flat)
        ends.append(function(map_tree(lambda _, flat=flat: next(flat), tree)))
    return (ends[0] - ends[1]) / (2.0 * step)


@pytest.mark.parametrize("by", ["x", "params"])
def test_a_jacobian_has_the_differences_of_the_outputs(by):
    layer = small()
    params, state = initial(layer)
    made = derivatives.jacobian(np, layer, params, state, X, by=by)
    tree, of = (X, lambda x: outputs(layer, params, state, x)) if by == "x" else (params, lambda p: outputs(layer, p, state, X))
    for number, (leaf, j) in enumerate(zip(leaves(tree), leaves(made), strict=True)):
        shape = leaf.shape if by == "params" else (N_IN,)
        assert j.shape == (SAMPLES, N_OUT, *shape)
        for where in np.ndindex(shape):
            index = where if by == "params" else (slice(None), *where)  # one feature of all samples, which are independent
            np.testing.assert_allclose(j[(..., *where)], along(of, tree, (number, index)), atol=1e-8)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@pytest.mark.parametrize("labels", [False, True])
def test_gradients_of_samples_are_those_of_batches_of_one(reduction, labels):
    layer = small()
    loss = losses.softmax_cross_entropy(reduction) if labels else losses.squared_error(reduction)
    target = np.asarray([0, 1, 1, 0]) if labels else T
    params, state = initial(layer)
    made = derivatives.per_sample_gradients(np, layer, loss, params, state, X, target)
    alone = [bpnet.value_and_grad(np, layer, loss, params, state, X[i : i + 1], target[i : i + 1])[1] for i in range(SAMPLES)]
    assert_trees_close(made, map_tree(lambda *each: np.stack(each), *alone), rtol=1e-12)
    batch = bpnet.value_and_grad(np, layer, loss, params, state, X, target)[1]
    assert_trees_close(map_tree(lambda g: getattr(np, reduction)(g, axis=0), made), batch, rtol=1e-12, atol=1e-14)


def test_gradients_of_weighted_samples_average_to_the_gradient_of_the_batch():
    layer, loss, weight = small(), losses.huber(), np.asarray([1.0, 0.0, 2.0, 0.5])
    params, state = initial(layer)
    batch = bpnet.value_and_grad(np, layer, loss, params, state, X, losses.Target(T, weight))[1]
    for target in (losses.Target(T, weight), T):
        made = derivatives.per_sample_gradients(np, layer, loss, params, state, X, target)
        assert_trees_close(map_tree(lambda g: np.average(g, axis=0, weights=weight), made), batch)


def test_replicas_are_computed_at_once():
    layer, loss, n = small(), losses.squared_error(), 2
    params, state = initial(layer, replicas=n)
    x, t = np.stack([X, 0.5 * X]), np.stack([T, T[::-1]])
    for function in (
        lambda *of: derivatives.jacobian(np, layer, *of[:3]),
        lambda *of: derivatives.jacobian(np, layer, *of[:3], by="params"),
        lambda *of: derivatives.per_sample_gradients(np, layer, loss, *of),
    ):
        alone = [function(*map_tree(lambda leaf, i=i: leaf[i], (params, state, x, t))) for i in range(n)]
        assert_trees_close(function(params, state, x, t), map_tree(lambda *each: np.stack(each), *alone))


def test_a_layer_that_does_not_keep_the_axes_in_front_is_one_clear_error():
    right = layers.affine(N_OUT)

    def backward(xp, params, x, dy):
        (dw, _), dx = right.backward(xp, params, x, dy)
        return (dw, xp.sum(dy, axis=0)), dx

    params, state = initial(right)
    with pytest.raises(ValueError, match=r"gave shape \(4, 1, 2\), expected \(2, 4, 2\): .* last two axes"):
        derivatives.jacobian(np, right._replace(backward=backward), params, state, X, by="params")


@pytest.mark.parametrize("layer", [layers.batch_norm(), bpnet.chain(layers.dropout(), layers.affine(2))])
def test_samples_that_depend_on_their_batch_have_no_gradients_of_their_own(layer):
    params, state = initial(layer)
    with pytest.raises(ValueError, match="changes its state in training, as dropout and batch norm do"):
        derivatives.per_sample_gradients(np, layer, losses.squared_error(), params, state, X, T)


def directions(tree, seed=3):
    random = np.random.default_rng(seed)
    return map_tree(lambda leaf: random.standard_normal(np.shape(leaf)), tree)


def inner(one, other):
    return sum(float(np.sum(a * b)) for a, b in zip(leaves(one), leaves(other), strict=True))


def assert_transposed(layer, x=X):
    """``<u, J v> == <J' u, v>``: forward mode by `RULES`, reverse mode by the layer."""
    params, state = initial(layer)
    dx, dparams = directions(x), directions(params, seed=4)
    y, dy, new = derivatives.jvp(np, layer, params, state, x, dx, dparams)
    expected, pullback, new_state = bpnet.vjp(np, layer, params, state, x)
    assert_trees_close((y, new), (expected, new_state), rtol=0, atol=0)
    u = np.cos(np.arange(float(y.size))).reshape(y.shape)
    grads, back = pullback(u)
    assert inner(u, dy) == pytest.approx(inner(grads, dparams) + inner(back, dx), rel=1e-12, abs=1e-13)


def assert_slope_of_loss(loss, target, y):
    """The derivative of the value is ``<dy, v>``."""
    v = directions(y)
    value, change = derivatives.pushforward(np, lambda xp, y: loss.forward(xp, target, y)[0], (y,), (v,))
    expected, residuals = loss.forward(np, target, y)
    assert value == expected
    assert change == pytest.approx(inner(loss.backward(np, target, residuals), v), rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("name", LAYERS)
def test_forward_mode_and_the_backward_pass_of_each_layer_are_transposed(name):
    assert_transposed(LAYERS[name]())


@pytest.mark.parametrize("name", layers.ACTIVATIONS)
def test_at_a_kink_forward_mode_has_the_slope_of_the_backward_pass(name):
    assert_transposed(layers.ACTIVATIONS[name](), np.zeros((SAMPLES, N_IN)))


@pytest.mark.parametrize("weight", [None, np.asarray([1.0, 0.0, 2.0, 0.5])], ids=["unweighted", "weighted"])
@pytest.mark.parametrize("name", TARGETS)
def test_forward_mode_of_each_loss_has_its_gradient(name, weight):
    target = TARGETS[name] if weight is None else losses.Target(TARGETS[name], weight)
    assert_slope_of_loss(getattr(losses, name.partition("-")[0])(), target, OUTPUTS.get(name, Y))
    assert_slope_of_loss(losses.absolute_error(), Y, Y)  # the kink


def test_the_checks_see_a_wrong_backward_pass_and_a_wrong_rule(monkeypatch):
    wrong = layers.tanh()
    wrong = wrong._replace(backward=lambda xp, p, y, dy: ((), dy * (1.00001 - y * y)))
    with pytest.raises(AssertionError):
        assert_transposed(wrong)
    poisson = losses.poisson()
    with pytest.raises(AssertionError):
        assert_slope_of_loss(poisson._replace(backward=lambda *of: 1.00001 * poisson.backward(*of)), T, X[:, :N_OUT])
    monkeypatch.setitem(RULES, "tanh", (lambda xp, t, y, x: t * (1.00001 - y * y),))
    with pytest.raises(AssertionError):
        assert_transposed(layers.tanh())
    with pytest.raises(AssertionError):
        assert_rule("tanh", CASES["tanh"])


A, B = RANDOM.standard_normal((2, 3, 2, 4))
CASES = {
    "abs": lambda xp, a, b: abs(a) + xp.abs(b),
    "add": lambda xp, a, b: a + b + a[0, 0, :] + 1.0,
    "asarray": lambda xp, a, b: xp.asarray(a),
    "astype": lambda xp, a, b: xp.astype(a, xp.float64) * xp.astype(a > 0.0, xp.float64),
    "broadcast_to": lambda xp, a, b: xp.broadcast_to(a[0, 0, :], a.shape) * b,
    "concat": lambda xp, a, b: xp.concat([a, xp.zeros_like(a), b], axis=1),
    "cos": lambda xp, a, b: xp.cos(3.0 * a),
    "divide": lambda xp, a, b: xp.divide(a, b) + b / 3.0 + 2.0 / a,
    "exp": lambda xp, a, b: xp.exp(a),
    "expand_dims": lambda xp, a, b: xp.expand_dims(a, axis=1) * b,
    "expm1": lambda xp, a, b: xp.expm1(a),
    "flip": lambda xp, a, b: xp.flip(a, axis=1) * b,
    "full": lambda xp, a, b: xp.full((2, 2), xp.sum(a * b)),
    "full_like": lambda xp, a, b: xp.full_like(a, xp.sum(a * b)),
    "getitem": lambda xp, a, b: a[1:, ..., None, ::2] * b[0, 1, 2],
    "log": lambda xp, a, b: xp.log(a * a),
    "log1p": lambda xp, a, b: xp.log1p(a * a),
    "matmul": lambda xp, a, b: xp.matmul(a, b.mT) @ b[0, :, :],
    "matrix_transpose": lambda xp, a, b: xp.matrix_transpose(a) * b.T[0, 1, 2] + xp.matmul(b.mT, a)[..., :2],
    "max": lambda xp, a, b: xp.max(a, axis=-1, keepdims=True) * b + xp.max(a) + xp.max(b, axis=(0, 2))[..., None],
    "maximum": lambda xp, a, b: xp.maximum(a, b) * xp.maximum(0.1, a),
    "mean": lambda xp, a, b: xp.mean(a * b, axis=0) + xp.mean(b),
    "min": lambda xp, a, b: xp.min(a, axis=-1, keepdims=True) * b + xp.min(a),
    "minimum": lambda xp, a, b: xp.minimum(a, b) * xp.minimum(a, 0.1),
    "moveaxis": lambda xp, a, b: xp.moveaxis(a, 0, 1),
    "multiply": lambda xp, a, b: a * b * 3.0 * a[0, 0, 0],
    "negative": lambda xp, a, b: -a * b,
    "permute_dims": lambda xp, a, b: xp.permute_dims(a, (2, 0, 1)),
    "positive": lambda xp, a, b: xp.positive(a),
    "pow": lambda xp, a, b: a**3 + (a * a) ** b + xp.pow(2.0, b) + (a * a) ** 0.5,
    "reshape": lambda xp, a, b: xp.reshape(a, (-1, 2)),
    "roll": lambda xp, a, b: xp.roll(a, 1, axis=0) * b,
    "sin": lambda xp, a, b: xp.sin(3.0 * a),
    "sqrt": lambda xp, a, b: xp.sqrt(a * a + 0.1),
    "square": lambda xp, a, b: xp.square(a),
    "squeeze": lambda xp, a, b: xp.squeeze(a[:1, ...] * b[:1, ...], axis=0),
    "stack": lambda xp, a, b: xp.stack([a, b, xp.ones_like(a)]),
    "subtract": lambda xp, a, b: (a - b[0, 0, :]) * (1.0 - b),
    "sum": lambda xp, a, b: xp.sum(a * b, axis=(0, -1)),
    "take": lambda xp, a, b: xp.take(a, xp.asarray([2, 0, 2]), axis=-1),
    "tanh": lambda xp, a, b: xp.tanh(a),
    "where": lambda xp, a, b: xp.where(a > 0.0, a * a, b) + xp.where(a > b, 1.0, b) + xp.where(a > b, a, 1.0),
}
"""For each rule a function of two arrays that calls it, in the ways in which arguments can be given."""


def assert_rule(name, case, step=1e-6):
    used = []
    xp = DualNamespace(np)
    call = xp.call
    xp.call = lambda name, *args, **options: (used.append(name), call(name, *args, **options))[1]
    da, db = directions((A, B))
    made = case(xp, *xp.lift((A, B), (da, db)))
    assert name in used
    assert np.array_equal(xp.value(made), case(np, A, B))
    numeric = (case(np, A + step * da, B + step * db) - case(np, A - step * da, B - step * db)) / (2.0 * step)
    assert made.tangent.shape == numeric.shape
    np.testing.assert_allclose(made.tangent, numeric, rtol=1e-7, atol=1e-7)


@pytest.mark.parametrize("name", sorted(name for name, rules in RULES.items() if rules))
def test_each_rule_has_the_differences_of_its_function(name):
    assert_rule(name, CASES[name])


def test_every_function_that_bpnet_calls_runs_on_arrays_with_tangents(bpnet_backend):
    """With the values of the plain call: integers, booleans, shifts and slices too."""
    host = vars(arguments("float64"))
    with bpnet_backend.scope():
        given = {key: bpnet_backend.from_host(value) for key, value in host.items()}
        xp = DualNamespace(bpnet_backend.xp)
        both = {key: xp.lift(value, value if key in {"a", "b"} else None) for key, value in given.items()}
        for name, function in (FUNCTIONS | OPERATORS).items():
            if name == "broadcast_arrays":  # what exact arithmetic calls, beneath the tangents
                continue
            made = function(xp, SimpleNamespace(**both, device=bpnet_backend.device))
            plain = function(bpnet_backend.xp, SimpleNamespace(**given, device=bpnet_backend.device))
            ours, theirs = (bpnet_backend.to_host(array) for array in (made.value, plain))
            assert (ours.dtype, ours.tobytes()) == (theirs.dtype, theirs.tobytes()), name
            assert made.tangent is None or (made.tangent.shape, made.tangent.dtype) == (plain.shape, plain.dtype), name


def test_of_equal_numbers_each_has_its_share():
    x = np.asarray([[1.0, 1.0, 0.0, 1.0]])
    for name, sign in (("max", 1.0), ("min", -1.0)):
        _, dy = derivatives.pushforward(np, lambda xp, x, name=name: getattr(xp, name)(x, axis=-1), (sign * x,), (x * 3.0,))
        assert dy == [3.0]
    _, dy = derivatives.pushforward(np, lambda xp, x: xp.maximum(x, 1.0) + xp.minimum(1.0, x), (x,), (np.ones_like(x),))
    assert dy.tolist() == [[1.0, 1.0, 1.0, 1.0]]


def test_what_has_no_rule_is_one_error_that_names_it():
    def error_of(function):
        with pytest.raises((AttributeError, TypeError)) as caught:
            derivatives.pushforward(np, function, (X,), (X,))
        return str(caught.value)

    assert error_of(lambda xp, x: xp.sinh(x)).startswith("xp.sinh has no rule in bpnet.derivatives.dual.RULES")
    assert error_of(lambda xp, x: x.sum()) == "an array with a tangent has no sum: use functions of xp"
    assert "to NumPy, whose functions would lose it" in error_of(lambda xp, x: np.asarray(x))
    assert "does not support ufuncs" in error_of(lambda xp, x: np.exp(x))
    with pytest.raises(ValueError, match=r"the direction has shape \(3, 4\) and dtype float64, expected shape \(4, 3\)"):
        derivatives.pushforward(np, lambda xp, x: x, (X,), (X.T,))


MISTAKES = {
    "a target of one row": (derivatives.per_sample_gradients, {"target": T[:1]}, r"shape \(1, 2\), expected \(4,\) in front, as"),
    "targets of fewer rows": (derivatives.per_sample_gradients, {"target": T[:3]}, r"shape \(3, 2\), expected \(4,\) in front"),
    "an input of one row": (derivatives.per_sample_gradients, {"x": X[:1]}, r"expected \(1,\) in front, as x has"),
    "a weight of two axes": (
        derivatives.gauss_newton_vector_product,
        {"target": losses.Target(T, T[:, :1]), "vector": ()},
        r"the loss has shape \(4,\), expected an array of shape \(\)",
    ),
    "no vector": (derivatives.hessian_vector_product, {"vector": None}, "vector is a NoneType, expected a tuple of 3"),
    "no vector for the other": (derivatives.gauss_newton_vector_product, {"vector": None}, "vector is a NoneType"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_what_would_broadcast_or_count_as_nothing_is_refused(name):
    function, wrong, words = MISTAKES[name]
    params, state = initial(small())
    if wrong.get("vector", None) == ():
        wrong = wrong | {"vector": params}
    given = {"params": params, "state": state, "x": X, "target": T} | wrong
    with pytest.raises(ValueError, match=words) as caught:
        function(np, small(), losses.squared_error(), **given)
    assert len(str(caught.value)) <= 300


def test_integers_have_no_direction():
    with pytest.raises(ValueError, match="the direction is for an array of int64, expected floats: pass None for constants"):
        derivatives.pushforward(np, lambda _, x: x * x, (np.arange(3),), (np.arange(3),))


def test_powers_have_slopes_where_base_or_exponent_is_zero(bpnet_backend):
    with bpnet_backend.scope():
        x, n, one = (bpnet_backend.from_host(np.asarray(values)) for values in ([0.0, 2.0], [0.0, 3.0], [1.0, 1.0]))
        for function, slope in (
            (lambda xp, x: x**0, [0.0, 0.0]),
            (lambda xp, x: x**n, [0.0, 12.0]),
            (lambda xp, x: (0.0 * x) ** (x + 1.0), [0.0, 0.0]),
        ):
            y, dy = derivatives.pushforward(bpnet_backend.xp, function, (x,), (one,))
            assert bpnet_backend.to_host(dy).tolist() == slope
            assert np.array_equal(*map(bpnet_backend.to_host, (y, function(bpnet_backend.xp, x))))


def test_lists_are_indices_of_rows_and_arrays_are_not_iterated_over():
    y, dy = derivatives.pushforward(np, lambda xp, x: x[[0, 2]], (X,), (3.0 * X,))
    assert np.array_equal(y, X[[0, 2]])
    assert np.array_equal(dy, 3.0 * y)
    with pytest.raises(TypeError, match="not iterable"):  # JAX clips indices: a loop over x[0], x[1], ... would not end
        derivatives.pushforward(np, lambda xp, x: sum(x), (X,), (X,))


def test_derivatives_of_derivatives_keep_the_directions_apart():
    def slope(xp, x):
        return derivatives.pushforward(xp, lambda xp, x: x * x * x * xp.exp(x), (x,), (xp.ones_like(x),))[1]

    x, one = np.asarray([0.5, -1.0]), np.ones(2)
    second = derivatives.pushforward(np, slope, (x,), (one,))[1]
    np.testing.assert_allclose(second, (x**3 + 6 * x**2 + 6 * x) * np.exp(x), rtol=1e-14)

    def mixed(xp, x):  # x times the derivative of x + y by y, which is 1: its slope is 1
        return x * derivatives.pushforward(xp, lambda xp, y: x + y, (xp.ones_like(x),), (xp.ones_like(x),))[1]

    assert derivatives.pushforward(np, mixed, (x,), (one,))[1].tolist() == [1.0, 1.0]


def dense_matrix(product, params):
    """The matrix of a product with vectors, by unit vectors."""
    sizes = [leaf.size for leaf in leaves(params)]
    columns = []
    for unit in np.eye(sum(sizes)):
        parts = iter(np.split(unit, np.cumsum(sizes)[:-1]))
        columns.append(flat(product(map_tree(lambda p, parts=parts: next(parts).reshape(p.shape), params))))
    return np.stack(columns, axis=1)


def flat(tree):
    return np.concatenate([np.ravel(leaf) for leaf in leaves(tree)])


DEEP = {
    "smooth": lambda: bpnet.chain(layers.dense(3, "gelu"), layers.layer_norm(), layers.affine(N_OUT)),
    "mixed": lambda: bpnet.chain(layers.affine(3), layers.batch_norm(), layers.dropout(0.3), layers.tanh(), layers.affine(N_OUT)),
}


@pytest.mark.parametrize("name", DEEP)
def test_hessians_follow_jax(name):
    jax = pytest.importorskip("jax", reason="JAX is the independent engine here")
    layer, loss = DEEP[name](), losses.softmax_cross_entropy()
    params, state = initial(layer)

    def value(params):
        return loss.forward(jax.numpy, T, layer.forward(jax.numpy, params, state, X)[0])[0]

    with jax.enable_x64(new_val=True):
        blocks = jax.tree.leaves(jax.jit(jax.hessian(value))(params))
    ours = dense_matrix(lambda v: derivatives.hessian_vector_product(np, layer, loss, params, state, X, T, v), params)
    sizes = [leaf.size for leaf in leaves(params)]
    rows = [
        np.concatenate([np.reshape(blocks[i * len(sizes) + j], (n, -1)) for j in range(len(sizes))], 1)
        for i, n in enumerate(sizes)
    ]
    np.testing.assert_allclose(ours, np.concatenate(rows), rtol=0, atol=1e-12)


def test_jacobians_follow_jax():
    jax = pytest.importorskip("jax", reason="JAX is the independent engine here")
    layer = small()
    params, state = initial(layer)

    def of_samples(params, x):
        return jax.vmap(lambda one: layer.forward(jax.numpy, params, state, one[None, :])[0][0])(x)

    with jax.enable_x64(new_val=True):
        by_params, by_x = jax.jit(jax.jacrev(of_samples))(params, X), jax.jit(jax.jacfwd(of_samples, argnums=1))(params, X)
    ours = tuple(derivatives.jacobian(np, layer, params, state, X, by=by) for by in ("params", "x"))
    assert_trees_close(ours, (by_params, np.einsum("bobi->boi", by_x)), rtol=0, atol=1e-13)


@pytest.mark.parametrize("name", LAYERS)
def test_forward_mode_follows_pytorch(name):
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    backend, layer = bpnet.get_backend("torch"), LAYERS[name]()
    params, state = place(backend, initial(layer))
    x, dx, dparams = place(backend, (X, directions(X), directions(params, seed=4)))

    def forward(x, *flat):
        parts = iter(flat)
        return layer.forward(backend.xp, map_tree(lambda _: next(parts), params), state, x)[0]

    ours = derivatives.jvp(backend.xp, layer, params, state, x, dx, dparams)[:2]
    # by two reverse passes: `torch.func.jvp` takes seconds to load
    theirs = torch.autograd.functional.jvp(forward, (x, *leaves(params)), (dx, *leaves(dparams)))
    assert_trees_close(ours, theirs, rtol=1e-12, atol=1e-13)


def test_gradients_of_samples_follow_pytorch():
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    backend, layer, loss = bpnet.get_backend("torch"), small(), losses.huber()
    params, state = place(backend, initial(layer))
    x, t = place(backend, (X, T))

    made = derivatives.per_sample_gradients(backend.xp, layer, loss, params, state, x, t)
    tracked = map_tree(lambda p: p.requires_grad_(), params)
    for i in range(SAMPLES):
        y = layer.forward(backend.xp, tracked, state, x[i : i + 1])[0]
        theirs = torch.autograd.grad(loss.forward(backend.xp, t[i : i + 1], y)[0], [*leaves(tracked)])
        assert_trees_close(map_tree(lambda g, i=i: g[i, ...], made), theirs, atol=1e-14)


@pytest.mark.parametrize("deep", DEEP)
@pytest.mark.parametrize("name", TARGETS)
def test_hessians_are_symmetric_and_have_the_differences_of_gradients(name, deep):
    settings = {"quantiles": (0.25, 0.75)} if name == "quantile" else {}
    loss, labels = getattr(losses, name.partition("-")[0])(**settings), name.endswith("labels")
    layer = bpnet.chain(DEEP[deep](), layers.sigmoid()) if loss.squashed else DEEP[deep]()
    target = TARGETS[name] % N_OUT if labels else TARGETS[name][:, : loss.width_of_targets(N_OUT)]
    params, state = initial(layer)
    u, v = directions(params), directions(params, seed=4)
    hu, hv = (derivatives.hessian_vector_product(np, layer, loss, params, state, X, target, w) for w in (u, v))
    assert inner(u, hv) == pytest.approx(inner(v, hu), rel=1e-10, abs=1e-12)

    def gradient(h):
        moved = map_tree(lambda p, d: p + h * d, params, v)
        return flat(bpnet.value_and_grad(np, layer, loss, moved, state, X, target)[1])

    np.testing.assert_allclose(
        flat(hv), (gradient(1e-5) - gradient(-1e-5)) / 2e-5, rtol=0, atol=1e-7 * (1 + np.max(np.abs(flat(hv))))
    )


def test_gauss_newton_is_the_jacobian_around_the_hessian_of_the_loss():
    layer, loss = small(), losses.softmax_cross_entropy("sum")
    params, state = initial(layer)
    args = np, layer, loss, params, state, X, T
    ours = dense_matrix(lambda v: derivatives.gauss_newton_vector_product(*args, v), params)
    by_params = derivatives.jacobian(np, layer, params, state, X, by="params")
    j = np.concatenate([np.reshape(leaf, (SAMPLES, N_OUT, -1)) for leaf in leaves(by_params)], axis=-1)
    z = outputs(layer, params, state, X)
    p = np.exp(z) / np.sum(np.exp(z), axis=-1, keepdims=True)
    h = np.sum(T, axis=-1)[:, None, None] * (p[:, :, None] * np.eye(N_OUT) - p[:, :, None] * p[:, None, :])
    np.testing.assert_allclose(ours, np.einsum("bip,bij,bjq->pq", j, h, j), rtol=0, atol=1e-13)
    assert np.min(np.linalg.eigvalsh(ours)) > -1e-13
    hessian = dense_matrix(lambda v: derivatives.hessian_vector_product(*args, v), params)
    assert np.min(np.linalg.eigvalsh(hessian)) < -1e-3  # the control: the curvature of the layer is in the Hessian only


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_gauss_newton_of_a_linear_layer_is_the_hessian(reduction):
    layer, loss = bpnet.chain(layers.affine(4), layers.identity(), layers.dropout(0.5)), losses.squared_error(reduction)
    params, state = initial(layer)
    target, v = RANDOM.standard_normal((SAMPLES, 4)), directions(params)
    args = np, layer, loss, params, state, X, target, v
    products = derivatives.gauss_newton_vector_product(*args), derivatives.hessian_vector_product(*args)
    assert_trees_close(*products, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(
        inner(v, products[0]),
        inner(directed := derivatives.jvp(*args[:2], *args[3:6], None, v)[1], directed) / (SAMPLES if reduction == "mean" else 1),
        rtol=1e-12,
    )


@pytest.mark.parametrize("by", ["x", "params"])
def test_jacobians_of_layers_with_two_modes_are_those_of_inference(by):
    layer = bpnet.chain(layers.affine(3), layers.batch_norm(), layers.tanh(), layers.dropout(0.4), layers.affine(N_OUT))
    params, state = initial(layer)
    state = (state[0], (state[1][0] + 0.3, state[1][1] * 2.0), *state[2:])
    (w, b), (scale, shift), _, _, last = params
    m, v = state[1]
    factor = scale / np.sqrt(v + 1e-5)
    same = bpnet.chain(layers.affine(3), layers.tanh(), layers.affine(N_OUT))  # batch norm in inference, put into the weights
    expected = derivatives.jacobian(np, same, ((w * factor, (b - m) * factor + shift), (), last), ((), (), ()), X, by=by)
    made = derivatives.jacobian(np, layer, params, state, X, by=by)
    if by == "params":
        (jw, jb), (_, jshift), _, _, jlast = made
        (ew, eb), _, elast = expected
        made, expected = (jw, jb, jshift, jlast), (ew * factor, eb * factor, eb, elast)
    assert_trees_close(made, expected, rtol=1e-12, atol=1e-14)
    both = initial(layer, replicas=2)
    x = np.stack([X, -X])
    alone = [derivatives.jacobian(np, layer, *map_tree(lambda leaf, i=i: leaf[i], (*both, x)), by=by) for i in range(2)]
    assert_trees_close(derivatives.jacobian(np, layer, *both, x, by=by), map_tree(lambda *each: np.stack(each), *alone))


def everything(layer, loss):
    """All derivatives at once, as one function to compile."""

    def function(xp, params, state, x, target, vector):
        given = layer, loss, params, state, x, target
        return (
            derivatives.hessian_vector_product(xp, *given, vector),
            derivatives.gauss_newton_vector_product(xp, *given, vector),
            derivatives.jvp(xp, layer, params, state, x, x, vector)[:2],
            derivatives.jacobian(xp, layer, params, state, x),
            derivatives.jacobian(xp, layer, params, state, x, by="params"),
            derivatives.per_sample_gradients(xp, *given),
        )

    return function


@pytest.mark.parametrize("options", [{}, {"arithmetic": "exact", "dtype": "float32"}], ids=["native", "exact"])
def test_compiled_derivatives_are_the_plain_ones_on_every_backend(bpnet_backend, options):
    nets = [
        bpnet.Network([layers.dense(4, "tanh"), layers.affine(2)], n_in=N_IN, loss="squared_error", backend=backend, **options)
        for backend in ("numpy", bpnet_backend)
    ]
    made = []
    for net in nets:
        function = everything(net.layer, losses.squared_error())
        vector = directions(map_tree(net.backend.to_host, net.params))
        with net.backend.scope():
            args = map_tree(lambda a, net=net: net.backend.from_host(a, net.dtype), (X, T, vector))
            results = (
                function(net.xp, net.params, net.state, *args)
                if net is nets[0]
                else net.compile(function)(net.params, net.state, *args)
            )
        made.append(map_tree(net.backend.to_host, results))
    if options:
        assert [leaf.tobytes() for leaf in leaves(made[0])] == [np.asarray(leaf).tobytes() for leaf in leaves(made[1])]
    else:
        assert_trees_close(made[1], made[0], rtol=0, atol=1e-13)


def test_layers_with_two_modes_compile_too(bpnet_backend):
    layer = [layers.batch_norm(), layers.dropout(0.3), layers.affine(1)]
    net = bpnet.Network(layer, n_in=N_IN, loss="squared_error", backend=bpnet_backend)
    loss = losses.squared_error()

    def function(xp, params, state, x, target):
        h = derivatives.hessian_vector_product(xp, net.layer, loss, params, state, x, target, params)
        return h, derivatives.jacobian(xp, net.layer, params, state, x, by="params")

    with net.backend.scope():
        x, t = (net.backend.from_host(a, net.dtype) for a in (X, T[:, :1]))
        plain = function(net.xp, net.params, net.state, x, t)
    compiled = net.compile(function)(net.params, net.state, x, t)
    assert_trees_close(*(map_tree(net.backend.to_host, tree) for tree in (compiled, plain)), rtol=0, atol=1e-13)


def test_a_group_computes_the_products_of_each_network():
    group = bpnet.MLP((N_IN, 4, N_OUT), hidden="tanh", seed=[2, 5])
    function = everything(group.layer, losses.squared_error())
    x, t, v = np.stack([X, -X]), np.stack([T, T]), directions(group.params)
    alone = [function(np, *map_tree(lambda leaf, i=i: leaf[i], (group.params, group.state, x, t, v))) for i in range(2)]
    expected = map_tree(lambda *each: np.stack(each), *alone)
    assert_trees_close(function(np, group.params, group.state, x, t, v), expected)  # leading axes of the arrays
    assert_trees_close(group.compile(function)(group.params, group.state, x, t, v), expected)  # the function of one network


def test_a_layer_of_ones_own_has_all_derivatives(bpnet_backend):
    """With constants of the library on either side of an operator, and a state that stays."""
    strict = bpnet_backend.name == "array_api_strict"  # refuses foreign objects on the right of an operator

    def forward(xp, p, s, x):
        left = xp.multiply(c, x) - xp.add(c, x * x) * 0.5 if strict else c * x - (c + x * x) * 0.5
        return left + xp.where(x > c, -(x - c) if strict else c - x, x * c), (x, s), s

    def backward(xp, p, r, dy):
        return (), dy * (c - r[0] + xp.where(r[0] > c, xp.zeros_like(c) - 1.0, c))

    layer, xp = bpnet.Layer(lambda draw, n: ((), (), n), forward, backward, lambda *of: forward(*of)[0]), bpnet_backend.xp
    with bpnet_backend.scope():
        c, x, dx = (bpnet_backend.from_host(a) for a in (T[0, :1], X, directions(X)))
        _, dy, state = derivatives.jvp(xp, layer, (), x, x, dx)
        assert state is x
        slope = backward(xp, (), (x, ()), xp.ones_like(x))[1]
        assert_trees_close(*(np.asarray(bpnet_backend.to_host(a)) for a in (dy, slope * dx)))
        made = bpnet_backend.to_host(derivatives.jacobian(xp, layer, (), x[0, :], x))  # by the backward pass: the state stays
        np.testing.assert_array_equal(made, np.asarray(bpnet_backend.to_host(slope))[:, None, :] * np.eye(N_IN))


def test_what_is_no_layer_loss_batch_or_tuple_is_named():
    net, loss = bpnet.MLP((3, 2), backend="numpy"), losses.squared_error()
    x, t = np.ones((4, 3)), np.ones((4, 2))
    of = net.params, net.state
    calls = [
        lambda layer, loss: derivatives.per_sample_gradients(np, layer, loss, *of, x, t),
        lambda layer, loss: derivatives.hessian_vector_product(np, layer, loss, *of, x, t, net.params),
        lambda layer, loss: derivatives.gauss_newton_vector_product(np, layer, loss, *of, x, t, net.params),
        lambda layer, loss: bpnet.value_and_grad(np, layer, loss, *of, x, t),
    ]
    only_layers = [
        lambda layer, _: derivatives.jacobian(np, layer, *of, x),
        lambda layer, _: derivatives.jvp(np, layer, *of, x, x),
        lambda layer, _: bpnet.vjp(np, layer, *of, x),
    ]
    for call in calls + only_layers:
        with pytest.raises(TypeError, match="expected layers, .*: of a network pass net.layer, and besides"):
            call(net, loss)
    for call in calls:
        with pytest.raises(TypeError, match=r"expected losses, such as bpnet.losses.squared_error\(\), got"):
            call(net.layer, net.loss)
    for single in (
        lambda: derivatives.jacobian(np, net.layer, *of, x[0]),
        lambda: derivatives.per_sample_gradients(np, net.layer, loss, *of, x[0], t[0]),
    ):
        with pytest.raises(ValueError, match=r"x has shape \(3,\), expected \(batch, n_in\): of one sample pass x\[None, :\]"):
            single()
    for primals, tangents in ((x, x), ((x,), x), ((x,), (x, x))):
        with pytest.raises(TypeError, match="is a .*, expected a tuple with one tree for each argument after xp"):
            derivatives.pushforward(np, lambda xp, x: xp.exp(x), primals, tangents)
