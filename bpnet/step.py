"""The gradient of a network's loss, and the training step that every backend runs and compiles."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bpnet.arrays import Array, ArrayT, Namespace, Tree, call_read_only, check_like, ensure_writable, leaves, map_tree
from bpnet.backprop import Layer, by_params, check_layers, compare_shapes
from bpnet.losses.base import Loss, check_losses
from bpnet.optimizers import Optimizer

Objective: TypeAlias = Callable[..., tuple[Any, Tree, Tree]]
"""A function with the signature of `value_and_grad`: ``(xp, layer, loss, params, state, x, target, *, check)``."""


def value_and_grad(
    xp: Namespace, layer: Layer, loss: Loss, params: Tree, state: Tree, x: ArrayT, target: Tree, *, check: bool = True
) -> tuple[ArrayT, Tree, Tree]:
    """Return ``value, grads, state``: the loss on a batch, its gradient with respect to ``params``, and the new state.

    Parameters
    ----------
    xp
        Namespace of the arrays.
    layer, loss
        From `chain` or the factories of `bpnet.layers`, and from those of `bpnet.losses`.
    params, state
        Trees, as ``layer.init`` returns them.
    x, target
        One batch, (batch, n_in) and (batch, n_out), or labels (batch,); or a `bpnet.losses.Target` with weights.
    check
        Whether to check that gradients and the new state have the structure, shapes and dtypes of ``params`` and ``state``.

    Raises
    ------
    TypeError
        For what is no layer or no loss.
    ValueError
        If that check fails: a gradient of another shape would broadcast, or reshape its param, without an error.
    """
    if check:
        check_layers((layer,))
        check_losses((loss,))
    with compare_shapes() if check else nullcontext():
        y, layer_residuals, new = call_read_only("a layer", layer.forward, xp, params, state, x, protect=check)
        value, residuals = call_read_only("the loss", loss.forward, xp, target, y, protect=check)
        dy = call_read_only("the loss", loss.backward, xp, target, residuals, protect=check)
        if check:
            check_loss(value, dy, y)
        grads = call_read_only("a layer", lambda xp, dy: by_params(layer, xp, params, layer_residuals, dy), xp, dy, protect=check)
    if check:
        _check_new(grads, params, new, state)
        new = map_tree(ensure_writable, new)  # a layer may return the state that it was given
    return value, grads, new


def check_loss(value: Any, dy: Any, y: Array) -> None:
    """Raise ValueError unless a loss is one number per batch, and its gradient is like ``y``."""
    if getattr(value, "shape", None) != y.shape[:-2]:
        came = f"has shape {tuple(value.shape)}" if hasattr(value, "shape") else f"is a {type(value).__name__}"
        raise ValueError(f"the loss {came}, expected an array of shape {tuple(y.shape[:-2])}: one number per batch")
    check_like("the gradient of the loss with respect to y", dy, y)


def _check_new(grads: Tree, params: Tree, new: Tree, state: Tree) -> None:
    check_like("the gradient with respect to params", grads, params)
    check_like("the new value of state", new, state)


@dataclass(frozen=True, eq=False)
class TrainingStep:
    """One update on one batch as a pure function, a `bpnet.backend.Step`; its value is the loss before the update."""

    xp: Namespace
    layer: Layer
    loss: Loss
    optimizer: Optimizer
    value_and_grad: Objective = value_and_grad
    checked: set[tuple[int, ...]] = field(default_factory=set)
    """Shapes of ``x``, learning rate and ``target`` of earlier steps: the first step with new shapes checks all results."""

    def __call__(
        self, params: Tree, state: Tree, opt_state: Tree, x: ArrayT, target: Tree, learning_rate: Array
    ) -> tuple[ArrayT, Tree, Tree, Tree]:
        """Return ``value, params, state, opt_state``."""
        return self.over(self.xp, params, state, opt_state, x, target, learning_rate)

    def over(
        self, xp: Namespace, params: Tree, state: Tree, opt_state: Tree, x: ArrayT, target: Tree, learning_rate: Array
    ) -> tuple[ArrayT, Tree, Tree, Tree]:
        """Run the same step with the functions of another namespace, as `bpnet.compiler.trace` does."""
        shapes = x.shape, getattr(learning_rate, "shape", ()), *(leaf.shape for leaf in leaves(target))
        check = shapes not in self.checked
        value, grads, new_state = self.value_and_grad(xp, self.layer, self.loss, params, state, x, target, check=check)
        if check:
            _check_new(grads, params, new_state, state)
        update = self.optimizer.update
        new, new_opt_state = call_read_only("the optimizer", update, xp, params, grads, opt_state, learning_rate, protect=check)
        if check:
            check_updated(new, params, new_opt_state, opt_state)
            new, new_opt_state = map_tree(ensure_writable, (new, new_opt_state))
            self.checked.add(shapes)
        return value, new, new_state, new_opt_state


def check_updated(params: Tree, old: Tree, opt_state: Tree, new_opt_state: Tree) -> None:
    """Raise unless an optimizer returned params and opt_state of the structure, shapes and dtypes that they had."""
    check_like("the optimizer's new value of params", params, old)
    check_like("the new opt_state", opt_state, new_opt_state)


def training_step(
    xp: Namespace, layer: Layer, loss: Loss, optimizer: Optimizer, *, value_and_grad: Objective = value_and_grad
) -> TrainingStep:
    """Return one update on one batch as a pure function, a `bpnet.backend.Step`.

    It is ``(params, state, opt_state, x, target, learning_rate) -> value, params, state, opt_state``, where ``value`` is the loss
    before the update.

    Parameters
    ----------
    xp, layer, loss
        As in `value_and_grad`.
    optimizer
        From `bpnet.optimizers`.
    value_and_grad
        The objective and its gradient: by default the loss. A function with the same signature can add terms to it, such as a
        penalty of weights, or average several passes.

    Examples
    --------
    >>> import numpy as np, bpnet
    >>> def halved(*args, **options):
    ...     value, grads, state = bpnet.value_and_grad(*args, **options)
    ...     return 0.5 * value, bpnet.arrays.map_tree(lambda g: 0.5 * g, grads), state
    >>> layer, loss, optimizer = bpnet.layers.affine(1), bpnet.losses.squared_error(), bpnet.optimizers.sgd()
    >>> step = bpnet.training_step(np, layer, loss, optimizer, value_and_grad=halved)
    """
    return TrainingStep(xp, layer, loss, optimizer, value_and_grad)


@dataclass(frozen=True, eq=False)
class PureFunction:
    """A pure function ``(xp, *trees) -> tree`` as a function of the trees, a `bpnet.backend.Function`."""

    xp: Namespace
    function: Callable[..., Tree]
    is_inference: bool = False
    """True for outputs, and for a loss in inference."""
    of_rows: bool = False
    """True if the last tree is an array of inputs, whose rows may be independent: see `bpnet.compiler.row_function`."""

    def __call__(self, *trees: Tree) -> Tree:
        """Call the function."""
        return self.function(self.xp, *trees)

    def over(self, xp: Namespace, *trees: Tree) -> Tree:
        """Call it with the functions of another namespace, as `bpnet.compiler.trace` does."""
        return self.function(xp, *trees)


def inference_loss(layer: Layer, loss: Loss) -> Callable[..., Array]:
    """Return the loss of a network in inference, ``(xp, params, state, x, target) -> value``.

    The loss is applied to the output of the layer: to logits, if it applies the output activation itself.
    """

    def value(xp: Namespace, params: Tree, state: Tree, x: Array, target: Tree) -> Array:
        return loss.forward(xp, target, layer.inference(xp, params, state, x))[0]

    return value
