"""Speed targets of bpnet, and their measurement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bpnet.bench.rows import Row


class Target(NamedTuple):
    """Speed target: a backend of bpnet is at least ``factor`` times as fast as a peer."""

    case: str
    backend: str
    factor: float
    peer: str


TARGETS = (
    Target("xor", "numpy", 1.5, "textbook"),
    Target("xor", "numba", 60.0, "textbook"),
    Target("xor", "numba", 1.5, "jax-scan"),
    Target("xor", "jax", 0.95, "jax-scan"),
    Target("small", "numpy", 1.4, "handwritten"),
    Target("small", "numpy", 3.0, "sklearn"),
    Target("small", "numpy", 3.0, "torch-eager"),
    Target("medium", "numpy", 1.2, "handwritten"),
    Target("medium", "numpy", 1.1, "torch-eager"),
    Target("medium", "numpy", 0.7, "products"),
    Target("medium", "jax", 0.95, "jax-scan"),
    Target("medium", "numba", 1.0, "jax-scan"),
    Target("medium", "numba", 0.8, "products"),
    *(Target(f"{case}-gpu", "cupy", 1.0, peer) for case in ("xor", "small", "medium") for peer in ("torch-eager", "jax-scan")),
    Target("large", "cupy", 0.9, "products"),
)


def measure_targets(rows: Sequence[Row]) -> Iterator[tuple[Target, float | None]]:
    """Yield each target of the cases that ran, and its measured factor; None if one of the two was not timed."""
    found = {(row.case, row.peer): row for row in rows if row.rates}
    for target in TARGETS:
        ours, theirs = found.get((target.case, f"bpnet {target.backend}")), found.get((target.case, target.peer))
        if any(row.case == target.case for row in rows):
            yield target, ours.ratio(theirs) if ours and theirs else None
