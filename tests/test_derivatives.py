"""Jacobians, gradients of samples, and products with Jacobians and Hessians, against other engines and differences."""

import numpy as np
import pytest

import bpnet
from bpnet import derivatives, layers, losses
from bpnet.arrays import leaves, map_tree
from bpnet.random import Draw, key_of

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
