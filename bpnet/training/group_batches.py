"""Batches of a group of networks: each has its own order of the rows, or all have the stored one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet import random
from bpnet._checks import check_number
from bpnet._messages import short_repr
from bpnet.arrays import Array, Namespace, Tree, leaves, map_tree
from bpnet.backend import Backend
from bpnet.compiler.replicated_step import stacked_samples
from bpnet.training.batches import SHUFFLES, VALIDATION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bpnet.random import Key


class GroupBatches(NamedTuple):
    """The samples of a training run of some networks, and their division into batches."""

    backend: Backend
    x: Array
    """(n, n_in), or (replicas, n, n_in)."""
    target: Tree
    """Targets, labels or a `bpnet.losses.Target`, each of its arrays shared or stacked."""
    size: int
    """Samples in a batch, at most n."""
    keys: tuple[Any, Any] | None
    """Words of the keys of the shuffles, (replicas, 1) each; None for no shuffles."""
    given: NDArray[np.int64] | None = None
    """The user's orders: (1 or replicas, 1 or epochs, n)."""
    first: NDArray[np.int64] | None = None
    """For each network its epoch to which the first of the user's orders belongs."""

    @property
    def n(self) -> int:
        """Number of samples of a network."""
        return int(self.x.shape[-2])

    @property
    def per_epoch(self) -> int:
        """Number of batches in an epoch."""
        return -(-self.n // self.size)

    @property
    def samples(self) -> tuple[Array, Tree]:
        """All samples."""
        return self.x, self.target

    @property
    def lengths(self) -> NDArray[np.float64]:
        """Number of samples in each batch of an epoch."""
        return np.asarray([min(self.size, self.n - start) for start in range(0, self.n, self.size)], dtype=np.float64)

    def order(self, epochs: NDArray[np.int64]) -> Array | None:
        """Return the orders of the rows (replicas, n) in an epoch of each network; None for the stored one."""
        xp, device = self.backend.xp, self.backend.device
        if self.given is not None and self.first is not None:
            count = self.given.shape[1]
            which = np.broadcast_to(np.arange(len(self.given)), epochs.shape)
            chosen: Array = self.backend.from_host(self.given[which, (epochs - self.first) % count], "int64")
            return chosen
        if self.keys is None:
            return None
        stream = self.backend.from_host(np.asarray(epochs)[:, None], "int64")
        made: Array = random.permutation(xp, self.keys, stream, self.n, device=device)
        return made

    def of_epoch(self, epochs: NDArray[np.int64]) -> Iterator[tuple[Array, Tree]]:
        """Iterate over the batches ``(x, target)`` of an epoch; the arrays are stacked if each network has its own order."""
        order = self.order(epochs)
        if order is None and self.size >= self.n:
            yield self.samples
            return
        for start in range(0, self.n, self.size):
            yield rows(self.backend.xp, self.samples, order, start, min(start + self.size, self.n))

    def of(self, members: Any) -> GroupBatches:
        """Return the batches of some of the networks, by their numbers: an array of the backend, and of the host."""
        on_device, host = members
        xp, flags = self.backend.xp, iter(stacked_samples(self.samples))
        x, target = map_tree(lambda a: xp.take(a, on_device, axis=0) if next(flags) else a, self.samples)
        keys = None if self.keys is None else (xp.take(self.keys[0], on_device, axis=0), xp.take(self.keys[1], on_device, axis=0))
        given = self.given if self.given is None or len(self.given) == 1 else self.given[host]
        first = None if self.first is None else self.first[host]
        return self._replace(x=x, target=target, keys=keys, given=given, first=first)


def rows(xp: Namespace, samples: tuple[Array, Tree], order: Array | None, start: int, stop: int) -> Tree:
    """Return some rows of every array of the samples: those of the stored order, or of each network's (replicas, n)."""
    flags = iter(stacked_samples(samples))
    if order is None:
        return map_tree(lambda a: a[:, start:stop, ...] if next(flags) else a[start:stop, ...], samples)
    chosen = order[:, start:stop]
    return map_tree(lambda a: take_rows(xp, a, chosen, stacked=next(flags)), samples)


def take_rows(xp: Namespace, array: Array, chosen: Array, *, stacked: bool) -> Array:
    """Return for each network its rows (replicas, m) of an array that all share, or of its own part of a stacked one."""
    replicas, m = (int(n) for n in chosen.shape)
    rest = array.shape[1:]
    if stacked:
        n, rest = int(array.shape[1]), array.shape[2:]
        first = xp.expand_dims(xp.arange(replicas, dtype=chosen.dtype, device=getattr(chosen, "device", None)), axis=1)
        chosen, array = chosen + first * n, xp.reshape(array, (replicas * n, *rest))
    taken: Array = xp.reshape(xp.take(array, xp.reshape(chosen, (replicas * m,)), axis=0), (replicas, m, *rest))
    return taken


def stack_keys(backend: Backend, seeds: Sequence[int], index: int) -> tuple[Any, Any]:
    """Return the words of the keys of a child of each seed's key, (replicas, 1) each."""
    keys: list[Key] = [random.child(random.key_of(seed), index) for seed in seeds]
    words = np.asarray(keys, dtype=np.int64)
    return backend.from_host(words[:, :1], "int64"), backend.from_host(words[:, 1:], "int64")


def group_batches(
    backend: Backend, samples: tuple[Array, Tree], size: int, seeds: Sequence[int], *, shuffle: bool, given: Any, first: Any
) -> GroupBatches:
    """Return the batches of a training run.

    Parameters
    ----------
    shuffle
        Whether each epoch has a new order, a pure function of a network's seed and of the number of its epoch.
    """
    keys = stack_keys(backend, seeds, SHUFFLES) if shuffle and given is None else None
    return GroupBatches(backend, *samples, size, keys, given, first)


def split_each(
    backend: Backend, seeds: Sequence[int], samples: tuple[Array, Tree], fraction: Any
) -> tuple[tuple[Array, Tree], tuple[Array, Tree]]:
    """Return for each network the samples to train on, and a fraction of them that is held out, chosen by its seed."""
    kind = "(x, y), or a fraction that leaves samples on both sides"
    n = int(samples[0].shape[-2])
    held_out = round(check_number("validation", fraction, kind) * n)
    if not 0 < held_out < n:
        raise ValueError(f"validation must be {kind}, got {short_repr(fraction)}")
    stream = backend.from_host(np.zeros((len(seeds), 1), np.int64), "int64")
    order = random.permutation(backend.xp, stack_keys(backend, seeds, VALIDATION), stream, n, device=backend.device)
    return rows(backend.xp, samples, order, held_out, n), rows(backend.xp, samples, order, 0, held_out)


def weight_of(samples: tuple[Array, Tree]) -> Array | None:
    """Return the weights of the samples, (n,) or (replicas, n), if there are any."""
    _, *weights = leaves(samples[1])
    return weights[0] if weights else None
