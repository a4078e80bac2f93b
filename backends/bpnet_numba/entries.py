"""Functions of Numba that are compiled once per dtype, and called by compiled programs through a symbol.

Numba compiles a function into each of its callers again, a matrix product for about a second per call. A symbol, which LLVM
resolves to an address when a program is loaded, costs nothing, and its name can be cached with the program.
"""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import llvmlite.binding as llvm
from llvmlite import ir
from numba import carray, cfunc, njit  # type: ignore[attr-defined]  # not in its __all__
from numba.core import types
from numba.extending import intrinsic

from bpnet_numba.machine_code import CALLED_BY_COMPILED, OPTIONS, cached, revision

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function")
entries: dict[str, Any] = {}
"""Compiled functions by their symbols, which keep the machine code alive."""
_lock = threading.RLock()


def inlined(function: Function) -> Function:
    """Make a function for compiled ones, into which it is inlined before types are inferred: LLVM compiles its tiles once."""
    return njit(**OPTIONS, inline="always")(function)


def helper(function: Function) -> Function:
    """Make a function without tiles for compiled ones, into which LLVM may inline it: Numba takes less time for this."""
    return njit(**OPTIONS, **CALLED_BY_COMPILED)(function)


def arguments(kinds: str, *, sizes: bool = False) -> list[str]:
    """Return names for arguments of some kinds, ``x`` for an array and ``n`` for an integer; an array's size may follow it."""
    return [name for i, kind in enumerate(kinds) for name in ([f"x{i}", f"size{i}"] if sizes and kind == "x" else [f"{kind}{i}"])]


def entry_source(core: Callable[..., None], kinds: str) -> str:
    """Return the source of the function of pointers and sizes that calls ``core`` with arrays."""
    arrays = [f"carray(x{i}, size{i})" if kind == "x" else f"n{i}" for i, kind in enumerate(kinds)]
    name = core.__name__
    return f"# {revision()}\ndef entry({', '.join(arguments(kinds, sizes=True))}):\n    {name}({', '.join(arrays)})\n"


def library_function(core: Callable[..., None], dtype: str, kinds: str) -> Callable[..., None]:
    """Compile a function for a dtype, and return one that calls it, for Python and for compiled programs.

    Parameters
    ----------
    core
        Function of flat C-contiguous arrays of the dtype, and of integers.
    dtype
        ``float32`` or ``float64``.
    kinds
        Kinds of its arguments, as those of `arguments`.
    """
    symbol = f"bpnet_{core.__name__}_{dtype}"
    pointer = types.CPointer(getattr(types, dtype))  # type: ignore[no-untyped-call]  # Numba ships no types
    signature = types.void(*(pointer if name[0] == "x" else types.int64 for name in arguments(kinds, sizes=True)))
    with _lock:
        if symbol not in entries:
            text = entry_source(core, kinds)
            entries[symbol] = cached(text, "entry", {"carray": carray, core.__name__: core}, partial(cfunc, signature, **OPTIONS))
            llvm.add_symbol(symbol, entries[symbol].address)
    names = ", ".join(arguments(kinds))
    text = f"# {revision()}\ndef caller({names}):\n    call({symbol!r}, ({names}))\n"
    array = types.Array(getattr(types, dtype), 1, "C")
    given = types.void(*(array if kind == "x" else types.int64 for kind in kinds))
    made: Callable[..., None] = cached(text, "caller", {"call": call}, partial(njit, given, **OPTIONS, nogil=True))
    return made


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

    return types.void(symbol, types.Tuple(kinds)), code  # type: ignore[no-untyped-call]  # Numba ships no types


call: Any = intrinsic(prefer_literal=True)(_call)
