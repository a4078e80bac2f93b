"""Write the figures of the pages in `PAGES` from the newest records: ``python docs/performance_page.py``."""

import re
import statistics
from pathlib import Path

from bpnet.bench import records, report
from bpnet.bench.cases import CASES
from bpnet.bench.peers import PEERS, bpnet_peer
from bpnet.bench.report import format_number
from bpnet.bench.rows import Row, median_ratio
from bpnet.bench.targets import TARGETS, Cost, measure_targets

ROOT = Path(__file__).parent.parent
NAMES = {"cpu": "a CPU", "gpu": "a GPU"}
CPU_BACKENDS = ("numpy", "torch", "jax", "numba", "array_api_strict")
KERAS = "keras-jax"


def page(text, folder, figures=None):
    """Return the text with the figures of a folder's records, those of docs/performance.md by default, between its two marks."""
    made = (figures or performance)(folder)
    return re.sub("(?s)(<!-- measured -->\n).*(<!-- end -->)", lambda marks: f"{marks[1]}{made}{marks[2]}", text)


def performance(folder):
    """Return all tables of the newest records."""
    found = records.newest(folder)
    made = targets([found[kind][1] for kind in ("cpu", "threads", "gpu") if kind in found])
    made += "".join(section(device, found.get(device)) for device in NAMES)
    made += costs([found[kind] for kind in ("cpu", "threads") if kind in found])
    made += growth(found["scaling"]) if "scaling" in found else ""
    return made + fits(records.newest_fits(folder))


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


def comparison(folder):
    """Return the tables of bpnet and its peers: speed in every case, then start, memory and agreement in `small` and `xor`."""
    sources = by_case(folder)
    speed = {case: speeds(rows) for case, (_, _, rows) in sources.items()}
    named = {name for ratios in speed.values() for name in ratios}
    names = [name for name in (*(peer.name for peer in PEERS), *map(name_of, CPU_BACKENDS)) if name in named]
    lines = [f"\n| work per CPU second | {' | '.join(speed)} |\n|---|{'---|' * len(speed)}\n"]
    for name in names:
        cells = (f"{ratios[name]:.3g}" if name in ratios else "" for ratios in speed.values())
        lines.append(f"| {name} | {' | '.join(cells)} |\n")
    best = (f"{best_of(ratios, ours=True) / best_of(ratios, ours=False):.2f}" for ratios in speed.values())
    lines.append(f"| *the best of bpnet, in times of the best other* | {' | '.join(best)} |\n")
    for path in dict.fromkeys(path for path, *_ in sources.values()):
        cases = [case for case, source in sources.items() if source[0] == path]
        made, content = ", ".join(f"`{case}`" for case in cases), sources[cases[0]][1]
        lines.append(f"\n{made}: {path.name}, made {content['made'][:10]} on {conditions(content)}.\n")
    if KERAS not in named:
        lines.append("\n**There is no record of Keras yet.**\n")
    head = "import, s | first step, s | peak, MiB | difference of a loss, `small` | `xor`"
    lines.append(f"\n| `small` | {head} |\n|---|---|---|---|---|---|\n")
    small, xor = ({row.peer: row for row in sources[case][2]} for case in ("small", "xor"))
    for name, row in ((name, small[name]) for name in names if name in small):
        apart = ("" if one is None or one.apart is None else f"{one.apart:.0e}" for one in (row, xor.get(name)))
        figures = f"{row.import_seconds:.1f} | {row.first_step:.2f} | {row.memory:.0f}"
        lines.append(f"| {name} | {figures} | {' | '.join(apart)} |\n")
    return "".join(lines)


def backends(folder):
    """Return the table of bpnet's backends on a CPU, and the gain by a second thread."""
    path, content = records.newest(folder)["cpu"]
    rows = timed(content)
    speed = {case: speeds([row for row in rows if row.case == case]) for case in ("xor", "small", "medium", "fresh")}
    costs = {(cost["backend"], cost["case"]): cost["ratio"] for cost in content["costs"] if cost["against"] == "native"}
    head = "first step, s | peak, MiB | xor | small | medium | new networks | exact: xor | small | medium"
    lines = [f"\n| backend | {head} |\n|{'---|' * 10}\n"]
    for backend in CPU_BACKENDS:
        name = name_of(backend)
        own = [row for row in rows if row.peer == name]
        first, peak = (f"{format_number(min(values))} to {format_number(max(values))}" for values in ([r.first_step for r in own], [r.memory for r in own]))
        cells = [f"{ratios[name]:.3g}" for ratios in speed.values()]
        cells += [f"{costs[backend, case]:.3g}" if (backend, case) in costs else "" for case in ("xor", "small", "medium")]
        lines.append(f"| `{backend}` | {first} | {peak} | {' | '.join(cells)} |\n")
    lines.append(f"\n{path.name}, made {content['made'][:10]} on {conditions(content)}.")
    threads, content = records.newest(folder)["threads"]
    gains = (f"{target.backend} {value:.2f}" for target, value in measure_targets(timed(content)) if value is not None)
    lines.append(f" Two threads on `medium`, in times of the speed on one: {', '.join(gains)} ({threads.name}).\n")
    return "".join(lines)


def by_case(folder):
    """Return the record and its timed rows by case: the newest in which Keras was timed, if there is one, or that of all cases."""
    newest, of_keras = records.newest(folder)["cpu"], records.newest_of_peer(folder, KERAS)
    sources = {case.name: of_keras.get(case.name, newest) for case in CASES if case.device == "cpu"}
    found = {case: (path, content, [row for row in timed(content) if row.case == case]) for case, (path, content) in sources.items()}
    return {case: source for case, source in found.items() if source[2]}


def timed(content):
    """Return the rows of a record that have times."""
    return [read(Row, row) for row in content["rows"] if row["rates"]]


def name_of(backend, case=""):
    """Return the name of the row of a backend in native arithmetic: in `loop`, of the user's loop."""
    return bpnet_peer(backend, way="loop" if case == "loop" else "").name


def speeds(rows):
    """Return the speed in CPU time, in times of bpnet's on NumPy, of the peers and of bpnet's backends by their names."""
    case = rows[0].case
    ours = {name_of(backend, case): name_of(backend) for backend in CPU_BACKENDS}
    (base,) = (row for row in rows if row.peer == name_of("numpy", case))
    chosen = (row for row in rows if row.losses and (not row.backend or row.peer in ours))
    return {ours.get(row.peer, row.peer): median_ratio(row.cpu_rates, base.cpu_rates) for row in chosen}


def best_of(ratios, *, ours):
    """Return the highest speed of bpnet's backends, or that of the others."""
    return max(value for name, value in ratios.items() if name.startswith("bpnet ") == ours)


PAGES = {"performance": performance, "comparison": comparison, "which-backend": backends}
"""Functions from the folder of the records to the figures of pages in docs/."""

if __name__ == "__main__":
    for name, figures in PAGES.items():
        file = ROOT / "docs" / f"{name}.md"
        file.write_text(page(file.read_text(encoding="utf-8"), ROOT / "tests" / "records", figures), encoding="utf-8")
