"""Pure functions as steps: so an executor of steps compiles them too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bpnet.arrays import leaves, map_tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.arrays import Namespace, Tree


MAX_SHAPES = 64
"""Maximum number of sets of shapes for which a function keeps arrays."""


class FunctionStep:
    """A step whose state are the results of a function, and whose target are its arguments."""

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
    """A function that is run as a compiled `FunctionStep`, from its second call with the same shapes on.

    Parameters
    ----------
    function
        The uncompiled function, a `bpnet.backend.Function`.
    compile
        Compiles a step.
    """

    def __init__(self, function: Any, compile: Callable[[Any], Any]) -> None:  # noqa: A002 - as `Backend.compile`
        self.function, self.step = function, compile(FunctionStep(function))
        self.results: dict[Any, tuple[Tree, Any, Any]] = {}

    def __call__(self, *values: Tree) -> Tree:
        """Call the function."""
        key = self.step.signature(values)
        before = self.results.get(key)
        if before is None:
            made = self.function(*values)
            self._keep(key, made, values)
            return made
        results, x, rate = before
        return self.step((), results, (), x, values, rate)[2]

    def _keep(self, key: Any, made: Tree, values: Tree) -> None:
        """Keep arrays of the shapes of the results: the step has them as its state, whose numbers it does not read."""
        xp, floats = self.function.xp, [x for x in leaves((made, values)) if self.function.xp.isdtype(x.dtype, "real floating")]
        if floats:
            while len(self.results) >= MAX_SHAPES:
                del self.results[next(iter(self.results))]
            rate = xp.zeros((), dtype=floats[0].dtype, device=getattr(floats[0], "device", None))
            self.results[key] = map_tree(xp.zeros_like, made), xp.reshape(rate, (1, 1)), rate
