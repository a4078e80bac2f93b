"""Edition 2 of exact arithmetic: its known answers, and its order of operations as the results reveal it, on every backend."""

import hashlib
import math
import operator
import re
import struct
from fractions import Fraction
from functools import cache, partial, reduce
from pathlib import Path

import numpy as np
import pytest
from summation_order import EPS, contractions, ordered, ordered_tree, revealed_tree, subtree_sizes, tree_sizes

import bpnet
from bpnet.training.steps import exact_namespace

PAGE = Path(__file__).parent.parent / "docs" / "one-order.md"
BITS = {"float64": 53, "float32": 24}
LENGTHS = (*range(201), 1000, 4096, 4097, 100_003)
FEW = (0, 1, 2, 32, 33, 65, 200, 1000, 4097)  # where each length is compiled
CROSSING = (1, 2, 31, 32, 33, 65, 97)
FULL = ("numpy", "array_api_strict", "numba", "torch")  # backends that compile nothing here
SHA256 = {
    "float64": "29173170ea5dbedb659e56254bf25434ed925cc7571fff992b652a41e55cfc90",
    "float32": "7ed7a67ab587525fdb08b66db14248bbed61198665b5c9e55fd045a8823dc3b7",
}
TABLE = """
| sum | 1 | `-0x1.6c576fac43fd0p+9` | `-0x1.6c576e0000000p+9` |
| sum | 2 | `-0x1.379813791fea1p+9` | `-0x1.3798120000000p+9` |
| sum | 3 | `-0x1.0cc43dc9803e1p+12` | `-0x1.0cc43e0000000p+12` |
| sum | 31 | `-0x1.3e467cfe3645ep+19` | `-0x1.3e467c0000000p+19` |
| sum | 32 | `-0x1.3e471b43bc323p+19` | `-0x1.3e471a0000000p+19` |
| sum | 65 | `-0x1.3e471a1b228dap+19` | `-0x1.3e47180000000p+19` |
| sum | 70 | `-0x1.3e60208300713p+19` | `-0x1.3e60200000000p+19` |
| sum | 96 | `0x1.94e28ce801491p+22` | `0x1.94e28c0000000p+22` |
| sum | 97 | `0x1.8ed1a254b97b9p+22` | `0x1.8ed1a20000000p+22` |
| sum | 129 | `0x1.624852246e9b7p+22` | `0x1.6248500000000p+22` |
| sum | 200 | `0x1.9c35b3bd84a94p+22` | `0x1.9c35b20000000p+22` |
| sum | 1000 | `0x1.067d58a2c4475p+20` | `0x1.067d5e0000000p+20` |
| sum | 4097 | `-0x1.514afe1595b0cp+24` | `-0x1.514afa0000000p+24` |
| sum | 100003 | `0x1.e3331cc7d8432p+24` | `0x1.e3331c0000000p+24` |
| sum of two axes | 1517 | `-0x1.3b11a219081c8p+20` | `-0x1.3b11a00000000p+20` |
| sum of -0.0 | 0 | `0x0.0p+0` | `0x0.0p+0` |
| sum of -0.0 | 1 | `-0x0.0p+0` | `-0x0.0p+0` |
| sum of -0.0 | 33 | `-0x0.0p+0` | `-0x0.0p+0` |
| sum of -0.0 | 97 | `-0x0.0p+0` | `-0x0.0p+0` |
| product | 1 | `-0x1.f7e85880a00b3p-2` | `-0x1.f7e8560000000p-2` |
| product | 2 | `0x1.ee31640a029d2p-3` | `0x1.ee31640000000p-3` |
| product | 33 | `0x1.d591fdcb72fb2p+1` | `0x1.d591fc0000000p+1` |
| product | 200 | `0x1.d0a0c1b5efb31p+1` | `0x1.d0a0be0000000p+1` |
| product | 100003 | `0x1.c1c17deda4728p+5` | `0x1.c1c1800000000p+5` |
"""


def rounded(value, dtype):
    """Round the float64 result of one operation on numbers of a dtype; to float32, it is as if rounded once."""
    return value if dtype == "float64" else struct.unpack("<f", struct.pack("<f", value))[0]


def numbers(n, seed, dtype):
    """The inputs, as docs/one-order.md describes them."""
    state, bits, found = seed, BITS[dtype], []
    for _ in range(n):
        state = (6364136223846793005 * state + 1442695040888963407) % 2**64
        significand = 2 ** (bits - 1) + state // 2 ** (65 - bits)
        state = (6364136223846793005 * state + 1442695040888963407) % 2**64
        sign, exponent = 1 - state // 2**63 * 2, state // 2**33 % 41 - 20
        found.append(sign * math.ldexp(significand, exponent - bits + 1))
    return found


@cache
def inputs(dtype):
    """The terms of the sums, and the factors of the products, a vector and three columns."""
    n = max(LENGTHS)
    x, a, b, c = (numbers(n, seed, dtype) for seed in (1, 2, 3, 4))
    x[32:64] = [-0.0] * 32
    even = [math.ldexp(math.frexp(q)[0], -math.frexp(p)[1]) for p, q in zip(a, b, strict=True)]  # products from 1/4 to 1
    return x, a, (even, c, [math.copysign(0.0, -value) for value in a])


def reference_sum(terms, dtype):
    return ordered(terms, lambda a, b: rounded(a + b, dtype)) if terms else 0.0


def reference_product(a, b, dtype):
    return reference_sum([rounded(x * y, dtype) for x, y in zip(a, b, strict=True)], dtype)


@cache
def answers(dtype):
    """Results by kind and length, in the order of the hash."""
    x, a, columns = inputs(dtype)
    found = {}
    for n in LENGTHS:
        found["sum", n] = [reference_sum(x[:n], dtype)]
        found["sum of -0.0", n] = [reference_sum([-0.0] * n, dtype)]
    for k in LENGTHS:
        found["product", k] = [reference_product(a[:k], column[:k], dtype) for column in columns]
    columns_of_41 = [reference_sum(x[i : 37 * 41 : 41], dtype) for i in range(41)]
    found["sum of two axes", 37 * 41] = [reference_sum(columns_of_41, dtype)]
    return found


@cache
def arrays(dtype):
    x, a, columns = inputs(dtype)
    return np.asarray(x, dtype), np.asarray(a, dtype), np.asarray(columns, dtype).T


def on_host(backend, function):
    """A function of the exact namespace and arrays of a backend, as a function of host arrays."""

    def call(*hosts):
        with backend.scope(), np.errstate(all="ignore"):
            return backend.to_host(function(exact_namespace(backend), *map(backend.from_host, hosts)))

    return call


def computed(backend, dtype, lengths):
    """What a backend answers, as bytes, by kind and length."""
    x, a, columns = arrays(dtype)
    summed, product = on_host(backend, lambda xp, x: xp.sum(x)), on_host(backend, lambda xp, a, b: xp.matmul(a, b))
    found = {}
    for n in lengths:
        found["sum", n] = summed(x[:n])
        found["sum of -0.0", n] = summed(np.full(n, -0.0, dtype))
    for k in lengths:
        found["product", k] = product(a[np.newaxis, :k], columns[:k])
    found["sum of two axes", 37 * 41] = summed(x[: 37 * 41].reshape(37, 41))
    assert {result.dtype for result in found.values()} == {np.dtype(dtype)}
    return {key: result.tobytes() for key, result in found.items()}


def lengths_for(backend, every, few):
    return every if backend.spec.partition(":")[0] in FULL else few


def tabulated(dtype):
    """Rows of the table of answers: what, how long, and the result in hexadecimal."""
    return {(kind, n): values[0].hex() for (kind, n), values in answers(dtype).items()}


def rows_of(text):
    """Read a table, as it is written here and in docs/one-order.md."""
    return re.findall(r"^\| ([\w .-]+) \| (\d+) \| `([^`]+)` \| `([^`]+)` \|$", text, re.MULTILINE)


@pytest.mark.parametrize("dtype", BITS)
def test_the_definition_has_the_known_answers(dtype):
    assert len(rows_of(TABLE)) == 24
    for kind, n, *in_hex in rows_of(TABLE):
        assert tabulated(dtype)[kind, int(n)] == in_hex[list(BITS).index(dtype)], (kind, n)
    letter = "<d" if dtype == "float64" else "<f"
    packed = b"".join(struct.pack(letter, value) for values in answers(dtype).values() for value in values)
    assert hashlib.sha256(packed).hexdigest() == SHA256[dtype]


@pytest.mark.parametrize("dtype", BITS)
def test_every_backend_gives_the_known_answers(bpnet_backend, dtype):
    lengths = lengths_for(bpnet_backend, LENGTHS, FEW)
    got = computed(bpnet_backend, dtype, lengths)
    for key, result in got.items():
        assert result == np.asarray(answers(dtype)[key], dtype).tobytes(), key
    if lengths == LENGTHS:  # all of the hash, in its order
        assert hashlib.sha256(b"".join(got.values())).hexdigest() == SHA256[dtype]


def test_an_axis_that_is_no_integer_is_refused_and_harms_nothing():
    xp, x = bpnet.exact(np), np.ones((2, 3, 4))
    for wrong in (1.0, "1", [0], True, (0, 1.0)):
        with pytest.raises(TypeError, match=r"axis must be an integer, a tuple of integers or None, got"):
            xp.sum(x, axis=wrong)
    with pytest.raises(ValueError, match=r"axis \(1, -2\) .* of shape \(2, 3, 4\), or names one axis twice"):
        xp.sum(x, axis=(1, -2))
    assert xp.sum(x, axis=1).tolist() == [[3.0] * 4] * 2


def test_the_page_has_these_answers():
    assert rows_of(PAGE.read_text()) == rows_of(TABLE)
    assert [sha for sha in SHA256.values() if PAGE.read_text().count(sha) != 1] == []


def test_rounding_to_float32_by_way_of_float64_is_rounding_once():
    def nearest(value):
        """Round a Fraction to 24 bits, half to even: `round` is exact."""
        if value == 0:
            return 0.0
        exponent = math.frexp(value)[1] - 24
        return float(round(value / Fraction(2) ** exponent) * Fraction(2) ** exponent)

    _, a, (b, c, _) = inputs("float32")
    assert {nearest(Fraction(2**24 + i)) for i in (1, 3)} == {2.0**24, 2.0**24 + 4.0}
    for x, y in [*zip(a[:2000], b, strict=False), *zip(b[:2000], c, strict=False)]:
        assert rounded(x + y, "float32") == nearest(Fraction(x) + Fraction(y))
        assert rounded(x * y, "float32") == nearest(Fraction(x) * Fraction(y))


def blocks_of(terms):
    return [terms[start : start + 32] for start in range(0, len(terms), 32)]


def padded_tree(terms, add):
    blocks = [reduce(add, block) for block in blocks_of(terms)]
    return ordered(blocks + [0.0] * ((1 << (len(blocks) - 1).bit_length()) - len(blocks)), add, block=1)


WRONG_SUMS = {  # what a kernel may do
    "pairwise": lambda terms, add: ordered(terms, add, block=1),
    "in a row": lambda terms, add: reduce(add, terms),
    "blocks of 16": lambda terms, add: ordered(terms, add, block=16),
    "blocks in a row": lambda terms, add: reduce(add, [reduce(add, block) for block in blocks_of(terms)]),
    "blocks from zero": lambda terms, add: ordered([reduce(add, block, 0.0) for block in blocks_of(terms)], add, block=1),
    "a last block with zeros": lambda terms, add: ordered(terms + [0.0] * (-len(terms) % 32), add),
    "a tree with zeros": padded_tree,
}


@pytest.mark.parametrize("what", WRONG_SUMS)
@pytest.mark.parametrize("dtype", BITS)
def test_the_known_answers_differ_from_other_sums(dtype, what):
    x = inputs(dtype)[0]
    add = lambda a, b: rounded(a + b, dtype)  # noqa: E731
    wrong = [
        (n, kind)
        for n in FEW[1:]
        for kind, terms in (("sum", x[:n]), ("sum of -0.0", [-0.0] * n))
        if WRONG_SUMS[what](terms, add).hex() != tabulated(dtype)[kind, n]
    ]
    assert {kind for _, kind in wrong} == {"sum of -0.0" if "zero" in what else "sum"}


@pytest.mark.parametrize("dtype", BITS)
def test_the_known_answers_differ_from_fused_and_wider_products(dtype):
    _, a, (b, *_) = inputs(dtype)
    factors = list(zip(a[:100], b, strict=False))
    fused = [ordered(factors[:k], partial(fused_add, dtype=dtype)) for k in range(2, 101)]
    wider = [float(ordered([Fraction(x) * Fraction(y) for x, y in factors[:k]], operator.add)) for k in range(2, 101)]
    for other in (fused, [rounded(result, dtype) for result in wider]):
        assert sum(other[k - 2] != answers(dtype)["product", k][0] for k in range(2, 101)) > 50


def fused_add(total, factors, dtype):
    """``total + a b``, rounded once: what ``fma`` computes; a first pair of factors is rounded."""
    if not isinstance(factors, tuple):  # two sums of blocks
        return rounded(total + factors, dtype)
    total = rounded(math.prod(total), dtype) if isinstance(total, tuple) else total
    return rounded(float(Fraction(total) + math.prod(map(Fraction, factors))), dtype)


@pytest.mark.parametrize("dtype", BITS)
def test_results_reveal_the_tree_of_the_definition(bpnet_backend, dtype):
    summed = on_host(bpnet_backend, lambda xp, x: xp.sum(x, axis=-1))
    product = on_host(bpnet_backend, lambda xp, x, ones: xp.matmul(x, ones))
    for n in lengths_for(bpnet_backend, range(1, 101), (2, 33, 100)):
        assert revealed_tree(summed, n, dtype) == ordered_tree(n), n
        assert revealed_tree(lambda rows, n=n: product(rows, np.ones(n, dtype)), n, dtype) == ordered_tree(n), n


@pytest.mark.parametrize("dtype", BITS)
def test_results_reveal_the_same_tree_in_every_layout(bpnet_backend, dtype):
    ways = {
        "sum of rows": lambda xp, x: xp.sum(xp.matrix_transpose(x), axis=0),
        "sum of an axis in the middle": lambda xp, x: xp.sum(xp.stack([x, x, x], axis=-1), axis=-2)[:, 1],
        "mean": lambda xp, x: xp.mean(x, axis=-1) * x.shape[-1],  # a power of two
        "product of a transposed matrix": lambda xp, x: xp.matmul(xp.ones_like(x)[:3, :], xp.matrix_transpose(x))[2, :],
        "product with several columns": lambda xp, x: xp.matmul(x, xp.ones_like(x)[:, :7])[:, 6],
        "stack of products": lambda xp, x: xp.matmul(xp.stack([x, x]), xp.ones_like(xp.stack([x, x]))[:, :, :1])[1, :, 0],
    }
    for name, function in ways.items():
        assert revealed_tree(on_host(bpnet_backend, function), 128, dtype) == ordered_tree(128), name


@pytest.mark.parametrize("dtype", BITS)
def test_every_pair_of_terms_meets_where_the_tree_says(bpnet_backend, dtype):
    n = 70
    expected = tree_sizes(ordered_tree(n))
    summed = on_host(bpnet_backend, lambda xp, x: xp.sum(x, axis=-1))
    assert subtree_sizes(summed, n, list(expected), dtype) == list(expected.values())


def test_a_thousand_terms_reveal_the_tree_of_the_definition():
    xp = bpnet.exact(np)
    assert revealed_tree(lambda rows: xp.sum(rows, axis=-1), 1000, "float32") == ordered_tree(1000)


def pairwise_tree(n):
    nodes = list(range(n))
    while len(nodes) > 1:
        nodes = [tuple(nodes[i : i + 2]) if i + 1 < len(nodes) else nodes[i] for i in range(0, len(nodes), 2)]
    return nodes[0]


CONTROLS = {  # sums along the last axis, and their trees of 100 terms
    "in a row": (lambda rows: reduce(operator.add, rows.T), reduce(lambda a, b: (a, b), range(100))),
    "from the end": (lambda rows: reduce(operator.add, rows.T[::-1]), reduce(lambda a, b: (b, a), range(99, -1, -1))),
    "pairwise": (lambda rows: ordered(rows.T, operator.add, block=1), pairwise_tree(100)),
    "blocks of 16": (lambda rows: ordered(rows.T, operator.add, block=16), ordered_tree(100, block=16)),
    "NumPy's of rows": (lambda rows: np.sum(np.ascontiguousarray(rows.T), axis=0), reduce(lambda a, b: (a, b), range(100))),
}


@pytest.mark.parametrize("dtype", BITS)
@pytest.mark.parametrize("what", CONTROLS)
def test_results_of_other_sums_reveal_their_own_trees(what, dtype):
    total, tree = CONTROLS[what]
    assert revealed_tree(total, 100, dtype) == tree != ordered_tree(100)


@pytest.mark.parametrize("dtype", BITS)
def test_the_librarys_own_sums_and_products_have_other_trees(dtype):
    assert revealed_tree(lambda rows: np.sum(rows, axis=-1), 100, dtype) != ordered_tree(100)
    assert revealed_tree(lambda rows: rows @ np.ones(100, dtype), 100, dtype) != ordered_tree(100)


@pytest.mark.parametrize(
    "total", [lambda rows: rows[:, 0], lambda rows: np.full(len(rows), math.nan), lambda rows: np.zeros(len(rows))]
)
def test_what_is_no_sum_of_two_at_a_time_has_no_tree(total):
    with pytest.raises(AssertionError, match="no sum of two terms at a time"):
        revealed_tree(total, 10, "float64")


@pytest.mark.parametrize("dtype", BITS)
def test_products_are_rounded_before_they_are_added(bpnet_backend, dtype):
    ways = {
        "matmul": lambda xp, a, b: xp.matmul(a, b),
        "matmul of a transposed matrix": lambda xp, a, b: xp.matmul(b, xp.matrix_transpose(a)),
        "sum": lambda xp, a, b: xp.sum(a * b, axis=-1),
        "sum of rows": lambda xp, a, b: xp.sum(xp.matrix_transpose(a * b), axis=0),
    }
    for name, function in ways.items():
        for k in lengths_for(bpnet_backend, (2, 3, 32, 40, 70), (2, 40)):
            assert contractions(on_host(bpnet_backend, function), k, dtype) == [], (name, k)


@pytest.mark.parametrize("dtype", BITS)
def test_a_product_and_a_sum_of_elements_are_two_operations(bpnet_backend, dtype):
    root = np.full(9, 1.0 + EPS[dtype], dtype)
    square = np.full(9, 1.0 + 2.0 * EPS[dtype], dtype)
    for function in (lambda xp, a, c: a * a - c, lambda xp, a, c: c - a * a, lambda xp, a, c: -c + xp.square(a)):
        assert not np.any(on_host(bpnet_backend, function)(root, square))


@pytest.mark.parametrize("dtype", BITS)
def test_fused_and_wider_products_are_found(dtype):
    def fused(rows, vector):
        terms = [list(zip(row, vector.tolist(), strict=True)) for row in rows.tolist()]
        return np.asarray([ordered(row, partial(fused_add, dtype=dtype)) for row in terms])

    found = contractions(fused, 40, dtype)
    assert {(i // 32, j // 32) for i, j in found} == {(0, 0), (1, 1)}
    assert all(j < i for i, j in found)  # the second of the two products is not rounded
    pairs = [(i, j) for i in range(40) for j in range(40) if j < i and i // 32 == j // 32 and (i - j) % 2]
    assert sorted(found) == sorted(pairs)
    wider = np.longdouble if dtype == "float64" else np.float64
    if np.finfo(wider).nmant > np.finfo(dtype).nmant + 1:
        found = contractions(lambda rows, vector: np.asarray((rows.astype(wider) * vector).sum(axis=-1)), 40, dtype)
        assert len(found) == 2 * 20 * 20


@pytest.mark.parametrize("dtype", BITS)
def test_a_result_does_not_depend_on_the_rows_and_columns_beside_it(bpnet_backend, dtype):
    k, (m, n) = 97, (19, 11)
    a, b = (np.asarray(numbers(size * k, seed, dtype), dtype) for size, seed in ((m, 5), (n, 6)))
    a, b = a.reshape(m, k), b.reshape(n, k)
    expected = np.asarray([[reference_product(row.tolist(), column.tolist(), dtype) for column in b] for row in a], dtype)
    product = on_host(bpnet_backend, lambda xp, a, b: xp.matmul(a, xp.matrix_transpose(b)))
    shapes = [(1, 1), (1, n), (2, 3), (3, 8), (4, 4), (5, 1), (8, 9), (16, 2), (17, 5), (m, n)]
    for rows, columns in lengths_for(bpnet_backend, shapes, shapes[-2:]):
        assert np.array_equal(product(a[:rows, :], b[:columns, :]), expected[:rows, :columns]), (rows, columns)


@pytest.mark.parametrize("dtype", BITS)
def test_only_a_sum_of_no_terms_is_positive_zero(bpnet_backend, dtype):
    summed = on_host(bpnet_backend, lambda xp, x: xp.sum(x, axis=0))
    product = on_host(bpnet_backend, lambda xp, a, b: xp.matmul(a, b))
    for n in (0, *CROSSING):
        negative = np.full((n, 5), -0.0, dtype)
        assert summed(negative).tolist() == [0.0] * 5
        assert np.all(np.signbit(summed(negative)) == (n > 0)), n
        products = product(np.ones((2, n), dtype), negative)
        assert products.shape == (2, 5)
        assert not np.any(products)
        assert np.all(np.signbit(products) == (n > 0)), n


@pytest.mark.parametrize("dtype", BITS)
def test_infinities_and_nan_pass_through_sums_wherever_they_are(bpnet_backend, dtype):
    summed = on_host(bpnet_backend, lambda xp, x: xp.sum(x, axis=-1))
    product = on_host(bpnet_backend, lambda xp, a: xp.matmul(a, xp.ones_like(a)[0, :]))
    for n in CROSSING[1:]:
        rows = np.tile(np.asarray(numbers(n, 7, dtype), dtype), (4 * n, 1))
        at, last = np.arange(n), (np.arange(n) + n // 2) % n  # another place, in another block where there is one
        for part, value in enumerate((math.inf, -math.inf, math.nan, math.inf)):
            rows[part * n + at, at] = value
        rows[3 * n + at, last] = -math.inf
        for function in (summed, product):
            result = function(rows).reshape(4, n)
            assert np.all(result[0] == math.inf), n
            assert np.all(result[1] == -math.inf), n
            assert np.all(np.isnan(result[2:])), n


@pytest.mark.parametrize("dtype", BITS)
def test_a_sum_overflows_where_its_order_says(bpnet_backend, dtype):
    big = float(np.finfo(dtype).max)
    summed = on_host(bpnet_backend, lambda xp, x: xp.sum(x, axis=-1))
    rows = np.zeros((4, 70), dtype)
    rows[0, [0, 31, 33]] = big, big, -big  # infinite in block 0
    rows[1, [0, 31, 32]] = big, -big, big
    rows[2, [31, 32, 33]] = big, big, -big  # block 1 is zero; in a row this is infinite
    rows[3, [0, 32, 64]] = big, big, -big  # blocks 0 and 1 are joined first
    assert summed(rows).tolist() == [math.inf, big, big, math.inf]


@pytest.mark.parametrize("name", ["max", "min"])
@pytest.mark.parametrize("dtype", BITS)
def test_of_equal_zeros_the_leftmost_is_the_largest_and_the_smallest(bpnet_backend, dtype, name):
    along = on_host(bpnet_backend, lambda xp, x: getattr(xp, name)(x, axis=-1))
    whole = on_host(bpnet_backend, lambda xp, x: getattr(xp, name)(x))
    other = -1.0 if name == "max" else 1.0
    for n in lengths_for(bpnet_backend, (*CROSSING[1:], 129), (2, 33, 97)):
        pairs = [(i, (i + step) % n) for step in (1, n // 2, 31, 32, 33) for i in range(n)]
        rows = np.full((2 * len(pairs), n), other, dtype)
        for row, (i, j) in enumerate(pairs):
            rows[2 * row, [j, i]] = -0.0, 0.0
            rows[2 * row + 1, [j, i]] = 0.0, -0.0
        result = along(rows)
        assert not np.any(result)
        assert np.signbit(result).reshape(-1, 2).tolist() == [[i > j, i <= j] for i, j in pairs], n
    for zero in (0.0, -0.0):  # whole columns first: the first of their results is from the second row
        assert np.signbit(whole(np.asarray([[other, -zero], [zero, other]], dtype))) == np.signbit(zero)


@pytest.mark.parametrize("name", ["max", "min"])
@pytest.mark.parametrize("dtype", BITS)
def test_nan_is_the_largest_and_the_smallest_wherever_it_is(bpnet_backend, dtype, name):
    along = on_host(bpnet_backend, lambda xp, x: getattr(xp, name)(x, axis=-1))
    for n in CROSSING:
        rows = np.tile(np.asarray([math.inf, -math.inf, 1.0] * n, dtype)[:n], (n, 1))
        rows[np.arange(n), np.arange(n)] = math.nan
        assert np.all(np.isnan(along(rows))), n
