"""Sums along an axis for Numba in the order of exact arithmetic, compiled once per dtype for all shapes.

out[i, j] = sum of x[i, t, j] over t = 0 .. k - 1, for C-contiguous x of shape (outer, k, inner): the sum of `bpnet_numba.tiles`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from bpnet_numba.entries import inlined, library_function
from bpnet_numba.intrinsics import carray, on_stack
from bpnet_numba.products import SMALL, Matrix, levels, scratch
from bpnet_numba.tiles import ROWS, WIDTH, sum_tiles

if TYPE_CHECKING:
    from collections.abc import Callable


@inlined
def sum_wide(x: Any, x0: int, k: int, inner: int, out: Any, out0: int, memory: Any) -> None:
    """Add k rows of more than two vectors: chunks of two vectors are the rows of a tile, and the last one may overlap."""
    lanes = WIDTH // x.itemsize
    chunk = 2 * lanes
    sum_tiles(inner // chunk, chunk, Matrix(x, x0, chunk, inner), Matrix(out, out0, chunk, 1), k, memory)
    if inner % chunk:
        width = max(inner % chunk, lanes)
        start = inner - width
        sum_tiles(1, width, Matrix(x, x0 + start, 0, inner), Matrix(out, out0 + start, 0, 1), k, memory)


@inlined
def sum_arrays(x: Any, x0: int, out: Any, out0: int, outer: int, k: int, inner: int) -> None:
    """Add k terms of an array of shape (outer, k, inner)."""
    chunk = 2 * WIDTH // x.itemsize
    size = levels(k) * ROWS * chunk
    memory = carray(on_stack(x.dtype, SMALL), SMALL)
    if size > SMALL:
        memory = scratch(size, x)
    if inner > chunk:
        for i in range(outer):
            sum_wide(x, x0 + i * k * inner, k, inner, out, out0 + i * inner, memory)
    elif outer and inner:
        sum_tiles(outer, inner, Matrix(x, x0, k * inner, inner), Matrix(out, out0, inner, 1), k, memory)


KINDS = "xn" * 2 + "nnn"
"""Kinds of the arguments of a sum."""


@cache
def axis_sum(dtype: str) -> Callable[..., None]:
    """Return the sum along an axis for a dtype as a compiled function, also for calls from compiled programs.

    Its arguments are, for x and for the result, a flat C-contiguous buffer and the index of the first element; then outer, k
    and inner. The result must not overlap x.
    """
    return library_function(sum_arrays, dtype, KINDS)
