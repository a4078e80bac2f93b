"""Losses for targets that are classes or probabilities. Sums run over the features of a sample."""

from __future__ import annotations

from bpnet import functions
from bpnet.arrays import Array, Namespace, device_of
from bpnet.losses.base import Loss, elementwise, from_samples
from bpnet.recipes import recorded


@recorded()
def binary_cross_entropy(reduction: str = "mean", *, held: bool = False) -> Loss:
    """Per sample ``sum(log(1 + exp(y)) - t y)``; ``dy = p - t`` with ``p = sigmoid(y)``.

    That is ``-t log(p) - (1 - t) log(1 - p)``, from logits. ``t``, from 0 to 1, are the probabilities of a one.

    With ``held`` the value, not the gradient, is of a p that is held one eps inside 0 and 1, as scikit-learn reports it.
    """

    def value(xp: Namespace, t: Array, y: Array) -> Array:
        if not held:
            return functions.softplus(xp, y) - t * y
        return _of_probabilities(xp, t, _inside(xp, functions.sigmoid(xp, y)))

    loss = elementwise(value, lambda xp, t, y: functions.sigmoid(xp, y) - t, reduction)
    return loss._replace(link="sigmoid", lowest=0.0, highest=1.0)


@recorded()
def cross_entropy_on_probabilities(reduction: str = "mean") -> Loss:
    """Per sample ``sum(-t log(y) - (1 - t) log(1 - y))``; ``dy = (y - t) / (y (1 - y))``.

    The textbook's form, for a network that ends in a sigmoid. `binary_cross_entropy`, from logits, is more precise: here an
    output that has rounded to 0 or 1 is held one unit in the last place inside, so that nothing becomes infinite.
    """

    def held(xp: Namespace, y: Array) -> Array:
        info = xp.finfo(y.dtype)
        return xp.minimum(xp.maximum(y, float(info.smallest_normal)), 1.0 - 0.5 * float(info.eps))

    def slope(xp: Namespace, t: Array, y: Array) -> Array:
        p = held(xp, y)
        return xp.divide(y - t, p * (1.0 - p))

    loss = elementwise(lambda xp, t, y: _of_probabilities(xp, t, held(xp, y)), slope, reduction)
    return loss._replace(squashed=True, lowest=0.0, highest=1.0)


@recorded()
def softmax_cross_entropy(reduction: str = "mean", *, held: bool = False) -> Loss:
    """Per sample ``-sum(t log(p))`` with ``p = softmax(y)``; ``dy = p sum(t) - t``.

    ``y`` are logits. ``t`` are the probabilities of the classes, or integer labels (*replicas, batch) for one class each.
    ``held`` as in `binary_cross_entropy`.
    """

    def value(xp: Namespace, t: Array, y: Array) -> Array:
        log_p = xp.log(_inside(xp, functions.softmax(xp, y))) if held else functions.log_softmax(xp, y)
        return -xp.sum(one_hot(xp, t, y) * log_p, axis=-1)

    def slope(xp: Namespace, t: Array, y: Array) -> Array:
        t = one_hot(xp, t, y)
        return functions.softmax(xp, y) * xp.sum(t, axis=-1, keepdims=True) - t

    return from_samples(value, slope, reduction)._replace(labels=True, link="softmax", lowest=0.0, highest=1.0)


def _of_probabilities(xp: Namespace, t: Array, p: Array) -> Array:
    """``-t log(p) - (1 - t) log(1 - p)`` of probabilities between 0 and 1."""
    return -(t * xp.log(p) + (1.0 - t) * xp.log1p(-p))


def _inside(xp: Namespace, p: Array) -> Array:
    """Probabilities, held one eps inside 0 and 1."""
    eps = float(xp.finfo(p.dtype).eps)
    return xp.minimum(xp.maximum(p, eps), 1.0 - eps)


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
