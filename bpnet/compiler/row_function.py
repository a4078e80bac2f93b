"""Functions whose rows are independent, such as the outputs of a network, on batches of any length with three programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.exact import Bound, in_its_arithmetic
from bpnet.compiler.operations import TraceError
from bpnet.compiler.plan import Value, example
from bpnet.compiler.rows import split_rows
from bpnet.compiler.trace import trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from bpnet.arrays import Array, Namespace
    from bpnet.compiler.plan import Operation, Plan

FEW, SOME, MANY = 16, 256, 4096
"""Numbers of rows of the programs: blocks of a batch have these lengths, the last one is filled up with zeros."""
MAX_LENGTHS = 4096
"""Maximum number of lengths whose analysis is kept."""


class RowFunction:
    """A compiled function of ``(*trees, x)``, x (n, n_in), in blocks of rows, on a device that shares the host's memory.

    If the function mixes rows, or depends on their number, it is called with x as it is.

    Parameters
    ----------
    function
        The uncompiled function, a `bpnet.backend.Function`.
    compiled
        The compiled one, a `bpnet.compiler.compiled_step.CompiledFunction`.
    to_host, from_host
        Conversion of its arrays to NumPy and back.
    """

    def __init__(self, function: Any, compiled: Any, to_host: Callable[[Any], Any], from_host: Callable[[Any], Any]) -> None:
        self.function, self.compiled, self.to_host, self.from_host = function, compiled, to_host, from_host
        self.plans: dict[Any, Plan | None] = {}
        self.known: dict[Any, bool] = {}

    def __call__(self, *values: Tree) -> Array:
        """Call the function."""
        *trees, x = values
        if self.compiled.captures.find_change():  # the analysis too is that of what the function read
            self.plans, self.known = {}, {}
        lengths = list(block_lengths(x.shape[0]))
        if self.compiled.plain or lengths == [x.shape[0]] or not self._has_independent_rows(set(lengths), values):
            return self.compiled(*values)
        rows, made, start = self.to_host(x), [], 0
        for length in lengths:
            block = rows[start : start + length]
            if block.shape[0] < length:
                block = np.concatenate([block, np.zeros((length - block.shape[0], *x.shape[1:]), rows.dtype)])
            made.append(self.to_host(self.compiled(*trees, self.from_host(block))))
            start += length
        return self.from_host(np.concatenate(made)[: x.shape[0]])

    def _has_independent_rows(self, lengths: set[int], values: tuple[Tree, ...]) -> bool:
        """Return True if the function does the same with the rows of x as with those of blocks of these lengths."""
        key = self._key(values[-1].shape[0], values)
        if key not in self.known:
            own = self._plan(values[-1].shape[0], values)
            alike = own is not None and all(_do_the_same(own, self._plan(length, values)) for length in lengths)
            self.known[key] = alike
        return self.known[key]

    def _key(self, n: int, values: tuple[Tree, ...]) -> Any:
        *trees, x = values
        return n, *((leaf.shape, leaf.dtype) for leaf in leaves(tuple(trees))), x.shape[1:], x.dtype

    def _plan(self, n: int, values: tuple[Tree, ...]) -> Plan | None:
        """Return the plan of the function on n rows, if its rows are independent."""
        key = self._key(n, values)
        if key not in self.plans:
            if len(self.plans) >= MAX_LENGTHS:
                self.plans, self.known = {}, {}
            self.plans[key] = plan_of_rows(self.function, n, *values)
        return self.plans[key]


def block_lengths(n: int) -> Iterator[int]:
    """Yield the lengths of the blocks of n rows, the last of which may be longer than what is left."""
    for _ in range(n // MANY):
        yield MANY
    rest = n % MANY
    if 0 < rest <= FEW:
        yield FEW
    else:
        for _ in range(0, rest, SOME):
            yield SOME


def plan_of_rows(function: Any, n: int, *values: Tree) -> Plan | None:
    """Return the plan of a function of ``(*trees, x)`` on n rows of x; None if a row of the result depends on other rows."""

    def total(xp: Namespace, *values: Tree) -> Tree:
        return xp.sum(function.over(xp, *values), axis=-2)

    *trees, x = map_tree(lambda array: example(array, tuple(array.shape)), values)
    x = example(x, (n, *x.shape[1:]))
    try:
        plan = trace(in_its_arithmetic(Bound(total, function.xp)), *trees, x)
        split = split_rows(plan, {plan.inputs[-1]: 0}) if n > 1 else None
    except TraceError:
        return None
    if split is None:  # one row: other lengths decide
        return plan
    joins = [join for stage in split.stages for join in stage.joins]
    return plan if len(joins) == 1 else None


def _do_the_same(one: Plan, other: Plan | None) -> bool:
    """Return True if two plans have the same operations, numbers and constants, but for their number of rows."""
    if other is None or len(one.operations) != len(other.operations) or len(one.constants) != len(other.constants):
        return False
    pairs = zip(one.operations, other.operations, strict=True)
    alike = all(a.name == b.name and _settings(a) == _settings(b) for a, b in pairs)
    return alike and all(map(_are_alike, one.constants.values(), other.constants.values()))


def _settings(op: Operation) -> Any:
    """Return the operands and options of an operation without shapes."""
    operands = [(x.number, x.dtype) if isinstance(x, Value) else (type(x), repr(x)) for x in op.operands]
    return operands, [(name, repr(option)) for name, option in op.options if name != "shape"]


def _are_alike(one: NDArray[Any], other: NDArray[Any]) -> bool:
    """Return True for equal constants, and for constants of two lengths all of whose rows are equal."""
    if one.dtype != other.dtype or one.ndim != other.ndim:
        return False
    if one.shape == other.shape and one.tobytes() == other.tobytes():
        return True
    first, second = _first_rows(one, other.shape), _first_rows(other, one.shape)
    pairs = (one, first), (other, second)
    uniform = all(np.array_equal(array, np.broadcast_to(rows, array.shape), equal_nan=True) for array, rows in pairs)
    return uniform and first.shape == second.shape and first.tobytes() == second.tobytes()


def _first_rows(array: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    """Return the first part of an array along the axes whose lengths differ from those of another shape."""
    return array[tuple(slice(0, 1) if n != other else slice(None) for n, other in zip(array.shape, shape, strict=True))]
