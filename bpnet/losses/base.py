"""What a loss is, and the one place where a batch of samples becomes a scalar."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from bpnet._checks import check_choice
from bpnet._specs import Spec, immutable_functions
from bpnet.arrays import Array, Namespace, Tree


@immutable_functions
class Loss(NamedTuple):
    """Two pure functions, and what a training loop must know of them.

    A target is an array, or a pair ``(target, weight)`` with one weight per sample, (*replicas, batch).
    """

    forward: Callable[[Namespace, Tree, Array], tuple[Array, Tree]]
    """``(xp, target, y) -> value, residuals``."""
    backward: Callable[[Namespace, Tree, Tree], Array]
    """``(xp, target, residuals) -> dy``."""
    reduction: str = "mean"
    """Whether ``value`` is the "mean" or the "sum" over the batch."""
    labels: bool = False
    """Whether ``target`` may be integer labels (*replicas, batch)."""
    output_activation: str | None = None
    """The activation that the loss applies itself: with one, the network's outputs are logits."""
    squashed: bool = False
    """Whether the network's outputs must be probabilities already."""
    lowest: float = -math.inf
    highest: float = math.inf
    """Targets lie in ``[lowest, highest]``."""
    spec: Spec | None = None
    """What it was made of."""


def from_samples(
    value: Callable[[Namespace, Array, Array], Array],
    slope: Callable[[Namespace, Array, Array], Array],
    reduction: str = "mean",
) -> Loss:
    """Make a loss of what one sample costs.

    The value is ``sum(c value(t, y))`` and ``dy = c slope(t, y)``, where ``c`` is ``1 / batch`` for "mean" and 1 for "sum"; with
    weights w it is ``w / sum(w)`` for "mean" and ``w`` for "sum". A sample of weight 0 counts for nothing, also where its value
    or slope overflows.

    Parameters
    ----------
    value
        ``(xp, t, y)`` -> (*replicas, batch).
    slope
        ``(xp, t, y)`` -> like ``y``: the derivative of each sample's value by ``y``.
    reduction
        "mean" or "sum".
    """
    reduction = check_choice("reduction", reduction, ("mean", "sum"))

    def shared(xp: Namespace, weight: Array, y: Array, x: Array) -> Array:
        """``c x``."""
        if weight is None:
            return (1.0 / y.shape[-2] if reduction == "mean" else 1.0) * x
        weight = xp.expand_dims(weight, axis=-1)
        if reduction == "mean":  # a batch whose weights are all zero counts for nothing
            weight = xp.divide(weight, not_zero(xp, xp.sum(weight, axis=-2, keepdims=True)))
        return times(xp, weight, x)

    def forward(xp: Namespace, target: Tree, y: Array) -> tuple[Array, Tree]:
        t, weight = target if isinstance(target, tuple) else (target, None)
        return xp.sum(shared(xp, weight, y, xp.expand_dims(value(xp, t, y), axis=-1)), axis=(-2, -1)), y

    def backward(xp: Namespace, target: Tree, y: Tree) -> Array:
        t, weight = target if isinstance(target, tuple) else (target, None)
        return shared(xp, weight, y, slope(xp, t, y))

    return Loss(forward, backward, reduction)


def not_zero(xp: Namespace, x: Array) -> Array:
    """1 in place of 0, to divide by or to take the logarithm of where it is then multiplied by 0."""
    return xp.where(x == 0.0, xp.ones_like(x), x)


def times(xp: Namespace, t: Array, x: Array) -> Array:
    """``t x``, and 0 where t is 0, whatever x is: a term that counts for nothing may be infinite."""
    return t * xp.where(t == 0.0, xp.zeros_like(x), x)


def shaped(t: Array, y: Array) -> Array:
    """The target as it is, or a ValueError if its last two axes are not those of the outputs: (n,) and (n, 1) make (n, n)."""
    if t.shape[-2:] != y.shape[-2:]:
        raise ValueError(f"the target has shape {tuple(t.shape)}, expected {tuple(y.shape)} as the outputs have")
    return t


def elementwise(
    value: Callable[[Namespace, Array, Array], Array],
    slope: Callable[[Namespace, Array, Array], Array],
    reduction: str,
) -> Loss:
    """The loss of a sample is the sum over its features of ``value(t, y)``, with ``slope`` its derivative by ``y``.

    Targets that are integers or booleans are cast to the dtype of ``y``: a library's logarithm of 8 bits is one of 16.
    """

    def cast(xp: Namespace, t: Array, y: Array) -> Array:
        return shaped(t, y) if t.dtype == y.dtype or xp.isdtype(t.dtype, "real floating") else xp.astype(shaped(t, y), y.dtype)

    return from_samples(
        lambda xp, t, y: xp.sum(value(xp, cast(xp, t, y), y), axis=-1),
        lambda xp, t, y: slope(xp, cast(xp, t, y), y),
        reduction,
    )
