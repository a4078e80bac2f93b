"""Small steps as source: one function with the loops over epochs, batches and elements.

The results of a step are arrays on the stack, which LLVM knows not to overlap, since it does not know their lengths, which are
those of the batch. A tiny step has literal lengths and places instead: LLVM unrolls its loops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bpnet_numba.sizes import SIZES, generalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bpnet.compiler.memory import Slot
    from bpnet.compiler.plan import Value
    from bpnet_numba.batch import NumbaBatch

TINY = 1024
"""Maximum number of elements of all values of a step with literal lengths."""


class OnStack:
    """Slots of the results of a step, as arrays on the stack.

    Parameters
    ----------
    program
        The step. Its inputs and constants, and what replaces params, stay in its buffers.
    """

    def __init__(self, program: NumbaBatch) -> None:
        self.views = program.views
        slots = {x: self.views.slot(x) for x in sorted(program.stored, key=lambda x: x.number)}
        self.results = {x: slot for x, slot in slots.items() if (slot.buffer, slot.start) not in program.shared}

    def slot(self, value: Value) -> Slot:
        """Return the slot of a value, or of a view."""
        root, slot = self.views.fused.root(value), self.views.slot(value)
        if root not in self.results:
            return slot
        return slot._replace(buffer=f"b{root.number}", start=int(slot.start) - int(self.results[root].start))

    def lines(self) -> list[str]:
        """Return the source of the arrays."""
        kinds = {x: "boolean" if x.dtype == bool else str(x.dtype) for x in self.results}
        return [f"    b{x.number}_ = carray(on_stack({kinds[x]}, {max(1, x.size)}), {max(1, x.size)})" for x in self.results]


class SmallEpochs:
    """Source of a function ``run`` of all epochs.

    Parameters
    ----------
    programs
        The full batch, and a short last one if there is one.
    n
        Number of samples.
    parameters
        Names of the buffers.

    Attributes
    ----------
    lines
        The source.
    sizes
        The first arguments of the function: the numbers of samples and of those of a batch, and what depends on the rows of the
        full batch and of the last one.
    """

    def __init__(self, programs: Sequence[NumbaBatch], n: int, parameters: str) -> None:
        full, *_ = programs
        size = full.samples[0].shape[0]
        self.given = ", ".join([parameters, *(f"x{i}" for i in range(len(full.samples)))])
        sizes = None if full.elements <= TINY else self._for_any_rows(programs)
        if sizes is not None:
            names = ["batch"]
            count, rows = "n", "size"
        else:
            names = ["batch", "short"][: len(programs)]
            count, rows, sizes = str(n), str(size), [np.zeros(0)]
            self.lines = [line for name, program in zip(names, programs, strict=True) for line in self._batch(program, name)]
        self.sizes: tuple[int, int, NDArray[np.float64], NDArray[np.float64]] = n, size, sizes[0], sizes[-1]
        self.lines += [f"def run(n, size, full_, short_, epochs, ordered, orders, rates, made, {self.given}):", "    step = 0"]
        self.lines += ["    for epoch in range(epochs):", f"        for first in range(0, {count} - {rows} + 1, {rows}):"]
        self.lines += [self._call(names[0], "full_", count, rows), "            step += 1"]
        if len(programs) > 1 or count == "n":
            self.lines += [f"        if {count} % {rows}:", f"            first = {count} - {count} % {rows}"]
            self.lines += [self._call(names[-1], "short_", count, rows), "            step += 1"]

    def _for_any_rows(self, programs: Sequence[NumbaBatch]) -> list[NDArray[np.float64]] | None:
        """Write a batch of any number of rows, and return the sizes of each program; None if there is no such source."""
        other = programs[0].of_other_rows()
        if other is None:
            return None
        texts = ["\n".join(self._batch(program, "batch", on_stack=True)) for program in (*programs, other)]
        source = generalize(texts[0], texts.pop())
        sizes = [None if source is None else source.sizes_of(text) for text in texts]
        if source is None or None in sizes:
            return None
        self.lines = [source.text]
        return [np.asarray(each, np.float64) for each in sizes]

    def _call(self, name: str, sizes: str, n: str, size: str) -> str:
        """Return the source of a call of a batch."""
        arguments = f"first, step, epoch, ordered or {size} < {n}, ordered, orders, rates, made, {self.given}"
        return f"            {name}({sizes}, {arguments})"

    def _batch(self, program: NumbaBatch, name: str, *, on_stack: bool = False) -> list[str]:
        """Return the source of one batch: copies its rows and rate, runs the step, and stores its value."""
        stack = OnStack(program)
        slots = stack if on_stack else program.views
        lines = program.definitions(program.fused.groups)
        lines += [f"def {name}({SIZES}, first, step, epoch, gathers, ordered, orders, rates, made, {self.given}):"]
        lines += ["    if gathers:", f"        for r in range({program.samples[0].shape[0]}):"]
        lines += ["            row = orders[epoch, first + r] if ordered else first + r"]
        for i, sample in enumerate(program.samples):
            slot, width = program.views.slot(sample), sample.size // sample.shape[0]
            lines += [f"            for c in range({width}):"]
            lines += [f"                {slot.buffer}_[{slot.start} + r * {width} + c] = x{i}[row * {width} + c]"]
        rate, value = program.views.slot(program.rate), slots.slot(program.value)
        lines += [f"    {rate.buffer}_[{rate.start}] = rates[step]", *(stack.lines() if on_stack else [])]
        lines += program.write(program.fused.groups, copies=True, slots=slots, literal=not on_stack)
        return [*lines, f"    made[step] = {value.buffer}_[{value.start}]", ""]
