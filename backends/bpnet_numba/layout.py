"""How the rows of a batch are divided into blocks and tasks, or why they are not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from bpnet.arithmetic.namespace import TERMS
from bpnet.arrays import leaves
from bpnet.compiler.memory import stored_values
from bpnet.compiler.operations import VIEWS
from bpnet.compiler.row_parts import part_operations
from bpnet.compiler.rows import RowPlan, RowsError, Stage, split_rows
from bpnet_numba.rounds import DIVIDED_FLOPS
from bpnet_numba.section import fuse_stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.compiler.plan import Operation, Plan, Value
    from bpnet.compiler.rows import Join
    from bpnet_numba.batch import NumbaBatch

CACHE = 1 << 18
"""Size in bytes of the values of a block, at least: several times what a call and the sum of two nodes cost."""
UNEVEN = 1.5
"""Maximum ratio of the rows of a thread to the mean."""
NODES = 1 << 20
"""Maximum size of the partial results of a block in bytes, for which blocks pay on one thread."""
LARGE = 1 << 18
"""Size in bytes of weights, above which a product copies them; and of the sum of a product over rows, above which threads divide
its elements in place of its terms."""
TASKS, MOST = 8, 64
"""Maximum number of tasks per thread, and of all tasks."""


class NotFasterError(RowsError):
    """A step is not faster in blocks of rows."""


class Layout(NamedTuple):
    """How the rows of a batch are divided."""

    total: int
    """Rows of the batch."""
    rows: int
    """Rows of a block: a multiple of 32 by a power of two."""
    blocks: int
    span: int
    """Blocks of a task, a power of two."""
    tasks: int


def after_stages(split: RowPlan, moves: Callable[[Join], bool]) -> RowPlan:
    """Return a plan in which some joins are operations on all rows, after their stage, which keeps the rows that they read.

    The pick of a row is such a join, since it is a view of all rows.
    """
    roots, stages = split.plan.view_bases(), list[Stage]()
    moved: tuple[Operation, ...] = ()
    for stage in split.stages:
        whole, moved = (*moved, *stage.whole), tuple(join.operation for join in stage.joins if moves(join))
        made = {op.result: None for op in stage.operations}
        bases = {roots.get(x, x) for op in moved for x in op.values}
        kept = (*stage.kept, *(x for x in made if x in bases and x not in stage.kept))
        operations = tuple(op for op in stage.operations if op not in moved)
        stages.append(Stage(whole, operations, tuple(join for join in stage.joins if not moves(join)), kept))
        moved = tuple(op for op in moved if op.name not in VIEWS)
    return RowPlan(split.plan, split.rows, split.where, tuple(stages), (*moved, *split.last))


def divide_rows(plan: Plan, threads: int, program: type[NumbaBatch], rows: int = 0) -> tuple[RowPlan, Layout]:
    """Return the stages of a step, and the layout of their rows for a number of threads, in blocks of ``rows`` if given.

    If there is more than one, a step in exact arithmetic that cannot run in blocks of rows has no stages: threads divide the
    elements of each operation.

    Raises
    ------
    RowsError
        If the step cannot run in blocks of rows; `NotFasterError`, if it would not be faster.
    """
    divides = _divides_elements(threads, program)

    def is_after(join: Join) -> bool:
        large = join.operation.name == "matmul" and _nbytes(join.operation.result) > LARGE
        return join.kind == "pick" or (large and divides)

    try:
        split = after_stages(split_rows(plan), is_after)
        known = rows and split.stages and (rows <= split.rows or split.where.keys().isdisjoint(split.plan.constants))
        return split, divide_blocks(split.rows, rows, threads) if known else choose_layout(split, threads, program)
    except RowsError:
        if not divides or all(op.name != "matmul" or op.flops < DIVIDED_FLOPS for op in plan.operations):
            raise
        return RowPlan(plan, 1, {}, (), plan.operations), Layout(1, 1, 1, 1, 1)


def choose_layout(split: RowPlan, threads: int, program: type[NumbaBatch]) -> Layout:
    """Return the layout for a number of threads; in native arithmetic, blocks do not depend on it: they are the order of sums."""
    if not split.stages:
        raise NotFasterError("the step cannot run in blocks of rows: there is a single row")
    partials = sum(_nbytes(join.operation.result) for stage in split.stages for join in stage.joins)
    products = (op for stage in split.stages for op in stage.operations if op.name == "matmul")
    weights = [x for op in products for x in op.operands if x not in split.where]
    if any(x.size > program.largest_weights for x in weights):
        raise NotFasterError("the step is not faster in blocks of rows: BLAS computes one of its products faster")
    divides = _divides_elements(threads, program)
    large = divides and any(_nbytes(x) > LARGE for x in weights)
    width = _bytes_per_row(split, program.kind)
    rows = TERMS
    while rows < split.rows if large else rows * width < max(CACHE, partials // 2):
        rows *= 2
    if divides:
        while rows > TERMS and math.ceil(math.ceil(split.rows / rows) / threads) * rows * threads > UNEVEN * split.rows:
            rows //= 2
    elif partials > NODES:
        raise NotFasterError("the step is not faster in blocks of rows: its partial results are too large for the cache")
    if rows >= split.rows:
        raise NotFasterError("the step has a single block of rows")
    return divide_blocks(split.rows, rows, threads)


def divide_blocks(total: int, rows: int, threads: int) -> Layout:
    """Return the layout for blocks of some rows."""
    blocks, span = -(-total // rows), 1
    most = 1 if threads == 1 else min(TASKS * threads, MOST)
    while -(-blocks // span) > most:
        span *= 2
    return Layout(total, rows, blocks, span, -(-blocks // span))


def _bytes_per_row(split: RowPlan, kind: Callable[[Operation], str]) -> int:
    """Return the size of the values of a row that are stored, samples included."""
    total = 0
    for number in range(len(split.stages)):
        part = part_operations(split, number, 1)
        fused = fuse_stage(part.plan, kind)
        stored = stored_values(fused, set(leaves(part.plan.outputs[1]))) - set(leaves(part.plan.outputs[0]))
        total += sum(map(_nbytes, (*stored, *part.plan.inputs[1])))
    return max(1, total)


def _divides_elements(threads: int, program: type[NumbaBatch]) -> bool:
    """Return True in exact arithmetic on several threads: no product is faster by BLAS, and blocks do not enter the bits."""
    return threads > 1 and program.largest_weights == math.inf


def _nbytes(x: Value) -> int:
    return x.size * x.dtype.itemsize
