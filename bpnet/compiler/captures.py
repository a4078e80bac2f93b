"""Python variables that a step reads while it is traced, which become constants of the compiled step.

A user's layer, loss or optimizer may read a variable of an enclosing function, a global, or an attribute. If a callback changes
it, the step must be compiled again.
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
"""Limits of a nested value: a larger or deeper one is compared by identity, since this runs before each step."""
NUMBERS_PER_ENTRY = 16
"""Array elements that count as one entry: they are compared as bytes."""
MAX_FUNCTIONS = 2000
"""Maximum number of inspected functions."""
GLOBAL_OPNAMES = {"LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"}
"""Bytecode instructions that read a global."""
SITE_FOLDERS = {"site-packages", "dist-packages"}
"""Folders of installed packages; the second is Debian's and Ubuntu's."""
HOST_FIELDS = {"init", "learning_rate", "spec"}
"""Fields of layers and optimizers that are not called within a step: a schedule may keep state of its own."""
OPAQUE_TYPES = (type(None), bool, int, float, complex, str, bytes, list, tuple, dict, set, frozenset, np.generic)
"""Types that are compared by content, not attribute by attribute."""
IMMUTABLE_TYPES = {bool, int, float, complex, str, bytes}
"""Types of values that never change; of a subclass, the text may."""
SAFE_DESCRIPTORS = (types.FunctionType, staticmethod, classmethod, types.MemberDescriptorType, type)
"""Descriptors whose attribute access runs no code of the user."""
MISSING = object()
OWN_PACKAGES = {"bpnet", *(f"bpnet_{name}" for name in ("numpy", "cupy", "torch", "jax", "numba", "strict"))}
"""Packages of this distribution; a user's module may have a similar name, such as ``bpnet_run``."""


class Captures:
    """Variables that the functions of a step read, with fingerprints of their values when they were last recorded."""

    def __init__(self, step: Any) -> None:
        self.step = step
        self.fingerprints: dict[tuple[int, str], tuple[Callable[[], Any], Any, Any]] = {}
        """Readers of the variables, their objects if those never change, and fingerprints."""

    def record(self) -> None:
        """Find all variables and record their current values, which a trace has just read."""
        self.fingerprints = {
            (id(owner), name): (read, value if is_constant(value) else MISSING, fingerprint(value))
            for owner, name, read in captured_variables(self.step)
            for value in [read()]
        }

    def find_change(self) -> str:
        """Return the name of a variable that has changed since it was recorded, or an empty string."""
        for (_, name), (read, constant, before) in self.fingerprints.items():
            value = read()
            if value is not constant and fingerprint(value) != before:
                return name
        return ""


class Identity:
    """Wrapper that compares objects by identity. It keeps the object alive, since the ``id`` of a deleted one is reused."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identity) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


def fingerprint(value: Any, depth: int = MAX_DEPTH, limit: int = MAX_ENTRIES) -> Any:
    """Return an object that compares equal for values that a trace cannot tell apart; unknown types compare by identity."""
    if value is None or isinstance(value, bool | int | float | complex | str | bytes | np.generic):
        return type(value), repr(value)  # as text, NaN equals NaN, and 0.0 differs from -0.0
    if isinstance(value, np.ndarray) and value.size <= NUMBERS_PER_ENTRY * limit and not value.dtype.hasobject:
        return value.shape, str(value.dtype), value.tobytes()
    if isinstance(value, types.MethodType):  # a new object at each access
        return Identity(value.__func__), Identity(value.__self__)
    if _is_tensor(value):
        return _tensor_fingerprint(value, NUMBERS_PER_ENTRY * limit)
    if isinstance(value, tuple | list | dict) and depth and len(value) <= limit:
        items = list(value.items() if isinstance(value, dict) else enumerate(value))  # a copy: another thread may write
        limit //= max(len(items), 1)
        return type(value), tuple((fingerprint(key, 0), fingerprint(item, depth - 1, limit)) for key, item in items)
    return Identity(value)


def _tensor_fingerprint(tensor: Any, most: int) -> Any:
    """Return the numbers of a small tensor on the host, and of others the object and how often it was changed in place."""
    if tensor.device.type == "cpu" and tensor.numel() <= most:
        return tuple(tensor.shape), str(tensor.dtype), tensor.detach().numpy().tobytes()
    return Identity(tensor), None if tensor.is_inference() else tensor._version  # noqa: SLF001 - PyTorch has no other name for it


def is_constant(value: Any, depth: int = MAX_DEPTH, limit: int = MAX_ENTRIES) -> bool:
    """Return True if the `fingerprint` of an object is always the same: if it is immutable, or compared by identity."""
    if isinstance(value, list | dict):
        return not depth
    if isinstance(value, tuple):
        fields = getattr(value, "_fields", ()) if _root(type(value).__module__) in OWN_PACKAGES else ()
        items = [item for name, item in zip(fields, value, strict=True) if name != "spec"] if fields else value  # a description
        return not depth or len(value) > limit or all(is_constant(item, depth - 1, limit // len(value)) for item in items)
    if isinstance(value, int | float | complex | str | bytes | np.ndarray | np.generic):
        return type(value) in IMMUTABLE_TYPES
    return not _is_tensor(value)


def _is_tensor(value: Any) -> bool:
    """Return True for a tensor of PyTorch, which may be changed in place."""
    return hasattr(value, "_version") and hasattr(value, "detach")


def is_own(step: Any) -> bool:
    """Return True if all functions of a step are bpnet's, and so do the same each time: what they have is known completely."""
    seen: dict[int, Any] = {}
    left = [step]
    while left and len(seen) < MAX_FUNCTIONS:
        value = left.pop()
        if id(value) not in seen:
            parts = _own_parts(value)
            if parts is None:
                return False
            seen[id(value)] = value
            left += parts
    return not left


def _own_parts(value: Any) -> list[Any] | None:
    """Return the objects that a function or an object of bpnet has; nothing for values, and None for what may be the user's."""
    if isinstance(value, types.FunctionType):
        cells = [_contents(cell) for cell in value.__closure__ or ()]
        own = _root(value.__module__) in OWN_PACKAGES
        return [*cells, *(value.__defaults__ or ()), *(value.__kwdefaults__ or {}).values()] if own else None
    if isinstance(value, types.MethodType):
        return [value.__func__, value.__self__]
    if isinstance(value, tuple | list | functools.partial):
        return _children(value)
    if isinstance(value, dict | set | frozenset):
        return list(value.values() if isinstance(value, dict) else value)
    if _has_no_attributes(value):
        return []
    return list(getattr(value, "__dict__", {}).values()) if _root(type(value).__module__) in OWN_PACKAGES else None


def captured_variables(step: Any) -> Iterator[tuple[Any, str, Callable[[], Any]]]:
    """Yield owner, name and reader of each variable that the user's functions within a step refer to."""
    seen: dict[Any, Any] = {}  # keeps the objects alive, since the ``id`` of a deleted one is reused
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
            user = not _is_of_library(function.__module__, function.__code__.co_filename)
            for owner, name, read in _reads(value, function, user=user):
                current = read()
                left.append(None if isinstance(current, types.ModuleType | type) else current)
                if user:
                    yield owner, name, read


def _reads(value: Any, function: types.FunctionType, *, user: bool) -> Iterator[tuple[Any, str, Callable[[], Any]]]:
    """Yield the variables of a function; of a user's function or method also the attributes that it may read."""
    if value is not function:
        yield from _attributes(value.__self__, function.__code__) if user else ()
        return
    for owner, name, read in _variables(function, user=user):
        yield owner, name, read
        yield from _attributes(read(), function.__code__) if user else ()


def _variables(function: types.FunctionType, *, user: bool) -> Iterator[tuple[Any, str, Callable[[], Any]]]:
    """Yield the variables of enclosing functions and the default arguments; of a user's function also the globals."""
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        yield cell, name, functools.partial(_contents, cell)
    for name in _globals(function.__code__) if user else ():
        if name in function.__globals__:
            yield function.__globals__, name, functools.partial(function.__globals__.get, name)
    for kind, keys in (
        ("__defaults__", range(len(function.__defaults__ or ()))),
        ("__kwdefaults__", function.__kwdefaults__ or ()),
    ):
        for key in keys:
            yield function, f"default {key} of {function.__name__}", functools.partial(_default, function, kind, key)


def _attributes(value: Any, code: types.CodeType, depth: int = MAX_DEPTH) -> Iterator[tuple[Any, str, Callable[[], Any]]]:
    """Yield the attributes of a user's object, class or module whose names occur in some code, and their attributes in turn."""
    if not depth or _has_no_attributes(value):
        return
    for name in _names(code):
        read = _reader(value, name)
        if read is not None:
            yield value, name, read
            yield from _attributes(read(), code, depth - 1)


def _has_no_attributes(value: Any) -> bool:
    """Return True for values that are compared by content, and for classes and modules of libraries."""
    if isinstance(value, types.ModuleType):
        return _is_of_library(value.__name__, getattr(value, "__file__", None))
    if isinstance(value, type):
        return _is_of_library(value.__module__, getattr(sys.modules.get(value.__module__), "__file__", None))
    return isinstance(value, OPAQUE_TYPES) or (hasattr(value, "dtype") and hasattr(value, "shape"))


def _reader(value: Any, name: str) -> Callable[[], Any] | None:
    """Return a function that reads an attribute without running the user's code; for a property it returns the getter."""
    static = inspect.getattr_static(value, name, MISSING)
    if isinstance(static, property):
        return functools.partial(types.MethodType, static.fget, value) if callable(static.fget) else None
    unknown = hasattr(type(static), "__get__") and not isinstance(static, SAFE_DESCRIPTORS)
    return None if static is MISSING or unknown else functools.partial(getattr, value, name, None)


def _children(value: Any) -> list[Any]:
    """Return the objects in a tuple (such as a layer), partial function, method or callable object, which may be functions."""
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


def _names(code: types.CodeType) -> set[str]:
    """Return the names of globals and attributes in some code, and in the functions that it defines."""
    return {name for inner in _codes(code) for name in inner.co_names}


@functools.lru_cache(maxsize=MAX_FUNCTIONS)
def _globals(code: types.CodeType) -> frozenset[str]:
    """Return the names of globals only: ``x.mean`` does not read a variable ``mean``."""
    instructions = (instruction for inner in _codes(code) for instruction in dis.get_instructions(inner))
    return frozenset(instruction.argval for instruction in instructions if instruction.opname in GLOBAL_OPNAMES)


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    """Yield some code, and the code of the functions and classes that it defines."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _codes(constant)


def _is_of_library(module: str | None, file: str | None) -> bool:
    """Return True for bpnet, the standard library and installed packages, whose variables do not change."""
    root = _root(module)
    installed = SITE_FOLDERS.intersection(PurePath(file or "").parts)
    return bool(installed) or root in OWN_PACKAGES or root in sys.stdlib_module_names - {"__main__"}


def _root(module: str | None) -> str:
    return (module or "").partition(".")[0]


def _contents(cell: types.CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # not assigned yet
        return None


def _default(function: types.FunctionType, kind: str, key: Any) -> Any:
    try:
        return getattr(function, kind)[key]
    except (TypeError, LookupError):  # the defaults were replaced
        return None
