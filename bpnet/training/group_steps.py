"""The functions that a group of networks runs: those of one network, replicated."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import ensure_writable, leaves, map_tree
from bpnet.compiler.replicated_step import PackedStep, Replicated, ReplicatedStep, UnpackedStep, all_stacked, stacked_samples
from bpnet.step import TrainingStep, training_step
from bpnet.training.host_arrays import dtype_name
from bpnet.training.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.arrays import Array, Tree
    from bpnet.backprop import Layer


class GroupSteps(Steps):
    """The training step and the loss of a group of networks; params, state and opt_state are stacked along their first axis."""

    _inference: tuple[Layer, Replicated] | None = None

    @cached_property
    def one(self) -> TrainingStep:
        """The training step of one network."""
        return training_step(self.xp, self.layer, self.loss, self.optimizer, value_and_grad=self.value_and_grad)

    @cached_property
    def plain(self) -> ReplicatedStep:
        """The training step of the group, not compiled."""
        return ReplicatedStep(self.one)

    @cached_property
    def compiled(self) -> Callable[..., Any]:
        """The training step of the group as the backend compiles it."""
        if not self._keeps_bits:
            return self.plain
        made = self.backend.compile_replicas(self.one)
        return UnpackedStep(self.backend.compile(PackedStep(self.plain))) if made is None else made

    @cached_property
    def plain_loss(self) -> Callable[..., Any]:
        """The losses in inference, ``(params, state, x, target) -> values``, not compiled."""
        layer, loss = self.layer, self.loss  # `bpnet.compiler.captures` looks into these, and not into this object

        def value(xp: Any, params: Tree, state: Tree, x: Array, target: Tree) -> Array:
            return loss.forward(xp, target, layer.inference(xp, params, state, x))[0]

        return GroupLoss(Replicated(value, self.xp, _flags_of_passes))

    @cached_property
    def _gradient(self) -> Replicated:
        layer, loss, value_and_grad = self.layer, self.loss, self.value_and_grad

        def gradient(xp: Any, *values: Any) -> Any:
            return value_and_grad(xp, layer, loss, *values)

        return Replicated(gradient, self.xp, _flags_of_passes)

    @cached_property
    def _init(self) -> Replicated:
        return Replicated(self.optimizer.init, self.xp, all_stacked)

    @cached_property
    def _update(self) -> Replicated:
        return Replicated(self.optimizer.update, self.xp, all_stacked)

    def outputs(self, activation: Layer, params: Tree, state: Tree, x: Array) -> Array:
        """Return the outputs (replicas, batch, n_out) of the layer and of an activation, in inference."""
        if self._inference is None or self._inference[0] is not activation:
            layer = self.layer

            def inference(xp: Any, params: Tree, state: Tree, x: Array) -> Array:
                return activation.inference(xp, (), (), layer.inference(xp, params, state, x))

            self._inference = activation, Replicated(inference, self.xp, _flags_of_outputs)
        made: Array = self._inference[1](params, state, x)
        return made

    def gradient(self, params: Tree, state: Tree, x: Array, target: Tree) -> tuple[Array, Tree, Tree]:
        """Return the losses of a batch, their gradients, and the new state."""
        value, grads, new = self._gradient(params, state, x, target)
        return value, map_tree(ensure_writable, grads), map_tree(ensure_writable, new)

    def init(self, params: Tree) -> Tree:
        """Return the first opt_state of each network."""
        backend = self.backend

        def copy(leaf: Array) -> Array:  # by way of the host: an array repeated for each network has no layout of its own
            own: Array = backend.from_host(np.ascontiguousarray(backend.to_host(leaf)), dtype_name(leaf))
            return own

        return map_tree(copy, self._init(params))

    def update(self, params: Tree, grads: Tree, opt_state: Tree, rate: Array) -> tuple[Tree, Tree]:
        """Return the new params and opt_state after an update of each network."""
        made: tuple[Tree, Tree] = self._update(params, grads, opt_state, rate)
        return made


class GroupLoss:
    """The losses of a group in inference, as `bpnet.step.InferenceLoss` is that of one network.

    It says what arithmetic it computes in, as every function that a backend compiles, and is no `bpnet.backend.Step`.
    """

    def __init__(self, replicated: Replicated) -> None:
        self.xp, self.replicated = replicated.xp, replicated

    def __call__(self, params: Tree, state: Tree, x: Array, target: Tree) -> Array:
        """Return the losses (replicas,)."""
        values: Array = self.replicated(params, state, x, target)
        return values


def _flags_of_passes(*values: Any) -> list[bool]:
    params, state, *samples = values
    return [*all_stacked(params, state), *stacked_samples(tuple(samples))]


def _flags_of_outputs(params: Tree, state: Tree, x: Array) -> list[bool]:
    return [*(True for _ in leaves((params, state))), len(x.shape) > 2]  # noqa: PLR2004 - more than a matrix
