"""Assertions on the contracts of layers, losses and optimizers: pure functions, shapes and dtypes."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._messages import short_repr, type_name
from bpnet.arrays import Tree, leaves, map_tree, read_only

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bpnet.backend import Backend

CALLS = 3
"""Number of calls with the same values: a hidden counter or generator shows by the third."""


class GradientError(AssertionError):
    """A layer, loss or optimizer violates its contract: a wrong gradient, shape or dtype, or a function that is not pure."""


def named_leaves(name: str, tree: Tree) -> Iterator[tuple[str, Any]]:
    """Yield the path, such as ``params[0][1]``, and the value of each leaf."""
    if not isinstance(tree, tuple):
        yield name, tree
        return
    for index, branch in enumerate(tree):
        yield from named_leaves(f"{name}[{index}]", branch)


def tree_to_device(host: Backend, tree: Tree, dtype: str) -> Tree:
    """Transfer a tree to the device: floats as ``dtype``, other dtypes unchanged; NumPy arrays become read-only."""
    return map_tree(lambda leaf: to_device(host, leaf, dtype), tree)


def to_device(host: Backend, leaf: Any, dtype: str) -> Any:
    """Transfer a host array to the device; NumPy arrays become read-only."""
    leaf = np.asarray(leaf)
    there = host.from_host(leaf, dtype if leaf.dtype.kind == "f" else None)
    return read_only(there)


def copy_leaves(host: Backend, tree: Tree) -> list[Any]:
    """Return host copies of arrays, and copies of other leaves, or the leaves themselves if they cannot be copied."""
    return [np.array(host.to_host(leaf)) if host.owns(leaf) else _copy(leaf) for leaf in leaves(tree)]


def _copy(leaf: Any) -> Any:
    try:
        return copy.deepcopy(leaf)
    except Exception:  # noqa: BLE001 - generators, locks and other objects may raise any exception
        return leaf


def have_same_bits(a: Any, b: Any) -> bool:
    """Return True if two copied arrays have equal dtype, shape and bits, or two other leaves the same type."""
    if not (isinstance(a, np.ndarray) and isinstance(b, np.ndarray)):
        return type(a) is type(b)
    return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


def differ(before: list[Any], after: list[Any]) -> bool:
    """Return True if any two copied leaves differ."""
    return len(before) != len(after) or not all(map(have_same_bits, before, after))


def check_pure(host: Backend, name: str, function: Callable[..., Tree], **values: Tree) -> Tree:
    """Call a function several times with the same values, and return the first result.

    Raises
    ------
    GradientError
        If it writes into a value, or returns different bits in a later call.
    """
    given = {key: read_only(tree) for key, tree in values.items()}
    before = {key: copy_leaves(host, tree) for key, tree in values.items()}
    first = _call(name, function, given)
    kept = copy_leaves(host, first)
    for _ in range(CALLS - 1):
        again = copy_leaves(host, _call(name, function, given))
        for key, tree in values.items():
            if differ(before[key], copy_leaves(host, tree)):
                raise GradientError(f"{name} writes into its argument {key}: compute new arrays, and do not change the arguments")
        if differ(kept, again):
            raise GradientError(
                f"{name} gives different numbers when called again with the same values: draw from a key in the state, as "
                "bpnet.layers.dropout does, and keep no counter or generator outside of it"
            )
    return first


def check_unchanged(host: Backend, name: str, made: Tree, call: Callable[[], Any]) -> None:
    """Raise `GradientError` if a call with other values changes the result of an earlier call."""
    kept = copy_leaves(host, made)
    call()
    if differ(kept, copy_leaves(host, made)):
        raise GradientError(f"{name} changes its earlier result when called again: return new arrays")


def check_kind(value: Any, kind: type) -> None:
    """Raise TypeError unless an object has a type; a factory that was not called is a common mistake."""
    if not isinstance(value, kind):
        article = "an" if kind.__name__[0] in "AEIOU" else "a"
        call = ": call it, if it is a factory" if callable(value) else ""
        raise TypeError(f"expected {article} {kind.__name__}, got {short_repr(value)}{call}")


def _call(name: str, function: Callable[..., Tree], given: dict[str, Tree]) -> Tree:
    """Call a function; NumPy's error for a write into a read-only array becomes `GradientError`."""
    try:
        return function(*given.values())
    except ValueError as error:
        if "read-only" not in str(error):
            raise
        raise GradientError(f"{name} writes into its arguments ({error}): compute new arrays") from error


def check_array(host: Backend, name: str, leaf: Any, shape: tuple[int, ...], dtype: str) -> None:
    """Raise `GradientError` unless a leaf is an array of the backend of this shape and dtype."""
    if not host.owns(leaf):
        expected = f"expected an array of {host.spec}: compute it with the functions of xp"
        raise GradientError(f"{name} is a {type_name(leaf)}, {expected}")
    if tuple(leaf.shape) != shape:
        raise GradientError(f"{name} has shape {tuple(leaf.shape)}, expected {shape}")
    came = dtype_of(host, leaf)
    if came != dtype:
        raise GradientError(f"{name} is {came}, expected {dtype}: create arrays with the dtype of the arguments")


def dtype_of(host: Backend, leaf: Any) -> str:
    """Return the name of the dtype of an array of the backend."""
    return str(host.to_host(leaf).dtype)


def check_like(host: Backend, name: str, tree: Tree, template: Tree, of: str) -> None:
    """Raise `GradientError` unless a tree has the structure of another, and its leaves the same shapes and dtypes."""
    if isinstance(template, tuple) != isinstance(tree, tuple) or (isinstance(tree, tuple) and len(tree) != len(template)):
        raise GradientError(f"{name} is {describe(tree)}, expected {describe(template)}, as {of}")
    if isinstance(template, tuple):
        for index, (branch, expected) in enumerate(zip(tree, template, strict=True)):
            check_like(host, f"{name}[{index}]", branch, expected, f"{of}[{index}]")
        return
    try:
        check_array(host, name, tree, tuple(template.shape), dtype_of(host, template))
    except GradientError as error:
        raise GradientError(f"{error} (that of {of})") from None


def describe(tree: Tree) -> str:
    """Describe a tree in a few words."""
    return f"a tuple of {len(tree)}" if isinstance(tree, tuple) else f"a {type(tree).__name__}"


def check_initial_values(name: str, tree: Tree) -> None:
    """Raise `GradientError` unless a tree from ``init`` consists of nested tuples of finite arrays."""
    for path, leaf in named_leaves(name, tree):
        if not isinstance(leaf, np.ndarray | np.generic):
            raise GradientError(
                f"init: {path} is a {type(leaf).__name__}, expected nested tuples of NumPy arrays, as draw makes them"
            )
        if leaf.dtype.kind not in "fiub":
            raise GradientError(f"init: {path} is {leaf.dtype}, expected real numbers or booleans")
        if not np.all(np.isfinite(leaf)):
            raise GradientError(f"init: {path} is not finite")


def array_labels(names: tuple[str, ...], values: tuple[Tree, ...]) -> list[str]:
    """Return the names of arrays for error messages."""
    paths = [path for name, tree in zip(names, values, strict=True) for path, _ in named_leaves(name, tree)]
    return [f"array {number} ({path})" for number, path in enumerate(paths)]


def check_result(name: str, result: Any, words: str, length: int) -> Any:
    """Return the result of a function if it is a tuple of this length, or raise `GradientError`."""
    if not (isinstance(result, tuple) and len(result) == length):
        raise GradientError(f"{name} returns {describe(result)}, expected {words}")
    return result
