"""A step by ``torch.compile``, which a training takes only when asked: its first step takes many seconds."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from bpnet.arrays import leaves, map_tree
from bpnet.tracing import UNCOMPILED

if TYPE_CHECKING:
    from collections.abc import Callable


PROGRAMS = 8
"""How many shapes are remembered, the newest ones."""


class CompiledStep:
    """A step as PyTorch compiles it for the shapes that it meets.

    The step is traced by ``make_fx``, and the graph is compiled: Dynamo does not follow all of array-api-compat's functions,
    and would compile a step in many pieces. A step that cannot be traced runs as it is, and a warning says why, once.
    """

    def __init__(self, torch: Any, step: Callable[..., Any]) -> None:
        self.torch, self.step = torch, step
        self.compiled: dict[Any, Callable[..., Any]] = {}
        self.plain = False

    def __call__(self, *values: Any) -> Any:
        """The step on one batch."""
        key = tuple((tuple(x.shape), x.stride(), x.dtype, x.device) for x in leaves(values))
        if key not in self.compiled and not self.plain:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # of PyTorch's own older parts, which its compiler loads
                return self._first(key, *values)
        return self.step(*values) if self.plain else self.compiled[key](*values)

    def _first(self, key: Any, *values: Any) -> Any:
        """The first call with values of these shapes."""
        from torch.fx.experimental.proxy_tensor import make_fx

        apart = map_tree(self.torch.clone, values)  # one tensor passed in twice would become one input
        no_guards = getattr(self.torch.compiler, "skip_all_guards_unsafe", None)  # the key says all that they would look at
        options = {"guard_filter_fn": no_guards} if no_guards else {}  # PyTorch 2.8
        try:
            graph = make_fx(_a_function(self.step))(*apart)
            compiled = self.torch.compile(graph, fullgraph=True, dynamic=False, options=options)
            result = compiled(*apart)
        except RuntimeError as error:  # it asks for numbers, or there is no C++ compiler
            self.plain = True
            warnings.warn(UNCOMPILED.format(str(error).strip().partition("\n")[0]), RuntimeWarning, stacklevel=3)
            return self.step(*values)
        while len(self.compiled) >= PROGRAMS:
            del self.compiled[next(iter(self.compiled))]
        self.compiled[key] = compiled
        return result


def _a_function(step: Callable[..., Any]) -> Callable[..., Any]:
    """A step as a plain function: of a method, PyTorch's tracer would count ``self`` too."""

    def function(*values: Any) -> Any:
        return step(*values)

    return function
