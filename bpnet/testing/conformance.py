"""Conformance kit: checks of the contract of a backend, with one row per check, for built-in backends and plug-ins."""

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
"""Checks by name; each raises `ConformanceError` if a backend fails, and `NotApplicable` if there is nothing to check."""


class Finding(NamedTuple):
    """Result of one check of `check_backend`."""

    check: str
    outcome: str
    """"passed", "failed" or "skipped"."""
    reason: str
    """Reason why the check failed or was skipped, and a note if it was slow."""
    seconds: float = 0.0
    """Duration in seconds."""


SLOW = 10.0
"""Duration in seconds above which a row is marked as slow."""


def run_check(check: str, backend: Backend, *, slow: float = SLOW) -> Finding:
    """Run one check, and return its row; an exception of any kind is a failure."""
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
    except Exception as error:  # noqa: BLE001 - libraries may raise any exception
        return "failed", f"{type(error).__name__}: {error}"
    return "passed", ""


def check_backend(backend: BackendSpec, *, raise_on_failure: bool = True, slow: float = SLOW) -> tuple[Finding, ...]:
    """Run every check of the conformance kit on a backend.

    Parameters
    ----------
    backend
        A specification such as ``"mine"`` or ``"mine:gpu"``, or a Backend, which need not be registered.
    raise_on_failure
        If True, raise if a check failed; otherwise only its row has the failure.
    slow
        Duration in seconds above which a row is marked as slow. No check is interrupted.

    Returns
    -------
    tuple of Finding
        One row per check: name, "passed", "failed" or "skipped", reason, and duration.

    Raises
    ------
    ConformanceError
        If checks failed, with one line for each, after all checks ran.
    BackendError
        If the backend is not usable, as from `bpnet.get_backend`.
    """
    if not isinstance(backend, str | Backend):
        raise TypeError(f"expected a backend or its name, got {backend!r}")
    found = get_backend(backend)
    rows = tuple(run_check(check, found, slow=slow) for check in CHECKS)
    failed = [f"{row.check}: {row.reason}" for row in rows if row.outcome == "failed"]
    if failed and raise_on_failure:
        raise ConformanceError("\n".join([f"backend {found.spec!r} fails {len(failed)} of {len(rows)} checks", *failed]))
    return rows
