"""Activations: layers without params, which keep the shape.

An element-wise one is made of its function and of its slope, ``dx = dy f'(x)``.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from bpnet import functions
from bpnet.arrays import Array, Namespace, Tree
from bpnet.backprop import Layer, stateless
from bpnet.normal import normal_cdf
from bpnet.recipes import recorded
from bpnet.settings import number
from bpnet.wording import shown


def _of_output(function: Callable[[Namespace, Array], Array], slope: Callable[[Namespace, Array], Array]) -> Layer:
    """``y = function(x)``; backward ``dx = dy slope(y)``: for functions whose slope is simplest in terms of their value."""

    def forward(xp: Namespace, _params: Tree, x: Array) -> tuple[Array, Tree]:
        y = function(xp, x)
        return y, y

    return stateless(forward, lambda xp, _params, y, dy: ((), dy * slope(xp, y)))


def _of_input(function: Callable[[Namespace, Array], Array], slope: Callable[[Namespace, Array], Array]) -> Layer:
    """``y = function(x)``; backward ``dx = dy slope(x)``."""
    return stateless(lambda xp, _params, x: (function(xp, x), x), lambda xp, _params, x, dy: ((), dy * slope(xp, x)))


@recorded()
def identity() -> Layer:
    """``y = x``; backward ``dx = dy``."""
    return stateless(lambda _xp, _params, x: (x, ()), lambda _xp, _params, _residuals, dy: ((), dy))


@recorded()
def sigmoid() -> Layer:
    """``y = 1 / (1 + exp(-x))``; slope ``y (1 - y)``."""
    return _of_output(functions.sigmoid, lambda _, y: y * (1.0 - y))


@recorded()
def tanh() -> Layer:
    """``y = tanh(x)``; slope ``1 - y**2``."""
    return _of_output(lambda xp, x: xp.tanh(x), lambda _, y: 1.0 - y * y)


@recorded()
def relu() -> Layer:
    """``y = x`` where ``x > 0``, else 0; slope 1 or 0. At 0 the slope is taken as 0."""
    return leaky_relu(0.0)


@recorded()
def leaky_relu(negative_slope: float = 0.01) -> Layer:
    """``y = x`` where ``x > 0``, else ``negative_slope x``; slope 1 or ``negative_slope``, which it is taken as at 0.

    Source: Maas, Hannun, Ng, "Rectifier nonlinearities improve neural network acoustic models", 2013.
    """
    negative_slope = number("negative_slope", negative_slope)

    def bent(xp: Namespace, x: Array, value: Array) -> Array:
        """``value`` where ``x > 0``, else ``negative_slope value``; written so that NaN stays NaN."""
        low = xp.zeros_like(value) if negative_slope == 0.0 else negative_slope * value
        return xp.where(x <= 0.0, low, value)

    return stateless(lambda xp, _params, x: (bent(xp, x, x), x), lambda xp, _params, x, dy: ((), bent(xp, x, dy)))


@recorded()
def elu(alpha: float = 1.0) -> Layer:
    """``y = x`` where ``x > 0``, else ``alpha (exp(x) - 1)``; slope 1 or ``alpha exp(x)``.

    Source: Clevert, Unterthiner, Hochreiter, "Fast and accurate deep network learning by exponential linear units", 2016.
    """
    alpha = number("alpha", alpha)

    def function(xp: Namespace, x: Array) -> Array:
        return xp.where(x <= 0.0, alpha * xp.expm1(xp.minimum(x, 0.0)), x)

    def slope(xp: Namespace, x: Array) -> Array:
        return xp.where(x <= 0.0, alpha * xp.exp(xp.minimum(x, 0.0)), xp.ones_like(x))

    return _of_input(function, slope)


@recorded()
def silu() -> Layer:
    """``y = x s`` with ``s = sigmoid(x)``, also called swish; slope ``s (1 + x (1 - s))``.

    Source: Elfwing, Uchibe, Doya, "Sigmoid-weighted linear units", 2018.
    """

    def slope(xp: Namespace, x: Array) -> Array:
        s = functions.sigmoid(xp, x)
        return s * (1.0 + x * (1.0 - s))

    return _of_input(lambda xp, x: x * functions.sigmoid(xp, x), slope)


@recorded()
def gelu(approximate: str = "none") -> Layer:
    """``y = x P(x)``, P the normal distribution function; slope ``P(x) + x p(x)``, p its density ``exp(-x**2 / 2) / sqrt(2 pi)``.

    With ``approximate="tanh"``: ``y = x (1 + t) / 2`` with ``t = tanh(c (x + 0.044715 x**3))`` and ``c = sqrt(2 / pi)``; slope
    ``(1 + t) / 2 + x (1 - t**2) c (1 + 0.134145 x**2) / 2``.

    Source: Hendrycks, Gimpel, "Gaussian error linear units", 2016.
    """
    if approximate not in {"none", "tanh"}:
        raise ValueError(f"gelu: approximate must be 'none' or 'tanh', got {shown(approximate)}")
    c, cubic = math.sqrt(2.0 / math.pi), 0.044715

    def t(xp: Namespace, x: Array) -> Array:
        return xp.tanh(c * (x + cubic * (x * x * x)))

    def exact_slope(xp: Namespace, x: Array) -> Array:
        return normal_cdf(xp, x) + x * (xp.exp(-0.5 * (x * x)) * (0.5 * c))

    def tanh_slope(xp: Namespace, x: Array) -> Array:
        y = t(xp, x)
        return 0.5 * (1.0 + y) + 0.5 * c * (x * (1.0 - y * y) * (1.0 + 3.0 * cubic * (x * x)))

    if approximate == "tanh":
        return _of_input(lambda xp, x: 0.5 * (x * (1.0 + t(xp, x))), tanh_slope)
    return _of_input(lambda xp, x: x * normal_cdf(xp, x), exact_slope)


@recorded()
def exp() -> Layer:
    """``y = exp(x)``; slope ``y``: for outputs that are rates."""
    return _of_output(lambda xp, x: xp.exp(x), lambda _, y: y)


@recorded()
def softplus() -> Layer:
    """``y = log(1 + exp(x))``; slope ``sigmoid(x)``."""
    return _of_input(functions.softplus, functions.sigmoid)


@recorded()
def softsign() -> Layer:
    """``y = x / (1 + |x|)``; slope ``1 / (1 + |x|)**2``."""

    def slope(xp: Namespace, x: Array) -> Array:
        d = 1.0 + xp.abs(x)
        return xp.divide(1.0, d * d)

    return _of_input(lambda xp, x: xp.divide(x, 1.0 + xp.abs(x)), slope)


@recorded()
def softmax() -> Layer:
    """``y = exp(x) / sum(exp(x))`` over the features; backward ``dx = y (dy - sum(dy y))``."""

    def forward(xp: Namespace, _params: Tree, x: Array) -> tuple[Array, Tree]:
        y = functions.softmax(xp, x)
        return y, y

    def backward(xp: Namespace, _params: Tree, y: Array, dy: Array) -> tuple[Tree, Array]:
        return (), y * (dy - xp.sum(dy * y, axis=-1, keepdims=True))

    return stateless(forward, backward)


@recorded()
def log_softmax() -> Layer:
    """``y = x - log(sum(exp(x)))`` over the features; backward ``dx = dy - exp(y) sum(dy)``."""

    def forward(xp: Namespace, _params: Tree, x: Array) -> tuple[Array, Tree]:
        y = functions.log_softmax(xp, x)
        return y, y

    def backward(xp: Namespace, _params: Tree, y: Array, dy: Array) -> tuple[Tree, Array]:
        return (), dy - xp.exp(y) * xp.sum(dy, axis=-1, keepdims=True)

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
}
