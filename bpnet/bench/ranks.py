"""Cost of the tree of sums beside a plain Allreduce: ``mpiexec -n 4 python -m bpnet.bench.ranks``.

Both join one vector of each rank, in turns in one run, as a network's gradient in exact and in native arithmetic. The tree is
also joined from two nodes per rank, as where shards are no powers of two. Times are of the slowest rank, medians of all turns.
"""

from __future__ import annotations

import sys
import time
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arithmetic.namespace import TERMS, exact
from bpnet.backend.selection import get_backend
from bpnet.compiler.plan import Operation, Value
from bpnet.compiler.row_split import Join
from bpnet.distributed.joins import Joiner
from bpnet.distributed.ranks import MPIRanks
from bpnet.distributed.shards import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bpnet.distributed.ranks import Ranks

ELEMENTS = (100, 10_000, 100_000, 1_000_000)
TURNS = 20


def joiner(ranks: Ranks, n: int, nodes: int, *, tree: bool) -> tuple[Joiner, list[dict[Value, Any]]]:
    """Return the join of a float32 vector of n elements, of blocks that each rank has ``nodes`` of, and its arguments."""
    value = Value(0, (n,), np.dtype("float32"))
    parts = [
        [Part(TERMS * block, TERMS, (0, block)) for block in range(rank * nodes, (rank + 1) * nodes)]
        for rank in range(ranks.size)
    ]
    rows, join = TERMS * nodes * ranks.size, Join(Operation("sum", (), (), value), "sum")
    made = Joiner(get_backend("numpy"), ranks, exact(np) if tree else np, rows, parts, [join], tree=tree)
    return made, [{value: np.full(n, ranks.rank + 0.5, "float32")} for _ in range(nodes)]


def measure(ranks: Ranks, calls: Sequence[Callable[[], Any]]) -> list[float]:
    """Return for each call the median of its times, in seconds: of each turn the time of the slowest rank."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(TURNS):
        for call, spent in zip(calls, times, strict=True):
            ranks.gather_objects(None, "a turn")
            began = time.perf_counter()
            call()
            spent.append(max(ranks.gather_objects(time.perf_counter() - began, "a time")))
    return [median(spent[1:]) for spent in times]


def main(comm: Any) -> None:
    """Measure, and print a table on rank 0."""
    ranks = MPIRanks.of(comm)
    lines = [
        f"{ranks.size} ranks; microseconds, and times the Allreduce",
        "  elements  Allreduce  tree, 1 node each  tree, 2 nodes each",
    ]
    for n in ELEMENTS:
        given = [joiner(ranks, n, 1, tree=False), joiner(ranks, n, 1, tree=True), joiner(ranks, n, 2, tree=True)]
        plain, *trees = measure(ranks, [lambda join=join, parts=parts: join(parts) for join, parts in given])  # type: ignore[misc]  # defaults
        columns = "".join(f"{seconds * 1e6:11.0f} {seconds / plain:5.2f} x" for seconds in trees)
        lines.append(f"{n:10} {plain * 1e6:10.0f} {columns}")
    if ranks.rank == 0:
        print(*lines, sep="\n")


if __name__ == "__main__":
    try:
        from mpi4py import MPI
    except ImportError:
        sys.exit("this measures ranks of MPI, and needs mpi4py: pip install mpi4py mpich")
    main(MPI.COMM_WORLD)
