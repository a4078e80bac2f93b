"""Training in progress, as passed to callbacks."""

# ruff: noqa: D102 - `bpnet.Network` documents the members of its protocol

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

from bpnet.distributed.ranks import ALONE, Ranks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from bpnet.arrays import Array, Namespace, Tree
    from bpnet.backend import Backend
    from bpnet.backprop import Layer
    from bpnet.optimizers import Rate
    from bpnet.training.chosen_metrics import ChosenMetric
    from bpnet.training.history import History
    from bpnet.training.learning_rate import LearningRate
    from bpnet.training.state import Snapshot, TrainingState


class TrainedNetwork(Protocol):
    """Members of a `bpnet.Network` that callbacks may use while it trains."""

    layer: Layer
    output_activation: Layer
    n_in: int
    n_out: int
    seed: int
    dtype: str
    backend: Backend
    training: TrainingState
    params: Tree
    state: Tree
    learning_rate: Rate
    _learning_rate: LearningRate

    @property
    def replicas(self) -> int | None: ...
    @property
    def xp(self) -> Namespace: ...
    @property
    def device(self) -> str: ...
    @property
    def arithmetic(self) -> str: ...
    @property
    def n_params(self) -> int: ...
    def set_params_and_state(self, params: Any, state: Any) -> None: ...
    def predict(self, x: Any) -> Array: ...
    def loss(self, x: Any, y: Any, *, sample_weight: Any = None) -> Array: ...
    def value_and_grad(self, x: Array, y: Array, *, sample_weight: Array | None = None) -> tuple[Array, Tree]: ...
    def snapshot(self) -> Snapshot: ...
    def save(self, path: str | Path) -> None: ...


class Run(NamedTuple):
    """A training run in progress."""

    net: TrainedNetwork
    """The network."""
    history: History
    """Losses of the epochs so far."""
    epochs: int
    """Number of epochs of the whole training."""
    callbacks: Sequence[Callable[[Run], Any]] = ()
    """All callbacks of the training."""
    watched_loss: Callable[[], float] | None = None
    """Loss of the current params in inference, on the validation data if there are any, otherwise on the training data."""
    metrics: Mapping[str, ChosenMetric] = MappingProxyType({})
    """Metrics of ``history.metrics``, by their names."""
    ranks: Ranks = ALONE
    """The processes of the training, of which this is one."""

    @property
    def rank(self) -> int:
        """Number of this process, from 0, in a training on several (``comm=``)."""
        return self.ranks.rank

    @property
    def epoch(self) -> int:
        """Number of completed epochs."""
        return len(self.history.loss)

    @property
    def learning_rate(self) -> Any:
        """The rate of the next update, a number even if `net.learning_rate` is a schedule; of a group a vector (replicas,)."""
        history: Any = self.history
        watched = history.watched if self.net.replicas is None else history.of(list(range(self.net.replicas)))
        return self.net._learning_rate.at(self.net.training.updates, watched)  # noqa: SLF001 - of the network that trains

    def loss_after(self) -> Any:
        """Return the loss of the current params, on the validation data if there are any, otherwise on the training data.

        ``history.loss`` is taken before each update, so its last value belongs to earlier params; so does the last
        ``history.validation_loss`` if a callback has changed the params since. Of a group, the result is a vector (replicas,).
        On several ranks all must call this together.
        """
        if self.watched_loss is not None:
            return self.watched_loss()
        last = self.history.watched[-1]
        return last if np.ndim(last) else float(last)
