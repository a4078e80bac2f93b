"""Backpropagation written once over the Python array API standard, run by pluggable backends."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bpnet import (
        arrays,
        callbacks,
        datasets,
        functions,
        initial,
        layers,
        losses,
        normal,
        optimizers,
        parity,
        plotting,
        random,
        schedules,
        testing,
        tracing,
    )
    from bpnet.arithmetic import exact
    from bpnet.backprop import Layer, chain, stateless, vjp
    from bpnet.errors import (
        BackendError,
        BackendFallbackWarning,
        BackendLoadError,
        BackendMismatchError,
        BackendNotInstalledError,
        BackendUnavailableError,
        CheckpointError,
        TrainingDivergedError,
        UnknownBackendError,
        UnsupportedDTypeError,
    )
    from bpnet.history import History
    from bpnet.loading import load
    from bpnet.losses import Loss
    from bpnet.mlp import MLP
    from bpnet.network import Network
    from bpnet.neural_network import NeuralNetwork
    from bpnet.optimizers import Optimizer
    from bpnet.registry import available_backends, get_backend, register_backend, use_backend
    from bpnet.step import training_step, value_and_grad

__version__ = "0.1.0"

_HOMES = {
    "arithmetic": ("exact",),
    "backprop": ("Layer", "chain", "stateless", "vjp"),
    "errors": (
        "BackendError",
        "BackendFallbackWarning",
        "BackendLoadError",
        "BackendMismatchError",
        "BackendNotInstalledError",
        "BackendUnavailableError",
        "CheckpointError",
        "TrainingDivergedError",
        "UnknownBackendError",
        "UnsupportedDTypeError",
    ),
    "history": ("History",),
    "losses": ("Loss",),
    "loading": ("load",),
    "mlp": ("MLP",),
    "network": ("Network",),
    "neural_network": ("NeuralNetwork",),
    "optimizers": ("Optimizer",),
    "registry": ("available_backends", "get_backend", "register_backend", "use_backend"),
    "step": ("training_step", "value_and_grad"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}
_MODULES = (
    "arrays",
    "callbacks",
    "datasets",
    "functions",
    "initial",
    "layers",
    "losses",
    "normal",
    "optimizers",
    "parity",
    "plotting",
    "random",
    "schedules",
    "testing",
    "tracing",
)

_OPTIONAL = ("sklearn",)  # modules that need what may not be installed: in no ``import *``

__all__ = [
    "MLP",
    "BackendError",
    "BackendFallbackWarning",
    "BackendLoadError",
    "BackendMismatchError",
    "BackendNotInstalledError",
    "BackendUnavailableError",
    "CheckpointError",
    "History",
    "Layer",
    "Loss",
    "Network",
    "NeuralNetwork",
    "Optimizer",
    "TrainingDivergedError",
    "UnknownBackendError",
    "UnsupportedDTypeError",
    "arrays",
    "available_backends",
    "callbacks",
    "chain",
    "datasets",
    "exact",
    "functions",
    "get_backend",
    "initial",
    "layers",
    "load",
    "losses",
    "normal",
    "optimizers",
    "parity",
    "plotting",
    "random",
    "register_backend",
    "schedules",
    "stateless",
    "testing",
    "tracing",
    "training_step",
    "use_backend",
    "value_and_grad",
    "vjp",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used (PEP 562): ``import bpnet`` itself loads nothing."""
    if name in _MODULES or name in _OPTIONAL:
        return import_module(f"bpnet.{name}")
    if name not in _HOME:
        from bpnet.wording import shown

        raise AttributeError(f"module 'bpnet' has no attribute {shown(name)}")
    value = getattr(import_module(f"bpnet.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
