"""Rehearsal: a dry run of a plan on real arrays, to see the memory layout that the library gives to each result.

The order of a sum depends on the layout of its operand, so buffers give the bits of the uncompiled step only if they have the
same layout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bpnet.compiler.operations import VIEWS
from bpnet.compiler.plan import Operation, Plan, Value, apply, numpy_dtype

if TYPE_CHECKING:
    from bpnet.compiler.library import Library


class Rehearsal(NamedTuple):
    """Findings of a dry run of a plan."""

    operations: list[Operation]
    """Operations of the plan, without those on constants only."""
    constants: dict[Value, Any]
    """Constants of the plan, and the results of operations on constants only."""
    copies: set[Value]
    """Results of view operations for which the library returned a copy."""


def rehearse(plan: Plan, arrays: dict[Value, Any], library: Library) -> Rehearsal | None:
    """Run a plan once on real arrays; return None if a result does not have the layout of a buffer.

    None too for a product of an array with itself: NumPy computes it differently from a product of two equal arrays, and a plan
    does not tell which of these the uncompiled step has. If the library keeps the order of sums, neither matters.
    """
    roots, in_order = plan.view_bases(), library.keeps_order
    done = Rehearsal([], dict(plan.constants), set())
    arrays = arrays | {value: library.constant(constant) for value, constant in done.constants.items()}
    last = {x: i for i, op in enumerate(plan.operations) for x in op.operands if isinstance(x, Value)}
    with library.quiet():
        for i, op in enumerate(plan.operations):
            operands = [arrays[x] if isinstance(x, Value) else x for x in op.operands]
            if not in_order and op.name == "matmul" and len({roots.get(x, x) for x in op.operands}) == 1:
                return None
            result = _compute(op, operands, library)
            if result is None:
                return None
            copied = op.name not in VIEWS or not library.overlap(result, operands[0])
            if copied and not library.has_buffer_layout(result):
                if not in_order:
                    return None
                result = library.in_order(result)
            if all(x in done.constants for x in op.operands if isinstance(x, Value)):
                done.constants[op.result] = library.to_host(result)
            else:
                done.operations.append(op)
                if copied and op.name in VIEWS:
                    done.copies.add(op.result)
            arrays[op.result] = result
            for x in op.operands:
                if isinstance(x, Value) and last[x] == i:
                    arrays.pop(x, None)
    return done


def _compute(op: Operation, operands: list[Any], library: Library) -> Any:
    """Return the result of an operation; None if it fails, or is not what the plan says."""
    try:
        result = apply(library.xp, op, operands)
    except Exception:  # noqa: BLE001 - the uncompiled step raises the same error, to the user
        return None
    return result if (tuple(result.shape), numpy_dtype(result)) == (op.result.shape, op.result.dtype) else None
