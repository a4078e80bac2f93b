import numpy as np
import pytest

import bpnet
from bpnet import layers
from bpnet.random import Draw, key_of
from bpnet.testing import check_layer
from bpnet.testing.gradients import GradientError

LAYERS = {
    "affine": lambda: layers.affine(3),
    "affine-without-bias": lambda: layers.affine(3, bias=False),
    "identity": layers.identity,
    "sigmoid": layers.sigmoid,
    "tanh": layers.tanh,
    "relu": layers.relu,
    "softmax": layers.softmax,
    "dense": lambda: layers.dense(3, layers.tanh()),
    "chain": lambda: bpnet.chain(layers.affine(3), layers.sigmoid(), bpnet.chain(layers.affine(2), layers.softmax())),
}
TORCH = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "relu"}


@pytest.mark.parametrize("name", LAYERS)
def test_backward_is_the_derivative_of_forward_on_every_backend(bpnet_backend, name):
    assert check_layer(LAYERS[name](), 4, backend=bpnet_backend) < 1e-8


@pytest.mark.parametrize("name", LAYERS)
def test_backward_follows_the_gradient_of_jax(name):
    jax = pytest.importorskip("jax", reason="JAX is the independent engine here")
    layer = LAYERS[name]()
    params, state, n_out = layer.init(Draw(np, key_of(2)), 4)
    random = np.random.default_rng(0)
    x, dy = random.standard_normal((5, 4)), random.standard_normal((5, n_out))
    _, residuals, _ = layer.forward(np, params, state, x)
    ours = layer.backward(np, params, residuals, dy)
    with jax.enable_x64(new_val=True):
        _, pullback = jax.vjp(lambda params, x: layer.forward(jax.numpy, params, state, x)[0], params, x)
        theirs = pullback(jax.numpy.asarray(dy))
    for a, b in zip(jax.tree.leaves(ours), jax.tree.leaves(theirs), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("name", TORCH)
def test_values_and_slopes_follow_pytorch(name):
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    x = np.concatenate([np.linspace(-40, 40, 200), [0.0, -0.0, 700, -700]])[None, :]
    layer = LAYERS[name]()
    y, residuals, _ = layer.forward(np, (), (), x)
    _, dx = layer.backward(np, (), residuals, np.ones_like(y))
    t = torch.tensor(x, requires_grad=True)
    theirs = getattr(torch, TORCH[name])(t)
    theirs.sum().backward()
    np.testing.assert_allclose(y, theirs.detach().numpy(), rtol=1e-12, atol=1e-300)
    np.testing.assert_allclose(dx, t.grad.numpy(), rtol=1e-12, atol=1e-15)


def wrong_factor():
    right = layers.tanh()
    return right._replace(backward=lambda xp, p, y, dy: ((), right.backward(xp, p, y, dy)[1] * 1.00001))


def wrong_bias():
    right = layers.affine(3)

    def backward(xp, params, x, dy):
        (dw, db), dx = right.backward(xp, params, x, dy)
        return (dw, db * 0), dx

    return right._replace(backward=backward)


def wrong_shape():
    right = layers.affine(3)

    def backward(xp, params, x, dy):
        (dw, db), dx = right.backward(xp, params, x, dy)
        return (dw, db[None, :]), dx

    return right._replace(backward=backward)


@pytest.mark.parametrize("wrong", [wrong_factor, wrong_bias, wrong_shape])
def test_a_wrong_gradient_is_caught(wrong):
    with pytest.raises(GradientError, match=r"array \d|gradient \d"):
        check_layer(wrong(), 4, backend="numpy")


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_sigmoid_is_stable_at_both_ends_on_every_backend(bpnet_backend, dtype):
    eps = np.finfo(dtype).eps
    x = np.asarray([[-1e4, -80, -40, -1, 0, 1, 40, 1e4]], dtype=dtype)
    exact = np.exp(-np.logaddexp(0, -x.astype(np.float64)))
    with bpnet_backend.scope():
        y = bpnet_backend.to_host(layers.sigmoid().inference(bpnet_backend.xp, (), (), bpnet_backend.from_host(x)))
    np.testing.assert_allclose(y, exact, rtol=8 * eps, atol=np.finfo(dtype).smallest_normal * 4)
    assert np.all(y >= np.finfo(dtype).smallest_normal)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "identity", "softmax"])
def test_nan_stays_nan(bpnet_backend, name):
    with bpnet_backend.scope():
        x = bpnet_backend.from_host([[np.nan, 1.0]], "float64")
        y = bpnet_backend.to_host(LAYERS[name]().inference(bpnet_backend.xp, (), (), x))
    assert np.isnan(y[0, 0])


@pytest.mark.parametrize("name", LAYERS)
def test_a_leading_axis_of_replicas_is_as_good_as_a_loop(bpnet_backend, name):
    layer = LAYERS[name]()
    replicas = [layer.init(Draw(np, key_of(seed)), 4)[0] for seed in range(3)]
    _, state, n_out = layer.init(Draw(np, key_of(0)), 4)
    random = np.random.default_rng(1)
    x, dy = random.standard_normal((3, 5, 4)), random.standard_normal((3, 5, n_out))
    stacked = bpnet.arrays.map_tree(lambda *leaf: np.stack(leaf), *replicas)
    with bpnet_backend.scope():
        params = bpnet.arrays.map_tree(bpnet_backend.from_host, stacked)
        y, residuals, _ = layer.forward(bpnet_backend.xp, params, state, bpnet_backend.from_host(x))
        grads = layer.backward(bpnet_backend.xp, params, residuals, bpnet_backend.from_host(dy))
        y, *grads = (bpnet_backend.to_host(leaf) for leaf in bpnet.arrays.leaves((y, grads)))
    for i, one in enumerate(replicas):
        y1, r1, _ = layer.forward(np, one, state, x[i])
        np.testing.assert_allclose(y[i], y1, rtol=1e-12)
        for all_three, single in zip(grads, bpnet.arrays.leaves(layer.backward(np, one, r1, dy[i])), strict=True):
            np.testing.assert_allclose(all_three[i], single, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("n_out", [0, -3])
def test_an_affine_layer_needs_outputs(n_out):
    with pytest.raises(ValueError, match=f"n_out must be at least 1, got {n_out}"):
        layers.affine(n_out)


def test_dense_refuses_an_activation_with_params():
    with pytest.raises(ValueError, match="activation must be a layer without params"):
        layers.dense(3, layers.affine(3)).init(Draw(np, (0, 0)), 2)
