"""Figures and axes of matplotlib, which is imported when something is drawn, and their files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from bpnet import _files
from bpnet._messages import one_line, short_repr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FORMATS = (".png", ".svg", ".pdf")
INSTALL = "plots need matplotlib: pip install matplotlib"
DPI = 120


def check_plot(path: Path | None, *, dark: bool) -> None:
    """Raise if the figure of ``--plot`` cannot be written: unknown file extension, matplotlib is missing, or there is none."""
    if path is None:
        if dark:
            raise ValueError("--dark sets the background of the figure of --plot: name its file too, --plot FILE")
        return
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


def write_figure(figure: Any, path: str | Path) -> None:
    """Write a figure to a file atomically."""
    path, buffer = _files.expand_user(path), io.BytesIO()
    if path.suffix.lower() not in FORMATS:
        raise ValueError(f"the file of a figure ends in {', '.join(FORMATS)}, got {one_line(str(path))}")
    figure.savefig(buffer, format=path.suffix[1:].lower(), dpi=DPI)
    _files.write(path, buffer.getvalue())


def one_axes(ax: Any) -> Any:
    """Return the axes that a user passed, or those of a new figure."""
    return new_axes(1)[0] if ax is None else _check_axes(ax)


def several_axes(ax: Any, names: Sequence[str]) -> list[Any]:
    """Return the axes that a user passed for these panels, or those of a new figure."""
    if ax is None:
        return new_axes(len(names))
    given = list(ax.flat) if hasattr(ax, "flat") else list(ax) if isinstance(ax, list | tuple) else [ax]
    if len(given) != len(names):
        wanted = f"{len(names)} axes, one for each of {one_line(', '.join(names), 120)}"
        raise ValueError(f"ax must be {wanted}, got {len(given)}; names= chooses what is drawn")
    return [_check_axes(each) for each in given]


def new_axes(count: int) -> list[Any]:
    """Return the axes of a new figure of pyplot, which notebooks show, at most three side by side."""
    try:
        from matplotlib import pyplot as plt
    except ImportError as error:
        raise ImportError(INSTALL) from error
    columns = min(3, count)
    rows = -(-count // columns)
    size = None if count == 1 else (3.9 * columns, 3.1 * rows)
    figure, axes = plt.subplots(rows, columns, squeeze=False, figsize=size, layout="constrained")
    for extra in axes.flat[count:]:
        figure.delaxes(extra)
    return list(axes.flat[:count])


def _check_axes(ax: Any) -> Any:
    figure_class()
    from matplotlib.axes import Axes

    if not isinstance(ax, Axes):
        raise TypeError(f"ax must be matplotlib axes, such as plt.subplots()[1], got {short_repr(ax)}")
    return ax
