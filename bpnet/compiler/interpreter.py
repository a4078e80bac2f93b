"""Steps in exact arithmetic as interpreted plans, without operations whose results nobody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bpnet.compiler.exact import FUNCTIONS, ExactStep
from bpnet.compiler.plan import Interpreter
from bpnet.compiler.trace import trace

if TYPE_CHECKING:
    from bpnet.arrays import Tree


class InterpretedStep:
    """A step in exact arithmetic for values of some shapes.

    Equal operations run once, and those of which no result depends not at all. The bits are those of the step itself.
    """

    def __init__(self, step: Any, *values: Tree) -> None:
        self.run = Interpreter(trace(ExactStep(step, FUNCTIONS).over, *values), step.xp, *values)

    def __call__(self, *values: Tree) -> Any:
        """Run the step; return ``value, params, state, opt_state``."""
        return self.run(*values)
