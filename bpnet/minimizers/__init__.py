"""Minimizers: second-order training on all samples at once, for small networks.

In the formulas p are the params, and g is the gradient of the loss.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from bpnet._suggestions import missing_name
from bpnet.minimizers.base import Iterate, Minimizer, Objective
from bpnet.minimizers.lbfgs import lbfgs
from bpnet.minimizers.levenberg_marquardt import levenberg_marquardt

MINIMIZERS: dict[str, Callable[[], Minimizer]] = {"lbfgs": lbfgs, "levenberg_marquardt": levenberg_marquardt}
"""Minimizers that can be given by name, with their defaults."""

__all__ = ["MINIMIZERS", "Iterate", "Minimizer", "Objective", "lbfgs", "levenberg_marquardt"]


def __dir__() -> list[str]:
    return __all__


if not TYPE_CHECKING:  # to a type checker, a module with this function has every name
    __getattr__ = missing_name(__name__, __all__)
