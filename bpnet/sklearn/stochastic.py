"""The solvers "sgd" and "adam": epochs of a `bpnet.Network`, in scikit-learn's order and by its rules."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.sparse import issparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import train_test_split

from bpnet._messages import warn
from bpnet._specs import MAKE, from_json, to_json
from bpnet.arrays import map_tree
from bpnet.checkpoint.former import in_todays_names
from bpnet.sklearn import translation
from bpnet.sklearn.data import DataLocation, dense
from bpnet.sklearn.networks import borrow_network, set_params
from bpnet.sklearn.stopping import Schedule, count_epoch, next_rate, should_stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bpnet.arrays import Array, Tree
    from bpnet.backend import Backend
    from bpnet.training.network import Network
    from bpnet.training.state import TrainingState


class Data(NamedTuple):
    """Samples as the backend's arrays; sparse inputs stay sparse."""

    x: Any
    target: Array
    weight: Array | None

    @property
    def n(self) -> int:
        """Number of samples."""
        return int(self.x.shape[0])


class Solver:
    """State of a training run between calls: the learning rate, and the optimizer with its opt_state."""

    def __init__(self, est: Any) -> None:
        self.schedule = Schedule.of(est)
        self.learning_rate = self.schedule.first
        self.optimizer = translation.optimizer(est)
        self._opt_state: Tree = None
        self._where: tuple[Backend, str] | None = None

    def store(self, opt_state: Tree, backend: Backend, dtype: str) -> None:
        """Store an opt_state, with the backend and the dtype of its arrays."""
        self._opt_state, self._where = opt_state, (backend, dtype)

    def opt_state(self, backend: Backend, dtype: str) -> Tree:
        """Return the stored opt_state as this backend's arrays; None before the first update."""
        if self._opt_state is None or self._where == (backend, dtype):
            return self._opt_state
        return map_tree(lambda leaf: backend.from_host(leaf, dtype), self._on_host())

    def _on_host(self) -> Tree:
        if self._opt_state is None or self._where is None:
            return self._opt_state
        backend, _ = self._where
        with backend.scope():
            return map_tree(backend.to_host, self._opt_state)

    def __getstate__(self) -> dict[str, Any]:
        optimizer = to_json(self.optimizer)
        return {
            "learning_rate": self.learning_rate,
            "schedule": self.schedule,
            "opt_state": self._on_host(),
            "optimizer": optimizer,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        if "_recipe" in state:  # a pickle of bpnet 0.1.0's first revisions
            name, arguments = state["_recipe"]
            state |= {"optimizer": in_todays_names({MAKE: name, **arguments}), "opt_state": state["_memory"]}
        self.learning_rate, self.schedule = state["learning_rate"], state["schedule"]
        self.optimizer, self._opt_state, self._where = from_json(state["optimizer"]), state["opt_state"], None

    def __sklearn_array_api_convert__(self, converter: Callable[[Any], Any]) -> Solver:
        """Return a solver for a copy of the estimator on another library, as scikit-learn's converters require."""
        return copy.deepcopy(self)


def split(est: Any, location: DataLocation, data: Data, stratify: Any) -> tuple[Data, Data]:
    """Split the samples into those to train on and those held out for early stopping."""
    numbers = train_test_split(
        np.arange(data.n), random_state=est._random_state, test_size=est.validation_fraction, stratify=stratify
    )
    if len(numbers[1]) < 2:  # noqa: PLR2004 - scikit-learn's minimum
        raise ValueError("The validation set is too small. Increase 'validation_fraction' or the size of your dataset.")
    xp = location.backend.xp

    def part(rows: Any) -> Data:
        own = location.backend.from_host(rows, "int64")
        x = data.x[rows] if issparse(data.x) else xp.take(data.x, own, axis=0)
        return Data(x, xp.take(data.target, own, axis=0), None if data.weight is None else xp.take(data.weight, own, axis=0))

    return part(numbers[0]), part(numbers[1])


def fit(est: Any, location: DataLocation, data: Data, dtype: str, *, stratify: Any, first: bool, incremental: bool) -> None:
    """Train an estimator for one epoch, or until convergence or `max_iter`."""
    if not incremental or not hasattr(est, "_optimizer"):
        est._optimizer = Solver(est)
    if est.early_stopping and incremental:
        raise ValueError("partial_fit does not support early_stopping=True")
    solver, held_out = est._optimizer, None
    if est.early_stopping:
        data, held_out = split(est, location, data, stratify)
    size = _batch_size(est, data.n)
    with borrow_network(est, location, solver.optimizer, dtype, (data.n, size)) as net:
        opt_state = solver.opt_state(location.backend, dtype)
        if opt_state is not None:
            net.training = net.training._replace(opt_state=opt_state)
        best = _train(est, net, location, (data, held_out), size, first=first, incremental=incremental)
        solver.store(net.training.opt_state, location.backend, dtype)
    set_params(est, location, best)


def _train(
    est: Any, net: Network, location: DataLocation, parts: tuple[Data, Data | None], size: int, *, first: bool, incremental: bool
) -> Tree:
    """Run epochs until convergence or `max_iter`; return the best params with early stopping, otherwise the last ones.

    A continued training that never improves keeps its last params, as in scikit-learn, whose best params are then the same
    arrays.
    """
    data, held_out = parts
    solver, best = est._optimizer, net.params if first else None
    counted = [net.training]
    try:
        est.n_iter_ = 0
        for _, order in zip(range(est.max_iter), _orders(est, data.n), strict=False):
            _epoch(est, net, location, data, size, order, counted)
            score = None if held_out is None else est._held_out_score(net, location, held_out)
            count_epoch(est, score)
            if score is not None and score > est.best_validation_score_:
                est.best_validation_score_, best = score, net.params
            solver.learning_rate = next_rate(est, solver)
            if should_stop(est, solver) or incremental:
                break
            if est.n_iter_ == est.max_iter:
                message = f"Maximum iterations ({est.n_iter_}) reached and the optimization hasn't converged yet."
                warn(f"Stochastic Optimizer: {message}", ConvergenceWarning)
    except KeyboardInterrupt:
        (net.training,) = counted
        warn("Training interrupted by user.")
    return net.params if best is None or not est.early_stopping else best


def _batch_size(est: Any, n: int) -> int:
    if est.batch_size == "auto":
        return min(200, n)
    if est.batch_size > n:
        warn("Got `batch_size` less than 1 or larger than sample size. It is going to be clipped")
    return int(min(est.batch_size, n))


def _orders(est: Any, n: int) -> Iterator[Any]:
    """Iterate over the row numbers of each epoch, shuffled as by scikit-learn; None without shuffling."""
    order = np.arange(n)
    while True:
        if est.shuffle:
            numbers = np.arange(n)
            est._random_state.shuffle(numbers)  # what sklearn.utils.shuffle draws
            order = order[numbers]
        yield order if est.shuffle else None


def _epoch(
    est: Any, net: Network, location: DataLocation, data: Data, size: int, order: Any, counted: list[TrainingState]
) -> None:
    """Run one pass over the data, and record its loss; ``counted[0]`` is then the training state that belongs to it."""
    net.learning_rate = est._optimizer.learning_rate
    if issparse(data.x):
        values = _sparse_epoch(net, location, data, size, order)
    else:
        values = net.epoch(data.x, data.target, batch_size=size, order=order, sample_weight=data.weight)
    counts = np.minimum(size, data.n - np.arange(0, data.n, size))
    loss = float(np.dot(values, counts)) / data.n  # a NumPy number would be moved to a device with the estimator
    seen, curve, after = est.t_ + data.n, [*est.loss_curve_, loss], net.training
    # One assignment without calls: Ctrl-C cannot come between these updates.
    est.n_iter_, est.loss_, est.t_, est.loss_curve_, counted[0] = est.n_iter_ + 1, loss, seen, curve, after
    if est.verbose:
        print(f"Iteration {est.n_iter_}, loss = {est.loss_:.8f}")


def _sparse_epoch(net: Network, location: DataLocation, data: Data, size: int, order: Any) -> Any:
    """Run one pass over sparse data; the rows of a batch are made dense just before its update."""
    values = []
    xp, order = location.backend.xp, np.arange(data.n) if order is None else order
    for start in range(0, data.n, size):
        rows = order[start : start + size]
        own = location.backend.from_host(rows, "int64")
        weight = None if data.weight is None else xp.take(data.weight, own, axis=0)
        target = xp.take(data.target, own, axis=0)
        x = location.inputs(dense(data.x, rows), net.dtype)
        values.append(net.epoch(x, target, batch_size=size, sample_weight=weight)[0])
    return np.asarray(values)
