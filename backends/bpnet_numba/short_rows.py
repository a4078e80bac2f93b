"""Loops over rows of few columns: some rows at once, as one long row, beside which a row that all of them read is repeated.

LLVM unrolls a loop over few columns, and then vectorizes the loop over rows, whose elements do not lie next to each other: that
takes 8 times as long for rows of 10 to 32 numbers. Rows shorter than a vector do not fill it.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from bpnet.compiler.memory import Slot
from bpnet_numba.tiles import WIDTH

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from bpnet.compiler.loops import LoopNest
    from bpnet.compiler.plan import Operation, Value

LONG = 64
"""Length from which on a row is a loop that LLVM vectorizes."""
SIMPLE, OWN = 256, 50
"""Number of operations in a row up to which LLVM unrolls it, about; and that of a function written as source."""


def rows_at_once(
    nest: LoopNest, operations: Sequence[Operation], own: Collection[Any], vary: Callable[[Value, int], bool]
) -> int:
    """Return the number of rows that an elementwise loop computes at once, a power of two, or 0 if it computes single rows.

    Parameters
    ----------
    nest, operations
        The loop.
    own
        Operations that are functions written as source; see `bpnet_numba.batch.NumbaBatch`.
    vary
        ``(value, axis)``: True if the length of an axis depends on the rows in source for any number of them.
    """
    result = operations[0].result
    if len(nest.shape) != 2 or nest.shape != [*result.shape] or vary(result, 1):  # noqa: PLR2004 - rows and columns
        return 0
    (n, width), names = nest.shape, {op if isinstance(op, str) else op[0] for op in own}
    if width >= LONG or not all(_is_row(nest, key) for key in nest.slots):
        return 0
    work = len(nest.slots) + sum(OWN if op.name in names else 1 for op in operations)
    if width * work > SIMPLE and width >= WIDTH // result.dtype.itemsize:
        return 0
    rows = 1 << (-(-LONG // width) - 1).bit_length()
    return rows if vary(result, 0) or n >= 2 * rows else 0


def _is_row(nest: LoopNest, key: Any) -> bool:
    """Return True for a value whose rows lie one after another, for a row that is read for all rows, and for a single number."""
    return nest.strides[key] in {(nest.shape[1], 1), (0, 1), (0, 0)}


def is_repeated(nest: LoopNest, key: Any) -> bool:
    """Return True for a row that is read for all rows."""
    return nest.strides[key] == (0, 1)


def repeat(nest: LoopNest, key: Any, name: str, dtype: str, rows: int) -> list[str]:
    """Return the lines of source of an array ``name_`` with ``rows`` copies of a row."""
    width, kind = nest.shape[1], "boolean" if dtype == "bool" else dtype
    return [
        f"{name}_ = carray(on_stack({kind}, {rows * width}), {rows * width})",
        f"for i0 in range({rows}):",
        f"    for i1 in range({width}):",
        f"        {name}_[{width} * i0 + i1] = {nest.element(key)}",
    ]


def join_rows(nest: LoopNest, rows: int, repeated: Mapping[Any, str]) -> LoopNest:
    """Return the loops over groups of ``rows`` rows and over their elements; values in ``repeated`` are arrays of these names."""
    joined = copy(nest)
    joined.slots = {key: Slot(repeated[key], 0, (1,)) if key in repeated else slot for key, slot in nest.slots.items()}
    joined.strides = {key: (rows * outer, inner) for key, (outer, inner) in nest.strides.items()}
    return joined
