"""Checks of settings, each the number itself or the error that names it."""

from __future__ import annotations

import difflib
import math
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from bpnet._messages import LONGEST, one_line, short_repr

Made = TypeVar("Made")


def check_number(name: str, value: Any, kind: str = "a finite number") -> float:
    """A finite number; ``kind`` says in the error what was expected."""
    try:
        result = float(value)
    except (TypeError, ValueError, OverflowError):
        result = math.nan
    dtype = str(getattr(value, "dtype", "float"))  # of some library's arrays
    several, counts = getattr(value, "shape", ()) != (), "float" in dtype or "int" in dtype
    if not math.isfinite(result) or isinstance(value, bool | str | bytes | bytearray) or several or not counts:
        raise ValueError(f"{name} must be {kind}, got {short_repr(value)}")
    return result


def check_bool(name: str, value: Any) -> bool:
    """True or False."""
    if not (isinstance(value, bool) or (str(getattr(value, "dtype", "")) == "bool" and getattr(value, "shape", None) == ())):
        raise ValueError(f"{name} must be True or False, got {short_repr(value)}")
    return bool(value)


def check_choice(name: str, value: Any, choices: tuple[str, ...]) -> str:
    """One of some words."""
    if not isinstance(value, str) or value not in choices:
        expected = " or ".join(map(repr, choices)) if len(choices) == 2 else f"one of {', '.join(choices)}"  # noqa: PLR2004 - a pair
        raise ValueError(f"{name} must be {expected}, got {short_repr(value)}")
    return value


def check_positive(name: str, value: Any) -> float:
    """A finite number above 0."""
    return _held(name, value, "a positive finite number", lambda v: v > 0.0)


def check_nonnegative(name: str, value: Any) -> float:
    """A finite number of at least 0."""
    return _held(name, value, "a finite number of at least 0", lambda v: v >= 0.0)


def check_fraction(name: str, value: Any) -> float:
    """A number from 0 up to, not including, 1."""
    return _held(name, value, "from 0 up to, not including, 1", lambda v: 0.0 <= v < 1.0)


def _held(name: str, value: Any, kind: str, fits: Callable[[float], bool]) -> float:
    result = check_number(name, value, kind)
    if not fits(result):
        raise ValueError(f"{name} must be {kind}, got {short_repr(value)}")
    return result


def check_integer(name: str, value: Any, least: int = 1) -> int:
    """An integer of at least ``least``."""
    try:
        result = operator.index(value)
    except TypeError:
        result = least - 1
    if result < least or isinstance(value, bool) or "bool" in str(getattr(value, "dtype", "")):
        kind = "a positive integer" if least == 1 else f"an integer of at least {least}"
        raise ValueError(f"{name} must be {kind}, got {short_repr(value)}")
    return result


def check_pair(name: str, value: Any) -> tuple[Any, Any]:
    """Two things."""
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != 2:  # noqa: PLR2004 - a pair
        raise ValueError(f"{name} must be a pair, got {short_repr(value)}")
    return value[0], value[1]


def from_name(kind: str, value: str | Made, known: Mapping[str, Callable[[], Made]], expected: Any) -> Made:
    """An object of the expected class as it is, or one made by its name; ``kind`` says in errors what it is."""
    if isinstance(value, str) and value in known:
        return known[value]()
    if not isinstance(value, str) and isinstance(value, expected):
        return value
    close = difflib.get_close_matches(value.lower(), known, n=1) if isinstance(value, str) else []
    meant = f"; did you mean {close[0]!r}?" if close else ""
    if callable(value):
        meant = f": the factory {one_line(str(getattr(value, '__name__', type(value).__name__)), 30)} itself came; call it"
    came, names = short_repr(value, 40 if callable(value) else LONGEST), ", ".join(known)
    raise ValueError(f"unknown {kind} {came}{meant}; expected one of {names}, or an object of its kind")
