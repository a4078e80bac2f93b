"""Plots with matplotlib (extra ``plot``): loss curves, and the decision surface of a network with two inputs."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import _files
from bpnet._messages import one_line, short_repr
from bpnet.training.history import History
from bpnet.training.host_arrays import host_numbers
from bpnet.training.network import Network

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray

__all__ = ["decision_surface", "losses", "write"]


def __dir__() -> list[str]:
    return __all__


FORMATS = (".png", ".svg", ".pdf")
INSTALL = "plots need matplotlib: pip install matplotlib"


def losses(history: History, ax: Any = None) -> Any:
    """Plot the loss of every epoch, and the validation loss if there is one, on a logarithmic scale if all are positive.

    Of a group of networks, each has a curve, and a dashed one of the same colour for its validation loss.

    Parameters
    ----------
    history
        History returned by `Network.fit`.
    ax
        Matplotlib axes to draw on; by default those of a new figure.

    Returns
    -------
    matplotlib.axes.Axes
    """
    if not isinstance(history, History):
        raise TypeError(f"expected a History, as returned by Network.fit or NeuralNetwork.train, got {short_repr(history)}")
    ax = _axes() if ax is None else ax
    epochs, many = np.arange(1, len(history.loss) + 1), history.loss.ndim > 1
    lines = ax.plot(epochs, history.loss, label=None if many else "training")
    if history.validation_loss.size:
        held_out = ax.plot(epochs, history.validation_loss)
        lines[0].set_label("training")
        held_out[0].set_label("validation")
        for own, other in zip(lines, held_out, strict=True) if many else ():
            other.set(color=own.get_color(), linestyle="--")
        ax.legend(frameon=False)
    if not np.any(history.loss <= 0.0) and not np.any(history.validation_loss <= 0.0):  # those of a group may be NaN
        ax.set_yscale("log")
    ax.set(xlabel="epoch", ylabel="loss")
    return ax


def decision_surface(net: Any, x: ArrayLike, y: ArrayLike, ax: Any = None) -> Any:
    """Plot the output of a network with two inputs and one output, its contour at 0.5, and the samples.

    Parameters
    ----------
    net
        `Network` or `NeuralNetwork` with two inputs and one output.
    x
        Samples (n, 2).
    y
        Targets (n, 1) or labels (n,), which give the colours of the samples.
    ax
        As in `losses`.

    Returns
    -------
    matplotlib.axes.Axes
    """
    net = _network(net)
    if net.replicas is not None:
        raise ValueError(f"a decision surface shows one network, this is a group of {net.replicas}: pass one of them, net[0]")
    x, y = (_to_host(net, array, name) for array, name in ((x, "x"), (y, "y")))
    if x.ndim != 2 or x.shape[1] != 2:  # noqa: PLR2004 - two inputs
        raise ValueError(f"a decision surface needs two inputs: x has shape {x.shape}, expected (n, 2)")
    if net.n_in != 2:  # noqa: PLR2004 - two inputs
        raise ValueError(f"a decision surface needs two inputs, this network has {net.n_in}")
    if net.n_out != 1:
        raise ValueError(f"a decision surface needs one output, this network has {net.n_out}")
    if not len(x) or y.shape not in {(len(x),), (len(x), 1)}:
        raise ValueError(f"y has shape {y.shape} beside x of shape {x.shape}, expected (n,) or (n, 1), n > 0")
    if not np.all(np.isfinite(x)):
        raise ValueError("x contains NaN or infinity; drop or fill those values first")
    ax = _axes() if ax is None else ax
    low, high = x.min(axis=0), x.max(axis=0)
    margin = np.where(high > low, 0.2 * (high - low), 0.5)
    a, b = (np.linspace(*ends, 120) for ends in zip(low - margin, high + margin, strict=True))
    grid = np.stack(np.meshgrid(a, b), axis=-1)
    z = net.backend.to_host(net.predict(grid.reshape(-1, 2)))[:, 0].reshape(grid.shape[:2])
    surface = ax.pcolormesh(a, b, z, cmap="RdBu_r", shading="auto")
    if z.min() < 0.5 < z.max():  # noqa: PLR2004 - the usual threshold
        ax.contour(a, b, z, levels=[0.5], colors="black", linewidths=1.0)
    ax.scatter(x[:, 0], x[:, 1], c=y.reshape(len(x), -1)[:, 0], cmap="RdBu_r", edgecolors="white", linewidths=1.5, s=80)
    ax.figure.colorbar(surface, ax=ax, label="output")
    ax.set(xlabel="input 1", ylabel="input 2")
    return ax


def write(path: str | Path, net: Any, history: History, x: ArrayLike, y: ArrayLike) -> None:
    """Write loss and decision surface side by side to a file; the file extension selects the format."""
    figure = figure_class()(figsize=(9.0, 4.0), layout="constrained")
    left, right = figure.subplots(1, 2)
    losses(history, left)
    decision_surface(net, x, y, right)
    write_figure(figure, path)


def write_many(path: str | Path, history: History, learned: NDArray[np.bool_]) -> None:
    """Write the loss of each network of a group to a file, in one colour for those that have learned, in another for the rest."""
    figure = figure_class()(figsize=(6.0, 4.0), layout="constrained")
    ax = losses(history, figure.subplots())
    curves = list(zip(ax.lines, learned, strict=True))
    for kind, color, label in ((True, "tab:blue", "learned"), (False, "tab:red", "not learned")):
        lines = [line for line, good in curves if good == kind]
        for line in lines:  # the few that have not learned lie on top
            line.set(color=color, alpha=max(0.05, min(1.0, 20.0 / len(lines))), linewidth=0.8, zorder=2.0 if kind else 3.0)
        ax.plot([], [], color=color, label=f"{len(lines)} {label}")
    ax.legend(frameon=False)
    write_figure(figure, path)


def write_figure(figure: Any, path: str | Path) -> None:
    """Write a figure to a file atomically."""
    path, buffer = _files.expand_user(path), io.BytesIO()
    figure.savefig(buffer, format=path.suffix[1:].lower() or None, dpi=120)
    _files.write(path, buffer.getvalue())


def _network(net: Any) -> Network:
    """Return the network itself, or that of a `NeuralNetwork`."""
    found = getattr(net, "network", net)
    if not isinstance(found, Network):
        raise TypeError(f"expected a Network, an MLP or a NeuralNetwork, got {short_repr(net)}")
    return found


def _to_host(net: Network, array: Any, name: str) -> NDArray[Any]:
    """Return an array of the network's backend, or of the host, as NumPy array of floats."""
    host = net.backend.to_host(array) if net.backend.owns(array) else array
    return host_numbers(host, name).astype(float)


def check_path(path: Path) -> None:
    """Raise if a figure cannot be written: unknown file extension, or matplotlib is missing."""
    if path.suffix.lower() not in FORMATS:
        raise ValueError(f"--plot takes a file that ends in {', '.join(FORMATS)}, got {one_line(str(path))}")
    figure_class()


def figure_class() -> Any:
    """Return `matplotlib.figure.Figure`, or raise ImportError with the command that installs it."""
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ImportError(INSTALL) from error
    return Figure


def _axes() -> Any:
    try:
        from matplotlib import pyplot as plt
    except ImportError as error:
        raise ImportError(INSTALL) from error
    return plt.subplots()[1]
