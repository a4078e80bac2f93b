"""Optimizers: pairs of pure functions, defined as PyTorch defines them; ``lr`` is spelled ``learning_rate``.

In the formulas p is a param, g its gradient and r the learning rate.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bpnet._suggestions import missing_name
from bpnet.optimizers.adam_family import adamax, nadam, radam
from bpnet.optimizers.adaptive import adadelta, adagrad, adam, adamw, rmsprop
from bpnet.optimizers.base import Optimizer, positive_rate
from bpnet.optimizers.per_parameter import quickprop, rprop
from bpnet.optimizers.sgd import sgd
from bpnet.optimizers.transforms import clip_norm, clip_value, decoupled, l2, per_layer
from bpnet.schedules import Rate

OPTIMIZERS: dict[str, Callable[[], Optimizer]] = {
    "sgd": sgd,
    "adagrad": adagrad,
    "rmsprop": rmsprop,
    "adam": adam,
    "adamw": adamw,
    "rprop": rprop,
    "quickprop": quickprop,
    "nadam": nadam,
    "radam": radam,
    "adamax": adamax,
    "adadelta": adadelta,
}
"""Optimizers that can be given by name, with their defaults."""

__all__ = [
    "OPTIMIZERS",
    "Optimizer",
    "Rate",
    "adadelta",
    "adagrad",
    "adam",
    "adamax",
    "adamw",
    "clip_norm",
    "clip_value",
    "decoupled",
    "l2",
    "nadam",
    "per_layer",
    "positive_rate",
    "quickprop",
    "radam",
    "rmsprop",
    "rprop",
    "sgd",
]


def __dir__() -> list[str]:
    return __all__


if not TYPE_CHECKING:  # to a type checker, a module with this function has every name
    __getattr__ = missing_name(__name__, __all__)
