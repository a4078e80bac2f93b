"""Products with Jacobians and Hessians, in a few passes and without the matrices."""

from __future__ import annotations

from bpnet.arrays import Array, ArrayT, Namespace, Tree, check_like
from bpnet.backprop import Layer, by_params, check_layers
from bpnet.derivatives.dual import DualNamespace, pushforward
from bpnet.losses.base import Loss, check_losses
from bpnet.step import check_loss, value_and_grad


def jvp(
    xp: Namespace, layer: Layer, params: Tree, state: Tree, x: ArrayT, dx: ArrayT | None, dparams: Tree = None
) -> tuple[ArrayT, ArrayT, Tree]:
    """Run a layer forward in training; return ``y``, its derivative ``dy = J (dparams, dx)``, and the new state.

    With ``J`` the Jacobian of the layer at ``(params, x)``, whose transpose `bpnet.vjp` applies: ``<u, J v> = <J' u, v>``.

    Parameters
    ----------
    xp, layer, params, state, x
        As in `bpnet.vjp`.
    dx, dparams
        The direction, like ``x`` and ``params``; None for 0.
    """
    check_layers((layer,))
    (y, new), (dy, _) = pushforward(xp, lambda xp, *of: layer.forward(xp, *of)[::2], (params, state, x), (dparams, None, dx))
    return y, dy, new


def hessian_vector_product(
    xp: Namespace, layer: Layer, loss: Loss, params: Tree, state: Tree, x: Array, target: Tree, vector: Tree
) -> Tree:
    """Return ``H v``, the derivative of the gradient in the direction ``v``: forward mode over reverse mode.

    ``H`` is the Hessian by the params of the loss that `bpnet.value_and_grad` computes; where the gradient has a jump, as that of
    relu at 0, its derivative is that of the side whose slope `bpnet.layers` takes.

    Parameters
    ----------
    xp, layer, loss, params, state, x, target
        As in `bpnet.value_and_grad`.
    vector
        ``v``, a tree like ``params``, as is the result.

    Notes
    -----
    Source: Pearlmutter, "Fast exact multiplication by the Hessian", 1994.
    """
    check_like("vector", vector, params)
    of = params, state, x, target
    return pushforward(xp, lambda xp, *of: value_and_grad(xp, layer, loss, *of)[1], of, (vector, None, None, None))[1]


def gauss_newton_vector_product(
    xp: Namespace, layer: Layer, loss: Loss, params: Tree, state: Tree, x: Array, target: Tree, vector: Tree
) -> Tree:
    """Return ``G v = J' H J v``: ``J`` is the Jacobian of the outputs by the params, ``H`` the Hessian of the loss by outputs.

    ``G`` is the Hessian without the curvature of the layer: positive semidefinite for a convex loss, and the Hessian itself
    for a layer that is linear in its params.

    Parameters
    ----------
    xp, layer, loss, params, state, x, target, vector
        As in `hessian_vector_product`.

    Notes
    -----
    Source: Schraudolph, "Fast curvature matrix-vector products for second-order gradient descent", 2002.
    """

    def slope(xp: Namespace, target: Tree, y: Array) -> Array:
        value, residuals = loss.forward(xp, target, y)
        dy = loss.backward(xp, target, residuals)
        check_loss(value, dy, y)
        return dy

    check_layers((layer,))
    check_losses((loss,))
    check_like("vector", vector, params)
    both = DualNamespace(xp)
    y, residuals, _ = layer.forward(both, both.lift(params, vector), both.lift(state), both.lift(x))
    dy = pushforward(xp, slope, (target, both.value(y)), (None, both.tangent(y)))[1]
    return by_params(layer, xp, params, both.value(residuals), dy)
