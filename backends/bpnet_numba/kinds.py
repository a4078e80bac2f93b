"""What a loop that Numba compiles can do, and what is left to NumPy."""

from __future__ import annotations

from bpnet.compiler.fusion import FLOATS, is_matrix_product
from bpnet.compiler.trace import ELEMENTWISE, REDUCTIONS, Operation, Value

DTYPES = frozenset({"float64", "float32", "int64", "bool"})
BITS = 64
SHIFTS = frozenset({"bitwise_left_shift", "bitwise_right_shift"})
OF_INTEGERS = frozenset({"bitwise_and", "bitwise_or", "bitwise_xor"})
ARITHMETIC = frozenset({"add", "subtract", "multiply", "negative", "abs", "maximum", "minimum"})
OF_ANY = ARITHMETIC | {"less", "less_equal", "greater", "greater_equal", "equal", "not_equal", "where", "astype", "copy"}


def kind(op: Operation) -> str:
    """Loops are made of what `source` can write; a product is one of two matrices."""
    values = [x for x in (*op.operands, op.result) if isinstance(x, Value)]
    dtypes = {str(x.dtype) for x in values}
    if op.name == "matmul":
        return "matmul" if is_matrix_product(op) else "call"
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
