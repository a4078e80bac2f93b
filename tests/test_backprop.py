from typing import NamedTuple

import numpy as np
import pytest

import bpnet
from bpnet import layers
from bpnet.arrays import from_leaves, leaves, map_tree
from bpnet.random import Draw, key_of
from bpnet.sklearn.formulas import PenalizedNetwork


def test_a_chain_of_chains_is_one_chain():
    first, second = layers.affine(3), layers.affine(2)
    flat = bpnet.chain(first, layers.tanh(), second)
    nested = bpnet.chain(bpnet.chain(first, layers.tanh()), second)
    p0, p1, p2 = flat.init(Draw(np, key_of(0)), 4)[0]
    x = np.random.default_rng(0).standard_normal((5, 4))
    y, residuals, _ = flat.forward(np, (p0, p1, p2), ((), (), ()), x)
    y2, residuals2, _ = nested.forward(np, ((p0, p1), p2), (((), ()), ()), x)
    assert np.array_equal(y, y2)
    ours, theirs = flat.backward(np, (p0, p1, p2), residuals, y), nested.backward(np, ((p0, p1), p2), residuals2, y)
    assert all(np.array_equal(a, b) for a, b in zip(leaves(ours), leaves(theirs), strict=True))


def test_an_empty_chain_is_the_identity():
    layer = bpnet.chain()
    params, state, n_out = layer.init(Draw(np, (0, 0)), 3)
    x = np.ones((2, 3))
    assert (params, state, n_out) == ((), (), 3)
    assert layer.inference(np, params, state, x) is x


def test_layers_of_a_chain_start_from_different_weights():
    (w1, _), (w2, _) = bpnet.chain(layers.affine(4), layers.affine(4)).init(Draw(np, key_of(0)), 4)[0]
    assert not np.any(w1 == w2)


def test_vjp_pulls_a_gradient_back_as_often_as_one_likes(bpnet_backend):
    layer = bpnet.chain(layers.affine(2), layers.tanh())
    with bpnet_backend.scope():
        params = map_tree(bpnet_backend.from_host, layer.init(Draw(np, key_of(0)), 3)[0])
        x = bpnet_backend.from_host(np.ones((4, 3)))
        y, pullback, state = bpnet.vjp(bpnet_backend.xp, layer, params, ((), ()), x)
        once, twice = pullback(y), pullback(y)
        assert state == ((), ())
        for a, b in zip(leaves(once), leaves(twice), strict=True):
            assert np.array_equal(bpnet_backend.to_host(a), bpnet_backend.to_host(b))


def test_params_of_another_chain_are_a_mismatch():
    layer = bpnet.chain(layers.tanh(), layers.tanh())
    with pytest.raises(ValueError, match="zip"):
        layer.forward(np, ((),), ((), ()), np.ones((1, 1)))


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ((1, 2), (1,), r"a tuple of 2 \(array, array\) and a tuple of 1 \(array\)"),
        (((1,), 2), ((1, ()), 2), r"a tuple of 1 \(array\) and a tuple of 2 \(array, tuple\)"),
        (np.ones(3), (np.ones(3),), r"an array of shape \(3,\) and a tuple of 1 \(array\)"),
        ((1, 2), [1, 2], r"a tuple of 2 \(array, array\) and a list"),
    ],
)
def test_trees_of_different_structure_are_a_mismatch(a, b, words):
    with pytest.raises(ValueError, match=f"trees differ in structure: {words}"):
        map_tree(lambda a, b: a, a, b)


def test_leaves_are_put_back_in_their_order():
    class Pair(NamedTuple):
        first: object
        second: object

    tree = Pair((1, ()), (2, (3,)))
    assert from_leaves(tree, leaves(tree)) == tree
    assert type(from_leaves(tree, "abc")) is Pair
    for values in ("ab", "abcd"):
        with pytest.raises(ValueError, match=f"got {len(values)} values for a tree of 3 arrays"):
            from_leaves(tree, values)


def bare(params=lambda w: w, state=()):
    """A layer ``y = x w`` whose params are one array, or what is made of it."""

    def backward(xp, w, x, dy):
        return xp.sum(x * dy, axis=-2), dy * w

    layer = bpnet.stateless(lambda xp, w, x: (x * w, x), backward)
    return layer._replace(init=lambda draw, n: (params(draw.full((n,), 2.0)), state, n))


@pytest.mark.parametrize("position", [0, 1, 2])
def test_params_that_are_one_array_decay_wherever_their_layer_stands(bpnet_backend, position):
    parts = [layers.affine(3), layers.tanh()]
    parts.insert(position, bare())
    net = bpnet.Network(
        parts,
        n_in=3,
        loss="squared_error",
        optimizer=bpnet.optimizers.sgd(0.1, weight_decay=0.5, decay_biases=False),
        backend=bpnet_backend,
    )
    biases = net.params[1 if position == 0 else 0][1]
    net.fit(np.zeros((4, 3)), np.zeros((4, 3)), epochs=1)  # whose gradient is 0, since x is and biases are
    assert net.backend.to_host(net.params[position]).tolist() == [2.0 - 0.1 * 0.5 * 2.0] * 3
    assert np.array_equal(net.backend.to_host(net.params[1 if position == 0 else 0][1]), net.backend.to_host(biases))


@pytest.mark.parametrize("position", [0, 1])
def test_a_penalty_is_of_params_that_are_one_array_too(position):
    parts = [layers.affine(3)]
    parts.insert(position, bare())
    net = PenalizedNetwork(parts, n_in=3, loss="squared_error", penalty=0.5, backend="numpy")
    _, grads = net.value_and_grad(np.zeros((4, 3)), np.zeros((4, 3)))[:2]
    assert np.asarray(grads[position]).tolist() == [0.5 / 4 * 2.0] * 3
    assert not np.any(grads[1 - position][1])


def test_layers_that_all_have_one_array_are_refused_and_one_alone_is_not():
    with pytest.raises(ValueError, match=r"each of these 2 layers has a bare array as params.*return a tuple, \(w,\)"):
        bpnet.Network([bare(), bare()], n_in=3, loss="squared_error", backend="numpy")
    net = PenalizedNetwork([bare()], n_in=3, loss="squared_error", penalty=1.0, backend="numpy")
    assert np.asarray(net.value_and_grad(np.zeros((1, 3)), np.zeros((1, 3)))[1][0]).tolist() == [2.0] * 3


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        (bare(lambda w: {"w": w}), "layer 1 of the chain: its params is a dict, expected an array, or nested tuples of arrays"),
        (bare(lambda w: [w]), r"layer 1 of the chain: its params is a list, .* such as \(w, b\)"),
        (bare(lambda w: (w, None)), r"layer 1 of the chain: its params\[1\] is a NoneType"),
        (bare(state={"n": np.zeros(1)}), "layer 1 of the chain: its state is a dict"),
        (bare(state=(np.zeros(1), [np.zeros(1)])), r"layer 1 of the chain: its state\[1\] is a list"),
    ],
)
def test_params_and_state_that_are_no_tuples_of_arrays_are_refused_by_position(layer, words):
    with pytest.raises(ValueError, match=words):
        bpnet.chain(layers.tanh(), layer).init(Draw(np, key_of(0)), 3)


@pytest.mark.parametrize("value", [2.0, 2, True])
def test_first_values_in_a_chain_may_be_numbers(value):
    layer = bare(lambda w: (w, value), (value, ()))
    params, state, _ = bpnet.chain(layers.tanh(), layer).init(Draw(np, key_of(0)), 3)
    assert params[1][1] is value
    assert state[1][0] is value


@pytest.mark.parametrize("name", bpnet.optimizers.OPTIMIZERS)
def test_every_optimizer_takes_a_tree_that_is_one_array(name):
    optimizer = bpnet.optimizers.OPTIMIZERS[name]()
    rate = np.asarray(0.1)
    alone, _ = optimizer.update(np, np.ones(2), np.full(2, 0.5), optimizer.init(np, np.ones(2)), rate)
    inside, _ = optimizer.update(np, (np.ones(2),), (np.full(2, 0.5),), optimizer.init(np, (np.ones(2),)), rate)
    assert np.array_equal(alone, inside[0])


def test_a_layer_with_state_carries_it_through_a_chain():
    counting = bpnet.Layer(
        init=lambda draw, n: ((), draw.full((), 0.0), n),
        forward=lambda xp, params, state, x: (x, (), state + 1.0),
        backward=lambda xp, params, residuals, dy: ((), dy),
        inference=lambda xp, params, state, x: x * state,
    )
    net = bpnet.Network([layers.affine(1), counting], n_in=1, loss="squared_error", backend="numpy")
    net.fit([[1.0]], [[1.0]], epochs=5)
    assert float(net.state[1]) == 5.0


class Counting:
    """A namespace that counts its products of matrices."""

    def __init__(self, xp):
        self.xp, self.products = xp, 0

    def __getattr__(self, name):
        return getattr(self.xp, name)

    def matmul(self, a, b):
        self.products += 1
        return self.xp.matmul(a, b)


ALONE = [  # and the products of a step with squared error: n forward, n for dw, and dx of all but the first layer with params
    ([layers.affine(4), layers.tanh(), layers.affine(3)], 5),
    ([layers.dense(4, "tanh"), layers.dense(3, "relu"), layers.affine(3)], 8),
    ([layers.dropout(0.5), layers.tanh(), layers.affine(4), layers.affine(3)], 5),
    ([bpnet.chain(layers.tanh(), bpnet.chain(layers.affine(4), layers.tanh())), layers.affine(3)], 5),
    ([layers.batch_norm(), layers.affine(3)], 3),  # its params need dx of what follows
    ([bpnet.chain(layers.tanh(), layers.tanh()), layers.affine(3)], 2),
    ([layers.affine(3)], 2),
    ([layers.tanh()], 0),
]


@pytest.mark.parametrize(("parts", "products"), ALONE, ids=range(len(ALONE)))
def test_a_plain_step_does_not_compute_the_gradient_by_the_data(bpnet_backend, parts, products):
    layer, loss = bpnet.chain(*parts), bpnet.losses.squared_error()
    trees = layer.init(Draw(np, key_of(0)), 3)
    x, dy = np.random.default_rng(0).standard_normal((2, 4, 3))
    dy = dy[:, : trees[2]]
    with bpnet_backend.scope():
        params, state, x, dy = (map_tree(bpnet_backend.from_host, tree) for tree in (*trees[:2], x, dy))
        xp = Counting(bpnet_backend.xp)
        _, grads, _ = bpnet.value_and_grad(xp, layer, loss, params, state, x, dy)
        assert xp.products == products
        y, pullback, _ = bpnet.vjp(bpnet_backend.xp, layer, params, state, x)
        whole, _ = pullback(loss.backward(bpnet_backend.xp, dy, loss.forward(bpnet_backend.xp, dy, y)[1]))
        ours, theirs = (map_tree(bpnet_backend.to_host, tree) for tree in (grads, whole))
    assert all(np.array_equal(a, b) for a, b in zip(leaves(ours), leaves(theirs), strict=True))


def test_another_backward_of_a_layer_is_what_trains_it():
    first = layers.affine(2)
    halved = first._replace(backward=lambda *of: (map_tree(lambda g: 0.5 * g, first.backward(*of)[0]), of[3]))
    params, state, _ = bpnet.chain(first).init(Draw(np, key_of(0)), 3)
    x, t = np.ones((4, 3)), np.ones((4, 2))
    made = [
        bpnet.value_and_grad(np, bpnet.chain(one), bpnet.losses.squared_error(), params, state, x, t) for one in (first, halved)
    ]
    assert np.array_equal(0.5 * made[0][1][0][0], made[1][1][0][0])
