"""Compiled programs that networks share: a second network whose step has the same operations finds the program of the first.

A program is found by the content of what it computes, so it has no buffers and no arrays of a network; `CompiledFunction` keeps
the programs of one network, which may be these.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

MAX_PROGRAMS, MAX_BYTES = 128, 1 << 28
"""Limits of the store, in programs and in bytes of their constants."""


class ProgramStore:
    """Programs by their content, for all networks and threads of a process; those used least recently are dropped.

    A network that has a program keeps it, also when it is dropped here.

    Parameters
    ----------
    limit, max_bytes
        Limits, in programs and in bytes of their attributes ``nbytes``; a larger program is not kept.

    Attributes
    ----------
    built
        Number of programs that were built because they were not in the store.
    """

    def __init__(self, limit: int = MAX_PROGRAMS, max_bytes: int = MAX_BYTES) -> None:
        self.limit, self.max_bytes, self.built = limit, max_bytes, 0
        self.programs: dict[Hashable, Any] = {}
        self.lock = threading.RLock()

    def find(self, key: Hashable, build: Callable[[], Any]) -> Any:
        """Return the program of a key, built if there is none.

        Parameters
        ----------
        key
            Kind of program, device, content and settings: whatever the program depends on.
        build
            Makes the program. Other threads wait for it, so what takes long belongs in the first run of a program.
        """
        with self.lock:
            program = self.programs.pop(key, None)
            if program is None:
                program = build()
                self.built += 1
            if count_bytes(program) > self.max_bytes:
                return program
            while self.programs and (
                len(self.programs) >= self.limit or count_bytes(*self.programs.values(), program) > self.max_bytes
            ):
                del self.programs[next(iter(self.programs))]
            self.programs[key] = program
            return program

    def clear(self) -> None:
        """Drop all programs."""
        with self.lock:
            self.programs.clear()


def count_bytes(*programs: Any) -> int:
    """Return the bytes of what programs hold, by their attributes ``nbytes``."""
    return sum(getattr(program, "nbytes", 0) for program in programs)


STORE = ProgramStore()
"""The store of this process."""


def clear_caches() -> None:
    """Drop the compiled programs that bpnet keeps for networks to come; networks keep those that they have.

    What JAX keeps of single operations is dropped by ``jax.clear_caches()``.
    """
    STORE.clear()
