"""Sinking: operations move into the only loop that reads their results, which then need not be stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bpnet.compiler.fusion import FusedPlan
    from bpnet.compiler.plan import Operation, Value


def sink(fused: FusedPlan, outputs: Collection[Value]) -> FusedPlan:
    """Return a plan whose operations are in the only loop that reads their results, where that saves bytes.

    No operand may be replaced in place before that loop.
    """
    loops = list(fused.groups)
    kept = {fused.root(x) for x in outputs} | {fused.root(x) for group in loops for x in group.reads() if x in fused.views}
    kept |= {x for x in fused.made if x not in fused.inside}  # the result of a reduction is known after its loop
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
    return fused.with_groups(group for group in loops if group.operations)


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
