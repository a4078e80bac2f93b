"""Numerical derivatives with error bounds, in float64.

Central differences with step sizes from a quarter of a value down to its rounding are extrapolated. The error of each is bounded
by the difference to the next (truncation) plus the effect of rounding; the estimate with the smallest bound is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

EPS = float(np.finfo(np.float64).eps)
SAFETY = 8.0
"""Safety factor of the error bounds."""
STEP_SIZES = 0.25 * 4.0 ** -np.arange(20.0)
FINE_STEP_SIZES = STEP_SIZES[:8]
"""Additional steps relative to a tiny value."""
TINY = 1e-6
ORDERS = 3
"""Orders of extrapolation: the leading error term is the power 4, 6 or 8 of the step."""
CONVERGED = 0.1
"""Relative difference of consecutive estimates that counts as converged."""


class Slope(NamedTuple):
    """Derivative along a direction: value, error bound, and the interval of one-sided slopes at a kink."""

    value: float
    bound: float
    low: float
    high: float
    """``low < high`` only at a kink of the function, where every slope in the interval is correct."""

    def distance(self, got: float) -> float:
        """Return the distance of a number from this derivative."""
        if self.low <= got <= self.high:
            return 0.0
        return min(abs(got - slope) for slope in (self.value, self.low, self.high))


class CentralDifference(NamedTuple):
    """Central difference at a point, and the effect of rounding on it."""

    slope: float
    rounding: float


class Line:
    """Function of one number with weighted outputs, ``sum(weight * at(h))``.

    Parameters
    ----------
    at
        Function from a step to the outputs.
    weight
        Weight of each output.
    noise
        Rounding error of each output within the function, in addition to that of its last digit.
    """

    def __init__(self, at: Callable[[float], NDArray[Any]], weight: NDArray[Any], noise: NDArray[Any]) -> None:
        self.at, self.weight, self.noise = at, weight, noise

    def central_difference(self, h: float) -> CentralDifference:
        """Return the central difference; NaN if the function is not finite."""
        plus, minus = self.at(h), self.at(-h)
        rounding = EPS * np.maximum(np.abs(plus), np.abs(minus)) + self.noise
        used = self.weight != 0.0
        slopes = self.weight[used] * (plus - minus)[used] / (2.0 * h)
        return CentralDifference(float(np.sum(slopes)), float(np.linalg.norm(self.weight[used] * rounding[used])) / h)

    def sides(self, h: float) -> NDArray[Any]:
        """Return the weighted slopes of each output to the left and to the right."""
        here = self.at(0.0)
        used = self.weight != 0.0
        return np.stack([self.weight[used] * (side[used] - here[used]) / by for side, by in ((self.at(-h), -h), (self.at(h), h))])


def quick_slope(line: Line, scale: float) -> float:
    """Return the derivative from two step sizes, without an error bound."""
    coarse, fine = line.central_difference(4e-3 * scale), line.central_difference(1e-3 * scale)
    return (16.0 * fine.slope - coarse.slope) / 15.0


def thorough_slope(line: Line, scale: float, size: float) -> Slope:
    """Return the derivative from all step sizes, with an error bound.

    Parameters
    ----------
    line
        Function.
    scale
        Scale of the steps.
    size
        Size of the value that is changed, relative to the scale; for a tiny value, steps relative to it are added.
    """
    steps = scale * np.concatenate([STEP_SIZES, size * FINE_STEP_SIZES if 0.0 < size < TINY else []])
    steps = np.sort(steps)[::-1]
    pairs = [line.central_difference(float(h)) for h in steps]
    best, where = Slope(np.nan, np.inf, np.nan, np.nan), 0
    column = np.asarray([pair.slope for pair in pairs])
    for order in range(1, ORDERS + 1):
        column = column[1:] + np.diff(column) / ((steps[:-order] / steps[order:]) ** 2 - 1.0)  # Neville's algorithm
        for i, apart in enumerate(np.abs(np.diff(column)), start=1):
            value, rounding = float(column[i]), 2.0 * pairs[i + order].rounding
            converged = (
                apart <= CONVERGED * abs(value) or apart <= rounding
            )  # outside of a saturated region, slopes decrease as 1 / h
            if converged and apart + rounding < best.bound:
                best, where = Slope(value, float(apart) + rounding, np.nan, np.nan), i + order
    return best if np.isinf(best.bound) else _with_kink(line, best, pairs[where].rounding, float(steps[where]))


def _with_kink(line: Line, best: Slope, rounding: float, h: float) -> Slope:
    """Add the interval of slopes, if those to the left and right differ at every step size."""
    wide, near = line.sides(h), line.sides(h / 16.0)
    apart = [float(np.sum(np.abs(sides[1] - sides[0]))) for sides in (wide, near)]
    if not (apart[1] > 0.5 * apart[0] and apart[1] > 64.0 * rounding):
        return best
    return best._replace(low=float(np.sum(np.min(near, axis=0))), high=float(np.sum(np.max(near, axis=0))))
