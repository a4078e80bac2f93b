"""The samples of a training on several ranks: all of them on every rank, or rows of its own on each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Array, Namespace, Tree, leaves, map_tree
from bpnet.distributed.agreement import digest
from bpnet.distributed.batches import DistributedBatches
from bpnet.distributed.rows import CopiedRows, OwnRows
from bpnet.losses.base import split_target
from bpnet.training.batches import Batches, split_rows
from bpnet.training.data import Data
from bpnet.training.inputs import row_numbers

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

    def __init__(self, inputs: Inputs, ranks: Ranks) -> None:
        super().__init__(inputs)
        self.ranks = ranks

    def facts(self, samples: Tree, order: Any, validation: Any) -> dict[str, Any]:
        """Return what must be the same on all ranks."""
        pair = isinstance(validation, tuple | list)
        facts = {"sharded": False, "validation": "(x, y)" if pair else validation}
        facts["order"] = None if order is None else digest(np.asarray, np.asarray(order))
        held_out = self.convert(*validation, name="validation ") if pair else ()
        return facts | self._facts_of("", samples) | (self._facts_of("validation ", held_out) if pair else {})

    def _facts_of(self, name: str, samples: Tree) -> dict[str, Any]:
        x, target = samples
        y, weight = split_target(target)
        facts: dict[str, Any] = {}
        for word, array in (("x", x), ("y", y), ("sample_weight", () if weight is None else weight)):
            facts[f"the shape of {name}{word}"] = str(map_tree(self._shape, array))
            facts |= self._content(f"{name}{word}", array)
        return facts

    def _shape(self, array: Array) -> tuple[int | str, ...]:
        return tuple(array.shape)

    def _content(self, name: str, array: Tree) -> dict[str, Any]:
        return {f"the SHA-256 of {name}": digest(self.inputs.backend.to_host, array)}

    def split(self, samples: Tree, validation: Any, key: Key) -> tuple[Samples, Samples | None]:
        """Return the samples to train on, and those for validation or None."""
        training, held_out = super().split(samples, validation, key)
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
    ) -> tuple[Any, Batches | DistributedBatches]:
        """Return the training step, and the batches that it takes."""
        step = steps.on_ranks(self.ranks, compile)
        return step, DistributedBatches(xp, samples, step, size, order)

    def loss(self, steps: Steps, samples: Samples, *, compile: bool | None) -> tuple[Callable[..., Array], tuple[Any, ...]]:  # noqa: A002
        """Return the loss in inference, and its arguments after params and state."""
        return steps.loss_on_ranks(self.ranks, compile), (samples,)


class ShardedData(CopiedData):
    """Samples of which each rank has rows of its own, perhaps none."""

    def __init__(self, inputs: Inputs, ranks: Ranks) -> None:
        super().__init__(inputs._replace(part=True), ranks)

    def facts(self, samples: Tree, order: Any, validation: Any) -> dict[str, Any]:
        """Return what must be the same on all ranks."""
        return super().facts(samples, order, validation) | {"sharded": True}

    def _shape(self, array: Array) -> tuple[int | str, ...]:
        return ("n", *array.shape[1:])

    def _content(self, name: str, array: Tree) -> dict[str, Any]:
        return {f"the dtype of {name}": str(map_tree(lambda leaf: str(leaf.dtype), array))}

    def split(self, samples: Tree, validation: Any, key: Key) -> tuple[OwnRows, OwnRows | None]:
        """Return the rows to train on, and those for validation or None."""
        placed = self._place(samples, "x")
        if validation is None:
            return placed, None
        if isinstance(validation, tuple | list):
            return placed, self._place(self.convert(*validation, name="validation "), "validation x")
        backend = self.inputs.backend
        rows, held_out = (backend.to_host(part) for part in split_rows(backend, key, placed.n, validation))
        return placed.select(rows), placed.select(held_out)

    def _place(self, samples: Tree, name: str) -> OwnRows:
        """Return the rows of all ranks; check those things that no rank can see alone."""
        counts = tuple(self.ranks.gather_objects(int(samples[0].shape[0])))
        if sum(counts) == 0:
            raise ValueError(f"{name} is empty on all ranks: with sharded=True each rank passes its own rows")
        for weight in list(leaves(samples[1]))[1:]:
            total = sum(self.ranks.gather_objects(float(np.sum(self.inputs.backend.to_host(weight)))))
            self.inputs.check_sum(total, "every sample of all ranks")
        return OwnRows(self.inputs.backend, self.ranks, samples, counts)

    def orders(self, order: Any, epochs: int, samples: Samples) -> NDArray[np.int64]:
        """Convert orders of rows, (1, n) or (epochs, n)."""
        return row_numbers(order, epochs, samples.n)


def data_of(inputs: Inputs, ranks: Ranks, *, sharded: bool) -> Data:
    """Return the kind of data of a training."""
    return Data(inputs) if ranks.size == 1 else ShardedData(inputs, ranks) if sharded else CopiedData(inputs, ranks)
