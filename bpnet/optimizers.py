"""Optimizers: pairs of pure functions, defined as PyTorch defines them; ``lr`` is spelled ``learning_rate``.

``learning_rate`` enters an update as a 0-d array of the network's dtype. In the formulas p is a parameter, g its gradient and r
the learning rate.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from bpnet.arrays import Array, Namespace, Tree, device_of, leaves, map_tree


class Optimizer(NamedTuple):
    """Two pure functions, and the learning rate that a training loop passes to them."""

    init: Callable[[Namespace, Tree], Tree]
    """``(xp, params) -> memory``."""
    update: Callable[[Namespace, Tree, Tree, Tree, Array], tuple[Tree, Tree]]
    """``(xp, params, grads, memory, learning_rate) -> params, memory``."""
    learning_rate: float


def positive_rate(learning_rate: float) -> float:
    """The learning rate as a float, or the error that says it is not a positive number."""
    rate = float(learning_rate)
    if not (math.isfinite(rate) and rate > 0.0):
        raise ValueError(f"learning_rate must be a positive finite number, got {learning_rate!r}")
    return rate


def _in_unit_interval(name: str, value: float) -> float:
    if not 0.0 <= value < 1.0:
        raise ValueError(f"{name} must be from 0 up to, not including, 1, got {value!r}")
    return float(value)


def sgd(learning_rate: float = 0.1, *, momentum: float = 0.0) -> Optimizer:
    """``p - r g``; with momentum m, ``v = m v + g`` from ``v = 0``, then ``p - r v``.

    Parameters
    ----------
    learning_rate
        Positive.
    momentum
        From 0 up to, not including, 1.
    """
    rate, m = positive_rate(learning_rate), _in_unit_interval("momentum", momentum)

    def init(xp: Namespace, params: Tree) -> Tree:
        return map_tree(xp.zeros_like, params) if m else ()

    def update(xp: Namespace, params: Tree, grads: Tree, memory: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        del xp
        velocity = map_tree(lambda g, v: m * v + g, grads, memory) if m else grads
        params = map_tree(lambda p, v: p - learning_rate * v, params, velocity)
        return params, (velocity if m else ())

    return Optimizer(init, update, rate)


def adam(learning_rate: float = 0.001, *, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8) -> Optimizer:
    """``m = b1 m + (1 - b1) g``, ``v = b2 v + (1 - b2) g**2``, ``p - r (m / (1 - b1**t)) / (sqrt(v / (1 - b2**t)) + eps)``.

    The powers of ``b1`` and ``b2`` are carried in the memory as 0-d arrays, in place of the step number t.

    Parameters
    ----------
    learning_rate
        Positive.
    betas
        ``(b1, b2)``, each from 0 up to, not including, 1.
    eps
        Positive; added to the square root.

    Notes
    -----
    Source: Kingma, Ba, "Adam: a method for stochastic optimization", 2015, in PyTorch's form.
    """
    rate = positive_rate(learning_rate)
    b1, b2 = (_in_unit_interval(f"betas[{i}]", b) for i, b in enumerate(betas))
    if not eps > 0.0:
        raise ValueError(f"eps must be positive, got {eps!r}")

    def init(xp: Namespace, params: Tree) -> Tree:
        first = next(leaves(params))
        one = xp.ones((), dtype=first.dtype, device=device_of(first))
        return map_tree(xp.zeros_like, params), map_tree(xp.zeros_like, params), one, one

    def update(xp: Namespace, params: Tree, grads: Tree, memory: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        m, v, b1_power, b2_power = memory
        m = map_tree(lambda m, g: b1 * m + (1.0 - b1) * g, m, grads)
        v = map_tree(lambda v, g: b2 * v + (1.0 - b2) * (g * g), v, grads)
        b1_power, b2_power = b1 * b1_power, b2 * b2_power
        step_size = xp.divide(learning_rate, 1.0 - b1_power)
        root = xp.sqrt(1.0 - b2_power)

        def moved(p: Array, m: Array, v: Array) -> Array:
            return p - step_size * xp.divide(m, xp.divide(xp.sqrt(v), root) + eps)

        return map_tree(moved, params, m, v), (m, v, b1_power, b2_power)

    return Optimizer(init, update, rate)


OPTIMIZERS: dict[str, Callable[[], Optimizer]] = {"sgd": sgd, "adam": adam}
