"""Losses and metrics over the epochs of a training."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._messages import one_line, short_repr
from bpnet._suggestions import explain_calls
from bpnet.plotting import style
from bpnet.plotting.fan import draw_fan
from bpnet.plotting.files import one_axes, several_axes
from bpnet.plotting.quantities import LOSS, Quantity, check_history, find, finish, quantities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpnet.training.history import History


@explain_calls
def losses(history: History, ax: Any = None) -> Any:
    """Plot the loss of every epoch, and dashed the validation loss if there is one.

    The scale is logarithmic if all losses are positive and span more than a factor of 10. Of a group of networks, each has a
    curve, and a dashed one of the same colour for its validation loss; `fan` summarizes larger groups.

    Parameters
    ----------
    history
        History returned by `Network.fit`.
    ax
        Matplotlib axes to draw on; by default those of a new figure.

    Returns
    -------
    matplotlib.axes.Axes
    """
    check_history(history)
    ax = one_axes(ax)
    _lines(ax, LOSS, Quantity(history.loss, history.validation_loss), first=0)
    return ax


@explain_calls
def curves(history: History, ax: Any = None, *, names: Sequence[str] | None = None) -> list[Any]:
    """Plot the loss and each metric over the epochs, a panel each: training solid, validation dashed of the same colour.

    The epoch with the lowest loss (of the validation data, if there are any) is marked if the training stopped early. The
    panels of a group of networks are those of `fan`.

    Parameters
    ----------
    history
        History returned by `Network.fit`.
    ax
        Matplotlib axes, one for each panel in a sequence; by default those of a new figure.
    names
        What to draw: "loss" and names of metrics; by default all.

    Returns
    -------
    list of matplotlib.axes.Axes
        One for each panel, the loss first.
    """
    check_history(history)
    chosen = _choose(history, names)
    panels = several_axes(ax, list(chosen))
    for index, (panel, (name, quantity)) in enumerate(zip(panels, chosen.items(), strict=True)):
        if history.loss.ndim > 1:
            diverged = getattr(history, "diverged", ())
            draw_fan(panel, name, quantity, style.color(panel, index), diverged=diverged, legend=index == 0)
        else:
            _lines(panel, name, quantity, first=index)
    if history.loss.ndim == 1 and history.stopped_at is not None and history.loss.size:
        _mark_lowest(history, panels, list(chosen))
    return panels


def _choose(history: History, names: Sequence[str] | None) -> dict[str, Quantity]:
    found = quantities(history)
    wanted: list[Any] = list(found) if names is None else list(names) if isinstance(names, list | tuple) else [names]
    if not wanted or not all(isinstance(name, str) for name in wanted):
        came = "is empty" if not wanted else f"has {short_repr(next(name for name in wanted if not isinstance(name, str)))}"
        raise ValueError(f"names {came}, expected some of {one_line(', '.join(found), 120)}")
    return {name: find(found, name) for name in wanted}


def _lines(ax: Any, name: str, quantity: Quantity, first: int) -> None:
    """Draw a line for each network, and a dashed one for its validation data; ``first`` is the number of the first colour."""
    for values, dashes, label in ((quantity.training, "-", "training"), (quantity.validation, "--", "validation")):
        if not values.size:
            continue
        marker = "o" if len(values) == 1 else ""  # a line of one point cannot be seen
        for index, column in enumerate(values.T if values.ndim > 1 else [values]):
            own = None if index else label
            color = style.color(ax, first + index)
            ax.plot(np.arange(1, len(values) + 1), column, color=color, linestyle=dashes, marker=marker, label=own)
    finish(ax, name, quantity)
    if quantity.validation.size or len(ax.lines) > 1:
        ax.legend(frameon=False)


def _mark_lowest(history: History, panels: Sequence[Any], names: Sequence[str]) -> None:
    """Mark the epoch with the lowest loss: in each panel by a line, in that of the loss also by a point."""
    losses = history.watched
    if not np.any(np.isfinite(losses)):
        return
    epoch = int(np.nanargmin(losses)) + 1
    for panel, name in zip(panels, names, strict=True):
        label = None if name == LOSS else f"epoch {epoch}"
        panel.axvline(epoch, color=style.ink(panel), linewidth=0.8, linestyle=":", zorder=1.0, label=label)
        if name == LOSS:
            shown = {"color": style.ink(panel), "marker": "o", "markersize": 5, "linestyle": "", "zorder": 4.0}
            panel.plot([epoch], [losses[epoch - 1]], label=f"lowest: epoch {epoch}", **shown)
        panel.legend(frameon=False)
