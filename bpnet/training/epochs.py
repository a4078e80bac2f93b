"""Epochs of training steps, run in chunks: the losses of a chunk are read from the device once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard, cast

import numpy as np

from bpnet.arrays import Array
from bpnet.backend import Backend, EpochStep
from bpnet.distributed.ranks import ALONE, Ranks, as_common
from bpnet.errors import TrainingDivergedError
from bpnet.losses import Target
from bpnet.training.batches import Batches, StepBatches, batch_lengths, row_sums, weighted_sums
from bpnet.training.learning_rate import LearningRate
from bpnet.training.state import TrainingState
from bpnet.training.trees import all_finite

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


class Chunk(NamedTuple):
    """The result of some epochs."""

    training: TrainingState
    losses: NDArray[np.float64]
    """One loss per complete epoch."""
    error: BaseException | None = None
    """KeyboardInterrupt or `TrainingDivergedError`, if it ended the epochs early; to be raised."""


@cache
def _is_epoch_step_type(kind: type) -> bool:
    return issubclass(kind, EpochStep)


def is_epoch_step(step: Any) -> TypeGuard[EpochStep]:
    """Return True if a step is an `EpochStep`; Python's own check of a protocol takes as long as a small step."""
    return _is_epoch_step_type(type(step))  # type: ignore[arg-type]  # a class is hashable


class Epochs(NamedTuple):
    """Epochs of a step over the same samples."""

    backend: Backend
    step: Callable[..., Any]
    batches: Batches | StepBatches
    learning_rate: LearningRate
    mean: bool
    """True if the loss is a mean over the batch."""
    ranks: Ranks = ALONE

    @property
    def per_epoch(self) -> int:
        """Number of batches in an epoch."""
        return -(-self.batches.n // self.batches.size)

    def run(self, training: TrainingState, epochs: int, watched: Sequence[float] = ()) -> Chunk:
        """Run some epochs; losses are read from the device once.

        Ctrl-C ends them after the last complete epoch, and divergence before the first epoch whose loss or results
        are not finite. ``watched`` are the losses so far, for the learning rate.
        """
        chunk = self._run(training, epochs, watched)
        if self._is_finite(chunk):
            return chunk
        return self._run_until_divergence(training, chunk.training.epoch - training.epoch, watched)

    def run_values(self, training: TrainingState) -> tuple[TrainingState, NDArray[np.float64]]:
        """Run one epoch; return the training after it, and the value of each step, which may be infinite or NaN."""
        if is_epoch_step(self.step):
            training, values, _ = self._compiled_epochs(self.step, training, 1, ())
            return training, self.backend.to_host(values).astype(np.float64)
        training, columns = self._plain_epoch(training, ())
        return training, self.backend.read([value for value, *_ in columns]).astype(np.float64)

    def _run(self, training: TrainingState, epochs: int, watched: Sequence[float]) -> Chunk:
        return (self._run_compiled if is_epoch_step(self.step) else self._run_plain)(training, epochs, watched)

    def _run_plain(self, training: TrainingState, epochs: int, watched: Sequence[float]) -> Chunk:
        """Run one step after another; Ctrl-C leaves the epochs that are complete."""
        first, values = training.epoch, []
        error: BaseException | None = None
        try:
            for _ in range(epochs):
                after, more = self._plain_epoch(training, watched)
                values += more  # first: values of an epoch that Ctrl-C leaves uncounted are dropped below
                training = after
        except KeyboardInterrupt as interrupt:
            error = interrupt
        return Chunk(training, self._read_losses(values, training.epoch - first), error)

    def _plain_epoch(self, training: TrainingState, watched: Sequence[float]) -> tuple[TrainingState, list[tuple[Array, ...]]]:
        """Run one epoch; also return the value of each step, and the weight of its batch if there is one, on the device."""
        params, state, opt_state, epoch, updates = training
        step, rate, xp = self.step, self.learning_rate, self.batches.xp
        values: list[tuple[Array, ...]] = []
        for x, target in cast("Batches", self.batches).of_epoch(epoch):  # with `StepBatches`, the step runs whole epochs
            now = rate.on_device(rate.at(updates, watched))
            value, params, state, opt_state = step(params, state, opt_state, x, target, now)
            values.append((value, xp.sum(target.weight)) if isinstance(target, Target) else (value,))
            updates += 1
        return TrainingState(params, state, opt_state, epoch + 1, updates), values

    def _run_compiled(self, training: TrainingState, epochs: int, watched: Sequence[float]) -> Chunk:
        """Run all epochs at once, in the backend's own loop; Ctrl-C discards all of them."""
        try:
            after, values, orders = self._compiled_epochs(self.step, training, epochs, watched)
        except KeyboardInterrupt as interrupt:
            return Chunk(training, np.empty(0), interrupt)
        columns = [self.backend.to_host(values)]
        weights = self.batches.weights(orders)
        if weights is not None:
            columns.append(self.backend.read(weights))
        return Chunk(after, self._losses(columns, epochs))

    def _compiled_epochs(
        self, step: Any, training: TrainingState, epochs: int, watched: Sequence[float]
    ) -> tuple[TrainingState, Array, list[Array | None]]:
        """Run epochs at once; return the training after them, the value of each step, and the orders of the rows."""
        samples, steps = self.batches.samples, epochs * self.per_epoch
        orders = self._orders(training.epoch, epochs)
        rates = self._rates(training.updates, steps, watched)
        (params, state, opt_state), values = step.epochs(training[:3], samples, orders, self.batches.size, rates)
        return TrainingState(params, state, opt_state, training.epoch + epochs, training.updates + steps), values, orders

    def _orders(self, first: int, epochs: int) -> list[Array | None]:
        """Return the order of the rows in each of some epochs."""
        order = self.batches.order(first)
        if order is None:  # the same in all epochs: calling it for each may take longer than the epoch itself
            return [None] * epochs
        return [order, *(self.batches.order(epoch) for epoch in range(first + 1, first + epochs))]

    def _rates(self, first: int, steps: int, watched: Sequence[float]) -> NDArray[np.float64]:
        """Return the learning rate of each of some updates."""
        rate = self.learning_rate
        needed = 1 if rate.constant else steps
        rates = np.asarray([rate.at(update, watched) for update in range(first, first + needed)])
        rate.on_device(rates[np.argmax(np.abs(rates))].item())  # raises for a rate that is too large for the dtype
        return np.repeat(rates, steps // needed)

    def _read_losses(self, values: list[tuple[Array, ...]], epochs: int) -> NDArray[np.float64]:
        """Return the loss of each epoch from the values of its steps; waits for the device."""
        if epochs == 0:
            return np.empty(0)
        columns = zip(*values[: epochs * self.per_epoch], strict=True)
        return self._losses([self.backend.read(column) for column in columns], epochs)

    def _losses(self, columns: list[NDArray[Any]], epochs: int) -> NDArray[np.float64]:
        """Return the loss of each epoch from the values of its steps, and from the weights of their batches if there are any.

        Values of a mean are weighted by the samples of their batch, or by the sum of their weights.
        """
        value, *weight = (column.astype(np.float64).reshape(epochs, -1) for column in columns)
        if not self.mean:
            return row_sums(value)
        share = weight[0] if weight else np.broadcast_to(batch_lengths(self.batches.n, self.batches.size), value.shape)
        return weighted_sums(value, share)

    def _run_until_divergence(self, training: TrainingState, epochs: int, watched: Sequence[float]) -> Chunk:
        """Run epochs again from their start, one at a time, up to the last one after which all numbers are finite."""
        losses: list[float] = []
        chunk = Chunk(training, np.empty(0))
        for _ in range(epochs):
            chunk = self._run(training, 1, watched)
            if chunk.error is not None or not self._is_finite(chunk):
                break
            training = chunk.training
            losses.append(float(chunk.losses[0]))
        error = chunk.error or as_common(divergence_error(training.epoch))
        return Chunk(training, np.asarray(losses), error)

    def _is_finite(self, chunk: Chunk) -> bool:
        """Return True if losses and results of all ranks are finite."""
        finite = bool(np.all(np.isfinite(chunk.losses))) and all_finite(self.backend, chunk.training[:3])
        return not self.ranks.agree(not finite)


def divergence_error(epoch: int) -> TrainingDivergedError:
    """Return the error for the epoch of the network, counted from 0, after which the loss or a param is not finite."""
    return TrainingDivergedError(
        f"training diverged in epoch {epoch}: the loss, params, state or opt_state are NaN or infinite; the network "
        "keeps the params from before that epoch. Lower the learning rate, or scale the data",
        epoch=epoch,
    )
