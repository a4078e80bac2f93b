"""Check that XLA computes the operations of compiled exact steps separately: once per process, device and dtype.

XLA's documentation does not promise it. A small program of forms that XLA would rewrite, if it recognized them, must have the
bits of NumPy; otherwise exact steps are not compiled. Each rule of `bpnet_jax.exact` has a form that fails without it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.compiler.exact import TracedExact
from bpnet.compiler.float_bits import ExactOperations
from bpnet.compiler.trace import trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bpnet.arrays import Namespace

LENGTH = 37
"""Number of elements: some vectors, and a remainder."""
DEPTH = 168
"""Number of terms of a matrix product: full blocks that are added in a loop, and a short one."""


def forms(xp: Namespace, x: Any, y: Any, s: Any, a: Any, b: Any) -> dict[str, Any]:
    """Return results with other bits, if XLA rewrites them; the keys are formulas, for messages."""
    root = xp.sqrt(xp.abs(x))
    return {
        "x y - s": x * y - s,
        "x**2 - c": xp.square(x) - (1.0 + 2.0 * y),
        "(x + c) - c": (x + 1000.0) - 1000.0,
        "x + 0": x + 0.0,
        "x / y": xp.divide(x, y),
        "x / c": xp.divide(x, 3.0),
        "x / y / s": xp.divide(xp.divide(x, y), s),
        "sqrt(x)": root,
        "sqrt(x)**2": root * root,
        "x in float32": xp.astype(xp.astype(y, xp.float32), y.dtype),
        "expm1(x)": xp.expm1(y),
        "log(x)": xp.log(xp.abs(s)),
        "a @ b": xp.matmul(a, b),
    }


def inputs(dtype: np.dtype[Any]) -> tuple[NDArray[Any], ...]:
    """Return values whose products and quotients are not numbers of the dtype; the last x is -0.0."""
    i = np.arange(LENGTH)
    eps = (1 + i % 7) * np.finfo(dtype).eps
    x = np.where(i % 3 == 0, -1.0, 1.0) * np.where(i == LENGTH - 1, 0.0, 1.0 + eps)
    y = np.where(i % 5 == 0, 1.0 / 3.0, eps)
    factors = np.cos(np.arange(2 * DEPTH)), np.sin(np.arange(4 * DEPTH))
    return tuple(np.asarray(v, dtype) for v in (x, y, 0.7, factors[0].reshape(2, DEPTH), factors[1].reshape(DEPTH, 4)))


def differing_forms(jax: Any, separate: Callable[..., Any], dtype: np.dtype[Any]) -> list[str]:
    """Return the forms that XLA computes with other bits than NumPy; ``separate`` is `bpnet_jax.exact.SeparateOperations`."""
    values = inputs(dtype)
    plan = trace(lambda xp, *values: tuple(forms(TracedExact(xp), *values).values()), *values)
    with jax.ensure_compile_time_eval():
        computed = jax.jit(lambda z, *values: separate(jax, z).run(plan, *values))(np.asarray(-0.0, dtype), *values)
        results = [np.asarray(result) for result in computed]
    expected = forms(ExactOperations(), *values)
    return [form for (form, bits), ours in zip(expected.items(), results, strict=True) if ours.tobytes() != bits.tobytes()]


@cache
def reason_not_to_compile(jax: Any, separate: Callable[..., Any], dtype: np.dtype[Any], device: Any) -> str:
    """Return why exact steps must not be compiled for a device, or an empty string."""
    with jax.default_device(device):
        wrong = differing_forms(jax, separate, dtype)
    return f"XLA on {device} computes {', '.join(wrong)} in {dtype} with other bits than separate operations" if wrong else ""
