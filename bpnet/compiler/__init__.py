"""Compiling a step: it is traced into a plan of array operations, which backends fuse, lay out in memory and run."""

from bpnet.compiler.operations import OPERATIONS, TraceError
from bpnet.compiler.plan import Operation, Plan, Value
from bpnet.compiler.trace import trace

__all__ = ["OPERATIONS", "Operation", "Plan", "TraceError", "Value", "trace"]


def __dir__() -> list[str]:
    return __all__
