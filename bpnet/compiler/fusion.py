"""Which operations of a plan share a loop, which are a product of matrices, and which are calls of a library.

An operation element by element joins the first loop over its shape in which all that it needs is known; so does a sum, whose
result is known after that loop. Views are no operations here: they are other ways to read what they look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.arrays import leaves
from bpnet.compiler.trace import COMPARISONS, REDUCTIONS, VIEWS, Operation, Plan, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

FLOATS = frozenset({"float64", "float32"})
KEPT_IN_ORDER = frozenset({"expand_dims", "reshape", "squeeze"})
"""Views whose elements lie as in what they look at."""

SYMBOLS = {
    "add": "{0} + {1}",
    "subtract": "{0} - {1}",
    "multiply": "{0} * {1}",
    "divide": "{0} / {1}",
    "negative": "-{0}",
    "bitwise_and": "{0} & {1}",
    "bitwise_or": "{0} | {1}",
    "bitwise_xor": "{0} ^ {1}",
    "bitwise_left_shift": "{0} << {1}",
    "bitwise_right_shift": "{0} >> {1}",
    "less": "{0} < {1}",
    "less_equal": "{0} <= {1}",
    "greater": "{0} > {1}",
    "greater_equal": "{0} >= {1}",
    "equal": "{0} == {1}",
    "not_equal": "{0} != {1}",
    "square": "{0} * {0}",
    "copy": "{0}",
    "astype": "{0}",
}
"""Operations on numbers, as Python, C and CUDA alike write them."""


class FusedGroup(NamedTuple):
    """A loop over a shape, a product, or a call of a library."""

    kind: str
    """"loop", "matmul" or "call"."""
    shape: tuple[int, ...]
    operations: list[Operation]

    def reads(self) -> Iterator[Value]:
        """Each value that an operation of this piece has as an operand."""
        return (x for op in self.operations for x in op.operands if isinstance(x, Value))


class FusedPlan(NamedTuple):
    """A plan as pieces in their order, and what each view looks at."""

    pieces: list[FusedGroup]
    views: dict[Value, Operation]
    made: dict[Value, int]
    """The number of the piece that makes a value."""
    inside: set[Value]
    """Values made element by element: known inside their loop."""

    def root(self, value: Value) -> Value:
        """What a view, or a view of a view, looks at; any other value itself."""
        while value in self.views:
            value = self.views[value].operands[0]
        return value


def fuse(plan: Plan, kind_of: Callable[[Operation], str]) -> FusedPlan:
    """The pieces of a plan, where ``kind_of`` says what can be done with an operation: "loop", "matmul" or "call"."""
    result = FusedPlan([], {}, {}, set())
    in_order: set[Value] = set()
    for op in _numbers_first(plan):
        source = op.operands[0]
        if op.name in VIEWS and (op.name != "reshape" or source not in result.views or source in in_order):
            result.views[op.result] = op
            if op.name in KEPT_IN_ORDER and (source not in result.views or source in in_order):
                in_order.add(op.result)
            continue
        kind = kind_of(op)
        shape = op.operands[0].shape if op.name in REDUCTIONS else op.result.shape
        number = _place(result, op, kind, shape)
        if number == len(result.pieces):
            result.pieces.append(FusedGroup(kind, shape, []))
        result.pieces[number].operations.append(op)
        result.made[op.result] = number
        if kind == "loop" and op.name not in REDUCTIONS:
            result.inside.add(op.result)
    return result


def _numbers_first(plan: Plan) -> list[Operation]:
    """The operations in an order in which what is computed of numbers alone is known before any loop begins.

    Else a loop over all params would end where it needs a number that a later sum has nothing to do with.
    """
    numbers = {x for x in (*leaves(plan.inputs), *plan.constants) if not x.shape}
    early: list[Operation] = []
    late: list[Operation] = []
    for op in plan.operations:
        of_numbers = not op.result.shape and all(x in numbers for x in op.operands if isinstance(x, Value))
        (early if of_numbers else late).append(op)
        if of_numbers:
            numbers.add(op.result)
    return early + late


def _place(result: FusedPlan, op: Operation, kind: str, shape: tuple[int, ...]) -> int:
    """The number of the piece that an operation belongs to."""
    first = 0
    for operand in op.operands:
        root = result.root(operand) if isinstance(operand, Value) else None
        if root in result.made:
            known_inside = root is operand and root in result.inside
            first = max(first, result.made[root] + (not known_inside))
    if kind == "loop":
        for number in range(first, len(result.pieces)):
            if result.pieces[number].kind == "loop" and result.pieces[number].shape == shape:
                return number
    return len(result.pieces)


def is_matrix_product(op: Operation) -> bool:
    """Whether an operation is a product of two matrices of one dtype of floats."""
    values = [x for x in (*op.operands, op.result) if isinstance(x, Value)]
    dtypes = {str(x.dtype) for x in values}
    matrices = all(len(x.shape) == 2 for x in values)  # noqa: PLR2004 - matrices
    return op.name == "matmul" and len(dtypes) == 1 and dtypes <= FLOATS and matrices


def common_dtype(op: Operation) -> str:
    """The dtype in which an operation computes, to which its operands are brought as NumPy does."""
    compared = np.result_type(*(x.dtype if isinstance(x, Value) else x for x in op.operands))
    return str(compared if op.name in COMPARISONS else op.result.dtype)


def format_operands(op: Operation, names: Sequence[str], number: Callable[[Any, str], str], cast: Callable[[str, str], str]) -> list[str]:
    """The operands of an operation as source, brought to the dtype in which it computes."""
    common, parts = common_dtype(op), []
    for index, (operand, name) in enumerate(zip(op.operands, names, strict=True)):
        keeps = op.name in {"astype", "copy"} or (op.name == "where" and index == 0)
        if not isinstance(operand, Value):
            parts.append(number(operand, common))
        else:
            parts.append(name if keeps or str(operand.dtype) == common else cast(name, common))
    return parts
