"""The batches of a training on several ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bpnet.arrays import Array, Namespace

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.distributed.rows import Samples
    from bpnet.distributed.step import DistributedStep


class DistributedBatches(NamedTuple):
    """The samples of a training on several ranks, and their division into batches, as `bpnet.training.batches.Batches`."""

    xp: Namespace
    samples: Samples
    step: DistributedStep
    size: int
    """Samples in a batch of all ranks, at most n; the last batch of an epoch may be short."""
    order: Callable[[int], Array | None]
    """``epoch -> row numbers in their order``; None for rows in their stored order."""

    @property
    def n(self) -> int:
        """Number of samples on all ranks."""
        return self.samples.n

    def weights(self, orders: list[Any]) -> list[Array] | None:
        """Return the sum of the weights of each batch that the step has run last, or None if samples have no weights."""
        del orders
        return self.step.weights or None
