"""Elementary functions as source: the formulas of exact arithmetic on numbers, which LLVM compiles to vector instructions.

The functions of the C library that Numba calls otherwise compute one number after another.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import leaves
from bpnet.compiler.exact import FUNCTIONS, TracedExact
from bpnet.compiler.float_bits import BITS
from bpnet.compiler.trace import trace
from bpnet_numba.source import format_operation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bpnet.compiler.plan import Operation, Plan

ON_BITS = {
    "power_of_two": "return np.{integer}(np.{dtype}(x + {dtype}({shift})).view(np.{integer}) << np.{integer}({fraction})).view(np.{dtype})",
    "mantissa": "return np.{integer}(np.{dtype}(x).view(np.{integer}) & np.{integer}({mask}) | np.{integer}({one}))"
    ".view(np.{dtype})",
    "exponent": "return np.{integer}(np.{dtype}(x).view(np.{integer}) >> np.{integer}({fraction}) | "
    "np.{integer}({whole})).view(np.{dtype}) - {dtype}({whole_and_bias})",
}
"""Functions on the bits of positive normal numbers; see `bpnet_numpy.exact`."""
NAMES = FUNCTIONS | set(ON_BITS)
"""Functions of exact arithmetic."""
NATIVE = frozenset({("tanh", "float64"), ("tanh", "float32"), ("log", "float32")})
"""Functions that are also used in native arithmetic: those that are faster than the C library's, and no less accurate."""


def definitions(operations: Iterable[Operation], own: Collection[Any]) -> list[str]:
    """Return the source of the functions that some operations call, each after those that it calls itself."""
    needed: dict[tuple[str, str], str] = {}
    for op in operations:
        if op.name in own or (op.name, str(op.result.dtype)) in own:
            _add(op, needed)
    return list(needed.values())


def _add(op: Operation, needed: dict[tuple[str, str], str]) -> None:
    key = op.name, str(op.result.dtype)
    if op.name not in NAMES or key in needed:
        return
    if op.name in ON_BITS:
        needed[key] = _on_bits(*key)
        return
    plan = _formula(*key)
    for inner in plan.operations:
        _add(inner, needed)
    needed[key] = _source(plan, f"{op.name}_{op.result.dtype}")


def _on_bits(name: str, dtype: str) -> str:
    line = ON_BITS[name].format(dtype=dtype, **{key: repr(value.item()) if isinstance(value, np.generic) else value for key, value in vars(BITS[np.dtype(dtype)]).items()})
    return f"def {name}_{dtype}(x):\n    {line}"


@cache
def _formula(name: str, dtype: str) -> Plan:
    """Return a function as operations on one number."""
    return trace(lambda xp, x: getattr(TracedExact(xp, FUNCTIONS - {name}), name)(x), np.empty((), dtype))


def _source(plan: Plan, name: str) -> str:
    (x,), (y,) = leaves(plan.inputs), leaves(plan.outputs)
    words: dict[Any, str] = {x: "x"} | {value: f"{value.dtype}({array})" for value, array in plan.constants.items()}
    lines = [f"def {name}(x):"]
    for op in plan.operations:
        names = [words.get(operand, "") for operand in op.operands]
        words[op.result] = f"v{op.result.number}"
        lines.append(f"    v{op.result.number} = {format_operation(op, names, NAMES)}")
    return "\n".join([*lines, f"    return {words[y]}"])
