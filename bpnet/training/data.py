"""The samples of a training, to train on and held out, on one process or on several ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.arrays import Tree, leaves
from bpnet.distributed.agreement import digest
from bpnet.distributed.batches import DistributedBatches
from bpnet.distributed.rows import CopiedRows, OwnRows
from bpnet.losses.base import split_target
from bpnet.training.batches import Batches, split_rows
from bpnet.training.inputs import Inputs, row_numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bpnet.backend import Backend
    from bpnet.distributed.ranks import Ranks
    from bpnet.distributed.rows import Samples
    from bpnet.random import Key
    from bpnet.training.steps import Steps


class Data(NamedTuple):
    """Samples of one process: ``(x, target)``, or of several ranks: `Samples`."""

    inputs: Inputs
    ranks: Ranks
    sharded: bool
    """True if each rank has rows of its own."""

    @property
    def backend(self) -> Backend:
        """The backend of the arrays."""
        return self.inputs.backend

    def convert(self, x: Any, y: Any, weight: Any, *, name: str = "") -> Tree:
        """Return ``(x, target)`` as arrays of the backend."""
        return self.inputs._replace(part=self.sharded).batch(x, y, weight, check_values=True, name=name)

    def place(self, samples: Tree) -> Tree | Samples:
        """Return the samples of all ranks."""
        if self.ranks.size == 1:
            return samples
        if not self.sharded:
            return CopiedRows(self.backend, samples, self.ranks.rank)
        counts = tuple(self.ranks.gather_objects(samples[0].shape[0]))
        if sum(counts) == 0:
            raise ValueError(
                "x is empty on all ranks: with sharded=True each rank passes its own rows, of which some may be none"
            )
        placed = OwnRows(self.backend, self.ranks, samples, counts)
        weight = split_target(samples[1])[1]
        if weight is not None:
            total = sum(self.ranks.gather_objects(float(np.sum(self.backend.to_host(weight)))))
            self.inputs.check_sum(total, "every sample of all ranks")
        return placed

    def facts(self, samples: Tree, order: Any, validation: Any) -> dict[str, Any]:
        """Return what must be the same on all ranks: dtypes and shapes, and of data that all have also the bytes."""
        arrays = {"x": samples[0], "y": split_target(samples[1])[0]}
        arrays["sample_weight"] = () if (weight := split_target(samples[1])[1]) is None else weight
        kind = type(validation).__name__ if isinstance(validation, tuple | list | None) else validation
        facts: dict[str, Any] = {"sharded": self.sharded, "validation": kind, "order": None if order is None else _digest(order)}
        for name, array in arrays.items():
            shapes = [("n", *leaf.shape[1:]) if self.sharded else tuple(leaf.shape) for leaf in leaves(array)]
            facts[f"the shape of {name}"] = str(shapes)
            if not self.sharded:
                facts[f"the SHA-256 of {name}"] = digest(self.backend.to_host, array)
        return facts

    def orders(self, order: Any, epochs: int, placed: Tree | Samples) -> NDArray[np.int64]:
        """Convert orders of rows, (1, n) or (epochs, n)."""
        if isinstance(placed, OwnRows):
            return row_numbers(order, epochs, placed.n)
        return self.inputs.row_orders(order, epochs, (placed.arrays if isinstance(placed, CopiedRows) else placed)[1])

    def split(self, samples: Tree, validation: Any, key: Key) -> tuple[Tree | Samples, Tree | Samples | None]:
        """Return the samples to train on, and those for validation, by the argument ``validation`` of `bpnet.Network.fit`."""
        if not self.sharded:
            training, held_out = self.inputs.split_validation(samples, validation, key)
            return self.place(training), None if held_out is None else self.place(held_out)
        placed = self.place(samples)
        if validation is None or isinstance(validation, tuple | list):
            return placed, None if validation is None else self.place(self.convert(*validation, None, name="validation "))
        rows = (self.backend.to_host(part) for part in split_rows(self.backend, key, placed.n, validation))
        training, held_out = (placed.select(part) for part in rows)
        return training, held_out

    def batches(
        self,
        xp: Any,
        steps: Steps,
        samples: Tree | Samples,
        size: int,
        order: Callable[[int], Any],
        *,
        compile: bool | None,  # noqa: A002
    ) -> tuple[Callable[..., Any], Batches | DistributedBatches]:
        """Return the training step, and the batches that it takes."""
        if self.ranks.size == 1:
            return steps.choose(compile), Batches(xp, *samples, size, order)
        step = steps.on_ranks(self.ranks, compile)
        return step, DistributedBatches(xp, samples, step, size, order)

    def loss(self, steps: Steps, samples: Tree | Samples, *, compile: bool | None) -> tuple[Callable[..., Any], tuple[Any, ...]]:  # noqa: A002
        """Return the loss in inference, and its arguments after params and state."""
        if self.ranks.size == 1:
            return steps.choose_loss(compile), samples
        return steps.loss_on_ranks(self.ranks), (samples,)


def count(samples: Tree | Samples) -> int:
    """Return the number of samples."""
    return samples.n if isinstance(samples, CopiedRows | OwnRows) else int(samples[0].shape[0])


def _digest(order: Any) -> str:
    return digest(np.asarray, np.asarray(order))
