"""Constants of plans: arrays of one repeated number become that number, which kernels need not read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import leaves
from bpnet.compiler.fusion import LOOP_DTYPES
from bpnet.compiler.operations import ELEMENTWISE
from bpnet.compiler.plan import Operation, Plan, Value

if TYPE_CHECKING:
    from numpy.typing import NDArray


def with_numbers(plan: Plan) -> Plan:
    """Return a plan with numbers in place of constant arrays of one repeated number, where that keeps shapes and dtypes."""
    numbers = {x: array.reshape(-1)[0].item() for x, array in plan.constants.items() if _is_uniform(array)}
    operations = tuple(_with_numbers(op, numbers) for op in plan.operations)
    used = {*leaves(plan.outputs), *(x for op in operations for x in op.values)}
    constants = {x: array for x, array in plan.constants.items() if x in used}
    return plan._replace(operations=operations, constants=constants)


def _is_uniform(array: NDArray[Any]) -> bool:
    """Return True if all elements have the bits of the first one."""
    first = array.reshape(-1)[:1]
    return str(array.dtype) in LOOP_DTYPES and array.tobytes() == first.tobytes() * array.size and array.size > 0


def _with_numbers(op: Operation, numbers: dict[Value, Any]) -> Operation:
    """Return an operation with a number in place of an operand, if the others determine the shape and the dtype."""
    if op.name not in ELEMENTWISE | {"where"}:
        return op
    first = int(op.name == "where")  # after the condition
    for index, x in enumerate(op.operands[first:], first):
        others = [(i, y) for i, y in enumerate(op.operands) if i != index and isinstance(y, Value)]
        keeps = any(i >= first and y.dtype == x.dtype for i, y in others) if x in numbers else False
        if keeps and np.broadcast_shapes(*(y.shape for _, y in others)) == op.result.shape:
            return op._replace(operands=(*op.operands[:index], numbers[x], *op.operands[index + 1 :]))
    return op
