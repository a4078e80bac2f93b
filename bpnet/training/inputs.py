"""Validation and conversion of the arrays that users pass in: host data, and arrays on a device."""

from __future__ import annotations

import math
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._messages import type_name
from bpnet.arrays import Array, Tree, check_arrays, leaves, map_tree, read_only, tuple_like
from bpnet.backend import on_host
from bpnet.losses import Target

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bpnet.backend import Backend, BackendArray
    from bpnet.losses import Loss


def is_host(backend: Backend, array: object) -> bool:
    """Return True for host data: NumPy arrays, lists, data frames; the backend is asked first whether the array is its own."""
    if isinstance(array, np.ndarray | np.generic):
        return True
    if backend.device_of(array) is not None:
        return False
    return not (hasattr(array, "__dlpack__") or hasattr(array, "__array_namespace__"))


def host_numbers(array: Any, name: str) -> NDArray[Any]:
    """A host array of integers, booleans or floats.

    Columns of a data frame are converted one by one: numbers, booleans and pandas' nullable dtypes.
    """
    if isinstance(array, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array; fill the masked values first: {name}.filled(...)")
    if hasattr(array, "__dask_graph__"):
        raise TypeError(f"{name} is a {type(array).__name__} that is computed lazily; pass {name}.compute()")
    if hasattr(array, "toarray"):
        raise TypeError(f"{name} is a sparse {type(array).__name__}; pass {name}.toarray()")
    try:
        host = np.asarray(array)
    except Exception as error:  # whatever an object does that only looks like an array
        if hasattr(array, "__dlpack_device__") and not on_host(array):
            call = f"bpnet.get_backend(arrays=({name},)).to_host({name})" if name.isidentifier() else "copy it to the host first"
            raise TypeError(f"{name} is a {type_name(array)} on a device, expected one on the host: {call}") from error
        raise ValueError(f"{name} is not a rectangular array of numbers: {str(error)[:100]}") from error
    if host.dtype.kind == "O" and hasattr(array, "to_numpy"):
        host = _of_columns(array, name)
    if host.dtype.kind not in "fiub":
        kind = f"dtype {host.dtype}" if isinstance(array, np.ndarray | list | tuple) else f"a {type(array).__name__}"
        raise ValueError(f"{name} must be an array of real numbers, got {kind}")
    return host


def _of_columns(frame: Any, name: str) -> NDArray[Any]:
    """The numbers of a data frame or series whose columns have several dtypes, or dtypes that NumPy does not have."""
    if not hasattr(frame, "columns"):
        return _of_column(frame, name)
    columns = frame.items() if hasattr(frame, "items") else zip(frame.columns, frame.iter_columns(), strict=True)
    return np.column_stack([_of_column(column, f"column {str(label)[:40]!r} of {name}") for label, column in columns])


def _of_column(column: Any, name: str) -> NDArray[Any]:
    host: NDArray[Any] = np.asarray(column)
    if host.dtype.kind == "O" and getattr(column.dtype, "kind", "O") in "fiub":  # a nullable dtype: NA becomes NaN
        host = column.to_numpy(dtype="float64", na_value=np.nan)
    elif host.dtype.kind == "O" and all(isinstance(value, Real | np.bool_) for value in host):
        host = host.astype(np.float64)
    if host.dtype.kind not in "fiub":
        remedy = "convert it to numbers, for example with pandas.get_dummies for categories, or drop it"
        raise ValueError(f"{name} has dtype {column.dtype}, not real numbers: {remedy}")
    if not np.all(np.isfinite(host)):
        raise ValueError(f"{name} contains NaN or infinity; drop or fill those values first")
    return host


def dtype_name(array: Any) -> str:
    """Name of the dtype of an array of any library, such as ``"float64"`` or ``"bool"``."""
    return str(array.dtype).rpartition(".")[2]


def host_numbers_of(array: object, name: str, shape: tuple[int | str, ...], dtype: str) -> NDArray[Any]:
    """A host array of real numbers of this shape, as it is; all of them are finite, also in this dtype."""
    host = host_numbers(array, name)
    _shaped(name, host, shape, given=array)
    if host.size:  # a cast keeps the order of numbers, so that the extreme ones speak for all, without a copy
        low, high = host.min(), host.max()  # both are NaN where a number is
        _finite(name, all_finite=bool(np.isfinite(low) and np.isfinite(high)))
        with np.errstate(over="ignore"):
            if host.dtype != dtype and not np.all(np.isfinite(np.asarray([low, high]).astype(dtype))):
                raise ValueError(f"{name} has values too large for {dtype}; scale them, or use dtype='float64'")
    return host


def _in_order(host: NDArray[Any]) -> NDArray[Any]:
    """The array itself if its rows lie one behind another; else a copy that does: the order decides how products are added."""
    return np.asarray(host, order="C")


def _finite(name: str, *, all_finite: bool) -> None:
    if not all_finite:
        raise ValueError(f"{name} contains NaN or infinity; drop or fill those values first")


def _shaped(name: str, array: Array, expected: tuple[int | str, ...], *, given: Any = None) -> None:
    """Raise unless the shape is as expected, where a string stands for any positive length; ``given`` is what the user passed."""
    shape = tuple(array.shape)
    fits = len(shape) == len(expected) and all(isinstance(e, str) or n == e for n, e in zip(shape, expected, strict=True))
    if not fits:
        wanted = str(expected).replace("'", "")
        column = len(shape) == 1 and len(expected) == 2 and expected[1] == 1  # noqa: PLR2004 - a row of numbers for a column
        hint = f": {_as_column(name, array if given is None else given)}" if column else ""
        raise ValueError(f"{name} has shape {shape}, expected {wanted}{hint}")
    if 0 in shape and "batch" in expected:
        raise ValueError(f"{name} is empty: its shape is {shape}")


def _as_column(name: str, array: Any) -> str:
    """The expression that makes a column (n, 1) of a vector, for a hint."""
    if isinstance(array, list | tuple):
        return f"numpy.reshape({name}, (-1, 1))"
    if hasattr(array, "to_numpy"):  # a series of pandas has no reshape
        return f"{name}.to_numpy().reshape(-1, 1)"
    return f"{name}.reshape(-1, 1)" if hasattr(array, "reshape") else f"xp.reshape({name}, (-1, 1))"


def floats(backend: Backend, dtype: str, array: object, name: str, shape: tuple[int | str, ...], *, look: bool) -> BackendArray:
    """An array of the backend of the network's dtype and of this shape.

    Host data is checked to be finite; an array on a device only if ``look`` is set, since that waits for the device.
    """
    if is_host(backend, array):
        host = host_numbers_of(array, name, shape, dtype)
        if backend.owns(host):
            return read_only(np.asarray(host, dtype, order="C"))
        return backend.from_host(_in_order(host), dtype)  # which casts: a cast before it would be one copy more
    own = there(backend, dtype, array, name, shape)
    if look:
        _finite(name, all_finite=all_finite(backend, own))
    return own


def there(backend: Backend, dtype: str, array: Any, name: str, shape: tuple[int | str, ...]) -> BackendArray:
    """The array itself if it is the backend's, of this dtype and shape (NumPy's as a read-only view); values are not checked."""
    own = owned(backend, dtype, array, name)
    _shaped(name, own, shape)
    kept: BackendArray = read_only(own)
    return kept


def batch_there(
    backend: Backend, dtype: str, x: Any, y: Any, weight: Any, loss: Loss, widths: tuple[int, int]
) -> tuple[BackendArray, Tree]:
    """Inputs, and targets (with the weights, if any), that are the backend's own arrays; their values are not looked at."""
    own = there(backend, dtype, x, "x", ("batch", widths[0]))
    n = own.shape[0]
    labels = loss.labels and np.ndim(y) == 1
    target = there(backend, "int64", y, "y", (n,)) if labels else there(backend, dtype, y, "y", (n, widths[1]))
    return own, target if weight is None else Target(target, there(backend, dtype, weight, "sample_weight", (n,)))


def owned(backend: Backend, dtype: str, array: Any, name: str) -> BackendArray:
    """The array itself if it is the backend's, of this dtype; else `BackendMismatchError`."""
    if not backend.owns(array) or dtype_name(array) != dtype:
        raise backend.mismatch(array, name, dtype)
    own: BackendArray = array
    return own


def targets(
    backend: Backend, dtype: str, array: Any, loss: Loss, shape: tuple[int, int], *, look: bool, name: str = "y"
) -> Array:
    """Targets (batch, n_out) in the network's dtype, or labels (batch,) in int64 where the loss takes them."""
    xp, (n, n_out) = backend.xp, shape
    host = host_numbers(array, name) if is_host(backend, array) else None
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
    if host is not None:
        _inside(f"labels in {name}", host, np, 0, n_out - 1)
        return read_only(backend.from_host(host, "int64"))
    own = xp.astype(labels, xp.int64)  # first: PyTorch has no max of unsigned integers
    if look:
        _inside(f"labels in {name}", own, xp, 0, n_out - 1)
    return own


def weights(backend: Backend, dtype: str, array: Any, n: int, *, look: bool) -> Array:
    """One weight per sample, (n,), not negative, with a sum that the dtype can hold and that is not zero."""
    w = floats(backend, dtype, array, "sample_weight", (n,), look=look)
    if is_host(backend, array):
        _inside("sample_weight", host_numbers(array, "sample_weight"), np, 0.0, math.inf)
        with np.errstate(over="ignore"):
            countable(float(np.sum(np.asarray(array, dtype))), dtype, "every sample")
    elif look:
        _inside("sample_weight", w, backend.xp, 0.0, math.inf)
        countable(float(backend.to_host(backend.xp.sum(w))), dtype, "every sample")
    return w


def countable(total: float, dtype: str, part: str) -> None:
    """Raise unless the sum of the weights of some samples, taken in their dtype, can be divided by."""
    if total == 0.0:
        raise ValueError(f"sample_weight is zero for {part}, in {dtype}: there is nothing to take a mean of")
    if not np.finfo(dtype).smallest_normal <= total < math.inf:
        raise ValueError(f"sample_weight adds up to {total:g} in {dtype} over {part}: scale the weights")


def countable_orders(weight: NDArray[Any], orders: NDArray[np.int64]) -> None:
    """Raise unless each epoch of an order, (epochs, n) row numbers, has samples whose weights can be divided by."""
    with np.errstate(over="ignore"):
        for epoch, rows in enumerate(orders):  # one by one: all of them may be a thousand times the samples
            countable(float(np.sum(weight[rows])), str(weight.dtype), f"the samples of order[{epoch}]")


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


def first_values(backend: Backend, dtype: str, params: Tree, state: Tree) -> tuple[Tree, Tree]:
    """First values that the ``init`` of a layer returned, copied to the device.

    Params are in the network's dtype, and so are floating-point leaves of the state; its other leaves keep their own dtype.
    """

    def kept(host: NDArray[Any]) -> str:
        return dtype if host.dtype.kind == "f" else host.dtype.name

    return _placed(backend, params, "params", lambda _: dtype), _placed(backend, state, "state", kept)


def _placed(backend: Backend, tree: Any, name: str, kind: Callable[[NDArray[Any]], str]) -> Tree:
    if isinstance(tree, tuple):
        return tuple_like(tree, [_placed(backend, branch, f"{name}[{i}]", kind) for i, branch in enumerate(tree)])
    check_arrays(tree, f"init of the layers: {name}")
    with backend.scope():
        host = host_numbers(tree if is_host(backend, tree) else backend.to_host(tree), name)
        return backend.from_host(_host_values(host, name, host.shape, kind(host)), kind(host))


def like(backend: Backend, tree: Any, template: Tree, name: str) -> Tree:
    """A copy of a tree as the backend's arrays, with the structure, shapes and dtypes of ``template``.

    The tree is made of nested sequences of the backend's arrays, NumPy arrays or lists.
    """

    def take(value: Any, leaf: Array, name: str) -> Array:
        kind = dtype_name(leaf)
        if not is_host(backend, value):
            own = _same(backend, value, leaf, name)
            _finite(name, all_finite=all_finite(backend, own))
            return backend.xp.asarray(own, copy=True)
        return backend.from_host(_host_values(value, name, tuple(leaf.shape), kind), kind)

    return _matched(take, tree, template, name)


def _host_values(value: Any, name: str, shape: tuple[int, ...], kind: str) -> NDArray[Any]:
    """A host array of this shape whose values a dtype holds: ``from_host`` casts floats, integers and booleans are cast here."""
    if "float" in kind:
        return _in_order(host_numbers_of(value, name, shape, kind))
    host = host_numbers(value, name)
    _shaped(name, host, shape)
    cast = host.astype(kind)
    if host.dtype.kind not in "biu" or not np.array_equal(cast, host):
        raise ValueError(
            f"{name} must be {'booleans' if kind == 'bool' else 'integers'} that {kind} can hold, got dtype {host.dtype}"
        )
    return cast


def bits(backend: Backend, tree: Any, template: Tree, name: str) -> Tree:
    """As `like`, from NumPy arrays of a file, which must have the dtypes of the template."""

    def take(value: Any, leaf: Array, name: str) -> Array:
        kind = dtype_name(leaf)
        if value.dtype != kind:
            raise ValueError(f"{name} is {value.dtype}, expected {kind}")
        _shaped(name, value, tuple(leaf.shape))
        return backend.from_host(value, kind)

    return _matched(take, tree, template, name)


def matching(backend: Backend, tree: Any, template: Tree, name: str) -> Tree:
    """The tree itself if it is of the backend's arrays, with the structure, shapes and dtypes of ``template``."""
    return _matched(lambda value, leaf, name: _same(backend, value, leaf, name), tree, template, name)


def _same(backend: Backend, value: Any, leaf: Array, name: str) -> Array:
    return there(backend, dtype_name(leaf), value, name, tuple(leaf.shape))


def _matched(take: Callable[[Any, Array, str], Array], tree: Any, template: Tree, name: str) -> Tree:
    """``take(value, leaf, name)`` of each leaf of a tree and of its template, or the error that names where they part."""
    if not isinstance(template, tuple):
        return take(tree, template, name)
    if not isinstance(tree, tuple | list) or len(tree) != len(template):
        came = f"{len(tree)} entries" if isinstance(tree, tuple | list) else f"a {type(tree).__name__}"
        shapes = map_tree(lambda leaf: tuple(leaf.shape), template)
        raise ValueError(f"{name} is {came}, expected a tuple of {len(template)} with the shapes {shapes}")
    return tuple_like(
        template, [_matched(take, t, s, f"{name}[{i}]") for i, (t, s) in enumerate(zip(tree, template, strict=True))]
    )


def all_finite(backend: Backend, tree: Tree) -> bool:
    """Return True if every floating-point number of a tree on the device is finite; waits for the device once."""
    if backend.device_name.startswith("cpu"):  # JAX would compile each operation for each shape, and keep it
        return all(bool(np.all(np.isfinite(backend.to_host(leaf)))) for leaf in leaves(tree) if "float" in dtype_name(leaf))
    xp = backend.xp
    flags = [xp.all(xp.isfinite(leaf)) for leaf in leaves(tree) if "float" in dtype_name(leaf)]
    return bool(xp.all(xp.stack(flags))) if flags else True
