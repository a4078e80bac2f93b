"""Flattening: one operation on concatenated arrays replaces the same operation on each of them.

An optimizer updates each param from its old value, its gradient and its opt_state, with the same operations for all params. The
plan is searched backwards from its outputs, and these become one operation on flat buffers.

A flat value is a vector whose buffer contains several values, its members, each from the beginning of a cache line.
"""

from __future__ import annotations

import heapq
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.compiler.operations import ELEMENTWISE, VIEWS
from bpnet.compiler.plan import Operation, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

UNIT = 16
"""Members begin at multiples of this number of elements, whatever their dtype: of float32 and float64, at a cache line."""


def lengths_in_flat(members: Sequence[Value]) -> list[int]:
    """Return the number of elements between the beginning of each member of a flat value and that of the next."""
    return [-(-max(1, v.size) // UNIT) * UNIT for v in members]


class Flattener:
    """The operations of a plan, with operations on flat values in place of equal operations on each member.

    Parameters
    ----------
    operations, constants
        Those of a plan.
    first
        A number that is larger than those of all values.
    allowed
        See `bpnet.compiler.library.Library.keeps_bits_in_flat`.

    Attributes
    ----------
    offsets
        For each member of a flat value: the flat value, and the index of its first element there.
    """

    def __init__(
        self, operations: list[Operation], constants: dict[Value, Any], first: int, allowed: Callable[[str], bool]
    ) -> None:
        self.allowed = allowed
        self.makers = {op.result: op for op in operations}
        self.index = {op.result: i for i, op in enumerate(operations)}
        self.operations, self.constants, self.count = operations, constants, first
        self.flat_values: dict[tuple[Value, ...], Value] = {}
        self.offsets: dict[Value, tuple[Value, int]] = {}
        self.gathered: dict[Value, tuple[Value, ...]] = {}
        self.added: list[tuple[int, Operation]] = []
        self.merged: set[Value] = set()

    def new_value(self, shape: tuple[int, ...], dtype: Any) -> Value:
        """Return a value that is not in the plan."""
        self.count += 1
        return Value(self.count - 1, shape, dtype)

    def reserve(self, members: tuple[Value, ...]) -> Value:
        """Return a new flat value with these members."""
        lengths = lengths_in_flat(members)
        flat = self.new_value((sum(lengths),), members[0].dtype)
        self.flat_values[members] = flat
        for v, start in zip(members, accumulate(lengths, initial=0), strict=False):
            self.offsets[v] = flat, start
        return flat

    def flatten(self, members: tuple[Value, ...]) -> Value:
        """Return the flat value with these members: the result of one operation if all are computed alike, or of copies."""
        if members in self.flat_values:
            return self.flat_values[members]
        if all(v in self.constants for v in members):
            parts = [np.resize(self.constants[v], n) for v, n in zip(members, lengths_in_flat(members), strict=True)]
            self.flat_values[members] = flat = self.new_value((sum(part.size for part in parts),), members[0].dtype)
            self.constants[flat] = np.concatenate(parts)
            return flat
        last = max(self.index.get(v, -1) for v in members)
        free = len(set(members)) == len(members) and not any(v in self.offsets for v in members)
        ops = [self.makers[v] for v in members if v in self.makers]
        if free and len(ops) == len(members) and self.allowed(ops[0].name) and _are_alike(ops):
            operands = tuple(
                self.flatten(column) if isinstance(column[0], Value) and column[0].shape else column[0]
                for column in zip(*(op.operands for op in ops), strict=True)
            )
            if not any(v in self.offsets for v in members):  # none became a member while the operands were flattened
                flat = self.reserve(members)
                self.merged |= set(members)
                self.added.append((last, Operation(ops[0].name, operands, ops[0].options, flat)))
                return flat
        separate = tuple(v if members.count(v) == 1 and self._can_lie_in_flat(v) else self._copy(v) for v in members)
        self.flat_values[members] = flat = self.reserve(separate)  # copies, since a value is a member of one flat value only
        self.gathered[flat] = separate
        return flat

    def _can_lie_in_flat(self, v: Value) -> bool:
        return v in self.makers and self.makers[v].name not in VIEWS and v not in self.offsets

    def _copy(self, v: Value) -> Value:
        copy = self.new_value(v.shape, v.dtype)
        self.added.append((self.index.get(v, -1), Operation("astype", (v,), (("dtype", str(v.dtype)),), copy)))
        return copy

    def topological_order(self) -> list[Operation] | None:
        """Return the operations in topological order, those on scalars first; None if merging has made a cycle."""
        kept = [(i, op) for i, op in enumerate(self.operations) if op.result not in self.merged]
        entries = [(i, n, op) for n, (i, op) in enumerate(sorted(kept + self.added, key=lambda entry: entry[0]))]
        made_by: dict[Value, list[int]] = {op.result: [n] for _, n, op in entries}
        made_by |= {flat: [m for v in members for m in made_by[v]] for flat, members in self.gathered.items()}
        for v in self.merged:
            made_by[v] = made_by[self.offsets[v][0]]
        waits = [0] * len(entries)
        then: list[list[int]] = [[] for _ in entries]
        for _, n, op in entries:
            for needed in {m for x in op.operands if isinstance(x, Value) for m in made_by.get(x, ())}:
                waits[n] += 1
                then[needed].append(n)
        ready = [(bool(op.result.shape), i, n) for i, n, op in entries if waits[n] == 0]
        heapq.heapify(ready)
        done: list[Operation] = []
        while ready:
            *_, n = heapq.heappop(ready)
            done.append(entries[n][2])
            for m in then[n]:
                waits[m] -= 1
                if waits[m] == 0:
                    heapq.heappush(ready, (bool(entries[m][2].result.shape), entries[m][0], m))
        return done if len(done) == len(entries) else None


def _are_alike(ops: list[Operation]) -> bool:
    """Return True if operations can be one on flat values: the same elementwise function with the same numbers."""
    first = ops[0]
    if first.name not in ELEMENTWISE | {"where"} or any(op[0] != first.name or op.options != first.options for op in ops):
        return False
    if first.name in {"maximum", "minimum"} and not any(isinstance(x, float) and x != 0.0 for x in first.operands):
        return False  # the maximum of 0 and -0 may depend on their alignment
    if len({op.result.dtype for op in ops}) > 1:
        return False
    return all(_is_column(column, ops) for column in zip(*(op.operands for op in ops), strict=True))


def _is_column(column: tuple[Any, ...], ops: list[Operation]) -> bool:
    """Return True if operands can be members of a flat value, or are the same number for all operations."""
    if all(isinstance(x, Value) and x.shape == op.result.shape and x.shape for x, op in zip(column, ops, strict=True)):
        return len({x.dtype for x in column}) == 1
    if any(isinstance(x, Value) for x in column):
        return len(set(column)) == 1 and column[0].shape == ()
    return len({(type(x), repr(x)) for x in column}) == 1
