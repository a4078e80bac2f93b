"""Comparison of a backward pass with differences of its forward pass, in float64, on any backend.

Differences are independent of anything that bpnet computes. Each element of a gradient is compared, and a random direction:
``<u, J v> == <J' u, v>``. Errors are relative to the numbers compared, or to the rounding of the forward and backward pass where
that is larger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.arrays import Tree, from_leaves, leaves, map_tree, read_only
from bpnet.testing.contracts import GradientError, array_labels, to_device, tree_to_device
from bpnet.testing.differences import EPS, SAFETY, Line, Slope, quick_slope, thorough_slope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from bpnet.backend import Backend

TOLERANCE = 1e-7
"""Relative tolerance: extrapolated differences in float64 have errors of about 1e-11 without cancellation."""
SURE = 1e-9
"""Relative error below which the two-step difference is sufficient."""
NUDGES = 3
"""Number of evaluations with all numbers changed by 1 ulp, which measure the effect of rounding."""


class Element(NamedTuple):
    """Directional derivative to compare: its position, the direction, and the value that the backward pass gives."""

    position: str
    leaf: int
    direction: NDArray[Any]
    got: float
    size: float
    """Magnitude to which the rounding error of the comparison is relative."""
    backward: float
    """Rounding error of ``got``."""
    near: float
    """Size of the value that is changed, relative to its step."""


class GradientCheck:
    """Comparison of a backward pass with differences of ``<u, forward(values)>``, for a fixed ``u``."""

    def __init__(
        self,
        host: Backend,
        forward: Callable[[Tree], Tree],
        backward: Callable[[Tree, Tree, Any], Tree],
        values: tuple[Tree, ...],
        names: tuple[str, ...],
        u: NDArray[Any] | None,
        random: Any,
    ) -> None:
        self.host, self.forward, self.backward, self.values, self.random = host, forward, backward, values, random
        self.names = array_labels(names, values)
        self.flat = [np.asarray(leaf, dtype=np.float64) for leaf in leaves(values)]
        y = self._outputs(values)
        if np.any(np.isnan(y)) and all(np.all(np.isfinite(leaf)) for leaf in self.flat):
            raise GradientError("forward gives NaN for finite inputs")
        self.overflows = not np.all(np.isfinite(y))
        self.weight = np.where(np.isfinite(y), 1.0 if u is None else np.ravel(u), 0.0)
        self.u = None if u is None else np.reshape(self.weight, np.shape(u))
        self.got = self._gradients(values, self.u)
        self.noise, self.backward_noise = np.zeros_like(y), [np.zeros_like(g) for g in self.got]
        for _ in range(NUDGES):
            self._nudge(y)

    def _outputs(self, values: Tree) -> NDArray[Any]:
        """Return the outputs as one host vector."""
        y, _ = self.forward(tree_to_device(self.host, values, "float64"))
        return np.ravel(np.array(self.host.to_host(y), dtype=np.float64))

    def _gradients(self, values: Tree, u: NDArray[Any] | None) -> list[NDArray[Any]]:
        """Return all gradients on the host."""
        there = tree_to_device(self.host, values, "float64")
        _, residuals = self.forward(there)
        grads = self.backward(there, read_only(residuals), None if u is None else to_device(self.host, u, "float64"))
        return [np.array(self.host.to_host(leaf), dtype=np.float64) for leaf in leaves(grads)]

    def _nudge(self, y: NDArray[Any]) -> None:
        """Measure the effect of a change of 1 ulp of every number on outputs and gradients."""

        def perturb(leaf: Any) -> Any:
            return leaf * (1.0 + EPS * self.random.choice((-1.0, 1.0), np.shape(leaf)))

        values = map_tree(perturb, self.values)
        moved = np.abs(self._outputs(values) - y)
        self.noise = np.maximum(self.noise, np.where(np.isfinite(moved), moved, 0.0))
        others = self._gradients(values, None if self.u is None else perturb(self.u))
        for noise, ours, other in zip(self.backward_noise, self.got, others, strict=True):
            apart = np.abs(ours - other)
            np.maximum(noise, np.where(np.isfinite(apart), apart, 0.0), out=noise)

    def _line(self, element: Element) -> Line:
        """Return the outputs along the direction of an element."""

        def at(h: float) -> NDArray[Any]:
            flat = list(self.flat)
            flat[element.leaf] = flat[element.leaf] + h * element.direction
            return self._outputs(from_leaves(self.values, flat))

        return Line(at, self.weight, self.noise)

    def _elements(self, number: int) -> Iterator[Element]:
        """Yield the elements of an array."""
        value, grad = self.flat[number], self.got[number]
        # a backward pass such as dy (p - 1) has rounding errors of the magnitude of dy, even if its result is small
        largest = float(np.max(np.abs(grad), initial=np.max(np.abs(self.weight)), where=np.isfinite(grad)))
        for index in np.ndindex(value.shape):
            scale = max(1.0, abs(float(value[index])))
            if not np.isfinite(scale):
                continue
            direction = np.zeros(value.shape)
            direction[index] = scale
            position = f"{self.names[number]}, element {tuple(int(i) for i in index)}"
            noise = float(self.backward_noise[number][index]) + 0.5 * EPS * largest
            near = abs(float(value[index])) / scale
            yield Element(position, number, direction, float(grad[index]), abs(float(grad[index])), noise, near)

    def _along(self, number: int) -> Element:
        """Return a random direction of an array."""
        value, grad = self.flat[number], self.got[number]
        direction = self.random.standard_normal(value.shape) * np.maximum(1.0, np.abs(value))
        terms = np.abs(grad * direction)
        noise = float(np.sum(np.abs(direction) * self.backward_noise[number]) + EPS * np.sum(terms))
        position = f"{self.names[number]}, a random direction"
        sizes = np.abs(value[value != 0.0])
        near = min(1.0, float(np.min(sizes))) if sizes.size else 1.0
        return Element(position, number, direction, float(np.sum(grad * direction)), float(np.sum(terms)), noise, near)

    def worst_error(self) -> float:
        """Return the largest error, or raise `GradientError`."""
        worst = 0.0
        for number, grad in enumerate(self.got):
            smooth = bool(np.all(np.isfinite(self.flat[number])) and np.all(np.isfinite(grad)))
            for element in self._elements(number):
                scale = float(np.max(element.direction))
                error, kink = self._error(element._replace(direction=element.direction / scale), scale)
                worst, smooth = max(worst, error), smooth and not kink
            if smooth and grad.size > 1:
                worst = max(worst, self._error(self._along(number), 1.0)[0])
        return worst

    def _error(self, element: Element, scale: float) -> tuple[float, bool]:
        """Return the relative error beyond rounding, and True if there is a kink."""
        if self.overflows and not np.isfinite(element.got):
            return 0.0, True  # infinite outputs have no differences
        line = self._line(element)
        first = quick_slope(line, scale)
        if abs(first - element.got) <= SURE * max(abs(first), element.size):
            return abs(first - element.got) / (max(abs(first), element.size) or 1.0), False
        slope = thorough_slope(line, scale, element.near)
        if not np.isfinite(slope.bound):
            if self.overflows:
                return 0.0, True
            raise GradientError(f"{element.position}: forward is not finite near this value; check at other inputs")
        return self._relative_error(element, slope), slope.low < slope.high

    def _relative_error(self, element: Element, slope: Slope) -> float:
        size = max(abs(slope.value), element.size)
        beyond = slope.distance(element.got) - SAFETY * (slope.bound + element.backward)
        if not beyond <= TOLERANCE * size:
            raise GradientError(
                f"{element.position}: backward gives {element.got:.12g}, differences of forward give {slope.value:.12g}"
            )
        return max(0.0, beyond) / (size or 1.0)
