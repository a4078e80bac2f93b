"""Where the values of plans lie: one vector per dtype, with a place in it for each value that is not a passing number."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.tracing import apply

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bpnet.tracing import Value
    from bpnet_numba.pieces import Pieces

LINE = 64
"""Bytes of a cache line, at which each value begins."""


class Place(NamedTuple):
    """How a loop reads a value: the name of a vector, where it begins there, and how far apart its elements are."""

    vector: str
    start: int
    strides: tuple[int, ...]


class Memory:
    """Vectors by the names of their dtypes; places are reserved first, and then allocated at once."""

    def __init__(self) -> None:
        self.sizes: dict[str, int] = {}
        self.vectors: dict[str, NDArray[Any]] = {}

    def reserve(self, value: Value) -> tuple[str, int]:
        """A place for a value: the name of the vector, and the number of its first element."""
        name, item = str(value.dtype), value.dtype.itemsize
        start = self.sizes.get(name, 0)
        self.sizes[name] = start + math.ceil(max(1, value.size) * item / LINE) * LINE // item
        return name, start

    def allocate(self) -> None:
        """Make the vectors, of zeros."""
        for name, size in self.sizes.items():
            spare = LINE // np.dtype(name).itemsize
            whole = np.zeros(size + spare, name)
            skip = -(whole.ctypes.data // whole.itemsize) % spare
            self.vectors[name] = whole[skip : skip + size]


class Values:
    """The values of one plan in a memory."""

    def __init__(self, memory: Memory, pieces: Pieces, places: dict[Value, tuple[str, int]]) -> None:
        self.memory, self.pieces, self.places = memory, pieces, places
        self.arrays: dict[Value, NDArray[Any]] = {}

    def array(self, value: Value) -> NDArray[Any]:
        """A value as an array; a view as a view."""
        if value not in self.arrays:
            if value in self.pieces.views:
                op = self.pieces.views[value]
                self.arrays[value] = apply(np, op, [self.array(op.operands[0])])
            else:
                name, start = self.places[value]
                self.arrays[value] = self.memory.vectors[name][start : start + value.size].reshape(value.shape)
        return self.arrays[value]

    def place(self, value: Value) -> Place:
        """Where a loop finds the elements of a value, or of a view."""
        array, name = self.array(value), str(value.dtype)
        vector = self.memory.vectors[name]
        start = (array.ctypes.data - vector.ctypes.data) // vector.itemsize if array.size else 0
        strides = zip(array.shape, array.strides, strict=True)
        return Place(name, start, tuple(0 if n == 1 else stride // array.itemsize for n, stride in strides))
