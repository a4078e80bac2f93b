"""Minimizers as pairs of functions that a host drives, and helpers for their trees."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from bpnet._specs import Spec, immutable_functions
from bpnet.arrays import Array, Namespace, Tree, leaves

CONVERGED = "the gradient is below the tolerance"
STUCK = "no step lowers the loss"


def _missing(params: Tree) -> Any:
    del params
    raise TypeError("this minimizer is for sums of squares: its Objective needs value and squares")


class Objective(NamedTuple):
    """The loss on all samples as functions of the params; a minimizer calls those that it needs."""

    value_and_grad: Callable[[Tree], tuple[Any, Tree]]
    """``params -> value, grads``."""
    value: Callable[[Tree], float] = _missing
    """``params -> value``, on the host."""
    squares: Callable[[Tree], Array] = _missing
    """``params -> K'K``, the sum over all samples of `bpnet.minimizers.levenberg_marquardt.squares`."""
    scale: float = 1.0
    """The loss is this times half of the last element of ``K'K``."""


class Iterate(NamedTuple):
    """A point of a minimization, and what the minimizer remembers."""

    params: Tree
    """The point."""
    value: float
    """The loss at ``params``."""
    grads: Tree
    """Its gradient; () for minimizers that do not keep it."""
    memory: tuple[Tree, ...]
    """Entries, each a tree like that of ``Minimizer.entry``."""
    stopped: str = ""
    """Why there is no further step; "" if there may be one."""


@immutable_functions
class Minimizer(NamedTuple):
    """Functions that minimize a loss on all samples, one iteration per call; decisions are made from numbers read to the host."""

    start: Callable[[Namespace, Objective, Tree, tuple[Tree, ...]], Iterate]
    """``(xp, objective, params, memory) -> iterate``: the first one; the memory is (), or that of an earlier iterate."""
    iterate: Callable[[Namespace, Objective, Iterate], Iterate]
    """``(xp, objective, iterate) -> iterate``: the next one, or the same with a reason in ``stopped``; FloatingPointError if the
    loss or its gradient is not finite."""
    entry: Callable[[Namespace, Tree], Tree]
    """``(xp, params) -> tree``: what an entry of the memory is like."""
    least_squares: bool = False
    """True if the loss must be a sum of squares."""
    spec: Spec | None = None
    """Factory and arguments."""


def dot(xp: Namespace, a: Tree, b: Tree) -> Any:
    """Return the inner product of two trees, a 0-d array: one sum for each pair of leaves, added in turn."""
    parts = [xp.sum(p * q) for p, q in zip(leaves(a), leaves(b), strict=True)]
    return sum(parts[1:], parts[0])


def steepest(xp: Namespace, value: float, grads: Tree, scale: float = 1.0) -> float:
    """Return ``scale`` times the largest absolute element of a gradient; FloatingPointError unless it and the loss are finite."""
    result = scale * float(xp.max(xp.stack([xp.max(xp.abs(leaf)) for leaf in leaves(grads)])))
    if not (math.isfinite(value) and math.isfinite(result)):
        raise FloatingPointError("the loss or its gradient is NaN or infinite")
    return result
