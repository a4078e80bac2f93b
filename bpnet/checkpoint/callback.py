"""The callback that writes a training to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bpnet import _files
from bpnet._checks import check_integer
from bpnet.checkpoint import file as checkpoint
from bpnet.training.callbacks import Callback

if TYPE_CHECKING:
    from pathlib import Path

    from bpnet.training.callbacks import Run


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
        self.path = _files.expand_user(path)
        self.every = check_integer("every", every)
        self._given_rate: Any = None

    def begin(self, run: Run) -> None:
        """Raise where the file could not be written, which is better known before the training."""
        self.path = self.path.absolute()  # also where a callback changes the current folder
        checkpoint.check(self.path, run.net, run.history, run.callbacks)
        self._given_rate = run.net.learning_rate

    def __call__(self, run: Run) -> None:
        """Write, if it is time."""
        if run.epoch % self.every == 0 or run.epoch == run.epochs or run.history.stopped_at is not None:
            checkpoint.save(self.path, run.net, run.history, run.callbacks, self._given_rate)
