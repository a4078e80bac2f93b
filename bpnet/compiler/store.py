"""Compiled programs that networks share: a second network whose step has the same operations finds the program of the first.

A program is found by the content of what it computes; it has no buffers, and no arrays of a network. The programs of one network
are in its `bpnet.compiler.compiled_step.CompiledFunction`, and may be these.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from bpnet._suggestions import explain_calls

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

MAX_PROGRAMS, MAX_BYTES = 64, 1 << 28
"""Limits of the store, in programs and in bytes."""


class ProgramStore:
    """Programs by their content, for all networks and threads of a process; those used least recently are dropped.

    A network that has a program keeps it, also when it is dropped here.

    Parameters
    ----------
    max_programs, max_bytes
        Limits; a program larger than ``max_bytes`` is not kept.

    Attributes
    ----------
    built
        Number of programs that were not in the store, and had to be built.
    """

    def __init__(self, max_programs: int = MAX_PROGRAMS, max_bytes: int = MAX_BYTES) -> None:
        self.max_programs, self.max_bytes, self.built = max_programs, max_bytes, 0
        self.programs: dict[Hashable, tuple[Any, int]] = {}
        self.lock = threading.RLock()

    def find(self, key: Hashable, build: Callable[[], Any], nbytes: int = 0) -> Any:
        """Return the program of a key; build it if there is none.

        Parameters
        ----------
        key
            Whatever the program depends on: its kind, device, content and settings.
        build
            Makes the program. Other threads wait for it: what takes long belongs in the first run of a program.
        nbytes
            Size of the program in bytes, if it is known.
        """
        with self.lock:
            if key in self.programs:
                self.programs[key] = self.programs.pop(key)  # the last one is the one used most recently
                return self.programs[key][0]
            program = build()
            self.built += 1
            if nbytes <= self.max_bytes:
                self._make_room(nbytes)
                self.programs[key] = program, nbytes
            return program

    def _make_room(self, nbytes: int) -> None:
        total = nbytes + sum(size for _, size in self.programs.values())
        while self.programs and (len(self.programs) >= self.max_programs or total > self.max_bytes):
            _, size = self.programs.pop(next(iter(self.programs)))
            total -= size

    def clear(self) -> None:
        """Drop all programs."""
        with self.lock:
            self.programs.clear()


STORE = ProgramStore()
"""The store of this process."""


@explain_calls
def clear_caches() -> None:
    """Drop the compiled programs that bpnet keeps for networks to come.

    Networks keep the programs that they have run. What JAX itself keeps, compiled operations on arrays of each shape, is dropped
    by ``jax.clear_caches()``, after which the programs of networks are compiled again when they next run.
    """
    STORE.clear()
