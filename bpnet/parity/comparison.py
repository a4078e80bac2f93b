"""One trajectory held against another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bpnet.parity.tolerance import drift

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from bpnet.parity.trajectory import Trajectory


class Divergence(NamedTuple):
    """Where two trajectories first part."""

    epoch: int
    """How many epochs are behind the params, or the number of the epoch whose loss it is."""
    array: str
    element: tuple[int, ...]
    expected: float
    got: float
    error: float
    """In eps."""
    allowed: float

    def __str__(self) -> str:
        place = f"{self.array}{list(self.element) if self.element else ''}"
        values = f"{self.got!r} in place of {self.expected!r}"
        return f"epoch {self.epoch}, {place}: {values}, {self.error:.3g} eps apart, allowed {self.allowed:.3g}"


class Comparison(NamedTuple):
    """How far a trajectory is from the reference's."""

    passed: bool
    error: float
    """The worst, in eps, scaled by ``max(1, |w|)``."""
    tolerance: float
    """Where the error comes closest to it, or exceeds it most; in eps."""
    epochs: int
    arrays: int
    """Compared: params at checkpoints, and runs of losses between them."""
    first: Divergence | None
    """Where the tolerance is first exceeded."""


def compare(reference: Trajectory, other: Trajectory, dtype: str, allowed: NDArray[np.float64]) -> Comparison:
    """Hold a trajectory against the reference's; ``allowed`` as `tolerances` gives it, or zeros for bit for bit.

    Raises
    ------
    ValueError
        If the two are not of the same training: other checkpoints, or other params, or a state of other dtypes.
    """
    if (reference.epochs, reference.names) != (other.epochs, other.names) or reference.losses.shape != other.losses.shape:
        raise ValueError(
            f"these are not the same training: {len(other.losses)} epochs of {other.names} with checkpoints at {other.epochs}, "
            f"expected {len(reference.losses)} of {reference.names} with checkpoints at {reference.epochs}"
        )
    if reference.state_dtypes != other.state_dtypes:
        raise ValueError(f"the state has the dtypes {other.state_dtypes}, expected {reference.state_dtypes}")
    if {str(array.dtype) for array in reference.params[0]} != {dtype}:
        raise ValueError(f"the reference is of {reference.params[0][0].dtype}, not of {dtype}")
    worst, closest, first, arrays = 0.0, (-np.inf, 0.0), None, 0
    for limit, epoch, name, ours, theirs in _pairs(reference, other, allowed):
        arrays += 1
        apart = drift(ours, theirs, dtype)
        if limit == 0.0:
            apart = np.where(_bits(ours) == _bits(theirs), 0.0, np.maximum(apart, np.finfo(np.float64).tiny))
        error = float(np.max(apart))
        worst, closest = max(worst, error), max(closest, (error - limit, limit))
        if first is None and not error <= limit:
            place = np.unravel_index(int(np.argmax(~(apart <= limit))), apart.shape)
            element = tuple(int(i) for i in place)
            values = float(ours[element]), float(theirs[element]), float(apart[element])
            loss = name == "loss"
            first = Divergence(epoch + element[0] if loss else epoch, name, () if loss else element, *values, limit)
    return Comparison(first is None and arrays > 0, worst, closest[1], len(reference.losses), arrays, first)


def _pairs(
    reference: Trajectory, other: Trajectory, allowed: NDArray[np.float64]
) -> Iterator[tuple[float, int, str, NDArray[np.floating], NDArray[np.floating]]]:
    """``allowed, epoch, name, ours, theirs`` of all that is compared, in the order of the training; nothing empty."""
    done = 0
    for epoch, limit, ours, theirs in zip(reference.epochs, allowed.tolist(), reference.params, other.params, strict=True):
        if epoch > done:
            yield limit, done, "loss", reference.losses[done:epoch], other.losses[done:epoch]
        for name, a, b in zip(reference.names, ours, theirs, strict=True):
            if a.shape != b.shape or a.dtype != b.dtype:
                raise ValueError(f"{name} is {b.dtype} {b.shape}, expected {a.dtype} {a.shape}")
            yield limit, epoch, name, a, b
        done = epoch


def _bits(array: NDArray[np.floating]) -> NDArray[np.unsignedinteger]:
    return np.ascontiguousarray(array).view(f"u{array.dtype.itemsize}")
