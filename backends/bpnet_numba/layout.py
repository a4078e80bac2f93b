"""How the rows of a batch are divided into blocks and tasks, or why they are not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from bpnet.arithmetic.namespace import TERMS
from bpnet.arrays import leaves
from bpnet.compiler.fusion import fuse
from bpnet.compiler.memory import stored_values
from bpnet.compiler.row_parts import part_operations
from bpnet.compiler.rows import RowPlan, RowsError, Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.compiler.plan import Operation
    from bpnet_numba.batch import NumbaBatch

CACHE = 1 << 18
"""Size in bytes of the values of a block, at least: several times what a call and the sum of two nodes cost."""
UNEVEN = 1.5
"""Maximum ratio of the rows of a thread to the mean."""
NODES = 1 << 20
"""Maximum size of the partial results of a block in bytes, for which blocks pay on one thread."""
TASKS, MOST = 8, 64
"""Maximum number of tasks per thread, and of all tasks."""


class Layout(NamedTuple):
    """How the rows of a batch are divided."""

    rows: int
    """Rows of a block: a multiple of 32 by a power of two."""
    blocks: int
    span: int
    """Blocks of a task, a power of two."""
    tasks: int


def without_picks(split: RowPlan) -> RowPlan:
    """Return a plan whose stages keep the values of which a row is picked, since that is a view of all rows of them."""
    roots, stages = split.plan.view_bases(), list[Stage]()
    inputs = set(leaves(split.plan.inputs))
    for stage in split.stages:
        picked = [join.operation for join in stage.joins if join.kind == "pick"]
        made = {op.result for op in stage.operations}
        bases = {roots.get(op.operands[0], op.operands[0]) for op in picked}
        kept = (*stage.kept, *(x for x in bases if x in made and x not in stage.kept and x not in inputs))
        operations = tuple(op for op in stage.operations if op not in picked)
        stages.append(Stage(stage.whole, operations, tuple(join for join in stage.joins if join.kind != "pick"), kept))
    return RowPlan(split.plan, split.rows, split.where, tuple(stages), split.last)


def choose_layout(split: RowPlan, threads: int, program: type[NumbaBatch]) -> Layout:
    """Return the layout for a number of threads; in native arithmetic, blocks do not depend on it: they are the order of sums.

    Raises
    ------
    RowsError
        If there is a single block.
    """
    if not split.stages:
        raise RowsError("the step cannot run in blocks of rows: there is a single row")
    partials = sum(j.operation.result.size * j.operation.result.dtype.itemsize for stage in split.stages for j in stage.joins)
    products = (op for stage in split.stages for op in stage.operations if op.name == "matmul")
    if any(x.size > program.largest_weights for op in products for x in op.operands if x not in split.where):
        raise RowsError("the step is not faster in blocks of rows: BLAS computes one of its products faster")
    width = _bytes_per_row(split, program.kind)
    rows = TERMS
    while rows * width < max(CACHE, partials // 2):
        rows *= 2
    if threads > 1 and program.largest_weights == math.inf:
        while rows > TERMS and math.ceil(math.ceil(split.rows / rows) / threads) * rows * threads > UNEVEN * split.rows:
            rows //= 2
    elif partials > NODES:
        raise RowsError("the step is not faster in blocks of rows: its partial results are too large for the cache")
    blocks = -(-split.rows // rows)
    if blocks == 1:
        raise RowsError("the step has a single block of rows")
    span = 1
    most = 1 if threads == 1 else min(TASKS * threads, MOST)
    while -(-blocks // span) > most:
        span *= 2
    return Layout(rows, blocks, span, -(-blocks // span))


def _bytes_per_row(split: RowPlan, kind: Callable[[Operation], str]) -> int:
    """Return the size of the values of a row that are stored, samples included."""
    total = 0
    for number in range(len(split.stages)):
        part = part_operations(split, number, 1)
        fused = fuse(part.plan, kind)
        stored = stored_values(fused, set(leaves(part.plan.outputs[1]))) - set(leaves(part.plan.outputs[0]))
        total += sum(x.size * x.dtype.itemsize for x in (*stored, *part.plan.inputs[1]))
    return max(1, total)
