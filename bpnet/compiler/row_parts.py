"""Operations of one part of the rows, and an interpreter that runs a plan part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from bpnet.arithmetic.namespace import TERMS
from bpnet.arrays import Namespace, Tree, leaves, map_tree
from bpnet.compiler.nodes import Nodes, combine, count_blocks, maximal_nodes, rows_of_node
from bpnet.compiler.plan import Operation, Plan, Value, apply
from bpnet.compiler.row_axes import Rows, key_parts
from bpnet.compiler.row_split import Join
from bpnet.compiler.rows import RowPlan

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Part(NamedTuple):
    """A stage on some consecutive rows."""

    plan: Plan
    """Inputs ``(whole, by_rows)``, outputs ``(partials, kept)``, each a tuple of values.

    Whole values, and partials before they are joined, are the same `Value` objects as in the plan of all rows. Constants with
    rows are slices of those of all rows.
    """
    by_rows: tuple[Value, ...]
    """The values of all rows, samples or kept by earlier stages, whose rows are the inputs ``plan.inputs[1]``."""
    joins: tuple[Join, ...]
    """The partials ``plan.outputs[0]``: all of the stage but the picks of rows that this part does not have."""
    kept: tuple[Value, ...]
    """The values of all rows whose rows are the outputs ``plan.outputs[1]``."""


def part_operations(split: RowPlan, stage: int, rows: int, first: int = 0) -> Part:
    """Return the operations of a stage on ``rows`` rows, beginning with row ``first``.

    They differ from those of another part of the same length in their constants and picks only. If no constant has rows, there
    may be more than those of the batch: the operations of a longer part of a larger batch.
    """
    is_longer = first == 0 and rows > split.rows and split.where.keys().isdisjoint(split.plan.constants)
    if not (is_longer or 0 <= first < first + rows <= split.rows):
        raise ValueError(f"expected some of {split.rows} rows, got rows {first} to {first + rows - 1}")
    whole_stage, constants = split.stages[stage], split.plan.constants
    joins = tuple(join for join in whole_stage.joins if join.kind != "pick" or first <= join.row < first + rows)
    absent = {join.operation.result for join in whole_stage.joins if join not in joins}
    operations = [op for op in whole_stage.operations if op.result not in absent]
    used = dict.fromkeys(x for op in operations for x in (*op.values, op.result))
    values = {x: _value_of_part(x, split.where[x], rows) for x in used if x in split.where}
    picks = {join.operation.result: join.row - first for join in joins if join.kind == "pick"}
    made = [_operation_of_part(op, split, values, picks.get(op.result)) for op in operations]
    results = {op.result for op in operations}
    given = [x for x in used if x not in results and x not in constants]
    by_rows = tuple(x for x in given if x in values)
    plan = Plan(
        (tuple(x for x in given if x not in values), tuple(values[x] for x in by_rows)),
        tuple(made),
        {values.get(x, x): _constant_of_part(split, x, rows, first) for x in used if x in constants},
        (tuple(join.operation.result for join in joins), tuple(values[x] for x in whole_stage.kept)),
    )
    return Part(plan, by_rows, joins, whole_stage.kept)


def _value_of_part(value: Value, at: Rows, rows: int) -> Value:
    shape = (*value.shape[: at.axis], at.length(rows), *value.shape[at.axis + 1 :])
    return Value(value.number, shape, value.dtype)


def _constant_of_part(split: RowPlan, value: Value, rows: int, first: int) -> NDArray[Any]:
    array, at = split.plan.constants[value], split.where.get(value)
    return array if at is None else _slice(array, at, split.rows, first, rows)


def _slice(array: NDArray[Any], at: Rows, rows: int, first: int, n: int) -> NDArray[Any]:
    """Return the part of a constant that belongs to rows ``first, ..., first + n - 1``."""
    before, after = array.shape[: at.axis], array.shape[at.axis + 1 :]
    folded = array.reshape(*before, at.outer, rows, at.width, *after)
    part = folded[(slice(None),) * (at.axis + 1) + (slice(first, first + n),)]
    return part.reshape(*before, at.length(n), *after)


def _operation_of_part(op: Operation, split: RowPlan, values: dict[Value, Value], pick: int | None) -> Operation:
    operands = tuple(values.get(x, x) if isinstance(x, Value) else x for x in op.operands)
    options, result = dict(op.options), values.get(op.result, op.result)
    if "shape" in options:
        options["shape"] = result.shape
    if op.name == "getitem" and op.operands[0] in values:
        options["key"] = _key_of_part(op, split.where[op.operands[0]].axis, pick)
    return Operation(op.name, operands, tuple(options.items()), result)


def _key_of_part(op: Operation, axis: int, pick: int | None) -> tuple[Any, ...]:
    """Return a key that reads all rows of a part, or one of them."""
    parts = key_parts(op)
    at = [i for i, part in enumerate(parts) if part is not None][axis]
    if pick is None:
        parts[at] = slice(None)
    else:
        parts[at] = pick if isinstance(parts[at], int) else slice(pick, pick + 1)
    return tuple(parts)


def run_in_parts(split: RowPlan, xp: Namespace, trees: Sequence[Tree], sizes: Sequence[int]) -> Tree:
    """Interpret a plan on parts of the rows: the reference for executors, with the bits of ``plan.run``.

    The bits are those of ``plan.run`` if sums of the namespace are in blocks of 32 rows and in the order of `Nodes`.

    Parameters
    ----------
    split
        From `split_rows`.
    xp
        Namespace of the arrays.
    trees
        Arguments of the step.
    sizes
        Numbers of rows of the parts, in order: multiples of 32, but for the last.
    """
    run = _Run(split, xp, tuple(trees), list(_nodes(split.rows, sizes)))
    for number, stage in enumerate(split.stages):
        run.apply(stage.whole)
        run.stage(number)
    run.apply(split.last)
    return map_tree(run.arrays.__getitem__, split.plan.outputs)


def _nodes(rows: int, sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the maximal nodes of all parts."""
    first = 0
    for size in sizes:
        if size < 1 or first % TERMS:
            raise ValueError(f"parts must have multiples of {TERMS} rows, but for the last, got {list(sizes)}")
        yield from maximal_nodes(first // TERMS, count_blocks(first + size), count_blocks(rows))
        first += size
    if first != rows:
        raise ValueError(f"the parts have {first} rows, expected {rows}")


class _Run:
    """The state of `run_in_parts`: samples and whole arrays, and the kept arrays of each node."""

    def __init__(self, split: RowPlan, xp: Namespace, trees: Tree, nodes: list[tuple[int, int]]) -> None:
        self.split, self.xp = split, xp
        self.arrays: dict[Value, Any] = dict(zip(leaves(split.plan.inputs), leaves(trees), strict=True))
        device = getattr(next(iter(self.arrays.values())), "device", None)
        for value, constant in split.plan.constants.items():
            if value not in split.where:
                self.arrays[value] = xp.asarray(constant, dtype=getattr(xp, str(constant.dtype)), device=device)
        self.kept: dict[tuple[int, int], dict[Value, Any]] = {node: {} for node in nodes}

    def apply(self, operations: Sequence[Operation]) -> None:
        """Run operations on whole arrays."""
        for op in operations:
            operands = [self.arrays[x] if isinstance(x, Value) else x for x in op.operands]
            self.arrays[op.result] = apply(self.xp, op, operands)

    def stage(self, number: int) -> None:
        """Run a stage node by node, and join its partials."""
        n_blocks, joins = count_blocks(self.split.rows), self.split.stages[number].joins
        trees = {j.operation.result: Nodes(n_blocks, combine(self.xp, j.kind)) for j in joins if j.kind != "pick"}
        picks: dict[Value, Any] = {}
        for node in self.kept:
            for value, partial in self.part(number, node).items():
                if value in trees:
                    trees[value].add(*node, partial)
                else:
                    picks[value] = partial
        self.arrays |= picks | {value: tree.root for value, tree in trees.items()}

    def part(self, number: int, node: tuple[int, int]) -> dict[Value, Any]:
        """Run a stage on the rows of one node; return its partials."""
        first, rows = rows_of_node(*node, self.split.rows)
        part = part_operations(self.split, number, rows, first)
        whole = tuple(self.arrays[x] for x in part.plan.inputs[0])
        by_rows = tuple(self.rows_of(x, node, slice(first, first + rows)) for x in part.by_rows)
        partials, kept = part.plan.run(self.xp, whole, by_rows)
        self.kept[node] |= zip(part.kept, kept, strict=True)
        return {join.operation.result: partial for join, partial in zip(part.joins, partials, strict=True)}

    def rows_of(self, value: Value, node: tuple[int, int], rows: slice) -> Any:
        """Return the rows of a node: of a sample, or kept by an earlier stage."""
        if value in self.kept[node]:
            return self.kept[node][value]
        return self.arrays[value][(slice(None),) * self.split.where[value].axis + (rows, ...)]
