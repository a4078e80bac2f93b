"""Prepared calls of an operation, ``function(*arguments)``, that write to a buffer and allocate nothing."""

from __future__ import annotations

import math
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

import numpy as np

from bpnet.compiler.library import Call, Spare
from bpnet.compiler.operations import ELEMENTWISE, OPERATIONS
from bpnet.compiler.plan import Operation, apply
from bpnet_numpy.exact import calls_for_bits, extreme_calls, matmul_calls, sum_calls
from bpnet_numpy.products import dot_equals_matmul
from bpnet_numpy.where import MANY, is_number, where_calls

REDUCE = {row.name: getattr(np, row.combine).reduce for row in OPERATIONS.values() if row.combine}
LONG = 1 << 15
"""Maximum number of elements of a row of one number."""
_rows: WeakValueDictionary[tuple[float, int, Any], Any] = WeakValueDictionary()
"""Rows of one number, which live as long as a call of some program refers to them."""
_START = np.asarray(0.0 if not np.signbit(np.add.reduce(np.asarray([-0.0]))) else -0.0)
"""The zero to which NumPy's sums add: its sign decides whether the sum of one -0 is -0."""


def calls_for(op: Operation, out: Any, operands: list[Any], spare: Spare, xp: Any = np) -> list[Call]:
    """Return the calls that write the result of an operation on arrays and Python numbers to ``out``.

    ``spare(number, like, dtype)`` returns a temporary array of the shape of another. ``xp`` is NumPy, or an `ExactOperations`.
    """
    if xp is not np and out.dtype.kind == "f":
        exactly = _exact_calls(xp, op, out, operands, spare)
        if exactly is not None:
            return exactly
    if op.name == "where":
        condition, a, b = (_as_array(x, out.dtype) for x in operands)
        return where_calls(out, condition, a, b, spare)
    if op.name in ELEMENTWISE and isinstance(getattr(np, op.name, None), np.ufunc):
        function, arguments = getattr(np, op.name), _numbers_as_arrays(op.name, operands)
        if op.name in {"maximum", "minimum"}:  # NumPy 2.4 deprecates a third argument without its name
            return [(partial(function, *(_fill_row(x, out) for x in arguments), out=out), ())]
        return [(function, (*arguments, out))]
    if op.name in REDUCE and _is_exact_count(op.name, operands[0].size, out.dtype):
        return _reduction_calls(op.name, operands[0], **dict(op.options), out=out)
    return [_single_call(xp, op, out, operands)]


def _exact_calls(xp: Any, op: Operation, out: Any, operands: list[Any], spare: Spare) -> list[Call] | None:
    """Return the calls of an operation that is not NumPy's own in exact arithmetic, or None."""
    if op.name in {"power_of_two", "mantissa", "exponent"}:
        return calls_for_bits(op.name, operands[0], out)
    if op.name == "sum":
        return sum_calls(operands[0], dict(op.options)["axis"], out, spare)
    if op.name in {"max", "min"}:
        return extreme_calls(xp, op, operands[0], out)
    if op.name == "matmul":
        matrices = all(x.ndim == 2 for x in operands)  # noqa: PLR2004 - matrices
        return matmul_calls(operands[0], operands[1], out, spare) if matrices else [(_compute_and_copy, (xp, op, out, operands))]
    return None


def _single_call(xp: Any, op: Operation, out: Any, operands: list[Any]) -> Call:
    if op.name == "matmul":
        a, b = operands
        return (a.dot, (b, out)) if dot_equals_matmul(a, b) else (np.matmul, (a, b, out))
    if op.name == "astype":
        return np.copyto, (out, operands[0], "unsafe")
    if op.name == "reshape":
        return np.copyto, (out.reshape(operands[0].shape), operands[0])
    if op.name == "concat":
        return np.concatenate, (tuple(operands), dict(op.options)["axis"], out)
    return _compute_and_copy, (xp, op, out, operands)


def _is_exact_count(name: str, size: int, dtype: Any) -> bool:
    """Return True unless the number of terms of a mean is not exact in this dtype."""
    return name != "mean" or (dtype.kind == "f" and size < 1 / np.finfo(dtype).eps)


def _compute_and_copy(xp: Any, op: Operation, out: Any, operands: list[Any]) -> None:
    """Compute an operation that has no ``out`` argument, and copy its result."""
    np.copyto(out, apply(xp, op, operands))


def _as_array(x: Any, dtype: Any) -> Any:
    return x if isinstance(x, np.ndarray) else read_only_scalar(x, dtype)


def _numbers_as_arrays(name: str, operands: list[Any]) -> list[Any]:
    """Convert Python numbers to 0-d arrays of the common dtype, which are faster; `numpy.power` has special cases for numbers."""
    dtypes = {x.dtype for x in operands if isinstance(x, np.ndarray)}
    if len(dtypes) != 1 or name == "pow":
        return operands
    (dtype,) = dtypes
    if name in {"maximum", "minimum"} or any(x.size == 0 for x in operands if isinstance(x, np.ndarray)):
        scalars = operands
    else:  # a 0-d array broadcasts fastest
        scalars = [x.reshape(()) if isinstance(x, np.ndarray) and x.size == 1 else x for x in operands]
    return [x if isinstance(x, np.ndarray) or np.result_type(dtype, x) != dtype else read_only_scalar(x, dtype) for x in scalars]


def read_only_scalar(x: Any, dtype: Any) -> Any:
    """Return a number as a read-only 0-d array."""
    array = np.array(x, dtype)
    array.flags.writeable = False
    return array


def _row(value: float, size: int, dtype: Any) -> Any:
    key = value, size, dtype
    row = _rows.get(key)
    if row is None:
        row = _rows[key] = np.full(size, value, dtype=dtype)
    return row


def _fill_row(x: Any, out: Any) -> Any:
    """Expand a constant to the shape of ``out``, which makes `numpy.maximum` faster; except 0, as ``maximum(0, -0)`` varies."""
    if is_number(x) and MANY <= out.size <= LONG and x != 0:
        return _row(x.item(), out.size, x.dtype).reshape(out.shape)
    return x


def _reduction_calls(name: str, x: Any, *, axis: Any, keepdims: bool, out: Any) -> list[Call]:
    axes = {i % x.ndim for i in (range(x.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,))}
    count = math.prod(x.shape[i] for i in axes)
    if count == 1 and name in {"sum", "mean"} and out.dtype.kind == "f":  # sums begin at 0, which matters to -0
        return [(np.add, (x.reshape(out.shape), _START.astype(out.dtype), out))]
    long = tuple(sorted(i for i in axes if x.shape[i] != 1))
    if not keepdims and 0 < len(long) < len(axes):  # axes of length 1 cost time
        kept = [i for i in range(x.ndim) if i in long or i not in axes]
        x, long = x.reshape([x.shape[i] for i in kept]), tuple(kept.index(i) for i in long)
    else:
        long = tuple(sorted(axes))
    calls: list[Call] = [(REDUCE[name], (x, long[0] if len(long) == 1 else long, None, out, keepdims))]
    if name == "mean":
        calls.append((np.divide, (out, np.asarray(count, dtype=out.dtype), out)))
    return calls
