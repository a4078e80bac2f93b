"""Stages that are sums, products of matrices, or other reductions, in the order of additions of exact arithmetic."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from bpnet.compiler.operations import OPERATIONS
from bpnet_cupy import source
from bpnet_cupy.kernel_sources import BLOCK, TREE
from bpnet_cupy.stages import Access, Stage, Walk, cells, element, offset, prefixes, walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from bpnet.compiler.memory import Slot
    from bpnet.compiler.plan import Operation, Value
    from bpnet_cupy.stages import Loop, Slots

COMBINE = {
    "maximum": "{1} > {0} || {1} != {1} ? {1} : {0}",  # the first of equal elements, and NaN if there is any
    "minimum": "{1} < {0} || {1} != {1} ? {1} : {0}",
    "logical_and": "{0} && {1}",
    "logical_or": "{0} || {1}",
}
"""Source by which a reduction that is no sum adds one more element."""
FOLD = """
template <class T, class Term, class Combine> static __device__ __forceinline__ T fold(int count, Term term, Combine combine)
{
    T x = term(0);
    for (int j = 1; j < count; j++)
        x = combine(x, term(j));
    return x;
}
"""
NODES = 64
"""Maximum number of parts of a result that one thread joins."""


def helpers(stages: Iterable[object]) -> list[str]:
    """Return the device functions that the reductions among some stages call."""
    dtypes = sorted({stage.dtype for stage in stages if isinstance(stage, Reduction)} - {"bool"})
    return [*(f"namespace of_{dtype} {{\nusing real = {source.TYPES[dtype]};{TREE}}}\n" for dtype in dtypes), FOLD]


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

    def reduce(self, count: str, term: str, terms: int = BLOCK, before: str = "") -> str:
        """Return the sum, or another reduction, of the terms ``j`` as source; ``before`` are statements that compute the term."""
        function, combine = f"[&](index j) {{ {before}return {term}; }}", COMBINE.get(OPERATIONS[self.op.name].combine)
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
    """The reductions of parts of the terms, an index for each; parts are whole nodes of the tree of exact arithmetic.

    Parameters
    ----------
    op
        The reduction.
    nodes
        Value for the parts, (parts, results) in any order.
    run
        Number of neighbouring results, a divisor of all, whose first parts are neighbours, and then their second ones.
    span
        Number of terms of a part.
    below
        Parts that are the terms; None if these are the elements of an array.
    """

    def __init__(self, op: Operation, nodes: Value, run: int, span: int = BLOCK, below: Parts | None = None) -> None:
        super().__init__(op)
        self.nodes, self.run, self.span, self.below = nodes, run, span, below
        self.results, self.size, self.parts = self.size, nodes.size, nodes.shape[0]
        self.terms, self.writes = self.count if below is None else below.parts, [nodes]
        self.reads = self.reads if below is None else [below.nodes]

    def lines(self, batch: Slots) -> list[str]:
        number = "(first + j)"
        term = self.term(batch, "result", number) if self.below is None else self.below.node(batch, "result", number)
        return [*self.first_lines(), f"{element(batch.slot(self.nodes), ['at'])} = {self.part(term)}"]

    def first_lines(self) -> list[str]:
        """Return the source of the result and of the first term that belong to an index."""
        before = f"at / {self.run * self.parts} * {self.run} + " if self.run < self.results else ""
        return [
            f"const index result = {before}at % {self.run}",
            f"const index first = {self.span} * (at / {self.run} % {self.parts})",
        ]

    def part(self, term: str, before: str = "") -> str:
        """Return the reduction of the terms ``first + j`` of a part as source."""
        count = f"(int)({self.terms} - first < {self.span} ? {self.terms} - first : {self.span})"
        return self.reduce(count, term, BLOCK if self.below is None else 1, before)

    def node(self, batch: Slots, result: str, number: str) -> str:
        """Return a part of a result as source."""
        runs = [f"{self.run * self.parts} * ({result} / {self.run})", f"{result} % {self.run}"]
        return element(batch.slot(self.nodes), [*(runs if self.run < self.results else [result]), f"{self.run} * {number}"])

    def accesses(self, batch: Slots) -> tuple[list[Access], list[Access]]:
        slot, indices = batch.slot(self.nodes), np.arange(self.size)
        reads = self.read(batch, self.numbers()[:, np.arange(self.terms) // self.span])
        return reads, [Access(slot.buffer, indices + int(slot.start), indices)]

    def read(self, batch: Slots, indices: NDArray[np.int64]) -> list[Access]:
        if self.below is None:
            return super().read(batch, indices)
        slot = batch.slot(self.below.nodes)
        return [Access(slot.buffer, int(slot.start) + self.below.numbers(), indices)]

    def walks(self, batch: Slots) -> list[Walk]:
        return super().walks(batch) if self.below is None else [self.below.walk(batch)]

    def walk(self, batch: Slots) -> Walk:
        """Return how all parts of each result are read."""
        runs = self.results // self.run
        return Walk(batch.root(self.nodes), 0, (runs, self.run), (self.run * self.parts, 1), (self.parts,), (self.run,))

    def numbers(self) -> NDArray[np.int64]:
        """Return the index of each part, by results and parts."""
        results, parts = np.arange(self.results)[:, None], np.arange(self.parts)[None, :]
        return (results // self.run * self.parts + parts) * self.run + results % self.run

    def units(self) -> set[int]:
        return {self.results // self.run} if self.parts <= NODES else {self.size}

    def divides_into(self, units: int) -> bool:
        return self.results // self.run % units == 0


class Join(Reduction):
    """The results of reductions, from their parts."""

    def __init__(self, below: Parts) -> None:
        super().__init__(below.op)
        self.below, self.reads = below, [below.nodes]

    def lines(self, batch: Slots) -> list[str]:
        total = self.reduce(str(self.below.parts), self.below.node(batch, "at", "j"), terms=1)
        return [f"{element(batch.slot(self.op.result), ['at'])} = {self.end(total)}"]

    def accesses(self, batch: Slots) -> tuple[list[Access], list[Access]]:
        slot = batch.slot(self.below.nodes)
        found = Access(slot.buffer, int(slot.start) + self.below.numbers(), np.arange(self.size)[:, None])
        return [found], [self.write(batch)]

    def walks(self, batch: Slots) -> list[Walk]:
        return [self.below.walk(batch)]


class Pass(Parts):
    """A loop over a matrix, and sums of one of its results along the columns, in one pass: an index for a part of a column."""

    def __init__(self, loop: Loop, op: Operation, nodes: Value, span: int) -> None:
        super().__init__(op, nodes, nodes.shape[1], span)
        self.loop, self.reads, self.writes = loop, loop.reads, [*loop.writes, nodes]

    def lines(self, batch: Slots) -> list[str]:
        here = f"const index here = (first + j) * {self.results} + result; "
        before = here + "".join(f"{line}; " for line in self.loop.lines_of(batch, "here"))
        part = self.part(f"v{self.op.values[0].number}", before)
        return [*self.first_lines(), f"{element(batch.slot(self.nodes), ['at'])} = {part}"]

    def units(self) -> set[int]:
        return {self.size}
