"""The ranks of a training run, and what they tell one another: `Ranks`, of which `MPIRanks` is on MPI."""

from __future__ import annotations

import contextlib
import math
import sys
import time
import traceback
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NoReturn

from bpnet._messages import error_summary, one_line, short_repr
from bpnet._specs import first_difference
from bpnet.errors import RankError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REDUCTIONS = {"sum": "SUM", "max": "MAX", "min": "MIN", "all": "LAND", "any": "LOR"}
"""MPI's names of the reductions over rows."""

GRACE = 1.0
"""Seconds in which the other ranks print an error that all have, before one of them ends all."""
FORWARDING = 0.2
"""Seconds in which the launcher reads what a rank has printed: what it has not read when it ends all ranks is lost."""
PREPARATIONS = "preparations"
ON_EVERY_RANK = "bpnet_on_every_rank"
"""Attribute that marks errors which all ranks raise."""


@dataclass
class Traffic:
    """What a rank has sent for its training steps: numbers of collective calls, of messages, and of bytes.

    A message is what one other rank is sent in a call of ``Alltoallv`` or ``Allgatherv``; an ``Allreduce`` counts as one
    message of its vector, whatever the algorithm of the library.
    """

    calls: int = 0
    messages: int = 0
    bytes: int = 0

    def add(self, *sizes: int) -> None:
        """Count a call that sends messages of these sizes in bytes; empty ones are not sent."""
        sent = [size for size in sizes if size]
        self.calls, self.messages, self.bytes = self.calls + 1, self.messages + len(sent), self.bytes + sum(sent)


class Ranks(ABC):
    """The processes that train one network together, seen from one of them.

    Subclasses implement the collective functions, which all ranks must call in the same order. Buffers are contiguous vectors of
    NumPy, or of a CUDA library if `takes_device_buffers`.

    Attributes
    ----------
    rank, size
        Number of this rank, from 0, and the number of ranks.
    traffic
        Counts of `exchange`, `collect` and `reduce`.
    """

    def __init__(self, rank: int, size: int) -> None:
        self.rank, self.size = rank, size
        self.traffic = Traffic()

    def __repr__(self) -> str:
        return f"<rank {self.rank} of {self.size}>"

    takes_device_buffers = False
    """True if the functions accept vectors in the memory of a CUDA device."""

    @abstractmethod
    def _gather(self, value: Any) -> list[Any]:
        """Return the Python objects that all ranks passed, in the order of the ranks."""

    @abstractmethod
    def _exchange(self, sent: Any, counts: Sequence[int], received: Any, expected: Sequence[int]) -> None: ...

    @abstractmethod
    def _collect(self, sent: Any, received: Any, counts: Sequence[int]) -> None: ...

    @abstractmethod
    def _reduce(self, sent: Any, received: Any, kind: str) -> None: ...

    @abstractmethod
    def abort(self) -> NoReturn:
        """End all ranks at once, with a non-zero exit status."""

    def gather_objects(self, value: Any, what: str) -> list[Any]:
        """Return the Python objects that all ranks passed, in the order of the ranks; ``what`` they are must be the same."""
        gathered = self._gather((what, value))
        for rank, (theirs, _) in enumerate(gathered):
            if theirs != gathered[0][0]:
                calls = "fit, and run.loss_after() in callbacks, must be called by all ranks together or by none"
                raise as_common(RuntimeError(f"rank 0 is at {gathered[0][0]}, rank {rank} at {theirs}: {calls}"))
        return [value for _, value in gathered]

    def exchange(self, sent: Any, counts: Sequence[int], received: Any, expected: Sequence[int]) -> None:
        """Send ``counts[r]`` consecutive elements to each rank r, and receive ``expected[r]`` from it (``Alltoallv``)."""
        item = sent.dtype.itemsize
        self.traffic.add(*(n * item for r, n in enumerate(counts) if r != self.rank))
        self._exchange(sent, counts, received, expected)

    def collect(self, sent: Any, received: Any, counts: Sequence[int]) -> None:
        """Send a vector to every rank, and receive the ``counts[r]`` elements of each rank r (``Allgatherv``)."""
        self.traffic.add(*[counts[self.rank] * sent.dtype.itemsize] * (self.size - 1))
        self._collect(sent, received, counts)

    def reduce(self, sent: Any, received: Any, kind: str) -> None:
        """Reduce the vectors of all ranks element by element, in an order that the library chooses (``Allreduce``)."""
        self.traffic.add(math.prod(sent.shape) * sent.dtype.itemsize)
        self._reduce(sent, received, kind)

    def share(self, value: Any) -> Any:
        """Return the object that rank 0 passed."""
        return self.gather_objects(value if self.rank == 0 else None, "the length of the next chunk")[0]

    def agree(self, answer: bool, error: Exception | None = None, what: str = "the result of an epoch") -> bool:  # noqa: FBT001 - the one thing that is passed
        """Return True if the answer of any rank is true; ``what`` it is about, for an error.

        Raises
        ------
        RankError
            If another rank passed an error; this rank's own error is raised as it is.
        """
        if self.size == 1:
            if error is not None:
                raise error
            return bool(answer)
        return any(self._gather_unless_failed(bool(answer), error, what))

    def gather_within(self, value: Any) -> list[Any]:
        """Return the Python objects of all ranks, within `together`: a rank that has failed there is an error here too."""
        return self._gather_unless_failed(value, None, PREPARATIONS)

    def _gather_unless_failed(self, value: Any, error: Exception | None, what: str) -> list[Any]:
        gathered = self.gather_objects((value, None if error is None else _summary(error)), what)
        if error is not None:
            raise as_common(error)
        for rank, (_, reason) in enumerate(gathered):
            if reason is not None:
                raise as_common(RankError(f"rank {rank} failed: {reason}", rank=rank))
        return [value for value, _ in gathered]

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Context manager around what each rank does by itself: if one fails, all raise, and nobody waits for it.

        There is no collective function within, but `gather_within`.
        """
        if self.size == 1:
            yield
            return
        failure: Exception | None = None
        try:
            yield
        except Exception as error:
            if is_common(error):
                raise
            failure = error  # raised below, once the others know
        self.agree(False, failure, PREPARATIONS)  # noqa: FBT003 - there is no question

    @contextlib.contextmanager
    def abort_on_error(self) -> Iterator[None]:
        """Context manager around collective work: an error that other ranks do not have ends them all, since they would wait."""
        try:
            yield
        except BaseException as error:
            if self.size == 1 or is_common(error):
                raise
            self.report(error)
            self.abort()

    def report(self, error: BaseException) -> None:
        """Print an error and its traceback, with the number of the rank."""
        lines = "".join(traceback.format_exception(error))
        print(f"bpnet: rank {self.rank} of {self.size} failed, and ends all ranks\n{lines}", file=sys.stderr, flush=True)

    def check_same(self, facts: dict[str, Any], expected: str = "it must be the same on all ranks") -> None:
        """Raise ValueError on every rank if a fact is not the same on all of them; the error ends with what is expected."""
        gathered = self.gather_objects(facts, "a comparison of the ranks") if self.size > 1 else []
        for rank, theirs in enumerate(gathered):
            for name in gathered[0] | theirs:
                if found := first_difference(gathered[0].get(name), theirs.get(name), name):
                    place, *values = found
                    first, other = (short_repr(value, 70) for value in values)
                    came = f"{one_line(place)} is {first} on rank 0, {other} on rank {rank}"
                    raise as_common(ValueError(f"the ranks differ: {came}; {expected}"))

    def describe(self) -> dict[str, str | int]:
        """Return the facts about the ranks that records of a run need."""
        return {"ranks": self.size}


def _summary(error: Exception) -> str:
    """Return the type and the message of an error, on one line; the type alone if the message cannot be read."""
    try:
        return error_summary(error, 200)
    except Exception:  # noqa: BLE001 - a user's __str__ may raise anything
        return type(error).__name__


def as_common(error: Exception) -> Exception:
    """Mark an error that every rank raises, and return it."""
    setattr(error, ON_EVERY_RANK, True)
    return error


def is_common(error: BaseException) -> bool:
    """Return True for an error that every rank raises."""
    return getattr(error, ON_EVERY_RANK, False)


class MPIRanks(Ranks):
    """Ranks of a communicator of mpi4py."""

    def __init__(self, comm: Any) -> None:
        from mpi4py import MPI

        super().__init__(comm.Get_rank(), comm.Get_size())
        self.comm, self.operations = comm, {kind: getattr(MPI, name) for kind, name in REDUCTIONS.items()}
        if self.size > 1:
            _end_all_on_errors(self)

    @classmethod
    def of(cls, comm: Any) -> MPIRanks:
        """Return the ranks of a communicator: the same object each time, which MPI keeps with it."""
        from mpi4py import MPI

        if not isinstance(comm, MPI.Comm) or comm == MPI.COMM_NULL or comm.Is_inter():
            came = "MPI.COMM_NULL" if comm == MPI.COMM_NULL else short_repr(comm)
            raise TypeError(f"comm must be an intracommunicator of mpi4py, such as MPI.COMM_WORLD, got {came}")
        key = _attribute()
        kept = comm.Get_attr(key)
        if isinstance(kept, MPIRanks):
            return kept
        made = cls(comm)
        comm.Set_attr(key, made)
        return made

    @cached_property
    def takes_device_buffers(self) -> bool:  # type: ignore[override]  # of this communicator
        """True if the MPI library says that it is CUDA-aware, by MPI 4.1's allocation kinds or by ``MPIX_Query_cuda_support``."""
        import ctypes

        from mpi4py import MPI

        kinds = self.comm.Get_info().Get("mpi_memory_alloc_kinds") or ""
        if {"cuda", "cuda:device"} & set(kinds.split(",")):
            return True
        query = getattr(ctypes.CDLL(MPI.__file__), "MPIX_Query_cuda_support", None)
        return query is not None and query() == 1

    def _gather(self, value: Any) -> list[Any]:
        gathered: list[Any] = self.comm.allgather(value)
        return gathered

    def _exchange(self, sent: Any, counts: Sequence[int], received: Any, expected: Sequence[int]) -> None:
        self.comm.Alltoallv([sent, counts], [received, expected])

    def _collect(self, sent: Any, received: Any, counts: Sequence[int]) -> None:
        self.comm.Allgatherv(sent, [received, counts])

    def _reduce(self, sent: Any, received: Any, kind: str) -> None:
        self.comm.Allreduce(sent, received, self.operations[kind])

    def abort(self) -> NoReturn:
        """End all processes of the MPI program at once, with a non-zero exit status."""
        from mpi4py import MPI

        time.sleep(FORWARDING)
        MPI.COMM_WORLD.Abort(1)
        raise SystemExit(1)  # Abort does not return


class SingleRank(Ranks):
    """The only process of a training: nothing is sent, and errors are raised as they are."""

    def __init__(self) -> None:
        super().__init__(0, 1)

    def _gather(self, value: Any) -> list[Any]:
        return [value]

    def describe(self) -> dict[str, str | int]:
        """Return nothing: the training is as without ``comm``."""
        return {}

    def abort(self) -> NoReturn:
        """End this process."""
        raise SystemExit(1)

    def _exchange(self, sent: Any, counts: Sequence[int], received: Any, expected: Sequence[int]) -> None:
        raise NotImplementedError

    def _collect(self, sent: Any, received: Any, counts: Sequence[int]) -> None:
        raise NotImplementedError

    def _reduce(self, sent: Any, received: Any, kind: str) -> None:
        raise NotImplementedError


ALONE = SingleRank()
"""The rank of a training without ``comm``."""


@cache
def _attribute() -> int:
    """Return the key under which communicators keep their ranks; a duplicate of a communicator has ranks of its own."""
    from mpi4py import MPI

    key: int = MPI.Comm.Create_keyval()
    return key


def ranks_of(comm: Any) -> Ranks:
    """Return the ranks of a communicator; of None, or of one with a single rank, a `SingleRank`."""
    if comm is None:
        return ALONE
    ranks = comm if isinstance(comm, Ranks) else MPIRanks.of(comm)
    return ALONE if ranks.size == 1 else ranks


def _end_all_on_errors(ranks: Ranks) -> None:
    """From now on, let an uncaught error of this rank end all: the others might wait for it forever."""
    before = sys.excepthook
    if getattr(before, "ends_all_ranks", False):
        return

    def hook(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        before(kind, error, trace)
        sys.stderr.flush()
        time.sleep(GRACE if is_common(error) else 0.0)
        ranks.abort()

    hook.ends_all_ranks = True  # type: ignore[attr-defined]  # the mark of this function
    sys.excepthook = hook
