"""The surroundings of a function that is traced: constants, the library's default dtype, and whether it is being traced."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.compiler.operations import TraceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_is_tracing: ContextVar[bool] = ContextVar("bpnet_is_tracing", default=False)


@contextmanager
def tracing() -> Iterator[None]:
    """Context manager in which a function is traced."""
    token = _is_tracing.set(True)
    try:
        yield
    finally:
        _is_tracing.reset(token)


def check_not_tracing(what: str) -> None:
    """Raise `TraceError` while a function is traced: it would read a value that changes, once and for all."""
    if _is_tracing.get():
        raise TraceError(f"it reads {what} of a network, which changes: pass it to the compiled function as an argument")


def read_constant(values: Any, dtype: Any, default: np.dtype[Any]) -> NDArray[Any]:
    """Return constants as an array of NumPy; a copy, since an array may be written to later.

    Python floats without a dtype have the library's default one.
    """
    try:
        array = np.array(np.asarray(values), dtype=dtype)
    except (RuntimeError, TypeError) as error:  # a tensor that requires gradients, or an array on a GPU
        raise TraceError(f"cannot read a {type(values).__name__} as a constant: {error}"[:300]) from error
    is_python = dtype is None and not hasattr(values, "dtype")
    return array.astype(default) if is_python and array.dtype == np.float64 else array


def default_float(function: Any) -> np.dtype[Any]:
    """Return the floating-point dtype in which the library of a function creates arrays, such as zeros."""
    owner = getattr(function, "__self__", function)
    xp: Any = getattr(getattr(owner, "step", owner), "xp", None)
    try:
        found = xp.__array_namespace_info__().default_dtypes()["real floating"]
    except (AttributeError, TypeError):
        return np.dtype("float64")
    return np.dtype(str(getattr(found, "name", found)).rpartition(".")[2])
