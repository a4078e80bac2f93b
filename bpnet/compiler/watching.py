"""The watcher of compilations: what a training shows while its step is being compiled."""

from __future__ import annotations

from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_watcher: ContextVar[Callable[[], AbstractContextManager[Any]]] = ContextVar("watcher", default=nullcontext)


@contextmanager
def watch_compilation(watcher: Callable[[], AbstractContextManager[Any]]) -> Iterator[None]:
    """Context manager in which compilations of this thread run within ``watcher()``."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


def watched() -> AbstractContextManager[Any]:
    """Return the context manager around a compilation."""
    return _watcher.get()()
