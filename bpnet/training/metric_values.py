"""Values of metrics on samples, after an epoch of `Network.fit` or in `Network.score`."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet._messages import error_summary, short_repr
from bpnet.arithmetic.namespace import exact
from bpnet.arrays import Array, read_only
from bpnet.metrics import HostMetric, Metric
from bpnet.training.classes import HeadPart, head_parts, is_of_classes
from bpnet.training.host_arrays import dtype_name, is_host
from bpnet.training.inputs import one_hot_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from bpnet.training.chosen_metrics import ChosenMetric
    from bpnet.training.predictions import Predictions


class Form(NamedTuple):
    """Axes and dtype of targets of one network as the user passed them; dtype None if it is not NumPy's."""

    ndim: int
    dtype: Any = None

    @classmethod
    def of(cls, y: Any, net: Any, head: HeadPart) -> Form:
        """Return the form of the targets of one head."""
        host = np.asarray(y) if is_host(net.backend, y) else None
        shape: Any = np.shape(y) if host is None else host.shape
        try:
            dtype = np.dtype(dtype_name(y if host is None else host))
        except TypeError:
            dtype = None
        labels = head.loss.labels and dtype is not None and dtype.kind not in "fb"
        axes = 1 if labels or head.loss.width_of_targets(head.rule.width) == 1 else 2
        stacked = net.replicas is not None and len(shape) > axes and shape[1:] != (1,)
        return cls(len(shape) - stacked, dtype)

    def like_given(self, target: NDArray[Any]) -> NDArray[Any]:
        """Return targets in the dtype in which they were passed, if that is one of integers or booleans."""
        return target.astype(self.dtype) if self.dtype is not None and self.dtype.kind in "iub" else target


class MetricValues:
    """Metrics of a network on samples: called, it returns the value of each, of a group (replicas,).

    Metrics by name are computed where the outputs are, and a few sums are copied to the host. Functions get outputs and targets
    on the host.

    Parameters
    ----------
    net
        The network.
    metrics
        As `bpnet.training.chosen_metrics.choose_metrics` returns them.
    predictions
        Outputs and targets.
    y
        Targets as the user passed them.
    where
        The data in words, for errors.
    """

    def __init__(self, net: Any, metrics: Mapping[str, ChosenMetric], predictions: Predictions, y: Any, where: str = "y") -> None:
        self.net, self.metrics, self.predictions, self.where = net, metrics, predictions, where
        self.heads = heads_of(net)
        parts = y if isinstance(y, tuple) and len(self.heads) > 1 else [y] * len(self.heads)
        self._forms = [Form.of(part, net, head) for part, head in zip(parts, self.heads, strict=True)]
        is_exact = net.arithmetic == "exact"
        self._host: Any = exact(np) if is_exact else np
        on_host = predictions.on_host
        self._library: Any = np if on_host else net.backend.xp
        self._xp: Any = self._host if on_host else net.xp
        self._to_host: Callable[[Any], NDArray[Any]] = np.asarray if on_host else net.backend.to_host
        self._targets: dict[Any, Array] = {}
        self._y_true: dict[tuple[bool, int | None], Any] = {}
        with net.backend.scope():
            for name, (metric, head) in metrics.items():
                if isinstance(metric, Metric):
                    self._target(self.heads[head or 0], name, of_classes=metric.of_classes)

    def __call__(self) -> dict[str, Any]:
        """Return the values for the current params: floats, or vectors of float64 for a group."""
        return self.values(self.outputs())

    def outputs(self) -> Array:
        """Return the outputs for the current params; on several ranks all call this together."""
        with self.net.backend.scope():
            return self.predictions.outputs(read_only((self.net.params, self.net.state)))

    def values(self, y: Array) -> dict[str, Any]:
        """Return the values for these outputs."""
        with self.net.backend.scope():
            sums = self._sums(y)
            needed = any(isinstance(metric, HostMetric) for metric, _ in self.metrics.values())
            host = read_only(np.asarray(self._to_host(y))) if needed else None
        values: dict[str, Any] = {}
        for name, (metric, _) in self.metrics.items():
            if isinstance(metric, HostMetric):
                values[name] = self._each(name, metric, host)
            else:
                values[name] = self._finished(name, metric, sums[name])
        return values

    def _sums(self, y: Array) -> dict[str, NDArray[np.float64]]:
        """Return the sums of every metric that is not a function of the host; metrics of one function share them."""
        made: dict[Any, NDArray[np.float64]] = {}
        found = {}
        for name, (metric, number) in self.metrics.items():
            if isinstance(metric, HostMetric):
                continue
            head = self.heads[number or 0]
            key = metric.sums, number, metric.of_classes
            if key not in made:
                own = y[head.outputs]
                own = head.rule.flags(self._library, own) if metric.of_classes else own
                target = self._target(head, name, of_classes=metric.of_classes)
                with _named(name):
                    sums = metric.sums(self._xp, target, own, self.predictions.weight)
                    if not (
                        isinstance(sums, np.ndarray | np.generic) if self.predictions.on_host else self.net.backend.owns(sums)
                    ):
                        raise TypeError(f"sums must return an array of the namespace xp, got {short_repr(sums, 60)}")
                    made[key] = np.asarray(self._to_host(sums), np.float64)
            found[name] = made[key]
        return found

    def _target(self, head: HeadPart, name: str, *, of_classes: bool) -> Array:
        """Return the targets of a head as a metric takes them: booleans of classes, or numbers; they are made once."""
        key = self.heads.index(head), of_classes
        if key not in self._targets:
            target = self.predictions.target if head.targets is None else self.predictions.target[head.targets]
            if not of_classes:
                self._targets[key] = one_hot_columns(self._library, target, self.net.dtype, head.rule.width)
            else:
                if not head.loss.labels and not bool(self._to_host(head.rule.are_classes(self._library, target))):
                    kind = "0 or 1" if head.rule.threshold is not None else "one-hot rows, a 1 among zeros"
                    raise ValueError(
                        f"the metric {short_repr(name)} is of classes: {self.where} must be {kind}; for other targets take "
                        "'r2' or 'mean_squared_error', or pass a function"
                    )
                self._targets[key] = head.rule.target_flags(self._library, target)
        return self._targets[key]

    def _finished(self, name: str, metric: Metric, sums: NDArray[np.float64]) -> Any:
        with _named(name):
            value = np.asarray(metric.value(self._host, sums))
        expected = () if self.net.replicas is None else (self.net.replicas,)
        if value.dtype.kind not in "fiu" or value.shape != expected:
            came = f"{value.dtype} of shape {value.shape}"
            raise ValueError(f"the metric {short_repr(name)} returned {came}, expected a number for each network")
        return float(value) if value.shape == () else value.astype(np.float64)

    def _each(self, name: str, metric: HostMetric, y: Any) -> Any:
        """Return the value of a function; of a group that for each network."""
        if self.net.replicas is None:
            return self._call(name, metric, y, None)
        return np.asarray([self._call(name, metric, y[i], i) for i in range(self.net.replicas)])

    def _call(self, name: str, metric: HostMetric, y: NDArray[Any], replica: int | None) -> float:
        y_true = self._true_of(replica, of_classes=metric.of_classes)
        weight = self._weight(replica)
        options = {} if weight is None else {"sample_weight": weight}
        hint = ""
        if not metric.of_classes and any(is_of_classes(head.loss) for head in self.heads):
            hint = "; a function of classes is passed as bpnet.metrics.of_classes(f)"
        with _named(name, hint):
            value = metric.function(y_true, self._predicted(y, y_true, of_classes=metric.of_classes), **options)
        return _number(name, value)

    def _weight(self, replica: int | None) -> Any:
        weight = self.predictions.weight
        if weight is None:
            return None
        host = self._to_host(weight)
        return host[replica] if replica is not None and host.ndim > 1 else host

    def _true_of(self, replica: int | None, *, of_classes: bool) -> Any:
        """Return the targets of a network on the host, as the user passed them, or their classes; of several heads a tuple."""
        whole = self._host_target
        stacked = replica is not None and whole.ndim > (1 if whole.dtype.kind in "iu" else 2)
        key = of_classes, replica if stacked else None
        if key not in self._y_true:
            own = whole[replica] if stacked else whole
            each = zip(self.heads, self._forms, strict=True)
            parts = [self._as_given(own, head, form, of_classes=of_classes) for head, form in each]
            self._y_true[key] = read_only(tuple(parts) if len(self.heads) > 1 else parts[0])
        return self._y_true[key]

    @cached_property
    def _host_target(self) -> NDArray[Any]:
        """The targets on the host."""
        with self.net.backend.scope():
            return np.asarray(self._to_host(self.predictions.target))

    def _as_given(self, whole: NDArray[Any], head: HeadPart, form: Form, *, of_classes: bool) -> NDArray[Any]:
        target, ndim = whole if head.targets is None else whole[head.targets], form.ndim
        given_as_labels = target.ndim == 1 or (head.loss.labels and ndim == 1)
        if given_as_labels or of_classes or self._classes is not None:
            if target.ndim == 2 and ndim == 1 and target.shape[1] == 1 and self._classes is None:  # noqa: PLR2004 - a column
                return form.like_given(target[:, 0])
            numbers: Any = head.rule.numbers(np, head.rule.target_flags(np, target))
            if self._classes is not None and numbers.ndim == 1:
                return np.asarray(self._classes)[numbers]
            return form.like_given(numbers) if ndim == 1 else numbers
        return form.like_given(target[:, 0] if ndim == 1 and target.shape[-1] == 1 else target)

    def _predicted(self, y: NDArray[Any], y_true: Any, *, of_classes: bool) -> Any:
        """Return outputs on the host, or predicted classes; of several heads a tuple."""
        made: list[Any] = []
        trues = y_true if len(self.heads) > 1 else (y_true,)
        for head, true in zip(self.heads, trues, strict=True):
            part = y[head.outputs]
            if not of_classes:
                made.append(part[:, 0] if part.shape[-1] == 1 and np.ndim(true) == 1 else part)
                continue
            numbers: Any = head.rule.numbers(np, head.rule.flags(np, part))
            named = self._classes is not None and numbers.ndim == 1
            made.append(np.asarray(self._classes)[numbers] if named else numbers)
        return tuple(made) if len(self.heads) > 1 else made[0]

    @property
    def _classes(self) -> Any:
        """The names of the classes, if the network has some."""
        return getattr(self.net, "classes_", None)


def heads_of(net: Any) -> list[HeadPart]:
    """Return the heads of a network."""
    return head_parts(net._loss, net.n_out, net.output_activation)  # noqa: SLF001 - of the network that calls


@contextmanager
def _named(name: str, hint: str = "") -> Iterator[None]:
    """Context manager that adds the name of a metric to an error."""
    try:
        yield
    except Exception as error:
        raise ValueError(f"the metric {short_repr(name, 40)} failed: {error_summary(error, 140)}{hint}") from error


def _number(name: str, value: Any) -> float:
    """Return the value of a function as a number."""
    numeric = not isinstance(value, str | bytes | bool) and "bool" not in str(getattr(value, "dtype", ""))
    try:
        if numeric and np.size(value) == 1 and np.ndim(value) == 0:
            return float(value)
    except (TypeError, ValueError, OverflowError):
        pass
    raise ValueError(f"the metric {short_repr(name, 40)} must return a number, got {short_repr(value)}")
