"""Numbers that depend on the number of rows as arguments, so that batches of different sizes have the same machine code.

The source of a program for two numbers of rows differs in some numbers only: lengths, indices of first elements, and quotients
by the number of rows. `generalize` replaces each of them by a variable; the function gets their values in an array ``sizes_``.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet_numba.machine_code import compile_source

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet_numba.machine_code import Functions

SIZES = "sizes_"
"""Name of the argument of a function for any number of rows that has the values of its variables."""
NUMBER = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?![\w.])")
"""A number in source, not within a name."""
VARIABLE = re.compile(r"\b[nf]\d+\b")
"""A variable for a number."""
BOUND = 1 << 30
"""Upper bound of integer variables. LLVM takes a loop without a known bound for short, too short for vector instructions, and
checks an index that may be negative for each element."""
READS = {"n": f"max(0, min(int64({{}}), {BOUND}))", "f": "float64({})"}
"""Source that reads a variable."""
COUNT = "count"
"""Variable for the number of rows of a block."""


class Source(NamedTuple):
    """Source for any number of rows.

    Attributes
    ----------
    text
        The source, with variables ``n0``, ``n1``, ... for integers, and ``f0`` for floats.
    numbers
        Pairs of a number in the two sources, as text, with their variables.
    parts, pairs
        The first source around its numbers, and all numbers in the two sources.
    """

    text: str
    numbers: dict[tuple[str, str], str]
    parts: list[str]
    pairs: list[tuple[str, str]]

    def sizes_of(self, text: str) -> list[float] | None:
        """Return the values of the variables in another source, or None if it is not this one for any values."""
        parts = NUMBER.split(text)
        if parts[::2] != self.parts:
            return None
        values: dict[tuple[str, str], str] = {}
        for pair, number in zip(self.pairs, parts[1::2], strict=True):
            expected = values.setdefault(pair, number) if pair in self.numbers else pair[0]
            if expected != number:
                return None
        sizes = [float(values[pair]) for pair in self.numbers]
        return sizes if all(size < BOUND for size in sizes) else None


def generalize(text: str, other: str) -> Source | None:
    """Return the source of a program for any number of rows from that for two; None if they differ in more than numbers."""
    own, others = NUMBER.split(text), NUMBER.split(other)
    if own[::2] != others[::2]:
        return None
    numbers: dict[tuple[str, str], str] = {}
    pairs = list(zip(own[1::2], others[1::2], strict=True))
    for pair in pairs:
        if pair[0] != pair[1] and pair not in numbers:
            is_float = not (pair[0] + pair[1]).isdecimal()
            numbers[pair] = f"{'f' if is_float else 'n'}{len(numbers)}"
    own[1::2] = [numbers.get(pair, pair[0]) for pair in pairs]
    functions = re.split(r"^(?=def )", "".join(own), flags=re.MULTILINE)
    return Source("".join(map(_with_variables, functions)), numbers, own[::2], pairs)


def for_any_count(texts: dict[int, str]) -> str | None:
    """Return the source of a block of ``count`` rows from that for three numbers of rows, on which all others depend linearly."""
    counts, parts = list(texts), [NUMBER.split(text) for text in texts.values()]
    if any(each[::2] != parts[0][::2] for each in parts):
        return None
    made = parts[0]
    for i in range(1, len(made), 2):
        numbers = [each[i] for each in parts]
        if len({*numbers}) > 1:
            if not "".join(numbers).isdecimal():
                return None
            values = list(map(int, numbers))
            slope = (values[1] - values[0]) // (counts[1] - counts[0])
            rest = values[0] - slope * counts[0]
            if values != [slope * count + rest for count in counts]:
                return None
            product = COUNT if slope == 1 else f"{slope} * {COUNT}"
            made[i] = COUNT if (slope, rest) == (1, 0) else f"({product} + {rest})" if rest else f"({product})"
    return "".join([f"    {COUNT} = max(1, min({COUNT}, {max(counts)}))\n", *made])


def _with_variables(function: str) -> str:
    """Return the source of a function that reads its variables first."""
    head, _, body = function.partition("\n")
    names = dict.fromkeys(VARIABLE.findall(body))
    if not names:
        return function
    reads = [f"    {name} = {READS[name[0]].format(f'sizes_[{name[1:]}]')}" for name in names]
    return "\n".join([head, *reads, body])


def compile_for_any_rows(text: str, source: Source | None, name: str, functions: Functions, *buffers: Any) -> Callable[[], Any]:
    """Return a call of the function ``name`` of some source: compiled for any number of rows if ``source`` is given, and fits."""
    sizes = None if source is None else source.sizes_of(text)
    if source is None or not sizes:
        return partial(compile_source(text.replace(f"({SIZES}, ", "("), name, functions), *buffers)
    return partial(compile_source(source.text, name, functions), np.asarray(sizes), *buffers)
