"""Several inputs and several heads: tuples of arrays at the doors of a network, arrays side by side behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._checks import check_integer
from bpnet._messages import short_repr
from bpnet.arrays import Array, Namespace, columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bpnet.losses.base import Head


def check_widths(name: str, n: Any) -> tuple[int, ...]:
    """Return the numbers of several inputs, or of a single one, as a tuple."""
    if not isinstance(n, tuple | list):
        return (check_integer(name, n),)
    if len(n) < 2:  # noqa: PLR2004 - several
        raise ValueError(f"{name} must be a positive integer, or a tuple of those of two or more inputs, got {short_repr(n)}")
    return tuple(check_integer(f"{name}[{i}]", each) for i, each in enumerate(n))


def are_several(given: Any, parts: Sequence[Any], name: str, remedy: str) -> bool:
    """Return True if a tuple of arrays was given, of which there are ``parts``; raise ValueError if one was expected."""
    if parts and isinstance(given, tuple):
        return True
    matrices = isinstance(given, list | tuple) and any(len(getattr(part, "shape", ())) > 1 for part in given[:2])
    if matrices and (parts or isinstance(given, tuple)):
        kind = f"{name} is a {type(given).__name__} of {len(given)} arrays"
        raise ValueError(f"{kind}, expected a tuple" if parts else f"{kind}, expected one array; {remedy}")
    return False


def join(xp: Namespace, given: Any, name: str, parts: Sequence[Any], convert: Callable[[Any, str, Any], Array]) -> Array:
    """Convert each array of a tuple, and return them side by side; those of a group of networks may be shared, or stacked.

    Parameters
    ----------
    given
        What the user passed, in a tuple; ``name`` stands for it in errors.
    parts
        What is expected, such as the widths.
    convert
        ``(array, name, part) -> array`` of the backend.
    """
    if len(given) != len(parts):
        raise ValueError(f"{name} is a tuple of {len(given)}, expected a tuple of {len(parts)} arrays")
    made = [convert(array, f"{name}[{i}]", part) for i, (array, part) in enumerate(zip(given, parts, strict=True))]
    rows = [int(array.shape[-2]) for array in made]
    if len(set(rows)) > 1:
        raise ValueError(f"the arrays of {name} have {short_repr(rows)[1:-1]} rows, expected equal numbers")
    leading = np.broadcast_shapes(*(tuple(array.shape[:-1]) for array in made))
    wide = [array if array.shape[:-1] == leading else xp.broadcast_to(array, (*leading, array.shape[-1])) for array in made]
    joined: Array = xp.concat(wide, axis=-1)
    return joined


def split_outputs(heads: Sequence[Head], y: Array) -> Any:
    """Return the outputs of each head as a tuple, or all outputs if there is one head only."""
    return tuple(y[index] for index in columns([head.width for head in heads])) if heads else y
