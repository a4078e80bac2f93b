"""The functions that a group of networks runs: those of one network, replicated."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from bpnet.compiler.replicated_step import PackedStep, Replicated, ReplicatedStep, UnpackedStep, all_stacked, stacked_samples
from bpnet.step import TrainingStep, training_step
from bpnet.training.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Callable


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

    def function(self, function: Callable[..., Any], batch: int = 0) -> Replicated:
        """Return a pure function of one network as a function of stacked trees; arrays of a batch are stacked or shared."""

        def stacked(*values: Any) -> list[bool]:
            own, samples = values[: len(values) - batch], values[len(values) - batch :]
            if batch == 1:
                return [*all_stacked(*own), len(samples[0].shape) > 2]  # noqa: PLR2004 - more than a matrix
            return [*all_stacked(*own), *(stacked_samples(samples) if batch else ())]

        return Replicated(function, self.xp, stacked)
