"""Training by "sgd" and "adam": epochs of a `bpnet.Network`, in scikit-learn's order and by its rules."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.sparse import issparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import train_test_split

from bpnet.arrays import map_tree
from bpnet.network import Network
from bpnet.sklearn import translation
from bpnet.sklearn.places import Place, dense
from bpnet.sklearn.stopping import count, next_rate, stops

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bpnet.arrays import Array, Tree


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
    """What training by gradients remembers between calls: the learning rate, the optimizer's memory, the network.

    The network is made of functions, which pickle cannot write; it is made again where it is needed.
    """

    def __init__(self, est: Any) -> None:
        self.learning_rate = float(est.learning_rate_init)
        self._optimizer = translation.optimizer(est)
        self._memory: Tree = None
        self._net: Network | None = None
        self._key: Any = None

    def network(self, est: Any, place: Place, dtype: str) -> Network:
        """A network with the estimator's params, that remembers what this solver does."""
        widths = tuple(int(w.shape[1]) for w in est.coefs_)
        key = (widths, est.n_features_in_, est.activation, est.out_activation_, est.loss, est.alpha, dtype, place.backend)
        if self._net is None or self._key != key:
            memory = self._remembered()
            self._net, self._key = self._made(est, place, dtype, widths), key
            if memory is not None:
                to = place.backend.from_host
                self._net.training = self._net.training._replace(memory=map_tree(lambda m: to(m, dtype), memory))
        self._net.put_back(params_of(est, place, dtype), self._net.state)
        return self._net

    def _made(self, est: Any, place: Place, dtype: str, widths: tuple[int, ...]) -> Network:
        return Network(
            translation.layers(widths, est.activation),
            n_in=est.n_features_in_,
            loss=translation.loss(est.loss, est.out_activation_, widths[-1]),
            optimizer=self._optimizer,
            penalty=est.alpha,
            backend=place.backend,
            dtype=dtype,
        )

    def _remembered(self) -> Tree:
        """The optimizer's memory on the host; None before the first update."""
        return self._memory if self._net is None else map_tree(self._net.backend.to_host, self._net.training.memory)

    def __getstate__(self) -> dict[str, Any]:
        recipe = self._optimizer.recipe
        kept = {"learning_rate": self.learning_rate, "_memory": self._remembered()}
        return {**kept, "_recipe": (recipe.name, recipe.arguments) if recipe else None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        from bpnet.recipes import FACTORIES

        name, arguments = state.pop("_recipe")
        self.__dict__.update(state, _optimizer=FACTORIES[name](**arguments), _net=None, _key=None)

    def __deepcopy__(self, memo: dict[int, Any]) -> Solver:
        other = object.__new__(type(self))
        other.__setstate__(self.__getstate__())
        return other

    def __sklearn_array_api_convert__(self, converter: Callable[[Any], Any]) -> Solver:
        """A solver for a copy of the estimator elsewhere, as `sklearn` asks for it."""
        return self.__deepcopy__({})


def params_of(est: Any, place: Place, dtype: str) -> Tree:
    """The estimator's params as a network has them, ``((w, b), ...)``."""
    pairs = zip(est.coefs_, est.intercepts_, strict=True)
    return tuple((place.own(w, dtype, "coefs_"), place.own(b, dtype, "intercepts_")) for w, b in pairs)


def set_params(est: Any, place: Place, params: Tree) -> None:
    """Give the estimator the params of a network, where its data live."""
    est.coefs_ = [place.back(w) for w, _ in params]
    est.intercepts_ = [place.back(b) for _, b in params]


def split(est: Any, place: Place, data: Data, stratify: Any) -> tuple[Data, Data]:
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


def fit(est: Any, place: Place, data: Data, dtype: str, *, stratify: Any, incremental: bool) -> None:
    """Train an estimator for one epoch, or until it has converged or run out of epochs."""
    if not incremental or not hasattr(est, "_optimizer"):
        est._optimizer = Solver(est)
    if est.early_stopping and incremental:
        raise ValueError("partial_fit does not support early_stopping=True")
    solver, held_out = est._optimizer, None
    if est.early_stopping:
        data, held_out = split(est, place, data, stratify)
    size = _batch_size(est, data.n)
    net = solver.network(est, place, dtype)
    best = net.params
    try:
        est.n_iter_ = 0
        for _, order in zip(range(est.max_iter), _orders(est, data.n), strict=False):
            _epoch(est, net, place, data, size, order)
            score = None if held_out is None else est._held_out_score(net, place, held_out)
            count(est, score)
            if score is not None and score > est.best_validation_score_:
                est.best_validation_score_, best = score, net.params
            solver.learning_rate = next_rate(est, solver.learning_rate)
            if stops(est, solver) or incremental:
                break
            if est.n_iter_ == est.max_iter:
                said = f"Maximum iterations ({est.max_iter}) reached and the optimization hasn't converged yet."
                warnings.warn(f"Stochastic Optimizer: {said}", ConvergenceWarning, stacklevel=2)
    except KeyboardInterrupt:
        warnings.warn("Training interrupted by user.", stacklevel=2)
    set_params(est, place, best if est.early_stopping else net.params)


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


def _epoch(est: Any, net: Network, place: Place, data: Data, size: int, order: Any) -> None:
    """One pass over the data, and its loss."""
    net.learning_rate = est._optimizer.learning_rate
    values = (_sparse_epoch if issparse(data.x) else _dense_epoch)(net, place, data, size, order)
    counts = np.minimum(size, data.n - np.arange(0, data.n, size))
    est.n_iter_ += 1
    est.loss_ = float(np.dot(values, counts)) / data.n
    est.t_ += data.n
    est.loss_curve_.append(est.loss_)
    if est.verbose:
        print(f"Iteration {est.n_iter_}, loss = {est.loss_:.8f}")


def _dense_epoch(net: Network, place: Place, data: Data, size: int, order: Any) -> Any:
    del place
    return net.epoch(data.x, data.target, batch_size=size, order=order, sample_weight=data.weight)


def _sparse_epoch(net: Network, place: Place, data: Data, size: int, order: Any) -> Any:
    """As a dense one; the rows of a batch are made dense when its turn comes."""
    values = []
    xp, order = place.backend.xp, np.arange(data.n) if order is None else order
    for start in range(0, data.n, size):
        rows = order[start : start + size]
        there = place.backend.from_host(rows, "int64")
        weight = None if data.weight is None else xp.take(data.weight, there, axis=0)
        target = xp.take(data.target, there, axis=0)
        values.append(net.epoch(place.own(dense(data.x, rows)), target, batch_size=size, sample_weight=weight)[0])
    return np.asarray(values)
