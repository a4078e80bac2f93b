"""How far rounding may carry two correct runs apart: measured on the reference, never chosen.

NumPy is run again from start weights nudged by one unit in the last place, and what that does to the trajectory is the measure
of what is allowed.
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
"""Of the tolerance: ``max(128, 16 S)`` eps, S being the drift of the nudged reference."""
TOO_SENSITIVE = {"float64": 1e-9, "float32": 1e-3}
"""Above this tolerance a case proves nothing, and is rejected."""


def drift(a: NDArray[np.floating], b: NDArray[np.floating], dtype: str) -> NDArray[np.float64]:
    """``|a - b| / max(1, |a|)`` of each element, in eps; infinite where that is NaN."""
    a, b = a.astype(np.float64), b.astype(np.float64)
    with np.errstate(all="ignore"):
        apart = np.abs(a - b) / np.maximum(1.0, np.abs(a)) / float(np.finfo(dtype).eps)
    return np.where(np.isfinite(apart), apart, np.inf)


def drifts(reference: Trajectory, other: Trajectory, dtype: str) -> NDArray[np.float64]:
    """The worst `drift` at each checkpoint; losses count at the checkpoint after them."""
    worst = np.zeros(len(reference.params))
    done = 0
    for i, (epoch, ours, theirs) in enumerate(zip(reference.epochs, reference.params, other.params, strict=True)):
        pairs = [*zip(ours, theirs, strict=True), (reference.losses[done:epoch], other.losses[done:epoch])]
        worst[i] = max(float(np.max(drift(a, b, dtype), initial=0.0)) for a, b in pairs)
        done = epoch
    return worst


def sensitivity(case: Case, dtype: str, reference: Trajectory) -> NDArray[np.float64]:
    """S: the worst drift at each checkpoint, in eps, of three NumPy runs from start weights nudged by 1 ulp."""
    start = case.build("numpy", dtype).params
    nudged = [map_tree(lambda w, how=how: nudge(w, how), start) for how in ("up", "down", "mixed")]
    return np.max([drifts(reference, run(case, "numpy", dtype, compile=False, start=params), dtype) for params in nudged], axis=0)


def nudge(w: NDArray[np.floating], how: str) -> NDArray[np.floating]:
    """Each number moved by one unit in the last place; zeros stay, since a zero is the same zero on every backend."""
    bits = words(np, key_of(1), 0, w.size)[0].reshape(w.shape) & 1
    sign = {"up": np.ones_like(bits), "down": np.zeros_like(bits), "mixed": bits}[how]
    nudged: NDArray[np.floating] = np.nextafter(w, np.where(sign == 1, np.inf, -np.inf).astype(w.dtype))
    return np.where(w == 0.0, w, nudged)


class TooSensitiveError(ValueError):
    """Rounding alone may move a case so far that agreement would prove nothing."""


def tolerances(case: Case, dtype: str, reference: Trajectory) -> NDArray[np.float64]:
    """``max(128, 16 S)`` eps at each checkpoint.

    Raises
    ------
    TooSensitiveError
        If ``16 S`` eps exceeds 1e-9 (float64) or 1e-3 (float32).
    """
    if str(reference.params[0][0].dtype) != dtype:
        raise ValueError(f"the reference is of {reference.params[0][0].dtype}, not of {dtype}")
    s = FACTOR * sensitivity(case, dtype, reference)
    worst = float(np.max(s)) * float(np.finfo(dtype).eps)
    if not worst <= TOO_SENSITIVE[dtype]:
        raise TooSensitiveError(
            f"case {case.name} is too sensitive in {dtype}: rounding alone may move it by {worst:.1e}, more than "
            f"{TOO_SENSITIVE[dtype]:.0e}; a shorter training, or a lower rate, can be compared"
        )
    return np.maximum(FLOOR, s)
