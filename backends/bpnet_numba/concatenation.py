"""Arrays one after another along an axis, as loops that copy each to its part of the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpnet.compiler.fusion import LOOP_DTYPES
from bpnet.compiler.loops import LoopNest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bpnet.compiler.memory import Slot
    from bpnet.compiler.plan import Operation, Value


def is_concatenation(op: Operation) -> bool:
    """Return True for a concatenation along an axis of arrays of one dtype."""
    dtypes = {str(x.dtype) for x in (*op.values, op.result)}
    return op.name == "concat" and dict(op.options)["axis"] is not None and len(dtypes) == 1 and dtypes <= LOOP_DTYPES


def copies(op: Operation, slot: Callable[[Value], Slot]) -> Iterator[LoopNest]:
    """Yield a loop nest for each array, with the slots "read" and "write"."""
    target, axis, first = slot(op.result), dict(op.options)["axis"] % len(op.result.shape), 0
    for x in op.values:
        offset = first * target.strides[axis]
        start = target.start + offset if isinstance(target.start, int) else f"{target.start} + {offset}"
        yield LoopNest(x.shape, {"read": slot(x), "write": target._replace(start=start)})
        first += x.shape[axis]
