"""Proof that backends train alike: run a case on NumPy and on another backend, and hold the trajectories together.

In native arithmetic they agree within what NumPy's own sensitivity to rounding allows; in exact arithmetic bit for bit.
"""

from bpnet.parity.cases import CASES, Case, xor_case
from bpnet.parity.comparison import Comparison, Divergence, compare
from bpnet.parity.tolerance import TooSensitiveError, drifts, sensitivity, tolerances
from bpnet.parity.trajectory import Trajectory, run

__all__ = [
    "CASES",
    "Case",
    "Comparison",
    "Divergence",
    "TooSensitiveError",
    "Trajectory",
    "compare",
    "drifts",
    "run",
    "sensitivity",
    "tolerances",
    "xor_case",
]


def __dir__() -> list[str]:
    return __all__
