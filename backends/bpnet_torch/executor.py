"""A step by ``torch.compile``, which a training takes only when asked: its first step takes many seconds."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from bpnet.arrays import leaves, map_tree
from bpnet.compiler.executor import StepWithFallback, log_if_slow
from bpnet.compiler.trace import NOT_THE_SAME

if TYPE_CHECKING:
    from collections.abc import Callable


PROGRAMS = 8
"""How many shapes are remembered, the newest ones."""


class CompiledStep(StepWithFallback):
    """A step as PyTorch compiles it for the shapes that it meets.

    The step is traced by ``make_fx``, and the graph is compiled: Dynamo does not follow all of array-api-compat's functions,
    and would compile a step in many pieces. It is traced twice: one that does not do the same twice would be frozen to what it
    did once. A step that cannot be traced runs as it is, and a warning says why, once.
    """

    def __init__(self, torch: Any, step: Callable[..., Any]) -> None:
        super().__init__(step)
        self.torch = torch
        self.compiled: dict[Any, Callable[..., Any]] = {}

    def forget(self) -> None:
        self.compiled = {}

    def __call__(self, *values: Any) -> Any:
        """The step on one batch."""
        key = tuple((tuple(x.shape), x.stride(), x.dtype, x.device) for x in leaves(values))
        self.look_at_reads()
        if key not in self.compiled and not self.plain:
            with log_if_slow(), warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # of PyTorch's own older parts, which its compiler loads
                self._compile(key, *values)
        if self.plain:
            self.plain_steps += 1
            return self.step(*values)
        self.compiled_steps += 1
        return self.compiled[key](*values)

    def _compile(self, key: Any, *values: Any) -> None:
        """Compile the step for values of these shapes, and run it once: only then it is known whether that can be done."""
        from torch.fx.experimental.proxy_tensor import make_fx

        apart = map_tree(self.torch.clone, values)  # one tensor passed in twice would become one input
        no_guards = getattr(self.torch.compiler, "skip_all_guards_unsafe", None)  # the key says all that they would look at
        options = {"guard_filter_fn": no_guards} if no_guards else {}  # PyTorch 2.8
        try:
            graph, again = (make_fx(_a_function(self.step))(*apart) for _ in range(2))
            if not _same(self.torch, graph, again):
                self.fall_back(NOT_THE_SAME)
                return
            compiled = self.torch.compile(graph, fullgraph=True, dynamic=False, options=options)
            compiled(*apart)
        except RuntimeError as error:  # it asks for numbers, or there is no C++ compiler
            self.fall_back(str(error).strip().partition("\n")[0])
            return
        while len(self.compiled) >= PROGRAMS:
            del self.compiled[next(iter(self.compiled))]
        self.compiled[key] = compiled
        self.reads.note()


def _same(torch: Any, graph: Any, other: Any) -> bool:
    """Return True if two graphs have the same operations on the same constants."""
    ours, theirs = (
        {k: v for k, v in vars(g).items() if isinstance(v, torch.Tensor)} | dict(g.named_buffers()) for g in (graph, other)
    )
    alike = ours.keys() == theirs.keys() and all(
        x.shape == theirs[name].shape and x.dtype == theirs[name].dtype and _equal(torch, x, theirs[name])
        for name, x in ours.items()
    )
    return alike and graph.code == other.code


def _equal(torch: Any, x: Any, y: Any) -> bool:
    """Return True for tensors of the same numbers; NaN is the same as NaN."""
    return bool(torch.equal(x, y)) or bool(torch.all((x == y) | ((x != x) & (y != y))))  # noqa: PLR0124 - of NaN alone


def _a_function(step: Callable[..., Any]) -> Callable[..., Any]:
    """A step as a plain function: of a method, PyTorch's tracer would count ``self`` too."""

    def function(*values: Any) -> Any:
        return step(*values)

    return function
