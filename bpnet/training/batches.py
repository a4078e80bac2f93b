"""Which samples, and in which order: batches, shuffles, an order of the user's own, a part that is set apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bpnet import random
from bpnet._checks import check_number
from bpnet._messages import short_repr
from bpnet.arrays import map_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from bpnet.arrays import Array, Namespace, Tree
    from bpnet.backend import Backend
    from bpnet.random import Key

SHUFFLES, VALIDATION = 1, 2  # children of a network's key


def batches(xp: Namespace, samples: Tree, n: int, size: int, order: Array | None) -> Iterator[Tree]:
    """The batches of one epoch, the last one perhaps short."""
    if size >= n and order is None:
        yield samples
        return
    for start in range(0, n, size):
        yield rows(xp, samples, order, start, min(start + size, n))


def rows(xp: Namespace, samples: Tree, order: Array | None, start: int, stop: int) -> Tree:
    """Some rows of every array of a tree, in their order."""
    if order is None:
        return map_tree(lambda a: a[start:stop, ...], samples)
    chosen = order[start:stop]
    return map_tree(lambda a: xp.take(a, chosen, axis=0), samples)


def ordered(
    backend: Backend, key: Key, n: int, *, shuffle: bool, numbers: NDArray[Any] | None = None, first: int = 0
) -> Callable[[int], Array | None]:
    """The order of n rows in an epoch, as a function of its number; None for as they are.

    Parameters
    ----------
    backend, key
        Where the order is needed, and the network's key.
    n
        Number of rows.
    shuffle
        Whether each epoch has a new order, a pure function of the key and the number of the epoch.
    numbers, first
        The user's own order, (1, n) or (epochs, n), of which the first row is for the epoch ``first``.
    """
    if numbers is not None:
        return lambda epoch: backend.from_host(numbers[(epoch - first) % len(numbers)], "int64")
    if not shuffle:
        return lambda _: None
    shuffles = random.child(key, SHUFFLES)
    return lambda epoch: permutation(backend, shuffles, epoch, n)


def permutation(backend: Backend, key: Key, stream: int, n: int) -> Array:
    """`bpnet.random.permutation` on a backend's device, by its own kernel where it has one."""
    kernel = backend.random_kernels().get("permutation")
    if kernel is not None:
        return kernel(key, stream, n)
    return random.permutation(backend.xp, key, stream, n, device=backend.device)


def split(backend: Backend, key: Key, samples: Tree, n: int, fraction: Any) -> tuple[Tree, Tree]:
    """The samples to train on, and a fraction of them that is set apart, drawn by the key."""
    held = round(check_number("validation", fraction) * n)
    if not 0 < held < n:
        raise ValueError(f"validation must be (x, y), or a fraction that leaves samples on both sides, got {short_repr(fraction)}")
    order = permutation(backend, random.child(key, VALIDATION), 0, n)
    return rows(backend.xp, samples, order, held, n), rows(backend.xp, samples, order, 0, held)
