"""Elementary functions of exact arithmetic: single IEEE operations in a fixed order; see `bpnet.arithmetic`."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from bpnet.arrays import Array, Namespace, device_of

LOG2 = math.log(2.0)


class Format(NamedTuple):
    """Constants of a floating-point format, and the coefficients of the series that reach its precision."""

    log2_high: float
    """The first bits of log(2): its product with any exponent is exact."""
    log2_low: float
    """The rest of log(2)."""
    exp_terms: int
    log_terms: int
    """Number of terms of each series."""
    tanh: tuple[float, ...]
    """Coefficients of P in ``tanh(x) = x + x z P(z)``, ``z = x**2``, for ``|x| < 0.55``, highest power first."""
    heron_steps: int
    eps: float
    """Distance from 1 to the next number."""
    splitter: float
    """``2**h + 1``: multiplied by it, a number splits into two of at most half the bits, whose products are exact."""
    lowest_exponent: int
    """Exponent of the smallest normal number, ``2**lowest_exponent``; that of the largest power of two is one less than its
    negative."""
    lowest: float
    highest: float
    """Bounds below and above which the exponential is 0 and infinite."""


# log2_high: log(2) cut to 42 bits, and to 15; log2_low: log(2) less that, from mpmath at 50 digits. tanh: minimax polynomials by
# Remez's algorithm in mpmath at 60 digits, with errors of 2**-60 and 2**-29 of tanh(x).
FLOAT64 = Format(
    log2_high=float.fromhex("0x1.62E42FEFA38p-1"),
    log2_low=float.fromhex("0x1.EF35793C7673p-45"),
    exp_terms=13,
    log_terms=11,
    tanh=(
        -0.000019413578496285710134,
        0.00008318983078652670646,
        -0.00023329666451960852056,
        0.0005884125178850330562,
        -0.0014555354286023802222,
        0.003592090935546952316,
        -0.0088632324989398266799,
        0.02186948837997678673,
        -0.053968253963569095442,
        0.13333333333326316351,
        -0.3333333333333329677,
    ),
    heron_steps=4,
    eps=2.0**-52,
    splitter=2.0**27 + 1.0,
    lowest_exponent=-1022,
    lowest=-746.0,
    highest=710.0,
)
FLOAT32 = Format(
    log2_high=float.fromhex("0x1.62E4p-1"),
    log2_low=float.fromhex("0x1.7F7D1CF79ABCAp-20"),
    exp_terms=7,
    log_terms=5,
    tanh=(-0.0062654708349, 0.0210664665025, -0.053851306849, 0.133325793537, -0.333333174516),
    heron_steps=3,
    eps=2.0**-23,
    splitter=2.0**12 + 1.0,
    lowest_exponent=-126,
    lowest=-104.0,
    highest=89.0,
)


class Elementary:
    """Base class of `bpnet.arithmetic.namespace.Exact`, with its elementary functions."""

    _xp: Namespace
    _powers: dict[tuple[str, str], Array]
    _compile_once: Callable[..., Callable[..., Any]]
    divide: Callable[..., Array]

    def exp(self, x: Array, /) -> Array:
        """``2**n (1 + p)``, with ``p = exp(r) - 1`` and ``x = n log(2) + r``."""
        p, n = self._reduce_exp(x)
        return self._propagate_nan(self._ldexp(1.0 + p, n), x)

    def expm1(self, x: Array, /) -> Array:
        """``2**n (p + (1 - 2**-n))``, with p and n as in `exp`."""
        self._format(x)
        p, n = self._reduce_exp(self._xp.where(x > -50.0, x, -50.0))  # noqa: PLR2004 - from there on the result rounds to -1
        bounded = self._xp.where(n < 64.0, n, 64.0)  # noqa: PLR2004 - 1 - 2**-64 rounds to 1
        y = self._ldexp(p + (1.0 - self._power_of_two(-bounded)), n)
        return self._xp.where(x == 0.0, x, self._propagate_nan(y, x))

    def _reduce_exp(self, x: Array) -> tuple[Array, Array]:
        """`_reduce_bounded_exp` of any x."""
        xp, form = self._xp, self._format(x)
        x = xp.where(x > form.lowest, x, form.lowest)  # replaces NaN too: the result becomes an exponent
        return self._reduce_bounded_exp(xp.where(x < form.highest, x, form.highest))

    def _reduce_bounded_exp(self, x: Array) -> tuple[Array, Array]:
        """``exp(r) - 1`` by its Taylor series, ``|r| <= log(2) / 2``, and the integer n of ``x = n log(2) + r``."""
        xp, form = self._xp, self._format(x)
        n = xp.floor(x * (1.0 / LOG2) + 0.5)
        high, low = x - n * form.log2_high, n * form.log2_low
        r = high - low
        series = (r * r) * _horner([1.0 / math.factorial(k) for k in range(form.exp_terms, 1, -1)], r)
        return high + (series - low), n

    def log(self, x: Array, /) -> Array:
        """``e log(2) + log(m)``, with ``x = m 2**e`` and m near 1."""
        m, e = self._split_positive(x)
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
        """``x + x z P(z)``, ``z = x**2``, with a minimax polynomial P below 0.55; from there on ``1 - 2 / (exp(2 |x|) + 1)``."""
        xp, form = self._xp, self._format(x)
        size = xp.abs(x)
        bounded = xp.where(size < 20.0, size, 20.0)  # noqa: PLR2004 - from there on the result rounds to 1
        p, n = self._reduce_bounded_exp(2.0 * bounded)
        large = 1.0 - self.divide(2.0, self._power_of_two(n) * (1.0 + p) + 1.0)
        z = bounded * bounded
        small = bounded + bounded * (z * _horner(form.tanh, z))
        y = xp.where(bounded < 0.55, small, large)  # noqa: PLR2004 - both forms are accurate here
        return xp.where(size > 0.0, xp.where(x < 0.0, -y, y), x)  # zeros and NaN unchanged

    def sqrt(self, x: Array, /) -> Array:
        """The square root, correctly rounded, as IEEE 754 defines it."""
        self._format(x)
        return self._sqrt(x)

    def _sqrt(self, x: Array) -> Array:
        """Heron's mean ``(s + m / s) / 2``, repeated, then corrected; ``x = m 2**(2 h)`` and m in [1, 4).

        The functions of some libraries are not correctly rounded.
        """
        xp = self._xp
        m, e = self._split_positive(x)
        half = xp.floor(0.5 * e)
        m = xp.where(e > 2.0 * half, 2.0 * m, m)
        s = 0.35 * m + 0.68
        for _ in range(self._format(x).heron_steps):
            s = 0.5 * (s + self.divide(m, s))
        y = xp.where(x < 0.0, math.nan, self._ldexp(self._round_root(m, s), half))
        return xp.where((x == 0.0) | (x == math.inf), x, self._propagate_nan(y, x))

    def _round_root(self, m: Array, s: Array) -> Array:
        """Round the root of m in [1, 4) correctly; s is one of its neighbours.

        The remainder ``r = m - s**2`` is a multiple of ``eps**2``, and exact, since s is split in halves. The next number is
        closer where ``r > s eps``, the one before where ``r <= -s eps``.

        Source: Dekker, "A floating-point technique for extending the available precision", 1971.
        """
        xp, form = self._xp, self._format(m)
        c = s * form.splitter
        high = c - (c - s)
        low = s - high
        square = s * s
        rest = ((high * high - square) + 2.0 * (high * low)) + low * low
        r, bound = (m - square) - rest, s * form.eps
        return xp.where(r > bound, s + form.eps, xp.where(r <= -bound, s - form.eps, s))

    def _format(self, x: Array) -> Format:
        if x.dtype == self._xp.float64:
            return FLOAT64
        if x.dtype == self._xp.float32:
            return FLOAT32
        raise TypeError(f"exact arithmetic computes in float64 and float32, got {x.dtype}; use xp.astype first")

    def _propagate_nan(self, y: Array, x: Array) -> Array:
        """``y``, or x where that is NaN."""
        return self._xp.where(x == x, y, x)  # noqa: PLR0124 - False for NaN

    def _split_positive(self, x: Array) -> tuple[Array, Array]:
        """``x = m 2**e`` with m in [1, 2), for finite positive x, and of 1 for others."""
        xp, lowest = self._xp, self._format(x).lowest_exponent
        x = xp.where((x > 0.0) & (x < math.inf), x, 1.0)
        tiny = x < 2.0**lowest
        m, e = self._split(xp.where(tiny, xp.where(tiny, x, 0.0) * 2.0**-lowest, x))
        return m, e + xp.where(tiny, float(lowest), xp.zeros_like(x))

    def _split(self, x: Array) -> tuple[Array, Array]:
        """``x = m 2**e`` with m in [1, 2), for positive normal x; products with powers of two are exact."""
        return self._compile_once(self._split_by_comparisons)(x)

    def _split_by_comparisons(self, x: Array) -> tuple[Array, Array]:
        xp, lowest = self._xp, self._format(x).lowest_exponent
        small = x < 1.0
        m = xp.where(small, xp.where(small, x, 0.0) * 2.0**-lowest, x)
        e = xp.where(small, float(lowest), xp.zeros_like(x))
        for bits in (512, 256, 128, 64, 32, 16, 8, 4, 2, 1):
            if bits <= -lowest:
                large = m >= 2.0**bits
                m = xp.where(large, m * 2.0**-bits, m)
                e = xp.where(large, e + float(bits), e)
        return m, e

    def _ldexp(self, y: Array, n: Array) -> Array:
        """``y 2**n`` by two products, of which the first is exact: a subnormal result is rounded once."""
        first = self._xp.floor(0.5 * n)
        return y * self._power_of_two(first) * self._power_of_two(n - first)

    def _power_of_two(self, n: Array) -> Array:
        """``2**n`` from a table, for integers n of which it is a normal number."""
        return self._compile_once(self._take_power)(n)

    def _take_power(self, n: Array) -> Array:
        xp = self._xp
        index = xp.astype(xp.reshape(n, (-1,)) - float(self._format(n).lowest_exponent), xp.int32)
        return xp.reshape(xp.take(self._table(n), index, axis=0), n.shape)

    def _table(self, like: Array) -> Array:
        """All normal powers of two on the device of an array; cached, except for traced arrays, which have no device."""
        device = device_of(like)
        key = str(like.dtype), str(device)
        if key not in self._powers:
            lowest = self._format(like).lowest_exponent
            table = self._xp.asarray([2.0**k for k in range(lowest, 2 - lowest)], dtype=like.dtype, device=device)
            if device is None:
                return table
            float(table[0])  # synchronizes once: later calls may be on other streams of the device
            self._powers[key] = table
        return self._powers[key]


def _horner(coefficients: Sequence[float], x: Array) -> Array:
    """The polynomial with these coefficients, highest power first."""
    y = coefficients[0] * x + coefficients[1]
    for coefficient in coefficients[2:]:
        y = y * x + coefficient
    return y
