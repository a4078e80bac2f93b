"""Callback that writes the state of a training run to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpnet import _files
from bpnet._checks import check_integer
from bpnet._suggestions import explain_methods
from bpnet.checkpoint.callback_states import states_of
from bpnet.checkpoint.save import check_snapshot, save_snapshot
from bpnet.training.callbacks import Callback

if TYPE_CHECKING:
    from pathlib import Path

    from bpnet.optimizers import Rate
    from bpnet.training.run import Run
    from bpnet.training.state import Snapshot


@explain_methods
class Checkpoint(Callback):
    """Write the whole state of the training to a file every ``every`` epochs, and after the last one.

    ``net.fit(..., resume=path)`` continues from it. The file is replaced atomically: if the process is killed at any moment,
    either the complete old file or the complete new one remains. On several ranks, rank 0 writes it, and all ranks read it.

    Parameters
    ----------
    path
        Path of the file, by convention with the extension ``.safetensors``; ``~`` is the home directory.
    every
        Number of epochs between two writes.
    """

    runs_last = True
    """Called after the other callbacks: what it writes has their last state."""

    def __init__(self, path: str | Path, *, every: int = 1) -> None:
        self.path = _files.expand_user(path)
        self.every = check_integer("every", every)
        self._given_rate: Rate | None = None

    def begin(self, run: Run) -> None:
        """Raise if the file cannot be written: before the training, not after its first epochs."""
        self.path = self.path.absolute()  # a callback may change the current folder
        self._given_rate = run.net.learning_rate
        if run.rank == 0:
            check_snapshot(self.path, self._snapshot(run))

    def __call__(self, run: Run) -> None:
        """Write the file, if it is due after this epoch."""
        due = run.epoch % self.every == 0 or run.epoch == run.epochs or run.history.ended
        if due and run.rank == 0:
            save_snapshot(self.path, self._snapshot(run))

    def _snapshot(self, run: Run) -> Snapshot:
        callbacks = states_of(run.callbacks)
        return run.net.snapshot()._replace(given_rate=self._given_rate, history=run.history, callbacks=callbacks)
