"""A step on blocks of rows: all of a stage on some rows, whose values stay in the cache, and then on the next ones.

The stages are those of `bpnet.compiler.rows`: within one, blocks of rows depend on nothing but whole values. A reduction over
rows has a node per block; nodes are combined in pairs, in the order of exact arithmetic, so that the bits do not depend on the
number of threads. A task is a number of consecutive blocks that are a node together. Operations on whole values, before, between
and after the stages, run in the rounds of `bpnet_numba.rounds`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import leaves
from bpnet.compiler.lengths import Lengths
from bpnet.compiler.memory import BufferPool, RootViews, copy_shared_outputs, in_place_updates
from bpnet.compiler.operations import VIEWS, TraceError
from bpnet.compiler.plan import Operation, Plan, Value
from bpnet.compiler.row_parts import part_operations
from bpnet.compiler.rows import RowPlan, RowsError, Stage
from bpnet_numba import exact, source
from bpnet_numba.functions import definitions
from bpnet_numba.layout import MOST, Layout, NotFasterError, divide_rows
from bpnet_numba.machine_code import compile_source
from bpnet_numba.nodes import Region, write_join, write_stage
from bpnet_numba.rounds import divide_in_rounds
from bpnet_numba.section import Section
from bpnet_numba.sizes import SIZES, Source, for_any_count, generalize
from bpnet_numba.threads import run_in_threads

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from bpnet_numba.batch import NumbaBatch

COMBINE = {"sum": "add", "max": "maximum", "min": "minimum", "all": "logical_and", "any": "logical_or"}
"""Operation that combines two nodes, by the kind of a join."""
SHORTER = (1, 2)
"""Rows by which blocks are shorter whose source shows what depends on their number."""


class BlockedBatch:
    """The plan of a batch of one size, in stages over blocks of rows.

    Parameters
    ----------
    plan
        Plan of the batch.
    pool
        Pool of all values but those of single blocks.
    shared
        Slots of params, state and opt_state, as in `bpnet.compiler.memory.MemoryPlan`.
    threads
        Number of threads.
    program
        Class of the program of a whole batch, native or exact, with the kinds and functions of its operations.
    full
        Program of the full batch, for a short last one in the same blocks.

    Raises
    ------
    RowsError
        If the step cannot be split over rows, or would not be faster in blocks.
    """

    is_small = False
    any_rows: Source | None = None
    """The source for any number of rows."""
    other: Plan | None = None
    """Plan of another number of rows."""
    split: RowPlan
    layout: Layout

    def __init__(
        self,
        plan: Plan,
        pool: BufferPool,
        shared: Sequence[tuple[str, int]] = (),
        *,
        threads: int,
        program: type[NumbaBatch],
        full: BlockedBatch | None = None,
    ) -> None:
        self.plan = plan = copy_shared_outputs(plan)
        blocks = full.layout.rows if full is not None and full.split.stages else 0
        self.split, self.layout = divide_rows(plan, threads, program, blocks)
        self.program, self.full = program, full
        self.pool, self.own, self.threads = pool, program.own, threads
        self.kind = lambda op: "sum" if exact.is_sum(op) else program.kind(op)
        self.training, self.samples = list(leaves(plan.inputs[:3])), list(leaves(plan.inputs[3:-1]))
        (self.rate,) = leaves(plan.inputs[-1])
        self.value, *self.after = leaves(plan.outputs)
        self.views = RootViews({op.result: op for op in self.split.plan.operations if op.name in VIEWS})
        self.local, self.stack = BufferPool(), BufferPool()
        self.regions: list[list[Region]] = []
        self.functions: list[tuple[str, int]] = []
        self.slots: dict[int, tuple[int, tuple[str, int]]] = {}
        self.places: dict[Value, tuple[str, int | str]] = {}
        self._reserve(shared)
        self.sections = self._sections()
        self.copies = self._copies()

    def _reserve(self, shared: Sequence[tuple[str, int]]) -> None:
        """Reserve slots for the inputs, the constants, and the values that stages keep for later ones."""
        given = shared or [self.pool.reserve(x) for x in self.training]
        self.places |= dict(zip(self.training, given, strict=True))
        self.shared = list(given)
        kept = [x for stage in self.split.stages for x in stage.kept]
        for x in (*self.samples, self.rate, *self.split.plan.constants, *kept):
            if x not in self.places:
                self.places[x] = self._slot(x)

    def _slot(self, x: Value) -> tuple[str, int]:
        """Return a slot in the pool; of a short last batch that of the full one, with which it runs in turns."""
        size, slot = self.full.slots.get(x.number, (0, ("", 0))) if self.full is not None else (0, ("", 0))
        constant = x in self.split.plan.constants
        if x.size > size or slot[0] != str(x.dtype) or (constant and not self._is_constant_of_full(x)):
            slot = self.pool.reserve(x)
        self.slots[x.number] = x.size, slot
        return slot

    def _is_constant_of_full(self, x: Value) -> bool:
        """Return True if a constant is one of the full batch too."""
        constants = self.full.split.plan.constants if self.full is not None else {}
        return any(np.array_equal(self.split.plan.constants[x], array) for y, array in constants.items() if y.number == x.number)

    def _sections(self) -> list[Section | list[Section]]:
        """Return the operations before each stage, its blocks, and those after the last, in the order in which they run."""
        stages, last = self.split.stages, self.split.last
        read = {x for stage in stages for op in (*stage.whole, *stage.operations) for x in op.values}
        read |= {x for op in last for x in op.values} | set(leaves(self.plan.outputs))
        sections: list[Section | list[Section]] = []
        for number, stage in enumerate(stages):
            sections.append(self._whole(stage.whole, read))
            self._reserve_regions(stage)
            sections.append(self._stage(number))
        sections.append(self._last())
        levels = self.layout.blocks.bit_length() + 1
        for dtype in dict.fromkeys(region.buffer for regions in self.regions for region in regions):
            level = max(region.level for regions in self.regions for region in regions if region.buffer == dtype)
            self.stack.reserve(Value(-1, (levels * level,), np.dtype(dtype)))
        return sections

    def _whole(self, operations: Iterable[Operation], outputs: set[Value]) -> Section:
        operations = tuple(operations)
        made = {op.result for op in operations}
        roots = {self.views.root(x) for x in outputs}
        section = Section(self._plan(operations, tuple(x for x in made if x in outputs | roots)), self.kind, self.views)
        for x in sorted(section.stored, key=lambda x: x.number):
            self.places[x] = self._slot(x)
        section.places = self.places
        return section

    def _last(self) -> Section:
        section = Section(self._plan(self.split.last, self.plan.outputs), self.kind, self.views)
        self.in_place = in_place_updates(section.fused, self.views.root, self.training, self.after)
        self.places |= {new: self.places[old] for new, old in self.in_place.items()}
        for x in sorted(section.stored, key=lambda x: x.number):
            if x not in self.places:
                self.places[x] = self._slot(x)
        section.places = self.places
        return section

    def _plan(self, operations: tuple[Operation, ...], outputs: Any) -> Plan:
        """Return operations on whole values as a plan, whose inputs are the values that they read."""
        made = {op.result for op in operations}
        given = dict.fromkeys(x for op in operations for x in op.values if x not in made)
        return Plan((tuple(given),), operations, {}, outputs)

    def _reserve_regions(self, stage: Stage) -> None:
        """Reserve the levels of the stack of a stage, and the nodes of its tasks; a joined value is the first of these."""
        groups: dict[tuple[str, str], list[Value]] = {}
        for join in stage.joins:
            value = join.operation.result
            groups.setdefault((str(value.dtype), join.kind), []).append(value)
        sizes = {key: sum(x.size for x in values) for key, values in groups.items()}
        regions = []
        for (dtype, kind), values in groups.items():
            size, of_dtype = sizes[dtype, kind], [key for key in sizes if key[0] == dtype]
            stack = sum(sizes[key] for key in of_dtype[: of_dtype.index((dtype, kind))])
            _, nodes = self._slot(Value(-len(self.slots), (min(self.layout.blocks, MOST) * size,), np.dtype(dtype)))
            regions.append(Region(dtype, stack, sum(sizes[key] for key in of_dtype), nodes, size, COMBINE[kind]))
            for x in values:
                self.places[x] = dtype, nodes
                nodes += x.size
        self.regions.append(regions)

    def _stage(self, number: int) -> list[Section]:
        """Return a stage on a full block of rows, on shorter ones, and on what remains for the last one."""
        rows = self.layout.rows
        full = self._block(number, rows, {})
        before = {x.number: place for x, place in full.places.items()}
        rest = [self._block(number, self.split.rows % rows, before)] if self.split.rows % rows else []
        return [full, *(self._block(number, rows - less, before) for less in SHORTER), *rest]

    def _block(self, number: int, rows: int, before: Mapping[int, tuple[str, int | str]]) -> Section:
        """Return a stage on some rows; its values are in the places of those of ``before``, by number."""
        part = part_operations(self.split, number, rows)
        lengths = Lengths(part.plan, part_operations(self.split, number, rows - 1 if rows > 1 else rows + 1).plan)
        section = Section(part.plan, self.kind, self.views, lengths)
        section.places = dict(self.places)
        global_of = {x.number: x for x in self.split.where}
        stack = {value: (region, offset) for region, value, offset in self._partials(number)}
        inputs = dict(zip(part.plan.inputs[1], part.by_rows, strict=True)) | dict(
            zip(part.plan.outputs[1], part.kept, strict=True)
        )
        inputs |= {x: global_of[x.number] for x in part.plan.constants if x.number in global_of}
        for x, whole in inputs.items():
            section.places[x] = self._moving(whole)
        for x in sorted(section.stored, key=lambda x: x.number):
            if x in stack:
                region, offset = stack[x]
                section.places[x] = f"stack_{region.buffer}", f"{region.stack + offset} + depth * {region.level}"
            elif x not in inputs:
                section.places[x] = before.get(x.number) or self._own(x)
        return section

    def _own(self, x: Value) -> tuple[str, int]:
        buffer, start = self.local.reserve(x)
        return f"own_{buffer}", start

    def _partials(self, number: int) -> Iterable[tuple[Region, Value, int]]:
        """Yield each partial result of a stage with its region, and its place in there."""
        for region in self.regions[number]:
            for join in self.split.stages[number].joins:
                value = join.operation.result
                if (str(value.dtype), COMBINE[join.kind]) == (region.buffer, region.combine):
                    yield region, value, int(self.places[value][1]) - region.nodes

    def _moving(self, whole: Value) -> tuple[str, str]:
        """Return the place of the rows of a block, of which the first is the variable ``first``, in a value of all rows."""
        at = self.split.where[whole]
        if math.prod(whole.shape[: at.axis]) * at.outer != 1:
            raise RowsError(f"the step cannot be split over rows: rows of an array of shape {whole.shape} lie apart in memory")
        buffer, start = self.places[whole]
        return buffer, f"{start} + {whole.size // self.split.rows} * first"

    def _copies(self) -> list[tuple[Value, Value]]:
        pairs = zip(self.after, self.training, strict=True)
        return [(new, old) for new, old in pairs if new is not old and self.in_place.get(new) is not old]

    def array(self, value: Value) -> NDArray[Any]:
        """Return a value as an array that views the buffers."""
        root, offset, strides = self.views.view(value)
        buffer, start = self.places[root]
        flat = self.pool.buffers[buffer][int(start) + offset // value.dtype.itemsize :]
        return np.lib.stride_tricks.as_strided(flat, value.shape, strides)

    def write_constants(self) -> None:
        """Write the constants of the plan, once the pool is allocated."""
        for value, constant in self.split.plan.constants.items():
            self.array(value)[...] = constant

    def calls(self) -> list[Callable[[], Any]]:
        """Return the step as a sequence of calls on the pool, which must be allocated."""
        self.local.allocate()
        self.stack.allocate()
        locals_ = [[*self.local.buffers.values(), *self.stack.buffers.values()]]
        run = self._compile()
        most = min(self.threads, max(tasks for _, tasks in self.functions))
        locals_ += [[buffer.copy() for buffer in locals_[0]] for _ in range(most - 1)]
        shared, result = tuple(self.pool.buffers.values()), list[Callable[[], Any]]()
        for what, (_, tasks) in enumerate(self.functions):
            begins = np.linspace(0, tasks, min(tasks, self.threads) + 1).round().astype(int).tolist()
            work = [
                partial(run, what, begin, end, self.layout.span, self.layout.tasks, self.sizes, *shared, *own)
                for begin, end, own in zip(begins, begins[1:], locals_, strict=False)
                if begin < end
            ]
            result.append(work[0] if len(work) == 1 else partial(run_in_threads, work))
        return result

    def _compile(self) -> Callable[..., Any]:
        """Compile the function ``run``, for any number of rows if that is possible, and set their ``sizes``."""
        text = self.source()
        if self.full is not None:
            self.any_rows = self.full.any_rows
        elif self.other is not None:
            with suppress(TraceError, NotFasterError):
                other = BlockedBatch(self.other, BufferPool(), threads=self.threads, program=self.program)
                self.any_rows = generalize(text, other.source())
        sizes = None if self.any_rows is None else self.any_rows.sizes_of(text)
        self.sizes = np.asarray(sizes or [], np.float64)
        return compile_source(self.any_rows.text if self.any_rows is not None and sizes else text, "run", exact.LIBRARY)

    def source(self) -> str:
        """Return the source of the function ``run(what, begin, end, ...)``, which runs some tasks of one of `functions`."""
        every = [one for section in self.sections for one in (section if isinstance(section, list) else [section])]
        operations = (op for section in every for group in section.fused.groups for op in group.operations)
        pools = {"": self.pool, "own_": self.local, "stack_": self.stack}
        parameters = ", ".join([SIZES, *(f"{prefix}{name}_" for prefix, pool in pools.items() for name in pool.sizes)])
        lines = definitions(operations, self.own)
        self.functions = []
        for number, section in enumerate(self.sections):
            if isinstance(section, list):
                bodies, name = self._bodies([body.write(self.own) for body in section]), f"stage_{number // 2}"
                lines += write_stage(name, bodies, self.regions[number // 2], self.layout, parameters)
                self.functions.append((name, self.layout.tasks))
            else:
                for body, tasks in self._rounds(section, number // 2):
                    name = f"round_{len(self.functions)}"
                    lines += [f"def {name}(part, end, span, tasks, {parameters}):", *body, "    return"]
                    self.functions.append((name, tasks))
        lines += [f"def run(what, begin, end, span, tasks, {parameters}):"]
        for what, (name, _) in enumerate(self.functions):
            lines += [f"    if what == {what}:", f"        {name}(begin, end, span, tasks, {parameters})"]
        return "\n".join(lines)

    def _bodies(self, blocks: list[list[str]]) -> list[list[str]]:
        """Return the lines of a block of ``count`` rows; if that is not possible, of a full one and of the last one."""
        full, *shorter = ("\n".join(lines) for lines in blocks[: 1 + len(SHORTER)])
        rows = self.layout.rows
        text = for_any_count(dict(zip([rows, *(rows - less for less in SHORTER)], [full, *shorter], strict=True)))
        return [blocks[0], *blocks[1 + len(SHORTER) :]] if text is None else [text.splitlines()]

    def _rounds(self, section: Section, stage: int) -> Iterable[tuple[list[str], int]]:
        """Yield whole operations in rounds, each with its number of tasks: before a stage, or at the end.

        The first round begins with the joins of the stage before, and the last is followed by the copies of new params.
        """
        copies = source.Lines(self.own)
        for new, old in self.copies if section is self.sections[-1] else ():
            source.write_copy(section.slot(new), section.slot(old), old.size, copies)
        before = [line for region in (self.regions[stage - 1] if stage else []) for line in write_join(region)]
        joined = [join.operation.result for join in self.split.stages[stage - 1].joins] if stage else []
        replaced = self.in_place if section is self.sections[-1] else {}
        rounds = divide_in_rounds(section, joined, replaced)
        if self.threads == 1 or not any(each.divided for each in rounds):
            yield [*before, *section.write(self.own), *copies.text], 1
            return
        for each in rounds:
            tasks = self.threads if each.divided else 1
            yield each.write(section, self.own, before, tasks), tasks
            before = []
        if copies.text:
            yield copies.text, 1
