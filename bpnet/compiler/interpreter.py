"""Interpreted plans: a step in exact arithmetic as calls of the library, without those whose results nobody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bpnet.compiler.exact import FUNCTIONS, ExactStep
from bpnet.compiler.trace import trace

if TYPE_CHECKING:
    from bpnet.arrays import Namespace, Tree


class InterpretedStep:
    """A step in exact arithmetic for values of some shapes.

    Equal operations run once, and those of which no result depends not at all. The bits are those of the step itself.
    """

    def __init__(self, step: Any, *values: Tree) -> None:
        self.xp: Namespace = step.xp
        self.plan = trace(ExactStep(step, FUNCTIONS).over, *values)
        self.constants = self.plan.constants_on(self.xp, *values)

    def __call__(self, *values: Tree) -> Any:
        """Run the step; return ``value, params, state, opt_state``."""
        return self.plan.run(self.xp, *values, constants=self.constants)
