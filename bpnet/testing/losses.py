"""Checks of losses: the backward pass is the gradient of the forward pass, and the contract is kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, map_tree, read_only
from bpnet.backend import DTYPES
from bpnet.backend.selection import BackendSpec
from bpnet.losses import Loss
from bpnet.testing.contracts import array_labels, check_result, copied, has, lasting, of_kind, on_device, placed, pure
from bpnet.testing.gradients import GradientCheck
from bpnet.testing.narrow import check_narrow
from bpnet.testing.samples import backend_for, batch_sizes, check_rows, check_target, worst_error

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bpnet.backend import Backend


def check_loss(loss: Loss, target: Tree, y: NDArray[Any], *, backend: BackendSpec | None = None) -> float:
    """Check that ``loss.backward`` is the gradient of ``loss.forward`` by ``y``, and that the loss keeps its contract.

    Both write into nothing that is passed in, and give the same bits when called again; the value is 0-d and the gradient like
    ``y``, in float64 and float32. The gradient for one sample is checked too, unless the loss refuses one with ValueError, and
    that in float32 roughly, beside that in float64.

    Parameters
    ----------
    loss
        To be checked.
    target
        (batch, n_out), or labels (batch,); or a pair of that and weights (batch,).
    y
        (batch, n_out).
    backend
        As in `bpnet.get_backend`.

    Returns
    -------
    float
        The largest relative error found, beyond what rounding explains.

    Raises
    ------
    GradientError
        Naming the element, and both values; or the part of the contract that is broken.
    """
    of_kind(loss, Loss)
    host = backend_for(backend)
    y = check_rows("y", y)
    target = check_target(target, y)

    def first(n: int) -> tuple[Tree, NDArray[Any]]:
        return map_tree(lambda t: t[:n], target), y[:n]

    with host.scope(), np.errstate(all="ignore"):
        sizes = batch_sizes(len(y), lambda: loss.forward(host.xp, *on_device(host, first(1), "float64")))
        for dtype in (kind for kind in DTYPES if kind in host.capabilities):
            for n in sizes:
                _check_loss_contract(host, loss, *first(n), dtype)
        worst = worst_error(sizes, lambda n: _loss_error(host, loss, *first(n)))
        if "float32" in host.capabilities:
            check_narrow(array_labels(("y",), (y,)), partial(_lost, host, loss), (target, y))
        return worst


def _check_loss_contract(host: Backend, loss: Loss, target: Tree, y: NDArray[Any], dtype: str) -> None:
    """Shapes, dtypes and purity of a loss."""
    t, own = on_device(host, target, dtype), placed(host, y, dtype)

    def forward(target: Tree, y: Any) -> Tree:
        return check_result("forward", loss.forward(host.xp, target, y), "value, residuals", 2)

    def backward(target: Tree, residuals: Tree) -> Any:
        return loss.backward(host.xp, target, residuals)

    made = pure(host, "forward", forward, target=t, y=own)
    other = placed(host, y[::-1], dtype)
    lasting(host, "forward", made, lambda: forward(t, other))
    has(host, "forward: the value", made[0], (), dtype)
    dy = pure(host, "backward", backward, target=t, residuals=made[1])
    lasting(host, "backward", dy, lambda: backward(t, read_only(forward(t, other)[1])))
    has(host, "backward: dy", dy, y.shape, dtype)


def _loss_error(host: Backend, loss: Loss, target: Tree, y: NDArray[Any]) -> float:
    """The largest relative error of a loss's gradient, for one batch."""
    t = on_device(host, target, "float64")

    def forward(values: Tree) -> Tree:
        return loss.forward(host.xp, t, values[0])

    def backward(values: Tree, residuals: Tree, dy: Any) -> Tree:
        del values
        gradient = loss.backward(host.xp, t, residuals)
        return (gradient if dy is None else gradient * dy,)

    return GradientCheck(host, forward, backward, (y,), ("y",), None, np.random.default_rng(0)).worst()


def _lost(host: Backend, loss: Loss, dtype: str, values: Tree) -> list[Any]:
    """Value and gradient of a loss in a dtype, on the host."""
    target, y = on_device(host, values, dtype)
    value, residuals = loss.forward(host.xp, target, y)
    return copied(host, (value, loss.backward(host.xp, target, read_only(residuals))))
