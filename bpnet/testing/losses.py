"""Checks of losses: the backward pass is the gradient of the forward pass, and the contract is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, map_tree, read_only
from bpnet.backend import DTYPES
from bpnet.backend.selection import BackendSpec
from bpnet.losses import Loss
from bpnet.testing.contracts import (
    array_labels,
    check_array,
    check_kind,
    check_pure,
    check_result,
    check_unchanged,
    copy_leaves,
    to_device,
    tree_to_device,
)
from bpnet.testing.gradients import GradientCheck
from bpnet.testing.narrow import check_narrow
from bpnet.testing.samples import backend_for, batch_sizes, check_rows, check_target, worst_error

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bpnet.backend import Backend


def check_loss(loss: Loss, target: Tree, y: NDArray[Any], *, backend: BackendSpec | None = None) -> float:
    """Check that ``loss.backward`` is the gradient of ``loss.forward`` with respect to ``y``, and other rules of losses.

    Neither function may write into its arguments, and both must return the same bits when called again. The value must be 0-d,
    and the gradient must have the shape and dtype of ``y``, in float64 and float32. The gradient is also checked for one sample,
    unless the loss raises ValueError for it, and roughly in float32.

    Parameters
    ----------
    loss
        Loss to check.
    target
        Target (batch, n_out), labels (batch,), or a pair of either and weights (batch,).
    y
        Outputs (batch, n_out).
    backend
        As in `bpnet.get_backend`.

    Returns
    -------
    float
        Largest relative error in excess of rounding errors.

    Raises
    ------
    GradientError
        With the element and both values, or with the violated part of the contract.
    """
    check_kind(loss, Loss)
    host = backend_for(backend)
    y = check_rows("y", y)
    target = check_target(target, y)

    def take(n: int) -> tuple[Tree, NDArray[Any]]:
        return map_tree(lambda t: t[:n], target), y[:n]

    with host.scope(), np.errstate(all="ignore"):
        sizes = batch_sizes(len(y), lambda: loss.forward(host.xp, *tree_to_device(host, take(1), "float64")))
        for dtype in (kind for kind in DTYPES if kind in host.capabilities):
            for n in sizes:
                _check_loss_contract(host, loss, *take(n), dtype)
        worst = worst_error(sizes, lambda n: _loss_error(host, loss, *take(n)))
        if "float32" in host.capabilities:
            check_narrow(array_labels(("y",), (y,)), partial(_value_and_gradient, host, loss), (target, y))
        return worst


def _check_loss_contract(host: Backend, loss: Loss, target: Tree, y: NDArray[Any], dtype: str) -> None:
    """Check shapes, dtypes and purity."""
    t, own = tree_to_device(host, target, dtype), to_device(host, y, dtype)

    def forward(target: Tree, y: Any) -> Tree:
        return check_result("forward", loss.forward(host.xp, target, y), "value, residuals", 2)

    def backward(target: Tree, residuals: Tree) -> Any:
        return loss.backward(host.xp, target, residuals)

    made = check_pure(host, "forward", forward, target=t, y=own)
    other = to_device(host, y[::-1], dtype)
    check_unchanged(host, "forward", made, lambda: forward(t, other))
    check_array(host, "forward: the value", made[0], (), dtype)
    dy = check_pure(host, "backward", backward, target=t, residuals=made[1])
    check_unchanged(host, "backward", dy, lambda: backward(t, read_only(forward(t, other)[1])))
    check_array(host, "backward: dy", dy, y.shape, dtype)


def _loss_error(host: Backend, loss: Loss, target: Tree, y: NDArray[Any]) -> float:
    """Return the largest relative error of the gradient for one batch."""
    t = tree_to_device(host, target, "float64")

    def forward(values: Tree) -> Tree:
        return loss.forward(host.xp, t, values[0])

    def backward(values: Tree, residuals: Tree, dy: Any) -> Tree:
        del values
        gradient = loss.backward(host.xp, t, residuals)
        return (gradient if dy is None else gradient * dy,)

    return GradientCheck(host, forward, backward, (y,), ("y",), None, np.random.default_rng(0)).worst_error()


def _value_and_gradient(host: Backend, loss: Loss, dtype: str, values: Tree) -> list[Any]:
    """Return value and gradient in a dtype, on the host."""
    target, y = tree_to_device(host, values, dtype)
    value, residuals = loss.forward(host.xp, target, y)
    return copy_leaves(host, (value, loss.backward(host.xp, target, read_only(residuals))))
