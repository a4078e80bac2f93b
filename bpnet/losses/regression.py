"""Losses for targets that are quantities. In the formulas d is ``y - t``, and sums run over the features of a sample."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Sequence

from bpnet._checks import check_number, check_positive, check_sequence
from bpnet._messages import short_repr
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

    def value(xp: Namespace, t: Array, y: Array) -> Array:
        return xp.exp(y) - multiply_no_nan(xp, t, y)

    return from_elements(value, lambda xp, t, y: xp.exp(y) - t, reduction, output_activation="exp", lowest=0.0)


@factory("losses.gaussian_nll")
def gaussian_nll(reduction: str = "mean") -> Loss:
    """Per sample ``0.5 sum(s + (t - m)**2 exp(-s))``: targets t from normal distributions of mean m and variance ``exp(s)``.

    Outputs are k means and then k logarithms of variances, ``y = [m, s]``, for k targets. The negative log-likelihood without
    ``0.5 log(2 pi)`` per target, which does not depend on y. With ``z = (m - t) exp(-s / 2)``, ``dm = z exp(-s / 2)`` and
    ``ds = 0.5 (1 - z**2)``. Variances have no lower bound: the value of a target that is fitted exactly falls without end.

    Source: Nix and Weigend, "Estimating the mean and variance of the target probability distribution", 1994.
    """

    def normalized(xp: Namespace, t: Array, y: Array) -> tuple[Array, Array, Array]:
        """``z``, ``exp(-s / 2)`` and s."""
        m, s = _blocks(y, 2)
        r = xp.exp(-0.5 * s)
        return multiply_no_nan(xp, m - t, r), r, s

    def value(xp: Namespace, t: Array, y: Array) -> Array:
        z, _, s = normalized(xp, t, y)
        return 0.5 * s + 0.5 * z * z

    def slope(xp: Namespace, t: Array, y: Array) -> Array:
        z, r, _ = normalized(xp, t, y)
        return xp.concat([multiply_no_nan(xp, z, r), 0.5 - 0.5 * z * z], axis=-1)

    width = _block_width("gaussian_nll", 2, "a mean and the logarithm of a variance")
    return from_elements(value, slope, reduction, target_width=width)


@factory("losses.quantile")
def quantile(reduction: str = "mean", *, quantiles: Sequence[float] = (0.1, 0.5, 0.9)) -> Loss:
    """Per sample, summed over targets t and quantiles q, the pinball loss: ``q (t - y)`` if ``t > y``, else ``(1 - q) (y - t)``.

    Outputs are one block of columns for each quantile, in their order, as wide as the targets: k columns of the first quantile of
    k targets, then k of the second. ``dy`` is ``-q`` where ``t > y``, ``1 - q`` where ``t < y``, and taken as 0 where both are
    equal. Nothing keeps the estimates of different quantiles in order.

    Source: Koenker and Bassett, "Regression quantiles", 1978.
    """
    levels = _check_quantiles(quantiles)

    def slopes(xp: Namespace, t: Array, y: Array) -> list[Array]:
        pairs = zip(levels, _blocks(y, len(levels)), strict=True)
        return [xp.where(t > part, -q, xp.where(t < part, 1.0 - q, xp.zeros_like(part))) for q, part in pairs]

    def value(xp: Namespace, t: Array, y: Array) -> Array:
        first, *rest = (d * (part - t) for d, part in zip(slopes(xp, t, y), _blocks(y, len(levels)), strict=True))
        return functools.reduce(operator.add, rest, first)

    def slope(xp: Namespace, t: Array, y: Array) -> Array:
        return xp.concat(slopes(xp, t, y), axis=-1)

    width = _block_width("quantile", len(levels), f"the quantiles {short_repr([*levels])[1:-1]}")
    return from_elements(value, slope, reduction, target_width=width)


def _check_quantiles(quantiles: Sequence[float]) -> tuple[float, ...]:
    """Return numbers between 0 and 1 as a tuple."""
    kind = "a sequence of numbers between 0 and 1"
    levels = tuple(check_number("quantiles", each, kind) for each in check_sequence("quantiles", quantiles, kind))
    if not levels or not all(0.0 < each < 1.0 for each in levels):
        raise ValueError(f"quantiles must be {kind}, got {short_repr(quantiles)}")
    return levels


def _block_width(name: str, blocks: int, what: str) -> Callable[[int], int]:
    """Return the ``target_width`` of a loss that has ``blocks`` outputs, which are ``what``, for each target."""

    def width(n_out: int) -> int:
        if n_out % blocks:
            raise ValueError(f"{name} has {blocks} outputs for each target ({what}): n_out must be a multiple of it, got {n_out}")
        return n_out // blocks

    return width


def _blocks(y: Array, blocks: int) -> list[Array]:
    """Divide the columns of ``y`` into blocks of the same width."""
    k = y.shape[-1] // blocks
    return [y[..., i * k : (i + 1) * k] for i in range(blocks)]
