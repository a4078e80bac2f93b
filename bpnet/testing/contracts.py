"""Checks of the contracts of layers, losses and optimizers: pure functions, and the shapes and dtypes that they promise."""

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
"""Calls of each function with the same values: a hidden counter or generator shows by the third."""


class GradientError(AssertionError):
    """A layer, loss or optimizer breaks its contract: a wrong gradient, shape or dtype, or a function that is not pure."""


def named_leaves(name: str, tree: Tree) -> Iterator[tuple[str, Any]]:
    """Each leaf of a tree with its path, such as ``params[0][1]``."""
    if not isinstance(tree, tuple):
        yield name, tree
        return
    for index, branch in enumerate(tree):
        yield from named_leaves(f"{name}[{index}]", branch)


def on_device(host: Backend, tree: Tree, dtype: str) -> Tree:
    """A tree of host arrays on the device: floats in ``dtype``, other dtypes as they are; NumPy's own arrays read-only."""
    return map_tree(lambda leaf: placed(host, leaf, dtype), tree)


def placed(host: Backend, leaf: Any, dtype: str) -> Any:
    """A host array on the device, read-only where it is NumPy's."""
    leaf = np.asarray(leaf)
    there = host.from_host(leaf, dtype if leaf.dtype.kind == "f" else None)
    return read_only(there)


def copied(host: Backend, tree: Tree) -> list[Any]:
    """Copies of all leaves: arrays on the host, anything else as it is, itself where it cannot be copied."""
    return [np.array(host.to_host(leaf)) if host.owns(leaf) else _copy(leaf) for leaf in leaves(tree)]


def _copy(leaf: Any) -> Any:
    try:
        return copy.deepcopy(leaf)
    except Exception:  # noqa: BLE001 - a generator, a lock, or whatever else a layer keeps for its backward
        return leaf


def same_bits(a: Any, b: Any) -> bool:
    """Whether two copied leaves are equal in dtype, shape and bits; leaves that are not arrays need not be comparable."""
    if not (isinstance(a, np.ndarray) and isinstance(b, np.ndarray)):
        return type(a) is type(b)
    return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


def changed(before: list[Any], after: list[Any]) -> bool:
    """Whether any of some copied leaves differ."""
    return len(before) != len(after) or not all(map(same_bits, before, after))


def pure(host: Backend, name: str, function: Callable[..., Tree], **values: Tree) -> Tree:
    """Call a function several times with the same values, and return its first result.

    Raises
    ------
    GradientError
        If it writes into a value, or gives other bits in a later call.
    """
    given = {key: read_only(tree) for key, tree in values.items()}
    before = {key: copied(host, tree) for key, tree in values.items()}
    first = guarded(name, function, given)
    kept = copied(host, first)
    for _ in range(CALLS - 1):
        again = copied(host, guarded(name, function, given))
        for key, tree in values.items():
            if changed(before[key], copied(host, tree)):
                raise GradientError(
                    f"{name} writes into its argument {key}: compute new arrays, and leave those given as they are"
                )
        if changed(kept, again):
            raise GradientError(
                f"{name} gives other numbers when it is called again with the same values: draw from a key in the state, as "
                "bpnet.layers.dropout does, and keep no counter or generator outside of it"
            )
    return first


def lasting(host: Backend, name: str, made: Tree, call: Callable[[], Any]) -> None:
    """Raise `GradientError` where a call with other values changes what an earlier call returned."""
    kept = copied(host, made)
    call()
    if changed(kept, copied(host, made)):
        raise GradientError(f"{name} changes what it returned before, when it is called again: return new arrays")


def of_kind(thing: Any, kind: type) -> None:
    """Raise TypeError for anything else, such as a factory that was not called."""
    if not isinstance(thing, kind):
        article = "an" if kind.__name__[0] in "AEIOU" else "a"
        call = ": call it, if it is a factory" if callable(thing) else ""
        raise TypeError(f"expected {article} {kind.__name__}, got {short_repr(thing)}{call}")


def guarded(name: str, function: Callable[..., Tree], given: dict[str, Tree]) -> Tree:
    """The result of a function; NumPy's error for a write into a read-only array says what is wrong."""
    try:
        return function(*given.values())
    except ValueError as error:
        if "read-only" not in str(error):
            raise
        raise GradientError(f"{name} writes into its arguments ({error}): compute new arrays") from error


def has(host: Backend, name: str, leaf: Any, shape: tuple[int, ...], dtype: str) -> None:
    """Raise `GradientError` unless a leaf is an array of the backend of this shape and dtype."""
    if not host.owns(leaf):
        expected = f"expected an array of {host.spec}: compute it with the functions of xp"
        raise GradientError(f"{name} is a {type_name(leaf)}, {expected}")
    if tuple(leaf.shape) != shape:
        raise GradientError(f"{name} has shape {tuple(leaf.shape)}, expected {shape}")
    came = dtype_of(host, leaf)
    if came != dtype:
        raise GradientError(f"{name} is {came}, expected {dtype}: create arrays with the dtype of those given")


def dtype_of(host: Backend, leaf: Any) -> str:
    """Name of the dtype of an array of the backend."""
    return str(host.to_host(leaf).dtype)


def like(host: Backend, name: str, tree: Tree, template: Tree, of: str) -> None:
    """Raise `GradientError` unless a tree has the structure of another, and its leaves the same shapes and dtypes."""
    if isinstance(template, tuple) != isinstance(tree, tuple) or (isinstance(tree, tuple) and len(tree) != len(template)):
        raise GradientError(f"{name} is {described(tree)}, expected {described(template)}, as {of}")
    if isinstance(template, tuple):
        for index, (branch, expected) in enumerate(zip(tree, template, strict=True)):
            like(host, f"{name}[{index}]", branch, expected, f"{of}[{index}]")
        return
    try:
        has(host, name, tree, tuple(template.shape), dtype_of(host, template))
    except GradientError as error:
        raise GradientError(f"{error} (that of {of})") from None


def described(tree: Tree) -> str:
    """A few words on a tree."""
    return f"a tuple of {len(tree)}" if isinstance(tree, tuple) else f"a {type(tree).__name__}"


def first_values(name: str, tree: Tree) -> None:
    """Raise `GradientError` unless a tree that ``init`` made is of nested tuples of finite arrays."""
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
    """What errors call each array."""
    paths = [path for name, tree in zip(names, values, strict=True) for path, _ in named_leaves(name, tree)]
    return [f"array {number} ({path})" for number, path in enumerate(paths)]


def check_result(name: str, result: Any, words: str, length: int) -> Any:
    """What a function returned, if it is a tuple of this length."""
    if not (isinstance(result, tuple) and len(result) == length):
        raise GradientError(f"{name} returns {described(result)}, expected {words}")
    return result
