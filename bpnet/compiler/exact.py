"""Tracing of steps in exact arithmetic: sums, products and functions are operations of a plan, with their exact definition."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.arithmetic.namespace import Exact
from bpnet.arrays import leaves
from bpnet.compiler.operations import OPERATIONS
from bpnet.compiler.plan import Operation, Plan
from bpnet.compiler.trace import trace

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from bpnet.arrays import Array, Namespace, Tree
    from bpnet.compiler.trace import TracingNamespace

FUNCTIONS = frozenset({"exp", "expm1", "log", "log1p", "tanh"})
"""Functions that a backend may have as single operations; otherwise a plan has their formulas."""
ACCURATE = frozenset({("tanh", "float64"), ("tanh", "float32"), ("log", "float32")})
"""Functions and dtypes whose errors are no larger than those of the C library (glibc 2.36), and which vectorize."""
ON_BITS = frozenset({"power_of_two", "mantissa", "exponent"})
"""Operations on the bits of numbers; see `bpnet.compiler.float_bits`."""


class TracedExact(Exact):
    """Exact arithmetic on traced arrays.

    A plan has ``sum``, ``max`` and ``min`` along one axis, which they keep, and ``matmul``, ``sqrt`` and ``divide``, as single
    operations. All others are one IEEE operation per element.

    Parameters
    ----------
    xp
        Namespace of the traced arrays.
    functions
        Names from `FUNCTIONS` that are single operations too.
    """

    def __init__(self, xp: TracingNamespace, functions: Collection[str] = ()) -> None:
        kernels = {
            "sum": lambda x, axis: xp.sum(x, axis=axis, keepdims=True),
            "max": lambda x, axis: xp.max(x, axis=axis, keepdims=True),
            "min": lambda x, axis: xp.min(x, axis=axis, keepdims=True),
            "matmul": xp.matmul,
            "sqrt": xp.sqrt,
            "divide": xp.divide,
            "power_of_two": lambda n: xp.call(OPERATIONS["power_of_two"], n),
            "split": lambda x: tuple(xp.call(OPERATIONS[name], x) for name in ("mantissa", "exponent")),
        }
        xp.is_exact = True
        super().__init__(xp, kernels | {name: getattr(xp, name) for name in functions}, lambda function: function)

    def maximum(self, a: Any, b: Any, /) -> Array:
        """The larger of two elements; one operation unless both may be zeros, of which the first is the result."""
        traced: Array = self._xp.maximum(a, b) if _is_nonzero(a, b) else super().maximum(a, b)
        return traced

    def minimum(self, a: Any, b: Any, /) -> Array:
        """The smaller of two elements; see `maximum`."""
        traced: Array = self._xp.minimum(a, b) if _is_nonzero(a, b) else super().minimum(a, b)
        return traced


def _is_nonzero(*operands: Any) -> bool:
    """Return True if an operand is a number that is neither 0 nor NaN."""
    return any(isinstance(x, int | float) and x == x and x != 0 for x in operands)  # noqa: PLR0124 - False for NaN


class ExactStep(NamedTuple):
    """A step in exact arithmetic, for `bpnet.compiler.trace`."""

    step: Any
    functions: frozenset[str] = frozenset()
    """See `TracedExact`."""

    def over(self, xp: TracingNamespace, *values: Tree) -> Tree:
        """Run the step on traced arrays."""
        made: Tree = self.step.over(TracedExact(xp, self.functions), *values)
        return made


def is_exact(step: Any) -> bool:
    """Return True if a step computes in exact arithmetic."""
    return isinstance(getattr(step, "xp", None), Exact)


def in_its_arithmetic(step: Any, functions: frozenset[str] = FUNCTIONS) -> Any:
    """Return a step or a function as `bpnet.compiler.trace` takes it: in exact arithmetic if that is its own."""
    return ExactStep(step, functions) if is_exact(step) else step


class Bound(NamedTuple):
    """A pure function and the namespace that it computes with, for `bpnet.compiler.trace`."""

    over: Callable[..., Tree]
    """``(xp, *trees) -> tree``."""
    xp: Namespace


@cache
def formula(name: str, dtype: str) -> Plan:
    """Return one of the `FUNCTIONS` as operations on one number, some of which may be other functions."""
    return trace(lambda xp, x: getattr(TracedExact(xp, FUNCTIONS - {name}), name)(x), np.empty((), dtype))


def needed_functions(operations: Iterable[Operation]) -> list[tuple[str, str]]:
    """Return names and dtypes of the functions that operations need, each after those that its own formula needs."""
    needed: dict[tuple[str, str], None] = {}
    for op in operations:
        key = op.name, str(op.result.dtype)
        if op.name in FUNCTIONS:
            needed |= dict.fromkeys(needed_functions(formula(*key).operations))
        if op.name in FUNCTIONS | ON_BITS:
            needed.setdefault(key)
    return list(needed)


def formula_lines(name: str, dtype: str, format_operation: Callable[[Operation, list[str]], str]) -> tuple[list[str], str]:
    """Return the source of a function of ``x``: one assignment per operation, and the name of the result."""
    plan = formula(name, dtype)
    (x,), (y,) = leaves(plan.inputs), leaves(plan.outputs)
    words: dict[Any, str] = {x: "x"}
    for value, array in plan.constants.items():
        plain = Operation("copy", (array.item(),), (), value)
        words[value] = format_operation(plain, [""])
    lines = []
    for op in plan.operations:
        words[op.result] = f"v{op.result.number}"
        lines.append(f"v{op.result.number} = {format_operation(op, [words.get(operand, '') for operand in op.operands])}")
    return lines, words[y]
