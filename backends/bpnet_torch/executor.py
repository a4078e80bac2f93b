"""Compiled steps of PyTorch, by ``torch.compile``: with ``compile=True`` only, since the first step takes many seconds."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.compiled_step import new_function
from bpnet.compiler.operations import TraceError
from bpnet.compiler.trace import NOT_REPEATABLE

if TYPE_CHECKING:
    from collections.abc import Callable

REALIZE = 4
"""Operations after which Inductor names an intermediate result, in the same loop: by default 30, and each expression that uses a
result repeats its operations, so that random bits take most of the time of compilation. The compiled step is as fast."""


def build(torch: Any, function: Callable[..., Any], *values: Any) -> Callable[..., Any]:
    """Compile a pure function for values of these shapes, and run it once, since errors appear only then.

    The function is traced by ``make_fx``, and the graph is compiled: Dynamo does not trace all of array-api-compat's functions,
    and would split a step into many graphs. A function is refused if two traces differ: it would repeat its first call forever.
    """
    from torch.fx.experimental.proxy_tensor import make_fx

    copies = map_tree(torch.clone, values)  # one tensor passed in twice would become one input
    no_guards = getattr(torch.compiler, "skip_all_guards_unsafe", None)  # the signature covers all that guards would check
    options: dict[str, Any] = {"realize_opcount_threshold": REALIZE}
    if no_guards:  # PyTorch 2.8
        options["guard_filter_fn"] = no_guards
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # PyTorch's compiler imports deprecated modules of its own
        try:
            graph, again = (make_fx(new_function(function))(*copies) for _ in range(2))
            if not _are_same(torch, graph, again):
                raise TraceError(NOT_REPEATABLE)
            compiled: Callable[..., Any] = torch.compile(graph, fullgraph=True, dynamic=False, options=options)
            compiled(*copies)
        except RuntimeError as error:  # the step needs numbers, or there is no C++ compiler
            raise TraceError(str(error).strip().partition("\n")[0]) from error
    return compiled


def signature(tree: Tree) -> tuple[Any, ...]:
    """Return the shapes, strides, dtypes and devices of the tensors of a tree: the key of a compiled program."""
    return tuple((tuple(x.shape), x.stride(), x.dtype, x.device) for x in leaves(tree))


def _are_same(torch: Any, graph: Any, other: Any) -> bool:
    """Return True if two graphs have the same operations and constants."""
    ours, theirs = (
        {k: v for k, v in vars(g).items() if isinstance(v, torch.Tensor)} | dict(g.named_buffers()) for g in (graph, other)
    )
    alike = ours.keys() == theirs.keys() and all(
        x.shape == theirs[name].shape and x.dtype == theirs[name].dtype and _are_equal(torch, x, theirs[name])
        for name, x in ours.items()
    )
    return alike and graph.code == other.code


def _are_equal(torch: Any, x: Any, y: Any) -> bool:
    """Return True for tensors of equal numbers; NaN equals NaN."""
    return bool(torch.equal(x, y)) or bool(torch.all((x == y) | ((x != x) & (y != y))))  # noqa: PLR0124 - True for NaN
