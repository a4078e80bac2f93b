"""Backends: the contract that they fulfil, and the registry that chooses one."""

from bpnet.backend.array import BackendArray
from bpnet.backend.contract import (
    DTYPES,
    STAND_IN,
    Backend,
    EpochStep,
    Function,
    Probe,
    Step,
)
from bpnet.backend.dlpack import dlpack_on_host, export_scope, on_host

__all__ = [
    "DTYPES",
    "STAND_IN",
    "Backend",
    "BackendArray",
    "EpochStep",
    "Function",
    "Probe",
    "Step",
    "dlpack_on_host",
    "export_scope",
    "on_host",
]


def __dir__() -> list[str]:
    return __all__
