"""Layers: each factory returns a `Layer` whose backward stands beside its forward.

Shapes: ``x`` (*replicas, batch, n_in), ``y`` (*replicas, batch, n_out). Activations keep the shape.
"""

from __future__ import annotations

from collections.abc import Callable

from bpnet import functions
from bpnet.arrays import Array, Namespace, Tree
from bpnet.backprop import Layer, chain, stateless
from bpnet.initial import Initial, glorot_uniform
from bpnet.random import Draw


def affine(n_out: int, *, bias: bool = True, initial: Initial | None = None) -> Layer:
    """``y = x w + b``; backward ``dw = x' dy``, ``db = sum of dy over the batch``, ``dx = dy w'``.

    Parameters
    ----------
    n_out
        Number of outputs, at least 1.
    bias
        Whether ``b`` (n_out,) is there: params are ``(w, b)`` or ``(w,)``, with ``w`` (n_in, n_out).
    initial
        First values of ``w``, by default `bpnet.initial.glorot_uniform`; ``b`` starts at zero.
    """
    if n_out < 1:
        raise ValueError(f"affine: n_out must be at least 1, got {n_out}")
    first_w = glorot_uniform() if initial is None else initial

    def init(draw: Draw, n_in: int) -> tuple[Tree, int]:
        w = first_w(draw, n_in, n_out)
        return ((w, draw.zeros((n_out,))) if bias else (w,)), n_out

    def forward(xp: Namespace, params: Tree, x: Array) -> tuple[Array, Tree]:
        y = xp.matmul(x, params[0])
        return (y + xp.expand_dims(params[1], axis=-2) if bias else y), x

    def backward(xp: Namespace, params: Tree, x: Array, dy: Array) -> tuple[Tree, Array]:
        dw = xp.matmul(xp.matrix_transpose(x), dy)
        dx = xp.matmul(dy, xp.matrix_transpose(params[0]))
        return ((dw, xp.sum(dy, axis=-2)) if bias else (dw,)), dx

    return stateless(forward, backward, init)


def identity() -> Layer:
    """``y = x``; backward ``dx = dy``."""
    return stateless(lambda _xp, _params, x: (x, ()), lambda _xp, _params, _residuals, dy: ((), dy))


def sigmoid() -> Layer:
    """``y = 1 / (1 + exp(-x))``; backward ``dx = dy y (1 - y)``."""

    def forward(xp: Namespace, _params: Tree, x: Array) -> tuple[Array, Tree]:
        y = functions.sigmoid(xp, x)
        return y, y

    def backward(_xp: Namespace, _params: Tree, y: Array, dy: Array) -> tuple[Tree, Array]:
        return (), dy * (y * (1.0 - y))

    return stateless(forward, backward)


def tanh() -> Layer:
    """``y = tanh(x)``; backward ``dx = dy (1 - y**2)``."""

    def forward(xp: Namespace, _params: Tree, x: Array) -> tuple[Array, Tree]:
        y = xp.tanh(x)
        return y, y

    def backward(_xp: Namespace, _params: Tree, y: Array, dy: Array) -> tuple[Tree, Array]:
        return (), dy * (1.0 - y * y)

    return stateless(forward, backward)


def relu() -> Layer:
    """``y = x where x > 0, else 0``; backward ``dx = dy where x > 0, else 0``. At 0 the slope is taken as 0."""

    def forward(xp: Namespace, _params: Tree, x: Array) -> tuple[Array, Tree]:
        y = xp.where(x <= 0.0, xp.zeros_like(x), x)  # so written, NaN stays NaN
        return y, y

    def backward(xp: Namespace, _params: Tree, y: Array, dy: Array) -> tuple[Tree, Array]:
        return (), xp.where(y <= 0.0, xp.zeros_like(dy), dy)

    return stateless(forward, backward)


def softmax() -> Layer:
    """``y = exp(x) / sum(exp(x))`` over the features; backward ``dx = y (dy - sum(dy y))``."""

    def forward(xp: Namespace, _params: Tree, x: Array) -> tuple[Array, Tree]:
        y = functions.softmax(xp, x)
        return y, y

    def backward(xp: Namespace, _params: Tree, y: Array, dy: Array) -> tuple[Tree, Array]:
        return (), y * (dy - xp.sum(dy * y, axis=-1, keepdims=True))

    return stateless(forward, backward)


ACTIVATIONS: dict[str, Callable[[], Layer]] = {
    "identity": identity,
    "sigmoid": sigmoid,
    "tanh": tanh,
    "relu": relu,
    "softmax": softmax,
}


def dense(n_out: int, activation: Layer, *, bias: bool = True, initial: Initial | None = None) -> Layer:
    """``y = activation(x w + b)``: `affine` and an activation without params as one layer, whose params are ``(w, b)``."""
    both = chain(affine(n_out, bias=bias, initial=initial), activation)

    def init(draw: Draw, n_in: int) -> tuple[Tree, int]:
        (params, rest), _, n = both.init(draw, n_in)
        if rest != ():
            raise ValueError("dense: the activation must be a layer without params; put others beside it with bpnet.chain")
        return params, n

    def forward(xp: Namespace, params: Tree, x: Array) -> tuple[Array, Tree]:
        y, residuals, _ = both.forward(xp, (params, ()), ((), ()), x)
        return y, residuals

    def backward(xp: Namespace, params: Tree, residuals: Tree, dy: Array) -> tuple[Tree, Array]:
        (dparams, _), dx = both.backward(xp, (params, ()), residuals, dy)
        return dparams, dx

    return stateless(forward, backward, init)
