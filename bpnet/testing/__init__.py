"""Checks of custom layers, losses, optimizers and backends, and a pytest plug-in that runs tests on every backend."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bpnet.testing.claims import ConformanceError
    from bpnet.testing.conformance import CHECKS, Finding, check_backend
    from bpnet.testing.contracts import GradientError
    from bpnet.testing.layers import check_layer
    from bpnet.testing.losses import check_loss
    from bpnet.testing.optimizers import check_optimizer

_HOME = {
    "CHECKS": "conformance",
    "ConformanceError": "claims",
    "Finding": "conformance",
    "check_backend": "conformance",
    "GradientError": "contracts",
    "check_layer": "layers",
    "check_loss": "losses",
    "check_optimizer": "optimizers",
}

__all__ = [
    "CHECKS",
    "ConformanceError",
    "Finding",
    "GradientError",
    "check_backend",
    "check_layer",
    "check_loss",
    "check_optimizer",
]


if not TYPE_CHECKING:  # to a type checker, a module with this function has every name

    def __getattr__(name: str) -> Any:
        """Import a check when it is first used; every pytest run on a machine with bpnet imports this package."""
        if name not in __all__:
            raise AttributeError(f"module 'bpnet.testing' has no attribute {name!r}")
        return getattr(import_module(f"bpnet.testing.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__
