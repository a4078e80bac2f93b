"""What the checks of a backend are made of: a claim holds, or an error says what came, what was expected, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves
from bpnet.backend import DTYPES, Backend

if TYPE_CHECKING:
    from numpy.typing import NDArray


class ConformanceError(AssertionError):
    """A backend does not do what its contract says."""


class NotApplicable(Exception):  # noqa: N818 - not an error: a row that says why there was nothing to check
    """A check does not apply to a backend; the message says why."""


def claim(holds: object, *, came: object, expected: object, do: str) -> None:
    """Raise `ConformanceError` unless something holds."""
    if not holds:
        raise ConformanceError(f"{came}; expected {expected}: {do}")


def same(what: str, got: Any, expected: NDArray[Any], *, do: str) -> None:
    """Claim that an array on the host has the dtype, the shape and the bits of another."""
    claim(isinstance(got, np.ndarray), came=f"{what} is a {type(got).__name__}", expected="a NumPy array", do=do)
    kinds = [f"{array.dtype} {array.shape}" for array in (got, expected)]
    claim(kinds[0] == kinds[1], came=f"{what} is {kinds[0]}", expected=kinds[1], do=do)
    if not expected.size:
        return
    ours, theirs = (np.ascontiguousarray(array).view(np.uint8).reshape(expected.size, -1) for array in (got, expected))
    differ = np.flatnonzero(np.any(ours != theirs, axis=1))
    if differ.size:
        first = [array.ravel()[differ[0]] for array in (got, expected)]
        came = f"{what} differs in {differ.size} of {expected.size} elements, the first is {first[0]!r}"
        claim(holds=False, came=came, expected=repr(first[1]), do=do)


def needs(backend: Backend, capability: str) -> None:
    """Raise `NotApplicable` where a backend does not claim a capability."""
    if capability not in backend.capabilities:
        lacks = f"does not compute in {capability}" if capability in DTYPES else f"does not offer {capability!r}"
        raise NotApplicable(f"backend {backend.spec!r} {lacks}")


def best_dtype(backend: Backend) -> str:
    """float64 where the backend computes in it, else float32."""
    return next(dtype for dtype in DTYPES if dtype in backend.capabilities)


def hosts(backend: Backend, tree: Tree) -> list[Any]:
    """Copies of all leaves on the host."""
    with backend.scope():
        return [np.array(backend.to_host(leaf)) for leaf in leaves(tree)]
