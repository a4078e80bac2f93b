"""Training by "sgd" and "adam": epochs of a `bpnet.Network`, in scikit-learn's order and by its rules."""

from __future__ import annotations

import copy
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.sparse import issparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import train_test_split

from bpnet.arrays import map_tree
from bpnet.sklearn import translation
from bpnet.sklearn.data import DataLocation, dense
from bpnet.sklearn.networks import borrowed, set_params
from bpnet.sklearn.stopping import Schedule, count, next_rate, stops

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bpnet.arrays import Array, Tree
    from bpnet.backend import Backend
    from bpnet.training.network import Network
    from bpnet.training.state import TrainingState


class Data(NamedTuple):
    """Samples as the backend's arrays; sparse inputs as they are."""

    x: Any
    target: Array
    weight: Array | None

    @property
    def n(self) -> int:
        """Number of samples."""
        return int(self.x.shape[0])


class Solver:
    """What training by gradients remembers between calls: the learning rate, and the optimizer's memory."""

    def __init__(self, est: Any) -> None:
        self.schedule = Schedule.of(est)
        self.learning_rate = self.schedule.first
        self.optimizer = translation.optimizer(est)
        self._memory: Tree = None
        self._where: tuple[Backend, str] | None = None

    def remember(self, memory: Tree, backend: Backend, dtype: str) -> None:
        """Keep what an optimizer remembers, where it is."""
        self._memory, self._where = memory, (backend, dtype)

    def recalled(self, backend: Backend, dtype: str) -> Tree:
        """What was kept, as this backend's arrays; None before the first update."""
        if self._memory is None or self._where == (backend, dtype):
            return self._memory
        return map_tree(lambda m: backend.from_host(m, dtype), self._on_host())

    def _on_host(self) -> Tree:
        if self._memory is None or self._where is None:
            return self._memory
        backend, _ = self._where
        with backend.scope():
            return map_tree(backend.to_host, self._memory)

    def __getstate__(self) -> dict[str, Any]:
        spec = self.optimizer.spec
        return {
            "learning_rate": self.learning_rate,
            "schedule": self.schedule,
            "_memory": self._on_host(),
            "_recipe": (spec.name, spec.arguments) if spec else None,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        from bpnet._specs import FACTORIES

        name, arguments = state.pop("_recipe")
        self.__dict__.update(state, optimizer=FACTORIES[name](**arguments), _where=None)

    def __sklearn_array_api_convert__(self, converter: Callable[[Any], Any]) -> Solver:
        """A solver for a copy of the estimator elsewhere, as `sklearn` asks for it."""
        return copy.deepcopy(self)


def split(est: Any, place: DataLocation, data: Data, stratify: Any) -> tuple[Data, Data]:
    """The samples to train on, and those held out to stop by."""
    numbers = train_test_split(
        np.arange(data.n), random_state=est._random_state, test_size=est.validation_fraction, stratify=stratify
    )
    if len(numbers[1]) < 2:  # noqa: PLR2004 - scikit-learn's least
        raise ValueError("The validation set is too small. Increase 'validation_fraction' or the size of your dataset.")
    xp = place.backend.xp

    def part(rows: Any) -> Data:
        there = place.backend.from_host(rows, "int64")
        x = data.x[rows] if issparse(data.x) else xp.take(data.x, there, axis=0)
        return Data(x, xp.take(data.target, there, axis=0), None if data.weight is None else xp.take(data.weight, there, axis=0))

    return part(numbers[0]), part(numbers[1])


def fit(est: Any, place: DataLocation, data: Data, dtype: str, *, stratify: Any, first: bool, incremental: bool) -> None:
    """Train an estimator for one epoch, or until it has converged or run out of epochs."""
    if not incremental or not hasattr(est, "_optimizer"):
        est._optimizer = Solver(est)
    if est.early_stopping and incremental:
        raise ValueError("partial_fit does not support early_stopping=True")
    solver, held_out = est._optimizer, None
    if est.early_stopping:
        data, held_out = split(est, place, data, stratify)
    size = _batch_size(est, data.n)
    with borrowed(est, place, solver.optimizer, dtype, (data.n, size)) as net:
        remembered = solver.recalled(place.backend, dtype)
        if remembered is not None:
            net.training = net.training._replace(opt_state=remembered)
        best = _trained(est, net, place, (data, held_out), size, first=first, incremental=incremental)
        solver.remember(net.training.opt_state, place.backend, dtype)
    set_params(est, place, best)


def _trained(
    est: Any, net: Network, place: DataLocation, parts: tuple[Data, Data | None], size: int, *, first: bool, incremental: bool
) -> Tree:
    """Epochs until it has converged or has run out of them: the params that are the best, or the last ones.

    A training that goes on and is never better than what it began with keeps its last params: scikit-learn's best ones are the
    same arrays then.
    """
    data, held_out = parts
    solver, best = est._optimizer, net.params if first else None
    counted = [net.training]
    try:
        est.n_iter_ = 0
        for _, order in zip(range(est.max_iter), _orders(est, data.n), strict=False):
            _epoch(est, net, place, data, size, order, counted)
            score = None if held_out is None else est._held_out_score(net, place, held_out)
            count(est, score)
            if score is not None and score > est.best_validation_score_:
                est.best_validation_score_, best = score, net.params
            solver.learning_rate = next_rate(est, solver)
            if stops(est, solver) or incremental:
                break
            if est.n_iter_ == est.max_iter:
                said = f"Maximum iterations ({est.n_iter_}) reached and the optimization hasn't converged yet."
                warnings.warn(f"Stochastic Optimizer: {said}", ConvergenceWarning, stacklevel=2)
    except KeyboardInterrupt:
        (net.training,) = counted
        warnings.warn("Training interrupted by user.", stacklevel=2)
    return net.params if best is None or not est.early_stopping else best


def _batch_size(est: Any, n: int) -> int:
    if est.batch_size == "auto":
        return min(200, n)
    if est.batch_size > n:
        warnings.warn("Got `batch_size` less than 1 or larger than sample size. It is going to be clipped", stacklevel=2)
    return int(min(est.batch_size, n))


def _orders(est: Any, n: int) -> Iterator[Any]:
    """The row numbers of each epoch in their order, drawn as scikit-learn does; None for as they are."""
    order = np.arange(n)
    while True:
        if est.shuffle:
            numbers = np.arange(n)
            est._random_state.shuffle(numbers)  # what sklearn.utils.shuffle draws
            order = order[numbers]
        yield order if est.shuffle else None


def _epoch(est: Any, net: Network, place: DataLocation, data: Data, size: int, order: Any, counted: list[TrainingState]) -> None:
    """One pass over the data, and its loss; ``counted`` then holds the training that the estimator's counts and losses are of."""
    net.learning_rate = est._optimizer.learning_rate
    if issparse(data.x):
        values = _sparse_epoch(net, place, data, size, order)
    else:
        values = net.epoch(data.x, data.target, batch_size=size, order=order, sample_weight=data.weight)
    counts = np.minimum(size, data.n - np.arange(0, data.n, size))
    loss = float(np.dot(values, counts)) / data.n  # a number of NumPy's would be moved to a device with the estimator
    seen, curve, after = est.t_ + data.n, [*est.loss_curve_, loss], net.training
    # Without a call in between, at which Ctrl-C could leave the one without the other.
    est.n_iter_, est.loss_, est.t_, est.loss_curve_, counted[0] = est.n_iter_ + 1, loss, seen, curve, after
    if est.verbose:
        print(f"Iteration {est.n_iter_}, loss = {est.loss_:.8f}")


def _sparse_epoch(net: Network, place: DataLocation, data: Data, size: int, order: Any) -> Any:
    """As one of dense inputs; the rows of a batch are made dense when its turn comes."""
    values = []
    xp, order = place.backend.xp, np.arange(data.n) if order is None else order
    for start in range(0, data.n, size):
        rows = order[start : start + size]
        there = place.backend.from_host(rows, "int64")
        weight = None if data.weight is None else xp.take(data.weight, there, axis=0)
        target = xp.take(data.target, there, axis=0)
        x = place.inputs(dense(data.x, rows), net.dtype)
        values.append(net.epoch(x, target, batch_size=size, sample_weight=weight)[0])
    return np.asarray(values)
