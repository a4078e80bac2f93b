"""Error messages and warnings: values on one short line, and the line of the user that a warning is about."""

from __future__ import annotations

import reprlib
import sys
import warnings
from typing import TYPE_CHECKING, Any

import bpnet._alone  # noqa: F401 - for its error: almost all modules import this one, also if `bpnet/__init__.py` was replaced

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 60
"""Maximum length of a value in a message."""
WIDTH = 250
"""Maximum length of a line of an error message of a command."""
MANY_BITS = 256
BETWEEN = {"contextlib", "functools", "joblib", "jax", "numba", "numpy", "sklearn", "torch"}
"""Packages whose functions stand between two of bpnet, or between bpnet's and the user's."""


class _Short(reprlib.Repr):
    """`reprlib.Repr` with limits, which never iterates over a large container."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = 4 * LONGEST  # `one_line` shortens the result
        self.maxlist = self.maxtuple = 10

    def repr_int(self, x: int, level: int) -> str:
        """Return the number of bits of a large integer; Python raises for integers of more than 4,300 digits."""
        del level
        return f"an integer of {x.bit_length():,} bits" if x.bit_length() > MANY_BITS else repr(x)


def short_repr(value: Any, most: int = LONGEST) -> str:
    """Return ``repr(value)`` on one short line, or the type of a value whose ``repr`` raises.

    Examples
    --------
    >>> short_repr("x" * 100_000, 20)
    "'xxxxxxx...xxxxxxxx'"
    >>> short_repr(10**5000)
    'an integer of 16,610 bits'
    """
    try:
        text = _Short().repr(value)
    except Exception:  # noqa: BLE001 - the ``repr`` of a class may raise any exception
        text = f"<{type(value).__name__}>"
    return one_line(text, most)


def sums_to(widths: Sequence[int]) -> str:
    """Return ``"3 + 2"`` for the widths of parts, shortened if there are many."""
    return one_line(" + ".join(map(str, widths[:LONGEST])))


def type_name(value: object) -> str:
    """Return the type of a value by its top-level package and name, such as ``numpy.ndarray``.

    Examples
    --------
    >>> type_name(1.0)
    'builtins.float'
    """
    return f"{type(value).__module__.partition('.')[0]}.{type(value).__name__}"


def one_line(text: str, most: int = LONGEST) -> str:
    r"""Join lines of text, escape control characters, and omit the middle of a long result.

    Examples
    --------
    >>> one_line("one\n  two\a")
    'one two\\x07'
    """
    if len(text) > 4 * most:
        text = f"{text[: 2 * most]}{text[-2 * most :]}"
    joined = "".join(c if c.isprintable() else repr(c)[1:-1] for c in " ".join(map(str.strip, text.splitlines())))
    if len(joined) <= most:
        return joined
    left = (most - 3) // 2
    return f"{joined[:left]}...{joined[left + 3 - most :]}"


def error_summary(error: BaseException, most: int = 160) -> str:
    """Return the type of an exception and the first line of its message."""
    return one_line(f"{type(error).__name__}: {error}".splitlines()[0], most)


def warn(message: str, category: type[Warning] = UserWarning) -> None:
    """Warn at the user's line: the innermost outside of bpnet, its backends (packages named ``bpnet_...``) and `BETWEEN`."""
    level, frame = 1, sys._getframe()  # noqa: SLF001 - `warnings.warn` counts the same frames
    while frame.f_back is not None and _is_own(frame.f_globals.get("__name__") or ""):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, category, stacklevel=level)


def _is_own(module: str) -> bool:
    return f"{module}.".startswith(("bpnet.", "bpnet_")) or module.partition(".")[0] in BETWEEN
