"""The callback that writes a training to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpnet import _files
from bpnet._checks import check_integer
from bpnet.checkpoint.callback_states import states_of
from bpnet.checkpoint.save import check_snapshot, save_snapshot
from bpnet.training.callbacks import Callback

if TYPE_CHECKING:
    from pathlib import Path

    from bpnet.optimizers import Rate
    from bpnet.training.run import Run
    from bpnet.training.state import Snapshot


class Checkpoint(Callback):
    """Write the whole state of the training to a file every ``every`` epochs, and after the last one.

    ``net.fit(..., resume=path)`` goes on from it. The file is replaced in one step: a kill at any moment leaves the old or the
    new one whole.

    Parameters
    ----------
    path
        Of the file, by custom ``.safetensors``; ``~`` is a home.
    every
        Epochs from one writing to the next.
    """

    runs_last = True

    def __init__(self, path: str | Path, *, every: int = 1) -> None:
        self.path = _files.place(path)
        self.every = check_integer("every", every)
        self._given_rate: Rate | None = None

    def begin(self, run: Run) -> None:
        """Raise if the file could not be written: better before the training than after it."""
        self.path = self.path.absolute()  # also where a callback changes the current folder
        self._given_rate = run.net.learning_rate
        check_snapshot(self.path, self._snapshot(run))

    def __call__(self, run: Run) -> None:
        """Write, if it is time."""
        if run.epoch % self.every == 0 or run.epoch == run.epochs or run.history.stopped_at is not None:
            save_snapshot(self.path, self._snapshot(run))

    def _snapshot(self, run: Run) -> Snapshot:
        callbacks = states_of(run.callbacks)
        return run.net.snapshot()._replace(given_rate=self._given_rate, history=run.history, callbacks=callbacks)
