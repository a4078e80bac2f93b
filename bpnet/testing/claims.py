"""Assertions of the conformance kit: errors say what was passed, what was expected, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves
from bpnet.backend import DTYPES, Backend

if TYPE_CHECKING:
    from numpy.typing import NDArray


class ConformanceError(AssertionError):
    """A backend violates its contract."""


class NotApplicable(Exception):  # noqa: N818 - not an error, but the reason of a skipped check
    """A check does not apply to a backend; the message is the reason."""


def claim(holds: object, *, came: object, expected: object, do: str) -> None:
    """Raise `ConformanceError` unless ``holds`` is true."""
    if not holds:
        raise ConformanceError(f"{came}; expected {expected}: {do}")


def claim_same(what: str, got: Any, expected: NDArray[Any], *, do: str) -> None:
    """Claim that a host array has the dtype, shape and bits of another."""
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


def require_capability(backend: Backend, capability: str) -> None:
    """Raise `NotApplicable` unless a backend has a capability."""
    if capability not in backend.capabilities:
        lacks = f"does not compute in {capability}" if capability in DTYPES else f"does not offer {capability!r}"
        raise NotApplicable(f"backend {backend.spec!r} {lacks}")


def best_dtype(backend: Backend) -> str:
    """Return float64 if the backend computes in it, otherwise float32."""
    return next(dtype for dtype in DTYPES if dtype in backend.capabilities)


def host_leaves(backend: Backend, tree: Tree) -> list[Any]:
    """Return copies of all leaves on the host."""
    with backend.scope():
        return [np.array(backend.to_host(leaf)) for leaf in leaves(tree)]
