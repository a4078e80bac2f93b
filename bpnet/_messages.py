"""How errors name what came: on one line of printable characters, cut in the middle where it is long."""

from __future__ import annotations

import reprlib
from typing import Any

LONGEST = 60
"""Characters of a value in a message."""
WIDTH = 250
"""Characters of a line of an error of a command."""
MANY_BITS = 256


class _Short(reprlib.Repr):
    """Representations that never walk through a large container."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = 4 * LONGEST  # `line` cuts what is left
        self.maxlist = self.maxtuple = 10

    def repr_int(self, x: int, level: int) -> str:
        """Python writes no more than 4,300 digits, and raises for the rest."""
        del level
        return f"an integer of {x.bit_length():,} bits" if x.bit_length() > MANY_BITS else repr(x)


def short_repr(value: Any, most: int = LONGEST) -> str:
    """``repr(value)`` for a message; a value that cannot be represented is named by its type.

    Examples
    --------
    >>> shown("x" * 100_000, 20)
    "'xxxxxxx...xxxxxxxx'"
    >>> shown(10**5000)
    'an integer of 16,610 bits'
    """
    try:
        words = _Short().repr(value)
    except Exception:  # noqa: BLE001 - whatever a class does that only looks like a list
        words = f"<{type(value).__name__}>"
    return one_line(words, most)


def type_name(value: object) -> str:
    """The type of a value by its library and name, without the modules between: ``numpy.ndarray``.

    Examples
    --------
    >>> kind_of(1.0)
    'builtins.float'
    """
    return f"{type(value).__module__.partition('.')[0]}.{type(value).__name__}"


def one_line(text: str, most: int = LONGEST) -> str:
    r"""Text on one line: of its lines, with control characters escaped, cut in the middle.

    Examples
    --------
    >>> line("one\n  two\a")
    'one two\\x07'
    """
    if len(text) > 4 * most:
        text = f"{text[: 2 * most]}{text[-2 * most :]}"
    words = "".join(c if c.isprintable() else repr(c)[1:-1] for c in " ".join(map(str.strip, text.splitlines())))
    if len(words) <= most:
        return words
    left = (most - 3) // 2
    return f"{words[:left]}...{words[left + 3 - most :]}"


def error_summary(error: BaseException, most: int = 160) -> str:
    """The kind of an error and the first line of its words."""
    return one_line(f"{type(error).__name__}: {error}".splitlines()[0], most)
