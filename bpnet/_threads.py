"""Threads of a compiled step: their number (the argument ``threads=``, ``BPNET_THREADS``, or 1), and their mode."""

from __future__ import annotations

import contextlib
import operator
import os
import sys
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from bpnet._messages import short_repr

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 1024
"""Maximum number of threads."""
_threads: ContextVar[int | None] = ContextVar("bpnet_threads", default=None)


def count_threads() -> int:
    """Return the number of threads that is in effect.

    Raises
    ------
    ValueError
        If ``BPNET_THREADS`` is not an integer from 1 to 1024.
    """
    chosen = _threads.get()
    if chosen is not None:
        return chosen
    text = os.environ.get("BPNET_THREADS", "").strip()
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < len(str(MOST)) + 1 else 0
    return _check(number, f"BPNET_THREADS={short_repr(text)}") if text else 1


def use_threads(threads: Any) -> contextlib.AbstractContextManager[None]:
    """Return a context manager in which compiled steps run on a number of threads; None leaves the number as it is.

    Raises
    ------
    ValueError
        If ``threads`` is not an integer from 1 to 1024.
    """
    return contextlib.nullcontext() if threads is None else _set(_check(threads, f"threads={short_repr(threads)}"))


@contextlib.contextmanager
def _set(threads: int) -> Iterator[None]:
    token = _threads.set(threads)
    try:
        yield
    finally:
        _threads.reset(token)


def thread_flushes() -> bool:
    """Return True if the processor replaces subnormal results or operands by zero, in this thread."""
    return sys.float_info.min / 2 == 0.0


def _check(value: Any, source: str) -> int:
    """Return a number of threads; raise ValueError that names its source."""
    number = operator.index(value) if hasattr(value, "__index__") and not isinstance(value, bool) else 0
    if not 1 <= number <= MOST:
        raise ValueError(f"{source}: expected a number of threads, an integer from 1 to {MOST}")
    return number
