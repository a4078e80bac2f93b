"""Targets of bpnet's speed and of the cost of exact arithmetic, and their measurement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from bpnet.backend.registry import BUILT_IN
from bpnet.bench.cases import Case
from bpnet.bench.peers import peer_name
from bpnet.bench.rows import Row, median_ratio

NATIVE, ONE_THREAD, FIT, PER_SECOND = "native", "1 thread", "fit", "per second"


class Target(NamedTuple):
    """Speed target: a row of bpnet is at least ``factor`` times as fast as another row."""

    case: str
    backend: str
    factor: float
    peer: str
    """A peer; `FIT` or `ONE_THREAD` for that row of the same backend; `PER_SECOND` if ``factor`` is the rate itself."""
    way: str = ""
    """`Peer.way` of the row."""
    threads: int = 1
    """Number of threads of the row."""

    @property
    def name(self) -> str:
        """Name of the row, as in `Row.peer`."""
        return peer_name(self.backend, way=self.way)

    def measure(self, ours: Row, rows: Mapping[str, Row]) -> float | None:
        """Return the factor of a row, given the rows of its case by name; None if the other row was not timed."""
        if self.peer == PER_SECOND:
            return ours.rate
        other = rows.get(_row_name(self.backend, self.peer))
        return ours.ratio(other) if other else None


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
    Target("tall", "numba", 1.5, "jax-scan"),
    Target("small", "torch", 1.0, "torch-eager"),
    Target("medium", "torch", 1.0, "torch-eager"),
    Target("fresh", "jax", 20.0, PER_SECOND),
    *(Target("loop", backend, 1.0 / 1.3, FIT, way="loop") for backend in BUILT_IN),
    *(Target("medium", backend, 1.7, ONE_THREAD, threads=2) for backend in ("numpy", "numba")),
    *(Target(f"{case}-gpu", "cupy", 1.0, peer) for case in ("xor", "small", "medium") for peer in ("torch-eager", "jax-scan")),
    Target("large", "cupy", 0.9, "products"),
)


def measure_targets(rows: Sequence[Row]) -> Iterator[tuple[Target, float | None]]:
    """Yield each target of the cases that ran, and its measured factor; None if one of the two was not timed so."""
    for target in TARGETS:
        if any(row.case == target.case for row in rows):
            found = {row.peer: row for row in rows if row.case == target.case and row.rates}
            ours = found.get(target.name)
            yield target, target.measure(ours, found) if ours and ours.threads == target.threads else None


MOST = {
    ("xor", "numba", NATIVE): 2.0,
    ("xor", "numpy", NATIVE): 8.0,
    ("tall", "numba", "jax-scan"): 1.0,
    ("tall", "numpy", NATIVE): 8.0,
    ("small", "numba", NATIVE): 3.0,
    ("small", "numpy", NATIVE): 15.0,
    ("medium", "numba", NATIVE): 3.0,
    ("medium-sgd", "numba", NATIVE): 3.0,
    ("medium", "numba", ONE_THREAD): 1.0 / 1.7,
}
"""Targets by case, backend and row compared with: how many times the time of that row exact arithmetic may take at most.

They are about one thread; against "1 thread", about two.
"""


class Cost(NamedTuple):
    """Time of a training step in exact arithmetic, compared with another row of the same run."""

    case: str
    backend: str
    against: str
    """"native" for the same backend in native arithmetic, "1 thread" for the same in exact arithmetic, or a peer."""
    seconds: float
    """CPU time of a step of the row compared with; for "1 thread", wall time."""
    exact_seconds: float
    """The same of a step in exact arithmetic."""
    ratio: float
    """Median over the rounds of the ratio of the two."""
    wall_ratio: float
    """The same of wall time."""
    most: float | None = None
    """Target of ``ratio``, if there is one."""

    @property
    def met(self) -> bool | None:
        """True if the target is met; None if there is none."""
        return None if self.most is None else self.ratio <= self.most


def measure_costs(cases: Sequence[Case], rows: Sequence[Row]) -> Iterator[Cost]:
    """Yield the costs of all exact rows that were timed: against native, against one thread, and those that have a target."""
    found = {(row.case, row.peer): row for row in rows if row.cpu_rates}
    for case in cases:
        for row in found.values():
            if row.case != case.name or row.arithmetic != "exact" or row.peer != peer_name(row.backend, "exact"):
                continue
            for against in _compared(case.name, row.backend):
                if other := found.get((case.name, _row_name(row.backend, against, "exact"))):
                    yield _cost(case, row, other, against)


def _compared(case: str, backend: str) -> list[str]:
    """Return what exact arithmetic on a backend is compared with."""
    peers = [against for name, spec, against in MOST if (name, spec) == (case, backend)]
    return list(dict.fromkeys([NATIVE, *peers, ONE_THREAD]))


def _row_name(backend: str, against: str, arithmetic: str = "native") -> str:
    """Return the name of the row compared with."""
    ours = {NATIVE: peer_name(backend), FIT: peer_name(backend, way=FIT), ONE_THREAD: peer_name(backend, arithmetic, threads=1)}
    return ours.get(against, against)


def _cost(case: Case, row: Row, other: Row, against: str) -> Cost:
    """Return the cost of an exact row against another row; numbers of threads are compared in wall time."""
    wall = against == ONE_THREAD
    theirs, ours = (one.rates if wall else one.cpu_rates for one in (other, row))
    seconds, exact_seconds = (case.units_per_epoch / case.steps / median(rates) for rates in (theirs, ours))
    ratios = median_ratio(theirs, ours), median_ratio(other.rates, row.rates)
    most = MOST.get((case.name, row.backend, against)) if row.threads == 1 + wall else None
    return Cost(case.name, row.backend, against, seconds, exact_seconds, *ratios, most)
