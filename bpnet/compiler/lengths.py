"""Lengths that depend on the number of rows: those in which the plans of a step for two numbers of rows differ.

An executor that has such a length as an argument of its program, and no other number of the plan, needs one for all batches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.plan import Plan, Value, example
from bpnet.compiler.trace import trace

if TYPE_CHECKING:
    from collections.abc import Iterator

MORE = 17
"""Rows that the second plan has more: sizes of both differ, also if they are rounded up to a multiple of 16."""


class Lengths:
    """Shapes of the values of a plan for its own number of rows and for another one.

    Parameters
    ----------
    plan, other
        Plans of a step with the same operations, on the same numbers of values.
    """

    def __init__(self, plan: Plan, other: Plan) -> None:
        self.plan, self.other = plan, other
        self.others = {x.number: x for x in values(other)}
        arrays = {x.number: array for x, array in other.constants.items()}
        self.constants = {x: np.array_equal(array, arrays[x.number]) for x, array in plan.constants.items()}

    @classmethod
    def compare(cls, plan: Plan, other: Plan) -> Self | None:
        """Return the lengths of a plan, or None if another number of rows makes another plan."""
        alike = [_form(plan), list(map(_form_of_value, values(plan)))] == [_form(other), list(map(_form_of_value, values(other)))]
        return cls(plan, other) if alike else None

    @property
    def reversed(self) -> Lengths:
        """Lengths of the other plan."""
        return Lengths(self.other, self.plan)

    def shapes(self, value: Value) -> tuple[Any, ...]:
        """Return the shapes of a value in both plans."""
        return value.shape, self.others[value.number].shape

    def vary(self, value: Value, axis: int | None = None) -> bool:
        """Return True for a value whose shape, or content, depends on the number of rows; or for an axis whose length does."""
        shape, other = self.shapes(value)
        return shape != other or not self.constants.get(value, True) if axis is None else shape[axis] != other[axis]


def values(plan: Plan) -> Iterator[Value]:
    """Yield the inputs, the constants and the results of a plan."""
    yield from leaves(plan.inputs)
    yield from plan.constants
    yield from (op.result for op in plan.operations)


def _form(plan: Plan) -> list[Any]:
    """Return the operations of a plan without lengths and without numbers, which may depend on them."""
    return [(op.name, [x.number if isinstance(x, Value) else type(x) for x in op.operands]) for op in plan.operations]


def _form_of_value(value: Value) -> tuple[Any, ...]:
    return value.number, len(value.shape), value.dtype


def trace_other(step: Any, training: Tree, samples: Tree, rows: int, dtype: Any) -> Plan | None:
    """Trace a step on another number of rows than it runs with; return None if it cannot be traced with that."""
    batch = map_tree(lambda a: example(a, (rows, *a.shape[1:])), samples)
    try:
        plan: Plan = trace(step.over, *training, *batch, np.empty((), dtype))
    except Exception:  # noqa: BLE001 - a layer for one number of rows may refuse others in any way
        return None
    return plan
