"""Registry of backends: built-in ones, entry points of packages, and those that a program registers."""

from __future__ import annotations

import contextlib
import threading
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from bpnet._messages import error_summary, short_repr
from bpnet._suggestions import explain_calls
from bpnet._synonyms import find_choice
from bpnet.backend.contract import Backend
from bpnet.errors import (
    BackendLoadError,
    UnknownBackendError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from importlib.metadata import EntryPoint

Factory: TypeAlias = "Callable[[str | None], Backend]"

BUILT_IN = ("numpy", "cupy", "torch", "jax", "numba", "array_api_strict")
DISTRIBUTION = "bpnet-array"
GROUP = "bpnet.backends"

_lock = threading.RLock()
_registered: dict[str, Factory] = {}
_made: dict[tuple[str, str | None], Backend] = {}


@explain_calls
def register_backend(name: str, factory: Factory) -> None:
    """Register a backend by name in this process; a package should declare an entry point in ``bpnet.backends``.

    Parameters
    ----------
    name
        Name by which users choose it: one word without comma or colon, not "auto" or the name of a built-in backend.
    factory
        ``device -> Backend``, such as a subclass of `bpnet.backend.Backend`; ``device`` is a string or None.

    Raises
    ------
    ValueError
        If the name is malformed, "auto", or that of a built-in backend.
    TypeError
        If the factory is not callable.
    """
    if not isinstance(name, str) or not name.isprintable() or not name or set(name) & set(",: "):
        raise ValueError(f"a backend's name must be one word without comma, colon or space, got {short_repr(name)}")
    if name in {*BUILT_IN, "auto"}:
        raise ValueError(f"backend {name!r} is built in and cannot be replaced; register yours under another name")
    if not callable(factory):
        raise TypeError(f"factory must be a function of a device that returns a Backend, got {short_repr(factory)}")
    with _lock:
        _registered[name] = factory
        for key in [key for key in _made if key[0] == name]:
            del _made[key]


@cache
def _entry_points() -> dict[str, EntryPoint]:
    """Return the entry points of all distributions by name; only bpnet's own may have the name of a built-in backend."""
    from importlib.metadata import entry_points

    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=GROUP):
        ours = point.dist is not None and point.dist.name == DISTRIBUTION
        if ours or point.name not in BUILT_IN:
            found.setdefault(point.name, point)
    return found


def known_backends() -> tuple[str, ...]:
    """Return the names of all backends: built-in ones first, then plug-ins."""
    return (*BUILT_IN, *sorted({*_entry_points(), *_registered} - set(BUILT_IN)))


def names_of(kind: type[Backend]) -> tuple[str, ...]:
    """Return the names under which backends of exactly this class are registered."""

    def makes(name: str) -> bool:
        with contextlib.suppress(BackendLoadError):
            return type(make_backend(name, None, "names_of()")) is kind
        return False

    return tuple(filter(makes, known_backends()))


def make_backend(name: str, device: str | None, source: str) -> Backend:
    """Return the only instance of a backend on a device."""
    with _lock:
        if (name, device) not in _made:
            factory = _factory(name, source)
            try:
                backend = factory(device)
            except Exception as error:
                raise _load_error(name, source, error_summary(error)) from error
            if not isinstance(backend, Backend):
                raise _load_error(name, source, f"its factory returned a {type(backend).__name__}, not a bpnet.backend.Backend")
            _made[name, device] = backend
        return _made[name, device]


def _factory(name: str, source: str) -> Factory:
    if name in _registered:
        return _registered[name]
    if name not in known_backends():
        close = find_choice("backend", name, (*known_backends(), "auto"))
        raise UnknownBackendError(
            f"unknown backend {short_repr(name)}" + (f"; did you mean {close!r}?" if close else ""),
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
        hint=f"fix or uninstall {package}, or choose another backend",
    )
