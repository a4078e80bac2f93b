"""Tracing of steps in exact arithmetic: sums, products and functions are operations of a plan, with their exact definition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bpnet.arithmetic.namespace import Exact
from bpnet.compiler.operations import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Collection

    from bpnet.arrays import Tree
    from bpnet.compiler.trace import TracedArray, TracingNamespace

FUNCTIONS = frozenset({"exp", "expm1", "log", "log1p", "tanh"})
"""Functions that a backend may have as single operations; otherwise a plan has their formulas."""


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
        super().__init__(xp, kernels | {name: getattr(xp, name) for name in functions}, lambda function: function)

    def maximum(self, a: Any, b: Any, /) -> TracedArray:
        """The larger of two elements; one operation unless both may be zeros, of which the first is the result."""
        traced: TracedArray = self._xp.maximum(a, b) if _is_nonzero(a, b) else super().maximum(a, b)
        return traced

    def minimum(self, a: Any, b: Any, /) -> TracedArray:
        """The smaller of two elements; see `maximum`."""
        traced: TracedArray = self._xp.minimum(a, b) if _is_nonzero(a, b) else super().minimum(a, b)
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
