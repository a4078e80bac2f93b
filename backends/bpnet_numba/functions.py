"""Elementary functions as source: the formulas of exact arithmetic on numbers, which LLVM compiles to vector instructions.

The functions of the C library that Numba calls otherwise compute one number after another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.compiler.exact import FUNCTIONS, ON_BITS, formula_lines, needed_functions
from bpnet.compiler.float_bits import BITS
from bpnet_numba.source import format_operation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bpnet.compiler.plan import Operation

EXACT = FUNCTIONS | ON_BITS
"""Functions of exact arithmetic."""
BODIES = {
    "power_of_two": "np.{integer}(np.{dtype}(x + {dtype}({shift})).view(np.{integer}) << np.{integer}({fraction}))",
    "mantissa": "np.{integer}(np.{dtype}(x).view(np.{integer}) & np.{integer}({mask}) | np.{integer}({one}))",
    "exponent": "np.{integer}(np.{dtype}(x).view(np.{integer}) >> np.{integer}({fraction}) | np.{integer}({whole}))",
}
"""Integers with the bits of the results; see `bpnet.compiler.float_bits`."""


def is_own(op: Operation, own: Collection[Any]) -> bool:
    """Return True if an operation is a call of a function of this module; ``own`` as in `bpnet_numba.batch.NumbaBatch`."""
    return op.name in own or (op.name, str(op.result.dtype)) in own


def definitions(operations: Iterable[Operation], own: Collection[Any]) -> list[str]:
    """Return the source of the functions that some operations call, each after those that it calls itself."""
    needed = needed_functions(op for op in operations if is_own(op, own))
    return [_on_bits(*key) if key[0] in ON_BITS else _formula(*key) for key in needed]


def _on_bits(name: str, dtype: str) -> str:
    form = BITS[np.dtype(dtype)]
    literals = form.literals()
    text = BODIES[name].format(dtype=dtype, integer=form.integer, **literals) + f".view(np.{dtype})"
    rest = f" - {dtype}({literals['whole_and_bias']})" if name == "exponent" else ""
    return f"def {name}_{dtype}(x):\n    return {text}{rest}"


def _formula(name: str, dtype: str) -> str:
    lines, result = formula_lines(name, dtype, lambda op, names: format_operation(op, names, EXACT))
    return "\n    ".join([f"def {name}_{dtype}(x):", *lines, f"return {result}"])
