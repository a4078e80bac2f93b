"""NumPy's buffers, and its prepared calls: see `bpnet.compiler.library`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.compiler.float_bits import ExactOperations
from bpnet.compiler.library import LINE, Call, Library, Spare
from bpnet.compiler.plan import Operation, apply
from bpnet_numpy.calls import calls_for, read_only_scalar

if TYPE_CHECKING:
    import contextlib

    from numpy.typing import NDArray


def has_buffer_layout(array: Any) -> bool:
    """Return True if an array has the memory layout of buffers: C-contiguous, aligned and in native byte order."""
    plain = type(array) is np.ndarray and array.flags.c_contiguous and array.flags.aligned and array.dtype.isnative
    return plain or isinstance(array, np.generic)


class NumpyLibrary(Library):
    """NumPy, in native or in exact arithmetic."""

    def __init__(self, *, exact: bool = False) -> None:
        self.xp: Any = ExactOperations() if exact else np
        self.keeps_order = exact

    def allocate(self, nbytes: int) -> NDArray[np.uint8]:
        raw = np.zeros(nbytes + LINE, dtype=np.uint8)
        start = -raw.ctypes.data % LINE
        return raw[start : start + nbytes]

    def view(self, block: Any, dtype: np.dtype[Any], shape: tuple[int, ...]) -> NDArray[Any]:
        size = int(np.prod(shape, dtype=np.int64))
        array: NDArray[Any] = block[: size * dtype.itemsize].view(dtype).reshape(shape)
        return array

    def constant(self, array: NDArray[Any]) -> NDArray[Any]:
        return array

    def to_host(self, array: Any) -> NDArray[Any]:
        return np.asarray(array)

    def number(self, value: Any, dtype: np.dtype[Any]) -> NDArray[Any]:
        array: NDArray[Any] = read_only_scalar(value, dtype)
        return array

    def has_buffer_layout(self, array: Any) -> bool:
        return has_buffer_layout(array)

    def is_array(self, x: Any) -> bool:
        return isinstance(x, np.ndarray)

    def overlap(self, a: Any, b: Any) -> bool:
        return np.may_share_memory(a, b)

    def view_of(self, op: Operation, array: Any) -> Any:
        return apply(np, op, [array])

    def in_order(self, array: Any) -> NDArray[Any]:
        return np.array(array, order="C")

    def write(self, into: Any, array: Any) -> None:
        np.copyto(into, array)

    def duplicate(self, array: Any) -> Any:
        return array.copy()[()]  # a 0-d result is a scalar, as of NumPy's functions

    def take(self, array: Any, rows: Any, into: Any) -> None:
        np.take(array, rows, 0, into, "clip")  # the other modes copy twice

    def empty(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray[Any]:
        return np.empty(shape, dtype)

    def copy(self, into: Any, array: Any) -> Call:
        return np.copyto, (into, array)

    def calls(self, op: Operation, out: Any, operands: list[Any], spare: Spare) -> list[Call]:
        return calls_for(op, out, operands, spare, self.xp)

    def quiet(self) -> contextlib.AbstractContextManager[Any]:
        return np.errstate(all="ignore")
