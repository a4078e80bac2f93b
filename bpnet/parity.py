"""Proof that backends train alike: run a case on NumPy and on another backend, and hold the trajectories together.

How far rounding alone may carry two correct runs apart is not a matter of taste: NumPy is run again from start weights nudged
by one unit in the last place, and what that does to the trajectory is the measure of what is allowed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.datasets import xor
from bpnet.mlp import MLP
from bpnet.optimizers import sgd
from bpnet.random import key_of, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bpnet.network import Network
    from bpnet.registry import Spec

FLOOR, FACTOR = 128.0, 16.0
"""Of the tolerance: ``max(128, 16 S)`` eps, S being the drift of the nudged reference."""
TOO_SENSITIVE = {"float64": 1e-9, "float32": 1e-3}
"""Above this tolerance a case proves nothing, and is rejected."""


class Case(NamedTuple):
    """Something to train: a network as a function of backend and dtype, data, and how long."""

    name: str
    build: Callable[[Spec, str], Network]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    epochs: int
    batch_size: int | None = None
    checkpoints: int = 4


class Trajectory(NamedTuple):
    """The loss of every epoch, and all params at the start and at each checkpoint, on the host."""

    losses: NDArray[np.float64]
    params: tuple[tuple[NDArray[np.floating], ...], ...]


class Comparison(NamedTuple):
    """How far a trajectory is from the reference's."""

    passed: bool
    error: float
    """The worst, in eps, scaled by ``max(1, |w|)``."""
    tolerance: float
    """Where the error comes closest to it, or exceeds it most; in eps."""
    epochs: int
    arrays: int
    first: str
    """Where the tolerance is first exceeded."""


def xor_case(hidden: str, learning_rate: float = 4.0, epochs: int = 400) -> Case:
    """The XOR network 2-4-1 with hidden units of a kind and an output of sigmoid, trained by gradient descent."""
    x, y = xor()

    def build(backend: Spec, dtype: str) -> Network:
        optimizer = sgd(learning_rate)
        return MLP((2, 4, 1), hidden=hidden, output="sigmoid", optimizer=optimizer, seed=1, backend=backend, dtype=dtype)

    return Case(f"xor-{hidden}", build, x, y, epochs)


CASES = tuple(xor_case(hidden) for hidden in ("sigmoid", "tanh", "relu"))


def run(case: Case, backend: Spec, dtype: str, *, start: Tree = None, compile: bool = True) -> Trajectory:  # noqa: A002
    """Train a case on a backend, by default from its own first weights."""
    net = case.build(backend, dtype)
    if start is not None:
        net.params = start
    params, losses = [_host(net)], []
    for part in np.array_split(np.arange(case.epochs), case.checkpoints):
        losses.append(net.fit(case.x, case.y, epochs=len(part), batch_size=case.batch_size, compile=compile).loss)
        params.append(_host(net))
    return Trajectory(np.concatenate(losses), tuple(params))


def _host(net: Network) -> tuple[NDArray[np.floating], ...]:
    return tuple(net.backend.to_host(leaf) for leaf in leaves(net.params))


def drifts(reference: Trajectory, other: Trajectory, dtype: str) -> NDArray[np.float64]:
    """The worst difference at each checkpoint, in eps, scaled by ``max(1, |w|)``; losses count at the checkpoint after them."""
    eps = float(np.finfo(dtype).eps)
    worst = [max(map(_drift, a, b)) for a, b in zip(reference.params, other.params, strict=True)]
    parts = len(worst) - 1
    for i, (a, b) in enumerate(zip(*(np.array_split(t.losses, parts) for t in (reference, other)), strict=True)):
        worst[i + 1] = max(worst[i + 1], _drift(a, b))
    return np.asarray(worst) / eps


def _drift(a: NDArray[np.floating], b: NDArray[np.floating]) -> float:
    a, b = a.astype(np.float64), b.astype(np.float64)
    drift = np.max(np.abs(a - b) / np.maximum(1.0, np.abs(a)))
    return float(drift) if np.isfinite(drift) else np.inf


def sensitivity(case: Case, dtype: str, reference: Trajectory) -> NDArray[np.float64]:
    """S: the worst drift at each checkpoint, in eps, of three NumPy runs from start weights nudged by 1 ulp."""
    start = case.build("numpy", dtype).params
    nudged = (map_tree(lambda w: _nudge(w, how), start) for how in ("up", "down", "mixed"))  # noqa: B023 - used at once
    runs = [drifts(reference, run(case, "numpy", dtype, start=params), dtype) for params in nudged]
    return np.max(runs, axis=0)


def _nudge(w: NDArray[np.floating], how: str) -> NDArray[np.floating]:
    """Each number moved by one unit in the last place; zeros stay, since a zero is the same zero on every backend."""
    bits = words(np, key_of(1), 0, w.size)[0].reshape(w.shape) & 1
    sign = {"up": np.ones_like(bits), "down": np.zeros_like(bits), "mixed": bits}[how]
    nudged: NDArray[np.floating] = np.nextafter(w, np.where(sign == 1, np.inf, -np.inf).astype(w.dtype))
    return np.where(w == 0.0, w, nudged)


def tolerances(case: Case, dtype: str, reference: Trajectory) -> NDArray[np.float64]:
    """``max(128, 16 S)`` eps at each checkpoint.

    Raises
    ------
    ValueError
        If ``16 S`` eps exceeds 1e-9 (float64) or 1e-3 (float32): the case is too sensitive to prove anything.
    """
    s = FACTOR * sensitivity(case, dtype, reference)
    worst = float(np.max(s)) * float(np.finfo(dtype).eps)
    if not worst <= TOO_SENSITIVE[dtype]:
        raise ValueError(f"case {case.name} is too sensitive in {dtype}: rounding alone may move it by {worst:.1e}")
    return np.maximum(FLOOR, s)


def compare(reference: Trajectory, other: Trajectory, dtype: str, allowed: NDArray[np.float64]) -> Comparison:
    """Hold a trajectory against the reference's; ``allowed`` as `tolerances` gives it, or zeros for bit for bit."""
    drift = drifts(reference, other, dtype)
    closest = int(np.argmax(drift - allowed))
    beyond = np.flatnonzero(~(drift <= allowed))
    parts = len(drift) - 1
    first = (
        f"checkpoint {beyond[0]} of {parts}: {drift[beyond[0]]:.3g} eps, allowed {allowed[beyond[0]]:.3g}" if beyond.size else ""
    )
    arrays = sum(len(params) for params in reference.params)
    return Comparison(not beyond.size, float(np.max(drift)), float(allowed[closest]), reference.losses.size, arrays, first)
