"""Types used throughout bpnet: an array, its namespace, and nested tuples of arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import EllipsisType

__all__ = ["Array", "Namespace", "Shared", "Tree", "device_of", "from_leaves", "leaves", "map_tree"]


def __dir__() -> list[str]:
    return __all__


Namespace: TypeAlias = Any
"""An array API namespace: ``numpy``, ``jax.numpy``, ``array_api_compat.torch``, ... It is always the first argument."""

Tree: TypeAlias = Any
"""Nested tuples of arrays, ``()`` for nothing: ``params``, ``grads``, ``state``, ``opt_state`` and ``residuals``.

Functions of trees return a NamedTuple where they were given one.
"""


class Shared(NamedTuple):
    """An empty tuple in the place of params that are those of another place in the tree: see `bpnet.layers.tied`."""


class Array(Protocol):  # noqa: PLW1641 - arrays of most libraries have no hash
    """Operators and attributes of an array that the algorithm uses; everything else goes through the namespace."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Sizes of the axes."""

    @property
    def ndim(self) -> int:
        """Number of axes."""

    @property
    def dtype(self) -> Any:
        """The library's dtype object."""

    def __getitem__(self, key: Any, /) -> Any: ...
    def __neg__(self) -> Self: ...
    def __add__(self, other: Any, /) -> Self: ...
    def __radd__(self, other: Any, /) -> Self: ...
    def __sub__(self, other: Any, /) -> Self: ...
    def __rsub__(self, other: Any, /) -> Self: ...
    def __mul__(self, other: Any, /) -> Self: ...
    def __rmul__(self, other: Any, /) -> Self: ...
    def __eq__(self, other: Any, /) -> Any: ...
    def __lt__(self, other: Any, /) -> Any: ...
    def __le__(self, other: Any, /) -> Any: ...
    def __gt__(self, other: Any, /) -> Any: ...
    def __ge__(self, other: Any, /) -> Any: ...


ArrayT = TypeVar("ArrayT", bound=Array)
"""The type of a user's arrays, such as ``torch.Tensor``: a pure function returns arrays of the type that it was given."""


def device_of(array: Array) -> Any:
    """Return the argument ``device`` that makes a new array on the device of ``array``.

    For a JAX tracer, which has no device, the result is None: inside a trace the compiler places new arrays.
    """
    return getattr(array, "device", None)


def columns(widths: Sequence[int]) -> Iterator[tuple[EllipsisType, slice]]:
    """Yield the index of each block of columns, ``x[..., start:stop]``, of these widths side by side."""
    start = 0
    for width in widths:
        yield ..., slice(start, start + width)
        start += width


def map_tree(function: Callable[..., Any], tree: Tree, *others: Tree) -> Tree:
    """Apply ``function`` to the corresponding leaves of trees of the same structure.

    Raises
    ------
    ValueError
        If the trees differ in structure.

    Examples
    --------
    >>> map_tree(lambda p, g: p - g, (5, (7, ())), (1, (2, ())))
    (4, (5, ()))
    """
    if not others:
        return _map_one(function, tree)
    if isinstance(tree, tuple):
        for other in others:
            if not isinstance(other, tuple) or len(tree) != len(other):
                raise _structure_error(tree, other)
        return tuple_like(tree, [map_tree(function, *branches) for branches in zip(tree, *others, strict=True)])
    for other in others:
        if isinstance(other, tuple):
            raise _structure_error(tree, other)
    return function(tree, *others)


def _map_one(function: Callable[..., Any], tree: Tree) -> Tree:
    """Apply a function to the leaves of one tree, as `map_tree`; steps of small networks spend much of their time here."""
    if not isinstance(tree, tuple):
        return function(tree)
    branches = [_map_one(function, branch) if isinstance(branch, tuple) else function(branch) for branch in tree]
    return tuple(branches) if type(tree) is tuple else tuple_like(tree, branches)


def _structure_error(tree: Tree, other: Tree) -> ValueError:
    return ValueError(f"trees differ in structure: {_structure(tree)} and {_structure(other)}")


def _structure(tree: Tree) -> str:
    """Describe the outermost level of a tree, for an error."""
    if not isinstance(tree, tuple):
        return f"an array of shape {tuple(tree.shape)}" if hasattr(tree, "shape") else f"a {type(tree).__name__}"
    parts = ["tuple" if isinstance(branch, tuple) else "array" for branch in tree]
    return f"a tuple of {len(parts)} ({', '.join(parts[:8])}{', ...' if len(parts) > 8 else ''})"  # noqa: PLR2004 - enough to recognize it


def from_leaves(tree: Tree, values: Iterable[Any]) -> Tree:
    """Return a tree like ``tree`` with the values as its leaves, in the order of `leaves`.

    Raises
    ------
    ValueError
        If there are more or fewer values than leaves.

    Examples
    --------
    >>> from_leaves(((1, 2), ()), [5, 6])
    ((5, 6), ())
    """
    given = list(values)
    expected, row = sum(1 for _ in leaves(tree)), iter(given)
    if len(given) != expected:
        raise ValueError(f"got {len(given)} values for a tree of {expected} arrays")
    return _map_one(lambda _: next(row), tree)


def tuple_like(tree: Tree, branches: list[Any]) -> Tree:
    """Return branches as a tuple of the type of ``tree``: a NamedTuple stays one."""
    made: Tree = getattr(tree, "_make", tuple)(branches)
    return made


def check_arrays(tree: Any, name: str) -> None:
    """Raise unless a tree is an array, or nested tuples of arrays."""
    if isinstance(tree, tuple):
        for index, branch in enumerate(tree):
            check_arrays(branch, f"{name}[{index}]")
    elif not (hasattr(tree, "shape") and hasattr(tree, "dtype")):
        raise TypeError(f"{name} is a {type(tree).__name__}, expected an array, or nested tuples of arrays such as (w, b)")


def check_like(name: str, tree: Any, template: Tree) -> None:
    """Raise unless a tree has the structure, shapes and dtypes of another: one that differs might broadcast without an error."""
    if isinstance(template, tuple):
        if not isinstance(tree, tuple) or len(tree) != len(template):
            came = f"a tuple of {len(tree)}" if isinstance(tree, tuple) else f"a {type(tree).__name__}"
            raise ValueError(f"{name} is {came}, expected a tuple of {len(template)}")
        for index, (branch, like) in enumerate(zip(tree, template, strict=True)):
            check_like(f"{name}[{index}]", branch, like)
    elif getattr(tree, "shape", None) != template.shape or getattr(tree, "dtype", None) != template.dtype:
        came = f"shape {tuple(tree.shape)} and dtype {tree.dtype}" if hasattr(tree, "dtype") else f"type {type(tree).__name__}"
        raise ValueError(f"{name} has {came}, expected shape {tuple(template.shape)} and dtype {template.dtype}")


def read_only(tree: Tree) -> Tree:
    """Return the same arrays, NumPy's as views that cannot be written to."""
    if isinstance(tree, tuple):
        return tuple_like(tree, [read_only(branch) for branch in tree])
    if not getattr(getattr(tree, "flags", None), "writeable", False):  # only NumPy's arrays
        return tree.mark_read_only() if hasattr(tree, "mark_read_only") else tree  # a traced array checks writes itself
    view = tree.view()
    view.setflags(write=False)
    return view


def ensure_writable(array: Any) -> Any:
    """Return the same array, or a copy of a read-only NumPy array: users may write to the arrays that they receive."""
    return array if getattr(getattr(array, "flags", None), "writeable", True) else array.copy()


def call_read_only(what: str, function: Callable[..., Any], xp: Namespace, *given: Any, protect: bool = True) -> Any:
    """Call a pure function with NumPy arrays made read-only; an error names the function that writes to them.

    Writing to an array would also change it for the user, and in earlier params that were kept.
    """
    try:
        return function(xp, *(read_only(given) if protect else given))
    except ValueError as error:
        if "read-only" not in str(error) or "writes to its input" in str(error):
            raise
        raise ValueError(f"{what} writes to its input ({error}): return a new array, 2.0 * x in place of x *= 2.0") from error


def leaves(tree: Tree) -> Iterator[Any]:
    """Iterate over the arrays of a tree, from left to right.

    Examples
    --------
    >>> list(leaves((1, (), (2, (3,)))))
    [1, 2, 3]
    """
    found: list[Any] = []
    _collect(tree, found)
    return iter(found)


def _collect(tree: Tree, found: list[Any]) -> None:
    """Append the arrays of a tree to a list."""
    if not isinstance(tree, tuple):
        found.append(tree)
        return
    for branch in tree:
        if isinstance(branch, tuple):
            _collect(branch, found)
        else:
            found.append(branch)
