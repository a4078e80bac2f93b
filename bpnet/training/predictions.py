"""The outputs of a network on the samples of a training, in inference, beside their targets."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.arrays import Array, Tree
from bpnet.losses.base import split_target
from bpnet.training.batches import rows
from bpnet.training.evaluation import portions

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bpnet.backend import Backend
    from bpnet.distributed.ranks import Ranks
    from bpnet.distributed.rows import Samples as RankSamples
    from bpnet.training.disk_samples import DiskSamples
    from bpnet.training.inputs import Samples

Outputs = Any
"""A function ``(params, state, x) -> y``, plain or compiled."""


class Predictions(NamedTuple):
    """Outputs and targets of all samples; both are arrays of the backend, or of the host where samples come in portions."""

    outputs: Callable[[Tree], Array]
    """``((params, state)) -> y``, (*replicas, n, n_out)."""
    target: Array
    weight: Array | None = None
    on_host: bool = False
    """True for samples on disk, or of several ranks: only a portion of the inputs is in memory, and outputs are joined here."""


def predictions_in_memory(
    backend: Backend, function: Outputs, samples: Samples, *, rows: Callable[..., Samples] = rows
) -> Predictions:
    """Return predictions for samples that are arrays of the backend, which stay there."""
    x, target = samples
    spans = portions(*(int(n) for n in x.shape[-2:]))

    def outputs(trees: Tree) -> Array:
        if len(spans) == 1:
            made: Array = function(*trees, x)
            return made
        parts = [function(*trees, rows(backend.xp, samples, None, *span)[0]) for span in spans]
        joined: Array = backend.xp.concat(parts, axis=-2)
        return joined

    return Predictions(outputs, *split_target(target))


def predictions_on_disk(backend: Backend, function: Outputs, samples: DiskSamples) -> Predictions:
    """Return predictions for samples on disk: one portion of the inputs is in memory, outputs and targets are joined."""
    spans = [slice(*span) for span in portions(*samples.shape)]

    def outputs(trees: Tree) -> NDArray[Any]:
        return np.concatenate([backend.to_host(function(*trees, samples.take(span)[0])) for span in spans])

    kept = [split_target(samples.take_targets(span)) for span in spans]
    target = np.concatenate([backend.to_host(values) for values, _ in kept])
    return Predictions(outputs, target, samples.weight, on_host=True)


def predictions_on_ranks(backend: Backend, function: Outputs, samples: RankSamples, ranks: Ranks, n_out: int) -> Predictions:
    """Return predictions for the samples of several ranks, which compute an equal share of every portion, and gather all."""
    dtype = str(samples.arrays[0].dtype).rpartition(".")[2]
    empty = np.empty((0, n_out), dtype)

    def gather(part: Callable[[Tree], NDArray[Any]], what: str) -> NDArray[Any]:
        made = []
        for start, stop in portions(samples.n, int(samples.arrays[0].shape[-1])):
            ends = [(stop - start) * rank // ranks.size for rank in range(ranks.size + 1)]
            share = samples.take(None, start, list(pairwise(ends)))
            made += ranks.gather_objects(part(share), what)
        return np.concatenate(made)

    def outputs(trees: Tree) -> NDArray[Any]:
        return gather(lambda share: backend.to_host(function(*trees, share[0])) if share[0].shape[0] else empty, "the outputs")

    target = gather(lambda share: backend.to_host(split_target(share[1])[0]), "the targets")
    return Predictions(outputs, target, on_host=True)
