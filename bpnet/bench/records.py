"""Records of benchmarks: files that runs write, and the newest of them."""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from bpnet._records import header, read_json, record_files
from bpnet.backend.selection import get_backend
from bpnet.bench.cases import SCALING, Case
from bpnet.bench.estimators import Fit
from bpnet.bench.rounds import Setting
from bpnet.bench.rows import PASSED, Row, fastest, limit, median_ratio
from bpnet.bench.targets import measure_costs, measure_targets

SCHEMA = "bpnet.bench/1"
FITS = "bpnet.estimators/1"
Newest: TypeAlias = dict[str, tuple[Path, dict[str, Any]]]


def record(cases: Sequence[Case], rows: Sequence[Row], setting: Setting, missing: Sequence[str] = ()) -> dict[str, Any]:
    """Return the content of a record of cases."""
    return {
        **_header(SCHEMA, setting, missing),
        "cases": [case._asdict() | {"unit": case.unit, "n_params": case.n_params} for case in cases],
        "rows": [_row(row, [other for other in rows if other.case == row.case]) for row in rows],
        "targets": [target._asdict() | {"measured": factor} for target, factor in measure_targets(rows)],
        "costs": [cost._asdict() | {"met": cost.met} for cost in measure_costs(cases, rows)],
    }


def record_fits(fits: Sequence[Fit], setting: Setting, missing: Sequence[str] = ()) -> dict[str, Any]:
    """Return the content of a record of fits of estimators."""
    import scipy
    import sklearn

    theirs = {fit.case: fit for fit in fits if fit.seconds and not fit.backend}
    factors = [{"factor": median_ratio(theirs[fit.case].seconds, fit.seconds)} if fit.seconds else {} for fit in fits]
    return {
        **_header(FITS, setting, missing),
        "versions": {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__},
        "backends": {fit.backend: get_backend(fit.backend).describe() for fit in fits if fit.backend and fit.seconds},
        "rows": [fit._asdict() | factor for fit, factor in zip(fits, factors, strict=True)],
    }


def _header(schema: str, setting: Setting, missing: Sequence[str]) -> dict[str, Any]:
    """Return the time, the versions, the machine and the options of a run."""
    return {
        **header(schema),
        "processor": processor(),
        "processors": os.cpu_count(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        **setting._asdict(),
        "missing": list(missing),
    }


def _row(row: Row, beside: Sequence[Row]) -> dict[str, Any]:
    """Return a row, with its figures relative to the other rows of its case."""
    if row.outcome != PASSED:
        return row._asdict()
    best, most = fastest(beside), limit(beside)
    ratios = {"of_fastest": best and row.ratio(best), "of_limit": most and row.ratio(most)}
    return row._asdict() | {"rate": row.rate, "spread": row.spread, **ratios, "fastest": best and best.peer}


def processor() -> str:
    """Return the model of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor())


def newest(folder: Path) -> Newest:
    """Return the newest record with rows of each kind: "cpu" and "gpu", by device, "threads" on a CPU, and "scaling".

    It is the newest of those with the most cases of the kind: a run of single cases does not replace one of all.
    """
    scaling = {case.name for case in SCALING}

    def devices(content: dict[str, Any]) -> Counter[str]:
        kinds = {"cpu": "cpu" if content["threads"] == 1 else "threads", "gpu": "gpu"}
        found = {case["name"]: "scaling" if case["name"] in scaling else kinds[case["device"]] for case in content["cases"]}
        return Counter(found[case] for case in {row["case"] for row in content["rows"] if row["rates"]})

    return _newest(folder, SCHEMA, devices)


def newest_of_peer(folder: Path, peer: str) -> Newest:
    """Return the newest record on one thread of a CPU in which a peer was timed, for each case."""

    def cases(content: dict[str, Any]) -> set[str]:
        found = {case["name"] for case in content["cases"] if case["device"] == "cpu" and content["threads"] == 1}
        return found & {row["case"] for row in content["rows"] if row["peer"] == peer and row["rates"]}

    return _newest(folder, SCHEMA, cases)


def newest_fits(folder: Path) -> Newest:
    """Return the newest record of fits of each data set."""
    return _newest(folder, FITS, lambda content: {row["case"] for row in content["rows"] if row["seconds"]})


def _newest(folder: Path, schema: str, keys: Callable[[dict[str, Any]], Iterable[str]]) -> Newest:
    """Return the newest record that has a key, for each key; if keys have counts, of those with the highest count."""
    found: Newest = {}
    ranks = dict[str, tuple[int, str]]()
    for path in record_files(folder, schema.removeprefix("bpnet.").partition("/")[0]):
        content = read_json(path)
        if content.get("schema") != schema:
            raise ValueError(f"{path} is a record of kind {content.get('schema')}, expected {schema}")
        for key, count in Counter(keys(content)).items():
            rank = count, content["made"]
            if key not in ranks or ranks[key] < rank:
                found[key], ranks[key] = (path, content), rank
    return found
