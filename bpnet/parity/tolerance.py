"""Tolerances that are measured rather than chosen: the effect of rounding on the reference trajectory.

NumPy trains again from initial weights changed by one unit in the last place (ulp). The resulting change of the trajectory
determines the tolerance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bpnet.arrays import map_tree
from bpnet.parity.trajectory import Trajectory, run
from bpnet.random import key_of, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bpnet.parity.cases import Case

FLOOR, FACTOR = 128.0, 16.0
"""Constants of the tolerance ``max(128, 16 S)`` eps, where S is the drift of the perturbed reference."""
TOO_SENSITIVE = {"float64": 1e-9, "float32": 1e-3}
"""Largest meaningful tolerance; a case that needs more is rejected."""


def drift(a: NDArray[np.floating], b: NDArray[np.floating], dtype: str) -> NDArray[np.float64]:
    """Return ``|a - b| / max(1, |a|)`` elementwise, in eps; NaN becomes infinity."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    with np.errstate(all="ignore"):
        apart = np.abs(a - b) / np.maximum(1.0, np.abs(a)) / float(np.finfo(dtype).eps)
    return np.where(np.isfinite(apart), apart, np.inf)


def drifts(reference: Trajectory, other: Trajectory, dtype: str) -> NDArray[np.float64]:
    """Return the largest `drift` at each checkpoint; losses belong to the checkpoint that follows them."""
    worst = np.zeros(len(reference.params))
    done = 0
    for i, (epoch, ours, theirs) in enumerate(zip(reference.epochs, reference.params, other.params, strict=True)):
        pairs = [*zip(ours, theirs, strict=True), (reference.losses[done:epoch], other.losses[done:epoch])]
        worst[i] = max(float(np.max(drift(a, b, dtype), initial=0.0)) for a, b in pairs)
        done = epoch
    return worst


def sensitivity(case: Case, dtype: str, reference: Trajectory) -> NDArray[np.float64]:
    """Return S: the largest drift at each checkpoint, in eps, of three NumPy runs from initial weights changed by 1 ulp."""
    start = case.build("numpy", dtype).params
    nudged = [map_tree(lambda w, how=how: nudge(w, how), start) for how in ("up", "down", "mixed")]
    return np.max([drifts(reference, run(case, "numpy", dtype, compile=False, start=params), dtype) for params in nudged], axis=0)


def nudge(w: NDArray[np.floating], how: str) -> NDArray[np.floating]:
    """Return ``w`` with each nonzero element changed by 1 ulp: ``how`` is "up", "down" or "mixed"."""
    bits = words(np, key_of(1), 0, w.size)[0].reshape(w.shape) & 1
    sign = {"up": np.ones_like(bits), "down": np.zeros_like(bits), "mixed": bits}[how]
    nudged: NDArray[np.floating] = np.nextafter(w, np.where(sign == 1, np.inf, -np.inf).astype(w.dtype))
    return np.where(w == 0.0, w, nudged)


class TooSensitiveError(ValueError):
    """Rounding may change the trajectory of a case so much that agreement is not meaningful."""


def tolerances(case: Case, dtype: str, reference: Trajectory) -> NDArray[np.float64]:
    """Return the tolerance at each checkpoint: ``max(128, 16 S)`` eps.

    Raises
    ------
    TooSensitiveError
        If ``16 S`` eps exceeds 1e-9 (float64) or 1e-3 (float32).
    """
    if str(reference.params[0][0].dtype) != dtype:
        raise ValueError(f"the reference has dtype {reference.params[0][0].dtype}, expected {dtype}")
    s = FACTOR * sensitivity(case, dtype, reference)
    worst = float(np.max(s)) * float(np.finfo(dtype).eps)
    if not worst <= TOO_SENSITIVE[dtype]:
        raise TooSensitiveError(
            f"case {case.name} is too sensitive in {dtype}: rounding alone may change it by {worst:.1e}, more than "
            f"{TOO_SENSITIVE[dtype]:.0e}; use fewer epochs or a smaller learning rate"
        )
    return np.maximum(FLOOR, s)
