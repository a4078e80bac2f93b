"""Derivatives of each sample of a batch, by the backward pass of the layers with more axes in front.

Layers compute on the last two axes, (batch, n). With the samples along an axis in front of them, (samples, *replicas, 1, n), a
sum over the batch has one term: the backward pass keeps the samples apart, and params need no copies.
"""

from __future__ import annotations

import math
from itertools import accumulate

from bpnet._checks import check_choice
from bpnet.arrays import Array, Namespace, Tree, device_of, leaves, map_tree
from bpnet.backprop import Layer, check_layers
from bpnet.derivatives.dual import DualArray, DualNamespace
from bpnet.losses.base import Loss, check_losses
from bpnet.step import value_and_grad


def per_sample_gradients(xp: Namespace, layer: Layer, loss: Loss, params: Tree, state: Tree, x: Array, target: Tree) -> Tree:
    """Return the gradient of the loss of each sample alone: a tree like ``params``, (*replicas, batch, *shape) each.

    The mean over the samples is the gradient of the batch, for ``reduction="sum"`` their sum. Of a weighted mean it is their
    mean with these weights, since in the mean of a single sample its weight cancels.

    Parameters
    ----------
    xp, layer, loss, params, state, x, target
        As in `bpnet.value_and_grad`.

    Raises
    ------
    ValueError
        If the layer changes its state in training, as dropout and batch norm do: there is no loss of one sample alone.
    """
    check_losses((loss,))
    if not _keeps_state(xp, layer, params, state, x):
        raise ValueError(
            "a layer changes its state in training, as dropout and batch norm do, so a sample has no gradient of its own: leave "
            "such layers out, or differentiate the loss of the batch with bpnet.value_and_grad"
        )
    replicas = x.ndim - 2
    for leaf in leaves(target):
        if tuple(leaf.shape[: replicas + 1]) != tuple(x.shape[:-1]):
            expected = f"expected {tuple(x.shape[:-1])} in front, as x has, of shape {tuple(x.shape)}"
            raise ValueError(f"the target has an array of shape {tuple(leaf.shape)}, {expected}")
    samples, targets = map_tree(lambda leaf: _samples_in_front(xp, leaf, replicas), (x, target))
    _, grads, _ = value_and_grad(xp, layer, loss, params, state, samples, targets, check=False)
    return map_tree(lambda p, g: _samples_behind(xp, g, p, replicas, (x.shape[-2],)), params, grads)


def jacobian(xp: Namespace, layer: Layer, params: Tree, state: Tree, x: Array, *, by: str = "x") -> Tree:
    """Return the derivatives of each sample's outputs by its inputs, or by the params.

    Parameters
    ----------
    xp, layer, params, state, x
        As in `bpnet.vjp`.
    by
        "x": the result is (*replicas, batch, n_out, n_in). "params": a tree like ``params``, (*replicas, batch, n_out, *shape).

    Notes
    -----
    The outputs are those of inference, where samples do not depend on one another. The Jacobian is computed by one backward pass
    with ``n_out`` times the rows; for a layer that changes its state in training, as dropout and batch norm do, by ``inference``
    in forward mode with the rows times the number of inputs, or of elements of all params.
    """
    check_choice("by", by, ("x", "params"))
    replicas = x.ndim - 2
    if not _keeps_state(xp, layer, params, state, x):
        return _forward_mode(xp, layer, params, state, x, by=by)
    inputs = x if by == "x" else _samples_in_front(xp, x, replicas)
    y, residuals, _ = layer.forward(xp, params, state, inputs)
    n_out = y.shape[-1]
    units = xp.reshape(_identity_matrix(xp, n_out, y), (n_out, *(1,) * (y.ndim - 1), n_out))
    dparams, dx = layer.backward(xp, params, residuals, xp.broadcast_to(units, (n_out, *y.shape)))
    if by == "x":
        return xp.permute_dims(_check_shape(dx, (n_out, *x.shape)), (*range(1, x.ndim), 0, x.ndim))
    return map_tree(lambda p, d: _samples_behind(xp, d, p, replicas, (n_out, x.shape[-2])), params, dparams)


def _forward_mode(xp: Namespace, layer: Layer, params: Tree, state: Tree, x: Array, *, by: str) -> Tree:
    """`jacobian` of ``inference``, of which there is no backward pass: each direction is a replica of the network."""
    values, kept = (x, x.ndim - 1) if by == "x" else (params, x.ndim - 2)
    sizes = [math.prod(leaf.shape[kept:]) for leaf in leaves(values)]
    both, n, ends = DualNamespace(xp), sum(sizes), accumulate(sizes)
    units = _identity_matrix(xp, n, x)
    columns = map_tree(lambda leaf: slice((end := next(ends)) - math.prod(leaf.shape[kept:]), end), values)

    def repeat(array: Array, *unit: Array) -> DualArray:
        return DualArray(both, *(xp.broadcast_to(each, (n, *array.shape)) for each in (array, *unit)))

    def vary(leaf: Array, chosen: slice) -> DualArray:
        return repeat(leaf, xp.reshape(units[:, chosen], (n, *(1,) * kept, *leaf.shape[kept:])))

    trees = [map_tree(repeat, tree) for tree in (params, state, x)]
    trees[2 if by == "x" else 0] = map_tree(vary, values, columns)
    dy = both.tangent(layer.inference(both, *trees))
    dy = xp.permute_dims(dy, (*range(1, dy.ndim), 0))
    return map_tree(lambda leaf, chosen: xp.reshape(dy[..., chosen], (*dy.shape[:-1], *leaf.shape[kept:])), values, columns)


def _keeps_state(xp: Namespace, layer: Layer, params: Tree, state: Tree, x: Array) -> bool:
    """Return True if training leaves the state as it is, so that forward and inference compute the same, sample by sample."""
    check_layers((layer,))
    if x.ndim < 2:  # noqa: PLR2004 - rows and columns
        raise ValueError(f"x has shape {tuple(x.shape)}, expected (batch, n_in): of one sample pass x[None, :]")
    if not list(leaves(state)):
        return True
    new = layer.forward(xp, params, state, xp.concat([x[..., :1, :]] * 2, axis=-2))[2]  # batch norm takes no single sample
    return all(one is other for one, other in zip(leaves(new), leaves(state), strict=True))


def _samples_in_front(xp: Namespace, leaf: Array, replicas: int) -> Array:
    """Return (*replicas, batch, ...) as (batch, *replicas, 1, ...)."""
    return xp.expand_dims(xp.permute_dims(leaf, (replicas, *range(replicas), *range(replicas + 1, leaf.ndim))), axis=replicas + 1)


def _samples_behind(xp: Namespace, leaf: Array, param: Array, replicas: int, lengths: tuple[int, ...]) -> Array:
    """Return derivatives (n_out, batch, *replicas, *shape), or without n_out, as (*replicas, batch, n_out, *shape)."""
    front = len(lengths)
    leaf = _check_shape(leaf, (*lengths, *param.shape))
    return xp.permute_dims(leaf, (*range(front, front + replicas), *reversed(range(front)), *range(front + replicas, leaf.ndim)))


def _check_shape(leaf: Array, shape: tuple[int, ...]) -> Array:
    if tuple(leaf.shape) != shape:
        words = "a layer must compute on the last two axes, and keep those in front"
        raise ValueError(f"for single samples a backward pass gave shape {tuple(leaf.shape)}, expected {shape}: {words}")
    return leaf


def _identity_matrix(xp: Namespace, n: int, like: Array) -> Array:
    index = xp.arange(n, dtype=xp.int64, device=device_of(like))
    return xp.astype(xp.expand_dims(index, axis=1) == xp.expand_dims(index, axis=0), like.dtype)
