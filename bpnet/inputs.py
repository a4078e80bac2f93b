"""What comes from people: host data and arrays on a device become checked arrays of the bound backend."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Array, Tree, leaves, map_tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bpnet.backend import Backend
    from bpnet.losses import Loss


def is_host(array: object) -> bool:
    """Whether this is NumPy's or plain Python's (a list, a data frame), not an array of another library."""
    return isinstance(array, np.ndarray | np.generic) or not (
        hasattr(array, "__dlpack__") or hasattr(array, "__array_namespace__")
    )


def host_numbers(array: object, name: str) -> NDArray[Any]:
    """A host array of integers or floats."""
    if isinstance(array, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array; fill the masked values first: {name}.filled(...)")
    try:
        host = np.asarray(array)
    except Exception as error:  # whatever an object does that only looks like an array
        raise ValueError(f"{name} is not a rectangular array of numbers: {error}") from error
    if host.dtype.kind not in "fiub":
        kind = f"dtype {host.dtype}" if isinstance(array, np.ndarray | list | tuple) else f"a {type(array).__name__}"
        raise ValueError(f"{name} must be an array of real numbers, got {kind}")
    return host


def host_floats(array: object, name: str, shape: tuple[int | str, ...], dtype: str) -> NDArray[Any]:
    """A host array of floats of this shape, all of them finite, also in this dtype, lying in order."""
    host = host_numbers(array, name)
    _shaped(name, host, shape)
    _finite(name, all_finite=bool(np.all(np.isfinite(host))))
    with np.errstate(over="ignore"):
        cast = np.asarray(host, dtype, order="C")
    if not np.all(np.isfinite(cast)):
        raise ValueError(f"{name} has values too large for {dtype}; scale them, or use dtype='float64'")
    return cast


def _finite(name: str, *, all_finite: bool) -> None:
    if not all_finite:
        raise ValueError(f"{name} contains NaN or infinity; drop or fill those values first")


def _shaped(name: str, array: Array, expected: tuple[int | str, ...]) -> None:
    """Raise unless the shape is as expected; a string stands for any positive length."""
    shape = tuple(array.shape)
    fits = len(shape) == len(expected) and all(isinstance(e, str) or n == e for n, e in zip(shape, expected, strict=True))
    if not fits:
        wanted = str(expected).replace("'", "")
        column = len(shape) == 1 and len(expected) == 2 and expected[1] == 1  # noqa: PLR2004 - a row of numbers for a column
        raise ValueError(f"{name} has shape {shape}, expected {wanted}" + (f": {name}.reshape(-1, 1)" if column else ""))
    if 0 in shape:
        raise ValueError(f"{name} is empty: its shape is {shape}")


def floats(backend: Backend, dtype: str, array: object, name: str, shape: tuple[int | str, ...], *, look: bool) -> Array:
    """An array of the backend of the network's dtype and of this shape.

    Host data is checked to be finite; an array on a device only if ``look`` is set, since that waits for the device.
    """
    if is_host(array):
        host = host_floats(array, name, shape, dtype)
        return host if backend.owns(host) else backend.from_host(host, dtype)
    own = there(backend, dtype, array, name, shape)
    if look:
        _finite(name, all_finite=all_finite(backend, own))
    return own


def there(backend: Backend, dtype: str, array: Any, name: str, shape: tuple[int | str, ...]) -> Array:
    """The array itself if it is the backend's, of this dtype and shape; its values are not looked at."""
    own = owned(backend, dtype, array, name)
    _shaped(name, own, shape)
    return own


def batch_there(
    backend: Backend, dtype: str, x: Any, y: Any, weight: Any, loss: Loss, widths: tuple[int, int]
) -> tuple[Array, Tree]:
    """Inputs, and targets (with the weights, if any), that are the backend's own arrays; their values are not looked at."""
    own = there(backend, dtype, x, "x", ("batch", widths[0]))
    n = own.shape[0]
    labels = loss.labels and np.ndim(y) == 1
    target = there(backend, "int64", y, "y", (n,)) if labels else there(backend, dtype, y, "y", (n, widths[1]))
    return own, target if weight is None else (target, there(backend, dtype, weight, "sample_weight", (n,)))


def owned(backend: Backend, dtype: str, array: Any, name: str) -> Array:
    """The array itself if it is the backend's, of this dtype; else `BackendMismatchError`."""
    if not backend.owns(array) or array.dtype != getattr(backend.xp, dtype):
        raise backend.mismatch(array, name, dtype)
    own: Array = array
    return own


def targets(
    backend: Backend, dtype: str, array: Any, loss: Loss, shape: tuple[int, int], *, look: bool, name: str = "y"
) -> Array:
    """Targets (batch, n_out) in the network's dtype, or labels (batch,) in int64 where the loss takes them."""
    xp, (n, n_out) = backend.xp, shape
    host = host_numbers(array, name) if is_host(array) else None
    if host is None and not backend.owns(array):
        raise backend.mismatch(array, name, dtype)
    integral = host.dtype.kind in "iu" if host is not None else xp.isdtype(array.dtype, "integral")
    if not (integral and loss.labels):
        if loss.labels and len(np.shape(array)) == 1:
            raise ValueError(
                f"{name} has shape {np.shape(array)}: labels must be integers, probabilities have shape {(n, n_out)}"
            )
        t = floats(backend, dtype, array, name, (n, n_out), look=look)
        bounded = math.isfinite(loss.lowest) or math.isfinite(loss.highest)
        if bounded and (host is not None or look):
            values, where = (host, np) if host is not None else (t, xp)
            _inside(name, values, where, loss.lowest, loss.highest)
        return t
    labels: Any = host if host is not None else array
    if len(labels.shape) != 1:
        raise ValueError(f"integer {name} are labels of shape ({n},), got {tuple(labels.shape)}; make one-hot targets float")
    _shaped(name, labels, (n,))
    if host is not None or look:
        _inside(f"labels in {name}", labels, np if host is not None else xp, 0, n_out - 1)
    return backend.from_host(labels, "int64") if host is not None else xp.astype(labels, xp.int64)


def weights(backend: Backend, dtype: str, array: Any, n: int, *, look: bool) -> Array:
    """One weight per sample, (n,), not negative, and not all of them zero."""
    w = floats(backend, dtype, array, "sample_weight", (n,), look=look)
    if is_host(array) or look:
        values, xp = (np.asarray(array), np) if is_host(array) else (w, backend.xp)
        _inside("sample_weight", values, xp, 0.0, math.inf)
        if float(xp.max(values)) == 0.0:
            raise ValueError("sample_weight is zero for every sample: there is nothing to train on")
    return w


def row_numbers(order: Any, epochs: int, n: int) -> NDArray[np.int64]:
    """The order of rows in each epoch, (1, n) or (epochs, n) numbers from 0 to n - 1."""
    numbers = np.atleast_2d(host_numbers(order, "order"))
    if numbers.dtype.kind not in "iu":
        raise ValueError(f"order must be row numbers, integers, got dtype {numbers.dtype}")
    if numbers.ndim != 2 or numbers.shape[0] not in {1, epochs} or numbers.shape[1] != n:  # noqa: PLR2004 - epochs and rows
        raise ValueError(f"order has shape {np.shape(order)}, expected ({n},) or ({epochs}, {n})")
    _inside("order", numbers, np, 0, n - 1)
    return numbers.astype(np.int64)


def _inside(name: str, values: Any, xp: Any, lowest: float, highest: float) -> None:
    low, high = float(xp.min(values)), float(xp.max(values))
    if low < lowest or high > highest:
        raise ValueError(f"{name} must lie from {lowest:g} to {highest:g}, got values from {low:g} to {high:g}")


def like(backend: Backend, dtype: str, tree: Any, template: Tree, name: str) -> Tree:
    """A copy of a tree as the backend's arrays, with the structure and shapes of ``template``.

    The tree is made of nested sequences of the backend's arrays, NumPy arrays or lists. Where the template has integers, so
    has the copy; everything else is in ``dtype``.
    """

    def take(value: Any, leaf: Array, name: str) -> Array:
        kind = _kind(backend, dtype, leaf)
        if not is_host(value):
            own = _same(backend, kind, value, leaf, name)
            _finite(name, all_finite=all_finite(backend, own))
            return backend.xp.asarray(own, copy=True)
        if kind == "int64" and host_numbers(value, name).dtype.kind not in "iu":
            raise ValueError(f"{name} must be integers, got dtype {host_numbers(value, name).dtype}")
        return backend.from_host(host_floats(value, name, tuple(leaf.shape), kind), kind)

    return _matched(take, tree, template, name)


def bits(backend: Backend, dtype: str, tree: Any, template: Tree, name: str) -> Tree:
    """As `like`, from NumPy arrays of a file, whose numbers are taken as they are."""

    def take(value: Any, leaf: Array, name: str) -> Array:
        kind = _kind(backend, dtype, leaf)
        if value.dtype != kind:
            raise ValueError(f"{name} is {value.dtype}, expected {kind}")
        _shaped(name, value, tuple(leaf.shape))
        return backend.from_host(value, kind)

    return _matched(take, tree, template, name)


def matching(backend: Backend, dtype: str, tree: Any, template: Tree, name: str) -> Tree:
    """The tree itself if it is of the backend's arrays, with the structure and shapes of ``template``."""
    return _matched(
        lambda value, leaf, name: _same(backend, _kind(backend, dtype, leaf), value, leaf, name), tree, template, name
    )


def _kind(backend: Backend, dtype: str, leaf: Array) -> str:
    """Integers are int64, everything else is in the network's dtype."""
    return "int64" if backend.xp.isdtype(leaf.dtype, "integral") else dtype


def _same(backend: Backend, dtype: str, value: Any, leaf: Array, name: str) -> Array:
    return there(backend, dtype, value, name, tuple(leaf.shape))


def _matched(take: Callable[[Any, Array, str], Array], tree: Any, template: Tree, name: str) -> Tree:
    """``take(value, leaf, name)`` of each leaf of a tree and of its template, or the error that names where they part."""
    if not isinstance(template, tuple):
        return take(tree, template, name)
    if not isinstance(tree, tuple | list) or len(tree) != len(template):
        came = f"{len(tree)} entries" if isinstance(tree, tuple | list) else f"a {type(tree).__name__}"
        shapes = map_tree(lambda leaf: tuple(leaf.shape), template)
        raise ValueError(f"{name} is {came}, expected a tuple of {len(template)} with the shapes {shapes}")
    return tuple(_matched(take, t, s, f"{name}[{i}]") for i, (t, s) in enumerate(zip(tree, template, strict=True)))


def all_finite(backend: Backend, tree: Tree) -> bool:
    """Whether every number of a tree on the device is finite; waits for the device once."""
    xp = backend.xp
    flags = [xp.all(xp.isfinite(leaf)) for leaf in leaves(tree)]
    return bool(xp.all(xp.stack(flags))) if flags else True
