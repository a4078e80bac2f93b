"""The plan of a batch as CUDA kernels compute it: loops that share no values apart, and each number where it is used."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from bpnet.compiler.fusion import FusedGroup, FusedPlan
from bpnet.compiler.memory import BatchPlan, RootViews, Slot, in_place_updates, stored_values
from bpnet.compiler.sinking import sink
from bpnet_cupy import source
from bpnet_cupy.constants import with_numbers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bpnet.compiler.plan import Operation, Plan, Value


class KernelPlan(BatchPlan, ABC):
    """A `BatchPlan` whose groups and views are those of kernels.

    Attributes
    ----------
    own
        Names of operations that are device functions of the source.
    """

    own: Collection[str] = ()
    kind = staticmethod(source.kind)

    def __init__(self, plan: Plan) -> None:
        super().__init__(with_numbers(plan))
        outputs = {self.value, *self.after}
        self.fused = split_loops(sink(split_loops(self.fused), outputs))
        self.stored = stored_values(self.fused, outputs)
        self.in_place = in_place_updates(self.fused, self.fused.root, self.training, self.after)
        self.views = RootViews(self.fused.views)

    def root(self, value: Value) -> Value:
        """Return the value that a view refers to; for any other value, the value itself."""
        return self.views.root(value)

    @abstractmethod
    def position(self, root: Value) -> tuple[str, int]:
        """Return the name of the buffer of a value that is no view, and the index of its first element."""

    def slot(self, value: Value) -> Slot:
        """Return the slot of a value, or of a view."""
        root, offset, strides = self.views.view(value)
        item, (name, start) = value.dtype.itemsize, self.position(root)
        in_elements = tuple(0 if n == 1 else stride // item for n, stride in zip(value.shape, strides, strict=True))
        return Slot(name, start + offset // item, in_elements)

    def definitions(self) -> list[str]:
        """Return the device functions that the kernels call."""
        return []


def split_loops(fused: FusedPlan) -> FusedPlan:
    """Return a plan with each loop as those that share no values but those that they read."""
    return fused.with_groups(part for group in fused.groups for part in (components(group) if group.kind == "loop" else [group]))


def components(group: FusedGroup) -> Iterator[FusedGroup]:
    """Split a loop into loops that share no values but those that they read."""
    of_value: dict[Value, list[Operation]] = {}
    for op in group.operations:
        mine = [op]
        for x in op.values:
            if x in of_value and of_value[x] is not mine:
                mine = of_value[x] + mine
                of_value |= {each.result: mine for each in mine}
        of_value[op.result] = mine
    position = {op.result: index for index, op in enumerate(group.operations)}
    for operations in {id(each): each for each in of_value.values()}.values():
        yield group._replace(operations=sorted(operations, key=lambda op: position[op.result]))
