"""Shards: the rows of a batch that each rank computes, and the nodes of the tree of sums that consist of them."""

from __future__ import annotations

from typing import NamedTuple

from bpnet.arithmetic.namespace import TERMS
from bpnet.compiler.nodes import count_blocks, maximal_nodes, rows_of_node

MOST = 1.25
"""Maximum rows of a shard, as a multiple of the fewest possible: shards of larger units have fewer nodes to send."""


class Part(NamedTuple):
    """Consecutive rows of a batch whose partial results one rank computes together."""

    first: int
    rows: int
    node: tuple[int, int] = (0, 0)
    """``(level, index)`` of the node of the tree of sums that these rows are, in exact arithmetic."""


def shards(rows: int, ranks: int, *, blocks: bool) -> list[tuple[int, int]]:
    """Return for each rank the first row of its shard, and the row after the last.

    Parameters
    ----------
    rows
        Number of rows of the batch.
    ranks
        Number of ranks.
    blocks
        Whether shards are whole blocks of 32 rows, as exact arithmetic needs. They have multiples of ``32 * 2**j`` rows, with the
        largest j for which no shard is more than 1.25 times as long as it must be. Otherwise the numbers of rows differ by at
        most one.

    Notes
    -----
    Of a batch of one row nothing can be divided: all ranks compute it.

    Examples
    --------
    >>> shards(333, 4, blocks=True)
    [(0, 96), (96, 192), (192, 288), (288, 333)]
    >>> shards(333, 3, blocks=True)
    [(0, 128), (128, 256), (256, 333)]
    >>> shards(10, 4, blocks=False)
    [(0, 3), (3, 6), (6, 8), (8, 10)]
    """
    if rows < 2:  # noqa: PLR2004 - a single row
        return [(0, rows)] * ranks
    if not blocks:
        least, more = divmod(rows, ranks)
        return [(r * least + min(r, more), (r + 1) * least + min(r + 1, more)) for r in range(ranks)]
    unit, size = TERMS, _multiple(rows, ranks, TERMS)
    most = MOST * size
    while (larger := _multiple(rows, ranks, 2 * unit)) <= most:
        unit, size = 2 * unit, larger
    return [(min(r * size, rows), min((r + 1) * size, rows)) for r in range(ranks)]


def _multiple(rows: int, ranks: int, unit: int) -> int:
    """Return the least multiple of a unit of which ``ranks`` cover all rows."""
    units = -(-rows // unit)
    return unit * -(-units // ranks)


def parts_of(shard: tuple[int, int], rows: int, *, blocks: bool) -> list[Part]:
    """Return the parts of a shard: its maximal nodes, or all of it at once.

    Examples
    --------
    >>> parts_of((96, 192), 333, blocks=True)
    [Part(first=96, rows=32, node=(0, 3)), Part(first=128, rows=64, node=(1, 2))]
    """
    first, stop = shard
    if not blocks:
        return [Part(first, stop - first)] if stop > first else []
    if stop <= first:
        return []
    nodes = maximal_nodes(first // TERMS, count_blocks(stop), count_blocks(rows))
    return [Part(*rows_of_node(*node, rows), node) for node in nodes]
