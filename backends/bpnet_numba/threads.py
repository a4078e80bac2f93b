"""Threads that run parts of a step at the same time.

Each call has a thread of its own for as long as it takes: a new thread has the floating-point mode of the one that starts it, and
neither other networks nor a forked process have to do with it. A pool would save some 50 microseconds per call.
"""

from __future__ import annotations

import signal
import threading
from _thread import allocate_lock, start_new_thread
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class _Task:
    """A call in a thread of its own, or in this one if no thread can be started."""

    def __init__(self, call: Callable[[], Any]) -> None:
        self.call = call
        self.error: BaseException | None = None
        self.running = allocate_lock()
        self.running.acquire()
        try:
            start_new_thread(self.run, ())
        except RuntimeError:  # there are too many
            self.run()

    def run(self) -> None:
        try:
            self.call()
        except BaseException as error:  # noqa: BLE001 - it is raised in the thread that waits
            self.error = error
        finally:
            self.running.release()

    def wait(self) -> None:
        """Wait for the end of the call, and raise its error."""
        self.running.acquire()
        if self.error is not None:
            raise self.error


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
    with _interrupts_later():
        tasks = [_Task(call) for call in calls[1:]]
        errors: list[BaseException] = []
        for each in (calls[0], *(task.wait for task in tasks)):
            try:
                each()
            except BaseException as error:  # noqa: BLE001 - all others are waited for first
                errors.append(error)
    if errors:
        raise errors[0]
