"""Location of the data and of the computation: scikit-learn's namespaces and bpnet's backends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.sparse import issparse
from sklearn.utils._array_api import get_namespace_and_device, move_to

from bpnet._messages import type_name
from bpnet.arrays import ensure_writable
from bpnet.backend.selection import get_backend
from bpnet.errors import BackendMismatchError
from bpnet.training.trees import all_finite

if TYPE_CHECKING:
    from bpnet.arrays import Array
    from bpnet.backend import Backend

MOVE = (
    "pass data on the library and device that fit used, with sklearn.set_config(array_api_dispatch=True); or move the estimator: "
    "sklearn.utils._array_api.move_estimator_to"
)
NUMBERS = 1 << 23
"""Maximum number of elements of sparse inputs that predictions make dense at a time; at least one row."""


class DataLocation(NamedTuple):
    """Library and device of the data, and the backend that computes with them."""

    xp: Any
    dispatched: bool
    """True if arrays of libraries other than NumPy are accepted: ``sklearn.set_config(array_api_dispatch=True)``."""
    device: Any
    backend: Backend
    host: bool
    """True if the data are NumPy arrays (or sparse): then results are returned as NumPy arrays."""

    def inputs(self, x: Any, dtype: str) -> Array:
        """Convert checked inputs to the backend; values too large for a narrower dtype raise with scikit-learn's message."""
        own = self.to_backend(x, dtype)
        if dtype_of(x) != dtype == "float32" and not all_finite(self.backend, own):
            raise ValueError("Input X contains infinity or a value too large for dtype('float32').")
        return own

    def to_backend(self, array: Any, dtype: str | None = None, name: str = "X") -> Array:
        """Convert a NumPy array to the backend, and to a dtype if one is named; any other array must be the backend's already."""
        xp = self.backend.xp
        if isinstance(array, np.ndarray):
            array = np.asarray(array, dtype=dtype, order="C")  # compiled steps copy whole rows
            return array if self.backend.owns(array) else self.backend.from_host(array)
        if not self.backend.owns(array):
            raise self._mismatch(array, name)
        return array if dtype is None else xp.astype(array, getattr(xp, dtype), copy=False)

    def from_backend(self, array: Array) -> Any:
        """Move an array of the backend to the library and device of the data."""
        if not self.host:
            return array
        return ensure_writable(self.backend.to_host(array))

    def to_data(self, array: Any) -> Any:
        """Move labels or weights of any library to that of the data; strings stay NumPy arrays."""
        if not self.dispatched or np.isscalar(array) or issparse(array):
            return array
        array = array if hasattr(array, "dtype") else np.asarray(array)
        text = isinstance(array, np.ndarray) and array.dtype.kind in "OUS"
        return array if text else move_to(array, xp=self.xp, device=self.device)

    def _mismatch(self, array: Any, name: str) -> BackendMismatchError:
        fitted = name in {"coefs_", "intercepts_"}
        hint = "leave out backend=, which is for NumPy data, to compute on the data's own library and device; or pass NumPy data"
        return BackendMismatchError(
            f"{name} is a {type_name(array)}, expected an array of {self.backend.spec!r}",
            backend=self.backend.name,
            hint=MOVE if fitted else hint,
        )


def location_of(x: Any, backend: Any) -> DataLocation:
    """Return the location of checked data, with the given backend or, by default, theirs."""
    xp, dispatched, device = get_namespace_and_device(x)
    host = issparse(x) or isinstance(x, np.ndarray)
    return DataLocation(xp, dispatched, device, get_backend(backend, arrays=() if host else (x,)), host)


def floats_of(x: Any) -> list[Any]:
    """Return the dtypes that inputs may have, as their own library's dtypes."""
    xp = get_namespace_and_device(x)[0]
    return [xp.float64, xp.float32]


def to_numpy(array: Any) -> Any:
    """Convert an array of another library to NumPy; return any other object unchanged."""
    own = isinstance(array, np.ndarray | np.generic) or not hasattr(array, "dtype") or issparse(array)
    return array if own else move_to(array, xp=np, device="cpu")


def dtype_of(array: Any) -> str:
    """Return ``"float64"`` or ``"float32"``, the dtype of an array of any library."""
    return "float32" if "float32" in str(array.dtype) else "float64"


def dense(x: Any, rows: Any = slice(None)) -> Any:
    """Return some rows of data; sparse ones are made dense."""
    return x[rows].toarray() if issparse(x) else x
