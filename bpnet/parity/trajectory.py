"""A training as numbers on the host: every loss, and all params at checkpoints."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bpnet.arrays import leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from bpnet.arrays import Tree
    from bpnet.backend.registry import BackendSpec
    from bpnet.parity.cases import Case
    from bpnet.training.network import Network

CHECKPOINTS = 20
"""Of a native training, at most; in exact arithmetic every epoch is one."""


class Trajectory(NamedTuple):
    """The loss of every epoch, and all params at the start and at each checkpoint, on the host."""

    losses: NDArray[np.float64]
    epochs: tuple[int, ...]
    """How many epochs each checkpoint has behind it, 0 for the first."""
    names: tuple[str, ...]
    """Of the params, such as ``params[0][1]``."""
    params: tuple[tuple[NDArray[np.floating], ...], ...]
    subnormals: int = 0
    """Numbers below the normal range, other than 0, in the params, states and memories of all checkpoints."""
    state_dtypes: tuple[str, ...] = ()
    """Of each array of the state, at the end."""
    plain_steps: int = 0
    """Steps that ran as they are though the compiled step was asked for."""

    @property
    def sha256(self) -> str:
        """One line that stands for every bit.

        SHA-256 of the params at the start, and then for each checkpoint of the losses since the last one, as float64, and of
        the params: all little-endian, params in their order and their own dtype, elements in C order.
        """
        digest = hashlib.sha256()
        done = 0
        for epoch, params in zip(self.epochs, self.params, strict=True):
            for array in (self.losses[done:epoch], *params):
                digest.update(np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<")).tobytes())
            done = epoch
        return digest.hexdigest()


def run(
    case: Case,
    backend: BackendSpec,
    dtype: str,
    *,
    arithmetic: str = "native",
    compile: bool = True,  # noqa: A002 - as in `Network.fit`
    start: Tree = None,
    full: bool = False,
) -> Trajectory:
    """Train a case on a backend.

    Parameters
    ----------
    case, backend, dtype
        What is trained, and where.
    arithmetic
        "native", or "exact".
    compile
        Whether to run the step as the backend compiles it.
    start
        First params; by default the case's own.
    full
        Whether to train for the whole length.
    """
    net = case.build(backend, dtype, arithmetic)
    if start is not None:
        net.params = start
    epochs = case.full_epochs if full else case.epochs
    parts = epochs if arithmetic == "exact" else min(CHECKPOINTS, epochs)
    params, losses, subnormals = [_host(net, net.params)], [np.empty(0)], _subnormals(net)
    counts = [0]
    for part in np.array_split(np.arange(epochs), parts):
        history = net.fit(case.x, case.y, epochs=len(part), batch_size=case.batch_size, compile=compile)
        losses.append(history.loss)
        params.append(_host(net, net.params))
        counts.append(counts[-1] + len(part))
        subnormals += _subnormals(net)
    state_dtypes = tuple(str(array.dtype) for array in _host(net, net.state))
    names, plain_steps = tuple(_names("params", net.params)), _plain_steps(net) if compile else 0
    return Trajectory(np.concatenate(losses), tuple(counts), names, tuple(params), subnormals, state_dtypes, plain_steps)


def _plain_steps(net: Network) -> int:
    """How many steps the compiled step of a network ran as they are."""
    return int(getattr(net._steps.compiled, "plain_steps", 0))  # noqa: SLF001 - the step that `fit` took


def _host(net: Network, tree: Tree) -> tuple[NDArray[np.floating], ...]:
    return tuple(net.backend.to_host(leaf) for leaf in leaves(tree))


def _subnormals(net: Network) -> int:
    """How many numbers of the training are neither zero nor normal."""
    count = 0
    for array in _host(net, net.training[:3]):
        if array.dtype.kind == "f":
            size = np.abs(array)
            count += int(np.count_nonzero((size > 0) & (size < np.finfo(array.dtype).smallest_normal)))
    return count


def _names(path: str, tree: Tree) -> Iterator[str]:
    """Each leaf of a tree, as one would write it."""
    if not isinstance(tree, tuple):
        yield path
        return
    for index, branch in enumerate(tree):
        yield from _names(f"{path}[{index}]", branch)
