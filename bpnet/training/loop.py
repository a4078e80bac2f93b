"""The training loop: chunks of epochs, with validation and callbacks after each."""

from __future__ import annotations

import math
import time
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bpnet._messages import warn
from bpnet.arrays import Tree, read_only
from bpnet.distributed.agreement import digest
from bpnet.distributed.ranks import ALONE, Ranks
from bpnet.training.callbacks import finish, need_every_epoch, notify
from bpnet.training.epoch_metrics import EpochMetrics
from bpnet.training.epochs import Chunk, Epochs
from bpnet.training.evaluation import DataLoss
from bpnet.training.progress import show_compilation
from bpnet.training.run import Run, TrainedNetwork

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CHUNK_SECONDS = 0.1
GROWTH = 64
NO_METRICS = EpochMetrics()


@dataclass(eq=False)
class WatchedLoss:
    """The loss of a network on some data, on the host; computed again if its params or state have changed."""

    net: TrainedNetwork
    loss: DataLoss
    ranks: Ranks = ALONE
    last: tuple[Tree, Tree, float] = (None, None, math.nan)

    def __call__(self) -> float:
        """Return the loss of the current params."""
        net, (params, state, value) = self.net, self.last
        changed = params is not net.params or state is not net.state
        if self.ranks.agree(changed, what="run.loss_after() or the validation loss"):
            params, state = net.params, net.state
            with net.backend.scope():
                value = float(self.loss(*read_only((params, state))))
            self.last = params, state, value
        return value


class Loop:
    """The training loop of `Network.fit`.

    Parameters
    ----------
    run
        The training.
    epochs
        Epochs over its samples.
    validate
        Function that returns the loss on the validation data; None if there are none.
    metrics
        Those of the training run.
    """

    def __init__(
        self, run: Run, epochs: Epochs, validate: Callable[[], float] | None, metrics: EpochMetrics = NO_METRICS
    ) -> None:
        self.run, self.epochs, self.validate, self.metrics = run, epochs, validate, metrics

    @property
    def single(self) -> bool:
        """True if every chunk is a single epoch, because something needs the losses after each, on any rank."""
        here = need_every_epoch(self.run.callbacks) or bool(self.metrics) or self.validate is not None
        here = here or self.epochs.learning_rate.watches_losses
        return self.run.ranks.agree(here, what="the beginning of the training")

    def train(self) -> None:
        """Run chunk after chunk, and call the callbacks, outside of the backend's scope, after each."""
        run = self.run
        try:
            with show_compilation(run), run.ranks.abort_on_error():  # before `finish`, which others would not call
                self._run_chunks()
        except KeyboardInterrupt:
            self._validate()
            run.history.stopped_at = run.epoch
            warn(f"training was interrupted after epoch {run.net.training.epoch}; complete epochs are kept")
        finally:
            finish(run)

    def _run_chunks(self) -> None:
        run, single, size = self.run, self.single, 1
        while run.epoch < run.epochs and run.history.stopped_at is None:
            began = time.perf_counter()
            chunk = self._run_chunk(min(size, run.epochs - run.epoch))
            self._validate()
            if chunk.losses.size:
                self._notify()
            if chunk.error is not None:
                raise chunk.error
            size = 1 if single else run.ranks.share(next_chunk(size, time.perf_counter() - began))

    def _run_chunk(self, epochs: int) -> Chunk:
        net, history = self.run.net, self.run.history
        with net.backend.scope():
            chunk = self.epochs.run(net.training, epochs, self._watched())
            losses = np.append(history.loss, chunk.losses)
            # One assignment without calls, so that both agree whenever Ctrl-C comes.
            net.training, history.loss = chunk.training, losses
        return chunk

    def _watched(self) -> Sequence[float]:
        """Return the losses so far, if the learning rate depends on them."""
        if not self.epochs.learning_rate.watches_losses:
            return ()
        return array("d", self.run.history.watched.tobytes())

    def _validate(self) -> None:
        history = self.run.history
        if self.validate is not None and history.validation_loss.size < history.loss.size:
            history.validation_loss = np.append(history.validation_loss, self.validate())
        self.metrics.update(history)

    def _notify(self) -> None:
        """Call the callbacks; a learning rate that one of them assigns does not count as assigned by the user."""
        learning_rate, net, ranks = self.epochs.learning_rate, self.run.net, self.run.ranks
        before, training = learning_rate.rate, net.training
        notify(self.run)
        if ranks.size > 1 and ranks.agree(net.training is not training, what="the end of the callbacks"):
            ranks.check_same({"the SHA-256 of what callbacks assigned": digest(net.backend.to_host, net.training[:3])})
        if learning_rate.rate is not before:
            learning_rate.accept(learning_rate.rate)


def next_chunk(chunk: int, seconds: float, most: float = CHUNK_SECONDS) -> int:
    """Return how many epochs take about ``most`` seconds at the pace of the last chunk; at most `GROWTH` times as many."""
    return max(1, int(chunk * min(GROWTH, most / max(seconds, 1e-9))))
