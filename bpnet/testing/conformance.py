"""The conformance kit: what must hold of every backend, one check per row, for bpnet's own backends and for everybody's."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from bpnet.backend import Backend
from bpnet.backend.selection import BackendSpec, get_backend
from bpnet.testing.claims import ConformanceError, NotApplicable
from bpnet.testing.conformance_arrays import ARRAYS
from bpnet.testing.conformance_contract import CONTRACT
from bpnet.testing.conformance_steps import STEPS
from bpnet.testing.conformance_training import TRAINING

CHECKS: dict[str, Callable[[Backend], None]] = {**CONTRACT, **ARRAYS, **STEPS, **TRAINING}
"""By name; each raises `ConformanceError` where a backend fails it, and `NotApplicable` where it has nothing to look at."""


class Finding(NamedTuple):
    """A row of `check_backend`."""

    check: str
    outcome: str
    """"passed", "failed" or "skipped"."""
    reason: str
    """Why it failed or was skipped; of a row that passed, that it was slow."""
    seconds: float = 0.0
    """How long it took."""


SLOW = 10.0
"""Seconds beyond which a row says that it was slow."""


def find(check: str, backend: Backend, *, slow: float = SLOW) -> Finding:
    """Run one check; whatever it raises is the reason of a row."""
    began = time.perf_counter()
    outcome, reason = _outcome(check, backend)
    seconds = time.perf_counter() - began
    if seconds > slow:
        reason = "; ".join(filter(None, (f"slow: {seconds:.3g} s", reason)))
    return Finding(check, outcome, reason, seconds)


def _outcome(check: str, backend: Backend) -> tuple[str, str]:
    try:
        CHECKS[check](backend)
    except NotApplicable as reason:
        return "skipped", str(reason)
    except Exception as error:  # noqa: BLE001 - a check that a library's own error ends has failed
        return "failed", f"{type(error).__name__}: {error}"
    return "passed", ""


def check_backend(backend: BackendSpec, *, raise_on_failure: bool = True, slow: float = SLOW) -> tuple[Finding, ...]:
    """Run every check of the conformance kit on a backend.

    Parameters
    ----------
    backend
        A specification such as ``"mine"`` or ``"mine:gpu"``, or a Backend, which need not be registered.
    raise_on_failure
        Whether to raise where a check failed; else its row says so.
    slow
        Seconds beyond which the reason of a row says that it was slow. No row is stopped.

    Returns
    -------
    tuple of Finding
        One row per check: its name, "passed", "failed" or "skipped", the reason, and the seconds that it took.

    Raises
    ------
    ConformanceError
        With one line per failed check, after all of them ran.
    BackendError
        If the backend cannot be used here at all, as from `bpnet.get_backend`.
    """
    if not isinstance(backend, str | Backend):
        raise TypeError(f"expected a backend or its name, got {backend!r}")
    found = get_backend(backend)
    rows = tuple(find(check, found, slow=slow) for check in CHECKS)
    failed = [f"{row.check}: {row.reason}" for row in rows if row.outcome == "failed"]
    if failed and raise_on_failure:
        raise ConformanceError("\n".join([f"backend {found.spec!r} fails {len(failed)} of {len(rows)} checks", *failed]))
    return rows
