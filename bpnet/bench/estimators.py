"""Complete fits of `bpnet.sklearn.MLPClassifier` and of scikit-learn's, with scikit-learn's defaults."""

from __future__ import annotations

import contextlib
import os
import statistics
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import numpy as np

from bpnet._messages import WIDTH, one_line
from bpnet._threads import use_threads
from bpnet.backend.selection import get_backend
from bpnet.bench.measurement import time_call
from bpnet.bench.report import format_absent
from bpnet.bench.rounds import Setting
from bpnet.bench.rows import ABSENT, PASSED, median_ratio, spread
from bpnet.errors import BackendError

SETS = ("digits", "mnist")
MNIST = ("x_train", "y_train", "x_test", "y_test")
BACKENDS = ("numpy", "numba")
"""Backends of the default run."""
TOLERANCE = 0.005
"""Maximum difference of the accuracies."""
FACTOR = 1.5
"""Target ratio of scikit-learn's time to bpnet's."""
LINE = "  {:22} {:>9} {:>5} {:>9} {:>9} {:>9} {:>7}"


class DataSet(NamedTuple):
    """Data to fit, and a split into training and test data to measure the accuracy."""

    name: str
    x: Any
    y: Any
    train: tuple[Any, Any]
    test: tuple[Any, Any]


class Fit(NamedTuple):
    """Result of one estimator on one data set."""

    case: str
    name: str
    backend: str = ""
    outcome: str = PASSED
    reason: str = ""
    seconds: tuple[float, ...] = ()
    """Seconds of each round."""
    first: float = 0.0
    """Seconds of the first fit in this process, with one epoch, including compilation."""
    epochs: int = 0
    accuracy: float = 0.0
    loss: float = 0.0
    """Final loss."""


def load(name: str) -> DataSet | str:
    """Return a data set, or the reason why its file is missing or wrong."""
    if name == "digits":
        from sklearn.datasets import load_digits
        from sklearn.model_selection import train_test_split

        x, y = load_digits(return_X_y=True)
        x_train, x_test, y_train, y_test = train_test_split(x, y, random_state=0)
        return DataSet(name, x, y, (x_train, y_train), (x_test, y_test))
    folder = os.environ.get("BPNET_DATA")
    if not folder:
        return "set BPNET_DATA to the folder that has mnist.npz"
    file = Path(folder, "mnist.npz").expanduser()
    if not file.exists():
        return f"there is no file {one_line(str(file))}: set BPNET_DATA to the folder that has it"
    try:
        with np.load(file) as found:
            parts = [found[key] for key in MNIST]
    except Exception as error:  # noqa: BLE001 - a damaged file may raise any exception
        return f"{one_line(str(file))} must have the arrays {', '.join(MNIST)}: {type(error).__name__}"
    x, y, x_test, y_test = parts
    if x.ndim < 2 or x.shape[1:] != x_test.shape[1:] or len(x) != len(y) or len(x_test) != len(y_test):  # noqa: PLR2004 - images
        shapes = ", ".join(f"{key} {array.shape}" for key, array in zip(MNIST, parts, strict=True))
        return f"the shapes in {one_line(str(file))} do not fit: {shapes}"
    x, x_test = (a.reshape(len(a), -1) / 255.0 for a in (x, x_test))
    y, y_test = (a.astype(int) for a in (y, y_test))
    return DataSet(name, x, y, (x, y), (x_test, y_test))


def compare(data: DataSet, specs: Sequence[str], setting: Setting, *, max_iter: int | None = None) -> list[Fit]:
    """Fit with scikit-learn and with bpnet on several backends; each round begins with a different one."""
    from sklearn.neural_network import MLPClassifier as Theirs

    from bpnet.sklearn import MLPClassifier as Ours

    def create(fit: Fit, **changes: Any) -> Any:
        settings = {"random_state": setting.seed} | ({"max_iter": max_iter} if max_iter else {}) | changes
        return Ours(**settings, backend=fit.backend) if fit.backend else Theirs(**settings)

    fits = [Fit(data.name, "sklearn"), *(_new_fit(data.name, spec) for spec in specs)]
    runs = [i for i, fit in enumerate(fits) if fit.outcome == PASSED]
    for i in runs:
        fits[i] = fits[i]._replace(first=time_call(create(fits[i], max_iter=1).fit, data.x, data.y))
    for turn in range(setting.repeat):
        for i in [*runs[turn % len(runs) :], *runs[: turn % len(runs)]]:
            est = create(fits[i])
            seconds = time_call(est.fit, data.x, data.y)
            fits[i] = fits[i]._replace(seconds=(*fits[i].seconds, seconds), epochs=int(est.n_iter_), loss=float(est.loss_))
            if turn == 0:
                est = est if data.train[0] is data.x else create(fits[i]).fit(*data.train)
                fits[i] = fits[i]._replace(accuracy=float(est.score(*data.test)))
    return fits


def _new_fit(case: str, spec: str) -> Fit:
    try:
        get_backend(spec)
    except BackendError as error:
        return Fit(case, f"bpnet {one_line(spec)}", spec, ABSENT, one_line(getattr(error, "message", str(error)), WIDTH))
    return Fit(case, f"bpnet {one_line(spec)}", spec)


def table(data: DataSet, fits: Sequence[Fit], *, quick: bool) -> Iterator[str]:
    """Yield the lines of a data set."""
    yield f"{data.name}: {len(data.x)} x {data.x.shape[1]}, {data.x.dtype}, MLPClassifier at scikit-learn's defaults"
    yield LINE.format("", "seconds", "+-", "times as", "first", "accuracy", "epochs")
    yield LINE.format("", "median", "", "fast", "epoch, s", "held out", "")
    for fit in fits:
        if fit.outcome != PASSED:
            yield from format_absent(fit.name, fit.outcome, fit.reason)
            continue
        seconds = f"{statistics.median(fit.seconds):.3f}", f"{100 * spread(fit.seconds):.0f} %"
        figures = (
            f"{median_ratio(fits[0].seconds, fit.seconds):.2f}",
            f"{fit.first:.3f}",
            f"{100 * fit.accuracy:.2f} %",
            fit.epochs,
        )
        yield LINE.format(fit.name, *seconds, *figures)
    if not quick:
        reached = [fit.name for fit in fits[1:] if fit.seconds and median_ratio(fits[0].seconds, fit.seconds) >= FACTOR]
        yield f"  target: {FACTOR} times as fast, accuracy within {100 * TOLERANCE:g} points: {', '.join(reached) or 'none'}"


def run(names: Sequence[str], specs: Sequence[str], setting: Setting) -> list[Fit]:
    """Print a table for each data set, and return all rows."""
    rows: list[Fit] = []
    with _limit_resources(setting):
        for name in names:
            data = load(name)
            if isinstance(data, str):
                print("", *format_absent(name, ABSENT, data), sep="\n")
                rows.append(Fit(name, "sklearn", outcome=ABSENT, reason=data))
                continue
            rows += (fits := compare(data, specs, setting, max_iter=2 if setting.quick else None))
            print("", *table(data, fits, quick=setting.quick), sep="\n", flush=True)
    return rows


def problems(rows: Sequence[Fit]) -> Iterator[str]:
    """Yield a line for each estimator that is not as accurate as scikit-learn's, and one if nothing was timed."""
    timed = [fit for fit in rows if fit.seconds]
    theirs = {fit.case: fit.accuracy for fit in timed if not fit.backend}
    yield from (f"{fit.case}: {fit.name} is not as accurate" for fit in timed if abs(fit.accuracy - theirs[fit.case]) > TOLERANCE)
    if not timed:
        yield "nothing was timed"


@contextlib.contextmanager
def _limit_resources(setting: Setting) -> Iterator[None]:
    """Context manager that limits cores and threads, ignores convergence warnings, and gives compilers empty caches."""
    from threadpoolctl import threadpool_limits

    with contextlib.ExitStack() as stack:
        cache = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
        stack.enter_context(mock.patch.dict(os.environ, XDG_CACHE_HOME=cache))
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        if setting.cores:
            stack.callback(os.sched_setaffinity, 0, os.sched_getaffinity(0))
            os.sched_setaffinity(0, setting.cores)
        stack.enter_context(threadpool_limits(setting.threads))
        stack.enter_context(use_threads(setting.threads))
        yield
