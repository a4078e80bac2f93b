"""Loops of a plan as CUDA source: a kernel per loop, a thread per element, with every shape and every place a number.

Each operation is written as CuPy's own ufunc has it, and a product and a sum stay two roundings, so that the bits are those of
one ufunc after another.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from bpnet.compiler.fusion import FLOATS, SYMBOLS, format_operands, is_matrix_product
from bpnet.compiler.memory import LoopNest
from bpnet.compiler.trace import COMPARISONS, ELEMENTWISE, Operation, TraceError, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bpnet.compiler.fusion import FusedGroup
    from bpnet.compiler.memory import Slot
    from bpnet_cupy.executor import Part

TYPES = {"float64": "double", "float32": "float", "int64": "long long", "bool": "bool"}
EXPRESSIONS = SYMBOLS | {
    "where": "{0} ? {1} : {2}",
    "abs": "fabs({0})",
    "maximum": "(isnan({0}) | isnan({1})) ? not_a_number : fmax({0}, {1})",
    "minimum": "(isnan({0}) | isnan({1})) ? not_a_number : fmin({0}, {1})",
    "sign": "{0} < 0 || {0} > 0 ? copysign({one}, {0}) : {0} - {0}",
}
"""Operations that are not a function of CUDA's of the same name."""
FUNCTIONS = ELEMENTWISE - set(EXPRESSIONS) - {"round"}
"""Those that are."""
CONTRACTED = frozenset({"log", "log1p", "pow"})
"""Functions whose code for float64 has a product and a sum that CuPy's ufuncs fuse and these kernels do not: calls of CuPy."""
OF_INTEGERS = frozenset({"bitwise_and", "bitwise_or", "bitwise_xor"})
SHIFTS = frozenset({"bitwise_left_shift", "bitwise_right_shift"})
OF_ANY = frozenset({"add", "subtract", "multiply", "negative", "where", "astype", "copy"}) | COMPARISONS
BITS = 64
SMALL = 1 << 31
"""Vectors of fewer elements have places of 32 bits, which a GPU divides much faster."""


class Kernel(NamedTuple):
    """A function of the source, how many threads it wants, and the names of its pointers."""

    name: str
    size: int
    pointers: tuple[str, ...]


def kind(op: Operation) -> str:
    """A loop where it is element by element, in the dtypes of `TYPES`, and one expression in CuPy; a product; or a call."""
    values = [x for x in (*op.operands, op.result) if isinstance(x, Value)]
    dtypes = {str(x.dtype) for x in values}
    if is_matrix_product(op):
        return "matmul"
    if not dtypes <= set(TYPES) or (op.name not in EXPRESSIONS and op.name not in FUNCTIONS):
        return "call"
    if op.name in CONTRACTED and "float64" in dtypes:
        return "call"
    if op.name in SHIFTS:
        fits = dtypes == {"int64"} and all(type(x) is int and 0 <= x < BITS for x in op.operands[1:])
    elif op.name in OF_INTEGERS:
        fits = len(dtypes) == 1 and not dtypes & FLOATS
    elif op.name in OF_ANY - {"isfinite", "isinf", "isnan"}:
        numbers = [x for x in op.operands if not isinstance(x, Value)]
        whole = op.name in {"where", "astype", "copy"} | COMPARISONS or "bool" not in dtypes
        fits = whole and all(isinstance(x, float) or abs(x) < 1 << (BITS - 1) for x in numbers)
    else:
        fits = all(str(x.dtype) in FLOATS for x in values if x is not op.result)
    return "loop" if fits else "call"


def number(x: Any, dtype: str) -> str:
    """A Python number as one of a dtype."""
    if dtype == "bool":
        return "true" if x else "false"
    if dtype == "int64":
        return f"{int(x)}LL"
    special = "not_a_number" if math.isnan(x) else "infinity" if x > 0 else "-infinity"
    return f"({TYPES[dtype]}){repr(float(x)) if math.isfinite(x) else special}"


def cast(text: str, dtype: str) -> str:
    """An expression as a number of a dtype."""
    return f"(({text}) != 0)" if dtype == "bool" else f"({TYPES[dtype]})({text})"


def expression(op: Operation, names: Sequence[str]) -> str:
    """One operation on numbers that have names; its operands are brought to one dtype, as NumPy and CuPy do."""
    result, parts = str(op.result.dtype), format_operands(op, names, number, cast)
    if op.name not in EXPRESSIONS:
        return cast(f"{op.name}({', '.join(parts)})", result)
    return cast(EXPRESSIONS[op.name].format(*parts, one=number(1.0, result) if result in FLOATS else ""), result)


def groups(piece: FusedGroup, root: Callable[[Value], Value], most: int) -> list[FusedGroup]:
    """A loop as loops that touch at most so many arrays each: operations that share a number stay together."""
    inside = {op.result for op in piece.operations}
    group_of: dict[Value, list[Operation]] = {}
    for op in piece.operations:
        mine = [op]
        for x in op.operands:
            if x in inside and isinstance(x, Value) and group_of[x] is not mine:
                mine = group_of[x] + mine
                for each in mine:
                    group_of[each.result] = mine
        group_of[op.result] = mine
    position = {op.result: i for i, op in enumerate(piece.operations)}
    result: list[tuple[list[Operation], set[Value]]] = []
    for members in {id(group): group for group in group_of.values()}.values():
        touched = {root(x) for op in members for x in (*op.operands, op.result) if isinstance(x, Value)}
        if len(touched) > most:
            raise TraceError(f"one of its loops touches {len(touched)} arrays; a kernel takes {most}")
        if result and len(result[-1][1] | touched) <= most:
            result[-1][0].extend(members)
            result[-1][1].update(touched)
        else:
            result.append((list(members), touched))
    return [piece._replace(operations=sorted(each, key=lambda op: position[op.result])) for each, _ in result]


def kernel(name: str, piece: FusedGroup, part: Part) -> tuple[str, Kernel]:
    """A loop as source: reads first, so that what is written may take the place of what was read."""
    made = {op.result for op in piece.operations}
    read = list(dict.fromkeys(x for x in piece.reads() if x not in made))
    stored = [op.result for op in piece.operations if op.result in part.stored]
    places: dict[Any, Slot] = {("read", x): part.place(x) for x in read}
    places |= {("write", x): part.place(x) for x in stored}
    nest = LoopNest(piece.shape, places)
    size = math.prod(piece.shape)
    lines = [f"const index at = (index)blockIdx.x * blockDim.x + threadIdx.x;\n    if (at >= {size})\n        return"]
    rest = size
    for axis, length in zip(nest.names, nest.shape, strict=True):
        rest //= length
        place = f"at / {rest}" if rest > 1 else "at"
        lines.append(f"const index {axis} = {place}" + (f" % {length}" if axis != nest.names[0] else ""))
    lines += [f"const {TYPES[str(x.dtype)]} v{x.number} = {nest.element(('read', x))}" for x in read]
    for op in piece.operations:
        names = [f"v{x.number}" if isinstance(x, Value) else "" for x in op.operands]
        lines.append(f"const {TYPES[str(op.result.dtype)]} v{op.result.number} = {expression(op, names)}")
    lines += [f"{nest.element(('write', x))} = v{x.number}" for x in stored]
    body = ";\n    ".join(lines)
    pointers = tuple(dict.fromkeys(place.vector for place in places.values()))
    parameters = ", ".join(f"{part.type_of(pointer)} *{pointer}_" for pointer in pointers)
    return f'extern "C" __global__ void {name}({parameters})\n{{\n    {body};\n}}\n', Kernel(name, size, pointers)


def preamble(largest: int) -> str:
    """What every source begins with: the type of places, and what is no number."""
    return (
        f"typedef {'unsigned' if largest < SMALL else 'unsigned long long'} index;\n"
        "#define infinity (1.0 / 0.0)\n#define not_a_number (infinity - infinity)\n\n"
    )
