"""For tests of one's own layers, losses and backends: gradient checks, and a pytest plug-in that runs tests on every backend."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bpnet.testing.gradients import check_layer, check_loss

__all__ = ["check_layer", "check_loss"]


def __getattr__(name: str) -> Any:
    """Load the checks when they are first used: every pytest run of a machine with bpnet loads the plug-in beside them."""
    if name not in __all__:
        raise AttributeError(f"module 'bpnet.testing' has no attribute {name!r}")
    return getattr(import_module("bpnet.testing.gradients"), name)
