"""Values of Python that a step reads while it is traced, and that a compiled step therefore has as constants.

A layer, loss or optimizer of the user's may read a variable of an enclosing function, a global, or an attribute. If a callback
changes it, a compiled step must notice.
"""

from __future__ import annotations

import dis
import functools
import inspect
import sys
import types
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_ENTRIES, MAX_DEPTH = 4096, 3
"""Nests with more entries in all, and deeper ones, are compared by identity: this is done before every step."""
NUMBERS_PER_ENTRY = 16
"""So many numbers of an array count as one entry: its bytes are compared."""
MAX_FUNCTIONS = 2000
"""At most so many functions are looked into."""
GLOBAL_OPNAMES = {"LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"}
"""Instructions of Python that read a global."""
SITE_FOLDERS = {"site-packages", "dist-packages"}
"""Folders of installed packages; the second is Debian's and Ubuntu's."""
HOST_FIELDS = {"init", "learning_rate", "spec"}
"""Fields of layers and optimizers that are not called within a step: a schedule may write down what it likes."""
OPAQUE_TYPES = (type(None), bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, np.generic)
SAFE_DESCRIPTORS = (types.FunctionType, staticmethod, classmethod, types.MemberDescriptorType, type)
"""What is kept in a class and gives something else when it is asked for as an attribute, but runs nothing for that."""
MISSING = object()
OWN_PACKAGES = {"bpnet", *(f"bpnet_{name}" for name in ("numpy", "cupy", "torch", "jax", "numba", "strict"))}
"""Packages of this distribution; a module of the user's may be called ``bpnet_run``."""


class Captures:
    """What the functions of a step read, and what it was when it was last noted."""

    def __init__(self, step: Any) -> None:
        self.step = step
        self.fingerprints: dict[tuple[int, str], tuple[Callable[[], Any], Any]] = {}

    def record(self) -> None:
        """Remember the values of now: those that a trace has just read."""
        self.fingerprints = {
            (id(owner), name): (read, fingerprint(read())) for owner, name, read in captured_variables(self.step)
        }

    def refresh(self) -> None:
        """Remember the values of now of what was noted, without looking for more."""
        self.fingerprints = {key: (read, fingerprint(read())) for key, (read, _) in self.fingerprints.items()}

    def find_change(self) -> str:
        """Name of a value that has changed since it was noted, or nothing."""
        return next((name for (_, name), (read, before) in self.fingerprints.items() if fingerprint(read()) != before), "")


class Identity:
    """Equals what stands for the same object. It keeps the object: the ``id`` of one that is gone may be another's."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identity) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


def fingerprint(value: Any, depth: int = MAX_DEPTH, room: int = MAX_ENTRIES) -> Any:
    """A value that equals another one's if nothing that a trace reads of the two differs; of what is unknown, the identity."""
    if value is None or isinstance(value, bool | int | float | complex | str | bytes | np.generic):
        return type(value), repr(value)  # in which NaN equals NaN, and 0.0 not -0.0
    if isinstance(value, np.ndarray) and value.size <= NUMBERS_PER_ENTRY * room and not value.dtype.hasobject:
        return value.shape, str(value.dtype), value.tobytes()
    if isinstance(value, types.MethodType):  # made whenever it is asked for
        return Identity(value.__func__), Identity(value.__self__)
    if isinstance(value, tuple | list | dict) and depth and len(value) <= room:
        items = list(value.items() if isinstance(value, dict) else enumerate(value))  # a copy: another thread may write
        room //= max(len(items), 1)
        return type(value), tuple((fingerprint(key, 0), fingerprint(item, depth - 1, room)) for key, item in items)
    return Identity(value)


def captured_variables(step: Any) -> Iterator[tuple[Any, str, Callable[[], Any]]]:
    """Owner, name and reader of each variable that the user's functions within a step refer to."""
    seen: dict[Any, Any] = {}  # the objects too: the ``id`` of one that is gone may be another's
    left = [step]
    while left and len(seen) < MAX_FUNCTIONS:
        value = left.pop()
        key = (id(value.__func__), id(value.__self__)) if isinstance(value, types.MethodType) else id(value)
        if key in seen:
            continue
        seen[key] = value
        left += _children(value)
        function = value.__func__ if isinstance(value, types.MethodType) else value
        if isinstance(function, types.FunctionType):
            own = not _is_of_library(function.__module__, function.__code__.co_filename)
            for owner, name, read in _variables_of(value, function, own=own):
                found = read()
                left.append(None if isinstance(found, types.ModuleType | type) else found)
                if own:
                    yield owner, name, read


def _variables_of(value: Any, function: types.FunctionType, *, own: bool) -> Iterator[tuple[Any, str, Callable[[], Any]]]:
    """The variables of a function, and the attributes of a method's object; of functions of the user's own all attributes."""
    if value is not function:
        yield from _attributes_read(value.__self__, function.__code__) if own else ()
        return
    for owner, name, read in _closure_and_globals(function, own=own):
        yield owner, name, read
        yield from _attributes_read(read(), function.__code__) if own else ()


def _closure_and_globals(function: types.FunctionType, *, own: bool) -> Iterator[tuple[Any, str, Callable[[], Any]]]:
    """The variables of enclosing functions, the default arguments, and the globals of a function of the user's own."""
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        yield cell, name, functools.partial(_cell_contents, cell)
    for name in _globals_in(function.__code__) if own else ():
        if name in function.__globals__:
            yield function.__globals__, name, functools.partial(function.__globals__.get, name)
    for kind, keys in (
        ("__defaults__", range(len(function.__defaults__ or ()))),
        ("__kwdefaults__", function.__kwdefaults__ or ()),
    ):
        for key in keys:
            yield function, f"default {key} of {function.__name__}", functools.partial(_default_value, function, kind, key)


def _attributes_read(value: Any, code: types.CodeType, depth: int = MAX_DEPTH) -> Iterator[tuple[Any, str, Callable[[], Any]]]:
    """What some code may read of an object, a class or a module of the user's: attributes whose names occur in it, and theirs."""
    if not depth or _is_opaque(value):
        return
    for name in _names_in(code):
        read = _reader(value, name)
        if read is not None:
            yield value, name, read
            yield from _attributes_read(read(), code, depth - 1)


def _is_opaque(value: Any) -> bool:
    """Return True for what is compared as a whole, and for classes and modules of libraries."""
    if isinstance(value, types.ModuleType):
        return _is_of_library(value.__name__, getattr(value, "__file__", None))
    if isinstance(value, type):
        return _is_of_library(value.__module__, getattr(sys.modules.get(value.__module__), "__file__", None))
    return isinstance(value, OPAQUE_TYPES) or (hasattr(value, "dtype") and hasattr(value, "shape"))


def _reader(value: Any, name: str) -> Callable[[], Any] | None:
    """What reads an attribute without running code of its own; of a property it gives the method, which reads attributes too."""
    found = inspect.getattr_static(value, name, MISSING)
    if isinstance(found, property):
        return functools.partial(types.MethodType, found.fget, value) if callable(found.fget) else None
    unknown = hasattr(type(found), "__get__") and not isinstance(found, SAFE_DESCRIPTORS)
    return None if found is MISSING or unknown else functools.partial(getattr, value, name, None)


def _children(value: Any) -> list[Any]:
    """What else may hold functions: tuples such as layers, partial functions, methods, and objects that are called."""
    if isinstance(value, types.MethodType):
        return [value.__func__]
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return [getattr(value, name) for name in value._fields if name not in HOST_FIELDS]
    if isinstance(value, tuple | list):
        return list(value[:MAX_ENTRIES])
    if isinstance(value, functools.partial):
        return [value.func, *value.args, *value.keywords.values()]
    if not callable(value) or isinstance(value, type) or not hasattr(value, "__dict__"):
        return []
    call = getattr(value, "__call__", None)  # noqa: B004 - the method itself, whose code reads attributes
    return [*vars(value).values(), *([call] if isinstance(call, types.MethodType) else [])]


def _names_in(code: types.CodeType) -> set[str]:
    """Names of globals and attributes in some code, and in the functions that are made within it."""
    return {name for part in _code_objects(code) for name in part.co_names}


@functools.lru_cache(maxsize=MAX_FUNCTIONS)
def _globals_in(code: types.CodeType) -> frozenset[str]:
    """Names of globals alone: ``x.mean`` reads no variable that is called ``mean``."""
    steps = (step for part in _code_objects(code) for step in dis.get_instructions(part))
    return frozenset(step.argval for step in steps if step.opname in GLOBAL_OPNAMES)


def _code_objects(code: types.CodeType) -> Iterator[types.CodeType]:
    """Some code, and that of the functions and classes that are made within it."""
    yield code
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            yield from _code_objects(part)


def _is_of_library(module: str | None, file: str | None) -> bool:
    """Return True for bpnet, the standard library and installed packages: their variables do not change."""
    root = (module or "").partition(".")[0]
    installed = SITE_FOLDERS.intersection(PurePath(file or "").parts)
    return bool(installed) or root in OWN_PACKAGES or root in sys.stdlib_module_names - {"__main__"}


def _cell_contents(cell: types.CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # not assigned yet
        return None


def _default_value(function: types.FunctionType, kind: str, key: Any) -> Any:
    try:
        return getattr(function, kind)[key]
    except (TypeError, LookupError):  # it has others now
        return None
