"""The command ``bpnet`` and its commands.

Exit codes: 0 done, 1 failed, 2 usage, 3 a backend is missing, 130 interrupted, 141 nobody reads standard output any more
(128 and the numbers of SIGINT and SIGPIPE, as shells have it).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from bpnet._messages import WIDTH, one_line
from bpnet._output import STANDARD_OUTPUT, check_files, complain, deliver, path, result
from bpnet._streams import Output, OutputError, guarded
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

    from bpnet.backend.registry import BackendStatus

RECORDS = Path("tests/records")
DONE, FAILED, USAGE, MISSING, INTERRUPTED, GONE = 0, 1, 2, 3, 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; errors are told in one or two lines on standard error."""
    with guarded() as out:
        try:
            code = _run(arguments, out)
            out.flush()
        except OutputError as error:  # the reader has seen enough: `bpnet backends | head -1`
            return GONE if isinstance(error.reason, BrokenPipeError) else _fail(error, FAILED)
        except KeyboardInterrupt:
            return INTERRUPTED
    return code


def _run(arguments: Sequence[str] | None, out: Output) -> int:
    try:
        options = _parser().parse_args(arguments)
    finally:  # argparse ends the program after --help
        out.flush()
    with contextlib.ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        warnings.showwarning = _warn
        if options.json == STANDARD_OUTPUT:  # the results alone are there, and can be parsed
            options.json = out
            stack.enter_context(contextlib.redirect_stdout(sys.stderr))
        return _coded(options.command, options)


def _coded(command: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """The exit code of a command, also of one that raises."""
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


def _warn(message: Warning | str, *_: Any, **__: Any) -> None:
    """Warnings are told in a line of their own, without a line of source."""
    complain(one_line(str(message), WIDTH))


def _fail(error: Exception, code: int) -> int:
    complain(str(error) or type(error).__name__)
    return code


class _Parser(argparse.ArgumentParser):
    """Its errors echo what came, which may be long."""

    def error(self, message: str) -> NoReturn:
        super().error(one_line(message, WIDTH))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="bpnet", description="Backpropagation over the array API standard, on any backend.")
    parser.add_argument("--version", action="version", version=f"bpnet {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    xor = commands.add_parser("xor", help="train the textbook's 2-4-1 network on XOR")
    xor.add_argument("--backend", metavar="SPEC", help="name, name:device or a chain; default: BPNET_BACKEND, else numpy")
    xor.add_argument("--dtype", metavar="DTYPE", help="float64 or float32; default: BPNET_DTYPE, else float64")
    xor.add_argument("--seed", type=int, default=0, metavar="N", help="of the first weights (default: 0)")
    xor.add_argument("--epochs", type=int, default=10_000, metavar="N", help="number of updates (default: 10000)")
    xor.add_argument("--rate", type=float, default=0.1, metavar="R", help="learning rate (default: 0.1)")
    xor.add_argument("--plot", type=path, metavar="FILE", help="draw the loss and the decision surface there (.png, .svg, .pdf)")
    xor.add_argument(
        "--json", type=result, metavar="FILE", help="write losses, predictions and provenance there; - is standard output"
    )
    xor.set_defaults(command=_xor)

    backends = commands.add_parser("backends", help="show which backends are installed, and which compute here")
    backends.add_argument("--json", type=result, metavar="FILE", help="write the table there; - is standard output")
    backends.set_defaults(command=_backends)

    option = (parity := commands.add_parser("parity", help="train alike on every backend, and prove it")).add_argument
    option("--backend", action="append", metavar="SPEC", help="a backend that must run; repeatable (default: all that can)")
    option("--require", action="append", metavar="SPEC", help="fail with 3 where this backend cannot run; repeatable")
    option("--dtype", action="append", choices=("float64", "float32"), help="repeatable (default: both)")
    option("--case", action="append", metavar="NAME", help="such as xor-tanh or adam-dropout; repeatable (default: all)")
    option("--seed", type=int, default=1, metavar="N", help="of first weights and shuffles (default: 1)")
    option("--full", action="store_true", help="train the whole length in exact arithmetic: XOR for 10,000 epochs")
    option("--controls", action="store_true", help="run the negative controls too: trainings made wrong, to be caught")
    option("--jobs", type=int, metavar="N", help="processes side by side (default: one per processor, at most 4)")
    option("--json", type=result, metavar="FILE", help="write the rows there; - is standard output")
    option("--record", type=path, metavar="FILE", help="write a dated record to a new file")
    option("--records", type=path, default=RECORDS, metavar="DIR", help=f"compare with the records there (default: {RECORDS})")
    parity.set_defaults(command=_parity)

    option = (bench := commands.add_parser("bench", help="time bpnet beside its peers, on the same cores")).add_argument
    option("--backend", action="append", metavar="SPEC", help="of bpnet; must run; repeatable (default: all that can)")
    option("--require", action="append", metavar="SPEC", help="fail with 3 where this backend cannot run; repeatable")
    option("--case", action="append", metavar="NAME", help="such as xor or medium; repeatable (default: all)")
    option("--peer", action="append", metavar="NAME", help="such as textbook or sklearn; repeatable (default: all)")
    option("--seed", type=int, default=0, metavar="N", help="of data and first weights (default: 0)")
    option("--threads", type=int, default=1, metavar="N", help="and cores, of each process (default: 1)")
    option("--repeat", type=int, metavar="N", help="rounds, of which the median is shown (default: 5)")
    option("--quick", action="store_true", help="short trainings and two rounds: to see that it runs, not how fast")
    option("--scaling", action="store_true", help="in place of the cases: three numbers of samples, and of params")
    option(
        "--estimators",
        action="store_true",
        help="in place of the cases: whole fits beside scikit-learn's; its cases are digits and mnist, from BPNET_DATA",
    )
    option("--json", type=result, metavar="FILE", help="write the rows there; - is standard output")
    option("--plot", type=path, metavar="FILE", help="draw the ratios there (.png, .svg, .pdf)")
    option("--record", type=path, metavar="FILE", help="write a dated record to a new file")
    bench.set_defaults(command=_bench)
    return parser


def _xor(options: argparse.Namespace) -> int:
    import numpy as np

    from bpnet.backend.registry import get_backend, resolve_dtype
    from bpnet.datasets import xor
    from bpnet.training.textbook import DIGITS, NeuralNetwork

    check_files({"json": options.json, "plot": options.plot})
    if options.plot:
        from bpnet import plotting

        plotting.check(options.plot)
    backend, dtype = get_backend(options.backend), resolve_dtype(options.dtype)
    backend.configure_process()
    x, y = xor()
    net = NeuralNetwork(2, 4, 1, seed=options.seed, backend=backend, dtype=dtype)
    history = net.train(x, y, options.epochs, options.rate)
    if history.stopped_at is not None:
        return INTERRUPTED
    predictions = backend.to_host(net.feedforward(x))
    print("Predictions after training:")
    print(np.array2string(predictions, precision=DIGITS[dtype], floatmode="fixed"))
    if options.plot:
        plotting.write(options.plot, net.network, history, x, y)
    if options.json:
        results = {"losses": history.loss.tolist(), "predictions": predictions.tolist()}
        _write(options.json, "xor", {"provenance": history.provenance, **results})
    return DONE


def _backends(options: argparse.Namespace) -> int:
    from bpnet.backend.registry import available_backends

    check_files({"json": options.json})
    rows = available_backends()
    _show_backends(rows)
    if options.json:
        _write(options.json, "backends", {"backends": [row._asdict() for row in rows]})
    return DONE


def _parity(options: argparse.Namespace) -> int:
    from bpnet.parity.command import parity_command

    return parity_command(options)


def _bench(options: argparse.Namespace) -> int:
    from bpnet.bench.command import bench_command

    return bench_command(options)


def _show_backends(rows: Sequence[BackendStatus]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("backend", "installed", "usable", "device", "version"):
        table.add_column(title, no_wrap=True)
    for row in rows:
        words = (row.name, _yes(row.installed), _yes(row.usable), row.device or "-", row.version or "-")
        table.add_row(*(Text(word) for word in words))
    console = Console(highlight=False)
    console.print(table)
    for row in rows:
        if row.reason:
            console.print(Text(f"{row.name}: {row.reason}"), soft_wrap=True)


def _yes(truth: bool) -> str:  # noqa: FBT001 - a word for a truth
    return "yes" if truth else "no"


def _write(target: Path | Output, kind: str, content: dict[str, Any]) -> None:
    deliver(target, json.dumps({"schema": f"bpnet.{kind}/1", **content}, indent=1) + "\n")
