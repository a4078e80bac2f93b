"""Epochs of a group of networks, run in chunks: the losses of a chunk are read from the device once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.arrays import Array, Tree, leaves, map_tree
from bpnet.backend import Backend
from bpnet.losses import Target
from bpnet.training.batches import row_sums
from bpnet.training.epochs import is_epoch_step
from bpnet.training.group_batches import GroupBatches, rows, weight_of
from bpnet.training.group_rates import GroupRates
from bpnet.training.host_arrays import dtype_name
from bpnet.training.state import TrainingState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


class GroupChunk(NamedTuple):
    """The result of some epochs of some networks."""

    training: TrainingState
    losses: NDArray[np.float64]
    """(epochs, networks)."""
    interrupt: KeyboardInterrupt | None = None


class GroupEpochs(NamedTuple):
    """Epochs of a step over the samples of some networks."""

    backend: Backend
    step: Callable[..., Any]
    """A `bpnet.compiler.replicated_step.ReplicatedStep`, plain or compiled."""
    batches: GroupBatches
    learning_rate: GroupRates
    mean: bool
    """True if the loss is a mean over the batch."""
    members: NDArray[np.int64]
    """Numbers of the networks within the whole group."""
    sums: Callable[..., Any] = np.sum
    """Sum in the arithmetic of the network, ``(x, axis=...)`` on the host."""

    def of(self, which: NDArray[np.int64]) -> GroupEpochs:
        """Return the epochs of some of these networks, by their positions here."""
        chosen = self.backend.from_host(which, "int64"), which
        return self._replace(batches=self.batches.of(chosen), members=self.members[which])

    def run(self, training: TrainingState, epochs: int, watched: Sequence[Any] = ()) -> GroupChunk:
        """Run some epochs; Ctrl-C ends them after the last complete one. ``watched`` are the losses of each network so far."""
        if self._runs_at_once(training):
            try:
                after, values, orders = self._at_once(training, epochs, watched)
            except KeyboardInterrupt as interrupt:
                return GroupChunk(training, np.empty((0, len(self.members))), interrupt)
            return GroupChunk(after, self._losses(self.backend.to_host(values), orders, epochs))
        first, made, orders, error = training, list[Array](), list[Array | None](), None
        try:
            for _ in range(epochs):
                training, some, order = self._one_by_one(training, watched)
                made += some
                orders.append(order)
        except KeyboardInterrupt as interrupt:
            error = interrupt
        done = int(np.max(training.epoch - first.epoch, initial=0))
        used = made[: done * self.batches.per_epoch]
        host = self.backend.to_host(self.backend.xp.stack(used)) if used else np.empty((0, len(self.members)))
        return GroupChunk(training, self._losses(host, orders[:done], done), error)

    def run_values(self, training: TrainingState) -> tuple[TrainingState, NDArray[np.float64]]:
        """Run one epoch; return the training after it, and the values of each step, (steps, networks)."""
        if self._runs_at_once(training):
            training, values, _ = self._at_once(training, 1, ())
            return training, self.backend.to_host(values).astype(np.float64)
        training, made, _ = self._one_by_one(training, ())
        return training, self.backend.to_host(self.backend.xp.stack(made)).astype(np.float64)

    def _runs_at_once(self, training: TrainingState) -> bool:
        """Return True if the backend runs whole epochs."""
        step: Any = self.step
        return is_epoch_step(step) and bool(step.takes(tuple(training[:3])))  # type: ignore[attr-defined]  # of many networks

    def _at_once(
        self, training: TrainingState, epochs: int, watched: Sequence[Any]
    ) -> tuple[TrainingState, Array, list[Array | None]]:
        """Run epochs in the backend's own loop."""
        steps = epochs * self.batches.per_epoch
        constant = self.learning_rate.constant
        rates = self.learning_rate.table(training.updates, 1 if constant else steps, self.members.tolist(), watched)
        rates = np.broadcast_to(rates, (steps, rates.shape[1])) if constant else rates
        orders = self._orders(training, epochs)
        step: Any = self.step
        after, values = step.epochs(training[:3], self.batches.samples, orders, self.batches.size, rates)
        params, state, opt_state = after
        return TrainingState(params, state, opt_state, training.epoch + epochs, training.updates + steps), values, orders

    def _orders(self, training: TrainingState, epochs: int) -> list[Array | None]:
        first = self.batches.order(training.epoch)
        if first is None:
            return [None] * epochs
        return [first, *(self.batches.order(training.epoch + i) for i in range(1, epochs))]

    def _one_by_one(self, training: TrainingState, watched: Sequence[Any]) -> tuple[TrainingState, list[Array], Array | None]:
        """Run one epoch, one step after another; return the training, the values of each step, and the orders of the rows."""
        params, state, opt_state, epoch, updates = training
        per_epoch, step, rate = self.batches.per_epoch, self.step, self.learning_rate
        rates = rate.table(updates, per_epoch, self.members.tolist(), watched)
        order, values = self.batches.order(epoch), list[Array]()
        for now, (x, target) in zip(rates, self._batches(order), strict=True):
            value, params, state, opt_state = step(params, state, opt_state, x, target, rate.on_device(now))
            values.append(value)
        return TrainingState(params, state, opt_state, epoch + 1, updates + per_epoch), values, order

    def _batches(self, order: Array | None) -> list[Tree]:
        batches, n, size = self.batches, self.batches.n, self.batches.size
        if order is None and size >= n:
            return [batches.samples]
        return [rows(self.backend.xp, batches.samples, order, start, min(start + size, n)) for start in range(0, n, size)]

    def _losses(self, values: NDArray[Any], orders: list[Array | None], epochs: int) -> NDArray[np.float64]:
        """Return the loss of each epoch and network from the values (steps, networks) of its steps."""
        k, per_epoch = len(self.members), self.batches.per_epoch
        if per_epoch == 1 and not (self.mean and isinstance(self.batches.target, Target)):
            return values.astype(np.float64, copy=False)
        value = np.moveaxis(values.astype(np.float64).reshape(epochs, per_epoch, k), 1, 2)  # (epochs, networks, batches)
        if self.mean and (per_epoch > 1 or isinstance(self.batches.target, Target)):
            share = np.broadcast_to(self.batches.lengths, value.shape)
            weight = weight_of(self.batches.samples)
            if weight is not None:
                share = self._shares(weight, orders)
            totals = row_sums(share.reshape(-1, per_epoch)).reshape(epochs, k, 1)
            with np.errstate(all="ignore"):
                value = value * (share / totals)
        return row_sums(value.reshape(-1, per_epoch)).reshape(epochs, k)

    def _shares(self, weight: Array, orders: list[Array | None]) -> NDArray[np.float64]:
        """Return the sum of the weights of each batch, (epochs, networks, batches)."""
        host = self.backend.to_host(weight)
        n, size, k = self.batches.n, self.batches.size, len(self.members)
        spans = [slice(start, min(start + size, n)) for start in range(0, n, size)]
        made = np.empty((len(orders), k, len(spans)))
        all_of = np.broadcast_to(host, (k, n))
        for epoch, order in enumerate(orders):
            if order is None and epoch:
                made[epoch] = made[0]
                continue
            mine = all_of if order is None else np.take_along_axis(all_of, self.backend.to_host(order), axis=1)
            made[epoch] = np.stack([self.sums(np.ascontiguousarray(mine[:, span]), axis=1) for span in spans], axis=1)
        return made


def finite_members(backend: Backend, trees: Tree, replicas: int) -> NDArray[np.bool_]:
    """Return for each network whether every floating-point number of its part of some trees is finite."""
    floats = [leaf for leaf in leaves(trees) if "float" in dtype_name(leaf)]
    if backend.device_name.startswith("cpu"):
        flags = [np.all(np.isfinite(backend.to_host(leaf).reshape(replicas, -1)), axis=1) for leaf in floats]
        return np.logical_and.reduce(flags) if flags else np.ones(replicas, bool)
    xp = backend.xp
    made = [xp.all(xp.isfinite(xp.reshape(leaf, (replicas, -1))), axis=1) for leaf in floats]
    return np.all(backend.to_host(xp.stack(made)), axis=0) if made else np.ones(replicas, bool)


def take_members(backend: Backend, training: TrainingState, which: NDArray[np.int64]) -> TrainingState:
    """Return the training of some networks."""
    chosen = backend.from_host(which, "int64")
    params, state, opt_state = map_tree(lambda leaf: backend.xp.take(leaf, chosen, axis=0), tuple(training[:3]))
    return TrainingState(params, state, opt_state, training.epoch[which], training.updates[which])


def put_members(
    backend: Backend, whole: TrainingState, part: TrainingState, source: NDArray[np.int64], members: NDArray[np.int64]
) -> TrainingState:
    """Return the training of a whole group in which the networks ``members`` are those at ``source`` of a part."""
    n = len(whole.epoch)
    if len(members) == n == len(part.epoch) and np.array_equal(source, members):
        return part
    index = np.arange(n)
    index[members] = n + source
    chosen, xp = backend.from_host(index, "int64"), backend.xp
    params, state, opt_state = map_tree(
        lambda old, new: xp.take(xp.concat([old, new], axis=0), chosen, axis=0), tuple(whole[:3]), tuple(part[:3])
    )
    epoch, updates = (np.concatenate(pair)[index] for pair in ((whole.epoch, part.epoch), (whole.updates, part.updates)))
    return TrainingState(params, state, opt_state, epoch, updates)
