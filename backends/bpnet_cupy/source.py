"""Loops of a plan as CUDA source: a kernel per loop, a thread per element, with every shape and every offset a number.

Each operation is written as CuPy's own ufunc has it, and a product and a sum stay two roundings, so that the bits are those of
one ufunc after another.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from bpnet.compiler.fusion import FLOATS, LOOP_DTYPES, SYMBOLS, format_operands, is_in_domain, is_matrix_product
from bpnet.compiler.loops import LoopNest
from bpnet.compiler.operations import ELEMENTWISE, OPERATIONS, Domain, TraceError
from bpnet.compiler.plan import Operation, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bpnet.compiler.fusion import FusedGroup
    from bpnet.compiler.memory import Slot

TYPES = {"float64": "double", "float32": "float", "int64": "long long", "bool": "bool"}
EXPRESSIONS = SYMBOLS | {
    "where": "{0} ? {1} : {2}",
    "abs": "fabs({0})",
    "maximum": "(isnan({0}) | isnan({1})) ? not_a_number : fmax({0}, {1})",
    "minimum": "(isnan({0}) | isnan({1})) ? not_a_number : fmin({0}, {1})",
    "sign": "{0} < 0 || {0} > 0 ? copysign({one}, {0}) : {0} - {0}",
}
"""Operations that are not a function of CUDA's of the same name."""
IN_LOOPS = (ELEMENTWISE - {"round"}) | set(EXPRESSIONS)
DOMAINS = {name: row.domain for name, row in OPERATIONS.items()} | dict.fromkeys(("abs", "maximum", "minimum"), Domain.FLOATS)
"""As in the table, but for functions that CUDA has of floats only."""
CONTRACTED = frozenset({"log", "log1p", "pow"})
"""Functions whose code for float64 has a product and a sum that CuPy's ufuncs fuse and these kernels do not: calls of CuPy."""
SMALL = 1 << 31
"""Arrays of fewer elements are indexed with 32 bits, which a GPU divides much faster."""


class Kernel(NamedTuple):
    """A function of the source, how many threads it wants, and the names of its pointers."""

    name: str
    size: int
    pointers: tuple[str, ...]


class Pointers(Protocol):
    """What the source must know of the values of a plan: `bpnet_cupy.executor.CupyBatch`."""

    stored: set[Value]

    def slot(self, value: Value) -> Slot:
        """Where a kernel finds the elements of a value."""

    def type_of(self, name: str) -> str:
        """The C type of what a pointer points to."""


def kind(op: Operation) -> str:
    """A loop where it is element by element, in the dtypes of `TYPES`, and one expression in CuPy; a product; or a call."""
    dtypes = {str(x.dtype) for x in (*op.values, op.result)}
    if is_matrix_product(op):
        return "matmul"
    if op.name in CONTRACTED and "float64" in dtypes:
        return "call"
    fits = op.name in IN_LOOPS and dtypes <= LOOP_DTYPES and is_in_domain(op, DOMAINS[op.name])
    return "loop" if fits else "call"


def format_number(x: Any, dtype: str) -> str:
    """A Python number as one of a dtype."""
    if dtype == "bool":
        return "true" if x else "false"
    if dtype == "int64":
        return f"{int(x)}LL"
    special = "not_a_number" if math.isnan(x) else "infinity" if x > 0 else "-infinity"
    return f"({TYPES[dtype]}){repr(float(x)) if math.isfinite(x) else special}"


def format_cast(text: str, dtype: str) -> str:
    """An expression as a number of a dtype."""
    return f"(({text}) != 0)" if dtype == "bool" else f"({TYPES[dtype]})({text})"


def format_operation(op: Operation, names: Sequence[str]) -> str:
    """One operation on numbers that have names; its operands are brought to one dtype, as NumPy and CuPy do."""
    result, parts = str(op.result.dtype), format_operands(op, names, format_number, format_cast)
    if op.name not in EXPRESSIONS:
        return format_cast(f"{op.name}({', '.join(parts)})", result)
    return format_cast(EXPRESSIONS[op.name].format(*parts, one=format_number(1.0, result) if result in FLOATS else ""), result)


def split_loop(group: FusedGroup, root: Callable[[Value], Value], most: int) -> list[FusedGroup]:
    """A loop as loops that touch at most so many arrays each: operations that share a number stay together."""
    inside = {op.result for op in group.operations}
    together: dict[Value, list[Operation]] = {}
    for op in group.operations:
        mine = [op]
        for x in op.values:
            if x in inside and together[x] is not mine:
                mine = together[x] + mine
                for each in mine:
                    together[each.result] = mine
        together[op.result] = mine
    position = {op.result: i for i, op in enumerate(group.operations)}
    result: list[tuple[list[Operation], set[Value]]] = []
    for members in {id(each): each for each in together.values()}.values():
        touched = {root(x) for op in members for x in (*op.values, op.result)}
        if len(touched) > most:
            raise TraceError(f"one of its loops touches {len(touched)} arrays; a kernel takes {most}")
        if result and len(result[-1][1] | touched) <= most:
            result[-1][0].extend(members)
            result[-1][1].update(touched)
        else:
            result.append((list(members), touched))
    return [group._replace(operations=sorted(each, key=lambda op: position[op.result])) for each, _ in result]


def write_kernel(name: str, group: FusedGroup, batch: Pointers) -> tuple[str, Kernel]:
    """A loop as source: reads first, so that what is written may take the place of what was read."""
    made = {op.result for op in group.operations}
    read = list(dict.fromkeys(x for x in group.reads() if x not in made))
    stored = [op.result for op in group.operations if op.result in batch.stored]
    slots: dict[Any, Slot] = {("read", x): batch.slot(x) for x in read}
    slots |= {("write", x): batch.slot(x) for x in stored}
    nest = LoopNest(group.shape, slots)
    size = math.prod(group.shape)
    lines = [f"const index at = (index)blockIdx.x * blockDim.x + threadIdx.x;\n    if (at >= {size})\n        return"]
    rest = size
    for axis, length in zip(nest.names, nest.shape, strict=True):
        rest //= length
        quotient = f"at / {rest}" if rest > 1 else "at"
        lines.append(f"const index {axis} = {quotient}" + (f" % {length}" if axis != nest.names[0] else ""))
    lines += [f"const {TYPES[str(x.dtype)]} v{x.number} = {nest.element(('read', x))}" for x in read]
    for op in group.operations:
        names = [f"v{x.number}" if isinstance(x, Value) else "" for x in op.operands]
        lines.append(f"const {TYPES[str(op.result.dtype)]} v{op.result.number} = {format_operation(op, names)}")
    lines += [f"{nest.element(('write', x))} = v{x.number}" for x in stored]
    body = ";\n    ".join(lines)
    pointers = tuple(dict.fromkeys(slot.buffer for slot in slots.values()))
    parameters = ", ".join(f"{batch.type_of(pointer)} *{pointer}_" for pointer in pointers)
    return f'extern "C" __global__ void {name}({parameters})\n{{\n    {body};\n}}\n', Kernel(name, size, pointers)


def preamble(largest: int) -> str:
    """The first lines of every source: the type of indices, infinity, and NaN."""
    return (
        f"typedef {'unsigned' if largest < SMALL else 'unsigned long long'} index;\n"
        "#define infinity (1.0 / 0.0)\n#define not_a_number (infinity - infinity)\n\n"
    )
