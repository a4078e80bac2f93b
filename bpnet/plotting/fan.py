"""Many networks as a fan: the median, the middle half and all of their losses over the epochs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._messages import short_repr
from bpnet._suggestions import explain_calls
from bpnet.plotting import style
from bpnet.plotting.files import one_axes
from bpnet.plotting.quantities import LOSS, Quantity, check_history, find, finish, quantities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bpnet.training.history import History

MOST_EPOCHS = 400
"""Maximum number of epochs that are drawn, at regular intervals: more cannot be seen."""
FAR = 3.0
"""An outlier ends more than this many interquartile ranges outside the middle half (Tukey's outer fence)."""
MOST_OUTLIERS = 10
FEWEST = 8
"""Number of networks from which on there are outliers."""


@explain_calls
def fan(history: History, name: str = LOSS, ax: Any = None) -> Any:
    """Plot the median, the middle half and the range of a loss or metric of a group of networks over the epochs.

    Networks that stopped early count with their last value. A few outliers, which end far from all others, are drawn as thin
    lines and left out of the range; those that diverged are left out, and the legend has their number. The median of the
    validation data, if there are any, is dashed.

    Parameters
    ----------
    history
        History of a group, as `Network.fit` of a network with several seeds returns it.
    name
        "loss", or the name of a metric.
    ax
        As in `losses`.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the history has no such metric, no epochs, or only networks that diverged.
    """
    check_history(history)
    if history.loss.ndim == 1:
        raise ValueError("a fan shows a group of networks, this is the history of one: draw it with losses or curves")
    quantity = find(quantities(history), name)
    ax = one_axes(ax)
    draw_fan(ax, name, quantity, style.color(ax, 0), diverged=getattr(history, "diverged", ()))
    return ax


def draw_fan(
    ax: Any,
    name: str,
    quantity: Quantity,
    color: Any,
    *,
    diverged: Sequence[int] = (),
    what: str = "",
    legend: bool = True,
) -> None:
    """Draw the bands, the medians and the outliers; ``what`` is said of the networks in the legend."""
    values, epochs = _held(quantity.training, name, diverged)
    n = values.shape[1]
    outliers = _outliers(values)
    rest = values[:, ~outliers]
    low, lower, median, upper, high = np.quantile(rest, [0.0, 0.25, 0.5, 0.75, 1.0], axis=1)
    few = int(np.count_nonzero(outliers))
    every = f"all but {few}" if few else "all"
    ax.fill_between(epochs, low, high, color=color, alpha=0.18, linewidth=0.0, label=every)
    ax.fill_between(epochs, lower, upper, color=color, alpha=0.38, linewidth=0.0, label="middle half")
    ax.plot(epochs, median, color=color, label=f"median of {n:,}{f' {what}' if what else ''}")
    for index, column in enumerate(values[:, outliers].T):
        label = f"{few} outlier{'s' * (few > 1)}" if index == 0 else None
        ax.plot(epochs, column, color=style.mix(color, style.ink(ax), 0.5), linewidth=0.8, alpha=0.8, label=label)
    if quantity.validation.size:
        held_out, at = _held(quantity.validation, name, diverged)
        ax.plot(at, np.median(held_out, axis=1), color=color, linestyle="--", label="median, validation")
    if diverged:
        ax.plot([], [], linestyle="", label=f"{len(diverged)} diverged, not shown")
    finish(ax, name, quantity)
    if legend:
        ax.legend(frameon=False)


def _held(values: NDArray[np.float64], name: str, left_out: Sequence[int]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return values and numbers of the epochs that are drawn; NaN after a network has stopped is replaced by its last value."""
    if not values.size:
        raise ValueError(f"this history has no epochs with a {short_repr(name)[1:-1]}: there is nothing to draw")
    good = np.isfinite(values[0]) & ~np.any(np.isinf(values), axis=0)
    good[list(left_out)] = False
    if not np.any(good):
        raise ValueError(f"no network of this history has a finite {short_repr(name)[1:-1]}: there is nothing to draw")
    kept = values[:, good]
    if np.any(np.isnan(kept)):
        last = np.where(np.isnan(kept), 0, np.arange(len(kept))[:, None])
        kept = np.take_along_axis(kept, np.maximum.accumulate(last, axis=0), axis=0)
    shown = np.unique(np.linspace(0, len(kept) - 1, MOST_EPOCHS).astype(np.int64))
    return kept[shown], shown + 1


def _outliers(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return for each network whether it ends far from all others; none if they are many, and so part of the picture."""
    last = np.log(values[-1]) if np.all(values[-1] > 0.0) else values[-1]
    lower, upper = np.quantile(last, [0.25, 0.75])
    far = (last < lower - FAR * (upper - lower)) | (last > upper + FAR * (upper - lower))
    few = len(last) >= FEWEST and np.count_nonzero(far) <= min(MOST_OUTLIERS, max(1, len(last) // 20))
    return far if few else np.zeros_like(far)
