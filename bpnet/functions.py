"""Elementary functions that layers and losses share, each in its numerically stable form."""

from __future__ import annotations

import math

from bpnet.arrays import Array, Namespace
from bpnet.normal import magnitude


def sigmoid(xp: Namespace, x: Array) -> Array:
    """``1 / (1 + exp(-x))``, to full relative precision at both ends.

    ``-x`` is held below ``log(1 / smallest normal number)``, 708 in float64 and 87 in float32: the exponential cannot overflow,
    and the result is always a normal number.
    """
    limit = float(math.floor(-math.log(float(xp.finfo(x.dtype).smallest_normal))))
    return xp.divide(1.0, 1.0 + xp.exp(xp.minimum(-x, limit)))


def tail(xp: Namespace, x: Array) -> Array:
    """``exp(-|x|) / (1 + exp(-|x|))``, the smaller of ``sigmoid(x)`` and ``1 - sigmoid(x)``; 0 where it underflows."""
    e = xp.exp(-magnitude(xp, x))
    return xp.divide(e, 1.0 + e)


def softplus(xp: Namespace, x: Array) -> Array:
    """``log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|))``, which neither overflows nor cancels."""
    rest = xp.log1p(xp.exp(-magnitude(xp, x)))
    return xp.where(x < 0.0, rest, x + rest)


def log_softmax(xp: Namespace, x: Array) -> Array:
    """``x - log(sum(exp(x)))`` over the last axis, with its maximum taken off first so that nothing overflows.

    Where one exponential, then 1, outweighs the others, the logarithm is ``log1p`` of their sum: it may be smaller than eps.
    """
    d, e, total = _exponentials(xp, x)
    others = xp.sum(xp.where(d == 0.0, xp.zeros_like(e), e), axis=-1, keepdims=True)
    return d - xp.where(total < 1.5, xp.log1p(others), xp.log(total))  # noqa: PLR2004 - between 1 and 2, what two maxima make


def softmax(xp: Namespace, x: Array) -> Array:
    """``exp(x) / sum(exp(x))`` over the last axis, with its maximum taken off first so that nothing overflows."""
    _, e, total = _exponentials(xp, x)
    return xp.divide(e, total)


def _exponentials(xp: Namespace, x: Array) -> tuple[Array, Array, Array]:
    """``x - max(x)``, its exponential, and the sum of that over the last axis."""
    d = x - xp.max(x, axis=-1, keepdims=True)
    e = xp.exp(d)
    return d, e, xp.sum(e, axis=-1, keepdims=True)


def balanced(xp: Namespace, p: Array, dx: Array) -> Array:
    """``dx``, whose sum over the last axis is 0, to full precision where the probability p is near 1.

    There ``dx`` is the difference of two numbers that are nearly equal: minus the sum of the other classes replaces it.
    """
    likely = p > 0.75  # noqa: PLR2004 - of one class at most, with some room for rounding
    return xp.where(likely, -xp.sum(xp.where(likely, xp.zeros_like(dx), dx), axis=-1, keepdims=True), dx)
