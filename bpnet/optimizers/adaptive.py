"""Optimizers that scale the update of each element by its past gradients."""

from __future__ import annotations

from bpnet._checks import check_bool, check_fraction, check_nonnegative, check_pair, check_positive
from bpnet._specs import factory
from bpnet.arrays import Array, Namespace, Tree, map_tree
from bpnet.optimizers.base import Optimizer, full_like, positive_rate, running_mean, scalar
from bpnet.optimizers.transforms import add_weight_decay, decoupled
from bpnet.schedules import Rate


@factory("optimizers.adagrad")
def adagrad(
    learning_rate: Rate = 0.01,
    *,
    initial_accumulator_value: float = 0.0,
    eps: float = 1e-10,
    weight_decay: float = 0.0,
    decay_biases: bool = True,
) -> Optimizer:
    """``s = s + g**2``, ``p - r g / (sqrt(s) + eps)``.

    Parameters
    ----------
    learning_rate
        Positive, or a schedule; of a group of networks, also a sequence of these.
    initial_accumulator_value
        First value of s, not negative.
    eps
        Positive; added to the square root.
    weight_decay, decay_biases
        As in `l2`.

    Notes
    -----
    Source: Duchi, Hazan, Singer, "Adaptive subgradient methods for online learning and stochastic optimization", 2011.
    """
    rate, eps = positive_rate(learning_rate), check_positive("eps", eps)
    first = check_nonnegative("initial_accumulator_value", initial_accumulator_value)

    def update(xp: Namespace, params: Tree, grads: Tree, s: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        s = map_tree(lambda s, g: s + g * g, s, grads)
        return map_tree(lambda p, g, s: p - learning_rate * xp.divide(g, xp.sqrt(s) + eps), params, grads, s), s

    optimizer = Optimizer(lambda xp, params: full_like(xp, params, first), update, rate)
    return add_weight_decay(optimizer, weight_decay, decay_biases=decay_biases)


def _subtract_to_zero(xp: Namespace, s: Array, square: Array) -> Array:
    """``s - square``, at least 0; infinite where s is."""
    return xp.maximum(s - xp.minimum(square, float(xp.finfo(s.dtype).max)), 0.0)


@factory("optimizers.rmsprop")
def rmsprop(
    learning_rate: Rate = 0.01,
    *,
    alpha: float = 0.99,
    eps: float = 1e-8,
    momentum: float = 0.0,
    centered: bool = False,
    weight_decay: float = 0.0,
    decay_biases: bool = True,
) -> Optimizer:
    """``s = alpha s + (1 - alpha) g**2``, ``p - r g / (sqrt(s) + eps)``.

    If ``centered``, ``sqrt(s - a**2)`` with the mean ``a = alpha a + (1 - alpha) g`` replaces ``sqrt(s)``; a difference that
    rounding makes negative is taken as 0 (PyTorch gives NaN there). With momentum m, the quotient enters ``v = m v + g / (...)``,
    and ``p - r v``.

    Parameters
    ----------
    learning_rate
        Positive, or a schedule; of a group of networks, also a sequence of these.
    alpha, momentum
        From 0 up to, not including, 1.
    eps
        Positive; added to the square root.
    centered
        Whether to subtract the mean.
    weight_decay, decay_biases
        As in `l2`.

    Notes
    -----
    Source: Tieleman, Hinton, "Lecture 6.5: RMSProp", 2012; centered: Graves, "Generating sequences with recurrent neural
    networks", 2013.
    """
    rate, eps = positive_rate(learning_rate), check_positive("eps", eps)
    alpha, m, centered = check_fraction("alpha", alpha), check_fraction("momentum", momentum), check_bool("centered", centered)

    def init(xp: Namespace, params: Tree) -> Tree:
        zeros = full_like(xp, params, 0.0)
        return zeros, (zeros if centered else ()), (zeros if m else ())

    def update(xp: Namespace, params: Tree, grads: Tree, opt_state: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        s, a, v = opt_state
        s = map_tree(lambda s, g: running_mean(alpha, s, g * g), s, grads)
        spread = s
        if centered:
            a = map_tree(lambda a, g: a + (1.0 - alpha) * (g - a), a, grads)
            spread = map_tree(lambda s, a: _subtract_to_zero(xp, s, a * a), s, a)
        move = map_tree(lambda g, s: xp.divide(g, xp.sqrt(s) + eps), grads, spread)
        if m:
            v = move = map_tree(lambda v, q: m * v + q, v, move)
        return map_tree(lambda p, q: p - learning_rate * q, params, move), (s, a, v)

    return add_weight_decay(Optimizer(init, update, rate), weight_decay, decay_biases=decay_biases)


@factory("optimizers.adadelta")
def adadelta(
    learning_rate: Rate = 1.0,
    *,
    rho: float = 0.9,
    eps: float = 1e-6,
    weight_decay: float = 0.0,
    decay_biases: bool = True,
) -> Optimizer:
    """``s = rho s + (1 - rho) g**2``, ``d = g sqrt(a + eps) / sqrt(s + eps)``, ``a = rho a + (1 - rho) d**2``, ``p - r d``.

    Parameters
    ----------
    learning_rate
        Positive, or a schedule; of a group of networks, also a sequence of these.
    rho
        From 0 up to, not including, 1.
    eps
        Positive; added to both means under their square roots, so that the first steps are not 0.
    weight_decay, decay_biases
        As in `l2`.

    Notes
    -----
    Source: Zeiler, "ADADELTA: an adaptive learning rate method", 2012, in PyTorch's form.
    """
    rate, eps, rho = positive_rate(learning_rate), check_positive("eps", eps), check_fraction("rho", rho)

    def init(xp: Namespace, params: Tree) -> Tree:
        zeros = full_like(xp, params, 0.0)
        return zeros, zeros

    def update(xp: Namespace, params: Tree, grads: Tree, opt_state: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        s, a = opt_state
        s = map_tree(lambda s, g: running_mean(rho, s, g * g), s, grads)
        d = map_tree(lambda g, s, a: xp.divide(xp.sqrt(a + eps), xp.sqrt(s + eps)) * g, grads, s, a)
        a = map_tree(lambda a, d: running_mean(rho, a, d * d), a, d)
        return map_tree(lambda p, d: p - learning_rate * d, params, d), (s, a)

    return add_weight_decay(Optimizer(init, update, rate), weight_decay, decay_biases=decay_biases)


@factory("optimizers.adam")
def adam(
    learning_rate: Rate = 0.001,
    *,
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
    amsgrad: bool = False,
    weight_decay: float = 0.0,
    decay_biases: bool = True,
) -> Optimizer:
    """``m = b1 m + (1 - b1) g``, ``v = b2 v + (1 - b2) g**2``, ``p - r (m / (1 - b1**t)) / (sqrt(v / (1 - b2**t)) + eps)``.

    In place of the number t of updates the opt_state has the corrections ``c = 1 - b**t`` as 0-d arrays: ``c = b c + (1 - b)``
    from ``c = 0``, in which nothing cancels. With amsgrad the largest v so far stands in place of v.

    As in PyTorch, a gradient whose square overflows (beyond 1.8e19 in float32) makes v infinite, and that element is not
    updated any more: wrap the optimizer in `clip_norm` or `clip_value`. The same holds for `adagrad` and `rmsprop`.

    Parameters
    ----------
    learning_rate
        Positive, or a schedule; of a group of networks, also a sequence of these.
    betas
        ``(b1, b2)``, each from 0 up to, not including, 1.
    eps
        Positive; added to the square root.
    amsgrad
        Whether to use the largest v so far in place of v.
    weight_decay, decay_biases
        As in `l2`; for decay that is decoupled from the gradient see `adamw`.

    Notes
    -----
    Source: Kingma, Ba, "Adam: a method for stochastic optimization", 2015, in PyTorch's form; amsgrad: Reddi, Kale, Kumar, "On
    the convergence of Adam and beyond", 2018.
    """
    rate, eps = positive_rate(learning_rate), check_positive("eps", eps)
    b1, b2 = (check_fraction(f"betas[{i}]", b) for i, b in enumerate(check_pair("betas", betas)))
    amsgrad = check_bool("amsgrad", amsgrad)

    def init(xp: Namespace, params: Tree) -> Tree:
        zeros = full_like(xp, params, 0.0)
        return zeros, zeros, (zeros if amsgrad else ()), scalar(xp, params, 0.0), scalar(xp, params, 0.0)

    def update(xp: Namespace, params: Tree, grads: Tree, opt_state: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        m, v, largest, c1, c2 = moments = update_moments(xp, grads, opt_state, (b1, b2), amsgrad=amsgrad)
        step_size, root = xp.divide(learning_rate, c1), xp.sqrt(c2)

        def move(p: Array, m: Array, v: Array) -> Array:
            return p - step_size * xp.divide(m, xp.divide(xp.sqrt(v), root) + eps)

        return map_tree(move, params, m, largest if amsgrad else v), moments

    return add_weight_decay(Optimizer(init, update, rate), weight_decay, decay_biases=decay_biases)


def update_moments(xp: Namespace, grads: Tree, opt_state: Tree, betas: tuple[float, float], *, amsgrad: bool) -> Tree:
    """The opt_state of `adam` after an update: ``m``, ``v``, with amsgrad the largest v so far, and both corrections."""
    (b1, b2), (m, v, largest, c1, c2) = betas, opt_state
    m = map_tree(lambda m, g: running_mean(b1, m, g), m, grads)
    v = map_tree(lambda v, g: running_mean(b2, v, g * g), v, grads)
    if amsgrad:
        largest = map_tree(xp.maximum, largest, v)
    return m, v, largest, running_mean(b1, c1, 1.0), running_mean(b2, c2, 1.0)


@factory("optimizers.adamw")
def adamw(
    learning_rate: Rate = 0.001,
    *,
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
    amsgrad: bool = False,
    weight_decay: float = 0.01,
    decay_biases: bool = True,
) -> Optimizer:
    """`adam` with `decoupled` weight decay: ``p (1 - r weight_decay)`` before each update; other arguments as there."""
    return decoupled(adam(learning_rate, betas=betas, eps=eps, amsgrad=amsgrad), weight_decay, decay_biases=decay_biases)
