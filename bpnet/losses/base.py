"""Losses as pairs of pure functions, and the reduction of a batch of samples to a scalar."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from numbers import Real
from typing import Any, NamedTuple

from bpnet._checks import check_bool, check_choice
from bpnet._messages import short_repr
from bpnet._specs import Spec, immutable_functions
from bpnet._suggestions import explain_calls
from bpnet.arrays import Array, Namespace, Tree


class Target(NamedTuple):
    """Targets with a weight per sample; losses also accept a plain tuple ``(values, weight)``."""

    values: Array
    """(*replicas, batch, n_out), or labels (*replicas, batch)."""
    weight: Array
    """(*replicas, batch)."""


def split_target(target: Tree) -> tuple[Array, Array | None]:
    """Return the values and the weights of a target; a bare array has no weights."""
    return target if isinstance(target, tuple) else (target, None)


@immutable_functions
class Loss(NamedTuple):
    """Two pure functions, and the properties that a training loop needs to know; a target is an array or a `Target`."""

    forward: Callable[[Namespace, Tree, Array], tuple[Array, Tree]]
    """``(xp, target, y) -> value, residuals``."""
    backward: Callable[[Namespace, Tree, Tree], Array]
    """``(xp, target, residuals) -> dy``."""
    reduction: str = "mean"
    """Whether ``value`` is the "mean" or the "sum" over the batch."""
    labels: bool = False
    """Whether ``target`` may be integer labels (*replicas, batch)."""
    output_activation: str | None = None
    """The activation that the loss applies itself, to the network's outputs: logits, or logarithms of rates for "exp"."""
    squashed: bool = False
    """Whether the network's outputs must be probabilities already."""
    lowest: float = -math.inf
    """The smallest target that the loss takes."""
    highest: float = math.inf
    """The largest one."""
    target_width: Callable[[int], int] | None = None
    """``n_out -> width of the targets``, which raises ValueError for an ``n_out`` that cannot be; None if both are the same."""
    heads: tuple[Head, ...] = ()
    """The heads of a `bpnet.losses.joint` loss."""
    spec: Spec | None = None
    """Factory and arguments, for `Network.save`."""

    def width_of_targets(self, n_out: int) -> int:
        """Return the width of the targets for outputs of the width ``n_out``."""
        return n_out if self.target_width is None else self.target_width(n_out)


def check_losses(losses: Sequence[Loss]) -> None:
    """Raise TypeError unless all are losses."""
    for loss in losses:
        if not isinstance(loss, Loss):
            raise TypeError(f"expected losses, such as bpnet.losses.squared_error(), got {short_repr(loss)}")


class Head(NamedTuple):
    """A loss of some of the outputs."""

    loss: Loss
    width: int
    """Number of outputs."""


@explain_calls
def from_samples(
    value: Callable[[Namespace, Array, Array], Array],
    slope: Callable[[Namespace, Array, Array], Array],
    reduction: str = "mean",
    *,
    labels: bool = False,
    output_activation: str | None = None,
    lowest: float = -math.inf,
    highest: float = math.inf,
    target_width: Callable[[int], int] | None = None,
) -> Loss:
    """Build a loss from a per-sample value and its derivative.

    The value is ``sum(c value(t, y))`` and ``dy = c slope(t, y)``, where ``c`` is ``1 / batch`` for "mean" and 1 for "sum"; with
    weights w it is ``w / sum(w)`` for "mean" and ``w`` for "sum". A sample of weight 0 contributes 0, even where its value or
    slope overflows.

    Parameters
    ----------
    value
        ``(xp, t, y)`` -> (*replicas, batch).
    slope
        ``(xp, t, y)`` -> like ``y``: the derivative of each sample's value with respect to ``y``.
    reduction
        "mean" or "sum".
    labels, output_activation, lowest, highest, target_width
        Fields of the `Loss`. With ``labels``, ``t`` may be integers (*replicas, batch): `one_hot` makes floats of them, and
        returns other targets as they are.
    """
    for name, function in {"value": value, "slope": slope}.items():
        if not callable(function):
            raise ValueError(f"{name} must be a function (xp, t, y), got {short_repr(function)}")  # noqa: TRY004 - ValueError for all settings
    labels = check_bool("labels", labels)

    def scale(xp: Namespace, weight: Array | None, y: Array, x: Array) -> Array:
        """``c x``."""
        if weight is None:
            return (1.0 / y.shape[-2] if reduction == "mean" else 1.0) * x
        weight = xp.expand_dims(weight, axis=-1)
        if reduction == "mean":  # a batch whose weights are all zero counts for nothing
            weight = xp.divide(weight, replace_zeros(xp, xp.sum(weight, axis=-2, keepdims=True)))
        return multiply_no_nan(xp, weight, x)

    def forward(xp: Namespace, target: Tree, y: Array) -> tuple[Array, Tree]:
        t, weight = split_target(target)
        each = value(xp, t, y)
        if getattr(each, "shape", None) != y.shape[:-1]:
            came = f"has shape {tuple(each.shape)}" if hasattr(each, "shape") else f"is a {type(each).__name__}"
            raise ValueError(f"from_samples: the value {came}, expected {tuple(y.shape[:-1])}: one number per sample")
        return xp.sum(scale(xp, weight, y, xp.expand_dims(each, axis=-1)), axis=(-2, -1)), y

    def backward(xp: Namespace, target: Tree, y: Tree) -> Array:
        t, weight = split_target(target)
        return scale(xp, weight, y, slope(xp, t, y))

    made = Loss(forward, backward, reduction, labels, output_activation, lowest=lowest, highest=highest)
    return check_fields(made._replace(target_width=target_width))


def check_fields(loss: Loss) -> Loss:
    """Return a loss, or raise ValueError for a field that is not what it is meant to be: a named tuple takes anything."""
    check_choice("reduction", loss.reduction, ("mean", "sum"))
    for name, switch in {"labels": loss.labels, "squashed": loss.squashed}.items():
        check_bool(name, switch)
    ends, heads = (loss.lowest, loss.highest), loss.heads
    activation, width = loss.output_activation, loss.target_width
    are_numbers = all(isinstance(end, Real) and not isinstance(end, bool) for end in ends)
    for fits, expected, came in (
        (callable(loss.forward), "forward must be a function (xp, target, y)", loss.forward),
        (callable(loss.backward), "backward must be a function (xp, target, residuals)", loss.backward),
        (
            activation is None or isinstance(activation, str),
            "output_activation must be the name of an activation or None",
            activation,
        ),
        (width is None or callable(width), "target_width must be a function n_out -> width of targets, or None", width),
        (are_numbers and ends[0] <= ends[1], "lowest and highest must be numbers, of which highest is not lower", ends),
        (isinstance(heads, tuple) and all(isinstance(h, Head) for h in heads), "heads must be a tuple of Head", heads),
    ):
        if not fits:
            raise ValueError(f"{expected}, got {short_repr(came)}")
    return loss


def replace_zeros(xp: Namespace, x: Array) -> Array:
    """``x`` with 1 in place of 0: for divisors and arguments of logarithms whose result is then multiplied by 0."""
    return xp.where(x == 0.0, xp.ones_like(x), x)


def multiply_no_nan(xp: Namespace, t: Array, x: Array) -> Array:
    """``t x``, and 0 where t is 0, even if x is infinite or NaN there."""
    return t * xp.where(t == 0.0, xp.zeros_like(x), x)


def check_target_shape(t: Array, y: Array, target_width: Callable[[int], int] | None = None) -> Array:
    """Return the target, or raise ValueError if its last two axes do not fit those of ``y``: (n,) and (n, 1) would broadcast."""
    width = y.shape[-1] if target_width is None else target_width(y.shape[-1])
    if t.shape[-2:] != (y.shape[-2], width):
        outputs = "as the outputs have" if target_width is None else f"beside outputs of shape {tuple(y.shape)}"
        raise ValueError(f"the target has shape {tuple(t.shape)}, expected {(*y.shape[:-1], width)} {outputs}")
    return t


def from_elements(
    value: Callable[[Namespace, Array, Array], Array],
    slope: Callable[[Namespace, Array, Array], Array],
    reduction: str,
    *,
    target_width: Callable[[int], int] | None = None,
    **properties: Any,
) -> Loss:
    """Build a loss from a value per target, summed over the targets of a sample, and its derivative with respect to ``y``.

    Targets that are integers or booleans are cast to the dtype of ``y``: NumPy computes logarithms of 8-bit integers in float16.
    """

    def cast(xp: Namespace, t: Array, y: Array) -> Array:
        t = check_target_shape(t, y, target_width)
        return t if t.dtype == y.dtype or xp.isdtype(t.dtype, "real floating") else xp.astype(t, y.dtype)

    return from_samples(
        lambda xp, t, y: xp.sum(value(xp, cast(xp, t, y), y), axis=-1),
        lambda xp, t, y: slope(xp, cast(xp, t, y), y),
        reduction,
        target_width=target_width,
        **properties,
    )
