"""Gradient descent."""

from __future__ import annotations

from bpnet._checks import check_bool, check_fraction
from bpnet._messages import short_repr
from bpnet._specs import factory
from bpnet.arrays import Array, Namespace, Tree, map_tree
from bpnet.optimizers.base import Optimizer, full_like, positive_rate, scalar
from bpnet.optimizers.transforms import add_weight_decay
from bpnet.schedules import Rate


@factory("optimizers.sgd")
def sgd(
    learning_rate: Rate = 0.1,
    *,
    momentum: float = 0.0,
    dampening: float = 0.0,
    nesterov: bool = False,
    weight_decay: float = 0.0,
    decay_biases: bool = True,
) -> Optimizer:
    """``p - r g``; with momentum m and dampening d, ``v = m v + (1 - d) g`` and ``p - r v``; with Nesterov ``p - r (g + m v)``.

    Parameters
    ----------
    learning_rate
        Positive, or a schedule; of a group of networks, also a sequence of these.
    momentum
        From 0 up to, not including, 1. The first velocity is the first gradient, without dampening, as in PyTorch.
    dampening
        From 0 up to, not including, 1.
    nesterov
        Whether to use Nesterov momentum; requires momentum, and no dampening.
    weight_decay, decay_biases
        As in `l2`.

    Notes
    -----
    Source: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964; Sutskever, Martens, Dahl, Hinton,
    "On the importance of initialization and momentum in deep learning", 2013.
    """
    rate, nesterov = positive_rate(learning_rate), check_bool("nesterov", nesterov)
    m, d = check_fraction("momentum", momentum), check_fraction("dampening", dampening)
    if nesterov and (m == 0.0 or d != 0.0):
        raise ValueError(
            f"nesterov needs momentum and no dampening, got momentum={short_repr(momentum)}, dampening={short_repr(dampening)}"
        )

    def init(xp: Namespace, params: Tree) -> Tree:
        if not m:
            return ()
        return full_like(xp, params, 0.0), (scalar(xp, params, 1.0) if d else ())

    def update(_xp: Namespace, params: Tree, grads: Tree, opt_state: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        if not m:
            return map_tree(lambda p, g: p - learning_rate * g, params, grads), ()
        velocity, share = opt_state  # the factor of the gradient: 1 in the first update, then 1 - dampening
        if d:
            velocity = map_tree(lambda v, g: m * v + share * g, velocity, grads)
            share = 0.0 * share + (1.0 - d)
        else:
            velocity = map_tree(lambda v, g: m * v + g, velocity, grads)
        ahead = map_tree(lambda g, v: g + m * v, grads, velocity) if nesterov else velocity
        return map_tree(lambda p, v: p - learning_rate * v, params, ahead), (velocity, share)

    return add_weight_decay(Optimizer(init, update, rate), weight_decay, decay_biases=decay_biases)
