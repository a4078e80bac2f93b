"""Threads that run parts of a step at the same time.

A thread that has done its call waits for another one, of any step, in the floating-point mode of the thread that started it.
"""

from __future__ import annotations

import os
import signal
import threading
from _thread import allocate_lock, start_new_thread
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bpnet._threads import thread_flushes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class _Worker:
    """A thread that runs one call after another."""

    def __init__(self) -> None:
        self.call: Callable[[], Any] = _nothing
        self.error: BaseException | None = None
        self.given, self.done = allocate_lock(), allocate_lock()
        self.given.acquire()
        self.done.acquire()
        start_new_thread(self._run, ())

    def _run(self) -> None:
        while True:
            self.given.acquire()
            try:
                self.call()
            except BaseException as error:  # noqa: BLE001 - it is raised in the thread that waits
                self.error = error
            self.call = _nothing
            self.done.release()

    def start(self, call: Callable[[], Any]) -> None:
        """Begin a call."""
        self.call = call
        self.given.release()

    def wait(self) -> BaseException | None:
        """Wait for the end of the call, and return its error."""
        self.done.acquire()
        error, self.error = self.error, None
        return error


def _nothing() -> None:
    """Do nothing."""


_waiting: dict[bool, list[_Worker]] = {False: [], True: []}
"""Threads without a call, by whether they replace subnormal numbers by zero."""
if hasattr(os, "register_at_fork"):  # the threads of a process do not exist in its children
    os.register_at_fork(after_in_child=lambda: _waiting.update({False: [], True: []}))


def _begin(call: Callable[[], Any], waiting: list[_Worker]) -> _Worker:
    """Begin a call in a waiting thread, or in a new one."""
    try:
        worker = waiting.pop()
    except IndexError:
        worker = _Worker()
    worker.start(call)
    return worker


@contextmanager
def _interrupts_later() -> Iterator[None]:
    """Context manager at whose end Ctrl-C takes effect: within, it would leave threads that write to buffers behind."""
    handler = signal.getsignal(signal.SIGINT) if threading.current_thread() is threading.main_thread() else None
    if not callable(handler):
        yield
        return
    came: list[tuple[int, Any]] = []
    signal.signal(signal.SIGINT, lambda *arguments: came.append(arguments))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        if came:
            handler(*came[0])


def run_in_threads(calls: Sequence[Callable[[], Any]]) -> None:
    """Run calls at the same time, the first in this thread; return, or raise the first error, when all are done."""
    workers, here, errors = list[_Worker](), [calls[0]], list[BaseException]()
    waiting = _waiting[thread_flushes()]
    with _interrupts_later():
        for call in calls[1:]:
            try:
                workers.append(_begin(call, waiting))
            except RuntimeError:  # the system starts no more threads
                here.append(call)
        for call in here:
            try:
                call()
            except BaseException as error:  # noqa: BLE001 - it is raised when the others are done
                errors.append(error)
        errors += filter(None, [worker.wait() for worker in workers])
        waiting += workers
    if errors:
        raise errors[0]
