"""Records of the matrix: files that runs write, and their comparison with NumPy as installed now."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet._messages import error_summary, one_line
from bpnet._records import header, read_json, record_files
from bpnet.arithmetic import EDITION
from bpnet.backend import DTYPES
from bpnet.losses import CHANGED, FORMULAS
from bpnet.parity.cases import ALL_CASES
from bpnet.parity.matrix import ABSENT, NOT_YET, PASSED, TRANSFERS, Row, RunOptions, Verdict, reference, sample_losses
from bpnet.parity.tolerance import drift

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bpnet.parity.controls import Control

SCHEMA = "bpnet.parity/1"


def record_content(
    rows: Sequence[Row], verdict: Verdict, run_options: RunOptions, controls: Sequence[Control] = ()
) -> dict[str, Any]:
    """Return the content of a record of a run."""
    return {
        **header(SCHEMA),
        "seed": run_options.seed,
        "full": run_options.full,
        **verdict._asdict(),
        "rows": [{name: value for name, value in row._asdict().items() if name != "course"} for row in rows],
        "controls": [control._asdict() for control in controls],
    }


def read(path: Path) -> dict[str, Any]:
    """Read the content of a record.

    Raises
    ------
    ValueError
        If the file is not a parity record.
    """
    try:
        content = read_json(path)
        _check(content)
    except (OSError, RecursionError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(f"{one_line(str(path))} is not a parity record: {error_summary(error)}") from error
    return dict(content)


def _check(content: dict[str, Any]) -> None:
    """Raise unless the content has all values that are read from a record."""
    if content["schema"] != SCHEMA:
        raise ValueError(f"its schema is {content['schema']}, expected {SCHEMA}")
    if dt.datetime.fromisoformat(content["made"]).tzinfo is None:
        raise ValueError("its date has no time zone")
    RunOptions(int(content["seed"]), bool(content["full"]))
    int(content.get("formulas", 1))
    int(content.get("edition", 1))
    for row in content["rows"]:
        np.asarray(Row(**row).losses, dtype=np.float64)


class Record(NamedTuple):
    """A record file, and those of its rows that no newer record has."""

    path: Path
    content: dict[str, Any]
    rows: tuple[dict[str, Any], ...]

    @property
    def formulas(self) -> int:
        """Version of the formulas of losses when the record was made."""
        return int(self.content.get("formulas", 1))

    @property
    def edition(self) -> int:
        """Edition of exact arithmetic when the record was made."""
        return int(self.content.get("edition", 1))

    @property
    def outdated(self) -> tuple[str, ...]:
        """Cases whose loss formula has changed since the record was made; they are not compared."""
        return tuple(case for case in dict.fromkeys(row["case"] for row in self.rows) if _formula_version(case) > self.formulas)

    @property
    def remark(self) -> str:
        """Note on the cases that are not compared, or an empty string."""
        versions = f"formulas {self.formulas}, now {FORMULAS}"
        changed = f"; not {', '.join(self.outdated)}, whose loss formula has changed ({versions})" if self.outdated else ""
        exact = any(row["arithmetic"] == "exact" for row in self.rows) and self.edition != EDITION
        return changed + (f"; no exact rows, which are of edition {self.edition}, now {EDITION}" if exact else "")

    @property
    def age(self) -> int:
        """Age in whole days."""
        return (dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(self.content["made"])).days


class RecordComparison(NamedTuple):
    """Result of `compare_record`."""

    compared: int
    """Number of rows compared."""
    problems: list[str]
    """Descriptions of the differences."""


def _formula_version(case: str) -> int:
    """Return the version of the formulas in which the loss of a case was last changed."""
    spec = next((one.loss.spec for one in ALL_CASES if one.name == case), None)
    return CHANGED.get(spec.name.rpartition(".")[2], 1) if spec else 1


def newest_records(folder: Path) -> list[Record]:
    """Return the records of a folder, newest first.

    Each has the rows for which it is the newest record of this cell, device, seed and number of epochs.
    """
    contents = sorted(
        ((path, read(path)) for path in record_files(folder, "parity")), key=lambda pair: pair[1]["made"], reverse=True
    )
    seen: set[Any] = set()
    records = []
    for path, content in contents:
        rows = []
        for row in content["rows"]:
            kind = (*Row(**row).cell, row["provenance"].get("device"), content["seed"], content["full"])
            if row["outcome"] not in {ABSENT, NOT_YET} and kind not in seen:
                rows.append(row)
            seen.add(kind)
        records.append(Record(path, content, tuple(rows)))
    return records


def compare_record(
    record: Record, cases: Sequence[str] = (), dtypes: Sequence[str] = DTYPES, *, full: bool = True
) -> RecordComparison:
    """Compare the rows of a record with NumPy as installed now.

    Exact arithmetic compares hashes, native arithmetic compares losses within the tolerance. Cases whose loss formula
    has changed since the record was made are skipped, and so are exact rows of another edition of exact arithmetic.

    Parameters
    ----------
    record
        Record from `newest_records`.
    cases, dtypes
        Restrict the comparison to these; by default all cases are compared.
    full
        If False, skip exact rows of a record that was made with ``--full``.
    """
    run_options = RunOptions(record.content["seed"], record.content["full"])
    known = cases or [case.name for case in ALL_CASES]
    problems = [] if record.content["passed"] else ["the run that was recorded did not pass"]
    compared = 0
    for row in record.rows:
        wanted = row["case"] in known and row["case"] not in record.outdated and row["dtype"] in dtypes
        wanted = wanted and (row["arithmetic"] == "native" or (record.edition == EDITION and (full or not run_options.full)))
        if row["outcome"] == PASSED and row["case"] != TRANSFERS and wanted:
            compared += 1
            problems += filter(None, [_difference(row, run_options)])
    return RecordComparison(compared, problems)


def _difference(row: dict[str, Any], run_options: RunOptions) -> str:
    """Describe how NumPy differs from a row, or return an empty string."""
    expected, allowed = reference(row["case"], row["dtype"], row["arithmetic"], run_options)
    cell = f"{row['backend']} {row['dtype']} {row['arithmetic']} {row['case']}"
    if row["arithmetic"] == "exact":
        same = row["sha256"] == expected.sha256
        return "" if same else f"{cell}: recorded {row['sha256']}, NumPy now gives {expected.sha256}"
    now, then = sample_losses(expected.losses), np.asarray(row["losses"])
    if now.shape != then.shape:
        return f"{cell}: recorded {then.size} losses, NumPy now gives {now.size}"
    worst = float(np.max(drift(now, then, row["dtype"])))
    limit = float(np.max(allowed))
    return "" if worst <= limit else f"{cell}: losses differ by {worst:.3g} eps from those of NumPy now, allowed {limit:.3g}"
