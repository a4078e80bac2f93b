"""Matrix products for Numba in the order of exact arithmetic, compiled once per dtype for all shapes and strides.

out[i, j] = sum of a[i, t] b[t, j] over t = 0 .. k - 1: each product is rounded, and the sum is that of `bpnet_numba.tiles`.
Columns of b are multiplied in panels of `VECTORS` vectors, by tiles of `ROWS` rows. If b is large, its panels are first copied to
consecutive memory, in groups that fit into the cache; so are rows of a whose terms lie far apart.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet_numba.entries import helper, inlined, library_function
from bpnet_numba.intrinsics import carray, on_stack
from bpnet_numba.tiles import BLOCK, ROWS, VECTORS, WIDTH, multiply_tiles

if TYPE_CHECKING:
    from collections.abc import Callable

GROUP = 1 << 20
"""Maximum size in bytes of a group of panels of b: half the cache of a core."""
NEAR = 1 << 18
"""Size in bytes up to which a matrix is read in place, if its elements in a row or column lie next to each other."""
LINE = 64
"""Size of a cache line in bytes."""
TOGETHER = 4
"""Number of rows of b that are copied together."""
PANELS = 4
"""Number of panels below which rows of a are read in place."""
LONG = BLOCK << 5
"""Number of terms after which others begin only when all rows and columns are done: the terms of a tile fit into the cache."""
SMALL = 4096
"""Maximum number of elements of scratch memory on the stack: to allocate memory takes as long as a small product."""
FEW = 32
"""Number of rows of a below which b is read in place: a copy would take longer than it saves."""


class Matrix(NamedTuple):
    """A matrix in a flat buffer: element [i, j] is ``buffer[start + i row + j column]``."""

    buffer: Any
    start: int
    row: int
    column: int


class Layout(NamedTuple):
    """Panels of a product, what is copied, and where it lies in scratch memory, after the stack of a tile."""

    columns: int
    """Columns of a panel."""
    group: int
    """Columns of a group of panels."""
    copies_a: bool
    copies_b: bool
    transposed: bool
    """True if elements in a row of the result do not lie next to each other: then tiles are computed in scratch memory."""
    result: int
    """Start of a tile of the result."""
    left: int
    """Start of the copy of rows of a."""
    right: int
    """Start of the copy of panels of b."""
    size: int


@helper
def transpose(x: Matrix) -> Matrix:
    """Return the transpose of a matrix."""
    return Matrix(x.buffer, x.start, x.column, x.row)


@helper
def part(x: Matrix, i: int, j: int) -> Matrix:
    """Return a matrix from element [i, j] on."""
    return Matrix(x.buffer, x.start + i * x.row + j * x.column, x.row, x.column)


@helper
def read(x: Matrix, rows: int, columns: int, memory: Any, start: int) -> None:
    """Copy a matrix to consecutive memory, row by row."""
    if x.column == 1:
        for i in range(rows):
            for j in range(columns):
                memory[np.uint64(start + i * columns + j)] = x.buffer[np.uint64(x.start + i * x.row + j)]
        return
    for i in range(rows):
        for j in range(columns):
            memory[np.uint64(start + i * columns + j)] = x.buffer[np.uint64(x.start + i * x.row + j * x.column)]


@helper
def write(memory: Any, start: int, rows: int, columns: int, out: Matrix) -> None:
    """Copy consecutive memory to a matrix."""
    for i in range(rows):
        for j in range(columns):
            out.buffer[out.start + i * out.row + j * out.column] = memory[start + i * columns + j]


@helper
def bit_length(x: int) -> int:
    """Return the number of binary digits of an integer."""
    result = 0
    while x:
        result, x = result + 1, x >> 1
    return result


@helper
def count_ones(x: int) -> int:
    """Return the number of binary digits of an integer that are 1."""
    result = 0
    while x:
        result, x = result + 1, x & (x - 1)
    return result


@helper
def levels(k: int) -> int:
    """Return the number of levels of the tree of k terms."""
    return 1 + bit_length(k // BLOCK)


@helper
def scratch(size: int, x: Any) -> Any:
    """Return memory for elements like those of x, which starts at a cache line."""
    line = LINE // x.itemsize
    memory = np.empty(size + line, x.dtype)
    return memory[-(memory.ctypes.data // x.itemsize) % line :]


@helper
def copied_rows(x: Any) -> int:
    """Return the number of rows of a that are copied at once: as many as have their elements of a column in a cache line."""
    return max(ROWS, LINE // x.itemsize)


@helper
def plan(a: Matrix, b: Matrix, out: Matrix, m: int, k: int, n: int) -> Layout:
    """Return the layout of a product."""
    item = out.buffer.itemsize
    lanes = WIDTH // item
    tile, columns = ROWS * VECTORS * lanes, max(1, min(n, VECTORS * lanes))
    transposed = out.column != 1
    panel_size = k * columns * item
    large_b = m >= FEW and n > columns and k * n * item > NEAR and panel_size <= GROUP
    copies_b = b.column != 1 or large_b
    group = max(1, GROUP // max(1, panel_size)) * columns if copies_b else max(1, n)
    copies_a = a.column != 1 and min(n, group) >= PANELS * columns and m * k * item > NEAR
    result = levels(k) * tile
    left = result + (tile if transposed else 0)
    right = left + (copied_rows(out.buffer) * k if copies_a else 0)
    size = right + ((min(group, n) + lanes) * k if copies_b else 0)
    return Layout(columns, group, copies_a, copies_b, transposed, result, left, right, size)


@helper
def panel(j: int, end: int, n: int, columns: int, lanes: int) -> tuple[int, int]:
    """Return the first column of a panel and its width; a narrow panel overlaps the one before it, with the same results."""
    width = min(columns, end - j)
    return (n - lanes, lanes) if width < lanes <= n else (j, width)


@helper
def read_panels(b: Matrix, k: int, n: int, first: int, end: int, layout: Layout, memory: Any) -> None:
    """Copy the panels of a group, all of them in some rows and then in the next ones: caches load memory ahead along rows."""
    step = TOGETHER if b.column == 1 else max(1, k)
    for t in range(0, k, step):
        for j in range(first, end, layout.columns):
            column, width = panel(j, end, n, layout.columns, WIDTH // memory.itemsize)
            start = layout.right + (j - first) * k + t * width
            read(part(b, t, column), min(step, k - t), width, memory, start)


@inlined
def multiply_rows(
    a: Matrix, b: Matrix, out: Matrix, rows: int, k: int, n: int, first: int, end: int, layout: Layout, memory: Any
) -> None:
    """Multiply rows of a by the panels of a group."""
    x = Matrix(memory, layout.left, 1, rows) if layout.copies_a else a
    if layout.copies_a:
        read(transpose(a), k, rows, memory, layout.left)
    for j in range(first, end, layout.columns):
        column, width = panel(j, end, n, layout.columns, WIDTH // memory.itemsize)
        y = Matrix(memory, layout.right + (j - first) * k, width, 1) if layout.copies_b else part(b, 0, column)
        z = Matrix(memory, layout.result, width, 1) if layout.transposed else part(out, 0, column)
        multiply_tiles(rows, width, x, y, z, k, memory)
        if layout.transposed:
            write(memory, layout.result, rows, width, part(out, 0, column))


@inlined
def multiply_terms(a: Matrix, b: Matrix, out: Matrix, m: int, k: int, n: int) -> None:
    """Multiply two matrices of m x k and k x n, with all terms of an element at once."""
    if n < WIDTH // out.buffer.itemsize <= m and a.row == 1:  # lanes hold rows of a: its transpose becomes b
        a, b, out, m, n = transpose(b), transpose(a), transpose(out), n, m
    layout = plan(a, b, out, m, k, n)
    memory = carray(on_stack(out.buffer.dtype, SMALL), SMALL)
    if layout.size > SMALL:
        memory = scratch(layout.size, out.buffer)
    step = m if m % ROWS > ROWS // 2 else max(ROWS, m - m % ROWS)  # smaller tiles for a remainder of half a tile
    if layout.copies_a:
        step = copied_rows(memory)
    if layout.transposed:
        step = ROWS
    for first in range(0, n, layout.group):
        end = min(n, first + layout.group)
        if layout.copies_b:
            read_panels(b, k, n, first, end, layout, memory)
        for i in range(0, m, step):
            multiply_rows(part(a, i, 0), b, part(out, i, 0), min(step, m - i), k, n, first, end, layout, memory)


@helper
def add(x: Any, left: int, right: int, size: int) -> None:
    """Add one part of an array to another."""
    for i in range(size):
        x[left + i] = x[left + i] + x[right + i]


@inlined
def multiply_matrices(a: Matrix, b: Matrix, out: Matrix, m: int, k: int, n: int) -> None:
    """Multiply two matrices of m x k and k x n: `LONG` terms at a time, whose sums are nodes of the tree."""
    parts, size = max(1, (k + LONG - 1) // LONG), m * n
    nodes = np.empty(bit_length(parts) * size if parts > 1 else 0, out.buffer.dtype)
    for i in range(parts):
        # The ones of a binary counter are the nodes that wait for their right neighbor, as in `bpnet_numba.tiles`.
        depth = count_ones(i)
        target = Matrix(nodes, depth * size, n, 1) if parts > 1 else out
        multiply_terms(part(a, 0, i * LONG), part(b, i * LONG, 0), target, m, min(LONG, k - i * LONG), n)
        waiting = 0 if i == parts - 1 else count_ones(i & (i + 1))
        for d in range(depth, waiting, -1):
            add(nodes, (d - 1) * size, d * size, size)
    if parts > 1:
        write(nodes, 0, m, n, out)


@inlined
def multiply_arrays(
    a: Any,
    a_start: int,
    a_row: int,
    a_column: int,
    b: Any,
    b_start: int,
    b_row: int,
    b_column: int,
    out: Any,
    out_start: int,
    out_row: int,
    out_column: int,
    m: int,
    k: int,
    n: int,
) -> None:
    """Multiply two matrices in flat buffers."""
    left, right = Matrix(a, a_start, a_row, a_column), Matrix(b, b_start, b_row, b_column)
    multiply_matrices(left, right, Matrix(out, out_start, out_row, out_column), m, k, n)


KINDS = "xnnn" * 3 + "nnn"
"""Kinds of the arguments of a product."""


@cache
def product(dtype: str) -> Callable[..., None]:
    """Return the product of two matrices of a dtype as a compiled function, also for calls from compiled programs.

    Its arguments are, for each of a, b and the result, a flat C-contiguous buffer, the index of the first element, and the
    strides of rows and columns in elements; then m, k and n. The result must not overlap a or b.
    """
    return library_function(multiply_arrays, dtype, KINDS)
