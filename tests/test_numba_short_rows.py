"""Loops of Numba over rows of few columns, which compute several rows at once: their source, run as Python."""

import math

import numpy as np
import pytest

from bpnet.arrays import leaves
from bpnet.compiler.fusion import fuse
from bpnet.compiler.memory import Slot
from bpnet.compiler.trace import trace

source = pytest.importorskip("bpnet_numba.source", reason="its loops are what is tested")
batch = pytest.importorskip("bpnet_numba.batch", reason="its loops are what is tested")
short_rows = pytest.importorskip("bpnet_numba.short_rows", reason="its loops are what is tested")

PYTHON = {
    "np": np,
    "float32": np.float32,
    "float64": np.float64,
    "boolean": np.bool_,
    "select": lambda condition, one, other: one if condition else other,
    "on_stack": lambda dtype, size: np.empty(size, dtype),
    "carray": lambda memory, _: memory,
}


class Places:
    """Slots of contiguous values, each in a buffer of its own."""

    def slot(self, value):
        return Slot(f"a{value.number}", 0, tuple(math.prod(value.shape[i + 1 :]) for i in range(len(value.shape))))


def write(function, *arrays):
    """Return the plan of a function, and the source of its only loop."""
    plan = trace(function, *arrays)
    fused = fuse(plan, batch.NumbaBatch.kind)
    (group,) = fused.groups
    lines = source.Lines()
    source.write_loop(group, Places(), set(leaves(plan.outputs)), lines)
    return plan, "\n".join(lines.text)


def run(function, *arrays):
    """Run the source of a loop as Python; return its result, and the source."""
    plan, text = write(function, *arrays)
    buffers = {f"a{x.number}_": a.reshape(-1).copy() for x, a in zip(leaves(plan.inputs), arrays, strict=True)}
    (result,) = leaves(plan.outputs)
    out = buffers[f"a{result.number}_"] = np.full(math.prod(result.shape), 7, result.dtype)
    exec(f"def loop({', '.join(buffers)}):\n{text}", space := dict(PYTHON))  # noqa: S102 - written here
    space["loop"](**buffers)
    return out.reshape(result.shape), text


def activate(xp, x, bias, mask, scale):
    return scale * xp.where(mask, x + bias, x * bias)


def add(_, x, y):
    return x + y


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("width", [1, 2, 3, 5, 10, 16, 24, 33, 63, 64])
def test_rows_are_computed_together_and_the_rest_one_by_one(width, dtype):
    rng, alone = np.random.default_rng(width), set()
    for n in (1, 7, 16, 33, 150):
        x, bias = rng.standard_normal((n, width)).astype(dtype), rng.standard_normal(width).astype(dtype)
        mask, scale = rng.random(width) < 0.5, np.asarray(rng.standard_normal(), dtype)
        found, text = run(activate, x, bias, mask, scale)
        np.testing.assert_array_equal(found, activate(np, x, bias, mask, scale))
        alone |= {n} if "//" not in text else set()
    rows = 1 << (-(-64 // width) - 1).bit_length()
    assert alone == {n for n in (1, 7, 16, 33, 150) if width in {1, 33, 63, 64} or n < 2 * rows}  # of 9 operations each


def test_rows_that_are_long_or_read_a_number_of_their_own_stay_single():
    x, column, bias = np.ones((200, 10), "float32"), np.ones((200, 1), "float32"), np.ones(10, "float32")
    assert "//" in write(add, x, bias)[1]
    assert "//" not in write(add, x, column)[1]
    assert "//" not in write(add, np.ones((200, 70), "float32"), np.ones(70, "float32"))[1]
    assert write(add, x, x.copy())[1].count("for ") == 1  # one long row already


def test_rows_as_long_as_a_vector_stay_single_if_they_take_long():
    """LLVM leaves such loops over columns as they are; others are vectors that are not full."""

    def own(xp, x, b):
        return xp.exp(xp.exp(xp.exp(xp.exp(xp.exp(xp.exp(x + b))))))

    lanes = short_rows.WIDTH // 4
    for width, together in ((lanes, False), (lanes // 2, True)):
        plan = trace(own, np.ones((200, width), "float32"), np.ones(width, "float32"))
        (group,) = fuse(plan, batch.NumbaBatch.kind).groups
        lines = source.Lines(own={"exp"})
        source.write_loop(group, Places(), set(leaves(plan.outputs)), lines)
        assert ("//" in "\n".join(lines.text)) == together
