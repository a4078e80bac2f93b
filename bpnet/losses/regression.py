"""Losses for targets that are quantities. In the formulas d is ``y - t``, and sums run over the features of a sample."""

from __future__ import annotations

from bpnet._checks import check_positive
from bpnet._specs import factory
from bpnet.arrays import Array, Namespace
from bpnet.losses.base import Loss, from_elements, multiply_no_nan


@factory("losses.squared_error")
def squared_error(reduction: str = "mean") -> Loss:
    """Per sample ``0.5 sum(d**2)``; ``dy = d``."""
    # the half first: the square alone might overflow
    return from_elements(lambda _, t, y: 0.5 * (y - t) * (y - t), lambda _, t, y: y - t, reduction)


@factory("losses.absolute_error")
def absolute_error(reduction: str = "mean") -> Loss:
    """Per sample ``sum(|d|)``; ``dy = sign(d)``, taken as 0 at 0."""
    return from_elements(lambda xp, t, y: xp.abs(y - t), lambda xp, t, y: xp.sign(y - t), reduction)


@factory("losses.huber")
def huber(reduction: str = "mean", *, delta: float = 1.0) -> Loss:
    """Per sample the sum of ``0.5 d**2`` where ``|d| <= delta``, else ``delta (|d| - 0.5 delta)``.

    ``dy = c``, which is d clipped to [-delta, delta]; with it both cases are ``c (d - 0.5 c)``.

    Source: Huber, "Robust estimation of a location parameter", 1964.
    """
    delta = check_positive("delta", delta)

    def clipped(xp: Namespace, t: Array, y: Array) -> Array:
        return xp.minimum(xp.maximum(y - t, -delta), delta)

    def value(xp: Namespace, t: Array, y: Array) -> Array:
        c = clipped(xp, t, y)
        return c * (y - t - 0.5 * c)

    return from_elements(value, clipped, reduction)


@factory("losses.poisson")
def poisson(reduction: str = "mean") -> Loss:
    """Per sample ``sum(exp(y) - t y)``; ``dy = exp(y) - t``: counts t of events at the rate ``exp(y)``.

    The negative log-likelihood without ``log(t!)``, which does not depend on y. ``y`` are logarithms of rates.
    """
    loss = from_elements(lambda xp, t, y: xp.exp(y) - multiply_no_nan(xp, t, y), lambda xp, t, y: xp.exp(y) - t, reduction)
    return loss._replace(output_activation="exp", lowest=0.0)
