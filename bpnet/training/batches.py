"""Batches of samples: their rows, their order in each epoch, and samples that are held out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet import random
from bpnet._checks import check_number
from bpnet._messages import short_repr
from bpnet.arrays import Array, Namespace, Tree, map_tree
from bpnet.losses import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from bpnet.backend import Backend
    from bpnet.random import Key

LAYERS, SHUFFLES, VALIDATION = 0, 1, 2
"""Numbers of the children of a network's key: for initial values, for orders of rows, and for the samples that are held out."""


class Batches(NamedTuple):
    """The samples of a training run, and their division into batches."""

    xp: Namespace
    x: Array
    """(n, n_in)."""
    target: Tree
    """(n, n_out), labels (n,), or a `bpnet.losses.Target` with weights."""
    size: int
    """Samples in a batch, at most n; the last batch of an epoch may be short."""
    order: Callable[[int], Array | None]
    """``epoch -> row numbers in their order``; None for rows in their stored order."""

    @property
    def n(self) -> int:
        """Number of samples."""
        return int(self.x.shape[0])

    @property
    def samples(self) -> tuple[Array, Tree]:
        """All ``(x, target)``."""
        return self.x, self.target

    def of_epoch(self, epoch: int) -> Iterator[tuple[Array, Tree]]:
        """Iterate over the batches ``(x, target)`` of an epoch."""
        return batches(self.xp, self.samples, self.n, self.size, self.order(epoch))

    def weights(self, orders: list[Array | None]) -> list[Array] | None:
        """Return the sum of the weights of each batch of some epochs, or None if samples have no weights."""
        if not isinstance(self.target, Target):
            return None
        weight = self.target.weight
        return [self.xp.sum(part) for order in orders for part in batches(self.xp, weight, self.n, self.size, order)]


class StepBatches(NamedTuple):
    """The samples of a training run whose step takes their rows itself, and their division into batches, as `Batches`.

    They are on several ranks, or on disk.
    """

    xp: Namespace
    samples: Any
    """Samples that have ``n``, and that the step knows."""
    step: Any
    """A `bpnet.backend.EpochStep`, whose ``weights`` are those of the batches that it has run last."""
    size: int
    """Samples in a batch, at most n; the last batch of an epoch may be short."""
    order: Callable[[int], Array | None]
    """``epoch -> row numbers in their order``; None for rows in their stored order."""

    @property
    def n(self) -> int:
        """Number of samples, on all ranks."""
        return int(self.samples.n)

    def weights(self, orders: list[Any]) -> list[Array] | None:
        """Return the sum of the weights of each batch that the step has run last, or None if samples have no weights."""
        del orders
        return self.step.weights or None


def batch_lengths(n: int, size: int) -> NDArray[np.float64]:
    """Return the number of samples in each batch of an epoch."""
    return np.asarray([min(size, n - start) for start in range(0, n, size)], dtype=np.float64)


def weighted_sums(values: NDArray[np.float64], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of each row of values, weighted by their shares."""
    return row_sums(values * (shares / row_sums(shares)[:, None]))


def row_sums(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the exact sum of each row: the bits of NumPy's would depend on the shape of the matrix."""
    return matrix[:, 0] if matrix.shape[1] == 1 else np.asarray([exact_sum(row) for row in matrix.tolist()])


def exact_sum(numbers: list[float]) -> float:
    """Return the sum, rounded once; infinite or NaN where a sum of floats is."""
    try:
        return math.fsum(numbers)
    except (OverflowError, ValueError):  # of finite numbers, or of both infinities
        return sum(numbers)


def batches(xp: Namespace, samples: Tree, n: int, size: int, order: Array | None) -> Iterator[Tree]:
    """Iterate over the batches of one epoch; the last one may be short."""
    if size >= n and order is None:
        yield samples
        return
    for start in range(0, n, size):
        yield rows(xp, samples, order, start, min(start + size, n))


def rows(xp: Namespace, samples: Tree, order: Array | None, start: int, stop: int) -> Tree:
    """Return some rows of every array of a tree, in their order."""
    if order is None:
        return map_tree(lambda a: a[start:stop, ...], samples)
    chosen = order[start:stop]
    return map_tree(lambda a: xp.take(a, chosen, axis=0), samples)


def row_order(
    backend: Backend, key: Key, n: int, *, shuffle: bool, given: NDArray[Any] | None = None, first: int = 0
) -> Callable[[int], Array | None]:
    """Return ``epoch -> order of the n rows``; the order is None for rows in their stored order.

    Parameters
    ----------
    backend, key
        The backend of the orders, and the network's key.
    n
        Number of rows.
    shuffle
        Whether each epoch has a new order, a pure function of the key and the number of the epoch.
    given, first
        The user's orders, (1, n) or (epochs, n), of which the first is for the epoch ``first``.
    """
    if given is not None:
        return lambda epoch: backend.from_host(given[(epoch - first) % len(given)], "int64")
    if not shuffle:
        return lambda _: None
    shuffles = random.child(key, SHUFFLES)
    return lambda epoch: permutation(backend, shuffles, epoch, n)


def permutation(backend: Backend, key: Key, stream: int, n: int) -> Array:
    """Return `bpnet.random.permutation` on the device, by the backend's own kernel if it has one."""
    kernel = backend.random_kernels().get("permutation")
    if kernel is not None:
        return kernel(key, stream, n)
    return random.permutation(backend.xp, key, stream, n, device=backend.device)


def split_rows(backend: Backend, key: Key, n: int, fraction: Any) -> tuple[Array, Array]:
    """Return the numbers of the rows to train on, and of a fraction of all rows that is held out, chosen by the key."""
    kind = "(x, y), or a fraction that leaves samples on both sides"
    held_out = round(check_number("validation", fraction, kind) * n)
    if not 0 < held_out < n:
        raise ValueError(f"validation must be {kind}, got {short_repr(fraction)}")
    order = permutation(backend, random.child(key, VALIDATION), 0, n)
    return order[held_out:], order[:held_out]
