"""An operation as prepared calls, ``function(*arguments)``, that write into a buffer and allocate nothing."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import numpy as np

from bpnet.tracing import ELEMENTWISE, Operation, apply

Call = tuple[Callable[..., Any], tuple[Any, ...]]
Spare = Callable[[int, Any, Any], Any]

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
BLOCK = 1 << 13
"""Elements of a block of a chain: a handful of them fit into a core's cache."""
MANY = 256  # elements, from which on the time is not that of the calls
_START = np.asarray(0.0 if not np.signbit(np.add.reduce(np.asarray([-0.0]))) else -0.0)
SMALL = 1 << 16  # multiplications of a product, up to which the time of a call matters


def prepared(op: Operation, out: Any, operands: list[Any], spare: Spare) -> list[Call]:
    """The calls that write the result of an operation on arrays and Python numbers into ``out``.

    ``spare(number, like, dtype)`` is an array of the shape of another, for what is between the calls.
    """
    if op.name == "where":
        return _where(out, *(_array(x, out.dtype) for x in operands), spare)
    if op.name in ELEMENTWISE and isinstance(getattr(np, op.name, None), np.ufunc):
        function, numbers = getattr(np, op.name), _numbers(op.name, operands)
        if op.name in {"maximum", "minimum"}:  # NumPy 2.4 deprecates a third argument without its name
            return [(partial(function, *(_filled(x, out) for x in numbers), out=out), ())]
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
    return x if isinstance(x, np.ndarray) else constant(x, dtype)


def _numbers(name: str, operands: list[Any]) -> list[Any]:
    """Python numbers as 0-d arrays of the dtype that they take, which are faster; a power looks at the number itself."""
    dtypes = {x.dtype for x in operands if isinstance(x, np.ndarray)}
    if len(dtypes) != 1 or name == "pow":
        return operands
    (dtype,) = dtypes
    return [x if isinstance(x, np.ndarray) or np.result_type(dtype, x) != dtype else constant(x, dtype) for x in operands]


def constant(x: Any, dtype: Any) -> Any:
    """A number as a 0-d array that nobody can write to."""
    array = np.array(x, dtype)
    array.flags.writeable = False
    return array


def _is_number(x: Any) -> bool:
    return isinstance(x, np.ndarray) and x.shape == () and not x.flags.writeable


@cache
def _row(value: float, size: int, dtype: Any) -> Any:
    return np.full(size, value, dtype=dtype)


def _filled(x: Any, out: Any) -> Any:
    """A number but 0 as an array of one value: NumPy takes the larger of two arrays faster. (Of two zeros either may come.)"""
    if _is_number(x) and MANY <= out.size <= 2 * BLOCK and x != 0:
        return _row(x.item(), out.size, x.dtype).reshape(out.shape)
    return x


def _where(out: Any, condition: Any, a: Any, b: Any, spare: Spare) -> list[Call]:
    fits = condition.shape == out.shape and all(x.shape in {(), out.shape} and x.dtype == out.dtype for x in (a, b))
    if fits and out.size >= MANY and out.dtype in {np.dtype("float32"), np.dtype("float64")}:
        return _masked(out, condition, a, b, spare)
    calls: list[Call] = [] if b is out else [(np.copyto, (out, b))]
    if fits:
        return [*calls, (np.putmask, (out, condition, a))]
    return [*calls, (np.copyto, (out, a, "same_kind", condition))]


def _masked(out: Any, condition: Any, a: Any, b: Any, spare: Spare) -> list[Call]:
    """Where in integers, ``b ^ ((a ^ b) & m)`` with all bits of m set where the condition holds: branches would be guessed."""
    whole = np.dtype(f"i{out.itemsize}")
    c, a, b, out = condition.view(np.int8), a.view(whole), b.view(whole), out.view(whole)
    narrow, mask = spare(0, out, np.dtype("int8")), spare(1, out, whole)
    if _is_number(a) and a == 0:  # the mask is set where it does not hold
        one = np.ones((), np.int8)
        return [(np.subtract, (c, one, narrow)), (np.copyto, (mask, narrow)), (np.bitwise_and, (b, mask, out))]
    either = spare(2, out, whole)
    return [
        (np.negative, (c, narrow)),
        (np.copyto, (mask, narrow)),
        (np.bitwise_xor, (a, b, either)),
        (np.bitwise_and, (either, mask, mask)),
        (np.bitwise_xor, (b, mask, out)),
    ]


def _reduction(name: str, x: Any, axis: Any, keepdims: bool, out: Any) -> list[Call]:  # noqa: FBT001 - an option
    axes = {i % x.ndim for i in (range(x.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,))}
    count = math.prod(x.shape[i] for i in axes)
    if count == 1 and name in {"sum", "mean"} and out.dtype.kind == "f":  # sums begin at 0, which matters to -0
        return [(np.add, (x.reshape(out.shape), _START.astype(out.dtype), out))]
    long = tuple(sorted(i for i in axes if x.shape[i] > 1))
    if not keepdims and 0 < len(long) < len(axes):  # axes of length 1 cost time
        kept = [i for i in range(x.ndim) if i in long or i not in axes]
        x, long = x.reshape([x.shape[i] for i in kept]), tuple(kept.index(i) for i in long)
    else:
        long = tuple(sorted(axes))
    calls: list[Call] = [(REDUCE[name], (x, long[0] if len(long) == 1 else long, None, out, keepdims))]
    if name == "mean":
        calls.append((np.divide, (out, np.asarray(count, dtype=out.dtype), out)))
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
