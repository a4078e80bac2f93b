"""The training loop: epochs of batches, run in chunks whose losses are read from the device once."""

from __future__ import annotations

import math
import time
import warnings
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bpnet import random
from bpnet.errors import TrainingDivergedError
from bpnet.inputs import all_finite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from bpnet.arrays import Array, Tree
    from bpnet.backend import Backend
    from bpnet.history import History
    from bpnet.random import Key
    from bpnet.step import Step

CHUNK_SECONDS = 0.1


class Training(NamedTuple):
    """All that a training step changes, and the number of epochs behind it."""

    params: Tree
    state: Tree
    memory: Tree
    epoch: int


class Plan(NamedTuple):
    """All that stays the same during a training."""

    backend: Backend
    step: Step
    x: Array
    y: Array
    learning_rate: Array
    batch_size: int
    key: Key | None
    """Of the shuffles; None keeps the order."""
    mean: bool
    """Whether the loss is a mean over the batch."""


def batches(plan: Plan, epoch: int) -> Iterator[tuple[Array, Array]]:
    """The batches of one epoch, the last one perhaps short; shuffled as a pure function of (seed, epoch)."""
    xp, n, size = plan.backend.xp, plan.x.shape[0], plan.batch_size
    if size >= n:
        yield plan.x, plan.y
        return
    order = None if plan.key is None else random.permutation(xp, plan.key, epoch, n, device=plan.backend.device)
    for start in range(0, n, size):
        stop = min(start + size, n)
        if order is None:
            yield plan.x[start:stop, ...], plan.y[start:stop, ...]
        else:
            rows = order[start:stop]
            yield xp.take(plan.x, rows, axis=0), xp.take(plan.y, rows, axis=0)


def run_epoch(plan: Plan, training: Training) -> tuple[Training, list[Array]]:
    """One epoch: the training after it, and the value of each step, still on the device."""
    params, state, memory, epoch = training
    values = []
    for x, y in batches(plan, epoch):
        value, params, state, memory = plan.step(params, state, memory, x, y, plan.learning_rate)
        values.append(value)
    return Training(params, state, memory, epoch + 1), values


def fit(plan: Plan, training: Training, epochs: int, history: History) -> Iterator[Training]:
    """Train for some epochs, chunk by chunk: yields the training after each chunk, once its losses are in the history.

    A chunk takes about 0.1 s. Ctrl-C ends the training after the last complete epoch, with a warning.

    Raises
    ------
    TrainingDivergedError
        At the first epoch whose loss, or whose params, are not finite, after yielding the last training that was.
    """
    done, chunk = 0, 1
    while done < epochs:
        start, began = training, time.perf_counter()
        values: list[Array] = []
        interrupted = False
        try:
            for _ in range(min(chunk, epochs - done)):
                training, more = run_epoch(plan, training)
                values += more
        except KeyboardInterrupt:
            interrupted = True
        n = training.epoch - start.epoch
        losses = epoch_losses(plan, values, n)
        if not (np.all(np.isfinite(losses)) and all_finite(plan.backend, training.params)):
            training, losses = last_finite(plan, start, n)
            history.loss = np.append(history.loss, losses)
            yield training
            raise diverged(done + len(losses))
        history.loss = np.append(history.loss, losses)
        done += n
        yield training
        if interrupted:
            warnings.warn(f"training was interrupted after {done} of {epochs} epochs", stacklevel=3)
            history.stopped_at = done
            return
        chunk = next_chunk(chunk, time.perf_counter() - began)


def next_chunk(chunk: int, seconds: float) -> int:
    """Twice as many epochs as the last chunk had if it was short, half as many if it was long."""
    if seconds < CHUNK_SECONDS / 2:
        return 2 * chunk
    return max(1, chunk // 2) if seconds > 2 * CHUNK_SECONDS else chunk


def epoch_losses(plan: Plan, values: list[Array], n_epochs: int) -> NDArray[np.float64]:
    """The loss of each epoch from the value of each step, on the host in float64; waits for the device."""
    if n_epochs == 0:
        return np.empty(0)
    n, size = plan.x.shape[0], plan.batch_size
    counts = np.asarray([min(size, n - start) for start in range(0, n, size)], dtype=np.float64)
    weights = counts / n if plan.mean else np.ones_like(counts)
    host = plan.backend.read(values[: n_epochs * len(counts)]).astype(np.float64)
    rows = (host.reshape(n_epochs, len(counts)) * weights).tolist()
    return np.asarray([math.fsum(row) for row in rows])  # exact: a BLAS product's bits would depend on the length of the chunk


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
