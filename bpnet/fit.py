"""The training loop: epochs of batches, run in chunks whose losses are read from the device once."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bpnet.errors import TrainingDivergedError
from bpnet.inputs import all_finite
from bpnet.samples import batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from bpnet.arrays import Array, Tree
    from bpnet.backend import Backend
    from bpnet.history import History
    from bpnet.step import Step

CHUNK_SECONDS = 0.1


class Training(NamedTuple):
    """All that a training step changes, and how many epochs and updates are behind it."""

    params: Tree
    state: Tree
    memory: Tree
    epoch: int
    updates: int


class Plan(NamedTuple):
    """All that stays the same during a training."""

    backend: Backend
    step: Step
    x: Array
    target: Tree
    """Targets or labels, or a pair of them and one weight per sample."""
    batch_size: int
    order: Callable[[int], Array | None]
    """The rows of an epoch in their order; None for as they are."""
    rate: Callable[[int], Array]
    """The learning rate of an update."""
    mean: bool
    """Whether the loss is a mean over the batch."""
    single: bool
    """Whether somebody must be told after every epoch: then a chunk is one."""


def run_epoch(plan: Plan, training: Training) -> tuple[Training, list[tuple[Array, ...]]]:
    """One epoch: the training after it, and the value of each step (and its weight, if any), still on the device."""
    params, state, memory, epoch, updates = training
    values: list[tuple[Array, ...]] = []
    xp, n = plan.backend.xp, plan.x.shape[0]
    for x, target in batches(xp, (plan.x, plan.target), n, plan.batch_size, plan.order(epoch)):
        value, params, state, memory = plan.step(params, state, memory, x, target, plan.rate(updates))
        values.append((value, xp.sum(target[1])) if isinstance(target, tuple) else (value,))
        updates += 1
    return Training(params, state, memory, epoch + 1, updates), values


def fit(plan: Plan, training: Training, epochs: int, history: History) -> Iterator[Training]:
    """Train for some epochs, chunk by chunk: yields the training after each chunk, once its losses are in the history.

    A chunk takes about 0.1 s, or one epoch. Ctrl-C ends the training after the last complete epoch: it yields, and raises.

    Raises
    ------
    TrainingDivergedError
        At the first epoch whose loss, or whose params, are not finite, after yielding the last training that was, if new.
    """
    done, chunk = 0, 1
    while done < epochs:
        start, began = training, time.perf_counter()
        values: list[tuple[Array, ...]] = []
        interrupted = None
        try:
            for _ in range(min(chunk, epochs - done)):
                training, more = run_epoch(plan, training)
                values += more
        except KeyboardInterrupt as interrupt:
            interrupted = interrupt
        n = training.epoch - start.epoch
        losses = epoch_losses(plan, values, n)
        if not (np.all(np.isfinite(losses)) and all_finite(plan.backend, training.params)):
            training, losses = last_finite(plan, start, n)
            history.loss = np.append(history.loss, losses)
            if losses.size:
                yield training
            raise diverged(len(history.loss))
        history.loss = np.append(history.loss, losses)
        done += n
        if n:
            yield training
        if interrupted is not None:
            raise interrupted
        chunk = 1 if plan.single else next_chunk(chunk, time.perf_counter() - began)


def next_chunk(chunk: int, seconds: float) -> int:
    """Twice as many epochs as the last chunk had if it was short, half as many if it was long."""
    if seconds < CHUNK_SECONDS / 2:
        return 2 * chunk
    return max(1, chunk // 2) if seconds > 2 * CHUNK_SECONDS else chunk


def epoch_losses(plan: Plan, values: list[tuple[Array, ...]], n_epochs: int) -> NDArray[np.float64]:
    """The loss of each epoch from the values of its steps, on the host in float64; waits for the device.

    Values of a mean are weighted by the samples of their batch, or by the sum of their weights.
    """
    if n_epochs == 0:
        return np.empty(0)
    n, size = plan.x.shape[0], plan.batch_size
    counts = np.asarray([min(size, n - start) for start in range(0, n, size)], dtype=np.float64)
    columns = zip(*values[: n_epochs * len(counts)], strict=True)
    value, *weight = (plan.backend.read(column).astype(np.float64).reshape(n_epochs, -1) for column in columns)
    if not plan.mean:
        return _row_sums(value)
    share = weight[0] if weight else np.broadcast_to(counts, value.shape)
    return _row_sums(value * (share / _row_sums(share)[:, None]))


def _row_sums(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Exact sums: the bits of NumPy's would depend on the length of the chunk."""
    return np.asarray([math.fsum(row) for row in rows.tolist()])


def last_finite(plan: Plan, training: Training, epochs: int) -> tuple[Training, NDArray[np.float64]]:
    """Run a chunk again from its start, one epoch at a time, up to the last epoch that leaves all finite."""
    losses: list[float] = []
    for _ in range(epochs):
        after, values = run_epoch(plan, training)
        (loss,) = epoch_losses(plan, values, 1)
        if not (np.isfinite(loss) and all_finite(plan.backend, after.params)):
            break
        training = after
        losses.append(float(loss))
    return training, np.asarray(losses)


def diverged(epoch: int) -> TrainingDivergedError:
    """The error for the epoch, counted from 0, whose loss or params are not finite."""
    return TrainingDivergedError(
        f"training diverged in epoch {epoch}: the loss or a param is NaN or infinite; the network keeps the params from "
        "before that epoch. Lower the learning rate, or scale the data",
        epoch=epoch,
    )
