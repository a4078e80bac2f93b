"""The kernels of the CuPy backend, where CuPy computes: products and sums with the bits of exact arithmetic, random orders."""

import functools
import itertools
import operator
import re

import numpy as np
import pytest
from bpnet_cupy import kernels
from on_cuda import BACKEND, counters, cp

import bpnet
from bpnet.arrays import leaves
from bpnet.backend import registry

DTYPES = ("float64", "float32")
LENGTHS = (*range(4), 31, 32, 33, 63, 64, 65, 95, 96, 97, 128, 129, 160, 255, 256, 257, 333, 1000, 4097)
"""Numbers of terms: blocks and nodes that are empty, one too short, complete, one too long."""
IN_BLOCKS_OF_ANOTHER_SIZE = ("#define BLOCK 32", "#define BLOCK 16")
BLOCKS_IN_A_ROW = ("last ? top > 0 : count & 1", "top > 0")
ALL_IN_A_ROW = ("<BLOCK>(", "<1 << 30>(")


def blocks_and_tree(x, axis):
    """The definition: blocks of 32 terms from the first term on, joined in pairs; an odd last node goes on unchanged."""
    x = np.moveaxis(x, axis, 0)
    nodes = [functools.reduce(operator.add, x[start : start + 32]) for start in range(0, len(x), 32)]
    nodes = nodes or [np.zeros_like(x, shape=x.shape[1:])]
    while len(nodes) > 1:
        pairs = [left + right for left, right in zip(nodes[::2], nodes[1::2], strict=False)]
        nodes = pairs + nodes[2 * len(pairs) :]
    return np.expand_dims(nodes[0], axis)


def products_in_blocks(a, b):
    """The sum over k of the rounded products."""
    return np.squeeze(blocks_and_tree(np.expand_dims(a, -1) * np.expand_dims(b, -3), axis=max(a.ndim, b.ndim) - 1), axis=-2)


DEFINITION = {"matmul": products_in_blocks, "sum": blocks_and_tree}
xp = bpnet.exact(np, DEFINITION)


class OnDevice:
    """Exact arithmetic of CuPy with its kernels, on arrays of NumPy."""

    def __init__(self):
        self.xp = bpnet.exact(BACKEND.xp, BACKEND.exact_kernels())

    def __getattr__(self, name):
        function = getattr(self.xp, name)
        return lambda *arrays, **options: function(*(cp.asarray(array) for array in arrays), **options).get()


@pytest.fixture(scope="module")
def ours():
    return OnDevice()


@pytest.fixture
def launches(monkeypatch):
    """The name, the grid and the size of each kernel that is launched."""
    found, get_kernel = [], kernels.get_kernel

    def noted(cupy, name, source):
        kernel = get_kernel(cupy, name, source)
        return lambda grid, block, arguments: found.append((name, grid, block, arguments[-1])) or kernel(grid, block, arguments)

    monkeypatch.setattr(kernels, "get_kernel", noted)
    return found


def bits(array):
    array = np.asarray(array)
    return array.view(f"u{array.dtype.itemsize}").tolist()


def normal(seed, dtype, *shape):
    return np.random.default_rng(seed).standard_normal(shape).astype(dtype)


@pytest.fixture
def split(monkeypatch):
    """A function that fixes the tiles, and the terms of a part, of the products and sums that follow."""

    def fixed(size, span):
        monkeypatch.setattr(kernels, "choose_tile", lambda *_: (size, span))
        monkeypatch.setattr(kernels, "choose_span", lambda *_: span)
        forget()

    def forget():
        kernels.plan_product.cache_clear()
        kernels.plan_sum.cache_clear()

    yield fixed
    forget()


@pytest.fixture
def another_source(monkeypatch):
    """A function that changes the source of the kernels in float64, for a control."""
    original = kernels.SOURCES["exact float64"]

    def changed(*edits):
        source = original
        for old, new in edits:
            assert old in source
            source = source.replace(old, new)
        monkeypatch.setitem(kernels.SOURCES, "exact float64", source)
        kernels.get_kernel.cache_clear()

    yield changed
    kernels.get_kernel.cache_clear()


def test_the_definition_is_that_of_the_worked_example():
    x = normal(0, "float32", 333)
    block = [functools.reduce(operator.add, x[start : start + 32]) for start in range(0, 333, 32)]
    first, second = ((block[i] + block[i + 1]) + (block[i + 2] + block[i + 3]) for i in (0, 4))
    assert bits(xp.sum(x)) == bits((first + second) + ((block[8] + block[9]) + block[10]))
    assert bits(xp.sum(x)) == bits(xp.matmul(x, np.ones(333, "float32")))
    assert xp.sum(x) != xp.sum(x[::-1])


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("m", "n"), [(3, 2), (17, 9)])
def test_products_have_the_bits_of_exact_arithmetic_for_every_length(ours, dtype, m, n):
    for k in LENGTHS:
        a, b = normal(k, dtype, m, k), normal(k + 1, dtype, k, n)
        got = ours.matmul(a, b)
        assert got.dtype == dtype
        assert bits(got) == bits(xp.matmul(a, b)), k


@pytest.mark.parametrize("dtype", DTYPES)
def test_sums_have_the_bits_of_exact_arithmetic_for_every_length(ours, dtype):
    for k in (*range(131), *LENGTHS, 70_001):
        x = normal(k, dtype, 2, k)
        assert bits(ours.sum(x, axis=1)) == bits(xp.sum(x, axis=1)), k
        assert bits(ours.sum(x.T, axis=0)) == bits(xp.sum(x.T, axis=0)), k


@pytest.mark.parametrize("size", [1, *kernels.TILES])
def test_every_split_of_a_product_has_the_same_bits(ours, split, launches, size):
    m, n, k = (65, 19, 300) if size == 64 else (19, 35, 1000)
    a, b = normal(8, "float64", m, k), normal(9, "float64", n, k).T
    expected = bits(xp.matmul(a, b))
    for level in range(kernels.LEVELS + 1):
        launches.clear()
        split(size, kernels.BLOCK << level)
        assert bits(ours.matmul(a, b)) == expected, level
        first, *others = [name for name, *_ in launches]
        assert first == (f"matmul_{size}" if size > 1 else "matmul_thin")
        assert set(others) <= {"join"}
        assert (len(launches) == 1) == (kernels.BLOCK << level >= k)


def test_every_split_of_a_sum_has_the_same_bits(ours, split, monkeypatch):
    for k in (333, 4097):
        x = normal(10, "float32", 3, k, 2)
        expected = bits(xp.sum(x, axis=1))
        for level, joined in itertools.product(range(9), (1, 3, 8)):
            split(1, kernels.BLOCK << level)
            monkeypatch.setattr(kernels, "JOINED", joined)
            assert bits(ours.sum(x, axis=1)) == expected, (level, joined)


def test_a_sum_of_negative_zeros_is_one_and_only_a_sum_of_nothing_is_positive(ours, split):
    for k, (size, span) in itertools.product((1, 32, 33, 70, 300), ((1, 32), (1, 512), (16, 32), (32, 64), (64, 512))):
        split(size, span)
        assert np.all(np.signbit(ours.sum(np.full((3, k), -0.0), axis=1)))
        assert np.all(np.signbit(ours.matmul(np.full((3, k), -0.0), np.ones((k, 2)))))
    for size in (1, *kernels.TILES):
        split(size, 32)
        assert bits(ours.matmul(np.ones((9, 0)), np.ones((0, 8)))) == bits(np.zeros((9, 8)))
    assert bits(ours.sum(np.ones((3, 0)), axis=1)) == bits(np.zeros(3))
    x = np.concatenate([np.full(64, -0.0), np.ones(32), np.full(7, -0.0)])
    assert bits(ours.sum(x)) == bits(xp.sum(x)) == bits(32.0)


def test_sums_of_any_axes_are_those_of_exact_arithmetic(ours):
    x = normal(1, "float64", 3, 300, 5)
    for axis, keepdims in itertools.product((None, 0, 1, -1, (0, 2), (-2, -1), ()), (True, False)):
        got, expected = ours.sum(x, axis=axis, keepdims=keepdims), xp.sum(x, axis=axis, keepdims=keepdims)
        assert got.shape == expected.shape
        assert bits(got) == bits(expected)
    assert bits(ours.mean(x, axis=1)) == bits(xp.mean(x, axis=1))
    assert ours.sum(np.arange(4)) == 6


SHAPES = [
    ((4, 7), (7, 5)),
    ((2, 4, 7), (2, 7, 5)),
    ((2, 4, 7), (7, 5)),
    ((4, 7), (2, 7, 5)),
    ((2, 1, 4, 7), (3, 7, 5)),
    ((7,), (7, 5)),
    ((4, 7), (7,)),
    ((7,), (7,)),
    ((7,), (2, 7, 5)),
    ((0, 7), (7, 5)),
    ((4, 0), (0, 5)),
    ((2, 0, 7), (7, 0)),
    ((150, 3), (3, 40)),
    ((3, 9, 70), (70, 10)),
    ((2, 1, 9, 40), (3, 40, 17)),
    ((2, 3, 9, 40), (3, 40, 17)),
    ((1, 2, 9, 40), (3, 1, 40, 8)),
]


@pytest.mark.parametrize(("first", "second"), SHAPES)
def test_operands_of_every_shape_are_multiplied(ours, first, second):
    a, b = normal(2, "float64", *first), normal(3, "float64", *second)
    got, expected = np.asarray(ours.matmul(a, b)), np.asarray(xp.matmul(a, b))
    assert got.shape == expected.shape == np.matmul(a, b).shape
    assert bits(got) == bits(expected)


@pytest.mark.parametrize("size", [1, *kernels.TILES])
def test_views_are_multiplied(ours, split, size):
    split(size, 64)
    a, b = normal(4, "float32", 70, 66), normal(5, "float32", 70, 66)
    on_device = cp.asarray(a), cp.asarray(b)
    for view in (
        lambda a, b: (a.T[:9], b[:, 5:40]),
        lambda a, b: (a[:20], b.T[:, :9]),
        lambda a, b: (a[60:8:-3, ::-1], b[:66].T[:, :8]),
        lambda a, b: (a[10:30, 1:41], b[2:42, 3:12]),
        lambda a, b: (a[:9, ::2].T, b[9:0:-1]),
        lambda a, b: (a.reshape(7, 10, 66)[::2], b.reshape(7, 10, 66)[::-2].transpose(0, 2, 1)),
    ):
        assert bits(ours.xp.matmul(*view(*on_device)).get()) == bits(xp.matmul(*view(a, b)))


def test_transposed_and_broadcast_operands_are_not_copied(ours):
    cpu_cuda = counters()
    a, b = cp.ones((70, 20)), cp.ones((70, 10))
    weights = cp.ones((40, 10))
    few, many, repeated = cp.ones((5, 9, 20)), cp.ones((20, 8)), cp.broadcast_to(a, (2, 3, 70, 20))
    for first, second in ((a.T, b), (b, weights.T), (few, many), (few[::2], many[::-1]), (repeated, many)):
        with cpu_cuda.counting() as counts:
            ours.xp.matmul(first, second)
        assert counts.launches == 1
    with cpu_cuda.counting() as counts:  # no single stride along both leading axes: copied
        kernels.matmul(cp, cp.ones((2, 1, 9, 20)), cp.ones((3, 20, 8)))
    assert counts.launches > 1


@pytest.mark.parametrize("size", [1, 32])
def test_results_are_written_where_they_are_wanted(split, size):
    split(size, 64)
    a, b = normal(11, "float64", 2, 9, 300), normal(12, "float64", 300, 8)
    on_device, out = cp.asarray(a), cp.empty((2, 9, 8))
    assert kernels.matmul(cp, on_device, cp.asarray(b), out=out) is out
    assert bits(out.get()) == bits(xp.matmul(a, b))
    for axis, x in itertools.product(range(3), (on_device, on_device[:, :1], on_device[:1, :, :1], on_device[:, :0])):
        out = cp.full((*x.shape[:axis], 1, *x.shape[axis + 1 :]), 7.0)
        assert kernels.total(cp, x, axis, out=out) is out
        assert bits(out.get()) == bits(xp.sum(x.get(), axis=axis, keepdims=True))


def test_zeros_keep_their_signs_and_nan_and_infinity_pass(ours):
    special = np.asarray([-0.0, 0.0, np.inf, -np.inf, np.nan, 1.0])
    with np.errstate(invalid="ignore"):
        got, expected = ours.matmul(special[:, None], special[None, :]), xp.matmul(special[:, None], special[None, :])
    np.testing.assert_array_equal(got, expected)
    zeros = got == 0.0
    assert np.array_equal(np.signbit(got)[zeros], np.signbit(expected)[zeros])
    assert np.signbit(ours.sum(np.asarray([-0.0, -0.0, -0.0])))


@pytest.mark.parametrize("size", [1, *kernels.TILES])
@pytest.mark.parametrize("edit", [IN_BLOCKS_OF_ANOTHER_SIZE, BLOCKS_IN_A_ROW, ALL_IN_A_ROW], ids=lambda edit: edit[1])
def test_the_comparison_sees_another_order(another_source, split, size, edit):
    """The control: the same kernels with the terms in another order."""
    split(size, 512)
    another_source(edit)
    a, b = normal(6, "float64", 9, 200), normal(7, "float64", 200, 9)
    other = OnDevice()
    np.testing.assert_allclose(other.matmul(a, b), xp.matmul(a, b), rtol=1e-11)
    assert (bits(other.matmul(a, b)) != bits(xp.matmul(a, b))) == (edit != ALL_IN_A_ROW or size == 1)
    assert bits(other.sum(a, axis=1)) != bits(xp.sum(a, axis=1))


@pytest.mark.parametrize("size", [1, *kernels.TILES])
def test_the_comparison_sees_blocks_that_begin_with_zero(another_source, split, size):
    """The control: 0 + -0 is 0, whatever else is right."""
    split(size, 32)
    another_source(("sum = term(j);", "sum = 0 + term(j);"), ("sum[i][j] = left[0]", "sum[i][j] = 0 + left[0]"))
    a, b = normal(6, "float64", 9, 70), normal(7, "float64", 70, 9)
    zeros, ones = np.full((9, 70), -0.0), np.ones((70, 9))
    other = OnDevice()
    assert bits(other.matmul(a, b)) == bits(xp.matmul(a, b))
    assert bits(other.matmul(zeros, ones)) != bits(xp.matmul(zeros, ones))
    assert bits(other.sum(zeros, axis=1)) != bits(xp.sum(zeros, axis=1))


@pytest.mark.parametrize("size", kernels.TILES)
def test_the_comparison_sees_tiles_that_are_padded_with_zeros(another_source, split, size):
    """The control: -0 + 0 is 0 as well."""
    split(size, 512)
    another_source(
        ("if (term < terms)", "tile[term][row] = 0;\n        if (term < terms)"),
        ("term = 1; term < depth", "term = 1; term < BLOCK"),
    )
    other, ones = OnDevice(), np.ones((70, 9))
    for k, same in ((64, True), (70, False)):
        zeros = np.full((9, k), -0.0)
        assert (bits(other.matmul(zeros, ones[:k])) == bits(xp.matmul(zeros, ones[:k]))) == same


@pytest.mark.parametrize("number", [None, 0, 1])
def test_each_barrier_of_a_tile_is_needed(another_source, split, number):
    cpu_cuda = counters()
    split(16, 128)
    barriers = [match.span() for match in re.finditer(r"__syncthreads\(\);", kernels.SOURCES["exact float64"])]
    assert len(barriers) == 2
    if number is not None:
        (start, end), source = barriers[number], kernels.SOURCES["exact float64"]
        another_source((source, source[:start] + source[end:]))
    a, b = normal(13, "float64", 18, 100), normal(14, "float64", 100, 17)
    found = []
    for order in ("forward", "reverse", "random:1"):
        with cpu_cuda.order(order):
            found.append(bits(kernels.matmul(cp, cp.asarray(a), cp.asarray(b)).get()) == bits(xp.matmul(a, b)))
    assert all(found) == (number is None)


def test_an_exact_network_trains_to_the_same_bits_with_the_kernels(launches):
    class Defined(type(registry.make_backend("numpy", None, "a test"))):
        def exact_kernels(self):
            return DEFINITION

    x, y = normal(15, "float64", 70, 40), normal(16, "float64", 70, 9)

    def trained(backend):
        net = bpnet.MLP((40, 20, 9), backend=backend, arithmetic="exact", seed=3)
        return [net.fit(x, y, epochs=3, batch_size=40).loss, *(net.backend.to_host(leaf) for leaf in leaves(net.params))]

    for got, wanted in zip(trained("cupy"), trained(Defined()), strict=True):
        assert bits(got) == bits(wanted)
    assert {name for name, *_ in launches} == {"matmul_16", "total", "order_keys"}


def test_as_many_threads_are_launched_as_the_shapes_ask_for(ours, launches):
    ours.matmul(np.ones((150, 3)), np.ones((3, 2)))
    ours.matmul(np.ones((3000, 32)).T, np.ones((3000, 16)))
    ours.matmul(np.ones(70_001), np.ones(70_001))
    ours.sum(np.ones((70_001, 2)), axis=0)
    assert launches == [
        ("matmul_thin", (3,), (128,), 300),
        ("matmul_16", (48,), (256,), 512 * 24),
        ("join", (4,), (128,), 512),
        ("matmul_thin", (3,), (128,), 274),
        ("join", (1,), (128,), 2),
        ("join", (1,), (128,), 1),
        ("total", (5,), (128,), 548),
        ("join", (1,), (128,), 4),
        ("join", (1,), (128,), 2),
    ]


def test_tiles_and_parts_are_chosen_by_the_shapes():
    chosen = {
        (10_000, 512, 1): (1, 512),  # a column: a thread per element
        (1, 1_000_000, 1): (1, 256),  # 3907 threads
        (9, 33, 8): (1, 256),
        (9, 33, 9): (16, 128),
        (4096, 512, 4096): (64, 8192),
        (128, 784, 512): (16, 1024),  # 256 tiles
        (512, 128, 784): (32, 256),  # 400 tiles, not split
        (512, 784, 512): (32, 1024),
        (64, 10_000, 64): (32, 128),  # 4 tiles, hence 316
        (32, 512, 16): (16, 512),
        (32, 513, 16): (16, 128),
        (32, 10_000, 16): (16, 128),  # 2 tiles, hence 158 of 128 terms
        (64, 1_000_000, 64): (64, 2048),
        (2000, 100_000, 2000): (64, 8192),
    }
    for (m, k, n), (size, most) in chosen.items():
        got, span = kernels.choose_tile(m, k, n, 1)
        assert (got, min(span, most)) == (size, most), (m, k, n)
        assert span % kernels.BLOCK == 0
        assert (span // kernels.BLOCK).bit_count() == 1
        assert got == 1 or kernels.count_parts(k, span) == 1 or span <= kernels.BLOCK << kernels.LEVELS


@pytest.mark.parametrize("n", [0, 1, 2, 127, 128, 129, 5000])
def test_orders_are_those_of_the_generator(n):
    for seed in (0, 3, 2**64 - 1):
        key = bpnet.random.key_of(seed)
        for stream in (0, 7, 2**32 - 1):
            got = BACKEND.random_kernels()["permutation"](key, stream, n)
            assert got.dtype == "int64"
            assert np.array_equal(got.get(), bpnet.random.permutation(np, key, stream, n))


def test_what_the_kernels_do_not_take_is_refused(ours):
    with pytest.raises(TypeError, match="expected arrays of float64, or of float32, got float32 and float64"):
        ours.matmul(np.ones((2, 2)), np.ones((2, 2), dtype=np.float32))
    with pytest.raises(TypeError, match="expected arrays of float64, or of float32, got int64"):
        ours.matmul(np.ones((2, 2), dtype=np.int64), np.ones((2, 2), dtype=np.int64))
    with pytest.raises(ValueError, match=r"matmul: expected .*, got \(2, 1\) and \(5, 2\)"):
        kernels.matmul(cp, cp.ones((2, 1)), cp.ones((5, 2)))
    for out in (cp.empty((3, 2)), cp.empty((2, 2)).T, cp.empty((4, 2))[::2]):
        with pytest.raises(ValueError, match=r"out: expected a contiguous array of shape \(2, 2\), got .* contiguous"):
            kernels.matmul(cp, cp.ones((2, 2)), cp.ones((2, 2)), out=out)
    with pytest.raises(TypeError, match="expected arrays of float64, or of float32, got float32 and float64"):
        kernels.total(cp, cp.ones((2, 2)), 0, out=cp.empty((1, 2), "float32"))
    for kind in (ours, xp):
        with pytest.raises(ValueError, match=r"matmul: expected .*, got \(2, 1\) and \(5, 2\)"):
            kind.matmul(np.ones((2, 1)), np.ones((5, 2)))
