"""The axis of rows of a plan: which operations can run on a part of the rows, and where the parts must be joined.

A step is traced on the whole batch. `split_rows` marks each value as by-row (its element of row r depends on row r and on whole
values only), partial (a reduction over rows, whose parts are not joined yet) or whole (params, state, constants, and what is
computed from these and from joined partials). A by-row operation that reads a joined partial needs a cut: operations form
stages, and those of a stage read partials of earlier stages only. Within a stage, parts of the rows are independent: blocks in
a cache, threads, ranks. Counts, such as the divisor of a mean, are those of the whole batch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from numpy.lib.array_utils import normalize_axis_index

from bpnet.arrays import leaves
from bpnet.compiler.operations import VIEWS
from bpnet.compiler.plan import Operation, Plan, Value
from bpnet.compiler.row_axes import Rows, RowsError
from bpnet.compiler.row_split import Join, RowSplit

__all__ = ["Join", "RowPlan", "Rows", "RowsError", "Stage", "split_rows"]


def __dir__() -> list[str]:
    return __all__


class Stage(NamedTuple):
    """A pass over all rows, in any parts."""

    whole: tuple[Operation, ...]
    """Operations on whole values, to run once before this stage."""
    operations: tuple[Operation, ...]
    """Operations on rows, in order; those of `joins` are among them. A view that two stages read is in both."""
    joins: tuple[Join, ...]
    """Partials, to be joined over all parts after this stage."""
    kept: tuple[Value, ...]
    """By-row values of this stage that a later one reads."""


@dataclass(frozen=True)
class RowPlan:
    """A plan in stages, as `split_rows` returns it.

    Attributes
    ----------
    plan
        The plan with the same inputs and outputs, in which each value has its rows on one axis or none.
    rows
        Number of rows of the whole batch.
    where
        Rows of each by-row value.
    stages
        Passes over the rows; empty for a batch of one row.
    last
        Operations on whole values after the last stage, such as those of the optimizer.
    """

    plan: Plan
    rows: int
    where: dict[Value, Rows]
    stages: tuple[Stage, ...]
    last: tuple[Operation, ...]

    def __str__(self) -> str:
        lines = [f"{self.rows} rows, {len(self.stages)} stages"]
        for number, stage in enumerate(self.stages):
            lines += [f"before stage {number}", *(f"  {op}" for op in stage.whole)]
            lines += [f"stage {number}", *(f"  {op}" for op in stage.operations)]
            lines += [f"  join {join.operation.result!r} by {join.kind}" for join in stage.joins]
            lines += [f"  keep {', '.join(map(repr, stage.kept))}"] * bool(stage.kept)
        return "\n".join([*lines, "at the end", *(f"  {op}" for op in self.last)])


def split_rows(plan: Plan, axes: int | Mapping[Value, int] = 0) -> RowPlan:
    """Divide a plan into stages that run on parts of the rows.

    Parameters
    ----------
    plan
        Plan of a step at the shape of the whole batch.
    axes
        The axis of rows of every leaf of x and target, ``plan.inputs[3:-1]``: 0, or 1 behind an axis of replicas. A mapping gives
        the axis of each input that has rows.

    Raises
    ------
    RowsError
        If an operation mixes rows, so that the step cannot run on parts of them; it names the operation, shapes and reason.

    Examples
    --------
    >>> import numpy as np, bpnet
    >>> from bpnet.compiler import trace
    >>> x, w, rate = np.empty((333, 5)), np.empty((5, 2)), np.empty(())
    >>> step = bpnet.training_step(np, bpnet.layers.affine(2, bias=False), bpnet.losses.squared_error(), bpnet.optimizers.sgd())
    >>> split = split_rows(trace(step, (w,), (), (), x, np.empty((333, 2)), rate))
    >>> [(join.operation.name, join.kind) for stage in split.stages for join in stage.joins]
    [('sum', 'sum'), ('matmul', 'sum')]
    """
    given = dict.fromkeys(leaves(plan.inputs[3:-1]), axes) if isinstance(axes, int) else axes
    samples = {x: normalize_axis_index(axis, len(x.shape)) for x, axis in given.items()}
    lengths = {x.shape[axis] for x, axis in samples.items()}
    if len(lengths) != 1:
        raise RowsError(f"the step cannot be split over rows: the samples have {sorted(lengths)} rows, expected one number")
    (rows,) = lengths
    if rows < 2:  # noqa: PLR2004 - nothing to split: any operation may treat the axis as it likes
        return RowPlan(plan, rows, {}, (), plan.operations)
    split = RowSplit(plan, samples, rows)
    made = plan._replace(operations=tuple(split.operations), constants=split.constants)
    stages, last = _stages(split)
    return RowPlan(made, rows, split.where, stages, last)


def _stages(split: RowSplit) -> tuple[tuple[Stage, ...], tuple[Operation, ...]]:
    number = _stage_numbers(split)
    passes = [_operations_of_stage(split, number, stage) for stage in range(1 + max(number.values(), default=-1))]
    kept = _kept(split, passes)
    rest = [op for op in split.operations if op.result not in split.where and op.result not in split.joins]
    stages = []
    for operations, values in zip(passes, kept, strict=True):
        now = _needed_by(operations, rest)
        rest = [op for op in rest if op not in now]
        joins = tuple(split.joins[op.result] for op in operations if op.result in split.joins)
        stages.append(Stage(tuple(now), tuple(operations), joins, values))
    return tuple(stages), tuple(rest)


def _stage_numbers(split: RowSplit) -> dict[Value, int]:
    """Return the stage of each operation on rows but views: one after the joins on which it depends.

    What is computed from constants, such as random words, waits for the first stage that reads it, so that it need not be kept.
    """
    ready: dict[Value, int] = {}
    number: dict[Value, int] = {}
    for op in split.operations:
        stage = ready[op.result] = max((ready.get(x, 0) for x in op.values), default=0)
        if op.result in split.joins:
            number[op.result], ready[op.result] = stage, stage + 1
        elif op.result in split.where and op.name not in VIEWS:
            number[op.result] = stage
    return number | _postponed(split, number)


def _postponed(split: RowSplit, number: Mapping[Value, int]) -> dict[Value, int]:
    """Return the stages of operations that read no sample, not even indirectly: the first in which their results are read."""
    made_of_constants = set(split.constants)
    for op in split.operations:
        if op.result in split.where and all(x in made_of_constants for x in op.values if x in split.where):
            made_of_constants.add(op.result)
    first: dict[Value, int] = {}
    later: dict[Value, int] = {}
    for op in reversed(split.operations):
        stage = number.get(op.result)
        if op.result in made_of_constants or stage is None:  # a view is read where its result is
            stage = first.get(op.result)
        if op.result in made_of_constants and op.result in number and stage is not None:
            later[op.result] = stage
        if stage is not None:
            first |= {x: min(stage, first.get(x, stage)) for x in op.values}
    return later


def _operations_of_stage(split: RowSplit, number: Mapping[Value, int], stage: int) -> list[Operation]:
    """Return the operations of a stage, with the views that they read."""
    read: set[Value] = set()
    operations = []
    for op in reversed(split.operations):
        is_view = op.name in VIEWS and op.result in split.where
        if number.get(op.result) == stage or (is_view and op.result in read):
            operations.append(op)
            read.update(op.values)
    return operations[::-1]


def _kept(split: RowSplit, passes: list[list[Operation]]) -> list[tuple[Value, ...]]:
    """Return for each stage its by-row values that a later one reads."""
    made = [{op.result: None for op in operations} for operations in passes]
    read = [{x for op in operations for x in op.values} - made[stage].keys() for stage, operations in enumerate(passes)]
    later = [set[Value]().union(*read[stage + 1 :]) for stage in range(len(passes))]
    return [tuple(x for x in made[i] if x in split.where and x in later[i]) for i in range(len(passes))]


def _needed_by(operations: list[Operation], rest: list[Operation]) -> list[Operation]:
    """Return those of the remaining whole operations on which operations on rows depend."""
    read = {x for op in operations for x in op.values}
    now = []
    for op in reversed(rest):
        if op.result in read:
            now.append(op)
            read.update(op.values)
    return now[::-1]
