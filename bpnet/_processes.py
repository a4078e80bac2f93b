"""Child processes that import from the same places as this one, and not from the current folder."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SAFE_PATH = "PYTHONSAFEPATH"


def safe_environment() -> dict[str, str]:
    """Return environment variables with which a child process has the import path of this one.

    ``python -m`` and ``python -c`` otherwise put the current folder first on the path, and would import any ``numpy.py`` there.
    """
    paths = [*sys.path, *os.environ.get("PYTHONPATH", "").split(os.pathsep)]  # an empty entry is the current folder
    return {**os.environ, SAFE_PATH: "1", "PYTHONPATH": os.pathsep.join(filter(None, paths))}


@contextlib.contextmanager
def safe_path() -> Iterator[None]:
    """Context manager in which `multiprocessing`, which passes ``sys.path`` itself, starts processes with the safe path."""
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before
