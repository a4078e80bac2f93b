"""Validation of arguments: each function returns the value, or raises ValueError with the argument's name."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from types import FunctionType
from typing import Any, TypeVar

from bpnet._messages import LONGEST, one_line, short_repr
from bpnet._synonyms import find_choice

MAX_LENGTH = 200
"""Maximum number of characters of a name, a class or an argument of a network: files have no longer ones."""
T = TypeVar("T")


def check_number(name: str, value: Any, kind: str = "a finite number") -> float:
    """Return a finite number as float; ``kind`` describes in the error what was expected."""
    try:
        result = float(value)
    except (TypeError, ValueError, OverflowError):
        result = math.nan
    dtype = str(getattr(value, "dtype", "float"))  # also for scalars of array libraries
    is_array, is_numeric = getattr(value, "shape", ()) != (), "float" in dtype or "int" in dtype
    if not math.isfinite(result) or isinstance(value, bool | str | bytes | bytearray) or is_array or not is_numeric:
        raise ValueError(f"{name} must be {kind}, got {short_repr(value)}")
    return result


def check_bool(name: str, value: Any) -> bool:
    """Return True or False as bool."""
    if not (isinstance(value, bool) or (str(getattr(value, "dtype", "")) == "bool" and getattr(value, "shape", None) == ())):
        raise ValueError(f"{name} must be True or False, got {short_repr(value)}")
    return bool(value)


def check_choice(name: str, value: Any, choices: tuple[str, ...]) -> str:
    """Return one of the given strings."""
    if not isinstance(value, str) or value not in choices:
        expected = " or ".join(map(repr, choices)) if len(choices) == 2 else f"one of {', '.join(choices)}"  # noqa: PLR2004 - a pair has two
        raise ValueError(f"{name} must be {expected}, got {short_repr(value)}")
    return value


def check_positive(name: str, value: Any) -> float:
    """Return a finite number above 0."""
    return _check_that(name, value, "a positive finite number", lambda v: v > 0.0)


def check_nonnegative(name: str, value: Any) -> float:
    """Return a finite number of at least 0."""
    return _check_that(name, value, "a finite number of at least 0", lambda v: v >= 0.0)


def check_fraction(name: str, value: Any) -> float:
    """Return a number in [0, 1)."""
    return _check_that(name, value, "from 0 up to, not including, 1", lambda v: 0.0 <= v < 1.0)


def _check_that(name: str, value: Any, kind: str, fits: Callable[[float], bool]) -> float:
    result = check_number(name, value, kind)
    if not fits(result):
        raise ValueError(f"{name} must be {kind}, got {short_repr(value)}")
    return result


def check_integer(name: str, value: Any, least: int = 1) -> int:
    """Return an integer of at least ``least``."""
    try:
        result = operator.index(value)
    except TypeError:
        result = least - 1
    if result < least or isinstance(value, bool) or "bool" in str(getattr(value, "dtype", "")):
        kind = "a positive integer" if least == 1 else f"an integer of at least {least}"
        raise ValueError(f"{name} must be {kind}, got {short_repr(value)}")
    return result


def check_pair(name: str, value: Any) -> tuple[Any, Any]:
    """Return the two items of a sequence of length 2."""
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != 2:  # noqa: PLR2004 - a pair has two
        raise ValueError(f"{name} must be a pair, got {short_repr(value)}")
    return value[0], value[1]


def check_sequence(name: str, value: Any, kind: str) -> tuple[Any, ...]:
    """Return the items of a list, a tuple or an array of one axis; ``kind`` describes in the error what was expected."""
    is_other = isinstance(value, str | bytes | Mapping) or not hasattr(value, "__getitem__")
    if is_other or len(getattr(value, "shape", (0,))) != 1:
        raise ValueError(f"{name} must be {kind}, got {short_repr(value)}")
    return tuple(value)


def from_name(kind: str, value: str | T, known: Mapping[str, Callable[[], T]], expected: Any) -> T:
    """Return an object of the expected class unchanged, or create one from its name; ``kind`` names it in errors."""
    if isinstance(value, str) and value in known:
        return known[value]()
    if not isinstance(value, str) and isinstance(value, expected):
        return value
    close = find_choice(kind, value, tuple(known)) if isinstance(value, str) else None
    suggestion = f"; did you mean {close!r}?" if close else ""
    reason = f"{suggestion}; expected one of {', '.join(known)}, or an object of that kind"
    if isinstance(value, FunctionType | type):
        reason = f": the factory {one_line(str(getattr(value, '__name__', type(value).__name__)), 30)} was not called: call it"
    raise ValueError(f"unknown {kind} {short_repr(value, 40 if callable(value) else LONGEST)}{reason}")
