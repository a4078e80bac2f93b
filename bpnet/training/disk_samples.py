"""Samples that stay on disk: memory-mapped arrays, of which only some rows at a time are in memory."""

from __future__ import annotations

import math
import mmap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.backend import Backend
from bpnet.losses.base import split_target
from bpnet.training.host_arrays import is_host
from bpnet.training.inputs import Inputs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

PORTION = 1 << 25
"""Bytes of the rows that are in memory at once, as the network computes with them; bits do not depend on it.

Maps that are no larger are loaded.
"""


def mapped_file(array: Any) -> mmap.mmap | None:
    """Return the file whose memory an array views, directly or as a view of a view; None for any other object."""
    if not isinstance(array, np.ndarray):
        return None
    while array is not None and not isinstance(array, mmap.mmap):
        array = array.obj if isinstance(array, memoryview) else getattr(array, "base", None)
    try:
        return array if array is None or array.size() else None
    except (OSError, ValueError):  # memory without a file, or whose descriptor is not kept
        return None


def stay_on_disk(backend: Backend, dtype: str, arrays: Sequence[Any]) -> bool:
    """Return True if these arrays, inputs first, are host data, one is a file's, and a portion cannot have them all."""
    if isinstance(arrays[0], tuple):  # several inputs, which no file has side by side
        return False
    if not (all(is_host(backend, array) for array in arrays) and any(mapped_file(array) for array in arrays)):
        return False
    return sum(math.prod(getattr(array, "shape", ())) for array in arrays) * np.dtype(dtype).itemsize > PORTION


@dataclass(frozen=True, eq=False)
class DiskArray:
    """Checked numbers of the host, and the dtype in which the network computes with them."""

    host: NDArray[Any]
    dtype: str

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the array."""
        return self.host.shape

    @property
    def row_bytes(self) -> int:
        """Size of a row in ``dtype``."""
        return math.prod(self.shape[1:]) * np.dtype(self.dtype).itemsize

    def rows(self, index: Any) -> NDArray[Any]:
        """Return rows, a slice or numbers, in their own dtype."""
        flags = self.host.flags
        if isinstance(index, slice) or not (flags.c_contiguous and flags.aligned):  # `numpy.take` would copy all rows first
            return self.host[index]
        return np.take(self.host, index, axis=0)  # faster than an index


class DiskInputs(Inputs):
    """Validation of data that then stay where they are."""

    __slots__ = ()

    def place(self, host: NDArray[Any], dtype: str) -> Any:
        """Return the numbers as a `DiskArray`."""
        return DiskArray(host, dtype)

    def targets(self, y: Any, n: int, *, check_values: bool, name: str = "y") -> Any:
        """Return targets where they are; those of several heads side by side, which no file has, in memory."""
        if not (isinstance(y, tuple) and self.loss.heads):
            return super().targets(y, n, check_values=check_values, name=name)
        joined = Inputs(*self).targets(y, n, check_values=check_values, name=name)
        return DiskArray(self.backend.to_host(joined), self.dtype)


@dataclass(frozen=True)
class File:
    """A mapped file, the size that it must have, and the name of the argument that it was."""

    name: str
    file: mmap.mmap
    size: int

    @classmethod
    def of(cls, array: Any, name: str) -> list[File]:
        """Return the file of an array that is complete, if the array has one."""
        file = mapped_file(array)
        if file is None:
            return []
        made = cls(name, file, max(len(file), file.size()))
        made.check()
        return [made]

    def check(self) -> None:
        """Raise OSError if the file is shorter than it was: reading what is missing would end the process."""
        if self.file.size() < self.size:
            raise OSError(
                f"the file of {self.name} has {self.file.size()} bytes, of {self.size} before: it was truncated after it was "
                "mapped. Restore it, and map it again; files must not change during training"
            )


@dataclass(frozen=True, eq=False)
class DiskSamples:
    """Samples on disk.

    Attributes
    ----------
    inputs
        Places rows in memory.
    arrays
        ``(x, target)``, a tree of `DiskArray`; or ``(x,)``.
    files
        The mapped files among them.
    numbers
        Rows that are used, by their numbers in the arrays; None for all, in their order.
    """

    inputs: Inputs
    arrays: Tree
    files: tuple[File, ...]
    numbers: NDArray[np.int64] | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """Shape of the inputs, (n, n_in)."""
        rows, n_in = self.arrays[0].shape
        return rows if self.numbers is None else len(self.numbers), n_in

    @property
    def n(self) -> int:
        """Number of samples."""
        return self.shape[0]

    @property
    def weight(self) -> NDArray[Any] | None:
        """Weights of the samples in the network's dtype, if there are any."""
        weight = split_target(self.arrays[1])[1]
        if weight is None:
            return None
        column: Any = weight  # a `DiskArray`
        return np.asarray(column.rows(self._index(slice(None))), self.inputs.dtype)

    def select(self, numbers: NDArray[np.int64]) -> DiskSamples:
        """Return some of the samples, by their numbers."""
        return replace(self, numbers=self._index(numbers) if self.numbers is not None else numbers)

    def spans(self, size: int) -> list[slice]:
        """Return the rows of an epoch that are in memory at once, as positions: 2**k batches, and at least two full ones.

        A compiled loop of one full batch may be another program than that of all.
        """
        batches = max(2, PORTION // (size * sum(leaf.row_bytes for leaf in leaves(self.arrays))))
        most = size << (batches.bit_length() - 1)
        starts = list(range(0, self.n, most))
        if len(starts) > 1 and self.n - starts[-1] < 2 * size:
            starts.pop()
        return [slice(start, stop) for start, stop in zip(starts, [*starts[1:], self.n], strict=True)]

    def take(self, rows: Any) -> Tree:
        """Return rows, a slice or numbers, as arrays of the backend."""
        return self._place(self.arrays, rows)

    def take_targets(self, rows: Any) -> Tree:
        """Return the targets of rows, a slice or numbers, as arrays of the backend."""
        return self._place(self.arrays[1], rows)

    def _place(self, arrays: Tree, rows: Any) -> Tree:
        index = self._index(rows)
        for file in self.files:
            file.check()
        return map_tree(lambda leaf: self.inputs.place(leaf.rows(index), leaf.dtype), arrays)

    def take_in_order(self, numbers: NDArray[np.int64]) -> tuple[Tree, Any]:
        """Return rows as arrays of the backend, and their order: they are read as they lie in the file."""
        index = self._index(numbers)
        stored = np.argsort(index)
        order = np.empty_like(stored)
        order[stored] = np.arange(len(stored))
        return self.take(numbers[stored]), self.inputs.backend.from_host(order, "int64")

    def _index(self, rows: Any) -> Any:
        return rows if self.numbers is None else self.numbers[rows]


def disk_samples(inputs: Inputs, x: Any, y: Any, weight: Any, *, name: str) -> DiskSamples:
    """Check samples as `bpnet.training.inputs.Inputs.batch` does, and leave them on disk."""
    given = ((x, f"{name}x"), (y, f"{name}y"), (weight, f"{name}sample_weight"))
    files = tuple(file for array, word in given for file in File.of(array, word))
    return DiskSamples(inputs, DiskInputs(*inputs).batch(x, y, weight, check_values=True, name=name), files)


def disk_inputs(inputs: Inputs, x: Any) -> DiskSamples:
    """Check inputs to predict for, and leave them on disk, as samples without targets."""
    files = tuple(File.of(x, "x"))
    return DiskSamples(inputs, (DiskInputs(*inputs).x(x, check_values=False),), files)
