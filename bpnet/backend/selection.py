"""Selection of a backend: specifications, precedence, and errors that say where a choice came from.

A specification is ``name``, ``name:device``, or a chain ``first,second`` that is tried from left to right; ``auto`` is
``cupy,numpy``. Precedence: argument, owner of the arrays, innermost `use_backend`, ``BPNET_BACKEND``, numpy.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from bpnet._messages import LONGEST, short_repr, warn
from bpnet._suggestions import explain_calls
from bpnet.backend.contract import DTYPES, Backend
from bpnet.backend.registry import known_backends, make_backend
from bpnet.errors import (
    BackendError,
    BackendFallbackWarning,
    BackendLoadError,
    BackendNotInstalledError,
    BackendUnavailableError,
    UnknownBackendError,
    UnsupportedDTypeError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

BackendSpec: TypeAlias = "str | Backend"
Function = TypeVar("Function", bound="Callable[..., Any]")

AUTO = "cupy,numpy"

_lock = threading.Lock()
_warned: set[tuple[str, str]] = set()
_current: ContextVar[Backend | None] = ContextVar("bpnet_backend", default=None)


def _parse(spec: str, source: str) -> list[tuple[str, str | None]]:
    """Parse a specification: ``"cupy:1,numpy"`` gives ``[("cupy", "1"), ("numpy", None)]``."""
    links = []
    for link in ",".join(AUTO if link.strip() == "auto" else link for link in spec.split(",")).split(","):
        name, colon, device = (part.strip() for part in link.partition(":"))
        if not name or (colon and not device) or name == "auto":
            raise UnknownBackendError(
                f"cannot read the backend specification {short_repr(spec)}",
                backend=spec,
                source=source,
                hint="write 'name', 'name:device', or a chain of them such as 'cupy,numpy', which is 'auto'",
            )
        links.append((name, device or None))
    return list(dict.fromkeys(links))


def _check_usable(backend: Backend, source: str) -> Backend:
    """Return the backend itself, or raise an error with the reason why it cannot be used."""
    probe = backend.probe()
    if probe.ok:
        return backend
    if probe.step == "find":
        raise BackendNotInstalledError(
            f"backend {backend.name!r} needs {backend.library}, which is not installed",
            backend=backend.name,
            source=source,
            hint=f"install it: {backend.install}",
        )
    raise BackendUnavailableError(
        f"backend {short_repr(backend.spec)} cannot be used here: {probe.step} failed with {probe.reason}",
        backend=backend.name,
        source=source,
        hint=f"{probe.remedy or backend.remedy}, or choose another backend" + _suggest_chain(backend, source),
    )


def _suggest_chain(backend: Backend, source: str) -> str:
    """Return the end of a hint: a chain that falls back to NumPy, in the syntax of the place where the backend was chosen."""
    chain = f"{backend.spec},numpy"
    if source.startswith("BPNET_BACKEND") or not source:
        written = f"BPNET_BACKEND={chain}"
    else:
        written = f"use_backend({short_repr(chain)})" if source.startswith("use_backend") else f"backend={short_repr(chain)}"
    return "" if backend.name == "numpy" or len(chain) > LONGEST else f", for example {written}"


def backends_named(spec: str, source: str) -> list[Backend]:
    """Return the backends that a specification names; none of them is probed."""
    return [make_backend(name, device, source) for name, device in _parse(spec, source)]


def _resolve(spec: str, source: str) -> Backend:
    """Return the first usable backend of a specification; warn once of each one that is skipped."""
    chain = backends_named(spec, source)
    passed: list[BackendError] = []
    for backend in chain:
        try:
            found = _check_usable(backend, source)
        except (BackendNotInstalledError, BackendUnavailableError) as error:
            if len(chain) == 1:
                raise
            passed.append(error)
            continue
        for one in passed:
            _warn_once(spec, one, found)
        return found
    raise BackendUnavailableError(
        f"no backend of {short_repr(spec)} can be used here: " + "; ".join(one.message for one in passed),
        backend=spec,
        source=source,
        hint="`bpnet backends` shows which work here",
    )


def _warn_once(spec: str, error: BackendError, found: Backend) -> None:
    with _lock:
        if (spec, error.backend) in _warned:
            return
        _warned.add((spec, error.backend))
    warn(f"{error.message}; {short_repr(spec)} falls back to {found.spec!r}", BackendFallbackWarning)


def owner(array: object) -> Backend | None:
    """Return the backend on whose device an array is; None for NumPy arrays, lists, and arrays of other libraries."""
    package = type(array).__module__.partition(".")[0]
    if package in {"numpy", "builtins"} or not hasattr(array, "dtype"):
        return None
    for name in known_backends():
        with contextlib.suppress(BackendLoadError):
            backend = make_backend(name, None, "an array")
            if backend.library not in sys.modules:
                continue
            device = backend.device_of(array)
            if device is not None:
                return backend if backend.owns(array) else make_backend(name, device, "an array")
    return None


@explain_calls
def get_backend(spec: BackendSpec | None = None, *, arrays: tuple[object, ...] = ()) -> Backend:
    """Return the backend that is selected, after a test computation on it.

    Parameters
    ----------
    spec
        ``"name"``, ``"name:device"``, a chain such as ``"cupy,numpy"``, of which the first usable backend is taken, ``"auto"``,
        which is ``"cupy,numpy"``, or a Backend. If None, `arrays`, `use_backend` and ``BPNET_BACKEND`` decide, in this order; the
        default is NumPy.
    arrays
        Arrays that select the backend that owns them, if ``spec`` is None. NumPy arrays and lists are ignored.

    Returns
    -------
    bpnet.backend.Backend

    Raises
    ------
    UnknownBackendError, BackendNotInstalledError, BackendUnavailableError, BackendLoadError
        If there is no such backend, or it cannot be used; the error names the source of the choice, and a remedy.

    Examples
    --------
    >>> get_backend("numpy").name
    'numpy'
    """
    if spec is not None:
        return _from_argument(spec, f"the argument backend={short_repr(spec)}")
    for array in arrays:
        backend = owner(array)
        if backend is not None:
            return _check_usable(backend, f"an array on {backend.spec}")
    current = _current.get()
    if current is not None:
        return current
    chosen = os.environ.get("BPNET_BACKEND", "").strip()
    return _resolve(chosen, f"BPNET_BACKEND={short_repr(chosen)}") if chosen else _resolve("numpy", "the default")


def _from_argument(spec: BackendSpec, source: str) -> Backend:
    if isinstance(spec, Backend):
        return _check_usable(spec, source)
    if not isinstance(spec, str):
        raise TypeError(f"backend must be a specification such as 'numpy', or a Backend, got {type(spec).__name__}")
    return _resolve(spec, source)


@explain_calls
def use_backend(spec: BackendSpec) -> _Use:
    """Context manager that sets the default backend within a ``with`` block, and yields it.

    Other threads and tasks are not affected. Without a block it does nothing, and warns of that; for a whole program set
    ``BPNET_BACKEND``.

    Parameters
    ----------
    spec
        As in `get_backend`.

    Examples
    --------
    >>> with use_backend("numpy") as backend:
    ...     get_backend() is backend
    True
    """
    return _Use(spec)


class _Use(contextlib.ContextDecorator):
    """What `use_backend` returns: the ``with`` statement of it, or a decorator."""

    def __init__(self, spec: BackendSpec) -> None:
        self.spec = spec
        self._block: contextlib.AbstractContextManager[Backend] | None = None
        self._used = False

    def __enter__(self) -> Backend:
        self._used, self._block = True, _default_within(self.spec)
        return self._block.__enter__()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool | None:
        return None if self._block is None else self._block.__exit__(kind, error, trace)

    def __call__(self, function: Function) -> Function:
        self._used = True
        return super().__call__(function)

    def _recreate_cm(self) -> _Use:  # contextlib's: each call of a decorated function has a block of its own
        return _Use(self.spec)

    def __repr__(self) -> str:
        return f"<{self._advice()}>"

    def __del__(self) -> None:
        if not self._used and not sys.is_finalizing():
            warn(self._advice())

    def _advice(self) -> str:
        call = f"use_backend({short_repr(self.spec)})"
        return (
            f"{call} does nothing without a with statement: write `with bpnet.{call}:` before what is to use it, or pass backend="
        )


@contextlib.contextmanager
def _default_within(spec: BackendSpec) -> Iterator[Backend]:
    backend = _from_argument(spec, f"use_backend({short_repr(spec)})")
    token = _current.set(backend)
    try:
        yield backend
    finally:
        _current.reset(token)


def resolve_dtype(dtype: str | None = None) -> str:
    """Return ``"float64"`` or ``"float32"``: the argument, the variable ``BPNET_DTYPE``, or float64.

    Raises
    ------
    UnsupportedDTypeError
        For any other dtype.
    """
    source = f"the argument dtype={short_repr(dtype)}"
    if dtype is None:
        dtype = os.environ.get("BPNET_DTYPE", "").strip() or "float64"
        source = f"BPNET_DTYPE={short_repr(dtype)}"
    word = getattr(dtype, "name", getattr(dtype, "__name__", dtype))  # numpy.float32, numpy.dtype("float32")
    if not isinstance(word, str) or word not in DTYPES:
        raise UnsupportedDTypeError(
            f"dtype must be 'float64' or 'float32', got {short_repr(word)}", source=source, hint="choose one of the two"
        )
    return str(word)
