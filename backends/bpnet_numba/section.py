"""Some operations of a plan as source: a stage on a block of rows, or the operations between two stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bpnet.arrays import leaves
from bpnet.compiler.fusion import fuse
from bpnet.compiler.memory import RootViews, Slot, stored_values
from bpnet.compiler.row_axes import refusal
from bpnet.compiler.sinking import sink
from bpnet_numba import exact, source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from bpnet.compiler.fusion import FusedPlan
    from bpnet.compiler.lengths import Lengths
    from bpnet.compiler.plan import Operation, Plan, Value


def fuse_stage(plan: Plan, kind: Callable[[Operation], str], lengths: Lengths | None = None) -> FusedPlan:
    """Fuse the operations of a stage on a block of rows, which replaces no value in place."""
    return sink(fuse(plan, kind, lengths), set(leaves(plan.outputs)))


class Section:
    """Some operations of a plan as source.

    Parameters
    ----------
    plan
        The operations; ``outputs`` are the results that other sections read.
    kind
        See `bpnet.compiler.fusion.fuse`.
    outer
        Views of the values that come from outside.
    lengths
        For a stage, the lengths that depend on the number of rows, as in `bpnet.compiler.fusion.fuse`.
    """

    def __init__(self, plan: Plan, kind: Callable[[Operation], str], outer: RootViews, lengths: Lengths | None = None) -> None:
        self.fused, self.lengths = fuse(plan, kind, lengths) if lengths is None else fuse_stage(plan, kind, lengths), lengths
        for group in self.fused.groups:
            if group.kind == "call":
                raise refusal(group.operations[0], "it is a call of NumPy, not compiled")
        self.stored = stored_values(self.fused, set(leaves(plan.outputs)))
        self.views = RootViews(self.fused.views, outer)
        self.places: dict[Value, tuple[str, int | str]] = {}

    def slot(self, value: Value) -> Slot:
        """Return the slot of a value, or of a view."""
        root, offset, strides = self.views.view(value)
        buffer, start = self.places[root]
        item = value.dtype.itemsize
        moved = start + offset // item if isinstance(start, int) else f"{start} + {offset // item}" if offset else start
        return Slot(buffer, moved, tuple(0 if n == 1 else s // item for n, s in zip(value.shape, strides, strict=True)))

    def write(self, own: Collection[Any]) -> list[str]:
        """Return the groups as lines of source."""
        out = source.Lines(own, lengths=self.lengths)
        for group in self.fused.groups:
            exact.write_group(group, self, self.stored, out)
        return out.text
