"""Steps in exact arithmetic as kernels: elementary functions as device functions, sums and products by `bpnet_cupy.kernels`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arithmetic.namespace import exact
from bpnet.compiler.exact import FUNCTIONS, ON_BITS, formula_lines, needed_functions
from bpnet.compiler.float_bits import BITS, KERNELS
from bpnet.compiler.operations import REDUCTIONS
from bpnet.compiler.plan import Operation
from bpnet_cupy import kernels, source
from bpnet_cupy.batch import BoundArrays, CupyBatch
from bpnet_cupy.namespace import namespace

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.compiler.plan import Plan

INTEGERS = {"float64": "long long", "float32": "int"}
BODIES = {
    "power_of_two": "u.x = x + ({real}){shift}; u.bits <<= {fraction}; return u.x",
    "mantissa": "u.x = x; u.bits = (u.bits & {mask}) | {one}; return u.x",
    "exponent": "u.x = x; u.bits = (u.bits >> {fraction}) | {whole}; return u.x - ({real}){whole_and_bias}",
}
"""Functions on the bits of positive normal numbers; see `bpnet.compiler.float_bits`."""


OWN = FUNCTIONS | ON_BITS
"""Operations that are device functions."""


def exact_kind(op: Operation) -> str:
    """Return "loop", "reduction", "matmul" or "call", as `bpnet_cupy.source.kind`, for a plan in exact arithmetic."""
    if op.name in OWN:
        return "loop"
    several = op.name in REDUCTIONS and op.result.dtype.kind == "f" and not isinstance(dict(op.options)["axis"], int)
    return "call" if several else source.kind(op)


class ExactCupyBatch(CupyBatch):
    """The plan of a batch in exact arithmetic, as kernels and calls."""

    own = OWN

    kind = staticmethod(exact_kind)

    def definitions(self) -> list[str]:
        return definitions(self.plan)

    def library_call(self, op: Operation) -> Callable[[BoundArrays], Any]:
        cupy = self.scratch.library
        if op.name == "matmul":
            a, b = op.operands
            return lambda bound: kernels.matmul(cupy, bound.array(a), bound.array(b), bound.array(op.result))
        return super().library_call(op)


def exact_kernels(cupy: Any) -> dict[str, Callable[..., Any]]:
    """Return the kernels of `bpnet.exact`."""
    return {
        **KERNELS,
        "sqrt": cupy.sqrt,
        "matmul": lambda a, b: kernels.matmul(cupy, a, b),
        "sum": lambda x, axis: kernels.total(cupy, x, axis),
    }


def exact_namespace(cupy: Any) -> Any:
    """Return exact arithmetic on CuPy."""
    return exact(namespace(), exact_kernels(cupy))


def definitions(plan: Plan) -> list[str]:
    """Return the device functions that a plan needs."""
    return [_definition(name, dtype) for name, dtype in needed_functions(plan.operations)]


def _definition(name: str, dtype: str) -> str:
    """Return a device function."""
    real = source.TYPES[dtype]
    if name in ON_BITS:
        lines = [
            f"union {{ {real} x; {INTEGERS[dtype]} bits; }} u",
            BODIES[name].format(real=real, **BITS[np.dtype(dtype)].literals()),
        ]
    else:
        body, result = formula_lines(name, dtype, lambda op, names: source.format_operation(op, names, OWN))
        lines = [*(f"const auto {line}" for line in body), f"return {result}"]
    return f"static __device__ __forceinline__ {real} {name}_{dtype}({real} x)\n{{\n    " + ";\n    ".join(lines) + ";\n}\n"
