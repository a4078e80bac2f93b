"""The gradient of a network's loss, and the training step that every backend runs and compiles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from bpnet.arrays import Array, Namespace, Tree
from bpnet.backprop import Layer, vjp
from bpnet.losses import Loss
from bpnet.optimizers import Optimizer

Step: TypeAlias = Callable[[Tree, Tree, Tree, Array, Array, Array], tuple[Array, Tree, Tree, Tree]]
"""``(params, state, memory, x, target, learning_rate) -> value, params, state, memory``."""


def value_and_grad(
    xp: Namespace, net: Layer, loss: Loss, params: Tree, state: Tree, x: Array, target: Array
) -> tuple[Array, Tree, Tree]:
    """``value, grads, state``: the loss of a network on a batch, and its gradient with respect to ``params``.

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
    """
    y, pullback, state = vjp(xp, net, params, state, x)
    value, residuals = loss.forward(xp, target, y)
    grads, _ = pullback(loss.backward(xp, target, residuals))
    return value, grads, state


@dataclass(frozen=True, eq=False)
class TrainingStep:
    """One update on one batch as a pure function, a `Step`; its value is the loss before the update."""

    xp: Namespace
    net: Layer
    loss: Loss
    optimizer: Optimizer

    def __call__(
        self, params: Tree, state: Tree, memory: Tree, x: Array, target: Tree, learning_rate: Array
    ) -> tuple[Array, Tree, Tree, Tree]:
        """``value, params, state, memory``."""
        return self.over(self.xp, params, state, memory, x, target, learning_rate)

    def over(
        self, xp: Namespace, params: Tree, state: Tree, memory: Tree, x: Array, target: Tree, learning_rate: Array
    ) -> tuple[Array, Tree, Tree, Tree]:
        """The same step with the functions of another namespace: what `bpnet.tracing.trace` takes."""
        value, grads, state = value_and_grad(xp, self.net, self.loss, params, state, x, target)
        params, memory = self.optimizer.update(xp, params, grads, memory, learning_rate)
        return value, params, state, memory


def training_step(xp: Namespace, net: Layer, loss: Loss, optimizer: Optimizer) -> TrainingStep:
    """One update on one batch as a pure function, a `Step`; its value is the loss before the update."""
    return TrainingStep(xp, net, loss, optimizer)
