"""The table of operations, from which tracing, executors and docs take every fact.

An operation is a function of the array API standard. Its row gives the shape and dtype of the result, the dtypes in which a
compiled loop may compute it, and its source in Python, C and CUDA; backends list only their exceptions.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from enum import Enum
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

Shape = tuple[int, ...]


NOT_REPEATABLE = (
    "tracing it twice gave different operations: keep what changes from call to call, such as a counter or a random generator, "
    "in its state or opt_state"
)
"""Reason for not compiling a step that would repeat its first call forever."""


class TraceError(TypeError):
    """A step cannot be traced: it needs numbers, or a function that is not in the table of operations."""


class GroupTraceError(TraceError):
    """A function of one network cannot be traced for many networks at once, compiled or not."""


class Kind(Enum):
    """Classes of operations that tracing and fusion treat alike."""

    ELEMENTWISE = "element by element, with broadcasting"
    REDUCTION = "one element from many"
    VIEW = "the same elements in another shape"
    OTHER = "any other operation"


class Domain(Enum):
    """Dtypes of operands for which a compiled loop computes an operation with the library's result."""

    ANY = "floats, int64 and booleans"
    NUMBERS = "floats and int64"
    FLOATS = "floats"
    INTEGERS = "int64, or booleans"
    SHIFTS = "int64, by a Python number of bits"


class Result(NamedTuple):
    """Shape and dtype of the result of an operation, and its options in the form that plans store."""

    shape: Shape
    dtype: np.dtype[Any]
    options: dict[str, Any] = {}  # noqa: RUF012 - never written to


class Op(NamedTuple):
    """A row of the table."""

    name: str
    """Name of the function in the standard: ``xp.name``."""
    kind: Kind
    infer: Callable[..., Result]
    """Function with the signature of the operation, called with traced arrays and Python numbers."""
    symbol: str = ""
    """Source in Python, C and CUDA, with operands ``{0}`` and ``{1}``; empty if it is a call of a function of this name."""
    dunder: str = ""
    """Special method of the operator between arrays, without underscores: ``add`` for ``__add__``."""
    domain: Domain = Domain.FLOATS
    rounds_once: bool = False
    """True for one IEEE or integer operation per element: then the result may overwrite an operand."""
    combine: str = ""
    """For a reduction, the operation that adds one more element."""
    initial: float | bool = 0
    """For a reduction, the first operand of `combine`."""
    arrays: int = 1
    """Number of leading arguments that are arrays, where not all are; -1 for one sequence of arrays."""
    standard: bool = True
    """False if the standard has no function of this name, as for ``x[key]``."""

    @property
    def operator(self) -> Callable[..., Any] | None:
        """Python operator that replaces the function; None for quotients, products and powers, which are namespace functions."""
        return getattr(operator, f"__{self.dunder}__") if self.symbol and self.dunder and self.name != "divide" else None


def result_type(*operands: Any) -> np.dtype[Any]:
    """Return the common dtype of arrays and Python numbers; a number does not change the dtype of an array."""
    return np.result_type(*(x.dtype if hasattr(x, "dtype") else x for x in operands))


def _broadcast(*operands: Any) -> Shape:
    return np.broadcast_shapes(*(x.shape for x in operands if hasattr(x, "shape")))


def _promote(*operands: Any) -> Result:
    return Result(_broadcast(*operands), result_type(*operands))


def _compare(*operands: Any) -> Result:
    return Result(_broadcast(*operands), np.dtype("bool"))


def _divide(*operands: Any) -> Result:
    dtype = result_type(*operands)
    return Result(_broadcast(*operands), dtype if dtype.kind == "f" else np.dtype("float64"))


def _promote_floats(*operands: Any) -> Result:
    made = _promote(*operands)
    if made.dtype.kind != "f":
        raise TraceError(f"expected floating-point numbers, got an array of {made.dtype}; use xp.astype first")
    return made


def _where(condition: Any, a: Any, b: Any) -> Result:
    return Result(_broadcast(condition, a, b), result_type(a, b))


def _reduce(x: Any, axis: Any = None, *, dtype: Any = None, keepdims: bool = False) -> Result:
    if dtype is not None and np.dtype(dtype) != x.dtype:
        raise TraceError(f"dtype={np.dtype(dtype)} differs from the dtype of the array, {x.dtype}; use xp.astype first")
    axes = tuple(range(x.ndim)) if axis is None else normalize_axis_tuple(axis, x.ndim)
    kept = tuple(1 if i in axes else n for i, n in enumerate(x.shape))
    shape = kept if keepdims else tuple(n for i, n in enumerate(x.shape) if i not in axes)
    return Result(shape, x.dtype, {"axis": axis, "keepdims": keepdims})


def _sum(x: Any, axis: Any = None, *, dtype: Any = None, keepdims: bool = False) -> Result:
    made = _reduce(x, axis, dtype=dtype, keepdims=keepdims)
    return made._replace(dtype=np.result_type(made.dtype, np.int64)) if made.dtype.kind in "bi" else made


def _mean(x: Any, axis: Any = None, *, dtype: Any = None, keepdims: bool = False) -> Result:
    if x.dtype.kind != "f":
        raise TraceError(f"expected floating-point numbers, got an array of {x.dtype}; use xp.astype first")
    return _reduce(x, axis, dtype=dtype, keepdims=keepdims)


def _reduce_bool(x: Any, axis: Any = None, *, keepdims: bool = False) -> Result:
    return _reduce(x, axis, keepdims=keepdims)._replace(dtype=np.dtype("bool"))


def _matmul(a: Any, b: Any) -> Result:
    if a.ndim < 2 or b.ndim < 2:  # noqa: PLR2004 - matrices
        raise TraceError(f"expected matrices (*, m, k) and (*, k, n), got {a.shape} and {b.shape}")
    if a.shape[-1] != b.shape[-2]:
        raise ValueError(f"matmul: expected (*, m, k) and (*, k, n), got {a.shape} and {b.shape}")
    batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    return Result((*batch, a.shape[-2], b.shape[-1]), result_type(a, b))


def _astype(x: Any, dtype: Any, **_: Any) -> Result:
    return Result(x.shape, np.dtype(dtype), {"dtype": str(np.dtype(dtype))})


def _reshape(x: Any, shape: Any, **_: Any) -> Result:
    shape = np.broadcast_to(np.empty(()), x.shape).reshape(shape).shape
    return Result(shape, x.dtype, {"shape": shape})


def _broadcast_to(x: Any, shape: Any) -> Result:
    shape = np.broadcast_to(np.broadcast_to(np.empty(()), x.shape), tuple(shape)).shape
    return Result(shape, x.dtype, {"shape": shape})


def _expand_dims(x: Any, *, axis: int = 0) -> Result:
    axis = normalize_axis_index(axis, x.ndim + 1)
    return Result((*x.shape[:axis], 1, *x.shape[axis:]), x.dtype, {"axis": axis})


def _squeeze(x: Any, axis: Any) -> Result:
    axes = normalize_axis_tuple(axis, x.ndim)
    if any(x.shape[i] != 1 for i in axes):
        raise ValueError(f"cannot squeeze axis {axis} of shape {x.shape}: its length is not 1")
    return Result(tuple(n for i, n in enumerate(x.shape) if i not in axes), x.dtype, {"axis": axes})


def _matrix_transpose(x: Any) -> Result:
    return Result((*x.shape[:-2], x.shape[-1], x.shape[-2]), x.dtype)


def _permute_dims(x: Any, axes: Any) -> Result:
    axes = normalize_axis_tuple(axes, x.ndim)
    return Result(tuple(x.shape[i] for i in axes), x.dtype, {"axes": tuple(axes)})


def _getitem(x: Any, key: Any) -> Result:
    parts = key if isinstance(key, tuple) else (key,)
    if not all(isinstance(part, int | slice | type(None) | type(...)) and not isinstance(part, bool) for part in parts):
        raise TraceError("cannot index a traced array with an array or a list: use xp.take, or xp.where for a mask")
    return Result(np.broadcast_to(np.empty(()), x.shape)[key].shape, x.dtype, {"key": key})


def _take(x: Any, indices: Any, axis: int = 0) -> Result:
    axis = normalize_axis_index(axis, x.ndim)
    return Result((*x.shape[:axis], *indices.shape, *x.shape[axis + 1 :]), x.dtype, {"axis": axis})


def _argsort(x: Any, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Result:
    chosen = {"descending": True} if descending else {}  # NumPy has no such option
    return Result(x.shape, np.dtype("int64"), {"axis": axis, "stable": stable, **chosen})


def _join(join: Callable[..., Any]) -> Callable[..., Result]:
    def infer(*arrays: Any, axis: int = 0) -> Result:
        made = join([np.broadcast_to(np.empty((), x.dtype), x.shape) for x in arrays], axis=axis)
        return Result(made.shape, made.dtype, {"axis": axis})

    return infer


def _table() -> dict[str, Op]:
    e, r, v, o = Kind.ELEMENTWISE, Kind.REDUCTION, Kind.VIEW, Kind.OTHER
    any_, numbers, integers, shifts = Domain.ANY, Domain.NUMBERS, Domain.INTEGERS, Domain.SHIFTS
    rows = [
        Op("add", e, _promote, "{0} + {1}", "add", numbers, rounds_once=True),
        Op("subtract", e, _promote, "{0} - {1}", "sub", numbers, rounds_once=True),
        Op("multiply", e, _promote, "{0} * {1}", "mul", numbers, rounds_once=True),
        Op("divide", e, _divide, "{0} / {1}", "truediv", rounds_once=True),
        Op("negative", e, _promote, "-{0}", "neg", numbers, rounds_once=True),
        Op("abs", e, _promote, "", "abs", numbers, rounds_once=True),
        Op("square", e, _promote, "{0} * {0}", rounds_once=True),
        Op("sqrt", e, _promote_floats, rounds_once=True),
        Op("bitwise_and", e, _promote, "{0} & {1}", "and", integers, rounds_once=True),
        Op("bitwise_or", e, _promote, "{0} | {1}", "or", integers, rounds_once=True),
        Op("bitwise_xor", e, _promote, "{0} ^ {1}", "xor", integers, rounds_once=True),
        Op("bitwise_left_shift", e, _promote, "{0} << {1}", "lshift", shifts, rounds_once=True),
        Op("bitwise_right_shift", e, _promote, "{0} >> {1}", "rshift", shifts, rounds_once=True),
        Op("less", e, _compare, "{0} < {1}", "lt", any_),
        Op("less_equal", e, _compare, "{0} <= {1}", "le", any_),
        Op("greater", e, _compare, "{0} > {1}", "gt", any_),
        Op("greater_equal", e, _compare, "{0} >= {1}", "ge", any_),
        Op("equal", e, _compare, "{0} == {1}", "eq", any_),
        Op("not_equal", e, _compare, "{0} != {1}", "ne", any_),
        *(Op(name, e, _compare) for name in ("isfinite", "isinf", "isnan")),
        *(Op(name, e, _promote, "", "", numbers) for name in ("maximum", "minimum")),
        *(Op(name, e, _promote) for name in ("ceil", "floor", "round", "sign", "trunc")),
        Op("pow", e, _promote, "", "pow"),
        *(Op(name, e, _promote_floats) for name in ("cos", "cosh", "exp", "expm1", "log", "log10", "log1p", "log2")),
        *(Op(name, e, _promote_floats) for name in ("sin", "sinh", "tan", "tanh")),
        *(Op(name, e, _promote_floats, standard=False) for name in ("exponent", "mantissa", "power_of_two")),
        Op("where", o, _where, "", "", any_),
        Op("astype", o, _astype, "{0}", "", any_),
        Op("copy", o, _promote, "{0}", "", any_, standard=False),
        Op("sum", r, _sum, "", "", numbers, combine="add", initial=0),
        Op("mean", r, _mean, combine="add", initial=0),
        Op("max", r, _reduce, "", "", numbers, combine="maximum", initial=-math.inf),
        Op("min", r, _reduce, "", "", numbers, combine="minimum", initial=math.inf),
        Op("all", r, _reduce_bool, "", "", any_, combine="logical_and", initial=True),
        Op("any", r, _reduce_bool, "", "", any_, combine="logical_or", initial=False),
        Op("broadcast_to", v, _broadcast_to),
        Op("expand_dims", v, _expand_dims),
        Op("getitem", v, _getitem, standard=False),
        Op("matrix_transpose", v, _matrix_transpose),
        Op("permute_dims", v, _permute_dims),
        Op("reshape", v, _reshape),
        Op("squeeze", v, _squeeze),
        Op("matmul", o, _matmul, "", "matmul", arrays=2),
        Op("take", o, _take, arrays=2),
        Op("argsort", o, _argsort),
        Op("concat", o, _join(np.concatenate), arrays=-1),
        Op("stack", o, _join(np.stack), arrays=-1),
    ]
    return {row.name: row for row in rows}


OPERATIONS = _table()
"""The operations, keyed by name."""


def names(kind: Kind) -> frozenset[str]:
    """Return the names of all operations of a kind."""
    return frozenset(row.name for row in OPERATIONS.values() if row.kind is kind)


ELEMENTWISE, REDUCTIONS, VIEWS = (names(kind) for kind in (Kind.ELEMENTWISE, Kind.REDUCTION, Kind.VIEW))
COMPARISONS = frozenset(row.name for row in OPERATIONS.values() if row.infer is _compare)
