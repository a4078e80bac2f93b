"""PyTorch's compiled steps: plans replayed with ``out=``, with the bits of the plain steps; see also ``test_replay.py``."""

import subprocess
import sys
import warnings

import numpy as np
import pytest
from test_operations import GROUPS, apply_operation

import bpnet
from bpnet import layers
from bpnet.arrays import leaves, map_tree

torch = pytest.importorskip("torch", reason="its compiled steps are what is tested")
RNG = np.random.default_rng(1)


def wide(dtype="float32"):
    parts = [layers.dense(300, "relu"), layers.dense(130, "gelu"), layers.affine(10)]
    return bpnet.Network(parts, n_in=90, loss="softmax_cross_entropy", dtype=dtype, seed=4, backend="torch")


def data(dtype="float32"):
    return RNG.standard_normal((700, 90)).astype(dtype), RNG.integers(0, 10, 700)


def same_bits(a, b):
    pairs = zip(leaves(a), leaves(b), strict=True)
    return all(one.dtype == other.dtype and one.numpy().tobytes() == other.numpy().tobytes() for one, other in pairs)


def test_steps_are_compiled_by_default_and_plain_when_asked():
    net, (x, y) = wide(), data()
    assert net.fit(x, y, epochs=1, compile=False).provenance["step"] == "plain"
    assert "compiled" not in vars(net._steps)
    assert net.fit(x, y, epochs=1).provenance["step"] == "compiled"


@pytest.mark.parametrize("threads", [1, 2])
def test_the_bits_are_those_of_plain_steps_on_any_number_of_threads(threads):
    before, (x, y) = torch.get_num_threads(), data()
    torch.set_num_threads(threads)
    try:
        ours, theirs = wide(), wide()
        one, other = (net.fit(x, y, epochs=3, batch_size=300, compile=net is ours) for net in (ours, theirs))
    finally:
        torch.set_num_threads(before)
    assert one.loss.tobytes() == other.loss.tobytes()
    assert same_bits(ours.training[:3], theirs.training[:3])


def test_another_number_of_threads_is_another_program():
    before, net, (x, y) = torch.get_num_threads(), wide(), data()
    try:
        for threads in (1, 2, 1):
            torch.set_num_threads(threads)
            net.step(x, y)
    finally:
        torch.set_num_threads(before)
    assert len(net._steps.compiled.programs) == 2


NUMBERS = np.asarray([0.0, -0.0, 1.5, -2.0, np.inf, -np.inf, np.nan, 1e-310, -1e-42])


@pytest.mark.parametrize("size", [9, 9 * 800], ids=["short", "long"])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_choices_have_the_bits_of_where(size, dtype):
    """Long ones are made of comparisons that write floats, and of masks of bits."""
    x, y = (torch.from_numpy(RNG.permutation(np.resize(NUMBERS, size)).astype(dtype)) for _ in range(2))
    net = bpnet.MLP((2, 1), backend="torch", dtype=dtype)

    def choices(xp, x, y):
        left = xp.where(x <= y, 0.0, x), xp.where(x > 0.5, x, 0.0), xp.where(x == y, y, x)
        return (*left, x < y, x != 1.5, xp.where(xp.isnan(x), -0.0, y))

    compiled = net.compile(choices)
    with net.backend.scope():
        expected = choices(net.xp, x, y)
    assert same_bits(compiled(x, y), expected)
    assert same_bits(compiled(x, y), expected)


def test_tensors_that_require_gradients_or_lie_otherwise_run_plain():
    net, (x, y) = wide(), data()
    x, y = torch.from_numpy(x), torch.from_numpy(y)
    turned = x.T.contiguous().T
    net.step(turned, y)
    assert list(net._steps.compiled.programs.values()) == [None]
    value, _ = net.value_and_grad(x.clone().requires_grad_(), y)
    assert not value.requires_grad


BY_PLACE = {"sinh", "cosh"}
"""Functions whose last bit depends on where a number lies in memory, of two plain calls too (MKL 2024.2)."""


@pytest.mark.parametrize("shape", [(6, 4), (200, 60)], ids=["short", "long"])
@pytest.mark.parametrize("group", GROUPS)
def test_every_operation_has_the_bits_of_the_plain_one(group, shape, recwarn):
    net = bpnet.MLP((4, 1), backend="torch")
    x = torch.from_numpy(RNG.uniform(0.2, 0.9, shape))
    names = [name for name in GROUPS[group] if name != "getitem"]  # PyTorch has no negative steps

    def all_of_them(xp, x):
        return tuple(apply_operation(name, xp, x * x + 0.1) for name in names)

    compiled = net.compile(all_of_them)
    with net.backend.scope():
        expected = all_of_them(net.xp, x)
    for _ in range(3):
        for name, one, other in zip(names, compiled(x), expected, strict=True):
            if name in BY_PLACE:
                np.testing.assert_array_max_ulp(one.numpy(), other.numpy(), 2)
            else:
                assert same_bits(one, other), name
    assert [str(warning.message) for warning in recwarn] == []


def test_a_choice_beside_its_operand_in_one_vector_has_the_bits_of_the_plain_one():
    net = bpnet.MLP((2, 1), backend="torch")
    a, c = torch.tensor([1.0, -2.0, 3.0], dtype=torch.float64), torch.tensor([10.0, 20.0, 30.0], dtype=torch.float64)

    def function(xp, pair):
        total = pair[0] + pair[1]
        return xp.where(pair[0] > 0.0, 2.0 * pair[0], total), total

    compiled = net.compile(function)
    for _ in range(3):
        assert same_bits(compiled((a, c)), function(net.xp, (a, c)))


def powers(exponent):
    def update(xp, params, grads, opt_state, rate):
        new = map_tree(lambda p, g: p - rate * xp.pow(xp.abs(g), exponent), params, grads)
        return new, opt_state

    return bpnet.Optimizer(lambda xp, params: (), update, 0.01)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_powers_of_all_params_have_the_bits_of_those_of_each(dtype):
    """PyTorch computes the last few elements of an array otherwise, so that they cannot be joined."""
    (x, y), nets = data(dtype), []
    for how in (True, False):
        net = bpnet.MLP(
            (90, 7, 10),
            output="identity",
            loss="softmax_cross_entropy",
            optimizer=powers(1.7),
            dtype=dtype,
            seed=1,
            backend="torch",
        )
        net.fit(x, y, epochs=2, batch_size=300, compile=how)
        nets.append(net)
    assert same_bits(nets[0].params, nets[1].params)


def test_a_tensor_that_a_layer_reads_may_be_changed_in_place():
    weight = torch.ones(2, dtype=torch.float64)
    own = bpnet.stateless(lambda xp, params, x: (x * weight, ()), lambda xp, params, r, dy: ((), dy * weight))
    losses = []
    for how in (None, False):
        weight.fill_(1.0)
        net = bpnet.Network([layers.affine(2), own], n_in=3, loss="squared_error", seed=1, backend="torch")
        rows = [torch.full((4, n), 0.5, dtype=torch.float64) for n in (3, 2)]
        values = []
        for _ in range(4):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", RuntimeWarning)
                values.append(float(net.step(*rows, compile=how)))
            weight.mul_(0.5)
        losses.append(values)
    assert losses[0] == losses[1]


def test_inference_mode_and_transforms_leave_compiled_functions_alone():
    net, (x, y) = wide(), data()
    rows = torch.from_numpy(x), torch.from_numpy(y)
    with torch.inference_mode():
        for _ in range(3):
            net.predict(rows[0])
            net.step(*rows)
    expected = net.predict(rows[0], compile=False)
    net.step(*rows)
    stacked = torch.stack([rows[0], 2.0 * rows[0]])
    for _ in range(3):
        mapped = torch.func.vmap(net.predict)(stacked)
    assert mapped.shape == (2, *expected.shape)


def test_arrays_that_a_layer_creates_have_the_dtype_of_the_library():
    """PyTorch's is float32: of one network, compiled or not, and of a group, which is always traced."""
    own = bpnet.stateless(
        lambda xp, params, x: (x * (xp.ones((2,)) * 0.5 + xp.asarray([0.25, 0.5])), ()),
        lambda xp, params, r, dy: ((), dy * (xp.ones((2,)) * 0.5 + xp.asarray([0.25, 0.5]))),
    )
    options = {"n_in": 3, "loss": "squared_error", "dtype": "float32", "backend": "torch"}
    compiled, plain, group = (bpnet.Network([layers.affine(2), own], seed=seed, **options) for seed in (1, 1, [1, 2]))
    x, y = RNG.standard_normal((8, 3)).astype("float32"), RNG.standard_normal((8, 2)).astype("float32")
    for net in (compiled, plain, group):
        net.fit(x, y, epochs=3, compile=net is compiled)
    assert same_bits(compiled.params, plain.params)
    assert {array.dtype for array in leaves((group.params, group.predict(x)))} == {torch.float32}
    for one, other in zip(leaves(group[0].params), leaves(plain.params), strict=True):
        torch.testing.assert_close(one, other)


def test_constants_of_one_number_promote_as_arrays():
    net = bpnet.MLP((2, 1), backend="torch")
    x = torch.tensor([1, 2, 3], dtype=torch.int32)
    sums = net.compile(lambda xp, x: xp.full((3,), 1 << 40, dtype=xp.int64) + x)
    assert sums(x).tolist() == sums(x).tolist() == [(1 << 40) + i for i in (1, 2, 3)]


def test_a_choice_of_two_numbers_resizes_no_buffer(recwarn):
    net = bpnet.MLP((2, 1), backend="torch")
    x = torch.from_numpy(RNG.standard_normal(5000))
    signs = net.compile(lambda xp, x: xp.where(x > 0.0, 1.2, 0.5) * x)
    expected = torch.where(x > 0.0, 1.2, 0.5) * x
    assert same_bits(signs(x), expected)
    assert same_bits(signs(x), expected)
    assert list(recwarn) == []


def test_no_step_imports_what_torch_imports_late():
    """Some functions of PyTorch import SymPy when they are first called, which takes two seconds."""
    program = """
import sys, torch, numpy, bpnet
from bpnet import layers
before, late = set(sys.modules), {"sympy", "torch._refs", "torch._dynamo", "torch._inductor"}
x, y = numpy.ones((300, 6), "float32"), numpy.arange(300) % 3
parts = [layers.dense(200, "relu"), layers.batch_norm(), layers.dropout(0.5), layers.dense(40, "gelu"), layers.affine(3)]
for compile in (True, False):
    net = bpnet.Network(parts, n_in=6, loss="softmax_cross_entropy", optimizer="adam", dtype="float32", backend="torch")
    net.fit(x, y, epochs=1, batch_size=128, validation=(x, y), compile=compile)
    net.predict(x, compile=compile), net.value_and_grad(torch.asarray(x), torch.asarray(y), compile=compile)
print(*{name for name in set(sys.modules) - before if ".".join(name.split(".")[:2]) in late or name in late})
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout == "\n"
