"""What is drawn over the epochs of a training: its losses and metrics, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet._messages import one_line, short_repr
from bpnet.plotting.style import plain
from bpnet.training.history import History

if TYPE_CHECKING:
    from numpy.typing import NDArray

LOSS = "loss"
SPAN = 10.0
"""Ratio of the largest to the smallest value from which on a scale is logarithmic."""


class Quantity(NamedTuple):
    """Values of a loss or a metric after each epoch, (n_epochs,), or of a group (n_epochs, replicas); there may be none."""

    training: NDArray[np.float64]
    validation: NDArray[np.float64]


def check_history(history: Any) -> None:
    """Raise TypeError for anything but a history."""
    if not isinstance(history, History):
        raise TypeError(f"expected a History, as returned by Network.fit or NeuralNetwork.train, got {short_repr(history)}")


def quantities(history: History) -> dict[str, Quantity]:
    """Return the losses and the metrics of a history by name."""
    none, found = np.empty(0), {LOSS: Quantity(history.loss, history.validation_loss)}
    for name in dict.fromkeys((*history.metrics, *history.validation_metrics)):
        found[name] = Quantity(history.metrics.get(name, none), history.validation_metrics.get(name, none))
    return found


def find(found: dict[str, Quantity], name: str) -> Quantity:
    """Return the quantity of this name, or raise ValueError with the names that there are."""
    if name not in found:
        raise ValueError(f"this history has no metric {short_repr(name)}, it has {one_line(', '.join(found), 120)}")
    return found[name]


def finish(ax: Any, name: str, quantity: Quantity) -> None:
    """Label the axes, and choose their scales."""
    from matplotlib.ticker import MaxNLocator, StrMethodFormatter

    known = [values[np.isfinite(values)] for values in quantity]
    every = np.concatenate(known)
    if name == LOSS and every.size and np.min(every) > 0.0 and np.max(every) > SPAN * np.min(every):
        ax.set_yscale("log")
    ax.xaxis.set_major_locator(MaxNLocator(6, integer=True, steps=[1, 2, 5, 10]))
    ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    ax.set(xlabel="epoch", ylabel=words(name))


def words(name: str) -> str:
    """Return a name as words."""
    return plain(one_line(name.replace("_", " ")))
