"""Write the figures of docs/performance.md from the newest records: ``python docs/performance_page.py``."""

import re
import statistics
from pathlib import Path

from bpnet.bench import records, report
from bpnet.bench.report import format_number
from bpnet.bench.rows import Row
from bpnet.bench.targets import TARGETS, Cost, measure_targets

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "performance.md"
NAMES = {"cpu": "a CPU", "gpu": "a GPU"}


def page(text, folder):
    """Return the text with the figures of a folder's records between its two marks."""
    found = records.newest(folder)
    made = targets([found[kind][1] for kind in ("cpu", "threads", "gpu") if kind in found])
    made += "".join(section(device, found.get(device)) for device in NAMES)
    made += costs([found[kind] for kind in ("cpu", "threads") if kind in found])
    made += growth(found["scaling"]) if "scaling" in found else ""
    made += fits(records.newest_fits(folder))
    return re.sub("(?s)(<!-- measured -->\n).*(<!-- end -->)", lambda marks: f"{marks[1]}{made}{marks[2]}", text)


def targets(contents):
    """Return the table of targets, and of the measured values in the first record that has them."""
    found = {}
    for content in reversed(contents):
        measured = measure_targets([read(Row, row) for row in content["rows"]])
        found |= {target: value for target, value in measured if value is not None}
    lines = ["| case | backend | compared with | target ratio | measured |\n|---|---|---|---|---|\n"]
    for target in TARGETS:
        value = found.get(target)
        ours = target.name.removeprefix("bpnet ") + f", {target.threads} threads" * (target.threads > 1)
        figures = f"{target.factor:.3g} | {'' if value is None else f'{value:.2f}'}"
        lines.append(f"| {target.case} | {ours} | {target.peer} | {figures} |\n")
    return "".join(lines)


def costs(newest):
    """Return the tables of the cost of exact arithmetic, of each record that has exact rows."""
    lines = ["\n### What exact arithmetic costs\n"]
    for path, content in newest:
        if found := content.get("costs"):
            lines.append(f"\n{path.name}, made {content['made']} on {conditions(content)}.\n")
            head = "case | exact on | compared with | its us/step | exact, us/step | ratio, CPU | ratio, wall | at most | met"
            lines.append(f"\n| {head} |\n|---|---|---|---|---|---|---|---|---|\n")
            lines += [f"| {' | '.join(report.format_cost(read(Cost, cost)))} |\n" for cost in found]
    return "".join(lines) if len(lines) > 1 else f"{lines[0]}\n**There is no record of exact arithmetic yet.**\n"


def read(kind, row):
    """Return the named tuple that a record has as a dictionary; fields that are newer than the record have their defaults."""
    return kind(**{name: row[name] for name in kind._fields if name in row})


def conditions(content):
    """Return the processor, threads, rounds and load of a record."""
    threads = f"{content['threads']} thread{'s' * (content['threads'] > 1)}"
    return f"{content['processor']}, {threads}, {content['repeat']} rounds, load {content['load']:.2g}"


def section(device, newest):
    """Return the tables of the newest record of a device."""
    if newest is None:
        return f"\n**There is no record of {NAMES[device]} yet.**\n"
    path, content = newest
    lines = [f"\n### {path.name}\n\nMade {content['made']} on {conditions(content)}.\n"]
    for case in content["cases"]:
        if case["device"] == device:
            lines.append(table(case, [row for row in content["rows"] if row["case"] == case["name"]]))
    return "".join(lines)


def growth(newest):
    """Return the growth of cost with samples and with params."""
    path, content = newest
    rows = [read(Row, row) for row in content["rows"]]
    title, lines = report.growth(rows)
    title, lines = f"### {title.capitalize()}", "\n".join(lines)
    return f"\n{title}\n\n{path.name}, made {content['made']} on {content['processor']}.\n\n```text\n{lines}\n```\n"


def fits(newest):
    """Return the tables of whole fits by bpnet and scikit-learn."""
    if not newest:
        return ""
    lines = ["\n### Whole fits: `MLPClassifier` at scikit-learn's defaults\n"]
    for case, (path, content) in sorted(newest.items()):
        head = f"{case} | seconds, median | +- | times as fast, target 1.5 | first epoch, s | accuracy, held out | epochs"
        lines.append(
            f"\n{path.name}, made {content['made']} on {conditions(content)}.\n\n| {head} |\n|---|---|---|---|---|---|---|\n"
        )
        for row in (row for row in content["rows"] if row["case"] == case):
            if not row["seconds"]:
                lines.append(f"| {row['name']} | {row['outcome']} | | | | | |\n")
                continue
            middle = statistics.median(row["seconds"])
            spread = f"{50 * (max(row['seconds']) - min(row['seconds'])) / middle:.0f} %"
            figures = f"{row['factor']:.2f}", f"{row['first']:.3f}", f"{100 * row['accuracy']:.2f} %", f"{row['epochs']}"
            lines.append(f"| {row['name']} | {middle:.3f} | {spread} | {' | '.join(figures)} |\n")
    return "".join(lines)


def table(case, rows):
    """Return the table of one case."""
    head = f"{case['name']} | {case['unit']}/s | +- | of the fastest | of the limit | overhead, us | first step, s | peak, MiB"
    lines = [f"\n| {head} |\n|---|---|---|---|---|---|---|---|\n"]
    for row in rows:
        if row["outcome"] != "passed":
            lines.append(f"| {row['peer']} | {row['outcome']} | | | | | | |\n")
            continue
        ratios = ("" if row[key] is None else f"{row[key]:.3g}" for key in ("of_fastest", "of_limit"))
        overhead = "" if row["overhead"] is None else format_number(1e6 * row["overhead"])
        rest = f"{overhead} | {row['first_step']:.3f} | {row['memory']:.1f}"
        lines.append(
            f"| {row['peer']} | {format_number(row['rate'])} | {100 * row['spread']:.0f} % | {' | '.join(ratios)} | {rest} |\n"
        )
    return "".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), ROOT / "tests" / "records"), encoding="utf-8")
