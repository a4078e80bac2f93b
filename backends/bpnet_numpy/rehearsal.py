"""A plan done once with NumPy's own calls: what it shows of layouts is what buffers must have for the bits to be the same."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from bpnet.compiler.operations import VIEWS
from bpnet.compiler.plan import Operation, Plan, Value, apply


class Rehearsal(NamedTuple):
    """What a plan is like on NumPy."""

    operations: list[Operation]
    """Without those of constants alone."""
    constants: dict[Value, Any]
    """With their results."""
    copies: set[Value]
    """Results of views that had to be copied."""


def has_buffer_layout(array: Any) -> bool:
    """Whether an array lies in memory as buffers do."""
    plain = type(array) is np.ndarray and array.flags.c_contiguous and array.flags.aligned and array.dtype.isnative
    return plain or isinstance(array, np.generic)


def rehearse(plan: Plan, arrays: dict[Value, Any]) -> Rehearsal | None:
    """Interpret a plan; None if a result does not lie in order, since the order of a sum depends on that.

    None too for a product of an array with itself: NumPy computes that in another way than one of two arrays of equal numbers,
    and which of these the plain step has, a plan does not say.
    """
    looked_at = plan.view_bases()
    done = Rehearsal([], dict(plan.constants), set())
    arrays = arrays | done.constants
    last = {x: i for i, op in enumerate(plan.operations) for x in op.operands if isinstance(x, Value)}
    with np.errstate(all="ignore"):
        for i, op in enumerate(plan.operations):
            operands = [arrays[x] if isinstance(x, Value) else x for x in op.operands]
            if op.name == "matmul" and len({looked_at.get(x, x) for x in op.operands}) == 1:
                return None
            try:
                result = apply(np, op, operands)
            except Exception:  # noqa: BLE001 - what NumPy refuses, it refuses in the plain step too, and there the user sees it
                return None
            if result.shape != op.result.shape or result.dtype != op.result.dtype:
                return None
            copied = op.name not in VIEWS or not np.may_share_memory(result, operands[0])
            if copied and not has_buffer_layout(result):
                return None
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
