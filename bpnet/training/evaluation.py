"""The loss of a network on its data, in inference: on many samples portion by portion, joined on the host."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.arrays import Array, Tree
from bpnet.losses.base import split_target
from bpnet.training.batches import row_sums, rows, weighted_sums

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bpnet.backend import Backend
    from bpnet.distributed.rows import Samples as RankSamples
    from bpnet.distributed.step import DistributedLoss
    from bpnet.training.inputs import Samples
    from bpnet.training.steps import Steps

MOST_ROWS, MOST_NUMBERS = 1 << 16, 1 << 23
"""Limits of a portion: rows, and numbers of its inputs. All losses on more samples depend on them, in the last digits."""


class DataLoss(NamedTuple):
    """The loss of a network, or of each of a group, in inference on some data.

    Samples are computed in portions, so that the memory that they take has a limit; portions depend on shapes alone.
    """

    backend: Backend
    evaluate: Callable[[Tree, int, int], tuple[Array, Any]]
    """``(trees, start, stop)``: the loss on these rows and their share, their number or the sum of their weights."""
    n: int
    n_in: int
    mean: bool
    """True if the loss is a mean over the samples."""

    def __call__(self, params: Tree, state: Tree) -> NDArray[np.float64]:
        """Return the loss of these params on the host: () for one network, (replicas,) for a group."""
        return self._join([self._read(*self.evaluate((params, state), *span)) for span in portions(self.n, self.n_in)])

    def on_device(self, params: Tree, state: Tree, dtype: str) -> Array:
        """Return the loss of these params as an array of the backend."""
        spans = portions(self.n, self.n_in)
        if len(spans) == 1:
            return self.evaluate((params, state), *spans[0])[0]
        joined: Array = self.backend.from_host(self(params, state), dtype)
        return joined

    def _read(self, value: Array, share: Any) -> tuple[NDArray[Any], NDArray[Any]]:
        """Copy the loss and the share of a portion to the host: waits, so that only one portion is in memory."""
        to_host = self.backend.to_host
        return to_host(value).astype(np.float64), np.asarray(share if isinstance(share, int) else to_host(share), np.float64)

    def _join(self, made: list[tuple[NDArray[Any], NDArray[Any]]]) -> NDArray[np.float64]:
        if len(made) == 1:
            return made[0][0]
        values = np.stack([value for value, _ in made], axis=-1)
        lines = values.reshape(-1, len(made))
        if not self.mean:
            return row_sums(lines).reshape(values.shape[:-1])
        shares = np.stack([np.broadcast_to(share, values.shape[:-1]) for _, share in made], axis=-1)
        return weighted_sums(lines, shares.reshape(lines.shape)).reshape(values.shape[:-1])


def portions(n: int, n_in: int) -> list[tuple[int, int]]:
    """Return the first row, and the row after the last, of each portion of ``n`` samples, in which the loss is computed.

    A portion has 2**k rows, at most `MOST_ROWS`, and `MOST_NUMBERS` inputs if that is a row or more.
    """
    most = max(1, min(MOST_ROWS, MOST_NUMBERS // n_in))
    size = 1 << (most.bit_length() - 1)
    return [(start, min(start + size, n)) for start in range(0, n, size)]


def loss_on(
    backend: Backend,
    steps: Steps,
    loss: Callable[..., Array],
    take: Callable[[int, int], Samples],
    shape: tuple[int, ...],
) -> DataLoss:
    """Return a loss, ``(params, state, x, target) -> value``, on samples.

    Parameters
    ----------
    steps
        The functions of the network, or of the group.
    take
        Function that returns the samples from a row to another one.
    shape
        Of all inputs, (*replicas, n, n_in).
    """
    *_, n, n_in = shape

    def evaluate(trees: Tree, start: int, stop: int) -> tuple[Array, Any]:
        x, target = take(start, stop)
        weight = split_target(target)[1]
        share = stop - start if weight is None or stop - start == n else steps.xp.sum(weight, axis=-1)
        return loss(*trees, x, target), share

    return DataLoss(backend, evaluate, n, n_in, steps.loss.reduction == "mean")


def loss_in_memory(
    backend: Backend, steps: Steps, loss: Callable[..., Array], samples: Samples, *, rows: Callable[..., Samples] = rows
) -> DataLoss:
    """Return a loss, ``(params, state, x, target) -> value``, on samples that are arrays of the backend.

    ``rows`` is a function as `bpnet.training.batches.rows`.
    """
    shape = tuple(int(n) for n in samples[0].shape)

    def take(start: int, stop: int) -> Samples:
        return samples if stop - start == shape[-2] else rows(backend.xp, samples, None, start, stop)

    return loss_on(backend, steps, loss, take, shape)


def loss_on_ranks(backend: Backend, loss: DistributedLoss, samples: RankSamples, *, mean: bool) -> DataLoss:
    """Return a loss on the samples of several ranks, which all call it together."""

    def evaluate(trees: Tree, start: int, stop: int) -> tuple[Array, Any]:
        params, state = trees
        value, *weight = loss(params, state, samples, start, stop - start)
        return value, weight[0] if weight else stop - start

    return DataLoss(backend, evaluate, samples.n, int(samples.arrays[0].shape[-1]), mean)
