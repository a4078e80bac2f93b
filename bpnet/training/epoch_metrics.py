"""Metrics of a training run after each epoch, on the training data and on the validation data."""

# ruff: noqa: SLF001 - of the network that is trained

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.distributed.ranks import ALONE, Ranks
from bpnet.training.metric_values import MetricValues

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.training.data import Data
    from bpnet.training.fit_settings import FitSettings
    from bpnet.training.history import History
    from bpnet.training.predictions import Predictions
    from bpnet.training.run import Run


class EpochMetrics(NamedTuple):
    """The metrics of a training run, if there are any."""

    training: MetricValues | None = None
    validation: MetricValues | None = None
    ranks: Ranks = ALONE

    def __bool__(self) -> bool:
        """Return True if there are metrics."""
        return self.training is not None

    def update(self, history: History) -> None:
        """Append the values for the current params, if those of the last epoch are missing."""
        n = len(history.loss)
        history.metrics = self._extended(history, history.metrics, self.training, n)
        history.validation_metrics = self._extended(history, history.validation_metrics, self.validation, n)

    def _extended(self, history: History, so_far: dict[str, Any], metrics: MetricValues | None, n: int) -> dict[str, Any]:
        if metrics is None or all(len(values) >= n for values in so_far.values()):
            return so_far
        last = history.loss[-1:]
        made = {name: np.where(np.isfinite(last), value, np.nan) for name, value in self._values(metrics).items()}
        return {name: np.concatenate([values, made[name]]) for name, values in so_far.items()}

    def _values(self, metrics: MetricValues) -> dict[str, Any]:
        """Return the values, those of rank 0 on all ranks."""
        y = metrics.outputs()
        with self.ranks.together():
            values = metrics.values(y)
        if self.ranks.size > 1:
            values = self.ranks.gather_objects(values, "the metrics")[0]
        return values


def fit_metrics(run: Run, settings: FitSettings, data: Data, training: Any, held_out: Any) -> EpochMetrics:
    """Return the metrics of the training run of one network, on its samples."""
    if not run.metrics:
        return EpochMetrics()
    net: Any = run.net
    with net.backend.scope():
        function = outputs_of(net, compile=settings.compile)
        validation = None if held_out is None else data.predictions(function, held_out)
        return epoch_metrics(run, settings, data.predictions(function, training), validation)


def outputs_of(net: Any, *, compile: bool | None) -> Callable[..., Any]:  # noqa: A002 - as in `Network.fit`
    """Return the outputs of a network in inference, ``(params, state, x) -> y``, as `Network.predict` returns them."""
    steps = net._steps
    made: Callable[..., Any] = steps.choose_function(steps.outputs(net.output_activation), compile)
    return made


def epoch_metrics(run: Run, settings: FitSettings, training: Predictions, validation: Predictions | None) -> EpochMetrics:
    """Return the metrics of a training run, on samples with these predictions; weights are those of the loss alone."""
    net, chosen = run.net, run.metrics
    pair = settings.validation if isinstance(settings.validation, tuple | list) else (None, settings.y)
    held_out = None
    with run.ranks.together():
        own = MetricValues(net, chosen, training._replace(weight=None), settings.y)
        if validation is not None:
            held_out = MetricValues(net, chosen, validation._replace(weight=None), pair[1], "y of validation")
    return EpochMetrics(own, held_out, run.ranks)
