"""Output of the command, in 80 columns: a table per case, the targets, the cost of exact arithmetic, and its growth by size."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from bpnet.bench.cases import PARAMS, SAMPLES, Case
from bpnet.bench.peers import LIMIT
from bpnet.bench.rows import PASSED, Row, fastest, limit
from bpnet.bench.targets import Cost, measure_costs, measure_targets

LINE = "  {:22} {:>9} {:>5} {:>7} {:>7} {:>8} {:>7} {:>5}"
WIDEST = 22
"""Number of columns of a name in `LINE`."""
COST_LINE = "  {:10} {:16} {:8} {:>8} {:>8} {:>5} {:>5} {:>5} {:>3}"


def table(case: Case, rows: Sequence[Row], printed: set[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines of a case; reasons in ``printed``, by peer, are abbreviated, and others are added to it."""
    shape = "-".join(map(str, case.sizes))
    yield f"{case.name}: {shape}, {case.dtype}, batches of {case.batch} of {case.n}, {case.optimizer}, {case.epochs} epochs"
    yield LINE.format("", f"{case.unit}/s", "+-", "of the", "of the", "us/step", "first", "peak")
    yield LINE.format("", "median", "", "fastest", "limit", "overhead", "step, s", "MiB")
    best, most = fastest(rows), limit(rows)
    for row in rows:
        if row.outcome != PASSED:
            yield from format_absent(row.peer, row.outcome, "as above" if (row.peer, row.reason) in printed else row.reason)
            printed.add((row.peer, row.reason))
            continue
        ratios = ("-" if other is None else f"{row.ratio(other):.3g}" for other in (best, most))
        overhead = "-" if row.overhead is None else format_number(1e6 * row.overhead)
        first, memory = (f"{value:.{n}f}" if value is not None else "-" for value, n in ((row.first_step, 3), (row.memory, 1)))
        name = row.peer if len(row.peer) <= WIDEST else row.peer.removeprefix("bpnet ")
        if len(name) > WIDEST:
            yield f"  {name}"
            name = ""
        yield LINE.format(name, format_number(row.rate), f"{100 * row.spread:.0f} %", *ratios, overhead, first, memory)
    if not LIMIT.can_train(case):
        yield f"  no limit: {LIMIT.name} has no program for this case"


def format_absent(name: str, outcome: str, reason: str) -> list[str]:
    """Return the lines of a row that has no figures."""
    return textwrap.wrap(f"  {name:22} {outcome}: {reason}", 79, subsequent_indent=" " * 6)


def format_number(value: float) -> str:
    """Format a positive number with three or four digits, and without a power of ten."""
    return f"{value:.3g}" if value < 1000 else f"{float(f'{value:.4g}'):,.0f}"  # noqa: PLR2004 - digits


def targets(rows: Sequence[Row]) -> tuple[str, list[str]]:
    """Return a title, and a line for each target that was measured."""
    return "targets: how many times as fast, or the rate per second", [
        f"  {target.case:10} {f'{target.name} : {target.peer}':33} target {target.factor:<5.3g} measured {factor:.3g}"
        for target, factor in measure_targets(rows)
        if factor is not None
    ]


def costs(cases: Sequence[Case], rows: Sequence[Row]) -> tuple[str, list[str]]:
    """Return a title, and a line for each comparison of exact arithmetic with another row; none without exact rows."""
    lines = [COST_LINE.format(*format_cost(cost)) for cost in measure_costs(cases, rows)]
    heads = [
        COST_LINE.format("", "exact on", "against", "us/step", "exact", "ratio", "ratio", "at", "met"),
        COST_LINE.format("", "", "", "CPU", "us/step", "CPU", "wall", "most", "").rstrip(),
    ]
    return "exact arithmetic: its cost, and targets (1 thread: all in wall time)", [*heads, *lines] if lines else []


def format_cost(cost: Cost) -> list[str]:
    """Return the cells of a comparison."""
    times = (format_number(1e6 * value) for value in (cost.seconds, cost.exact_seconds))
    ratios = (f"{value:#.3g}" if value < 100 else format_number(value) for value in (cost.ratio, cost.wall_ratio))  # noqa: PLR2004
    target = ("-", "-") if cost.most is None else (f"{cost.most:.2g}", "yes" if cost.met else "no")
    return [cost.case, cost.backend, cost.against, *times, *ratios, *target]


def growth(rows: Sequence[Row]) -> tuple[str, list[str]]:
    """Return a title, and lines with time per size relative to the smallest size: 1 if cost grows linearly."""
    return "cost by size: per epoch with samples, per step with params", list(_growth(rows))


def _growth(rows: Sequence[Row]) -> Iterator[str]:
    found = {(row.peer, row.case): row for row in rows if row.rates}
    for unit, series in (("samples", SAMPLES), ("params", PARAMS)):
        for peer in dict.fromkeys(row.peer for row in rows):
            timed = [(case, found[peer, case.name]) for case in series if (peer, case.name) in found]
            if not timed or limit([timed[0][1]]):
                continue
            sizes = [case.n if unit == "samples" else case.n_params for case, _ in timed]
            counts = [case.n if unit == "samples" else case.batch for case, _ in timed]
            costs = [(size, n / row.rate) for size, n, (_, row) in zip(sizes, counts, timed, strict=True)]
            for size, cost in costs:
                share = cost / size / (costs[0][1] / costs[0][0])
                yield f"  {peer:22} {size:>8} {unit:8} {1e3 * cost:>9.3g} ms  {share:>5.2f} of linear"
