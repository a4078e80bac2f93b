"""What an optimizer is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from bpnet._checks import check_positive
from bpnet._specs import Spec, immutable_functions
from bpnet.arrays import Array, Namespace, Tree, device_of, leaves, map_tree
from bpnet.schedules import Rate


@immutable_functions
class Optimizer(NamedTuple):
    """Two pure functions, and the learning rate that a training loop passes to them."""

    init: Callable[[Namespace, Tree], Tree]
    """``(xp, params) -> opt_state``."""
    update: Callable[[Namespace, Tree, Tree, Tree, Array], tuple[Tree, Tree]]
    """``(xp, params, grads, opt_state, learning_rate) -> params, opt_state``; ``learning_rate`` is a 0-d array of the params' dtype."""
    learning_rate: Rate
    """A number, or a schedule: a function of the number of updates so far; see `bpnet.schedules`."""
    spec: Spec | None = None
    """What it was made of."""


def positive_rate(learning_rate: Rate) -> Rate:
    """The learning rate as a float, or a schedule as it is, or the error that says it is not a positive number."""
    return learning_rate if callable(learning_rate) else check_positive("learning_rate", learning_rate)


def scalar(xp: Namespace, params: Tree, value: float) -> Array:
    """A 0-d array beside the params: where running products start."""
    first = next(leaves(params))
    return xp.full((), value, dtype=first.dtype, device=device_of(first))


def like(xp: Namespace, tree: Tree, value: float) -> Tree:
    """A tree of the same structure and shapes, of one value."""
    return map_tree(lambda leaf: xp.full_like(leaf, value), tree)
