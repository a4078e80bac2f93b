"""Comparison of two trajectories."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bpnet.parity.tolerance import drift

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from bpnet.parity.trajectory import Trajectory


class Divergence(NamedTuple):
    """First position at which two trajectories differ by more than the tolerance."""

    epoch: int
    """Epochs completed when the parameters were taken, or the index of the epoch of a loss."""
    array: str
    """Name of the array: of a parameter, or "loss"."""
    element: tuple[int, ...]
    """Its index in the array."""
    expected: float
    """The value of the reference."""
    got: float
    """The value of the other trajectory."""
    error: float
    """Difference in eps."""
    allowed: float
    """Tolerance in eps."""

    def __str__(self) -> str:
        position = f"{self.array}{list(self.element) if self.element else ''}"
        values = f"got {self.got!r}, expected {self.expected!r}"
        return f"epoch {self.epoch}, {position}: {values}; the difference is {self.error:.3g} eps, allowed are {self.allowed:.3g}"


class Comparison(NamedTuple):
    """Difference between a trajectory and the reference."""

    passed: bool
    """True if no difference exceeds its tolerance."""
    error: float
    """Largest difference in eps, relative to ``max(1, |w|)``."""
    tolerance: float
    """Tolerance in eps at the checkpoint where the error is closest to it, or exceeds it most."""
    epochs: int
    """Number of epochs compared."""
    arrays: int
    """Number of arrays compared: parameters at checkpoints, and the losses between checkpoints."""
    first: Divergence | None
    """First position at which the tolerance is exceeded, if any."""
    errors: tuple[float, ...] = ()
    """Largest difference at each checkpoint, in eps; a loss belongs to the checkpoint that follows it."""


def compare(reference: Trajectory, other: Trajectory, dtype: str, allowed: NDArray[np.float64]) -> Comparison:
    """Compare a trajectory with the reference.

    Parameters
    ----------
    reference, other
        Trajectories of the same training run.
    dtype
        Floating-point type of the network.
    allowed
        Tolerance at each checkpoint in eps, as from `tolerances`; zeros require equality bit for bit.

    Raises
    ------
    ValueError
        If the checkpoints, the names of the parameters, or the dtypes of parameters or state differ.
    """
    if (reference.epochs, reference.names) != (other.epochs, other.names) or reference.losses.shape != other.losses.shape:
        raise ValueError(
            f"trajectories of different runs: got {len(other.losses)} epochs of {other.names}, checkpoints {other.epochs}, "
            f"expected {len(reference.losses)} of {reference.names}, checkpoints {reference.epochs}"
        )
    if reference.state_dtypes != other.state_dtypes:
        raise ValueError(f"the state has dtypes {other.state_dtypes}, expected {reference.state_dtypes}")
    if {str(array.dtype) for array in reference.params[0]} != {dtype}:
        raise ValueError(f"the reference has dtype {reference.params[0][0].dtype}, expected {dtype}")
    worst, closest, first, arrays = 0.0, (-np.inf, 0.0), None, 0
    limits, at = allowed.tolist(), [0.0] * len(allowed)
    for checkpoint, epoch, name, expected, got in _iter_pairs(reference, other):
        arrays += 1
        limit = limits[checkpoint]
        errors = drift(expected, got, dtype)
        if limit == 0.0:
            errors = np.where(_bits(expected) == _bits(got), 0.0, np.maximum(errors, np.finfo(np.float64).tiny))
        error = float(np.max(errors))
        at[checkpoint] = max(at[checkpoint], error)
        worst, closest = max(worst, error), max(closest, (error - limit, limit))
        if first is None and not error <= limit:
            index = np.unravel_index(int(np.argmax(~(errors <= limit))), errors.shape)
            element = tuple(int(i) for i in index)
            values = float(expected[element]), float(got[element]), float(errors[element])
            loss = name == "loss"
            first = Divergence(epoch + element[0] if loss else epoch, name, () if loss else element, *values, limit)
    return Comparison(first is None and arrays > 0, worst, closest[1], len(reference.losses), arrays, first, tuple(at))


def _iter_pairs(
    reference: Trajectory, other: Trajectory
) -> Iterator[tuple[int, int, str, NDArray[np.floating], NDArray[np.floating]]]:
    """Yield ``(checkpoint, epoch, name, expected, got)`` for each pair of arrays, in the order of the training."""
    done = 0
    for index, (epoch, expected, got) in enumerate(zip(reference.epochs, reference.params, other.params, strict=True)):
        if epoch > done:
            yield index, done, "loss", reference.losses[done:epoch], other.losses[done:epoch]
        for name, a, b in zip(reference.names, expected, got, strict=True):
            if a.shape != b.shape or a.dtype != b.dtype:
                raise ValueError(f"{name} is {b.dtype} {b.shape}, expected {a.dtype} {a.shape}")
            yield index, epoch, name, a, b
        done = epoch


def _bits(array: NDArray[np.floating]) -> NDArray[np.unsignedinteger]:
    return np.ascontiguousarray(array).view(f"u{array.dtype.itemsize}")
