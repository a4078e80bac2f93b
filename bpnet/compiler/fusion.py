"""Fusion: which operations of a plan share a loop, which are a product of matrices, and which are calls of a library.

An operation element by element joins the first loop over its shape in which all that it needs is known; so does a reduction,
whose result is known after that loop. Views are no operations here: they are other ways to read what they are views of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.arrays import leaves
from bpnet.compiler.operations import COMPARISONS, OPERATIONS, REDUCTIONS, VIEWS, Domain
from bpnet.compiler.plan import Operation, Plan, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

FLOATS = frozenset({"float64", "float32"})
LOOP_DTYPES = FLOATS | {"int64", "bool"}
"""The dtypes of values in compiled loops."""
BITS = 64
KEEP_ORDER = frozenset({"expand_dims", "reshape", "squeeze"})
"""Views whose elements lie as in what they are views of."""
SYMBOLS = {row.name: row.symbol for row in OPERATIONS.values() if row.symbol}
"""Operations on numbers, as Python, C and CUDA alike write them."""


class FusedGroup(NamedTuple):
    """Operations that run together: a loop over a shape, a product, or a call of a library."""

    kind: str
    """"loop", "matmul" or "call"."""
    shape: tuple[int, ...]
    operations: list[Operation]

    def reads(self) -> Iterator[Value]:
        """Each value that an operation of this group has as an operand."""
        return (x for op in self.operations for x in op.values)


class FusedPlan(NamedTuple):
    """A plan as groups in their order, and its views."""

    groups: list[FusedGroup]
    views: dict[Value, Operation]
    made: dict[Value, int]
    """The index of the group that makes a value."""
    inside: set[Value]
    """Values made element by element: known inside their loop."""

    def root(self, value: Value) -> Value:
        """What a view, or a view of a view, is a view of; any other value itself."""
        while value in self.views:
            value = self.views[value].operands[0]
        return value


def fuse(plan: Plan, kind_of: Callable[[Operation], str]) -> FusedPlan:
    """Group the operations of a plan; ``kind_of`` says what a backend makes of each: "loop", "matmul" or "call"."""
    fused = FusedPlan([], {}, {}, set())
    in_order: set[Value] = set()
    for op in _scalars_first(plan):
        source = op.operands[0]
        if op.name in VIEWS and (op.name != "reshape" or source not in fused.views or source in in_order):
            fused.views[op.result] = op
            if op.name in KEEP_ORDER and (source not in fused.views or source in in_order):
                in_order.add(op.result)
            continue
        kind = kind_of(op)
        shape = source.shape if op.name in REDUCTIONS else op.result.shape
        index = _group_of(fused, op, kind, shape)
        if index == len(fused.groups):
            fused.groups.append(FusedGroup(kind, shape, []))
        fused.groups[index].operations.append(op)
        fused.made[op.result] = index
        if kind == "loop" and op.name not in REDUCTIONS:
            fused.inside.add(op.result)
    return fused


def _scalars_first(plan: Plan) -> list[Operation]:
    """The operations in an order in which what is computed of 0-d values only is known before any loop begins.

    Otherwise a loop over all params would end where it needs a number that a later sum has nothing to do with.
    """
    scalars = {x for x in (*leaves(plan.inputs), *plan.constants) if not x.shape}
    early: list[Operation] = []
    late: list[Operation] = []
    for op in plan.operations:
        of_scalars = not op.result.shape and all(x in scalars for x in op.values)
        (early if of_scalars else late).append(op)
        if of_scalars:
            scalars.add(op.result)
    return early + late


def _group_of(fused: FusedPlan, op: Operation, kind: str, shape: tuple[int, ...]) -> int:
    """The index of the group that an operation belongs to."""
    first = 0
    for operand in op.values:
        root = fused.root(operand)
        if root in fused.made:
            known_inside = root is operand and root in fused.inside
            first = max(first, fused.made[root] + (not known_inside))
    if kind == "loop":
        for index in range(first, len(fused.groups)):
            if fused.groups[index].kind == "loop" and fused.groups[index].shape == shape:
                return index
    return len(fused.groups)


def is_matrix_product(op: Operation) -> bool:
    """Return True for a product of two matrices of one dtype of floats."""
    values = (*op.values, op.result)
    dtypes = {str(x.dtype) for x in values}
    matrices = all(len(x.shape) == 2 for x in values)  # noqa: PLR2004 - matrices
    return op.name == "matmul" and len(dtypes) == 1 and dtypes <= FLOATS and matrices


def is_in_domain(op: Operation, domain: Domain) -> bool:
    """Return True if the operands of an operation have the dtypes of a domain, and its Python numbers fit into them."""
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
    """The dtype in which an operation computes, to which its operands are cast as NumPy does."""
    compared = np.result_type(*(x.dtype if isinstance(x, Value) else x for x in op.operands))
    return str(compared if op.name in COMPARISONS else op.result.dtype)


def format_operands(
    op: Operation, names: Sequence[str], number: Callable[[Any, str], str], cast: Callable[[str, str], str]
) -> list[str]:
    """The operands of an operation as source, cast to the dtype in which it computes."""
    common, parts = common_dtype(op), []
    for index, (operand, name) in enumerate(zip(op.operands, names, strict=True)):
        keeps = op.name in {"astype", "copy"} or (op.name == "where" and index == 0)
        if not isinstance(operand, Value):
            parts.append(number(operand, common))
        else:
            parts.append(name if keeps or str(operand.dtype) == common else cast(name, common))
    return parts
