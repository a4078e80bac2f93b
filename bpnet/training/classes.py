"""Classes of outputs and of targets: which column is the class, or on which side of a threshold an output lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bpnet._specs import Spec, factory_name
from bpnet.arrays import Array, Namespace, columns, device_of

if TYPE_CHECKING:
    from bpnet.backprop import Layer
    from bpnet.losses import Loss


class ClassRule(NamedTuple):
    """How outputs (..., width) stand for classes."""

    width: int
    threshold: float | None = None
    """Each output above it is True; None if the class is the column with the largest output."""

    @property
    def several_labels(self) -> bool:
        """True if a sample may have several labels at once."""
        return self.threshold is not None and self.width > 1

    def flags(self, xp: Namespace, y: Array) -> Array:
        """Return booleans (..., width): the predicted class of each sample, or whether each output is above the threshold."""
        return one_column(xp, xp.argmax(y, axis=-1), self.width) if self.threshold is None else y > self.threshold

    def target_flags(self, xp: Namespace, target: Array) -> Array:
        """Return the same of targets: labels (...,), or probabilities (..., width)."""
        if xp.isdtype(target.dtype, "integral"):
            return one_column(xp, target, self.width)
        return self._replace(threshold=None if self.threshold is None else 0.5).flags(xp, target)

    def are_classes(self, xp: Namespace, target: Array) -> Array:
        """Return whether targets are labels, zeros and ones, or one-hot rows: a boolean of shape ()."""
        if xp.isdtype(target.dtype, "integral"):
            return xp.asarray(True, device=device_of(target))  # noqa: FBT003 - the value
        fits = xp.all((target == 0.0) | (target == 1.0))
        if self.threshold is None:
            fits = fits & xp.all(xp.sum(target, axis=-1) == 1.0)
        made: Array = fits
        return made

    def numbers(self, xp: Namespace, flags: Array) -> Array:
        """Return the numbers of classes (...,) of flags; where there may be several labels, flags as integers (..., width)."""
        if self.several_labels:
            made: Array = xp.astype(flags, xp.int64)
            return made
        if self.width == 1:
            only: Array = xp.astype(flags[..., 0], xp.int64)
            return only
        numbers: Array = xp.argmax(xp.astype(flags, xp.int64), axis=-1)
        return numbers


def one_column(xp: Namespace, labels: Array, width: int) -> Array:
    """Return booleans (..., width), True in the column of the label."""
    made: Array = xp.expand_dims(labels, axis=-1) == xp.arange(width, dtype=labels.dtype, device=device_of(labels))
    return made


def is_of_classes(loss: Loss) -> bool:
    """Return True for a loss of probabilities of classes."""
    return loss.labels or loss.squashed or loss.output_activation in {"sigmoid", "softmax"}


def class_rule(loss: Loss, width: int, activation: str) -> ClassRule:
    """Return how outputs of a loss stand for classes; ``activation`` is the name of that which is applied to them.

    One output stands for two classes, and each output of binary cross-entropy for a label of its own. Its outputs are logits if
    the activation is not the loss's, and then the threshold of 0.5 lies at 0.
    """
    if width > 1 and loss.output_activation != "sigmoid":
        return ClassRule(width)
    logits = loss.output_activation == "sigmoid" and activation != "sigmoid"
    return ClassRule(width, 0.0 if logits else 0.5)


class HeadPart(NamedTuple):
    """One head of a network: its loss, its columns, and its classes."""

    loss: Loss
    outputs: Any
    """Index of its columns in the outputs."""
    targets: Any
    """Index of its columns in the targets; None for all, which may be labels."""
    rule: ClassRule


def head_parts(loss: Loss, n_out: int, output_activation: Layer) -> list[HeadPart]:
    """Return the heads of a network, or the only one."""
    if not loss.heads:
        return [HeadPart(loss, ..., None, class_rule(loss, n_out, factory_name(output_activation)))]
    widths = [head.width for head in loss.heads]
    targets = columns([head.loss.width_of_targets(head.width) for head in loss.heads])
    names = _names_of_each(output_activation, len(widths))
    each = zip(loss.heads, columns(widths), targets, names, strict=True)
    return [HeadPart(head.loss, out, of, class_rule(head.loss, head.width, name)) for head, out, of, name in each]


def _names_of_each(activation: Layer, count: int) -> list[str]:
    """Return the name of the activation of each head: of several side by side, that in its place."""
    spec = getattr(activation, "spec", None)
    layers = spec.arguments.get("layers", ()) if isinstance(spec, Spec) and factory_name(activation) == "parallel" else ()
    return [factory_name(layer) for layer in layers] if len(layers) == count else [factory_name(activation)] * count
