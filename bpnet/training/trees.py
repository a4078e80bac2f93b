"""Trees of params, state and gradients on a device: conversion, and comparison with a template, leaf by leaf."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet._messages import short_repr
from bpnet.arrays import Array, Tree, check_arrays, leaves, map_tree, read_only, tuple_like
from bpnet.backend import Backend
from bpnet.training.host_arrays import Shape, check_finite, check_shape, dtype_name, host_numbers, is_host, values_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


class Trees(NamedTuple):
    """Conversion of trees to arrays of a backend.

    Errors name the leaf, such as "params[0][1]".
    """

    backend: Backend
    dtype: str
    """The dtype of params, and of floating-point leaves of the state."""

    def place_initial(self, params: Tree, state: Tree) -> tuple[Tree, Tree]:
        """Copy the trees from ``init`` of a layer to the device; integer and boolean leaves of the state keep their dtype."""

        def own_dtype(host: NDArray[Any]) -> str:
            return self.dtype if host.dtype.kind == "f" else host.dtype.name

        return self._place(params, "params", lambda _: self.dtype), self._place(state, "state", own_dtype)

    def _place(self, tree: Any, name: str, dtype_of: Callable[[NDArray[Any]], str]) -> Tree:
        if isinstance(tree, tuple):
            return tuple_like(tree, [self._place(branch, f"{name}[{i}]", dtype_of) for i, branch in enumerate(tree)])
        check_arrays(tree, f"init of the layers: {name}")
        backend = self.backend
        with backend.scope():
            host = host_numbers(tree if is_host(backend, tree) else backend.to_host(tree), name)
            dtype = dtype_of(host)
            return backend.from_host(values_for(host, name, host.shape, dtype), dtype)

    def copy(self, tree: Any, template: Tree, name: str) -> Tree:
        """Copy nested sequences of the backend's arrays, NumPy arrays or lists; they must match the tree ``template``."""

        def take(value: Any, leaf: Array, name: str) -> Array:
            dtype = dtype_name(leaf)
            if is_host(self.backend, value):
                return self.backend.from_host(values_for(value, name, tuple(leaf.shape), dtype), dtype)
            own = own_array(self.backend, dtype, value, name, tuple(leaf.shape))
            check_finite(name, finite=all_finite(self.backend, own))
            return self.backend.xp.asarray(own, copy=True)

        return map_matching(take, tree, template, name)

    def check_own(self, tree: Any, template: Tree, name: str) -> Tree:
        """Return the tree itself if its leaves are the backend's arrays, with structure, shapes and dtypes of ``template``."""
        if self._matches(tree, template):  # names of leaves are for errors only, and take long
            return tree

        def take(value: Any, leaf: Array, name: str) -> Array:
            return own_array(self.backend, dtype_name(leaf), value, name, tuple(leaf.shape))

        return map_matching(take, tree, template, name)

    def _matches(self, tree: Any, template: Tree) -> bool:
        """Return True if a tree has the tuples of another, and leaves of the backend with the shapes and dtypes there."""
        if isinstance(template, tuple):
            return type(tree) is type(template) and len(tree) == len(template) and all(map(self._matches, tree, template))
        return self.backend.owns(tree) and tree.shape == template.shape and tree.dtype == template.dtype

    def from_file(self, array: NDArray[Any], leaf: Any, name: str) -> Array:
        """Copy a NumPy array from a file to the device; it must have shape and dtype of ``leaf``."""
        dtype = dtype_name(leaf)
        if array.dtype != dtype:
            raise ValueError(f"{name} is {array.dtype}, expected {dtype}")
        check_shape(name, array, tuple(leaf.shape))
        with self.backend.scope():
            own: Array = self.backend.from_host(array, dtype)
        return own


def own_array(backend: Backend, dtype: str, array: Any, name: str, shape: Shape) -> Array:
    """Return the array itself if it is the backend's, of this dtype and shape; NumPy's as a read-only view.

    Raises
    ------
    BackendMismatchError
        For an array of another library, device or dtype.
    ValueError
        For another shape.
    """
    if not backend.owns(array) or dtype_name(array) != dtype:
        raise backend.mismatch(array, name, dtype)
    check_shape(name, array, shape)
    own: Array = read_only(array)
    return own


def map_matching(function: Callable[[Any, Array, str], Array], tree: Any, template: Tree, name: str) -> Tree:
    """Apply ``function(value, leaf, name)`` to each leaf of a tree and of its template; an error names the first difference."""
    if not isinstance(template, tuple):
        return function(tree, template, name)
    if not isinstance(tree, tuple | list) or len(tree) != len(template):
        came = f"{len(tree)} entries" if isinstance(tree, tuple | list) else f"a {type(tree).__name__}"
        shapes = map_tree(lambda leaf: tuple(leaf.shape), template)
        flat = isinstance(tree, tuple | list) and name in {"params", "grads"} and len(tree) == len(list(leaves(template)))
        remedy = f": bpnet.arrays.from_leaves(net.params, {name}) nests them" if flat else ""
        raise ValueError(
            f"{name} is {came}, expected a tuple of {len(template)} with the shapes {short_repr(shapes, 150)}{remedy}"
        )
    pairs = enumerate(zip(tree, template, strict=True))
    return tuple_like(template, [map_matching(function, t, s, f"{name}[{i}]") for i, (t, s) in pairs])


def all_finite(backend: Backend, tree: Tree) -> bool:
    """Return True if every floating-point number of a tree on the device is finite; waits for the device once."""
    if backend.device_name.startswith("cpu"):  # JAX would compile each operation for each shape, and keep it
        return all(bool(np.all(np.isfinite(backend.to_host(leaf)))) for leaf in leaves(tree) if "float" in dtype_name(leaf))
    xp = backend.xp
    flags = [xp.all(xp.isfinite(leaf)) for leaf in leaves(tree) if "float" in dtype_name(leaf)]
    return bool(xp.all(xp.stack(flags))) if flags else True
