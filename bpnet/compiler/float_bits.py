"""Exact arithmetic on NumPy arrays: functions on the bits of floating-point numbers, for executors on the CPU."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from bpnet.arithmetic.namespace import Exact


class Bits:
    """Constants for the bits of a floating-point format: ``x = m 2**e`` with ``1 <= m < 2``.

    Attributes
    ----------
    integer
        Integer dtype of the same size.
    fraction
        Number of bits of m after the point.
    shift
        ``1.5 2**fraction + bias``: after it is added to an integer n, the last bits are those of ``n + bias``, the bits of the
        exponent of ``2**n``.
    whole, whole_and_bias
        The bits of ``2**fraction``, which together with those of an exponent are the number ``2**fraction + e + bias``; and what
        to subtract from it to get e.
    one, mask
        The bits of 1, and those that belong to m.
    """

    def __init__(self, dtype: str, fraction: int, bias: int) -> None:
        kind = np.dtype(dtype).type
        self.integer, self.fraction = np.dtype(f"int{8 * np.dtype(dtype).itemsize}"), self._number(fraction, dtype)
        self.shift, self.whole_and_bias = kind(1.5 * 2.0**fraction + bias), kind(2.0**fraction + bias)
        self.whole, self.one = (kind(x).view(self.integer) for x in (2.0**fraction, 1.0))
        self.mask = self._number((1 << fraction) - 1, dtype)

    def literals(self) -> dict[str, str]:
        """Return the numbers as source."""
        return {name: repr(value.item()) for name, value in vars(self).items() if isinstance(value, np.generic)}

    @staticmethod
    def _number(x: int, dtype: str) -> Any:
        return np.dtype(f"int{8 * np.dtype(dtype).itemsize}").type(x)


BITS = {np.dtype("float64"): Bits("float64", 52, 1023), np.dtype("float32"): Bits("float32", 23, 127)}


def power_of_two(n: Any) -> Any:
    """``2**n`` for integers n of which it is a normal number."""
    form = BITS[n.dtype]
    return ((n + form.shift).view(form.integer) << form.fraction).view(n.dtype)


def mantissa(x: Any) -> Any:
    """Return m of ``x = m 2**e``, ``1 <= m < 2``, for positive normal x."""
    form = BITS[x.dtype]
    return (x.view(form.integer) & form.mask | form.one).view(x.dtype)


def exponent(x: Any) -> Any:
    """Return e of ``x = m 2**e``, ``1 <= m < 2``, for positive normal x."""
    form = BITS[x.dtype]
    return (x.view(form.integer) >> form.fraction | form.whole).view(x.dtype) - form.whole_and_bias


KERNELS: dict[str, Callable[..., Any]] = {
    "power_of_two": power_of_two,
    "split": lambda x: (mantissa(x), exponent(x)),
    "sqrt": np.sqrt,
}
"""Kernels of `bpnet.exact`."""


class ExactOperations(Exact):
    """Exact arithmetic with the operations of plans that are not functions of the standard."""

    power_of_two, mantissa, exponent = (staticmethod(function) for function in (power_of_two, mantissa, exponent))

    def __init__(self) -> None:
        super().__init__(np, KERNELS, lambda function: function)
