"""Command ``bpnet parity``."""

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

from bpnet._messages import one_line
from bpnet._options import check_at_least_one, check_files, check_names, is_folder, parse_specs, unique
from bpnet._processes import safe_path
from bpnet._records import refuse_stand_ins, write_results
from bpnet._streams import print_errors
from bpnet.arithmetic import EDITION
from bpnet.backend import DTYPES
from bpnet.parity import figure
from bpnet.parity.cases import ALL_CASES, RANK_CASES, Case
from bpnet.parity.controls import Control, run_controls
from bpnet.parity.matrix import Row, RunOptions, cells, default_backends, run_cell, verdict
from bpnet.parity.ranks import rank_cells, run_rank_cells, run_rank_control
from bpnet.parity.report import Report, control_lines, hash_lines
from bpnet.parity.results import Record, compare_record, newest_records, record_content
from bpnet.plotting.files import check_plot
from bpnet.random import key_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from bpnet.parity.matrix import Cell

PASSED, FAILED, MISSING = 0, 1, 3
DEFAULT_RECORDS = Path("tests/records")


def parity_command(options: argparse.Namespace) -> int:
    """Run the matrix, print it, and return the exit code: 0 passed, 1 failed, 3 a required backend is missing."""
    _check(options)
    records = newest_records(options.records) if _has_records(options.records) else []
    named = parse_specs(options.backend)
    required = unique(named, parse_specs(options.require))
    backends = unique(named or default_backends(), required)
    if options.record:
        refuse_stand_ins(backends)
    run_options = RunOptions(options.seed, options.full, tuple(named))
    cases, dtypes = _cases(options.case, RANK_CASES if options.ranks else ALL_CASES), tuple(unique(options.dtype or DTYPES))
    if options.ranks:
        wanted = rank_cells(options.ranks, named or ["numpy"], dtypes, [case.name for case in cases])
        rows = _print_rows(run_rank_cells(wanted, run_options), len(wanted))
        required = unique(named or ["numpy"], required)
    else:
        wanted = cells(backends, dtypes, cases=cases)
        rows = _print_rows(_run(wanted, run_options, options.jobs or min(4, os.cpu_count() or 1)), len(wanted))
    judged = verdict(wanted, rows, required)
    controls = _run_controls(_controls(options, cases, dtypes)) if options.controls else []
    if hashes := list(hash_lines(rows)):
        print(f"\nsha256 of each exact trajectory, edition {EDITION}:", *hashes, sep="\n")
    differences = _compare_records(records, [case.name for case in cases], dtypes, full=options.full)
    missed = (f"not caught: {control}" for control in controls if not control.caught)
    problems = (*judged.problems, *differences, *missed)
    print("\nrows: " + ", ".join(f"{n} {outcome}" for outcome, n in Counter(row.outcome for row in rows).items()))
    print_errors(*problems, *(f"required backend {one_line(spec)} did not run" for spec in judged.missing))
    judged = judged._replace(passed=judged.passed and not problems, problems=problems)
    write_results(options, record_content(rows, judged, run_options, controls))
    if options.plot and any(row.error is not None for row in rows):
        figure.write(options.plot, rows, dark=options.dark)
    elif options.plot:
        print_errors(f"{one_line(str(options.plot))} is not written: no trajectory was compared")
    return MISSING if judged.missing else FAILED if problems else PASSED


def _check(options: argparse.Namespace) -> None:
    """Raise for invalid options before the work."""
    check_files({"json": options.json, "record": options.record, "plot": options.plot})
    check_plot(options.plot, dark=options.dark)
    if not is_folder(options.records) and options.records != DEFAULT_RECORDS:
        raise ValueError(f"--records {one_line(str(options.records))}: there is no such folder")
    check_at_least_one(jobs=options.jobs, ranks=options.ranks)
    key_of(options.seed)  # raises for an invalid seed


def _has_records(folder: Path) -> bool:
    """Return True if records are read from the folder; the default folder is used only in a checkout of bpnet."""
    return folder.is_dir() and (folder != DEFAULT_RECORDS or Path("bpnet/parity").is_dir())


def _cases(given: Sequence[str] | None, known: Sequence[Case]) -> list[Case]:
    """Return the cases with these names, by default all."""
    check_names("case", given, [case.name for case in known])
    return [case for case in known if not given or case.name in given]


def _print_rows(rows: Iterator[Row], total: int) -> list[Row]:
    """Print the rows when they are complete, and return them; on a terminal, with a progress bar."""
    from rich.progress import Progress

    report, done = Report(), []
    with Progress(transient=True, disable=not sys.stdout.isatty()) as progress:
        for row in progress.track(rows, total, description="parity"):
            done.append(row)
            for line in report.lines(row):
                print(line, flush=True)
    return done


def _run(wanted: Sequence[Cell], run_options: RunOptions, jobs: int) -> Iterator[Row]:
    """Yield the rows of the matrix in order; the cells of one backend and dtype run in one process."""
    tasks: dict[tuple[str, str], list[Cell]] = {}
    for cell in wanted:
        tasks.setdefault(cell[:2], []).append(cell)
    if jobs == 1 or len(tasks) == 1:
        for cell in wanted:
            yield run_cell(*cell, run_options=run_options)
        return
    with safe_path(), _pool(min(jobs, len(tasks))) as pool:
        futures = [pool.submit(_run_task, task, run_options) for task in tasks.values()]
        try:
            for future, task in zip(futures, tasks.values(), strict=True):
                try:
                    yield from future.result()
                except BrokenProcessPool:  # the remaining tasks of the pool fail too
                    yield from _run_in_new_process(task, run_options)
        except BaseException:  # Ctrl-C, or a closed output
            for future in futures:
                future.cancel()
            for child in active_children():
                child.terminate()
            raise  # `with` waits for the thread of the pool: Python 3.11.2 may wake it through a closed pipe when it exits


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Return a pool of new processes, which ignore Ctrl-C and end with this process."""
    return ProcessPoolExecutor(jobs, get_context("spawn"), _initialize_process)


def _initialize_process() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when its parent ends; otherwise it would wait forever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run_in_new_process(task: Sequence[Cell], run_options: RunOptions) -> list[Row]:
    """Run the cells of one task in a separate process, so that a crash fails only their rows."""
    try:
        with safe_path(), _pool(1) as pool:
            return pool.submit(_run_task, task, run_options).result()
    except BrokenProcessPool:
        return [Row(*cell, "failed", "the process in which the backend ran died") for cell in task]


def _run_task(wanted: Sequence[Cell], run_options: RunOptions) -> list[Row]:
    return [run_cell(*cell, run_options=run_options) for cell in wanted]


def _controls(options: argparse.Namespace, cases: Sequence[Case], dtypes: Sequence[str]) -> Iterator[Control]:
    if options.ranks:
        return (run_rank_control(max(2, options.ranks), dtype, options.seed) for dtype in dtypes)
    return run_controls(cases, dtypes, options.seed)


def _run_controls(controls: Iterator[Control]) -> list[Control]:
    """Run the negative controls, and print each when it is complete."""
    print("\nnegative controls:")
    done = []
    for control in controls:
        done.append(control)
        print(*control_lines(control), sep="\n", flush=True)
    return done


def _compare_records(records: Sequence[Record], cases: Sequence[str], dtypes: Sequence[str], *, full: bool) -> list[str]:
    """Compare NumPy with the newest records, print a line for each, and return the differences."""
    problems = []
    for record in records:
        result = compare_record(record, cases, dtypes, full=full)
        print(f"record {record.path.name}, {record.age} days old: {result.compared} rows compared with NumPy{record.remark}")
        problems += [f"record {record.path.name}: {problem}" for problem in result.problems]
    if not records:
        print("no record to compare with")
    return problems
