"""Backpropagation written once over the Python array API standard, run by pluggable backends."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Any

from bpnet import _alone as _alone
from bpnet._version import __version__ as __version__

if TYPE_CHECKING:
    from bpnet import (
        arrays,
        callbacks,
        compiler,
        datasets,
        derivatives,
        errors,
        export,
        initializers,
        layers,
        losses,
        metrics,
        minimizers,
        optimizers,
        parity,
        plotting,
        random,
        schedules,
        special,
        testing,
    )
    from bpnet import sklearn as sklearn
    from bpnet.arithmetic import exact
    from bpnet.backend.registry import register_backend
    from bpnet.backend.selection import get_backend, use_backend
    from bpnet.backend.status import available_backends
    from bpnet.backprop import Layer, chain, stateless, vjp
    from bpnet.checkpoint.load import load
    from bpnet.compiler.store import clear_caches
    from bpnet.errors import (
        BackendError,
        BackendFallbackWarning,
        BackendLoadError,
        BackendMismatchError,
        BackendNotInstalledError,
        BackendUnavailableError,
        CheckpointError,
        RankError,
        TrainingDivergedError,
        UnknownBackendError,
        UnsupportedDTypeError,
    )
    from bpnet.losses import Loss
    from bpnet.optimizers import Optimizer
    from bpnet.step import training_step, value_and_grad
    from bpnet.training.from_torch import from_torch
    from bpnet.training.group_history import GroupHistory
    from bpnet.training.history import History
    from bpnet.training.mlp import MLP
    from bpnet.training.network import Network
    from bpnet.training.textbook import NeuralNetwork

__all__ = [
    "MLP",
    "BackendError",
    "BackendFallbackWarning",
    "BackendLoadError",
    "BackendMismatchError",
    "BackendNotInstalledError",
    "BackendUnavailableError",
    "CheckpointError",
    "GroupHistory",
    "History",
    "Layer",
    "Loss",
    "Network",
    "NeuralNetwork",
    "Optimizer",
    "RankError",
    "TrainingDivergedError",
    "UnknownBackendError",
    "UnsupportedDTypeError",
    "arrays",
    "available_backends",
    "callbacks",
    "chain",
    "clear_caches",
    "compiler",
    "datasets",
    "derivatives",
    "errors",
    "exact",
    "export",
    "from_torch",
    "get_backend",
    "initializers",
    "layers",
    "load",
    "losses",
    "metrics",
    "minimizers",
    "optimizers",
    "parity",
    "plotting",
    "random",
    "register_backend",
    "schedules",
    "special",
    "stateless",
    "testing",
    "training_step",
    "use_backend",
    "value_and_grad",
    "vjp",
]

_MODULE_OF = {
    "MLP": "training.mlp",
    "GroupHistory": "training.group_history",
    "History": "training.history",
    "Layer": "backprop",
    "Loss": "losses",
    "Network": "training.network",
    "NeuralNetwork": "training.textbook",
    "Optimizer": "optimizers",
    "available_backends": "backend.status",
    "chain": "backprop",
    "clear_caches": "compiler.store",
    "exact": "arithmetic",
    "from_torch": "training.from_torch",
    "get_backend": "backend.selection",
    "load": "checkpoint.load",
    "register_backend": "backend.registry",
    "stateless": "backprop",
    "training_step": "step",
    "use_backend": "backend.selection",
    "value_and_grad": "step",
    "vjp": "backprop",
} | {name: "errors" for name in __all__ if name.endswith(("Error", "Warning"))}
"""Module that defines each public function and class; all other public names are modules."""

_OPTIONAL = ("sklearn",)  # modules with dependencies that may not be installed: not in ``import *``


class _FormerModule(ModuleType):
    """Module under its former name, imported when it is first used."""

    def __init__(self, name: str, today: str) -> None:
        super().__init__(name, f"`{today}` under its former name.")
        self.__spec__ = ModuleSpec(name, loader=None)
        self._today = today

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__all__":  # `inspect` asks every module for its file
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        return getattr(import_module(self._today), name)


_FORMER_MODULES = {"functions": "special", "initial": "initializers", "normal": "special", "tracing": "compiler"}
for _former, _today in _FORMER_MODULES.items():
    sys.modules[f"bpnet.{_former}"] = _FormerModule(f"bpnet.{_former}", f"bpnet.{_today}")


if not TYPE_CHECKING:  # to a type checker, a module with this function has every name

    def __getattr__(name: str) -> Any:
        """Import a public name when it is first used (PEP 562): ``import bpnet`` itself loads nothing."""
        if name in _MODULE_OF:
            value = getattr(import_module(f"bpnet.{_MODULE_OF[name]}"), name)
            globals()[name] = value
            return value
        if name in __all__ or name in _OPTIONAL or name in _FORMER_MODULES:
            return import_module(f"bpnet.{name}")
        from bpnet._suggestions import missing_name

        return missing_name("bpnet", __all__)(name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
