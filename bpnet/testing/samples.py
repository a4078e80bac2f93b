"""Inputs at which gradients are checked: validation, sizes of batches, and the backend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.backend.selection import BackendSpec, get_backend
from bpnet.errors import UnsupportedDTypeError
from bpnet.testing.contracts import GradientError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bpnet.backend import Backend


def backend_for(backend: BackendSpec | None) -> Backend:
    """Return a backend that computes in float64."""
    host = get_backend(backend)
    if "float64" not in host.capabilities:
        hint = "check it on another backend, such as 'numpy'"
        message = f"gradients are checked in float64, which {host.spec!r} does not support"
        raise UnsupportedDTypeError(message, backend=host.name, hint=hint)
    return host


def check_rows(name: str, rows: Any, width: int | None = None) -> NDArray[Any]:
    """Return samples in float64, after validation."""
    rows = np.array(rows, dtype=np.float64)
    if rows.ndim != 2 or not rows.size or width not in {None, rows.shape[1]}:  # noqa: PLR2004 - samples and features
        raise ValueError(f"{name} has shape {rows.shape}, expected (samples, {width or 'outputs'})")
    if np.any(np.isnan(rows)):
        raise ValueError(f"{name} contains NaN: no gradient can be checked there")
    return rows


def check_target(target: Tree, y: NDArray[Any]) -> Tree:
    """Return a target for ``y``, after validation; weights become floats, as in `Network.fit`."""
    target = map_tree(np.asarray, target)
    for leaf in leaves(target):
        if leaf.shape[:1] != y.shape[:1]:
            raise ValueError(f"target has shape {leaf.shape} beside y of shape {y.shape}, expected as many samples")
    return (target[0], target[1].astype(np.float64)) if isinstance(target, tuple) and len(target) == 2 else target  # noqa: PLR2004 - targets and weights


def batch_sizes(n: int, one: Callable[[], Any]) -> list[int]:
    """Return the sizes of batches to check: all samples, and one sample unless ``one`` raises ValueError, as in batch_norm."""
    if n == 1:
        return [1]
    try:
        one()
    except ValueError:
        return [n]
    return [n, 1]


def worst_error(sizes: Sequence[int], check: Callable[[int], float]) -> float:
    """Return the largest error over the sizes of batches."""
    worst = 0.0
    for n in sizes:
        try:
            worst = max(worst, check(n))
        except GradientError as error:
            raise GradientError(f"{error} (in a batch of one sample)") if n == 1 else error from None
    return worst
