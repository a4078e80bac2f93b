"""Checks of layers: the backward pass is the vector-Jacobian product of the forward pass, and the contract is kept."""

from __future__ import annotations

from functools import partial
from numbers import Integral
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._checks import check_integer
from bpnet.arrays import Tree, map_tree, read_only
from bpnet.backend import DTYPES
from bpnet.backend.selection import BackendSpec
from bpnet.backprop import Backward, Layer, by_params
from bpnet.random import Draw, key_of
from bpnet.testing.contracts import (
    GradientError,
    array_labels,
    check_array,
    check_initial_values,
    check_kind,
    check_like,
    check_pure,
    check_result,
    check_unchanged,
    copy_leaves,
    describe,
    differ,
    named_leaves,
    to_device,
    tree_to_device,
)
from bpnet.testing.gradients import GradientCheck
from bpnet.testing.narrow import check_narrow
from bpnet.testing.samples import backend_for, batch_sizes, check_rows, worst_error

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bpnet.backend import Backend

REPLICAS = 1e-9
"""Tolerance of stacked matrix products, relative to the largest number."""


def check_layer(
    layer: Layer,
    n_in: int,
    *,
    batch: int = 5,
    backend: BackendSpec | None = None,
    seed: int = 0,
    x: NDArray[Any] | None = None,
    replicas: bool = False,
) -> float:
    """Check that ``layer.backward`` is the vector-Jacobian product of ``layer.forward``, and that the layer keeps its contract.

    The four functions must not write into their arguments, and must return the same bits when called again. ``init`` must return
    finite params and ``n_out``. Outputs and gradients must have the shapes and dtypes of the contract, in float64 and float32,
    also for one sample (or ``batch + 1``, if the layer raises ValueError for one). Gradients are also checked for one sample,
    and roughly in float32. The new state must have the structure, shapes and dtypes of the old one.

    Parameters
    ----------
    layer
        Layer to check in training, with the state from its ``init``.
    n_in
        Number of inputs.
    batch
        Number of samples.
    backend
        As in `bpnet.get_backend`.
    seed
        Seed of params, inputs and directions.
    x
        Inputs (batch, n_in); by default standard normal.
    replicas
        If True, also check that two networks along a leading axis of all arrays give the same results as each alone.

    Returns
    -------
    float
        Largest relative error in excess of rounding errors.

    Raises
    ------
    GradientError
        With the array, the element and both values, or with the violated part of the contract.

    Notes
    -----
    At a kink, such as that of ``relu`` at 0, any slope between the left and the right one is accepted.
    """
    check_kind(layer, Layer)
    batch, n_in = check_integer("batch", batch), check_integer("n_in", n_in)
    host, random = backend_for(backend), np.random.default_rng(seed)
    params, state, n_out = _initial_values(layer, n_in, seed)
    params = map_tree(lambda p: p + 0.1 * random.standard_normal(np.shape(p)), params)
    x = random.standard_normal((batch, n_in)) if x is None else check_rows("x", x, n_in)
    with host.scope(), np.errstate(all="ignore"):
        for dtype in (kind for kind in DTYPES if kind in host.capabilities):
            _check_contract(host, layer, (params, state, x), n_out, dtype, random)
        if replicas:
            _check_replicas(host, layer, n_in, seed, x)
        dy = random.standard_normal((x.shape[0], n_out))
        worst = _gradient_error(host, layer, state, (x, params, dy), random)
        if "float32" in host.capabilities:
            run = partial(_outputs_and_gradients, host, layer, state)
            check_narrow(array_labels(("x", "params"), (x, params)), run, (x, params, dy))
        return worst


def _gradient_error(host: Backend, layer: Layer, state: Tree, values: tuple[Any, ...], random: np.random.Generator) -> float:
    """Return the largest relative error of the gradients."""
    x, params, dy = values
    there = tree_to_device(host, state, "float64")

    def forward(values: Tree) -> Tree:
        return layer.forward(host.xp, values[1], there, values[0])[:2]

    def backward(values: Tree, residuals: Tree, dy: Any) -> Tree:
        return layer.backward(host.xp, values[1], residuals, dy)[::-1]

    def error(n: int) -> float:
        return GradientCheck(host, forward, backward, (x[:n], params), ("x", "params"), dy[:n], random).worst_error()

    sizes = batch_sizes(len(x), lambda: forward(tree_to_device(host, (x[:1], params), "float64")))
    return worst_error(sizes, error)


def _initial_values(layer: Layer, n_in: int, seed: int) -> tuple[Tree, Tree, int]:
    """Return the initial values and n_out; a second call must give the same values."""
    made, again = (layer.init(Draw(np, key_of(seed)), n_in) for _ in range(2))
    if not (isinstance(made, tuple) and len(made) == 3):  # noqa: PLR2004 - params, state, n_out
        raise GradientError(f"init returns {describe(made)}, expected params, state, n_out")
    params, state, n_out = made
    if not isinstance(n_out, Integral) or isinstance(n_out, bool) or n_out < 1:
        raise GradientError(f"init: n_out is {n_out!r}, expected a positive integer")
    check_initial_values("params", params)
    check_initial_values("state", state)
    for (path, one), (_, other) in zip(named_leaves("", made[:2]), named_leaves("", again[:2]), strict=True):
        if not np.array_equal(one, other):
            what = ("params" if path.startswith("[0]") else "state") + path[3:]
            raise GradientError(f"init: {what} differs in a second call: draw from the `Draw` passed to init")
    return params, state, int(n_out)


def _check_contract(host: Backend, layer: Layer, values: Tree, n_out: int, dtype: str, random: Any) -> None:
    """Check shapes, dtypes and purity in training and in inference, for several sizes of batches."""
    (params, state), x = tree_to_device(host, values[:2], dtype), values[2]
    _check_training(host, layer, (params, state), x, n_out, dtype, random)
    sizes = [x]
    if dtype == DTYPES[0]:  # only in one dtype, because libraries that compile for each shape are slow
        sizes.append(x[:1])
        try:
            _check_training(host, layer, (params, state), x[:1], n_out, dtype, random)
        except ValueError:  # a layer may refuse a batch of one sample in training, as batch_norm does
            _check_training(host, layer, (params, state), np.concatenate([x, x[:1]]), n_out, dtype, random)
    for rows in sizes:
        inputs = to_device(host, rows, dtype)
        inference = partial(layer.inference, host.xp)
        other = to_device(host, _change_rows(rows), dtype)
        inferred = check_pure(host, "inference", inference, params=params, state=state, x=inputs)
        check_array(host, "inference: y", inferred, (len(rows), n_out), dtype)
        check_unchanged(host, "inference", inferred, partial(inference, params, state, other))


def _check_training(host: Backend, layer: Layer, values: Tree, rows: NDArray[Any], n_out: int, dtype: str, random: Any) -> None:
    """Check one forward and one backward pass."""
    params, state = values

    def forward(params: Tree, state: Tree, x: Any) -> Tree:
        return check_result("forward", layer.forward(host.xp, params, state, x), "y, residuals, state", 3)

    def backward(params: Tree, residuals: Tree, dy: Any) -> Tree:
        return check_result("backward", layer.backward(host.xp, params, residuals, dy), "dparams, dx", 2)

    made = check_pure(host, "forward", forward, params=params, state=state, x=to_device(host, rows, dtype))
    y, residuals, new = made
    check_array(host, "forward: y", y, (len(rows), n_out), dtype)
    check_like(host, "forward: the new state", new, state, "state")
    check_unchanged(host, "forward", made, partial(forward, params, state, to_device(host, _change_rows(rows), dtype)))
    given = random.standard_normal((len(rows), n_out))
    dy, other = to_device(host, given, dtype), to_device(host, _change_rows(given), dtype)
    dparams, dx = grads = check_pure(host, "backward", backward, params=params, residuals=residuals, dy=dy)
    check_unchanged(host, "backward", grads, lambda: backward(params, read_only(residuals), other))
    check_like(host, "backward: dparams", dparams, params, "params")
    check_array(host, "backward: dx", dx, rows.shape, dtype)
    if isinstance(layer.backward, Backward):
        separate = check_pure(
            host, "backward.dparams", partial(by_params, layer, host.xp), params=params, residuals=residuals, dy=dy
        )
        check_like(host, "backward.dparams", separate, params, "params")
        if differ(copy_leaves(host, dparams), copy_leaves(host, separate)):
            raise GradientError("backward.dparams returns different gradients than backward: it must return the same, without dx")


def _change_rows(rows: NDArray[Any]) -> NDArray[Any]:
    """Return samples of the same shape with other values."""
    return rows[::-1] * 0.5 + 0.25


def _check_replicas(host: Backend, layer: Layer, n_in: int, seed: int, x: NDArray[Any]) -> None:
    """Check that two networks along a leading axis of all arrays compute the same as separately."""
    separate = [layer.init(Draw(np, key_of(seed + i)), n_in)[:2] for i in range(2)]
    inputs = [x, 0.75 * x + 0.125]
    dy = np.random.default_rng(seed).standard_normal((2, len(x), layer.init(Draw(np, key_of(seed)), n_in)[2]))

    def compute(values: Tree, x: NDArray[Any], dy: NDArray[Any]) -> list[Any]:
        params, state = tree_to_device(host, values, "float64")
        y, residuals, new = layer.forward(host.xp, params, state, to_device(host, x, "float64"))
        grads = layer.backward(host.xp, params, read_only(residuals), to_device(host, dy, "float64"))
        return copy_leaves(host, (y, new, grads, layer.inference(host.xp, params, state, to_device(host, x, "float64"))))

    try:
        together = compute(map_tree(lambda *leaf: np.stack(leaf), *separate), np.stack(inputs), dy)
    except Exception as error:
        raise GradientError(f"with a leading axis of replicas: {type(error).__name__}: {error}") from error
    for i in range(2):
        for number, (both, one) in enumerate(zip(together, compute(separate[i], inputs[i], dy[i]), strict=True)):
            fits = both.shape == (2, *one.shape)
            if not fits or not np.allclose(
                both[i], one, rtol=0.0, atol=REPLICAS * (1e-300 + float(np.max(np.abs(one), initial=0.0)))
            ):
                what = f"has shape {both.shape}, expected {(2, *one.shape)}" if not fits else "differs from a single network"
                raise GradientError(f"with a leading axis of replicas: array {number} of outputs, state and gradients {what}")


def _outputs_and_gradients(host: Backend, layer: Layer, state: Tree, dtype: str, values: Tree) -> list[Any]:
    """Return output and gradients in a dtype, on the host."""
    x, params, dy = tree_to_device(host, values, dtype)
    y, residuals, _ = layer.forward(host.xp, params, tree_to_device(host, state, dtype), x)
    return copy_leaves(host, (y, *layer.backward(host.xp, params, read_only(residuals), dy)[::-1]))
