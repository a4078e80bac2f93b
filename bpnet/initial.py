"""First values of weights: functions ``(draw, n_in, n_out) -> w (n_in, n_out)``, made by lower-case factories."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

from bpnet.arrays import Array
from bpnet.random import Draw

Initial: TypeAlias = Callable[[Draw, int, int], Array]


def glorot_uniform(gain: float = 1.0) -> Initial:
    """Uniform on ``[-a, a)`` with ``a = gain * sqrt(6 / (n_in + n_out))``, variance ``2 gain**2 / (n_in + n_out)``.

    Keeps the variance of signals and gradients level through layers of tanh or sigmoid.
    Source: Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
    """

    def initial(draw: Draw, n_in: int, n_out: int) -> Array:
        return draw.uniform((n_in, n_out), gain * math.sqrt(6.0 / (n_in + n_out)))

    return initial


def he_uniform(gain: float = math.sqrt(2.0)) -> Initial:
    """Uniform on ``[-a, a)`` with ``a = gain * sqrt(3 / n_in)``, variance ``gain**2 / n_in``.

    The default gain, ``sqrt(2)``, keeps the variance of signals level through layers of relu.
    Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers", 2015.
    """

    def initial(draw: Draw, n_in: int, n_out: int) -> Array:
        return draw.uniform((n_in, n_out), gain * math.sqrt(3.0 / n_in))

    return initial


def zeros() -> Initial:
    """Zeros: for biases and for single layers; hidden units that start equal stay equal."""

    def initial(draw: Draw, n_in: int, n_out: int) -> Array:
        return draw.zeros((n_in, n_out))

    return initial


INITIALS: dict[str, Callable[[], Initial]] = {
    "glorot_uniform": glorot_uniform,
    "he_uniform": he_uniform,
    "zeros": zeros,
}
