"""What a training leaves behind: a loss per epoch, and where it ran."""

from __future__ import annotations

import platform
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

import bpnet
from bpnet.losses import FORMULAS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bpnet.training.network import Network


@dataclass(repr=False)
class History:
    """The course of one training.

    Attributes
    ----------
    loss
        (n_epochs,) float64: the mean over the samples of an epoch (with ``reduction="sum"`` their sum) of the loss of each batch,
        taken before its update.
    validation_loss
        (n_epochs,) float64: the loss on the validation data after each epoch; empty without validation.
    stopped_at
        The number of epochs after which training stopped early; None if it ran to its end.
    provenance
        Backend, device, versions (of libraries, and of the formulas of losses), dtype, arithmetic and seed; of a `fit` also
        ``"step"``: "plain", "compiled" or "compiled and plain".
    """

    loss: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    validation_loss: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    stopped_at: int | None = None
    provenance: dict[str, str | int] = field(default_factory=dict)

    def __repr__(self) -> str:
        course = f", loss {self.loss[0]:.6g} to {self.loss[-1]:.6g}" if self.loss.size else ""
        held_out = f", validation loss {self.validation_loss[-1]:.6g}" if self.validation_loss.size else ""
        early = f", stopped after {self.stopped_at}" if self.stopped_at is not None else ""
        return f"<History of {self.loss.size} epochs{course}{held_out}{early}>"

    @property
    def watched(self) -> NDArray[np.float64]:
        """The validation loss where there is one, else the loss: what schedules go by."""
        return self.validation_loss if self.validation_loss.size else self.loss


def provenance(net: Network) -> dict[str, str | int]:
    """What somebody must know to run a training again."""
    versions = {"bpnet": bpnet.__version__, "numpy": np.__version__, "python": platform.python_version()}
    settings: dict[str, str | int] = {"dtype": net.dtype, "arithmetic": net.arithmetic, "seed": net.seed}
    return {**net.backend.describe(), **versions, "formulas": FORMULAS, **settings}
