"""Whole fits beside scikit-learn's: `bpnet.sklearn.MLPClassifier` and its model, at scikit-learn's defaults, in turns."""

from __future__ import annotations

import contextlib
import os
import statistics
import tempfile
import textwrap
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet._messages import WIDTH, one_line
from bpnet.backend.registry import get_backend
from bpnet.bench.rows import ABSENT, PASSED
from bpnet.errors import BackendError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bpnet.bench.rounds import Setting

SETS = ("digits", "mnist")
MNIST = ("x_train", "y_train", "x_test", "y_test")
BACKENDS = ("numpy", "numba")
"""Those that are timed if none is named."""
ALIKE = 0.005
"""Accuracies may differ by so much."""
FACTOR = 1.5
"""How many times as fast the estimators are to be."""
LINE = "  {:22} {:>9} {:>5} {:>9} {:>9} {:>9} {:>7}"


class Set(NamedTuple):
    """Data to fit, and a part of them, or all, to fit before being right on others."""

    name: str
    x: Any
    y: Any
    train: tuple[Any, Any]
    test: tuple[Any, Any]


class Fit(NamedTuple):
    """An estimator on a set."""

    case: str
    name: str
    backend: str = ""
    outcome: str = PASSED
    reason: str = ""
    seconds: tuple[float, ...] = ()
    """Of each round."""
    first: float = 0.0
    """Seconds of the first fit of all in this process, of one epoch: with compilation, if any."""
    epochs: int = 0
    accuracy: float = 0.0
    loss: float = 0.0
    """The last one."""


def data(name: str) -> Set | str:
    """A set, or for a file that is not here the reason."""
    if name == "digits":
        from sklearn.datasets import load_digits
        from sklearn.model_selection import train_test_split

        x, y = load_digits(return_X_y=True)
        x_train, x_test, y_train, y_test = train_test_split(x, y, random_state=0)
        return Set(name, x, y, (x_train, y_train), (x_test, y_test))
    folder = os.environ.get("BPNET_DATA")
    if not folder:
        return "set BPNET_DATA to the folder that has mnist.npz"
    file = Path(folder, "mnist.npz").expanduser()
    if not file.exists():
        return f"there is no file {one_line(str(file))}: set BPNET_DATA to the folder that has it"
    try:
        with np.load(file) as found:
            parts = [found[key] for key in MNIST]
    except Exception as error:  # noqa: BLE001 - whatever a file that is none holds
        return f"{one_line(str(file))} must have the arrays {', '.join(MNIST)}: {type(error).__name__}"
    x, y, x_test, y_test = parts
    if x.ndim < 2 or x.shape[1:] != x_test.shape[1:] or len(x) != len(y) or len(x_test) != len(y_test):  # noqa: PLR2004 - images
        shapes = ", ".join(f"{key} {array.shape}" for key, array in zip(MNIST, parts, strict=True))
        return f"the shapes in {one_line(str(file))} do not fit: {shapes}"
    x, x_test = (a.reshape(len(a), -1) / 255.0 for a in (x, x_test))
    y, y_test = (a.astype(int) for a in (y, y_test))
    return Set(name, x, y, (x, y), (x_test, y_test))


def compare(found: Set, specs: Sequence[str], setting: Setting, *, max_iter: int | None = None) -> list[Fit]:
    """Fit by scikit-learn and by bpnet on some backends, in turns that begin with another one each round."""
    from sklearn.neural_network import MLPClassifier as Theirs

    from bpnet.sklearn import MLPClassifier as Ours

    def made(fit: Fit, **changes: Any) -> Any:
        settings = {"random_state": setting.seed} | ({"max_iter": max_iter} if max_iter else {}) | changes
        return Ours(**settings, backend=fit.backend) if fit.backend else Theirs(**settings)

    fits = [Fit(found.name, "sklearn"), *(_asked(found.name, spec) for spec in specs)]
    runs = [i for i, fit in enumerate(fits) if fit.outcome == PASSED]
    for i in runs:
        fits[i] = fits[i]._replace(first=_timed(lambda i=i: made(fits[i], max_iter=1).fit(found.x, found.y)))  # type: ignore[misc]
    for turn in range(setting.repeat):
        for i in [*runs[turn % len(runs) :], *runs[: turn % len(runs)]]:
            est = made(fits[i])
            seconds = _timed(lambda est=est: est.fit(found.x, found.y))  # type: ignore[misc]
            fits[i] = fits[i]._replace(seconds=(*fits[i].seconds, seconds), epochs=int(est.n_iter_), loss=float(est.loss_))
            if turn == 0:
                est = est if found.train[0] is found.x else made(fits[i]).fit(*found.train)
                fits[i] = fits[i]._replace(accuracy=float(est.score(*found.test)))
    return fits


def _asked(case: str, spec: str) -> Fit:
    try:
        get_backend(spec)
    except BackendError as error:
        return Fit(case, f"bpnet {one_line(spec)}", spec, ABSENT, one_line(getattr(error, "message", str(error)), WIDTH))
    return Fit(case, f"bpnet {one_line(spec)}", spec)


def _timed(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def ratio(fit: Fit, theirs: Fit) -> float:
    """How many times as fast: the median, over the rounds, of the quotient of their times."""
    return statistics.median(b / a for a, b in zip(fit.seconds, theirs.seconds, strict=True))


def table(found: Set, fits: Sequence[Fit], *, quick: bool) -> Iterator[str]:
    """The lines of a set."""
    yield f"{found.name}: {len(found.x)} x {found.x.shape[1]}, {found.x.dtype}, MLPClassifier at scikit-learn's defaults"
    yield LINE.format("", "seconds", "+-", "times as", "first", "accuracy", "epochs")
    yield LINE.format("", "median", "", "fast", "epoch, s", "held out", "")
    for fit in fits:
        if fit.outcome != PASSED:
            yield from textwrap.wrap(f"  {fit.name:22} {fit.outcome}: {fit.reason}", 79, subsequent_indent=" " * 6)
            continue
        middle = statistics.median(fit.seconds)
        spread = 50.0 * (max(fit.seconds) - min(fit.seconds)) / middle
        figures = f"{ratio(fit, fits[0]):.2f}", f"{fit.first:.3f}", f"{100 * fit.accuracy:.2f} %", fit.epochs
        yield LINE.format(fit.name, f"{middle:.3f}", f"{spread:.0f} %", *figures)
    if not quick:
        reached = [fit.name for fit in fits[1:] if fit.seconds and ratio(fit, fits[0]) >= FACTOR]
        yield f"  wanted: {FACTOR} times as fast, accuracy within {100 * ALIKE:g} points: {', '.join(reached) or 'none'}"


def run(names: Sequence[str], specs: Sequence[str], setting: Setting) -> list[Fit]:
    """Print a table for each set; the rows of all."""
    rows: list[Fit] = []
    with _held(setting):
        for name in names:
            found = data(name)
            if isinstance(found, str):
                print("", *textwrap.wrap(f"{name}: {ABSENT}: {found}", 79, subsequent_indent=" " * 6), sep="\n")
                rows.append(Fit(name, "sklearn", outcome=ABSENT, reason=found))
                continue
            rows += (fits := compare(found, specs, setting, max_iter=2 if setting.quick else None))
            print("", *table(found, fits, quick=setting.quick), sep="\n", flush=True)
    return rows


def problems(rows: Sequence[Fit]) -> Iterator[str]:
    """What was not as accurate as scikit-learn, and that nothing was timed, if so."""
    timed = [fit for fit in rows if fit.seconds]
    theirs = {fit.case: fit.accuracy for fit in timed if not fit.backend}
    yield from (f"{fit.case}: {fit.name} is not as accurate" for fit in timed if abs(fit.accuracy - theirs[fit.case]) > ALIKE)
    if not timed:
        yield "nothing was timed"


@contextlib.contextmanager
def _held(setting: Setting) -> Iterator[None]:
    """Hold the process to some cores and threads, without warnings of convergence; compilers begin with empty caches."""
    from threadpoolctl import threadpool_limits

    cores, kept = (os.sched_getaffinity(0) if setting.cores else ()), os.environ.get("XDG_CACHE_HOME")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as cache, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        os.environ["XDG_CACHE_HOME"] = cache
        try:
            if setting.cores:
                os.sched_setaffinity(0, setting.cores)
            with threadpool_limits(setting.threads):
                yield
        finally:
            if setting.cores:
                os.sched_setaffinity(0, cores)
            os.environ.pop("XDG_CACHE_HOME")
            if kept is not None:
                os.environ["XDG_CACHE_HOME"] = kept
