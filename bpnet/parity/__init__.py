"""Comparison of backends: train a case on NumPy and on another backend, and compare the trajectories.

In native arithmetic the difference must stay within a bound measured from NumPy's own sensitivity to rounding. In exact
arithmetic the trajectories must be equal bit for bit.
"""

from bpnet.parity.cases import CASES, Case, xor_case
from bpnet.parity.comparison import Comparison, Divergence, compare
from bpnet.parity.tolerance import TooSensitiveError, drifts, sensitivity, tolerances
from bpnet.parity.trajectory import Trajectory, run
from bpnet.parity.transfers import HostCopyError, forbid_host_transfers

__all__ = [
    "CASES",
    "Case",
    "Comparison",
    "Divergence",
    "HostCopyError",
    "TooSensitiveError",
    "Trajectory",
    "compare",
    "drifts",
    "forbid_host_transfers",
    "run",
    "sensitivity",
    "tolerances",
    "xor_case",
]


def __dir__() -> list[str]:
    return __all__
