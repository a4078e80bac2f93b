"""Figures of whole trainings in a file: loss and decision surface side by side, and the losses of many networks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._messages import one_line
from bpnet._specs import factory_name
from bpnet._suggestions import explain_calls
from bpnet.plotting import style
from bpnet.plotting.curves import losses
from bpnet.plotting.fan import draw_fan
from bpnet.plotting.files import figure_class, write_figure
from bpnet.plotting.quantities import LOSS, Quantity, words
from bpnet.plotting.samples import network_of
from bpnet.plotting.surface import decision_surface

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray

    from bpnet.training.history import History

FEW = 20
"""Up to this number, networks that have not learned are drawn as lines."""


@explain_calls
def write(path: str | Path, net: Any, history: History, x: ArrayLike, y: ArrayLike) -> None:
    """Write loss and decision surface side by side to a file; the file extension selects the format.

    The title has the seed, the backend, the dtype and the last loss.
    """
    figure = figure_class()(figsize=(9.0, 4.2), layout="constrained")
    left, right = figure.subplots(1, 2)
    losses(history, left)
    left.set_ylabel(f"loss ({words(factory_name(network_of(net)._loss))})")  # noqa: SLF001 - the loss has no public name
    decision_surface(net, x, y, right)
    figure.suptitle(title(history), x=0.01, ha="left")
    write_figure(figure, path)


def title(history: History) -> str:
    """Return seed, backend, dtype, and the last loss."""
    facts, n = history.provenance, len(history.loss)
    parts = [f"seed {facts['seed']}" if "seed" in facts else "", *(str(facts.get(key, "")) for key in ("backend", "dtype"))]
    exact = "exact arithmetic" if facts.get("arithmetic") == "exact" else ""
    last = f"loss {history.loss[-1]:.3g} after {n:,} epoch{'s' * (n != 1)}" if n else ""
    return one_line(", ".join(filter(None, (*parts, exact, last))), 120)


def write_many(path: str | Path, history: History, learned: NDArray[np.bool_]) -> None:
    """Write the losses of a group to a file: those that have learned as a fan, the others in another colour, above it."""
    figure = figure_class()(figsize=(7.0, 4.2), layout="constrained")
    ax = figure.subplots()
    diverged = set(getattr(history, "diverged", ()))
    for kind, what in ((True, "learned"), (False, "not learned")):
        chosen = [index for index, good in enumerate(learned) if good == kind and index not in diverged]
        if not chosen:
            continue
        quantity, color = Quantity(history.loss[:, chosen], np.empty(0)), style.color(ax, 0 if kind else 1)
        if not kind and len(chosen) <= FEW:
            lines = ax.plot(np.arange(1, len(history.loss) + 1), quantity.training, color=color, linewidth=0.9, zorder=3.0)
            lines[0].set_label(f"{len(chosen)} not learned")
        else:
            draw_fan(ax, LOSS, quantity, color, what=what)
    if diverged:
        ax.plot([], [], linestyle="", label=f"{len(diverged)} diverged, not shown")
    ax.legend(frameon=False)
    ax.set_title(_title_of_many(history, int(np.count_nonzero(learned))))
    write_figure(figure, path)


def _title_of_many(history: History, learned: int) -> str:
    facts = history.provenance
    seeds = str(facts.get("seeds", "")).split(", ")
    which = f"seeds {seeds[0]} to {seeds[-1]}" if seeds[0] else ""
    where = (str(facts.get(key, "")) for key in ("backend", "dtype"))
    many = f"{learned:,} of {history.loss.shape[1]:,} learned in {len(history.loss):,} epochs"
    return one_line(", ".join(filter(None, (which, *where, many))), 120)
