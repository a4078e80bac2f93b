"""Colours that all readers can tell apart, and themes.

Source of the colours: Okabe, Ito, "Color universal design", 2008; on dark backgrounds, lighter ones of the same hues.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from bpnet._messages import short_repr
from bpnet._suggestions import explain_calls
from bpnet.plotting.files import figure_class

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

ON_LIGHT = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7A5CB0", "#7F7F7F")
ON_DARK = ("#56B4E9", "#FF8C42", "#2DC79B", "#F2A3CC", "#F0E442", "#8FA8FF", "#C9A0FF", "#B0B7C3")
MARKERS = "osD^vPX<>*"
THEMES = ("light", "dark")
SHARED = {
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": "medium",
    "figure.titlesize": "medium",
    "font.size": 10.0,
    "grid.linewidth": 0.6,
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "savefig.facecolor": "auto",
}
INKS = {"light": ("#ffffff", "#1f2328", "#8c959f", "#e4e7eb"), "dark": ("#1e2129", "#e6e9ef", "#7d8796", "#353b47")}
"""Background, text, lines of axes, and grid of each theme."""

Color: TypeAlias = tuple[float, float, float]


@explain_calls
def theme(name: str = "light") -> AbstractContextManager[None]:
    """Return a context manager in which figures are made in the "light" or the "dark" theme, whatever matplotlib is set to.

    Examples
    --------
    ``with plotting.theme("dark"): plotting.curves(history)``.
    """
    if name not in THEMES:
        raise ValueError(f"theme must be 'light' or 'dark', got {short_repr(name)}")
    figure_class()
    import matplotlib as mpl
    from cycler import cycler

    paper, ink, line, grid = INKS[name]
    settings: Any = SHARED | {
        "axes.edgecolor": line,
        "axes.facecolor": paper,
        "axes.labelcolor": ink,
        "axes.prop_cycle": cycler(color=ON_DARK if name == "dark" else ON_LIGHT),
        "figure.facecolor": paper,
        "grid.color": grid,
        "text.color": ink,
        "xtick.color": line,
        "xtick.labelcolor": ink,
        "ytick.color": line,
        "ytick.labelcolor": ink,
    }
    return mpl.rc_context(settings)


def plain(text: str) -> str:
    """Return a text that matplotlib shows as it is: "$" begins no formula, and "_" does not leave it out of a legend."""
    shown = text.replace("$", r"\$")
    return f" {shown}" if shown.startswith("_") else shown


def background(ax: Any) -> Color:
    """Return the colour behind a plot: that of the axes, or of the figure if they are transparent."""
    from matplotlib.colors import to_rgba

    *own, opacity = to_rgba(ax.get_facecolor())
    behind = to_rgba(ax.figure.get_facecolor())
    seen = own if opacity or not behind[3] else behind[:3]
    red, green, blue = seen if opacity or behind[3] else (1.0, 1.0, 1.0)
    return red, green, blue


def is_dark(ax: Any) -> bool:
    """Return True if the background is dark, by its relative luminance."""
    red, green, blue = background(ax)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.4  # noqa: PLR2004 - mid grey, as the eye sees it


def ink(ax: Any) -> str:
    """Return the colour of what must be seen on any colour of a plot: almost black, or almost white on a dark background."""
    return INKS["dark" if is_dark(ax) else "light"][1]


def palette(ax: Any) -> Sequence[str]:
    """Return the colours of the user's style; in place of matplotlib's defaults, those of Okabe and Ito."""
    import matplotlib as mpl

    cycle = mpl.rcParams["axes.prop_cycle"]
    if "color" in cycle.keys and cycle != mpl.rcParamsDefault["axes.prop_cycle"]:
        colors: list[str] = cycle.by_key()["color"]
        return colors
    return ON_DARK if is_dark(ax) else ON_LIGHT


def color(ax: Any, index: int) -> str:
    """Return a colour of the palette by number."""
    colors = palette(ax)
    return colors[index % len(colors)]


def mix(first: Any, second: Any, share: float) -> Color:
    """Return the colour that has this share of the first, and the rest of the second."""
    from matplotlib.colors import to_rgb

    red, green, blue = (share * a + (1.0 - share) * b for a, b in zip(to_rgb(first), to_rgb(second), strict=True))
    return red, green, blue
