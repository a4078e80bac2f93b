"""A function of a batch as a program of one rank: its stages on the rows of the shard, with joins between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.arrays import Tree, from_leaves, leaves, map_tree
from bpnet.compiler.exact import in_its_arithmetic, is_exact
from bpnet.compiler.plan import Interpreter, Operation, Plan, Value, example
from bpnet.compiler.row_parts import part_operations
from bpnet.compiler.rows import split_rows
from bpnet.compiler.trace import trace
from bpnet.distributed.agreement import digest
from bpnet.distributed.joins import Joiner, Partials
from bpnet.distributed.shards import parts_of, shards

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bpnet.arrays import Namespace
    from bpnet.backend import Backend
    from bpnet.compiler.rows import RowPlan
    from bpnet.distributed.ranks import Ranks
    from bpnet.distributed.shards import Part


class PlanStep:
    """A plan in the form of a training step, a `bpnet.backend.Step`, so that every backend compiles it.

    Parameters
    ----------
    xp
        Namespace of the arrays.
    plan
        Inputs ``(whole, by_rows)`` and outputs ``made``: tuples of values.

    Notes
    -----
    It is called ``(made, whole, (), x, target, rate) -> value, made, whole, ()``: what it makes takes the place of params, of
    which it reads none; what it only reads is its state; ``x`` and ``target`` are the arrays with rows.
    """

    def __init__(self, xp: Namespace, plan: Plan) -> None:
        self.xp, self.plan = xp, plan

    def __call__(self, made: Tree, whole: Tree, none: Tree, x: Any, target: Tree, rate: Any) -> tuple[Any, ...]:
        """Return ``value, made, whole, ()``."""
        return self.over(self.xp, made, whole, none, x, target, rate)

    def over(self, xp: Namespace, made: Tree, whole: Tree, none: Tree, x: Any, target: Tree, rate: Any) -> tuple[Any, ...]:
        """Run the plan with the functions of another namespace."""
        del made
        by_rows = (x, *target)[: len(self.plan.inputs[1])]
        return rate, self.plan.run(xp, whole, by_rows), whole, none


@dataclass
class Calls:
    """Numbers of calls of parts of steps that have run compiled, and plain."""

    compiled: int = 0
    plain: int = 0


class PlanFunction:
    """A plan with inputs ``(whole, by_rows)`` and outputs ``made`` as a function of arrays, which the backend may compile.

    Its calls are added to ``calls``.
    """

    def __init__(
        self,
        backend: Backend,
        xp: Namespace,
        plan: Plan,
        compile: Callable[[Any], Any] | None,  # noqa: A002 - as in `Backend.compile`
        calls: Calls,
    ) -> None:
        self.backend, self.xp, self.plan, self.calls = backend, xp, plan, calls
        self.interpreter: Interpreter | None = None
        self.placeholders: Tree = None
        step = PlanStep(xp, plan)
        compiled = step if compile is None or not plan.operations else compile(step)
        self.compiled = None if compiled is step else compiled

    def __call__(self, whole: Tree, by_rows: Tree) -> Tree:
        """Return what the plan makes."""
        if self.compiled is None:
            self.calls.plain += bool(self.plan.operations)
            if self.interpreter is None:
                self.interpreter = Interpreter(self.plan, self.xp, whole, by_rows)
            return self.interpreter(whole, by_rows)
        x, *target = by_rows or (self._zero(1),)
        if self.placeholders is None:
            outputs = self.plan.outputs
            self.placeholders = tuple(self.backend.from_host(np.zeros(y.shape, y.dtype), str(y.dtype)) for y in outputs)
        before = getattr(self.compiled, "plain_steps", 0)
        made = self.compiled(self.placeholders, whole, (), x, tuple(target), self._zero())[1]
        plain = getattr(self.compiled, "plain_steps", 0) > before
        self.calls.plain += plain
        self.calls.compiled += not plain
        return made

    def _zero(self, *shape: int) -> Any:
        return self.backend.from_host(np.zeros(shape), "float64")


class StagePart(NamedTuple):
    """A stage on one part of the rows of a batch."""

    function: PlanFunction
    whole: tuple[Value, ...]
    """Whole values that it reads."""
    by_rows: tuple[Value, ...]
    """Values with rows that it reads: of the samples, or kept by earlier stages."""
    partials: tuple[Value, ...]
    """Results that are joined with those of other parts."""
    kept: tuple[Value, ...]
    """Values with rows that later stages read."""


class ShardedProgram:
    """A function of whole arrays and of a batch, run on the shard of one rank.

    Parameters
    ----------
    function
        A `bpnet.backend.Step`, or another pure function of arrays with ``xp`` and ``over(xp, ...)``.
    backend, ranks
        The backend of the arrays, and the ranks.
    templates
        The arguments of the function; of the batch only dtypes and the shapes of rows are used.
    batch
        Positions of the arguments that have rows, on their first axis.
    rows
        Number of rows of the whole batch.
    compile
        Compiles a step, or None.
    calls
        Counts the calls of its parts.

    Attributes
    ----------
    shard
        First row of this rank, and the row after its last.
    shards
        The shards of all ranks.

    Raises
    ------
    TraceError
        If the function cannot be traced, or mixes rows (`RowsError`).
    """

    def __init__(
        self,
        function: Any,
        backend: Backend,
        ranks: Ranks,
        templates: Sequence[Tree],
        batch: Sequence[int],
        rows: int,
        compile: Callable[[Any], Any] | None,  # noqa: A002 - as in `Backend.compile`
        calls: Calls,
    ) -> None:
        self.backend, self.ranks, self.xp, self.batch = backend, ranks, function.xp, tuple(batch)
        self.compile, self.calls = compile, calls
        exact = is_exact(function)
        plan = trace(in_its_arithmetic(function), *_examples(templates, self.batch, rows))
        samples = {value: 0 for at in self.batch for value in leaves(plan.inputs[at])}
        self.split = split_rows(plan, samples)
        self.shards = shards(rows, ranks.size, blocks=exact)
        self.shard = self.shards[ranks.rank]
        parts = [parts_of(shard, rows, blocks=exact) for shard in self.shards]
        self.parts: list[Part] = parts[ranks.rank] if self.split.stages else []
        self.joiners = [Joiner(backend, ranks, self.xp, rows, parts, stage.joins, tree=exact) for stage in self.split.stages]
        self.stages = [[self._stage_part(number, part) for part in self.parts] for number in range(len(self.split.stages))]
        self.last, self.last_inputs = self._last()

    @property
    def digest(self) -> str:
        """The beginning of the SHA-256 of the operations and constants of all rows: the same on all ranks."""
        plan = self.split.plan
        return digest(np.asarray, (np.frombuffer(str(plan).encode(), np.uint8), *plan.constants.values()))

    def _stage_part(self, number: int, part: Part) -> StagePart:
        made = part_operations(self.split, number, part.rows, part.first)
        partials = tuple(join.operation.result for join in made.joins)
        before = [op for stage in self.split.stages[: number + 1] for op in stage.whole]
        plan, whole = _with_whole_operations(self.split, made.plan, before)
        outputs = (*made.plan.outputs[0], *made.plan.outputs[1])
        function = PlanFunction(self.backend, self.xp, plan._replace(outputs=outputs), self.compile, self.calls)
        return StagePart(function, whole, made.by_rows, partials, made.kept)

    def _last(self) -> tuple[PlanFunction, tuple[Value, ...]]:
        """Return the function of whole values that makes the results, and the values that it reads."""
        whole = [op for stage in self.split.stages for op in stage.whole] + list(self.split.last)
        outputs = tuple(leaves(self.split.plan.outputs))
        plan, inputs = _with_whole_operations(self.split, Plan((outputs, ()), (), {}, outputs), whole)
        return PlanFunction(self.backend, self.xp, plan, self.compile, self.calls), inputs

    def __call__(self, *trees: Tree) -> Tree:
        """Run the function; of the arguments with rows, ``trees`` has those of the shard."""
        arrays: Partials = dict(zip(leaves(self.split.plan.inputs), leaves(trees), strict=True))
        kept: list[Partials] = [{} for _ in self.parts]
        for stage, join in zip(self.stages, self.joiners, strict=True):
            partials = []
            for part, rows, mine in zip(stage, self.parts, kept, strict=True):
                made = iter(part.function(tuple(arrays[x] for x in part.whole), self._rows(arrays, mine, part, rows)))
                partials.append({value: next(made) for value in part.partials})
                mine |= {value: next(made) for value in part.kept}
            arrays |= join(partials)
        return from_leaves(self.split.plan.outputs, self.last(tuple(arrays[x] for x in self.last_inputs), ()))

    def _rows(self, arrays: Partials, kept: Partials, part: StagePart, rows: Part) -> tuple[Any, ...]:
        first = rows.first - self.shard[0]
        whole = first == 0 and rows.rows == self.shard[1] - self.shard[0]
        return tuple(
            kept[x] if x in kept else arrays[x] if whole else arrays[x][first : first + rows.rows, ...] for x in part.by_rows
        )


def _examples(templates: Sequence[Tree], batch: Sequence[int], rows: int) -> list[Tree]:
    """Return arrays without memory, in the shapes of all rows."""

    def whole(leaf: Any, *, has_rows: bool) -> Any:
        return example(leaf, (rows, *leaf.shape[1:]) if has_rows else tuple(leaf.shape))

    return [map_tree(lambda leaf, at=at: whole(leaf, has_rows=at in batch), tree) for at, tree in enumerate(templates)]


def _with_whole_operations(split: RowPlan, plan: Plan, before: Iterable[Operation]) -> tuple[Plan, tuple[Value, ...]]:
    """Return a plan that computes what it needs of whole values itself, and the whole values that it still reads.

    These are inputs of all rows, and joined results.
    """
    needed = dict.fromkeys(plan.inputs[0])
    operations: list[Operation] = []
    for op in reversed(list(before)):
        if op.result in needed:
            operations.append(op)
            needed |= dict.fromkeys(op.values)
    computed = {op.result for op in operations}
    constants = {x: array for x, array in split.plan.constants.items() if x in needed and x not in split.where}
    inputs = tuple(x for x in needed if x not in computed and x not in constants)
    made = plan._replace(
        inputs=(inputs, plan.inputs[1]),
        operations=(*reversed(operations), *plan.operations),
        constants=plan.constants | constants,
    )
    return made, inputs
