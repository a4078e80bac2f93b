"""scikit-learn: `MLPClassifier` with given initial weights."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

if TYPE_CHECKING:
    from bpnet.bench.peers import Start, Task, Train

NEVER = 10**9


def prepare(task: Task) -> Start:
    """Return a function that creates an estimator by one step, and then sets its weights."""
    case = task.case
    initials = [w for w, _ in task.weights] + [b for _, b in task.weights]
    labels = task.y.reshape(-1).astype(int)
    solver = {"solver": case.optimizer, "learning_rate_init": case.rate}
    if case.optimizer == "sgd":
        solver |= {"momentum": 0.0, "nesterovs_momentum": False}
    if case.loss == "squared_error":
        solver["learning_rate_init"] = case.rate * case.batch  # scikit-learn averages the loss

    def start() -> Train:
        net = MLPClassifier(
            case.sizes[1:-1],
            activation="logistic" if case.hidden == "sigmoid" else case.hidden,
            alpha=0.0,
            batch_size=case.batch,
            shuffle=False,
            tol=0.0,
            n_iter_no_change=NEVER,
            warm_start=True,
            random_state=0,
            **solver,
        )
        net.partial_fit(task.x[: case.batch], labels[: case.batch], classes=np.unique(labels))
        for param, initial in zip([*net.coefs_, *net.intercepts_], initials, strict=True):
            param[...] = initial
        net.loss_curve_ = []

        def train(epochs: int) -> Any:
            net.max_iter = epochs
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ConvergenceWarning)  # raised whenever max_iter is reached
                net.fit(task.x, labels)
            return net.loss_curve_[-epochs:]

        return train

    return start
