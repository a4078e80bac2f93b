"""The training loop of a group of networks: chunks of epochs, in which networks that have stopped or diverged are frozen."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._messages import short_repr, warn
from bpnet.arrays import map_tree, read_only
from bpnet.compiler.replicated_step import stacked_samples
from bpnet.errors import TrainingDivergedError
from bpnet.training.callbacks import finish, need_every_epoch
from bpnet.training.group_epochs import GroupChunk, GroupEpochs, finite_members, put_members, take_members
from bpnet.training.loop import NO_METRICS, next_chunk
from bpnet.training.progress import show_compilation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from bpnet.arrays import Tree
    from bpnet.training.epoch_metrics import EpochMetrics
    from bpnet.training.evaluation import DataLoss
    from bpnet.training.group_history import GroupHistory
    from bpnet.training.inputs import Samples
    from bpnet.training.run import Run, TrainedNetwork
    from bpnet.training.state import TrainingState

CHUNK_SECONDS = 0.5
"""Length of a chunk: a group may run one network after another, each with its values in the cache."""
MOST_NAMED = 10
"""Maximum number of networks that a warning names."""


@dataclass(eq=False)
class WatchedLosses:
    """The losses (replicas,) of a group on some data, on the host; computed again if its params or state have changed.

    Those of networks that have left the arrays are not computed, but NaN.
    """

    net: TrainedNetwork
    loss_on: Callable[[Samples], DataLoss]
    """Function of samples that returns the losses on them."""
    samples: Samples
    last: tuple[Tree, Tree, Any] = (None, None, None)
    part: tuple[NDArray[np.int64], Samples] | None = None
    """The networks that are in the arrays, and their samples; None for all."""

    def restrict(self, members: NDArray[np.int64] | None) -> None:
        """Compute the losses of some networks only, by their numbers, or of all."""
        self.last = (None, None, None)
        self.part = None if members is None else (members, self._take(self.samples, members, stacked_samples(self.samples)))

    def _take(self, tree: Tree, members: NDArray[np.int64], flags: Iterable[bool]) -> Tree:
        backend, chosen = self.net.backend, iter(flags)
        with backend.scope():
            index = backend.from_host(members, "int64")
            return map_tree(lambda a: backend.xp.take(a, index, axis=0) if next(chosen) else a, tree)

    def __call__(self) -> NDArray[np.float64]:
        """Return the losses of the current params."""
        net, (params, state, values) = self.net, self.last
        if params is not net.params or state is not net.state:
            params, state = net.params, net.state
            values = self._evaluate((params, state))
            self.last = params, state, values
        made: NDArray[np.float64] = values
        return made

    def _evaluate(self, trees: Tree) -> NDArray[np.float64]:
        backend, samples = self.net.backend, self.samples
        if self.part is not None:
            members, samples = self.part
            trees = self._take(trees, members, itertools.repeat(True))  # noqa: FBT003 - all are stacked
        with backend.scope():
            values = self.loss_on(samples)(*read_only(trees))
        if self.part is None:
            return values
        whole = np.full(self.net.replicas or 0, np.nan)
        whole[members] = values
        return whole


class GroupLoop:
    """The training loop of `Network.fit` for a group.

    Parameters
    ----------
    run
        The training; its network has the training of all networks at any time.
    epochs
        Epochs over the samples of all networks.
    validate
        Function that returns the losses on the validation data; None if there are none.
    metrics
        Those of the training run; networks that have stopped have NaN.

    Attributes
    ----------
    active
        For each network whether it trains on.
    inside
        Epochs of the networks that are in the arrays: those that are frozen leave them when they are half of them.
    """

    def __init__(
        self,
        run: Run,
        epochs: GroupEpochs,
        validate: Callable[[], NDArray[np.float64]] | None,
        metrics: EpochMetrics = NO_METRICS,
    ) -> None:
        self.run, self.inside, self.validate, self.metrics = run, epochs, validate, metrics
        self.history: GroupHistory = run.history  # type: ignore[assignment]  # of a group
        self.active = np.asarray([stopped is None for stopped in self.history.stopped_at])
        self.work: TrainingState | None = None
        self.known: TrainingState | None = None
        self.errors: dict[int, int] = {}

    @property
    def single(self) -> bool:
        """True if every chunk is a single epoch, because something needs the losses after each."""
        here = need_every_epoch(self.run.callbacks) or bool(self.metrics) or self.validate is not None
        return here or self.inside.learning_rate.watches_losses

    def train(self) -> None:
        """Run chunk after chunk, and call the callbacks, outside of the backend's scope, after each."""
        run, single, size = self.run, self.single, 1
        try:
            while run.epoch < run.epochs and self.active.any():
                began, done = time.perf_counter(), run.epoch
                interrupt = self._run_chunk(min(size, run.epochs - run.epoch))
                self._validate()
                if interrupt is None and run.epoch > done:  # at least one network has completed the epoch
                    self._notify()
                if interrupt is not None:
                    raise interrupt
                size = 1 if single else next_chunk(size, time.perf_counter() - began, CHUNK_SECONDS)
        except KeyboardInterrupt:
            self._stop(self.active)
            warn(f"training was interrupted after epoch {run.epoch}; complete epochs are kept")
        finally:
            self._watch(None)
            finish(run)
        self._report()

    def _run_chunk(self, epochs: int) -> KeyboardInterrupt | None:
        net, history, members = self.run.net, self.history, self.inside.members
        with net.backend.scope(), show_compilation(self.run):
            self._leave()
            members = self.inside.members
            start = self._working()
            watched = history.of(members.tolist()) if self.inside.learning_rate.watches_losses else ()
            chunk = self.inside.run(start, epochs, watched)
            good = self.active[members] & np.all(np.isfinite(chunk.losses), axis=0)
            good &= finite_members(net.backend, tuple(chunk.training[:3]), len(members))
            losses = chunk.losses
            if not (good.all() and len(members) == len(self.active)):
                losses = np.full((len(chunk.losses), len(self.active)), np.nan)
                losses[:, members[good]] = chunk.losses[:, good]
            kept = np.nonzero(good)[0]
            whole = net.training
            if len(kept):
                whole = put_members(net.backend, whole, chunk.training, kept, members[kept])
            bad = np.nonzero(self.active[members] & ~good)[0] if len(chunk.losses) else np.empty(0, np.int64)
            if len(bad):
                whole, found = self._recover(whole, start, bad, len(chunk.losses), watched)
                losses[:, members[bad]] = found
                losses = losses[: int(np.max(np.nonzero(np.any(np.isfinite(losses), axis=1))[0], initial=-1)) + 1]
            diverged = {int(member): int(whole.epoch[member]) for member in members[bad]}
            self.work, self.known = chunk.training, whole
            net.training, history.loss = whole, np.concatenate([history.loss, losses])
        self._freeze(diverged)
        return chunk.interrupt

    def _working(self) -> TrainingState:
        """Return the training of the networks in the arrays; a callback may have changed it."""
        if self.work is None or self.run.net.training is not self.known:
            whole, members = self.run.net.training, self.inside.members
            everyone = len(members) == len(self.active)
            self.work = whole if everyone else take_members(self.inside.backend, whole, members)
        return self.work

    def _recover(
        self, whole: TrainingState, start: TrainingState, bad: NDArray[np.int64], epochs: int, watched: Any
    ) -> tuple[TrainingState, NDArray[np.float64]]:
        """Run the networks that diverge again, one epoch at a time; return the training before that epoch, and the losses."""
        backend, inside = self.inside.backend, self.inside.of(bad)
        training, alive = take_members(backend, start, bad), np.ones(len(bad), bool)
        whole = put_members(backend, whole, training, np.arange(len(bad)), inside.members)
        losses = np.full((epochs, len(bad)), np.nan)
        for epoch in range(epochs):
            chunk: GroupChunk = inside.run(training, 1, [watched[i] for i in bad] if len(watched) else ())
            if chunk.interrupt is not None:
                raise chunk.interrupt
            training = chunk.training
            alive &= np.isfinite(chunk.losses[0]) & finite_members(backend, tuple(training[:3]), len(bad))
            if not alive.any():
                break
            losses[epoch, alive] = chunk.losses[0, alive]
            whole = put_members(backend, whole, training, np.nonzero(alive)[0], inside.members[alive])
        return whole, losses

    def _freeze(self, diverged: dict[int, int]) -> None:
        """Freeze networks that have diverged, by their numbers of complete epochs."""
        if not diverged:
            return
        self.errors |= diverged
        history, stopped = self.history, list(self.history.stopped_at)
        for member in diverged:
            self.active[member] = False
            stopped[member] = int(np.count_nonzero(np.isfinite(history.loss[:, member])))
        history.stopped_at, history.diverged = tuple(stopped), (*history.diverged, *diverged)

    def _stop(self, which: NDArray[np.bool_]) -> None:
        """Freeze some of the active networks, and note the epoch at which they stopped."""
        stopped = list(self.history.stopped_at)
        for member in np.nonzero(which & self.active)[0].tolist():
            stopped[member] = self.run.epoch
        self.active = self.active & ~which
        self.history.stopped_at = tuple(stopped)

    def _leave(self) -> None:
        """Take frozen networks out of the arrays, if they are half of them."""
        members = self.inside.members
        kept = np.nonzero(self.active[members])[0]
        if 0 < 2 * len(kept) <= len(members):
            work = self._working()
            self.inside, self.work = self.inside.of(kept), take_members(self.inside.backend, work, kept)
            self._watch(self.inside.members)

    def _watch(self, members: NDArray[np.int64] | None) -> None:
        """Compute the losses after an epoch for some networks only, or for all."""
        watched = self.run.watched_loss
        if isinstance(watched, WatchedLosses):
            watched.restrict(members)

    def _validate(self) -> None:
        history = self.history
        if self.validate is not None and len(history.validation_loss) < len(history.loss):
            values = np.where(np.isfinite(history.loss[-1]), self.validate(), np.nan)
            history.validation_loss = np.concatenate([history.validation_loss, values[None]])
        self.metrics.update(history)

    def _notify(self) -> None:
        """Call the callbacks; the networks for which one of them returns a true value stop."""
        rates, run = self.inside.learning_rate, self.run
        before = rates.rate
        for callback in sorted(run.callbacks, key=lambda callback: getattr(callback, "runs_last", False)):
            self._stop(self._flags(callback(run)))
        if rates.rate is not before:
            rates.accept(rates.rate)

    def _flags(self, answer: Any) -> NDArray[np.bool_]:
        """Return for each network whether it stops, by the answer of a callback: one for all, or a vector."""
        backend, n = self.run.net.backend, len(self.active)
        if backend.owns(answer):
            answer = backend.to_host(answer)
        if not isinstance(answer, np.ndarray | list | tuple):
            return np.full(n, bool(answer))
        shapes = {np.shape(one) for one in answer} if isinstance(answer, list | tuple) else set()
        flags = np.asarray(answer) if len(shapes) < 2 else np.empty(0, object)  # noqa: PLR2004 - ragged
        if flags.dtype.kind not in "biu" or flags.shape not in {(), (n,)}:
            expected = f"a callback of a group returns True, False, or one boolean for each of its {n} networks"
            raise ValueError(f"{expected}; got {short_repr(answer)}")
        return np.broadcast_to(flags.astype(bool), (n,))

    def _report(self) -> None:
        """Warn of the networks that have diverged in this run; raise if all have."""
        if not self.errors:
            return
        names = ", ".join(f"{member} (epoch {epoch})" for member, epoch in list(self.errors.items())[:MOST_NAMED])
        more = f" and {len(self.errors) - MOST_NAMED} more" if len(self.errors) > MOST_NAMED else ""
        remedy = "they keep the params from before that epoch. Lower their learning rates, or scale the data"
        if len(self.history.diverged) == len(self.active):
            epoch = max(self.errors.values())
            raise TrainingDivergedError(
                f"training of all {len(self.active)} networks diverged: {names}{more}; {remedy}", epoch=epoch
            )
        warn(f"training of {len(self.errors)} of {len(self.active)} networks diverged: {names}{more}; {remedy}", RuntimeWarning)
