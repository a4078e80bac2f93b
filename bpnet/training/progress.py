"""What `Network.fit` shows with ``progress=True``: when it is shown, and how fast the training is."""

from __future__ import annotations

import time
from collections import deque
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.compiler.watching import watch_compilation
from bpnet.training.callbacks import Callback
from bpnet.training.progress_displays import choose_display
from bpnet.training.progress_report import Report, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bpnet.training.history import History
    from bpnet.training.progress_displays import Display
    from bpnet.training.run import Run

WINDOW = 30.0
"""Seconds whose epochs tell the speed."""
SHARE = 0.05
"""Maximum share of the time that is spent on showing progress."""


class ProgressBar(Callback):
    """Progress of a training: a bar on a terminal or in a notebook, elsewhere lines on standard error.

    Parameters
    ----------
    display
        By default chosen by where the process runs, when there is something to show.
    clock
        Function that returns seconds.
    """

    every_epoch = False

    def __init__(self, display: Display | None = None, clock: Callable[[], float] = time.perf_counter) -> None:
        self._display, self._clock = display, clock
        self._silent = False
        self._began = self._compiled = self._next = 0.0
        self._marks: deque[tuple[float, int]] = deque()
        self._first: tuple[float, int] | None = None
        self._rate: float | None = None

    def begin(self, run: Run) -> None:
        """Start the clock."""
        self._silent, self._began = run.rank > 0, self._clock()

    def __call__(self, run: Run) -> None:
        """Show the last epoch, unless another one was shown a moment ago."""
        if self._silent:
            return
        now = self._clock()
        if self._first is None:  # the first epoch includes compilation
            self._first = now, run.epoch
        elif now < self._next:
            return
        if run.epoch < run.epochs:  # `finish` shows the last one
            self._show(run, now)

    def _show(self, run: Run, now: float) -> None:
        self._marks.append((now, run.epoch))
        while len(self._marks) > 2 and self._marks[0][0] < now - WINDOW:  # noqa: PLR2004 - a difference takes two
            self._marks.popleft()
        self._rate = _rate(run)
        speed = self._speed(now, run.epoch, self._marks[0])
        left = None if speed is None else (run.epochs - run.epoch) / speed
        display = self._start()
        display.show(self._report(run, now)._replace(speed=speed, left=left))
        took = self._clock() - now
        self._next = now + took + max(display.interval(now - self._began), took / SHARE)

    def _start(self) -> Display:
        self._display = self._display or choose_display(self._clock)
        return self._display

    def _report(self, run: Run, now: float) -> Report:
        return Report(run.epoch, run.epochs, _values(run.history), self._rate, at=now, seconds=now - self._began)

    def _speed(self, now: float, epoch: int, mark: tuple[float, int]) -> float | None:
        """Return the epochs per second since a mark; those since the beginning, without compilation, if it is of this epoch."""
        since, done = mark
        if epoch == done and self._first is not None:
            since, done = self._began + self._compiled, self._first[1] - 1  # the first call is after one epoch
        return (epoch - done) / (now - since) if now > since and epoch > done else None

    @contextmanager
    def compiling(self, run: Run) -> Iterator[None]:
        """Context manager that shows that the step is being compiled."""
        if self._silent:
            yield
            return
        began, display = self._clock(), self._start()
        report = self._report(run, began)
        display.compiling(report._replace(state="compiling the step"))
        try:
            yield
        finally:
            self._compiled += self._clock() - began
            display.compiled(report)

    def finish(self, run: Run) -> None:
        """Show the end of the training, which stays."""
        if self._first is None:
            if self._display is not None:
                self._display.close(None)
            return
        now, ended = self._clock(), "stopped" if run.history.stopped_at is not None else "failed"
        speed = self._speed(now, run.epoch, self._first)
        state = "" if run.epoch >= run.epochs else "stopped" if run.net.replicas is not None else ended
        self._start().close(self._report(run, now)._replace(speed=speed, state=state, ended=True))


def show_compilation(run: Run) -> AbstractContextManager[None]:
    """Context manager in which the progress of a training, if it is shown, includes compilations."""
    bar = next((each for each in run.callbacks if isinstance(each, ProgressBar)), None)
    return nullcontext() if bar is None else watch_compilation(partial(bar.compiling, run))


def _values(history: History) -> tuple[Value, ...]:
    """Return the last losses and metrics, of a group their medians."""
    name = "loss" if history.loss.ndim == 1 else "median loss"
    names = dict.fromkeys([*history.metrics, *history.validation_metrics])
    metrics = (Value(each, _last(history.metrics.get(each)), _last(history.validation_metrics.get(each))) for each in names)
    return (Value(name, _last(history.loss), _last(history.validation_loss)), *metrics)


def _last(values: Any) -> float | None:
    """Return the last value; of a group the median of those of the networks that train, since the others have NaN."""
    return None if values is None or not len(values) else median(values[-1])


def median(values: Any) -> float:
    """Return the median of the values that are not NaN; NaN if all are."""
    known = np.asarray(values)[~np.isnan(values)]
    return float(np.median(known)) if known.size else float("nan")


def _rate(run: Run) -> float | None:
    """Return the learning rate, of a group the median; None with a minimizer, which has none.

    A schedule that fails does so when the training asks it.
    """
    if "minimizer" in run.history.provenance:
        return None
    with suppress(Exception):
        return median(run.learning_rate)
    return None
