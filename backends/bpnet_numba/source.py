"""Python source for Numba: groups of a plan as loops over buffers, with shapes and slots as numbers; see `bpnet_numba.sizes`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from bpnet.compiler.fusion import SYMBOLS, format_operands
from bpnet.compiler.loops import LoopNest, element
from bpnet.compiler.memory import Slot
from bpnet.compiler.operations import COMPARISONS, OPERATIONS, REDUCTIONS
from bpnet.compiler.plan import Operation, Value
from bpnet_numba.concatenation import copies
from bpnet_numba.short_rows import is_repeated, join_rows, repeat, rows_at_once

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bpnet.compiler.fusion import FusedGroup
    from bpnet.compiler.lengths import Lengths

EXPRESSIONS = SYMBOLS | {
    "pow": "({0}) ** ({1})",
    "round": "np.rint({0})",
    "where": "select({0}, {1}, {2})",
    "maximum": "select(({0} >= {1}) | ({0} != {0}), {0}, {1})",  # NaN wins, as in NumPy
    "minimum": "select(({0} <= {1}) | ({0} != {0}), {0}, {1})",
}
"""Source of operations that are not calls of the NumPy function of the same name."""
COMBINE = {
    "add": "{0} + {1}",
    "maximum": "select(({1} > {0}) | ({1} != {1}), {1}, {0})",
    "minimum": "select(({1} < {0}) | ({1} != {1}), {1}, {0})",
    "logical_and": "{0} and {1} != 0",
    "logical_or": "{0} or {1} != 0",
}
"""Source by which a reduction adds one more element."""
UNROLLED = 64
"""Maximum number of products per row for which a matrix product computes one element after another."""
MANY = 4096
"""Number of terms from which on a sum uses lanes, partial sums that vector instructions compute in parallel."""
ALIGNED = 64
"""Multiple of the elements at which a loop is divided among threads."""
LANES = range(16, 257)
"""Possible numbers of lanes."""


class Slots(Protocol):
    """Slots of the values of a plan, as `bpnet.compiler.memory.BufferViews` has them."""

    def slot(self, value: Value) -> Slot:
        """Return the slot of a value, or of a view."""


class Lines:
    """Lines of source at the current indentation.

    Parameters
    ----------
    own
        See `bpnet_numba.batch.NumbaBatch`.
    parts
        Number of parts into which loops and products are divided; the variable ``part`` says which of them runs.
    """

    def __init__(self, own: Collection[Any] = (), parts: int = 1, lengths: Lengths | None = None) -> None:
        self.text: list[str] = []
        self.depth, self.own, self.parts, self.lengths = 1, own, parts, lengths
        self.nests = 0

    def add(self, line: str) -> None:
        """Add a line."""
        self.text.append("    " * self.depth + line)

    def vary(self, x: Value, axis: int | None = None) -> bool:
        """Return True if the shape of a value, or the length of an axis, depends on the rows in source for any number of them."""
        return self.lengths is not None and self.lengths.vary(x, axis)

    def begin_loop(self, name: str, n: int | str) -> None:
        """Begin a loop over a range."""
        self.add(f"for {name} in range({n}):")
        self.depth += 1

    def bounds(self, n: int, step: int = 1) -> str:
        """Return the bounds of a part of n indices: multiples of ``step``, and n for the last part."""
        steps, last = n // step, self.parts - 1
        end = f"(part + 1) * {steps} // {self.parts} * {step}"
        return f"part * {steps} // {self.parts} * {step}, {f'{n} if part == {last} else {end}' if n % step else end}"


def format_number(x: Any, dtype: str) -> str:
    """Return a Python number as source, in a dtype."""
    text = repr(float(x)) if dtype.startswith("float") else repr(bool(x)) if dtype == "bool" else repr(int(x))
    plain = dtype in {"int64", "bool"} or (dtype == "float64" and np.isfinite(x))
    return text if plain else f"{dtype}({text if np.isfinite(x) else f'np.{text}'.replace('np.-', '-np.')})"


def format_cast(text: str, dtype: str) -> str:
    """Return an expression converted to a dtype."""
    return f"({text}) != 0" if dtype == "bool" else f"{dtype}({text})"


def format_operation(op: Operation, names: list[str], own: Collection[Any] = ()) -> str:
    """Return one operation on named numbers as source, with its operands cast to a common dtype as in NumPy."""
    result, operands = str(op.result.dtype), format_operands(op, names, format_number, format_cast)
    if op.name in own or (op.name, result) in own:
        return f"{op.name}_{result}({operands[0]})"
    text = EXPRESSIONS[op.name].format(*operands) if op.name in EXPRESSIONS else f"np.{op.name}({', '.join(operands)})"
    return format_cast(text, result) if op.name == "astype" or (result == "bool" and op.name not in COMPARISONS) else text


def write_loop(group: FusedGroup, views: Slots, stored: set[Value], out: Lines) -> None:
    """Write a group that is a loop."""
    inside = {op.result for op in group.operations if op.name not in REDUCTIONS}
    read = {x: None for op in group.operations for x in op.values if x not in inside}
    reductions = [op for op in group.operations if op.name in REDUCTIONS]
    slots: dict[Any, Slot] = {("read", x): views.slot(x) for x in read}
    slots |= {("write", x): views.slot(x) for x in inside if x in stored}
    slots |= {("sum", op.result): operand_slot(op, views.slot(op.result)) for op in reductions}
    nest = LoopNest(group.shape, slots)
    rows = 0 if reductions or out.parts > 1 else rows_at_once(nest, group.operations, out.own, out.vary)
    if rows:
        _write_short_rows(group, nest, rows, read, inside & stored, out)
        return
    lanes = nest.split(LANES.start, LANES.stop - 1) if any(_is_long_sum(op, nest) for op in reductions) else 0
    if out.parts > 1:
        # C libraries may compute the elements of a vector and single ones by other code: those are the same for any parts.
        out.add(f"low, high = {out.bounds(nest.shape[0], ALIGNED if len(nest.shape) == 1 else 1)}")
        nest.slots = {key: slot.moved(nest.strides[key][0], "low") for key, slot in slots.items()}
    lines = _read_elements(nest, read, out)
    for op in group.operations:
        if op.name not in REDUCTIONS:
            _write_operation(op, lines, out)
        elif lanes and _is_long_sum(op, nest):
            _write_partial_sums(op, nest, lines)
        else:
            _write_reduction(op, nest, lines, views.slot(op.result), out)
    _store_elements(inside & stored, nest, lines)
    lines.write(nest, out)


def _write_short_rows(
    group: FusedGroup, nest: LoopNest, rows: int, read: Collection[Value], written: Collection[Value], out: Lines
) -> None:
    """Write an elementwise loop over short rows: some rows at once, and what is left one after another."""
    repeated = {x: f"t{x.number}_{out.nests}" for x in read if is_repeated(nest, ("read", x))}
    for x, name in repeated.items():
        for line in repeat(nest, ("read", x), name, str(x.dtype), rows):
            out.add(line)
    (n, width), joined = nest.shape, join_rows(nest, rows, {("read", x): name for x, name in repeated.items()})
    loops: list[tuple[LoopNest, list[int | str]]] = [
        (joined, [f"{n} // {rows}", rows * width]),
        (nest, [f"{n} // {rows} * {rows}, {n}", width]),
    ]
    for each, lengths in loops:
        lines = _read_elements(each, read, out)
        lines.names |= {op.result: f"v{op.result.number}_{out.nests}" for op in group.operations}
        for op in group.operations:
            _write_operation(op, lines, out)
        _store_elements(written, each, lines)
        lines.write(each, out, lengths)


def _read_elements(nest: LoopNest, read: Collection[Value], out: Lines) -> LoopParts:
    """Return the lines of a new nest that read each value, at the level on which its element depends."""
    out.nests += 1
    lines = LoopParts(len(nest.shape), {x: f"v{x.number}_{out.nests}" for x in read})
    for x in read:
        lines.before[nest.level(("read", x))].append(f"{lines.name(x)} = {nest.element(('read', x))}")
    return lines


def _write_operation(op: Operation, lines: LoopParts, out: Lines) -> None:
    """Write an elementwise operation in the innermost loop."""
    names = [lines.name(x) if isinstance(x, Value) else "" for x in op.operands]
    lines.body.append(f"{lines.name(op.result)} = {format_operation(op, names, out.own)}")


def _store_elements(values: Collection[Value], nest: LoopNest, lines: LoopParts) -> None:
    """Write results to their slots in the innermost loop."""
    lines.body += [f"{nest.element(('write', x))} = {lines.name(x)}" for x in sorted(values, key=lambda x: x.number)]


class LoopParts:
    """Lines of a loop nest: before and after the loops of each level, in the innermost loop, and after the nest.

    The variables that it reads into have the number of the nest in their names: Numba goes through a whole function for each
    variable that is assigned at two places.
    """

    def __init__(self, depth: int, names: dict[Value, str]) -> None:
        self.names = names
        self.before: list[list[str]] = [[] for _ in range(depth + 1)]
        self.after: list[list[str]] = [[] for _ in range(depth + 1)]
        self.body: list[str] = []
        self.ends: list[str] = []

    def name(self, x: Value) -> str:
        """Return the variable of a value."""
        return self.names.get(x) or f"v{x.number}"

    def write(self, nest: LoopNest, out: Lines, lengths: Sequence[int | str] = ()) -> None:
        """Write the loops, over the shape of the nest or other lengths."""
        start, depth, lengths = out.depth, len(nest.shape), lengths or nest.shape
        for level in range(depth + 1):
            for line in self.before[level]:
                out.add(line)
            if level < depth:
                out.begin_loop(nest.names[level], "high - low" if level == 0 and out.parts > 1 else lengths[level])
        for line in self.body:
            out.add(line)
        for level in range(depth, -1, -1):
            out.depth = start + level
            for line in self.after[level]:
                out.add(line)
        out.text += self.ends


def _is_long_sum(op: Operation, nest: LoopNest) -> bool:
    """Return True for a sum of many floats to one number."""
    floats = str(op.result.dtype).startswith("float")
    return op.name in {"sum", "mean"} and floats and op.operands[0].size >= MANY and nest.level(("sum", op.result)) == 0


def reduced_axes(op: Operation) -> tuple[int, ...]:
    """Return the axes of a reduction, not negative."""
    ndim, axis = len(op.operands[0].shape), dict(op.options)["axis"]
    return tuple(i % ndim for i in (range(ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)))


def operand_slot(op: Operation, slot: Slot) -> Slot:
    """Return the slot of a reduction with stride 0 along its axes: the element to which each operand element is added."""
    axes, strides = reduced_axes(op), iter(slot.strides)
    kept = dict(op.options)["keepdims"]
    full = tuple((next(strides) * 0 if kept else 0) if i in axes else next(strides) for i in range(len(op.operands[0].shape)))
    return slot._replace(strides=full)


def _write_partial_sums(op: Operation, nest: LoopNest, lines: LoopParts) -> None:
    """Write a long sum: a lane for each index of the innermost loop, and at the end the sum of the lanes."""
    name = f"s{op.result.number}"
    end = f"{name}.sum()" if op.name == "sum" else f"{name}.sum() / {op.operands[0].size}"
    lines.before[0].append(f"{name} = np.zeros({nest.shape[-1]})")
    lines.body.append(f"{name}[{nest.names[-1]}] += {lines.name(op.operands[0])}")
    lines.after[0].append(f"{nest.element(('sum', op.result))} = {format_cast(end, str(op.result.dtype))}")


def initial_value(op: Operation) -> str:
    """Return the initial value of a reduction as source."""
    row, dtype = OPERATIONS[op.name], op.result.dtype
    if dtype == np.int64 and row.combine in {"maximum", "minimum"}:
        return str(np.iinfo(np.int64).min if row.combine == "maximum" else np.iinfo(np.int64).max)
    text = str(row.initial)
    return text.replace("inf", "np.inf")


def _write_reduction(op: Operation, nest: LoopNest, lines: LoopParts, slot: Slot, out: Lines) -> None:
    """Write a reduction: in a variable if its axes are the innermost, otherwise in its slot."""
    dtype, operand, combine = str(op.result.dtype), op.operands[0], COMBINE[OPERATIONS[op.name].combine]
    wide = "float64" if dtype.startswith("float") and op.name in {"sum", "mean"} else dtype
    count, first = operand.size // max(1, op.result.size), initial_value(op)
    key, name, v = ("sum", op.result), lines.name(op.result), lines.name(operand)
    level, target = nest.level(key), nest.element(key)
    if all(nest.strides[key][:level]):
        lines.before[level].append(f"{name} = {format_cast(first, wide) if wide != 'bool' else first}")
        lines.body.append(f"{name} = {combine.format(name, v)}")
        end = f"{name} / {count}" if op.name == "mean" else name
        lines.after[level].append(f"{target} = {end if dtype == 'bool' else format_cast(end, dtype)}")
        return
    each = f"{slot.buffer}_[{slot.start} + i]"
    out.begin_loop("i", op.result.size)
    out.add(f"{each} = {format_cast(first, dtype) if dtype != 'bool' else first}")
    out.depth -= 1
    lines.body.append(f"{target} = {combine.format(target, v)}")
    if op.name == "mean":
        pad = "    " * out.depth
        lines.ends += [
            f"{pad}for i in range({op.result.size}):",
            f"{pad}    {each} = {format_cast(f'{each} / {dtype}({count})', dtype)}",
        ]


def write_matmul(op: Operation, views: Slots, out: Lines) -> None:
    """Write a product of two matrices as loops."""
    (m, k), n = op.operands[0].shape, op.result.shape[1]
    a, b, y = (views.slot(x) for x in (*op.operands, op.result))
    dtype = str(op.result.dtype)
    left, right = element(a, ["i", "k"]), element(b, ["k", "j"])
    target = element(y, ["i", "j"])
    start = out.depth
    out.begin_loop("i", m)
    few = n == 1 if out.vary(op.operands[1]) else n * k <= UNROLLED
    if few or b.strides[1] != 1:
        out.begin_loop("j", n)
        out.add(f"s = {dtype}(0)")
        out.begin_loop("k", k)
        out.add(f"s += {left} * {right}")
        out.depth -= 1
        out.add(f"{target} = s")
    else:
        out.begin_loop("j", n)
        out.add(f"{target} = {dtype}(0)")
        out.depth -= 1
        out.begin_loop("k", k)
        out.add(f"s = {left}")
        out.begin_loop("j", n)
        out.add(f"{target} += s * {right}")
    out.depth = start


def write_concatenation(op: Operation, views: Slots, out: Lines) -> None:
    """Write copies of some arrays to their parts of a result."""
    start = out.depth
    for nest in copies(op, views.slot):
        for name, length in zip(nest.names, nest.shape, strict=True):
            out.begin_loop(name, length)
        out.add(f"{nest.element('write')} = {nest.element('read')}")
        out.depth = start


def write_copy(source: Slot, target: Slot, size: int, out: Lines) -> None:
    """Write a copy of all elements of a C-contiguous value."""
    out.begin_loop("i", size)
    out.add(f"{target.buffer}_[{target.start} + i] = {source.buffer}_[{source.start} + i]")
    out.depth -= 1
