"""Rehearsal: a dry run of a plan on real arrays, to see the memory layout that NumPy gives to each result.

The order of a sum depends on the layout of its operand, so buffers give the bits of the uncompiled step only if they have the
same layout.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from bpnet.compiler.operations import VIEWS
from bpnet.compiler.plan import Operation, Plan, Value, apply


class Rehearsal(NamedTuple):
    """Findings of a dry run of a plan."""

    operations: list[Operation]
    """Operations of the plan, without those on constants only."""
    constants: dict[Value, Any]
    """Constants of the plan, and the results of operations on constants only."""
    copies: set[Value]
    """Results of view operations for which NumPy returned a copy."""


def has_buffer_layout(array: Any) -> bool:
    """Return True if an array has the memory layout of buffers: C-contiguous, aligned and in native byte order."""
    plain = type(array) is np.ndarray and array.flags.c_contiguous and array.flags.aligned and array.dtype.isnative
    return plain or isinstance(array, np.generic)


def rehearse(plan: Plan, arrays: dict[Value, Any], xp: Any = np) -> Rehearsal | None:
    """Run a plan once on real arrays; return None if a result does not have the layout of a buffer.

    None too for a product of an array with itself: NumPy computes it differently from a product of two equal arrays, and a plan
    does not tell which of these the uncompiled step has. In exact arithmetic (``xp`` is an `ExactOperations`) neither matters.
    """
    roots, native = plan.view_bases(), xp is np
    done = Rehearsal([], dict(plan.constants), set())
    arrays = arrays | done.constants
    last = {x: i for i, op in enumerate(plan.operations) for x in op.operands if isinstance(x, Value)}
    with np.errstate(all="ignore"):
        for i, op in enumerate(plan.operations):
            operands = [arrays[x] if isinstance(x, Value) else x for x in op.operands]
            if native and op.name == "matmul" and len({roots.get(x, x) for x in op.operands}) == 1:
                return None
            result = _compute(op, operands, xp)
            if result is None:
                return None
            copied = op.name not in VIEWS or not np.may_share_memory(result, operands[0])
            if copied and not has_buffer_layout(result):
                if native:
                    return None
                result = np.ascontiguousarray(result).reshape(result.shape)
            if all(x in done.constants for x in op.operands if isinstance(x, Value)):
                done.constants[op.result] = np.asarray(result)
            else:
                done.operations.append(op)
                if copied and op.name in VIEWS:
                    done.copies.add(op.result)
            arrays[op.result] = result
            for x in op.operands:
                if isinstance(x, Value) and last[x] == i:
                    arrays.pop(x, None)
    return done


def _compute(op: Operation, operands: list[Any], xp: Any) -> Any:
    """Return the result of an operation; None if it fails, or is not what the plan says."""
    try:
        result = apply(xp, op, operands)
    except Exception:  # noqa: BLE001 - the uncompiled step raises the same error, to the user
        return None
    return result if (result.shape, result.dtype) == (op.result.shape, op.result.dtype) else None
