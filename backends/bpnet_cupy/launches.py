"""Launches of a step that is not small: kernels of several stages each, between products of matrices and other calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bpnet.compiler.operations import TraceError
from bpnet.compiler.plan import Operation, Value
from bpnet_cupy.kernel_sources import BLOCK
from bpnet_cupy.kernels import MANY_THREADS, THREADS, choose_node, count_parts
from bpnet_cupy.reductions import NODES, Join, Parts, Pass, Reduction
from bpnet_cupy.stages import Loop, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bpnet.compiler.fusion import FusedGroup, FusedPlan
    from bpnet_cupy.stages import Slots

POINTERS = 400
"""Maximum number of arrays of one kernel; CUDA's limit is 4 KiB of arguments."""
RUN = 32
"""Maximum number of neighbouring results whose parts one unit of threads computes."""


class Task(NamedTuple):
    """Stages that one kernel runs one after another, and the numbers of units into which they may be divided.

    A stage reads what an earlier one wrote for the same unit only, which one block computes.
    """

    stages: list[Stage]
    units: set[int]


def components(
    group: FusedGroup, overwrites: Callable[[Operation], Value | None], root: Callable[[Value], Value]
) -> list[FusedGroup]:
    """Split a loop into loops that share no values but those they read; one that overwrites a value stays with its readers."""
    made = {op.result: index for index, op in enumerate(group.operations)}
    parent = list(range(len(group.operations)))

    def top(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    old = {overwrites(op): index for index, op in enumerate(group.operations)}
    for index, op in enumerate(group.operations):
        for x in op.values:
            for other in (made.get(x), old.get(root(x))):
                if other is not None:
                    parent[top(index)] = top(other)
    found: dict[int, list[Operation]] = {}
    for index, op in enumerate(group.operations):
        found.setdefault(top(index), []).append(op)
    return [group._replace(operations=operations) for operations in found.values()]


class Planner:
    """The stages and calls of a plan, and the launches that run them.

    Parameters
    ----------
    fused
        The plan in groups.
    in_place
        For new values that overwrite old ones, the old ones.
    batch
        Their slots.
    new_value
        ``(shape, dtype) -> value``: reserves memory for parts of sums.
    """

    def __init__(self, fused: FusedPlan, in_place: dict[Value, Value], batch: Slots, new_value: Callable[..., Value]) -> None:
        self.fused, self.in_place, self.batch, self.new_value = fused, in_place, batch, new_value
        self.pending: list[Stage | Operation] = []
        for group in fused.groups:
            if group.kind == "loop":
                parts = components(group, lambda op: in_place.get(op.result), fused.root)
                self.pending += [Loop(part, batch.stored) for part in parts if 0 not in group.shape]
            elif group.kind == "reduction":
                self.pending += [stage for op in group.operations for stage in self._reduction(op)]
            else:
                self.pending += group.operations

    def _reduction(self, op: Operation) -> list[Stage]:
        """Return the stages of a reduction: several if it has few results of many terms."""
        whole = Reduction(op)
        span = choose_node(whole.count, whole.size, MANY_THREADS, range(whole.count.bit_length()))
        parts = count_parts(whole.count, span)
        if parts == 1:
            return [whole]
        inner = whole.operands(self.batch)[0][1][-1:]
        run = whole.size if whole.size <= RUN else 1
        while inner == (1,) and run < RUN and whole.size % (2 * run) == 0:
            run *= 2
        stages = [Parts(op, self.new_value((parts, whole.size), op.result.dtype), run, span)]
        while stages[-1].parts > NODES:
            below = stages[-1]
            nodes = self.new_value((count_parts(below.parts, NODES), whole.size), op.result.dtype)
            stages.append(Parts(op, nodes, run, NODES, below))
        return [*stages, Join(stages[-1])]

    def launches(self) -> Iterator[list[Task] | Operation]:
        """Yield the kernels and calls in execution order: products as soon as they can be, kernels when nothing else can."""
        while self.pending:
            call = next((x for x in self.pending if isinstance(x, Operation) and not self._needs(x)), None)
            if call is not None:
                self.pending.remove(call)
                yield call
            else:
                tasks = self._kernel()
                yield tasks

    def _reads(self, item: Stage | Operation) -> set[Value]:
        return set(map(self.fused.root, item.values if isinstance(item, Operation) else item.reads))

    def _writes(self, item: Stage | Operation) -> Sequence[Value]:
        return [item.result] if isinstance(item, Operation) else item.writes

    def _needs(self, item: Stage | Operation) -> list[Stage | Operation]:
        """Return what has to run before a stage or a call, of those that have not run."""
        reads, overwritten = self._reads(item), {self.in_place[x] for x in self._writes(item) if x in self.in_place}
        return [
            x
            for x in self.pending
            if x is not item and (not reads.isdisjoint(self._writes(x)) or not overwritten.isdisjoint(self._reads(x)))
        ]

    def _kernel(self) -> list[Task]:
        """Remove the stages of the next kernel: all that need nothing, and those that read their results unit by unit."""
        tasks: dict[Stage, Task] = {}
        pointers: set[str] = set()
        for item in list(self.pending):
            if isinstance(item, Operation) or item not in self.pending:
                continue
            needs = self._needs(item)
            joined = {id(tasks[x]): tasks[x] for x in needs if x in tasks} if all(x in tasks for x in needs) else None
            stage = self._with_sums(item) if joined == {} else item
            task = None if joined is None else self._task(stage, list(joined.values()))
            used = {self.batch.slot(x).buffer for x in (*stage.reads, *stage.writes)}
            if task is None or len(pointers | used) > POINTERS:
                continue
            pointers |= used
            tasks |= dict.fromkeys(task.stages, task)
        for stage in tasks:
            self.pending.remove(stage)
        if not tasks:
            raise TraceError(f"one of its loops uses more arrays than the {POINTERS} that a kernel takes")
        return list({id(task): task for task in tasks.values()}.values())

    def _task(self, stage: Stage, before: list[Task]) -> Task | None:
        """Return the task of a stage and of the tasks that it follows in the same kernel; None if units would meet."""
        if not before:
            return Task([stage], stage.units())
        stages = [x for task in before for x in task.stages]
        if any(isinstance(x, Pass) for x in stages):
            return None
        made = {x for each in stages for x in each.writes}
        read = {self.fused.root(x) for each in stages for x in each.reads}
        if any(self.in_place.get(x) in read for x in stage.writes):
            return None
        walks = [walk for walk in stage.walks(self.batch) if walk.root in made]
        units = set.intersection(*(task.units for task in before))
        units = {n for n in units if stage.size % n == 0 and all(walk.stays_within(n) for walk in walks)}
        return Task([*stages, stage], units) if units else None

    def _with_sums(self, stage: Stage) -> Stage:
        """Return a loop together with the parts of a sum along the columns of its result, if nothing else could follow it."""
        if not isinstance(stage, Loop):
            return stage
        readers = [x for x in self.pending if x is not stage and not self._reads(x).isdisjoint(stage.writes)]
        sums = [x for x in readers if isinstance(x, Reduction)]
        if len(sums) != 1 or not all(isinstance(x, Operation) or x in sums for x in readers):
            return stage
        op, (parts,) = sums[0].op, sums
        (x,) = op.values
        if op.name != "sum" or x not in stage.writes or len(x.shape) != 2 or parts.axes != (0,):  # noqa: PLR2004 - a matrix
            return stage
        rows, columns = x.shape
        span = choose_node(rows, columns, MANY_THREADS, range(rows.bit_length()))
        span = max(span, BLOCK << (count_parts(rows, BLOCK * NODES) - 1).bit_length())
        made = Pass(stage, op, self.new_value((count_parts(rows, span), columns), op.result.dtype), span)
        family = [y for y in self.pending if isinstance(y, Reduction) and y.op is op]
        index = self.pending.index(stage)
        self.pending[index] = made
        for y in family:
            self.pending.remove(y)
        self.pending.insert(index + 1, Join(made))
        return made


class Kernel(NamedTuple):
    """A function of the source: its name, number of blocks, and names of pointers."""

    name: str
    blocks: int
    pointers: tuple[str, ...]


def write_kernel(name: str, tasks: Sequence[Task], batch: Slots, type_of: Callable[[str], str]) -> tuple[str, Kernel]:
    """Write a kernel, in which each task has blocks of its own."""
    first, lines, pointers = 0, list[str](), dict[str, None]()
    for task in tasks:
        units = max(task.units)
        widths = [stage.size // units for stage in task.stages]
        each = max(1, THREADS // max(widths))
        blocks = count_parts(units, each)
        lines.append(f"    if ({f'blockIdx.x >= {first} && ' if first else ''}blockIdx.x < {first + blocks}) {{")
        lines.append(f"        const index unit = (index)(blockIdx.x - {first}) * {each};")
        recent: set[Value] = set()
        for stage, width in zip(task.stages, widths, strict=True):
            walks = [walk for walk in stage.walks(batch) if walk.root in recent]
            if not all(walk.is_identity for walk in walks):
                lines.append("        __syncthreads();")
                recent.clear()
            recent.update(stage.writes)
            end = f"at < unit * {width} + {each * width} && at < {stage.size}"
            lines.append(f"        for (index at = unit * {width} + threadIdx.x; {end}; at += {THREADS}) {{")
            lines.append("            " + ";\n            ".join(stage.lines(batch)) + ";\n        }")
            pointers |= dict.fromkeys(batch.slot(x).buffer for x in (*stage.reads, *stage.writes))
        lines.append("    }")
        first += blocks
    parameters = ", ".join(f"{type_of(pointer)} *{pointer}_" for pointer in pointers)
    head = f'extern "C" __global__ void __launch_bounds__({THREADS}) {name}({parameters})\n{{\n'
    return head + "\n".join(lines) + "\n}\n", Kernel(name, first, tuple(pointers))
