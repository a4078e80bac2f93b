"""Stages of a step: loops over ``size`` indices, their source, and the elements that each index reads and writes.

In a kernel of all epochs, each block takes a share of consecutive indices, of which its thread t takes t, t + threads,
t + 2 threads, ... (`bpnet_cupy.block`). In other kernels the indices are divided into units of consecutive ones, of which each
belongs to one block (`bpnet_cupy.launches`).
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from bpnet.compiler.plan import Value
from bpnet_cupy import source

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from bpnet.compiler.fusion import FusedGroup
    from bpnet.compiler.memory import Slot


class Access(NamedTuple):
    """Elements of a buffer, and for each of them an index of the loop that reads or writes it; the arrays broadcast."""

    buffer: str
    cells: NDArray[np.int64]
    indices: NDArray[np.int64]


class Walk(NamedTuple):
    """The way that a stage reads a value: its start in its root, and its strides along results and along terms, in elements."""

    root: Value
    start: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]
    of_terms: tuple[int, ...] = ()
    along: tuple[int, ...] = ()

    @property
    def is_identity(self) -> bool:
        """True if each index reads the element of its number, and no other."""
        same = not self.start and self.root.size == math.prod(self.shape) and not self.of_terms
        return same and offset("at", self.shape, self.strides) in ([] if self.root.size == 1 else ["at"], ["at"])

    def stays_within(self, units: int) -> bool:
        """Return True if the indices of each unit read elements of the same unit of the value only."""
        if self.is_identity:
            return True
        step, rest = divmod(self.root.size, units)
        if rest or self.start:
            return False
        expected, reach, first = self.root.size, 0, 1
        for length, stride in zip(self.shape, self.strides, strict=True):
            if first < units:
                first, expected = first * length, expected // length
                if length != 1 and stride != expected:
                    return False
            else:
                reach += (length - 1) * stride
        reach += sum((length - 1) * stride for length, stride in zip(self.of_terms, self.along, strict=True))
        return first == units and 0 <= reach < step


class Slots(Protocol):
    """The batch of a stage, as far as stages know it."""

    own: Collection[str]
    stored: set[Value]

    def slot(self, value: Value) -> Slot:
        """Return the slot of a value."""

    def root(self, value: Value) -> Value:
        """Return the value that a view refers to; for any other value, the value itself."""


class Stage(ABC):
    """A loop of all threads.

    Attributes
    ----------
    size
        Number of indices.
    shape
        Shape of the results.
    reads, writes
        Values in memory.
    """

    size: int
    shape: tuple[int, ...]
    reads: Sequence[Value]
    writes: Sequence[Value]

    @abstractmethod
    def lines(self, batch: Slots) -> list[str]:
        """Return the source of the index ``at``."""

    @abstractmethod
    def accesses(self, batch: Slots) -> tuple[list[Access], list[Access]]:
        """Return what the loop reads, and what it writes."""

    @abstractmethod
    def walks(self, batch: Slots) -> list[Walk]:
        """Return how the loop reads its values; it writes the element of each index."""

    def units(self) -> set[int]:
        """Return the numbers of units into which the loop may be divided if nothing else is asked of it."""
        return {self.size}

    def divides_into(self, units: int) -> bool:
        """Return True if its results, in their order, may be divided into units."""
        return self.size % units == 0


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


def walk(batch: Slots, x: Value, shape: Sequence[int], strides: Sequence[int], *terms: tuple[int, ...]) -> Walk:
    """Return how a value is read."""
    root = batch.root(x)
    return Walk(root, int(batch.slot(x).start) - int(batch.slot(root).start), tuple(shape), tuple(strides), *terms)


def prefixes(shape: Sequence[int]) -> set[int]:
    """Return the numbers of elements of the leading axes of an array that has more than one of them."""
    return {math.prod(shape[: axis + 1]) for axis in range(len(shape))} - {1} or {1}


class Loop(Stage):
    """A group of elementwise operations."""

    def __init__(self, group: FusedGroup, stored: set[Value]) -> None:
        self.group, self.shape, self.size = group, group.shape, math.prod(group.shape)
        self.reads, self.writes = source.values_of(group, stored)

    def lines(self, batch: Slots) -> list[str]:
        return self.lines_of(batch, "at")

    def lines_of(self, batch: Slots, at: str) -> list[str]:
        """Return the source of an index of another name."""

        def found(_: str, x: Value) -> str:
            return element(batch.slot(x), offset(at, self.group.shape, self._strides(batch.slot(x))))

        return source.loop_lines(self.group, batch.stored, found, batch.own)

    def accesses(self, batch: Slots) -> tuple[list[Access], list[Access]]:
        return self._accesses(batch, self.reads), self._accesses(batch, self.writes)

    def walks(self, batch: Slots) -> list[Walk]:
        return [walk(batch, x, self.group.shape, self._strides(batch.slot(x))) for x in self.reads]

    def units(self) -> set[int]:
        return prefixes(self.group.shape)

    def _accesses(self, batch: Slots, values: Sequence[Value]) -> list[Access]:
        slots, indices = [batch.slot(x) for x in values], np.arange(self.size)
        return [Access(slot.buffer, cells(self.group.shape, self._strides(slot), slot.start), indices) for slot in slots]

    def _strides(self, slot: Slot) -> tuple[int, ...]:
        return (0,) * (len(self.group.shape) - len(slot.strides)) + slot.strides


class Copy(Stage):
    """The copy of a contiguous value to the slot of another one."""

    def __init__(self, old: Value, new: Value) -> None:
        self.old, self.new, self.shape, self.size, self.reads, self.writes = old, new, old.shape, old.size, [old], [new]

    def lines(self, batch: Slots) -> list[str]:
        old, new = (element(batch.slot(x), ["at"]) for x in (self.old, self.new))
        return [f"{new} = {old}"]

    def accesses(self, batch: Slots) -> tuple[list[Access], list[Access]]:
        indices = np.arange(self.size)
        old, new = (batch.slot(x) for x in (self.old, self.new))
        return [Access(old.buffer, indices + int(old.start), indices)], [Access(new.buffer, indices + int(new.start), indices)]

    def walks(self, batch: Slots) -> list[Walk]:
        return [walk(batch, self.old, (self.size,), (1,))]


class Outside(Stage):
    """Reads or writes of contiguous values whose other side is in global memory: line ``i`` belongs to value ``i``."""

    def __init__(self, values: Sequence[Value], lines: Sequence[str], *, writes: bool) -> None:
        self.values, self.templates = values, lines
        self.shape = max((x.shape for x in values), key=math.prod, default=(0,))
        self.size = math.prod(self.shape)
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

    def walks(self, batch: Slots) -> list[Walk]:
        return [walk(batch, x, (x.size,), (1,)) for x in self.reads]
