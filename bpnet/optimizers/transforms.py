"""Transformations of any optimizer: weight decay, and limits to the gradient."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bpnet._checks import check_bool, check_nonnegative, check_positive
from bpnet._messages import short_repr
from bpnet._specs import factory
from bpnet.arrays import Array, Namespace, Shared, Tree, leaves, map_tree, tuple_like
from bpnet.optimizers.base import Optimizer


def map_weights(function: Callable[..., Array], tree: Tree, *others: Tree, biases: bool) -> Tree:
    """Apply a function to the weights of corresponding trees, and to the other params only if ``biases`` is set.

    A weight is the first param of its layer, whatever its rank; the params after it are biases. An array next to tuples is
    the only param of its layer, and is a weight at any position.
    """
    if biases or not isinstance(tree, tuple):
        return map_tree(function, tree, *others)
    of_layers = _is_of_layers(tree)
    return tuple_like(
        tree,
        [
            map_weights(function, *branches, biases=False)
            if of_layers or position == 0 or isinstance(branches[0], tuple)
            else branches[0]
            for position, branches in enumerate(zip(tree, *others, strict=True))
        ],
    )


def _is_of_layers(tree: Tree) -> bool:
    """Return True for a tuple of the params of layers, and False for the arrays of one, of which some may be shared."""
    return any(isinstance(branch, tuple) and not isinstance(branch, Shared) for branch in tree)


def _check_optimizer(optimizer: Any) -> None:
    if not isinstance(optimizer, Optimizer):
        raise TypeError(f"expected an optimizer, such as bpnet.optimizers.sgd(), got {short_repr(optimizer)}")


def _change_before(optimizer: Optimizer, change: Callable[[Namespace, Tree, Tree, Array], tuple[Tree, Tree]]) -> Optimizer:
    """Return the same optimizer, with params and gradients changed before each update."""
    _check_optimizer(optimizer)

    def update(xp: Namespace, params: Tree, grads: Tree, opt_state: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        params, grads = change(xp, params, grads, learning_rate)
        return optimizer.update(xp, params, grads, opt_state, learning_rate)

    return optimizer._replace(update=update)


@factory("optimizers.l2")
def l2(optimizer: Optimizer, weight_decay: float, *, decay_biases: bool = True) -> Optimizer:
    """``g + weight_decay p`` in place of g: the gradient of ``weight_decay |p|**2 / 2`` added to the loss.

    Parameters
    ----------
    optimizer
        The optimizer to change.
    weight_decay
        Not negative.
    decay_biases
        Whether all params decay, as in PyTorch, or weights only: the first array of each layer's tuple of params (for a
        normalization, the scale).
    """
    decay, decay_biases = check_nonnegative("weight_decay", weight_decay), check_bool("decay_biases", decay_biases)

    def change(xp: Namespace, params: Tree, grads: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        del xp, learning_rate
        return params, map_weights(lambda g, p: g + decay * p, grads, params, biases=decay_biases)

    return _change_before(optimizer, change)


@factory("optimizers.decoupled")
def decoupled(optimizer: Optimizer, weight_decay: float, *, decay_biases: bool = True) -> Optimizer:
    """``p - r weight_decay p`` before each update, apart from the gradient; arguments as in `l2`.

    Source: Loshchilov, Hutter, "Decoupled weight decay regularization", 2019.
    """
    decay, decay_biases = check_nonnegative("weight_decay", weight_decay), check_bool("decay_biases", decay_biases)

    def change(xp: Namespace, params: Tree, grads: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        del xp
        keep = 1.0 - learning_rate * decay
        return map_weights(lambda p: p * keep, params, biases=decay_biases), grads

    return _change_before(optimizer, change)


def add_weight_decay(optimizer: Optimizer, weight_decay: float, *, decay_biases: bool) -> Optimizer:
    """Return `l2` of an optimizer, or the optimizer itself if the decay is 0."""
    decays, decay_biases = check_nonnegative("weight_decay", weight_decay) > 0.0, check_bool("decay_biases", decay_biases)
    return l2(optimizer, weight_decay, decay_biases=decay_biases) if decays else optimizer


@factory("optimizers.clip_value")
def clip_value(optimizer: Optimizer, limit: float) -> Optimizer:
    """``min(max(g, -limit), limit)`` in place of g."""
    high = check_positive("limit", limit)

    def change(xp: Namespace, params: Tree, grads: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        del learning_rate
        return params, map_tree(lambda g: xp.minimum(xp.maximum(g, -high), high), grads)

    return _change_before(optimizer, change)


def _scale(xp: Namespace, grads: Tree) -> Array:
    """``2**-30`` times the largest number of a gradient, at least ``smallest_normal``: its inverse does not overflow."""
    first, *rest = (xp.max(xp.abs(g)) for g in leaves(grads))
    info = xp.finfo(first.dtype)
    for other in rest:
        first = xp.maximum(first, other)
    return xp.maximum(xp.minimum(first, float(info.max)) * 2.0**-30, float(info.smallest_normal))


@factory("optimizers.clip_norm")
def clip_norm(optimizer: Optimizer, limit: float) -> Optimizer:
    """``g min(1, limit / (|g| + 1e-6))``, ``|g|`` the Euclidean norm of the whole gradient, as PyTorch does.

    The gradient is scaled by its largest number before its norm is computed, so that no square overflows or underflows.

    Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks", 2013.
    """
    high = check_positive("limit", limit)

    def change(xp: Namespace, params: Tree, grads: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        del learning_rate
        scale = _scale(xp, grads)
        units = map_tree(lambda g: xp.divide(g, scale), grads)
        first, *rest = (xp.sum(u * u) for u in leaves(units))
        size = xp.divide(
            high, xp.sqrt(sum(rest, start=first)) + xp.divide(1e-6, scale)
        )  # the factor of scaled gradients, if they are clipped
        return params, map_tree(lambda g, u: xp.where(size >= scale, g, u * size), grads, units)

    return _change_before(optimizer, change)


@factory("optimizers.per_layer")
def per_layer(optimizer: Optimizer, factors: float | tuple[Any, ...]) -> Optimizer:
    """``optimizer`` on each branch of the params on its own, with the rate ``factor r``; a branch whose factor is 0 stays.

    Parameters
    ----------
    optimizer
        The optimizer of every branch. What it computes of a whole gradient, as `clip_norm` does, it computes of each branch: to
        clip all layers together, write ``clip_norm(per_layer(adam(), factors), limit)``. Weight decay is to be inside, as in
        ``per_layer(adamw(), factors)``: outside it has the whole rate. `rprop` does not read the rate: only 0 changes it.
    factors
        A number of at least 0 for each entry of ``net.params``, which has one for each layer in the list of a `bpnet.Network`,
        also for activations and other layers without params, and one for each affine layer of a `bpnet.MLP`. In place of a
        number, a tuple has one for each branch of that entry, down to layers: weights and biases of a layer have one factor.

    Raises
    ------
    ValueError
        If a factor is not a finite number of at least 0; from ``init``, if the params have other branches.
    """
    _check_optimizer(optimizer)
    checked = _check_factors("factors", factors)

    def init(xp: Namespace, params: Tree) -> Tree:
        return _update_branches(lambda _, p: (p, optimizer.init(xp, p)), "factors", checked, params)[1]

    def update(xp: Namespace, params: Tree, grads: Tree, opt_state: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
        def branch(factor: float, p: Tree, g: Tree, s: Tree) -> tuple[Tree, Tree]:
            return optimizer.update(xp, p, g, s, factor * learning_rate)

        return _update_branches(branch, "factors", checked, params, grads, opt_state)

    return optimizer._replace(init=init, update=update)


def _check_factors(name: str, factors: Any) -> Any:
    """Return numbers of at least 0, in nested tuples."""
    if isinstance(factors, list | tuple):
        return tuple(_check_factors(f"{name}[{i}]", factor) for i, factor in enumerate(factors))
    return check_nonnegative(name, factors)


def _update_branches(
    update: Callable[..., tuple[Tree, Tree]], name: str, factors: Any, params: Tree, *others: Tree
) -> tuple[Tree, Tree]:
    """Return params and opt_state of branches with a factor, each from ``update(factor, params, ...)``."""
    if not isinstance(factors, tuple):
        return update(factors, params, *others) if factors and any(True for _ in leaves(params)) else (params, ())
    of_layers = isinstance(params, tuple) and _is_of_layers(params)
    if not of_layers or len(factors) != len(params):
        expected = (
            f"a tuple of {len(params)}, one for each entry of the params (empty ones too)"
            if of_layers
            else "a number, as it is for one layer"
        )
        raise ValueError(f"{name} must be {expected}, got {short_repr(factors)}")
    branches = enumerate(zip(factors, params, *others, strict=True))
    made = [_update_branches(update, f"{name}[{i}]", *branch) for i, branch in branches]
    return tuple_like(params, [p for p, _ in made]), tuple(opt_state for _, opt_state in made)
