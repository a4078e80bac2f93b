"""The command ``bpnet bench``."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from typing import TYPE_CHECKING

from bpnet._messages import one_line, short_repr
from bpnet._output import check_files, complain, deliver
from bpnet._records import refuse_stand_ins, text, write
from bpnet.backend.registry import get_backend, known_backends
from bpnet.bench import cases as known
from bpnet.bench import estimators, records, report
from bpnet.bench.peers import PEERS, Peer, default_backends, of_bpnet
from bpnet.bench.process import cores_for
from bpnet.bench.rounds import Setting, run
from bpnet.bench.rows import ABSENT, FAILED, PASSED, Row
from bpnet.errors import BackendError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from bpnet.bench.cases import Case

DONE, WRONG, MISSING = 0, 1, 3
LAST_SEED = 2**32 - 1


def bench_command(options: argparse.Namespace) -> int:
    """Run the cases, show them, and return the exit code: 0 done, 1 a row failed, 3 a required backend is missing."""
    _check(options)
    if options.estimators:
        return _estimators(options)
    named = _specs(options.backend)
    required = list(dict.fromkeys([*named, *_specs(options.require)]))
    cases = _cases(options)
    if options.record:
        refuse_stand_ins(dict.fromkeys(spec for case in cases for spec in (*(named or default_backends(case)), *required)))
    setting = _setting(options)
    print(_heading(setting))
    rows: list[Row] = []
    told: set[tuple[str, str]] = set()
    for case in cases:
        rows += (timed := run(case, _peers(case, named, required, options), setting, _tell))
        _tell("")
        print("", *report.table(case, timed, told), sep="\n", flush=True)
    _conclude(rows, scaling=options.scaling, quick=options.quick)
    missing = [spec for spec in required if not any(row.backend == spec and row.outcome != ABSENT for row in rows)]
    problems = [f"{row.case}: {row.peer}: {row.reason}" for row in rows if row.outcome == FAILED]
    if not any(row.outcome == PASSED for row in rows):
        problems.append("nothing was timed")
    complain(*problems, *(f"required backend {one_line(spec)} did not run" for spec in missing))
    _write(options, cases, rows, setting, missing)
    return MISSING if missing else WRONG if problems else DONE


def _estimators(options: argparse.Namespace) -> int:
    """Whole fits beside scikit-learn's: 0 done, 1 for one that is not as accurate, 3 if a required backend is missing."""
    named = _specs(options.backend)
    required = list(dict.fromkeys([*named, *_specs(options.require)]))
    specs = list(dict.fromkeys([*(named or estimators.BACKENDS), *required]))
    if options.record:
        refuse_stand_ins(specs)
    setting = _setting(options)
    print(_heading(setting))
    rows = estimators.run(options.case or estimators.SETS, specs, setting)
    missing = [spec for spec in required if not any(row.backend == spec and row.seconds for row in rows)]
    problems = list(estimators.problems(rows))
    complain(*problems, *(f"required backend {one_line(spec)} did not run" for spec in missing))
    content = records.estimators(rows, setting, missing)
    if options.json:
        deliver(options.json, text(content))
    if options.record:
        write(options.record, content)
    return MISSING if missing else WRONG if problems else DONE


def _check(options: argparse.Namespace) -> None:
    """What would fail after the work is told before it."""
    check_files({"json": options.json, "plot": options.plot, "record": options.record})
    if options.record and options.quick:
        raise ValueError("--quick has times that mean nothing: leave it out to --record")
    if options.plot:
        from bpnet import plotting

        plotting.check_path(options.plot)
    _check_numbers(options)
    if options.estimators:
        _check_estimators(options)
        return
    _known("case", options.case, [case.name for case in known.CASES + known.ON_GPU])
    _known("peer", options.peer, [peer.name for peer in PEERS])
    if options.scaling and options.case:
        raise ValueError("--scaling has cases of its own: leave out --case")


def _check_estimators(options: argparse.Namespace) -> None:
    for name in ("scaling", "plot", "peer"):
        if getattr(options, name):
            raise ValueError(f"--estimators has a table of its own: leave out --{name}")
    _known("case", options.case, estimators.SETS)
    try:
        import bpnet.sklearn  # noqa: F401 - says what to install
    except ImportError as error:
        raise ValueError(f"--estimators: {error}") from error


def _check_numbers(options: argparse.Namespace) -> None:
    for name in ("threads", "repeat"):
        if getattr(options, name) is not None and getattr(options, name) < 1:
            raise ValueError(f"--{name} must be at least 1, got {short_repr(getattr(options, name))}")
    if not 0 <= options.seed <= LAST_SEED:
        raise ValueError(f"--seed must be from 0 to 2**32 - 1, got {short_repr(options.seed)}")


def _specs(given: Sequence[str] | None) -> list[str]:
    """The specifications of an option that is repeated, or has commas; unknown names are errors of usage."""
    specs = [spec.strip() for words in given or () for spec in words.split(",")]
    for spec in specs:
        if spec.partition(":")[0] not in known_backends():
            get_backend(spec)  # says what is known, and what is close
    return specs


def _known(kind: str, given: Sequence[str] | None, names: Sequence[str]) -> None:
    """Raise for a name that is none of these."""
    for name in given or ():
        if name not in names:
            hint = f"; with --estimators: {', '.join(estimators.SETS)}" if name in estimators.SETS else ""
            raise ValueError(f"there is no {kind} {short_repr(name)}; expected one of {', '.join(names)}{hint}")


def _cases(options: argparse.Namespace) -> list[Case]:
    everything = known.CASES + known.ON_GPU
    if options.scaling:
        chosen = list(known.SCALING)
    elif options.case:
        chosen = [case for case in everything if case.name in options.case]
    else:
        chosen = list(everything if _has_gpu() else known.CASES)
    return [known.quick(case) if options.quick else case for case in chosen]


def _has_gpu() -> bool:
    try:
        return not get_backend("cupy").stand_in
    except BackendError:
        return False


def _setting(options: argparse.Namespace) -> Setting:
    repeat = options.repeat or (2 if options.quick else 5)
    return Setting(options.seed, repeat, options.threads, tuple(cores_for(options.threads)), options.quick)


def _peers(case: Case, named: Sequence[str], required: Iterable[str], options: argparse.Namespace) -> list[Peer]:
    """Those that a case is trained by; for backends that are named, whether they can or not."""
    specs = dict.fromkeys([*(named or default_backends(case)), *required])
    ours = [peer for spec in specs if (peer := of_bpnet(spec)).trains(case)]
    chosen = [peer for peer in PEERS if options.peer is None or peer.name in options.peer]
    if options.scaling and options.peer is None:
        chosen = []
    return [peer for peer in chosen if peer.trains(case)] + ours


def _heading(setting: Setting) -> str:
    where = f"on core {', '.join(map(str, setting.cores))}" if setting.cores else "cores not pinned"
    rounds = f"{setting.repeat} round" + "s" * (setting.repeat > 1)
    quick = "; quick: the times mean nothing" if setting.quick else ""
    return f"{setting.threads} thread{'s' * (setting.threads > 1)}, {where}, {rounds}, seed {setting.seed}{quick}"


def _tell(what: str) -> None:
    """What is going on, on a terminal alone, in a line that is written over."""
    if sys.stderr.isatty():
        width = max(1, min(60, shutil.get_terminal_size().columns - 1))
        print(f"\r{what:{width}.{width}}\r", end="", file=sys.stderr, flush=True)


def _conclude(rows: Sequence[Row], *, scaling: bool, quick: bool) -> None:
    lines = [] if quick else list(report.growth(rows) if scaling else report.targets(rows))
    if lines:
        title = (
            "how cost grows, per epoch with samples and per step with params" if scaling else "targets: how many times as fast"
        )
        print(f"\n{title}", *lines, sep="\n")
    print("\nrows: " + ", ".join(f"{n} {outcome}" for outcome, n in Counter(row.outcome for row in rows).items()))


def _write(
    options: argparse.Namespace, cases: Sequence[Case], rows: Sequence[Row], setting: Setting, missing: Sequence[str]
) -> None:
    content = records.record(cases, rows, setting, missing)
    if options.json:
        deliver(options.json, text(content))
    if options.record:
        write(options.record, content)
    if options.plot and any(row.outcome == PASSED for row in rows):
        from bpnet.bench import picture

        picture.write(options.plot, cases, rows)
