"""Command ``bpnet`` and its subcommands.

Exit codes: 0 success, 1 failure, 2 usage error, 3 a backend is missing, 130 interrupted, 141 standard output was closed
(128 plus the numbers of SIGINT and SIGPIPE, as in shells).
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

from bpnet._messages import WIDTH, one_line
from bpnet._options import STDOUT, check_files, parse_output, parse_path
from bpnet._streams import Output, OutputError, guard_streams, print_errors, write_json
from bpnet._version import __version__
from bpnet.errors import (
    BackendError,
    BackendLoadError,
    BackendNotInstalledError,
    BackendUnavailableError,
    TrainingDivergedError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bpnet.backend.status import BackendStatus

    Subcommands: TypeAlias = argparse._SubParsersAction["_Parser"]  # noqa: SLF001 - argparse has no public name for it

RECORDS = Path("tests/records")
DONE, FAILED, USAGE, MISSING, INTERRUPTED, CLOSED = 0, 1, 2, 3, 130, 141
JSON = "write the results to FILE, or to standard output if FILE is -"
PLOT = "write a figure of {} to FILE (.png, .svg or .pdf)"
DARK = "draw the figure of --plot on a dark background"
RECORD = "write a dated record to FILE, which must not exist"
BACKENDS = "run only this backend, and exit with status 3 if it cannot run; may be repeated (default: all usable ones)"
REQUIRE = "exit with status 3 if this backend cannot run; may be repeated"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, and return its exit code; errors are printed on standard error in one or two lines."""
    with guard_streams() as out:
        try:
            code = _run(arguments, out)
            out.flush()
        except OutputError as error:  # for example `bpnet backends | head -1`
            return CLOSED if isinstance(error.reason, BrokenPipeError) else _fail(error, FAILED)
        except KeyboardInterrupt:
            return INTERRUPTED
    return code


def _run(arguments: Sequence[str] | None, out: Output) -> int:
    try:
        options = _parser().parse_args(arguments)
    finally:  # argparse exits after --help
        out.flush()
    with contextlib.ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        warnings.showwarning = _print_warning
        if options.json == STDOUT:  # only the results go to standard output, so that they can be parsed
            options.json = out
            stack.enter_context(contextlib.redirect_stdout(sys.stderr))
        return _exit_code(options.command, options)


def _exit_code(command: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Run a command, and return its exit code, also if it raises."""
    try:
        return command(options)
    except (BackendNotInstalledError, BackendUnavailableError, BackendLoadError) as error:
        return _fail(error, MISSING)
    except (TrainingDivergedError, OSError, MemoryError) as error:
        return _fail(error, FAILED)
    except (BackendError, ImportError, ValueError) as error:
        return _fail(error, USAGE)
    except KeyboardInterrupt:
        return INTERRUPTED


def _print_warning(message: Warning | str, *_: Any, **__: Any) -> None:
    """Print a warning on one line, without its line of source."""
    print_errors(one_line(str(message), WIDTH))


def _fail(error: Exception, code: int) -> int:
    print_errors(str(error) or type(error).__name__)
    return code


class _Parser(argparse.ArgumentParser):
    """Parser whose errors shorten long arguments."""

    def error(self, message: str) -> NoReturn:
        super().error(one_line(message, WIDTH))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="bpnet", description="Backpropagation over the array API standard, on any backend.")
    parser.add_argument("--version", action="version", version=f"bpnet {__version__}")
    subcommands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in (_add_xor, _add_backends, _add_parity, _add_bench):
        add(subcommands)
    return parser


def _add_xor(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("xor", help="train a 2-4-1 network on XOR, as in textbooks")
    parser.set_defaults(command=_xor)
    add = parser.add_argument
    add(
        "--backend",
        metavar="SPEC",
        help="backend: name, name:device or a list such as cupy,numpy (default: BPNET_BACKEND or numpy)",
    )
    add("--dtype", metavar="DTYPE", help="float64 or float32 (default: BPNET_DTYPE or float64)")
    add("--seed", type=int, default=0, metavar="N", help="seed of the initial weights (default: 0)")
    add("--epochs", type=int, default=10_000, metavar="N", help="number of epochs (default: 10000)")
    add("--rate", type=float, default=0.1, metavar="R", help="learning rate (default: 0.1)")
    add(
        "--replicas",
        type=int,
        metavar="N",
        help="train N networks at once, with this seed and the next ones; count those that learn",
    )
    add("--plot", type=parse_path, metavar="FILE", help=PLOT.format("the loss and the decision surface, or the losses of all"))
    add("--dark", action="store_true", help=DARK)
    add("--json", type=parse_output, metavar="FILE", help=JSON)


def _add_backends(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("backends", help="list the backends, and whether they are usable here")
    parser.set_defaults(command=_backends)
    parser.add_argument("--json", type=parse_output, metavar="FILE", help=JSON)


def _add_parity(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("parity", help="compare training runs on all backends with NumPy")
    parser.set_defaults(command=_parity)
    add = parser.add_argument
    add("--backend", action="append", metavar="SPEC", help=BACKENDS)
    add("--require", action="append", metavar="SPEC", help=REQUIRE)
    add("--dtype", action="append", choices=("float64", "float32"), help="floating-point type; may be repeated (default: both)")
    add("--case", action="append", metavar="NAME", help="case, such as xor-tanh; may be repeated (default: all)")
    add("--seed", type=int, default=1, metavar="N", help="seed of initial weights and shuffles (default: 1)")
    add("--full", action="store_true", help="train the full number of epochs in exact arithmetic: 10,000 for XOR")
    add("--controls", action="store_true", help="also run negative controls: faulty training runs that must be detected")
    add("--ranks", type=int, metavar="N", help="train on 1, 2, 4, ... N ranks of MPI instead: numpy, or each --backend")
    add("--jobs", type=int, metavar="N", help="number of parallel processes (default: number of processors, at most 4)")
    add("--plot", type=parse_path, metavar="FILE", help=PLOT.format("the differences from NumPy over the epochs"))
    add("--dark", action="store_true", help=DARK)
    add("--json", type=parse_output, metavar="FILE", help=JSON)
    add("--record", type=parse_path, metavar="FILE", help=RECORD)
    add(
        "--records", type=parse_path, default=RECORDS, metavar="DIR", help=f"compare with the records in DIR (default: {RECORDS})"
    )


def _add_bench(subcommands: Subcommands) -> None:
    parser = subcommands.add_parser("bench", help="compare the speed of bpnet with other libraries")
    parser.set_defaults(command=_bench)
    add = parser.add_argument
    add("--backend", action="append", metavar="SPEC", help=BACKENDS)
    add("--require", action="append", metavar="SPEC", help=REQUIRE)
    add("--case", action="append", metavar="NAME", help="case, such as xor or medium; may be repeated (default: all)")
    add("--peer", action="append", metavar="NAME", help="other library, such as sklearn; may be repeated (default: all)")
    add(
        "--arithmetic",
        action="append",
        metavar="NAME",
        help="native, exact or native,exact: arithmetic of bpnet's rows (default: native, and exact too on numpy and numba)",
    )
    add("--plain", action="store_true", help="add rows of plain steps on every backend (default: on torch only)")
    add("--seed", type=int, default=0, metavar="N", help="seed of data and initial weights (default: 0)")
    add("--threads", type=int, default=1, metavar="N", help="number of cores and threads per process (default: 1)")
    add("--repeat", type=int, metavar="N", help="number of rounds; their median is shown (default: 5, or 2 with --quick)")
    add("--quick", action="store_true", help="run short training runs and two rounds; the times are meaningless")
    add("--scaling", action="store_true", help="run three sizes of data and of networks instead of the cases")
    add(
        "--estimators",
        action="store_true",
        help="compare complete fits with scikit-learn instead of the cases; --case digits, or mnist from $BPNET_DATA/mnist.npz",
    )
    add("--json", type=parse_output, metavar="FILE", help=JSON)
    add("--plot", type=parse_path, metavar="FILE", help=PLOT.format("the ratios"))
    add("--dark", action="store_true", help=DARK)
    add("--record", type=parse_path, metavar="FILE", help=RECORD)


def _xor(options: argparse.Namespace) -> int:
    import numpy as np

    from bpnet.backend.selection import get_backend, resolve_dtype
    from bpnet.datasets import xor
    from bpnet.plotting.files import check_plot
    from bpnet.training.textbook import DIGITS, NeuralNetwork

    check_files({"json": options.json, "plot": options.plot})
    check_plot(options.plot, dark=options.dark)
    backend, dtype = get_backend(options.backend), resolve_dtype(options.dtype)
    backend.configure_process()
    if options.replicas is not None:
        from bpnet._xor import train_replicas

        content, stopped = train_replicas(options, backend, dtype)
        _write(options.json, "xor", content)
        return INTERRUPTED if stopped else DONE
    x, y = xor()
    net = NeuralNetwork(2, 4, 1, seed=options.seed, backend=backend, dtype=dtype)
    history = net.train(x, y, options.epochs, options.rate)
    if history.stopped_at is not None:
        return INTERRUPTED
    predictions = backend.to_host(net.feedforward(x))
    print("Predictions after training:")
    print(np.array2string(predictions, precision=DIGITS[dtype], floatmode="fixed"))
    if options.plot:
        from bpnet import plotting

        with plotting.theme("dark" if options.dark else "light"):
            plotting.write(options.plot, net.network, history, x, y)
    results = {"losses": history.loss.tolist(), "predictions": predictions.tolist()}
    _write(options.json, "xor", {"provenance": history.provenance, **results})
    return DONE


def _backends(options: argparse.Namespace) -> int:
    from bpnet.backend.status import available_backends

    check_files({"json": options.json})
    rows = available_backends()
    _print_backends(rows)
    _write(options.json, "backends", {"backends": [row._asdict() for row in rows]})
    return DONE


def _parity(options: argparse.Namespace) -> int:
    from bpnet.parity.command import parity_command

    return parity_command(options)


def _bench(options: argparse.Namespace) -> int:
    from bpnet.bench.command import bench_command

    return bench_command(options)


def _print_backends(rows: Sequence[BackendStatus]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from bpnet.backend.status import HEADER

    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in HEADER:
        table.add_column(title, no_wrap=True)
    for row in rows:
        table.add_row(*map(Text, row.cells))
    console = Console(highlight=False)
    console.print(table)
    for row in rows:
        if row.reason:
            console.print(Text(f"{row.name}: {row.reason}"), soft_wrap=True)


def _write(target: Path | Output | None, kind: str, content: dict[str, Any]) -> None:
    """Write results, if an output was given."""
    if target:
        write_json(target, {"schema": f"bpnet.{kind}/1", **content})
