"""Runs of operations that go element by element over one shape, done block by block: what is between them stays in the cache."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bpnet.compiler.operations import ELEMENTWISE, OPERATIONS
from bpnet.compiler.plan import Operation, Value
from bpnet_numpy.calls import calls_for
from bpnet_numpy.where import Call, Spare

BLOCK = 1 << 17
"""Bytes of a block: a handful of them fit into a core's cache."""
LINE = 64  # elements: blocks are multiples, so that what a block leaves over is what the whole array leaves over


def is_blockwise(op: Operation) -> bool:
    """Whether an operation can be done in blocks."""
    return op.name in ELEMENTWISE or op.name in {"where", "astype"}


def blocks(shape: tuple[int, ...], itemsize: int) -> Iterator[tuple[int, slice]]:
    """An axis, and the slices of it that are blocks in order; what is less than two blocks is one."""
    axis = next((i for i, n in enumerate(shape) if n > 1), 0)
    length, inner = (shape[axis] if shape else 1), math.prod(shape[axis + 1 :])
    unit = LINE // math.gcd(inner, LINE) if inner else 1
    rows = max(unit, BLOCK // itemsize // max(1, inner) // unit * unit)
    rows = length if length <= 2 * rows else rows
    for start in range(0, length, rows):
        yield axis, slice(start, min(start + rows, length))


def slice_operand(array: Any, shape: tuple[int, ...], axis: int, rows: slice) -> Any:
    """What a block needs of an operand that broadcasts to a shape."""
    if not isinstance(array, np.ndarray):
        return array
    own = axis - len(shape) + array.ndim
    if own < 0 or array.shape[own] == 1 < shape[axis]:
        return array
    return array[(slice(None),) * own + (rows,)]


def can_overwrite(op: Operation, x: Value) -> bool:
    """Whether a result may be written over an operand, as far as the operation is concerned."""
    if x.shape != op.result.shape or x.dtype != op.result.dtype:
        return False
    return OPERATIONS[op.name].rounds_once or (op.name == "where" and x not in op.operands[:2])


def assign_scratch(run: list[Operation], local: set[Value]) -> dict[Value, int]:
    """Which of a few scratch blocks has each value that is needed in the chain alone; they are reused as soon as may be."""
    last = {x: j for j, op in enumerate(run) for x in op.operands if isinstance(x, Value) and x in local}
    slots: dict[Value, int] = {}
    idle: list[int] = []
    count = 0
    for j, op in enumerate(run):
        dying = [x for x in dict.fromkeys(op.operands) if isinstance(x, Value) and last.get(x) == j]
        if op.result in local:
            over = next((x for x in dying if can_overwrite(op, x)), None)
            if over is not None:
                dying.remove(over)
                slots[op.result] = slots[over]
            elif idle:
                slots[op.result] = idle.pop()
            else:
                slots[op.result] = count
                count += 1
        idle += [slots[x] for x in dying]
    return slots


def blockwise_calls(
    run: list[Operation], local: set[Value], array_of: Callable[[Any], Any], scratch: Callable[[int, int], Any], spare: Spare
) -> Iterator[Call]:
    """The calls of a chain, all of a block before the next one.

    Parameters
    ----------
    chain, local
        Operations of one shape, and those results that nobody else needs.
    array_of
        The array of any other value; a Python number as it is.
    scratch
        The bytes of a scratch block, by its number and size.
    spare
        As `prepared` takes it.
    """
    shape, slots = run[0].result.shape, assign_scratch(run, local)
    for axis, rows in blocks(shape, max(op.result.dtype.itemsize for op in run)):
        size = (*shape[:axis], rows.stop - rows.start, *shape[axis + 1 :]) if shape else ()

        def of(x: Any, axis: int = axis, rows: slice = rows, size: tuple[int, ...] = size) -> Any:
            if isinstance(x, Value) and x in local:
                nbytes = math.prod(size) * x.dtype.itemsize
                return scratch(slots[x], nbytes).view(x.dtype).reshape(size)
            return slice_operand(array_of(x), shape, axis, rows) if shape else array_of(x)

        arrays: dict[Value, Any] = {}
        for op in run:
            operands = [arrays.setdefault(x, of(x)) if isinstance(x, Value) else x for x in op.operands]
            out = arrays[op.result] = of(op.result)
            if op.name == "where" and isinstance(operands[2], np.ndarray) and np.may_share_memory(operands[2], out):
                operands[2] = out
            yield from calls_for(op, out, operands, spare)
