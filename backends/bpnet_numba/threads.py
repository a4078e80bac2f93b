"""Threads that run parts of a step at the same time."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_pools: dict[tuple[int, int], ThreadPoolExecutor] = {}


def _pool(workers: int) -> ThreadPoolExecutor:
    """Return the threads of this process; a forked process has none of its parent's."""
    key = os.getpid(), workers
    if key not in _pools:
        _pools[key] = ThreadPoolExecutor(workers, thread_name_prefix="bpnet")
    return _pools[key]


def run_in_threads(calls: Sequence[Callable[[], Any]]) -> None:
    """Run calls at the same time, the first in this thread; return when all are done."""
    waiting = [_pool(len(calls) - 1).submit(call) for call in calls[1:]]
    try:
        calls[0]()
    finally:
        for each in waiting:
            each.result()
