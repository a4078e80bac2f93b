"""Optimizers for full batches with a step size per param, from the signs or secants of its gradients."""

from __future__ import annotations

from bpnet._checks import check_choice, check_number, check_pair, check_positive
from bpnet._messages import short_repr
from bpnet._specs import factory
from bpnet.arrays import Array, Namespace, Tree, map_tree
from bpnet.optimizers.base import Optimizer, full_like, positive_rate
from bpnet.schedules import Rate

BACKTRACKING = ("none", "gradient", "weight")


@factory("optimizers.rprop", "start")
def rprop(
    learning_rate: float = 0.01,
    *,
    etas: tuple[float, float] = (0.5, 1.2),
    step_sizes: tuple[float, float] = (1e-6, 50.0),
    backtracking: str = "gradient",
    start: Tree = None,
) -> Optimizer:
    """``p - sign(g) h``; h is multiplied by ``etas[1]`` while the sign of g stays the same, and by ``etas[0]`` when it changes.

    When the sign changes, ``backtracking`` decides: with "none" the step is taken anyway; with "gradient" the element is not
    updated, and its stored gradient becomes 0, as in PyTorch; with "weight" the last step is undone, and the stored gradient
    becomes 0.

    Parameters
    ----------
    learning_rate
        First step size of every element, a number. Only ``init`` uses it: a rate assigned to the network later has no effect.
    etas
        Factors of the step sizes, ``0 < etas[0] < 1 < etas[1]``.
    step_sizes
        Least and largest step.
    backtracking
        "none" (Rprop-), "gradient" (iRprop-, PyTorch's) or "weight" (Rprop+).
    start
        First step sizes as a tree like the params, in place of one for all.

    Notes
    -----
    Source: Riedmiller, Braun, "A direct adaptive method for faster backpropagation learning", 1993; the variants: Igel, Hüsken,
    "Empirical evaluation of the improved Rprop learning algorithms", 2003.
    """
    rate = check_positive("learning_rate", learning_rate)
    shrink, grow = (check_number(f"etas[{i}]", eta) for i, eta in enumerate(check_pair("etas", etas)))
    if not 0.0 < shrink < 1.0 < grow:
        raise ValueError(f"etas must be a factor below and one above 1, got {short_repr(etas)}")
    least, largest = (check_positive(f"step_sizes[{i}]", h) for i, h in enumerate(check_pair("step_sizes", step_sizes)))
    if least > largest:
        raise ValueError(f"step_sizes must be the least and the largest step, got {short_repr(step_sizes)}")
    backtracking = check_choice("backtracking", backtracking, BACKTRACKING)

    def init(xp: Namespace, params: Tree) -> Tree:
        zeros = full_like(xp, params, 0.0)
        steps = full_like(xp, params, rate)
        if start is not None:
            steps = map_tree(lambda p, h: xp.zeros_like(p) + h, params, start)
        return zeros, steps, zeros

    def update(xp: Namespace, params: Tree, grads: Tree, opt_state: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        del learning_rate
        before, steps, moves = opt_state
        agreement = map_tree(lambda g, b: xp.sign(g) * xp.sign(b), grads, before)

        steps = map_tree(lambda h, a: _resize(xp, h, a, (shrink, grow), (least, largest)), steps, agreement)
        if backtracking != "none":
            grads = map_tree(lambda g, a: xp.where(a < 0.0, xp.zeros_like(g), g), grads, agreement)
        new = map_tree(lambda g, h: -xp.sign(g) * h, grads, steps)
        if backtracking == "weight":
            new = map_tree(lambda n, m, a: xp.where(a < 0.0, -m, n), new, moves, agreement)
        return map_tree(lambda p, m: p + m, params, new), (grads, steps, new)

    return Optimizer(init, update, rate)


def _resize(xp: Namespace, h: Array, agreement: Array, etas: tuple[float, float], step_sizes: tuple[float, float]) -> Array:
    """A step size after two gradients: shrunk if their signs differ, grown if they agree, and clipped."""
    (shrink, grow), (least, largest) = etas, step_sizes
    slower = xp.where(agreement < 0.0, xp.full_like(h, shrink), xp.ones_like(h))
    return xp.minimum(xp.maximum(h * xp.where(agreement > 0.0, xp.full_like(h, grow), slower), least), largest)


@factory("optimizers.quickprop")
def quickprop(learning_rate: Rate = 0.1, *, growth: float = 1.75) -> Optimizer:
    """``m = m g / (b - g)`` per element: to the minimum of a parabola through the last two gradients b, g.

    m is the last step. The new one is limited to ``growth`` times its size, and has that size where the parabola has no minimum
    ahead. ``-r g`` is added unless g and b have opposite signs; it is the whole first step.

    Parameters
    ----------
    learning_rate
        Positive, or a schedule; of a group of networks, also a sequence of these.
    growth
        Above 1.

    Notes
    -----
    Source: Fahlman, "An empirical study of learning speed in back-propagation networks", 1988.
    """
    rate = positive_rate(learning_rate)
    if not check_number("growth", growth) > 1.0:
        raise ValueError(f"growth must be above 1, got {short_repr(growth)}")
    limit = growth / (1.0 + growth)

    def update(xp: Namespace, params: Tree, grads: Tree, opt_state: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        def move(g: Array, b: Array, m: Array) -> Array:
            sign = xp.sign(b)
            ahead = g * sign < limit * xp.abs(b)  # otherwise the quotient is above growth, or negative since the slope grew
            quotient = xp.divide(g, xp.where(ahead, b - g, xp.ones_like(b)))
            secant = m * xp.where(ahead, quotient, xp.full_like(g, growth))
            downhill = learning_rate * g
            reverses = (g * sign < 0.0) & (xp.abs(m) > 0.0)
            return secant - xp.where(reverses, xp.zeros_like(g), downhill)

        new = map_tree(move, grads, *opt_state)
        return map_tree(lambda p, m: p + m, params, new), (grads, new)

    return Optimizer(lambda xp, params: (full_like(xp, params, 0.0), full_like(xp, params, 0.0)), update, rate)
