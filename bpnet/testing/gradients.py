"""Checks of layers and losses: a backward is held against its forward, in float64, on any backend, and both against the contract.

Differences are independent of anything that bpnet computes: element by element, which says where a gradient is wrong, and in a
random direction, ``<u, J v> == <J' u, v>``. Errors are relative to the numbers compared, down to what rounding of the forward
and of the backward may contribute.
"""

from __future__ import annotations

from functools import partial
from numbers import Integral
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet._checks import check_integer
from bpnet.arrays import Tree, leaves, map_tree, read_only
from bpnet.backend import DTYPES
from bpnet.backend.registry import BackendSpec, get_backend
from bpnet.backprop import Backward, Layer, by_params
from bpnet.errors import UnsupportedDTypeError
from bpnet.losses import Loss
from bpnet.random import Draw, key_of
from bpnet.testing.contracts import (
    GradientError,
    changed,
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
from bpnet.testing.differences import EPS, SAFETY, Line, Slope, quick, thorough
from bpnet.testing.narrow import check_narrow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from bpnet.backend import Backend

TOLERANCE = 1e-7
"""Relative to each number compared: extrapolated differences in float64 are good to about 1e-11 where nothing cancels."""
SURE = 1e-9
"""Below this relative error two rungs of the ladder suffice."""
NUDGES = 3
"""Evaluations beside the point, by one unit in the last place, that show how far rounding carries a function."""
REPLICAS = 1e-9
"""Relative to the largest number: what products of stacks and of single matrices may differ by."""


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
    host, random = _host(backend), np.random.default_rng(seed)
    params, state, n_out = _first(layer, n_in, seed)
    params = map_tree(lambda p: p + 0.1 * random.standard_normal(np.shape(p)), params)
    x = random.standard_normal((batch, n_in)) if x is None else _rows("x", x, n_in)
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
        sizes = _sizes(len(x), lambda: forward(on_device(host, (x[:1], params), "float64")))
        worst = _worst(sizes, lambda n: _Check(host, forward, backward, (x[:n], params), ("x", "params"), dy[:n], random).worst())
        if "float32" in host.capabilities:
            check_narrow(_places(("x", "params"), (x, params)), partial(_passed, host, layer, state), (x, params, dy))
        return worst


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
    host = _host(backend)
    y = _rows("y", y)
    target = _target(target, y)

    def first(n: int) -> tuple[Tree, NDArray[Any]]:
        return map_tree(lambda t: t[:n], target), y[:n]

    with host.scope(), np.errstate(all="ignore"):
        sizes = _sizes(len(y), lambda: loss.forward(host.xp, *on_device(host, first(1), "float64")))
        for dtype in (kind for kind in DTYPES if kind in host.capabilities):
            for n in sizes:
                _check_loss_contract(host, loss, *first(n), dtype)
        worst = _worst(sizes, lambda n: _loss_error(host, loss, *first(n)))
        if "float32" in host.capabilities:
            check_narrow(_places(("y",), (y,)), partial(_lost, host, loss), (target, y))
        return worst


def _rows(name: str, rows: Any, width: int | None = None) -> NDArray[Any]:
    """Samples to check at, in float64."""
    rows = np.array(rows, dtype=np.float64)
    if rows.ndim != 2 or not rows.size or width not in {None, rows.shape[1]}:  # noqa: PLR2004 - samples, and numbers of each
        raise ValueError(f"{name} has shape {rows.shape}, expected (samples, {width or 'outputs'})")
    if np.any(np.isnan(rows)):
        raise ValueError(f"{name} contains NaN: no gradient can be checked there")
    return rows


def _target(target: Tree, y: NDArray[Any]) -> Tree:
    """A target beside y; weights are floats, as in `Network.fit`."""
    target = map_tree(np.asarray, target)
    for leaf in leaves(target):
        if leaf.shape[:1] != y.shape[:1]:
            raise ValueError(f"target has shape {leaf.shape} beside y of shape {y.shape}, expected as many samples")
    return (target[0], target[1].astype(np.float64)) if isinstance(target, tuple) and len(target) == 2 else target  # noqa: PLR2004 - targets, weights


def _sizes(n: int, one: Callable[[], Any]) -> list[int]:
    """Sizes of the batches to check: all samples, and one unless that is refused, as by batch_norm in training."""
    if n == 1:
        return [1]
    try:
        one()
    except ValueError:
        return [n]
    return [n, 1]


def _worst(sizes: Sequence[int], check: Callable[[int], float]) -> float:
    """The largest error of all sizes of batches."""
    worst = 0.0
    for n in sizes:
        try:
            worst = max(worst, check(n))
        except GradientError as error:
            raise GradientError(f"{error} (in a batch of one sample)") if n == 1 else error from None
    return worst


def _places(names: tuple[str, ...], values: tuple[Tree, ...]) -> list[str]:
    """What errors call each array."""
    paths = [path for name, tree in zip(names, values, strict=True) for path, _ in named_leaves(name, tree)]
    return [f"array {number} ({path})" for number, path in enumerate(paths)]


def _passed(host: Backend, layer: Layer, state: Tree, dtype: str, values: Tree) -> list[Any]:
    """Output and gradients of a layer in a dtype, on the host."""
    x, params, dy = on_device(host, values, dtype)
    y, residuals, _ = layer.forward(host.xp, params, on_device(host, state, dtype), x)
    return copied(host, (y, *layer.backward(host.xp, params, read_only(residuals), dy)[::-1]))


def _lost(host: Backend, loss: Loss, dtype: str, values: Tree) -> list[Any]:
    """Value and gradient of a loss in a dtype, on the host."""
    target, y = on_device(host, values, dtype)
    value, residuals = loss.forward(host.xp, target, y)
    return copied(host, (value, loss.backward(host.xp, target, read_only(residuals))))


def _loss_error(host: Backend, loss: Loss, target: Tree, y: NDArray[Any]) -> float:
    """The largest relative error of a loss's gradient, for one batch."""
    t = on_device(host, target, "float64")

    def forward(values: Tree) -> Tree:
        return loss.forward(host.xp, t, values[0])

    def backward(values: Tree, residuals: Tree, dy: Any) -> Tree:
        del values
        gradient = loss.backward(host.xp, t, residuals)
        return (gradient if dy is None else gradient * dy,)

    return _Check(host, forward, backward, (y,), ("y",), None, np.random.default_rng(0)).worst()


def _host(backend: BackendSpec | None) -> Backend:
    host = get_backend(backend)
    if "float64" not in host.capabilities:
        hint = "check it on another backend, such as 'numpy'"
        raise UnsupportedDTypeError(f"gradients are checked in float64, which {host.spec!r} lacks", backend=host.name, hint=hint)
    return host


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


def _others(rows: NDArray[Any]) -> NDArray[Any]:
    """Other samples."""
    return rows[::-1] * 0.5 + 0.25


def _check_training(host: Backend, layer: Layer, values: Tree, rows: NDArray[Any], n_out: int, dtype: str, random: Any) -> None:
    """One forward and one backward pass."""
    params, state = values

    def forward(params: Tree, state: Tree, x: Any) -> Tree:
        return _returned("forward", layer.forward(host.xp, params, state, x), "y, residuals, state", 3)

    def backward(params: Tree, residuals: Tree, dy: Any) -> Tree:
        return _returned("backward", layer.backward(host.xp, params, residuals, dy), "dparams, dx", 2)

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


def _returned(name: str, result: Any, words: str, length: int) -> Any:
    """What a function returned, if it is a tuple of this length."""
    if not (isinstance(result, tuple) and len(result) == length):
        raise GradientError(f"{name} returns {described(result)}, expected {words}")
    return result


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


def _check_loss_contract(host: Backend, loss: Loss, target: Tree, y: NDArray[Any], dtype: str) -> None:
    """Shapes, dtypes and purity of a loss."""
    t, own = on_device(host, target, dtype), placed(host, y, dtype)

    def forward(target: Tree, y: Any) -> Tree:
        return _returned("forward", loss.forward(host.xp, target, y), "value, residuals", 2)

    def backward(target: Tree, residuals: Tree) -> Any:
        return loss.backward(host.xp, target, residuals)

    made = pure(host, "forward", forward, target=t, y=own)
    other = placed(host, y[::-1], dtype)
    lasting(host, "forward", made, lambda: forward(t, other))
    has(host, "forward: the value", made[0], (), dtype)
    dy = pure(host, "backward", backward, target=t, residuals=made[1])
    lasting(host, "backward", dy, lambda: backward(t, read_only(forward(t, other)[1])))
    has(host, "backward: dy", dy, y.shape, dtype)


class _Element(NamedTuple):
    """One number to compare: where it is, the direction that changes it, and what the backward gives for it."""

    place: str
    leaf: int
    direction: NDArray[Any]
    got: float
    size: float
    """Magnitude that rounding of the comparison is relative to."""
    backward: float
    """Error of ``got`` by rounding."""
    near: float
    """Of the value that is changed, relative to its step."""


class _Check:
    """A backward held against differences of its forward, ``<u, forward(values)>`` for a fixed u."""

    def __init__(
        self,
        host: Backend,
        forward: Callable[[Tree], Tree],
        backward: Callable[[Tree, Tree, Any], Tree],
        values: tuple[Tree, ...],
        names: tuple[str, ...],
        u: NDArray[Any] | None,
        random: Any,
    ) -> None:
        self.host, self.forward, self.backward, self.values, self.random = host, forward, backward, values, random
        self.names = _places(names, values)
        self.flat = [np.asarray(leaf, dtype=np.float64) for leaf in leaves(values)]
        y = self._outputs(values)
        if np.any(np.isnan(y)) and all(np.all(np.isfinite(leaf)) for leaf in self.flat):
            raise GradientError("forward gives NaN for finite inputs")
        self.overflows = not np.all(np.isfinite(y))
        self.weight = np.where(np.isfinite(y), 1.0 if u is None else np.ravel(u), 0.0)
        self.u = None if u is None else np.reshape(self.weight, np.shape(u))
        self.got = self._gradients(values, self.u)
        self.noise, self.backward_noise = np.zeros_like(y), [np.zeros_like(g) for g in self.got]
        for _ in range(NUDGES):
            self._nudge(y)

    def _outputs(self, values: Tree) -> NDArray[Any]:
        """The outputs as one vector on the host."""
        y, _ = self.forward(on_device(self.host, values, "float64"))
        return np.ravel(np.array(self.host.to_host(y), dtype=np.float64))

    def _gradients(self, values: Tree, u: NDArray[Any] | None) -> list[NDArray[Any]]:
        """All gradients on the host."""
        there = on_device(self.host, values, "float64")
        _, residuals = self.forward(there)
        grads = self.backward(there, read_only(residuals), None if u is None else placed(self.host, u, "float64"))
        return [np.array(self.host.to_host(leaf), dtype=np.float64) for leaf in leaves(grads)]

    def _nudge(self, y: NDArray[Any]) -> None:
        """See how far one unit in the last place of every number carries outputs and gradients."""

        def nudged(leaf: Any) -> Any:
            return leaf * (1.0 + EPS * self.random.choice((-1.0, 1.0), np.shape(leaf)))

        values = map_tree(nudged, self.values)
        moved = np.abs(self._outputs(values) - y)
        self.noise = np.maximum(self.noise, np.where(np.isfinite(moved), moved, 0.0))
        others = self._gradients(values, None if self.u is None else nudged(self.u))
        for noise, ours, other in zip(self.backward_noise, self.got, others, strict=True):
            apart = np.abs(ours - other)
            np.maximum(noise, np.where(np.isfinite(apart), apart, 0.0), out=noise)

    def _line(self, element: _Element) -> Line:
        """The outputs along the direction of an element."""

        def at(h: float) -> NDArray[Any]:
            flat = list(self.flat)
            flat[element.leaf] = flat[element.leaf] + h * element.direction
            numbered = iter(flat)
            return self._outputs(map_tree(lambda _: next(numbered), self.values))

        return Line(at, self.weight, self.noise)

    def _elements(self, number: int) -> Iterator[_Element]:
        """All numbers of an array."""
        value, grad = self.flat[number], self.got[number]
        # a backward such as dy (p - 1) rounds at the magnitude of dy, however small its result
        largest = float(np.max(np.abs(grad), initial=np.max(np.abs(self.weight)), where=np.isfinite(grad)))
        for index in np.ndindex(value.shape):
            scale = max(1.0, abs(float(value[index])))
            if not np.isfinite(scale):
                continue
            direction = np.zeros(value.shape)
            direction[index] = scale
            place = f"{self.names[number]}, element {tuple(int(i) for i in index)}"
            noise = float(self.backward_noise[number][index]) + 0.5 * EPS * largest
            near = abs(float(value[index])) / scale
            yield _Element(place, number, direction, float(grad[index]), abs(float(grad[index])), noise, near)

    def _along(self, number: int) -> _Element:
        """A random direction of an array."""
        value, grad = self.flat[number], self.got[number]
        direction = self.random.standard_normal(value.shape) * np.maximum(1.0, np.abs(value))
        terms = np.abs(grad * direction)
        noise = float(np.sum(np.abs(direction) * self.backward_noise[number]) + EPS * np.sum(terms))
        place = f"{self.names[number]}, a random direction"
        sizes = np.abs(value[value != 0.0])
        near = min(1.0, float(np.min(sizes))) if sizes.size else 1.0
        return _Element(place, number, direction, float(np.sum(grad * direction)), float(np.sum(terms)), noise, near)

    def worst(self) -> float:
        """The largest error of all, or `GradientError`."""
        worst = 0.0
        for number, grad in enumerate(self.got):
            smooth = bool(np.all(np.isfinite(self.flat[number])) and np.all(np.isfinite(grad)))
            for element in self._elements(number):
                scale = float(np.max(element.direction))
                error, kink = self._error(element._replace(direction=element.direction / scale), scale)
                worst, smooth = max(worst, error), smooth and not kink
            if smooth and grad.size > 1:
                worst = max(worst, self._error(self._along(number), 1.0)[0])
        return worst

    def _error(self, element: _Element, scale: float) -> tuple[float, bool]:
        """The relative error of one number beyond rounding, and whether there is a kink."""
        if self.overflows and not np.isfinite(element.got):
            return 0.0, True  # infinite outputs have no differences to compare with
        line = self._line(element)
        first = quick(line, scale)
        if abs(first - element.got) <= SURE * max(abs(first), element.size):
            return abs(first - element.got) / (max(abs(first), element.size) or 1.0), False
        slope = thorough(line, scale, element.near)
        if not np.isfinite(slope.bound):
            if self.overflows:
                return 0.0, True
            raise GradientError(f"{element.place}: forward is not finite beside this value; check at other inputs")
        return self._judged(element, slope), slope.low < slope.high

    def _judged(self, element: _Element, slope: Slope) -> float:
        size = max(abs(slope.value), element.size)
        beyond = slope.misses(element.got) - SAFETY * (slope.bound + element.backward)
        if not beyond <= TOLERANCE * size:
            raise GradientError(
                f"{element.place}: backward gives {element.got:.12g}, differences of forward give {slope.value:.12g}"
            )
        return max(0.0, beyond) / (size or 1.0)
