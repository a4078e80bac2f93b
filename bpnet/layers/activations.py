"""Activations: layers without params, which keep the shape.

An elementwise activation is defined by its function and its slope, ``dx = dy f'(x)``. `ACTIVATIONS` lists those that can be
given by name.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from bpnet import special
from bpnet._checks import check_choice, check_number
from bpnet._specs import factory
from bpnet.arrays import Array, Namespace, Tree
from bpnet.backprop import Layer, stateless
from bpnet.special import normal_cdf


def _of_output(function: Callable[[Namespace, Array], Array], slope: Callable[[Namespace, Array], Array]) -> Layer:
    """``y = function(x)``; backward ``dx = dy slope(y)``: for functions whose slope is simplest in terms of their value."""

    def forward(xp: Namespace, _params: Tree, x: Array) -> tuple[Array, Tree]:
        y = function(xp, x)
        return y, y

    return stateless(forward, lambda xp, _params, y, dy: ((), dy * slope(xp, y)))


def _of_input(function: Callable[[Namespace, Array], Array], slope: Callable[[Namespace, Array], Array]) -> Layer:
    """``y = function(x)``; backward ``dx = dy slope(x)``."""
    return stateless(lambda xp, _params, x: (function(xp, x), x), lambda xp, _params, x, dy: ((), dy * slope(xp, x)))


@factory("layers.identity")
def identity() -> Layer:
    """``y = x``; backward ``dx = dy``."""
    return stateless(lambda _xp, _params, x: (x, ()), lambda _xp, _params, _residuals, dy: ((), dy))


@factory("layers.sigmoid")
def sigmoid() -> Layer:
    """``y = 1 / (1 + exp(-x))``; slope ``y (1 - y)``."""
    return _of_output(special.sigmoid, lambda _, y: y * (1.0 - y))


@factory("layers.tanh")
def tanh() -> Layer:
    """``y = tanh(x)``; slope ``1 - y**2``."""
    return _of_output(lambda xp, x: xp.tanh(x), lambda _, y: 1.0 - y * y)


@factory("layers.relu")
def relu() -> Layer:
    """``y = x`` where ``x > 0``, else 0; slope 1 or 0. At 0 the slope is taken as 0."""
    return leaky_relu(0.0)


@factory("layers.leaky_relu")
def leaky_relu(negative_slope: float = 0.01) -> Layer:
    """``y = x`` where ``x > 0``, else ``negative_slope x``; slope 1 or ``negative_slope``. At 0 the slope is taken as the latter.

    Source: Maas, Hannun, Ng, "Rectifier nonlinearities improve neural network acoustic models", 2013.
    """
    negative_slope = check_number("negative_slope", negative_slope)

    def bend(xp: Namespace, x: Array, value: Array) -> Array:
        """``value`` where ``x > 0``, else ``negative_slope value``; written so that NaN stays NaN."""
        low = xp.zeros_like(value) if negative_slope == 0.0 else negative_slope * value
        return xp.where(x <= 0.0, low, value)

    return stateless(lambda xp, _params, x: (bend(xp, x, x), x), lambda xp, _params, x, dy: ((), bend(xp, x, dy)))


@factory("layers.elu")
def elu(alpha: float = 1.0) -> Layer:
    """``y = x`` where ``x > 0``, else ``alpha (exp(x) - 1)``; slope 1 or ``alpha exp(x)``.

    Source: Clevert, Unterthiner, Hochreiter, "Fast and accurate deep network learning by exponential linear units", 2016.
    """
    return _elu(check_number("alpha", alpha), 1.0)


@factory("layers.selu")
def selu() -> Layer:
    """``y = c x`` where ``x > 0``, else ``c a (exp(x) - 1)``; slope c or ``c a exp(x)``; ``c = 1.0507...`` and ``a = 1.6732...``.

    With these, normal numbers of mean 0 and variance 1 keep both in layers whose weights have the variance ``1 / n_in``
    (`bpnet.initializers.lecun_normal`).

    Source: Klambauer, Unterthiner, Mayr, Hochreiter, "Self-normalizing neural networks", 2017.
    """
    return _elu(1.6732632423543772848170429916717, 1.0507009873554804934193349852946)


def _elu(alpha: float, scale: float) -> Layer:
    """``scale`` times `elu`."""
    steep = scale * alpha

    def low(xp: Namespace, x: Array) -> Array:
        """``min(x, 0)``, with the slope 1 at 0, where PyTorch and JAX take that of ``minimum`` as one half."""
        return xp.where(x <= 0.0, x, xp.zeros_like(x))

    def function(xp: Namespace, x: Array) -> Array:
        return xp.where(x <= 0.0, steep * xp.expm1(low(xp, x)), x if scale == 1.0 else scale * x)

    def slope(xp: Namespace, x: Array) -> Array:
        return xp.where(x <= 0.0, steep * xp.exp(low(xp, x)), xp.full_like(x, scale))

    return _of_input(function, slope)


FAR = 1e3
"""Beyond it a sigmoid and the normal distribution function round to 0 or 1 in every dtype, and slopes are constant."""


def _clip(xp: Namespace, x: Array) -> Array:
    """``x`` clipped to ``[-FAR, FAR]``, so that no product of it overflows, or is 0 times infinity."""
    return xp.minimum(xp.maximum(x, -FAR), FAR)


def _gate(xp: Namespace, x: Array, gate: Array) -> Array:
    """``x gate``; 0, its limit, where x is far below 0 and the gate rounds to 0."""
    return xp.maximum(x, -FAR) * gate


def _sigmoid_and_slope(xp: Namespace, x: Array) -> tuple[Array, Array]:
    """``s = sigmoid(x)``, which may be 0, and ``s (1 - s)``."""
    tail = special.sigmoid_tail(xp, x)
    return xp.where(x < 0.0, tail, 1.0 - tail), tail * (1.0 - tail)


@factory("layers.silu")
def silu() -> Layer:
    """``y = x s`` with ``s = sigmoid(x)``, also called swish; slope ``s + x s (1 - s)``.

    Source: Elfwing, Uchibe, Doya, "Sigmoid-weighted linear units", 2018.
    """

    def slope(xp: Namespace, x: Array) -> Array:
        s, ds = _sigmoid_and_slope(xp, x)
        return s + _clip(xp, x) * ds

    return _of_input(lambda xp, x: _gate(xp, x, _sigmoid_and_slope(xp, x)[0]), slope)


@factory("layers.gelu")
def gelu(approximate: str = "none") -> Layer:
    """``y = x P(x)``, P the normal distribution function; slope ``P(x) + x p(x)``, p its density ``exp(-x**2 / 2) / sqrt(2 pi)``.

    With ``approximate="tanh"``: ``y = x s`` with ``s = sigmoid(u) = (1 + tanh(u / 2)) / 2``, ``u = 2 c (x + 0.044715 x**3)`` and
    ``c = sqrt(2 / pi)``; slope ``s + x s (1 - s) 2 c (1 + 0.134145 x**2)``.

    Source: Hendrycks, Gimpel, "Gaussian error linear units", 2016.
    """
    approximate = check_choice("gelu: approximate", approximate, ("none", "tanh"))
    c, cubic = math.sqrt(2.0 / math.pi), 0.044715

    def gate_and_slope(xp: Namespace, x: Array) -> tuple[Array, Array]:
        h = _clip(xp, x)
        return _sigmoid_and_slope(xp, 2.0 * c * (h + cubic * (h * h * h)))

    def exact_slope(xp: Namespace, x: Array) -> Array:
        h = _clip(xp, x)
        return normal_cdf(xp, h) + h * (xp.exp(-0.5 * (h * h)) * (0.5 * c))

    def tanh_slope(xp: Namespace, x: Array) -> Array:
        (s, ds), h = gate_and_slope(xp, x), _clip(xp, x)
        return s + 2.0 * c * (h * ds * (1.0 + 3.0 * cubic * (h * h)))

    if approximate == "tanh":
        return _of_input(lambda xp, x: _gate(xp, x, gate_and_slope(xp, x)[0]), tanh_slope)
    return _of_input(lambda xp, x: _gate(xp, x, normal_cdf(xp, _clip(xp, x))), exact_slope)


@factory("layers.exp")
def exp() -> Layer:
    """``y = exp(x)``; slope ``y``: for outputs that are rates."""
    return _of_output(lambda xp, x: xp.exp(x), lambda _, y: y)


@factory("layers.softplus")
def softplus() -> Layer:
    """``y = log(1 + exp(x))``; slope ``sigmoid(x)``."""
    return _of_input(special.softplus, special.sigmoid)


@factory("layers.softsign")
def softsign() -> Layer:
    """``y = x / (1 + |x|)``; slope ``1 / (1 + |x|)**2``."""

    def function(xp: Namespace, x: Array) -> Array:
        largest = float(xp.finfo(x.dtype).max)  # its quotient is 1; that of infinity would be NaN
        x = xp.minimum(xp.maximum(x, -largest), largest)
        return xp.divide(x, 1.0 + xp.abs(x))

    def slope(xp: Namespace, x: Array) -> Array:
        r = xp.divide(1.0, 1.0 + xp.abs(x))
        return r * r

    return _of_input(function, slope)


@factory("layers.softmax")
def softmax() -> Layer:
    """``y = exp(x) / sum(exp(x))`` over the features; backward ``dx = y (dy - sum(dy y))``."""

    def forward(xp: Namespace, _params: Tree, x: Array) -> tuple[Array, Tree]:
        y = special.softmax(xp, x)
        return y, y

    def backward(xp: Namespace, _params: Tree, y: Array, dy: Array) -> tuple[Tree, Array]:
        return (), special.enforce_zero_sum(xp, y, y * (dy - xp.sum(dy * y, axis=-1, keepdims=True)))

    return stateless(forward, backward)


@factory("layers.log_softmax")
def log_softmax() -> Layer:
    """``y = x - log(sum(exp(x)))`` over the features; backward ``dx = dy - exp(y) sum(dy)``."""

    def forward(xp: Namespace, _params: Tree, x: Array) -> tuple[Array, Tree]:
        y = special.log_softmax(xp, x)
        return y, y

    def backward(xp: Namespace, _params: Tree, y: Array, dy: Array) -> tuple[Tree, Array]:
        p = xp.exp(y)
        return (), special.enforce_zero_sum(xp, p, dy - p * xp.sum(dy, axis=-1, keepdims=True))

    return stateless(forward, backward)


ACTIVATIONS: dict[str, Callable[[], Layer]] = {
    "identity": identity,
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
    "silu": silu,
    "gelu": gelu,
    "exp": exp,
    "softplus": softplus,
    "softsign": softsign,
    "softmax": softmax,
    "log_softmax": log_softmax,
    "selu": selu,
}
"""Activations that can be given by name, with their defaults."""
