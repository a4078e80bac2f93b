"""Validation of host data: lists, NumPy arrays and data frames become NumPy arrays of real numbers."""

from __future__ import annotations

from functools import lru_cache
from numbers import Real
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from bpnet._messages import type_name
from bpnet.arrays import Array
from bpnet.backend import on_host

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bpnet.backend import Backend

Shape: TypeAlias = tuple[int | str, ...]
"""An expected shape, in which a string matches any positive length: ``("batch", 3)``."""


def is_host(backend: Backend, array: object) -> bool:
    """Return True for host data: NumPy arrays, lists, data frames; False for an array of any other array library."""
    if isinstance(array, np.ndarray | np.generic):
        return True
    if backend.owns(array) or backend.device_of(array) is not None:
        return False
    return not (hasattr(array, "__dlpack__") or hasattr(array, "__array_namespace__"))


def dtype_name(array: Any) -> str:
    """Return the name of the dtype of an array of any library, such as ``"float64"`` or ``"bool"``."""
    dtype = array.dtype
    return _name(dtype) if isinstance(dtype, np.dtype) else str(dtype).rpartition(".")[2]


@lru_cache(maxsize=64)
def _name(dtype: np.dtype[Any]) -> str:
    return str(dtype)


def host_numbers(array: Any, name: str) -> NDArray[Any]:
    """Convert host data to a NumPy array of integers, booleans or floats.

    Columns of a data frame are converted one by one: numbers, booleans and pandas' nullable dtypes.
    """
    if isinstance(array, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array; fill the masked values first: {name}.filled(...)")
    if hasattr(array, "__dask_graph__"):
        raise TypeError(f"{name} is a {type(array).__name__} that is computed lazily; pass {name}.compute()")
    if hasattr(array, "toarray"):
        raise TypeError(f"{name} is a sparse {type(array).__name__}; pass {name}.toarray()")
    host = _as_numpy(array, name)
    if host.dtype.kind == "O" and hasattr(array, "to_numpy"):
        host = _from_columns(array, name)
    if host.dtype.kind not in "fiub":
        kind = f"dtype {host.dtype}" if isinstance(array, np.ndarray | list | tuple) else f"a {type(array).__name__}"
        words = host.dtype.kind in "STU" or (host.dtype.kind == "O" and host.size and isinstance(host.flat[0], str))
        remedy = (
            ": number classes, by np.unique(y, return_inverse=True)" if words and name.partition("[")[0].endswith("y") else ""
        )
        raise ValueError(f"{name} must be an array of real numbers, got {kind}{remedy}")
    return host


def _as_numpy(array: Any, name: str) -> NDArray[Any]:
    try:
        host: NDArray[Any] = np.asarray(array)
    except Exception as error:  # an object that only looks like an array may raise anything
        if hasattr(array, "__dlpack_device__") and not on_host(array):
            call = f"bpnet.get_backend(arrays=({name},)).to_host({name})" if name.isidentifier() else "copy it to the host first"
            raise TypeError(f"{name} is a {type_name(array)} on a device, expected one on the host: {call}") from error
        raise ValueError(f"{name} is not a rectangular array of numbers: {str(error)[:100]}") from error
    return host


def _from_columns(frame: Any, name: str) -> NDArray[Any]:
    """Convert a data frame or series whose columns have several dtypes, or dtypes that NumPy does not have."""
    if not hasattr(frame, "columns"):
        return _from_column(frame, name)
    columns = frame.items() if hasattr(frame, "items") else zip(frame.columns, frame.iter_columns(), strict=True)
    return np.column_stack([_from_column(column, f"column {str(label)[:40]!r} of {name}") for label, column in columns])


def _from_column(column: Any, name: str) -> NDArray[Any]:
    host: NDArray[Any] = np.asarray(column)
    if host.dtype.kind == "O" and getattr(column.dtype, "kind", "O") in "fiub":  # a nullable dtype: NA becomes NaN
        host = column.to_numpy(dtype="float64", na_value=np.nan)
    elif host.dtype.kind == "O" and all(isinstance(value, Real | np.bool_) for value in host):
        host = host.astype(np.float64)
    if host.dtype.kind not in "fiub":
        remedy = "convert it to numbers, for example with pandas.get_dummies for categories, or drop it"
        raise ValueError(f"{name} has dtype {column.dtype}, not real numbers: {remedy}")
    check_finite(name, finite=bool(np.all(np.isfinite(host))))
    return host


def finite_numbers(array: object, name: str, shape: Shape, dtype: str) -> NDArray[Any]:
    """Convert host data to a NumPy array of this shape, in its own dtype; its numbers are finite, in ``dtype`` too."""
    host = host_numbers(array, name)
    check_shape(name, host, shape, given=array)
    if host.size:  # casts are monotonic: the extreme values decide for all, without a copy
        low, high = host.min(), host.max()  # both are NaN if any number is
        check_finite(name, finite=bool(np.isfinite(low) and np.isfinite(high)))
        with np.errstate(over="ignore"):
            if host.dtype != dtype and not np.all(np.isfinite(np.asarray([low, high]).astype(dtype))):
                raise ValueError(f"{name} has values too large for {dtype}; scale them, or use dtype='float64'")
    return host


def values_for(array: Any, name: str, shape: Shape, dtype: str) -> NDArray[Any]:
    """Convert host data to a NumPy array of this shape that ``dtype`` can hold; only integers and booleans are cast."""
    if "float" in dtype:
        return in_row_order(finite_numbers(array, name, shape, dtype))
    host = host_numbers(array, name)
    check_shape(name, host, shape)
    cast = host.astype(dtype)
    if host.dtype.kind not in "biu" or not np.array_equal(cast, host):
        kind = "booleans" if dtype == "bool" else "integers"
        raise ValueError(f"{name} must be {kind} that {dtype} can hold, got dtype {host.dtype}")
    return cast


def in_row_order(host: NDArray[Any]) -> NDArray[Any]:
    """Return the array itself if it is in C order, otherwise a copy that is: the order decides how products are summed."""
    return np.asarray(host, order="C")


def check_finite(name: str, *, finite: bool) -> None:
    """Raise unless all values of an array are finite."""
    if not finite:
        raise ValueError(f"{name} contains NaN or infinity; drop or fill those values first")


def check_within(name: str, values: Any, xp: Any, lowest: float, highest: float) -> None:
    """Raise unless all values lie in ``[lowest, highest]``; there may be none."""
    if 0 in values.shape:
        return
    low, high = float(xp.min(values)), float(xp.max(values))
    if low < lowest or high > highest:
        raise ValueError(f"{name} must be between {lowest:g} and {highest:g}, got values from {low:g} to {high:g}")


def fits(shape: tuple[int, ...], expected: Shape) -> bool:
    """Return True if a shape is as expected, where a name stands for any length."""
    return len(shape) == len(expected) and all(isinstance(e, str) or n == e for n, e in zip(shape, expected, strict=True))


def check_shape(name: str, array: Array, expected: Shape, *, given: Any = None) -> None:
    """Raise unless the shape is as expected; ``given`` is the object that the user passed."""
    shape = tuple(array.shape)
    if not fits(shape, expected):
        wanted = str(expected).replace("'", "")
        column = len(shape) == 1 and len(expected) == 2 and expected[1] == 1  # noqa: PLR2004 - a vector for a column
        hint = f": {_as_column(name, array if given is None else given)}" if column else ""
        raise ValueError(f"{name} has shape {shape}, expected {wanted}{hint}")
    if 0 in shape and "batch" in expected:
        raise ValueError(f"{name} is empty: its shape is {shape}")


def _as_column(name: str, array: Any) -> str:
    """Return the expression that makes a column (n, 1) of a vector, for a hint."""
    if isinstance(array, list | tuple):
        return f"numpy.reshape({name}, (-1, 1))"
    if hasattr(array, "to_numpy"):  # a pandas series has no reshape
        return f"{name}.to_numpy().reshape(-1, 1)"
    return f"{name}.reshape(-1, 1)" if hasattr(array, "reshape") else f"xp.reshape({name}, (-1, 1))"
