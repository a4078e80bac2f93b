"""Losses: a scalar of target and output, and its true gradient with respect to the output.

Shapes: ``y`` and ``target`` (*replicas, batch, n_out), value (*replicas,). A loss reduces its own two axes and keeps what leads.
"""

from collections.abc import Callable

from bpnet.losses.base import Loss, from_samples
from bpnet.losses.classification import (
    binary_cross_entropy,
    cross_entropy_on_probabilities,
    one_hot,
    softmax_cross_entropy,
)
from bpnet.losses.regression import absolute_error, huber, poisson, squared_error

LOSSES: dict[str, Callable[[], Loss]] = {
    "squared_error": squared_error,
    "absolute_error": absolute_error,
    "huber": huber,
    "poisson": poisson,
    "binary_cross_entropy": binary_cross_entropy,
    "softmax_cross_entropy": softmax_cross_entropy,
    "cross_entropy_on_probabilities": cross_entropy_on_probabilities,
}
"""Losses that can be given by name, with their defaults."""

FORMULAS = 2
"""Which version of the formulas of losses this is: it grows where the same numbers come to other bits.

Records and histories have it. 1 is what came before there was a number; `CHANGED` says which losses are others since.
"""

CHANGED: dict[str, int] = {
    "poisson": 2,
    "binary_cross_entropy": 2,
    "softmax_cross_entropy": 2,
    "cross_entropy_on_probabilities": 2,
}
"""The version since which a loss has the bits that it has."""

__all__ = [
    "CHANGED",
    "FORMULAS",
    "LOSSES",
    "Loss",
    "absolute_error",
    "binary_cross_entropy",
    "cross_entropy_on_probabilities",
    "from_samples",
    "huber",
    "one_hot",
    "poisson",
    "softmax_cross_entropy",
    "squared_error",
]


def __dir__() -> list[str]:
    return __all__
