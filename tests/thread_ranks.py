"""Ranks that are threads of one process: a double of MPI for tests, which counts, and which never waits forever."""

import copy
import itertools
import threading

import numpy as np

from bpnet.compiler.nodes import combine
from bpnet.distributed.ranks import Ranks

SECONDS = 60


class Aborted(BaseException):
    """A rank has ended all."""


class Meeting:
    """The place where the threads meet: each puts something there, and takes what the others have put."""

    def __init__(self, size):
        self.size, self.barrier, self.places = size, threading.Barrier(size), [None] * size

    def exchange(self, rank, value):
        try:
            self.barrier.wait(SECONDS)
            self.places[rank] = value
            self.barrier.wait(SECONDS)
            found = list(self.places)
            self.barrier.wait(SECONDS)
        except threading.BrokenBarrierError:
            raise Aborted from None
        return found


class ThreadRanks(Ranks):
    """One of several threads."""

    def __init__(self, rank, meeting):
        super().__init__(rank, meeting.size)
        self.meeting, self.error = meeting, Aborted()

    def _gather(self, value):
        return copy.deepcopy(self.meeting.exchange(self.rank, value))

    def _exchange(self, sent, counts, received, expected):
        ends = np.cumsum([0, *counts])
        assert len(sent) == ends[-1]
        parts = [sent[start:stop] for start, stop in itertools.pairwise(ends)]
        given = [others[self.rank] for others in self.meeting.exchange(self.rank, parts)]
        self._receive(given, received, expected)

    def _collect(self, sent, received, counts):
        self._receive(self.meeting.exchange(self.rank, sent), received, counts)

    def _receive(self, given, received, counts):
        assert [len(part) for part in given] == list(counts)
        start = 0
        for part in given:
            received[start : start + len(part)] = part
            start += len(part)
        assert start == len(received)
        self.meeting.exchange(self.rank, None)

    def _reduce(self, sent, received, kind):
        given = self.meeting.exchange(self.rank, sent)
        total = given[-1]
        for other in given[-2::-1]:  # not in the order of the ranks
            total = combine(np, kind)(total, other)
        received[:] = total
        self.meeting.exchange(self.rank, None)

    def report(self, error):
        self.error = error

    def abort(self):
        self.meeting.barrier.abort()
        raise self.error


def run_on(size, function):
    """Call ``function(ranks)`` in as many threads; return the results, or raise the first error."""
    meeting, results, errors = Meeting(size), [None] * size, [None] * size

    def work(rank):
        try:
            results[rank] = function(ThreadRanks(rank, meeting))
        except BaseException as error:  # noqa: BLE001 - raised below
            errors[rank] = error
            meeting.barrier.abort()

    threads = [threading.Thread(target=work, args=(rank,)) for rank in range(size)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first = next((error for error in errors if error is not None and not isinstance(error, Aborted)), None)
    if first is not None:
        raise first
    return results
