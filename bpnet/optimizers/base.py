"""Optimizers as pairs of pure functions, and helpers for their state."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from bpnet._checks import check_positive
from bpnet._specs import Spec, immutable_functions
from bpnet._suggestions import explain_calls, is_function
from bpnet.arrays import Array, Namespace, Tree, device_of, leaves, map_tree
from bpnet.schedules import Rate


@immutable_functions
class Optimizer(NamedTuple):
    """Two pure functions, and the learning rate that a training loop passes to them."""

    init: Callable[[Namespace, Tree], Tree]
    """``(xp, params) -> opt_state``."""
    update: Callable[[Namespace, Tree, Tree, Tree, Array], tuple[Tree, Tree]]
    """``(xp, params, grads, opt_state, learning_rate) -> params, opt_state``; the rate is a 0-d array of the params' dtype."""
    learning_rate: Rate
    """A number, or a schedule: a function of the number of updates so far; see `bpnet.schedules`."""
    spec: Spec | None = None
    """Factory and arguments, for `Network.save`."""


@explain_calls
def positive_rate(learning_rate: Rate) -> Rate:
    """Return the learning rate as a float, or a schedule as it is; raise unless the number is positive.

    A sequence, with one rate for each network of a group, becomes a tuple of such rates.
    """
    if is_function(learning_rate):
        return learning_rate
    if isinstance(learning_rate, list | tuple) or getattr(learning_rate, "ndim", 0) == 1:
        many: Any = learning_rate
        rates: Any = tuple(rate if is_function(rate) else check_positive("learning_rate", rate) for rate in many)
        return rates
    return check_positive("learning_rate", learning_rate)


def scalar(xp: Namespace, params: Tree, value: float) -> Array:
    """Return a 0-d array on the device and of the dtype of the params, such as the start of a running product."""
    first = next(leaves(params))
    return xp.full((), value, dtype=first.dtype, device=device_of(first))


def full_like(xp: Namespace, tree: Tree, value: float) -> Tree:
    """Return a tree of the same structure, shapes and dtypes, filled with one value."""
    return map_tree(lambda leaf: xp.full_like(leaf, value), tree)


def running_mean(share: float | Array, mean: Array, new: float | Array) -> Array:
    """``share mean + (1 - share) new``."""
    return share * mean + (1.0 - share) * new
