"""Reductions over rows as source: the nodes of blocks on a stack, and those of tasks, combined in pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bpnet_numba.source import COMBINE

if TYPE_CHECKING:
    from bpnet_numba.layout import Layout


class Region(NamedTuple):
    """The partial results of one kind and dtype: they are next to one another, in the stack of nodes and among the tasks."""

    buffer: str
    stack: int
    """Index of the first element in a level of the stack, which is a thread's own."""
    level: int
    """Size of a level of the stack."""
    nodes: int
    """Index of the first element of the nodes of tasks in the shared buffer."""
    size: int
    combine: str


def write_stage(name: str, bodies: list[list[str]], regions: list[Region], layout: Layout, parameters: str) -> list[str]:
    """Return functions as source that run some tasks of a stage.

    Its ``bodies`` are one for a block of ``count`` rows, or one for a full block and one for a short last one. ``depth`` is not
    the literal 0, for which Numba would compile the bodies once more.
    """
    lines = []
    for which, body in zip(("full", "last"), bodies, strict=False):
        lines += [f"def {which}_{name}(first, count, depth, {parameters}):", *body, "    return"]
    last = "last" if len(bodies) > 1 else "full"
    lines += [f"def combine_{name}(depth, {parameters}):", *(line for r in regions for line in _pair(r)), "    return"]
    lines += f"""def {name}(begin, end, span, tasks, {parameters}):
    for task in range(begin, end):
        depth = int64(0)
        for block in range(task * span, min((task + 1) * span, {layout.blocks})):
            first = block * {layout.rows}
{_calls(name, last, layout, parameters)}
            depth += 1
            index = block - task * span
            while index & 1:
                depth -= 1
                combine_{name}(depth, {parameters})
                index >>= 1
        while depth > 1:
            depth -= 1
            combine_{name}(depth, {parameters})""".splitlines()
    for r in regions:
        lines += [f"        for i in range({r.size}):"]
        lines += [f"            {r.buffer}_[np.uint64({r.nodes} + task * {r.size} + i)] = stack_{r.buffer}_[{r.stack} + i]"]
    return lines


def _calls(name: str, last: str, layout: Layout, parameters: str) -> str:
    """Return the source of the calls of a block."""
    if last == "full":
        return f"            full_{name}(first, min({layout.rows}, {layout.total} - first), depth, {parameters})"
    return f"""            if block == {layout.blocks - 1}:
                last_{name}(first, {layout.total} - first, depth, {parameters})
            else:
                full_{name}(first, {layout.rows}, depth, {parameters})"""


def _pair(r: Region) -> list[str]:
    """Return the combination of the two top nodes of the stack as source."""
    left, right = (f"stack_{r.buffer}_[np.uint64({r.stack} + {depth} * {r.level} + i)]" for depth in ("(depth - 1)", "depth"))
    return [f"    for i in range({r.size}):", f"        {left} = {COMBINE[r.combine].format(left, right)}"]


def write_join(r: Region) -> list[str]:
    """Return the combination of the nodes of all tasks, in pairs, as source."""
    indices = ("pair", "(2 * pair)", "(2 * pair + 1)", "(n // 2)", "(n - 1)")
    pair, left, right, middle, last = (f"{r.buffer}_[np.uint64({r.nodes} + {index} * {r.size} + i)]" for index in indices)
    return f"""    n = tasks
    while n > 1:
        for pair in range(n // 2):
            for i in range({r.size}):
                {pair} = {COMBINE[r.combine].format(left, right)}
        if n & 1:
            for i in range({r.size}):
                {middle} = {last}
        n = (n + 1) // 2""".splitlines()
