"""Barriers of a kernel of one block, or of several: as few as possible, computed from the threads that access each element."""

from __future__ import annotations

import itertools
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bpnet_cupy.stages import Access

NOBODY = np.iinfo(np.int32)
"""The smallest thread, and the largest, of no threads: ``NOBODY.max, NOBODY.min``."""


class Order(IntEnum):
    """What two stages need in order to run one after the other; as a barrier, ``BLOCK`` and ``GRID``, or ``FREE`` for none."""

    FREE = 0
    """Nothing: neither accesses what the other one writes."""
    THREAD = 1
    """The order of the source: only the same thread does."""
    BLOCK = 2
    """A barrier of each block."""
    GRID = 3
    """A barrier of all blocks."""


class Owners(NamedTuple):
    """The smallest and the largest thread that accesses each of some consecutive elements of a buffer.

    Threads are numbered through all blocks. Whether they are one thread, or of one block, is all that matters.
    """

    buffer: str
    start: int
    least: NDArray[np.int32]
    most: NDArray[np.int32]

    @classmethod
    def of(cls, access: Access, thread: Callable[[NDArray[np.int64]], NDArray[np.int64]]) -> Owners:
        """Return the owners of the elements of an access, given the thread of each index."""
        cells, who = access.cells, thread(access.indices).astype(np.int32)
        start = int(cells.min())
        least = np.full(int(cells.max()) + 1 - start, NOBODY.max, np.int32)
        most = np.full(least.size, NOBODY.min, np.int32)
        cells, who = np.broadcast_arrays(cells - start, who)
        np.minimum.at(least, cells, who)
        np.maximum.at(most, cells, who)
        return cls(access.buffer, start, least, most)

    @property
    def end(self) -> int:
        """The element after the last one."""
        return self.start + self.least.size

    def order(self, other: Owners, threads: int) -> Order:
        """Return what an access needs that must follow another one, of elements of the same buffer, in blocks of some threads."""
        first, end = max(self.start, other.start), min(self.end, other.end)
        mine, theirs = (slice(first - x.start, end - x.start) for x in (self, other))
        both = (self.most[mine] >= 0) & (other.most[theirs] >= 0)
        if not both.any():
            return Order.FREE
        least = np.minimum(self.least[mine], other.least[theirs])[both]
        most = np.maximum(self.most[mine], other.most[theirs])[both]
        if (least // threads != most // threads).any():
            return Order.GRID
        return Order.BLOCK if (least != most).any() else Order.THREAD


class Accesses(NamedTuple):
    """The owners of the elements that a stage reads, and of those that it writes."""

    reads: Sequence[Owners]
    writes: Sequence[Owners]


def orders(stages: Sequence[Accesses], threads: int) -> dict[Order, list[int]]:
    """Return, for each kind but ``FREE``, the stages with which each stage needs this or more: the bits of a number."""
    found = {kind: [0] * len(stages) for kind in Order if kind}
    pieces = [(number, kind, x) for number, stage in enumerate(stages) for kind, each in enumerate(stage) for x in each]
    pieces.sort(key=lambda piece: (piece[2].buffer, piece[2].start))
    for index, (number, writes, one) in enumerate(pieces):
        for later, writes_too, other in itertools.islice(pieces, index, None):
            if other.buffer != one.buffer or other.start >= one.end:
                break
            for kind in range(1, 1 + one.order(other, threads)) if writes or writes_too else ():
                found[Order(kind)][number] |= 1 << later
                found[Order(kind)][later] |= 1 << number
    return found


class Recent:
    """The stages since the last barrier of each kind, as bits of a number."""

    def __init__(self, needs: dict[Order, list[int]]) -> None:
        self.needs, self.since = needs, {Order.GRID: 0, Order.BLOCK: 0}

    def barrier(self, stage: int) -> Order:
        """Return the barrier that a stage needs now."""
        return next((kind for kind, stages in self.since.items() if self.needs[kind][stage] & stages), Order.FREE)

    def add(self, stage: int, barrier: Order = Order.FREE) -> None:
        """Run a stage after a barrier."""
        self.since = {kind: (stages if kind > barrier else 0) | 1 << stage for kind, stages in self.since.items()}

    def join(self, other: Recent) -> bool:
        """Add the stages of another path; return True if there are any."""
        before, self.since = self.since, {kind: stages | other.since[kind] for kind, stages in self.since.items()}
        return before != self.since

    def copy(self) -> Recent:
        """Return a copy, which changes apart from this."""
        made = Recent(self.needs)
        made.join(self)
        return made


def schedule(needs: dict[Order, list[int]], first: int) -> list[int]:
    """Return the numbers of stages in an order that needs fewer barriers: each as early as it need not wait for another thread.

    ``needs`` is what they need, from `orders`; the stages before number ``first`` stay there.
    """
    recent, order = Recent(needs), list(range(first))
    for number in order:
        recent.add(number)
    pending = list(range(first, len(needs[Order.THREAD])))
    while pending:
        ready, waiting = dict[int, Order](), 0
        for number in pending:
            if not needs[Order.THREAD][number] & waiting:
                ready[number] = recent.barrier(number)
            waiting |= 1 << number
        barrier = min(ready.values())
        number = next(x for x, needed in ready.items() if needed is barrier)
        order.append(number)
        recent.add(number, barrier)
        pending.remove(number)
    return order


class Barriers:
    """The places of barriers in sequences of stages, some of which follow one another.

    Parameters
    ----------
    sequences
        What each stage of each sequence accesses.
    follow
        Pairs of the number of a sequence and of one that may follow it.
    threads
        Number of threads of a block.

    Attributes
    ----------
    before
        The barrier before each stage of each sequence.
    """

    def __init__(self, sequences: Sequence[Sequence[Accesses]], follow: Sequence[tuple[int, int]], threads: int) -> None:
        self.needs = orders([stage for sequence in sequences for stage in sequence], threads)
        self.before, self.follow = [[Order.FREE] * len(sequence) for sequence in sequences], follow
        while self._conflict(place=True):
            pass
        for flags in self.before:  # those that ones of later passes made superfluous, or larger than they must be
            for index, flag in enumerate(flags):
                for less in [x for x in (Order.FREE, Order.BLOCK) if x < flag]:
                    flags[index] = less
                    if not self._conflict(place=False):
                        break
                    flags[index] = flag

    def count(self, kind: Order) -> int:
        """Return the number of barriers of a kind in the source."""
        return sum(flags.count(kind) for flags in self.before)

    def _conflict(self, *, place: bool) -> bool:
        """Return True if a barrier is missing; place it if so asked."""
        entry, changed, found = [Recent(self.needs) for _ in self.before], True, False
        while changed:
            changed, stage = False, 0
            for number, flags in enumerate(self.before):
                recent = entry[number].copy()
                for index, flag in enumerate(flags):
                    needed = recent.barrier(stage)
                    if needed > flag:
                        found = True
                        if not place:
                            return True
                        flags[index] = needed
                    recent.add(stage, flags[index])
                    stage += 1
                for _, after in (pair for pair in self.follow if pair[0] == number):
                    changed |= entry[after].join(recent)
        return found
