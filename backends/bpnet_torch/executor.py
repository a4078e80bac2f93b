"""Compiled steps of PyTorch, by ``torch.compile``: only where asked for, since the first step takes many seconds."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.operations import TraceError
from bpnet.compiler.trace import NOT_REPEATABLE

if TYPE_CHECKING:
    from collections.abc import Callable


def build(torch: Any, function: Callable[..., Any], *values: Any) -> Callable[..., Any]:
    """Compile a pure function for values of these shapes, and run it once: only then it is known whether that can be done.

    The function is traced by ``make_fx``, and the graph is compiled: Dynamo does not follow all of array-api-compat's functions,
    and would compile a step in many pieces. It is traced twice: one that does not do the same twice would be frozen to what it
    did once.
    """
    from torch.fx.experimental.proxy_tensor import make_fx

    apart = map_tree(torch.clone, values)  # one tensor passed in twice would become one input
    no_guards = getattr(torch.compiler, "skip_all_guards_unsafe", None)  # the signature says all that they would look at
    options = {"guard_filter_fn": no_guards} if no_guards else {}  # PyTorch 2.8
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of PyTorch's own older parts, which its compiler loads
        try:
            graph, again = (make_fx(_new_function(function))(*apart) for _ in range(2))
            if not _are_same(torch, graph, again):
                raise TraceError(NOT_REPEATABLE)
            compiled: Callable[..., Any] = torch.compile(graph, fullgraph=True, dynamic=False, options=options)
            compiled(*apart)
        except RuntimeError as error:  # it asks for numbers, or there is no C++ compiler
            raise TraceError(str(error).strip().partition("\n")[0]) from error
    return compiled


def signature(tree: Tree) -> tuple[Any, ...]:
    """Shapes, strides, dtypes and devices of the tensors of a tree."""
    return tuple((tuple(x.shape), x.stride(), x.dtype, x.device) for x in leaves(tree))


def _are_same(torch: Any, graph: Any, other: Any) -> bool:
    """Return True if two graphs have the same operations on the same constants."""
    ours, theirs = (
        {k: v for k, v in vars(g).items() if isinstance(v, torch.Tensor)} | dict(g.named_buffers()) for g in (graph, other)
    )
    alike = ours.keys() == theirs.keys() and all(
        x.shape == theirs[name].shape and x.dtype == theirs[name].dtype and _are_equal(torch, x, theirs[name])
        for name, x in ours.items()
    )
    return alike and graph.code == other.code


def _are_equal(torch: Any, x: Any, y: Any) -> bool:
    """Return True for tensors of the same numbers; NaN is the same as NaN."""
    return bool(torch.equal(x, y)) or bool(torch.all((x == y) | ((x != x) & (y != y))))  # noqa: PLR0124 - of NaN alone


def _new_function(step: Callable[..., Any]) -> Callable[..., Any]:
    """A step as a plain function: of a method, PyTorch's tracer would count ``self`` too."""

    def function(*values: Any) -> Any:
        return step(*values)

    return function
