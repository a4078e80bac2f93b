"""Functions whose rows are independent, such as the outputs of a network, on batches of any length with two programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.exact import FUNCTIONS, ExactStep, is_exact
from bpnet.compiler.operations import TraceError
from bpnet.compiler.plan import example
from bpnet.compiler.rows import split_rows
from bpnet.compiler.trace import trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.arrays import Array, Namespace

FEW, MANY = 16, 256
"""Numbers of rows of the programs: for short batches, and for the blocks of others; the last block is filled up with zeros."""


class RowFunction:
    """A compiled function of ``(*trees, x)``, x (n, n_in), in blocks of rows, on a device that shares the host's memory.

    If the function mixes rows, or has other constants for each row, it is called with x as it is.

    Parameters
    ----------
    function
        The uncompiled function, a `bpnet.backend.Function`.
    compiled
        The compiled one.
    to_host, from_host
        Conversion of its arrays to NumPy and back.
    """

    def __init__(self, function: Any, compiled: Any, to_host: Callable[[Any], Any], from_host: Callable[[Any], Any]) -> None:
        self.function, self.compiled, self.to_host, self.from_host = function, compiled, to_host, from_host
        self.known: dict[Any, bool] = {}

    def __call__(self, *values: Tree) -> Array:
        """Call the function."""
        *trees, x = values
        n, key = x.shape[0], [(leaf.shape, leaf.dtype) for leaf in leaves(tuple(trees))] + [(x.shape[1:], x.dtype)]
        if n in {FEW, MANY} or not self._has_independent_rows(tuple(key), values):
            return self.compiled(*values)
        size, rows = FEW if n < FEW else MANY, self.to_host(x)
        blocks = [rows[start : start + size] for start in range(0, n, size)]
        short = size - blocks[-1].shape[0]
        blocks[-1] = np.concatenate([blocks[-1], np.zeros((short, *x.shape[1:]), rows.dtype)])
        made = [self.to_host(self.compiled(*trees, self.from_host(block))) for block in blocks]
        return self.from_host(np.concatenate(made)[:n])

    def _has_independent_rows(self, key: Any, values: tuple[Tree, ...]) -> bool:
        if key not in self.known:
            self.known[key] = has_independent_rows(self.function, *values)
        return self.known[key]


def has_independent_rows(function: Any, *values: Tree) -> bool:
    """Return True if row i of the result of a function of ``(*trees, x)`` depends on row i of x only, for every i."""

    def total(xp: Namespace, *values: Tree) -> Tree:
        return xp.sum(function.over(xp, *values), axis=-2)

    *trees, x = map_tree(lambda array: example(array, tuple(array.shape)), values)
    x = example(x, (3, *x.shape[1:]))
    try:
        plan = trace(ExactStep(_Over(total), FUNCTIONS).over if is_exact(function) else total, *trees, x)
        split = split_rows(plan, {plan.inputs[-1]: 0})
    except TraceError:
        return False
    joins = [join for stage in split.stages for join in stage.joins]
    constants = [np.moveaxis(array, split.where[v].axis, 0) for v, array in split.plan.constants.items() if v in split.where]
    return len(joins) == 1 and all(np.array_equal(array, np.broadcast_to(array[:1], array.shape)) for array in constants)


class _Over:
    def __init__(self, over: Callable[..., Tree]) -> None:
        self.over = over
