"""Matrix products for Numba in the order of exact arithmetic, compiled once per dtype for all shapes and strides.

out[i, j] = sum of a[i, t] b[t, j] over t = 0 .. k - 1: each product is rounded, and the sum is that of `bpnet_numba.tiles`.
Columns of b are multiplied in panels of two vectors, by tiles of `ROWS` rows. If b is large, its panels are first copied to
consecutive memory, in groups that fit into the cache; so are rows of a whose terms lie far apart.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numba import carray, njit

from bpnet_numba.entries import OPTIONS, entry
from bpnet_numba.tiles import BLOCK, ROWS, WIDTH, multiply_tiles

GROUP = 1 << 20
"""Maximum size in bytes of a group of panels of b: half the cache of a core."""
NEAR = 1 << 17
"""Size in bytes up to which a matrix is read in place, if its elements in a row or column lie next to each other."""
FEW = 32
"""Number of rows of a below which b is read in place: a copy would take longer than it saves."""


class Matrix(NamedTuple):
    """A matrix in a flat buffer: element [i, j] is ``buffer[start + i row + j column]``."""

    buffer: Any
    start: int
    row: int
    column: int


class Layout(NamedTuple):
    """Scratch memory of a product, in elements, and what is copied there."""

    tile: int
    """Size of a tile, and of a level of the stack."""
    columns: int
    """Columns of a panel."""
    group: int
    """Columns of a group of panels."""
    copies_a: bool
    copies_b: bool
    transposed: bool
    """True if columns of the result do not lie next to each other, so that tiles are computed in scratch memory."""
    result: int
    """Start of a tile of the result, after the stack."""
    left: int
    """Start of the copy of rows of a."""
    right: int
    """Start of the copy of panels of b."""
    size: int


@njit(**OPTIONS)
def transpose(x: Matrix) -> Matrix:
    """Return the transpose of a matrix."""
    return Matrix(x.buffer, x.start, x.column, x.row)


@njit(**OPTIONS)
def part(x: Matrix, i: int, j: int) -> Matrix:
    """Return a matrix from element [i, j] on."""
    return Matrix(x.buffer, x.start + i * x.row + j * x.column, x.row, x.column)


@njit(**OPTIONS)
def copy(x: Matrix, rows: int, columns: int, out: Any, start: int) -> None:
    """Copy a matrix to consecutive memory, row by row."""
    if x.column == 1:
        for i in range(rows):
            for j in range(columns):
                out[start + i * columns + j] = x.buffer[x.start + i * x.row + j]
        return
    for first in range(0, rows, 64):
        for j in range(columns):
            for i in range(first, min(rows, first + 64)):
                out[start + i * columns + j] = x.buffer[x.start + i * x.row + j * x.column]


@njit(**OPTIONS)
def write(x: Any, start: int, rows: int, columns: int, out: Matrix) -> None:
    """Copy consecutive memory to a matrix."""
    for i in range(rows):
        for j in range(columns):
            out.buffer[out.start + i * out.row + j * out.column] = x[start + i * columns + j]


@njit(**OPTIONS)
def levels(k: int) -> int:
    """Return the number of levels of the tree of k terms."""
    result, blocks = 1, k // BLOCK
    while blocks:
        result, blocks = result + 1, blocks // 2
    return result


@njit(**OPTIONS)
def scratch(size: int, x: Any) -> Any:
    """Return memory of the dtype of an array that starts at a cache line."""
    line = 64 // x.itemsize
    memory = np.empty(size + line, x.dtype)
    return memory[-(memory.ctypes.data // x.itemsize) % line :]


@njit(**OPTIONS)
def plan(a: Matrix, b: Matrix, out: Matrix, m: int, k: int, n: int) -> Layout:
    """Return the layout of a product."""
    item = out.buffer.itemsize
    lanes = WIDTH // item
    tile, columns = ROWS * 2 * lanes, min(n, 2 * lanes)
    transposed = out.column != 1
    copies_a = a.column != 1 and n > columns and m * k * item > NEAR
    copies_b = b.column != 1 or (m >= FEW and n > columns and k * n * item > NEAR)
    group = max(1, GROUP // max(1, k * columns * item)) * columns if copies_b else max(n, 1)
    result = levels(k) * tile
    left = result + (tile if transposed else 0)
    right = left + (ROWS * k if copies_a else 0)
    size = right + ((min(group, n) + lanes) * k if copies_b else 0)
    return Layout(tile, columns, group, copies_a, copies_b, transposed, result, left, right, size)


@njit(**OPTIONS)
def panel(j: int, end: int, n: int, columns: int, lanes: int) -> tuple[int, int]:
    """Return the first column of a panel and its width: the last one of a matrix may overlap the one before it."""
    width = min(columns, end - j)
    return (n - lanes, lanes) if width < lanes <= n else (j, width)


@njit(**OPTIONS)
def copy_panels(b: Matrix, k: int, n: int, first: int, end: int, layout: Layout, memory: Any) -> None:
    """Copy the panels of a group."""
    for j in range(first, end, layout.columns):
        column, width = panel(j, end, n, layout.columns, WIDTH // memory.itemsize)
        copy(part(b, 0, column), k, width, memory, layout.right + (j - first) * k)


@njit(**OPTIONS)
def steps(m: int, layout: Layout) -> int:
    """Return the number of rows to multiply at once: all, or without a remainder of at most half a tile."""
    if layout.copies_a or layout.transposed:
        return ROWS
    return m if m % ROWS > ROWS // 2 else max(ROWS, m - m % ROWS)


def multiply(a_: Any, a_size: int, a_start: int, a_row: int, a_column: int, b_: Any, b_size: int, b_start: int, b_row: int, b_column: int, out_: Any, out_size: int, out_start: int, out_row: int, out_column: int, m: int, k: int, n: int) -> None:
    """Multiply two matrices."""
    a = Matrix(carray(a_, a_size), a_start, a_row, a_column)
    b = Matrix(carray(b_, b_size), b_start, b_row, b_column)
    out = Matrix(carray(out_, out_size), out_start, out_row, out_column)
    lanes = WIDTH // out.buffer.itemsize
    if n < lanes <= m and a.row == 1:  # lanes hold rows of a instead
        a, b, out, m, n = transpose(b), transpose(a), transpose(out), n, m
    layout = plan(a, b, out, m, k, n)
    memory = scratch(layout.size, out.buffer)
    step = steps(m, layout)
    for first in range(0, n, layout.group):
        end = min(n, first + layout.group)
        if layout.copies_b:
            copy_panels(b, k, n, first, end, layout, memory)
        for i in range(0, m, step):
            rows = min(step, m - i)
            x = part(a, i, 0)
            if layout.copies_a:
                copy(transpose(x), k, rows, memory, layout.left)
                x = Matrix(memory, layout.left, 1, rows)
            for j in range(first, end, layout.columns):
                column, width = panel(j, end, n, layout.columns, lanes)
                y, z = part(b, 0, column), part(out, i, column)
                if layout.copies_b:
                    y = Matrix(memory, layout.right + (j - first) * k, width, 1)
                if layout.transposed:
                    z = Matrix(memory, layout.result, width, 1)
                multiply_tiles(rows, width, x.buffer, x.start, x.row, x.column, y.buffer, y.start, y.row, z.buffer, z.start, z.row, k, memory, 0)
                if layout.transposed:
                    write(memory, layout.result, rows, width, part(out, i, column))


@cache
def product(dtype: str) -> Any:
    """Return the compiled product of a dtype, for calls from Python and from compiled programs."""
    external = entry(multiply, dtype, "xnnnn" * 3 + "nnn").external()

    @njit(**OPTIONS)
    def multiply_matrices(a, a_start, a_row, a_column, b, b_start, b_row, b_column, out, out_start, out_row, out_column, m, k, n):
        external(a.ctypes, a.size, a_start, a_row, a_column, b.ctypes, b.size, b_start, b_row, b_column, out.ctypes, out.size, out_start, out_row, out_column, m, k, n)

    return multiply_matrices
