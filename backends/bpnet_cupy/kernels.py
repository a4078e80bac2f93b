"""CUDA kernels for exact arithmetic (products and sums) and `bpnet.random`, with the bits of the functions that they replace."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

OPTIONS = ("--fmad=false",)
"""Options of every kernel that guarantees its bits: a product and a sum are rounded separately."""

THREADS = 128
"""Number of threads in a block of a kernel that has one thread per element."""
BLOCK = 32
"""Number of consecutive terms that exact arithmetic adds in turn; a tree joins the sums of such blocks, its nodes of level 0."""
SIDE = 16
"""A tile of a product has ``SIDE * SIDE`` threads."""
TILES = (64, 32, 16)
"""Rows, and columns, of the tiles of a product."""
LEVELS = 8
"""Maximum level of the nodes that a thread of a tile computes: the size of its stack."""
SHORT_NODE = 2
"""Level of the smallest nodes into which tiles are split: 128 terms, so that few nodes are written for the terms read."""
SHORT_SUM = 3
"""Level of the smallest nodes into which sums with a thread per element are split: 256 terms."""
JOINED = 8
"""Level of the subtree that a thread joins: 256 nodes."""
MANY_TILES = 256
"""Number of tiles from which a product is not split any further: about two for each multiprocessor of a large GPU."""
MANY_THREADS = 1 << 13
"""Number of threads from which a sum is not split any further."""

EXACT = """
#define BLOCK 32
#define SIDE 16
#define LEVELS 8

// A sum of k terms: blocks of TERMS terms, each begun with its first, joined by a binary counter, which is the tree of pairs:
// where bit l of the number of a block is set, the top of the stack is the left neighbour of the node (l, i) at hand.
// With one term in a block, the terms are nodes. Only a sum of no terms is 0.
template <int TERMS, class Term> static __device__ __forceinline__ real tree(long long k, Term term)
{
    real stack[40], sum = 0;
    int top = 0;
    for (long long j = 0; j < k; j += TERMS) {
        bool last = k - j <= TERMS;
        int terms = last ? (int)(k - j) : TERMS;
        sum = term(j);
#pragma unroll 8
        for (int i = 1; i < terms; i++)
            sum = sum + term(j + i);
        for (long long count = j / TERMS; last ? top > 0 : count & 1; count >>= 1)
            sum = stack[--top] + sum;
        if (!last)
            stack[top++] = sum;
    }
    return sum;
}

static __device__ __forceinline__ long long least(long long a, long long b)
{
    return a < b ? a : b;
}

// y[i, p, l]: the sum of the terms x[i, j, l] with span p <= j < span (p + 1); x (outer, k, inner), y (outer, parts, inner).
template <int TERMS> static __device__ __forceinline__ void part_of_sum(
    const real *x, real *y, long long k, long long span, long long parts, long long inner, long long size)
{
    long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x;
    if (at >= size)
        return;
    long long start = at / inner % parts * span;
    const real *first = x + (at / inner / parts * k + start) * inner + at % inner;
    y[at] = tree<TERMS>(least(k - start, span), [=](long long j) { return first[j * inner]; });
}

extern "C" __global__ void total(
    const real *x, real *y, long long k, long long span, long long parts, long long inner, long long size)
{
    part_of_sum<BLOCK>(x, y, k, span, parts, inner, size);
}

// As total, but the terms are nodes of a level, all but the last of each sum complete.
extern "C" __global__ void join(
    const real *x, real *y, long long k, long long span, long long parts, long long inner, long long size)
{
    part_of_sum<1>(x, y, k, span, parts, inner, size);
}

// A tile of the next terms of ROWS rows. Terms beyond the last one are not read, for a sum has no padding; rows beyond the last
// one repeat it and are never stored. Neighbouring threads read along the axis with the smaller stride.
template <int ROWS> static __device__ __forceinline__ void load(
    real (*tile)[ROWS + 1], const real *x, long long rows, int terms, long long row_step, long long term_step)
{
    bool along_rows = (row_step < 0 ? -row_step : row_step) <= (term_step < 0 ? -term_step : term_step);
    int width = along_rows ? ROWS : BLOCK, shift = width == 64 ? 6 : width == 32 ? 5 : 4;
#pragma unroll
    for (int i = threadIdx.x; i < ROWS * BLOCK; i += SIDE * SIDE) {
        int near = i & (width - 1), far = i >> shift, row = along_rows ? near : far, term = along_rows ? far : near;
        if (term < terms)
            tile[term][row] = x[least(row, rows - 1) * row_step + term * term_step];
    }
}

// A tile of y = a b, of m rows and n columns at most, over `terms` terms; a thread computes each SIDE-th element of both axes.
template <int EACH> static __device__ __forceinline__ void multiply(
    real (*left)[SIDE * EACH + 1], real (*right)[SIDE * EACH + 1], const real *a, const real *b, real *y,
    long long m, long long n, long long width, long long terms,
    long long a_row, long long a_term, long long b_term, long long b_column)
{
    const int row = threadIdx.x / SIDE, column = threadIdx.x % SIDE;
    real sum[EACH][EACH] = {}, stack[LEVELS][EACH][EACH];
    int top = 0;
    for (long long block = 0; terms > 0; block++, terms -= BLOCK, a += BLOCK * a_term, b += BLOCK * b_term) {
        const bool last = terms <= BLOCK;
        const int depth = last ? (int)terms : BLOCK;
        __syncthreads();
        load<SIDE * EACH>(left, a, m, depth, a_row, a_term);
        load<SIDE * EACH>(right, b, n, depth, b_column, b_term);
        __syncthreads();
#pragma unroll
        for (int i = 0; i < EACH; i++)
#pragma unroll
            for (int j = 0; j < EACH; j++)
                sum[i][j] = left[0][row + SIDE * i] * right[0][column + SIDE * j];
#pragma unroll 4
        for (int term = 1; term < depth; term++)
#pragma unroll
            for (int i = 0; i < EACH; i++)
#pragma unroll
                for (int j = 0; j < EACH; j++)
                    sum[i][j] = sum[i][j] + left[term][row + SIDE * i] * right[term][column + SIDE * j];
        for (long long count = block; last ? top > 0 : count & 1; count >>= 1) {
            top--;
#pragma unroll
            for (int i = 0; i < EACH; i++)
#pragma unroll
                for (int j = 0; j < EACH; j++)
                    sum[i][j] = stack[top][i][j] + sum[i][j];
        }
        if (!last) {
#pragma unroll
            for (int i = 0; i < EACH; i++)
#pragma unroll
                for (int j = 0; j < EACH; j++)
                    stack[top][i][j] = sum[i][j];
            top++;
        }
    }
#pragma unroll
    for (int i = 0; i < EACH; i++)
#pragma unroll
        for (int j = 0; j < EACH; j++)
            if (row + SIDE * i < m && column + SIDE * j < n)
                y[(row + SIDE * i) * width + column + SIDE * j] = sum[i][j];
}

// y[p, s, i, l]: the sum of the products a[s, i, j] b[s, j, l] with span p <= j < span (p + 1), the arrays given by strides.
#define PRODUCT                                                                                                        \\
    const real *a, const real *b, real *y, long long m, long long k, long long n, long long batch, long long span,     \\
        long long a_batch, long long a_row, long long a_term, long long b_batch, long long b_term, long long b_column, \\
        long long size

// A thread per element.
extern "C" __global__ void matmul_thin(PRODUCT)
{
    long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x;
    if (at >= size)
        return;
    long long item = at / n / m % batch, start = at / n / m / batch * span;
    const real *row = a + item * a_batch + at / n % m * a_row + start * a_term;
    const real *column = b + item * b_batch + at % n * b_column + start * b_term;
    y[at] = tree<BLOCK>(least(k - start, span), [=](long long j) { return row[j * a_term] * column[j * b_term]; });
}
"""

TILED = """
// A block of threads per tile of TILE rows and columns.
extern "C" __global__ void __launch_bounds__(SIDE * SIDE) matmul_TILE(PRODUCT)
{
    __shared__ real left[BLOCK][TILE + 1], right[BLOCK][TILE + 1];
    long long columns = (n + TILE - 1) / TILE, rows = (m + TILE - 1) / TILE, at = blockIdx.x;
    long long column = at % columns * TILE, row = at / columns % rows * TILE;
    long long item = at / columns / rows % batch, part = at / columns / rows / batch, start = part * span;
    a += item * a_batch + row * a_row + start * a_term;
    b += item * b_batch + column * b_column + start * b_term;
    y += ((part * batch + item) * m + row) * n + column;
    multiply<TILE / SIDE>(
        left, right, a, b, y, m - row, n - column, n, least(k - start, span), a_row, a_term, b_term, b_column);
}
"""
"""A kernel for each of the sizes `TILES`; its memory is its own, so that each has its own limit."""

RANDOM = """
static __device__ __forceinline__ unsigned rotated(unsigned x, int bits)
{
    return x << bits | x >> (32 - bits);
}

// keys[i]: 63 random bits, Threefry-2x32-20 of the key (k0, k1) and the counter (stream, i), as in bpnet.random.
extern "C" __global__ void order_keys(long long *keys, long long k0, long long k1, long long stream, long long size)
{
    const int rotations[2][4] = {{13, 15, 26, 6}, {17, 29, 16, 24}};
    long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x;
    if (at >= size)
        return;
    const unsigned schedule[3] = {(unsigned)k0, (unsigned)k1, (unsigned)k0 ^ (unsigned)k1 ^ 0x1BD11BDAu};
    unsigned x0 = (unsigned)stream + schedule[0], x1 = (unsigned)at + schedule[1];
#pragma unroll
    for (int block = 0; block < 5; block++) {
#pragma unroll
        for (int i = 0; i < 4; i++) {
            x0 += x1;
            x1 = rotated(x1, rotations[block % 2][i]) ^ x0;
        }
        x0 += schedule[(block + 1) % 3];
        x1 += schedule[(block + 2) % 3] + block + 1;
    }
    keys[at] = (long long)x0 << 31 | x1 >> 1;
}
"""

PRODUCTS = EXACT + "".join(TILED.replace("TILE", str(size)) for size in TILES)
SOURCES = {f"exact {dtype}": f"using real = {real};\n{PRODUCTS}" for dtype, real in (("float64", "double"), ("float32", "float"))}
"""Sources of the CUDA kernels of this module, which compile without headers."""
SOURCES["random"] = RANDOM


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
    batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    (m, k), n = a.shape[-2:], b.shape[-1]
    y = output(cupy, out, (*batch, m, n), a)
    if not y.size:
        return y
    a, b, (stack, *batch_steps) = stacked(cupy, a, b, batch)
    size, span = choose_tile(m, k, n, stack)
    parts = count_parts(k, span)
    nodes = y if parts == 1 else cupy.empty((parts, y.size), dtype=y.dtype)
    (*_, a_row, a_term), (*_, b_term, b_column) = steps(a), steps(b)
    sizes = (m, k, n, stack, span, batch_steps[0], a_row, a_term, batch_steps[1], b_term, b_column)
    if size == 1:
        fill(get_kernel(cupy, "matmul_thin", source), nodes, (a, b, nodes, *sizes))
    else:
        tiles = count_tiles(m, n, size) * stack * parts
        get_kernel(cupy, f"matmul_{size}", source)((tiles,), (SIDE * SIDE,), (a, b, nodes, *sizes, nodes.size))
    return y if parts == 1 else join(cupy, nodes, y, parts, y.size)


def total(cupy: Any, x: Any, axis: int, out: Any = None) -> Any:
    """``sum(x)`` along an axis, which is kept with length 1; ``out``, contiguous, must not share memory with ``x``."""
    source_of(x)
    before, k, after = x.shape[:axis], x.shape[axis], x.shape[axis + 1 :]
    if k == 1 and out is None:
        return x
    y = output(cupy, out, (*before, 1, *after), x)
    if not y.size:
        return y
    span = choose_span(k, y.size)
    parts = count_parts(k, span)
    nodes = y if parts == 1 else cupy.empty((*before, parts, *after), dtype=x.dtype)
    inner = math.prod(after)
    add_parts(cupy, "total", cupy.ascontiguousarray(x), nodes, (k, span, parts, inner))
    return y if parts == 1 else join(cupy, nodes, y, parts, inner)


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
    for parts in (1, count_parts(k, BLOCK << SHORT_NODE)):
        for size in sizes:
            if tiles[size] * parts >= MANY_TILES:
                return size, choose_node(k, tiles[size], MANY_TILES, range(SHORT_NODE, LEVELS))
    return sizes[-1], choose_node(k, tiles[sizes[-1]], MANY_TILES, range(SHORT_NODE, LEVELS))


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
    dtypes = {str(array.dtype) for array in arrays}
    if len(dtypes) > 1 or not dtypes <= {"float64", "float32"}:
        raise TypeError(f"expected arrays of float64, or of float32, got {' and '.join(sorted(dtypes))}")
    return f"exact {dtypes.pop()}"


def output(cupy: Any, out: Any, shape: tuple[int, ...], like: Any) -> Any:
    """Return ``out`` if it can hold the result, a new array if there is none."""
    if out is None:
        return cupy.empty(shape, dtype=like.dtype)
    source_of(like, out)
    if out.shape != shape or not out.flags.c_contiguous:
        layout = "contiguous" if out.flags.c_contiguous else "not contiguous"
        raise ValueError(f"out: expected a contiguous array of shape {shape}, got {out.shape}, {layout}")
    return out


def steps(array: Any) -> tuple[int, ...]:
    """Strides in elements."""
    return tuple(stride // array.itemsize for stride in array.strides)


def stacked(cupy: Any, a: Any, b: Any, batch: tuple[int, ...]) -> tuple[Any, Any, tuple[int, ...]]:
    """Operands whose leading axes can be read as one, with its length and their strides along it; others are copied."""
    a, b = (cupy.broadcast_to(x, (*batch, *x.shape[-2:])) if x.shape[:-2] != batch else x for x in (a, b))
    axis = merge_axes(batch, steps(a)[:-2], steps(b)[:-2])
    if axis is None:
        a, b = cupy.ascontiguousarray(a), cupy.ascontiguousarray(b)
        axis = math.prod(batch), math.prod(a.shape[-2:]), math.prod(b.shape[-2:])
    return a, b, axis


def merge_axes(shape: tuple[int, ...], *strides: tuple[int, ...]) -> tuple[int, ...] | None:
    """Merge axes into one of (length, stride of each array), or return None if an array has no single stride along them."""
    axes = [axis for axis in zip(shape, *strides, strict=True) if axis[0] != 1]
    while len(axes) > 1:
        (length, *inner), (outer, *wide) = axes.pop(), axes.pop()
        if wide != [length * stride for stride in inner]:
            return None
        axes.append((outer * length, *inner))
    return axes[0] if axes else (1, *(0 for _ in strides))
