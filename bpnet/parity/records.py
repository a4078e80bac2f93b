"""Dated records of the matrix, written by runs and never by hand, and how today's NumPy compares with them."""

from __future__ import annotations

import datetime as dt
import json
import platform
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

import bpnet
from bpnet.parity.matrix import ABSENT, NOT_YET, PASSED, RESIDENCE, Length, Row, Verdict, checkpoints, named, reference
from bpnet.parity.tolerance import drift

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bpnet.parity.controls import Control

SCHEMA = "bpnet.parity/1"


def record(rows: Sequence[Row], verdict: Verdict, length: Length, controls: Sequence[Control] = ()) -> dict[str, Any]:
    """All that somebody needs to compare a run of the matrix with another."""
    return {
        "schema": SCHEMA,
        "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "bpnet": bpnet.__version__,
        "numpy": np.__version__,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "seed": length.seed,
        "full": length.full,
        **verdict._asdict(),
        "rows": [row._asdict() for row in rows],
        "controls": [control._asdict() for control in controls],
    }


def write(path: Path, content: dict[str, Any]) -> None:
    """Write a record to a new file.

    Raises
    ------
    FileExistsError
        If there is one: a record is not replaced.
    """
    with path.open("x", encoding="utf-8") as file:
        file.write(json.dumps(content, indent=1) + "\n")


def read(path: Path) -> dict[str, Any]:
    """A record, or the error that says why this is none."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        schema = content["schema"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"{path} is not a record of bpnet: {type(error).__name__}: {error}") from error
    if schema != SCHEMA:
        raise ValueError(f"{path} is a record of kind {schema}, expected {SCHEMA}")
    return dict(content)


def kind(content: dict[str, Any]) -> str:
    """Which backends ran."""
    ran = dict.fromkeys(row["backend"] for row in content["rows"] if row["outcome"] not in {ABSENT, NOT_YET})
    return ", ".join(ran)


def newest(folder: Path) -> dict[str, tuple[Path, dict[str, Any]]]:
    """The newest parity record of each kind in a folder."""
    found: dict[str, tuple[Path, dict[str, Any]]] = {}
    for path in sorted(folder.glob("*parity*.json")):
        content = read(path)
        if kind(content) not in found or found[kind(content)][1]["made"] < content["made"]:
            found[kind(content)] = path, content
    return found


def age(content: dict[str, Any]) -> int:
    """In whole days."""
    return (dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(content["made"])).days


class Held(NamedTuple):
    """Today's NumPy, held against a record."""

    compared: int
    problems: tuple[str, ...]


def hold(content: dict[str, Any]) -> Held:
    """Compare every row of a record that passed: hashes in exact arithmetic, else losses within the tolerance."""
    length = Length(content["seed"], content["full"])
    passed = [row for row in content["rows"] if row["outcome"] == PASSED and row["case"] != RESIDENCE]
    problems = [problem for row in passed if (problem := _apart(row, length))]
    if not passed:
        problems.append("the record has no row that could be compared")
    return Held(len(passed), tuple(problems))


def _apart(row: dict[str, Any], length: Length) -> str:
    """How NumPy differs today from a row; nothing if it does not."""
    expected, allowed = reference(named(row["case"], length).name, row["dtype"], row["arithmetic"], length)
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
