"""scikit-learn's variants of losses, optimizers and the objective; they do not need scikit-learn.

The gradient of most of these losses is not that of the value that they return, so they are not in `bpnet.losses`.

Source: scikit-learn 1.9, ``sklearn/neural_network/_base.py``, ``_stochastic_optimizers.py`` and ``_multilayer_perceptron.py``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar

from bpnet import losses, optimizers, special
from bpnet._checks import check_bool, check_fraction, check_nonnegative, check_number, check_pair
from bpnet._messages import short_repr
from bpnet._specs import factory
from bpnet.arrays import Array, Namespace, Tree, map_tree
from bpnet.losses.base import Loss, from_elements, from_samples, multiply_no_nan, replace_zeros, split_target
from bpnet.optimizers import Optimizer, Rate
from bpnet.optimizers.adaptive import update_moments
from bpnet.optimizers.base import full_like
from bpnet.optimizers.transforms import map_weights
from bpnet.step import Objective, value_and_grad
from bpnet.training.network import Network

if TYPE_CHECKING:
    from collections.abc import Callable

SERIES = 0.5
"""Limit of ``|d|`` below which ``exp(d) - 1 - d`` is computed by its series; above it the difference loses at most 2 bits."""


def _report(loss: Loss, value: Callable[[Namespace, Array, Array], Array], build: Callable[..., Loss] = from_elements) -> Loss:
    """Return a loss that reports another value, and keeps its gradient."""
    return loss._replace(forward=build(value, value, loss.reduction).forward)  # the derivative, the second one, is not used


@factory("sklearn.squared_error")
def squared_error(reduction: str = "mean") -> Loss:
    """Per sample ``mean(0.5 d**2)`` over the features, ``d = y - t``; ``dy = d``, the gradient of ``sum(0.5 d**2)``.

    Source: ``squared_loss`` of scikit-learn.
    """

    def value(_xp: Namespace, t: Array, y: Array) -> Array:
        return 0.5 * (y - t) * (y - t) * (1.0 / y.shape[-1])

    return _report(losses.squared_error(reduction), value)


@factory("sklearn.binary_cross_entropy")
def binary_cross_entropy(reduction: str = "mean") -> Loss:
    """Per sample ``-sum(t log(p) + (1 - t) log(1 - p))``; ``dy = sigmoid(y) - t``; p is ``sigmoid(y)`` clipped to [eps, 1 - eps].

    p is rounded before its logarithms are taken, as in ``binary_log_loss`` of scikit-learn.
    """

    def value(xp: Namespace, t: Array, y: Array) -> Array:
        p = _clip_probabilities(xp, special.sigmoid(xp, y))
        return -(t * xp.log(p) + (1.0 - t) * xp.log1p(-p))

    return _report(losses.binary_cross_entropy(reduction), value)


@factory("sklearn.softmax_cross_entropy")
def softmax_cross_entropy(reduction: str = "mean") -> Loss:
    """Per sample ``-sum(t log(p))``, ``dy = softmax(y) sum(t) - t``; p is ``softmax(y)`` clipped to [eps, 1 - eps].

    Source: ``log_loss`` of scikit-learn.
    """

    def value(xp: Namespace, t: Array, y: Array) -> Array:
        log_p = xp.log(_clip_probabilities(xp, special.softmax(xp, y)))
        return -xp.sum(multiply_no_nan(xp, losses.one_hot(xp, t, y), log_p), axis=-1)

    return _report(losses.softmax_cross_entropy(reduction), value, from_samples)


def _clip_probabilities(xp: Namespace, p: Array) -> Array:
    eps = float(xp.finfo(p.dtype).eps)
    return xp.minimum(xp.maximum(p, eps), 1.0 - eps)


@factory("sklearn.poisson")
def poisson(reduction: str = "mean") -> Loss:
    """Per sample ``sum(exp(y) - t y + t log(t) - t)``, half of the deviance, whose least value is 0; ``dy = exp(y) - t``.

    It is computed as ``sum(t (exp(d) - 1 - d))`` with ``d = y - log(t)``. Source: ``poisson_loss`` of scikit-learn.
    """

    def value(xp: Namespace, t: Array, y: Array) -> Array:
        d = y - xp.log(replace_zeros(xp, t))  # 0 log(0) is 0
        near = xp.abs(d) < SERIES
        small = t * _expm1_minus(xp, xp.where(near, d, xp.zeros_like(d)))
        return xp.where(near & (t > 0.0), small, xp.exp(y) - multiply_no_nan(xp, t, 1.0 + d))

    return _report(losses.poisson(reduction), value)


def _expm1_minus(xp: Namespace, d: Array) -> Array:
    """``exp(d) - 1 - d = d**2 (1/2! + d/3! + d**2/4! + ...)``, for ``|d| < SERIES``."""
    eps = float(xp.finfo(d.dtype).eps)
    last = next(k for k in range(2, 30) if 20.0 * SERIES**k < eps * math.factorial(k + 2))
    series = 0.0 * d
    for k in range(last + 1, 1, -1):
        series = series * d + 1.0 / math.factorial(k)
    return d * d * series


@factory("sklearn.sgd")
def sgd(learning_rate: Rate = 0.1, *, momentum: float = 0.9, nesterov: bool = False) -> Optimizer:
    """``v = m v + r g``, ``p - v``; with Nesterov ``p - (r g + m v)``; m is the momentum, above 0 up to 1.

    The rate r is inside the velocity: while it is constant this is `bpnet.optimizers.sgd`; a new rate does not act on older
    gradients. Source: ``SGDOptimizer`` of scikit-learn.
    """
    m, nesterov = check_number("momentum", momentum), check_bool("nesterov", nesterov)
    if not 0.0 < m <= 1.0:
        raise ValueError(f"momentum must be above 0 and at most 1, got {short_repr(momentum)}")

    def update(_xp: Namespace, params: Tree, grads: Tree, opt_state: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        moves = map_tree(lambda g: learning_rate * g, grads)
        velocity = map_tree(lambda v, h: m * v + h, opt_state[0], moves)
        ahead = map_tree(lambda h, v: h + m * v, moves, velocity) if nesterov else velocity
        return map_tree(lambda p, v: p - v, params, ahead), (velocity, ())

    return Optimizer(lambda xp, params: (full_like(xp, params, 0.0), ()), update, optimizers.positive_rate(learning_rate))


@factory("sklearn.adam")
def adam(
    learning_rate: Rate = 0.001, *, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8, amsgrad: bool = False
) -> Optimizer:
    """`bpnet.optimizers.adam`, eps added to the uncorrected root: ``p - r sqrt(1 - b2**t) / (1 - b1**t) m / (sqrt(v) + eps)``.

    Source: ``AdamOptimizer`` of scikit-learn; Kingma, Ba, "Adam: a method for stochastic optimization", 2015, "epsilon hat".
    """
    optimizer = optimizers.adam(learning_rate, betas=betas, eps=eps, amsgrad=amsgrad)
    b1, b2 = (check_fraction(f"betas[{i}]", b) for i, b in enumerate(check_pair("betas", betas)))

    def update(xp: Namespace, params: Tree, grads: Tree, opt_state: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        m, v, largest, c1, c2 = moments = update_moments(xp, grads, opt_state, (b1, b2), amsgrad=amsgrad)
        step_size = xp.divide(learning_rate, c1) * xp.sqrt(c2)
        v = largest if amsgrad else v
        return map_tree(lambda p, m, v: p - step_size * xp.divide(m, xp.sqrt(v) + eps), params, m, v), moments

    return optimizer._replace(update=update)


def penalized(penalty: float) -> Objective:
    """Return a `bpnet.value_and_grad` that adds ``penalty / 2 sum(w**2)``, over weights and no biases, to the sum over a batch.

    For a mean, the penalty is divided by the number of samples in the batch, or by the sum of their weights.

    Source: ``_compute_loss_grad`` and ``_backprop`` of scikit-learn.
    """
    penalty = check_nonnegative("penalty", penalty)
    if not penalty:
        return value_and_grad

    def objective(
        xp: Namespace, layer: Any, loss: Loss, params: Tree, state: Tree, x: Array, target: Tree, *, check: bool = True
    ) -> tuple[Array, Tree, Tree]:
        value, grads, state = value_and_grad(xp, layer, loss, params, state, x, target, check=check)
        value, grads = _add_penalty(xp, penalty * _share(xp, loss, target, x), params, value, grads)
        return value, grads, state

    return objective


def _share(xp: Namespace, loss: Loss, target: Tree, x: Array) -> Array | float:
    """Return the factor of a sample in the loss of a batch: 1 in a sum, and 0 in a batch whose weights are all zero."""
    if loss.reduction == "sum":
        return 1.0
    _, weight = split_target(target)
    if weight is None:
        return 1.0 / x.shape[-2]
    total = xp.sum(weight, axis=-1)
    return xp.where(total == 0.0, total, xp.divide(1.0, replace_zeros(xp, total)))


def _add_penalty(xp: Namespace, factor: Any, params: Tree, value: Array, grads: Tree) -> tuple[Array, Tree]:
    """Add ``factor / 2 sum(w**2)`` over the weights to a value, and its gradient to the gradients; the factor is (*replicas,)."""
    replicas, squares = value.ndim, []

    def expand(w: Array) -> Any:
        """Return the factor, with the axes of a weight."""
        return factor if isinstance(factor, float) else xp.reshape(factor, (*factor.shape, *(1,) * (w.ndim - replicas)))

    def add(g: Array, w: Array) -> Array:
        squares.append(xp.sum(w * w, axis=tuple(range(replicas, w.ndim))))
        return g + expand(w) * w

    grads = map_weights(add, grads, params, biases=False)
    return value + 0.5 * factor * sum(squares[1:], start=squares[0]), grads


class PenalizedNetwork(Network):
    """A `bpnet.Network` that trains with a `penalized` objective; `Network.loss` is without the penalty.

    Parameters
    ----------
    layers, settings
        As in `bpnet.Network`.
    penalty
        Factor of the squares of the weights, not negative.
    """

    own_settings: ClassVar = {"penalty": check_nonnegative}

    def __init__(self, layers: Any, *, penalty: float = 0.0, **settings: Any) -> None:
        self._penalty = check_nonnegative("penalty", penalty)
        super().__init__(layers, **settings)

    @property
    def penalty(self) -> float:
        """Factor of the squares of the weights."""
        return self._penalty

    @property
    def _value_and_grad(self) -> Objective:
        return penalized(self._penalty)
