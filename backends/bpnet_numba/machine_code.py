"""Source into machine code: once in a process, and kept in the user's cache for the next one.

Compiling a step takes Numba a second or more; a step of the same shapes and operations has the same source, whatever its numbers.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

compiled_here: dict[str, Callable[..., Any]] = {}
_lock = threading.Lock()


def compiled(text: str, name: str) -> Callable[..., Any]:
    """The function ``name`` of some source; other functions of that source are what it calls."""
    with _lock:
        if text not in compiled_here:
            compiled_here[text] = _compile(text, name)
        return compiled_here[text]


def _compile(text: str, name: str) -> Callable[..., Any]:
    import numba

    # Machine code of two processes may meet in a third: there only the names of functions tell them apart.
    digest = hashlib.sha256(text.encode()).hexdigest()
    names = {word: f"{word}_{digest}" for word in re.findall(r"^def (\w+)", text, re.MULTILINE)}
    text = re.sub(rf"\b({'|'.join(names)})\(", lambda found: f"{names[found[1]]}(", text)
    file = _kept(text, digest)
    space: dict[str, Any] = {
        "__name__": __name__,
        "np": np,
    }  # a module that can be imported, or Numba does not find its code again
    space |= {kind: getattr(numba, kind) for kind in ("float64", "float32", "int64")}
    exec(compile(text, str(file or "<bpnet_numba>"), "exec"), space)  # noqa: S102 - written by `source`, from shapes and numbers
    options: dict[str, Any] = {
        "nogil": True,
        "error_model": "numpy",
    }  # without fastmath: each operation is rounded as NumPy rounds it
    for word in set(names) - {name}:
        space[names[word]] = numba.njit(**options)(space[names[word]])
    try:
        return numba.njit(**options, cache=file is not None)(space[names[name]])
    except RuntimeError:  # nowhere to keep machine code
        return numba.njit(**options)(space[names[name]])


def _kept(text: str, digest: str) -> Path | None:
    """A file of the source in the user's cache, beside which Numba keeps its machine code; None where there can be none."""
    try:
        file = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bpnet" / "numba" / f"{digest}.py"
        if not (file.exists() and file.read_text() == text):
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            part = file.with_suffix(f".{os.getpid()}")
            part.write_text(text)
            part.replace(file)
    except (OSError, RuntimeError):
        return None
    return file
