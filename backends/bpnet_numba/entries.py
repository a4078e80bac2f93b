"""Functions of Numba that are compiled once per dtype, and called by compiled programs through a symbol.

Numba compiles a function into each of its callers again, a matrix product for about a second per call. A symbol, which LLVM
resolves to an address when a program is loaded, costs nothing, and its name can be cached with the program.
"""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import llvmlite.binding as llvm
from llvmlite import ir
from numba import cfunc, njit
from numba.core import types
from numba.extending import intrinsic

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function")
OPTIONS: dict[str, Any] = {"error_model": "numpy"}
"""Options of compiled functions: no fastmath, so each operation is rounded as in NumPy."""
REVISION = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py")))).hexdigest()
"""Digest of the sources of this package. Functions refer to it as a free variable, which is part of the key in Numba's cache:
otherwise a cached function would outlive a change of the functions that it calls from other files."""
entries: dict[str, Any] = {}
"""Compiled functions by their symbols, which keep the machine code alive."""
_lock = threading.Lock()


def inlined(function: Function) -> Function:
    """Make a function for compiled ones, into which it is inlined before types are inferred: LLVM then compiles it once."""
    return njit(**OPTIONS, inline="always")(function)


def compiled(function: Function) -> Function:
    """Make a function for calls from Python and from compiled functions, cached and without the interpreter's lock."""
    return njit(**OPTIONS, nogil=True, cache=True)(function)


def entry(function: Callable[..., None], dtype: str, kinds: str) -> str:
    """Compile a function for a dtype, unless that was done, and return its symbol.

    Parameters
    ----------
    function
        Function of pointers to elements of the dtype, each followed by the number of elements, and of integers.
    dtype
        ``float32`` or ``float64``.
    kinds
        Kinds of its arguments: ``x`` for a pointer, ``n`` for an integer.
    """
    pointer = types.CPointer(getattr(types, dtype))  # type: ignore[no-untyped-call]  # Numba ships no types
    symbol = f"bpnet_{function.__name__}_{dtype}"
    with _lock:
        if symbol not in entries:
            signature = types.void(*(pointer if kind == "x" else types.int64 for kind in kinds))
            entries[symbol] = cfunc(signature, **OPTIONS, cache=True)(function)
            llvm.add_symbol(symbol, entries[symbol].address)
    return symbol


def _call(_: Any, symbol: Any, arguments: Any) -> Any:
    """Call an entry by its symbol, with a tuple of arrays and integers."""
    if not isinstance(symbol, types.StringLiteral):
        return None
    kinds = [kind if isinstance(kind, types.Array) else types.int64 for kind in arguments]

    def code(context: Any, builder: ir.IRBuilder, _signature: Any, values: list[ir.Value]) -> Any:
        given: list[ir.Value] = []
        for i, kind in enumerate(kinds):
            value = builder.extract_value(values[1], i)
            array = context.make_array(kind)(context, builder, value) if isinstance(kind, types.Array) else None
            given += [value] if array is None else [array.data, array.nitems]
        known = builder.module.globals.get(symbol.literal_value)
        kind = ir.FunctionType(ir.VoidType(), [x.type for x in given])
        builder.call(known or ir.Function(builder.module, kind, symbol.literal_value), given)
        return context.get_dummy_value()

    return types.void(symbol, types.Tuple(kinds)), code  # type: ignore[no-untyped-call]


call: Any = intrinsic(prefer_literal=True)(_call)
