"""Figure of a run with matplotlib: how many times as fast each peer is as the fastest library that is not bpnet."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bpnet.bench.cases import Case
from bpnet.bench.report import format_number
from bpnet.bench.rounds import Setting
from bpnet.bench.rows import PASSED, Row, fastest, limit
from bpnet.plotting import style
from bpnet.plotting.files import figure_class, write_figure

BAR, BETWEEN = 0.24, 0.9
"""Height of a bar, and of title and labels of a case, in inches."""
ONE_COLUMN = 3
"""Maximum number of cases that are one below the other; more are in two columns."""
SCALE = "How many times as fast as the fastest library that is not bpnet, on a logarithmic scale"


def write(path: Path, cases: Sequence[Case], rows: Sequence[Row], caption: str = "", *, dark: bool = False) -> None:
    """Draw the cases that have results to a file, one below the other; raise ValueError if none has."""
    with style.theme("dark" if dark else "light"):
        write_figure(draw(cases, rows, caption), path)


def caption(processor: str, setting: Setting) -> str:
    """Return the machine and the options of a run."""
    counts = (f"{n} {noun}{'s' * (n != 1)}" for n, noun in ((setting.threads, "thread"), (setting.repeat, "round")))
    return ", ".join((processor, *counts, *(["quick: the times mean nothing"] if setting.quick else [])))


def draw(cases: Sequence[Case], rows: Sequence[Row], caption: str = "") -> Any:
    """Return the figure."""
    shown = [(case, [row for row in rows if row.case == case.name and row.outcome == PASSED]) for case in cases]
    shown = [(case, timed) for case, timed in shown if timed]
    if not shown:
        raise ValueError("no case has times: there is nothing to draw")
    columns = 1 if len(shown) <= ONE_COLUMN else 2
    heights = [
        max(BAR * len(timed) for _, timed in each) + BETWEEN
        for each in (shown[i : i + columns] for i in range(0, len(shown), columns))
    ]
    figure = figure_class()(figsize=(8.0 * columns, sum(heights) + 1.0), layout="constrained")
    axes = figure.subplots(len(heights), columns, squeeze=False, gridspec_kw={"height_ratios": heights})
    for ax, (case, timed) in zip(axes.flat, shown, strict=False):
        _draw_case(ax, case, timed)
    for ax in axes.flat[len(shown) :]:
        figure.delaxes(ax)
    figure.supxlabel("\n".join((SCALE, *textwrap.wrap(caption, 105 * columns))), x=0.01, ha="left", fontsize="small")
    _draw_key(figure, axes[0, 0], [row for _, timed in shown for row in timed])
    return figure


def _draw_case(ax: Any, case: Case, timed: Sequence[Row]) -> None:
    """Draw a bar for each row, fastest first, from 1 to its ratio."""
    best = fastest(timed) or max(timed, key=lambda row: row.rate)
    most = limit(timed)
    ordered = sorted(timed, key=lambda row: -row.ratio(best))
    ratios = [row.ratio(best) for row in ordered]
    ax.set_xscale("log")
    bars = ax.barh(range(len(ordered)), [ratio - 1.0 for ratio in ratios], left=1.0, height=0.72)
    for index, (row, bar, ratio) in enumerate(zip(ordered, bars, ratios, strict=True)):
        bar.set(**_look(ax, row, most))
        right = ratio >= 1.0
        ax.annotate(
            f"{ratio:.3g}",
            (ratio, index),
            xytext=(4 if right else -4, 0),
            textcoords="offset points",
            ha="left" if right else "right",
            va="center",
            fontsize="small",
        )
    ax.set_yticks(range(len(ordered)), [row.peer for row in ordered], fontsize="small")
    for text, row in zip(ax.get_yticklabels(), ordered, strict=True):
        text.set_fontweight("bold" if row.backend else "normal")
    _set_limits(ax, ratios)
    ax.axvline(1.0, color=style.ink(ax), linewidth=1.0)
    ax.set_ylim(len(ordered) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.grid(visible=False, axis="y")
    ax.spines["left"].set_visible(False)
    shape = "-".join(map(str, case.sizes))
    network = f"{case.name}: {shape}, {case.dtype}, {case.optimizer}, batches of {case.batch:,}"
    ax.set_title(f"{network}\n1 = {best.peer}: {format_number(best.rate)} {case.unit} per second", fontsize="small")


def _look(ax: Any, row: Row, most: Row | None) -> dict[str, Any]:
    """Return the colours of a bar: bpnet's, paler in exact arithmetic; grey of peers; an outline of the matrix products."""
    own, paper = style.color(ax, 0), style.background(ax)
    if row is most:
        return {"facecolor": "none", "edgecolor": style.mix(style.ink(ax), paper, 0.6), "linewidth": 1.0}
    if row.backend:
        return {"facecolor": own if row.arithmetic == "native" else style.mix(own, paper, 0.5)}
    return {"facecolor": style.mix(style.ink(ax), paper, 0.35)}


def _set_limits(ax: Any, ratios: Sequence[float]) -> None:
    """Leave room for the numbers beside the bars, and label as many ticks as fit."""
    from matplotlib.ticker import LogLocator, NullLocator, StrMethodFormatter

    low, high = min(1.0, *ratios), max(1.0, *ratios)
    room = (high / low) ** 0.14 * 1.1
    spans = {10.0: (1.0, 1.5, 2.0, 3.0, 5.0, 7.0), 100.0: (1.0, 2.0, 5.0), 1000.0: (1.0, 3.0)}
    subs = next((subs for span, subs in spans.items() if high / low < span), (1.0,))
    ax.set_xlim(low / room, high * room)
    ax.xaxis.set_major_locator(LogLocator(subs=subs))
    ax.xaxis.set_minor_locator(NullLocator())
    ax.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))


def _draw_key(figure: Any, ax: Any, rows: Sequence[Row]) -> None:
    from matplotlib.patches import Patch

    kinds = {
        "bpnet": next((row for row in rows if row.backend and row.arithmetic == "native"), None),
        "bpnet, exact arithmetic": next((row for row in rows if row.backend and row.arithmetic == "exact"), None),
        "other libraries": fastest(rows),
    }
    handles = [Patch(label=name, **_look(ax, row, None)) for name, row in kinds.items() if row is not None]
    if (most := limit(rows)) is not None:
        handles.append(Patch(label="matrix products only: the limit", **_look(ax, most, most)))
    figure.legend(handles=handles, loc="outside upper left", ncols=4, frameon=False, fontsize="small")
