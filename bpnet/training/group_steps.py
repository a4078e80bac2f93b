"""The functions that a group of networks runs: those of one network, replicated."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import map_tree
from bpnet.compiler.replicated_step import PackedStep, Replicated, ReplicatedStep, UnpackedStep, all_stacked, stacked_samples
from bpnet.step import TrainingStep, training_step
from bpnet.training.host_arrays import dtype_name
from bpnet.training.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.arrays import Array, Tree


class GroupSteps(Steps):
    """The training step and the loss of a group of networks; params, state and opt_state are stacked along their first axis."""

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
    def _init(self) -> Replicated:
        return Replicated(self.optimizer.init, self.xp, all_stacked)

    def init(self, params: Tree) -> Tree:
        """Return the first opt_state of each network."""
        backend = self.backend

        def copy(leaf: Array) -> Array:  # by way of the host: an array repeated for each network has no layout of its own
            own: Array = backend.from_host(np.ascontiguousarray(backend.to_host(leaf)), dtype_name(leaf))
            return own

        return map_tree(copy, self._init(params))

    def function(self, function: Callable[..., Any], batch: int = 0, *, is_inference: bool = False) -> Replicated:
        """Return a pure function of one network as a function of stacked trees; arrays of a batch are stacked or shared."""

        def stacked(*values: Any) -> list[bool]:
            own, samples = values[: len(values) - batch], values[len(values) - batch :]
            if batch == 1:
                return [*all_stacked(*own), len(samples[0].shape) > 2]  # noqa: PLR2004 - more than a matrix
            return [*all_stacked(*own), *(stacked_samples(samples) if batch else ())]

        made = Replicated(function, self.xp, stacked)
        made.is_inference = is_inference
        return made
