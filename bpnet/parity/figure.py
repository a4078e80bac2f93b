"""Figure of the parity matrix: for each case and dtype, the difference from NumPy over the epochs and its tolerance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._messages import one_line
from bpnet.backend import STAND_IN
from bpnet.parity.matrix import Row
from bpnet.plotting import style
from bpnet.plotting.files import figure_class, write_figure

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COLUMNS = 3
LINEAR = 1.0
"""Difference in eps below which the scale is linear, so that 0 has a place."""
DASHES = ("-", "--", ":", "-.")
FEW_POWERS = 1e4
"""Largest end of the scale of which every power of ten has a label."""


def write(path: Path, rows: Sequence[Row], *, dark: bool = False) -> None:
    """Draw the rows that were compared to a file; raise ValueError if there are none."""
    with style.theme("dark" if dark else "light"):
        write_figure(draw(rows), path)


def draw(rows: Sequence[Row]) -> Any:
    """Return the figure: a panel for each case and dtype, with a line for each backend and step."""
    compared = [row for row in rows if row.error is not None]
    panels = list(dict.fromkeys((row.case, row.dtype) for row in compared))
    if not panels:
        raise ValueError("no trajectory was compared: there is nothing to draw")
    backends = list(dict.fromkeys(row.backend for row in compared))
    steps = list(dict.fromkeys(row.step for row in compared))
    columns = 2 if len(panels) == 4 else min(COLUMNS, len(panels))  # noqa: PLR2004 - two by two
    lines = -(-len(panels) // columns)
    figure = figure_class()(figsize=(3.4 * columns + 0.6, 2.5 * lines + 1.3), layout="constrained")
    axes = figure.subplots(lines, columns, squeeze=False, sharey=True)
    top = _top(compared)
    for ax, (case, dtype) in zip(axes.flat, panels, strict=False):
        own = [row for row in compared if (row.case, row.dtype) == (case, dtype)]
        _draw_panel(ax, own, backends, steps, top)
        ax.set_title(f"{case}, {dtype}")
    for ax in axes.flat[len(panels) :]:
        figure.delaxes(ax)
    for ax in axes[:, 0]:
        ax.set_ylabel("difference, eps")
    for ax in axes.flat[max(0, len(panels) - columns) : len(panels)]:
        ax.set_xlabel("epoch")
    figure.suptitle("Largest difference of losses and params from those of NumPy", x=0.01, ha="left")
    _draw_legend(figure, axes.flat[0], backends, steps, compared)
    return figure


def _top(rows: Sequence[Row]) -> float:
    """Return the end of the scale: a power of ten above all tolerances and finite differences."""
    values = [value for row in rows for _, *pair in row.course for value in pair if np.isfinite(value)]
    return float(10.0 ** np.ceil(np.log10(2.0 * max(values, default=100.0) + 1.0)))


def _draw_panel(ax: Any, rows: Sequence[Row], backends: Sequence[str], steps: Sequence[str], top: float) -> None:
    bounds = next((row.course for row in rows if row.arithmetic == "native" and row.course), ())
    if bounds:
        epochs, _, allowed = zip(*bounds, strict=True)
        ax.fill_between(epochs, allowed, top, color=style.ink(ax), alpha=0.1, linewidth=0.0)
        ax.plot(epochs, allowed, color=style.ink(ax), linewidth=1.0)
    if any(row.arithmetic == "exact" and not row.error for row in rows):
        last = max(row.epochs for row in rows)
        ax.plot([0, last], [0.0, 0.0], color=style.ink(ax), linewidth=5.0, alpha=0.35, solid_capstyle="butt", zorder=1.5)
    for row in rows:
        if row.course and (row.arithmetic == "native" or row.error):
            epochs, errors, _ = zip(*row.course, strict=True)
            shown = _shape(ax, backends.index(row.backend), steps.index(row.step))
            ax.plot(epochs, np.minimum(errors, top), **shown, markevery=max(1, len(epochs) // 5))
    ax.set_yscale("symlog", linthresh=LINEAR)
    exponents = range(0, round(np.log10(top)) + 1, 1 if top <= FEW_POWERS else 2)
    ax.set_yticks([0.0, *(10.0**k for k in exponents)], ["0", *(f"{10**k}" if k <= 1 else f"$10^{k}$" for k in exponents)])
    ax.set_yticks([], minor=True)
    ax.set_ylim(-0.25, top)


def _shape(ax: Any, backend: int, step: int) -> dict[str, Any]:
    marker = style.MARKERS[backend % len(style.MARKERS)]
    size = max(3.0, 7.5 - 0.9 * backend)  # smaller ones lie on those of backends with the same numbers
    dashes = {"color": style.color(ax, backend), "linestyle": DASHES[step % len(DASHES)], "linewidth": 1.4}
    return dashes | {"marker": marker, "markersize": size}


def _draw_legend(figure: Any, ax: Any, backends: Sequence[str], steps: Sequence[str], rows: Sequence[Row]) -> None:
    """Draw a legend of all panels below them."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    ink = style.ink(ax)
    native = any(row.arithmetic == "native" for row in rows)
    handles: list[Any] = []
    dashes: Any = DASHES
    if native:
        shapes = (_shape(ax, index, 0) | {"linestyle": "-"} for index in range(len(backends)))
        emulated = {row.backend for row in rows if STAND_IN in row.provenance}
        names = [one_line(name) + " (stand-in)" * (name in emulated) for name in backends]
        handles += [Line2D([], [], label=name, **shape) for name, shape in zip(names, shapes, strict=True)]
        if len(steps) > 1:
            handles += [Line2D([], [], color=ink, linestyle=dash, label=step) for step, dash in zip(steps, dashes, strict=False)]
        handles.append(Patch(facecolor=style.mix(ink, style.background(ax), 0.1), edgecolor=ink, label="above the tolerance"))
    if equal := sum(row.arithmetic == "exact" and not row.error for row in rows):
        label = f"exact arithmetic: same bits ({equal} rows)"
        handles.append(Line2D([], [], color=ink, linewidth=5.0, alpha=0.35, label=label))
    figure.legend(handles=handles, loc="outside lower left", ncols=4, frameon=False)
