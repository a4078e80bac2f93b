"""Exact arithmetic on NumPy: sums, products and functions of bits as prepared calls.

NumPy's own sums have another order, so each term is added by a call of its own, to many sums at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from bpnet.arithmetic.namespace import TERMS, Exact
from bpnet.compiler.float_bits import BITS
from bpnet.compiler.library import Call, Spare
from bpnet.compiler.plan import Operation

BYTES = 1 << 17
"""Size of the partial products that are computed at once: a few of such arrays fit into a core's cache."""
WIDE, LONGER = 256, 4
"""Number of columns from which on they are always the innermost axis, and ratio to it of a longer axis that replaces them."""


def calls_for_bits(name: str, x: Any, out: Any) -> list[Call]:
    """Return the calls of `power_of_two`, `mantissa` or `exponent`, which may overwrite their operand."""
    form = BITS[out.dtype]
    bits = out.view(form.integer)
    if name == "power_of_two":
        return [(np.add, (x, form.shift, out)), (np.left_shift, (bits, form.fraction, bits))]
    x = x.view(form.integer)
    if name == "mantissa":
        return [(np.bitwise_and, (x, form.mask, bits)), (np.bitwise_or, (bits, form.one, bits))]
    shifted = [(np.right_shift, (x, form.fraction, bits)), (np.bitwise_or, (bits, form.whole, bits))]
    return [*shifted, (np.subtract, (out, form.whole_and_bias, out))]


def extreme_calls(operations: Exact, op: Operation, x: Any, out: Any) -> list[Call]:
    """Return the call of a maximum or minimum along one axis: NumPy's own, unless the result is a zero, whose sign may differ."""
    reduce = (np.maximum if op.name == "max" else np.minimum).reduce
    axis = dict(op.options)["axis"]

    def call() -> None:
        reduce(x, axis=axis, out=out, keepdims=True)
        if not out.all():
            np.copyto(out, getattr(operations, op.name)(x, axis=axis, keepdims=True))

    return [(call, ())]


def sum_calls(x: Any, axis: int, out: Any, spare: Spare) -> list[Call]:
    """Return the calls of a sum along an axis, which is kept with length 1."""
    return list(_sum_calls(np.moveaxis(x, axis, 0), np.moveaxis(out, axis, 0), spare))


def _sum_calls(x: Any, out: Any, spare: Spare) -> Iterator[Call]:
    """Yield the calls of a sum along the first axis."""
    n = x.shape[0]
    full = n - n % TERMS
    nodes = out if n <= TERMS else _spare(spare, 0, (-(-n // TERMS), *x.shape[1:]), x.dtype)
    if n == 0:
        yield np.copyto, (out, 0.0)
    for start, stop, block in ((0, full, nodes[: full // TERMS]), (full, n, nodes[full // TERMS :])):
        terms = [x[j:stop:TERMS] for j in range(start, min(start + TERMS, stop))]
        if len(terms) == 1:
            yield np.copyto, (block, terms[0])
        for j in range(1, len(terms)):
            yield np.add, (terms[0] if j == 1 else block, terms[j], block)
    if nodes is not out:
        yield from _tree_calls(nodes, out, spare)


def _tree_calls(nodes: Any, out: Any, spare: Spare) -> Iterator[Call]:
    """Yield the calls that add neighbours along the first axis until one is left, in ``out``; ``nodes`` is overwritten."""
    other = _spare(spare, 1, (-(-len(nodes) // 2), *nodes.shape[1:]), nodes.dtype)
    while len(nodes) > 1:
        pairs, odd = divmod(len(nodes), 2)
        into = out if pairs + odd == 1 else other[: pairs + odd]
        yield np.add, (nodes[0 : 2 * pairs : 2], nodes[1 : 2 * pairs : 2], into[:pairs])
        if odd:
            yield np.copyto, (into[pairs:], nodes[2 * pairs :])
        nodes, other = into, nodes


def matmul_calls(a: Any, b: Any, out: Any, spare: Spare) -> list[Call]:
    """Return the calls of a product of two matrices, (m, k) and (k, n).

    One call multiplies, and one adds, the j-th terms of all blocks. The innermost axis of these arrays has the columns of the
    result if there are many, otherwise its rows or the blocks.
    """
    (m, k), n = a.shape, b.shape[1]
    if n >= WIDE or LONGER * n >= max(m, k // TERMS):
        return list(_product_calls(a, b, out, spare))
    if m >= k // TERMS:
        columns = _spare(spare, 2, (k, m), a.dtype)
        made = _spare(spare, 3, (n, m), a.dtype)
        return [(np.copyto, (columns, a.T)), *_product_calls(b.T, columns, made, spare), (np.copyto, (out, made.T))]
    return list(_long_product_calls(a, b, out, spare))


def _product_calls(a: Any, b: Any, out: Any, spare: Spare) -> Iterator[Call]:
    """Yield the calls of a product, for some rows of the result after the other."""
    (m, k), n = a.shape, b.shape[1]
    blocks = -(-k // TERMS)
    rows = max(1, BYTES // max(1, blocks * n * a.itemsize))
    if k == 0:
        yield np.copyto, (out, 0.0)
        return
    for first in range(0, m, rows):
        piece, target = a[first : first + rows].T[:, :, None], out[first : first + rows][None]
        nodes = target if blocks == 1 else _spare(spare, 0, (blocks, *target.shape[1:]), a.dtype)
        yield from _block_calls(piece, b[:, None, :], nodes, spare)
        if blocks > 1:
            yield from _tree_calls(nodes, target, spare)


def _block_calls(a: Any, b: Any, nodes: Any, spare: Spare) -> Iterator[Call]:
    """Yield the calls of the sums of all blocks of products ``a b`` along the first axis."""
    k = len(a)
    full = k - k % TERMS
    for start, stop, block in ((0, full, nodes[: full // TERMS]), (full, k, nodes[full // TERMS :])):
        product = _spare(spare, 4, block.shape, block.dtype)
        for j in range(start, min(start + TERMS, stop)):
            yield np.multiply, (a[j:stop:TERMS], b[j:stop:TERMS], block if j == start else product)
            if j > start:
                yield np.add, (block, product, block)


def _long_product_calls(a: Any, b: Any, out: Any, spare: Spare) -> Iterator[Call]:
    """Yield the calls of a product of few rows and columns, whose innermost axis has the blocks."""
    (m, k), n = a.shape, b.shape[1]
    blocks, full = -(-k // TERMS), k // TERMS
    left, right = (_spare(spare, i, (TERMS, size, full), a.dtype) for i, size in ((2, m), (3, n)))
    yield np.copyto, (left, a[:, : full * TERMS].reshape(m, full, TERMS).transpose(2, 0, 1))
    yield np.copyto, (right, b[: full * TERMS].T.reshape(n, full, TERMS).transpose(2, 0, 1))
    nodes = _spare(spare, 0, (m, n, blocks), a.dtype)
    rows = max(1, BYTES // max(1, n * full * a.itemsize))
    for first in range(0, m, rows):
        whole = nodes[first : first + rows, :, :full]
        block, product = (_spare(spare, i, whole.shape, a.dtype) for i in (1, 4))  # contiguous, for one loop over all
        for j in range(TERMS):
            yield np.multiply, (left[j, first : first + rows, None], right[j][None], block if j == 0 else product)
            if j > 0:
                yield np.add, (block, product, block)
        yield np.copyto, (whole, block)
    rest = slice(full * TERMS, k)
    if blocks > full:
        yield from _block_calls(a[:, rest].T[:, :, None], b[rest][:, None, :], nodes[..., full][None], spare)
    yield from _tree_calls(np.moveaxis(nodes, -1, 0), out[None], spare)


class _Shape:
    """The shape and the size of an array, for `Spare`."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.shape, self.size = shape, int(np.prod(shape))


def _spare(spare: Spare, number: int, shape: tuple[int, ...], dtype: Any) -> Any:
    """Return a temporary array; arrays with other numbers have other memory."""
    return spare(number, _Shape(shape), dtype)
