"""Time of a call, and host memory of this process."""

from __future__ import annotations

import ctypes
import gc
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def time_call(function: Callable[..., Any], *arguments: Any) -> float:
    """Return the seconds of a call."""
    began = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - began


def reset_peak_memory() -> float:
    """Reset the peak memory, if the system supports it (Linux), and return the memory in use in MiB.

    Free memory is returned to the system first; otherwise its reuse would not raise the peak.
    """
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc only
    if trim is not None:
        trim(0)
    try:
        CLEAR.write_text("5")
    except OSError:
        return peak_memory()
    return _status("VmRSS")


def peak_memory() -> float:
    """Return the peak memory in MiB."""
    if STATUS.exists():
        return _status("VmHWM")  # ru_maxrss would include the peak of the parent
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def _status(name: str) -> float:
    (line,) = (line for line in STATUS.read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024
