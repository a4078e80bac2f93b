"""Blockwise execution: a run of elementwise operations of one shape goes block by block, so that intermediates stay in the cache.

A run is a list of consecutive operations with results of one shape. Its local values are read within the run only.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from bpnet.compiler.library import Call, Library, Spare
from bpnet.compiler.operations import ELEMENTWISE, OPERATIONS
from bpnet.compiler.plan import Operation, Value

MULTIPLE = 64
"""Blocks are multiples of this number of elements, so that vector instructions leave the same remainder as on the whole array."""


def is_blockwise(op: Operation) -> bool:
    """Return True if an operation can run block by block."""
    return op.name in ELEMENTWISE or op.name in {"where", "astype"}


def blocks(shape: tuple[int, ...], itemsize: int, nbytes: int) -> Iterator[tuple[int, slice]]:
    """Yield an axis, and each slice along it that is a block of ``nbytes``.

    Less than two blocks are not split; nothing is if ``nbytes`` is 0.
    """
    axis = next((i for i, n in enumerate(shape) if n > 1), 0)
    length, inner = (shape[axis] if shape else 1), math.prod(shape[axis + 1 :])
    unit = MULTIPLE // math.gcd(inner, MULTIPLE) if inner else 1
    rows = max(unit, nbytes // itemsize // max(1, inner) // unit * unit)
    rows = length if not nbytes or length <= 2 * rows else rows
    for start in range(0, length, rows):
        yield axis, slice(start, min(start + rows, length))


def slice_operand(array: Any, shape: tuple[int, ...], axis: int, rows: slice) -> Any:
    """Return the elements of an operand, which broadcasts to a shape, that a block reads."""
    aligned = axis - len(shape) + array.ndim
    if aligned < 0 or array.shape[aligned] == 1 < shape[axis]:
        return array
    return array[(slice(None),) * aligned + (rows,)]


def can_overwrite(op: Operation, x: Value) -> bool:
    """Return True if an operation computes the same when its result overwrites an operand."""
    if x.shape != op.result.shape or x.dtype != op.result.dtype:
        return False
    return OPERATIONS[op.name].rounds_once or (op.name == "where" and x not in op.operands[:2])


def assign_scratch(run: list[Operation], local: set[Value]) -> dict[Value, int]:
    """Assign scratch blocks, by number, to the local values of a run; blocks are reused as soon as possible."""
    last = {x: j for j, op in enumerate(run) for x in op.operands if isinstance(x, Value) and x in local}
    assigned: dict[Value, int] = {}
    idle: list[int] = []
    count = 0
    for j, op in enumerate(run):
        dying = [x for x in dict.fromkeys(op.operands) if isinstance(x, Value) and last.get(x) == j]
        if op.result in local:
            overwritten = next((x for x in dying if can_overwrite(op, x)), None)
            if overwritten is not None:
                dying.remove(overwritten)
                assigned[op.result] = assigned[overwritten]
            elif idle:
                assigned[op.result] = idle.pop()
            else:
                assigned[op.result] = count
                count += 1
        idle += [assigned[x] for x in dying]
    return assigned


def blockwise_calls(
    run: list[Operation],
    local: set[Value],
    array_of: Callable[[Any], Any],
    scratch: Callable[[int, int], Any],
    spare: Spare,
    library: Library,
) -> Iterator[Call]:
    """Yield the calls of a run: all calls of one block, then all of the next.

    Parameters
    ----------
    run, local
        Operations of one shape, and the results that only they read.
    array_of
        ``(value) -> array``, for values that are not local; a Python number is returned unchanged.
    scratch
        ``(number, nbytes) -> bytes`` of a scratch block.
    spare, library
        See `bpnet.compiler.library`.
    """
    shape, assigned = run[0].result.shape, assign_scratch(run, local)
    for axis, rows in blocks(shape, max(op.result.dtype.itemsize for op in run), library.block):
        size = (*shape[:axis], rows.stop - rows.start, *shape[axis + 1 :]) if shape else ()

        def block(x: Any, axis: int = axis, rows: slice = rows, size: tuple[int, ...] = size) -> Any:
            if isinstance(x, Value) and x in local:
                nbytes = math.prod(size) * x.dtype.itemsize
                return library.view(scratch(assigned[x], nbytes), x.dtype, size)
            array = array_of(x)
            return slice_operand(array, shape, axis, rows) if shape and library.is_array(array) else array

        arrays: dict[Value, Any] = {}
        for op in run:
            operands = [arrays.setdefault(x, block(x)) if isinstance(x, Value) else x for x in op.operands]
            out = arrays[op.result] = block(op.result)
            if op.name == "where" and library.is_array(operands[2]) and library.overlap(operands[2], out):
                operands[2] = out
            yield from library.calls(op, out, operands, spare)
