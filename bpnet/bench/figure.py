"""Figure of a run with matplotlib: one bar per peer, with its ratio to the fastest peer that is not bpnet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bpnet import plotting
from bpnet.bench.cases import Case
from bpnet.bench.report import format_number
from bpnet.bench.rows import PASSED, Row, fastest, limit

OURS, THEIRS, BOUND = "#1f6fb4", "#b8b8b8", "#5c5c5c"


def write(path: Path, cases: Sequence[Case], rows: Sequence[Row]) -> None:
    """Draw the cases that have results, one below the other."""
    shown = [(case, [row for row in rows if row.case == case.name and row.outcome == PASSED]) for case in cases]
    shown = [(case, timed) for case, timed in shown if timed]
    heights = [len(timed) + 2 for _, timed in shown]
    figure = plotting.figure_class()(figsize=(8.5, 0.27 * sum(heights) + 0.5), layout="constrained")
    axes = figure.subplots(len(shown), 1, squeeze=False, gridspec_kw={"height_ratios": heights})[:, 0]
    for ax, (case, timed) in zip(axes, shown, strict=True):
        _bars(ax, case, timed)
    figure.suptitle("blue: bpnet; light: its peers, of which the fastest is 1; dark: only the matrix products", fontsize=9)
    plotting.write_figure(figure, path)


def _bars(ax: Any, case: Case, timed: Sequence[Row]) -> None:
    best = fastest(timed)
    scale = best or timed[0]
    values = [row.ratio(scale) for row in timed]
    most = limit(timed)
    colours = [OURS if row.backend else BOUND if row is most else THEIRS for row in timed]
    bars = ax.barh([row.peer for row in timed], values, color=colours)
    ax.bar_label(bars, [f"{value:.3g}" for value in values], padding=3, fontsize=8)
    if max(values) > 20 * min(values):
        ax.set_xscale("log")
        ax.set_xlim(min(values) / 2.0, 2.0 * max(values))
    else:
        ax.set_xlim(0.0, 1.12 * max(values))
    growing = ", logarithmic" if ax.get_xscale() == "log" else ""
    ax.axvline(1.0, color="black", linewidth=0.8)
    ax.invert_yaxis()
    ax.tick_params(labelsize=8)
    ax.spines[["top", "right"]].set_visible(False)
    shape = "-".join(map(str, case.sizes))
    ax.set_title(f"{case.name}: {shape}, {case.dtype}, {case.optimizer}, batches of {case.batch}", fontsize=9, loc="left")
    ax.set_xlabel(f"{case.unit} per second, {scale.peer} = 1 ({format_number(scale.rate)}){growing}", fontsize=8)
