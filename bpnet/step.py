"""The gradient of a network's loss, and the training step that every backend runs and compiles."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bpnet._checks import check_nonnegative
from bpnet.arrays import Array, ArrayT, Namespace, Tree, call_read_only, ensure_writable, leaves, map_tree
from bpnet.backprop import Layer, by_params, shapes_compared
from bpnet.losses import Loss
from bpnet.losses.base import not_zero
from bpnet.optimizers import Optimizer
from bpnet.optimizers.transforms import map_weights

Step: TypeAlias = Callable[[Tree, Tree, Tree, Any, Tree, Array], tuple[Any, Tree, Tree, Tree]]
"""``(params, state, opt_state, x, target, learning_rate) -> value, params, state, opt_state``."""


def value_and_grad(
    xp: Namespace,
    net: Layer,
    loss: Loss,
    params: Tree,
    state: Tree,
    x: ArrayT,
    target: Tree,
    *,
    penalty: float = 0.0,
    check: bool = True,
) -> tuple[ArrayT, Tree, Tree]:
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
    check
        Whether to compare structures, shapes and dtypes of gradients and of the new state with those of their values.

    Raises
    ------
    ValueError
        Where they differ: a gradient of another shape would broadcast, or reshape its param, without an error.
    """
    with shapes_compared() if check else nullcontext():
        y, kept, new = call_read_only("a layer", net.forward, xp, params, state, x, hold=check)
        value, residuals = call_read_only("the loss", loss.forward, xp, target, y, hold=check)
        dy = call_read_only("the loss", loss.backward, xp, target, residuals, hold=check)
        if check:
            _check_loss(value, dy, y)
        grads = call_read_only("a layer", lambda xp, dy: by_params(net, xp, params, kept, dy), xp, dy, hold=check)
    if check:
        check_alike("the gradient by params", grads, params)
        check_alike("the new value of state", new, state)
        new = map_tree(ensure_writable, new)  # a layer may hand on what it was given
    penalty = check_nonnegative("penalty", penalty)
    if penalty:
        value, grads = _penalized(xp, penalty * _share(xp, loss, target, y), params, y.ndim - 2, value, grads)
    return value, grads, new


def _check_loss(value: Any, dy: Any, y: Array) -> None:
    if getattr(value, "shape", None) != y.shape[:-2]:
        came = f"has shape {tuple(value.shape)}" if hasattr(value, "shape") else f"is a {type(value).__name__}"
        raise ValueError(f"the loss {came}, expected an array of shape {tuple(y.shape[:-2])}: one number per batch")
    check_alike("the gradient of the loss by y", dy, y)


def check_alike(what: str, tree: Tree, template: Tree) -> None:
    """Raise unless a tree has the structure, shapes and dtypes of another."""
    if isinstance(template, tuple):
        if not isinstance(tree, tuple) or len(tree) != len(template):
            came = f"a tuple of {len(tree)}" if isinstance(tree, tuple) else f"a {type(tree).__name__}"
            raise ValueError(f"{what} is {came}, expected a tuple of {len(template)}")
        for index, (branch, like) in enumerate(zip(tree, template, strict=True)):
            check_alike(f"{what}[{index}]", branch, like)
    elif getattr(tree, "shape", None) != template.shape or getattr(tree, "dtype", None) != template.dtype:
        came = f"shape {tuple(tree.shape)} and dtype {tree.dtype}" if hasattr(tree, "dtype") else f"type {type(tree).__name__}"
        raise ValueError(f"{what} has {came}, expected shape {tuple(template.shape)} and dtype {template.dtype}")


def _penalized(xp: Namespace, factor: Any, params: Tree, replicas: int, value: ArrayT, grads: Tree) -> tuple[ArrayT, Tree]:
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
    checked: set[tuple[int, ...]] = field(default_factory=set)
    """Shapes of ``x`` that a step ran with: the first step of each compares the shapes of all that comes back."""

    def __call__(
        self, params: Tree, state: Tree, opt_state: Tree, x: ArrayT, target: Tree, learning_rate: Array
    ) -> tuple[ArrayT, Tree, Tree, Tree]:
        """``value, params, state, opt_state``."""
        return self.over(self.xp, params, state, opt_state, x, target, learning_rate)

    def over(
        self, xp: Namespace, params: Tree, state: Tree, opt_state: Tree, x: ArrayT, target: Tree, learning_rate: Array
    ) -> tuple[ArrayT, Tree, Tree, Tree]:
        """The same step with the functions of another namespace: what `bpnet.compiler.trace` takes."""
        shapes = x.shape, *(leaf.shape for leaf in leaves(target))
        check = shapes not in self.checked
        value, grads, state = value_and_grad(xp, self.net, self.loss, params, state, x, target, penalty=self.penalty, check=check)
        new, new_opt_state = call_read_only("the optimizer", self.optimizer.update, xp, params, grads, opt_state, learning_rate, hold=check)
        if check:
            check_updated(new, params, new_opt_state, opt_state)
            new, new_opt_state = map_tree(ensure_writable, (new, new_opt_state))
            self.checked.add(shapes)
        return value, new, state, new_opt_state


def check_updated(params: Tree, old: Tree, opt_state: Tree, new_opt_state: Tree) -> None:
    """Raise unless an optimizer returned params and opt_state of the structure, shapes and dtypes that they had."""
    check_alike("the optimizer's new value of params", params, old)
    check_alike("the new opt_state", opt_state, new_opt_state)


def training_step(xp: Namespace, net: Layer, loss: Loss, optimizer: Optimizer, *, penalty: float = 0.0) -> TrainingStep:
    """One update on one batch as a pure function, a `Step`; its value is the loss before the update."""
    return TrainingStep(xp, net, loss, optimizer, check_nonnegative("penalty", penalty))


@dataclass(frozen=True, eq=False)
class InferenceLoss:
    """The loss of a network in inference as a pure function: ``(params, state, x, target) -> value``."""

    xp: Namespace
    net: Layer
    loss: Loss

    def __call__(self, params: Tree, state: Tree, x: Array, target: Tree) -> Array:
        """Of what comes before an output that the loss applies itself."""
        return self.loss.forward(self.xp, target, self.net.inference(self.xp, params, state, x))[0]
