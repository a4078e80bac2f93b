"""Losses: a scalar of target and output, and its true gradient with respect to the output.

Shapes: ``y`` and ``target`` (*replicas, batch, n_out), value (*replicas,). A loss reduces the last two axes, and keeps others.
The targets of a loss that has a `Loss.target_width` have another width than its outputs.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bpnet._suggestions import missing_name
from bpnet.losses.base import Loss, Target, from_samples
from bpnet.losses.classification import (
    binary_cross_entropy,
    cross_entropy_on_probabilities,
    one_hot,
    softmax_cross_entropy,
)
from bpnet.losses.joint import joint
from bpnet.losses.regression import absolute_error, gaussian_nll, huber, poisson, quantile, squared_error

LOSSES: dict[str, Callable[[], Loss]] = {
    "squared_error": squared_error,
    "absolute_error": absolute_error,
    "huber": huber,
    "poisson": poisson,
    "binary_cross_entropy": binary_cross_entropy,
    "softmax_cross_entropy": softmax_cross_entropy,
    "cross_entropy_on_probabilities": cross_entropy_on_probabilities,
    "gaussian_nll": gaussian_nll,
    "quantile": quantile,
}
"""Losses that can be given by name, with their defaults."""

FORMULAS = 2
"""Version of the formulas of losses: increased when the same numbers give other bits.

Records and histories contain it. 1 stands for all earlier versions; `CHANGED` lists what changed since.
"""

CHANGED: dict[str, int] = {
    "poisson": 2,
    "binary_cross_entropy": 2,
    "softmax_cross_entropy": 2,
    "cross_entropy_on_probabilities": 2,
}
"""The version in which the bits of a loss last changed."""

__all__ = [
    "CHANGED",
    "FORMULAS",
    "LOSSES",
    "Loss",
    "Target",
    "absolute_error",
    "binary_cross_entropy",
    "cross_entropy_on_probabilities",
    "from_samples",
    "gaussian_nll",
    "huber",
    "joint",
    "one_hot",
    "poisson",
    "quantile",
    "softmax_cross_entropy",
    "squared_error",
]


def __dir__() -> list[str]:
    return __all__


if not TYPE_CHECKING:  # to a type checker, a module with this function has every name
    __getattr__ = missing_name(__name__, __all__)
