"""Losses for targets that are classes or probabilities. Sums run over the features of a sample."""

from __future__ import annotations

from collections.abc import Callable

from bpnet import special
from bpnet._checks import check_fraction
from bpnet._specs import factory
from bpnet.arrays import Array, Namespace, device_of
from bpnet.losses.base import Loss, check_target_shape, from_elements, from_samples, multiply_no_nan
from bpnet.special import magnitude


@factory("losses.binary_cross_entropy")
def binary_cross_entropy(reduction: str = "mean", *, label_smoothing: float = 0.0) -> Loss:
    """Per sample ``sum(log(1 + exp(y)) - t y)``; ``dy = p - t`` with ``p = sigmoid(y)``.

    That is ``-t log(p) - (1 - t) log(1 - p)``, from logits. ``t``, from 0 to 1, are the probabilities of a one.

    Value and gradient are computed from the smaller of p and ``1 - p``, so that nothing cancels: with u the target's
    probability of the outcome to which p gives at most 1/2, ``1 - t`` for ``y >= 0`` and ``t`` otherwise, the value is
    ``u |y| + log(1 + exp(-|y|))``. The slope of ``|y|`` at 0 is that of `bpnet.special.magnitude`, so PyTorch and JAX
    differentiate the value correctly there too.

    With ``label_smoothing`` a, t is replaced by ``t (1 - a) + a / 2``; source: see `softmax_cross_entropy`.
    """
    smooth = _smoothing(label_smoothing)

    def against(xp: Namespace, t: Array, y: Array) -> Array:
        return smooth(xp.where(y < 0.0, t, 1.0 - t), 0.5)

    def value(xp: Namespace, t: Array, y: Array) -> Array:
        size = magnitude(xp, y)
        return multiply_no_nan(xp, against(xp, t, y), size) + xp.log1p(xp.exp(-size))

    def slope(xp: Namespace, t: Array, y: Array) -> Array:
        d = special.sigmoid_tail(xp, y) - against(xp, t, y)
        return xp.where(y < 0.0, d, -d)

    return from_elements(value, slope, reduction, output_activation="sigmoid", lowest=0.0, highest=1.0)


@factory("losses.cross_entropy_on_probabilities")
def cross_entropy_on_probabilities(reduction: str = "mean") -> Loss:
    """Per sample ``sum(-t log(y) - (1 - t) log(1 - y))``; ``dy = (y - t) / (y (1 - y))``.

    The textbook's form, for a network that ends in a sigmoid. `binary_cross_entropy`, from logits, is more precise: here an
    output that has rounded to 0 or 1 is replaced by the smallest normal number, or the largest number below 1, so that nothing
    becomes infinite.
    """

    def above(xp: Namespace, y: Array) -> Array:
        return xp.maximum(y, float(xp.finfo(y.dtype).smallest_normal))

    def below(xp: Namespace, y: Array) -> Array:
        return xp.minimum(y, 1.0 - 0.5 * float(xp.finfo(y.dtype).eps))

    def value(xp: Namespace, t: Array, y: Array) -> Array:
        return -(t * xp.log(above(xp, y)) + (1.0 - t) * xp.log1p(-below(xp, y)))

    def slope(xp: Namespace, t: Array, y: Array) -> Array:
        p = below(xp, above(xp, y))
        return xp.divide(y - t, p * (1.0 - p))

    return from_elements(value, slope, reduction, lowest=0.0, highest=1.0)._replace(squashed=True)


@factory("losses.softmax_cross_entropy")
def softmax_cross_entropy(reduction: str = "mean", *, label_smoothing: float = 0.0) -> Loss:
    """Per sample ``-sum(t log(p))`` with ``p = softmax(y)``; ``dy = p sum(t) - t``.

    ``y`` are logits; a class whose logit is ``-inf`` is masked: its p and its gradient are 0, and so is its share of the value
    where its t is 0. ``t`` are the probabilities of the classes, or integer labels (*replicas, batch) for one class each.

    With ``label_smoothing`` a, each t is replaced by ``t (1 - a) + a / k`` for k classes, of which none may then be masked.

    Source: Szegedy et al., "Rethinking the Inception architecture for computer vision", 2016, section 7.
    """
    smooth = _smoothing(label_smoothing)

    def probabilities(xp: Namespace, t: Array, y: Array) -> Array:
        return smooth(one_hot(xp, t, y), 1.0 / y.shape[-1])

    def value(xp: Namespace, t: Array, y: Array) -> Array:
        return -xp.sum(multiply_no_nan(xp, probabilities(xp, t, y), special.log_softmax(xp, y)), axis=-1)

    def slope(xp: Namespace, t: Array, y: Array) -> Array:
        t, p = probabilities(xp, t, y), special.softmax(xp, y)
        return special.enforce_zero_sum(xp, p, p * xp.sum(t, axis=-1, keepdims=True) - t)

    return from_samples(value, slope, reduction, labels=True, output_activation="softmax", lowest=0.0, highest=1.0)


def _smoothing(label_smoothing: float) -> Callable[[Array, float], Array]:
    """Return ``(t, share) -> t (1 - a) + a share``, where a share is one class of all; t itself if a is 0."""
    a = check_fraction("label_smoothing", label_smoothing)
    return (lambda t, _: t) if a == 0.0 else lambda t, share: (1.0 - a) * t + a * share


def one_hot(xp: Namespace, target: Array, y: Array) -> Array:
    """Return integer or boolean labels (*replicas, batch) as an array like ``y``, 1 in the column of the label and 0 elsewhere.

    Other targets are returned as they are, booleans as numbers. Labels are compared with the numbers of the
    columns, not used as indices, which CuPy would wrap if out of range.
    """
    if xp.isdtype(target.dtype, "bool"):
        target = xp.astype(target, y.dtype if target.ndim == y.ndim else xp.int64)
    if not xp.isdtype(target.dtype, "integral"):
        return check_target_shape(target, y)
    if target.ndim != y.ndim - 1:
        raise ValueError(
            f"integer targets are labels of shape {y.shape[:-1]}, got shape {target.shape}; make one-hot targets float"
        )
    if target.dtype not in (xp.int32, xp.int64):  # in 8 bits 256 would be 0
        target = xp.astype(target, xp.int64)
    classes = xp.arange(y.shape[-1], dtype=target.dtype, device=device_of(y))
    return xp.astype(xp.expand_dims(target, axis=-1) == classes, y.dtype)
