"""Functions of Numba that are compiled once per dtype, and called by compiled programs through a symbol.

Numba compiles a function into each of its callers again, a matrix product for about a second per call. A symbol, which LLVM
resolves to an address when a program is loaded, costs nothing, and its name can be cached with the program.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, NamedTuple

import llvmlite.binding as llvm
import numpy as np
from numba import cfunc, njit
from numba.core import types

if TYPE_CHECKING:
    from collections.abc import Callable

OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "cache": True}
"""Options of compiled functions: no fastmath, so each operation is rounded as in NumPy."""
_addresses: dict[str, Any] = {}
_lock = threading.Lock()


class Entry(NamedTuple):
    """A function by its symbol."""

    symbol: str
    signature: Any

    def external(self) -> Any:
        """Return the function as compiled code calls it."""
        return types.ExternalFunction(self.symbol, self.signature)


def entry(function: Callable[..., None], dtype: str, arguments: str) -> Entry:
    """Compile a function for a dtype, unless that was done, and return its symbol.

    Parameters
    ----------
    function
        Function of pointers to elements of the dtype, and of integers.
    dtype
        ``float32`` or ``float64``.
    arguments
        Kinds of its arguments: ``x`` for a pointer, ``n`` for an integer.
    """
    pointer = types.CPointer(getattr(types, str(np.dtype(dtype))))
    signature = types.void(*(pointer if kind == "x" else types.int64 for kind in arguments))
    symbol = f"bpnet_{function.__name__}_{dtype}"
    with _lock:
        if symbol not in _addresses:
            options = {key: value for key, value in OPTIONS.items() if key != "nogil"}  # whoever calls it has released the lock
            _addresses[symbol] = cfunc(signature, **options)(function)
            llvm.add_symbol(symbol, _addresses[symbol].address)
    return Entry(symbol, signature)
