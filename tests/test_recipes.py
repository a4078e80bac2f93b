"""The recipes of docs/in-gpu-research-code.md hold beyond their example: for other networks, dtypes and orders of calls.

Each test runs the blocks of the page as they stand, puts other networks under the names that they use, and holds the results
against independent code.
"""

import functools
import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.arrays import leaves, map_tree

PAGE = Path(__file__).parent.parent / "docs" / "in-gpu-research-code.md"
BLOCK = re.compile(r"(?:<!-- needs: (?P<needs>[\w, ]+) -->\n)?```python\n(?P<code>.*?)```", re.DOTALL)
STACKS = {
    "without state": lambda: [layers.affine(8), layers.tanh(), layers.affine(1)],
    "dropout": lambda: [layers.affine(8), layers.dropout(0.5), layers.tanh(), layers.affine(1)],
    "batch norm": lambda: [layers.affine(8, bias=False), layers.batch_norm(), layers.tanh(), layers.affine(1)],
}


def block(containing):
    """The one block of the page that contains a text."""
    (code,) = [found["code"] for found in BLOCK.finditer(PAGE.read_text()) if containing in found["code"]]
    return code


def run(containing, **names):
    """The names that a block leaves behind, run with these."""
    namespace = {"bpnet": bpnet, "np": np, "optimizers": optimizers, "layers": layers, "__name__": "page"} | names
    exec(compile(block(containing), str(PAGE), "exec"), namespace)  # noqa: S102 - our own document
    return namespace


def network(stack, *, backend, dtype="float64", loss="squared_error", n_in=2, **settings):
    return bpnet.Network(stack, n_in=n_in, loss=loss, backend=backend, dtype=dtype, **settings)


def host(net, tree):
    return [net.backend.to_host(leaf) for leaf in leaves(tree)]


def some_data(n=8):
    generator = np.random.default_rng(0)
    return generator.standard_normal((n, 2)), generator.standard_normal((n, 1))


# The surrogate: PyTorch records bpnet's layers.


@pytest.fixture
def surrogate():
    """The page's ``surrogate`` on a network of ours, and the module of PyTorch."""
    torch = pytest.importorskip("torch", reason="the recipe is one for PyTorch")
    namespace = run("def surrogate", torch=torch)

    def of(net):
        namespace["net"] = net
        return namespace["surrogate"]

    return SimpleNamespace(of=of, torch=torch)


ALL = [*layers.ACTIVATIONS, "gelu tanh", "layer norm", "batch norm", "dropout"]


def layer_named(name):
    others = {
        "gelu tanh": lambda: layers.gelu("tanh"),
        "layer norm": layers.layer_norm,
        "batch norm": layers.batch_norm,
        "dropout": layers.dropout,
    }
    return (layers.ACTIVATIONS | others)[name]()


@pytest.mark.parametrize("name", ALL)
def test_first_and_second_derivatives_of_the_surrogate_are_right(surrogate, name):
    net = network([layers.affine(5), layer_named(name), layers.affine(2)], n_in=3, backend="torch")
    x = surrogate.torch.randn(4, 3, dtype=surrogate.torch.float64, requires_grad=True)
    f = surrogate.of(net)
    assert surrogate.torch.equal(f(x).detach(), net.predict(x.detach()))
    assert surrogate.torch.autograd.gradcheck(f, x)
    assert surrogate.torch.autograd.gradgradcheck(f, x)


AT_ZERO = {
    # First and second derivative at 0, by hand; of a kink of the second, what is on either side.
    "identity": (1.0, {0.0}),
    "sigmoid": (0.25, {0.0}),
    "tanh": (1.0, {0.0}),
    "relu": (0.0, {0.0}),
    "leaky_relu": (0.01, {0.0}),
    "elu": (1.0, {0.0, 1.0}),
    "silu": (0.5, {0.5}),
    "gelu": (0.5, {2.0 / np.sqrt(2.0 * np.pi)}),
    "gelu tanh": (0.5, {2.0 * np.sqrt(2.0 / np.pi) / 2.0}),
    "exp": (1.0, {1.0}),
    "softplus": (0.5, {0.25}),
    "softsign": (1.0, {-2.0, 0.0, 2.0}),
    "selu": (1.7580993408473766, {0.0, 1.7580993408473766}),
}


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", AT_ZERO)
@pytest.mark.parametrize("library", ["torch", "jax"])
def test_autograd_of_other_libraries_is_right_for_activations_at_0(library, name, dtype):
    """Biases begin at 0: an input of zeros is 0 before each activation."""
    pytest.importorskip(library, reason="its own autograd is what is tested")
    first, second = AT_ZERO[name]
    d, dd = by_torch(name, dtype) if library == "torch" else by_jax(dtype)[name]
    assert d == pytest.approx(first, rel=1e-6)
    assert any(dd == pytest.approx(value, rel=1e-6, abs=1e-12) for value in second)


def by_torch(name, dtype):
    """First and second derivative of an activation at 0, by PyTorch."""
    backend, layer = bpnet.get_backend("torch"), layer_named(name)
    torch = backend.torch
    x = torch.zeros(1, 1, dtype=getattr(torch, dtype), requires_grad=True)
    (d,) = torch.autograd.grad(layer.inference(backend.xp, (), (), x).sum(), x, create_graph=True)
    dd = torch.autograd.grad(d.sum(), x, allow_unused=True)[0] if d.requires_grad else None
    return d.item(), 0.0 if dd is None else dd.item()


@functools.cache
def by_jax(dtype):
    """First and second derivatives of all activations at 0, by JAX, which compiles one program."""
    import jax

    backend = bpnet.get_backend("jax")

    def derivatives(name, x):
        def f(x):
            return layer_named(name).inference(backend.xp, (), (), x[None, None])[0, 0]

        return jax.grad(f)(x), jax.grad(jax.grad(f))(x)

    with backend.scope():
        found = jax.jit(lambda x: {name: derivatives(name, x) for name in AT_ZERO})(backend.from_host(np.asarray(0.0), dtype))
        return {name: tuple(map(float, pair)) for name, pair in found.items()}


def test_the_surrogate_at_an_input_of_zeros_is_that_of_pytorch(surrogate):
    torch = surrogate.torch
    net = network([layers.affine(5), layers.silu(), layers.affine(1)], n_in=3, backend="torch")
    (w, b), _, (v, c) = net.params

    def independent(x):
        return torch.nn.functional.silu(x @ w + b) @ v + c

    found = [hessian(torch, f, torch.zeros(1, 3, dtype=torch.float64)) for f in (surrogate.of(net), independent)]
    assert torch.allclose(*found, rtol=1e-12)
    assert found[0].abs().max() > 1e-3


def hessian(torch, f, x):
    return torch.autograd.functional.hessian(lambda x: f(x).sum(), x)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_gradient_penalty_is_that_of_pytorch(surrogate, dtype):
    torch = surrogate.torch
    net = network(STACKS["without state"](), backend="torch", dtype=dtype)
    (w, b), _, (v, c) = net.params
    x = torch.randn(8, 2, dtype=getattr(torch, dtype), generator=torch.Generator().manual_seed(0))

    def penalty(f):
        point = x.clone().requires_grad_()
        (slope,) = torch.autograd.grad(f(point).sum(), point, create_graph=True)
        value = (slope.norm(dim=1) - 1.0).square().mean()
        value.backward()
        return value.detach(), point.grad

    for one, other in zip(penalty(surrogate.of(net)), penalty(lambda x: torch.tanh(x @ w + b) @ v + c), strict=True):
        assert torch.allclose(one, other, rtol=1e-4 if dtype == "float32" else 1e-10)


def test_two_calls_before_one_backward_do_not_disturb_each_other(surrogate):
    torch = surrogate.torch
    f = surrogate.of(network(STACKS["batch norm"](), backend="torch"))
    a, b = (torch.full((1, 2), value, dtype=torch.float64, requires_grad=True) for value in (0.3, -0.7))
    (f(a) * f(b)).sum().backward()
    assert torch.allclose(a.grad, torch.autograd.functional.jacobian(f, a).reshape(1, 2) * f(b).detach())
    assert torch.allclose(b.grad, torch.autograd.functional.jacobian(f, b).reshape(1, 2) * f(a).detach())


def test_a_kept_pullback_in_an_autograd_function_has_wrong_second_derivatives(surrogate):
    """The negative control: the recipe that the page warns of fails the check that the surrogate passes."""
    torch = surrogate.torch
    net = network(STACKS["without state"](), backend="torch")

    class Kept(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            with net.backend.scope():
                y, ctx.pullback, _ = bpnet.vjp(net.backend.xp, net.layer, net.params, net.state, x)
            return y

        @staticmethod
        def backward(ctx, dy):
            with net.backend.scope():
                return ctx.pullback(dy)[1]

    x = torch.randn(4, 2, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(Kept.apply, x)
    assert not torch.autograd.gradgradcheck(Kept.apply, x, raise_exception=False)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("kind", STACKS)
def test_the_penalized_step_is_one_of_independent_pytorch_code(kind, dtype):
    torch = pytest.importorskip("torch", reason="the recipe is one for PyTorch")
    namespace = run("def penalized", torch=torch)
    net = namespace["net"] = network(STACKS[kind](), backend="torch", dtype=dtype, optimizer=optimizers.sgd(0.1))
    x, t = (torch.from_numpy(array).to(getattr(torch, dtype)) for array in some_data())
    weights = [leaf.clone().requires_grad_() for leaf in leaves(net.params)]
    for _ in range(3):
        value = penalized_by_hand(torch, kind, weights, mask_of(net, x, kind), x, t)
        grads = torch.autograd.grad(value, weights)
        found, old = namespace["penalized"](x, t), net.state
        weights = [(w - 0.1 * g).detach().requires_grad_() for w, g in zip(weights, grads, strict=True)]
        assert torch.allclose(found, value.detach(), rtol=1e-4 if dtype == "float32" else 1e-10)
        assert old is net.state
    for own, other in zip(leaves(net.params), weights, strict=True):
        assert torch.allclose(own, other, rtol=1e-3 if dtype == "float32" else 1e-9, atol=1e-5 if dtype == "float32" else 1e-12)
    assert not any(leaf.requires_grad for leaf in leaves((net.params, net.state)))


def mask_of(net, x, kind):
    """The mask that dropout draws next; it is held against its definition in test_layers."""
    if kind != "dropout":
        return None
    ones = x.new_ones(x.shape[0], 8)
    return layers.dropout(0.5).forward(net.backend.xp, (), net.state[1], ones)[0]


def penalized_by_hand(torch, kind, weights, mask, x, t):
    x = x.clone().requires_grad_()
    w, *others, v, c = weights  # of the layers between: a bias, or scale and shift
    h = x @ w
    if kind == "batch norm":
        h = torch.nn.functional.batch_norm(h, None, None, *others, training=True)
    if kind == "without state":
        h = h + others[0]
    if kind == "dropout":
        h = (h + others[0]) * mask
    y = torch.tanh(h) @ v + c
    (slope,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    return torch.nn.functional.mse_loss(y, t) + 0.1 * slope.square().mean()


# A loss of one's own, the functional core, replicas.


def on(net, **names):
    """The names that the page's blocks use, for a network."""
    x, t = (net.backend.from_host(array, net.dtype) for array in some_data())
    return {"net": net, "layer": net.layer, "backend": net.backend, "xp": net.backend.xp, "x": x, "t": t} | names


def own_loss():
    return run("def step(x, t):", xor=bpnet.datasets.xor)


@pytest.mark.pairwise("bpnet_backend")
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("kind", STACKS)
def test_a_loss_of_ones_own_trains_as_the_same_loss_in_a_network(bpnet_backend, kind, dtype):
    def cosh(xp, t, y):
        size = xp.abs(y - t)
        return xp.sum(size + xp.log1p(xp.exp(-2.0 * size)) - np.log(2.0).item(), axis=-1)

    loss = losses.from_samples(cosh, lambda xp, t, y: xp.tanh(y - t))
    settings = {"backend": bpnet_backend, "dtype": dtype, "optimizer": optimizers.sgd(0.1)}
    net, whole = (network(STACKS[kind](), loss=each, **settings) for each in ("squared_error", loss))
    namespace = own_loss() | on(net)
    objective = namespace["objective"].__wrapped__
    namespace["objective"] = net.compile(type(objective)(objective.__code__, namespace))
    step = type(namespace["step"])(namespace["step"].__code__, namespace)
    tolerance = {"rtol": 1e-4, "atol": 1e-5} if dtype == "float32" else {"rtol": 1e-10, "atol": 1e-12}
    for _ in range(3):
        value = net.backend.to_host(step(namespace["x"], namespace["t"]))
        expected = whole.step(namespace["x"], namespace["t"], compile=False)
        np.testing.assert_allclose(value, whole.backend.to_host(expected), **tolerance)
    for own, other in zip(host(net, (net.params, net.state)), host(whole, (whole.params, whole.state)), strict=True):
        np.testing.assert_allclose(own, other, **tolerance)
        assert own.dtype == other.dtype


@pytest.mark.parametrize("kind", STACKS)
def test_pullbacks_may_be_called_later_and_more_than_once(bpnet_backend, kind):
    net = network(STACKS[kind](), backend=bpnet_backend)
    names = on(net)
    xp, x = names["xp"], names["x"]
    with net.backend.scope():
        y, first, state = bpnet.vjp(xp, net.layer, net.params, net.state, x)
        expected = host(net, first(xp.ones_like(y)))
        bpnet.vjp(xp, net.layer, net.params, state, 2.0 * x)[1](y)
        again = host(net, first(xp.ones_like(y)))
    assert all(np.array_equal(one, other) for one, other in zip(expected, again, strict=True))


@pytest.mark.pairwise("bpnet_backend")
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("kind", STACKS)
def test_the_functional_core_trains_as_the_network_does(bpnet_backend, kind, dtype):
    net = network(STACKS[kind](), backend=bpnet_backend, dtype=dtype)
    whole = network(STACKS[kind](), backend=bpnet_backend, dtype=dtype, optimizer=optimizers.sgd(0.1, momentum=0.9))
    names = on(net)
    slow = bpnet_backend.name == "numba"  # to compile takes many seconds; other tests hold it against plain steps
    if slow:
        names["backend"] = SimpleNamespace(compile=lambda step: step, scope=net.backend.scope, from_host=net.backend.from_host)
    run("bpnet.training_step(xp, layer, loss, optimizer))", **names)
    with net.backend.scope():
        repeated = [names["xp"].concat([names[name]] * 100) for name in "xt"]
    whole.epoch(*repeated, batch_size=8, compile=False if slow else None)
    tolerance = {"rtol": 1e-2, "atol": 1e-3} if dtype == "float32" else {"rtol": 1e-7, "atol": 1e-9}
    for own, other in zip(host(net, (net.params, net.state)), host(whole, (whole.params, whole.state)), strict=True):
        np.testing.assert_allclose(own, other, **tolerance)


@pytest.mark.pairwise("bpnet_backend")
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("kind", STACKS)
def test_each_network_of_a_leading_axis_is_as_if_it_were_alone(bpnet_backend, kind, dtype, monkeypatch):
    monkeypatch.setenv("BPNET_DTYPE", dtype)
    monkeypatch.setenv("BPNET_BACKEND", bpnet_backend.spec)
    net = network(STACKS[kind](), backend=bpnet_backend, dtype=dtype)
    code = block("nets = [").rsplit("assert", 1)[0]  # its last line knows the sizes of the page
    names = on(net) | {"bpnet": bpnet, "stack": STACKS[kind](), "loss": losses.squared_error()}
    exec(compile(code, str(PAGE), "exec"), names)  # noqa: S102 - our own document
    tolerance = {"rtol": 1e-4, "atol": 1e-5} if dtype == "float32" else {"rtol": 1e-10, "atol": 1e-12}
    for index, one in enumerate(names["nets"]):
        with one.backend.scope():
            alone = bpnet.value_and_grad(names["xp"], one.layer, names["loss"], one.params, one.state, names["x"], names["t"])
            mine = map_tree(lambda leaf, index=index: leaf[index, ...], (names["values"], names["grads"], names["state"]))
        for own, other in zip(host(one, mine), host(one, alone), strict=True):
            np.testing.assert_allclose(own, other, **tolerance)
            assert own.dtype == other.dtype


# JAX


@pytest.mark.parametrize("kind", STACKS)
def test_the_scan_of_jax_trains_as_the_network_does(kind):
    pytest.importorskip("jax", reason="the recipe is one for JAX")
    net = network(STACKS[kind](), backend="jax", dtype="float32", optimizer=optimizers.adam(0.05))
    code = block("jax.lax.scan").rsplit("assert", 1)
    names = {"bpnet": bpnet, "optimizers": optimizers, "layer": net.layer, "loss": losses.squared_error()}
    names["xor"] = bpnet.datasets.xor
    exec(compile(code[0].replace("length=300", "length=20"), str(PAGE), "exec"), names)  # noqa: S102 - our own document
    exec(compile(code[1].split("\n", 1)[1], str(PAGE), "exec"), names)  # noqa: S102 - our own document
    expected = [net.step(names["x"], names["t"], compile=False) for _ in range(20)]
    np.testing.assert_allclose(np.asarray(names["losses"]), net.backend.read(expected), rtol=2e-3)
    for own, other in zip(host(net, (names["net"].params, names["net"].state)), host(net, (net.params, net.state)), strict=True):
        np.testing.assert_allclose(own, other, rtol=1e-2, atol=1e-3)
