"""Gradients in float32, held against those in float64: a branch for a dtype, or a constant that float32 lacks, shows there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, map_tree
from bpnet.testing.contracts import GradientError
from bpnet.testing.differences import SAFETY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

EPS = float(np.finfo(np.float32).eps)
ROUGH = 0.05
"""Relative to the largest number of an array: this is to find what is wrong, and not how well it is rounded."""
NUDGES = 2


def check_narrow(names: Sequence[str], run: Callable[[str, Tree], list[NDArray[Any]]], values: Tree) -> None:
    """Raise `GradientError` where gradients in float32 are not those in float64.

    Where the outputs differ too, there is nothing to compare: a layer may draw other numbers in another dtype.

    Parameters
    ----------
    names
        Of the gradients.
    run
        Outputs, and then the gradients, in a dtype.
    values
        What is passed to ``run``.
    """
    values, random = _floats(lambda leaf: leaf.astype(np.float32).astype(np.float64), values), np.random.default_rng(0)
    wide, narrow = run("float64", values), run("float32", values)
    noise = np.zeros(len(wide))
    for _ in range(NUDGES):
        moved = run("float64", _floats(lambda leaf: leaf * (1.0 + EPS * random.choice((-1.0, 1.0), leaf.shape)), values))
        noise = np.maximum(noise, [_apart(one, other) for one, other in zip(wide, moved, strict=True)])
    for number, (right, came) in enumerate(zip(wide, narrow, strict=True)):
        allowed = ROUGH * float(np.max(np.abs(right), initial=0.0)) + SAFETY * (noise[number] + EPS)
        wrong = ~(np.abs(right - came) <= allowed) & np.isfinite(right)
        if not wrong.any():
            continue
        if number == 0:
            return
        place = tuple(map(int, np.argwhere(wrong)[0]))
        pair = f"{came[place]:.6g} in float32, {right[place]:.6g} in float64"
        raise GradientError(f"{names[number - 1]}, element {place}: backward gives {pair}")


def _floats(function: Callable[[NDArray[Any]], Any], tree: Tree) -> Tree:
    """A tree with its floats changed."""
    return map_tree(lambda leaf: function(np.asarray(leaf)) if np.asarray(leaf).dtype.kind == "f" else leaf, tree)


def _apart(one: NDArray[Any], other: NDArray[Any]) -> float:
    apart = np.abs(one - other)
    return float(np.max(apart, initial=0.0, where=np.isfinite(apart)))
