"""Checks of settings, each the number as a float or the error that names it."""

from __future__ import annotations

import math


def _number(name: str, value: float) -> float:
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} must be a number, got {value!r}") from None


def positive(name: str, value: float) -> float:
    """A finite number above 0."""
    number = _number(name, value)
    if not (math.isfinite(number) and number > 0.0):
        raise ValueError(f"{name} must be a positive finite number, got {value!r}")
    return number


def not_negative(name: str, value: float) -> float:
    """A finite number of at least 0."""
    number = _number(name, value)
    if not (math.isfinite(number) and number >= 0.0):
        raise ValueError(f"{name} must be a finite number of at least 0, got {value!r}")
    return number


def fraction(name: str, value: float) -> float:
    """A number from 0 up to, not including, 1."""
    number = _number(name, value)
    if not 0.0 <= number < 1.0:
        raise ValueError(f"{name} must be from 0 up to, not including, 1, got {value!r}")
    return number
