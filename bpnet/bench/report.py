"""What the command shows, in 80 columns: a table for each case, the targets, and how cost grows."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from bpnet.bench.cases import PARAMS, SAMPLES, Case
from bpnet.bench.rows import PASSED, fastest, limit, ratio
from bpnet.bench.targets import measured

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bpnet.bench.rows import Row

LINE = "  {:22} {:>9} {:>5} {:>7} {:>7} {:>8} {:>7} {:>5}"


def table(case: Case, rows: Sequence[Row], told: set[tuple[str, str]] | None = None) -> Iterator[str]:
    """The lines of a case; reasons that are in ``told`` already, by peer, are not told again."""
    told = set() if told is None else told
    shape = "-".join(map(str, case.sizes))
    yield f"{case.name}: {shape}, {case.dtype}, batches of {case.batch} of {case.n}, {case.optimizer}, {case.epochs} epochs"
    yield LINE.format("", f"{case.unit}/s", "+-", "of the", "of the", "us/step", "first", "peak")
    yield LINE.format("", "median", "", "fastest", "limit", "overhead", "step, s", "MiB")
    best, most = fastest(rows), limit(rows)
    for row in rows:
        if row.outcome != PASSED:
            reason = "as above" if (row.peer, row.reason) in told else row.reason
            told.add((row.peer, row.reason))
            yield from textwrap.wrap(f"  {row.peer:22} {row.outcome}: {reason}", 79, subsequent_indent=" " * 6)
            continue
        ratios = ("-" if other is None else f"{ratio(row, other):.3g}" for other in (best, most))
        overhead = "-" if row.overhead is None else rounded(1e6 * row.overhead)
        first, memory = (f"{value:.{n}f}" if value is not None else "-" for value, n in ((row.first_step, 3), (row.memory, 1)))
        yield LINE.format(row.peer, rounded(row.rate), f"{100 * row.spread:.0f} %", *ratios, overhead, first, memory)


def rounded(value: float) -> str:
    """A positive number to three or four digits, without a power of ten."""
    return f"{value:.3g}" if value < 1000 else f"{float(f'{value:.4g}'):,.0f}"  # noqa: PLR2004 - digits


def targets(rows: Sequence[Row]) -> Iterator[str]:
    """What was wanted and what was measured."""
    for target, factor in measured(rows):
        pair = f"bpnet {target.backend} : {target.peer}"
        if factor is not None:
            yield f"  {target.case:10} {pair:28} wanted {target.factor:<5g} measured {factor:.3g}"


def growth(rows: Sequence[Row]) -> Iterator[str]:
    """Time over size, relative to that of the smallest: 1 everywhere if cost grows linearly."""
    found = {(row.peer, row.case): row for row in rows if row.rates}
    for what, series in (("samples", SAMPLES), ("params", PARAMS)):
        for peer in dict.fromkeys(row.peer for row in rows):
            timed = [(case, found[peer, case.name]) for case in series if (peer, case.name) in found]
            if not timed or limit([timed[0][1]]):
                continue
            costs = [(_size(case, what), _cost(case, row, what)) for case, row in timed]
            for size, cost in costs:
                share = cost / size / (costs[0][1] / costs[0][0])
                yield f"  {peer:22} {size:>8} {what:8} {1e3 * cost:>9.3g} ms  {share:>5.2f} of linear"


def _size(case: Case, what: str) -> int:
    return case.n if what == "samples" else case.n_params


def _cost(case: Case, row: Row, what: str) -> float:
    """Seconds of an epoch, or of a step."""
    return (case.n if what == "samples" else case.batch) / row.rate
