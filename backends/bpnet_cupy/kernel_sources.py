"""CUDA sources of the kernels of exact arithmetic and of `bpnet.random`, and the sizes that are fixed in them."""

from __future__ import annotations

from bpnet.arithmetic.namespace import TERMS

BLOCK = TERMS
"""Number of consecutive terms that exact arithmetic adds in turn; a tree joins the sums of such blocks, its nodes of level 0."""
SIDE = 16
"""A tile of a product has ``SIDE * SIDE`` threads."""
TILES = (64, 32, 16)
"""Rows, and columns, of the tiles of a product."""
LEVELS = 8
"""Maximum level of the nodes that a thread of a tile computes: the size of its stack."""

TREE = """
// A sum of k terms: blocks of TERMS terms, each begun with its first, joined by a binary counter, which is the tree of pairs:
// where bit l of the number of a block is set, the top of the stack is the left neighbour of the node (l, i) at hand.
// With one term in a block, the terms are nodes. Only a sum of no terms is 0.
template <int TERMS, class Count, class Term> static __device__ __forceinline__ real tree(Count k, Term term)
{
    real stack[40], sum = 0;
    int top = 0;
    for (Count j = 0; j < k; j += TERMS) {
        bool last = k - j <= TERMS;
        int terms = last ? (int)(k - j) : TERMS;
        sum = term(j);
#pragma unroll 8
        for (int i = 1; i < terms; i++)
            sum = sum + term(j + i);
        for (Count count = j / TERMS; last ? top > 0 : count & 1; count >>= 1)
            sum = stack[--top] + sum;
        if (!last)
            stack[top++] = sum;
    }
    return sum;
}
"""
"""A sum as a function of its terms, for the type `real`."""

EXACT = """
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
extern "C" __global__ void __launch_bounds__(SIDE * SIDE, 2) matmul_TILE(PRODUCT)
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

SIZES = f"#define BLOCK {BLOCK}\n#define SIDE {SIDE}\n#define LEVELS {LEVELS}\n"
PRODUCTS = SIZES + TREE + EXACT + "".join(TILED.replace("TILE", str(size)) for size in TILES)
SOURCES = {f"exact {dtype}": f"using real = {real};\n{PRODUCTS}" for dtype, real in (("float64", "double"), ("float32", "float"))}
"""Sources of the CUDA kernels of this module, which compile without headers."""
SOURCES["random"] = RANDOM
DTYPES = {"d": "exact float64", "f": "exact float32"}
"""Sources by the codes of dtypes."""
