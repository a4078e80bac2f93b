"""Compiler of training steps: traces a step into a plan of array operations, which backends fuse, assign to buffers and run."""

from bpnet.compiler.operations import OPERATIONS, TraceError
from bpnet.compiler.plan import Operation, Plan, Value
from bpnet.compiler.trace import trace

__all__ = ["OPERATIONS", "Operation", "Plan", "TraceError", "Value", "trace"]


def __dir__() -> list[str]:
    return __all__
