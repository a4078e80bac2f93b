"""CUDA source for the elementwise operations of a plan.

Each operation has the source of CuPy's ufunc, and a product and a sum are rounded separately.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from bpnet.compiler.exact import ON_BITS
from bpnet.compiler.fusion import FLOATS, LOOP_DTYPES, SYMBOLS, format_operands, is_in_domain, is_matrix_product
from bpnet.compiler.operations import ELEMENTWISE, OPERATIONS, REDUCTIONS, Domain
from bpnet.compiler.plan import Operation, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from bpnet.compiler.fusion import FusedGroup

TYPES = {"float64": "double", "float32": "float", "int64": "long long", "bool": "bool"}
EXPRESSIONS = SYMBOLS | {
    "where": "{0} ? {1} : {2}",
    "abs": "fabs({0})",
    "maximum": "(isnan({0}) | isnan({1})) ? not_a_number : fmax({0}, {1})",
    "minimum": "(isnan({0}) | isnan({1})) ? not_a_number : fmin({0}, {1})",
    "sign": "{0} < 0 || {0} > 0 ? copysign({one}, {0}) : {0} - {0}",
}
"""Source of operations that are not calls of the CUDA function of the same name."""
IN_LOOPS = (ELEMENTWISE - ON_BITS - {"round"}) | set(EXPRESSIONS)
DOMAINS = {name: row.domain for name, row in OPERATIONS.items()} | dict.fromkeys(("abs", "maximum", "minimum"), Domain.FLOATS)
"""Domains of the table, except for functions that CUDA has for floats only."""
SMALL = 1 << 31
"""Number of elements up to which indices have 32 bits, which a GPU divides much faster."""


def is_expression(op: Operation) -> bool:
    """Return True for an elementwise operation that is one expression in CUDA."""
    dtypes = {str(x.dtype) for x in (*op.values, op.result)}
    return op.name in IN_LOOPS and dtypes <= LOOP_DTYPES and is_in_domain(op, DOMAINS[op.name])


def kind(op: Operation) -> str:
    """Return "matmul", "loop", "reduction", or "call" for an operation that no kernel of a plan contains."""
    if is_matrix_product(op):
        return "matmul"
    if op.name in REDUCTIONS:
        dtypes = {str(x.dtype) for x in (*op.values, op.result)}
        fits = dtypes <= LOOP_DTYPES and is_in_domain(op, OPERATIONS[op.name].domain) and op.operands[0].size
        return "reduction" if fits else "call"
    return "loop" if is_expression(op) else "call"


def format_number(x: Any, dtype: str) -> str:
    """Return a Python number as source, in a dtype."""
    if dtype == "bool":
        return "true" if x else "false"
    if dtype == "int64":
        return f"{int(x)}LL"
    special = "not_a_number" if math.isnan(x) else "infinity" if x > 0 else "-infinity"
    return f"({TYPES[dtype]}){repr(float(x)) if math.isfinite(x) else special}"


def format_cast(text: str, dtype: str) -> str:
    """Return an expression converted to a dtype."""
    return f"(({text}) != 0)" if dtype == "bool" else f"({TYPES[dtype]})({text})"


def format_operation(op: Operation, names: Sequence[str], own: Collection[str] = ()) -> str:
    """Return one operation on named numbers as source, with its operands cast to a common dtype as in NumPy and CuPy.

    Operations of the names ``own`` are device functions of the source.
    """
    result, operands = str(op.result.dtype), format_operands(op, names, format_number, format_cast)
    if op.name in own:
        return f"{op.name}_{result}({operands[0]})"
    if op.name not in EXPRESSIONS:
        return format_cast(f"{op.name}({', '.join(operands)})", result)
    return format_cast(EXPRESSIONS[op.name].format(*operands, one=format_number(1.0, result) if result in FLOATS else ""), result)


def values_of(group: FusedGroup, stored: Collection[Value]) -> tuple[list[Value], list[Value]]:
    """Return the values that a loop reads from memory, and those that it writes."""
    made = {op.result for op in group.operations}
    read = list(dict.fromkeys(x for x in group.reads() if x not in made))
    return read, [op.result for op in group.operations if op.result in stored]


def loop_lines(
    group: FusedGroup, stored: Collection[Value], element: Callable[[str, Value], str], own: Collection[str]
) -> list[str]:
    """Return the source of one element of a loop, given that of the elements it reads and writes.

    All reads come first, so that results may overwrite operands.
    """
    read, written = values_of(group, stored)
    lines = [f"const {TYPES[str(x.dtype)]} v{x.number} = {element('read', x)}" for x in read]
    for op in group.operations:
        names = [f"v{x.number}" if isinstance(x, Value) else "" for x in op.operands]
        lines.append(f"const {TYPES[str(op.result.dtype)]} v{op.result.number} = {format_operation(op, names, own)}")
    return lines + [f"{element('write', x)} = v{x.number}" for x in written]


def preamble(largest: int) -> str:
    """Return the first lines of every source: the type of indices, infinity, and NaN."""
    return (
        f"typedef {'unsigned' if largest < SMALL else 'unsigned long long'} index;\n"
        "#define infinity (1.0 / 0.0)\n#define not_a_number (infinity - infinity)\n\n"
    )
