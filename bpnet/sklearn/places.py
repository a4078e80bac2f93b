"""Where the data are, and where they are computed with: scikit-learn's namespaces and bpnet's backends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.sparse import issparse
from sklearn.utils._array_api import get_namespace_and_device, move_to

from bpnet.registry import get_backend

if TYPE_CHECKING:
    from bpnet.arrays import Array
    from bpnet.backend import Backend

ROWS = 4096
"""Rows of sparse data that are made dense at a time for predictions."""


class Place(NamedTuple):
    """The library and device that data live on, and the backend that computes with them."""

    xp: Any
    dispatched: bool
    """Whether arrays of other libraries than NumPy are let in: ``sklearn.set_config(array_api_dispatch=True)``."""
    device: Any
    backend: Backend
    host: bool
    """Whether the data are NumPy's (or sparse): results are too then."""

    def own(self, array: Any, dtype: str | None = None, name: str = "X") -> Array:
        """An array of the backend, in this dtype if one is named; NumPy's are moved, others must be there already."""
        xp = self.backend.xp
        if isinstance(array, np.ndarray):
            array = np.asarray(array, dtype=dtype, order="C")  # compiled steps copy rows as they lie
            return array if self.backend.owns(array) else self.backend.from_host(array)
        if not self.backend.owns(array):
            raise self.backend.mismatch(array, name, dtype or str(array.dtype))
        return array if dtype is None else xp.astype(array, getattr(xp, dtype), copy=False)

    def back(self, array: Array) -> Any:
        """An array of the backend where the data live."""
        return self.backend.to_host(array) if self.host else array

    def beside(self, array: Any) -> Any:
        """Labels or weights of any library where the data live; text stays NumPy's."""
        text = isinstance(array, np.ndarray) and array.dtype.kind in "OUS"
        return array if not self.dispatched or text or issparse(array) else move_to(array, xp=self.xp, device=self.device)


def place_of(x: Any, backend: Any) -> Place:
    """Where checked data live, and the backend that was asked for, or else is theirs."""
    xp, dispatched, device = get_namespace_and_device(x)
    host = issparse(x) or isinstance(x, np.ndarray)
    return Place(xp, dispatched, device, get_backend(backend, arrays=() if host else (x,)), host)


def floats_of(x: Any) -> list[Any]:
    """The dtypes that inputs are taken in, by the names of their own library."""
    xp = get_namespace_and_device(x)[0]
    return [xp.float64, xp.float32]


def on_host(array: Any) -> Any:
    """Any array as NumPy's; lists and sparse matrices as they are."""
    return move_to(array, xp=np, device="cpu") if hasattr(array, "dtype") and not issparse(array) else array


def dtype_of(array: Any) -> str:
    """``"float64"`` or ``"float32"``, of an array of any library."""
    return "float32" if "float32" in str(array.dtype) else "float64"


def dense(x: Any, rows: Any = slice(None)) -> Any:
    """Some rows of data; sparse ones are made dense."""
    return x[rows].toarray() if issparse(x) else x
