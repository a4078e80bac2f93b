"""The axis of rows through one operation: from its operands to its result, and back.

A value is by-row if it has an axis on which the rows of the batch lie; its elements of row r depend on no other row. Each
operation maps the axes of an operand to those of the result, or to none: a reduction has no axis for the one that it sums over.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from bpnet.compiler.operations import REDUCTIONS, TraceError
from bpnet.compiler.plan import Operation, Value

Axes = list[int | None]
"""For each axis of an operand, the axis of the result that has the same elements, or None."""


class RowsError(TraceError):
    """A step cannot be split over rows: one of its operations mixes them."""


class Rows(NamedTuple):
    """The rows of a value: element ``(outer, row, element)`` of the axis is at ``(outer * rows + row) * width + element``."""

    axis: int
    width: int = 1
    """Elements per row on this axis: more than 1 if features were flattened into it."""
    outer: int = 1
    """Number of replicas flattened into this axis."""

    def length(self, rows: int) -> int:
        """Length of the axis for a number of rows."""
        return self.outer * rows * self.width


REASONS = {
    "argsort": "it sorts along the rows",
    "broadcast_to": "it repeats the rows",
    "concat": "it joins arrays along the rows",
    "getitem": "it selects or reorders rows; only all rows, or one fixed row, can be read",
    "reshape": "it mixes the rows with another axis",
    "squeeze": "it removes the axis of rows",
    "take": "it takes elements along the rows",
}
APART = "its operands have the rows on different axes"


def refusal(op: Operation, reason: str) -> RowsError:
    """Return the error that names an operation, its shapes and the reason why it cannot be split."""
    shapes = ", ".join(str(x.shape) for x in op.values[:3]) + (", ..." if len(op.values) > 3 else "")  # noqa: PLR2004 - short
    return RowsError(f"the step cannot be split over rows: xp.{op.name} {shapes} -> {op.result.shape}: {reason}"[:300])


def rows_of_result(op: Operation, given: Sequence[Rows | None], rows: int) -> Rows | None:
    """Return the rows of the result, or None if the operation reduces the rows (`is_reduced`).

    Parameters
    ----------
    op
        An operation.
    given
        For each operand its rows, None for a whole value; at least one has rows.
    rows
        Number of rows of the batch.

    Raises
    ------
    RowsError
        If elements of the result depend on several rows in another way.
    """
    results = {_forward(op, i, at, rows) for i, at in enumerate(given) if at is not None}
    if len(results) > 1:
        raise refusal(op, APART)
    return results.pop()


def _forward(op: Operation, index: int, at: Rows, rows: int) -> Rows | None:
    if op.name == "reshape":
        moved = reshaped_rows(at, op.operands[0].shape, op.result.shape, rows)
        if moved is None:
            raise refusal(op, REASONS["reshape"])
        return moved
    axis = axis_map(op, index)[at.axis]
    if axis is not None:
        return at._replace(axis=axis)
    if is_reduced(op, at.axis):
        return None
    raise refusal(op, REASONS.get(op.name, APART))


def is_reduced(op: Operation, axis: int) -> bool:
    """Return True if an operation that has no axis for the rows reduces them: a reduction, a product, or the pick of one row."""
    return op.name in REDUCTIONS or op.name == "matmul" or (op.name == "getitem" and picked_row(op, axis) is not None)


def rows_of_operands(op: Operation, at: Rows, rows: int) -> list[Rows | None]:
    """Return for each operand the rows that it needs so that the result has these; None for an operand that is read whole.

    Raises
    ------
    RowsError
        If the rows of the result are not those of any operand.
    """
    if op.name == "reshape":
        needed = [reshaped_rows(at, op.result.shape, op.operands[0].shape, rows)]
    else:
        needed = [_backward(axis_map(op, i), at) if isinstance(x, Value) else None for i, x in enumerate(op.operands)]
    if not any(needed) and op.name != "broadcast_to":
        raise refusal(op, REASONS.get(op.name, APART))
    return needed


def _backward(axes: Axes, at: Rows) -> Rows | None:
    return at._replace(axis=axes.index(at.axis)) if at.axis in axes else None


def axis_map(op: Operation, index: int) -> Axes:
    """Map the axes of an operand to those of the result; for all operations but reshape."""
    return AXES.get(op.name, _aligned_axes)(op, index)


def _inserted_axes(op: Operation, index: int) -> Axes:
    n = len(op.operands[index].shape)
    axis = normalize_axis_index(dict(op.options)["axis"], n + 1)
    return [i + (i >= axis) for i in range(n)]


def _permuted_axes(op: Operation, _: int) -> Axes:
    axes = dict(op.options)["axes"]
    return [axes.index(i) for i in range(len(axes))]


def _transposed_axes(op: Operation, _: int) -> Axes:
    n = len(op.result.shape)
    return [*range(n - 2), n - 1, n - 2]


def _squeezed_axes(op: Operation, _: int) -> Axes:
    n = len(op.operands[0].shape)
    return _without(n, normalize_axis_tuple(dict(op.options)["axis"], n), keepdims=False)


def _axes_beside_one(op: Operation, index: int) -> Axes:
    """Axes of operations along one axis, which keep the others as they are."""
    n, axis = len(op.operands[index].shape), dict(op.options)["axis"]
    return _without(n, range(n) if axis is None else normalize_axis_tuple(axis, n), keepdims=True)


def _axes_after_reduction(op: Operation, _: int) -> Axes:
    return _without(len(op.operands[0].shape), reduced_axes(op), keepdims=dict(op.options)["keepdims"])


def reduced_axes(op: Operation) -> tuple[int, ...]:
    """Return the axes of a reduction, not negative and in ascending order."""
    axis, n = dict(op.options)["axis"], len(op.operands[0].shape)
    return tuple(range(n)) if axis is None else tuple(sorted(normalize_axis_tuple(axis, n)))


def _without(n: int, removed: Sequence[int], *, keepdims: bool) -> Axes:
    rest = [i for i in range(n) if i not in removed]
    return [None if i in removed else i if keepdims else rest.index(i) for i in range(n)]


def _aligned_axes(op: Operation, index: int) -> Axes:
    """Axes of operands that broadcast; those that are repeated have no axis of the result."""
    old, new = op.operands[index].shape, op.result.shape
    shift = len(new) - len(old)
    return [i + shift if n == new[i + shift] else None for i, n in enumerate(old)]


def _product_axes(op: Operation, index: int) -> Axes:
    axes = _aligned_axes(op, index)
    last = len(op.result.shape) - 1
    return [*axes[:-2], last - 1, None] if index == 0 else [*axes[:-2], None, last]


def _taken_axes(op: Operation, index: int) -> Axes:
    x, indices, axis = *op.operands, dict(op.options)["axis"]
    n = len(indices.shape)
    if index == 1:
        return [axis + i for i in range(n)]
    return [i if i < axis else None if i == axis else i + n - 1 for i in range(len(x.shape))]


def key_parts(op: Operation) -> list[Any]:
    """Return the key of an index operation with one integer or slice for each axis, and None for each new one."""
    key = dict(op.options)["key"]
    parts = list(key) if isinstance(key, tuple) else [key]
    parts = parts if Ellipsis in parts else [*parts, Ellipsis]
    at, given = parts.index(Ellipsis), sum(part is not None for part in parts) - 1
    parts[at : at + 1] = [slice(None)] * (len(op.operands[0].shape) - given)
    return parts


def _indexed_axes(op: Operation, _: int) -> Axes:
    axes: Axes = []
    made = 0
    for part in key_parts(op):
        if part is not None:
            n = op.operands[0].shape[len(axes)]
            axes.append(made if isinstance(part, slice) and part.indices(n) == (0, n, 1) else None)
        made += not isinstance(part, int)
    return axes


AXES: dict[str, Callable[[Operation, int], Axes]] = {
    **dict.fromkeys(REDUCTIONS, _axes_after_reduction),
    "argsort": _axes_beside_one,
    "concat": _axes_beside_one,
    "expand_dims": _inserted_axes,
    "getitem": _indexed_axes,
    "matmul": _product_axes,
    "matrix_transpose": _transposed_axes,
    "permute_dims": _permuted_axes,
    "squeeze": _squeezed_axes,
    "stack": _inserted_axes,
    "take": _taken_axes,
}
"""The axes through operations that do not compute element by element."""


def picked_row(op: Operation, axis: int) -> int | None:
    """Return the number of the one element that an index operation reads along an axis; None if it reads several."""
    part = [part for part in key_parts(op) if part is not None][axis]
    numbers = range(op.operands[0].shape[axis])[part]
    if isinstance(numbers, int):
        return numbers
    return numbers[0] if len(numbers) == 1 else None


def reshaped_rows(at: Rows, old: Sequence[int], new: Sequence[int], rows: int) -> Rows | None:
    """Return the rows after a reshape, None if no axis has whole rows only.

    Elements are numbered ``(before, row, after)``: the axis of ``new`` must contain the range of ``row``.
    """
    before = math.prod(old[: at.axis]) * at.outer
    found = []
    for axis, n in enumerate(new):
        outer, rest = divmod(before, math.prod(new[:axis]) or 1)
        if outer and not rest and n % (outer * rows) == 0:
            found.append((outer, axis, n // (outer * rows)))
    if not found:
        return None
    outer, axis, width = min(found)
    return Rows(axis, width, outer)
