"""Which operations of a plan share a loop, which are a product of matrices, and which only NumPy knows.

An operation element by element joins the first loop over its shape in which all that it needs is known; so does a sum, whose
result is known after that loop. Views are no operations here: they are other ways to read what they look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bpnet.tracing import ELEMENTWISE, REDUCTIONS, VIEWS, Operation, Plan, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

DTYPES = frozenset({"float64", "float32", "int64", "bool"})
FLOATS = frozenset({"float64", "float32"})
SHIFTS = frozenset({"bitwise_left_shift", "bitwise_right_shift"})
OF_INTEGERS = frozenset({"bitwise_and", "bitwise_or", "bitwise_xor"})
OF_ANY = frozenset(
    "add subtract multiply negative less less_equal greater greater_equal equal not_equal maximum minimum abs where astype copy".split()
)
KEPT_IN_ORDER = frozenset({"expand_dims", "reshape", "squeeze"})
"""Views whose elements lie as in what they look at."""


class Piece(NamedTuple):
    """A loop over a shape, a product, or a call of NumPy."""

    kind: str
    """"loop", "matmul" or "call"."""
    shape: tuple[int, ...]
    operations: list[Operation]

    def reads(self) -> Iterator[Value]:
        """Each value that an operation of this piece has as an operand."""
        return (x for op in self.operations for x in op.operands if isinstance(x, Value))


class Pieces(NamedTuple):
    """A plan as pieces in their order, and what each view looks at."""

    pieces: list[Piece]
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


def pieces(plan: Plan) -> Pieces:
    """The pieces of a plan."""
    result = Pieces([], {}, {}, set())
    in_order: set[Value] = set()
    for op in plan.operations:
        source = op.operands[0]
        if op.name in VIEWS and (op.name != "reshape" or source not in result.views or source in in_order):
            result.views[op.result] = op
            if op.name in KEPT_IN_ORDER and (source not in result.views or source in in_order):
                in_order.add(op.result)
            continue
        kind = _kind(op)
        shape = op.operands[0].shape if op.name in REDUCTIONS else op.result.shape
        number = _place(result, op, kind, shape)
        if number == len(result.pieces):
            result.pieces.append(Piece(kind, shape, []))
        result.pieces[number].operations.append(op)
        result.made[op.result] = number
        if kind == "loop" and op.name not in REDUCTIONS:
            result.inside.add(op.result)
    return result


def _place(result: Pieces, op: Operation, kind: str, shape: tuple[int, ...]) -> int:
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


def _kind(op: Operation) -> str:
    """Loops are made of what `source` can write; a product is one of two matrices."""
    values = [x for x in (*op.operands, op.result) if isinstance(x, Value)]
    dtypes = {str(x.dtype) for x in values}
    if not dtypes <= DTYPES:
        return "call"
    if op.name == "matmul":
        plain = len(dtypes) == 1 and dtypes <= FLOATS and all(len(x.shape) == 2 for x in values)  # noqa: PLR2004 - matrices
        return "matmul" if plain else "call"
    if op.name in REDUCTIONS:
        known = dtypes <= FLOATS or (op.name in {"sum", "max", "min"} and dtypes == {"int64"}) or op.name in {"all", "any"}
        return "loop" if known and values[0].size else "call"
    if op.name in SHIFTS:
        return "loop" if dtypes == {"int64"} and type(op.operands[1]) is int and 0 <= op.operands[1] < 64 else "call"  # noqa: PLR2004 - bits
    if op.name in OF_INTEGERS:
        return "loop" if len(dtypes) == 1 and not dtypes & FLOATS else "call"
    if op.name in OF_ANY:
        numbers = [x for x in op.operands if not isinstance(x, Value)]
        arithmetic = op.name in {"add", "subtract", "multiply", "negative", "abs", "maximum", "minimum"}
        return "call" if arithmetic and "bool" in dtypes or not all(_known(x) for x in numbers) else "loop"
    floats = all(str(x.dtype) in FLOATS for x in values if x is not op.result)
    return "loop" if op.name in ELEMENTWISE and floats else "call"


def _known(number: Any) -> bool:
    return isinstance(number, float) or (isinstance(number, int) and abs(number) < 1 << 63)
