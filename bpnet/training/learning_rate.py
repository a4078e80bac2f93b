"""The learning rate of a network: a number or a schedule, and its values on the device."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._checks import check_nonnegative
from bpnet.optimizers import Rate, positive_rate
from bpnet.schedules import Schedule, as_schedule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpnet.arrays import Array
    from bpnet.backend import Backend


def one_rate(rate: Any) -> Rate:
    """Return the learning rate of one network; raise ValueError for a sequence, with one for each of several networks."""
    checked = positive_rate(rate)
    if type(checked) is tuple:
        expected = "one network has one number or schedule; a group has one for each, MLP(..., seed=range(n))"
        raise ValueError(f"learning_rate has {len(checked)} rates: {expected}")
    return checked


class LearningRate:
    """A learning rate that can be assigned, and its value for each update.

    Parameters
    ----------
    rate
        The rate of the optimizer: a positive number or a schedule.
    dtype, backend
        Dtype and backend of the 0-d array that a training step takes.

    Attributes
    ----------
    rate
        A positive number or a schedule.
    automatic
        The last rate that came from the optimizer, a file or a callback: `assigned` compares with it.
    """

    def __init__(self, rate: Rate, dtype: str, backend: Backend) -> None:
        self.dtype, self.backend = dtype, backend
        self.rate = self.automatic = one_rate(rate)
        self._placed: tuple[float, Array] | None = None

    def on(self, backend: Backend) -> LearningRate:
        """Return a copy on another backend."""
        other = LearningRate(self.rate, self.dtype, backend)
        other.automatic = self.automatic
        return other

    def assign(self, rate: Rate) -> None:
        """Set a rate that the user has chosen."""
        self.rate = one_rate(rate)
        self._placed = None

    def accept(self, rate: Rate) -> None:
        """Set a rate that came from a file or a callback."""
        self.assign(rate)
        self.automatic = self.rate

    @property
    def assigned(self) -> bool:
        """True if the user has assigned a rate that differs from ``automatic``."""
        return bool(self.rate != self.automatic)

    @property
    def constant(self) -> bool:
        """True if all updates have the same rate, until another one is assigned."""
        return not callable(self.rate)

    @property
    def watches_losses(self) -> bool:
        """True if the rate depends on the losses of the epochs so far."""
        return isinstance(self.rate, Schedule) and self.rate.watches

    def at(self, update: int, losses: Sequence[float] = ()) -> float:
        """Return the rate of an update, after epochs with these losses."""
        rate = self.rate
        return check_nonnegative("the schedule's learning rate", as_schedule(rate)(update, losses)) if callable(rate) else rate

    def on_device(self, value: float) -> Array:
        """Return a rate as a 0-d array on the device; the last one is kept there."""
        if self._placed is None or self._placed[0] != value:
            if not np.isfinite(np.asarray(value, dtype=self.dtype)):
                raise ValueError(f"the learning rate {value} is too large for {self.dtype}")
            self._placed = value, self.backend.from_host(np.asarray(value), self.dtype)
        return self._placed[1]
