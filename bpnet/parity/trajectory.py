"""Trajectory of a training run: all losses, and the parameters at checkpoints, as NumPy arrays."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bpnet.arrays import leaves
from bpnet.training.steps import count_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bpnet.arrays import Tree
    from bpnet.backend.selection import BackendSpec
    from bpnet.parity.cases import Case
    from bpnet.training.network import Network

CHECKPOINTS = 20
"""Maximum number of checkpoints in native arithmetic; in exact arithmetic every epoch is a checkpoint."""


class Trajectory(NamedTuple):
    """Loss of every epoch, and the parameters at the start and at each checkpoint, as NumPy arrays."""

    losses: NDArray[np.float64]
    """(epochs,), or (epochs, replicas) of many networks at once, whose parameters have an axis of replicas in front too."""
    epochs: tuple[int, ...]
    """Epochs completed at each checkpoint; 0 for the first."""
    names: tuple[str, ...]
    """Names of the parameters, such as ``params[0][1]``."""
    params: tuple[tuple[NDArray[np.floating], ...], ...]
    """The parameters at each checkpoint, in the order of ``names``."""
    subnormals: int = 0
    """Number of subnormal elements in params, state and opt_state at all checkpoints."""
    state_dtypes: tuple[str, ...] = ()
    """Dtype of each array of the final state."""
    plain_steps: int = 0
    """Number of uncompiled steps that ran although ``compile=True``."""
    compiled_steps: int = 0
    """Number of compiled steps that ran, if the backend counts them."""

    @property
    def sha256(self) -> str:
        """SHA-256 digest of every bit of the trajectory.

        It covers the initial parameters, then for each checkpoint the losses since the previous one, as float64, and the
        parameters: little-endian, parameters in order and in their own dtype, elements in C order.
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
    comm: Any = None,
) -> Trajectory:
    """Train a case on a backend.

    Parameters
    ----------
    case, backend, dtype
        Training, backend and floating-point type.
    arithmetic
        "native" or "exact".
    compile
        If True, run the step that the backend compiles.
    start
        Initial parameters; by default those of the case.
    full
        If True, train for ``case.full_epochs`` epochs.
    comm
        As in `Network.fit`.
    """
    net = case.build(backend, dtype, arithmetic)
    if start is not None:
        net.params = start
    epochs = case.full_epochs if full else case.epochs
    parts = epochs if arithmetic == "exact" else min(CHECKPOINTS, epochs)
    params, losses, subnormals = [_to_host(net, net.params)], list[NDArray[np.float64]](), _count_subnormals(net)
    counts = [0]
    for part in np.array_split(np.arange(epochs), parts):
        history = net.fit(case.x, case.y, epochs=len(part), batch_size=case.batch_size, compile=compile, comm=comm)
        losses.append(history.loss)
        params.append(_to_host(net, net.params))
        counts.append(counts[-1] + len(part))
        subnormals += _count_subnormals(net)
    state_dtypes = tuple(str(array.dtype) for array in _to_host(net, net.state))
    names = tuple(_leaf_names("params", net.params))
    compiled, plain = count_steps(net._steps.compiled) if compile else (0, 0)  # noqa: SLF001 - the step that `fit` took
    return Trajectory(np.concatenate(losses), tuple(counts), names, tuple(params), subnormals, state_dtypes, plain, compiled)


def run_alone(case: Case, dtype: str, arithmetic: str, *, full: bool) -> list[Trajectory]:
    """Train the networks of a case of replicas one by one, uncompiled on NumPy."""
    return [run(one, "numpy", dtype, arithmetic=arithmetic, compile=False, full=full) for one in case.each()]


def stack(parts: list[Trajectory]) -> Trajectory:
    """Return the trajectories of networks as that of the group."""
    first = parts[0]
    params = tuple(
        tuple(np.stack(arrays) for arrays in zip(*checkpoints, strict=True))
        for checkpoints in zip(*(part.params for part in parts), strict=True)
    )
    losses, subnormals = np.stack([part.losses for part in parts], axis=1), sum(part.subnormals for part in parts)
    return first._replace(losses=losses, params=params, subnormals=subnormals)


def _to_host(net: Network, tree: Tree) -> tuple[NDArray[np.floating], ...]:
    return tuple(net.backend.to_host(leaf) for leaf in leaves(tree))


def _count_subnormals(net: Network) -> int:
    """Return the number of subnormal elements in params, state and opt_state."""
    count = 0
    for array in _to_host(net, net.training[:3]):
        if array.dtype.kind == "f":
            size = np.abs(array)
            count += int(np.count_nonzero((size > 0) & (size < np.finfo(array.dtype).smallest_normal)))
    return count


def _leaf_names(path: str, tree: Tree) -> Iterator[str]:
    """Yield the path of each leaf, such as ``params[0][1]``."""
    if not isinstance(tree, tuple):
        yield path
        return
    for index, branch in enumerate(tree):
        yield from _leaf_names(f"{path}[{index}]", branch)
