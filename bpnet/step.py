"""The gradient of a network's loss, and the training step that every backend runs and compiles."""

from __future__ import annotations

from collections.abc import Callable
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


def training_step(xp: Namespace, net: Layer, loss: Loss, optimizer: Optimizer) -> Step:
    """One update on one batch as a pure function, a `Step`; its value is the loss before the update."""

    def step(
        params: Tree, state: Tree, memory: Tree, x: Array, target: Array, learning_rate: Array
    ) -> tuple[Array, Tree, Tree, Tree]:
        value, grads, state = value_and_grad(xp, net, loss, params, state, x, target)
        params, memory = optimizer.update(xp, params, grads, memory, learning_rate)
        return value, params, state, memory

    return step
