"""scikit-learn's words in bpnet's: layers, losses, optimizers and first values."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from bpnet import losses, optimizers
from bpnet.backprop import Layer, chain
from bpnet.initializers import glorot_uniform, zeros
from bpnet.layers import ACTIVATIONS, dense

if TYPE_CHECKING:
    from bpnet.losses import Loss
    from bpnet.optimizers import Optimizer

NAMES = {"logistic": "sigmoid"}
"""Activations that have another name in bpnet."""


@lru_cache(maxsize=64)
def layers(widths: tuple[int, ...], activation: str) -> Layer:
    """All layers but the activation of the last, which the loss applies; ``widths`` are those of the layers' outputs."""
    hidden = NAMES.get(activation, activation)
    ends = [hidden] * (len(widths) - 1) + ["identity"]
    return chain(*(dense(n, name, initial=zeros()) for n, name in zip(widths, ends, strict=True)))


@lru_cache(maxsize=8)
def output_activation(out_activation: str) -> Layer:
    """The activation of the last layer."""
    return ACTIVATIONS[NAMES.get(out_activation, out_activation)]()


def loss(name: str, out_activation: str) -> Loss:
    """The loss by scikit-learn's name."""
    if name == "log_loss":
        kind = losses.softmax_cross_entropy if out_activation == "softmax" else losses.binary_cross_entropy
        return kind(held=True)
    if name == "poisson":
        return losses.poisson(deviance=True)
    return losses.squared_error(reported_mean=True)


def optimizer(est: Any) -> Optimizer:
    """The optimizer of an estimator's settings, with rate and epsilon where scikit-learn has them."""
    rate = float(est.learning_rate_init)
    if est.solver == "adam":
        betas = float(est.beta_1), float(est.beta_2)
        return optimizers.adam(rate, betas=betas, eps=float(est.epsilon), eps_hat=True)
    if est.momentum == 0:
        return optimizers.sgd(rate)
    looks_ahead = bool(est.nesterovs_momentum)
    return optimizers.sgd(rate, momentum=float(est.momentum), nesterov=looks_ahead, rate_in_velocity=True)


class _Draws:
    """What a first value is drawn from: the weights of a layer, and after them, in the same range, its biases."""

    def __init__(self, random_state: Any) -> None:
        self.random_state = random_state
        self.biases: list[Any] = []

    def uniform(self, shape: tuple[int, int], limit: float) -> Any:
        """Weights; the biases are kept."""
        w = self.random_state.uniform(-limit, limit, shape)
        self.biases.append(self.random_state.uniform(-limit, limit, shape[1]))
        return w


def first_values(sizes: list[int], activation: str, random_state: Any) -> tuple[list[Any], list[Any]]:
    """Weights and biases as scikit-learn draws them, NumPy arrays in float64."""
    draws: Any = _Draws(random_state)
    initial = glorot_uniform(gain=math.sqrt(1.0 / 3.0) if activation == "logistic" else 1.0)
    weights = [initial(draws, n_in, n_out) for n_in, n_out in pairwise(sizes)]
    return weights, draws.biases
