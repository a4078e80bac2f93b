"""Backends: the contract that they fulfil, and how one is chosen."""

from bpnet.backend.contract import (
    DTYPES,
    STAND_IN,
    Backend,
    EpochStep,
    Probe,
    Step,
    dlpack_on_host,
    export_scope,
    on_host,
)

__all__ = ["DTYPES", "STAND_IN", "Backend", "EpochStep", "Probe", "Step", "dlpack_on_host", "export_scope", "on_host"]
