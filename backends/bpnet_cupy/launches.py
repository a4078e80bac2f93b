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

    from bpnet_cupy.kernel_plan import KernelPlan

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


class Planner:
    """The stages and calls of a plan, and the launches that run them.

    Parameters
    ----------
    batch
        The plan, with the slots of its values.
    new_value
        ``(shape, dtype) -> value``: reserves memory for parts of sums.
    """

    def __init__(self, batch: KernelPlan, new_value: Callable[..., Value]) -> None:
        self.batch, self.new_value = batch, new_value
        self.pending: dict[Stage | Operation, None] = {}
        """Operations and loops that have not run yet, in the order of the plan."""
        self.makers: dict[Value, Stage | Operation] = {}
        self.readers: dict[Value, list[Stage | Operation]] = {}
        for group in batch.fused.groups:
            if group.kind == "loop":
                self._add(*[Loop(group, batch.stored)] * (0 not in group.shape))
            elif group.kind == "reduction":
                self._add(*(stage for op in group.operations for stage in self._reduction(op)))
            else:
                self._add(*group.operations)

    def _add(self, *items: Stage | Operation) -> None:
        self.pending |= dict.fromkeys(items)
        for item in items:
            self.makers |= dict.fromkeys(_writes(item), item)
            for x in self._reads(item):
                self.readers.setdefault(x, []).append(item)

    def _reads(self, item: Stage | Operation) -> set[Value]:
        return set(map(self.batch.root, item.values if isinstance(item, Operation) else item.reads))

    def _reduction(self, op: Operation) -> list[Stage]:
        """Return the stages of a reduction: several if it has few results of many terms."""
        whole = Reduction(op)
        kept = [stride for n, stride in zip(whole.shape, whole.operands(self.batch)[0][1], strict=True) if n != 1]
        by_rows, run = bool(kept) and kept[-1] != 1, 1
        while not by_rows and run < RUN and whole.size % (2 * run) == 0:
            run *= 2
        if by_rows:  # of which each belongs to one block
            span = _fewest_terms(whole.count)
        else:
            span = choose_node(whole.count, whole.size, MANY_THREADS, range(whole.count.bit_length()))
            run = whole.size if whole.size <= RUN else run
        parts = count_parts(whole.count, span)
        if parts == 1:
            return [whole]
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
            if call is None:
                yield self._kernel()
            else:
                del self.pending[call]
                yield call

    def _needs(self, item: Stage | Operation) -> list[Stage | Operation]:
        """Return what has to run before a stage or a call, of those that have not run."""
        makers = [self.makers[x] for x in self._reads(item) if x in self.makers]
        readers = [y for x in _writes(item) if x in self.batch.in_place for y in self.readers.get(self.batch.in_place[x], ())]
        return [x for x in (*makers, *readers) if x in self.pending and x is not item]

    def _kernel(self) -> list[Task]:
        """Remove the stages of the next kernel: all that need nothing, and those that read its results unit by unit."""
        tasks: dict[Stage | Operation, Task] = {}
        pointers: set[str] = set()
        for item in list(self.pending):
            if isinstance(item, Operation) or item not in self.pending:
                continue
            needs = self._needs(item)
            if not all(x in tasks for x in needs):
                continue
            stage: Stage = item if needs else self._with_sums(item)
            task = self._task(stage, list({id(tasks[x]): tasks[x] for x in needs}.values()))
            used = {self.batch.slot(x).buffer for x in (*stage.reads, *stage.writes)}
            if task is not None and len(pointers | used) <= POINTERS:
                pointers |= used
                tasks |= dict.fromkeys(task.stages, task)
        for done in tasks:
            del self.pending[done]
        if not tasks:
            raise TraceError(f"one of its loops uses more arrays than the {POINTERS} that a kernel takes")
        return list({id(task): task for task in tasks.values()}.values())

    def _task(self, stage: Stage, before: list[Task]) -> Task | None:
        """Return the task of a stage and of the tasks that it follows in the same kernel; None if units would meet."""
        if not before:
            return Task([stage], stage.units())
        stages = [x for task in before for x in task.stages]
        made, read = {x for each in stages for x in each.writes}, {x for each in stages for x in self._reads(each)}
        overwrites = any(self.batch.in_place.get(x) in read for x in stage.writes)
        if overwrites or any(isinstance(x, Pass) for x in stages):
            return None
        walks = [walk for walk in stage.walks(self.batch) if walk.root in made]
        units = set.intersection(*(task.units for task in before))
        units = {n for n in units if stage.divides_into(n) and all(walk.stays_within(n) for walk in walks)}
        return Task([*stages, stage], units) if units else None

    def _with_sums(self, stage: Stage) -> Stage:
        """Return a loop together with the parts of a sum along the columns of its result, if nothing else could follow it."""
        readers = {y for x in stage.writes for y in self.readers.get(x, ())}
        sums = [x for x in readers if isinstance(x, Reduction)]
        alone = len(sums) == 1 and all(isinstance(x, Operation) or x in sums for x in readers)
        if not isinstance(stage, Loop) or not alone or not _is_column_sum(sums[0].op, stage):
            return stage
        op, (rows, columns) = sums[0].op, stage.group.shape
        span = max(_fewest_terms(rows), choose_node(rows, columns, MANY_THREADS, range(rows.bit_length())))
        made = Pass(stage, op, self.new_value((count_parts(rows, span), columns), op.result.dtype), span)
        rest = [x for x in self.pending if x is stage or not (isinstance(x, Reduction) and x.op is op)]
        self._add(made, join := Join(made))
        self.pending = dict.fromkeys(y for x in rest for y in ([made, join] if x is stage else [x]))
        return made


def _writes(item: Stage | Operation) -> Sequence[Value]:
    return [item.result] if isinstance(item, Operation) else item.writes


def _fewest_terms(count: int) -> int:
    """Return the number of terms of the smallest parts of which there are at most `NODES`."""
    return BLOCK << (count_parts(count, BLOCK * NODES) - 1).bit_length()


def _is_column_sum(op: Operation, loop: Loop) -> bool:
    """Return True for a sum over the rows of a matrix that a loop computes."""
    (x,) = op.values
    return op.name == "sum" and x in loop.writes and len(loop.group.shape) == 2 and Reduction(op).axes == (0,)  # noqa: PLR2004 - a matrix


class Kernel(NamedTuple):
    """A function of the source: its name, number of blocks, and names of pointers."""

    name: str
    blocks: int
    pointers: tuple[str, ...]


def write_kernel(name: str, tasks: Sequence[Task], batch: KernelPlan, type_of: Callable[[str], str]) -> tuple[str, Kernel]:
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
