"""Source into machine code: once in a process, and kept in the user's cache for the next one.

Compiling a step takes Numba a second or more; a step of the same shapes and operations has the same source, whatever its numbers.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import re
import threading
import time
import weakref
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import _files

if TYPE_CHECKING:
    from collections.abc import Callable

FUNCTIONS = 64
"""How many functions are kept in a process, the newest ones."""
SECONDS = 30 * 24 * 3600
"""Machine code that nobody used for so long is deleted from the cache, whenever something new is kept there."""
FILES, BYTES = 600, 1 << 28
"""So many files, and so many bytes, are left in the cache when something new is kept there: about 200 functions, the newest."""

functions_here: dict[str, Callable[..., Any]] = {}
_lock = threading.Lock()


def compile_source(text: str, name: str) -> Callable[..., Any]:
    """The function ``name`` of some source; other functions of that source are what it calls."""
    with _lock:
        if text not in functions_here:
            while len(functions_here) >= FUNCTIONS:
                del functions_here[next(iter(functions_here))]
            functions_here[text] = _compile(text, name)
        return functions_here[text]


def _compile(text: str, name: str) -> Callable[..., Any]:
    import numba

    # Machine code of two processes may meet in a third: there only the names of functions tell them apart.
    digest = hashlib.sha256(text.encode()).hexdigest()
    names = {word: f"{word}_{digest}" for word in re.findall(r"^def (\w+)", text, re.MULTILINE)}
    text = re.sub(rf"\b({'|'.join(names)})\(", lambda found: f"{names[found[1]]}(", text)
    file = _source_file(text, digest)
    # The name is of a module that can be imported, or Numba does not find its code again.
    space: dict[str, Any] = {"__name__": __name__, "np": np}
    space |= {kind: getattr(numba, kind) for kind in ("float64", "float32", "int64")}
    exec(compile(text, str(file or "<bpnet_numba>"), "exec"), space)  # noqa: S102 - written by `source`, from shapes and numbers
    # Without fastmath: each operation is rounded as NumPy rounds it.
    options: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
    for word in set(names) - {name}:
        space[names[word]] = numba.njit(**options)(space[names[word]])
    fresh = numba.njit(**options)(space[names[name]])
    kept = None
    if file is not None:
        with contextlib.suppress(RuntimeError, OSError):  # nowhere to keep machine code, or another process deleted the source
            kept = numba.njit(**options, cache=True)(space[names[name]])
    function = CachedFunction(kept or fresh, fresh, file)
    # Numba holds on to what a dispatcher compiled as long as there is the dispatcher, and so to the function's globals: a
    # dispatcher that is among them would be there for ever.
    weakref.finalize(function, space.clear)
    return function


class CachedFunction:
    """A function whose machine code is kept; where that is damaged, or the disk is full, it is compiled anew and not kept."""

    def __init__(self, kept: Any, fresh: Any, file: Path | None) -> None:
        self.function, self.fresh, self.file, self.tried = kept, fresh, file, file is None

    def __call__(self, *arguments: Any) -> Any:
        if self.tried or self.file is None:
            return self.function(*arguments)
        try:
            self.function.compile(tuple(_typeof(x) for x in arguments))
        except (OSError, EOFError, ValueError, AttributeError, ImportError, pickle.UnpicklingError):
            for part in (*self.file.parent.glob("__pycache__/*"), self.file):
                if part.name.startswith(self.file.stem):
                    part.unlink(missing_ok=True)
            self.function = self.fresh
        self.tried = True
        return self.function(*arguments)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.function, name)


def _typeof(x: Any) -> Any:
    import numba

    return numba.typeof(x)  # type: ignore[no-untyped-call]  # Numba ships no types


def _source_file(text: str, digest: str) -> Path | None:
    """A file of the source in the user's cache, beside which Numba keeps its machine code; None where there can be none."""
    try:
        file = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bpnet" / "numba" / f"{digest}.py"
        if not (file.exists() and file.read_bytes() == text.encode()):
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _prune(file.parent)
            _files.write(file, text.encode())
    except (OSError, RuntimeError):
        return None
    return file


def _prune(folder: Path) -> None:
    """Delete what nobody used for long, and of the rest the oldest that are too many or too large."""
    parts: dict[str, list[tuple[Path, os.stat_result]]] = defaultdict(list)
    for file in (*folder.glob("*.*"), *folder.glob("__pycache__/*")):
        with contextlib.suppress(FileNotFoundError):  # another process was faster
            about = file.stat()
            parts[file.name.partition(".")[0]].append((file, about))
    oldest = time.time() - SECONDS
    count = size = 0
    for of_one in sorted(parts.values(), key=_last_used, reverse=True):
        count, size = count + len(of_one), size + sum(about.st_size for _, about in of_one)
        if count > FILES or size > BYTES or _last_used(of_one) < oldest:
            for file, _ in of_one:
                file.unlink(missing_ok=True)


def _last_used(parts: list[tuple[Path, os.stat_result]]) -> float:
    """When a function's files were read or written last; Linux notes when a file was read."""
    return max(max(about.st_atime, about.st_mtime) for _, about in parts)
