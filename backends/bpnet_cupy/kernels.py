"""CUDA kernels for exact arithmetic (products and sums) and `bpnet.random`, with the bits of the functions that they replace."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

OPTIONS = ("--fmad=false",)
"""Options of every kernel that guarantees its bits: a product and a sum are rounded separately."""

SPAN = 256
"""Number of neighbours that one thread of a sum adds: a power of two, hence complete levels of the order of a sum."""
THREADS = 128
"""Number of threads in a block."""

EXACT = """
#define TILE 16

// A binary counter: each bit of count that is set has the sum of as many neighbours on the stack, the largest lowest.
static __device__ __forceinline__ real *push(real *top, real sum, long long count)
{
    for (; count & 1; count >>= 1)
        sum = *--top + sum;
    *top++ = sum;
    return top;
}

// The sum of neighbours, term(0) + term(1), term(2) + term(3), ..., until one is left; an odd last one is kept for later.
template <class Term> static __device__ __forceinline__ real neighbours(long long k, Term term)
{
    real stack[64], *top = stack, tile[TILE];
    long long j = 0;
    for (; j + TILE <= k; j += TILE) {
#pragma unroll
        for (int i = 0; i < TILE; i++)
            tile[i] = term(j + i);
#pragma unroll
        for (int step = 1; step < TILE; step *= 2)
#pragma unroll
            for (int i = 0; i < TILE; i += 2 * step)
                tile[i] = tile[i] + tile[i + step];
        top = push(top, tile[0], j / TILE);
    }
    for (; j < k; j++)
        top = push(top, term(j), j % TILE);
    real sum = k > 0 ? *--top : 0;
    while (top > stack)
        sum = *--top + sum;
    return sum;
}

// y[..., i, l] = sum_j a[..., i, j] b[..., j, l]; a (batch, m, k), b (batch, k, n); a thread per element of y.
extern "C" __global__ void matmul(const real *a, const real *b, real *y, long long m, long long k, long long n, long long size)
{
    long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x;
    if (at >= size)
        return;
    const real *row = a + at / n * k, *column = b + at / n / m * k * n + at % n;
    y[at] = neighbours(k, [=](long long j) { return row[j] * column[j * n]; });
}

// y[i, p, l] = sum_j x[i, span p + j, l], j < span; x (outer, k, inner), y (outer, parts, inner); a thread per element of y.
extern "C" __global__ void total(
    const real *x, real *y, long long k, long long span, long long parts, long long inner, long long size)
{
    long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x;
    if (at >= size)
        return;
    long long start = at / inner % parts * span;
    const real *first = x + (at / inner / parts * k + start) * inner + at % inner;
    y[at] = neighbours(k - start < span ? k - start : span, [=](long long j) { return first[j * inner]; });
}
"""

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

SOURCES = {f"exact {dtype}": f"using real = {real};\n{EXACT}" for dtype, real in (("float64", "double"), ("float32", "float"))}
"""Sources of the CUDA kernels of this module, which compile without headers."""
SOURCES["random"] = RANDOM


@cache
def get_kernel(cupy: Any, name: str, source: str) -> Any:
    """Return a kernel of one of the `SOURCES`; it is compiled at its first launch on each device."""
    return cupy.RawKernel(SOURCES[source], name, options=OPTIONS)


def launch(cupy: Any, name: str, y: Any, arrays: tuple[Any, ...], sizes: tuple[int, ...]) -> Any:
    """Launch a kernel of exact arithmetic that writes ``y``, with a thread per element, on the current stream."""
    dtypes = {str(array.dtype) for array in (*arrays, y)}
    if len(dtypes) > 1 or not dtypes <= {"float64", "float32"}:
        raise TypeError(f"expected arrays of float64, or of float32, got {' and '.join(sorted(dtypes))}")
    return fill(get_kernel(cupy, name, f"exact {dtypes.pop()}"), y, (*arrays, y, *sizes))


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


def matmul(cupy: Any, a: Any, b: Any) -> Any:
    """``sum(a[..., i, j] b[..., j, l])`` over j; a (*batch, m, k), b (*batch, k, n), whose leading axes broadcast."""
    batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    (m, k), n = a.shape[-2:], b.shape[-1]
    a = cupy.ascontiguousarray(cupy.broadcast_to(a, (*batch, m, k)))
    b = cupy.ascontiguousarray(cupy.broadcast_to(b, (*batch, k, n)))
    return launch(cupy, "matmul", cupy.empty((*batch, m, n), dtype=a.dtype), (a, b), (m, k, n))


def total(cupy: Any, x: Any, axis: int) -> Any:
    """``sum(x)`` along an axis, which is kept: each launch adds `SPAN` neighbours, until one element is left."""
    while (k := x.shape[axis]) != 1:
        before, after = x.shape[:axis], x.shape[axis + 1 :]
        parts = max(1, -(-k // SPAN))
        y = cupy.empty((*before, parts, *after), dtype=x.dtype)
        x = launch(cupy, "total", y, (cupy.ascontiguousarray(x),), (k, SPAN, parts, math.prod(after)))
    return x
