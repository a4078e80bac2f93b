"""Many small networks at once, in lanes: vector instructions compute the same element of several networks.

Each value is an array of its own, in which the elements of `WIDTH` networks lie side by side, and the innermost loop of each nest
runs over them. So a matrix product of 4 x 2 by 2 x 4 is as fast as one of large matrices. Sums have the order of the elements.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.compiler.exact import FUNCTIONS
from bpnet.compiler.loops import LoopNest, element
from bpnet.compiler.memory import BatchPlan, RootViews, Slot
from bpnet.compiler.operations import OPERATIONS, REDUCTIONS
from bpnet.compiler.plan import Value
from bpnet_numba.batch import NumbaBatch
from bpnet_numba.concatenation import copies
from bpnet_numba.functions import EXACT, definitions
from bpnet_numba.machine_code import compile_source
from bpnet_numba.source import COMBINE, format_cast, format_operation, initial_value, operand_slot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bpnet.compiler.fusion import FusedGroup
    from bpnet.compiler.plan import Operation, Plan

WIDTH, UNIT = 32, 8
"""Maximum number of networks side by side; it is a multiple of the second number."""
BYTES = 1 << 18
"""Maximum size of the values of as many networks: they stay in a core's cache, and on the stack of any thread."""
TERMS = 16
"""Maximum number of terms of a product that is written as one expression."""


class LaneBatch(BatchPlan):
    """The plan of a batch, on arrays ``b7`` with the elements of value 7 of `WIDTH` networks side by side.

    Attributes
    ----------
    shared
        Samples that are the same for all networks, and constants: their arrays have each element once.
    """

    kind = staticmethod(NumbaBatch.kind)

    def __init__(self, plan: Plan, stacked: Sequence[bool]) -> None:
        super().__init__(plan)
        self.shared = {x for x, flag in zip(self.samples, stacked, strict=True) if not flag} | set(self.plan.constants)
        self.views = RootViews(self.fused.views)
        alias = self.in_place
        roots = [*self.training, *self.samples, self.rate, *self.plan.constants, *sorted(self.stored, key=lambda x: x.number)]
        self.roots = [x for x in dict.fromkeys(roots) if x not in alias]
        self.names = {x: f"b{alias.get(x, x).number}" for x in dict.fromkeys(roots)}
        self.shared_names = {self.names[x] for x in self.shared}
        self.copies = [
            (new, old) for new, old in zip(self.after, self.training, strict=True) if self.names[new] != self.names[old]
        ]
        self.depth, self.text = 0, list[str]()

    @property
    def fits(self) -> bool:
        """True if every operation is a loop or a product, and all values stay in the cache."""
        size = sum(x.size * x.dtype.itemsize * (1 if x in self.shared else WIDTH) for x in self.roots)
        return all(group.kind != "call" for group in self.fused.groups) and size <= BYTES

    def slot(self, value: Value) -> Slot:
        """Return the slot of a value, or of a view, for one network."""
        root, offset, strides = self.views.view(value)
        item = value.dtype.itemsize
        in_elements = tuple(0 if n == 1 else stride // item for n, stride in zip(value.shape, strides, strict=True))
        return Slot(self.names[root], offset // item, in_elements)

    def add(self, line: str) -> None:
        """Add a line of source."""
        self.text.append("    " * self.depth + line)

    def begin(self, name: str, n: int | str) -> None:
        """Begin a loop."""
        self.add(f"for {name} in range({n}):")
        self.depth += 1

    def source(self) -> list[str]:
        """Return the source of a step, without indentation."""
        self.text, self.depth = [], 0
        write = {"loop": self._loop, "matmul": self._product, "concat": self._concatenation}
        for group in self.fused.groups:
            write[group.kind](group)
        for new, old in self.copies:
            self.begin("i", old.size * WIDTH)
            self.add(f"{self.names[old]}[i] = {self.names[new]}[i]")
            self.depth = 0
        self.views.forget_templates()
        return self.text

    def definitions(self) -> list[str]:
        """Return the source of the functions that a step calls."""
        return definitions((op for group in self.fused.groups for op in group.operations), FUNCTIONS)

    def _element(self, slot: Slot, indices: list[str], strides: tuple[int, ...] | None = None) -> str:
        """Return the current element of the network of lane ``l``."""
        name, index = element(slot, indices, strides).removesuffix("]").split("_[", 1)
        return f"{name}[{index}]" if name in self.shared_names else f"{name}[({index}) * {WIDTH} + l]"

    def _product(self, group: FusedGroup) -> None:
        """Write a product of two matrices."""
        (op,) = group.operations
        (m, k), n = op.operands[0].shape, op.result.shape[1]
        a, b, y = (self.slot(x) for x in (*op.operands, op.result))
        start, dtype, target = self.depth, op.result.dtype, self._element(y, ["i", "j"])
        self.begin("i", m)
        self.begin("j", n)
        if k <= TERMS:
            terms = [f"{self._element(a, ['i', str(t)])} * {self._element(b, [str(t), 'j'])}" for t in range(k)]
            self.begin("l", "width")
            self.add(f"{target} = {' + '.join([f'{dtype}(0)', *terms])}")
        else:
            self._fill(target, f"{dtype}(0)")
            self.begin("k", k)
            self.begin("l", "width")
            self.add(f"{target} += {self._element(a, ['i', 'k'])} * {self._element(b, ['k', 'j'])}")
        self.depth = start

    def _concatenation(self, group: FusedGroup) -> None:
        """Write copies of some arrays to their parts of a result."""
        start = self.depth
        for nest in copies(group.operations[0], self.slot):
            for name, n in zip(nest.names, nest.shape, strict=True):
                self.begin(name, n)
            self.begin("l", "width")
            target, x = (self._element(nest.slots[key], nest.names, nest.strides[key]) for key in ("write", "read"))
            self.add(f"{target} = {x}")
            self.depth = start

    def _fill(self, target: str, value: str) -> None:
        self.begin("l", "width")
        self.add(f"{target} = {value}")
        self.depth -= 1

    def _loop(self, group: FusedGroup) -> None:
        """Write a loop nest, with the lanes as its innermost loop; sums are kept in their slots."""
        inside = {op.result for op in group.operations if op.name not in REDUCTIONS}
        read = [x for x in dict.fromkeys(x for op in group.operations for x in op.values) if x not in inside]
        sums = [op for op in group.operations if op.name in REDUCTIONS]
        written = sorted((x for x in inside if x in self.stored), key=lambda x: x.number)
        slots: dict[Any, Slot] = {("read", x): self.slot(x) for x in read} | {("write", x): self.slot(x) for x in written}
        slots |= {("sum", op.result): operand_slot(op, self.slot(op.result)) for op in sums}
        nest, start = LoopNest(group.shape, slots), self.depth
        for op in sums:
            self._each(op, initial_value(op))
        for name, n in zip(nest.names, nest.shape, strict=True):
            self.begin(name, n)
        self.begin("l", "width")

        def at(key: Any) -> str:
            return self._element(nest.slots[key], nest.names, nest.strides[key])

        for x in read:
            self.add(f"v{x.number} = {at(('read', x))}")
        for op in group.operations:
            names = [f"v{x.number}" if isinstance(x, Value) else "" for x in op.operands]
            if op.name in REDUCTIONS:
                target = at(("sum", op.result))
                combined = COMBINE[OPERATIONS[op.name].combine].format(target, names[0])
                self.add(f"{target} = {combined}")
            else:
                self.add(f"v{op.result.number} = {format_operation(op, names, FUNCTIONS)}")
        for x in written:
            self.add(f"{at(('write', x))} = v{x.number}")
        self.depth = start
        for op in sums:
            if op.name == "mean":
                count = op.operands[0].size // max(1, op.result.size)
                self._each(op, f"{self.names[op.result]}[i] / {op.result.dtype}({count})")

    def _each(self, op: Operation, value: str) -> None:
        """Set every element of a reduction, of every lane."""
        start, dtype = self.depth, str(op.result.dtype)
        self.begin("i", op.result.size * WIDTH)
        self.add(f"{self.names[op.result]}[i] = {value if dtype == 'bool' else format_cast(value, dtype)}")
        self.depth = start


class LaneProgram:
    """Epochs of small networks, `WIDTH` at a time.

    Parameters
    ----------
    batch
        The step.
    n, size
        Numbers of all samples and of those in a batch, which divides it.
    """

    def __init__(self, batch: LaneBatch, n: int, size: int) -> None:
        self.batch, self.n, self.size = batch, n, size
        self.function = self._compile()

    @classmethod
    def build(cls, plan: Plan, n: int, size: int, stacked: Sequence[bool]) -> LaneProgram | None:
        """Compile a step, if it is small enough; ``stacked`` tells the samples that differ between networks, or have an order."""
        if n % size:
            return None
        batch = LaneBatch(plan, stacked)
        return cls(batch, n, size) if batch.fits else None

    def constants(self) -> list[NDArray[Any]]:
        """Return the constants of the step as vectors."""
        return [np.ascontiguousarray(array).reshape(-1) for array in self.batch.plan.constants.values()]

    def _compile(self) -> Callable[..., Any]:
        """Compile the function of all epochs of some networks."""
        batch, indent = self.batch, "    "
        constants = [f"c{i}" for i in range(len(batch.plan.constants))]
        kinds = {"x": batch.samples, "old": batch.training, "new": batch.training}
        names = [*constants, *(f"{kind}{i}" for kind, values in kinds.items() for i in range(len(values)))]
        lines = [f"def lanes(first, last, epochs, ordered, stacked, orders, rates, made, {', '.join(names)}):"]
        lines += [f"    {line}" for line in self._buffer_lines(constants)]
        lines += [f"    for block in range(first, last, {WIDTH}):"]
        lines += [f"        width = min({WIDTH}, (last - block + {UNIT - 1}) // {UNIT} * {UNIT})"]
        lines += [f"{indent * 2}{line}" for line in self._load_lines()]
        lines += [f"{indent * 2}step = 0", f"{indent * 2}for epoch in range(epochs):"]
        lines += [f"{indent * 3}for batch in range({self.n // self.size}):"]
        lines += [f"{indent * 4}{line}" for line in (*self._gather_lines(), *batch.source())]
        lines += [f"{indent * 4}for l in range(min({WIDTH}, last - block)):"]
        lines += [f"{indent * 5}made[step, block + l] = {batch.names[batch.value]}[l]", f"{indent * 4}step += 1"]
        lines += [f"{indent * 2}for l in range(min({WIDTH}, last - block)):", f"{indent * 3}m = block + l"]
        for i, x in enumerate(batch.training):
            lines += [f"{indent * 3}for j in range({x.size}):", f"{indent * 4}new{i}[m, j] = {batch.names[x]}[j * {WIDTH} + l]"]
        text = "\n".join([*batch.definitions(), *lines])
        fused = re.sub(rf"\b({'|'.join(sorted(EXACT))})_(float\d\d)\(", r"fused_\1_\2(", text)
        return compile_source(fused, "lanes", fastmath={"contract"})

    def _buffer_lines(self, constants: list[str]) -> list[str]:
        """Return the source that allocates the arrays of all values, and writes the constants."""
        batch, lines = self.batch, list[str]()
        for x in batch.roots:
            size = x.size * (1 if x in batch.shared else WIDTH)
            lines += [f"{batch.names[x]} = carray(on_stack({kind_of(x)}, {size}), {size})"]
        for name, x in zip(constants, batch.plan.constants, strict=True):
            lines += [f"for j in range({x.size}):", f"    {batch.names[x]}[j] = {name}[j]"]
        return lines

    def _columns(self, *, shared: bool) -> list[tuple[str, int, int]]:
        """Return the arrays of samples that are shared or not: their names, numbers and numbers of elements per row."""
        batch = self.batch
        chosen = ((i, x) for i, x in enumerate(batch.samples) if (x in batch.shared) == shared)
        return [(batch.names[x], i, x.size // x.shape[0]) for i, x in chosen]

    def _load_lines(self) -> list[str]:
        """Return the source that copies params, state, opt_state, and samples that are a single batch, to the arrays."""
        batch = self.batch
        lines = self._lane_loop([self._copy(batch.names[x], f"old{i}[m, j]", x.size) for i, x in enumerate(batch.training)])
        if self.n > self.size:
            return lines
        for name, i, width in self._columns(shared=True):
            lines += [f"for j in range({width * self.size}):", f"    {name}[j] = x{i}[0, j]"]
        own = [self._copy(name, f"x{i}[m * stacked[{i}], j]", w * self.size) for name, i, w in self._columns(shared=False)]
        return [*lines, "if not ordered:", *(f"    {line}" for line in self._lane_loop(own))] if own else lines

    def _gather_lines(self) -> list[str]:
        """Return the source that copies the samples of a batch, and the learning rates, to the arrays."""
        batch, whole, lines = self.batch, self.n == self.size, list[str]()
        count, own = len(batch.samples), self._columns(shared=False)
        gather = [f"for r in range({self.size}):", f"    row = batch * {self.size} + r"]
        gather += ["    if ordered:", f"        row = orders[m * stacked[{count}], epoch, row]"]
        for name, i, width in own:
            gather += [f"    for c in range({width}):"]
            gather += [f"        {name}[(r * {width} + c) * {WIDTH} + l] = x{i}[m * stacked[{i}], row * {width} + c]"]
        if own:
            loop = self._lane_loop([gather])
            lines += ["if ordered:", *(f"    {line}" for line in loop)] if whole else loop
        for name, i, width in () if whole else self._columns(shared=True):
            size = width * self.size
            lines += [f"for j in range({size}):", f"    {name}[j] = x{i}[0, batch * {size} + j]"]
        return lines + self._lane_loop([[f"{batch.names[batch.rate]}[l] = rates[step * stacked[{count + 1}], m]"]])

    @staticmethod
    def _lane_loop(parts: list[list[str]]) -> list[str]:
        """Return the source of a loop over the lanes; those after the last network compute that one again."""
        head = ["for l in range(width):", "    m = min(block + l, last - 1)"]
        return head + [f"    {line}" for part in parts for line in part]

    @staticmethod
    def _copy(buffer: str, source: str, size: int) -> list[str]:
        return [f"for j in range({size}):", f"    {buffer}[j * {WIDTH} + l] = {source}"]


def kind_of(x: Value) -> str:
    """Return the name of Numba's type of the elements of a value."""
    return "boolean" if x.dtype == bool else str(x.dtype)
