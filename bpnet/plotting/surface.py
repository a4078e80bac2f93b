"""Decision surface of a network with two inputs: its outputs as colours of the plane, and samples as points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._specs import factory_name
from bpnet._suggestions import explain_calls
from bpnet.plotting import style
from bpnet.plotting.files import one_axes
from bpnet.plotting.samples import network_of, samples_of
from bpnet.special import sigmoid, softmax

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from bpnet.plotting.samples import Samples
    from bpnet.training.network import Network

GRID = 160
"""Number of points along each axis at which the network is computed."""
STRENGTH = 0.5
"""Share of the class's colour where the network is certain: samples have all of it, and can be seen there."""
MOST_NAMES = 12
"""Maximum number of classes of which the legend has the name."""
WIDTH = 70
"""Characters of a line of the legend."""
MANY = 400
"""Number of samples from which on their marks are small."""


@explain_calls
def decision_surface(net: Any, x: ArrayLike, y: ArrayLike, ax: Any = None) -> Any:
    """Plot what a network with two inputs says of each point of the plane, and the samples.

    One output is drawn as a probability, from the colour of the first class to that of the second, with a contour at 0.5 (of
    logits, which are drawn as probabilities too, that is 0; of targets -1 and 1, the contour is at 0). Of several outputs, the
    colour is the class with the largest one, and the paler, the less it exceeds the next (at 1 it is full). Each class has a
    mark of its own; samples of which the network says another class are ringed, and the legend has their number. Targets that
    are no classes have the colours of the outputs.

    Parameters
    ----------
    net
        `Network` or `NeuralNetwork` with two inputs.
    x
        Samples (n, 2); the names of a data frame's columns are those of the axes.
    y
        Targets (n,), (n, 1), or (n, n_out) as one-hot or probabilities; labels as numbers, booleans or text.
    ax
        As in `losses`.

    Returns
    -------
    matplotlib.axes.Axes
    """
    net = network_of(net)
    samples = samples_of(net, x, y)
    ax = one_axes(ax)
    a, b = _ticks(samples.x)
    grid = np.stack(np.meshgrid(a, b), axis=-1).reshape(-1, 2)
    outputs = _outputs(net, np.concatenate([grid, samples.x]))
    surface, at_samples = outputs[: len(grid)].reshape(GRID, GRID, -1), outputs[len(grid) :]
    if samples.labels is None:
        _draw_values(ax, (a, b), surface[..., 0], samples)
    else:
        labels = samples.labels
        if net.n_out == 1:
            _draw_probability(ax, (a, b), surface[..., 0], samples)
            said = (at_samples[:, 0] > samples.threshold).astype(np.int64)
        else:
            _draw_regions(ax, (a, b), surface)
            said = np.argmax(at_samples, axis=1)
        _draw_samples(ax, samples, labels, said != labels)
    xlabel, ylabel = map(style.plain, samples.inputs)
    ax.set(xlabel=xlabel, ylabel=ylabel, xlim=(a[0], a[-1]), ylim=(b[0], b[-1]))
    ax.grid(visible=False)
    return ax


def _ticks(x: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    low, high = x.min(axis=0), x.max(axis=0)
    margin = np.where(high > low, 0.15 * (high - low), 0.5)
    first, second = (np.linspace(*ends, GRID) for ends in zip(low - margin, high + margin, strict=True))
    return first, second


def _outputs(net: Network, x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the outputs as NumPy array, probabilities in place of logits."""
    y = np.asarray(net.backend.to_host(net.predict(x)), dtype=np.float64)
    applied = net._loss.output_activation  # noqa: SLF001 - the loss of a network has no public name
    if applied not in {"sigmoid", "softmax"} or factory_name(net.output_activation) == applied:
        return y
    return np.asarray(sigmoid(np, y) if applied == "sigmoid" else softmax(np, y))


def _draw_probability(ax: Any, axes: tuple[Any, Any], z: NDArray[np.float64], samples: Samples) -> None:
    """Draw one output between the colours of two classes, with the contour of the threshold."""
    from matplotlib.colors import LinearSegmentedColormap

    paper = style.background(ax)
    ends = [style.mix(style.color(ax, index), paper, STRENGTH) for index in range(2)]
    shades = LinearSegmentedColormap.from_list("bpnet", [ends[0], paper, ends[1]])
    lowest = -1.0 if samples.threshold == 0.0 else 0.0
    surface = ax.pcolormesh(*axes, z, cmap=shades, vmin=lowest, vmax=1.0, shading="nearest", rasterized=True)
    if z.min() < samples.threshold < z.max():
        ax.contour(*axes, z, levels=[samples.threshold], colors=style.ink(ax), linewidths=1.2)
    label = "output" if lowest else f"probability of {style.plain(samples.names[1])}"
    bar = ax.figure.colorbar(surface, ax=ax, label=label, ticks=np.linspace(lowest, 1.0, 5), extend=_beyond(z, lowest))
    bar.outline.set_visible(False)


def _beyond(z: NDArray[np.float64], lowest: float) -> str:
    """Return at which ends of the scale there are outputs beyond it."""
    below, above = bool(z.min() < lowest), bool(z.max() > 1.0)
    return "both" if below and above else "min" if below else "max" if above else "neither"


def _draw_regions(ax: Any, axes: tuple[Any, Any], z: NDArray[np.float64]) -> None:
    """Draw the class with the largest output, paler where the next one is close."""
    paper = np.asarray(style.background(ax))
    colors = np.asarray([style.mix(style.color(ax, index), paper, STRENGTH) for index in range(z.shape[-1])])
    ordered = np.sort(z, axis=-1)
    sure = np.clip(ordered[..., -1] - ordered[..., -2], 0.0, 1.0)[..., None]
    shown = 0.25 + 0.75 * sure  # a class can be seen where it is chosen at all
    ax.pcolormesh(*axes, shown * colors[np.argmax(z, axis=-1)] + (1.0 - shown) * paper, shading="nearest", rasterized=True)
    for index in range(z.shape[-1]):
        lead = z[..., index] - np.max(np.delete(z, index, axis=-1), axis=-1)
        if lead.min() < 0.0 < lead.max():
            ax.contour(*axes, lead, levels=[0.0], colors=style.ink(ax), linewidths=0.8)


def _draw_samples(ax: Any, samples: Samples, labels: NDArray[np.int64], wrong: NDArray[np.bool_]) -> None:
    """Draw the samples of each class with a mark of its own, and rings round those that the network takes for another class."""
    size = 64.0 if len(labels) < MANY // 10 else 34.0 if len(labels) < MANY else 14.0
    edge = style.mix(style.ink(ax), style.background(ax), 0.9)
    names = [style.plain(name) if index < MOST_NAMES else None for index, name in enumerate(samples.names)]
    for index, name in enumerate(names):
        look = {"marker": style.MARKERS[index % len(style.MARKERS)], "c": [style.color(ax, index)], "edgecolors": [edge]}
        for chosen, order, label in ((~wrong, 3.0, name), (wrong, 3.5, None)):  # no sample on the wrong side is hidden by others
            points = samples.x[(labels == index) & chosen].T
            ax.scatter(*points, s=size, linewidths=0.9, zorder=order, label=label, **look)
    if (more := len(names) - MOST_NAMES) > 0:
        ax.plot([], [], linestyle="", label=f"{more} more classes")
    if np.any(wrong):
        label, ring = f"{np.count_nonzero(wrong)} misclassified", {"facecolors": "none", "edgecolors": style.ink(ax)}
        ax.scatter(*samples.x[wrong].T, s=5.0 * size, linewidths=1.4, zorder=4.0, label=label, **ring)
    ax.legend(
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        ncols=max(1, min(5, len(names) + 1, WIDTH // (5 + max(map(len, samples.names[:MOST_NAMES]))))),
        frameon=False,
        handletextpad=0.2,
        columnspacing=1.2,
    )


def _draw_values(ax: Any, axes: tuple[Any, Any], z: NDArray[np.float64], samples: Samples) -> None:
    """Draw one output and targets that are no classes on the same scale."""
    values = samples.values
    every = np.concatenate([z.ravel(), np.empty(0) if values is None else values])
    scale = {"cmap": "viridis", "vmin": float(np.min(every)), "vmax": float(np.max(every))}
    surface = ax.pcolormesh(*axes, z, shading="nearest", rasterized=True, **scale)
    size = 64.0 if len(samples.x) < MANY // 10 else 34.0 if len(samples.x) < MANY else 14.0
    ax.scatter(*samples.x.T, c=values, s=size, edgecolors="white", linewidths=0.9, zorder=3.0, **scale)
    ax.figure.colorbar(surface, ax=ax, label="output").outline.set_visible(False)
