"""The samples of a training on several ranks: all of them on every rank, or rows of its own on each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._messages import short_repr
from bpnet.arrays import Array, Namespace, Tree
from bpnet.distributed.agreement import digest
from bpnet.distributed.rows import CopiedRows, OwnRows
from bpnet.losses.base import split_target
from bpnet.training.batches import Batches, StepBatches, split_rows
from bpnet.training.data import Data
from bpnet.training.disk_data import DiskData
from bpnet.training.evaluation import DataLoss, loss_on_ranks
from bpnet.training.inputs import row_numbers
from bpnet.training.labels import Found
from bpnet.training.predictions import Predictions, predictions_on_ranks

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bpnet.distributed.ranks import Ranks
    from bpnet.distributed.rows import Samples
    from bpnet.random import Key
    from bpnet.training.inputs import Inputs
    from bpnet.training.steps import Steps


class CopiedData(Data):
    """Samples of which every rank has all."""

    sharded = False

    def __init__(self, inputs: Inputs, ranks: Ranks) -> None:
        super().__init__(inputs, finds=True)
        self.ranks = ranks

    def settings(self, order: Any, validation: Any) -> dict[str, Any]:
        """Return the arguments that must be the same on all ranks."""
        ordered = None if order is None else digest(np.asarray, np.asarray(order))
        plain = validation is None or isinstance(validation, int | float)
        word = validation if plain else "(x, y)" if isinstance(validation, tuple | list) else short_repr(validation)
        return {"sharded": self.sharded, "validation": word, "the SHA-256 of order": ordered}

    def facts(self, samples: Tree, validation: Any) -> dict[str, Any]:
        """Return the properties of the data that must be the same on all ranks."""
        pair = self.inputs.validation_pair(validation)
        held_out = {} if pair is None else self._facts_of("validation ", self.convert(*pair, name="validation "))
        classes = self.inputs.classes.values
        return {"the classes of y": None if classes is None else classes.tolist()} | self._facts_of("", samples) | held_out

    def _facts_of(self, name: str, samples: Tree) -> dict[str, Any]:
        x, target = samples
        y, weight = split_target(target)
        facts: dict[str, Any] = {}
        for word, array in (("x", x), ("y", y), ("sample_weight", weight)):
            facts[f"the shape of {name}{word}"] = None if array is None else str(self._shape(array)).replace("'", "")
            facts |= {} if array is None else self._content(f"{name}{word}", array)
        return facts

    def _shape(self, array: Array) -> tuple[int | str, ...]:
        return tuple(array.shape)

    def _content(self, name: str, array: Array) -> dict[str, Any]:
        return {f"the SHA-256 of {name}": digest(self.inputs.backend.to_host, array)}

    def split(self, placed: Any, validation: Any, key: Key) -> tuple[Samples, Samples | None]:
        """Return the samples to train on, and those for validation or None."""
        training, held_out = super().split(placed, validation, key)
        backend, rank = self.inputs.backend, self.ranks.rank
        return CopiedRows(backend, training, rank), None if held_out is None else CopiedRows(backend, held_out, rank)

    def count(self, samples: Samples) -> int:
        """Return the number of samples on all ranks."""
        return samples.n

    def orders(self, order: Any, epochs: int, samples: Samples) -> NDArray[np.int64]:
        """Convert orders of rows, (1, n) or (epochs, n)."""
        return super().orders(order, epochs, samples.arrays)

    def batches(
        self,
        xp: Namespace,
        steps: Steps,
        samples: Samples,
        size: int,
        order: Callable[[int], Array | None],
        *,
        compile: bool | None,  # noqa: A002 - as in `Network.fit`
    ) -> tuple[Any, Batches | StepBatches]:
        """Return the training step, and the batches that it takes."""
        step = steps.on_ranks(self.ranks, compile)
        return step, StepBatches(xp, samples, step, size, order)

    def loss(self, steps: Steps, samples: Samples, *, compile: bool | None) -> DataLoss:  # noqa: A002 - as above
        """Return the loss on samples, in inference."""
        mean = steps.loss.reduction == "mean"
        return loss_on_ranks(self.inputs.backend, steps.loss_on_ranks(self.ranks, compile), samples, mean=mean)

    def predictions(self, function: Callable[..., Array], samples: Samples) -> Predictions:
        """Return the outputs, of a function ``(params, state, x) -> y``, and the targets of the samples of all ranks."""
        return predictions_on_ranks(self.inputs.backend, function, samples, self.ranks, self.inputs.n_out)


class ShardedData(CopiedData):
    """Samples of which each rank has rows of its own, perhaps none."""

    sharded = True

    def __init__(self, inputs: Inputs, ranks: Ranks) -> None:
        super().__init__(inputs._replace(part=True), ranks)
        self.weights: NDArray[Any] | None = None

    def _exchange(self, found: Found) -> list[Found]:
        return [Found(*each) for each in self.ranks.gather_within(tuple(found))]

    def _shape(self, array: Array) -> tuple[int | str, ...]:
        return ("n", *array.shape[1:])

    def _content(self, name: str, array: Array) -> dict[str, Any]:
        return {f"the dtype of {name}": str(array.dtype)}

    def place(self, samples: Tree, validation: Any) -> tuple[OwnRows, OwnRows | None]:
        """Return the rows of all ranks, and those of a pair of validation data; the weights of all rows are checked."""
        pair = self.inputs.validation_pair(validation)
        with self.ranks.together(), self.inputs.backend.scope():
            held_out = None if pair is None else self.convert(*pair, name="validation ")
        own = split_target(samples[1])[1]
        weight = None if own is None else self.inputs.backend.to_host(own)
        lengths = [int(each[0].shape[0]) for each in (samples, held_out) if each is not None]
        weights, counts, *more = zip(*self.ranks.gather_objects((weight, *lengths), "the numbers of rows"), strict=True)
        with self.ranks.together():
            for name, numbers in zip(("x", "validation x"), (counts, *more), strict=False):
                if sum(numbers) == 0:
                    raise ValueError(f"{name} is empty on all ranks: with sharded=True each rank passes its own rows")
            if weight is not None:
                self.weights = np.concatenate(weights)
                self._check_weights(slice(None), "every sample of all ranks")
        placed = OwnRows(self.inputs.backend, self.ranks, samples, counts)
        return placed, None if held_out is None else replace(placed, arrays=held_out, counts=more[0])

    def _check_weights(self, rows: Any, part: str) -> None:
        if self.weights is not None:
            with np.errstate(over="ignore"):
                self.inputs.check_sum(float(np.sum(self.weights[rows])), part)

    def split(self, placed: Any, validation: Any, key: Key) -> tuple[OwnRows, OwnRows | None]:
        """Return the rows to train on, and those for validation or None."""
        rows, held_out = placed
        if validation is None or held_out is not None:
            return rows, held_out
        backend = self.inputs.backend
        parts = [backend.to_host(part) for part in split_rows(backend, key, rows.n, validation)]
        for name, part in zip(("the training part", "the validation part"), parts, strict=True):
            self._check_weights(part, name)
        return rows.select(parts[0]), rows.select(parts[1])

    def orders(self, order: Any, epochs: int, samples: Any) -> NDArray[np.int64]:
        """Convert orders of rows, (1, n) or (epochs, n)."""
        orders = row_numbers(order, epochs, samples.n)
        for epoch, rows in enumerate(orders):
            self._check_weights(rows if samples.numbers is None else samples.numbers[rows], f"the samples of order[{epoch}]")
        return orders


def data_of(inputs: Inputs, ranks: Ranks, comm: Any, *, sharded: bool) -> Data:
    """Return the kind of data of a training."""
    if sharded and comm is None:
        raise ValueError("sharded=True is for training on several ranks: pass comm, such as MPI.COMM_WORLD, too")
    return (
        DiskData(inputs, finds=True) if ranks.size == 1 else ShardedData(inputs, ranks) if sharded else CopiedData(inputs, ranks)
    )
