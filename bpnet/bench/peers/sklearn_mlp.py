"""scikit-learn: `MLPClassifier` with given initial weights."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

if TYPE_CHECKING:
    from bpnet.bench.peers import Start, Task, Train

NEVER = 10**9


class Given(MLPClassifier):  # type: ignore[misc]  # scikit-learn has no types
    """An estimator that begins with given weights, once it has drawn its own."""

    given: list[tuple[Any, Any]]

    def _initialize(self, *arguments: Any) -> None:
        super()._initialize(*arguments)
        self.coefs_, self.intercepts_ = ([p.copy() for p in params] for params in zip(*self.given, strict=True))


def prepare(task: Task) -> Start:
    """Return a function that creates an estimator with the weights of the task."""
    case = task.case
    labels = task.y.reshape(-1).astype(int)
    solver = {"solver": case.optimizer, "learning_rate_init": case.rate}
    if case.optimizer == "sgd":
        solver |= {"momentum": 0.0, "nesterovs_momentum": False}
    if case.loss == "squared_error":
        solver["learning_rate_init"] = case.rate * case.batch  # scikit-learn averages the loss

    def start() -> Train:
        net = Given(
            case.sizes[1:-1],
            activation="logistic" if case.hidden == "sigmoid" else case.hidden,
            alpha=0.0,
            batch_size=case.batch,
            shuffle=False,
            tol=0.0,
            n_iter_no_change=NEVER,
            warm_start=True,
            random_state=task.seed,
            **solver,
        )
        net.given = task.weights

        def train(epochs: int) -> Any:
            net.max_iter = epochs
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ConvergenceWarning)  # raised whenever max_iter is reached
                net.fit(task.x, labels)
            return net.loss_curve_[-epochs:]

        return train

    return start
