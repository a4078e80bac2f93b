"""Minimizers: second-order training on all samples at once, for small networks.

In the formulas p is a param, g the gradient of the loss.
"""

from collections.abc import Callable

from bpnet.minimizers.base import Iterate, Minimizer, Objective
from bpnet.minimizers.lbfgs import lbfgs

MINIMIZERS: dict[str, Callable[[], Minimizer]] = {"lbfgs": lbfgs}
"""Minimizers that can be given by name, with their defaults."""

__all__ = ["MINIMIZERS", "Iterate", "Minimizer", "Objective", "lbfgs"]


def __dir__() -> list[str]:
    return __all__
