"""Rows of a benchmark, one per case and peer: the times, and a check that the peer trains in the same way as the others."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from bpnet.bench.cases import Case
from bpnet.bench.peers import Peer

PASSED, FAILED, ABSENT = "passed", "failed", "not run"


class Row(NamedTuple):
    """Result of one peer on one case."""

    case: str
    peer: str
    backend: str = ""
    """Backend of bpnet; empty for other peers."""
    arithmetic: str = "native"
    """Arithmetic of bpnet, "native" or "exact"."""
    threads: int = 1
    """Number of threads."""
    outcome: str = PASSED
    """"passed", "failed" or "not run"."""
    reason: str = ""
    epochs: int = 0
    """Epochs of each timed training."""
    rates: tuple[float, ...] = ()
    """Epochs or samples per second in each round."""
    cpu_rates: tuple[float, ...] = ()
    """The same per second of CPU time, of all threads of the process together; empty in records before this field."""
    first_step: float | None = None
    """Seconds from the data to the loss of the first step, after the import of the library."""
    overhead: float | None = None
    """Seconds per step of a network so small that arithmetic costs almost nothing."""
    memory: float | None = None
    """Peak memory in MiB, without that of the library and the data."""
    apart: float | None = None
    """Largest difference of a loss from the reference, relative to the first loss; None if the peer has a different loss."""
    losses: tuple[float, ...] = ()
    """First and last loss."""
    import_seconds: float | None = None
    provenance: dict[str, Any] = {}  # noqa: RUF012 - never modified

    @property
    def rate(self) -> float:
        """Median of the rates."""
        return statistics.median(self.rates)

    @property
    def spread(self) -> float:
        """Half the range of the rates, relative to the median."""
        return spread(self.rates)

    def ratio(self, other: Row) -> float:
        """Return the median ratio to the rates of another row."""
        return median_ratio(self.rates, other.rates)


def spread(values: Sequence[float]) -> float:
    """Return half the range of the values, relative to their median."""
    return (max(values) - min(values)) / (2.0 * statistics.median(values))


def median_ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median over the rounds of ``ours / theirs``, in which slow rounds of the machine cancel."""
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def fastest(rows: Sequence[Row]) -> Row | None:
    """Return the fastest row that is neither bpnet nor the limit."""
    peers = [row for row in rows if row.rates and not row.backend and row.losses]
    return max(peers, key=lambda row: row.rate, default=None)


def limit(rows: Sequence[Row]) -> Row | None:
    """Return the row of the matrix products, which has times but no losses."""
    return next((row for row in rows if row.rates and not row.losses), None)


def relative_distance(losses: Sequence[float], expected: Sequence[float]) -> float:
    """Return the largest difference of two losses, relative to the first loss; infinity if one is missing or not finite."""
    got, wanted = np.asarray(losses, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    if got.shape != wanted.shape or not np.all(np.isfinite(got)):
        return float("inf")
    return float(np.max(np.abs(got - wanted)) / wanted[0])


def check_fairness(case: Case, peer: Peer, losses: Sequence[float], expected: Sequence[float]) -> tuple[str, float | None]:
    """Return the reason why a peer's times do not count, or an empty string, and the distance of its losses."""
    if len(losses) != case.epochs:
        return f"got {len(losses)} losses in {case.epochs} epochs", None
    if case.style != "fresh" and not losses[-1] < losses[0]:
        return f"it did not learn: its loss went from {losses[0]:.6g} to {losses[-1]:.6g}", None
    if peer.own_loss and case.is_textbook:
        return "", None
    apart = relative_distance(losses[: len(expected)], expected)
    if apart <= case.tolerance:
        return "", apart
    return (
        f"it trains differently: a loss differs from the reference by {apart:.2g} of the first loss, allowed {case.tolerance:g}",
        apart,
    )


def check_bits(losses: Sequence[float], exact: list[Sequence[float]]) -> str:
    """Return the reason why losses differ from those of earlier exact rows, or an empty string; add them to ``exact``."""
    exact.append(losses)
    apart = [i for i, (one, other) in enumerate(zip(losses, exact[0], strict=True)) if one != other]
    return f"its bits are not those of the first exact row: from epoch {apart[0] + 1} on, the loss differs" if apart else ""
