"""Compilation of source to machine code, cached in the process and in the user's cache folder.

Numba takes a second or more to compile a step; steps with the same operations have the same source, for batches of any size.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import re
import time
import weakref
from collections import defaultdict
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import _files
from bpnet.arithmetic import EDITION, TERMS
from bpnet.compiler.store import STORE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Functions = Mapping[str, Callable[[str], Callable[..., Any]]]

SECONDS = 30 * 24 * 3600
"""Age since the last use at which machine code is deleted from the cache folder, when a new function is added."""
FILES, BYTES = 6000, 1 << 28
"""Limits of the cache folder, in files and bytes (about 2,000 functions): the oldest are deleted when a new function is added."""
WRITTEN = 1_000_000_000
"""Time of modification of all sources in the cache folder: Numba compiles again if it changes, as it would when two processes
write a source at once or a folder is copied. The content is compared here; the time of access says when it was used."""
OPTIONS: dict[str, Any] = {"error_model": "numpy"}
"""Options of Numba for all functions: no fastmath, so each operation is rounded as in NumPy."""
CALLED_BY_COMPILED: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""Options of Numba for functions that are not called from Python, nor from C."""

DAMAGED = (OSError, EOFError, ValueError, AttributeError, ImportError, pickle.UnpicklingError)
"""Errors of Numba when it reads machine code from damaged files, or cannot write it."""

_helpers: weakref.WeakValueDictionary[str, Any] = weakref.WeakValueDictionary()
"""Functions that functions of this process call, by their unique names."""


def compile_source(text: str, name: str, functions: Functions = {}, **options: Any) -> Callable[..., Any]:  # noqa: B006 - not written to
    """Compile the function ``name`` of some source, which may call others before it there, or return it from the cache.

    ``functions`` are compiled ones that it may call too; see `bpnet_numba.batch.NumbaBatch.functions`. ``options`` are further
    ones of Numba: a name in the source must not have others elsewhere.
    """
    function: Callable[..., Any] = STORE.find((compile_source, text), partial(_compile, text, name, functions, **options))
    return function


def revision() -> str:
    """Return a digest of the sources of this package and of the definition of sums.

    It enters the names of functions, or a comment in their source, so that cached machine code of another revision is not used.
    """
    return hashlib.sha256(_sources() + f"{EDITION} {TERMS}".encode()).hexdigest()


@cache
def _sources() -> bytes:
    return b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py")))


def _compile(text: str, name: str, functions: Functions = {}, **options: Any) -> Callable[..., Any]:  # noqa: B006 - not written to
    import numba

    from bpnet_numba.intrinsics import carray, on_stack, select

    names, parts = _with_unique_names(text)
    space: dict[str, Any] = {kind: getattr(numba, kind) for kind in ("float64", "float32", "int64", "boolean")}
    space |= {"__name__": __name__, "np": np, "select": select, "on_stack": on_stack, "carray": carray} | _compiled_before(
        text, functions
    )
    compiler = partial(numba.njit, **OPTIONS, **options, nogil=True)
    for word in parts:
        if word != names[name]:
            space[word] = _helper(word, parts[word], space, compiler)
    file = _run_source(parts[names[name]], space)
    function = space[names[name]]
    fresh = compiler()(function)
    function = CachedFunction(_try_cache(file, compiler, function) or fresh, fresh, file)
    # A dispatcher keeps its machine code alive, and with it the function's globals, which contain the dispatcher: a cycle.
    weakref.finalize(function, space.clear)
    return function


def _with_unique_names(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return unique names of the functions of some source, by their own, and their sources, by the unique ones.

    A function comes after those that it calls. A unique name has a digest of all that the function runs: a process may load
    machine code of several others, in which only the names of functions distinguish it.
    """
    names: dict[str, str] = {}
    parts: dict[str, str] = {}
    for part in re.split(r"^(?=def )", text, flags=re.MULTILINE)[1:]:
        word, rest = part.removeprefix("def ").split("(", 1)
        rest = re.sub(r"\b(\w+)\(", lambda found: f"{names.get(found[1], found[1])}(", rest)
        names[word] = f"{word}_{hashlib.sha256(f'{revision()} {word}({rest}'.encode()).hexdigest()}"
        parts[names[word]] = f"def {names[word]}({rest}"
    return names, parts


def _helper(name: str, part: str, space: Mapping[str, Any], compiler: Callable[..., Any]) -> Any:
    """Return a function that others call, which Numba compiles once for all programs of the process that have it."""
    helper = _helpers.get(name)
    if helper is None:
        own = {word: space[word] for word in {"__name__", *re.findall(r"\w+", part)} & {*space}}
        exec(compile(part, "<bpnet_numba>", "exec"), own)  # noqa: S102 - written by this package, from shapes and numbers
        # Out of its own globals, which would be a cycle: it can go with the last program that has it.
        helper = _helpers[name] = compiler(**CALLED_BY_COMPILED)(own.pop(name))
    return helper


def cached(text: str, name: str, space: dict[str, Any], decorator: Callable[..., Any]) -> Any:
    """Compile a function of some source with one of Numba's decorators, in the cache folder if there is one."""
    file = _run_source(text, space)
    return _try_cache(file, decorator, space[name]) or decorator()(space[name])


def _run_source(text: str, space: dict[str, Any]) -> Path | None:
    """Run the source of a function, from a file in the cache folder, which is returned, if one can be written there."""
    file = _source_file(text)
    space["__name__"] = __name__  # Numba finds cached code only for the name of a module that can be imported
    exec(compile(text, str(file or "<bpnet_numba>"), "exec"), space)  # noqa: S102 - written by this package, from shapes and numbers
    return file


def _try_cache(file: Path | None, decorator: Callable[..., Any], function: Callable[..., Any]) -> Any:
    """Return a function whose machine code Numba caches beside its source; None where that fails."""
    try:
        return None if file is None else decorator(cache=True)(function)
    except RuntimeError:  # the folder is read-only
        return None
    except DAMAGED:
        _delete(file)
        return None


def _compiled_before(text: str, functions: Functions) -> dict[str, Callable[..., Any]]:
    """Return the functions, of one dtype each, that some source calls."""
    calls = re.findall(r"\b(\w+)_(float\d\d)\(", text)
    return {f"{name}_{dtype}": functions[name](dtype) for name, dtype in set(calls) if name in functions}


class CachedFunction:
    """A function with machine code in the cache folder; if that is damaged, or the disk is full, it is compiled without cache."""

    def __init__(self, cached: Any, fresh: Any, file: Path | None) -> None:
        self.function, self.fresh, self.file, self.tried = cached, fresh, file, file is None

    def __call__(self, *arguments: Any) -> Any:
        if self.tried or self.file is None:
            return self.function(*arguments)
        try:
            self.function.compile(tuple(_typeof(x) for x in arguments))
        except DAMAGED:
            _delete(self.file)
            self.function = self.fresh
        self.tried = True
        return self.function(*arguments)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.function, name)


def _typeof(x: Any) -> Any:
    import numba

    return numba.typeof(x)  # type: ignore[no-untyped-call]  # Numba ships no types


def _delete(file: Path | None) -> None:
    """Delete the source of a function, and its machine code."""
    for each in (*file.parent.glob("__pycache__/*"), file) if file is not None else ():
        if each.name.startswith(file.stem):  # type: ignore[union-attr]  # a file
            each.unlink(missing_ok=True)


def _source_file(text: str) -> Path | None:
    """Write source to the user's cache, where Numba puts its machine code beside it; return None where that fails."""
    content = text.encode()
    try:
        file = _folder() / f"{hashlib.sha256(content).hexdigest()}.py"
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _prune(file.parent)
            with contextlib.suppress(FileExistsError):  # another process has written it meanwhile
                _files.create(file, content)
        if file.read_bytes() != content:
            _files.write(file, content)
        os.utime(file, (time.time(), WRITTEN))
    except (OSError, RuntimeError):
        return None
    return file


def _folder() -> Path:
    """Return the folder of the cache, which does not depend on the working directory."""
    folder = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (folder if folder.is_absolute() else Path.home() / ".cache") / "bpnet" / "numba"


def _prune(folder: Path) -> None:
    """Delete functions that were not used for long, and the oldest ones beyond the limits."""
    files: dict[str, list[tuple[Path, os.stat_result]]] = defaultdict(list)
    for file in (*folder.glob("*.*"), *folder.glob("__pycache__/*")):
        with contextlib.suppress(FileNotFoundError):  # another process has deleted it
            stat = file.stat()
            files[file.name.partition(".")[0]].append((file, stat))
    oldest = time.time() - SECONDS
    count = size = 0
    for group in sorted(files.values(), key=_last_used, reverse=True):
        count, size = count + len(group), size + sum(stat.st_size for _, stat in group)
        if count > FILES or size > BYTES or _last_used(group) < oldest:
            for file, _ in group:
                file.unlink(missing_ok=True)


def _last_used(files: list[tuple[Path, os.stat_result]]) -> float:
    """Return the time of the last access to the files of a function, reading included."""
    return max(max(stat.st_atime, stat.st_mtime) for _, stat in files)
