"""The host memory of this process."""

from __future__ import annotations

import ctypes
import gc
import resource
import sys
from pathlib import Path

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def start() -> float:
    """Forget the peak so far, where the system can (Linux), and return what is in use, in MiB.

    What is free is given back first, or else what is asked for next would not be seen.
    """
    gc.collect()
    give_back = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of glibc
    if give_back is not None:
        give_back(0)
    try:
        CLEAR.write_text("5")
    except OSError:
        return peak()
    return _status("VmRSS")


def peak() -> float:
    """The peak, in MiB."""
    if STATUS.exists():
        return _status("VmHWM")  # of this program; ru_maxrss would begin with the peak of the parent
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def _status(name: str) -> float:
    (line,) = (line for line in STATUS.read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024
