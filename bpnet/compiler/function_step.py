"""Pure functions as steps: so a compiler of steps compiles them too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bpnet.arrays import leaves, map_tree
from bpnet.compiler.exact import in_its_arithmetic
from bpnet.compiler.operations import TraceError
from bpnet.compiler.trace import trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.arrays import Namespace, Tree


class FunctionStep:
    """A step whose state are the results of a function, and whose target are its arguments.

    Parameters
    ----------
    function
        A `bpnet.backend.Function`.
    """

    def __init__(self, function: Any) -> None:
        self.function = function

    @property
    def xp(self) -> Namespace:
        """Namespace of the arrays."""
        return self.function.xp

    def __call__(self, *values: Any) -> tuple[Any, ...]:
        """Return ``rate, (), results, ()``."""
        return self.over(self.xp, *values)

    def over(self, xp: Namespace, *values: Any) -> tuple[Any, ...]:
        """Run the step with the functions of another namespace."""
        *_, arguments, rate = values
        return rate, (), self.function.over(xp, *arguments), ()


class SteppedFunction:
    """A function for values of some shapes, as the program of a `FunctionStep`.

    Parameters
    ----------
    build
        ``(step, training, samples, size) -> program``, as that of a `bpnet.compiler.compiled_step.CompiledStep`.
    function
        A `bpnet.backend.Function`.
    values
        Its arguments.
    """

    def __init__(self, build: Callable[..., Any], function: Any, *values: Tree) -> None:
        xp = function.xp
        plan = trace(in_its_arithmetic(function), *values)
        floats = [x for x in leaves((values, plan.outputs)) if "float" in str(x.dtype)]
        if not floats:
            raise TraceError("it has no floating-point numbers")
        device = getattr(next(leaves(values)), "device", None)
        zeros = map_tree(lambda x: xp.zeros(x.shape, dtype=getattr(xp, str(x.dtype)), device=device), plan.outputs)
        self.training = (), zeros, ()
        self.rate = xp.zeros((), dtype=getattr(xp, str(floats[0].dtype).rpartition(".")[2]), device=device)
        self.x = xp.reshape(self.rate, (1, 1))
        self.program = build(FunctionStep(function), self.training, (self.x, values), 1)

    @property
    def nbytes(self) -> int:
        """Size of the buffers of the program in bytes."""
        return int(getattr(self.program, "nbytes", 0))

    def __call__(self, *values: Tree) -> Tree:
        """Run the function."""
        _, made, _ = self.program.run(self.training, (self.x, values), [None], [self.rate])[0]
        return made
