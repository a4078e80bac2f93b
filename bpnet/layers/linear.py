"""Fully connected layers."""

from __future__ import annotations

from collections.abc import Callable

from bpnet._checks import check_bool, check_integer, from_name
from bpnet._specs import factory
from bpnet.arrays import Array, Namespace, Tree
from bpnet.backprop import Backward, Layer, by_params, chain, stateless
from bpnet.initializers import INITIALS, Initial
from bpnet.layers.activations import ACTIVATIONS
from bpnet.random import Draw


@factory("layers.affine", "initial")
def affine(n_out: int, *, bias: bool = True, initial: str | Initial | None = None) -> Layer:
    """``y = x w + b``; backward ``dw = x' dy``, ``db = sum of dy over the batch``, ``dx = dy w'``.

    Parameters
    ----------
    n_out
        Number of outputs, at least 1.
    bias
        Whether to add a bias ``b`` (n_out,): params are ``(w, b)`` or ``(w,)``, with ``w`` (n_in, n_out).
    initial
        Initial values of ``w``: a name of `bpnet.initializers.INITIALS`, or a function like those that its factories return; by
        default `bpnet.initializers.glorot_uniform`. ``b`` starts at zero.
    """
    n_out, bias = check_integer("n_out", n_out), check_bool("bias", bias)
    first_w = from_name("initial", "glorot_uniform" if initial is None else initial, INITIALS, Callable)

    def init(draw: Draw, n_in: int) -> tuple[Tree, int]:
        w = first_w(draw, n_in, n_out)
        if tuple(w.shape) != (n_in, n_out):
            raise ValueError(f"initial values of w have shape {tuple(w.shape)}, expected {(n_in, n_out)}")
        return ((w, draw.full((n_out,), 0.0)) if bias else (w,)), n_out

    def forward(xp: Namespace, params: Tree, x: Array) -> tuple[Array, Tree]:
        y = xp.matmul(x, params[0])
        return (y + xp.expand_dims(params[1], axis=-2) if bias else y), x

    def dparams(xp: Namespace, params: Tree, x: Array, dy: Array) -> Tree:
        del params
        dw = xp.matmul(xp.matrix_transpose(x), dy)
        return (dw, xp.sum(dy, axis=-2)) if bias else (dw,)

    def backward(xp: Namespace, params: Tree, x: Array, dy: Array) -> tuple[Tree, Array]:
        return dparams(xp, params, x, dy), xp.matmul(dy, xp.matrix_transpose(params[0]))

    return stateless(forward, Backward(backward, dparams), init)


@factory("layers.dense", "initial")
def dense(n_out: int, activation: str | Layer, *, bias: bool = True, initial: str | Initial | None = None) -> Layer:
    """``y = activation(x w + b)``: `affine` and an activation as one layer, with the params of `affine`.

    Parameters
    ----------
    n_out, bias, initial
        As in `affine`.
    activation
        A name of `bpnet.layers.ACTIVATIONS`, or a `Layer` without params or state.
    """
    both = chain(affine(n_out, bias=bias, initial=initial), from_name("activation", activation, ACTIVATIONS, Layer))

    def init(draw: Draw, n_in: int) -> tuple[Tree, int]:
        (params, rest), (_, state), n = both.init(draw, n_in)
        if rest != () or state != ():
            raise ValueError("dense: the activation must be a layer without params or state; chain others with bpnet.chain")
        return params, n

    def forward(xp: Namespace, params: Tree, x: Array) -> tuple[Array, Tree]:
        y, residuals, _ = both.forward(xp, (params, ()), ((), ()), x)
        return y, residuals

    def backward(xp: Namespace, params: Tree, residuals: Tree, dy: Array) -> tuple[Tree, Array]:
        (grads, _), dx = both.backward(xp, (params, ()), residuals, dy)
        return grads, dx

    def dparams(xp: Namespace, params: Tree, residuals: Tree, dy: Array) -> Tree:
        return by_params(both, xp, (params, ()), residuals, dy)[0]

    return stateless(forward, Backward(backward, dparams), init)
