"""Plots with matplotlib (extra ``plot``): curves of a training, the decision surface of a network, many networks as a fan.

Functions draw in the style that matplotlib is set to, dark ones too; if its colours are the defaults, theirs can also be told
apart by colour-blind readers. `theme` is a light and a dark style.
"""

from typing import TYPE_CHECKING

from bpnet._suggestions import missing_name
from bpnet.plotting.curves import curves, losses
from bpnet.plotting.fan import fan
from bpnet.plotting.overview import write
from bpnet.plotting.style import theme
from bpnet.plotting.surface import decision_surface

__all__ = ["curves", "decision_surface", "fan", "losses", "theme", "write"]


def __dir__() -> list[str]:
    return __all__


if not TYPE_CHECKING:  # to a type checker, a module with this function has every name
    __getattr__ = missing_name(__name__, __all__)
