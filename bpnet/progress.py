"""A progress bar for `Network.fit`: epoch, loss, rate and time left; silent where standard error is not a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpnet.callbacks import Callback, Run

if TYPE_CHECKING:
    from rich.progress import Progress


class ProgressBar(Callback):
    """Shown on standard error while a training runs."""

    def __init__(self) -> None:
        self._bar: Progress | None = None

    def __call__(self, run: Run) -> None:
        """Move on by an epoch."""
        if self._bar is None:
            self._bar = self._start(run)
        validation = run.history.validation_loss
        losses = f"loss {run.history.loss[-1]:.6g}" + (f", validation {validation[-1]:.6g}" if validation.size else "")
        self._bar.update(self._bar.task_ids[0], completed=run.epoch, losses=losses)

    def _start(self, run: Run) -> Progress:
        from rich.console import Console  # noqa: PLC0415 - only where something is shown
        from rich.progress import (  # noqa: PLC0415
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TaskProgressColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        console = Console(stderr=True)
        bar = Progress(
            TextColumn("epoch"),
            MofNCompleteColumn(),
            BarColumn(bar_width=20),
            TextColumn("{task.fields[losses]}"),
            TaskProgressColumn(text_format="", show_speed=True),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        bar.add_task("", total=run.epochs, completed=run.epoch - 1, losses="")
        bar.start()
        return bar

    def finish(self, run: Run) -> None:
        """Leave the bar as it is."""
        del run
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
