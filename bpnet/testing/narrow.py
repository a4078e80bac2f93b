"""Comparison of gradients in float32 with those in float64, which detects branches on the dtype and constants beyond float32."""

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
"""Tolerance relative to the largest number of an array: it detects faults, and does not measure rounding."""
NUDGES = 2


def check_narrow(names: Sequence[str], run: Callable[[str, Tree], list[NDArray[Any]]], values: Tree) -> None:
    """Raise `GradientError` if gradients in float32 differ from those in float64.

    If the outputs differ too, gradients are not compared: a layer may draw other numbers in another dtype.

    Parameters
    ----------
    names
        Names of the gradients.
    run
        Function from a dtype and values to the outputs and the gradients.
    values
        Values to pass to ``run``.
    """
    values, random = _map_floats(lambda leaf: leaf.astype(np.float32).astype(np.float64), values), np.random.default_rng(0)
    wide, narrow = run("float64", values), run("float32", values)
    noise = np.zeros(len(wide))
    for _ in range(NUDGES):
        moved = run("float64", _map_floats(lambda leaf: leaf * (1.0 + EPS * random.choice((-1.0, 1.0), leaf.shape)), values))
        noise = np.maximum(noise, [_max_difference(one, other) for one, other in zip(wide, moved, strict=True)])
    for number, (right, came) in enumerate(zip(wide, narrow, strict=True)):
        allowed = ROUGH * float(np.max(np.abs(right), initial=0.0)) + SAFETY * (noise[number] + EPS)
        wrong = ~(np.abs(right - came) <= allowed) & np.isfinite(right)
        if not wrong.any():
            continue
        if number == 0:
            return
        index = tuple(map(int, np.argwhere(wrong)[0]))
        pair = f"{came[index]:.6g} in float32, {right[index]:.6g} in float64"
        raise GradientError(f"{names[number - 1]}, element {index}: backward gives {pair}")


def _map_floats(function: Callable[[NDArray[Any]], Any], tree: Tree) -> Tree:
    """Apply a function to the floating-point leaves of a tree."""
    return map_tree(lambda leaf: function(np.asarray(leaf)) if np.asarray(leaf).dtype.kind == "f" else leaf, tree)


def _max_difference(one: NDArray[Any], other: NDArray[Any]) -> float:
    apart = np.abs(one - other)
    return float(np.max(apart, initial=0.0, where=np.isfinite(apart)))
