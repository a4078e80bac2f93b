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
    changed,
    check_result,
    copied,
    described,
    first_values,
    has,
    lasting,
    like,
    named_leaves,
    of_kind,
    on_device,
    placed,
    pure,
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

    The four functions write into nothing that is passed in, and give the same bits when called again. ``init`` gives finite
    params and ``n_out``. Outputs and gradients have the shapes and dtypes of the contract, in float64 and float32, also for one
    sample (or for one sample more, where the layer refuses one with ValueError). The gradients for one sample are checked too,
    and those in float32 roughly, beside those in float64. The new state is like the old one in structure, shapes and dtypes.

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
    replicas
        Whether also to check that two networks side by side, along a leading axis of all arrays, compute what each does alone.

    Returns
    -------
    float
        The largest relative error found, beyond what rounding explains.

    Raises
    ------
    GradientError
        Naming the array, the element, and both values; or the part of the contract that is broken.

    Notes
    -----
    At a kink, such as that of ``relu`` at 0, any slope between the left and the right one is accepted.
    """
    of_kind(layer, Layer)
    batch, n_in = check_integer("batch", batch), check_integer("n_in", n_in)
    host, random = backend_for(backend), np.random.default_rng(seed)
    params, state, n_out = _first(layer, n_in, seed)
    params = map_tree(lambda p: p + 0.1 * random.standard_normal(np.shape(p)), params)
    x = random.standard_normal((batch, n_in)) if x is None else check_rows("x", x, n_in)
    with host.scope(), np.errstate(all="ignore"):
        for dtype in (kind for kind in DTYPES if kind in host.capabilities):
            _check_contract(host, layer, (params, state, x), n_out, dtype, random)
        if replicas:
            _check_replicas(host, layer, n_in, seed, x)
        there = on_device(host, state, "float64")

        def forward(values: Tree) -> Tree:
            return layer.forward(host.xp, values[1], there, values[0])[:2]

        def backward(values: Tree, residuals: Tree, dy: Any) -> Tree:
            return layer.backward(host.xp, values[1], residuals, dy)[::-1]

        dy = random.standard_normal((x.shape[0], n_out))
        sizes = batch_sizes(len(x), lambda: forward(on_device(host, (x[:1], params), "float64")))
        worst = worst_error(
            sizes, lambda n: GradientCheck(host, forward, backward, (x[:n], params), ("x", "params"), dy[:n], random).worst()
        )
        if "float32" in host.capabilities:
            check_narrow(array_labels(("x", "params"), (x, params)), partial(_passed, host, layer, state), (x, params, dy))
        return worst


def _first(layer: Layer, n_in: int, seed: int) -> tuple[Tree, Tree, int]:
    """First values, the same in a second call."""
    made, again = (layer.init(Draw(np, key_of(seed)), n_in) for _ in range(2))
    if not (isinstance(made, tuple) and len(made) == 3):  # noqa: PLR2004 - params, state, n_out
        raise GradientError(f"init returns {described(made)}, expected params, state, n_out")
    params, state, n_out = made
    if not isinstance(n_out, Integral) or isinstance(n_out, bool) or n_out < 1:
        raise GradientError(f"init: n_out is {n_out!r}, expected a positive integer")
    first_values("params", params)
    first_values("state", state)
    for (path, one), (_, other) in zip(named_leaves("", made[:2]), named_leaves("", again[:2]), strict=True):
        if not np.array_equal(one, other):
            what = ("params" if path.startswith("[0]") else "state") + path[3:]
            raise GradientError(f"init: {what} has other values in a second call: draw from the `Draw` that init is given")
    return params, state, int(n_out)


def _check_contract(host: Backend, layer: Layer, values: Tree, n_out: int, dtype: str, random: Any) -> None:
    """Shapes, dtypes and purity of a layer in training and in inference, for several sizes of batch."""
    (params, state), x = on_device(host, values[:2], dtype), values[2]
    _check_training(host, layer, (params, state), x, n_out, dtype, random)
    sizes = [x]
    if dtype == DTYPES[0]:  # other sizes in one dtype: libraries that compile for each shape take long
        sizes.append(x[:1])
        try:
            _check_training(host, layer, (params, state), x[:1], n_out, dtype, random)
        except ValueError:  # a layer may refuse a batch of one sample in training, as batch_norm does
            _check_training(host, layer, (params, state), np.concatenate([x, x[:1]]), n_out, dtype, random)
    for rows in sizes:
        inputs = placed(host, rows, dtype)
        inference = partial(layer.inference, host.xp)
        inferred = pure(host, "inference", inference, params=params, state=state, x=inputs)
        has(host, "inference: y", inferred, (len(rows), n_out), dtype)
        lasting(host, "inference", inferred, partial(inference, params, state, placed(host, _others(rows), dtype)))


def _check_training(host: Backend, layer: Layer, values: Tree, rows: NDArray[Any], n_out: int, dtype: str, random: Any) -> None:
    """One forward and one backward pass."""
    params, state = values

    def forward(params: Tree, state: Tree, x: Any) -> Tree:
        return check_result("forward", layer.forward(host.xp, params, state, x), "y, residuals, state", 3)

    def backward(params: Tree, residuals: Tree, dy: Any) -> Tree:
        return check_result("backward", layer.backward(host.xp, params, residuals, dy), "dparams, dx", 2)

    made = pure(host, "forward", forward, params=params, state=state, x=placed(host, rows, dtype))
    y, residuals, new = made
    has(host, "forward: y", y, (len(rows), n_out), dtype)
    like(host, "forward: the new state", new, state, "state")
    lasting(host, "forward", made, partial(forward, params, state, placed(host, _others(rows), dtype)))
    given = random.standard_normal((len(rows), n_out))
    dy, other = placed(host, given, dtype), placed(host, _others(given), dtype)
    dparams, dx = grads = pure(host, "backward", backward, params=params, residuals=residuals, dy=dy)
    lasting(host, "backward", grads, lambda: backward(params, read_only(residuals), other))
    like(host, "backward: dparams", dparams, params, "params")
    has(host, "backward: dx", dx, rows.shape, dtype)
    if isinstance(layer.backward, Backward):
        alone = pure(host, "backward.dparams", partial(by_params, layer, host.xp), params=params, residuals=residuals, dy=dy)
        like(host, "backward.dparams", alone, params, "params")
        if changed(copied(host, dparams), copied(host, alone)):
            raise GradientError("backward.dparams returns others than backward: it must give the same ones, without dx")


def _others(rows: NDArray[Any]) -> NDArray[Any]:
    """Other samples."""
    return rows[::-1] * 0.5 + 0.25


def _check_replicas(host: Backend, layer: Layer, n_in: int, seed: int, x: NDArray[Any]) -> None:
    """Two networks along a leading axis of all arrays compute what each does alone."""
    alone = [layer.init(Draw(np, key_of(seed + i)), n_in)[:2] for i in range(2)]
    inputs = [x, 0.75 * x + 0.125]
    dy = np.random.default_rng(seed).standard_normal((2, len(x), layer.init(Draw(np, key_of(seed)), n_in)[2]))

    def passed(values: Tree, x: NDArray[Any], dy: NDArray[Any]) -> list[Any]:
        params, state = on_device(host, values, "float64")
        y, residuals, new = layer.forward(host.xp, params, state, placed(host, x, "float64"))
        grads = layer.backward(host.xp, params, read_only(residuals), placed(host, dy, "float64"))
        return copied(host, (y, new, grads, layer.inference(host.xp, params, state, placed(host, x, "float64"))))

    try:
        together = passed(map_tree(lambda *leaf: np.stack(leaf), *alone), np.stack(inputs), dy)
    except Exception as error:
        raise GradientError(f"with a leading axis of replicas: {type(error).__name__}: {error}") from error
    for i in range(2):
        for number, (both, one) in enumerate(zip(together, passed(alone[i], inputs[i], dy[i]), strict=True)):
            fits = both.shape == (2, *one.shape)
            if not fits or not np.allclose(
                both[i], one, rtol=0.0, atol=REPLICAS * (1e-300 + float(np.max(np.abs(one), initial=0.0)))
            ):
                what = f"has shape {both.shape}, expected {(2, *one.shape)}" if not fits else "differs from that of one alone"
                raise GradientError(f"with a leading axis of replicas: array {number} of outputs, state and gradients {what}")


def _passed(host: Backend, layer: Layer, state: Tree, dtype: str, values: Tree) -> list[Any]:
    """Output and gradients of a layer in a dtype, on the host."""
    x, params, dy = on_device(host, values, dtype)
    y, residuals, _ = layer.forward(host.xp, params, on_device(host, state, dtype), x)
    return copied(host, (y, *layer.backward(host.xp, params, read_only(residuals), dy)[::-1]))
