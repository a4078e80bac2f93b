"""Derivatives by differences, with a bound on their own error, in float64.

Central differences at steps from a quarter of a value down to its rounding are extrapolated. Each rung of that ladder has a
bound: what neighbouring rungs differ by (truncation), and what the rounding of the function may contribute. The smallest counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

EPS = float(np.finfo(np.float64).eps)
SAFETY = 8.0
"""Estimates of errors are good to such a factor."""
LADDER = 0.25 * 4.0 ** -np.arange(20.0)
FINE = LADDER[:8]
"""Steps relative to a value that is tiny."""
TINY = 1e-6
ORDERS = 3
"""Of extrapolation: errors begin with the power 4, 6 or 8 of the step."""
CONVERGED = 0.1
"""Relative difference of neighbouring rungs that are near their limit."""


class Slope(NamedTuple):
    """A derivative along a direction: its value, the bound on its error, and the interval of one-sided slopes at a kink."""

    value: float
    bound: float
    low: float
    high: float
    """``low < high`` at a kink of the function alone, where every slope between them is right."""

    def misses(self, got: float) -> float:
        """How far a number is from this derivative."""
        if self.low <= got <= self.high:
            return 0.0
        return min(abs(got - slope) for slope in (self.value, self.low, self.high))


class Pair(NamedTuple):
    """The function on both sides of a point: the central difference, and how far rounding may carry it."""

    slope: float
    rounding: float


class Line:
    """A function of one number, ``at(h)``, whose outputs are weighted and summed: ``sum(weight * at(h))``.

    Parameters
    ----------
    at
        The outputs at a step from the point.
    weight
        Of each output.
    noise
        Error of each output by rounding inside of the function, beside that of its last digit.
    """

    def __init__(self, at: Callable[[float], NDArray[Any]], weight: NDArray[Any], noise: NDArray[Any]) -> None:
        self.at, self.weight, self.noise = at, weight, noise

    def pair(self, h: float) -> Pair:
        """The central difference at a step; NaN where the function is not finite."""
        plus, minus = self.at(h), self.at(-h)
        rounding = EPS * np.maximum(np.abs(plus), np.abs(minus)) + self.noise
        used = self.weight != 0.0
        slopes = self.weight[used] * (plus - minus)[used] / (2.0 * h)
        return Pair(float(np.sum(slopes)), float(np.linalg.norm(self.weight[used] * rounding[used])) / h)

    def sides(self, h: float) -> NDArray[Any]:
        """Weighted slopes of each output to the left and to the right."""
        here = self.at(0.0)
        used = self.weight != 0.0
        return np.stack([self.weight[used] * (side[used] - here[used]) / by for side, by in ((self.at(-h), -h), (self.at(h), h))])


def quick(line: Line, scale: float) -> float:
    """The derivative by two rungs, without a bound."""
    coarse, fine = line.pair(4e-3 * scale), line.pair(1e-3 * scale)
    return (16.0 * fine.slope - coarse.slope) / 15.0


def thorough(line: Line, scale: float, size: float) -> Slope:
    """The derivative by the whole ladder.

    Parameters
    ----------
    line
        The function.
    scale
        Of the steps.
    size
        Of the value that is changed, relative to the scale: where it is tiny, steps are taken relative to it too.
    """
    steps = scale * np.concatenate([LADDER, size * FINE if 0.0 < size < TINY else []])
    steps = np.sort(steps)[::-1]
    pairs = [line.pair(float(h)) for h in steps]
    best, where = Slope(np.nan, np.inf, np.nan, np.nan), 0
    column = np.asarray([pair.slope for pair in pairs])
    for order in range(1, ORDERS + 1):
        column = column[1:] + np.diff(column) / ((steps[:-order] / steps[order:]) ** 2 - 1.0)  # as Neville extrapolates
        for i, apart in enumerate(np.abs(np.diff(column)), start=1):
            value, rounding = float(column[i]), 2.0 * pairs[i + order].rounding
            converged = apart <= CONVERGED * abs(value) or apart <= rounding  # beyond a saturated function, slopes fall as 1 / h
            if converged and apart + rounding < best.bound:
                best, where = Slope(value, float(apart) + rounding, np.nan, np.nan), i + order
    return best if np.isinf(best.bound) else _with_kink(line, best, pairs[where].rounding, float(steps[where]))


def _with_kink(line: Line, best: Slope, rounding: float, h: float) -> Slope:
    """The interval of slopes, where left and right differ however near."""
    wide, near = line.sides(h), line.sides(h / 16.0)
    apart = [float(np.sum(np.abs(sides[1] - sides[0]))) for sides in (wide, near)]
    if not (apart[1] > 0.5 * apart[0] and apart[1] > 64.0 * rounding):
        return best
    return best._replace(low=float(np.sum(np.min(near, axis=0))), high=float(np.sum(np.max(near, axis=0))))
