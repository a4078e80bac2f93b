"""History of the training of a group of networks: a loss per epoch and network."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.training.group import choose
from bpnet.training.history import History

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(repr=False)
class GroupHistory(History):
    """Losses and provenance of one training run of a group.

    ``history[i]`` is the `History` of network i, without the epochs after it stopped, and ``history[[2, 5]]`` that of a smaller
    group, by the indices that a group itself takes.

    Attributes
    ----------
    loss, validation_loss
        (n_epochs, replicas) float64, as those of `History`; NaN after a network has stopped or diverged.
    stopped_at
        For each network the number of epochs after which it stopped early, None if it ran to the end.
    diverged
        Numbers of the networks whose loss, params, state or opt_state became NaN or infinite: they have stopped, and keep those
        from before that epoch.
    """

    stopped_at: Any = ()
    diverged: tuple[int, ...] = ()
    replicas: int = 0
    loss: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 0)))
    validation_loss: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 0)))

    def __post_init__(self) -> None:
        """Begin without epochs."""
        if not self.loss.size:
            self.loss = np.empty((0, self.replicas))
        if not self.validation_loss.size:
            self.validation_loss = np.empty((0, self.replicas))
        self.stopped_at = self.stopped_at or (None,) * self.replicas

    def start_from(self, earlier: History) -> None:
        """Begin with the epochs of an earlier part of the same training run."""
        super().start_from(earlier)
        self.diverged = getattr(earlier, "diverged", ())

    @property
    def ended(self) -> bool:
        """True if all networks have stopped early."""
        return None not in self.stopped_at

    def __getitem__(self, index: Any) -> History:
        """Return the history of one network, or of several."""
        if isinstance(index, str):
            super().__getitem__(index)  # type: ignore[misc]  # hidden from type checkers; raises TypeError
        chosen, provenance = choose(index, self.replicas), dict(self.provenance)
        seeds = str(provenance.pop("seeds")).split(", ") if "seeds" in provenance else None
        if isinstance(chosen, int):
            provenance |= {} if seeds is None else {"seed": int(seeds[chosen])}
            loss, validation_loss = (self._trim(losses, chosen).copy() for losses in (self.loss, self.validation_loss))
            one = History(loss, validation_loss, self.stopped_at[chosen], provenance)
            one.metrics, one.validation_metrics = (
                {name: self._trim(values, chosen).copy() for name, values in metrics.items()}
                for metrics in (self.metrics, self.validation_metrics)
            )
            return one
        provenance |= {} if seeds is None else {"seeds": ", ".join(seeds[i] for i in chosen)}
        stopped, diverged = tuple(self.stopped_at[i] for i in chosen), (n for n, i in enumerate(chosen) if i in self.diverged)
        n = len(self.loss) if None in stopped else max(len(self._trim(self.loss, i)) for i in chosen)
        parts = self.loss[:n, chosen], self.validation_loss[:n, chosen]
        some = GroupHistory(*parts, stopped, provenance, tuple(diverged), len(chosen))
        some.metrics, some.validation_metrics = (
            {name: values[:n, chosen] for name, values in metrics.items()} for metrics in (self.metrics, self.validation_metrics)
        )
        return some

    def _trim(self, losses: NDArray[np.float64], index: int) -> NDArray[np.float64]:
        """Return the losses of one network, without the epochs after it stopped."""
        stopped = self.stopped_at[index] is not None
        return losses[: int(np.count_nonzero(np.isfinite(self.loss[:, index]))) if stopped else None, index]

    def __repr__(self) -> str:
        n, replicas = self.loss.shape
        last = [losses[-1] for i in range(replicas) if len(losses := self._trim(self.loss, i))]
        course = f", median loss {np.nanmedian(self.loss[0]):.6g} to {np.median(last):.6g}" if last else ""
        early = sum(stopped is not None for stopped in self.stopped_at)
        stopped = f", {early} stopped early" if early else ""
        diverged = f", {len(self.diverged)} diverged" if self.diverged else ""
        return f"<History of {replicas} networks, {n} epochs{course}{stopped}{diverged}>"

    def of(self, indices: list[int]) -> list[NDArray[np.float64]]:
        """Return for some networks the losses that schedules watch."""
        return [self._trim(self.watched, i) for i in indices]
