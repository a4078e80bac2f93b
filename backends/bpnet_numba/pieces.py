"""Which operations of a plan share a loop, which are a product of matrices, and which only NumPy knows.

An operation element by element joins the first loop over its shape in which all that it needs is known; so does a sum, whose
result is known after that loop. Views are no operations here: they are other ways to read what they look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bpnet.tracing import ELEMENTWISE, REDUCTIONS, VIEWS, Operation, Plan, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

DTYPES = frozenset({"float64", "float32", "int64", "bool"})
FLOATS = frozenset({"float64", "float32"})
BITS = 64
SHIFTS = frozenset({"bitwise_left_shift", "bitwise_right_shift"})
OF_INTEGERS = frozenset({"bitwise_and", "bitwise_or", "bitwise_xor"})
ARITHMETIC = frozenset({"add", "subtract", "multiply", "negative", "abs", "maximum", "minimum"})
OF_ANY = ARITHMETIC | {"less", "less_equal", "greater", "greater_equal", "equal", "not_equal", "where", "astype", "copy"}
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
    if op.name == "matmul":
        plain = len(dtypes) == 1 and dtypes <= FLOATS and all(len(x.shape) == 2 for x in values)  # noqa: PLR2004 - matrices
        return "matmul" if plain else "call"
    return "loop" if dtypes <= DTYPES and _in_a_loop(op, values, dtypes) else "call"


def _in_a_loop(op: Operation, values: list[Value], dtypes: set[str]) -> bool:
    """Whether a loop can have an operation, on numbers of these dtypes."""
    numbers = [x for x in op.operands if not isinstance(x, Value)]
    if op.name in REDUCTIONS:
        known = {"mean": FLOATS, "all": DTYPES, "any": DTYPES}.get(op.name, FLOATS | {"int64"})
        return values[0].size > 0 and dtypes <= known
    if op.name in SHIFTS:
        return dtypes == {"int64"} and all(type(x) is int and 0 <= x < BITS for x in op.operands[1:])
    if op.name in OF_INTEGERS:
        return len(dtypes) == 1 and not dtypes & FLOATS
    if op.name in OF_ANY:
        known = DTYPES - {"bool"} if op.name in ARITHMETIC else DTYPES
        return dtypes <= known and all(isinstance(x, float) or abs(x) < 1 << (BITS - 1) for x in numbers)
    return op.name in ELEMENTWISE and all(str(x.dtype) in FLOATS for x in values if x is not op.result)
