"""Elementary functions of exact arithmetic: single IEEE operations in a fixed order; see `bpnet.arithmetic`."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import reduce
from typing import Any, NamedTuple

from bpnet.arrays import Array, Namespace, device_of

LOG2 = math.log(2.0)


class Format(NamedTuple):
    """Constants of a floating-point format, and the numbers of terms that reach its precision."""

    log2_high: float
    """The first bits of log(2): its product with any exponent is exact."""
    log2_low: float
    """The rest of log(2)."""
    exp_terms: int
    log_terms: int
    tanh_levels: int
    """Number of terms of each series, and of levels of the continued fraction."""
    heron_steps: int
    smallest: int
    """Exponent of the smallest subnormal number, ``2**smallest``."""
    lowest: float
    highest: float
    """Bounds below and above which the exponential is 0 and infinite."""


# log2_high: log(2) cut to 42 bits, and to 15; log2_low: log(2) less that, from mpmath at 50 digits.
FLOAT64 = Format(float.fromhex("0x1.62E42FEFA38p-1"), float.fromhex("0x1.EF35793C7673p-45"), 13, 11, 8, 4, -1074, -746.0, 710.0)
FLOAT32 = Format(float.fromhex("0x1.62E4p-1"), float.fromhex("0x1.7F7D1CF79ABCAp-20"), 7, 5, 5, 3, -149, -104.0, 89.0)


class Elementary:
    """Base class of `bpnet.arithmetic.namespace.Exact`, with its elementary functions."""

    _xp: Namespace
    _powers: dict[tuple[int, str], Array]
    _compile_once: Callable[..., Callable[..., Any]]
    divide: Callable[..., Array]
    maximum: Callable[..., Array]

    def exp(self, x: Array, /) -> Array:
        """``2**n (1 + p)``, with ``p = exp(r) - 1`` and ``x = n log(2) + r``."""
        p, n = self._reduce_exp(x)
        return self._propagate_nan(self._ldexp(1.0 + p, n), x)

    def expm1(self, x: Array, /) -> Array:
        """``2**n (p + (1 - 2**-n))``, with p and n as in `exp`."""
        self._format(x)
        p, n = self._reduce_exp(self.maximum(x, -50.0))
        one = 1.0 + 0.0 * n
        y = self._ldexp(p + (1.0 - self._ldexp(one, -n)), n)
        return self._xp.where(x == 0.0, x, self._propagate_nan(y, x))

    def _reduce_exp(self, x: Array) -> tuple[Array, Array]:
        """``exp(r) - 1`` by its Taylor series, ``|r| <= log(2) / 2``, and the integer n of ``x = n log(2) + r``."""
        xp, form = self._xp, self._format(x)
        x = xp.where(x > form.lowest, x, form.lowest)  # replaces NaN too: the result becomes an index
        x = xp.where(x < form.highest, x, form.highest)
        n = xp.floor(x * (1.0 / LOG2) + 0.5)
        r = (x - n * form.log2_high) - n * form.log2_low
        return r + (r * r) * _horner([1.0 / math.factorial(k) for k in range(form.exp_terms, 1, -1)], r), n

    def log(self, x: Array, /) -> Array:
        """``e log(2) + log(m)``, with ``x = m 2**e`` and m near 1."""
        m, e = self._compile_once(self._split)(x)
        large = m > math.sqrt(2.0)
        m, e = self._xp.where(large, 0.5 * m, m), self._xp.where(large, e + 1.0, e)
        return self._set_log_limits(self._log_of_parts(m - 1.0, e), x)

    def log1p(self, x: Array, /) -> Array:
        """``log(u) + (x - (u - 1)) / u``, with ``u = 1 + x`` as rounded: the quotient corrects the rounding error of u."""
        xp = self._xp
        self._format(x)
        u = 1.0 + x
        lost = xp.where(xp.abs(x) < 1.0, x - (u - 1.0), 1.0 - (u - x))
        usable = xp.isfinite(u) & (u > 0.0)
        correction = self.divide(xp.where(usable, lost, 0.0), xp.where(usable, u, 1.0))
        return xp.where(x == 0.0, x, self.log(u) + correction)

    def _log_of_parts(self, f: Array, e: Array) -> Array:
        """``log(1 + f) + e log(2)`` by ``log(1 + f) = f - (h - s (h + R))``, ``s = f / (2 + f)``, ``h = f**2 / 2``.

        R is the series ``2 s**2 / 3 + 2 s**4 / 5 + ...``, which is ``2 atanh(s) / s`` without its first term.
        """
        form = self._format(f)
        s = self.divide(f, 2.0 + f)
        z = s * s
        series = z * _horner([2.0 / (2 * k + 1) for k in range(form.log_terms, 0, -1)], z)
        h = 0.5 * (f * f)
        return e * form.log2_high - ((h - (s * (h + series) + e * form.log2_low)) - f)

    def _set_log_limits(self, y: Array, x: Array) -> Array:
        """Set the logarithm ``y`` of x where x is 0, negative, infinite or NaN."""
        xp = self._xp
        y = xp.where(x == 0.0, -math.inf, y)
        return xp.where(x < 0.0, math.nan, xp.where(x < math.inf, y, x))

    def tanh(self, x: Array, /) -> Array:
        """Lambert's ``x / (1 + z / (3 + z / (5 + ...)))``, ``z = x**2``, below 0.55; from there on ``1 - 2 / (exp(2 x) + 1)``.

        Source: Lambert, "Mémoire sur quelques propriétés remarquables des quantités transcendentes", 1768.
        """
        xp = self._xp
        self._format(x)
        size = xp.abs(x)
        bounded = xp.where(size < 20.0, size, 20.0)  # noqa: PLR2004 - from there on the result rounds to 1
        large = 1.0 - self.divide(2.0, self.exp(2.0 * bounded) + 1.0)
        below = size < 0.55  # noqa: PLR2004 - both forms are accurate here
        near = xp.where(below, x, 0.0)
        z = near * near
        levels = range(2 * self._format(x).tanh_levels - 1, 1, -2)
        c = reduce(lambda deeper, odd: self.divide(z, odd + deeper), levels, 0.0 * z)
        small = near - near * self.divide(c, 1.0 + c)
        y = xp.where(below, small, xp.where(x < 0.0, -large, large))
        return xp.where(x == 0.0, x, self._propagate_nan(y, x))

    def sqrt(self, x: Array, /) -> Array:
        """Heron's mean ``(s + m / s) / 2``, repeated; ``x = m 2**(2 h)`` and m in [1, 4).

        The functions of some libraries are not correctly rounded.
        """
        xp = self._xp
        m, e = self._compile_once(self._split)(x)
        half = xp.floor(0.5 * e)
        m = xp.where(e > 2.0 * half, 2.0 * m, m)
        s = 0.35 * m + 0.68
        for _ in range(self._format(x).heron_steps):
            s = 0.5 * (s + self.divide(m, s))
        y = xp.where(x < 0.0, math.nan, self._ldexp(s, half))
        return xp.where((x == 0.0) | (x == math.inf), x, self._propagate_nan(y, x))

    def _format(self, x: Array) -> Format:
        if x.dtype == self._xp.float64:
            return FLOAT64
        if x.dtype == self._xp.float32:
            return FLOAT32
        raise TypeError(f"exact arithmetic computes in float64 and float32, got {x.dtype}; use xp.astype first")

    def _propagate_nan(self, y: Array, x: Array) -> Array:
        """``y``, or x where that is NaN."""
        return self._xp.where(x == x, y, x)  # noqa: PLR0124 - False for NaN

    def _split(self, x: Array) -> tuple[Array, Array]:
        """``x = m 2**e`` with m in [1, 2), for finite positive x, and of 1 for others; products with powers of two are exact."""
        xp, smallest = self._xp, self._format(x).smallest
        x = xp.where((x > 0.0) & (x < math.inf), x, 1.0)
        up = -(smallest // 2)
        tiny = x < 2.0**-up
        m = xp.where(tiny, xp.where(tiny, x, 0.0) * 2.0**up, x)
        small = m < 1.0
        m = xp.where(small, xp.where(small, m, 0.0) * 2.0**up, m)
        e = -float(up) * (xp.astype(tiny, x.dtype) + xp.astype(small, x.dtype))
        for bits in (512, 256, 128, 64, 32, 16, 8, 4, 2, 1):
            if 2 * bits <= -smallest:
                large = m >= 2.0**bits
                m = xp.where(large, m * 2.0**-bits, m)
                e = xp.where(large, e + float(bits), e)
        return m, e

    def _ldexp(self, y: Array, n: Array) -> Array:
        """``y 2**n`` by two exact products (a subnormal result is rounded once) with powers from a table."""
        return self._compile_once(self._ldexp_in_two_steps)(y, n)

    def _ldexp_in_two_steps(self, y: Array, n: Array) -> Array:
        xp, span = self._xp, -self._format(y).smallest // 2 + 2
        table = self._table(y, span)
        first = xp.floor(0.5 * n)
        for part in (first, n - first):
            index = xp.astype(xp.reshape(part, (-1,)) + float(span), xp.int32)
            y = y * xp.reshape(xp.take(table, index, axis=0), y.shape)
        return y

    def _table(self, like: Array, span: int) -> Array:
        """``2**-span, ..., 2**span`` on the device of an array; cached, except for traced arrays, which have no device."""
        device = device_of(like)
        key = span, str(device)
        if key not in self._powers:
            powers = [2.0**k for k in range(-span, span + 1)]
            table = self._xp.asarray(powers, dtype=like.dtype, device=device)
            if device is None:
                return table
            float(table[0])  # synchronizes once: later calls may be on other streams of the device
            self._powers[key] = table
        return self._powers[key]


def _horner(coefficients: list[float], x: Array) -> Array:
    """The polynomial with these coefficients, highest power first."""
    y = coefficients[0] * x + coefficients[1]
    for coefficient in coefficients[2:]:
        y = y * x + coefficient
    return y
