"""The command ``bpnet parity``."""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from bpnet._messages import one_line, short_repr
from bpnet._output import check_files, complain, deliver, is_folder
from bpnet._processes import safe_path
from bpnet._records import refuse_stand_ins, text, write
from bpnet.backend import DTYPES
from bpnet.backend.registry import get_backend, known_backends
from bpnet.parity import results
from bpnet.parity.cases import CASES, Case
from bpnet.parity.controls import Control, controls
from bpnet.parity.matrix import Row, RunOptions, cells, default_backends, row, verdict
from bpnet.parity.report import Report, control_lines, hashes
from bpnet.random import key_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from bpnet.parity.matrix import Cell

PASSED, FAILED, MISSING = 0, 1, 3
DEFAULT_RECORDS = Path("tests/records")


def parity_command(options: argparse.Namespace) -> int:
    """Run the matrix, show it, and return the exit code: 0 passed, 1 failed, 3 a required backend is missing."""
    _check_files(options)
    old = results.newest(options.records) if _has_records(options.records) else []
    named = _specs(options.backend)
    required = list(dict.fromkeys([*named, *_specs(options.require)]))
    backends = list(dict.fromkeys([*(named or default_backends()), *required]))
    if options.record:
        refuse_stand_ins(backends)
    key_of(options.seed)  # says which seeds there are
    length = RunOptions(options.seed, options.full, tuple(named))
    cases, dtypes = _cases(options.case), tuple(dict.fromkeys(options.dtype or DTYPES))
    wanted = cells(backends, dtypes, cases=cases)
    report, rows = Report(), []
    for made in _shown(_run(wanted, length, _jobs(options.jobs)), len(wanted)):
        rows.append(made)
        for words in report.lines(made):
            print(words, flush=True)
    judged = verdict(wanted, rows, required)
    caught = _controls(cases, dtypes, length.seed) if options.controls else []
    print("\nsha256 of each exact trajectory:", *hashes(rows), sep="\n")
    held = _hold_records(old, [case.name for case in cases], dtypes, full=options.full)
    problems = [*judged.problems, *held, *(f"not caught: {control}" for control in caught if not control.caught)]
    print("\nrows: " + ", ".join(f"{n} {outcome}" for outcome, n in Counter(made.outcome for made in rows).items()))
    complain(*problems, *(f"required backend {one_line(spec)} did not run" for spec in judged.missing))
    judged = judged._replace(passed=judged.passed and not problems, problems=tuple(problems))
    content = results.record(rows, judged, length, caught)
    if options.json:
        deliver(options.json, text(content))
    if options.record:
        write(options.record, content)
    return MISSING if judged.missing else FAILED if problems else PASSED


def _check_files(options: argparse.Namespace) -> None:
    """Files that could not be written are told before the work, not after it."""
    check_files({"json": options.json, "record": options.record})
    if not is_folder(options.records) and options.records != DEFAULT_RECORDS:
        raise ValueError(f"--records {one_line(str(options.records))}: there is no such folder")


def _has_records(folder: Path) -> bool:
    """Whether records are to be read there: the default folder counts in a checkout of bpnet alone."""
    return folder.is_dir() and (folder != DEFAULT_RECORDS or Path("bpnet/parity").is_dir())


def _specs(given: Sequence[str] | None) -> list[str]:
    """The specifications of an option that is repeated, or has commas; unknown names are errors of usage."""
    specs = [spec.strip() for words in given or () for spec in words.split(",")]
    for spec in specs:
        if spec in {"", "auto"}:
            raise ValueError(f"expected the name of one backend, got {short_repr(spec)}; known are {', '.join(known_backends())}")
        if spec.partition(":")[0] not in known_backends():
            get_backend(spec)  # says what is known, and what is close
    return specs


def _cases(given: Sequence[str] | None) -> list[Case]:
    """The cases of these names, by default all."""
    names = [case.name for case in CASES]
    for name in given or ():
        if name not in names:
            raise ValueError(f"there is no case {short_repr(name)}; expected one of {', '.join(names)}")
    return [case for case in CASES if not given or case.name in given]


def _jobs(given: int | None) -> int:
    if given is not None and given < 1:
        raise ValueError(f"--jobs must be at least 1, got {short_repr(given)}")
    return given or min(4, os.cpu_count() or 1)


def _run(wanted: Sequence[Cell], length: RunOptions, jobs: int) -> Iterator[Row]:
    """The rows of the matrix, in order; each backend and dtype is one task of a process."""
    tasks: dict[tuple[str, str], list[Cell]] = {}
    for cell in wanted:
        tasks.setdefault(cell[:2], []).append(cell)
    if jobs == 1 or len(tasks) == 1:
        for cell in wanted:
            yield row(*cell, length=length)
        return
    with safe_path(), _pool(min(jobs, len(tasks))) as pool:
        futures = [pool.submit(_task, task, length) for task in tasks.values()]
        try:
            for future, task in zip(futures, tasks.values(), strict=True):
                try:
                    yield from future.result()
                except BrokenProcessPool:  # which takes with it whatever was still to run
                    yield from _alone(task, length)
        except BaseException:  # Ctrl-C, or nobody reads on
            pool.shutdown(wait=False, cancel_futures=True)
            for child in active_children():
                child.terminate()
            raise


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Processes that start afresh, leave Ctrl-C to this one, and end when it does."""
    return ProcessPoolExecutor(jobs, get_context("spawn"), _serve)


def _serve() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Without this the death of the first process would leave the others waiting for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _alone(task: Sequence[Cell], length: RunOptions) -> list[Row]:
    """The rows of one task in a process of their own; a library that kills it is a failure of theirs alone."""
    try:
        with safe_path(), _pool(1) as pool:
            return pool.submit(_task, task, length).result()
    except BrokenProcessPool:
        return [Row(*cell, "failed", "the process in which the backend ran died") for cell in task]


def _shown(rows: Iterator[Row], total: int) -> Iterator[Row]:
    """The rows as they come; on a terminal with a bar below them."""
    if not sys.stdout.isatty():
        yield from rows
        return
    from rich.progress import Progress

    with Progress(transient=True) as progress:
        bar = progress.add_task("parity", total=total)
        for made in rows:
            yield made
            progress.advance(bar)


def _task(wanted: Sequence[Cell], length: RunOptions) -> list[Row]:
    return [row(*cell, length=length) for cell in wanted]


def _controls(cases: Sequence[Case], dtypes: Sequence[str], seed: int) -> list[Control]:
    print("\nnegative controls:")
    done = []
    for control in controls(cases, dtypes, seed):
        done.append(control)
        print(*control_lines(control), sep="\n", flush=True)
    return done


def _hold_records(old: Sequence[results.Held], cases: Sequence[str], dtypes: Sequence[str], *, full: bool) -> list[str]:
    """Compare today's NumPy with the newest record of each kind, and tell their ages; what is wrong."""
    problems = []
    for one in old:
        compared, wrong = results.hold(one, cases, dtypes, full=full)
        print(f"record {one.path.name}, {one.age} days old: {compared} rows held against NumPy of today{one.remark}")
        problems += [f"record {one.path.name}: {problem}" for problem in wrong]
    if not old:
        print("no record to compare with")
    return problems
