"""History of a training run: a loss per epoch, and its provenance."""

from __future__ import annotations

import platform
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from bpnet._suggestions import ExplainsItems
from bpnet._version import __version__
from bpnet.arithmetic import EDITION
from bpnet.losses import FORMULAS
from bpnet.training.history_html import history_html
from bpnet.training.subnormals import describe_subnormals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bpnet.backend import Backend


MOST_SHOWN = 3
"""Maximum number of metrics in the ``repr`` of a history."""


@dataclass(repr=False)
class History(ExplainsItems):
    """Losses and provenance of one training run.

    Attributes
    ----------
    loss
        (n_epochs,) float64: for each epoch the mean of the losses of its batches, each taken before its update and weighted by
        the number of samples in the batch (or by their weights); with ``reduction="sum"``, the sum of these losses.
    validation_loss
        (n_epochs,) float64: the loss on the validation data after each epoch; empty without validation.
    stopped_at
        The number of epochs after which training stopped early; None if it ran to the end.
    provenance
        Backend, device, versions (of libraries, and of the formulas of losses), dtype, arithmetic and seed (of a group, seeds);
        in exact arithmetic its edition, and ``"subnormals"``: "kept" or "flushed"; of a `fit` also ``"step"``: "plain",
        "compiled" or "compiled and plain", and with a minimizer ``"minimizer"`` and, if it found no further step, the reason as
        ``"stopped"``. After `resume`, those of the process that went on.
    metrics, validation_metrics
        For each name of a metric (n_epochs,) float64: its values after each epoch, on the training data and on the validation
        data.
    """

    _called: ClassVar = "history"

    loss: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    validation_loss: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    stopped_at: int | None = None
    provenance: dict[str, str | int] = field(default_factory=dict)
    metrics: dict[str, NDArray[np.float64]] = field(default_factory=dict, kw_only=True)
    validation_metrics: dict[str, NDArray[np.float64]] = field(default_factory=dict, kw_only=True)

    def _instead(self, name: str) -> str | None:
        """Return advice to who asks for a metric, or for a name of another library."""
        metric = name.removeprefix("val_")
        if metric in self.metrics:
            return f"write history.{'metrics' if metric == name else 'validation_metrics'}[{metric!r}]"
        return super()._instead(name)

    def begin_metrics(self, names: Sequence[str], *, validated: bool) -> None:
        """Begin without values of metrics of these names."""
        self.metrics = {name: np.empty_like(self.loss[:0]) for name in names}
        self.validation_metrics = {name: np.empty_like(self.loss[:0]) for name in names if validated}

    def start_from(self, earlier: History) -> None:
        """Begin with the epochs of an earlier part of the same training run, which has the same metrics."""
        self.loss, self.validation_loss, self.stopped_at = earlier.loss, earlier.validation_loss, earlier.stopped_at
        self.metrics = {name: earlier.metrics[name] for name in self.metrics}
        self.validation_metrics = {name: earlier.validation_metrics[name] for name in self.validation_metrics}

    def __repr__(self) -> str:
        course = f", loss {self.loss[0]:.6g} to {self.loss[-1]:.6g}" if self.loss.size else ""
        course += "".join(f", {name} {values[-1]:.6g}" for name, values in list(self.metrics.items())[:MOST_SHOWN] if values.size)
        held_out = f", validation loss {self.validation_loss[-1]:.6g}" if self.validation_loss.size else ""
        early = f", stopped after {self.stopped_at}" if self.stopped_at is not None else ""
        return f"<History of {self.loss.size} epochs{course}{held_out}{early}>"

    def _repr_html_(self) -> str:
        return history_html(self)

    @property
    def ended(self) -> bool:
        """True if the training has stopped early; that of a group, if all its networks have."""
        return self.stopped_at is not None

    @property
    def watched(self) -> NDArray[np.float64]:
        """The loss that schedules monitor: the validation loss if there is one, otherwise the training loss."""
        return self.validation_loss if self.validation_loss.size else self.loss


def provenance(backend: Backend, dtype: str, arithmetic: str, seed: int | tuple[int, ...]) -> dict[str, str | int]:
    """Return the facts needed to repeat a training run, apart from its network and data."""
    versions = {"bpnet": __version__, "numpy": np.__version__, "python": platform.python_version()}
    seeds = {"seeds": ", ".join(map(str, seed))} if isinstance(seed, tuple) else {"seed": seed}
    settings: dict[str, str | int] = {"dtype": dtype, "arithmetic": arithmetic, **seeds}
    if arithmetic == "exact":
        settings |= {"edition": EDITION, "subnormals": describe_subnormals(backend, dtype)}
    return {**backend.describe(), **versions, "formulas": FORMULAS, **settings}
