"""The interface of an array library that replays plans on fixed buffers: buffers, and prepared calls that write to them."""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from bpnet.compiler.plan import apply

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bpnet.arrays import Namespace
    from bpnet.compiler.plan import Operation

LINE = 64
"""Alignment of buffers in bytes: a cache line."""
Call: TypeAlias = tuple[Callable[..., Any], tuple[Any, ...]]
"""A prepared call: a function and its arguments."""
Spare: TypeAlias = Callable[[int, Any, Any], Any]
"""``(number, like, dtype) -> array``: a temporary array of the shape of another, for the calls of one operation."""


class Library(ABC):
    """Buffers and prepared calls of one array library, on one device.

    Attributes
    ----------
    xp
        Namespace of the uncompiled function, whose bits the calls have.
    keeps_order
        True if results do not depend on the memory layout of operands, as in exact arithmetic.
    block
        Size in bytes of the parts in which long elementwise operations run, one after another, so that a few of them fit into a
        core's cache; 0 where that does not pay, as on a GPU.
    """

    xp: Namespace
    keeps_order = False
    block = 1 << 17

    @abstractmethod
    def allocate(self, nbytes: int) -> Any:
        """Return a vector of bytes, aligned to `LINE`, filled with zeros."""

    @abstractmethod
    def view(self, block: Any, dtype: np.dtype[Any], shape: tuple[int, ...]) -> Any:
        """Return an array in the first bytes of a vector of bytes."""

    @abstractmethod
    def constant(self, array: NDArray[Any]) -> Any:
        """Return a constant of a plan as an array of the library, which is only read."""

    @abstractmethod
    def to_host(self, array: Any) -> NDArray[Any]:
        """Return an array of the library as one of NumPy."""

    @abstractmethod
    def number(self, value: Any, dtype: np.dtype[Any]) -> Any:
        """Return a number as a 0-d array that is only read."""

    @abstractmethod
    def has_buffer_layout(self, array: Any) -> bool:
        """Return True if an array has the memory layout of buffers: in the order of its shape, aligned, without gaps."""

    @abstractmethod
    def is_array(self, x: Any) -> bool:
        """Return True for an array of the library, False for a Python number."""

    @abstractmethod
    def overlap(self, a: Any, b: Any) -> bool:
        """Return True if two arrays may share memory."""

    @abstractmethod
    def calls(self, op: Operation, out: Any, operands: list[Any], spare: Spare) -> list[Call]:
        """Return the calls that write the result of an operation on arrays and Python numbers to ``out``."""

    @abstractmethod
    def write(self, into: Any, array: Any) -> None:
        """Copy an array to another of its shape, or a number to all of its elements."""

    @abstractmethod
    def duplicate(self, array: Any) -> Any:
        """Return a copy of an array, as functions of the library return results."""

    @abstractmethod
    def take(self, array: Any, rows: Any, into: Any) -> None:
        """Copy rows of an array, whose numbers are known to be in range, to another array."""

    @abstractmethod
    def empty(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Any:
        """Return an array with any content, as functions of the library return results."""

    @abstractmethod
    def in_order(self, array: Any) -> Any:
        """Return a copy with the memory layout of buffers."""

    @abstractmethod
    def copy(self, into: Any, array: Any) -> Call:
        """Return the call that copies an array to another of its shape."""

    def keeps_bits_in_flat(self, name: str) -> bool:
        """Return True if an elementwise operation gives an element the same bits wherever it lies in an array."""
        del name
        return True

    def view_of(self, op: Operation, array: Any) -> Any:
        """Return the result of an operation that is a view of an array."""
        return apply(self.xp, op, [array])

    def building(self) -> contextlib.AbstractContextManager[Any]:
        """Context manager in which buffers and calls are made."""
        return contextlib.nullcontext()

    def quiet(self) -> contextlib.AbstractContextManager[Any]:
        """Context manager without warnings of numbers, such as those of a division by zero."""
        return contextlib.nullcontext()
