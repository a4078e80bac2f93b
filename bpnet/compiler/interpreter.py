"""Interpreted plans: their operations as calls of a library, one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bpnet.arrays import leaves, map_tree
from bpnet.compiler.exact import FUNCTIONS, ExactStep
from bpnet.compiler.plan import Value, bind
from bpnet.compiler.trace import trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.arrays import Namespace, Tree
    from bpnet.compiler.plan import Plan


class Interpreter:
    """A plan as calls of the functions of a namespace, with the bits of ``plan.run``; inputs are not checked again.

    A value is kept until the last operation that reads it.

    Parameters
    ----------
    plan
        The plan.
    xp
        Namespace of the arrays.
    examples
        Arrays on the device of the plan's constants.
    """

    def __init__(self, plan: Plan, xp: Namespace, *examples: Tree) -> None:
        self.plan, self.constants = plan, plan.constants_on(xp, *examples)
        self.inputs = list(leaves(plan.inputs))
        read: set[Value] = {*leaves(plan.outputs), *self.constants}
        self.calls: list[tuple[Callable[..., Any], tuple[Any, ...], Value, list[Value]]] = []
        for op in reversed(plan.operations):
            last = [x for x in dict.fromkeys(op.values) if x not in read]
            read.update(last)
            self.calls.append((bind(xp, op), op.operands, op.result, last))
        self.calls.reverse()

    def __call__(self, *trees: Tree) -> Tree:
        """Run the plan."""
        arrays: dict[Any, Any] = dict(zip(self.inputs, leaves(trees), strict=True)) | self.constants
        for function, operands, result, last in self.calls:
            arrays[result] = function(*[arrays[x] if isinstance(x, Value) else x for x in operands])
            for value in last:
                del arrays[value]
        return map_tree(arrays.__getitem__, self.plan.outputs)


class InterpretedStep:
    """A step in exact arithmetic for values of some shapes.

    Equal operations run once, and those of which no result depends not at all. The bits are those of the step itself.
    """

    def __init__(self, step: Any, *values: Tree) -> None:
        self.run = Interpreter(trace(ExactStep(step, FUNCTIONS).over, *values), step.xp, *values)

    def __call__(self, *values: Tree) -> Any:
        """Run the step; return ``value, params, state, opt_state``."""
        return self.run(*values)
