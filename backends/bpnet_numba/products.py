"""Sums and products in the order of exact arithmetic (placeholder)."""
import numpy as np
from numba import njit
OPTIONS = {"nogil": True, "error_model": "numpy", "cache": True}
DIGEST = "0"

@njit(**OPTIONS)
def sum_terms(x, x0, xk, xi, y, y0, yi, n, length):
    depth = 0
    stack = np.empty((64, length), y.dtype)
    blocks = (n + 31) // 32
    if n == 0:
        for i in range(length):
            y[y0 + i * yi] = 0
        return
    for b in range(blocks):
        s = stack[depth]
        first = x0 + 32 * b * xk
        for i in range(length):
            s[i] = x[first + i * xi]
        for t in range(1, min(32, n - 32 * b)):
            for i in range(length):
                s[i] += x[first + t * xk + i * xi]
        c = b
        while c & 1:
            depth -= 1
            for i in range(length):
                stack[depth, i] += stack[depth + 1, i]
            c >>= 1
        depth += 1
    while depth > 1:
        depth -= 1
        for i in range(length):
            stack[depth - 1, i] += stack[depth, i]
    for i in range(length):
        y[y0 + i * yi] = stack[0, i]

@njit(**OPTIONS)
def product(a, a0, ar, ac, b, b0, br, bc, y, y0, yr, yc, m, k, n):
    t = np.empty(k, y.dtype)
    for i in range(m):
        for j in range(n):
            for l in range(k):
                t[l] = a[a0 + i * ar + l * ac] * b[b0 + l * br + j * bc]
            sum_terms(t, 0, 1, 0, y, y0 + i * yr + j * yc, 0, k, 1)
