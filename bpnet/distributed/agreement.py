"""What must be the same on all ranks before a training begins."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import _specs
from bpnet._version import __version__
from bpnet.arithmetic import EDITION
from bpnet.arrays import Tree, leaves

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bpnet.backend import Backend


def digest(to_host: Callable[[Any], NDArray[Any]], tree: Tree) -> str:
    """Return the beginning of the SHA-256 of the arrays of a tree: their shapes, dtypes and bytes."""
    made = hashlib.sha256()
    for leaf in leaves(tree):
        host = np.ascontiguousarray(to_host(leaf))
        made.update(f"{host.shape} {host.dtype} ".encode())
        made.update(host.reshape(-1).view(np.uint8).data)
    return made.hexdigest()[:16]


def facts_of_software(backend: Backend, dtype: str, arithmetic: str) -> dict[str, Any]:
    """Return versions and settings; in exact arithmetic the ranks may have different libraries and devices."""
    facts = {"version of bpnet": __version__, "dtype": dtype, "arithmetic": arithmetic}
    if arithmetic == "exact":
        return facts | {"edition": EDITION}
    return facts | {"backend": backend.name, f"version of {backend.library}": backend.version()}


def describe(value: Any) -> Any:
    """Return a layer, a loss, an optimizer or a learning rate as data, in which custom functions are not told apart."""
    return _specs.with_defaults(_specs.to_json(value, whole=False))


def describe_callback(callback: Any) -> dict[str, Any]:
    """Return the name of a callback, and its attributes that are numbers, strings or booleans."""
    plain = {name: value for name, value in getattr(callback, "__dict__", {}).items() if isinstance(value, int | float | str)}
    return {"name": getattr(callback, "__name__", type(callback).__name__)} | plain
