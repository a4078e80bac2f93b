"""Compiling a step: it is traced into a plan of array operations, which backends fuse, lay out in memory and run."""

from bpnet.compiler.trace import Operation, Plan, TraceError, Value, trace

__all__ = ["Operation", "Plan", "TraceError", "Value", "trace"]


def __dir__() -> list[str]:
    return __all__
