"""Weights of classes: the weight of each sample is multiplied by that of its class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet._messages import short_repr
from bpnet._specs import factory_name
from bpnet.arrays import Array, Namespace, Tree
from bpnet.distributed.ranks import ALONE, Ranks
from bpnet.losses import Target, one_hot
from bpnet.losses.base import split_target
from bpnet.training.disk_samples import DiskArray, DiskSamples
from bpnet.training.evaluation import portions
from bpnet.training.host_arrays import check_within, finite_numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from bpnet.training.inputs import Inputs

UNIT = 2.0**-32
"""Probabilities are counted as multiples of this, so that no order of the samples changes a sum."""


class ClassWeights(NamedTuple):
    """Weights of the classes of a training.

    A sample that is a label c has the weight ``w[c]``, one of probabilities t of the classes ``sum(t w)``, and one of the
    probability t of a one ``t w[1] + (1 - t) w[0]``.
    """

    inputs: Inputs
    """Of one network."""
    xp: Namespace
    given: tuple[float, ...] | None
    """The weights, or None for ``n / (k count)``: all k classes then weigh the same in sum."""

    @property
    def binary(self) -> bool:
        """True for targets that are the probabilities of a one."""
        return not self.inputs.loss.labels

    @property
    def classes(self) -> int:
        """Number of classes."""
        return self.inputs.classes.count

    @property
    def names(self) -> list[Any]:
        """The classes as targets have them: text, booleans, or numbers from 0."""
        known = self.inputs.classes.values
        return [*range(self.classes)] if known is None else known.tolist()

    def shares(self, t: Array, like: Array) -> Array:
        """Return the share of each class in each sample, (*replicas, n, k), of labels or targets."""
        if self.binary:
            return self.xp.concat([1.0 - t, t], axis=-1)
        return one_hot(self.xp, t, like) if self._are_labels(t) else t

    def _are_labels(self, t: Any) -> bool:
        return bool(self.xp.isdtype(t.dtype, "integral"))

    def counts(self, samples: Tree) -> NDArray[np.int64]:
        """Return how often each class occurs, (*replicas, k), in units of `UNIT`."""
        xp, total = self.xp, np.zeros(self.classes, np.int64)
        for t, _ in self._portions(samples):
            like = self._on_device(np.zeros(self.classes), t)
            parts = xp.astype(xp.round(self.shares(t, like) * (1.0 / UNIT)), xp.int64)
            total = total + self.inputs.backend.to_host(xp.sum(parts, axis=-2))
        return total

    def balanced(self, counts: NDArray[np.int64], n: int) -> NDArray[np.float64]:
        """Return ``n / (k count)`` for each class."""
        rows = np.atleast_2d(counts == 0)
        for index, missing in enumerate(rows.tolist()):
            if any(missing):
                where = f" of network {index}" if counts.ndim > 1 else ""
                names = short_repr([name for name, absent in zip(self.names, missing, strict=True) if absent])
                remedy = "leave out outputs without samples, or pass the weights"
                raise ValueError(f"class_weight='balanced' needs samples of each class, y{where} has none of {names}: {remedy}")
        return n / (self.classes * (counts * UNIT))

    def weigh(self, samples: Tree, weights: NDArray[np.float64]) -> Tree:
        """Return samples whose weights are multiplied by those of the classes, (*replicas, k)."""
        parts = []
        for t, own in self._portions(samples):
            like = self._on_device(weights, t)
            weight = self.xp.sum(self.shares(t, like) * like, axis=-1)
            parts.append(weight if own is None else weight * own)
        backend, dtype = self.inputs.backend, self.inputs.dtype
        if isinstance(samples, DiskSamples):
            host = np.concatenate([backend.to_host(part) for part in parts])
            self._check_sums(np.sum(host))
            x, target = samples.arrays
            column: Any = DiskArray(host, dtype)
            return replace(samples, arrays=(x, Target(split_target(target)[0], column)))
        weight = parts[0] if len(parts) == 1 else self.xp.concat(parts, axis=-1)
        if not self.inputs.part:
            self._check_sums(backend.to_host(backend.xp.sum(weight, axis=-1)))
        return samples[0], Target(split_target(samples[1])[0], weight)

    def _check_sums(self, totals: Any) -> None:
        for total in np.ravel(totals).tolist():
            self.inputs.check_sum(total, "every sample, with the weights of the classes")

    def _on_device(self, weights: NDArray[np.float64], t: Array) -> Array:
        """Return weights (*replicas, k) as an array that has one axis for each of the shares of ``t``."""
        axes = t.ndim + self._are_labels(t)
        shape = (*weights.shape[:-1], *(1,) * (axes - weights.ndim), weights.shape[-1])
        return self.inputs.backend.from_host(weights.reshape(shape), self.inputs.dtype)

    def _portions(self, samples: Tree) -> Iterator[tuple[Array, Array | None]]:
        """Return targets and weights as arrays of the backend, of some rows at a time."""
        on_disk = isinstance(samples, DiskSamples)
        take: Callable[[slice], Tree] = samples.take_targets if on_disk else lambda rows: self._rows(samples[1], rows)
        n = samples.n if on_disk else int(samples[0].shape[-2])
        return (split_target(take(slice(*span))) for span in portions(n, self.classes) or [(0, 0)])

    def _rows(self, target: Tree, rows: slice) -> Tree:
        t, weight = split_target(target)
        values = t[..., rows] if self._are_labels(t) else t[..., rows, :]
        return values if weight is None else Target(values, weight[..., rows])


def class_weights(inputs: Inputs, xp: Namespace, class_weight: Any) -> ClassWeights | None:
    """Return the weights of the classes of a training, by the argument of `bpnet.Network.fit`."""
    if class_weight is None:
        return None
    made = ClassWeights(inputs, xp, None)
    if not made.classes:
        expected = "of softmax_cross_entropy, or (n, 1) of binary_cross_entropy"
        came = f"targets of width {inputs.width} of {factory_name(inputs.loss)}"
        raise ValueError(f"class_weight is for targets that are classes, {expected}, got {came}: use sample_weight")
    if isinstance(class_weight, str):
        if class_weight != "balanced":
            expected = "'balanced', a dict {class: weight} or a sequence of weights"
            raise ValueError(f"class_weight must be {expected}, got {short_repr(class_weight)}")
        return made
    named = class_weight.to_dict() if hasattr(class_weight, "to_dict") else class_weight  # a series of pandas has an index
    numbers = _of_mapping(named, made.names) if isinstance(named, Mapping) else class_weight
    weights = finite_numbers(numbers, "class_weight", (made.classes,), inputs.dtype)
    check_within("class_weight", weights, np, 0.0, np.inf)
    return made._replace(given=tuple(weights.astype(np.float64).tolist()))


def _of_mapping(weights: Mapping[Any, Any], names: list[Any]) -> list[Any]:
    """Return the weights of all classes in their order; each must have one, by its name or, of all classes, by its number."""
    numbers = [*range(len(names))]
    mistaken = isinstance(names[0], str) and any(isinstance(c, bool | np.bool_) for c in weights)
    keys = numbers if weights.keys() == {*numbers} and not mistaken else names
    missing, unknown = [c for c in keys if c not in weights], [c for c in weights if c not in keys]
    if missing or unknown:
        came = f"there is none for {short_repr(missing)}" if missing else f"got one for {short_repr(unknown)}"
        expected = f"0 to {len(names) - 1}" if keys == numbers else short_repr(names)
        raise ValueError(f"class_weight needs one weight for each of the classes {expected}: {came}")
    return [weights[c] for c in keys]


def weigh_classes(classes: ClassWeights | None, samples: Tree, ranks: Ranks = ALONE) -> Tree:
    """Return samples ``(x, target)`` with the weights of their classes; counts are those of the samples of all ranks."""
    if classes is None:
        return samples
    backend, weights = classes.inputs.backend, None if classes.given is None else np.asarray(classes.given)
    if weights is None:
        with ranks.together(), backend.scope():
            counts = classes.counts(samples)
            n = samples.n if isinstance(samples, DiskSamples) else int(samples[0].shape[-2])
        if classes.inputs.part:
            gathered = ranks.gather_objects((counts, n), "the numbers of samples of each class")
            counts, n = (sum(each) for each in zip(*gathered, strict=True))
    with ranks.together(), backend.scope():
        return classes.weigh(samples, classes.balanced(counts, n) if weights is None else weights)
