"""Validation of host data: lists, NumPy arrays and data frames become NumPy arrays of real numbers."""

from __future__ import annotations

import math
from functools import lru_cache
from numbers import Real
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

import numpy as np

from bpnet._messages import short_repr, type_name
from bpnet.arrays import Array
from bpnet.backend import on_host
from bpnet.training.hints import (
    AS_FRAME,
    AS_TRAINED,
    COLUMN,
    FINITE,
    FLOATS,
    ONE_ROW,
    PRESENT,
    PRESENT_ROWS,
    READ,
    ROW,
    TRANSPOSED,
    VECTOR,
    fill,
    hint,
)
from bpnet.training.text_columns import is_number, refuse_columns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bpnet.backend import Backend

MISSING = {"NoneType", "NAType", "NaTType"}
"""Types of values that stand for missing ones."""
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


def host_array(array: Any, name: str) -> NDArray[Any]:
    """Convert host data to a NumPy array of whatever they have."""
    if isinstance(array, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array; fill the masked values first: {name}.filled(...)")
    for mark, method in (("__dask_graph__", "compute"), ("explain", "collect")):  # the second is polars'
        if hasattr(array, mark):
            raise TypeError(f"{name} is a {type(array).__name__} that is computed lazily; pass {name}.{method}()")
    if hasattr(array, "toarray"):
        raise TypeError(f"{name} is a sparse {type(array).__name__}; pass {name}.toarray()")
    return _as_numpy(array, name)


def host_numbers(array: Any, name: str) -> NDArray[Any]:
    """Convert host data to a NumPy array of integers, booleans or floats.

    Columns of a data frame are converted one by one: numbers, booleans and pandas' nullable dtypes.
    """
    host = host_array(array, name)
    if hasattr(array, "to_numpy") and (host.dtype.kind not in "fiub" or _has_times(array)):
        host = _from_columns(array, name)
    if host.dtype.kind not in "fiub":
        kind = f"dtype {host.dtype}" if isinstance(array, np.ndarray | list | tuple) else f"a {type(array).__name__}"
        raise ValueError(
            f"{name} must be an array of real numbers, got {_unread(array, name) or _unlike_numbers(host, array, name) or kind}"
        )
    return host


def _unread(array: Any, name: str) -> str:
    """Return what a file or a mapping is, and what makes an array of it; "" for anything else."""
    if isinstance(array, str | PurePath):
        return f"a {type(array).__name__}; read the file first{hint(name, READ, array)}"
    if isinstance(array, dict) or (isinstance(array, list) and array and isinstance(array[0], dict)):
        columns = isinstance(array, list) or any(isinstance(value, list | tuple | np.ndarray) for value in array.values())
        return f"a {type(array).__name__} with names{hint(name, AS_FRAME if columns else ONE_ROW, array)}"
    return ""


def _unlike_numbers(host: NDArray[Any], array: Any, name: str) -> str:
    """Return what an array of objects or of text has, and what to do; "" if there is no more to say than its type."""
    values = host.ravel().tolist()
    if host.dtype.kind not in "OUT" or not values or not host.shape:
        return ""
    text = [value for value in values if isinstance(value, str)]
    words = [value for value in text if not is_number(value)]
    if words:
        index = next(i for i, value in enumerate(values) if value is words[0])
        column = f" in column {index % host.shape[1]}" if host.ndim == 2 else ""  # noqa: PLR2004 - columns
        made = "make numbers of text, by pandas.get_dummies(x) of a data frame if it is of categories, or leave it out"
        return f"text, {short_repr(words[0], 40)}{column}: {made}"
    if any(value is None for value in values):
        return f"None, a missing value; drop or fill those values first{fill(name, array)}"
    if all(isinstance(value, Real | str) for value in values):
        return f"{'text' if text else f'dtype {host.dtype}'}{hint(name, FLOATS, array)}"
    return ""


def _as_numpy(array: Any, name: str) -> NDArray[Any]:
    try:
        host: NDArray[Any] = np.asarray(array)
    except Exception as error:  # an object that only looks like an array may raise anything
        if hasattr(array, "__dlpack_device__") and not on_host(array):
            call = f"bpnet.get_backend(arrays=({name},)).to_host({name})" if name.isidentifier() else "copy it to the host first"
            raise TypeError(f"{name} is a {type_name(array)} on a device, expected one on the host: {call}") from error
        raise ValueError(f"{name} is not a rectangular array of numbers: {str(error)[:100]}") from error
    return host


def _has_times(frame: Any) -> bool:
    """Return True for a frame of polars that has dates or times, of which NumPy makes numbers beside numbers."""
    return hasattr(frame, "iter_columns") and any(dtype.is_temporal() for dtype in frame.dtypes)


def _from_columns(frame: Any, name: str) -> NDArray[Any]:
    """Convert a data frame or series whose columns have several dtypes, or dtypes that NumPy does not have."""
    if not hasattr(frame, "columns"):
        columns = [(None, frame)]
    else:
        columns = [*(frame.items() if hasattr(frame, "items") else zip(frame.columns, frame.iter_columns(), strict=True))]
    made = [_from_column(column) for _, column in columns]
    others = [columns[i] for i, host in enumerate(made) if host.dtype.kind not in "fiub"]
    if others:
        refuse_columns(frame, name, others)
    return np.column_stack(made) if hasattr(frame, "columns") else made[0]


def _from_column(column: Any) -> NDArray[Any]:
    """Return a column as numbers, or as what NumPy makes of it."""
    host: NDArray[Any] = np.asarray(column)
    kind = getattr(column.dtype, "kind", "O")
    if host.dtype.kind == "O" and kind in "fiub":  # a nullable dtype: NA becomes NaN
        host = column.to_numpy(dtype="float64", na_value=np.nan) if kind == "f" or column.isna().any() else _as_kind(column, kind)
    elif host.dtype.kind == "O" and all(isinstance(value, Real | np.bool_) or is_missing(value) for value in host):
        host = np.asarray([np.nan if is_missing(value) else float(value) for value in host])
    return host


def _as_kind(column: Any, kind: str) -> NDArray[Any]:
    """Return a column of a nullable dtype in which nothing is missing, in a dtype of NumPy."""
    host: NDArray[Any] = column.to_numpy(dtype={"i": "int64", "u": "uint64", "b": "bool"}[kind])
    return host


def finite_numbers(array: object, name: str, shape: Shape, dtype: str, *, given: Any = None) -> NDArray[Any]:
    """Convert host data to a NumPy array of this shape, in its own dtype; its numbers are finite, in ``dtype`` too.

    ``given`` is the object that the user passed, if ``array`` was made from it.
    """
    host = host_numbers(array, name)
    given = array if given is None else given
    check_shape(name, host, shape, given=given)
    if host.size:  # casts are monotonic: the extreme values decide for all, without a copy
        low, high = host.min(), host.max()  # both are NaN if any number is
        if not (np.isfinite(low) and np.isfinite(high)):
            refuse_missing(name, host, given, ~np.isfinite(host))
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


def is_missing(value: object) -> bool:
    """Return True for None, NaN, and what pandas has for a missing value."""
    return type(value).__name__ in MISSING or (isinstance(value, float) and math.isnan(value))


def refuse_missing(name: str, host: NDArray[Any], given: Any, wrong: NDArray[np.bool_], what: str = "infinity") -> NoReturn:
    """Raise for values of which some are missing, or not finite; the error names the first column that has any.

    Inputs can be filled; of targets, the rows are left out.
    """
    labels, place = getattr(given, "columns", None), name
    vector = len(np.shape(given)) == 1
    label = getattr(given, "name", None) if vector else None
    if host.ndim == 2 and host.shape[1] > 1 - (labels is not None):  # noqa: PLR2004 - columns
        column = int(np.argmax(wrong.any(axis=0)))
        label = column if labels is None else labels[column]
    if label is not None and not (isinstance(label, str) and not label):
        place = f"column {short_repr(label, 40)} of {name}"
    numbers = host.dtype.kind == "f"
    bounded = not (numbers and np.isinf(host).any())
    if not name.removeprefix("validation ").startswith("y"):
        remedy = fill(name, given, bounded=bounded) if host.dtype.kind in "fO" and host.ndim == 2 else ""  # noqa: PLR2004 - columns
        raise ValueError(f"{place} contains NaN or {what}; drop or fill those values first{remedy}")
    rows = np.flatnonzero(wrong.reshape(len(wrong), -1).any(axis=1))
    remedy = hint(name, (FINITE if numbers else PRESENT) if vector else PRESENT_ROWS, given) if bounded else ""
    found = f"in {len(rows)} of {len(host)} rows, the first is row {rows[0]}"
    raise ValueError(f"{place} contains NaN or {what} {found}; leave out these rows of x and y{remedy}")


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
        came = array if given is None else given
        raise ValueError(f"{name} has shape {shape}, expected {wanted}{_shape_hint(name, came, shape, expected)}")
    if 0 in shape and "batch" in expected:
        raise ValueError(f"{name} is empty: its shape is {shape}")


def _shape_hint(name: str, given: Any, shape: tuple[int, ...], expected: Shape) -> str:
    """Return the expression that makes of an array one of the expected shape, after a colon, or ""."""
    if len(shape) == 1 and len(expected) == 2:  # noqa: PLR2004 - a matrix
        if expected[1] == 1:
            return hint(name, COLUMN, given)
        if expected[1] == shape[0] and isinstance(expected[0], str):
            return hint(name, ROW, given)
    if len(shape) == 2 and len(expected) == 1 and fits(shape, (*expected, 1)):  # noqa: PLR2004 - a matrix
        return hint(name, VECTOR, given)
    if len(shape) == 2 and fits(shape[::-1], expected):  # noqa: PLR2004 - a matrix
        return hint(name, TRANSPOSED, given)
    if len(shape) == 2 and shape[1] and expected[0] == "batch" and name.endswith("x"):  # noqa: PLR2004 - a matrix
        trained = hint(name, AS_TRAINED, given)
        trained = f"; new rows need the columns of training, x_train{trained}" if trained else ""
        return f": inputs of {shape[1]} columns need MLP(({shape[1]}, ...)){trained}"
    return ""
