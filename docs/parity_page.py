"""Write the newest record's results to docs/parity.md: ``python docs/parity_page.py``."""

import re
from pathlib import Path

from gpu_page import on_gpu

from bpnet.parity import results

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "parity.md"
HEAD = """{path}, made {day} with bpnet {bpnet}, NumPy {numpy} and Python {python} on {machine}.

Native arithmetic: the largest error of each row in eps, and the tolerance.

| backend, step | dtype | {cases} |
|---|---|{rules}
"""
EXACT = """
Exact arithmetic: the same bits on each backend named, of plain and, where it has them, compiled steps.

| case | dtype | SHA-256 | on |
|---|---|---|---|
"""


def page(text, folder):
    """Return the text with the newest record of CPUs between its two marks."""
    made = section(next(record for record in results.newest_records(folder) if not any(on_gpu(row) for row in record.rows)))
    return re.sub("(?s)(<!-- measured -->\n).*(<!-- end -->)", lambda marks: f"{marks[1]}{made}{marks[2]}", text)


def section(record):
    """Return the tables of a record: of errors in native arithmetic, and of hashes in exact arithmetic."""
    native, exact = {}, {}
    for row in record.rows:
        if row["arithmetic"] == "exact" and row["sha256"]:
            exact.setdefault((row["case"], row["dtype"], row["sha256"][:12]), []).append(row["backend"])
        elif row["tolerance"] is not None and row["case"] != "on its device":
            native.setdefault((f"{row['backend']}, {row['step']}", row["dtype"]), {})[row["case"]] = shown(row)
    cases = list(dict.fromkeys(case for cells in native.values() for case in cells))
    facts = record.content | {"path": record.path.name, "day": record.content["made"][:10]}
    lines = [HEAD.format(**facts, cases=" | ".join(cases), rules="---|" * len(cases))]
    lines += [f"| {' | '.join([*key, *(cells.get(case, '') for case in cases)])} |\n" for key, cells in native.items()]
    lines.append(EXACT)
    lines += [f"| {case} | {dtype} | `{sha}` | {', '.join(dict.fromkeys(on))} |\n" for (case, dtype, sha), on in exact.items()]
    return "".join(lines)


def shown(row):
    """Return the error of a row and its tolerance, or why there is none."""
    return f"{row['error']:.3g} of {row['tolerance']:.3g}" if row["outcome"] == "passed" else row["outcome"]


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), ROOT / "tests" / "records"), encoding="utf-8")
