"""A progress bar for `Network.fit`: epoch, loss, epochs per second and time left; silent where there is no terminal."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from io import StringIO
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._streams import Output
from bpnet.compiler.watching import watch_compilation
from bpnet.training.callbacks import Callback

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress

    from bpnet.training.run import Run


class ProgressBar(Callback):
    """Progress bar on standard error during training."""

    def __init__(self) -> None:
        self._bar: Progress | None = None
        self._began: float | None = None
        self._first = 0

    def __call__(self, run: Run) -> None:
        """Advance the bar by an epoch."""
        if self._bar is None:
            self._bar = self._start(run)
        if self._began is None:  # the first epoch includes compilation
            self._began, self._first = time.perf_counter(), run.epoch
        validation = run.history.validation_loss
        name = "loss" if run.net.replicas is None else "median loss"
        losses = f"{name} {_shown(run.history.loss)}" + (f", validation {_shown(validation)}" if validation.size else "")
        speed = (run.epoch - self._first) / max(time.perf_counter() - self._began, 1e-9)
        self._bar.update(self._bar.task_ids[0], completed=run.epoch, losses=losses, speed=f"{speed:.3g}/s" if speed else "")

    def _start(self, run: Run) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        console = Console(file=StringIO() if sys.stderr is None else Output(sys.stderr, needed=False))  # type: ignore[arg-type]  # it has all that rich uses of a stream
        bar = Progress(
            TextColumn("epoch"),
            MofNCompleteColumn(),
            BarColumn(bar_width=12),
            TextColumn("{task.fields[losses]}"),
            TextColumn("{task.fields[speed]}"),
            TimeRemainingColumn(),
            console=console,
            disable=run.rank > 0 or not console.is_terminal,
        )
        bar.add_task("", total=run.epochs, completed=run.epoch, losses="", speed="")
        bar.start()
        return bar

    @contextmanager
    def compiling(self, run: Run) -> Iterator[None]:
        """Context manager that shows that the step is being compiled, in the place of the losses."""
        self._bar = bar = self._bar or self._start(run)
        (task,) = bar.tasks
        before = task.fields["losses"]
        bar.update(task.id, losses="compiling the step")
        try:
            yield
        finally:
            bar.update(task.id, losses=before)

    def finish(self, run: Run) -> None:
        """Stop the bar, and leave it on the terminal."""
        del run
        if self._bar is not None:
            self._bar.stop()
            self._bar, self._began = None, None


def show_compilation(run: Run) -> AbstractContextManager[None]:
    """Context manager in which the progress bar of a training, if it has one, shows compilations."""
    bar = next((each for each in run.callbacks if isinstance(each, ProgressBar)), None)
    return nullcontext() if bar is None else watch_compilation(partial(bar.compiling, run))


def _shown(losses: Any) -> str:
    """Return the last loss; of a group the median of those of the networks that train, since the others have NaN."""
    return f"{np.nanmedian(losses[-1]):.6g}"
