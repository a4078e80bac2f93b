"""Samples of a plot: inputs and targets as users have them become points, and classes with names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet._messages import one_line, short_repr
from bpnet.training.host_arrays import check_within, host_numbers, refuse_missing
from bpnet.training.labels import find_labels
from bpnet.training.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIGNS = {-1.0, 1.0}
BITS = {0.0, 1.0}


class Samples(NamedTuple):
    """Points and what they are."""

    x: NDArray[np.float64]
    """(n, 2)."""
    labels: NDArray[np.int64] | None
    """Number of the class of each sample, (n,); None if the targets are no classes."""
    values: NDArray[np.float64] | None
    """Targets (n,) if they are no classes."""
    names: tuple[str, ...]
    """Names of the classes."""
    inputs: tuple[str, str]
    """Names of the inputs."""
    threshold: float
    """Output of a network with one output from which on it says the second class."""


def network_of(net: Any) -> Network:
    """Return the network itself, or that of a `NeuralNetwork`; raise for one that has no surface."""
    found = getattr(net, "network", net)
    if not isinstance(found, Network):
        remedy = "; bpnet.sklearn.to_network makes one of it" if hasattr(net, "coefs_") else ""
        raise TypeError(f"expected a Network, an MLP or a NeuralNetwork, got {short_repr(net)}{remedy}")
    if found.replicas is not None:
        raise ValueError(f"a decision surface shows one network, this is a group of {found.replicas}: pass one of them, net[0]")
    if found.n_in != 2:  # noqa: PLR2004 - two inputs
        came = f"this network has {found.n_in}"
        raise ValueError(f"a decision surface needs two inputs, {came}: train one on two columns of x, or draw curves(history)")
    if found._loss.heads:  # noqa: SLF001 - the loss of a network has no public name
        raise ValueError("a decision surface shows the outputs of one head, this network has several: draw net.predict yourself")
    return found


def samples_of(net: Network, x: Any, y: Any) -> Samples:
    """Return the samples that a user passed.

    Raises
    ------
    ValueError
        If x is not (n, 2) and finite, or if y does not fit x or the network's outputs.
    """
    points = host_numbers(_on_host(net, x), "x").astype(np.float64)
    if points.ndim != 2 or points.shape[1] != 2:  # noqa: PLR2004 - two inputs
        raise ValueError(f"a decision surface needs two inputs: x has shape {points.shape}, expected (n, 2)")
    if not np.all(np.isfinite(points)):
        raise ValueError("x contains NaN or infinity; drop or fill those values first")
    columns = [one_line(str(name)) for name in getattr(x, "columns", ())]
    inputs = (columns[0], columns[1]) if len(columns) == 2 else ("input 1", "input 2")  # noqa: PLR2004 - two inputs
    y, classes = _on_host(net, y), net.classes_
    if (given := find_labels(y, "y")) is not None:
        _check_rows(points, given, 1)
        labels, names = _named(given.reshape(-1).tolist(), classes, max(2, net.n_out))
        return Samples(points, labels, None, names, inputs, 0.5)
    targets = host_numbers(y, "y")
    _check_rows(points, targets, net.n_out)
    if not np.all(np.isfinite(targets)):
        refuse_missing("y", targets, y, ~np.isfinite(targets))
    numbers, threshold = _numbered(targets, net)
    if numbers is None:
        return Samples(points, None, targets.reshape(-1).astype(np.float64), (), inputs, threshold)
    own = ("-1", "1") if threshold == 0.0 else tuple(map(str, range(max(2, net.n_out))))
    names = tuple(map(_word, classes)) if classes is not None and len(classes) == len(own) else own
    return Samples(points, numbers, None, names, inputs, threshold)


def _on_host(net: Network, array: Any) -> Any:
    """Return an array of the network's backend on the host; others as they are."""
    return net.backend.to_host(array) if net.backend.owns(array) else array


def _columns(x: NDArray[Any]) -> set[tuple[int, ...]]:
    return {(len(x),), (len(x), 1)}


def _check_rows(x: NDArray[Any], y: NDArray[Any], n_out: int) -> None:
    shapes = _columns(x) | ({(len(x), n_out)} if n_out > 1 else set())
    if not len(x) or y.shape not in shapes:
        wanted = "(n,) or (n, 1)" if n_out == 1 else f"(n,), (n, 1) or (n, {n_out})"
        raise ValueError(f"y has shape {y.shape} beside x of shape {x.shape}, expected {wanted}, n > 0")


def _named(y: list[Any], classes: Any, most: int) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Return the numbers and the names of classes that are given by their names."""
    known = sorted(set(y), key=str) if classes is None else classes.tolist()
    listed = one_line(", ".join(map(_word, known)), 120)
    if classes is None and len(known) != most:
        count = "1 class" if len(known) == 1 else f"{len(known)} classes"
        raise ValueError(f"y has {count}, {listed}; this network tells {most} apart: pass samples of each")
    number = {value: index for index, value in enumerate(known)}
    if unknown := [value for value in y if value not in number]:
        raise ValueError(f"y has the class {short_repr(unknown[0])}, the network knows {listed}")
    return np.asarray([number[value] for value in y], dtype=np.int64), tuple(map(_word, known))


def _word(value: Any) -> str:
    return one_line(str(value), 30)


def _numbered(y: NDArray[Any], net: Network) -> tuple[NDArray[np.int64] | None, float]:
    """Return the number of the class of each sample, or None if they are no classes, and the threshold of one output."""
    if net.n_out > 1 and y.ndim > 1 and y.shape[1] == net.n_out:
        return np.argmax(y, axis=1), 0.5
    column = y.reshape(-1)
    if net.n_out > 1:
        if not np.all((column >= 0) & (column < net.n_out) & (column == np.floor(column))):
            came = f"got values from {np.min(column):.6g} to {np.max(column):.6g}"
            raise ValueError(f"y must be labels from 0 to {net.n_out - 1}, or one-hot (n, {net.n_out}), {came}")
        return column.astype(np.int64), 0.5
    check_within("y", column, np, net._loss.lowest, net._loss.highest)  # noqa: SLF001 - the loss has no public name
    found = set(np.unique(column).tolist())
    if found == SIGNS:
        return (column > 0).astype(np.int64), 0.0
    if found <= BITS or net._loss.output_activation == "sigmoid":  # noqa: SLF001 - the loss has no public name
        return (column >= 0.5).astype(np.int64), 0.5  # noqa: PLR2004 - the usual threshold, of probabilities too
    return None, 0.5
