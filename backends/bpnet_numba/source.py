"""Pieces of a plan as Python source for Numba: loops over vectors, with every shape and every place a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.compiler.fusion import SYMBOLS, format_operands
from bpnet.compiler.memory import LoopNest, Slot, element
from bpnet.compiler.trace import COMPARISONS, REDUCTIONS, Operation, Value

if TYPE_CHECKING:
    from bpnet.compiler.fusion import FusedGroup
    from bpnet.compiler.memory import BufferViews

EXPRESSIONS = SYMBOLS | {
    "pow": "({0}) ** ({1})",
    "round": "np.rint({0})",
    "where": "{1} if {0} else {2}",
    "maximum": "{0} if {0} >= {1} or {0} != {0} else {1}",  # NaN wins, as in NumPy
    "minimum": "{0} if {0} <= {1} or {0} != {0} else {1}",
}
"""Operations that are not a function of NumPy's of the same name."""
GATHERED = {
    "sum": "{0} + {1}",
    "mean": "{0} + {1}",
    "max": "{1} if {1} > {0} or {1} != {1} else {0}",
    "min": "{1} if {1} < {0} or {1} != {1} else {0}",
    "all": "{0} and {1} != 0",
    "any": "{0} or {1} != 0",
}
UNROLLED = 64
"""Products of so few terms per row are written as sums of one element after another."""
MANY = 4096
"""A sum of so many terms is one of many sums side by side, which vector instructions can do."""
LANES = range(16, 257)
"""How many sums side by side."""


class Lines:
    """Lines of source, at a depth."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.depth = 1

    def add(self, line: str) -> None:
        """One more line."""
        self.text.append("    " * self.depth + line)

    def loop(self, name: str, n: int) -> None:
        """Begin a loop."""
        self.add(f"for {name} in range({n}):")
        self.depth += 1


def number(x: Any, dtype: str) -> str:
    """A Python number as one of a dtype."""
    text = repr(float(x)) if dtype.startswith("float") else repr(bool(x)) if dtype == "bool" else repr(int(x))
    plain = dtype in {"int64", "bool"} or (dtype == "float64" and np.isfinite(x))
    return text if plain else f"{dtype}({text if np.isfinite(x) else f'np.{text}'.replace('np.-', '-np.')})"


def cast(text: str, dtype: str) -> str:
    """An expression as a number of a dtype."""
    return f"({text}) != 0" if dtype == "bool" else f"{dtype}({text})"


def expression(op: Operation, names: list[str]) -> str:
    """One operation on numbers that have names; its operands are brought to one dtype, as NumPy does."""
    result, parts = str(op.result.dtype), format_operands(op, names, number, cast)
    text = EXPRESSIONS.get(op.name, f"np.{op.name}({{0}})").format(*parts)
    return cast(text, result) if op.name == "astype" or (result == "bool" and op.name not in COMPARISONS) else text


def loop(piece: FusedGroup, values: BufferViews, stored: set[Value], out: Lines) -> None:
    """Write a piece that is a loop."""
    inside = {op.result for op in piece.operations if op.name not in REDUCTIONS}
    read = {x: None for op in piece.operations for x in op.operands if isinstance(x, Value) and x not in inside}
    places: dict[Any, Slot] = {("read", x): values.place(x) for x in read}
    places |= {("write", x): values.place(x) for x in inside if x in stored}
    sums = [op for op in piece.operations if op.name in REDUCTIONS]
    places |= {("sum", op.result): _spread(op, values.place(op.result)) for op in sums}
    nest = LoopNest(piece.shape, places)
    lanes = nest.split(LANES.start, LANES.stop - 1) if any(_of_all(op, nest) for op in sums) else 0
    depth = len(nest.shape)
    before: list[list[str]] = [[] for _ in range(depth + 1)]
    after: list[list[str]] = [[] for _ in range(depth + 1)]
    ends: list[str] = []
    body: list[str] = []
    for x in read:
        before[nest.level(("read", x))].append(f"v{x.number} = {nest.element(('read', x))}")
    for op in piece.operations:
        names = [f"v{x.number}" if isinstance(x, Value) else "" for x in op.operands]
        if op.name in REDUCTIONS:
            (_side_by_side if lanes and _of_all(op, nest) else _gather)(op, nest, (before, after, ends, body), values, out)
            continue
        body.append(f"v{op.result.number} = {expression(op, names)}")
    body += [f"{nest.element(('write', x))} = v{x.number}" for x in sorted(inside & stored, key=lambda x: x.number)]
    start = out.depth
    for level in range(depth + 1):
        for line in before[level]:
            out.add(line)
        if level < depth:
            out.loop(nest.names[level], nest.shape[level])
    for line in body:
        out.add(line)
    for level in range(depth, -1, -1):
        out.depth = start + level
        for line in after[level]:
            out.add(line)
    out.text += ends


def _of_all(op: Operation, nest: LoopNest) -> bool:
    """Whether an operation is a sum of many floats to one number."""
    floats = str(op.result.dtype).startswith("float")
    return op.name in {"sum", "mean"} and floats and op.operands[0].size >= MANY and nest.level(("sum", op.result)) == 0


def _axes(op: Operation) -> tuple[int, ...]:
    ndim, axis = len(op.operands[0].shape), dict(op.options)["axis"]
    return tuple(i % ndim for i in (range(ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)))


def _spread(op: Operation, place: Slot) -> Slot:
    """Where a sum of each element goes: a place with stride 0 along the axes that are summed."""
    axes, strides = _axes(op), iter(place.strides)
    kept = dict(op.options)["keepdims"]
    spread = tuple((next(strides) * 0 if kept else 0) if i in axes else next(strides) for i in range(len(op.operands[0].shape)))
    return Slot(place.vector, place.start, spread)


def _side_by_side(op: Operation, nest: LoopNest, parts: tuple[Any, ...], _values: BufferViews, _out: Lines) -> None:
    """A sum of many: one sum for each turn of the innermost loop, and at the end the sum of these."""
    before, after, _, body = parts
    name = f"s{op.result.number}"
    end = f"{name}.sum()" if op.name == "sum" else f"{name}.sum() / {op.operands[0].size}"
    before[0].append(f"{name} = np.zeros({nest.shape[-1]})")
    body.append(f"{name}[{nest.names[-1]}] += v{op.operands[0].number}")
    after[0].append(f"{nest.element(('sum', op.result))} = {cast(end, str(op.result.dtype))}")


def _gather(op: Operation, nest: LoopNest, parts: tuple[Any, ...], values: BufferViews, out: Lines) -> None:
    """A sum or the like: in a variable where its axes are the innermost, else in its place."""
    before, after, ends, body = parts
    dtype, operand = str(op.result.dtype), op.operands[0]
    wide = "float64" if dtype.startswith("float") and op.name in {"sum", "mean"} else dtype
    count = operand.size // max(1, op.result.size)
    key, v = ("sum", op.result), f"v{operand.number}"
    level, target = nest.level(key), nest.element(key)
    first = {"sum": "0", "mean": "0", "all": "True", "any": "False", "max": "-np.inf", "min": "np.inf"}[op.name]
    if dtype == "int64" and op.name in {"max", "min"}:
        first = str(np.iinfo(np.int64).min if op.name == "max" else np.iinfo(np.int64).max)
    name = f"v{op.result.number}"
    if all(nest.strides[key][:level]):
        before[level].append(f"{name} = {cast(first, wide) if wide != 'bool' else first}")
        body.append(f"{name} = {GATHERED[op.name].format(name, v)}")
        end = f"{name} / {count}" if op.name == "mean" else name
        after[level].append(f"{target} = {end if dtype == 'bool' else cast(end, dtype)}")
        return
    place = values.place(op.result)
    each = f"{place.vector}_[{place.start} + i]"
    out.loop("i", op.result.size)
    out.add(f"{each} = {cast(first, dtype) if dtype != 'bool' else first}")
    out.depth -= 1
    body.append(f"{target} = {GATHERED[op.name].format(target, v)}")
    if op.name == "mean":
        pad = "    " * out.depth
        ends += [f"{pad}for i in range({op.result.size}):", f"{pad}    {each} = {cast(f'{each} / {dtype}({count})', dtype)}"]


def matmul(op: Operation, values: BufferViews, out: Lines) -> None:
    """Write a product of two matrices as loops."""
    (m, k), n = op.operands[0].shape, op.result.shape[1]
    a, b, y = (values.place(x) for x in (*op.operands, op.result))
    dtype = str(op.result.dtype)
    left, right = element(a, ["i", "k"]), element(b, ["k", "j"])
    target = element(y, ["i", "j"])
    start = out.depth
    out.loop("i", m)
    if n * k <= UNROLLED or b.strides[1] != 1:
        out.loop("j", n)
        out.add(f"s = {dtype}(0)")
        out.loop("k", k)
        out.add(f"s += {left} * {right}")
        out.depth -= 1
        out.add(f"{target} = s")
    else:
        out.loop("j", n)
        out.add(f"{target} = {dtype}(0)")
        out.depth -= 1
        out.loop("k", k)
        out.add(f"s = {left}")
        out.loop("j", n)
        out.add(f"{target} += s * {right}")
    out.depth = start


def copy(source: Slot, target: Slot, size: int, out: Lines) -> None:
    """Write a copy of all elements of a value that lie in order."""
    out.loop("i", size)
    out.add(f"{target.vector}_[{target.start} + i] = {source.vector}_[{source.start} + i]")
    out.depth -= 1
