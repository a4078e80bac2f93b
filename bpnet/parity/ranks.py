"""Rows of the parity matrix for training on several ranks: `bpnet parity --ranks`, which starts MPI programs of this module."""

from __future__ import annotations

import functools
import importlib.util
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bpnet._messages import one_line, short_repr
from bpnet._processes import safe_environment
from bpnet.backend.selection import get_backend
from bpnet.errors import BackendError
from bpnet.parity.cases import RANK_CASES
from bpnet.parity.controls import Control
from bpnet.parity.matrix import ABSENT, FAILED, Row, RunOptions, judge, named_case, reference
from bpnet.parity.trajectory import run
from bpnet.training.steps import ARITHMETICS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bpnet.parity.matrix import Cell

SECONDS = 600
"""Time limit of one MPI program."""
NO_MPI = "needs {}: pip install mpi4py mpich, or on a cluster mpi4py, for the MPI that is there"
MOST = 1024
"""Maximum number of ranks."""
FAULT = "nodes are added in turn"
LABEL = {1: "1 rank"}


def rank_cells(most: int, backends: Sequence[str], dtypes: Sequence[str], cases: Sequence[str]) -> list[Cell]:
    """Return the cells for 1, 2, 4, ... and ``most`` ranks."""
    if most > MOST:
        raise ValueError(f"--ranks must be at most {MOST}, got {short_repr(most)}")
    numbers = sorted({1 << power for power in range(most.bit_length())} | {most})
    return [
        (backend, dtype, arithmetic, label(ranks), case)
        for backend, ranks, dtype, arithmetic, case in itertools.product(backends, numbers, dtypes, ARITHMETICS, cases)
    ]


def label(ranks: int) -> str:
    """Return what stands in the column of steps, such as ``"4 ranks"``."""
    return LABEL.get(ranks, f"{ranks} ranks")


def run_rank_cells(wanted: Sequence[Cell], run_options: RunOptions) -> Iterator[Row]:
    """Yield the rows of cells; those of one backend and number of ranks are one MPI program."""
    for (spec, step), group in itertools.groupby(wanted, lambda cell: (cell[0], cell[3])):
        cells = list(group)
        try:
            get_backend(spec)
        except BackendError as error:
            yield from (Row(*cell, ABSENT, error.message) for cell in cells)
            continue
        yield from _start(int(step.split()[0]), cells, run_options)


def run_rank_control(ranks: int, dtype: str, seed: int) -> Control:
    """Train on ranks that join their sums in another order, which must be seen."""
    name = RANK_CASES[-1].name
    (row,) = _start(ranks, [("numpy", dtype, "exact", label(ranks), name)], RunOptions(seed), fault=True)
    by = row.reason if row.error is None else f"{row.error:.3g} eps, allowed 0"
    return Control(f"{FAULT}, {ranks} ranks", name, dtype, "exact", row.outcome == FAILED and row.error is not None, by)


def _start(ranks: int, cells: Sequence[Cell], run_options: RunOptions, *, fault: bool = False) -> list[Row]:
    """Run an MPI program of `main`, and return its rows, or rows with the reason why there are none."""
    launcher = shutil.which("mpiexec", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]))
    missing = [name for name, found in (("mpi4py", importlib.util.find_spec("mpi4py")), ("mpiexec", launcher)) if not found]
    if missing:
        return [Row(*cell, ABSENT, NO_MPI.format(" and ".join(missing))) for cell in cells]
    with tempfile.TemporaryDirectory() as folder:
        task = {"cells": cells, "seed": run_options.seed, "full": run_options.full, "fault": fault}
        (Path(folder) / "task.json").write_text(json.dumps(task), encoding="utf-8")
        command = [str(launcher), "-n", str(ranks), sys.executable, "-m", "bpnet.parity.ranks", folder]
        reason = _run(command)
        made = Path(folder) / "rows.json"
        if not reason and made.is_file():
            return [_row(row) for row in json.loads(made.read_text(encoding="utf-8"))]
    return [Row(*cell, FAILED, reason or "the program wrote no rows") for cell in cells]


def _run(command: Sequence[str]) -> str:
    """Run an MPI program; return the reason of its failure, or an empty string."""
    environment = {"OMP_NUM_THREADS": "1"} | safe_environment()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False, env=environment)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired:
        return f"{' '.join(command[:3])} did not end within {SECONDS} s"
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    errors = [line for line in lines if "Error: " in line]
    return one_line((errors or lines or [f"exit code {done.returncode}"])[0], 200) if done.returncode else ""


def _row(content: dict[str, Any]) -> Row:
    return Row(**content | {"losses": tuple(content["losses"])})


def main(folder: Path) -> None:
    """Train every cell of a task on all ranks of ``MPI.COMM_WORLD``; rank 0 compares, and writes the rows."""
    from mpi4py import MPI

    task = json.loads((folder / "task.json").read_text(encoding="utf-8"))
    run_options, comm = RunOptions(task["seed"], task["full"]), MPI.COMM_WORLD
    if task["fault"]:
        _add_in_turn()
    rows = [_train(tuple(cell), run_options, comm) for cell in task["cells"]]
    if comm.Get_rank() == 0:
        (folder / "rows.json").write_text(json.dumps([row._asdict() for row in rows if row]), encoding="utf-8")


def _train(cell: Cell, run_options: RunOptions, comm: Any) -> Row | None:
    spec, dtype, arithmetic, _, name = cell
    backend = get_backend(spec)
    backend.configure_process()
    if dtype not in backend.capabilities:
        return Row(*cell, ABSENT, f"{spec} does not compute in {dtype}")
    full = run_options.full and arithmetic == "exact"
    case, compiled = named_case(name, run_options), backend.compile_by_default
    got = run(case, backend, dtype, arithmetic=arithmetic, compile=compiled, full=full, comm=comm)
    if comm.Get_rank():
        return None
    about = {key: str(value) for key, value in backend.describe().items()}
    expected, allowed = reference(name, dtype, arithmetic, run_options)
    return judge(cell, expected, got, allowed, provenance=about)


def _add_in_turn() -> None:
    """Join the nodes of all ranks one after another in place of the tree: the fault of the negative control."""
    from bpnet.compiler.nodes import combine
    from bpnet.distributed.joins import Joiner

    def root(self: Joiner, received: Any, width: int, kind: str) -> Any:
        nodes = [received[first : first + width] for first in range(0, len(received), width or 1)]
        return functools.reduce(combine(self.transfer.xp, kind), nodes)

    Joiner._root = root  # type: ignore[method-assign]  # noqa: SLF001 - a fault on purpose


if __name__ == "__main__":
    main(Path(sys.argv[1]))
