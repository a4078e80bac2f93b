import numpy as np
import pytest

import bpnet
from bpnet import layers
from bpnet.arrays import leaves, map_tree
from bpnet.random import Draw, key_of
from bpnet.testing import GradientError, check_layer

LAYERS = {
    "affine": lambda: layers.affine(4),
    "affine-without-bias": lambda: layers.affine(4, bias=False),
    "identity": layers.identity,
    "sigmoid": layers.sigmoid,
    "tanh": layers.tanh,
    "relu": layers.relu,
    "softmax": layers.softmax,
    "log_softmax": layers.log_softmax,
    "leaky_relu": lambda: layers.leaky_relu(0.2),
    "elu": lambda: layers.elu(1.3),
    "silu": layers.silu,
    "gelu": layers.gelu,
    "gelu-tanh": lambda: layers.gelu("tanh"),
    "exp": layers.exp,
    "softplus": layers.softplus,
    "softsign": layers.softsign,
    "dropout": lambda: layers.dropout(0.4),
    "layer_norm": layers.layer_norm,
    "batch_norm": layers.batch_norm,
    "dense": lambda: layers.dense(4, layers.tanh()),
    "selu": layers.selu,
    "chain": lambda: bpnet.chain(layers.affine(4), layers.sigmoid(), bpnet.chain(layers.affine(3), layers.softmax())),
    "residual": lambda: layers.residual(layers.dense(3, "tanh")),
    "parallel": lambda: layers.parallel(layers.affine(2), layers.identity(), layers.dropout(0.4)),
    "parallel-inputs": lambda: layers.parallel(layers.affine(2), layers.dense(2, "tanh"), inputs=(2, 1), merge="sum"),
    "tied": lambda: layers.tied(
        bpnet.chain(layers.affine(4), layers.tanh(), layers.affine(3)), where=(2, 0), to=(0, 0), transposed=True
    ),
    "frozen": lambda: bpnet.chain(layers.affine(3), layers.frozen(layers.dense(4, "tanh"))),
}
TORCH = {
    "sigmoid": lambda nn: nn.Sigmoid(),
    "tanh": lambda nn: nn.Tanh(),
    "relu": lambda nn: nn.ReLU(),
    "leaky_relu": lambda nn: nn.LeakyReLU(0.2),
    "elu": lambda nn: nn.ELU(1.3),
    "silu": lambda nn: nn.SiLU(),
    "gelu": lambda nn: nn.GELU(),
    "gelu-tanh": lambda nn: nn.GELU("tanh"),
    "softplus": lambda nn: nn.Softplus(threshold=1000),
    "softsign": lambda nn: nn.Softsign(),
    "softmax": lambda nn: nn.Softmax(dim=-1),
    "log_softmax": lambda nn: nn.LogSoftmax(dim=-1),
    "selu": lambda nn: nn.SELU(),
    "layer_norm": lambda nn: nn.LayerNorm(204, dtype=float),
}


SAMPLES, N_IN = 4, 3
"""The shape of the outputs in test_losses.py, too: JAX compiles each operation for each shape."""


@pytest.mark.parametrize("name", LAYERS)
def test_backward_is_the_derivative_of_forward_on_every_backend(bpnet_backend, name):
    assert check_layer(LAYERS[name](), N_IN, batch=SAMPLES, backend=bpnet_backend) < 1e-8


@pytest.mark.parametrize("name", LAYERS)
def test_backward_follows_the_gradient_of_jax(name):
    jax = pytest.importorskip("jax", reason="JAX is the independent engine here")
    layer = LAYERS[name]()
    params, state, n_out = layer.init(Draw(np, key_of(2)), N_IN)
    random = np.random.default_rng(0)
    x, dy = random.standard_normal((SAMPLES, N_IN)), random.standard_normal((SAMPLES, n_out))
    _, residuals, _ = layer.forward(np, params, state, x)
    ours = layer.backward(np, params, residuals, dy)
    with jax.enable_x64(new_val=True):
        theirs = jax.jit(  # one compilation, not one of each operation
            lambda params, x, dy: jax.vjp(lambda params, x: layer.forward(jax.numpy, params, state, x)[0], params, x)[1](dy)
        )(params, x, dy)
    for a, b in zip(jax.tree.leaves(ours), jax.tree.leaves(theirs), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("name", TORCH)
def test_values_and_slopes_follow_pytorch(name):
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    x = np.concatenate([np.linspace(-40, 40, 200), [0.0, -0.0, 700, -700]])[None, :]
    layer = LAYERS[name]()
    params, state, _ = layer.init(Draw(np, key_of(0)), 204)
    y, residuals, _ = layer.forward(np, params, state, x)
    dy = np.cos(np.arange(204.0))[None, :]
    _, dx = layer.backward(np, params, residuals, dy)
    t = torch.tensor(x, requires_grad=True)
    theirs = TORCH[name](torch.nn)(t)
    theirs.backward(torch.tensor(dy))
    rounding = 4 * np.finfo(float).eps * np.maximum(1.0, np.abs(x))  # of sums that cancel, such as x (1 + tanh(...))
    for ours, other in ((y, theirs.detach().numpy()), (dx, t.grad.numpy())):
        assert np.all(np.abs(ours - other) <= rounding + 1e-12 * np.abs(other))


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
    with pytest.raises(GradientError, match=r"array \d \(|dparams\[1\] has shape \(1, 3\), expected \(3,\)"):
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


@pytest.mark.parametrize("name", layers.ACTIVATIONS)
def test_nan_stays_nan(bpnet_backend, name):
    with bpnet_backend.scope():
        x = bpnet_backend.from_host([[np.nan, 1.0, 1.0]], "float64")
        y = bpnet_backend.to_host(layers.ACTIVATIONS[name]().inference(bpnet_backend.xp, (), (), x))
    assert np.isnan(y[0, 0])


@pytest.mark.parametrize("name", LAYERS)
def test_a_leading_axis_of_replicas_is_as_good_as_a_loop(bpnet_backend, name):
    layer = LAYERS[name]()
    replicas = [layer.init(Draw(np, key_of(seed)), N_IN) for seed in range(2)]
    n_out = replicas[0][2]
    random = np.random.default_rng(1)
    x, dy = random.standard_normal((2, SAMPLES, N_IN)), random.standard_normal((2, SAMPLES, n_out))
    stacked = map_tree(lambda *leaf: np.stack(leaf), *(replica[:2] for replica in replicas))
    with bpnet_backend.scope():
        params, state = map_tree(bpnet_backend.from_host, stacked)
        y, residuals, after = layer.forward(bpnet_backend.xp, params, state, bpnet_backend.from_host(x))
        grads = layer.backward(bpnet_backend.xp, params, residuals, bpnet_backend.from_host(dy))
        inferred = layer.inference(bpnet_backend.xp, params, after, bpnet_backend.from_host(x))
        together = [bpnet_backend.to_host(leaf) for leaf in leaves((y, grads, after, inferred))]
    for i, (one, state, _) in enumerate(replicas):
        y1, r1, after1 = layer.forward(np, one, state, x[i])
        alone = (y1, layer.backward(np, one, r1, dy[i]), after1, layer.inference(np, one, after1, x[i]))
        for both, single in zip(together, leaves(alone), strict=True):
            np.testing.assert_allclose(both[i], single, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", ["batch_norm", "layer_norm"])
def test_normalized_training_and_inference_follow_pytorch(name):
    torch = pytest.importorskip("torch", reason="PyTorch is the independent engine here")
    theirs = {"batch_norm": torch.nn.BatchNorm1d, "layer_norm": torch.nn.LayerNorm}[name](4, dtype=float)
    layer = LAYERS[name]()
    _, state, _ = layer.init(Draw(np, key_of(0)), 4)
    random = np.random.default_rng(3)
    params = random.standard_normal(4), random.standard_normal(4)
    with torch.no_grad():
        for theirs_p, p in zip(theirs.parameters(), params, strict=True):
            theirs_p.copy_(torch.tensor(p))
    for _ in range(5):
        x, dy = random.standard_normal((7, 4)) * 3 + 1, random.standard_normal((7, 4))
        y, residuals, state = layer.forward(np, params, state, x)
        dparams, dx = layer.backward(np, params, residuals, dy)
        t = torch.tensor(x, requires_grad=True)
        theirs.zero_grad()
        out = theirs(t)
        out.backward(torch.tensor(dy))
        np.testing.assert_allclose(y, out.detach().numpy(), rtol=1e-11, atol=1e-13)
        np.testing.assert_allclose(dx, t.grad.numpy(), rtol=1e-10, atol=1e-13)
        for a, b in zip(dparams, theirs.parameters(), strict=True):
            np.testing.assert_allclose(a, b.grad.numpy(), rtol=1e-11, atol=1e-13)
    theirs.eval()
    np.testing.assert_allclose(
        layer.inference(np, params, state, x), theirs(torch.tensor(x)).detach().numpy(), rtol=1e-11, atol=1e-13
    )


def test_dropout_drops_the_same_units_on_every_backend_and_scales_the_rest(bpnet_backend):
    layer = layers.dropout(0.3)
    masks = []
    for backend in (bpnet.get_backend("numpy"), bpnet_backend):
        with backend.scope():
            state = map_tree(backend.from_host, layer.init(Draw(np, key_of(5)), 200)[1])
            x = backend.from_host(np.ones((100, 200)), "float32")
            for _ in range(2):
                y, _, state = layer.forward(backend.xp, (), state, x)
                masks.append(backend.to_host(y))
            assert int(backend.to_host(state[2])) == 2
            assert layer.inference(backend.xp, (), state, x) is x
    assert np.array_equal(masks[0], masks[2])
    assert np.array_equal(masks[1], masks[3])
    assert not np.array_equal(masks[0], masks[1])
    assert set(np.unique(masks[0])) == {np.float32(0.0), np.float32(1 / 0.7)}
    assert np.mean(masks[0] == 0.0) == pytest.approx(0.3, abs=0.01)


def test_dropout_layers_of_a_chain_draw_apart():
    net = bpnet.chain(layers.dropout(0.5), layers.dropout(0.5))
    _, state, _ = net.init(Draw(np, key_of(0)), 100)
    _, (first, second), _ = net.forward(np, ((), ()), state, np.ones((10, 100)))
    assert not np.array_equal(first, second)


def test_batch_norm_needs_two_samples():
    params, state, _ = layers.batch_norm().init(Draw(np, key_of(0)), 3)
    with pytest.raises(ValueError, match="a batch in training needs at least 2 samples, got 1"):
        layers.batch_norm().forward(np, params, state, np.ones((1, 3)))


@pytest.mark.parametrize("n_out", [0, -3])
def test_an_affine_layer_needs_outputs(n_out):
    with pytest.raises(ValueError, match=f"n_out must be a positive integer, got {n_out}"):
        layers.affine(n_out)


def test_layers_take_names_too():
    params = bpnet.chain(layers.affine(3, initial="he_normal"), layers.dense(2, "tanh")).init(Draw(np, key_of(0)), 4)[0]
    assert [leaf.shape for leaf in leaves(params)] == [(4, 3), (3,), (3, 2), (2,)]
    with pytest.raises(ValueError, match="unknown activation 'tanhh'; did you mean 'tanh'"):
        layers.dense(2, "tanhh")
    with pytest.raises(TypeError, match="expected layers, such as bpnet.layers.affine"):
        bpnet.chain(layers.tanh)


def test_dense_refuses_an_activation_with_params():
    with pytest.raises(ValueError, match="activation must be a layer without params"):
        layers.dense(3, layers.affine(3)).init(Draw(np, (0, 0)), 2)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: layers.dropout(1.0), "rate must be from 0 up to, not including, 1, got 1.0"),
        (lambda: layers.gelu("sigmoid"), "approximate must be 'none' or 'tanh', got 'sigmoid'"),
    ],
)
def test_settings_out_of_range_are_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()
