"""An operation as prepared calls, ``function(*arguments)``, that write into a buffer and allocate nothing."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np

from bpnet.tracing import ELEMENTWISE, Operation, apply

Call = tuple[Callable[..., Any], tuple[Any, ...]]

REDUCE = {
    "sum": np.add.reduce,
    "mean": np.add.reduce,
    "max": np.maximum.reduce,
    "min": np.minimum.reduce,
    "all": np.logical_and.reduce,
    "any": np.logical_or.reduce,
}
IN_PLACE = frozenset(
    "add subtract multiply divide negative abs sqrt square bitwise_and bitwise_or bitwise_xor bitwise_left_shift "
    "bitwise_right_shift".split()  # noqa: SIM905
)
"""One IEEE or integer operation per element: the bits are the same where the result takes an operand's place."""
SMALL = 1 << 16  # multiplications of a product, up to which the time of a call matters


def prepared(op: Operation, out: Any, operands: list[Any]) -> list[Call]:
    """The calls that write the result of an operation on arrays and Python numbers into ``out``."""
    if op.name == "where":
        return _where(out, *(_array(x, out.dtype) for x in operands))
    if op.name in ELEMENTWISE and isinstance(getattr(np, op.name, None), np.ufunc):
        function, numbers = getattr(np, op.name), _numbers(op.name, operands)
        if op.name in {"maximum", "minimum"}:  # NumPy 2.4 deprecates a third argument without its name
            return [(partial(function, *numbers, out=out), ())]
        return [(function, (*numbers, out))]
    options = dict(op.options)
    if op.name == "matmul":
        return [(_product(*operands), (*operands, out))]
    if op.name in REDUCE and _counted(op.name, operands[0].size, out.dtype):
        return _reduction(op.name, operands[0], options["axis"], options["keepdims"], out)
    if op.name == "astype":
        return [(np.copyto, (out, operands[0], "unsafe"))]
    if op.name == "reshape":
        return [(np.copyto, (out.reshape(operands[0].shape), operands[0]))]
    if op.name == "concat":
        return [(np.concatenate, (tuple(operands), options["axis"], out))]
    return [(_allocating, (op, out, operands))]


def _counted(name: str, size: int, dtype: Any) -> bool:
    """Whether a mean's number of terms is a number of this dtype."""
    return name != "mean" or (dtype.kind == "f" and size < 1 / np.finfo(dtype).eps)


def _allocating(op: Operation, out: Any, operands: list[Any]) -> None:
    """What has no form that writes into a buffer."""
    np.copyto(out, apply(np, op, operands))


def _array(x: Any, dtype: Any) -> Any:
    return x if isinstance(x, np.ndarray) else np.asarray(x, dtype=dtype)


def _numbers(name: str, operands: list[Any]) -> list[Any]:
    """Python numbers as 0-d arrays of the dtype that they take, which are faster; a power looks at the number itself."""
    dtypes = {x.dtype for x in operands if isinstance(x, np.ndarray)}
    if len(dtypes) != 1 or name == "pow":
        return operands
    (dtype,) = dtypes
    return [x if isinstance(x, np.ndarray) or np.result_type(dtype, x) != dtype else np.asarray(x, dtype) for x in operands]


def _where(out: Any, condition: Any, a: Any, b: Any) -> list[Call]:
    calls: list[Call] = [] if b is out else [(np.copyto, (out, b))]
    if condition.shape == out.shape and a.dtype == out.dtype and a.shape in {(), out.shape}:
        return [*calls, (np.putmask, (out, condition, a))]
    return [*calls, (np.copyto, (out, a, "same_kind", condition))]


def _reduction(name: str, x: Any, axis: Any, keepdims: bool, out: Any) -> list[Call]:  # noqa: FBT001 - an option
    calls: list[Call] = [(REDUCE[name], (x, axis, None, out, keepdims))]
    if name == "mean":
        count = np.asarray(x.size // max(1, out.size), dtype=out.dtype)
        calls.append((np.divide, (out, count, out)))
    return calls


def _product(a: Any, b: Any) -> Callable[..., Any]:
    """The faster of two functions for small matrices, if it is seen to have the same bits."""
    small = a.ndim == b.ndim == 2 and a.shape[0] * a.shape[1] * b.shape[1] <= SMALL  # noqa: PLR2004 - matrices
    return _seen_product(a.shape, a.strides, b.shape, b.strides, a.dtype) if small and a.dtype == b.dtype else np.matmul


@cache
def _seen_product(
    a_shape: tuple[int, ...], a_strides: tuple[int, ...], b_shape: tuple[int, ...], b_strides: tuple[int, ...], dtype: Any
) -> Callable[..., Any]:
    """`numpy.dot` skips what `numpy.matmul` does for stacks; both call the same product of matrices, or nearly always so."""
    draws = np.random.default_rng(0)
    for _ in range(2):
        a, b = (_lying(draws, *array, dtype) for array in ((a_shape, a_strides), (b_shape, b_strides)))
        if np.matmul(a, b).tobytes() != np.dot(a, b).tobytes():
            return np.matmul
    return np.dot


def _lying(draws: np.random.Generator, shape: tuple[int, ...], strides: tuple[int, ...], dtype: Any) -> Any:
    """Numbers in an array of these strides."""
    size = (
        1 + sum((n - 1) * abs(stride) // dtype.itemsize for n, stride in zip(shape, strides, strict=True))
        if math.prod(shape)
        else 1
    )
    return np.lib.stride_tricks.as_strided(draws.standard_normal(size).astype(dtype), shape, strides)
