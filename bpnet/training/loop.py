"""The training loop: epochs of batches, run in chunks whose losses are read from the device once."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.backend import EpochStep
from bpnet.errors import TrainingDivergedError
from bpnet.step import TrainingStep
from bpnet.training.batches import batches
from bpnet.training.inputs import all_finite
from bpnet.training.state import TrainingState

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bpnet.arrays import Array, Namespace, Tree
    from bpnet.backend import Backend
    from bpnet.step import Step

CHUNK_SECONDS = 0.1
GROWTH = 64




class Plan(NamedTuple):
    """All that stays the same during a training."""

    backend: Backend
    xp: Namespace
    step: Step
    x: Array
    target: Tree
    """Targets or labels, or a pair of them and one weight per sample."""
    batch_size: int
    order: Callable[[int], Array | None]
    """The rows of an epoch in their order; None for as they are."""
    rate: Callable[[int], float]
    """The learning rate of an update."""
    steady: Callable[[], bool]
    """Whether all updates have the same learning rate, as far as is known now."""
    place: Callable[[float], Array]
    """A learning rate on the device."""
    mean: bool
    """Whether the loss is a mean over the batch."""
    single: bool
    """Whether somebody must be told after every epoch: then a chunk is one."""


def run_epoch(plan: Plan, training: TrainingState) -> tuple[TrainingState, list[tuple[Array, ...]]]:
    """One epoch: the training after it, and the value of each step (and its weight, if any), still on the device."""
    params, state, opt_state, epoch, updates = training
    values: list[tuple[Array, ...]] = []
    xp, n = plan.xp, plan.x.shape[0]
    for x, target in batches(xp, (plan.x, plan.target), n, plan.batch_size, plan.order(epoch)):
        value, params, state, opt_state = plan.step(params, state, opt_state, x, target, plan.place(plan.rate(updates)))
        values.append((value, xp.sum(target[1])) if isinstance(target, tuple) else (value,))
        updates += 1
    return TrainingState(params, state, opt_state, epoch + 1, updates), values


def run_batches(plan: Plan, training: TrainingState) -> tuple[TrainingState, NDArray[np.float64]]:
    """One epoch: the training after it, and the value of each step on the host; nothing is asked of them."""
    if not isinstance(plan.step, EpochStep):
        training, pairs = run_epoch(plan, training)
        return training, plan.backend.read([value for value, *_ in pairs]).astype(np.float64)
    training, values, _ = compiled_epochs(plan, training, 1)
    return training, plan.backend.to_host(values).astype(np.float64)


def run_chunk(plan: Plan, training: TrainingState, epochs: int) -> tuple[TrainingState, NDArray[np.float64], BaseException | None]:
    """Run some epochs: the training after them, their losses, and what ended them early, to be raised.

    That is Ctrl-C, after the last complete epoch, or `TrainingDivergedError`, before the first epoch whose loss, or what it
    leaves behind, is not finite. Losses are read from the device once.
    """
    start = training
    run = run_compiled if isinstance(plan.step, EpochStep) else run_plain
    training, losses, ended = run(plan, training, epochs)
    n = training.epoch - start.epoch
    if not (np.all(np.isfinite(losses)) and all_finite(plan.backend, training[:3])):
        training, losses = last_finite(plan, start, n)
        ended = diverged(training.epoch)
    return training, losses, ended


def run_plain(plan: Plan, training: TrainingState, epochs: int) -> tuple[TrainingState, NDArray[np.float64], BaseException | None]:
    """Some epochs, one step after another; Ctrl-C leaves those that are complete."""
    first, values = training.epoch, []
    ended: BaseException | None = None
    try:
        for _ in range(epochs):
            after, more = run_epoch(plan, training)
            values += more  # first: values of an epoch that Ctrl-C leaves uncounted are dropped below
            training = after
    except KeyboardInterrupt as interrupt:
        ended = interrupt
    return training, epoch_losses(plan, values, training.epoch - first), ended


def run_compiled(plan: Plan, training: TrainingState, epochs: int) -> tuple[TrainingState, NDArray[np.float64], BaseException | None]:
    """Some epochs at once, by the backend's own loop; Ctrl-C leaves what was there before."""
    try:
        after, values, orders = compiled_epochs(plan, training, epochs)
    except KeyboardInterrupt as interrupt:
        return training, np.empty(0), interrupt
    columns = [plan.backend.to_host(values)]
    if isinstance(plan.target, tuple):
        n, size = plan.x.shape[0], plan.batch_size
        batches_of = (rows for order in orders for rows in batches(plan.xp, plan.target[1], n, size, order))
        columns.append(plan.backend.read([plan.xp.sum(weight) for weight in batches_of]))
    return after, losses_of(plan, columns, epochs), None


def compiled_epochs(plan: Plan, training: TrainingState, epochs: int) -> tuple[TrainingState, Array, list[Array | None]]:
    """Some epochs by the backend's own loop: the training after them, the value of each step, and the orders of the rows."""
    n, size = plan.x.shape[0], min(plan.batch_size, plan.x.shape[0])
    steps = epochs * -(-n // size)
    # An epoch of a compiled step may take less than asking for its order and its rate.
    order = plan.order(training.epoch)
    orders = [order] * epochs
    if order is not None:
        orders[1:] = [plan.order(epoch) for epoch in range(training.epoch + 1, training.epoch + epochs)]
    asked = 1 if plan.steady() else steps
    rates = np.asarray([plan.rate(update) for update in range(training.updates, training.updates + asked)])
    plan.place(rates[np.argmax(np.abs(rates))].item())  # says what is too large
    every = np.repeat(rates, steps // asked)
    trees, values = plan.step.epochs(training[:3], (plan.x, plan.target), orders, size, every)  # type: ignore[attr-defined]
    params, state, opt_state = trees
    return TrainingState(params, state, opt_state, training.epoch + epochs, training.updates + steps), values, orders


def steps_of(step: Any) -> tuple[int, int]:
    """How many steps a compiled step has run compiled and plain so far, if it counts them."""
    return getattr(step, "compiled_steps", 0), getattr(step, "plain_steps", 0)


def how_it_ran(step: Any, before: tuple[int, int]) -> str:
    """``"plain"``, ``"compiled"`` or ``"compiled and plain"``: how a step ran since ``before``, or would run if it did not."""
    if isinstance(step, TrainingStep):
        return "plain"
    compiled, plain = (now > then for now, then in zip(steps_of(step), before, strict=True))
    return "compiled and plain" if compiled and plain else "plain" if plain else "compiled"


def next_chunk(chunk: int, seconds: float) -> int:
    """As many epochs as take about `CHUNK_SECONDS` at the pace of the last chunk; at most `GROWTH` times as many as it had."""
    return max(1, int(chunk * min(GROWTH, CHUNK_SECONDS / max(seconds, 1e-9))))


def epoch_losses(plan: Plan, values: list[tuple[Array, ...]], n_epochs: int) -> NDArray[np.float64]:
    """The loss of each epoch from the values of its steps, on the host in float64; waits for the device.

    Values of a mean are weighted by the samples of their batch, or by the sum of their weights.
    """
    if n_epochs == 0:
        return np.empty(0)
    steps = n_epochs * -(-plan.x.shape[0] // plan.batch_size)
    return losses_of(plan, [plan.backend.read(column) for column in zip(*values[:steps], strict=True)], n_epochs)


def losses_of(plan: Plan, columns: list[NDArray[Any]], n_epochs: int) -> NDArray[np.float64]:
    """The loss of each epoch from vectors of the values, and of the weights if any, of its steps."""
    n, size = plan.x.shape[0], plan.batch_size
    counts = np.asarray([min(size, n - start) for start in range(0, n, size)], dtype=np.float64)
    value, *weight = (column.astype(np.float64).reshape(n_epochs, -1) for column in columns)
    if not plan.mean:
        return _row_sums(value)
    share = weight[0] if weight else np.broadcast_to(counts, value.shape)
    return _row_sums(value * (share / _row_sums(share)[:, None]))


def _row_sums(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Exact sums: the bits of NumPy's would depend on the length of the chunk."""
    return rows[:, 0] if rows.shape[1] == 1 else np.asarray([math.fsum(row) for row in rows.tolist()])


def last_finite(plan: Plan, training: TrainingState, epochs: int) -> tuple[TrainingState, NDArray[np.float64]]:
    """Run a chunk again from its start, one epoch at a time, up to the last epoch that leaves all finite."""
    losses: list[float] = []
    for _ in range(epochs):
        after, values = run_epoch(plan, training)
        (loss,) = epoch_losses(plan, values, 1)
        if not (np.isfinite(loss) and all_finite(plan.backend, after[:3])):
            break
        training = after
        losses.append(float(loss))
    return training, np.asarray(losses)


def diverged(epoch: int) -> TrainingDivergedError:
    """The error for the epoch of the network, counted from 0, whose loss or params are not finite."""
    return TrainingDivergedError(
        f"training diverged in epoch {epoch}: the loss, a param or the opt_state is NaN or infinite; the network "
        "keeps the params from before that epoch. Lower the learning rate, or scale the data",
        epoch=epoch,
    )
