"""Operations of one part of the rows, and an interpreter that runs a plan part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from bpnet.arrays import Namespace, Tree, leaves, map_tree
from bpnet.compiler.nodes import BLOCK, Nodes, count_blocks, maximal_nodes, rows_of_node
from bpnet.compiler.plan import Operation, Value, apply
from bpnet.compiler.row_axes import Rows, key_parts
from bpnet.compiler.rows import Join, RowPlan

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Part(NamedTuple):
    """The operations of a stage on some consecutive rows.

    Whole values, and partials before they are joined, are the same `Value` objects as in the plan of all rows.
    """

    operations: tuple[Operation, ...]
    values: dict[Value, Value]
    """The value of this part for each by-row value of all rows that the operations read or compute."""
    constants: dict[Value, NDArray[Any]]
    """Constants of this part: slices of those of all rows."""
    joins: tuple[Join, ...]
    """The partials to which this part contributes: not to the pick of a row that it does not have."""


def part_operations(split: RowPlan, stage: int, rows: int, first: int = 0) -> Part:
    """Return the operations of a stage on ``rows`` rows, beginning with row ``first``.

    They differ from those of another part of the same length in their constants and picks only.
    """
    if not 0 <= first < first + rows <= split.rows:
        raise ValueError(f"expected some of {split.rows} rows, got rows {first} to {first + rows - 1}")
    joins = [join for join in split.stages[stage].joins if join.kind != "pick" or first <= join.row < first + rows]
    given = {join.operation.result for join in split.stages[stage].joins}
    mine = {join.operation.result: join for join in joins}
    operations = [op for op in split.stages[stage].operations if op.result in mine or op.result not in given]
    by_rows = [x for op in operations for x in (*op.values, op.result) if x in split.where]
    values = {x: _value_of_part(x, split.where[x], rows) for x in by_rows}
    constants = {
        values[x]: _slice(split.plan.constants[x], split.where[x], split.rows, first, rows)
        for x in values
        if x in split.plan.constants
    }
    made = [_operation_of_part(op, split, values, mine.get(op.result), first) for op in operations]
    results = {op.result: op for op in made}
    return Part(tuple(made), values, constants, tuple(j._replace(operation=results[j.operation.result]) for j in joins))


def _value_of_part(value: Value, at: Rows, rows: int) -> Value:
    shape = (*value.shape[: at.axis], at.length(rows), *value.shape[at.axis + 1 :])
    return Value(value.number, shape, value.dtype)


def _slice(array: NDArray[Any], at: Rows, rows: int, first: int, n: int) -> NDArray[Any]:
    """Return the part of a constant that belongs to rows ``first, ..., first + n - 1``."""
    before, after = array.shape[: at.axis], array.shape[at.axis + 1 :]
    folded = array.reshape(*before, at.outer, rows, at.width, *after)
    part = folded[(slice(None),) * (at.axis + 1) + (slice(first, first + n),)]
    return part.reshape(*before, at.length(n), *after)


def _operation_of_part(op: Operation, split: RowPlan, values: dict[Value, Value], join: Join | None, first: int) -> Operation:
    operands = tuple(values.get(x, x) if isinstance(x, Value) else x for x in op.operands)
    options, result = dict(op.options), values.get(op.result, op.result)
    if "shape" in options:
        options["shape"] = result.shape
    if op.name == "getitem" and op.operands[0] in values:
        options["key"] = _key_of_part(op, split.where[op.operands[0]].axis, join, first)
    return Operation(op.name, operands, tuple(options.items()), result)


def _key_of_part(op: Operation, axis: int, join: Join | None, first: int) -> tuple[Any, ...]:
    """Return a key that reads all rows of a part, or its row ``join.row - first``."""
    parts = key_parts(op)
    at = [i for i, part in enumerate(parts) if part is not None][axis]
    parts[at] = _shift(parts[at], join.row - first) if join else slice(None)
    return tuple(parts)


def _shift(part: int | slice, row: int) -> int | slice:
    return row if isinstance(part, int) else slice(row, row + 1)


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
    arrays: dict[Value, Any] = dict(zip(leaves(split.plan.inputs), leaves(tuple(trees)), strict=True))
    run = _Run(split, xp, arrays, list(_nodes(split.rows, sizes)))
    for value, constant in split.plan.constants.items():
        if value not in split.where:
            arrays[value] = run.constant(constant)
    for number, stage in enumerate(split.stages):
        run.apply(stage.whole, arrays)
        run.stage(number)
    run.apply(split.last, arrays)
    return map_tree(arrays.__getitem__, split.plan.outputs)


def _nodes(rows: int, sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the maximal nodes of all parts."""
    first = 0
    for size in sizes:
        if size < 1 or first % BLOCK:
            raise ValueError(f"parts must have multiples of {BLOCK} rows, but for the last, got {list(sizes)}")
        yield from maximal_nodes(first // BLOCK, count_blocks(first + size), count_blocks(rows))
        first += size
    if first != rows:
        raise ValueError(f"the parts have {first} rows, expected {rows}")


class _Run:
    """The state of `run_in_parts`: whole arrays, and by-row arrays of each node."""

    def __init__(self, split: RowPlan, xp: Namespace, arrays: dict[Value, Any], nodes: list[tuple[int, int]]) -> None:
        self.split, self.xp, self.arrays, self.nodes = split, xp, arrays, nodes
        self.kept: dict[tuple[int, int], dict[Value, Any]] = {node: {} for node in nodes}
        self.combine: dict[str, Callable[[Any, Any], Any]] = {
            "sum": lambda left, right: left + right,
            "max": xp.maximum,
            "min": xp.minimum,
            "all": xp.logical_and,
            "any": xp.logical_or,
        }

    def constant(self, values: NDArray[Any]) -> Any:
        device = getattr(next(iter(self.arrays.values())), "device", None)
        return self.xp.asarray(values, dtype=getattr(self.xp, str(values.dtype)), device=device)

    def apply(self, operations: Sequence[Operation], arrays: dict[Value, Any]) -> None:
        for op in operations:
            arrays[op.result] = apply(self.xp, op, [arrays[x] if isinstance(x, Value) else x for x in op.operands])

    def stage(self, number: int) -> None:
        """Run a stage node by node, and join its partials."""
        n_blocks = count_blocks(self.split.rows)
        joins = {join.operation.result: join.kind for join in self.split.stages[number].joins}
        trees = {value: Nodes(n_blocks, self.combine[kind]) for value, kind in joins.items() if kind != "pick"}
        for node in self.nodes:
            for value, partial in self.part(number, node).items():
                if value in trees:
                    trees[value].add(*node, partial)
                else:
                    self.arrays[value] = partial
        self.arrays |= {value: tree.root for value, tree in trees.items()}

    def part(self, number: int, node: tuple[int, int]) -> dict[Value, Any]:
        """Run a stage on the rows of one node; return its partials."""
        first, rows = rows_of_node(*node, self.split.rows)
        part = part_operations(self.split, number, rows, first)
        arrays = self.arrays | {value: self.constant(values) for value, values in part.constants.items()}
        for whole, value in part.values.items():
            if whole in self.kept[node]:
                arrays[value] = self.kept[node][whole]
            elif whole in self.arrays:  # a sample
                at = self.split.where[whole]
                arrays[value] = self.arrays[whole][(slice(None),) * at.axis + (slice(first, first + rows), ...)]
        self.apply(part.operations, arrays)
        self.kept[node] |= {x: arrays[part.values[x]] for x in self.split.stages[number].kept}
        return {join.operation.result: arrays[join.operation.result] for join in part.joins}
