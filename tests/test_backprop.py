import numpy as np
import pytest

import bpnet
from bpnet import layers
from bpnet.arrays import leaves, map_tree
from bpnet.random import Draw, key_of


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


def test_trees_of_different_structure_are_a_mismatch():
    with pytest.raises(ValueError, match="zip"):
        map_tree(lambda a, b: a, (1, 2), (1,))


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
