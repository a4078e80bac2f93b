"""Checks of settings, each the number itself or the error that names it."""

from __future__ import annotations

import difflib
import math
import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from bpnet.wording import LONGEST, line, shown

Made = TypeVar("Made")


def number(name: str, value: Any, kind: str = "a finite number") -> float:
    """A finite number; ``kind`` says in the error what was expected."""
    try:
        result = float(value)
    except (TypeError, ValueError, OverflowError):
        result = math.nan
    several, truth = getattr(value, "shape", ()) != (), "bool" in str(getattr(value, "dtype", ""))  # of some library's arrays
    if not math.isfinite(result) or isinstance(value, bool | str) or several or truth:
        raise ValueError(f"{name} must be {kind}, got {shown(value)}")
    return result


def positive(name: str, value: Any) -> float:
    """A finite number above 0."""
    return _held(name, value, "a positive finite number", lambda v: v > 0.0)


def not_negative(name: str, value: Any) -> float:
    """A finite number of at least 0."""
    return _held(name, value, "a finite number of at least 0", lambda v: v >= 0.0)


def fraction(name: str, value: Any) -> float:
    """A number from 0 up to, not including, 1."""
    return _held(name, value, "from 0 up to, not including, 1", lambda v: 0.0 <= v < 1.0)


def _held(name: str, value: Any, kind: str, fits: Callable[[float], bool]) -> float:
    result = number(name, value, kind)
    if not fits(result):
        raise ValueError(f"{name} must be {kind}, got {shown(value)}")
    return result


def whole(name: str, value: Any, least: int = 1) -> int:
    """An integer of at least ``least``."""
    try:
        result = operator.index(value)
    except TypeError:
        result = least - 1
    if result < least or isinstance(value, bool):
        kind = "a positive integer" if least == 1 else f"an integer of at least {least}"
        raise ValueError(f"{name} must be {kind}, got {shown(value)}")
    return result


def pair(name: str, value: Any) -> tuple[Any, Any]:
    """Two things."""
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != 2:  # noqa: PLR2004 - a pair
        raise ValueError(f"{name} must be a pair, got {shown(value)}")
    return value[0], value[1]


def by_name(kind: str, value: str | Made, known: Mapping[str, Callable[[], Made]], expected: Any) -> Made:
    """An object of the expected class as it is, or one made by its name; ``kind`` says in errors what it is."""
    if isinstance(value, str) and value in known:
        return known[value]()
    if not isinstance(value, str) and isinstance(value, expected):
        return value
    close = difflib.get_close_matches(value.lower(), known, n=1) if isinstance(value, str) else []
    meant = f"; did you mean {close[0]!r}?" if close else ""
    if callable(value):
        meant = f": the factory {line(str(getattr(value, '__name__', type(value).__name__)), 30)} itself came; call it"
    came, names = shown(value, 40 if callable(value) else LONGEST), ", ".join(known)
    raise ValueError(f"unknown {kind} {came}{meant}; expected one of {names}, or an object of its kind")
