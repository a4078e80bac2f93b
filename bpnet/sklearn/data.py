"""Where the data are, and where they are computed with: scikit-learn's namespaces and bpnet's backends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.sparse import issparse
from sklearn.utils._array_api import get_namespace_and_device, move_to

from bpnet._messages import type_name
from bpnet.arrays import ensure_writable
from bpnet.backend.registry import get_backend
from bpnet.errors import BackendMismatchError
from bpnet.training.trees import all_finite

if TYPE_CHECKING:
    from bpnet.arrays import Array
    from bpnet.backend import Backend

MOVE = (
    "pass data that live where those of fit did, with sklearn.set_config(array_api_dispatch=True); or move the estimator: "
    "sklearn.utils._array_api.move_estimator_to"
)
NUMBERS = 1 << 23
"""Of sparse data so many are made dense at a time for predictions, or one row."""


class DataLocation(NamedTuple):
    """The library and device that data live on, and the backend that computes with them."""

    xp: Any
    dispatched: bool
    """Whether arrays of other libraries than NumPy are let in: ``sklearn.set_config(array_api_dispatch=True)``."""
    device: Any
    backend: Backend
    host: bool
    """Whether the data are NumPy's (or sparse): results are too then."""

    def inputs(self, x: Any, dtype: str) -> Array:
        """Checked inputs as an array of the backend; what a narrower dtype cannot hold is refused in scikit-learn's words."""
        own = self.own(x, dtype)
        if dtype_of(x) != dtype == "float32" and not all_finite(self.backend, own):
            raise ValueError("Input X contains infinity or a value too large for dtype('float32').")
        return own

    def own(self, array: Any, dtype: str | None = None, name: str = "X") -> Array:
        """An array of the backend, in this dtype if one is named; NumPy's are moved, others must be there already."""
        xp = self.backend.xp
        if isinstance(array, np.ndarray):
            array = np.asarray(array, dtype=dtype, order="C")  # compiled steps copy rows as they lie
            return array if self.backend.owns(array) else self.backend.from_host(array)
        if not self.backend.owns(array):
            raise self._elsewhere(array, name)
        return array if dtype is None else xp.astype(array, getattr(xp, dtype), copy=False)

    def back(self, array: Array) -> Any:
        """An array of the backend where the data live."""
        if not self.host:
            return array
        return ensure_writable(self.backend.to_host(array))

    def beside(self, array: Any) -> Any:
        """Labels or weights of any library where the data live; text stays NumPy's."""
        if not self.dispatched or np.isscalar(array) or issparse(array):
            return array
        array = array if hasattr(array, "dtype") else np.asarray(array)
        text = isinstance(array, np.ndarray) and array.dtype.kind in "OUS"
        return array if text else move_to(array, xp=self.xp, device=self.device)

    def _elsewhere(self, array: Any, name: str) -> BackendMismatchError:
        fitted = name in {"coefs_", "intercepts_"}
        hint = "leave out backend=, which is for NumPy data, and the data are computed with where they are; or pass NumPy data"
        return BackendMismatchError(
            f"{name} is a {type_name(array)}, and what is computed with here are arrays of {self.backend.spec!r}",
            backend=self.backend.name,
            hint=MOVE if fitted else hint,
        )


def location_of(x: Any, backend: Any) -> DataLocation:
    """Where checked data live, and the backend that was asked for, or else is theirs."""
    xp, dispatched, device = get_namespace_and_device(x)
    host = issparse(x) or isinstance(x, np.ndarray)
    return DataLocation(xp, dispatched, device, get_backend(backend, arrays=() if host else (x,)), host)


def floats_of(x: Any) -> list[Any]:
    """The dtypes that inputs are taken in, by the names of their own library."""
    xp = get_namespace_and_device(x)[0]
    return [xp.float64, xp.float32]


def to_numpy(array: Any) -> Any:
    """An array of another library as NumPy's; anything else as it is."""
    own = isinstance(array, np.ndarray | np.generic) or not hasattr(array, "dtype") or issparse(array)
    return array if own else move_to(array, xp=np, device="cpu")


def dtype_of(array: Any) -> str:
    """``"float64"`` or ``"float32"``, of an array of any library."""
    return "float32" if "float32" in str(array.dtype) else "float64"


def dense(x: Any, rows: Any = slice(None)) -> Any:
    """Some rows of data; sparse ones are made dense."""
    return x[rows].toarray() if issparse(x) else x
