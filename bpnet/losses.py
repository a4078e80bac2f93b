"""Losses: a scalar of target and output, and its true gradient with respect to the output.

Shapes: ``y`` and ``target`` (*replicas, batch, n_out), value (*replicas,). A loss reduces its own two axes and keeps what leads.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from bpnet import functions
from bpnet.arrays import Array, Namespace, Tree, device_of


class Loss(NamedTuple):
    """Two pure functions, and what a training loop must know of them."""

    forward: Callable[[Namespace, Array, Array], tuple[Array, Tree]]
    """``(xp, target, y) -> value, residuals``."""
    backward: Callable[[Namespace, Array, Tree], Array]
    """``(xp, target, residuals) -> dy``."""
    reduction: str = "mean"
    """Whether ``value`` is the "mean" or the "sum" over the batch."""
    labels: bool = False
    """Whether ``target`` may be integer labels (*replicas, batch)."""
    link: str | None = None
    """The activation that the loss applies itself: with one, the network's outputs are logits."""
    lowest: float = -math.inf
    highest: float = math.inf
    """Targets lie in ``[lowest, highest]``."""


def _per_sample(reduction: str) -> Callable[[Array], float]:
    """The function of ``y`` that gives the weight of one sample: ``1 / batch`` or 1."""
    if reduction not in {"mean", "sum"}:
        raise ValueError(f"reduction must be 'mean' or 'sum', got {reduction!r}")
    return (lambda y: 1.0 / y.shape[-2]) if reduction == "mean" else (lambda _: 1.0)


def _elementwise(
    value: Callable[[Namespace, Array, Array], Array],
    slope: Callable[[Namespace, Array, Array], Array],
    reduction: str,
) -> Loss:
    """The loss ``sum of value(t, y)`` over the features, with ``slope`` its derivative by ``y``."""
    weight = _per_sample(reduction)

    def forward(xp: Namespace, target: Array, y: Array) -> tuple[Array, Tree]:
        return weight(y) * xp.sum(value(xp, target, y), axis=(-2, -1)), y

    def backward(xp: Namespace, target: Array, y: Tree) -> Array:
        return weight(y) * slope(xp, target, y)

    return Loss(forward, backward, reduction)


def squared_error(reduction: str = "mean") -> Loss:
    """Per sample ``0.5 sum((y - t)**2)``; ``dy = y - t``."""
    return _elementwise(lambda _, t, y: 0.5 * ((y - t) * (y - t)), lambda _, t, y: y - t, reduction)


def binary_cross_entropy(reduction: str = "mean") -> Loss:
    """Per sample ``sum(log(1 + exp(y)) - t y)``; ``dy = p - t`` with ``p = sigmoid(y)``.

    That is ``-t log(p) - (1 - t) log(1 - p)``, from logits.

    ``y`` are logits; ``t``, from 0 to 1, the probabilities of a one.
    """
    loss = _elementwise(
        lambda xp, t, y: functions.softplus(xp, y) - t * y,
        lambda xp, t, y: functions.sigmoid(xp, y) - t,
        reduction,
    )
    return loss._replace(link="sigmoid", lowest=0.0, highest=1.0)


def softmax_cross_entropy(reduction: str = "mean") -> Loss:
    """Per sample ``-sum(t log(p))`` with ``p = softmax(y)``; ``dy = p sum(t) - t``.

    ``y`` are logits. ``t`` are the probabilities of the classes, or integer labels (*replicas, batch) for one class each.
    """
    weight = _per_sample(reduction)

    def forward(xp: Namespace, target: Array, y: Array) -> tuple[Array, Tree]:
        t = one_hot(xp, target, y)
        return -weight(y) * xp.sum(t * functions.log_softmax(xp, y), axis=(-2, -1)), y

    def backward(xp: Namespace, target: Array, y: Tree) -> Array:
        t = one_hot(xp, target, y)
        return weight(y) * (functions.softmax(xp, y) * xp.sum(t, axis=-1, keepdims=True) - t)

    return Loss(forward, backward, reduction, labels=True, link="softmax", lowest=0.0, highest=1.0)


def one_hot(xp: Namespace, target: Array, y: Array) -> Array:
    """Integer labels (*replicas, batch) as an array like ``y``, 1 in the column of the label and 0 elsewhere.

    A target that is not integer comes back as it is. By comparison, not by index: CuPy wraps an index that is out of range.
    """
    if not xp.isdtype(target.dtype, "integral"):
        return target
    if target.ndim != y.ndim - 1:
        raise ValueError(
            f"integer targets are labels of shape {y.shape[:-1]}, got shape {target.shape}; make one-hot targets float"
        )
    classes = xp.arange(y.shape[-1], dtype=target.dtype, device=device_of(y))
    return xp.astype(xp.expand_dims(target, axis=-1) == classes, y.dtype)


LOSSES: dict[str, Callable[[], Loss]] = {
    "squared_error": squared_error,
    "binary_cross_entropy": binary_cross_entropy,
    "softmax_cross_entropy": softmax_cross_entropy,
}
