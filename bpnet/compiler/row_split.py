"""Rewriting of a plan so that each value has its rows on one axis, or none, and each reduction of rows is an operation alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bpnet.arrays import leaves
from bpnet.compiler.operations import REDUCTIONS
from bpnet.compiler.plan import Operation, Plan, Value
from bpnet.compiler.row_axes import (
    APART,
    Rows,
    RowsError,
    picked_row,
    reduced_axes,
    refusal,
    rows_of_operands,
    rows_of_result,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


class Join(NamedTuple):
    """A reduction of rows: each part of the batch computes its own result, and the results are joined."""

    operation: Operation
    kind: str
    """"sum", "max", "min", "all" or "any"; "pick" for the value of one row, from the part that has it."""
    row: int = 0
    """Number of the row in the batch, for "pick"."""


class RowSplit:
    """A plan after rewriting.

    Parameters
    ----------
    plan
        A plan.
    samples
        The inputs that have rows, with their axis.
    rows
        Number of rows, at least 2.

    Attributes
    ----------
    operations, constants
        As in `Plan`. A sum over several axes is one operation per axis, a mean over rows a sum and a quotient. Constants of one
        element per row, and what is computed from them, are values with rows where an operation with rows reads them; a whole
        operation reads the whole value.
    where
        Rows of each value that has them.
    joins
        Reductions of rows by their results, which are whole once they are joined.
    """

    def __init__(self, plan: Plan, samples: Mapping[Value, int], rows: int) -> None:
        self.plan, self.rows = plan, rows
        self.operations: list[Operation] = []
        self.constants: dict[Value, NDArray[Any]] = dict(plan.constants)
        self.where: dict[Value, Rows] = {value: Rows(axis) for value, axis in samples.items()}
        self.joins: dict[Value, Join] = {}
        self._next_number = plan.next_number
        self._whole: dict[Value, tuple[int, Operation]] = {}
        self._copies: dict[tuple[Value, Rows], Value] = {}
        for op in plan.operations:
            self._add(op)
        self._check_outputs()
        self._drop_unused()

    def _value(self, shape: tuple[int, ...], dtype: Any) -> Value:
        self._next_number += 1
        return Value(self._next_number - 1, shape, dtype)

    def _add(self, op: Operation) -> None:
        given = [self.where.get(x) if isinstance(x, Value) else None for x in op.operands]
        if not any(given):
            self._whole[op.result] = len(self.operations), op
            self.operations.append(op)
        elif (found := rows_of_result(op, given, self.rows)) is not None:
            self._add_by_rows(op, found)
        elif op.name in REDUCTIONS:
            self._add_reduction(op)
        else:
            self._add_join(op, next(at for at in given if at is not None))

    def _add_by_rows(self, op: Operation, at: Rows) -> None:
        self._add_reader(op, rows_of_operands(op, at, self.rows))
        self.where[op.result] = at

    def _add_reader(self, op: Operation, needed: list[Rows | None]) -> Operation:
        operands = [self._read(op, x, at) for x, at in zip(op.operands, needed, strict=True)]
        self.operations.append(op._replace(operands=tuple(operands)))
        return self.operations[-1]

    def _read(self, op: Operation, x: Any, needed: Rows | None) -> Any:
        """Return the operand with the rows that an operation needs."""
        found = self.where.get(x) if isinstance(x, Value) else None
        if found == needed:
            return x
        if found is not None or needed is None:
            raise refusal(op, APART)
        return self._by_rows(op, x, needed)

    def _by_rows(self, reader: Operation, value: Value, at: Rows) -> Value:
        """Return a whole value as one with rows: slices of constants, and the same operations on them."""
        made: list[tuple[int, Operation, list[Rows | None], Value]] = []
        wanted = [(value, at)]
        while wanted:
            x, rows = wanted.pop()
            if (x, rows) in self._copies:
                continue
            copy = self._copies[x, rows] = self._value(x.shape, x.dtype)
            self.where[copy] = rows
            if x in self.constants:
                self.constants[copy] = self.constants[x]
                continue
            if x not in self._whole:
                raise refusal(reader, f"operand {x!r} has one element per row, but is neither a sample nor made of constants")
            index, op = self._whole[x]
            needed = rows_of_operands(op, rows, self.rows)
            made.append((index, op, needed, copy))
            wanted += [(x, rows) for x, rows in zip(op.operands, needed, strict=True) if rows is not None]
        for _, op, needed, copy in sorted(made, key=lambda entry: entry[0]):
            self._add_reader(op._replace(result=copy), needed)
        return self._copies[value, at]

    def _add_join(self, op: Operation, at: Rows, kind: str = "sum") -> None:
        """Add a product that is summed over rows, the pick of a row, or a reduction along the axis of rows alone."""
        if at.width > 1 or at.outer > 1:
            raise refusal(op, "it reduces an axis into which rows and features were flattened")
        if op.name == "getitem":
            row = picked_row(op, at.axis)
            self.operations.append(op)
            self.joins[op.result] = Join(op, "pick", row or 0)
            return
        needed: list[Rows | None] = [at]
        if op.name == "matmul":
            needed = [Rows(len(x.shape) - 1 - i) for i, x in enumerate(op.operands)]
        self.joins[op.result] = Join(self._add_reader(op, needed), kind)

    def _add_reduction(self, op: Operation) -> None:
        """Add a reduction axis by axis: those before the axis of rows, this axis, whose results are joined, and the rest."""
        kind = "sum" if op.name == "mean" else op.name
        axes, keepdims, (x,) = reduced_axes(op), dict(op.options)["keepdims"], op.operands
        steps: list[tuple[str, tuple[Any, ...], dict[str, Any]]]
        steps = [(kind, (), {"axis": axis, "keepdims": keepdims or len(axes) > 1}) for axis in axes]
        if op.name == "mean":
            count = 1
            for axis in axes:
                count *= x.shape[axis]
            steps.append(("divide", (float(count),), {}))
        if len(axes) > 1 and not keepdims:
            steps.append(("squeeze", (), {"axis": axes}))
        for number, (name, others, options) in enumerate(steps):
            last = number == len(steps) - 1
            result = op.result if last else self._value(_reduced_shape(x.shape, name, options), op.result.dtype)
            self._add_step(Operation(name, (x, *others), tuple(options.items()), result))
            x = result

    def _add_step(self, op: Operation) -> None:
        at = self.where.get(op.operands[0])
        if at is not None and dict(op.options)["axis"] == at.axis:
            self._add_join(op, at, op.name)
        else:
            self._add(op)

    def _check_outputs(self) -> None:
        for value in leaves(self.plan.outputs):
            if value in self.where:
                raise RowsError(
                    f"the step cannot be split over rows: its result {value!r} of shape {value.shape} has elements of single "
                    "rows; return sums or means over the rows"
                )

    def _drop_unused(self) -> None:
        used, kept = set(leaves(self.plan.outputs)), []
        for op in reversed(self.operations):
            if op.result in used:
                used.update(op.values)
                kept.append(op)
        self.operations = kept[::-1]
        self.constants = {value: array for value, array in self.constants.items() if value in used}
        self.joins = {value: join for value, join in self.joins.items() if value in used}
        self.where = {value: at for value, at in self.where.items() if value in used}


def _reduced_shape(shape: tuple[int, ...], name: str, options: dict[str, Any]) -> tuple[int, ...]:
    """Shape after a reduction of one axis, which may be kept; a quotient keeps the shape."""
    if name not in REDUCTIONS:
        return shape
    axis = options["axis"]
    return shape[:axis] + ((1,) if options["keepdims"] else ()) + shape[axis + 1 :]
