"""The gradient of a network's loss, and the training step that every backend runs and compiles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from bpnet.arrays import Array, Namespace, Tree
from bpnet.backprop import Layer, vjp
from bpnet.losses import Loss
from bpnet.losses.base import not_zero
from bpnet.optimizers import Optimizer
from bpnet.optimizers.transforms import map_weights
from bpnet.settings import not_negative

Step: TypeAlias = Callable[[Tree, Tree, Tree, Array, Array, Array], tuple[Array, Tree, Tree, Tree]]
"""``(params, state, memory, x, target, learning_rate) -> value, params, state, memory``."""


def value_and_grad(
    xp: Namespace, net: Layer, loss: Loss, params: Tree, state: Tree, x: Array, target: Tree, *, penalty: float = 0.0
) -> tuple[Array, Tree, Tree]:
    """``value, grads, state``: the loss of a network on a batch, and its gradient with respect to ``params``.

    A penalty adds ``penalty / 2 sum(w**2)``, over weights and no biases, to the sum over the batch: a mean has it divided by the
    samples of the batch, or by the sum of their weights.

    Parameters
    ----------
    xp
        Namespace of the arrays.
    net, loss
        Made by `chain` and its fellows, and by the factories of `bpnet.losses`.
    params, state
        Trees of the network, as ``net.init`` returns them.
    x, target
        One batch, (batch, n_in) and (batch, n_out), or labels (batch,).
    penalty
        A Python number: of weights; not negative.
    """
    y, pullback, state = vjp(xp, net, params, state, x)
    value, residuals = loss.forward(xp, target, y)
    grads, _ = pullback(loss.backward(xp, target, residuals))
    penalty = not_negative("penalty", penalty)
    if penalty:
        value, grads = _penalized(xp, penalty * _share(xp, loss, target, y), params, y.ndim - 2, value, grads)
    return value, grads, state


def _penalized(xp: Namespace, factor: Any, params: Tree, replicas: int, value: Array, grads: Tree) -> tuple[Array, Tree]:
    """A loss and its gradient with ``factor / 2 sum(w**2)`` over the weights added; the factor is (*replicas,)."""

    def beside(w: Array) -> Any:
        """The factor, with the axes of a weight."""
        return factor if isinstance(factor, float) else xp.reshape(factor, (*factor.shape, *(1,) * (w.ndim - replicas)))

    squares: list[Array] = []

    def decayed(g: Array, w: Array) -> Array:
        squares.append(xp.sum(w * w, axis=tuple(range(replicas, w.ndim))))
        return g + beside(w) * w

    grads = map_weights(decayed, grads, params, biases=False)
    return value + 0.5 * factor * sum(squares[1:], start=squares[0]), grads


def _share(xp: Namespace, loss: Loss, target: Tree, y: Array) -> Array | float:
    """What one sample has of a batch's loss: 1 in a sum, and 0 in a batch whose weights are all zero."""
    if loss.reduction == "sum":
        return 1.0
    if not isinstance(target, tuple):
        return 1.0 / y.shape[-2]
    total = xp.sum(target[1], axis=-1)
    return xp.where(total == 0.0, total, xp.divide(1.0, not_zero(xp, total)))


@dataclass(frozen=True, eq=False)
class TrainingStep:
    """One update on one batch as a pure function, a `Step`; its value is the loss before the update."""

    xp: Namespace
    net: Layer
    loss: Loss
    optimizer: Optimizer
    penalty: float = 0.0

    def __call__(
        self, params: Tree, state: Tree, memory: Tree, x: Array, target: Tree, learning_rate: Array
    ) -> tuple[Array, Tree, Tree, Tree]:
        """``value, params, state, memory``."""
        return self.over(self.xp, params, state, memory, x, target, learning_rate)

    def over(
        self, xp: Namespace, params: Tree, state: Tree, memory: Tree, x: Array, target: Tree, learning_rate: Array
    ) -> tuple[Array, Tree, Tree, Tree]:
        """The same step with the functions of another namespace: what `bpnet.tracing.trace` takes."""
        value, grads, state = value_and_grad(xp, self.net, self.loss, params, state, x, target, penalty=self.penalty)
        params, memory = self.optimizer.update(xp, params, grads, memory, learning_rate)
        return value, params, state, memory


def training_step(xp: Namespace, net: Layer, loss: Loss, optimizer: Optimizer, *, penalty: float = 0.0) -> TrainingStep:
    """One update on one batch as a pure function, a `Step`; its value is the loss before the update."""
    return TrainingStep(xp, net, loss, optimizer, not_negative("penalty", penalty))
