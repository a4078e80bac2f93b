"""The argument ``metrics`` of `Network.fit`: metrics by name, function or `bpnet.metrics.Metric`, and the heads they are of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from bpnet._checks import MAX_LENGTH
from bpnet._messages import short_repr
from bpnet._suggestions import is_function
from bpnet.metrics import HostMetric, Metric, metric_of
from bpnet.training.classes import HeadPart, is_of_classes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OF_A_HEAD = re.compile(r"(.+)\[(\d+)\]")


class ChosenMetric(NamedTuple):
    """A metric, and the number of the head that it is of; None for a function, which gets those of all heads."""

    metric: Metric | HostMetric
    head: int | None = None


def choose_metrics(given: Any, heads: Sequence[HeadPart]) -> dict[str, ChosenMetric]:
    """Return metrics by the names that they have in a history.

    Raises
    ------
    ValueError
        For an unknown name, for two metrics of the same name, and for one that does not suit the loss.
    TypeError
        For what is no metric.
    """
    chosen: dict[str, ChosenMetric] = {}
    for name, one in _listed(given):
        for key, made in _of_heads(one, name, heads):
            if not isinstance(key, str) or not key.isprintable() or not 0 < len(key) <= MAX_LENGTH or key == "loss":
                words = f'a text of up to {MAX_LENGTH} characters in one line, and not "loss"'
                raise ValueError(f'the name of a metric must be {words}, got {short_repr(key)}: metrics={{"name": metric}}')
            if key in chosen:
                raise ValueError(
                    f'two metrics are called {short_repr(key)}: leave one out, or name them, metrics={{"name": metric, ...}}'
                )
            chosen[key] = made
    return chosen


def _listed(given: Any) -> Iterable[tuple[str | None, Any]]:
    """Return pairs of names and metrics; a single metric stands for a list of it."""
    if isinstance(given, dict):
        if wrong := [key for key in given if not isinstance(key, str) or not key]:
            raise TypeError(f"a metric's name must be a string, got {short_repr(wrong[0])}")
        return list(given.items())
    if given is None:
        return []
    if isinstance(given, str | Metric | HostMetric) or is_function(given):
        return [(None, given)]
    if not isinstance(given, list | tuple):
        raise TypeError(f'metrics must be a list of names and functions, such as metrics=["accuracy"], got {short_repr(given)}')
    return [(None, one) for one in given]


def _of_heads(given: Any, name: str | None, heads: Sequence[HeadPart]) -> list[tuple[str, ChosenMetric]]:
    """Return the names and metrics that one given metric stands for: one by name is that of each head that it suits."""
    match = OF_A_HEAD.fullmatch(given) if isinstance(given, str) and len(heads) > 1 else None
    metric = metric_of(match[1] if match else given, name)
    if isinstance(metric, HostMetric):
        return [(metric.name, ChosenMetric(metric))]
    if len(heads) == 1:
        if reason := _reason_against(metric, heads[0]):
            raise ValueError(f"the metric {short_repr(metric.name)} {reason}")
        return [(metric.name, ChosenMetric(metric, 0))]
    if match:
        number = int(match[2])
        if number >= len(heads):
            raise ValueError(f"there is no head {number} for the metric {short_repr(given)}: there are {len(heads)}, from 0")
        if reason := _reason_against(metric, heads[number]):
            raise ValueError(f"the metric {short_repr(given)} {reason}")
        return [(given if name is None else name, ChosenMetric(metric, number))]
    suited = [i for i, head in enumerate(heads) if _suits(metric, head)]
    if not suited:
        kind = "classes" if metric.of_classes else "numbers"
        raise ValueError(f"the metric {short_repr(metric.name)} is of {kind}, and no head of this network is")
    return [(f"{metric.name}[{i}]", ChosenMetric(metric, i)) for i in suited]


def _suits(metric: Metric, head: HeadPart) -> bool:
    return metric.of_classes == is_of_classes(head.loss) and not _reason_against(metric, head)


def _reason_against(metric: Metric, head: HeadPart) -> str:
    """Return why a metric cannot be computed for a head; empty if it can."""
    width = head.loss.width_of_targets(head.rule.width)
    if width != head.rule.width:
        return f"compares outputs with targets, of which this loss has {head.rule.width} and {width}: pass a function"
    if head.rule.several_labels and metric.of_classes and not metric.several_labels:
        return "is not defined for several labels at once, which binary_cross_entropy with several outputs has"
    return ""
