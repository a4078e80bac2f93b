"""What is told after each epoch of `Network.fit`, and may stop it.

A callback is any function of a `Run`; what it returns, if true, stops the training. One that must survive a restart, or
act at the end, derives from `Callback`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet._checks import check_integer, check_nonnegative
from bpnet._messages import short_repr
from bpnet.arrays import map_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bpnet.arrays import Tree
    from bpnet.training.history import History
    from bpnet.training.network import Network


class Run(NamedTuple):
    """A training in progress."""

    net: Network
    history: History
    epochs: int
    """Of the whole training."""
    callbacks: Sequence[Callable[[Run], Any]] = ()
    watched_loss: Callable[[], float] | None = None
    """Computes the loss with the params of now, in inference: on the validation data, or without any on the training data."""

    @property
    def epoch(self) -> int:
        """Number of epochs that are done."""
        return len(self.history.loss)

    def loss_after(self) -> float:
        """The loss of the params of now: on the validation data where there are some, else on the training data.

        ``history.loss`` is taken before each update, so its last value belongs to params that are gone; so does the last
        ``history.validation_loss`` where a callback has changed the params since.
        """
        return float(self.history.watched[-1]) if self.watched_loss is None else self.watched_loss()


class Callback:
    """A callback with a state of its own, or with something to do before or after a training."""

    runs_last = False
    """Whether it is called after all others: what it writes down then includes what they did."""

    def begin(self, run: Run) -> None:
        """Called once by `Network.fit`, before it looks at the data and at a file to resume; what it raises ends `fit`."""

    def __call__(self, run: Run) -> bool | None:
        """Told after each epoch; true stops the training."""

    def finish(self, run: Run) -> None:
        """Told once, when the training is over, however it ended."""

    def state_dict(self) -> tuple[dict[str, Any], Tree]:
        """What a checkpoint must keep: data for JSON, and a tree of NumPy arrays."""
        return {}, ()

    def load_state_dict(self, data: dict[str, Any], arrays: Tree) -> None:
        """Take up what `state_dict` returned, when a training is resumed."""


class EarlyStopping(Callback):
    """Stop when the loss has not fallen for ``patience`` epochs, and go back to the best params.

    The loss is taken after each epoch, in inference, on the validation data; without any, on the training data, which costs one
    more pass over them. So ``best`` is the loss of the params that are restored.

    Parameters
    ----------
    patience
        Epochs to wait for a better loss.
    threshold
        How much lower counts as better.
    restore_best
        Whether the network ends with the params and state of the best epoch.
    """

    keeps_network = True
    """The arrays of `state_dict` are params and state of the network: a file is held against those before a training is resumed."""

    def __init__(self, patience: int = 10, *, threshold: float = 0.0, restore_best: bool = True) -> None:
        self.patience = check_integer("patience", patience)
        self.threshold = check_nonnegative("threshold", threshold)
        self.restore_best = restore_best
        self.best, self.best_epoch = math.inf, 0
        self._kept: Tree = ()
        self._to_host: Callable[[Any], NDArray[Any]] = np.asarray

    def begin(self, run: Run) -> None:  # noqa: ARG002 - the same for every training
        """Forget an earlier training, which may have been another network's."""
        self.best, self.best_epoch, self._kept = math.inf, 0, ()

    def __call__(self, run: Run) -> bool:
        """Whether the best loss is ``patience`` epochs old."""
        loss = run.loss_after()
        if run.epoch == 1:
            self.best, self._kept = math.inf, ()  # another training
        if self._kept == () or loss < self.best - self.threshold or math.isnan(self.best):
            self._to_host = run.net.backend.to_host
            kept, epoch = (run.net.params, run.net.state), run.epoch  # values: nothing ever changes them
            # Without a call in between, at which Ctrl-C could leave a loss with the params of another.
            self.best, self.best_epoch, self._kept = loss, epoch, kept
        return run.epoch - self.best_epoch >= self.patience

    def finish(self, run: Run) -> None:
        """Give the network its best params and state back."""
        if self.restore_best and self._kept != ():
            run.net.set_params_and_state(*self._kept)

    def state_dict(self) -> tuple[dict[str, Any], Tree]:
        """The best loss and its epoch; the params and state after it."""
        return {"best": self.best, "best_epoch": self.best_epoch}, map_tree(self._to_host, self._kept)

    def load_state_dict(self, data: dict[str, Any], arrays: Tree) -> None:
        """Take up what `state_dict` returned."""
        self.best, self.best_epoch = float(data["best"]), check_integer("best_epoch", data["best_epoch"], least=0)
        self._kept, self._to_host = arrays, np.asarray


def check_callbacks(callbacks: Any) -> list[Callable[[Run], Any]]:
    """The callbacks as a list, or the error that says what is none."""
    for callback in callbacks if isinstance(callbacks, tuple | list) else [callbacks]:
        if isinstance(callback, type) or not callable(callback) or callbacks is callback:
            raise TypeError(f"callbacks must be a list of functions of a Run, or of Callback objects, got {short_repr(callback)}")
    return list(callbacks)


def begin(run: Run) -> None:
    """Call every callback that has something to do before a training."""
    for callback in run.callbacks:
        if isinstance(callback, Callback):
            callback.begin(run)


def finish(run: Run) -> None:
    """Tell every callback that the training is over, also where one of them fails."""
    errors = []
    for callback in run.callbacks:
        try:
            if isinstance(callback, Callback):
                callback.finish(run)
        except Exception as error:  # noqa: BLE001 - the first is raised when all have been told
            errors.append(error)
    if errors:
        raise errors[0]


def notify(run: Run) -> None:
    """Tell every callback that an epoch is done, checkpoints last; the history notes whether the training stops."""
    writers = [callback for callback in run.callbacks if getattr(callback, "runs_last", False)]
    others = [callback for callback in run.callbacks if not getattr(callback, "runs_last", False)]
    rate = run.net.learning_rate
    answers = [callback(run) for callback in others]
    if run.net.learning_rate is not rate:
        run.net.left_rate = run.net.learning_rate  # as a file would have it: see `checkpoint`
    if any(answers):
        run.history.stopped_at = run.epoch
    for writer in writers:
        writer(run)
