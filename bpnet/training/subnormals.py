"""Whether subnormal numbers are replaced by zero, which exact arithmetic says of itself: its bits hold in the normal range."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from bpnet._messages import warn
from bpnet._threads import thread_flushes

if TYPE_CHECKING:
    from bpnet.backend import Backend


def warn_if_flushed() -> None:
    """Warn that this thread flushes subnormal numbers, which only a setting can have caused."""
    if thread_flushes():
        warn(
            "this process replaces subnormal numbers by zero (torch.set_flush_denormal, or a library built with -ffast-math); "
            "in exact arithmetic the bits are then those of other processes only while all numbers are zero or normal",
            RuntimeWarning,
        )


def describe_subnormals(backend: Backend, dtype: str) -> str:
    """Return "flushed" if operations of a backend replace subnormal numbers by zero, otherwise "kept"."""
    return "flushed" if thread_flushes() or _backend_flushes(backend, dtype) else "kept"


@cache
def _backend_flushes(backend: Backend, dtype: str) -> bool:
    """Return True if a backend flushes: half of the smallest normal number is 0, or twice that half."""
    with backend.scope():
        smallest = backend.from_host(np.asarray([np.finfo(dtype).smallest_normal], dtype))
        again = backend.to_host(smallest * 0.5 * 2.0)
    return bool(again[0] == 0.0)
