"""Gradient checks: a backward is held against its forward, in float64, on any backend.

Two ways are independent of anything that bpnet computes: the dot-product test ``<u, J v> == <J' u, v>`` in random directions,
complete in distribution, and central differences element by element, which say where a gradient is wrong.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.random import Draw, key_of
from bpnet.registry import Spec, get_backend

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bpnet.backend import Backend
    from bpnet.backprop import Layer
    from bpnet.losses import Loss

STEP = float(np.finfo(np.float64).eps) ** (1 / 3)
TOLERANCE = 1e-7
"""Relative to the largest number compared: central differences in float64 are good to about 1e-10."""


class GradientError(AssertionError):
    """A backward is not the derivative of its forward."""


def check_layer(
    layer: Layer, n_in: int, *, batch: int = 5, backend: Spec | None = None, seed: int = 0, x: NDArray[Any] | None = None
) -> float:
    """Check that ``layer.backward`` is the vector-Jacobian product of ``layer.forward``, and that both change nothing.

    Parameters
    ----------
    layer
        To be checked, in training, at the state that its ``init`` gives.
    n_in
        Number of inputs.
    batch
        Number of samples.
    backend
        As in `bpnet.get_backend`.
    seed
        Of params, inputs and directions.
    x
        (batch, n_in): inputs to check at, by default standard normal ones.

    Returns
    -------
    float
        The largest relative error found.

    Raises
    ------
    GradientError
        Naming the array, the element, and both values.
    """
    host = get_backend(backend)
    random = np.random.default_rng(seed)
    params, state, _ = layer.init(Draw(np, key_of(seed)), n_in)
    params = map_tree(lambda p: p + 0.1 * random.standard_normal(p.shape), params)
    values = (random.standard_normal((batch, n_in)) if x is None else x, params)
    with host.scope():
        state = map_tree(host.from_host, state)
        y, residuals, _ = layer.forward(host.xp, _device(host, params), state, host.from_host(values[0], "float64"))
        dy = random.standard_normal(tuple(y.shape))

        def forward(x: Any, params: Tree) -> Any:
            return layer.forward(host.xp, params, state, x)[0]

        dparams, dx = layer.backward(host.xp, _device(host, params), residuals, host.from_host(dy))
        return _check(host, forward, values, dy, (dx, dparams), random)


def check_loss(loss: Loss, target: Tree, y: NDArray[Any], *, backend: Spec | None = None) -> float:
    """Check that ``loss.backward`` is the gradient of ``loss.forward`` by ``y``.

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
        The largest relative error found.

    Raises
    ------
    GradientError
        Naming the element, and both values.
    """
    host = get_backend(backend)
    with host.scope():
        t = map_tree(host.from_host, target)
        _, residuals = loss.forward(host.xp, t, host.from_host(y))
        dy = loss.backward(host.xp, t, residuals)

        def forward(y: Any) -> Any:
            return loss.forward(host.xp, t, y)[0]

        return _check(host, forward, (y,), np.asarray(1.0), (dy,), np.random.default_rng(0))


def _device(host: Backend, tree: Tree) -> Tree:
    return map_tree(lambda leaf: host.from_host(leaf, "float64"), tree)


def _check(
    host: Backend, forward: Callable[..., Any], values: tuple[Tree, ...], u: NDArray[Any], grads: Tree, random: Any
) -> float:
    """Hold ``grads = J' u`` against differences of ``<u, forward(values)>``."""

    def scalar(values: Tree) -> float:
        return float(np.sum(u * host.to_host(forward(*_device(host, values)))))

    got = [host.to_host(leaf) for leaf in leaves(grads)]
    flat = list(leaves(values))
    worst = 0.0
    for number, (value, grad) in enumerate(zip(flat, got, strict=True)):
        if grad.shape != value.shape:
            raise GradientError(f"gradient {number} has shape {grad.shape}, its value has {value.shape}")
        by_element = np.empty(value.shape)
        for index in np.ndindex(value.shape):
            direction = np.zeros(value.shape)
            direction[index] = 1.0
            by_element[index] = _slope(scalar, values, number, direction)
        worst = max(worst, _worst(f"array {number}", by_element, grad))
        v = random.standard_normal(value.shape)
        along = _slope(scalar, values, number, v)
        worst = max(worst, _worst(f"array {number}, random direction", np.asarray([along]), np.asarray([np.sum(grad * v)])))
    return worst


def _slope(scalar: Callable[[Tree], float], values: Tree, number: int, direction: NDArray[Any]) -> float:
    """The central difference of a scalar of a tree, along a direction of its leaf of this number."""

    def moved(by: float) -> Tree:
        count = itertools.count()
        return map_tree(lambda leaf: leaf + by * direction if next(count) == number else leaf, values)

    return (scalar(moved(STEP)) - scalar(moved(-STEP))) / (2 * STEP)


def _worst(name: str, expected: NDArray[Any], got: NDArray[Any]) -> float:
    scale = max(1.0, float(np.max(np.abs(expected), initial=0.0)))
    error = np.abs(expected - got) / scale
    if not np.all(error <= TOLERANCE):
        index = tuple(int(i) for i in np.unravel_index(np.argmax(np.where(np.isnan(error), np.inf, error)), error.shape))
        raise GradientError(
            f"{name}, element {index}: backward gives {got[index]:.12g}, differences of forward give {expected[index]:.12g}"
        )
    return float(np.max(error, initial=0.0))
