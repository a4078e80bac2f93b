"""Which backend: names, specifications, precedence, and errors that say where a choice came from.

A specification is ``name``, ``name:device``, or a chain ``first,second`` that is tried from left to right; ``auto`` is
``cupy,numpy``. Precedence: argument, owner of the arrays, innermost `use_backend`, ``BPNET_BACKEND``, numpy.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import sys
import threading
import warnings
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bpnet._messages import LONGEST, error_summary, short_repr
from bpnet.backend import DTYPES, STAND_IN, Backend, Probe
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
    from importlib.metadata import EntryPoint

BackendSpec: TypeAlias = "str | Backend"
Factory: TypeAlias = "Callable[[str | None], Backend]"

BUILT_IN = ("numpy", "cupy", "torch", "jax", "numba", "array_api_strict")
DISTRIBUTION = "bpnet-array"
GROUP = "bpnet.backends"
AUTO = "cupy,numpy"

_lock = threading.RLock()
_registered: dict[str, Factory] = {}
_made: dict[tuple[str, str | None], Backend] = {}
_warned: set[tuple[str, str]] = set()
_current: ContextVar[Backend | None] = ContextVar("bpnet_backend", default=None)


class BackendStatus(NamedTuple):
    """A row of `available_backends`."""

    name: str
    installed: bool
    usable: bool
    device: str
    version: str
    reason: str


def register_backend(name: str, factory: Factory) -> None:
    """Make a backend known by name in this process; a package declares an entry point of ``bpnet.backends`` instead.

    Parameters
    ----------
    name
        What people write to choose it: no comma, colon or space, and not the name of a built-in backend.
    factory
        ``device -> Backend``, such as a subclass of `bpnet.backend.Backend`; ``device`` is a string or None.

    Raises
    ------
    ValueError
        If the name is malformed, or that of a built-in backend.
    """
    if not isinstance(name, str) or not name.isprintable() or not name or set(name) & set(",: "):
        raise ValueError(f"a backend's name is one word without comma, colon or space, got {short_repr(name)}")
    if name in {*BUILT_IN, "auto"}:
        raise ValueError(f"backend {name!r} is built in and cannot be replaced; register yours under another name")
    if not callable(factory):
        raise TypeError(f"a factory is a function of a device that makes a Backend, got {short_repr(factory)}")
    with _lock:
        _registered[name] = factory
        for key in [key for key in _made if key[0] == name]:
            del _made[key]


@cache
def _entry_points() -> dict[str, EntryPoint]:
    """Of all installed distributions; the names of built-in backends are bpnet's own."""
    from importlib.metadata import entry_points

    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=GROUP):
        ours = point.dist is not None and point.dist.name == DISTRIBUTION
        if ours or point.name not in BUILT_IN:
            found.setdefault(point.name, point)
    return found


def known_backends() -> tuple[str, ...]:
    """Names of all backends: built-in ones first, then plug-ins."""
    return (*BUILT_IN, *sorted({*_entry_points(), *_registered} - set(BUILT_IN)))


def names_of(kind: type[Backend]) -> tuple[str, ...]:
    """Names that backends of exactly this class are registered under."""

    def makes(name: str) -> bool:
        with contextlib.suppress(BackendLoadError):
            return type(_make(name, None, "names_of()")) is kind
        return False

    return tuple(filter(makes, known_backends()))


def _make(name: str, device: str | None, source: str) -> Backend:
    """The one instance of a backend on a device."""
    with _lock:
        if (name, device) not in _made:
            factory = _factory(name, source)
            try:
                backend = factory(device)
            except Exception as error:
                raise _load_error(name, source, error_summary(error)) from error
            if not isinstance(backend, Backend):
                raise _load_error(name, source, f"its factory made a {type(backend).__name__}, not a bpnet.backend.Backend")
            _made[name, device] = backend
        return _made[name, device]


def _factory(name: str, source: str) -> Factory:
    if name in _registered:
        return _registered[name]
    if name not in known_backends():
        close = difflib.get_close_matches(name.lower(), [*known_backends(), "auto"], n=1)
        raise UnknownBackendError(
            f"unknown backend {short_repr(name)}" + (f"; did you mean {close[0]!r}?" if close else ""),
            backend=name,
            source=source,
            hint=f"known backends: {', '.join(known_backends())}; `bpnet backends` shows which work here",
        )
    if name not in _entry_points():
        raise _load_error(name, source, "bpnet's own entry points are missing; run `pip install -e .` in the checkout")
    try:
        factory: Factory = _entry_points()[name].load()
    except Exception as error:
        raise _load_error(name, source, error_summary(error)) from error
    return factory


def _load_error(name: str, source: str, reason: str) -> BackendLoadError:
    point = _entry_points().get(name)
    package = point.dist.name if point is not None and point.dist is not None else "its distribution"
    return BackendLoadError(
        f"backend {name!r} could not be loaded: {reason}",
        backend=name,
        source=source,
        hint=f"mend or uninstall {package}, or choose another backend",
    )


def _parse(spec: str, source: str) -> list[tuple[str, str | None]]:
    """``"cupy:1,numpy"`` as ``[("cupy", "1"), ("numpy", None)]``."""
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


def _usable(backend: Backend, source: str) -> Backend:
    """The backend itself, or the error that says why it cannot be used."""
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
        hint=f"{probe.remedy or backend.remedy}, or choose another backend" + _instead(backend, source),
    )


def _instead(backend: Backend, source: str) -> str:
    """A chain that ends with NumPy, said where the choice was made."""
    chain = f"{backend.spec},numpy"
    if source.startswith("BPNET_BACKEND") or not source:
        written = f"BPNET_BACKEND={chain}"
    else:
        written = f"use_backend({short_repr(chain)})" if source.startswith("use_backend") else f"backend={short_repr(chain)}"
    return "" if backend.name == "numpy" or len(chain) > LONGEST else f", for example {written}"


def named(spec: str, source: str) -> list[Backend]:
    """The backends that a specification names, of which none has been tried."""
    return [_make(name, device, source) for name, device in _parse(spec, source)]


def _resolve(spec: str, source: str) -> Backend:
    """The first usable backend of a specification; each one passed over warns once."""
    chain = named(spec, source)
    passed: list[BackendError] = []
    for backend in chain:
        try:
            found = _usable(backend, source)
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
    warnings.warn(f"{error.message}; {short_repr(spec)} falls back to {found.spec!r}", BackendFallbackWarning, stacklevel=5)


def owner(array: object) -> Backend | None:
    """The backend on whose device an array lives; None for host arrays, NumPy and lists, which decide nothing."""
    package = type(array).__module__.partition(".")[0]
    if package in {"numpy", "builtins"} or not hasattr(array, "dtype"):
        return None
    for name in known_backends():
        with contextlib.suppress(BackendLoadError):
            backend = _make(name, None, "an array")
            if backend.library not in sys.modules:
                continue
            device = backend.device_of(array)
            if device is not None:
                return backend if backend.owns(array) else _make(name, device, "an array")
    return None


def get_backend(spec: BackendSpec | None = None, *, arrays: tuple[object, ...] = ()) -> Backend:
    """The backend that a call would use, ready to compute.

    Parameters
    ----------
    spec
        A specification, a Backend, or None for the choice of the arrays, the context and the environment.
    arrays
        Arrays that decide if ``spec`` is None: the backend that owns them. NumPy arrays and lists decide nothing.

    Raises
    ------
    UnknownBackendError, BackendNotInstalledError, BackendUnavailableError, BackendLoadError
        With the name, where the choice came from, and what to do.

    Examples
    --------
    >>> get_backend("numpy").name
    'numpy'
    """
    if spec is not None:
        return _asked_for(spec, f"the argument backend={short_repr(spec)}")
    for array in arrays:
        backend = owner(array)
        if backend is not None:
            return _usable(backend, f"an array on {backend.spec}")
    current = _current.get()
    if current is not None:
        return current
    chosen = os.environ.get("BPNET_BACKEND", "").strip()
    return _resolve(chosen, f"BPNET_BACKEND={short_repr(chosen)}") if chosen else _resolve("numpy", "the default")


def _asked_for(spec: BackendSpec, source: str) -> Backend:
    if isinstance(spec, Backend):
        return _usable(spec, source)
    if not isinstance(spec, str):
        raise TypeError(f"backend must be a specification such as 'numpy', or a Backend, got {type(spec).__name__}")
    return _resolve(spec, source)


@contextlib.contextmanager
def use_backend(spec: BackendSpec) -> Iterator[Backend]:
    """Choose the backend of the calls inside a ``with`` block; other threads and tasks are not touched.

    Examples
    --------
    >>> with use_backend("numpy") as backend:
    ...     get_backend() is backend
    True
    """
    backend = _asked_for(spec, f"use_backend({short_repr(spec)})")
    token = _current.set(backend)
    try:
        yield backend
    finally:
        _current.reset(token)


def available_backends() -> tuple[BackendStatus, ...]:
    """One row per known backend: whether it is installed, whether it computes here, and why not, or on what stand-in."""
    return tuple(_status(name) for name in known_backends())


def _status(name: str) -> BackendStatus:
    try:
        backend = _make(name, None, "available_backends()")
    except BackendLoadError as error:
        return BackendStatus(name, installed=False, usable=False, device="", version="", reason=error.message)
    try:
        probe = backend.probe()
        return BackendStatus(
            name,
            installed=probe.step != "find",
            usable=probe.ok,
            device=_shown_device(backend) if probe.ok else "",
            version=backend.version(),
            reason=_remark(backend, probe),
        )
    except Exception as error:  # noqa: BLE001 - a plug-in that is broken harms nobody but its own row
        return BackendStatus(name, installed=True, usable=False, device="", version="", reason=error_summary(error))


def _shown_device(backend: Backend) -> str:
    return f"{backend.device_name} ({STAND_IN})" if backend.stand_in else backend.device_name


def _remark(backend: Backend, probe: Probe) -> str:
    """Why a backend does not compute, and what to do; or what computes in place of its device."""
    if probe.ok:
        return f"computes on {backend.stand_in}" if backend.stand_in else ""
    return probe.reason if probe.step == "find" else f"{probe.reason}: {probe.remedy or backend.remedy}"


def resolve_dtype(dtype: str | None = None) -> str:
    """``"float64"`` or ``"float32"``: the argument, else ``BPNET_DTYPE``, else float64.

    Raises
    ------
    UnsupportedDTypeError
        For anything else.
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
