"""Stages of a step that one block of threads runs: their source, and the elements that each thread reads and writes.

A stage is a loop over ``size`` indices, of which thread t takes t, t + threads, t + 2 threads, ...
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from bpnet.compiler.operations import OPERATIONS
from bpnet.compiler.plan import Operation, Value
from bpnet_cupy import source
from bpnet_cupy.kernel_sources import BLOCK

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from bpnet.compiler.fusion import FusedGroup
    from bpnet.compiler.memory import Slot

COMBINE = {
    "maximum": "{1} > {0} || {1} != {1} ? {1} : {0}",  # the first of equal elements, and NaN if there is any
    "minimum": "{1} < {0} || {1} != {1} ? {1} : {0}",
    "logical_and": "{0} && {1}",
    "logical_or": "{0} || {1}",
}
"""Source by which a reduction that is no sum adds one more element."""


class Access(NamedTuple):
    """Elements of a buffer, and for each of them an index of the loop that reads or writes it; the arrays broadcast."""

    buffer: str
    cells: NDArray[np.int64]
    indices: NDArray[np.int64]


class Slots(Protocol):
    """What stages know of the batch that they belong to."""

    own: Collection[str]
    stored: set[Value]

    def slot(self, value: Value) -> Slot:
        """Return the slot of a value."""


class Stage:
    """A loop of all threads of a block."""

    size: int
    reads: Sequence[Value]
    writes: Sequence[Value]

    def lines(self, batch: Slots) -> list[str]:
        """Return the source of the index ``at``."""
        raise NotImplementedError

    def accesses(self, batch: Slots) -> tuple[list[Access], list[Access]]:
        """Return what the loop reads, and what it writes."""
        raise NotImplementedError


def offset(at: str, shape: Sequence[int], strides: Sequence[int]) -> list[str]:
    """Return the terms of the offset of an element of an array, whose number in row-major order is ``at``."""
    axes: list[tuple[int, int]] = []
    for length, stride in zip(shape, strides, strict=True):
        if length != 1 and axes and axes[-1][1] == stride * length:
            axes[-1] = axes[-1][0] * length, stride
        elif length != 1:
            axes.append((length, stride))
    terms, rest = [], 1
    for number, (length, stride) in reversed(list(enumerate(axes))):
        quotient = at if rest == 1 else f"{at} / {rest}"
        index = f"{quotient} % {length}" if number else quotient
        if stride:
            terms.append(index if stride == 1 else f"{stride} * ({index})")
        rest *= length
    return terms


def element(slot: Slot, *offsets: Sequence[str]) -> str:
    """Return the element of a slot at the sum of some offsets, as source."""
    terms = [*([str(slot.start)] if slot.start else []), *(term for each in offsets for term in each)]
    return f"{slot.buffer}_[{' + '.join(terms) or 0}]"


def cells(shape: Sequence[int], strides: Sequence[int], start: int | str = 0) -> NDArray[np.int64]:
    """Return the offset of each element of an array, in row-major order."""
    found = np.full((1,) * len(shape), int(start), np.int64)
    for axis, (length, stride) in enumerate(zip(shape, strides, strict=True)):
        found = found + np.expand_dims(np.arange(length) * stride, tuple(i for i in range(len(shape)) if i != axis))
    return found.reshape(-1)


def contiguous(shape: Sequence[int]) -> tuple[int, ...]:
    """Return the strides of a C-contiguous array, in elements."""
    return tuple(math.prod(shape[axis + 1 :]) for axis in range(len(shape)))


class Loop(Stage):
    """A group of elementwise operations."""

    def __init__(self, group: FusedGroup, stored: set[Value]) -> None:
        self.group, self.size = group, math.prod(group.shape)
        self.reads, self.writes = source.values_of(group, stored)

    def lines(self, batch: Slots) -> list[str]:
        def found(_: str, x: Value) -> str:
            return element(batch.slot(x), offset("at", self.group.shape, self._strides(batch.slot(x))))

        return source.loop_lines(self.group, batch.stored, found, batch.own)

    def accesses(self, batch: Slots) -> tuple[list[Access], list[Access]]:
        return self._accesses(batch, self.reads), self._accesses(batch, self.writes)

    def _accesses(self, batch: Slots, values: Sequence[Value]) -> list[Access]:
        slots, indices = [batch.slot(x) for x in values], np.arange(self.size)
        return [Access(slot.buffer, cells(self.group.shape, self._strides(slot), slot.start), indices) for slot in slots]

    def _strides(self, slot: Slot) -> tuple[int, ...]:
        return (0,) * (len(self.group.shape) - len(slot.strides)) + slot.strides


class Copy(Stage):
    """The copy of a contiguous value to the slot of another one."""

    def __init__(self, old: Value, new: Value) -> None:
        self.old, self.new, self.size, self.reads, self.writes = old, new, old.size, [old], [new]

    def lines(self, batch: Slots) -> list[str]:
        old, new = (element(batch.slot(x), ["at"]) for x in (self.old, self.new))
        return [f"{new} = {old}"]

    def accesses(self, batch: Slots) -> tuple[list[Access], list[Access]]:
        indices = np.arange(self.size)
        old, new = (batch.slot(x) for x in (self.old, self.new))
        return [Access(old.buffer, indices + int(old.start), indices)], [Access(new.buffer, indices + int(new.start), indices)]


class Outside(Stage):
    """Reads or writes of contiguous values whose other side is in global memory: line ``i`` belongs to value ``i``."""

    def __init__(self, values: Sequence[Value], lines: Sequence[str], *, writes: bool) -> None:
        self.values, self.templates = values, lines
        self.size = max((x.size for x in values), default=0)
        self.reads, self.writes = ((), values) if writes else (values, ())

    def lines(self, batch: Slots) -> list[str]:
        found = []
        for x, line in zip(self.values, self.templates, strict=True):
            condition = f"if (at < {x.size}) " if x.size < self.size else ""
            found.append(condition + line.format(element(batch.slot(x), ["at"])))
        return found

    def accesses(self, batch: Slots) -> tuple[list[Access], list[Access]]:
        found = []
        for x in self.values:
            slot, indices = batch.slot(x), np.arange(x.size)
            found.append(Access(slot.buffer, indices + int(slot.start), indices))
        return ([], found) if self.writes else (found, [])


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
    """The reductions of blocks of terms, an index for each: the order of additions is that of the whole sum."""

    def __init__(self, op: Operation, nodes: Value) -> None:
        super().__init__(op)
        self.nodes, self.of_each, self.writes, self.size = nodes, self.size, [nodes], nodes.size

    def lines(self, batch: Slots) -> list[str]:
        block, count = f"at / {self.of_each}", self.count
        total = self.reduce(
            f"{count} - first < {BLOCK} ? {count} - first : {BLOCK}", self.term(batch, f"(at % {self.of_each})", "(first + j)")
        )
        return [f"const int first = {BLOCK} * (int)({block})", f"{element(batch.slot(self.nodes), ['at'])} = {total}"]

    def accesses(self, batch: Slots) -> tuple[list[Access], list[Access]]:
        blocks, slot, indices = np.arange(self.count) // BLOCK, batch.slot(self.nodes), np.arange(self.size)
        reads = self.read(batch, np.arange(self.of_each)[:, None] + self.of_each * blocks[None, :])
        return reads, [Access(slot.buffer, indices + int(slot.start), indices)]


class Join(Reduction):
    """The results of reductions, from those of their blocks of terms."""

    def __init__(self, op: Operation, nodes: Value) -> None:
        super().__init__(op)
        self.nodes, self.reads = nodes, [nodes]

    def lines(self, batch: Slots) -> list[str]:
        node = element(batch.slot(self.nodes), ["at", f"{self.size} * j"])
        total = self.reduce(str(self.nodes.size // self.size), node, terms=1)
        return [f"{element(batch.slot(self.op.result), ['at'])} = {self.end(total)}"]

    def accesses(self, batch: Slots) -> tuple[list[Access], list[Access]]:
        slot = batch.slot(self.nodes)
        found = Access(slot.buffer, int(slot.start) + np.arange(self.nodes.size), np.arange(self.nodes.size) % self.size)
        return [found], [self.write(batch)]
