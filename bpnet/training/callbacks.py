"""Callbacks: functions of a `Run`, called after each epoch of `Network.fit`; they may stop the training.

A callback that returns a true value stops the training. One with a state that must survive a restart, or with something to do
before or after a training run, derives from `Callback`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._checks import check_bool, check_integer, check_nonnegative
from bpnet._messages import short_repr
from bpnet._suggestions import explain_methods, is_function
from bpnet.arrays import map_tree
from bpnet.distributed.ranks import is_common

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from bpnet.arrays import Tree
    from bpnet.backend import Backend
    from bpnet.training.run import Run


class Callback:
    """Base class of callbacks that have a state, or something to do before or after a training run."""

    runs_last = False
    """True if it is called after all others, to see their effects: for callbacks that write files."""
    every_epoch = True
    """False if it may be called after several epochs, whose losses are then read at once, unless something else needs each."""

    def begin(self, run: Run) -> None:
        """Prepare for a training run: called by `Network.fit` before it checks the data and reads a file; an error ends `fit`."""

    def __call__(self, run: Run) -> bool | None:
        """Act after an epoch; return a true value to stop the training."""

    def finish(self, run: Run) -> None:
        """Act at the end of a training run: called once, however it ended."""

    def state_dict(self) -> tuple[dict[str, Any], Tree]:
        """Return the state for a file: data for JSON, and a tree of NumPy arrays."""
        return {}, ()

    def load_state_dict(self, data: dict[str, Any], arrays: Tree) -> None:
        """Restore the state that `state_dict` returned; called when training is resumed."""


@explain_methods
class EarlyStopping(Callback):
    """Stop when the loss, or a metric, has not improved for ``patience`` epochs, and restore the best params.

    The loss is evaluated after each epoch, in inference mode, on the validation data; without any, on the
    training data, which costs one more pass over them. So ``best`` is the loss of the params that are restored.
    Metrics are those of `fit`, on the validation data if there are any.

    Parameters
    ----------
    patience
        Number of epochs without improvement after which the training stops.
    threshold
        Decrease of the loss, or change of the metric, that must be exceeded to count as an improvement.
    restore_best
        Whether to restore the params and state of the best epoch at the end.
    monitor
        "loss", or the name of one of the metrics of `fit`, such as "accuracy".
    highest_is_best
        Whether a higher value is better; by default as the metric has it. A function as metric has to say, here or in
        `bpnet.metrics.of_outputs`.

    Attributes
    ----------
    best, best_epoch
        The best value, and its epoch, counted from 1; of a group of networks, vectors with those of each. Each of its networks
        stops by itself, and gets its own best params back.
    """

    keeps_network = True
    """True if the arrays of `state_dict` are params and state of the network: those in a file must then match the network's."""

    def __init__(
        self,
        patience: int = 10,
        *,
        threshold: float = 0.0,
        restore_best: bool = True,
        monitor: str = "loss",
        highest_is_best: bool | None = None,
    ) -> None:
        self.patience = check_integer("patience", patience)
        self.threshold = check_nonnegative("threshold", threshold)
        self.restore_best = check_bool("restore_best", restore_best)
        self.monitor = monitor
        self.highest_is_best = None if highest_is_best is None else check_bool("highest_is_best", highest_is_best)
        self._highest = False
        self.best: Any = math.inf
        self.best_epoch: Any = 0
        self._kept: Tree = ()
        self._to_host: Callable[[Any], NDArray[Any]] = np.asarray

    def begin(self, run: Run) -> None:
        """Forget an earlier training run, perhaps of another network; check what is monitored."""
        self._highest = self._find_direction(run)
        self.best, self.best_epoch, self._kept = self._worst, 0, ()

    @property
    def _worst(self) -> float:
        return -math.inf if self._highest else math.inf

    def _find_direction(self, run: Run) -> bool:
        """Return True if higher values are better; raise ValueError if that is not known, or for a metric that is not there."""
        if self.monitor == "loss":
            if self.highest_is_best:
                raise ValueError("highest_is_best=True is for a metric: pass monitor=, such as 'accuracy'; a loss is to fall")
            return False
        if self.monitor not in run.metrics:
            bare = self.monitor.removeprefix("val_").removeprefix("validation_") if isinstance(self.monitor, str) else ""
            if bare in {"loss", *run.metrics}:
                raise ValueError(f"validation data are monitored if there are any: write monitor={bare!r}")
            there = f"its metrics are {short_repr(list(run.metrics))}" if run.metrics else "it has no metrics"
            raise ValueError(
                f"EarlyStopping(monitor={short_repr(self.monitor, 40)}): fit does not compute that, {there}; pass metrics=[...]"
            )
        highest = run.metrics[self.monitor].metric.highest_is_best
        if self.highest_is_best is None and highest is None:
            raise ValueError(
                f"is a high {short_repr(self.monitor, 40)} good? Say EarlyStopping(monitor=..., highest_is_best=True) or False"
            )
        return bool(highest if self.highest_is_best is None else self.highest_is_best)

    def _value(self, run: Run) -> Any:
        """Return the monitored value of the current params; of a group a vector."""
        if self.monitor == "loss":
            return run.loss_after()
        return (run.history.validation_metrics or run.history.metrics)[self.monitor][-1]

    def _is_better(self, value: Any) -> Any:
        better = value > self.best + self.threshold if self._highest else value < self.best - self.threshold
        return better | (np.isnan(self.best) & ~np.isnan(value))

    def __call__(self, run: Run) -> bool:
        """Return True if the best value is ``patience`` epochs old; of a group, for each network."""
        if run.net.replicas is not None:
            return self._each(run, run.net.replicas)
        value = self._value(run)
        if run.epoch == 1:
            self.best, self._kept = self._worst, ()  # another training run
        if self._kept == () or self._is_better(value):
            self._to_host = run.net.backend.to_host
            kept, epoch = (run.net.params, run.net.state), run.epoch  # not copied: nothing writes to them
            # One assignment without calls, so that loss and params agree whenever Ctrl-C comes.
            self.best, self.best_epoch, self._kept = value, epoch, kept
        return run.epoch - self.best_epoch >= self.patience

    def _each(self, run: Run, replicas: int) -> Any:
        """Return for each network of a group whether its best value is ``patience`` epochs old."""
        values: Any = self._value(run)
        if run.epoch == 1 or self._kept == () or np.ndim(self.best) == 0:
            self.best, self.best_epoch, self._kept = np.full(replicas, self._worst), np.zeros(replicas, np.int64), ()
        better = self._is_better(values) | (self._kept == ())
        backend = run.net.backend
        self._to_host = backend.to_host
        with backend.scope():
            kept = keep_best(backend, (run.net.params, run.net.state), self._kept, better)
        best, epoch = np.where(better, values, self.best), np.where(better, run.epoch, self.best_epoch)
        # One assignment without calls, as for one network.
        self.best, self.best_epoch, self._kept = best, epoch, kept
        return run.epoch - self.best_epoch >= self.patience

    def finish(self, run: Run) -> None:
        """Restore the best params and state."""
        if self.restore_best and self._kept != ():
            run.net.set_params_and_state(*self._kept)

    def state_dict(self) -> tuple[dict[str, Any], Tree]:
        """Return the best value and its epoch, and the params and state after that epoch."""
        best, epoch = (value.tolist() if isinstance(value, np.ndarray) else value for value in (self.best, self.best_epoch))
        monitored = {} if self.monitor == "loss" else {"monitor": self.monitor}
        return {"best": best, "best_epoch": epoch} | monitored, map_tree(self._to_host, self._kept)

    def load_state_dict(self, data: dict[str, Any], arrays: Tree) -> None:
        """Restore the state that `state_dict` returned; ValueError for one that monitored something else."""
        monitored = data.get("monitor", "loss")
        if monitored != self.monitor:
            raise ValueError(f"EarlyStopping has monitored {short_repr(monitored, 40)}, not {short_repr(self.monitor, 40)}")
        if isinstance(data["best"], list):
            epochs = [check_integer("best_epoch", epoch, least=0) for epoch in data["best_epoch"]]
            self.best, self.best_epoch = np.asarray(data["best"], dtype=np.float64), np.asarray(epochs, dtype=np.int64)
        else:
            self.best, self.best_epoch = float(data["best"]), check_integer("best_epoch", data["best_epoch"], least=0)
        self._kept, self._to_host = arrays, np.asarray


def keep_best(backend: Backend, now: Tree, kept: Tree, better: NDArray[np.bool_]) -> Tree:
    """Return the params and state of a group: those of now for the networks that are better, and those that were kept."""
    if better.all():
        return now
    xp, flags = backend.xp, backend.from_host(better)

    def choose(new: Any, old: Any) -> Any:
        old = old if backend.owns(old) else backend.from_host(old)  # from a file
        return xp.where(xp.reshape(flags, (-1,) + (1,) * (new.ndim - 1)), new, old)

    return map_tree(choose, now, kept)


def check_callbacks(callbacks: Any) -> list[Callable[[Run], Any]]:
    """Return the callbacks as a list; an error names an object that is not a callback."""
    for callback in callbacks if isinstance(callbacks, tuple | list) else [callbacks]:
        if isinstance(callback, type) or not is_function(callback) or callbacks is callback:
            raise TypeError(
                "callbacks must be a list of functions of a Run, or of Callback objects, as in callbacks=[EarlyStopping(5)]; "
                f"got {short_repr(callback)}"
            )
    return list(callbacks)


def need_every_epoch(callbacks: Iterable[Callable[[Run], Any]]) -> bool:
    """Return True if a callback must be called after every epoch."""
    return any(getattr(callback, "every_epoch", True) for callback in callbacks)


def begin(run: Run) -> None:
    """Call ``begin`` of every `Callback`."""
    for callback in run.callbacks:
        if isinstance(callback, Callback):
            callback.begin(run)


def notify(run: Run) -> None:
    """Call every callback after an epoch, those that run last at the end; the history notes whether the training stops.

    It stops if a callback on any rank says so.
    """
    last = [callback for callback in run.callbacks if getattr(callback, "runs_last", False)]
    others = [callback for callback in run.callbacks if not getattr(callback, "runs_last", False)]
    if run.ranks.agree(*_call_all(others, run), "the end of the callbacks"):
        run.history.stopped_at = run.epoch
    run.ranks.agree(*_call_all(last, run), "the end of the callbacks that write files")


def _call_all(callbacks: list[Callable[[Run], Any]], run: Run) -> tuple[bool, Exception | None]:
    """Return whether any callback returned a true value, and the error that ended the calls, if one did."""
    try:
        answers = [callback(run) for callback in callbacks]
    except Exception as error:
        if is_common(error):
            raise
        return False, error  # raised once all ranks know it
    return any(answers), None


def finish(run: Run) -> None:
    """Call ``finish`` of every `Callback`, even if one of them raises, or after Ctrl-C."""
    errors: list[BaseException] = []
    for callback in run.callbacks:
        try:
            if isinstance(callback, Callback):
                callback.finish(run)
        except BaseException as error:  # noqa: BLE001 - the first is raised after all have been called
            errors.append(error)
    if errors:
        raise errors[0]
