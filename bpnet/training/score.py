"""`Network.score`: a metric of a network on data, in inference."""

# ruff: noqa: SLF001 - of the network that is scored

from __future__ import annotations

from typing import Any

from bpnet.metrics import HostMetric, Metric
from bpnet.training.chosen_metrics import choose_metrics
from bpnet.training.classes import HeadPart, is_of_classes
from bpnet.training.disk_data import DiskData
from bpnet.training.epoch_metrics import outputs_of
from bpnet.training.group_fit import group_predictions
from bpnet.training.metric_values import MetricValues, heads_of


def score(net: Any, x: Any, y: Any, metric: Any, weight: Any, *, compile: bool | None) -> Any:  # noqa: A002 - as in `Network.fit`
    """Return the value of a metric; of several heads a tuple, unless the metric is a function."""
    heads = heads_of(net)
    if metric is None:
        metric = [_default(net, head) + (f"[{i}]" if len(heads) > 1 else "") for i, head in enumerate(heads)]
    elif isinstance(metric, list | dict) or (isinstance(metric, tuple) and not isinstance(metric, Metric | HostMetric)):
        raise TypeError("score takes one metric, such as metric='accuracy': call it once for each")
    elif getattr(metric, "__name__", "") == "<lambda>":
        metric = {"lambda": metric}
    chosen = choose_metrics(metric, heads)
    with net.backend.scope():
        if net.replicas is None:
            data = DiskData(net._inputs)
            predictions = data.predictions(outputs_of(net, compile=compile), data.convert(x, y, weight))
        else:
            samples = net._inputs.batch(x, y, weight, check_values=True)
            predictions = group_predictions(net, samples, compile=compile)
    values = MetricValues(net, chosen, predictions, y)()
    return next(iter(values.values())) if len(values) == 1 else tuple(values.values())


def _default(net: Any, head: HeadPart) -> str:
    """Return the name of the metric of a head, if no other is asked for."""
    classes = is_of_classes(head.loss) or getattr(net, "classes_", None) is not None
    return "accuracy" if classes else "r2"
