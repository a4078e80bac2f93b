"""Fusion: groups the operations of a plan into loops, matrix products and library calls.

An elementwise operation joins the first loop over its shape in which all of its operands are known; so does a reduction, whose
result is known after that loop. Views belong to no group: they are other ways to read their root.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.arrays import leaves
from bpnet.compiler.operations import COMPARISONS, OPERATIONS, REDUCTIONS, VIEWS, Domain
from bpnet.compiler.plan import Operation, Plan, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bpnet.compiler.lengths import Lengths

FLOATS = frozenset({"float64", "float32"})
LOOP_DTYPES = FLOATS | {"int64", "bool"}
"""Dtypes of values in compiled loops."""
BITS = 64
KEEP_ORDER = frozenset({"expand_dims", "reshape", "squeeze"})
"""Views whose elements are in the same order as those of the operand."""
SYMBOLS = {row.name: row.symbol for row in OPERATIONS.values() if row.symbol}
"""Source of operations on numbers, the same in Python, C and CUDA."""


class FusedGroup(NamedTuple):
    """Operations that run together: a loop over a shape, a matrix product, or a library call."""

    kind: str
    """"loop", "matmul" or "call"."""
    shape: tuple[int, ...]
    operations: list[Operation]

    def reads(self) -> Iterator[Value]:
        """Yield the values that the operations of this group read."""
        return (x for op in self.operations for x in op.values)


class FusedPlan(NamedTuple):
    """A plan as groups in execution order, and its views."""

    groups: list[FusedGroup]
    views: dict[Value, Operation]
    made: dict[Value, int]
    """Index of the group that computes each value."""
    inside: set[Value]
    """Results of elementwise operations, which are known inside their loop."""

    def root(self, value: Value) -> Value:
        """Return the value that a view, or a view of a view, refers to; for any other value, the value itself."""
        while value in self.views:
            value = self.views[value].operands[0]
        return value

    def with_groups(self, groups: Iterable[FusedGroup]) -> FusedPlan:
        """Return the plan with its operations in other groups."""
        made = list(groups)
        return self._replace(groups=made, made={op.result: i for i, group in enumerate(made) for op in group.operations})


def fuse(plan: Plan, kind_of: Callable[[Operation], str], lengths: Lengths | None = None) -> FusedPlan:
    """Group the operations of a plan; a backend's ``kind_of`` returns "loop", "matmul" or "call" for each.

    With ``lengths``, loops that have the same shape only by chance, for this number of rows, stay apart.
    """
    fused = FusedPlan([], {}, {}, set())
    shape_of = (lambda x: x.shape) if lengths is None else lengths.shapes
    in_order: set[Value] = set()
    for op in _scalars_first(plan):
        source = op.operands[0]
        if op.name in VIEWS and (op.name != "reshape" or source not in fused.views or source in in_order):
            fused.views[op.result] = op
            if op.name in KEEP_ORDER and (source not in fused.views or source in in_order):
                in_order.add(op.result)
            continue
        kind = kind_of(op)
        index = _group_index(fused, op, kind, shape_of)
        if index == len(fused.groups):
            fused.groups.append(FusedGroup(kind, _looped(op).shape, []))
        fused.groups[index].operations.append(op)
        fused.made[op.result] = index
        if kind == "loop" and op.name not in REDUCTIONS:
            fused.inside.add(op.result)
    return fused


def _scalars_first(plan: Plan) -> list[Operation]:
    """Return the operations with those on 0-d values only first, so that their results are known before any loop begins.

    Otherwise a loop over all params would be split where it needs such a number.
    """
    scalars = {x for x in (*leaves(plan.inputs), *plan.constants) if not x.shape}
    early: list[Operation] = []
    late: list[Operation] = []
    for op in plan.operations:
        is_scalar = not op.result.shape and all(x in scalars for x in op.values)
        (early if is_scalar else late).append(op)
        if is_scalar:
            scalars.add(op.result)
    return early + late


def _looped(op: Operation) -> Value:
    """Return the value over whose elements an operation loops."""
    value: Value = op.operands[0] if op.name in REDUCTIONS else op.result
    return value


def _group_index(fused: FusedPlan, op: Operation, kind: str, shape_of: Callable[[Value], Any]) -> int:
    """Return the index of the group that an operation belongs to; it may be a new one."""
    first = 0
    for operand in op.values:
        root = fused.root(operand)
        if root in fused.made:
            known_inside = root is operand and root in fused.inside
            first = max(first, fused.made[root] + (not known_inside))
    if kind == "loop":
        shape = shape_of(_looped(op))
        for index in range(first, len(fused.groups)):
            group = fused.groups[index]
            if group.kind == "loop" and shape_of(_looped(group.operations[0])) == shape:
                return index
    return len(fused.groups)


def is_matrix_product(op: Operation) -> bool:
    """Return True for a product of two matrices of the same floating-point dtype."""
    values = (*op.values, op.result)
    dtypes = {str(x.dtype) for x in values}
    matrices = all(len(x.shape) == 2 for x in values)  # noqa: PLR2004 - matrices
    return op.name == "matmul" and len(dtypes) == 1 and dtypes <= FLOATS and matrices


def is_in_domain(op: Operation, domain: Domain) -> bool:
    """Return True if the operands of an operation have dtypes of a domain, which can represent its Python numbers."""
    operands, numbers = {str(x.dtype) for x in op.values}, [x for x in op.operands if not isinstance(x, Value)]
    dtypes = operands | {str(op.result.dtype)}
    if domain is Domain.FLOATS:
        return operands <= FLOATS
    if domain is Domain.SHIFTS:
        return dtypes == {"int64"} and all(type(x) is int and 0 <= x < BITS for x in op.operands[1:])
    if domain is Domain.INTEGERS:
        return len(dtypes) == 1 and not dtypes & FLOATS
    known = LOOP_DTYPES - {"bool"} if domain is Domain.NUMBERS else LOOP_DTYPES
    return dtypes <= known and all(isinstance(x, float) or abs(x) < 1 << (BITS - 1) for x in numbers)


def common_dtype(op: Operation) -> str:
    """Return the dtype in which an operation computes, to which its operands are cast as in NumPy."""
    compared = np.result_type(*(x.dtype if isinstance(x, Value) else x for x in op.operands))
    return str(compared if op.name in COMPARISONS else op.result.dtype)


def format_operands(
    op: Operation, names: Sequence[str], number: Callable[[Any, str], str], cast: Callable[[str, str], str]
) -> list[str]:
    """Return the operands of an operation as source, cast to the dtype in which it computes."""
    common, operands = common_dtype(op), []
    for index, (operand, name) in enumerate(zip(op.operands, names, strict=True)):
        keeps = op.name in {"astype", "copy"} or (op.name == "where" and index == 0)
        if not isinstance(operand, Value):
            operands.append(number(operand, common))
        else:
            operands.append(name if keeps or str(operand.dtype) == common else cast(name, common))
    return operands
