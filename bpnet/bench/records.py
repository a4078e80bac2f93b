"""Dated records of runs, written by runs and never by hand."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bpnet._records import header, of_kind, read
from bpnet.backend.registry import get_backend
from bpnet.bench.cases import SCALING
from bpnet.bench.estimators import ratio as ratio_of_fits
from bpnet.bench.rows import PASSED, Row, fastest, limit, ratio
from bpnet.bench.targets import measured

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpnet.bench.cases import Case
    from bpnet.bench.estimators import Fit
    from bpnet.bench.rounds import Setting

SCHEMA = "bpnet.bench/1"
FITS = "bpnet.estimators/1"


def record(cases: Sequence[Case], rows: Sequence[Row], setting: Setting, missing: Sequence[str] = ()) -> dict[str, Any]:
    """All that somebody needs to compare a run with another."""
    return {
        **_made(SCHEMA, setting),
        "missing": list(missing),
        "cases": [case._asdict() | {"unit": case.unit, "n_params": case.n_params} for case in cases],
        "rows": [_row(row, [other for other in rows if other.case == row.case]) for row in rows],
        "targets": [target._asdict() | {"measured": factor} for target, factor in measured(rows)],
    }


def estimators(rows: Sequence[Fit], setting: Setting, missing: Sequence[str] = ()) -> dict[str, Any]:
    """The same of whole fits."""
    import scipy
    import sklearn

    versions = {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__}
    about = {row.backend: get_backend(row.backend).describe() for row in rows if row.backend and row.seconds}
    timed = {row.case: row for row in rows if row.seconds and not row.backend}
    figures = [row._asdict() | ({"factor": ratio_of_fits(row, timed[row.case])} if row.seconds else {}) for row in rows]
    return {**_made(FITS, setting), "missing": list(missing), "versions": versions, "backends": about, "rows": figures}


def _made(schema: str, setting: Setting) -> dict[str, Any]:
    """Where, when and how."""
    return {
        **header(schema),
        "processor": _processor(),
        "processors": os.cpu_count(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        **setting._asdict(),
    }


def _row(row: Row, beside: Sequence[Row]) -> dict[str, Any]:
    """A row with the figures that follow from the others of its case."""
    if row.outcome != PASSED:
        return row._asdict()
    best, most = fastest(beside), limit(beside)
    ratios = {"of_fastest": best and ratio(row, best), "of_limit": most and ratio(row, most)}
    return row._asdict() | {"rate": row.rate, "spread": row.spread, **ratios, "fastest": best and best.peer}


def _processor() -> str:
    """Its model."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor())


def newest(folder: Path) -> dict[str, tuple[Path, dict[str, Any]]]:
    """The newest record of each device, "cpu" and "gpu", that has a row that ran there, and of the cases of "scaling"."""
    scaling = {case.name for case in SCALING}
    found: dict[str, tuple[Path, dict[str, Any]]] = {}
    for path in of_kind(folder, "bench"):
        content = read(path)
        if content.get("schema") != SCHEMA:
            raise ValueError(f"{path} is a record of kind {content.get('schema')}, expected {SCHEMA}")
        devices = {case["name"]: "scaling" if case["name"] in scaling else case["device"] for case in content["cases"]}
        for device in {devices[row["case"]] for row in content["rows"] if row["rates"]}:
            if device not in found or found[device][1]["made"] < content["made"]:
                found[device] = path, content
    return found


def newest_fits(folder: Path) -> dict[str, tuple[Path, dict[str, Any]]]:
    """The newest record of whole fits of each set."""
    found: dict[str, tuple[Path, dict[str, Any]]] = {}
    for path in of_kind(folder, "estimators"):
        content = read(path)
        for case in {row["case"] for row in content["rows"] if row["seconds"]}:
            if case not in found or found[case][1]["made"] < content["made"]:
                found[case] = path, content
    return found
