"""The samples of a training on ranks: all of them on every rank, or each rank its own, of which batches are exchanged."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.plan import numpy_dtype

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bpnet.backend import Backend
    from bpnet.distributed.ranks import Ranks

Shards = list[tuple[int, int]]
"""For each rank the first position of its shard in a batch, and the position after its last."""


@dataclass(frozen=True, eq=False)
class CopiedRows:
    """Samples of which every rank has all: nothing is exchanged.

    Attributes
    ----------
    arrays
        ``(x, target)``, arrays of the backend.
    rank
        Number of this rank.
    """

    backend: Backend
    arrays: Tree
    rank: int

    @property
    def n(self) -> int:
        """Number of samples."""
        return int(self.arrays[0].shape[0])

    def order(self, order: Any) -> Any:
        """Return the order of an epoch as `take` takes it."""
        return order

    def take(self, order: Any, start: int, shards: Shards) -> Tree:
        """Return the rows of this rank's shard in the batch that begins at position ``start`` of an order."""
        first, stop = (start + position for position in shards[self.rank])
        if order is None:
            return self.arrays if (first, stop) == (0, self.n) else map_tree(lambda a: a[first:stop, ...], self.arrays)
        chosen = order[first:stop]
        return map_tree(lambda a: self.backend.xp.take(a, chosen, axis=0), self.arrays)


@dataclass(frozen=True, eq=False)
class OwnRows:
    """Samples of which each rank has its own: the first ones are on rank 0, the next on rank 1, and so on.

    Rows of a batch that another rank computes are sent to it, all those of one rank in one message (``Alltoallv``).

    Attributes
    ----------
    arrays
        ``(x, target)`` of this rank, arrays of the backend; memory-mapped arrays stay on disk.
    counts
        Number of samples on each rank.
    numbers
        Rows that the training uses, by their numbers in all samples; None for all, in their order.
    """

    backend: Backend
    ranks: Ranks
    arrays: Tree
    counts: tuple[int, ...]
    numbers: NDArray[np.int64] | None = None

    @property
    def n(self) -> int:
        """Number of samples on all ranks."""
        return sum(self.counts) if self.numbers is None else len(self.numbers)

    def select(self, numbers: NDArray[np.int64]) -> OwnRows:
        """Return some of the rows, by their numbers."""
        return replace(self, numbers=numbers if self.numbers is None else self.numbers[numbers])

    def order(self, order: Any) -> Any:
        """Return the order of an epoch as `take` takes it: on the host."""
        return order if order is None else self.backend.to_host(order)

    def take(self, order: Any, start: int, shards: Shards) -> Tree:
        """Return the rows of this rank's shard in the batch that begins at position ``start`` of an order."""
        return self.fetch([self._numbers(order, start + first, start + stop) for first, stop in shards])

    def _numbers(self, order: NDArray[Any] | None, first: int, stop: int) -> NDArray[np.int64]:
        positions = np.arange(first, stop) if order is None else order[first:stop]
        return positions if self.numbers is None else self.numbers[positions]

    def fetch(self, wanted: Sequence[NDArray[np.int64]]) -> Tree:
        """Return the rows that this rank wants; ``wanted`` has the row numbers that each rank wants."""
        here, ends = self.ranks.rank, np.cumsum(self.counts)
        owners = [np.searchsorted(ends, numbers, side="right") for numbers in wanted]
        first = int(ends[here]) - self.counts[here]
        if all(np.all(owner == rank) for rank, owner in enumerate(owners)):
            return self._own(wanted[here] - first)
        own = [numbers[owner == here] - first for numbers, owner in zip(wanted, owners, strict=True)]
        return self._exchange(own, owners[here])

    def _own(self, rows: NDArray[np.int64]) -> Tree:
        if len(rows) and rows[-1] - rows[0] + 1 == len(rows) and np.all(np.diff(rows) == 1):  # a view, not a copy
            return map_tree(lambda a: a[int(rows[0]) : int(rows[-1]) + 1, ...], self.arrays)
        index = self.backend.from_host(rows, "int64")
        return map_tree(lambda a: self.backend.xp.take(a, index, axis=0), self.arrays)

    def _exchange(self, own: Sequence[NDArray[np.int64]], owner: NDArray[Any]) -> Tree:
        """Send rows to all ranks, those of this rank in its own memory; all arrays of a row are sent as one row of bytes."""
        ranks, item = self.ranks, self._row_bytes()
        sent = self._pack(np.concatenate([rows for rank, rows in enumerate(own) if rank != ranks.rank]))
        counts = [0 if rank == ranks.rank else len(rows) * item for rank, rows in enumerate(own)]
        expected = [0 if rank == ranks.rank else int(np.sum(owner == rank)) * item for rank in range(ranks.size)]
        received = np.empty(sum(expected), np.uint8)
        ranks.exchange(sent.reshape(-1), counts, received, expected)
        made = np.empty((len(owner), item), np.uint8)
        made[owner == ranks.rank] = self._pack(own[ranks.rank])
        start = 0
        for rank, n in enumerate(expected):
            if n:
                made[owner == rank] = received[start : start + n].reshape(-1, item)
                start += n
        return self._unpack(made)

    def _row_bytes(self) -> int:
        return sum(math.prod(leaf.shape[1:]) * numpy_dtype(leaf).itemsize for leaf in leaves(self.arrays))

    def _pack(self, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
        return np.concatenate([_as_bytes(self._host_rows(leaf, rows)) for leaf in leaves(self.arrays)], axis=1)

    def _host_rows(self, leaf: Any, rows: NDArray[np.int64]) -> NDArray[Any]:
        if isinstance(leaf, np.ndarray):
            return leaf[rows]
        return self.backend.to_pinned_host(self.backend.xp.take(leaf, self.backend.from_host(rows, "int64"), axis=0))

    def _unpack(self, packed: NDArray[np.uint8]) -> Tree:
        start = 0

        def array(leaf: Any) -> Any:
            nonlocal start
            dtype, shape = numpy_dtype(leaf), (len(packed), *leaf.shape[1:])
            width = math.prod(shape[1:]) * dtype.itemsize
            column = np.ascontiguousarray(packed[:, start : start + width]).view(dtype).reshape(shape)
            start += width
            return self.backend.from_host(column, dtype.name)

        return map_tree(array, self.arrays)


def _as_bytes(rows: NDArray[Any]) -> NDArray[np.uint8]:
    """View an array of rows as a matrix of bytes."""
    n, width = len(rows), math.prod(rows.shape[1:]) * rows.dtype.itemsize
    return np.ascontiguousarray(rows).reshape(-1).view(np.uint8).reshape(n, width)


Samples: TypeAlias = CopiedRows | OwnRows
