"""Parity matrix: backend x dtype x arithmetic x plain or compiled step x case, with one row per combination, and its verdict."""

from __future__ import annotations

import itertools
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from bpnet.backend import DTYPES
from bpnet.backend.registry import known_backends
from bpnet.backend.selection import get_backend
from bpnet.errors import BackendError
from bpnet.parity.cases import ALL_CASES, RANK_CASES, Case
from bpnet.parity.comparison import compare
from bpnet.parity.tolerance import TooSensitiveError, tolerances
from bpnet.parity.trajectory import Trajectory, run, run_alone, stack
from bpnet.parity.transfers import HostCopyError, check_transfers
from bpnet.training.steps import ARITHMETICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bpnet.backend import Backend

STEPS = ("plain", "compiled")
SECOND_DEVICES = ("array_api_strict:device1",)
TRANSFERS = "on its device"
"""Name of the case that compares no numbers, but checks that steps make no transfers to the host."""

PASSED, FAILED, REJECTED = "passed", "failed", "rejected"
ABSENT, NOT_YET, LEFT = "not run", "no such step", "left the normal range"


Cell: TypeAlias = tuple[str, str, str, str, str]
"""``(backend, dtype, arithmetic, step, case)``."""


class Row(NamedTuple):
    """Result of one cell of the matrix."""

    backend: str
    dtype: str
    arithmetic: str
    step: str
    case: str
    outcome: str
    """"passed", "failed", "rejected", "not run", "no such step" or "left the normal range"."""
    reason: str = ""
    epochs: int = 0
    arrays: int = 0
    error: float | None = None
    """Largest difference, in eps."""
    tolerance: float | None = None
    rule: str = ""
    """Origin of the tolerance: "floor", "16 S", "bit for bit" or "ownership"."""
    sha256: str = ""
    compiled_steps: int = 0
    """Number of compiled steps that ran."""
    losses: tuple[float, ...] = ()
    """Losses at the epochs that `sample_losses` selects."""
    provenance: dict[str, Any] = {}  # noqa: RUF012 - never modified
    course: tuple[tuple[int, float, float], ...] = ()
    """Epoch, largest difference and tolerance in eps of each checkpoint, for figures; empty if all bits are equal."""

    @property
    def cell(self) -> Cell:
        """Cell of this row."""
        return self.backend, self.dtype, self.arithmetic, self.step, self.case


def default_backends() -> tuple[str, ...]:
    """Return all known backends, and second devices on which they run."""
    return (*known_backends(), *SECOND_DEVICES)


def cells(
    backends: Sequence[str],
    dtypes: Sequence[str] = DTYPES,
    arithmetics: Sequence[str] = ARITHMETICS,
    cases: Sequence[Case] = ALL_CASES,
) -> list[Cell]:
    """Return the cells of a matrix, in order."""
    made: list[Cell] = []
    for backend, dtype in itertools.product(backends, dtypes):
        made += [(backend, dtype, *rest) for rest in itertools.product(arithmetics, STEPS, (case.name for case in cases))]
        made += [(backend, dtype, arithmetic, "plain", TRANSFERS) for arithmetic in arithmetics]
    return made


class RunOptions(NamedTuple):
    """Options of a run of the matrix."""

    seed: int = 1
    full: bool = False
    """If True, train ``full_epochs`` epochs in exact arithmetic."""
    requested: tuple[str, ...] = ()
    """Backends that were named: their compiled steps run even if ``compile_by_default`` is False."""


DEFAULT = RunOptions()


@cache
def reference(
    name: str, dtype: str, arithmetic: str, run_options: RunOptions = DEFAULT
) -> tuple[Trajectory, NDArray[np.float64]]:
    """Return NumPy's uncompiled trajectory of a default case, and its tolerances, which are 0 in exact arithmetic."""
    case = named_case(name, run_options)
    if case.replicas:
        alone = run_alone(case, dtype, arithmetic, full=run_options.full and arithmetic == "exact")
        trajectory, allowed = stack(alone), np.zeros(len(alone[0].params))
        if arithmetic == "native":
            allowed = np.max([tolerances(one, dtype, own) for one, own in zip(case.each(), alone, strict=True)], axis=0)
        return trajectory, allowed
    trajectory = run(case, "numpy", dtype, arithmetic=arithmetic, compile=False, full=run_options.full and arithmetic == "exact")
    allowed = tolerances(case, dtype, trajectory) if arithmetic == "native" else np.zeros(len(trajectory.params))
    return trajectory, allowed


def named_case(name: str, run_options: RunOptions = DEFAULT) -> Case:
    """Return a default case with the seed of the options."""
    case = next(case for case in (*ALL_CASES, *RANK_CASES) if case.name == name)
    return case._replace(seed=run_options.seed)


def run_cell(spec: str, dtype: str, arithmetic: str, step: str, case: str, *, run_options: RunOptions = DEFAULT) -> Row:
    """Run one cell."""
    cell = (spec, dtype, arithmetic, step, case)
    try:
        backend = get_backend(spec)
    except BackendError as error:
        return Row(*cell, ABSENT, error.message)
    except Exception as error:  # noqa: BLE001 - plug-ins may raise any exception
        return Row(*cell, FAILED, f"{type(error).__name__}: {error}".splitlines()[0])
    try:
        backend.configure_process()
        if dtype not in backend.capabilities:
            return Row(*cell, ABSENT, f"{spec} does not compute in {dtype}")
        missing = _missing_step_reason(backend, arithmetic, requested=spec in run_options.requested) if step == "compiled" else ""
        if missing:
            return Row(*cell, NOT_YET, missing)
        return _run_transfers(cell, backend) if case == TRANSFERS else _run_case(cell, backend, run_options)
    except Exception as error:  # noqa: BLE001 - backends may raise any exception, and the other rows must still run
        return Row(*cell, FAILED, f"{type(error).__name__}: {error}".splitlines()[0])


def _missing_step_reason(backend: Backend, arithmetic: str, *, requested: bool) -> str:
    """Return the reason why there is no compiled step, or an empty string if there is one."""
    needed = "compile-exact" if arithmetic == "exact" else "compile"
    if not {"compile", "compile-exact"} & backend.capabilities:
        return f"{backend.name} has no compiled step"
    if needed not in backend.capabilities:
        return f"{backend.name} compiles no steps of {arithmetic} arithmetic"
    if not (backend.compile_by_default or requested):
        return f"{backend.name} does not compile by default: `--backend {backend.spec}` runs this row"
    return ""


def _run_transfers(cell: Cell, backend: Backend) -> Row:
    try:
        checked = check_transfers(backend, cell[1], cell[2])
    except HostCopyError as error:
        return Row(*cell, FAILED, str(error))
    return Row(*cell, PASSED, epochs=1, arrays=checked, rule="ownership")


def _run_case(cell: Cell, backend: Backend, run_options: RunOptions) -> Row:
    _, dtype, arithmetic, step, name = cell
    try:
        expected, allowed = reference(name, dtype, arithmetic, run_options._replace(requested=()))
    except TooSensitiveError as error:
        return Row(*cell, REJECTED, str(error))
    full = run_options.full and arithmetic == "exact"
    got = run(named_case(name, run_options), backend, dtype, arithmetic=arithmetic, compile=step == "compiled", full=full)
    return judge(cell, expected, got, allowed, provenance={key: str(value) for key, value in backend.describe().items()})


def judge(
    cell: Cell,
    expected: Trajectory,
    got: Trajectory,
    allowed: NDArray[np.float64],
    provenance: dict[str, Any] | None = None,
) -> Row:
    """Compare a trajectory with the reference, and return the row of its cell."""
    dtype, arithmetic = cell[1], cell[2]
    compared = compare(expected, got, dtype, allowed)
    plain = f"{got.plain_steps} uncompiled steps ran in place of compiled ones" if got.plain_steps else ""
    if cell[2:4] == ("exact", "compiled") and not got.compiled_steps:  # the bits alone would be those of the uncompiled step
        plain = "the backend counts no compiled step"
    made = Row(
        *cell,
        PASSED if compared.passed and not plain else FAILED,
        "; ".join(filter(None, (plain, str(compared.first or "")))),
        compared.epochs,
        compared.arrays,
        compared.error,
        compared.tolerance,
        "bit for bit" if arithmetic == "exact" else "floor" if compared.tolerance == np.min(allowed) else "16 S",
        got.sha256 if arithmetic == "exact" else "",
        got.compiled_steps,
        tuple(sample_losses(got.losses).tolist()),
        provenance or {},
        tuple(zip(got.epochs, compared.errors, allowed.tolist(), strict=True))
        if compared.error or arithmetic == "native"
        else (),
    )
    if arithmetic == "exact" and got.subnormals + expected.subnormals:
        counts = f"{got.subnormals} elements here and {expected.subnormals} of NumPy's"
        counted = f"{counts} are subnormal; bits are guaranteed only in the normal range"
        return made._replace(outcome=LEFT, reason="; ".join(filter(None, (counted, made.reason))))
    return made


def sample_losses(losses: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return at most eleven losses at regular intervals, including the first and the last."""
    losses = losses if losses.ndim == 1 else losses[:, -1]  # of the last of many networks
    return losses[np.unique(np.linspace(0, len(losses) - 1, 11).astype(int))]


class Verdict(NamedTuple):
    """Verdict on a matrix."""

    passed: bool
    missing: tuple[str, ...]
    """Required backends of which at least one row could not run."""
    problems: tuple[str, ...]
    """Descriptions, one line each."""


def verdict(required: Sequence[Cell], found: Sequence[Row], backends: Sequence[str] = ()) -> Verdict:
    """Check that a matrix is complete and that its rows passed.

    Parameters
    ----------
    required
        Cells of which each must have exactly one row.
    found
        Rows.
    backends
        Required backends: each of their rows must have run, except compiled steps that do not exist.
    """
    counts = Counter(row.cell for row in found)
    problems = [f"{' '.join(cell)}: {counts[cell]} rows, expected one" for cell in required if counts[cell] != 1]
    for row in found:
        if row.outcome in {FAILED, REJECTED, LEFT}:
            problems.append(f"{' '.join(row.cell)}: {row.outcome}: {row.reason}")
        elif row.outcome == PASSED and not row.arrays:
            problems.append(f"{' '.join(row.cell)}: nothing was compared")
    ran = {row.backend for row in found if row.outcome not in {ABSENT, NOT_YET}}
    absent = {row.backend for row in found if row.outcome == ABSENT}
    missing = tuple(spec for spec in backends if spec in absent or spec not in ran)
    if not ran:
        problems.append("no backend ran")
    return Verdict(not problems and not missing, missing, tuple(problems))
