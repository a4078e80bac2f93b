"""Networks as modules of PyTorch and back: the same outputs, the same bits of params, the same training."""

import copy
from collections import OrderedDict

import numpy as np
import pytest

import bpnet
from bpnet import layers
from bpnet.arrays import leaves

torch = pytest.importorskip("torch", reason="PyTorch is the other library here")
nn = torch.nn

RANDOM = np.random.default_rng(0)
X, Y = RANDOM.standard_normal((24, 3)), RANDOM.standard_normal((24, 2))


def trained(activation="tanh", *, dtype="float64", backend="numpy"):
    """A network with every layer that has params or state, whose running statistics are not the first ones."""
    last = bpnet.chain(layers.dense(4, activation), layers.layer_norm(1e-3), layers.affine(2, bias=False))
    parts = [layers.affine(8), layers.ACTIVATIONS[activation](), layers.batch_norm(0.2, 1e-4), layers.dropout(0.3), last]
    net = bpnet.Network(parts, n_in=3, loss="squared_error", seed=2, backend=backend, dtype=dtype)
    net.fit(X, Y, epochs=3)
    return net


def apart(net, module):
    """How far the outputs of a module are from those of `predict`, in units of rounding."""
    ours = net.backend.to_host(net.predict(X))
    theirs = module(torch.tensor(X.astype(net.dtype), device=next(module.parameters()).device)).detach().cpu().numpy()
    assert theirs.dtype == ours.dtype
    return np.max(np.abs(ours - theirs)) / np.finfo(net.dtype).eps / max(1.0, np.max(np.abs(ours)))


def same(ours, theirs):
    pairs = zip(leaves(ours), leaves(theirs), strict=True)
    return all(a.dtype == b.dtype and np.array_equal(a, b) for a, b in pairs)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", layers.ACTIVATIONS)
def test_modules_compute_what_predict_does_and_come_back_to_the_bit(name, dtype):
    net = trained(name, dtype=dtype)
    module = net.to_torch()
    assert apart(net, module) < 32
    again = bpnet.from_torch(module, backend="numpy")
    assert (again.n_in, again.dtype) == (3, dtype)
    assert same(again.params, net.params)
    assert same(again.state[2], net.state[2])
    assert np.array_equal(again.predict(X), net.predict(X))
    first, second = module.state_dict(), again.to_torch().state_dict()
    assert len(first) == 12
    assert first.keys() == second.keys()
    assert all(torch.equal(a, b) for a, b in zip(first.values(), second.values(), strict=True))


def graph():
    """Branches of columns, a residual connection, a fixed layer, a sum; several activations as the last one."""
    parts = [
        layers.parallel(layers.affine(4), layers.dense(2, "tanh"), inputs=(1, 2)),
        layers.residual(bpnet.chain(layers.layer_norm(), layers.dense(6, "gelu"))),
        layers.frozen(bpnet.chain(layers.affine(6), layers.batch_norm())),
        layers.parallel(layers.affine(2), bpnet.chain(layers.dropout(0.2), layers.affine(2)), merge="sum"),
    ]
    net = bpnet.Network(parts, n_in=3, loss="squared_error", backend="numpy")
    net.fit(X, Y, epochs=3)
    net.output_activation = layers.parallel(layers.sigmoid(), layers.identity(), inputs=(1, 1))
    return net


def test_graphs_are_modules_and_come_back():
    net = graph()
    module = net.to_torch()
    assert apart(net, module) < 32
    fixed = {name for name, p in module.named_parameters() if not p.requires_grad}
    assert fixed == {"2.0.weight", "2.0.bias", "2.1.weight", "2.1.bias"}
    again = bpnet.from_torch(module, backend="numpy")
    assert (again.n_in, again.n_out, again.n_params) == (3, 2, sum(p.numel() for p in module.parameters()))
    assert np.array_equal(again.predict(X), net.predict(X))
    module[3].merge = "concatenate"
    with pytest.raises(ValueError, match="parallel: its inputs have 1 \\+ 1 columns, got 4"):
        bpnet.from_torch(module)


def test_the_comparison_sees_another_eps_and_a_rounded_weight():
    net = trained()
    for place, change in ((2, lambda m: setattr(m, "eps", 1.0001e-4)), (0, lambda m: m.weight.data.copy_(m.weight.half()))):
        module = net.to_torch()
        change(module[place])
        assert apart(net, module) > 32


def test_from_every_backend_in_its_dtype_as_copies(bpnet_backend):
    net = bpnet.MLP((3, 8, 2), output="softmax", loss="softmax_cross_entropy", backend=bpnet_backend, dtype="float32")
    module = net.to_torch()
    assert [type(part).__name__ for part in module] == ["Linear", "Sigmoid", "Linear", "Softmax"]
    assert apart(net, module) < 32
    own = next(module.parameters()).device
    assert own == (bpnet_backend.device if bpnet_backend.name == "torch" else torch.device("cpu"))
    before = net.backend.to_host(net.params[0][0]).copy()
    with torch.no_grad():
        module[0].weight.zero_()
    assert np.array_equal(net.backend.to_host(net.params[0][0]), before)
    again = bpnet.from_torch(net.to_torch(), loss="softmax_cross_entropy", backend=bpnet_backend)
    assert again.dtype == "float32"
    assert np.array_equal(again.backend.to_host(again.predict(X)), net.backend.to_host(net.predict(X)))


def test_modules_draw_no_random_numbers():
    torch.manual_seed(3)
    state = torch.random.get_rng_state()
    bpnet.from_torch(trained().to_torch())
    assert torch.equal(torch.random.get_rng_state(), state)


@pytest.mark.parametrize(
    ("output", "loss"),
    [("sigmoid", "binary_cross_entropy"), ("softmax", "softmax_cross_entropy"), ("exp", "poisson")],
)
def test_the_activation_of_a_loss_is_the_last_module_or_left_out(output, loss):
    net = bpnet.MLP((3, 8, 2), output=output, loss=loss, backend="numpy")
    whole, logits = net.to_torch(), net.to_torch(output_activation=False)
    assert (len(whole), len(logits)) == (4, 3)
    assert apart(net, whole) < 32
    x = torch.tensor(X)
    assert torch.equal(whole[-1](logits(x)), whole(x))
    again = bpnet.from_torch(whole, loss=loss, backend="numpy")
    assert np.array_equal(again.predict(X), net.predict(X))
    assert again.output_activation.spec.name == f"layers.{output}"
    assert np.allclose(bpnet.from_torch(logits, loss=loss, backend="numpy").predict(X), logits(x).detach())


def test_a_network_of_a_module_is_saved_and_loaded(tmp_path):
    net = bpnet.from_torch(
        nn.Sequential(nn.Linear(3, 2, dtype=torch.float64), nn.Sigmoid()), loss="binary_cross_entropy", backend="numpy"
    )
    net.save(tmp_path / "net")
    assert np.array_equal(bpnet.load(tmp_path / "net", backend="numpy").predict(X), net.predict(X))


def test_a_module_is_trained_as_in_pytorch():
    """Gradients, running statistics, and the outputs after them, of modules with settings of their own."""
    torch.manual_seed(1)
    head = nn.Sequential(OrderedDict(out=nn.Linear(4, 2, bias=False)))
    module = nn.Sequential(
        nn.Flatten(),
        nn.Linear(3, 8),
        nn.BatchNorm1d(8, eps=1e-2, momentum=0.4),
        nn.ELU(0.5),
        nn.Linear(8, 4),
        nn.LayerNorm(4),
        head,
    ).double()
    net = bpnet.from_torch(module, optimizer=bpnet.optimizers.sgd(0.1), backend="numpy")
    twin, x, y = copy.deepcopy(module).train(), torch.tensor(X), torch.tensor(Y)
    for _ in range(3):
        net.step(X, Y, compile=False)
        twin.zero_grad()
        (0.5 * ((twin(x) - y) ** 2).sum() / len(X)).backward()
        with torch.no_grad():
            for p in twin.parameters():
                p.sub_(0.1 * p.grad)
    assert np.allclose(net.state[2][0], twin[2].running_mean, rtol=1e-12)
    assert np.allclose(net.state[2][1], twin[2].running_var, rtol=1e-12)
    assert apart(net, twin.eval()) < 200
    assert apart(net, module.eval()) > 1e6


def test_dtype_is_the_modules_or_the_one_that_is_asked_for():
    module = nn.Sequential(nn.Linear(3, 2))
    assert bpnet.from_torch(module).dtype == "float32"
    assert bpnet.from_torch(module, dtype="float64").dtype == "float64"
    half = nn.Sequential(nn.Linear(3, 2)).half()
    with pytest.raises(ValueError, match="params of torch.float16, expected .*: pass dtype="):
        bpnet.from_torch(half)
    assert bpnet.from_torch(half, dtype="float32").dtype == "float32"
    with pytest.raises(bpnet.UnsupportedDTypeError, match="dtype must be 'float64' or 'float32', got 'half'"):
        bpnet.from_torch(half, dtype="half")
    with pytest.raises(ValueError, match="0.weight is a tensor of torch.complex64, expected real numbers"):
        bpnet.from_torch(nn.Sequential(nn.Linear(3, 2, dtype=torch.complex64)), dtype="float32")


def test_an_empty_sequential_is_the_identity():
    module = nn.Sequential(nn.Linear(3, 2, dtype=torch.float64), nn.Sequential())
    assert apart(bpnet.from_torch(module, backend="numpy"), module) < 32


def test_pytorchs_softplus_is_the_layers_to_2e_9():
    net = bpnet.from_torch(nn.Sequential(nn.Linear(1, 1), nn.Softplus()).double(), backend="numpy")
    net.params = ((np.ones((1, 1)), np.zeros(1)), ())
    x = np.linspace(-60.0, 60.0, 2401)[:, None]
    ours, theirs = net.predict(x), nn.Softplus()(torch.tensor(x)).numpy()
    assert 2.0e-9 > np.max(np.abs(ours - theirs)) > 1.9e-9
    assert np.allclose(net.to_torch()(torch.tensor(x)).detach(), ours, rtol=1e-15, atol=0)


def test_one_activation_may_be_there_twice_and_params_may_not():
    tanh, linear = nn.Tanh(), nn.Linear(3, 3)
    module = nn.Sequential(nn.Linear(3, 3), tanh, nn.Linear(3, 3), tanh).double()
    net = bpnet.from_torch(module, backend="numpy")
    assert len(net.params) == 4
    assert apart(net, module) < 32
    with pytest.raises(ValueError, match=r"from_torch: 0\.weight and 1\.weight are one tensor, and layers share no params"):
        bpnet.from_torch(nn.Sequential(linear, linear))


def overridden():
    module = nn.Linear(3, 3)
    module.forward = torch.exp
    return module


def hooked():
    module = nn.Linear(3, 3)
    module.register_forward_hook(lambda *_: None)
    return module


class Own(nn.Linear):
    pass


REFUSED = {
    "an unknown module": (nn.Hardtanh(), r"module 1 is Hardtanh.*without a counterpart"),
    "a subclass": (Own(3, 3), "module 1 is Own.*without a counterpart"),
    "one inside": (nn.Sequential(nn.Tanh(), nn.Hardtanh()), r"module 1\.1 is Hardtanh"),
    "beta": (nn.Softplus(beta=2), "module 1 is Softplus.*settings that the layer does not have"),
    "a low threshold": (nn.Softplus(threshold=19), "module 1 is Softplus.*settings that the layer does not have"),
    "no dim": (nn.Softmax(), "module 1 is Softmax.*settings that the layer does not have"),
    "samples in one row": (nn.Flatten(0), "module 1 is Flatten.*without a counterpart"),
    "dim": (nn.Softmax(dim=0), "module 1 is Softmax.*settings that the layer does not have"),
    "hooks": (hooked(), "module 1 is Linear.*with hooks"),
    "forward": (overridden(), "module 1 is Linear.*a forward of its own"),
    "another width": (nn.Linear(4, 2), "module 1 is Linear.*after 3 features"),
    "no shift": (nn.LayerNorm(3, bias=False), "module 1 is LayerNorm.*without scale or shift"),
    "no statistics": (nn.BatchNorm1d(3, track_running_stats=False), "module 1 is BatchNorm1d.*without running statistics"),
    "a mean of all": (nn.BatchNorm1d(3, momentum=None), "module 1 is BatchNorm1d.*without running statistics"),
    "a rate of 1": (nn.Dropout(1.0), "module 1 is Dropout.*and rate must be from 0 up to"),
    "no eps": (nn.BatchNorm1d(3, eps=0.0), "module 1 is BatchNorm1d.*and eps must be"),
    "no outputs": (nn.LayerNorm(3, eps=-1.0), "module 1 is LayerNorm.*and eps must be"),
    "no numbers": (nn.Linear(3, 3, device="meta"), "module 1 is Linear.*with no numbers in its tensors"),
    "weight norm": (nn.utils.parametrizations.weight_norm(nn.Linear(3, 3)), "module 1 is Parametrized.*without a counterpart"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_layer_computes_is_refused_by_name(case):
    module, words = REFUSED[case]
    with pytest.raises(ValueError, match=f"(?s){words}"):
        bpnet.from_torch(nn.Sequential(nn.Linear(3, 3), module))


def test_what_no_module_computes_is_refused_by_name():
    cube = bpnet.stateless(lambda xp, _, x: (x * x * x, x), lambda xp, _, x, dy: ((), 3.0 * x * x * dy))
    net = bpnet.Network([layers.affine(2), cube], n_in=3, loss="squared_error", backend="numpy")
    with pytest.raises(ValueError, match=r"no module of PyTorch computes layer\.layers\[1\], a custom layer"):
        net.to_torch()
    with pytest.raises(ValueError, match=r"a group of 2 networks cannot be converted at once: convert net\[i\]"):
        bpnet.MLP((3, 2), seed=(0, 1), backend="numpy").to_torch()


def test_a_sequential_with_a_number_of_inputs_is_needed():
    with pytest.raises(TypeError, match=r"expects a torch.nn.Sequential, got Linear.*: pass torch.nn.Sequential\(module\)"):
        bpnet.from_torch(nn.Linear(3, 2))
    for given in (None, "x", nn.Sequential, bpnet.MLP((3, 2))):
        with pytest.raises(TypeError, match="expects a torch.nn.Sequential, got"):
            bpnet.from_torch(given)
    for wrong, words in {
        "n_in": ("3", "n_in must be a positive integer, got '3'"),
        "seed": ([0, 1], r"seed must be an integer .*, got \[0, 1\]"),
        "dtype": (torch.float32, "dtype must be 'float64' or 'float32', got torch.float32"),
    }.items():
        with pytest.raises(ValueError, match=words[1]):
            bpnet.from_torch(nn.Sequential(nn.Linear(3, 2)), **{wrong: words[0]})
    with pytest.raises(ValueError, match="no params to train"):
        bpnet.from_torch(nn.Sequential(), n_in=3)
    with pytest.raises(TypeError, match="got ModuleList.*: pass a Sequential of the modules that forward calls in turn"):
        bpnet.from_torch(nn.ModuleList([nn.Linear(3, 2)]))
    with pytest.raises(TypeError, match=r"expects a torch.nn.Sequential, got <MLP .*>$"):
        bpnet.from_torch(bpnet.MLP((3, 2)))
    with pytest.raises(ValueError, match="module 0 is Conv1d.*, a module without a counterpart"):
        bpnet.from_torch(nn.Sequential(nn.Conv1d(3, 4, 2)))
    with pytest.raises(ValueError, match="no module says how many inputs there are: pass n_in="):
        bpnet.from_torch(nn.Sequential(nn.Tanh()))
    with pytest.raises(ValueError, match="module 1 is Linear.*after 5 features"):
        bpnet.from_torch(nn.Sequential(nn.Tanh(), nn.Linear(3, 2)), n_in=5)
