"""Initial values of weights: each factory returns a function ``(draw, n_in, n_out) -> w`` (n_in, n_out)."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from bpnet._checks import check_positive
from bpnet._messages import error_summary, short_repr
from bpnet._suggestions import explain_calls, missing_name
from bpnet.arrays import Array, Namespace
from bpnet.random import Draw

__all__ = [
    "INITIALS",
    "Initial",
    "glorot_normal",
    "glorot_uniform",
    "he_normal",
    "he_uniform",
    "lecun_normal",
    "lecun_uniform",
    "normal",
    "uniform",
    "values",
    "zeros",
]


def __dir__() -> list[str]:
    return __all__


if not TYPE_CHECKING:  # to a type checker, a module with this function has every name
    __getattr__ = missing_name(__name__, __all__)


Initial: TypeAlias = Callable[[Draw, int, int], Array]
"""``(draw, n_in, n_out) -> w`` (n_in, n_out): initial values of a weight."""


def _uniform(variance: Callable[[int, int], float]) -> Initial:
    """Uniform on ``[-a, a)`` with ``a = sqrt(3 variance)``."""
    return lambda draw, n_in, n_out: draw.uniform((n_in, n_out), math.sqrt(3.0 * variance(n_in, n_out)))


def _normal(variance: Callable[[int, int], float]) -> Initial:
    return lambda draw, n_in, n_out: draw.normal((n_in, n_out), math.sqrt(variance(n_in, n_out)))


@explain_calls
def glorot_uniform(gain: float = 1.0) -> Initial:
    """Uniform on ``[-a, a)`` with ``a = gain sqrt(6 / (n_in + n_out))``: variance ``2 gain**2 / (n_in + n_out)``.

    It keeps the variance of signals and gradients roughly constant through layers of tanh, whose slope at 0 is 1.
    Source: Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
    """
    gain = check_positive("gain", gain)
    return _uniform(lambda n_in, n_out: 2.0 * gain**2 / (n_in + n_out))


@explain_calls
def glorot_normal(gain: float = 1.0) -> Initial:
    """Normal, with the variance of `glorot_uniform`."""
    gain = check_positive("gain", gain)
    return _normal(lambda n_in, n_out: 2.0 * gain**2 / (n_in + n_out))


@explain_calls
def he_uniform(gain: float = math.sqrt(2.0)) -> Initial:
    """Uniform on ``[-a, a)`` with ``a = gain sqrt(3 / n_in)``: variance ``gain**2 / n_in``.

    The default gain, ``sqrt(2)``, keeps the variance of signals constant through layers of relu.
    Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers", 2015.
    """
    gain = check_positive("gain", gain)
    return _uniform(lambda n_in, _: gain**2 / n_in)


@explain_calls
def he_normal(gain: float = math.sqrt(2.0)) -> Initial:
    """Normal, with the variance of `he_uniform`."""
    gain = check_positive("gain", gain)
    return _normal(lambda n_in, _: gain**2 / n_in)


@explain_calls
def lecun_uniform() -> Initial:
    """Uniform on ``[-a, a)`` with ``a = sqrt(3 / n_in)``: variance ``1 / n_in``.

    Source: LeCun, Bottou, Orr, Müller, "Efficient backprop", 1998.
    """
    return he_uniform(gain=1.0)


@explain_calls
def lecun_normal() -> Initial:
    """Normal, with the variance of `lecun_uniform`."""
    return he_normal(gain=1.0)


@explain_calls
def uniform(limit: float = 0.1) -> Initial:
    """Uniform on ``[-limit, limit)``."""
    limit = check_positive("limit", limit)
    return lambda draw, n_in, n_out: draw.uniform((n_in, n_out), limit)


@explain_calls
def normal(deviation: float = 1.0) -> Initial:
    """Normal, with mean 0 and this standard deviation."""
    deviation = check_positive("deviation", deviation)
    return lambda draw, n_in, n_out: draw.normal((n_in, n_out), deviation)


@explain_calls
def zeros() -> Initial:
    """Zeros, for single layers: hidden units that start equal stay equal."""
    return lambda draw, n_in, n_out: draw.full((n_in, n_out), 0.0)


@explain_calls
def values(w: Any) -> Initial:
    """A given array, (n_in, n_out)."""

    def initial(draw: Draw, n_in: int, n_out: int) -> Array:
        try:
            own = real_numbers(draw.xp, w, draw.xp.float64)
        except ValueError as error:
            raise ValueError(f"initial values must be numbers, got {short_repr(w)}: {error}") from error
        if own.shape != (n_in, n_out):
            raise ValueError(f"initial values have shape {tuple(own.shape)}, expected {(n_in, n_out)}")
        if not draw.xp.all(draw.xp.isfinite(own)):
            raise ValueError("initial values must be finite, got some that are NaN or infinite")
        return own

    return initial


def real_numbers(xp: Namespace, given: Any, dtype: Any) -> Array:
    """Return numbers that a user passes as an array of a dtype.

    Raises
    ------
    ValueError
        Unless they are real numbers, none of them masked, and whole ones for a dtype of integers.
    """
    try:
        own: Array = xp.asarray(given)
    except Exception as error:  # an array of another library may raise anything
        raise ValueError(f"expected an array of real numbers ({error_summary(error, 100)})") from error
    if hasattr(given, "filled") or not xp.isdtype(own.dtype, ("bool", "integral", "real floating")):
        kind = "a masked array" if hasattr(given, "filled") else f"dtype {own.dtype}"
        raise ValueError(f"expected an array of real numbers, got {kind}")
    cast: Array = xp.astype(own, dtype)
    if xp.isdtype(dtype, "integral") and not xp.all(cast == own):
        raise ValueError(f"expected integers that {dtype} can hold, got {short_repr(given)}")
    return cast


INITIALS: dict[str, Callable[[], Initial]] = {
    "glorot_uniform": glorot_uniform,
    "glorot_normal": glorot_normal,
    "he_uniform": he_uniform,
    "he_normal": he_normal,
    "lecun_uniform": lecun_uniform,
    "lecun_normal": lecun_normal,
    "uniform": uniform,
    "normal": normal,
    "zeros": zeros,
}
"""Initializers that can be given by name, with their defaults."""
