"""Processes that this one starts: they import from where it does, and not from the current folder."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SAFE_PATH = "PYTHONSAFEPATH"


def safe_environment() -> dict[str, str]:
    """The environment for a process that finds what this one finds.

    Python puts the current folder first on the path of ``python -m`` and ``python -c``, where any ``numpy.py`` would run.
    """
    paths = [*sys.path, *os.environ.get("PYTHONPATH", "").split(os.pathsep)]  # an empty one is the current folder
    return {**os.environ, SAFE_PATH: "1", "PYTHONPATH": os.pathsep.join(filter(None, paths))}


@contextlib.contextmanager
def safe_path() -> Iterator[None]:
    """Start processes of `multiprocessing` with the safe path; they get this one's path from it."""
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before
