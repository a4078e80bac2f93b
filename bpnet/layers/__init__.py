"""Layers: each factory returns a `bpnet.Layer`, with its forward and backward pass.

Shapes: ``x`` (*replicas, batch, n_in), ``y`` (*replicas, batch, n_out). Activations and normalizations keep the shape.
"""

from typing import TYPE_CHECKING

from bpnet._suggestions import missing_name
from bpnet.layers.activations import (
    ACTIVATIONS,
    elu,
    exp,
    gelu,
    identity,
    leaky_relu,
    log_softmax,
    relu,
    selu,
    sigmoid,
    silu,
    softmax,
    softplus,
    softsign,
    tanh,
)
from bpnet.layers.graphs import frozen, parallel, residual, tied
from bpnet.layers.linear import affine, dense
from bpnet.layers.normalization import batch_norm, layer_norm
from bpnet.layers.stochastic import dropout

__all__ = [
    "ACTIVATIONS",
    "affine",
    "batch_norm",
    "dense",
    "dropout",
    "elu",
    "exp",
    "frozen",
    "gelu",
    "identity",
    "layer_norm",
    "leaky_relu",
    "log_softmax",
    "parallel",
    "relu",
    "residual",
    "selu",
    "sigmoid",
    "silu",
    "softmax",
    "softplus",
    "softsign",
    "tanh",
    "tied",
]


def __dir__() -> list[str]:
    return __all__


if not TYPE_CHECKING:  # to a type checker, a module with this function has every name
    __getattr__ = missing_name(__name__, __all__)
