"""A row for each peer and case: what was timed, and whether the peer computed what the others did."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from bpnet.bench.cases import Case
    from bpnet.bench.peers import Peer

PASSED, FAILED, ABSENT = "passed", "failed", "not run"


class Row(NamedTuple):
    """One peer on one case."""

    case: str
    peer: str
    backend: str = ""
    """Of bpnet; empty for the other peers."""
    outcome: str = PASSED
    """"passed", "failed" or "not run"."""
    reason: str = ""
    epochs: int = 0
    """Of each timed training."""
    rates: tuple[float, ...] = ()
    """Epochs or samples per second, one for each round."""
    first_step: float | None = None
    """Seconds from the data to the loss of the first step, in a process that has imported its library."""
    overhead: float | None = None
    """Seconds of a step in which there is next to nothing to compute."""
    memory: float | None = None
    """MiB at the peak, beyond those of the library and the data."""
    apart: float | None = None
    """The worst distance of a loss from the reference's, as a share of the first one; None if it has losses of its own kind."""
    losses: tuple[float, ...] = ()
    """First and last."""
    import_seconds: float | None = None
    provenance: dict[str, Any] = {}  # noqa: RUF012 - never changed

    @property
    def rate(self) -> float:
        """The median over the rounds."""
        return statistics.median(self.rates)

    @property
    def spread(self) -> float:
        """Half of what lies between the fastest and the slowest round, as a share of the median."""
        return (max(self.rates) - min(self.rates)) / (2.0 * self.rate)


def ratio(row: Row, other: Row) -> float:
    """The median, over the rounds, of the ratio of two rates: what slows down a whole round cancels."""
    return statistics.median(a / b for a, b in zip(row.rates, other.rates, strict=True))


def fastest(rows: Sequence[Row]) -> Row | None:
    """The fastest of those that are neither bpnet nor the limit."""
    peers = [row for row in rows if row.rates and not row.backend and row.losses]
    return max(peers, key=lambda row: row.rate, default=None)


def limit(rows: Sequence[Row]) -> Row | None:
    """The row of the bare matrix products: it has times, but no losses."""
    return next((row for row in rows if row.rates and not row.losses), None)


def distance(losses: Sequence[float], expected: Sequence[float]) -> float:
    """The worst distance of a loss from the expected one, as a share of the first; infinite if one is missing or not finite."""
    got, wanted = np.asarray(losses, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    if got.shape != wanted.shape or not np.all(np.isfinite(got)):
        return float("inf")
    return float(np.max(np.abs(got - wanted)) / wanted[0])


def unfair(case: Case, peer: Peer, losses: Sequence[float], expected: Sequence[float]) -> tuple[str, float | None]:
    """Why a peer's times do not count, if they do not, and how far its losses are from the expected ones."""
    if len(losses) != case.epochs:
        return f"it gave {len(losses)} losses in {case.epochs} epochs", None
    if not losses[-1] < losses[0]:
        return f"it did not learn: its loss went from {losses[0]:.6g} to {losses[-1]:.6g}", None
    if peer.own_loss and case.textbook:
        return "", None
    apart = distance(losses[: len(expected)], expected)
    if apart > case.tolerance:
        return (
            f"it computes something else: a loss is {apart:.2g} of the first from the reference's, {case.tolerance:g} allowed",
            apart,
        )
    return "", apart
