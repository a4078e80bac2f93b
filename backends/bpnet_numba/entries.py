"""Functions of Numba that are compiled once per dtype, and called by compiled programs through a symbol.

Numba compiles a function into each of its callers again, a matrix product for about a second per call. A symbol, which LLVM
resolves to an address when a program is loaded, costs nothing, and its name can be cached with the program.
"""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import llvmlite.binding as llvm
import numpy as np
from numba import cfunc
from numba.core import types

if TYPE_CHECKING:
    from collections.abc import Callable

OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
"""Options of compiled functions: no fastmath, so each operation is rounded as in NumPy."""
REVISION = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py")))).hexdigest()
"""Digest of the sources of this package. Functions refer to it as a free variable, which is part of the key in Numba's cache:
otherwise a cached function would outlive a change of the functions that it calls from other files."""
entries: dict[str, Any] = {}
"""Compiled functions by their symbols, which keep the machine code alive."""
_lock = threading.Lock()


def entry(function: Callable[..., None], dtype: str, kinds: str) -> Any:
    """Compile a function for a dtype, unless that was done, and return it as compiled code calls it.

    Parameters
    ----------
    function
        Function of pointers to elements of the dtype, and of integers.
    dtype
        ``float32`` or ``float64``.
    kinds
        Kinds of its arguments: ``x`` for a pointer, ``n`` for an integer.
    """
    pointer = types.CPointer(getattr(types, str(np.dtype(dtype))))
    signature = types.void(*(pointer if kind == "x" else types.int64 for kind in kinds))
    symbol = f"bpnet_{function.__name__}_{dtype}"
    with _lock:
        if symbol not in entries:
            entries[symbol] = cfunc(signature, error_model="numpy", cache=True)(function)
            llvm.add_symbol(symbol, entries[symbol].address)
    return types.ExternalFunction(symbol, signature)
