"""Training on samples on disk: some batches at a time are read, and trained on as samples in memory."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Array, Namespace, Tree
from bpnet.losses import Target
from bpnet.step import TrainingStep
from bpnet.training.batches import Batches, StepBatches, batches, split_rows
from bpnet.training.data import Data
from bpnet.training.disk_samples import DiskSamples, disk_inputs, disk_samples, stay_on_disk
from bpnet.training.epochs import is_epoch_step
from bpnet.training.evaluation import DataLoss, loss_on, portions
from bpnet.training.host_arrays import dtype_name
from bpnet.training.predictions import Predictions, predictions_on_disk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from bpnet.backend import Backend
    from bpnet.random import Key
    from bpnet.training.steps import Steps


class DiskStep:
    """A training step whose samples are on disk: a `bpnet.backend.EpochStep`.

    Parameters
    ----------
    step
        A step of samples in memory, compiled or plain.
    backend, xp
        The backend of the arrays, and the namespace that the step computes with.

    Attributes
    ----------
    weights
        Sums of the weights of the batches that ``epochs`` has run last.
    """

    def __init__(self, step: Callable[..., Any], backend: Backend, xp: Namespace) -> None:
        self.step, self.backend, self.xp = step, backend, xp
        self.weights: list[Array] = []
        self._plain_steps = 0

    def epochs(
        self, training: Tree, samples: DiskSamples, orders: Sequence[Any], size: int, rates: Sequence[float]
    ) -> tuple[Tree, Array]:
        """Run the step on every batch of some epochs; return ``training, values``."""
        self.weights, first, values = [], 0, []
        reads: list[Callable[[], NDArray[Any]]] = []
        for rows, order in _portions(samples, [None if o is None else self.backend.to_host(o) for o in orders], size):
            steps = -(-int(rows[0].shape[0]) // size)
            training, read = self._run(training, rows, order, size, rates[first : first + steps])
            first += steps
            reads.append(read)
            if len(reads) > 1:  # read late, so that a device computes while the next portion comes from the disk
                values.append(reads.pop(0)())
        return training, self.backend.from_host(np.concatenate([*values, *(read() for read in reads)]))

    def _run(
        self, training: Tree, rows: Tree, order: Any, size: int, rates: Sequence[float]
    ) -> tuple[Tree, Callable[[], NDArray[Any]]]:
        """Run the step on every batch of some rows; also return a function that reads its values."""
        step: Any = self.step
        n = int(rows[0].shape[0])
        size = min(size, n)
        if isinstance(rows[1], Target):
            self.weights += [self.xp.sum(part) for part in batches(self.xp, rows[1].weight, n, size, order)]
        if is_epoch_step(step):
            training, made = step.epochs(training, rows, [order], size, rates)
            return training, partial(self.backend.to_host, made)
        values, now, placed = list[Array](), None, None
        for (x, target), rate in zip(batches(self.xp, rows, n, size, order), rates, strict=True):
            if rate != now:
                now, placed = rate, self.backend.from_host(rate, dtype_name(x))
            value, *after = step(*training, x, target, placed)
            training = tuple(after)
            values.append(value)
        self._plain_steps += len(values) if isinstance(step, TrainingStep) else 0
        return training, partial(self.backend.read, values)

    @property
    def compiled_steps(self) -> int:
        """Number of steps that have run compiled."""
        return int(getattr(self.step, "compiled_steps", 0))

    @property
    def plain_steps(self) -> int:
        """Number of steps that have run uncompiled."""
        return self._plain_steps + int(getattr(self.step, "plain_steps", 0))


def _portions(samples: DiskSamples, orders: Sequence[NDArray[np.int64] | None], size: int) -> Iterator[tuple[Tree, Any]]:
    """Iterate over the rows of some epochs, some batches at a time, and their order on the device."""
    for order in orders:
        for rows in samples.spans(size):
            yield (samples.take(rows), None) if order is None else samples.take_in_order(order[rows])


class DiskData(Data):
    """Samples of one process, in memory or on disk: see `bpnet.training.disk_samples.stay_on_disk`."""

    def _convert(self, x: Any, y: Any, weight: Any, name: str) -> Any:
        """Return ``(x, target)`` as arrays of the backend, or `DiskSamples`."""
        given = [array for array in (x, y, weight) if array is not None]
        if stay_on_disk(self.inputs.backend, self.inputs.dtype, given):
            return disk_samples(self.inputs, x, y, weight, name=name)
        return super()._convert(x, y, weight, name)

    def split(self, placed: Any, validation: Any, key: Key) -> tuple[Any, Any]:
        """Return the samples to train on, and those for validation or None, by the argument of `bpnet.Network.fit`."""
        pair = self.inputs.validation_pair(validation)
        if pair is not None:
            return placed, self.convert(*pair, name="validation ")
        if validation is None or not isinstance(placed, DiskSamples):
            return super().split(placed, validation, key)
        backend, inputs = self.inputs.backend, self.inputs
        parts = [placed.select(backend.to_host(rows)) for rows in split_rows(backend, key, placed.n, validation)]
        for name, part in zip(("the training part", "the validation part"), parts, strict=True):
            weight = part.weight
            if weight is not None:
                with np.errstate(over="ignore"):
                    inputs.check_sum(float(np.sum(weight)), name)
        return parts[0], parts[1]

    def count(self, samples: Any) -> int:
        """Return the number of samples."""
        return samples.n if isinstance(samples, DiskSamples) else super().count(samples)

    def orders(self, order: Any, epochs: int, samples: Any) -> NDArray[np.int64]:
        """Convert orders of rows, (1, n) or (epochs, n)."""
        if isinstance(samples, DiskSamples):
            return self.inputs.row_orders(order, epochs, samples.n, samples.weight)
        return super().orders(order, epochs, samples)

    def batches(
        self,
        xp: Namespace,
        steps: Steps,
        samples: Any,
        size: int,
        order: Callable[[int], Array | None],
        *,
        compile: bool | None,  # noqa: A002 - as in `Network.fit`
    ) -> tuple[Any, Batches | StepBatches]:
        """Return the training step, and the batches that it takes; a batch of all samples is loaded."""
        if isinstance(samples, DiskSamples) and size >= samples.n:
            samples = samples.take(slice(None))
        if not isinstance(samples, DiskSamples):
            return super().batches(xp, steps, samples, size, order, compile=compile)
        step = DiskStep(steps.choose(compile), self.inputs.backend, xp)
        return step, StepBatches(xp, samples, step, size, order)

    def loss(self, steps: Steps, samples: Any, *, compile: bool | None) -> DataLoss:  # noqa: A002 - as above
        """Return the loss on samples, in inference."""
        if not isinstance(samples, DiskSamples):
            return super().loss(steps, samples, compile=compile)
        loss = steps.choose_function(steps.inference_loss, compile)
        return loss_on(self.inputs.backend, steps, loss, lambda start, stop: samples.take(slice(start, stop)), samples.shape)

    def predictions(self, function: Callable[..., Array], samples: Any) -> Predictions:
        """Return the outputs, of a function ``(params, state, x) -> y``, and the targets of samples."""
        if not isinstance(samples, DiskSamples):
            return super().predictions(function, samples)
        return predictions_on_disk(self.inputs.backend, function, samples)

    def outputs(self, function: Callable[[Array], Array], x: Any) -> Array:
        """Return a function of inputs, row by row, as an array of the backend; of inputs on disk portion by portion."""
        inputs, backend = self.inputs, self.inputs.backend
        if not stay_on_disk(backend, inputs.dtype, [x]):
            return function(inputs.x(x, check_values=False))
        samples = disk_inputs(inputs, x)
        parts = [
            backend.to_host(function(*samples.take(slice(*span))))  # waits: one portion is in memory
            for span in portions(*samples.shape)
        ]
        made: Array = backend.from_host(np.concatenate(parts), inputs.dtype)
        return made
