"""Optimizers derived from Adam; as there, 0-d arrays stand in place of the number t of updates."""

from __future__ import annotations

import math

from bpnet._checks import check_fraction, check_nonnegative, check_pair, check_positive
from bpnet._specs import factory
from bpnet.arrays import Array, Namespace, Tree, map_tree
from bpnet.optimizers.adaptive import update_moments
from bpnet.optimizers.base import Optimizer, full_like, positive_rate, running_mean, scalar
from bpnet.optimizers.transforms import add_weight_decay
from bpnet.schedules import Rate

LONG = 5.0
"""The length of the moving mean beyond which `radam` divides by the root of v: PyTorch's, where the paper has 4."""


@factory("optimizers.nadam")
def nadam(
    learning_rate: Rate = 0.002,
    *,
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
    momentum_decay: float = 0.004,
    weight_decay: float = 0.0,
    decay_biases: bool = True,
) -> Optimizer:
    """``p - r ((1 - u) g / c + u' m / c') / (sqrt(v / (1 - b2**t)) + eps)``, m and v as in `adam`: Adam with Nesterov momentum.

    The momentum of update t is ``u = b1 (1 - 0.96**(t momentum_decay) / 2)``, and u' that of the next update; c is
    ``1 - u_1 u_2 ... u_t``, and c' the same with u' as one more factor. The opt_state has c and ``0.96**(t momentum_decay)``.

    Parameters
    ----------
    learning_rate
        Positive, or a schedule; of a group of networks, also a sequence of these.
    betas
        ``(b1, b2)``, each from 0 up to, not including, 1.
    eps
        Positive; added to the square root.
    momentum_decay
        Not negative: how fast u rises from ``b1 / 2`` to b1.
    weight_decay, decay_biases
        As in `l2`; PyTorch's ``decoupled_weight_decay=True`` is ``decoupled(nadam(), weight_decay)``.

    Notes
    -----
    Source: Dozat, "Incorporating Nesterov momentum into Adam", 2016, in PyTorch's form.
    """
    rate, eps = positive_rate(learning_rate), check_positive("eps", eps)
    b1, b2 = (check_fraction(f"betas[{i}]", b) for i, b in enumerate(check_pair("betas", betas)))
    falls = -math.expm1(math.log(0.96) * check_nonnegative("momentum_decay", momentum_decay))  # the share that an update takes

    def init(xp: Namespace, params: Tree) -> Tree:
        zeros, zero = full_like(xp, params, 0.0), scalar(xp, params, 0.0)
        return zeros, zeros, zero, zero, scalar(xp, params, 1.0)

    def update(xp: Namespace, params: Tree, grads: Tree, opt_state: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        m, v, c, c2, power = opt_state
        power = power - falls * power
        u, next_u = (b1 - 0.5 * b1 * decayed for decayed in (power, power - falls * power))
        m = map_tree(lambda m, g: running_mean(b1, m, g), m, grads)
        v = map_tree(lambda v, g: running_mean(b2, v, g * g), v, grads)
        c, c2 = running_mean(u, c, 1.0), running_mean(b2, c2, 1.0)
        of_g = xp.divide(learning_rate * (1.0 - u), c)
        of_m, root = xp.divide(learning_rate * next_u, running_mean(next_u, c, 1.0)), xp.sqrt(c2)

        def move(p: Array, g: Array, m: Array, v: Array) -> Array:
            return p - xp.divide(of_g * g + of_m * m, xp.divide(xp.sqrt(v), root) + eps)

        return map_tree(move, params, grads, m, v), (m, v, c, c2, power)

    return add_weight_decay(Optimizer(init, update, rate), weight_decay, decay_biases=decay_biases)


@factory("optimizers.radam")
def radam(
    learning_rate: Rate = 0.001,
    *,
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
    weight_decay: float = 0.0,
    decay_biases: bool = True,
) -> Optimizer:
    """``p - r a (m / (1 - b1**t)) sqrt(1 - b2**t) / (sqrt(v) + eps)`` where ``n > 5``, else ``p - r m / (1 - b1**t)``.

    m and v are as in `adam`; ``a**2 = (n - 4) (n - 2) N / ((N - 4) (N - 2) n)``, where ``n = N - 2 t b2**t / (1 - b2**t)`` is the
    length of a moving mean that is as old as v, and ``N = 2 / (1 - b2) - 1`` its limit. Computed as ``1 + 2 h / c2``, with the
    new ``c2 = 1 - b2**t`` and ``h = b2 (h + c2)`` from the old one, it does not cancel.

    Parameters
    ----------
    learning_rate
        Positive, or a schedule; of a group of networks, also a sequence of these.
    betas
        ``(b1, b2)``, each from 0 up to, not including, 1; n never passes 5 if b2 is at most 2/3.
    eps
        Positive; added to the square root.
    weight_decay, decay_biases
        As in `l2`; PyTorch's ``decoupled_weight_decay=True`` is ``decoupled(radam(), weight_decay)``.

    Notes
    -----
    Source: Liu et al., "On the variance of the adaptive learning rate and beyond", 2020, in PyTorch's form.
    """
    rate, eps = positive_rate(learning_rate), check_positive("eps", eps)
    b1, b2 = (check_fraction(f"betas[{i}]", b) for i, b in enumerate(check_pair("betas", betas)))
    longest = max(2.0 / (1.0 - b2) - 1.0, LONG)

    def init(xp: Namespace, params: Tree) -> Tree:
        zeros, zero = full_like(xp, params, 0.0), scalar(xp, params, 0.0)
        return (zeros, zeros, (), zero, zero), zero

    def update(xp: Namespace, params: Tree, grads: Tree, opt_state: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        before, h = opt_state
        m, v, _, c1, c2 = moments = update_moments(xp, grads, before, (b1, b2), amsgrad=False)
        h = b2 * (h + before[-1])
        length = 1.0 + xp.divide(2.0 * h, c2)
        long, n = length > LONG, xp.maximum(length, LONG)
        squared = xp.divide((n - 4.0) * (n - 2.0), n) * (longest / ((longest - 4.0) * (longest - 2.0)))
        size = xp.divide(learning_rate, c1) * xp.where(long, xp.sqrt(squared * c2), xp.ones_like(n))

        def move(p: Array, m: Array, v: Array) -> Array:
            return p - size * xp.divide(m, xp.where(long, xp.sqrt(v) + eps, xp.ones_like(v)))

        return map_tree(move, params, m, v), (moments, h)

    return add_weight_decay(Optimizer(init, update, rate), weight_decay, decay_biases=decay_biases)


@factory("optimizers.adamax")
def adamax(
    learning_rate: Rate = 0.002,
    *,
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
    weight_decay: float = 0.0,
    decay_biases: bool = True,
) -> Optimizer:
    """``m = b1 m + (1 - b1) g``, ``u = max(b2 u, |g| + eps)``, ``p - r (m / (1 - b1**t)) / u``: `adam` with the maximum norm.

    Parameters
    ----------
    learning_rate
        Positive, or a schedule; of a group of networks, also a sequence of these.
    betas
        ``(b1, b2)``, each from 0 up to, not including, 1.
    eps
        Positive; added to the size of each gradient.
    weight_decay, decay_biases
        As in `l2`.

    Notes
    -----
    Source: Kingma, Ba, "Adam: a method for stochastic optimization", 2015, section 7, in PyTorch's form.
    """
    rate, eps = positive_rate(learning_rate), check_positive("eps", eps)
    b1, b2 = (check_fraction(f"betas[{i}]", b) for i, b in enumerate(check_pair("betas", betas)))

    def init(xp: Namespace, params: Tree) -> Tree:
        zeros = full_like(xp, params, 0.0)
        return zeros, zeros, scalar(xp, params, 0.0)

    def update(xp: Namespace, params: Tree, grads: Tree, opt_state: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        m, u, c = opt_state
        m = map_tree(lambda m, g: running_mean(b1, m, g), m, grads)
        u = map_tree(lambda u, g: xp.maximum(b2 * u, xp.abs(g) + eps), u, grads)
        c = running_mean(b1, c, 1.0)
        size = xp.divide(learning_rate, c)
        return map_tree(lambda p, m, u: p - size * xp.divide(m, u), params, m, u), (m, u, c)

    return add_weight_decay(Optimizer(init, update, rate), weight_decay, decay_biases=decay_biases)
