"""CUDA kernels for exact arithmetic (products and sums) and `bpnet.random`, with the bits of the functions that they replace."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np

from bpnet_cupy.kernel_sources import BLOCK, DTYPES, LEVELS, SIDE, SOURCES, TILES

OPTIONS = ("--fmad=false",)
"""Options of every kernel that guarantees its bits: a product and a sum are rounded separately."""

THREADS = 128
"""Number of threads in a block of a kernel that has one thread per element."""
SHORT_NODE = 2
"""Level of the smallest nodes into which tiles are split: 128 terms, so that few nodes are written for the terms read."""
UNSPLIT = 512
"""Number of terms up to which tiles are not split: they take about as long as the launch that joins the parts."""
SHORT_SUM = 3
"""Level of the smallest nodes into which sums with a thread per element are split: 256 terms."""
JOINED = 8
"""Level of the subtree that a thread joins: 256 nodes."""
MANY_TILES = 256
"""Number of tiles from which a product is not split any further: about two for each multiprocessor of a large GPU."""
MANY_THREADS = 1 << 13
"""Number of threads from which a sum is not split any further."""


@cache
def get_kernel(cupy: Any, name: str, source: str) -> Any:
    """Return a kernel of one of the `SOURCES`; it is compiled at its first launch on each device."""
    return cupy.RawKernel(SOURCES[source], name, options=OPTIONS)


def fill(kernel: Any, y: Any, arguments: tuple[Any, ...]) -> Any:
    """Launch a kernel with a thread per element of ``y``; the last argument of the kernel is the size of ``y``."""
    blocks = -(-y.size // THREADS)
    if blocks:
        kernel((blocks,), (THREADS,), (*arguments, y.size))
    return y


def permutation(cupy: Any, key: tuple[int, int], stream: int, n: int) -> Any:
    """Compute `bpnet.random.permutation` by one kernel and a sort."""
    keys = cupy.empty(n, dtype="int64")
    fill(get_kernel(cupy, "order_keys", "random"), keys, (keys, *key, stream))
    return cupy.argsort(keys, kind="stable")


def matmul(cupy: Any, a: Any, b: Any, out: Any = None) -> Any:
    """``sum(a[..., i, j] b[..., j, l])`` over j; a (*batch, m, k), b (*batch, k, n), whose leading axes broadcast.

    Transposed operands, and others with strides, are read in place. ``out``, contiguous, must not share memory with them.
    """
    source = source_of(a, b)
    plan = plan_product(a.shape, a.strides, b.shape, b.strides, a.itemsize)
    if plan is None:
        batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
        a, b = (cupy.ascontiguousarray(cupy.broadcast_to(x, (*batch, *x.shape[-2:]))) for x in (a, b))
        return matmul(cupy, a, b, out)
    y = output(cupy, out, plan.shape, a)
    if not y.size:
        return y
    nodes = y if plan.parts == 1 else cupy.empty(plan.parts * y.size, dtype=a.dtype)
    kernel = get_kernel(cupy, plan.kernel, source)
    kernel((plan.blocks,), (plan.threads,), (a, b, nodes, *plan.sizes, nodes.size))
    return y if plan.parts == 1 else join(cupy, nodes, y, plan.parts, y.size)


def total(cupy: Any, x: Any, axis: int, out: Any = None) -> Any:
    """``sum(x)`` along an axis, which is kept with length 1; ``out``, contiguous, must not share memory with ``x``."""
    source_of(x)
    if x.shape[axis] == 1 and out is None:
        return x
    shape, parts, sizes = plan_sum(x.shape, axis)
    y = output(cupy, out, shape, x)
    if not y.size:
        return y
    nodes = y if parts == 1 else cupy.empty(parts * y.size, dtype=x.dtype)
    add_parts(cupy, "total", cupy.ascontiguousarray(x), nodes, sizes)
    return y if parts == 1 else join(cupy, nodes, y, parts, sizes[-1])


def join(cupy: Any, nodes: Any, y: Any, k: int, inner: int) -> Any:
    """Join the nodes of each sum, (outer, k, inner), by the tree; each launch joins ``2**JOINED`` of them, until one is left."""
    parts = count_parts(k, 1 << JOINED)
    joined = y if parts == 1 else cupy.empty(y.size * parts, dtype=y.dtype)
    add_parts(cupy, "join", nodes, joined, (k, 1 << JOINED, parts, inner))
    return y if parts == 1 else join(cupy, joined, y, parts, inner)


def add_parts(cupy: Any, name: str, x: Any, y: Any, sizes: tuple[int, int, int, int]) -> None:
    """Launch a kernel of sums, with a thread per element of ``y``; the sizes are ``k, span, parts, inner``."""
    fill(get_kernel(cupy, name, source_of(x, y)), y, (x, y, *sizes))


def choose_tile(m: int, k: int, n: int, stack: int) -> tuple[int, int]:
    """Rows and columns of the tiles of a product, 1 for a thread per element, and the number of terms of a part.

    The largest tiles of which there are enough without splitting the sums; if none, with splitting; if none, the smallest.
    """
    if min(m, n) <= SIDE // 2:
        return 1, choose_span(k, stack * m * n)
    sizes = [size for size in TILES if 2 * min(m, n) > size]  # others would be empty by half
    tiles = {size: count_tiles(m, n, size) * stack for size in sizes}
    levels = range(SHORT_NODE if k > UNSPLIT else LEVELS, LEVELS)
    for parts in (1, count_parts(k, BLOCK << levels.start)):
        for size in sizes:
            if tiles[size] * parts >= MANY_TILES:
                return size, choose_node(k, tiles[size], MANY_TILES, levels)
    return sizes[-1], choose_node(k, tiles[sizes[-1]], MANY_TILES, levels)


def choose_span(k: int, size: int) -> int:
    """Return the number of terms that a thread adds of sums of k terms with a thread per element."""
    return choose_node(k, size, MANY_THREADS, range(SHORT_SUM, k.bit_length()))


def choose_node(k: int, sums: int, enough: int, levels: range) -> int:
    """Return the number of terms of a node: of the highest level, to the end of ``levels``, that gives enough nodes."""
    level = levels.stop
    while level > levels.start and sums * count_parts(k, BLOCK << level) < enough:
        level -= 1
    return BLOCK << max(level, levels.start)


def count_parts(k: int, span: int) -> int:
    """Return the number of parts of a sum of k terms; no terms are one part."""
    return max(1, -(-k // span))


def count_tiles(m: int, n: int, size: int) -> int:
    """Return the number of tiles of a matrix."""
    return -(-m // size) * -(-n // size)


def source_of(*arrays: Any) -> str:
    """Return the name of the source for arrays of one dtype."""
    dtypes = {array.dtype.char for array in arrays}
    name = DTYPES.get(dtypes.pop()) if len(dtypes) == 1 else None
    if name is None:
        names = sorted({str(array.dtype) for array in arrays})
        raise TypeError(f"expected arrays of float64, or of float32, got {' and '.join(names)}")
    return name


def output(cupy: Any, out: Any, shape: tuple[int, ...], like: Any) -> Any:
    """Return ``out`` if it can hold the result, a new array if there is none."""
    if out is None:
        return cupy.empty(shape, dtype=like.dtype)
    source_of(like, out)
    if out.shape != shape or not out.flags.c_contiguous:
        layout = "contiguous" if out.flags.c_contiguous else "not contiguous"
        raise ValueError(f"out: expected a contiguous array of shape {shape}, got {out.shape}, {layout}")
    return out


class Product(NamedTuple):
    """The launch for a product of matrices: ``parts`` nodes of each element are written, and joined afterwards."""

    shape: tuple[int, ...]
    parts: int
    kernel: str
    blocks: int
    threads: int
    sizes: tuple[int, ...]


@lru_cache(maxsize=1024)
def plan_product(
    a: tuple[int, ...], a_strides: tuple[int, ...], b: tuple[int, ...], b_strides: tuple[int, ...], itemsize: int
) -> Product | None:
    """Plan a product of operands with these shapes and strides; None if their leading axes have to be copied to be one axis."""
    if a[-1] != b[-2]:
        raise ValueError(f"matmul: expected (*, m, k) and (*, k, n), got {a} and {b}")
    batch = np.broadcast_shapes(a[:-2], b[:-2])
    (m, k), n = a[-2:], b[-1]
    shape = (*batch, m, n)
    axis = merge_axes(batch, spread(a, a_strides, batch), spread(b, b_strides, batch))
    if axis is None and k * math.prod(shape):
        return None
    stack, *apart = axis or (math.prod(batch), 0, 0)
    size, span = choose_tile(m, k, n, stack)
    parts = count_parts(k, span)
    blocks = -(-math.prod(shape) * parts // THREADS) if size == 1 else count_tiles(m, n, size) * stack * parts
    (a_batch, a_row, a_term), (b_batch, b_term, b_column) = (
        [stride // itemsize for stride in strides] for strides in ((apart[0], *a_strides[-2:]), (apart[1], *b_strides[-2:]))
    )
    sizes = (m, k, n, stack, span, a_batch, a_row, a_term, b_batch, b_term, b_column)
    kernel, threads = ("matmul_thin", THREADS) if size == 1 else (f"matmul_{size}", SIDE * SIDE)
    return Product(shape, parts, kernel, blocks, threads, sizes)


@lru_cache(maxsize=1024)
def plan_sum(shape: tuple[int, ...], axis: int) -> tuple[tuple[int, ...], int, tuple[int, int, int, int]]:
    """Plan a sum along an axis: the shape of the result, the number of parts, and the sizes that the kernel takes."""
    before, k, after = shape[:axis], shape[axis], shape[axis + 1 :]
    result = (*before, 1, *after)
    span = choose_span(k, math.prod(result))
    parts = count_parts(k, span)
    return result, parts, (k, span, parts, math.prod(after))


def spread(shape: tuple[int, ...], strides: tuple[int, ...], batch: tuple[int, ...]) -> tuple[int, ...]:
    """Return the strides of an operand along the axes of a batch: 0 where it is repeated."""
    own = [0 if length == 1 else stride for length, stride in zip(shape[:-2], strides[:-2], strict=True)]
    return (*(0 for _ in batch[len(own) :]), *own)


def merge_axes(shape: tuple[int, ...], *strides: tuple[int, ...]) -> tuple[int, ...] | None:
    """Merge axes into one of (length, stride of each array), or return None if an array has no single stride along them."""
    axes = [axis for axis in zip(shape, *strides, strict=True) if axis[0] != 1]
    while len(axes) > 1:
        (length, *inner), (outer, *wide) = axes.pop(), axes.pop()
        if wide != [length * stride for stride in inner]:
            return None
        axes.append((outer * length, *inner))
    return axes[0] if axes else (1, *(0 for _ in strides))
