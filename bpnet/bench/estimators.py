"""Whole fits beside scikit-learn's: `bpnet.sklearn.MLPClassifier` and its model, at the same settings, in turns."""

from __future__ import annotations

import os
import statistics
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ALIKE = 0.005
"""Accuracies may differ by so much."""
FACTOR = 1.5
"""How many times as fast the estimators are to be."""
LINE = "  {:22} {:>9} {:>5} {:>9} {:>9} {:>7}"


class Set(NamedTuple):
    """Data to fit, and data to be right on."""

    name: str
    x: Any
    y: Any
    x_test: Any
    y_test: Any


class Fit(NamedTuple):
    """An estimator on a set: seconds of each round, accuracy and epochs."""

    name: str
    seconds: list[float]
    accuracy: float = 0.0
    epochs: int = 0


def sets(names: Sequence[str]) -> Iterator[Set | str]:
    """The data, or for a file that is not here the reason."""
    from sklearn.datasets import load_digits

    if "digits" in names:
        x, y = load_digits(return_X_y=True)
        yield Set("digits", x, y, x, y)
    if "mnist" in names:
        file = Path(os.environ.get("BPNET_DATA", ".")) / "mnist.npz"
        if not file.exists():
            yield f"mnist: not run: BPNET_DATA must name the folder that has mnist.npz: there is no file {file}"
            return
        with np.load(file) as data:
            parts = [data[key] for key in ("x_train", "y_train", "x_test", "y_test")]
        x, x_test = (a.reshape(len(a), -1) / 255.0 for a in (parts[0], parts[2]))
        yield Set("mnist", x, parts[1].astype(int), x_test, parts[3].astype(int))


def compare(data: Set, specs: Sequence[str], *, repeat: int, threads: int, settings: dict[str, Any]) -> list[Fit]:
    """Fit by scikit-learn and by bpnet on some backends, in turns that begin with another one each round."""
    from sklearn.neural_network import MLPClassifier as Theirs
    from threadpoolctl import threadpool_limits

    from bpnet.sklearn import MLPClassifier as Ours

    makers = {"sklearn": lambda: Theirs(**settings)}
    makers |= {f"bpnet {spec}": lambda spec=spec: Ours(**settings, backend=spec) for spec in specs}  # type: ignore[misc]
    fits = [Fit(name, []) for name in makers]
    with threadpool_limits(threads), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of convergence
        for turn in range(repeat):
            for i in [*range(turn % len(fits), len(fits)), *range(turn % len(fits))]:
                est = makers[fits[i].name]()
                began = time.perf_counter()
                est.fit(data.x, data.y)
                seconds = [*fits[i].seconds, time.perf_counter() - began]
                fits[i] = Fit(fits[i].name, seconds, float(est.score(data.x_test, data.y_test)), int(est.n_iter_))
    return fits


def ratio(fit: Fit, theirs: Fit) -> float:
    """How many times as fast: the median, over the rounds, of the quotient of their times."""
    return statistics.median(b / a for a, b in zip(fit.seconds, theirs.seconds, strict=True))


def table(data: Set, fits: Sequence[Fit]) -> Iterator[str]:
    """The lines of a set."""
    yield f"{data.name}: {len(data.x)} x {data.x.shape[1]}, {data.x.dtype}, MLPClassifier at scikit-learn's defaults"
    yield LINE.format("", "seconds", "+-", "times as", "accuracy", "epochs")
    yield LINE.format("", "median", "", "fast", "", "")
    for fit in fits:
        middle = statistics.median(fit.seconds)
        spread = 50.0 * (max(fit.seconds) - min(fit.seconds)) / middle
        times = f"{ratio(fit, fits[0]):.2f}"
        yield LINE.format(fit.name, f"{middle:.3f}", f"{spread:.0f} %", times, f"{100 * fit.accuracy:.2f} %", fit.epochs)


def run(names: Sequence[str], specs: Sequence[str], *, repeat: int, threads: int, quick: bool, seed: int) -> list[str]:
    """Print a table for each set; what was not as accurate as scikit-learn."""
    wrong = []
    for data in sets(names):
        if isinstance(data, str):
            print(data)
            continue
        settings: dict[str, Any] = {"random_state": seed} | ({"max_iter": 2} if quick else {})
        fits = compare(data, specs, repeat=repeat, threads=threads, settings=settings)
        print("", *table(data, fits), sep="\n", flush=True)
        print(f"  wanted: {FACTOR} times as fast on numpy, and as accurate within {100 * ALIKE:g} points")
        wrong += [f"{data.name}: {fit.name} is not as accurate" for fit in fits if abs(fit.accuracy - fits[0].accuracy) > ALIKE]
    return wrong
