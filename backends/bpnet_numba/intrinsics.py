"""Operations of LLVM that Numba has no Python for."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import carray as compiled_carray  # type: ignore[attr-defined]  # not in its __all__
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
REALIGNED = '"stackrealign"'
"""Attribute of a function, which llvmlite does not know: vectors for which there is no register are aligned on the stack."""


def _on_stack(_context: Any, dtype: Any, size: Any) -> Any:
    """Return a pointer to new memory on the stack, which LLVM knows to overlap with no other.

    With a literal size, the function has wide vectors; with a variable one, it must not be called in a loop.
    """
    if not (isinstance(size, types.Integer) and isinstance(dtype, types.NumberClass | types.DType)):
        return None
    kind = dtype.dtype
    literal = size.literal_value if isinstance(size, types.IntegerLiteral) else 0

    def code(context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        element = context.get_data_type(kind)
        if literal:
            set.add(builder.function.attributes, WIDE)
            set.add(builder.function.attributes, REALIGNED)
            memory = cgutils.alloca_once(builder, element, size=literal)  # type: ignore[no-untyped-call]  # Numba ships no types
        else:
            memory = builder.alloca(element, size=values[1])
        memory.align = 64
        return memory

    return types.CPointer(kind)(dtype, size if literal else types.int64), code  # type: ignore[no-untyped-call]  # Numba ships no types


def _new(dtype: Any, size: int) -> Any:
    """Return new memory in Python."""
    return np.empty(size, "bool" if str(dtype) == "bool" else str(dtype))


on_stack: Any = _new if config.DISABLE_JIT else intrinsic(prefer_literal=True)(_on_stack)  # type: ignore[attr-defined]  # as above
carray: Any = (lambda memory, _: memory) if config.DISABLE_JIT else compiled_carray  # type: ignore[attr-defined]  # as above
