"""Barriers of a kernel of one block: as few as possible, computed from the threads that access each element."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bpnet_cupy.stages import Access

NOBODY = np.iinfo(np.int32)
"""The smallest thread, and the largest, of no threads: ``NOBODY.max, NOBODY.min``."""


class Owners(NamedTuple):
    """The smallest and the largest thread that accesses each element: whether they are one thread is all that matters."""

    least: NDArray[np.int32]
    most: NDArray[np.int32]

    @classmethod
    def none(cls, size: int) -> Owners:
        """Return the owners of elements that no thread accesses."""
        return cls(np.full(size, NOBODY.max, np.int32), np.full(size, NOBODY.min, np.int32))

    @classmethod
    def of(cls, accesses: Sequence[Access], starts: dict[str, int], size: int, threads: int) -> Owners:
        """Return the owners of the elements of some buffers, of which each begins at one of ``starts``; of others, none."""
        found = cls.none(size)
        for buffer, cells, indices in accesses:
            if buffer in starts:
                where, who = np.broadcast_arrays(cells + starts[buffer], (indices % threads).astype(np.int32))
                np.minimum.at(found.least, where, who)
                np.maximum.at(found.most, where, who)
        return found

    def joined(self, other: Owners) -> Owners:
        """Return the owners of both."""
        return Owners(np.minimum(self.least, other.least), np.maximum(self.most, other.most))

    def meets(self, other: Owners) -> bool:
        """Return True if two different threads access one element, one of them here and one of them there."""
        both = (self.most >= 0) & (other.most >= 0)
        return bool((both & (np.minimum(self.least, other.least) != np.maximum(self.most, other.most))).any())


class Accesses(NamedTuple):
    """The owners of the elements that are read, and of those that are written."""

    reads: Owners
    writes: Owners

    def joined(self, other: Accesses) -> Accesses:
        """Return what both access."""
        return Accesses(self.reads.joined(other.reads), self.writes.joined(other.writes))

    def conflicts(self, later: Accesses) -> bool:
        """Return True if a thread must wait for another one between these accesses and later ones."""
        return self.writes.meets(later.reads) or self.writes.meets(later.writes) or self.reads.meets(later.writes)


def schedule(stages: Sequence[Accesses], before: Accesses) -> list[int]:
    """Return the numbers of stages in an order that needs fewer barriers: each as early as it need not wait for another thread.

    ``before`` is what was accessed before the first one.
    """
    reads, writes = (np.stack([getattr(each, kind).most >= 0 for each in stages]).astype(np.float32) for kind in Accesses._fields)
    fixed = (writes @ np.maximum(reads, writes).T + reads @ writes.T) > 0  # pairs that must keep their order
    pending, order, recent = list(range(len(stages))), list[int](), before
    while pending:
        waiting: list[int] = []
        for number in pending:
            if fixed[waiting, number].any() or recent.conflicts(stages[number]):
                waiting.append(number)
            else:
                order.append(number)
                recent = recent.joined(stages[number])
        if len(waiting) == len(pending):
            nobody = Owners.none(before.reads.most.size)
            recent = Accesses(nobody, nobody)
        pending = waiting
    return order


class Barriers:
    """The places of barriers in sequences of stages, some of which follow one another.

    Parameters
    ----------
    sequences
        What each stage of each sequence accesses.
    follow
        Pairs of the number of a sequence and of one that may follow it.
    size
        Number of elements.

    Attributes
    ----------
    before
        For each stage of each sequence, True if there is a barrier before it.
    """

    def __init__(self, sequences: Sequence[Sequence[Accesses]], follow: Sequence[tuple[int, int]], size: int) -> None:
        self.sequences, self.follow = sequences, follow
        self.nothing = Accesses(Owners.none(size), Owners.none(size))
        self.before = [[False] * len(sequence) for sequence in sequences]
        while self._conflict(place=True):
            pass
        for number, flags in enumerate(self.before):  # those that ones of later passes made superfluous
            for index in [index for index, flag in enumerate(flags) if flag]:
                self.before[number][index] = False
                self.before[number][index] = self._conflict(place=False)

    @property
    def count(self) -> int:
        """Number of barriers in the source."""
        return sum(sum(flags) for flags in self.before)

    def _conflict(self, *, place: bool) -> bool:
        """Return True if a barrier is missing; place it if so asked."""
        entry, changed, found = [self.nothing for _ in self.sequences], True, False
        while changed:
            changed = False
            for number, sequence in enumerate(self.sequences):
                recent = entry[number]
                for index, accesses in enumerate(sequence):
                    if not self.before[number][index] and recent.conflicts(accesses):
                        found = True
                        if not place:
                            return True
                        self.before[number][index] = True
                    recent = accesses if self.before[number][index] else recent.joined(accesses)
                for _, after in (pair for pair in self.follow if pair[0] == number):
                    joined = entry[after].joined(recent)
                    changed |= not all(np.array_equal(a, b) for a, b in zip(flat(joined), flat(entry[after]), strict=True))
                    entry[after] = joined
        return found


def flat(accesses: Accesses) -> list[NDArray[np.int32]]:
    """Return the arrays of accesses."""
    return [*accesses.reads, *accesses.writes]
