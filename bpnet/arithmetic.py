"""Exact arithmetic: a namespace whose results are the same bits on every array library.

Libraries agree on what one IEEE operation gives (``+ - * /`` and comparisons, an element at a time), and on nothing that is
made of several: the order of a sum, the polynomial of an exponential, a fused multiply-add. So products, sums and functions are
written here as single operations in a fixed order. What no single operation stands behind is refused, not passed through.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial, reduce
from typing import Any, NamedTuple

from bpnet.arrays import Array, Namespace, device_of

SINGLE = frozenset(
    """
    abs add all any arange argmax argmin argsort asarray astype bitwise_and bitwise_invert bitwise_left_shift bitwise_or
    bitwise_right_shift bitwise_xor bool broadcast_arrays broadcast_to can_cast ceil concat copysign empty empty_like equal
    expand_dims eye finfo flip float32 float64 floor from_dlpack full full_like greater greater_equal iinfo inf int16 int32 int64
    int8 isdtype isfinite isinf isnan less less_equal logical_and logical_not logical_or logical_xor matrix_transpose meshgrid
    moveaxis multiply nan negative newaxis not_equal ones ones_like permute_dims pi positive repeat reshape result_type roll round
    signbit sort squeeze stack subtract take tile tril triu trunc uint16 uint32 uint64 uint8 unstack where zeros zeros_like
    """.split()  # noqa: SIM905 - a hundred quotation marks less
)
"""Names that are one IEEE operation per element, or move and compare: any library's own are exact."""

CORES = {"matmul": "_matmul", "sum": "_sum"}
"""What a kernel of this name replaces: vectors, several axes and integers are the same for all."""

BLOCK = 1 << 22  # products that `Exact.matmul` holds at once

LOG2 = math.log(2.0)


class Format(NamedTuple):
    """What the functions must know of a floating-point format."""

    log2_high: float
    """The first bits of log(2): its product with any exponent is exact."""
    log2_low: float
    """The rest of log(2)."""
    exp_terms: int
    log_terms: int
    tanh_levels: int
    """How many terms of each series, and levels of the continued fraction, reach the format's precision."""
    heron_steps: int
    smallest: int
    """Exponent of the smallest subnormal number, ``2**smallest``."""
    lowest: float
    highest: float
    """Below and above, the exponential is 0 and infinite."""


# log2_high: log(2) cut to 42 bits, and to 15; log2_low: log(2) less that, from mpmath at 50 digits.
FLOAT64 = Format(float.fromhex("0x1.62E42FEFA38p-1"), float.fromhex("0x1.EF35793C7673p-45"), 13, 11, 8, 4, -1074, -746.0, 710.0)
FLOAT32 = Format(float.fromhex("0x1.62E4p-1"), float.fromhex("0x1.7F7D1CF79ABCAp-20"), 7, 5, 5, 3, -149, -104.0, 89.0)


def exact(
    xp: Namespace,
    kernels: Mapping[str, Callable[..., Array]] | None = None,
    compile: Callable[[Callable[..., Any]], Callable[..., Any]] | None = None,  # noqa: A002 - as `Backend.compile`
) -> Exact:
    """The namespace ``xp`` with functions whose bits do not depend on the library.

    Parameters
    ----------
    xp
        Of any library whose ``+ - * /`` and comparisons of arrays are single IEEE operations.
    kernels
        Faster functions of the same names and the same bits, as `Backend.exact_kernels` offers them; of ``matmul`` and ``sum``
        the core alone: ``matmul(a, b)`` of matrices and stacks of them, ``sum(x, axis)`` along one axis, which it keeps.
    compile
        Makes a function of arrays faster; used where no product meets a sum, so that nothing can be contracted.

    Notes
    -----
    The promise holds for float64 and float32, while every number is zero or normal (JAX, and CuPy in float32, replace subnormal
    numbers by zero), and where nothing compiles several calls together, as ``jax.jit`` does. Functions are
    within 2 units in the last place of the true value over their whole range.

    Examples
    --------
    >>> import numpy
    >>> xp = exact(numpy)
    >>> float(xp.exp(numpy.asarray(1.0))).hex()
    '0x1.5bf0a8b14576ap+1'
    """
    return Exact(xp, kernels or {}, compile or (lambda function: function))


class Exact:
    """A namespace as `exact` makes it; signatures and shapes are those of the array API standard."""

    def __init__(
        self,
        xp: Namespace,
        kernels: Mapping[str, Callable[..., Array]],
        compile: Callable[[Callable[..., Any]], Callable[..., Any]],  # noqa: A002
    ) -> None:
        self._xp = xp
        self._compile = compile
        self._made: dict[tuple[Any, ...], Callable[..., Any]] = {}
        self._powers: dict[tuple[int, str], Array] = {}
        for name, kernel in kernels.items():
            setattr(self, CORES.get(name, name), kernel)

    def __getattr__(self, name: str) -> Any:
        if name not in SINGLE:
            raise AttributeError(f"exact arithmetic has no {name}: it offers what is the same bits on every array library")
        return getattr(self._xp, name)

    def _fused(self, function: Callable[..., Any], *options: Any) -> Callable[..., Any]:
        """A function of arrays, and of options that come first, as it is compiled once; in it no product meets a sum."""
        key = function.__name__, *options
        if key not in self._made:
            self._made[key] = self._compile(partial(function, *options))
        return self._made[key]

    def __repr__(self) -> str:
        return f"<exact arithmetic over {getattr(self._xp, '__name__', self._xp)}>"

    def matmul(self, a: Array, b: Array, /) -> Array:
        """``sum(a[..., i, j] b[..., j, k])`` over j, the products summed as by `sum`."""
        xp = self._xp
        if a.ndim == 1:
            return xp.squeeze(self.matmul(xp.expand_dims(a, axis=0), b), axis=-2 if b.ndim > 1 else 0)
        if b.ndim == 1:
            return xp.squeeze(self.matmul(a, xp.expand_dims(b, axis=-1)), axis=-1)
        if a.shape[-1] != b.shape[-2]:
            raise ValueError(f"matmul needs as many columns as rows, got {a.shape} and {b.shape}")
        return self._matmul(a, b)

    def _matmul(self, a: Array, b: Array) -> Array:
        """The product of matrices, or of stacks of them."""
        rows = max(1, BLOCK // max(1, math.prod(b.shape[-2:]) * math.prod(max(a.shape[:-2], b.shape[:-2], key=math.prod))))
        blocks = [a[..., start : start + rows, :] for start in range(0, a.shape[-2], rows)] if rows < a.shape[-2] else [a]
        sums = [self.sum(self._fused(self._products)(block, b), axis=-2) for block in blocks]
        return sums[0] if len(sums) == 1 else self._xp.concat(sums, axis=-2)

    def _products(self, a: Array, b: Array) -> Array:
        """``a[..., i, j] b[..., j, k]`` as (..., i, j, k)."""
        return self._xp.expand_dims(a, axis=-1) * self._xp.expand_dims(b, axis=-3)

    def sum(self, x: Array, /, *, axis: Any = None, dtype: Any = None, keepdims: bool = False) -> Array:
        """The sum of neighbours, ``x[0] + x[1], x[2] + x[3], ...``, until one is left; an odd last one is kept for later."""
        if dtype is not None:
            x = self._xp.astype(x, dtype)
        if not self._xp.isdtype(x.dtype, "real floating"):
            return self._xp.sum(x, axis=axis, keepdims=keepdims)
        return self._fused(self._fold, "_sum", _axes(x, axis), keepdims)(x)

    def max(self, x: Array, /, *, axis: Any = None, keepdims: bool = False) -> Array:
        """The largest element; NaN if there is one."""
        return self._fused(self._fold, "_max", _axes(x, axis), keepdims)(x)

    def min(self, x: Array, /, *, axis: Any = None, keepdims: bool = False) -> Array:
        """The smallest element; NaN if there is one."""
        return self._fused(self._fold, "_min", _axes(x, axis), keepdims)(x)

    def mean(self, x: Array, /, *, axis: Any = None, keepdims: bool = False) -> Array:
        """``sum(x) / n``."""
        total = self.sum(x, axis=axis, keepdims=keepdims)
        return self.divide(total, float(math.prod(x.shape[i] for i in _axes(x, axis))))

    def _sum(self, x: Array, axis: int) -> Array:
        return self._fold_axis(lambda a, b: a + b, x, axis)

    def _max(self, x: Array, axis: int) -> Array:
        return self._fold_axis(self.maximum, x, axis)

    def _min(self, x: Array, axis: int) -> Array:
        return self._fold_axis(self.minimum, x, axis)

    def _fold(self, along: str, axes: tuple[int, ...], keepdims: bool, x: Array) -> Array:  # noqa: FBT001 - an option
        """Neighbours folded along each axis."""
        for axis in axes:
            x = getattr(self, along)(x, axis)
        return x if keepdims or not axes else self._xp.squeeze(x, axis=axes)

    def _fold_axis(self, operation: Callable[[Array, Array], Array], x: Array, axis: int) -> Array:
        """Neighbours folded along an axis, of which one element is left."""

        def part(start: int, stop: int, step: int) -> Array:
            return x[(slice(None),) * axis + (slice(start, stop, step),) + (slice(None),) * (x.ndim - axis - 1)]

        n = x.shape[axis]
        if n == 0:
            return self._xp.zeros((*x.shape[:axis], 1, *x.shape[axis + 1 :]), dtype=x.dtype, device=device_of(x))
        while n > 1:
            even = n - n % 2
            folded = operation(part(0, even, 2), part(1, even, 2))
            x = folded if even == n else self._xp.concat([folded, part(even, n, 1)], axis=axis)
            n = x.shape[axis]
        return x

    def maximum(self, a: Array, b: Any, /) -> Array:
        """The larger of each two: of equal ones the first, NaN if either is."""
        return self._xp.where(a >= b, a, self._xp.where(b > a, b, a + b))

    def minimum(self, a: Array, b: Any, /) -> Array:
        """The smaller of each two: of equal ones the first, NaN if either is."""
        return self._xp.where(a <= b, a, self._xp.where(b < a, b, a + b))

    def clip(self, x: Array, /, min: Any = None, max: Any = None) -> Array:  # noqa: A002 - the standard's names
        """``x`` held in ``[min, max]``."""
        x = x if min is None else self.maximum(x, min)
        return x if max is None else self.minimum(x, max)

    def sign(self, x: Array, /) -> Array:
        """1, -1, or ``0 x`` for zeros and NaN."""
        return self._xp.where(x > 0.0, 1.0, self._xp.where(x < 0.0, -1.0, 0.0 * x))

    def divide(self, a: Any, b: Any, /) -> Array:
        """``a / b``, b at its full shape: JAX divides by a broadcast number as a product with its reciprocal."""
        like = a if hasattr(a, "dtype") else b
        if not hasattr(b, "dtype"):
            b = self._fused(self._filled)(like, b)
        elif hasattr(a, "dtype") and a.shape != b.shape:
            a, b = self._fused(self._xp.broadcast_arrays)(a, b)
        return self._xp.divide(a, b)

    def _filled(self, like: Array, value: float) -> Array:
        """An array like another, of one value."""
        return self._xp.full(like.shape, value, dtype=like.dtype, device=device_of(like))

    def square(self, x: Array, /) -> Array:
        """``x x``."""
        return x * x

    def reciprocal(self, x: Array, /) -> Array:
        """``1 / x``."""
        return self.divide(1.0, x)

    def pow(self, x: Array, y: Any, /) -> Array:
        """``x**y``: for an int by squaring; else ``exp(y log(x))``, whose relative error grows with ``|y log(x)|``."""
        if not isinstance(y, int):
            return self.exp(y * self.log(x))
        if y < 0:
            return self.reciprocal(self.pow(x, -y))
        power = self._xp.ones_like(x)
        for bit in f"{y:b}":
            power = power * power * x if bit == "1" else power * power
        return power

    def exp(self, x: Array, /) -> Array:
        """``2**n (1 + p)``, with ``p = exp(r) - 1`` and ``x = n log(2) + r``."""
        p, n = self._reduced_exp(x)
        return self._or_nan(self._scaled(1.0 + p, n), x)

    def expm1(self, x: Array, /) -> Array:
        """``2**n (p + (1 - 2**-n))``, with p and n as in `exp`."""
        p, n = self._reduced_exp(self.maximum(x, -50.0))
        one = 1.0 + 0.0 * n
        y = self._scaled(p + (1.0 - self._scaled(one, -n)), n)
        return self._xp.where(x == 0.0, x, self._or_nan(y, x))

    def _reduced_exp(self, x: Array) -> tuple[Array, Array]:
        """``exp(r) - 1`` by its Taylor series, ``|r| <= log(2) / 2``, and the whole number n of ``x = n log(2) + r``."""
        xp, form = self._xp, self._format(x)
        x = xp.where(x > form.lowest, x, form.lowest)  # NaN too: an index is made of it
        x = xp.where(x < form.highest, x, form.highest)
        n = xp.floor(x * (1.0 / LOG2) + 0.5)
        r = (x - n * form.log2_high) - n * form.log2_low
        return r + (r * r) * _horner([1.0 / math.factorial(k) for k in range(form.exp_terms, 1, -1)], r), n

    def log(self, x: Array, /) -> Array:
        """``e log(2) + log(m)``, with ``x = m 2**e`` and m near 1."""
        m, e = self._fused(self._split)(x)
        large = m > math.sqrt(2.0)
        m, e = self._xp.where(large, 0.5 * m, m), self._xp.where(large, e + 1.0, e)
        return self._log_ends(self._log_of_parts(m - 1.0, e), x)

    def log1p(self, x: Array, /) -> Array:
        """``log(u) + (x - (u - 1)) / u``, with ``u = 1 + x`` as rounded: the quotient is what rounding lost."""
        xp = self._xp
        u = 1.0 + x
        lost = xp.where(xp.abs(x) < 1.0, x - (u - 1.0), 1.0 - (u - x))
        usable = xp.isfinite(u) & (u > 0.0)
        correction = self.divide(xp.where(usable, lost, 0.0), xp.where(usable, u, 1.0))
        return xp.where(x == 0.0, x, self.log(u) + correction)

    def _log_of_parts(self, f: Array, e: Array) -> Array:
        """``log(1 + f) + e log(2)`` by ``log(1 + f) = f - (h - s (h + R))``, ``s = f / (2 + f)``, ``h = f**2 / 2``.

        R is the series ``2 s**2 / 3 + 2 s**4 / 5 + ...``, what `` 2 atanh(s)`` has beyond its first term, by s.
        """
        form = self._format(f)
        s = self.divide(f, 2.0 + f)
        z = s * s
        series = z * _horner([2.0 / (2 * k + 1) for k in range(form.log_terms, 0, -1)], z)
        h = 0.5 * (f * f)
        return e * form.log2_high - ((h - (s * (h + series) + e * form.log2_low)) - f)

    def _log_ends(self, y: Array, x: Array) -> Array:
        """What the logarithm is at 0, below it, and at infinity."""
        xp = self._xp
        y = xp.where(x == 0.0, -math.inf, y)
        return xp.where(x < 0.0, math.nan, xp.where(x < math.inf, y, x))

    def tanh(self, x: Array, /) -> Array:
        """Lambert's ``x / (1 + z / (3 + z / (5 + ...)))``, ``z = x**2``, below 0.55; else ``1 - 2 / (exp(2 x) + 1)``.

        Source: Lambert, "Mémoire sur quelques propriétés remarquables des quantités transcendentes", 1768.
        """
        xp = self._xp
        size = xp.abs(x)
        large = 1.0 - self.divide(2.0, self.exp(2.0 * size) + 1.0)
        below = size < 0.55  # noqa: PLR2004 - where either form is good
        near = xp.where(below, x, 0.0)
        z = near * near
        levels = range(2 * self._format(x).tanh_levels - 1, 1, -2)
        c = reduce(lambda deeper, odd: self.divide(z, odd + deeper), levels, 0.0 * z)
        small = near - near * self.divide(c, 1.0 + c)
        y = xp.where(below, small, xp.where(x < 0.0, -large, large))
        return xp.where(x == 0.0, x, self._or_nan(y, x))

    def sqrt(self, x: Array, /) -> Array:
        """Heron's mean ``(s + m / s) / 2``, repeated; ``x = m 2**(2 h)`` and m in [1, 4). Libraries' own are not all rounded."""
        xp = self._xp
        m, e = self._fused(self._split)(x)
        half = xp.floor(0.5 * e)
        m = xp.where(e > 2.0 * half, 2.0 * m, m)
        s = 0.35 * m + 0.68
        for _ in range(self._format(x).heron_steps):
            s = 0.5 * (s + self.divide(m, s))
        y = xp.where(x < 0.0, math.nan, self._scaled(s, half))
        return xp.where((x == 0.0) | (x == math.inf), x, self._or_nan(y, x))

    def _format(self, x: Array) -> Format:
        if x.dtype == self._xp.float64:
            return FLOAT64
        if x.dtype == self._xp.float32:
            return FLOAT32
        raise TypeError(f"exact arithmetic is of float64 and float32, got {x.dtype}")

    def _or_nan(self, y: Array, x: Array) -> Array:
        """``y``, or x where that is NaN."""
        return self._xp.where(x == x, y, x)  # noqa: PLR0124 - what NaN is not

    def _split(self, x: Array) -> tuple[Array, Array]:
        """``x = m 2**e`` with m in [1, 2), for finite positive x; each step is by a power of two, and so exact."""
        xp, smallest = self._xp, self._format(x).smallest
        up = -(smallest // 2)
        tiny = x < 2.0**-up
        m = xp.where(tiny, x * 2.0**up, x)
        small = m < 1.0
        m = xp.where(small, m * 2.0**up, m)
        e = -float(up) * (xp.astype(tiny, x.dtype) + xp.astype(small, x.dtype))
        for bits in (512, 256, 128, 64, 32, 16, 8, 4, 2, 1):
            if 2 * bits <= -smallest:
                large = m >= 2.0**bits
                m = xp.where(large, m * 2.0**-bits, m)
                e = xp.where(large, e + float(bits), e)
        return m, e

    def _scaled(self, y: Array, n: Array) -> Array:
        """``y 2**n`` in two exact steps (a subnormal result is rounded once), from a table of powers of two."""
        return self._fused(self._scale)(y, n)

    def _scale(self, y: Array, n: Array) -> Array:
        xp, span = self._xp, -self._format(y).smallest // 2 + 2
        table = self._table(y, span)
        first = xp.floor(0.5 * n)
        for part in (first, n - first):
            index = xp.astype(xp.reshape(part, (-1,)) + float(span), xp.int64)
            y = y * xp.reshape(xp.take(table, index, axis=0), y.shape)
        return y

    def _table(self, like: Array, span: int) -> Array:
        """``2**-span, ..., 2**span`` on the device of an array; kept, but for traces, which have no device."""
        device = device_of(like)
        key = span, str(device)
        if key not in self._powers:
            powers = [2.0**k for k in range(-span, span + 1)]
            table = self._xp.asarray(powers, dtype=like.dtype, device=device)
            if device is None:
                return table
            self._powers[key] = table
        return self._powers[key]


def _axes(x: Array, axis: Any) -> tuple[int, ...]:
    """The axes of a reduction, counted from the first, in order."""
    given = range(x.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    return tuple(sorted(i % x.ndim for i in given))


def _horner(coefficients: list[float], x: Array) -> Array:
    """The polynomial, highest power first."""
    y = coefficients[0] * x + coefficients[1]
    for coefficient in coefficients[2:]:
        y = y * x + coefficient
    return y
