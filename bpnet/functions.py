"""Elementary functions that layers and losses share, each in its numerically stable form."""

from __future__ import annotations

import math

from bpnet.arrays import Array, Namespace


def sigmoid(xp: Namespace, x: Array) -> Array:
    """``1 / (1 + exp(-x))``, to full relative precision at both ends.

    ``-x`` is held below ``log(1 / smallest normal number)``, 708 in float64 and 87 in float32: the exponential cannot overflow,
    and the result is always a normal number.
    """
    limit = float(math.floor(-math.log(float(xp.finfo(x.dtype).smallest_normal))))
    return xp.divide(1.0, 1.0 + xp.exp(xp.minimum(-x, limit)))


def softplus(xp: Namespace, x: Array) -> Array:
    """``log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|))``, which neither overflows nor cancels."""
    return xp.maximum(x, 0.0) + xp.log1p(xp.exp(-xp.abs(x)))


def log_softmax(xp: Namespace, x: Array) -> Array:
    """``x - log(sum(exp(x)))`` over the last axis, with its maximum taken off first so that nothing overflows."""
    x = x - xp.max(x, axis=-1, keepdims=True)
    return x - xp.log(xp.sum(xp.exp(x), axis=-1, keepdims=True))


def softmax(xp: Namespace, x: Array) -> Array:
    """``exp(x) / sum(exp(x))`` over the last axis, with its maximum taken off first so that nothing overflows."""
    e = xp.exp(x - xp.max(x, axis=-1, keepdims=True))
    return xp.divide(e, xp.sum(e, axis=-1, keepdims=True))
