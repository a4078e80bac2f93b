"""Translation of scikit-learn's settings: layers, losses, optimizers and initial values."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bpnet import optimizers
from bpnet.backprop import Layer, chain
from bpnet.initializers import glorot_uniform, zeros
from bpnet.layers import ACTIVATIONS, dense
from bpnet.sklearn import formulas

if TYPE_CHECKING:
    from bpnet.losses import Loss
    from bpnet.optimizers import Optimizer

NAMES = {"logistic": "sigmoid"}
"""bpnet's names of activations, where scikit-learn's differ."""


@lru_cache(maxsize=64)
def layers(widths: tuple[int, ...], activation: str) -> Layer:
    """Return the layers as one, without the last activation, which the loss applies; ``widths`` are their numbers of outputs."""
    hidden = NAMES.get(activation, activation)
    ends = [hidden] * (len(widths) - 1) + ["identity"]
    return chain(*(dense(n, name, initial=zeros()) for n, name in zip(widths, ends, strict=True)))


@lru_cache(maxsize=8)
def output_activation(out_activation: str) -> Layer:
    """Return the activation of the last layer."""
    return ACTIVATIONS[NAMES.get(out_activation, out_activation)]()


def loss(name: str, out_activation: str) -> Loss:
    """Return the loss with scikit-learn's name."""
    if name == "log_loss":
        return formulas.softmax_cross_entropy() if out_activation == "softmax" else formulas.binary_cross_entropy()
    return formulas.poisson() if name == "poisson" else formulas.squared_error()


def optimizer(est: Any) -> Optimizer:
    """Return the optimizer for an estimator's settings."""
    rate = float(est.learning_rate_init)
    if est.solver == "adam":
        return formulas.adam(rate, betas=(float(est.beta_1), float(est.beta_2)), eps=float(est.epsilon))
    if est.momentum == 0:
        return optimizers.sgd(rate)
    return formulas.sgd(rate, momentum=float(est.momentum), nesterov=bool(est.nesterovs_momentum))


class _Draws:
    """Source of initial values: it draws the weights of a layer and then, from the same range, its biases."""

    def __init__(self, random_state: Any) -> None:
        self.random_state = random_state
        self.biases: list[Any] = []

    def uniform(self, shape: tuple[int, int], limit: float) -> Any:
        """Return weights; the biases are appended to ``biases``."""
        w = self.random_state.uniform(-limit, limit, shape)
        self.biases.append(self.random_state.uniform(-limit, limit, shape[1]))
        return w


def first_values(sizes: list[int], activation: str, random_state: Any) -> tuple[list[Any], list[Any]]:
    """Return weights and biases as scikit-learn draws them, NumPy arrays in float64."""
    draws: Any = _Draws(random_state)
    initial = glorot_uniform(gain=math.sqrt(1.0 / 3.0) if activation == "logistic" else 1.0)
    weights = [initial(draws, n_in, n_out) for n_in, n_out in pairwise(sizes)]
    return weights, draws.biases
