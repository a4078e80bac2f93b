"""For tests of one's own layers, losses and backends: gradient checks, a conformance kit, and a pytest plug-in for both."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bpnet.testing.claims import ConformanceError
    from bpnet.testing.conformance import CHECKS, Finding, check_backend
    from bpnet.testing.gradients import check_layer, check_loss

_HOME = {
    "CHECKS": "conformance",
    "ConformanceError": "claims",
    "Finding": "conformance",
    "check_backend": "conformance",
    "GradientError": "contracts",
    "check_layer": "gradients",
    "check_loss": "gradients",
}

__all__ = ["CHECKS", "ConformanceError", "Finding", "check_backend", "check_layer", "check_loss"]


def __getattr__(name: str) -> Any:
    """Load the checks when they are first used: every pytest run of a machine with bpnet loads the plug-in beside them."""
    if name not in __all__:
        raise AttributeError(f"module 'bpnet.testing' has no attribute {name!r}")
    return getattr(import_module(f"bpnet.testing.{_HOME[name]}"), name)
