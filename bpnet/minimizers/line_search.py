"""A line search for the strong Wolfe conditions; its decisions are functions of numbers on the host."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from bpnet.arrays import Tree

DECREASE, CURVATURE = 1e-4, 0.9
"""The constants c1 and c2 of the Wolfe conditions, as Nocedal and Wright recommend them for quasi-Newton methods."""
GROWTH = 4.0
"""Factor of the step while no minimum is bracketed."""
MARGIN = 0.1
"""The least distance of a step from the ends of its bracket, in its lengths."""


class Point(NamedTuple):
    """A point on the line ``p + step d``."""

    step: float
    value: float
    """f, the loss; infinite where it or the slope is not finite."""
    slope: float
    """f', its derivative along d."""
    params: Tree
    grads: Tree


def search(point: Callable[[float], Point], start: Point, step: float, most: int) -> Point:
    """Return a point with ``f <= f0 + c1 step f0'`` and ``|f'| <= c2 |f0'|``, the strong Wolfe conditions.

    ``low`` is the lowest point so far that has the first one, and the bracket between it and ``high`` contains points that have
    both; while there is no ``high``, steps grow.

    Parameters
    ----------
    point
        ``step -> point``.
    start
        The point of step 0, whose slope is negative.
    step
        The first step to try.
    most
        Maximum number of calls of ``point``; after these, or if numbers are too close to go on, the result is ``low``: it has the
        first condition, or is ``start``.

    Notes
    -----
    Source: Nocedal, Wright, "Numerical Optimization", 2nd ed. 2006, algorithms 3.5 and 3.6 as one loop; equation 3.59 for steps
    within a bracket.
    """
    low, high = start, None
    for _ in range(most):
        now = point(step)
        if now.value > start.value + DECREASE * step * start.slope or now.value >= low.value:
            high = now
        elif abs(now.slope) <= -CURVATURE * start.slope:
            return now
        else:
            if now.slope * (1.0 if high is None else high.step - low.step) >= 0.0:
                high = low
            low = now
        before, step = step, GROWTH * step if high is None else between(low, high)
        if step in {before, low.step}:
            break
    return low


def between(low: Point, high: Point) -> float:
    """Return the minimum of the cubic with the values and slopes of two points, but at least a `MARGIN` from both ends.

    If the cubic has none, as with an infinite value, it is the middle.
    """
    width = high.step - low.step
    d = low.slope + high.slope - 3.0 * (high.value - low.value) / width
    square = d * d - low.slope * high.slope
    root = math.copysign(math.sqrt(square), width) if 0.0 <= square < math.inf else math.nan
    share = 1.0 - (high.slope + root - d) / (high.slope - low.slope + 2.0 * root or math.nan)
    return low.step + width * (min(max(share, MARGIN), 1.0 - MARGIN) if math.isfinite(share) else 0.5)
