"""Special functions used by layers, losses and random numbers, each in its numerically stable form."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bpnet.arrays import Array, Namespace

__all__ = ["log_softmax", "magnitude", "normal_cdf", "normal_quantile", "sigmoid", "softmax", "softplus"]


def __dir__() -> list[str]:
    return __all__


def magnitude(xp: Namespace, x: Array) -> Array:
    """``|x|``, whose slope at 0 is 1; PyTorch and JAX take the slope of ``abs`` at 0 as 0.

    With it, automatic differentiation of a formula that contains ``|x|`` but is smooth in x, such as that of `softplus`, gives
    correct first and second derivatives at 0.
    """
    return xp.where(x < 0.0, -x, x)


def sigmoid(xp: Namespace, x: Array) -> Array:
    """``1 / (1 + exp(-x))``, to full relative precision at both ends.

    ``-x`` is clipped to ``log(1 / xp.finfo(dtype).smallest_normal)``, 708 in float64 and 87 in float32: the exponential cannot
    overflow, and the result is never subnormal.
    """
    limit = float(math.floor(-math.log(float(xp.finfo(x.dtype).smallest_normal))))
    return xp.divide(1.0, 1.0 + xp.exp(xp.minimum(-x, limit)))


def sigmoid_tail(xp: Namespace, x: Array) -> Array:
    """``exp(-|x|) / (1 + exp(-|x|))``, the smaller of ``sigmoid(x)`` and ``1 - sigmoid(x)``; 0 where it underflows."""
    e = xp.exp(-magnitude(xp, x))
    return xp.divide(e, 1.0 + e)


def softplus(xp: Namespace, x: Array) -> Array:
    """``log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|))``, which neither overflows nor cancels."""
    rest = xp.log1p(xp.exp(-magnitude(xp, x)))
    return xp.where(x < 0.0, rest, x + rest)


def log_softmax(xp: Namespace, x: Array) -> Array:
    """``x - log(sum(exp(x)))`` over the last axis, with its maximum subtracted first so that nothing overflows.

    If one exponential (it is 1) dominates, the logarithm is computed as ``log1p`` of the sum of the others, which may be below
    eps.
    """
    d, e, total = _exponentials(xp, x)
    others = xp.sum(xp.where(d == 0.0, xp.zeros_like(e), e), axis=-1, keepdims=True)
    return d - xp.where(total < 1.5, xp.log1p(others), xp.log(total))  # noqa: PLR2004 - between 1 and 2, the total of two maxima


def softmax(xp: Namespace, x: Array) -> Array:
    """``exp(x) / sum(exp(x))`` over the last axis, with its maximum subtracted first so that nothing overflows."""
    _, e, total = _exponentials(xp, x)
    return xp.divide(e, total)


def _exponentials(xp: Namespace, x: Array) -> tuple[Array, Array, Array]:
    """``x - max(x)``, its exponential, and the sum of that over the last axis."""
    d = x - xp.max(x, axis=-1, keepdims=True)
    e = xp.exp(d)
    return d, e, xp.sum(e, axis=-1, keepdims=True)


def enforce_zero_sum(xp: Namespace, p: Array, dx: Array) -> Array:
    """``dx``, whose sum over the last axis is 0, to full precision also for a class with p near 1.

    There ``dx`` is the difference of two nearly equal numbers; it is replaced by minus the sum over the other classes.
    """
    likely = p > 0.75  # noqa: PLR2004 - at most one class, with a margin for rounding
    return xp.where(likely, -xp.sum(xp.where(likely, xp.zeros_like(dx), dx), axis=-1, keepdims=True), dx)


# Chebyshev coefficients of log(erfc(z) exp(z**2) / t) on t = 2 / (2 + z) in (0, 1], computed with mpmath at 50 digits;
# the form is that of Press, Teukolsky, Vetterling, Flannery, "Numerical Recipes", 3rd edition, section 6.2.2.
_ERFC = (
    -1.3026537197817094,
    0.64196979235649026,
    0.019476473204185836,
    -0.0095615147868086316,
    -0.0009465953444820369,
    0.00036683949785276145,
    0.000042523324806907772,
    -0.000020278578112534243,
    -1.6242900046470255e-6,
    1.3036558355805232e-6,
    1.5626441722066143e-8,
    -8.5238095914926543e-8,
    6.5290544390988515e-9,
    5.0593434955514689e-9,
    -9.9136415649303309e-10,
    -2.2736512229318359e-10,
    9.646791102015526e-11,
    2.3940380830391147e-12,
    -6.8860275264975534e-12,
    8.9448792730907257e-13,
    3.1309213993429581e-13,
    -1.1270822361367252e-13,
    3.8109052551892321e-16,
    7.106097613609237e-15,
    -1.5230282014571043e-15,
    -9.457494571291234e-17,
)


def normal_cdf(xp: Namespace, x: Array) -> Array:
    """The standard normal distribution function, ``P(x) = erfc(-x / sqrt(2)) / 2``.

    Errors are a few units in the last place of the larger of P and 1 - P.

    ``erfc(z) = t exp(-z**2 + C(t))`` for ``z >= 0``, with ``t = 2 / (2 + z)`` and C a Chebyshev series, summed by Clenshaw's
    recurrence.
    """
    z = magnitude(xp, x) * math.sqrt(0.5)
    t = xp.divide(2.0, 2.0 + z)
    u = 4.0 * t - 2.0
    c0, c1 = xp.zeros_like(t), xp.zeros_like(t)
    for coefficient in _ERFC[:0:-1]:
        c0, c1 = u * c0 - c1 + coefficient, c0
    tail = 0.5 * (t * xp.exp(0.5 * (_ERFC[0] + u * c0) - c1 - z * z))
    return xp.where(x < 0.0, tail, 1.0 - tail)


# Numerators and denominators of AS241, highest power first: |p - 0.5| <= 0.425, then sqrt(-log(p)) up to 5 and beyond.
_CENTRE = (
    (
        2509.0809287301227,
        33430.57558358813,
        67265.7709270087,
        45921.95393154987,
        13731.69376550946,
        1971.5909503065513,
        133.14166789178438,
        3.3871328727963665,
    ),
    (
        5226.495278852854,
        28729.085735721943,
        39307.89580009271,
        21213.794301586597,
        5394.196021424751,
        687.1870074920579,
        42.31333070160091,
        1.0,
    ),
)
_MIDDLE = (
    (
        0.0007745450142783414,
        0.022723844989269184,
        0.2417807251774506,
        1.2704582524523684,
        3.6478483247632045,
        5.769497221460691,
        4.630337846156546,
        1.4234371107496835,
    ),
    (
        1.0507500716444169e-09,
        0.0005475938084995345,
        0.015198666563616457,
        0.14810397642748008,
        0.6897673349851,
        1.6763848301838038,
        2.053191626637759,
        1.0,
    ),
)
_TAIL = (
    (
        2.0103343992922881e-07,
        2.7115555687434876e-05,
        0.0012426609473880784,
        0.026532189526576124,
        0.29656057182850487,
        1.7848265399172913,
        5.463784911164114,
        6.657904643501103,
    ),
    (
        2.0442631033899397e-15,
        1.421511758316446e-07,
        1.8463183175100548e-05,
        0.0007868691311456133,
        0.014875361290850615,
        0.1369298809227358,
        0.599832206555888,
        1.0,
    ),
)


def normal_quantile(xp: Namespace, p: Array) -> Array:
    """The inverse of the normal distribution function at p, for ``2**-54 <= p < 0.5``, float64, to about 1e-15.

    Its bits are the same wherever those of ``xp.log`` and ``xp.sqrt`` are, as in `bpnet.exact`.
    Source: Wichura, "Algorithm AS241: the percentage points of the normal distribution", 1988.
    """
    q = p - 0.5
    centre = q * _quotient(xp, _CENTRE, 0.180625 - q * q)
    r = xp.sqrt(-xp.log(p))
    middle, tail = _quotient(xp, _MIDDLE, r - 1.6), _quotient(xp, _TAIL, r - 5.0)
    return xp.where(q >= -0.425, centre, -xp.where(r <= 5.0, middle, tail))  # noqa: PLR2004 - the bounds of AS241


def _quotient(xp: Namespace, table: tuple[Sequence[float], Sequence[float]], x: Array) -> Array:
    numerator, denominator = (_horner(coefficients, x) for coefficients in table)
    return xp.divide(numerator, denominator)


def _horner(coefficients: Sequence[float], x: Array) -> Array:
    """The polynomial, highest power first."""
    y = coefficients[0] + 0.0 * x
    for coefficient in coefficients[1:]:
        y = y * x + coefficient
    return y
