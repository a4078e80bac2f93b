"""Steps in exact arithmetic, compiled as a whole: loops, sums and products in the order of its definition."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bpnet.arithmetic.namespace import TERMS
from bpnet.compiler.float_bits import ExactOperations
from bpnet.compiler.loops import element
from bpnet_numba import source
from bpnet_numba.batch import NumbaBatch
from bpnet_numba.functions import EXACT
from bpnet_numba.products import product
from bpnet_numba.sums import axis_sum

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bpnet.compiler.fusion import FusedGroup
    from bpnet.compiler.memory import Slot
    from bpnet.compiler.plan import Operation, Value
    from bpnet_numba.source import Slots

TILE = 32
"""Rows or columns of a product that are not divided among threads: a multiple of those of a tile."""
INLINE = 256
"""Maximum number of terms of a sum or product that is written as loops, in place of a call."""


LIBRARY = {"product": product, "axis_sum": axis_sum}
"""Functions of `bpnet_numba.batch.NumbaBatch.functions`."""


class ExactBatch(NumbaBatch):
    """The plan of a batch in exact arithmetic, as source."""

    in_source = ("loop", "sum", "matmul", "concat")
    own = EXACT
    largest_weights = math.inf
    library = ExactOperations()
    functions = LIBRARY

    @staticmethod
    def kind(op: Operation) -> str:
        return "sum" if is_sum(op) else NumbaBatch.kind(op)

    def write_group(self, group: FusedGroup, slots: Slots, out: source.Lines) -> None:
        write_group(group, slots, self.stored, out)


def is_sum(op: Operation) -> bool:
    """Return True for a sum of floats along one axis."""
    return op.name == "sum" and op.result.dtype.kind == "f" and len(source.reduced_axes(op)) == 1


def write_group(group: FusedGroup, views: Slots, stored: set[Value], out: source.Lines) -> None:
    """Write a group as lines of source."""
    if group.kind == "loop":
        source.write_loop(group, views, stored, out)
    elif group.kind == "sum":
        write_sum(group.operations[0], views, out)
    elif group.kind == "concat":
        source.write_concatenation(group.operations[0], views, out)
    else:
        write_matmul(group.operations[0], views, out)


def write_sum(op: Operation, views: Slots, out: source.Lines) -> None:
    """Write a sum along one axis."""
    (operand,), (axis,) = op.operands, source.reduced_axes(op)
    x, y, n = views.slot(operand), views.slot(op.result), operand.shape[axis]
    if not dict(op.options)["keepdims"]:
        y = y._replace(strides=(*y.strides[:axis], 0, *y.strides[axis:]))
    shape, start = [1 if i == axis else length for i, length in enumerate(operand.shape)], out.depth
    if n > TERMS or (out.vary(operand, axis) if out.vary(operand) else operand.size > INLINE):
        _call_sum(x, y, operand.shape, axis, str(op.result.dtype), out)
        return
    names = [f"i{i}" for i in range(len(shape))]
    for name, length in zip(names, shape, strict=True):
        if length != 1:
            out.begin_loop(name, length)
    at = [name if length != 1 else "0" for name, length in zip(names, shape, strict=True)]
    _write_terms(lambda t: element(x, [*at[:axis], t, *at[axis + 1 :]]), n, str(op.result.dtype), element(y, at), out)
    out.depth = start


def _write_terms(term: Callable[[str], str], n: int, dtype: str, target: str, out: source.Lines) -> None:
    """Write the sum of at most `TERMS` terms, one after another."""
    out.add(f"s = {term('0') if n else f'{dtype}(0)'}")
    if n > 1:
        out.begin_loop("t", f"1, {n}")
        out.add(f"s += {term('t')}")
        out.depth -= 1
    out.add(f"{target} = s")


def _call_sum(x: Slot, y: Slot, shape: Sequence[int], axis: int, dtype: str, out: source.Lines) -> None:
    """Write a call of the function for sums; of one for products, with ones, where the operand is not contiguous."""
    outer, n, inner = math.prod(shape[:axis]), shape[axis], math.prod(shape[axis + 1 :])
    if _is_contiguous(x, shape):
        out.add(f"axis_sum_{dtype}({x.buffer}_, {x.start}, {y.buffer}_, {y.start}, {outer}, {n}, {inner})")
        return
    start, others = out.depth, [i for i, length in enumerate(shape) if i != axis and length != 1]
    last = others.pop() if others else None
    for i in others:
        out.begin_loop(f"i{i}", shape[i])
    first = {slot: " + ".join([str(slot.start), *(f"{slot.strides[i]} * i{i}" for i in others)]) for slot in (x, y)}
    xi, yi, length = (0, 0, 1) if last is None else (x.strides[last], y.strides[last], shape[last])
    operands = f"{x.buffer}_, {first[x]}, {x.strides[axis]}, {xi}, {y.buffer}_, {first[y]}, 0, {yi}"
    out.add(f"product_{dtype}(np.ones(1, {dtype}), 0, 0, 0, {operands}, 1, {n}, {length})")
    out.depth = start


def _is_contiguous(slot: Slot, shape: Sequence[int]) -> bool:
    expected = [math.prod(shape[i + 1 :]) for i in range(len(shape))]
    return all(n == 1 or ours == theirs for n, ours, theirs in zip(shape, slot.strides, expected, strict=True))


def write_matmul(op: Operation, views: Slots, out: source.Lines) -> None:
    """Write a product of two matrices; in parts, of some of its rows, or of columns if there are more."""
    (m, k), n = op.operands[0].shape, op.result.shape[1]
    a, b, y = (views.slot(x) for x in (*op.operands, op.result))
    if k > TERMS or m * k * n > INLINE or any(map(out.vary, op.values)):
        rows, columns = str(m), str(n)
        if out.parts > 1:
            out.add(f"low, high = {out.bounds(max(m, n), TILE)}")
            y = y.moved(y.strides[m < n], "low")
            if m < n:
                b, columns = b.moved(b.strides[1], "low"), "high - low"
            else:
                a, rows = a.moved(a.strides[0], "low"), "high - low"
        operands = (f"{slot.buffer}_, {slot.start}, {slot.strides[0]}, {slot.strides[1]}" for slot in (a, b, y))
        out.add(f"product_{op.result.dtype}({', '.join(operands)}, {rows}, {k}, {columns})")
        return
    start = out.depth
    out.begin_loop("i", m)
    out.begin_loop("j", n)
    _write_terms(
        lambda t: f"{element(a, ['i', t])} * {element(b, [t, 'j'])}", k, str(op.result.dtype), element(y, ["i", "j"]), out
    )
    out.depth = start
