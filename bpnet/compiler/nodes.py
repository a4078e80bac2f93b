"""The tree of a sum over rows: 32 consecutive rows are a block, and neighbouring nodes are added in pairs.

Node ``(0, i)`` is the sum of block i. Node ``(level, i)`` is ``(level - 1, 2 i) + (level - 1, 2 i + 1)``; without a right child
it is its left child, unchanged. The root is the sum of all rows. A part of the rows contributes its maximal nodes, which are not
added to one another: a parent is computed where both of its children are, so the bits do not depend on the parts.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from typing import Any

from bpnet.arithmetic.namespace import TERMS
from bpnet.arrays import Namespace


def count_blocks(rows: int) -> int:
    """``ceil(rows / 32)``, the number of blocks of a batch."""
    return -(-rows // TERMS)


def maximal_nodes(first: int, stop: int, n_blocks: int) -> Iterator[tuple[int, int]]:
    """Yield the largest nodes ``(level, index)`` that consist of blocks ``first, ..., stop - 1``, from left to right.

    A node that is its left child, unchanged, has the name of that child.

    Parameters
    ----------
    first, stop
        Range of blocks, ``0 <= first <= stop <= n_blocks``.
    n_blocks
        Number of blocks of the whole batch.

    Examples
    --------
    >>> list(maximal_nodes(0, 6, 11)), list(maximal_nodes(6, 11, 11))
    ([(2, 0), (1, 2)], [(1, 3), (2, 2)])
    """
    if not 0 <= first <= stop <= n_blocks:
        raise ValueError(f"expected blocks 0 <= first <= stop <= {n_blocks}, got first={first}, stop={stop}")
    while first < stop:
        level, end = 0, first + 1
        while first % (2 << level) == 0 and end < min(first + (2 << level), n_blocks) <= stop:
            level, end = level + 1, min(first + (2 << level), n_blocks)
        yield level, first >> level
        first = end


def rows_of_node(level: int, index: int, rows: int) -> tuple[int, int]:
    """Return the first row of a node, and its number of rows, in a batch of ``rows``."""
    first = (index << level) * TERMS
    return first, min(TERMS << level, rows - first)


def combine(xp: Namespace, kind: str) -> Callable[[Any, Any], Any]:
    """Return the function of two nodes that makes their parent: of a "sum", "max", "min", "all" or "any"."""
    if kind == "sum":
        return operator.add
    names = {"max": "maximum", "min": "minimum", "all": "logical_and", "any": "logical_or"}
    function: Callable[[Any, Any], Any] = getattr(xp, names[kind])
    return function


class Nodes:
    """The nodes of one tree: accepts them in any order, and combines two as soon as both are there.

    Parameters
    ----------
    n_blocks
        Number of blocks of the whole batch, at least 1.
    combine
        Function ``(left, right) -> parent``, the sum by default.

    Examples
    --------
    >>> nodes = Nodes(3)
    >>> for level, index, value in [(0, 2, "c"), (0, 1, "b"), (0, 0, "a")]:
    ...     nodes.add(level, index, value)
    >>> nodes.root
    'abc'
    """

    def __init__(self, n_blocks: int, combine: Callable[[Any, Any], Any] = operator.add) -> None:
        if n_blocks < 1:
            raise ValueError(f"a tree has at least one block, got {n_blocks}")
        self.n_blocks, self.combine = n_blocks, combine
        self.height = (n_blocks - 1).bit_length()
        self.waiting: dict[tuple[int, int], Any] = {}
        self.seen: set[int] = set()

    def add(self, level: int, index: int, value: Any) -> None:
        """Add a node.

        Raises
        ------
        ValueError
            If the tree has no such node, or one of its blocks was added before.
        """
        self._check(level, index)
        while level < self.height:
            left, right = index & ~1, index | 1
            if right << level < self.n_blocks:
                other = self.waiting.pop((level, index ^ 1), None)
                if other is None:
                    break
                value = self.combine(value, other[0]) if index == left else self.combine(other[0], value)
            level, index = level + 1, index >> 1
        self.waiting[level, index] = (value,)

    def _check(self, level: int, index: int) -> None:
        if not (0 <= level <= self.height and 0 <= index << level < self.n_blocks):
            raise ValueError(f"a tree of {self.n_blocks} blocks has no node (level, index) = {(level, index)}")
        blocks = set(range(index << level, min((index + 1) << level, self.n_blocks)))
        if blocks & self.seen:
            raise ValueError(f"block {min(blocks & self.seen)} of node (level, index) = {(level, index)} was added before")
        self.seen |= blocks

    @property
    def root(self) -> Any:
        """The value of the whole tree; raises ValueError while blocks are missing."""
        if (self.height, 0) not in self.waiting:
            raise ValueError(f"{self.n_blocks - len(self.seen)} of {self.n_blocks} blocks are missing")
        return self.waiting[self.height, 0][0]
