"""The plan of a batch as CUDA kernels compute it: loops that share no values apart, and each number where it is used."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from bpnet.compiler.fusion import FusedGroup, FusedPlan
from bpnet.compiler.memory import BatchPlan, RootViews, Slot, in_place_updates, stored_values
from bpnet_cupy import source
from bpnet_cupy.constants import with_numbers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

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
        self.fused = regroup(self.fused, outputs)
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


def regroup(fused: FusedPlan, outputs: Collection[Value]) -> FusedPlan:
    """Split loops into those that share no values, and move operations into the only loop that reads what they make."""
    loops = _split(fused.groups)
    kept = {fused.root(x) for x in outputs} | {fused.root(x) for group in loops for x in group.reads() if x in fused.views}
    readers: dict[Value, set[int]] = {}
    for index, group in enumerate(loops):
        for x in group.reads():
            readers.setdefault(x, set()).add(index)
    for index in reversed(range(len(loops))):
        group = loops[index]
        later = {i for op in group.operations for i in readers.get(op.result, ()) if i != index}
        for target in sorted(
            i for i in later if (loops[i].kind, loops[i].shape) == ("loop", group.shape) and group.kind == "loop"
        ):
            operations = loops[index].operations
            moved = movable(operations, index, target, readers, kept)
            rest = [op for op in operations if op not in moved]
            loops[target] = loops[target]._replace(operations=moved + loops[target].operations)
            loops[index] = group._replace(operations=rest)
            for x in {x for op in moved for x in op.values}:
                readers[x].add(target)
                if all(x not in op.values for op in rest):
                    readers[x].discard(index)
    groups = _split(loops)
    return fused._replace(groups=groups, made={op.result: i for i, group in enumerate(groups) for op in group.operations})


def _split(groups: Sequence[FusedGroup]) -> list[FusedGroup]:
    """Return groups, with each loop as those that share no values."""
    return [part for group in groups for part in (components(group) if group.kind == "loop" else [group])]


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


def movable(
    operations: Sequence[Operation], index: int, target: int, readers: Mapping[Value, set[int]], kept: Collection[Value]
) -> list[Operation]:
    """Return the operations of a loop whose results only a later one reads, and which need no value that is not stored.

    None of them if the later loop would then read as many bytes as are no longer written and read. Values that are ``kept`` stay.
    """
    outside = {op.result: readers.get(op.result, set()) - {index} for op in operations}
    stored = {x for x in outside if outside[x] or x in kept}
    moved = {x for x in outside if outside[x] <= {target} and x not in kept}
    found: set[Value] = set()
    while moved != found:
        found = moved
        lost = {x for op in operations if op.result not in found for x in op.values}
        needy = {op.result for op in operations if any(x in outside and x not in found | stored for x in op.values)}
        moved = found - lost - needy
    chosen = [op for op in operations if op.result in moved]
    read = {x for op in chosen for x in op.values if x not in moved and target not in readers[x]}
    saved = 2 * sum(x.size * x.dtype.itemsize for x in moved & stored)
    return chosen if sum(x.size * x.dtype.itemsize for x in read) < saved else []
