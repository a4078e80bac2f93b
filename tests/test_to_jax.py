"""Networks as pure functions of JAX."""

import numpy as np
import pytest

import bpnet
from bpnet import layers

jax = pytest.importorskip("jax", reason="JAX is the other library here")

RANDOM = np.random.default_rng(0)
X, Y = RANDOM.standard_normal((24, 3)), RANDOM.standard_normal((24, 2))


def smooth(backend="numpy", dtype="float64"):
    return bpnet.MLP((3, 8, 2), hidden="tanh", seed=1, backend=backend, dtype=dtype)


def test_a_function_of_any_backend_computes_what_predict_does(bpnet_backend):
    parts = [layers.dense(8, "tanh"), layers.batch_norm(), layers.dropout(0.3), layers.affine(2)]
    net = bpnet.Network(parts, n_in=3, loss="squared_error", backend=bpnet_backend, dtype="float32")
    net.step(X, Y, compile=False)
    with jax.enable_x64(new_val=False):
        function, params = net.to_jax()
        y = function(params, X)
    assert (y.dtype, y.shape) == (np.float32, (24, 2))
    assert np.allclose(y, net.backend.to_host(net.predict(X)), rtol=0, atol=1e-5)
    assert not np.allclose(function(jax.tree.map(lambda leaf: 1.001 * leaf, params), X), y, rtol=0, atol=1e-5)
    if bpnet_backend.name == "jax":
        assert {str(leaf.device) for leaf in jax.tree.leaves(params)} == {str(bpnet_backend.device)}


def test_gradients_of_the_function_are_those_of_the_network():
    net = smooth()
    value, grads = net.value_and_grad(X, Y)
    with jax.enable_x64(new_val=True):
        function, params = net.to_jax()

        def loss(params):
            return 0.5 * ((function(params, X) - Y) ** 2).sum() / len(X)

        theirs, their_grads = jax.jit(jax.value_and_grad(loss))(params)
    assert abs(float(theirs) - float(value)) < 1e-14
    for a, b in zip(jax.tree.leaves(grads), jax.tree.leaves(their_grads), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-15)
    net.params = jax.tree.map(np.asarray, params)
    assert np.array_equal(net.params[0][0], np.asarray(params[0][0]))


def test_one_sample_is_enough_for_vmap_and_hessian():
    net = smooth()
    with jax.enable_x64(new_val=True):
        function, params = net.to_jax()
        each = jax.jit(jax.vmap(function, (None, 0)))(params, X)
        assert np.allclose(each, net.predict(X), rtol=1e-13)
        hessian = jax.jit(jax.hessian(lambda x: function(params, x)[0]))(X[0])
        h, grad = 1e-5, jax.jit(jax.grad(lambda x: function(params, x)[0]))
        by_differences = [(grad(X[0] + h * e) - grad(X[0] - h * e)) / (2 * h) for e in np.eye(3)]
    assert np.allclose(hessian, by_differences, rtol=1e-6, atol=1e-9)


def test_float64_is_refused_where_jax_would_round_it():
    net = smooth()
    words = "computes in float64, and JAX in float32 as long as jax_enable_x64 is off"
    with jax.enable_x64(new_val=False), pytest.raises(bpnet.UnsupportedDTypeError, match=words):
        net.to_jax()
    with jax.enable_x64(new_val=True):
        function, params = net.to_jax()
    with jax.enable_x64(new_val=False), pytest.raises(bpnet.UnsupportedDTypeError, match=words):
        function(params, X)


def test_the_output_activation_may_be_left_out():
    net = bpnet.MLP((3, 2), output="softmax", loss="softmax_cross_entropy", backend="numpy", dtype="float32")
    (whole, params), (logits, _) = net.to_jax(), net.to_jax(output_activation=False)
    assert np.allclose(whole(params, X).sum(axis=-1), 1.0, atol=1e-6)
    assert np.allclose(jax.nn.softmax(logits(params, X)), whole(params, X), atol=1e-6)
    assert not np.allclose(logits(params, X).sum(axis=-1), 1.0, atol=1e-2)


def test_custom_layers_are_functions_of_jax_too_and_groups_are_not():
    cube = bpnet.stateless(lambda xp, _, x: (x * x * x, x), lambda xp, _, x, dy: ((), 3.0 * x * x * dy))
    net = bpnet.Network([layers.affine(2), cube], n_in=3, loss="squared_error", backend="numpy", dtype="float32")
    function, params = net.to_jax()
    assert np.allclose(function(params, X), net.predict(X), atol=1e-6)
    with pytest.raises(ValueError, match="a group of 2 networks cannot be converted at once"):
        bpnet.MLP((3, 2), seed=(0, 1), backend="numpy").to_jax()
