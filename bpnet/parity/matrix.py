"""The matrix: backends x dtype x arithmetic x plain or compiled step x cases, one row each, and what the rows prove."""

from __future__ import annotations

import itertools
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from bpnet.backend import DTYPES
from bpnet.backend.registry import get_backend, known_backends
from bpnet.errors import BackendError
from bpnet.parity.cases import CASES, Case
from bpnet.parity.comparison import compare
from bpnet.parity.tolerance import TooSensitiveError, tolerances
from bpnet.parity.trajectory import Trajectory, run
from bpnet.parity.transfers import HostCopyError, check_residence
from bpnet.training.steps import ARITHMETICS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bpnet.backend import Backend

STEPS = ("plain", "compiled")
SECOND_DEVICES = ("array_api_strict:device1",)
RESIDENCE = "on its device"
"""The case that compares nothing, but watches where the arrays are."""

PASSED, FAILED, REJECTED = "passed", "failed", "rejected"
ABSENT, NOT_YET, LEFT = "not run", "no such step", "left the normal range"


Cell: TypeAlias = tuple[str, str, str, str, str]
"""Backend, dtype, arithmetic, step and case."""


class Row(NamedTuple):
    """One cell of the matrix: what ran, and what came of it."""

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
    """The worst, in eps."""
    tolerance: float | None = None
    rule: str = ""
    """How the tolerance was obtained."""
    sha256: str = ""
    losses: tuple[float, ...] = ()
    """As `checkpoints` takes them."""
    provenance: dict[str, Any] = {}  # noqa: RUF012 - never changed

    @property
    def cell(self) -> Cell:
        """Which cell it is."""
        return self.backend, self.dtype, self.arithmetic, self.step, self.case


def default_backends() -> tuple[str, ...]:
    """All known ones, and their second devices."""
    return (*known_backends(), *SECOND_DEVICES)


def cells(
    backends: Sequence[str],
    dtypes: Sequence[str] = DTYPES,
    arithmetics: Sequence[str] = ARITHMETICS,
    cases: Sequence[Case] = CASES,
) -> list[Cell]:
    """The cells that a matrix must have."""
    made: list[Cell] = []
    for backend, dtype in itertools.product(backends, dtypes):
        made += [(backend, dtype, *rest) for rest in itertools.product(arithmetics, STEPS, (case.name for case in cases))]
        made += [(backend, dtype, arithmetic, "plain", RESIDENCE) for arithmetic in arithmetics]
    return made


class RunOptions(NamedTuple):
    """Which of the trainings that a case stands for."""

    seed: int = 1
    full: bool = False
    """Whether exact arithmetic trains the whole length."""
    asked: tuple[str, ...] = ()
    """Backends whose compiled steps run even if training takes them only when asked."""


DEFAULT = RunOptions()


@cache
def reference(name: str, dtype: str, arithmetic: str, length: RunOptions = DEFAULT) -> tuple[Trajectory, NDArray[np.float64]]:
    """NumPy's plain trajectory of a default case, and the tolerances at its checkpoints: none in exact arithmetic."""
    case = named(name, length)
    trajectory = run(case, "numpy", dtype, arithmetic=arithmetic, compile=False, full=length.full and arithmetic == "exact")
    allowed = tolerances(case, dtype, trajectory) if arithmetic == "native" else np.zeros(len(trajectory.params))
    return trajectory, allowed


def named(name: str, length: RunOptions = DEFAULT) -> Case:
    """A default case, from a seed."""
    (case,) = (case for case in CASES if case.name == name)
    return case._replace(seed=length.seed)


def rows(
    backends: Sequence[str],
    dtypes: Sequence[str] = DTYPES,
    arithmetics: Sequence[str] = ARITHMETICS,
    cases: Sequence[Case] = CASES,
    *,
    length: RunOptions = DEFAULT,
) -> Iterator[Row]:
    """Run the matrix; one row for each of its `cells`, as soon as it is there."""
    for cell in cells(backends, dtypes, arithmetics, cases):
        yield row(*cell, length=length)


def row(spec: str, dtype: str, arithmetic: str, step: str, case: str, *, length: RunOptions = DEFAULT) -> Row:
    """Run one cell."""
    cell = (spec, dtype, arithmetic, step, case)
    try:
        backend = get_backend(spec)
    except BackendError as error:
        return Row(*cell, ABSENT, error.message)
    except Exception as error:  # noqa: BLE001 - of a plug-in, which may raise anything
        return Row(*cell, FAILED, f"{type(error).__name__}: {error}".splitlines()[0])
    try:
        backend.configure_process()
        if dtype not in backend.capabilities:
            return Row(*cell, ABSENT, f"{spec} does not compute in {dtype}")
        missing = _missing_step(backend, arithmetic, asked=spec in length.asked) if step == "compiled" else ""
        if missing:
            return Row(*cell, NOT_YET, missing)
        return _residence(cell, backend) if case == RESIDENCE else _trained(cell, backend, length)
    except Exception as error:  # noqa: BLE001 - a backend may raise anything, and the other rows must run
        return Row(*cell, FAILED, f"{type(error).__name__}: {error}".splitlines()[0])


def _missing_step(backend: Backend, arithmetic: str, *, asked: bool) -> str:
    """Why there is no compiled step to run; nothing if there is."""
    if "compile" not in backend.capabilities:
        return f"{backend.name} has no compiled step"
    if arithmetic == "exact" and "compile-exact" not in backend.capabilities:
        return f"{backend.name} compiles steps of native arithmetic alone"
    if not (backend.compile_by_default or asked):
        return f"{backend.name} compiles only when asked: `--backend {backend.spec}` runs this row"
    return ""


def _residence(cell: Cell, backend: Backend) -> Row:
    try:
        seen = check_residence(backend, cell[1], cell[2])
    except HostCopyError as error:
        return Row(*cell, FAILED, str(error))
    return Row(*cell, PASSED, epochs=1, arrays=seen, rule="ownership")


def _trained(cell: Cell, backend: Backend, length: RunOptions) -> Row:
    _, dtype, arithmetic, step, name = cell
    try:
        expected, allowed = reference(name, dtype, arithmetic, length._replace(asked=()))
    except TooSensitiveError as error:
        return Row(*cell, REJECTED, str(error))
    full = length.full and arithmetic == "exact"
    got = run(named(name, length), backend, dtype, arithmetic=arithmetic, compile=step == "compiled", full=full)
    return judge(cell, expected, got, allowed, provenance={key: str(value) for key, value in backend.describe().items()})


def judge(
    cell: Cell,
    expected: Trajectory,
    got: Trajectory,
    allowed: NDArray[np.float64],
    provenance: dict[str, Any] | None = None,
) -> Row:
    """The row of a trajectory, held against the reference's."""
    dtype, arithmetic = cell[1], cell[2]
    compared = compare(expected, got, dtype, allowed)
    plain = f"{got.plain_steps} steps ran as they are in place of compiled ones" if got.plain_steps else ""
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
        tuple(checkpoints(got.losses).tolist()),
        provenance or {},
    )
    if arithmetic == "exact" and got.subnormals + expected.subnormals:
        counted = (
            f"{got.subnormals} numbers here and {expected.subnormals} of NumPy's are subnormal, for which bits are not promised"
        )
        return made._replace(outcome=LEFT, reason="; ".join(filter(None, (counted, made.reason))))
    return made


def checkpoints(losses: NDArray[np.float64]) -> NDArray[np.float64]:
    """Eleven losses, the first and the last among them: what rows show of a training."""
    return losses[np.unique(np.linspace(0, len(losses) - 1, 11).astype(int))]


class Verdict(NamedTuple):
    """What a matrix proves."""

    passed: bool
    missing: tuple[str, ...]
    """Required backends of which a row could not run."""
    problems: tuple[str, ...]
    """One line each."""


def verdict(required: Sequence[Cell], found: Sequence[Row], backends: Sequence[str] = ()) -> Verdict:
    """Whether a matrix is whole and right.

    Parameters
    ----------
    required
        The cells that must be there, each once.
    found
        The rows.
    backends
        Specifications of the backends of which every row must have run, but for steps that nobody has compiled.
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
