"""Metrics: numbers that say how good a network's outputs are, for `Network.fit`, after each epoch, and for `Network.score`.

A metric of this module computes sums over the samples with the functions of a namespace, on the device of the outputs, and its
value from these few numbers, on the host in float64. Values are those of the functions of scikit-learn with the same names.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from bpnet._messages import one_line, short_repr
from bpnet._suggestions import explain_calls, is_function, missing_name
from bpnet._synonyms import CHOICES, find_choice, normalize
from bpnet.arrays import Array, Namespace


class Metric(NamedTuple):
    """A metric as two pure functions; of a group of networks all arrays have the axis of replicas in front."""

    name: str
    """Key of the values in a history."""
    sums: Callable[[Namespace, Array, Array, Array | None], Array]
    """``(xp, target, y, weight) -> sums``: sums over the samples, such as (*replicas, terms, columns). ``target`` and ``y`` are
    (*replicas, batch, columns), ``weight`` is (*replicas, batch) or None. Metrics with the same function share its result."""
    value: Callable[[Namespace, Array], Array]
    """``(xp, sums) -> value``, (*replicas,), from the sums in float64."""
    of_classes: bool = False
    """Whether ``target`` and ``y`` are booleans, True for the class that a sample has, and for the predicted one: a column for
    each class, or one column that is True for the second of two. Otherwise they are targets and outputs."""
    highest_is_best: bool = False
    """Whether a better network has a higher value."""
    several_labels: bool = True
    """Whether it is defined where a sample may have several labels at once."""


class HostMetric(NamedTuple):
    """A metric that is a function of NumPy arrays: see `of_outputs` and `of_classes`."""

    name: str
    """Key of the values in a history."""
    function: Callable[..., Any]
    """``(y_true, y_pred) -> value``."""
    of_classes: bool = False
    """Whether ``y_pred`` are predicted classes, otherwise outputs as `Network.predict` returns them."""
    highest_is_best: bool | None = None
    """Whether a better network has a higher value; None if that is not known."""


@explain_calls
def of_outputs(function: Callable[..., Any], *, name: str | None = None, highest_is_best: bool | None = None) -> HostMetric:
    """Return a metric from a function ``(y_true, y_pred) -> float`` of NumPy arrays, such as `sklearn.metrics.roc_auc_score`.

    Parameters
    ----------
    function
        Called on the host: ``y_true`` is as it was passed to `Network.fit`, ``y_pred`` as `Network.predict` returns it, with
        the shape (n,) if there is one output and y has that shape. Of several heads both are tuples.
    name
        Key in the history, by default the name of the function.
    highest_is_best
        Whether a better network has a higher value, for `bpnet.callbacks.EarlyStopping`.
    """
    return _host_metric(function, name, highest_is_best, of_classes=False)


@explain_calls
def of_classes(function: Callable[..., Any], *, name: str | None = None, highest_is_best: bool | None = None) -> HostMetric:
    """Return a metric from a function ``(y_true, y_pred) -> float`` of classes, such as `sklearn.metrics.matthews_corrcoef`.

    Parameters
    ----------
    function
        As for `of_outputs`, but ``y_pred`` are predicted classes (n,): the most probable one, or of one output 1 above a
        probability of 0.5. One-hot targets become classes too. Where a sample may have several labels, both are (n, n_out).
    name, highest_is_best
        As for `of_outputs`.
    """
    return _host_metric(function, name, highest_is_best, of_classes=True)


def _host_metric(function: Any, name: Any, highest_is_best: Any, *, of_classes: bool) -> HostMetric:
    if isinstance(function, HostMetric):
        function, name = function.function, function.name if name is None else name
    if not is_function(function):
        raise TypeError(f"expected a function (y_true, y_pred) -> float, got {short_repr(function)}")
    if not (highest_is_best is None or isinstance(highest_is_best, bool)):
        raise ValueError(f"highest_is_best must be True, False or None (not known), got {short_repr(highest_is_best)}")
    word = getattr(function, "__name__", "") if name is None else name
    if not isinstance(word, str) or not word or word == "<lambda>":
        remedy = 'pass name="..." to bpnet.metrics.of_outputs or of_classes, or metrics={"...": function}'
        raise ValueError(f"the metric {short_repr(function, 40)} has no name: {remedy}")
    return HostMetric(word, function, of_classes, highest_is_best)


def class_sums(xp: Namespace, target: Array, y: Array, weight: Array | None) -> Array:
    """Return counts of samples, or sums of their weights, for each class: (*replicas, 6, classes).

    The rows are the samples that have the class and are predicted to, that have it, that are predicted to, all of them, those
    that are right in all columns, and 1 for a class that occurs among targets or predictions.
    """
    target = xp.broadcast_to(target, y.shape)
    both = xp.where(target, y, target)  # and
    right = xp.broadcast_to(xp.all(target == y, axis=-1, keepdims=True), y.shape)
    every = y == y  # noqa: PLR0124 - True, in the shape of y
    occurs = xp.max(xp.astype(xp.where(target, target, y), xp.int64), axis=-2)  # or

    def total(flags: Array) -> Array:
        if weight is None:
            made: Array = xp.sum(xp.astype(flags, xp.int64), axis=-2)
            return made
        column = xp.expand_dims(weight, axis=-1)
        weighted: Array = xp.sum(xp.where(flags, column, xp.zeros_like(column)), axis=-2)
        return weighted

    totals = [total(flags) for flags in (both, target, y, every, right)]
    made: Array = xp.stack([*totals, xp.astype(occurs, totals[0].dtype)], axis=-2)
    return made


def error_sums(xp: Namespace, target: Array, y: Array, weight: Array | None) -> Array:
    """Return sums over the samples for each output: (*replicas, 4, n_out).

    The rows are sums of absolute errors, of squared errors, of squared distances of the targets from their mean, and of weights.
    """
    target, one = xp.broadcast_to(target, y.shape), xp.ones_like(y)
    share = one if weight is None else xp.expand_dims(weight, axis=-1) * one
    weights = xp.sum(share, axis=-2, keepdims=True)
    counted = target if weight is None else xp.where(share > 0.0, target, xp.min(target, axis=-2, keepdims=True))
    shifted = target - xp.max(counted, axis=-2, keepdims=True)  # of a constant target 0, and not what rounding leaves of its mean
    error, spread = target - y, shifted - xp.divide(xp.sum(share * shifted, axis=-2, keepdims=True), weights)
    terms = [share * xp.abs(error), share * error * error, share * spread * spread, share]
    made: Array = xp.stack([xp.sum(term, axis=-2) for term in terms], axis=-2)
    return made


def _ratio(xp: Namespace, part: Array, whole: Array) -> Array:
    """``part / whole``, and 0 where whole is 0."""
    none = whole == 0.0
    made: Array = xp.where(none, xp.zeros_like(part), xp.divide(part, xp.where(none, xp.ones_like(whole), whole)))
    return made


def _mean_where(xp: Namespace, values: Array, counts: Array) -> Array:
    """Return the mean along the last axis of the values that count."""
    kept = xp.astype(counts > 0.0, values.dtype)
    return _ratio(xp, xp.sum(values * kept, axis=-1), xp.sum(kept, axis=-1))


def _accuracy(xp: Namespace, sums: Array) -> Array:
    return _ratio(xp, sums[..., 4, 0], sums[..., 3, 0])


def _balanced_accuracy(xp: Namespace, sums: Array) -> Array:
    both, actual, predicted, every, *_ = (sums[..., i, :] for i in range(sums.shape[-2]))
    if sums.shape[-1] == 1:  # two classes: also the recall of the first
        both = xp.concat([every - actual - predicted + both, both], axis=-1)
        actual = xp.concat([every - actual, actual], axis=-1)
    return _mean_where(xp, _ratio(xp, both, actual), actual)


def _per_class(xp: Namespace, sums: Array, part: Callable[[Array, Array, Array], tuple[Array, Array]]) -> Array:
    """Return the mean over the classes that occur of a ratio of their counts; of two classes that of the second."""
    both, actual, predicted = (sums[..., i, :] for i in range(3))
    ratio = _ratio(xp, *part(both, actual, predicted))
    return ratio[..., 0] if sums.shape[-1] == 1 else _mean_where(xp, ratio, sums[..., 5, :])


def _r2(xp: Namespace, sums: Array) -> Array:
    """``1 - residual / total``; of a constant target 1 if it is met, otherwise 0."""
    residual, total = sums[..., 1, :], sums[..., 2, :]
    constant = xp.where(residual == 0.0, xp.ones_like(residual), xp.zeros_like(residual))
    made: Array = xp.mean(xp.where(total == 0.0, constant, 1.0 - _ratio(xp, residual, total)), axis=-1)
    return made


def _mean_error(xp: Namespace, sums: Array, row: int) -> Array:
    made: Array = xp.mean(_ratio(xp, sums[..., row, :], sums[..., 3, :]), axis=-1)
    return made


def _root_mean_squared_error(xp: Namespace, sums: Array) -> Array:
    made: Array = xp.mean(xp.sqrt(_ratio(xp, sums[..., 1, :], sums[..., 3, :])), axis=-1)
    return made


def _of_classes(name: str, value: Callable[[Namespace, Array], Array], *, several_labels: bool = True) -> Metric:
    return Metric(name, class_sums, value, of_classes=True, highest_is_best=True, several_labels=several_labels)


METRICS: dict[str, Metric] = {
    metric.name: metric
    for metric in (
        _of_classes("accuracy", _accuracy),
        _of_classes("balanced_accuracy", _balanced_accuracy, several_labels=False),
        _of_classes("precision", partial(_per_class, part=lambda both, _, predicted: (both, predicted))),
        _of_classes("recall", partial(_per_class, part=lambda both, actual, _: (both, actual))),
        _of_classes("f1", partial(_per_class, part=lambda both, actual, predicted: (2.0 * both, actual + predicted))),
        Metric("r2", error_sums, _r2, highest_is_best=True),
        Metric("mean_absolute_error", error_sums, partial(_mean_error, row=0)),
        Metric("mean_squared_error", error_sums, partial(_mean_error, row=1)),
        Metric("root_mean_squared_error", error_sums, _root_mean_squared_error),
    )
}
"""Metrics that can be given by name. Precision, recall and f1 are those of the second of two classes (one output), and otherwise
the mean over the classes that occur ("macro"); a ratio with 0 below is 0."""

FUNCTIONS = {
    "auc": "roc_auc_score",
    "rocauc": "roc_auc_score",
    "log": "log_loss",
    "crossentropy": "log_loss",
    "mape": "mean_absolute_percentage_error",
    "mcc": "matthews_corrcoef",
    "topkcategoricalaccuracy": "top_k_accuracy_score",
}
"""Metrics that are not here, by names as `normalize` returns them, and the function of `sklearn.metrics` that can be passed."""


def metric_of(given: Any, name: str | None = None) -> Metric | HostMetric:
    """Return the metric that a name, a `Metric` or a function stands for; ``name`` replaces its own.

    Raises
    ------
    ValueError
        For an unknown name, with the closest known one, and for a function without a name.
    TypeError
        For anything else.
    """
    if isinstance(given, str):
        if given not in METRICS:
            raise ValueError(
                f"unknown metric {short_repr(given, 40)}{_suggestion(given)}; expected {', '.join(METRICS)}, or a function"
            )
        given = METRICS[given]
    if isinstance(given, type):
        raise TypeError(f"a metric is a name, or a function (y_true, y_pred) -> float; got the class {one_line(given.__name__)}")
    if isinstance(given, Metric | HostMetric):
        return given if name is None else given._replace(name=name)
    if not is_function(given):
        raise TypeError(
            f"a metric is a name, such as 'accuracy', or a function (y_true, y_pred) -> float; got {short_repr(given)}"
        )
    return of_outputs(given, name=name)


def meant_by(name: str) -> str | None:
    """Return what to write for the name of a metric that is taken for a function of this module."""
    word = normalize(name)
    if word in FUNCTIONS:
        return f"sklearn.metrics.{FUNCTIONS[word]}"
    known = {normalize(each): each for each in METRICS}
    meant = CHOICES["metric"].get(word) or known.get(word) or known.get(word.removesuffix("score"))
    return f"net.score(x, y, metric={meant!r})" if meant else None


def _suggestion(given: str) -> str:
    word = normalize(given)
    if word in FUNCTIONS:
        return f": pass the function sklearn.metrics.{FUNCTIONS[word]}"
    close = find_choice("metric", given, tuple(METRICS))
    return f"; did you mean {close!r}?" if close else ""


__all__ = ["METRICS", "HostMetric", "Metric", "class_sums", "error_sums", "of_classes", "of_outputs"]


def __dir__() -> list[str]:
    return __all__


if not TYPE_CHECKING:  # to a type checker, a module with this function has every name
    __getattr__ = missing_name(__name__, __all__)
