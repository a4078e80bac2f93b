"""Operations on whole values, divided among threads: a round consists of groups that can run at the same time.

A group that does much work is divided: each thread computes some rows, or columns, of its result. The first thread runs the
others, in their order. No sum is divided, so the bits do not depend on the number of threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bpnet.compiler.operations import REDUCTIONS
from bpnet_numba import exact, source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from bpnet.compiler.fusion import FusedGroup
    from bpnet.compiler.plan import Value
    from bpnet_numba.section import Section

DIVIDED_ELEMENTS, DIVIDED_FLOPS = 1 << 14, 1 << 19
"""Sizes of a loop and of a product from which on they are divided: these take as long as threads need to start."""


class Round:
    """Groups that can run at the same time: those that are divided, and all others one after another.

    Parameters
    ----------
    before
        Values that the first thread computes before the first of its groups.
    """

    def __init__(self, before: Iterable[Value] = ()) -> None:
        self.divided: list[FusedGroup] = []
        self.others: list[FusedGroup] = []
        self.written: dict[bool, set[Value]] = {True: set(), False: set(before)}
        """Values that are written by divided groups, and by others."""
        self.read: dict[bool, set[Value]] = {True: set(), False: set()}

    def takes(self, reads: set[Value], writes: set[Value], *, divided: bool) -> bool:
        """Return True if a group with these reads and writes may be added."""
        apart = (True, False) if divided else (True,)
        return not any(reads & self.written[kind] or writes & self.read[kind] for kind in apart)

    def add(self, group: FusedGroup, reads: set[Value], writes: set[Value], *, divided: bool) -> None:
        """Add a group."""
        (self.divided if divided else self.others).append(group)
        self.written[divided] |= writes
        self.read[divided] |= reads

    def write(self, section: Section, own: Collection[Any], before: Iterable[str], parts: int) -> list[str]:
        """Return the groups as lines of source; of several parts, the variable ``part`` is the one to run."""
        divided, others = source.Lines(own, parts), source.Lines(own)
        for line in before:
            others.text.append(line)
        for group in self.others:
            exact.write_group(group, section, section.stored, others)
        for group in self.divided:
            exact.write_group(group, section, section.stored, divided)
        if parts == 1 or not others.text:
            return [*others.text, *divided.text]
        return [*divided.text, "    if part == 0:", *(f"    {line}" for line in others.text)]


def is_divided(group: FusedGroup) -> bool:
    """Return True for a group that is divided among threads."""
    if group.kind == "matmul":
        return group.operations[0].flops >= DIVIDED_FLOPS
    reduces = any(op.name in REDUCTIONS for op in group.operations)
    return group.kind == "loop" and not reduces and group.operations[0].result.size >= DIVIDED_ELEMENTS


def divide_in_rounds(section: Section, before: Collection[Value], replaced: Mapping[Value, Value]) -> list[Round]:
    """Return the groups of a section in rounds.

    Parameters
    ----------
    section
        The groups.
    before
        See `Round`.
    replaced
        Values that are overwritten, by the values that are written in their place.
    """
    rounds = [Round(before)]
    for group in section.fused.groups:
        reads = {section.views.root(x) for x in group.reads()}
        made = {op.result for op in group.operations}
        writes, divided = made | {replaced[x] for x in made if x in replaced}, is_divided(group)
        if not rounds[-1].takes(reads, writes, divided=divided):
            rounds.append(Round())
        rounds[-1].add(group, reads, writes, divided=divided)
    return rounds
