"""History of the training of a group of networks: a loss per epoch and network."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.training.history import History

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(repr=False)
class GroupHistory(History):
    """Losses and provenance of one training run of a group; ``history[i]`` is the `History` of network i.

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

    def __getitem__(self, index: int) -> History:
        """Return the history of one network, without the epochs after it stopped."""
        loss = self.loss[:, index]
        n = loss.size if self.stopped_at[index] is None else int(np.count_nonzero(np.isfinite(loss)))
        provenance = dict(self.provenance)
        if "seeds" in provenance:
            provenance["seed"] = int(str(provenance.pop("seeds")).split(", ")[index])
        return History(loss[:n].copy(), self.validation_loss[:n, index].copy(), self.stopped_at[index], provenance)

    def __repr__(self) -> str:
        n, replicas = self.loss.shape
        with np.errstate(all="ignore"):
            last = [self[i].loss[-1] for i in range(replicas) if len(self[i].loss)] if n else []
        course = f", median loss {np.median(self.loss[0]):.6g} to {np.median(last):.6g}" if last else ""
        early = sum(stopped is not None for stopped in self.stopped_at)
        stopped = f", {early} stopped early" if early else ""
        diverged = f", {len(self.diverged)} diverged" if self.diverged else ""
        return f"<History of {replicas} networks, {n} epochs{course}{stopped}{diverged}>"

    def of(self, indices: list[int]) -> list[NDArray[np.float64]]:
        """Return for some networks the losses that schedules watch."""
        return [self[i].watched for i in indices]
