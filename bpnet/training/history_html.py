"""A history in a notebook: curves of the loss and of each metric, and a table of their values.

The curves are SVG in the colour of the text, without scripts: right on dark and light pages, and wherever HTML is shown.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._html import html_table
from bpnet._messages import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


WIDTH, HEIGHT = 220, 80
POINTS = 200
"""Maximum number of epochs that a curve shows."""
PANELS = 6
"""Maximum number of curves."""
DECADES = 2.0
"""Ratio of losses, as a power of ten, from which their scale is logarithmic."""
FEW = 6
"""Maximum number of seeds that are listed."""
FACTS = ("backend", "device", "dtype", "arithmetic", "seed", "seeds", "step", "minimizer", "stopped")
"""Part of the provenance that is shown."""


def history_html(history: Any) -> str:
    """Return curves, a table, and where the training was computed."""
    named = _series(history)
    if not len(history.loss):
        return f"<div>{escape(repr(history))}</div>"
    group = history.loss.ndim > 1
    panels = "".join(_panel(*each) for each in named[:PANELS])
    legend = ["solid: training, dashed: validation"] if any(len(held_out) for _, _, held_out in named) else []
    legend += ["line: median, band: quartiles"] if group else []
    facts = ", ".join(f"{name} {_fact(str(history.provenance[name]))}" for name in FACTS if name in history.provenance)
    header = ("", "first", "last", *(f"{end} of the last" if group else end for end in ("lowest", "highest")))
    rows = [
        _row(f"{name}{kind}", values)
        for name, *both in named
        for kind, values in zip(("", ", validation"), both, strict=True)
        if len(values)
    ]
    table = html_table(header, rows, repr(history).strip("<>"))
    notes = "; ".join([*(legend if panels else []), facts])
    flex = "display: flex; flex-wrap: wrap; gap: 1em; margin: 0.5em 0"
    return f"<div>{table}<div style='{flex}'>{panels}</div><small>{escape(notes)}</small></div>"


def _fact(text: str) -> str:
    """Return a fact on one short line: of many seeds the first ones, of those that follow each other the first and the last."""
    parts = text.split(", ")
    if len(parts) <= FEW:
        return one_line(text)
    if all(int(after) - int(before) == 1 for before, after in pairwise(parts)):
        return f"{parts[0]} to {parts[-1]}"
    return ", ".join([*parts[:FEW], "..."])


def _series(history: Any) -> list[tuple[str, Any, Any]]:
    """Return name, training and validation of the loss and of each metric, each (epochs,) or, of a group, (epochs, networks)."""
    names = dict.fromkeys([*history.metrics, *history.validation_metrics])
    none = np.empty(0)
    metrics = [(name, history.metrics.get(name, none), history.validation_metrics.get(name, none)) for name in names]
    return [("loss", history.loss, history.validation_loss), *metrics]


def _row(name: str, values: NDArray[np.float64]) -> list[str]:
    """Return the texts of one row of the table; of a group medians, and the spread of the last values."""
    if values.ndim == 1:
        known = np.where(np.isfinite(values), values, np.nan)
        places = [np.nanargmin(known), np.nanargmax(known)] if np.any(np.isfinite(known)) else []
        extremes = [f"{values[epoch]:.6g} (epoch {epoch + 1})" for epoch in places] or ["", ""]
        return [name, f"{values[0]:.6g}", f"{values[-1]:.6g}", *extremes]
    ends = [known[-1:] for column in values.T if len(known := column[np.isfinite(column)])]  # also of those that have stopped
    first, last = (_quantiles(row[None])[0] for row in (values[0], np.concatenate(ends or [values[-1]])))
    return [f"median {name}", f"{first[2]:.6g}", f"{last[2]:.6g}", f"{last[0]:.6g}", f"{last[4]:.6g}"]


def _quantiles(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return minimum, quartiles and maximum (epochs, 5) of the networks that train, whose values are finite."""
    made = np.full((len(values), 5), np.nan)
    known = np.where(np.isfinite(values), values, np.nan)
    some = np.any(np.isfinite(values), axis=1)
    if some.any():
        made[some] = np.nanquantile(known[some], (0, 0.25, 0.5, 0.75, 1), axis=1).T
    return made


def _epochs(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the epochs that a curve shows: of each span of a long one the lowest and the highest, so that no peak is lost."""
    n = len(values)
    if n <= POINTS:
        return np.arange(n)
    if values.ndim > 1:
        return np.unique(np.linspace(0, n - 1, POINTS).astype(np.int64))
    edges = np.linspace(0, n, POINTS // 2, dtype=np.int64)
    finite = np.where(np.isfinite(values), values, 0.0)
    spans = [(first, finite[first:last]) for first, last in pairwise(edges)]
    return np.unique([0, n - 1, *(first + end(part) for first, part in spans for end in (np.argmin, np.argmax))]).astype(np.int64)


def _panel(name: str, training: NDArray[np.float64], validation: NDArray[np.float64]) -> str:
    """Return the curve of a loss or metric: training solid, validation dashed, and of a group medians with quartiles."""
    n = max(len(training), len(validation))
    curves = [
        (epochs := _epochs(values), _quantiles(values[epochs].reshape(len(epochs), values[0].size if len(values) else 1)))
        for values in (training, validation)
    ]
    shown = np.concatenate([quantiles[:, 1:4] for _, quantiles in curves])
    known = shown[np.isfinite(shown)]
    if not known.size or n == 1:
        return ""
    low, high = float(known.min()), float(known.max())
    logarithmic = name == "loss" and low > 0 and np.log10(high / low) > DECADES

    def place(epochs: Any, values: Any) -> tuple[Any, Any]:
        scaled, ends = (np.log10(values), np.log10([low, high])) if logarithmic else (values, np.asarray([low, high]))
        share = (scaled - ends[0]) / (ends[1] - ends[0]) if high > low else np.full_like(scaled, 0.5)
        return 2 + epochs / max(1, n - 1) * (WIDTH - 4), 2 + (1 - share) * (HEIGHT - 4)

    drawn = ""
    for (epochs, quantiles), dash in zip(curves, ("", " stroke-dasharray='4 3'"), strict=True):
        if not len(epochs):
            continue
        if training.ndim > 1:
            drawn += f"<path d='{_band(place, epochs, quantiles)}' fill='currentColor' opacity='0.2'/>"
        path = _path(*place(epochs, quantiles[:, 2]))
        drawn += f"<path d='{path}' fill='none' stroke='currentColor' stroke-width='1.5' stroke-linecap='round'{dash}/>"
    scale = ", logarithmic" if logarithmic else ""
    label = escape(f"{name}: {low:.3g} to {high:.3g} in {n} epochs{scale}", quote=True)
    return (
        f"<figure style='margin: 0'><figcaption><small>{label}</small></figcaption>"
        f"<svg width='{WIDTH}' height='{HEIGHT}' viewBox='0 0 {WIDTH} {HEIGHT}' role='img' aria-label='{label}'>"
        f"<path d='M1 0V{HEIGHT - 1}H{WIDTH}' fill='none' stroke='currentColor' opacity='0.4'/>{drawn}</svg></figure>"
    )


def _path(x: NDArray[np.float64], y: NDArray[np.float64]) -> str:
    """Return a line through points; one of a single point is a dot, and NaN is a gap."""
    parts, pen = [], False
    for across, down in zip(x, y, strict=True):
        known = bool(np.isfinite(down))
        if known:
            parts.append(f"{'L' if pen else 'M'}{across:.1f} {down:.1f}" + ("" if pen else "h0"))
        pen = known
    return "".join(parts)


def _band(place: Any, epochs: NDArray[np.int64], quantiles: NDArray[np.float64]) -> str:
    """Return the area between the quartiles, of the epochs that have any."""
    known = np.isfinite(quantiles[:, 1])
    sides: Iterable[tuple[Any, Any]] = (place(epochs[known], quantiles[known, i]) for i in (1, 3))
    (x, lower), (_, upper) = sides
    points = [*zip(x, lower, strict=True), *zip(x[::-1], upper[::-1], strict=True)]
    return "M" + "L".join(f"{across:.1f} {down:.1f}" for across, down in points) + "Z" if points else ""
