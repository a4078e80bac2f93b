"""Where the progress of a training is shown: a terminal, a notebook, or lines on standard error."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from bpnet._streams import Output

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.live import Live
    from rich.table import Table

    from bpnet.training.progress_report import Report

REFRESHES = 5
"""Maximum number of updates per second of what can be redrawn."""
LINES = 5.0, 60.0
"""Seconds between two lines of a log, at the beginning and after half an hour."""
PATIENCE = 1.0
"""Seconds of a compilation after which a log mentions it."""


class Display(Protocol):
    """A place where progress is shown."""

    def interval(self, seconds: float) -> float:
        """Return the seconds until the next update, given those since the beginning."""

    def show(self, report: Report) -> None:
        """Show the progress of a training."""

    def compiling(self, report: Report) -> None:
        """Show that a compilation begins."""

    def compiled(self, report: Report) -> None:
        """Show that it has ended."""

    def close(self, report: Report | None) -> None:
        """Show the end of the training, if it had an epoch, and leave it."""


class Terminal:
    """A line on a terminal, which another thread redraws, so that the time goes on during long epochs.

    Parameters
    ----------
    stream
        The terminal.
    clock
        Function that returns seconds, as in the reports.
    """

    def __init__(self, stream: Any, clock: Callable[[], float]) -> None:
        self._stream, self._clock = stream, clock
        self._report: Report | None = None
        self._live: Live | None = None

    def interval(self, seconds: float) -> float:
        """Return the time of a refresh."""
        del seconds
        return 1 / REFRESHES

    def show(self, report: Report) -> None:
        """Show the report at the next refresh."""
        self._report = report
        if self._live is None:
            from rich.console import Console
            from rich.live import Live

            console = Console(file=self._stream, force_terminal=True, force_jupyter=False)
            self._live = Live(console=console, get_renderable=self._render, refresh_per_second=REFRESHES)
            self._live.start()

    compiling = compiled = show

    def _render(self) -> Table | str:
        from rich.progress_bar import ProgressBar
        from rich.table import Table
        from rich.text import Text

        report, live = self._report, self._live
        if report is None or live is None:
            return ""
        head, bar, rest = report.tick(self._clock()).fit(live.console.width)
        grid = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
        parts: list[Any] = [
            Text(head),
            *([ProgressBar(report.epochs, report.epoch, bar, finished_style="bar.complete")] if bar else []),
            Text(rest),
        ]
        for _ in parts:
            grid.add_column(no_wrap=True)
        grid.add_row(*parts)
        return grid

    def close(self, report: Report | None) -> None:
        """Draw the end, or remove the line if there was no epoch."""
        if report is not None:
            self.show(report)
        if self._live is not None:
            self._live.transient = report is None
            self._live.stop()


class Notebook:
    """Output of a notebook's cell, updated in place: JupyterLab, VS Code, Colab, nbconvert."""

    def __init__(self) -> None:
        self._handle: Any = None

    def interval(self, seconds: float) -> float:
        """Return the time between two updates."""
        del seconds
        return 1 / REFRESHES

    def show(self, report: Report) -> None:
        """Show the report in place of the one before."""
        bundle = {"text/html": report.html(), "text/plain": report.line()}
        if self._handle is None:
            self._handle = import_module("IPython.display").display(bundle, raw=True, display_id=True)
        else:
            self._handle.update(bundle, raw=True)

    compiling = compiled = show

    def close(self, report: Report | None) -> None:
        """Show the end, which the notebook keeps."""
        if report is not None:
            self.show(report)


class Log:
    """Lines on a stream that is no terminal: after the first epoch, every few seconds, and at the end.

    Parameters
    ----------
    stream
        Standard error.
    timer
        `threading.Timer`, which mentions a long compilation.
    """

    def __init__(self, stream: Any, timer: Callable[..., Any] = threading.Timer) -> None:
        self._stream, self._make_timer = stream, timer
        self._timer: Any = None

    def interval(self, seconds: float) -> float:
        """Return the seconds until the next line, which become more in a long training."""
        least, most = LINES
        return min(max(least, seconds / 30), most)

    def show(self, report: Report) -> None:
        """Write a line; a closed stream gets none."""
        with suppress(ValueError):
            self._stream.write(report.line() + "\n")
            self._stream.flush()

    def compiling(self, report: Report) -> None:
        """Write a line if the compilation takes long."""
        self._timer = self._make_timer(PATIENCE, self.show, [report])
        self._timer.daemon = True
        self._timer.start()

    def compiled(self, report: Report) -> None:
        """Write nothing, since the next epoch shows it."""
        del report
        self._timer.cancel()

    def close(self, report: Report | None) -> None:
        """Write the last line."""
        if report is not None:
            self.show(report)


class Nowhere:
    """No standard error, as in programs without a console: nothing is shown."""

    def interval(self, seconds: float) -> float:
        """Return infinity."""
        del seconds
        return float("inf")

    def show(self, report: Report | None) -> None:
        """Show nothing."""

    compiling = compiled = close = show


def choose_display(clock: Callable[[], float]) -> Display:
    """Return the display of this process."""
    if _in_notebook():
        return Notebook()
    if sys.stderr is None:
        return Nowhere()
    stream = Output(sys.stderr, needed=False)
    return Terminal(stream, clock) if _is_terminal(sys.stderr) else Log(stream)


def _in_notebook() -> bool:
    """Return True if this process is the kernel of a notebook."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return getattr(shell, "kernel", None) is not None


def _is_terminal(stream: Any) -> bool:
    """Return True for a terminal on which a line can be redrawn."""
    try:
        return bool(stream.isatty()) and os.environ.get("TERM") != "dumb"
    except (AttributeError, OSError, ValueError):  # a stream of a program without a console, or a closed one
        return False
