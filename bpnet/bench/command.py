"""The command ``bpnet bench``."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from bpnet._messages import one_line, short_repr
from bpnet._options import check_at_least_one, check_files, check_names, parse_specs, unique
from bpnet._records import refuse_stand_ins, write_results
from bpnet._streams import print_errors
from bpnet.backend.selection import get_backend
from bpnet.bench import cases as known
from bpnet.bench import estimators, records, report
from bpnet.bench.cases import Case
from bpnet.bench.peers import ARITHMETICS, PEERS, Peer, bpnet_peers, default_backends
from bpnet.bench.process import cores_for
from bpnet.bench.rounds import Setting, run
from bpnet.bench.rows import ABSENT, FAILED, PASSED
from bpnet.errors import BackendError
from bpnet.plotting.files import check_plot

DONE, WRONG, MISSING = 0, 1, 3
LAST_SEED = 2**32 - 1
ALL_CASES = known.CASES + known.ON_GPU + known.REPLICAS


class Outcome(NamedTuple):
    """Result of all cases or of all data sets."""

    ran: set[str]
    """Backends that ran."""
    problems: list[str]
    content: Callable[[Sequence[str]], dict[str, Any]]
    """Function from the missing backends to the content of the record."""


def bench_command(options: argparse.Namespace) -> int:
    """Run the cases, print them, and return the exit code: 0 done, 1 a row failed, 3 a required backend is missing."""
    _check(options)
    named = parse_specs(options.backend)
    required = unique(named, parse_specs(options.require))
    outcome = (_run_estimators if options.estimators else _run_cases)(options, named, required)
    missing = [spec for spec in required if spec not in outcome.ran]
    print_errors(*outcome.problems, *(f"required backend {one_line(spec)} did not run" for spec in missing))
    write_results(options, outcome.content(missing))
    return MISSING if missing else WRONG if outcome.problems else DONE


def _run_cases(options: argparse.Namespace, named: Sequence[str], required: Sequence[str]) -> Outcome:
    cases = _cases(options)
    if options.record:
        refuse_stand_ins(unique(*((named or default_backends(case)) for case in cases), required))
    setting = _print_setting(options)
    rows, printed = [], set[tuple[str, str]]()
    for case in cases:
        rows += (timed := run(case, _peers(case, named, required, options), setting, _print_progress))
        _print_progress("")
        print("", *report.table(case, timed, printed), sep="\n", flush=True)
    if not options.quick:
        for title, lines in [report.growth(rows)] if options.scaling else [report.targets(rows), report.costs(cases, rows)]:
            if lines:
                print(f"\n{title}", *lines, sep="\n")
    print("\nrows: " + ", ".join(f"{n} {outcome}" for outcome, n in Counter(row.outcome for row in rows).items()))
    problems = [f"{row.case}: {row.peer}: {row.reason}" for row in rows if row.outcome == FAILED]
    if not any(row.outcome == PASSED for row in rows):
        problems.append("nothing was timed")
    elif options.plot:
        from bpnet.bench import figure

        figure.write(options.plot, cases, rows, figure.caption(records.processor(), setting), dark=options.dark)
    return Outcome(
        {row.backend for row in rows if row.outcome != ABSENT}, problems, partial(records.record, cases, rows, setting)
    )


def _run_estimators(options: argparse.Namespace, named: Sequence[str], required: Sequence[str]) -> Outcome:
    specs = unique(named or estimators.BACKENDS, required)
    if options.record:
        refuse_stand_ins(specs)
    setting = _print_setting(options)
    fits = estimators.run(options.case or estimators.SETS, specs, setting)
    ran = {fit.backend for fit in fits if fit.seconds}
    return Outcome(ran, list(estimators.problems(fits)), partial(records.record_fits, fits, setting))


def _check(options: argparse.Namespace) -> None:
    """Raise ValueError for invalid options, before anything is timed."""
    check_files({"json": options.json, "plot": options.plot, "record": options.record})
    if options.record and options.quick:
        raise ValueError("--record cannot be combined with --quick, whose times mean nothing: leave out one of them")
    check_plot(options.plot, dark=options.dark)
    check_at_least_one(threads=options.threads, repeat=options.repeat)
    if not 0 <= options.seed <= LAST_SEED:
        raise ValueError(f"--seed must be from 0 to 2**32 - 1, got {short_repr(options.seed)}")
    if options.estimators:
        _check_estimators(options)
        return
    hint = f"; with --estimators: {', '.join(estimators.SETS)}" if set(options.case or ()) & set(estimators.SETS) else ""
    check_names("case", options.case, [case.name for case in ALL_CASES], hint)
    check_names("peer", options.peer, [peer.name for peer in PEERS])
    check_names("arithmetic", _arithmetics(options), ARITHMETICS)
    if options.scaling and options.case:
        raise ValueError("--scaling has its own cases: leave out --case")


def _check_estimators(options: argparse.Namespace) -> None:
    for name in ("scaling", "plot", "peer", "arithmetic", "plain"):
        if getattr(options, name):
            raise ValueError(f"--estimators has its own table: leave out --{name}")
    check_names("case", options.case, estimators.SETS)
    try:
        import bpnet.sklearn  # noqa: F401 - raises with the command that installs scikit-learn
    except ImportError as error:
        raise ValueError(f"--estimators: {error}") from error


def _cases(options: argparse.Namespace) -> list[Case]:
    chosen = known.SCALING if options.scaling else ALL_CASES if options.case else known.CASES + known.ON_GPU * _has_gpu()
    chosen = tuple(case for case in chosen if not options.case or case.name in options.case)
    return [known.shorten(case) if options.quick else case for case in chosen]


def _has_gpu() -> bool:
    try:
        return not get_backend("cupy").stand_in
    except BackendError:
        return False


def _peers(case: Case, named: Sequence[str], required: Sequence[str], options: argparse.Namespace) -> list[Peer]:
    """Return the peers that can train a case; for scaling, by default only bpnet."""
    others = [peer for peer in PEERS if (not options.scaling if options.peer is None else peer.name in options.peer)]
    specs = unique(named or default_backends(case), required)
    ours = bpnet_peers(case, specs, _arithmetics(options), options.threads, plain=options.plain)
    return [peer for peer in (*others, *ours) if peer.can_train(case)]


def _arithmetics(options: argparse.Namespace) -> list[str]:
    """Return the names of an option that can be repeated or have commas."""
    return unique(name.strip() for text in options.arithmetic or () for name in text.split(","))


def _print_setting(options: argparse.Namespace) -> Setting:
    """Print how training runs are timed, and return it."""
    repeat = options.repeat or (2 if options.quick else 5)
    setting = Setting(options.seed, repeat, options.threads, tuple(cores_for(options.threads)), options.quick)
    cores = f"on core {', '.join(map(str, setting.cores))}" if setting.cores else "cores not pinned"
    threads, rounds = (f"{n} {noun}{'s' * (n > 1)}" for n, noun in ((setting.threads, "thread"), (repeat, "round")))
    quick = "; quick: the times mean nothing" if setting.quick else ""
    print(f"{threads}, {cores}, {rounds}, seed {setting.seed}{quick}")
    return setting


def _print_progress(text: str) -> None:
    """Print the current activity, overwriting the previous one, if standard error is a terminal."""
    if sys.stderr.isatty():
        width = max(1, min(60, shutil.get_terminal_size().columns - 1))
        print(f"\r{text:{width}.{width}}\r", end="", file=sys.stderr, flush=True)
