"""Dated records of the matrix, written by runs and never by hand, and how today's NumPy compares with them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet._messages import error_summary, one_line
from bpnet._records import header, of_kind
from bpnet._records import read as contents
from bpnet.backend import DTYPES
from bpnet.losses import CHANGED, FORMULAS
from bpnet.parity.cases import CASES
from bpnet.parity.matrix import ABSENT, NOT_YET, PASSED, RESIDENCE, Row, RunOptions, Verdict, checkpoints, reference
from bpnet.parity.tolerance import drift

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bpnet.parity.controls import Control

SCHEMA = "bpnet.parity/1"


def record(rows: Sequence[Row], verdict: Verdict, length: RunOptions, controls: Sequence[Control] = ()) -> dict[str, Any]:
    """All that somebody needs to compare a run of the matrix with another."""
    return {
        **header(SCHEMA),
        "seed": length.seed,
        "full": length.full,
        **verdict._asdict(),
        "rows": [row._asdict() for row in rows],
        "controls": [control._asdict() for control in controls],
    }


def read(path: Path) -> dict[str, Any]:
    """A record, or a ValueError that says why this is none."""
    try:
        content = contents(path)
        _check(content)
    except (OSError, RecursionError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(f"{one_line(str(path))} is not a parity record: {error_summary(error)}") from error
    return dict(content)


def _check(content: dict[str, Any]) -> None:
    """Raise unless this has all that a record is read for."""
    if content["schema"] != SCHEMA:
        raise ValueError(f"its schema is {content['schema']}, expected {SCHEMA}")
    if dt.datetime.fromisoformat(content["made"]).tzinfo is None:
        raise ValueError("its date has no time zone")
    RunOptions(int(content["seed"]), bool(content["full"]))
    int(content.get("formulas", 1))
    for row in content["rows"]:
        np.asarray(Row(**row).losses, dtype=np.float64)


class Held(NamedTuple):
    """A record, and the rows of it that no newer record has."""

    path: Path
    content: dict[str, Any]
    rows: tuple[dict[str, Any], ...]

    @property
    def formulas(self) -> int:
        """The version of the formulas of losses that it was made with."""
        return int(self.content.get("formulas", 1))

    @property
    def outdated(self) -> tuple[str, ...]:
        """The cases of its rows whose loss has had another formula since, with which they are not compared."""
        return tuple(case for case in dict.fromkeys(row["case"] for row in self.rows) if _since(case) > self.formulas)

    @property
    def remark(self) -> str:
        """What to say of the cases that are left out."""
        made = f"formulas {self.formulas}, now {FORMULAS}"
        return f"; not {', '.join(self.outdated)}, whose loss has another formula since ({made})" if self.outdated else ""

    @property
    def age(self) -> int:
        """In whole days."""
        return (dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(self.content["made"])).days


def _since(case: str) -> int:
    """The version of the formulas since which a case trains as it does."""
    spec = next((one.loss.spec for one in CASES if one.name == case), None)
    return CHANGED.get(spec.name.rpartition(".")[2], 1) if spec else 1


def newest(folder: Path) -> list[Held]:
    """The records of a folder, each with the rows for which it is the newest of its kind: same cell, device, seed and length."""
    contents = sorted(((path, read(path)) for path in of_kind(folder, "parity")), key=lambda pair: pair[1]["made"], reverse=True)
    seen: set[Any] = set()
    held = []
    for path, content in contents:
        rows = []
        for row in content["rows"]:
            kind = (*Row(**row).cell, row["provenance"].get("device"), content["seed"], content["full"])
            if row["outcome"] not in {ABSENT, NOT_YET} and kind not in seen:
                rows.append(row)
            seen.add(kind)
        held.append(Held(path, content, tuple(rows)))
    return held


def hold(held: Held, cases: Sequence[str] = (), dtypes: Sequence[str] = DTYPES, *, full: bool = True) -> tuple[int, list[str]]:
    """Compare today's NumPy with the rows of a record: how many were compared, and what is wrong.

    Hashes are compared in exact arithmetic, losses within the tolerance in native arithmetic. A case whose loss has another
    formula since the record was made is left out.

    Parameters
    ----------
    held
        As `newest` gives it.
    cases, dtypes
        To which this is limited; by default to all cases.
    full
        Whether to run trainings of the whole length, where the record is of those.
    """
    length = RunOptions(held.content["seed"], held.content["full"])
    known = cases or [case.name for case in CASES]
    problems = [] if held.content["passed"] else ["the run that was recorded did not pass"]
    compared = 0
    for row in held.rows:
        wanted = row["case"] in known and row["case"] not in held.outdated and row["dtype"] in dtypes
        wanted = wanted and (full or not length.full or row["arithmetic"] == "native")
        if row["outcome"] == PASSED and row["case"] != RESIDENCE and wanted:
            compared += 1
            problems += filter(None, [_apart(row, length)])
    return compared, problems


def _apart(row: dict[str, Any], length: RunOptions) -> str:
    """How NumPy differs today from a row; nothing if it does not."""
    expected, allowed = reference(row["case"], row["dtype"], row["arithmetic"], length)
    place = f"{row['backend']} {row['dtype']} {row['arithmetic']} {row['case']}"
    if row["arithmetic"] == "exact":
        same = row["sha256"] == expected.sha256
        return "" if same else f"{place}: recorded {row['sha256']}, NumPy gives {expected.sha256} today"
    today, then = checkpoints(expected.losses), np.asarray(row["losses"])
    if today.shape != then.shape:
        return f"{place}: recorded {then.size} losses, NumPy gives {today.size} today"
    worst = float(np.max(drift(today, then, row["dtype"])))
    limit = float(np.max(allowed))
    return "" if worst <= limit else f"{place}: losses are {worst:.3g} eps from NumPy's of today, allowed {limit:.3g}"
