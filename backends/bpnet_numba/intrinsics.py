"""Operations of LLVM that Numba has no Python for."""

from __future__ import annotations

from typing import Any

from numba import config
from numba.core import types
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
