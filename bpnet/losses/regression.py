"""Losses for targets that are quantities. In the formulas d is ``y - t``, and sums run over the features of a sample."""

from __future__ import annotations

import math

from bpnet._checks import check_bool, check_positive
from bpnet._specs import recorded
from bpnet.arrays import Array, Namespace
from bpnet.losses.base import Loss, elementwise, not_zero, times


@recorded("losses.squared_error")
def squared_error(reduction: str = "mean", *, reported_mean: bool = False) -> Loss:
    """Per sample ``0.5 sum(d**2)``; ``dy = d``.

    With ``reported_mean`` the value, not the gradient, is the mean over the features, not their sum, as scikit-learn reports it.
    """
    reported_mean = check_bool("reported_mean", reported_mean)

    def value(_xp: Namespace, t: Array, y: Array) -> Array:
        half = 0.5 * (y - t) * (y - t)  # the half first: the square alone might overflow
        return half * (1.0 / y.shape[-1]) if reported_mean else half

    return elementwise(value, lambda _, t, y: y - t, reduction)


@recorded("losses.absolute_error")
def absolute_error(reduction: str = "mean") -> Loss:
    """Per sample ``sum(|d|)``; ``dy = sign(d)``, taken as 0 at 0."""
    return elementwise(lambda xp, t, y: xp.abs(y - t), lambda xp, t, y: xp.sign(y - t), reduction)


@recorded("losses.huber")
def huber(reduction: str = "mean", *, delta: float = 1.0) -> Loss:
    """Per sample the sum of ``0.5 d**2`` where ``|d| <= delta``, else ``delta (|d| - 0.5 delta)``.

    ``dy = c``, which is d held in [-delta, delta]; with it both cases are ``c (d - 0.5 c)``.

    Source: Huber, "Robust estimation of a location parameter", 1964.
    """
    delta = check_positive("delta", delta)

    def held(xp: Namespace, t: Array, y: Array) -> Array:
        return xp.minimum(xp.maximum(y - t, -delta), delta)

    def value(xp: Namespace, t: Array, y: Array) -> Array:
        c = held(xp, t, y)
        return c * (y - t - 0.5 * c)

    return elementwise(value, held, reduction)


@recorded("losses.poisson")
def poisson(reduction: str = "mean", *, deviance: bool = False) -> Loss:
    """Per sample ``sum(exp(y) - t y)``; ``dy = exp(y) - t``: counts t of events at the rate ``exp(y)``.

    The negative log-likelihood without ``log(t!)``, which does not depend on y. ``y`` are logarithms of rates. With ``deviance``
    it is half of the deviance: ``sum(t log(t) - t)``, which does not depend on y either, is added, so that the best value is 0;
    computed as ``sum(t (exp(d) - 1 - d))`` with ``d = y - log(t)``.
    """
    deviance = check_bool("deviance", deviance)

    def value(xp: Namespace, t: Array, y: Array) -> Array:
        if not deviance:
            return xp.exp(y) - times(xp, t, y)
        d = y - xp.log(not_zero(xp, t))  # 0 log(0) is 0
        near = xp.abs(d) < NEAR
        small = t * _expm1_less(xp, xp.where(near, d, xp.zeros_like(d)))
        return xp.where(near & (t > 0.0), small, xp.exp(y) - times(xp, t, 1.0 + d))

    loss = elementwise(value, lambda xp, t, y: xp.exp(y) - t, reduction)
    return loss._replace(output_activation="exp", lowest=0.0)


NEAR = 0.5
"""Below it ``exp(d) - 1 - d`` is computed by its series, above it the difference loses 2 bits at most."""


def _expm1_less(xp: Namespace, d: Array) -> Array:
    """``exp(d) - 1 - d = d**2 (1/2! + d/3! + d**2/4! + ...)``, for ``|d| < NEAR``."""
    eps = float(xp.finfo(d.dtype).eps)
    last = next(k for k in range(2, 30) if 20.0 * NEAR**k < eps * math.factorial(k + 2))
    series = 0.0 * d
    for k in range(last + 1, 1, -1):
        series = series * d + 1.0 / math.factorial(k)
    return d * d * series
