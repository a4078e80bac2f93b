"""Operations of LLVM that Numba has no Python for."""

from __future__ import annotations

from typing import Any

from numba import config
from numba.core import cgutils, types
from numba.extending import intrinsic


def _select(context: Any, _condition: Any, one: Any, other: Any) -> Any:
    """Choose one of two numbers, without a branch; a conditional expression has two, and Numba takes longer for them."""
    result = context.unify_types(one, other)
    if result is None:
        return None

    def code(_context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        return builder.select(*values)

    return result(types.boolean, result, result), code


def _choose(condition: Any, one: Any, other: Any) -> Any:
    """Choose one of two numbers in Python."""
    return one if condition else other


select: Any = _choose if config.DISABLE_JIT else intrinsic(_select)  # type: ignore[attr-defined]  # Numba ships no types


WIDE = '"prefer-vector-width"="512"'
"""Attribute of a function, which llvmlite does not know: LLVM takes vectors of 256 bits otherwise, even if there are larger."""


def _on_stack(_context: Any, dtype: Any, size: Any) -> Any:
    """Return a pointer to new memory on the stack, which LLVM knows to overlap with no other, in a function of wide vectors."""
    if not (isinstance(size, types.IntegerLiteral) and isinstance(dtype, types.NumberClass)):
        return None
    kind = dtype.instance_type

    def code(context: Any, builder: Any, _signature: Any, _values: Any) -> Any:
        set.add(builder.function.attributes, WIDE)
        memory = cgutils.alloca_once(builder, context.get_data_type(kind), size=size.literal_value)  # type: ignore[no-untyped-call]  # Numba ships no types
        memory.align = 64
        return memory

    return types.CPointer(kind)(dtype, size), code  # type: ignore[no-untyped-call]  # Numba ships no types


on_stack: Any = intrinsic(prefer_literal=True)(_on_stack)
