"""Learning rates of a group of networks: a number, or a number or a schedule for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.optimizers import Rate, positive_rate
from bpnet.schedules import Schedule
from bpnet.training.learning_rate import LearningRate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bpnet.backend import Backend


class GroupRates(LearningRate):
    """The learning rates of a group: as `LearningRate`, but its values are vectors with one rate per network.

    Attributes
    ----------
    rate
        The rate of all networks, or a tuple of the rates of each.
    """

    def __init__(self, rate: Any, dtype: str, backend: Backend, replicas: int) -> None:
        self.dtype, self.backend, self.replicas = dtype, backend, replicas
        self.rate = self.automatic = self._check(rate)
        self._vector: tuple[NDArray[np.float64], Any] | None = None

    def _check(self, rate: Any) -> Any:
        checked: Any = positive_rate(rate)
        if type(checked) is tuple and len(checked) != self.replicas:
            expected = f"expected one, or one for each of the {self.replicas} networks"
            raise ValueError(f"learning_rate has {len(checked)} rates, {expected}")
        return checked

    @property
    def rates(self) -> tuple[Rate, ...]:
        """The rate of each network."""
        rate: Any = self.rate
        return rate if type(rate) is tuple else (rate,) * self.replicas

    def on(self, backend: Backend) -> GroupRates:
        """Return a copy on another backend."""
        other = GroupRates(self.rate, self.dtype, backend, self.replicas)
        other.automatic = self.automatic
        return other

    def assign(self, rate: Any) -> None:
        """Set a rate that the user has chosen: one for all, or a sequence with one for each network."""
        self.rate = self._check(rate)
        self._vector = None

    @property
    def constant(self) -> bool:
        """True if each network has the same rate in all updates."""
        return not any(callable(rate) for rate in self.rates)

    @property
    def watches_losses(self) -> bool:
        """True if a rate depends on the losses of the epochs so far."""
        return any(isinstance(rate, Schedule) and rate.watches for rate in self.rates)

    def one(self, index: int) -> LearningRate:
        """Return the learning rate of a network that goes on by itself."""
        made = LearningRate(self.rates[index], self.dtype, self.backend)
        if self.assigned:
            made.automatic = float("nan")
        return made

    def at(self, update: Any, losses: Any = ()) -> Any:
        """Return the rates (replicas,) of an update of each network."""
        return self.table(update, 1, range(self.replicas), losses)[0]

    def table(self, updates: Any, steps: int, members: Sequence[int] | range, losses: Any = ()) -> NDArray[np.float64]:
        """Return the rates (steps, members) of some updates of some networks.

        Parameters
        ----------
        updates
            For each of the networks, the number of its first update.
        steps
            Number of updates.
        members
            Numbers of the networks.
        losses
            For each of the networks its losses so far, if `watches_losses`.
        """
        rates, made = self.rates, np.empty((steps, len(members)))
        known: dict[tuple[int, int], NDArray[np.float64]] = {}
        for column, (member, first) in enumerate(zip(members, np.broadcast_to(updates, (len(members),)).tolist(), strict=True)):
            rate = rates[member]
            if not callable(rate):
                made[:, column] = rate
                continue
            of_one = LearningRate(rate, self.dtype, self.backend)
            key = id(rate), first
            if of_one.watches_losses or key not in known:
                watched = losses[column] if len(losses) else ()
                known[key] = np.asarray([of_one.at(update, watched) for update in range(first, first + steps)])
            made[:, column] = known[key]
        largest = float(np.max(made, initial=0.0))
        if not np.isfinite(np.asarray(largest, dtype=self.dtype)):
            raise ValueError(f"the learning rate {largest} is too large for {self.dtype}")
        return made

    def on_device(self, value: Any) -> Any:
        """Return a vector of rates as an array on the device; the last one is kept there."""
        if self._vector is None or not np.array_equal(self._vector[0], value):
            self._vector = np.array(value), self.backend.from_host(np.asarray(value), self.dtype)
        return self._vector[1]
