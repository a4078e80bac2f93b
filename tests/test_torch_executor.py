"""PyTorch's compiled steps: plans replayed with ``out=``, with the bits of the plain steps; see also ``test_replay.py``."""

import numpy as np
import pytest
from test_operations import GROUPS, apply_operation

import bpnet
from bpnet import layers
from bpnet.arrays import leaves

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
