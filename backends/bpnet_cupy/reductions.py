"""Stages that are sums, products of matrices, or other reductions, in the order of additions of exact arithmetic."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from bpnet.compiler.operations import OPERATIONS
from bpnet_cupy import source
from bpnet_cupy.kernel_sources import BLOCK
from bpnet_cupy.stages import Access, Stage, Walk, cells, element, offset, prefixes, walk

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bpnet.compiler.memory import Slot
    from bpnet.compiler.plan import Operation, Value
    from bpnet_cupy.stages import Slots

COMBINE = {
    "maximum": "{1} > {0} || {1} != {1} ? {1} : {0}",  # the first of equal elements, and NaN if there is any
    "minimum": "{1} < {0} || {1} != {1} ? {1} : {0}",
    "logical_and": "{0} && {1}",
    "logical_or": "{0} || {1}",
}
"""Source by which a reduction that is no sum adds one more element."""


class Reduction(Stage):
    """Results that are sums, or other reductions, of terms: products of matrices, or the elements of an array along axes."""

    def __init__(self, op: Operation) -> None:
        self.op, self.reads, self.writes = op, list(dict.fromkeys(op.values)), [op.result]
        self.dtype = str(op.result.dtype)
        self.axes: tuple[int, ...] = ()
        if op.name == "matmul":
            self.shape, self.of_terms = op.result.shape, (op.operands[0].shape[1],)
        else:
            shape, axis = op.operands[0].shape, dict(op.options)["axis"]
            axes = range(len(shape)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
            self.axes = tuple(sorted(i % len(shape) for i in axes))
            self.shape = tuple(n for i, n in enumerate(shape) if i not in self.axes)
            self.of_terms = tuple(shape[i] for i in self.axes)
        self.size, self.count = math.prod(self.shape), math.prod(self.of_terms)

    def walks(self, batch: Slots) -> list[Walk]:
        return [
            walk(batch, x, self.shape, kept, self.of_terms, along)
            for x, (_, kept, along) in zip(self.op.values, self.operands(batch), strict=True)
        ]

    def units(self) -> set[int]:
        return prefixes(self.shape)

    def lines(self, batch: Slots) -> list[str]:
        return [f"{element(batch.slot(self.op.result), ['at'])} = {self.end(self.reduce(str(self.count), self.term(batch)))}"]

    def accesses(self, batch: Slots) -> tuple[list[Access], list[Access]]:
        return self.read(batch, np.arange(self.size)[:, None]), [self.write(batch)]

    def operands(self, batch: Slots) -> list[tuple[Slot, tuple[int, ...], tuple[int, ...]]]:
        """Return, for each operand, its slot and its strides along results and along terms."""
        slots = [batch.slot(x) for x in self.op.values]
        if self.op.name == "matmul":
            (row, first), (second, column) = (slot.strides for slot in slots)
            return [(slots[0], (row, 0), (first,)), (slots[1], (0, column), (second,))]
        (slot,) = slots
        kept = tuple(stride for i, stride in enumerate(slot.strides) if i not in self.axes)
        return [(slot, kept, tuple(slot.strides[i] for i in self.axes))]

    def term(self, batch: Slots, result: str = "at", number: str = "j") -> str:
        """Return a term of a result as source."""
        found = [
            element(slot, offset(result, self.shape, kept), offset(number, self.of_terms, along))
            for slot, kept, along in self.operands(batch)
        ]
        return " * ".join(found) if self.op.name == "matmul" else source.format_cast(found[0], self.dtype)

    def reduce(self, count: str, term: str, terms: int = BLOCK) -> str:
        """Return the sum, or another reduction, of the terms ``j`` as source."""
        function, combine = f"[&](int j) {{ return {term}; }}", COMBINE.get(OPERATIONS[self.op.name].combine)
        if combine:
            joined = f"[](auto x, auto y) {{ return {combine.format('x', 'y')}; }}"
            return f"fold<{source.TYPES[self.dtype]}>({count}, {function}, {joined})"
        return f"of_{self.dtype}::tree<{terms}>({count}, {function})"

    def end(self, total: str) -> str:
        """Return a result as source, given that of its sum."""
        return f"{total} / {source.format_number(self.count, self.dtype)}" if self.op.name == "mean" else total

    def read(self, batch: Slots, indices: NDArray[np.int64]) -> list[Access]:
        """Return the elements of the operands, by results and terms, that indices read."""
        return [
            Access(
                slot.buffer,
                cells(self.shape, kept, slot.start)[:, None] + cells(self.of_terms, along)[None, :],
                indices,
            )
            for slot, kept, along in self.operands(batch)
        ]

    def write(self, batch: Slots) -> Access:
        """Return the results that indices write."""
        slot, indices = batch.slot(self.op.result), np.arange(self.size)
        return Access(slot.buffer, indices + int(slot.start), indices)


class Parts(Reduction):
    """The reductions of blocks of terms, an index for each: the order of additions is that of the whole sum.

    Parameters
    ----------
    op
        The reduction.
    nodes
        Value for its parts.
    run
        Number of neighbouring results, a divisor of all, whose first parts are neighbours, and then their second ones.
    """

    def __init__(self, op: Operation, nodes: Value, run: int) -> None:
        super().__init__(op)
        self.nodes, self.run, self.results, self.writes, self.size = nodes, run, self.size, [nodes], nodes.size
        self.blocks = nodes.size // self.results

    def lines(self, batch: Slots) -> list[str]:
        return [
            *self.first_lines(),
            f"{element(batch.slot(self.nodes), ['at'])} = {self.part(self.term(batch, 'result', '(first + j)'))}",
        ]

    def first_lines(self) -> list[str]:
        """Return the source of the result and of the first term that belong to an index."""
        result = (
            f"at / {self.run * self.blocks} * {self.run} + at % {self.run}" if self.run < self.results else f"at % {self.run}"
        )
        return [f"const index result = {result}", f"const int first = {BLOCK} * (int)(at / {self.run} % {self.blocks})"]

    def part(self, term: str) -> str:
        """Return the reduction of a block of terms ``first + j`` as source."""
        return self.reduce(f"{self.count} - first < {BLOCK} ? {self.count} - first : {BLOCK}", term)

    def accesses(self, batch: Slots) -> tuple[list[Access], list[Access]]:
        slot, indices = batch.slot(self.nodes), np.arange(self.size)
        return self.read(batch, self.numbers()[:, np.arange(self.count) // BLOCK]), [
            Access(slot.buffer, indices + int(slot.start), indices)
        ]

    def numbers(self) -> NDArray[np.int64]:
        """Return the index of each part, by results and blocks."""
        results, blocks = np.arange(self.results)[:, None], np.arange(self.blocks)[None, :]
        return (results // self.run * self.blocks + blocks) * self.run + results % self.run

    def units(self) -> set[int]:
        return {self.results // self.run}


class Join(Reduction):
    """The results of reductions, from those of their blocks of terms."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.op)
        self.parts, self.nodes, self.reads = parts, parts.nodes, [parts.nodes]

    def lines(self, batch: Slots) -> list[str]:
        run, blocks = self.parts.run, self.parts.blocks
        first = [f"{run * blocks} * (at / {run})", f"at % {run}"] if run < self.size else ["at"]
        total = self.reduce(str(blocks), element(batch.slot(self.nodes), [*first, f"{run} * j"]), terms=1)
        return [f"{element(batch.slot(self.op.result), ['at'])} = {self.end(total)}"]

    def accesses(self, batch: Slots) -> tuple[list[Access], list[Access]]:
        slot = batch.slot(self.nodes)
        found = Access(slot.buffer, int(slot.start) + self.parts.numbers(), np.arange(self.size)[:, None])
        return [found], [self.write(batch)]

    def walks(self, batch: Slots) -> list[Walk]:
        run, blocks, runs = self.parts.run, self.parts.blocks, self.size // self.parts.run
        return [Walk(batch.root(self.nodes), 0, (runs, run), (run * blocks, 1), (blocks,), (run,))]
