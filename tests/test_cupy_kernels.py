"""The kernels of the CuPy backend, where CuPy computes: products and sums with the bits of exact arithmetic, random orders."""

import itertools

import numpy as np
import pytest
from bpnet_cupy import kernels
from on_cuda import BACKEND, cp

import bpnet
from bpnet.arrays import leaves

DTYPES = ("float64", "float32")
xp = bpnet.exact(np)

IN_A_ROW = """
template <class Term> static __device__ real in_a_row(long long k, Term term)
{
    real sum = 0;
    for (long long j = 0; j < k; j++)
        sum = sum + term(j);
    return sum;
}
extern "C" """


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


@pytest.mark.parametrize("dtype", DTYPES)
def test_products_have_the_bits_of_exact_arithmetic_for_every_length(ours, dtype):
    for k in (*range(131), 255, 256, 257, 1000, 4095):
        a, b = normal(k, dtype, 3, k), normal(k + 1, dtype, k, 2)
        got = ours.matmul(a, b)
        assert got.dtype == dtype
        assert bits(got) == bits(xp.matmul(a, b)), k


@pytest.mark.parametrize("dtype", DTYPES)
def test_sums_have_the_bits_of_exact_arithmetic_for_every_length(ours, dtype):
    for k in (*range(131), 255, 256, 257, 511, 512, 513, 1000, 70_001):
        x = normal(k, dtype, 2, k)
        assert bits(ours.sum(x, axis=1)) == bits(xp.sum(x, axis=1)), k
        assert bits(ours.sum(x.T, axis=0)) == bits(xp.sum(x.T, axis=0)), k


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
]


@pytest.mark.parametrize(("first", "second"), SHAPES)
def test_operands_of_every_shape_are_multiplied(ours, first, second):
    a, b = normal(2, "float64", *first), normal(3, "float64", *second)
    got, expected = np.asarray(ours.matmul(a, b)), np.asarray(xp.matmul(a, b))
    assert got.shape == expected.shape == np.matmul(a, b).shape
    assert bits(got) == bits(expected)


def test_views_are_multiplied(ours):
    a, b = normal(4, "float32", 9, 6), normal(5, "float32", 9, 6)
    for first, second in ((a.T, b), (a, b.T), (a[::2, ::-1], b[:5].T), (a[:, 1:3], b[2:4, :])):
        assert bits(ours.matmul(first, second)) == bits(xp.matmul(first, second))


def test_zeros_keep_their_signs_and_nan_and_infinity_pass(ours):
    special = np.asarray([-0.0, 0.0, np.inf, -np.inf, np.nan, 1.0])
    with np.errstate(invalid="ignore"):
        got, expected = ours.matmul(special[:, None], special[None, :]), xp.matmul(special[:, None], special[None, :])
    np.testing.assert_array_equal(got, expected)
    zeros = got == 0.0
    assert np.array_equal(np.signbit(got)[zeros], np.signbit(expected)[zeros])
    assert np.signbit(ours.sum(np.asarray([-0.0, -0.0, -0.0])))


def test_the_comparison_sees_another_order(monkeypatch):
    """The control: the same kernels, summing in a row."""
    source = kernels.SOURCES["exact float64"]
    monkeypatch.setitem(
        kernels.SOURCES, "exact float64", source.replace(" = neighbours(", " = in_a_row(").replace('extern "C" ', IN_A_ROW, 1)
    )
    kernels.get_kernel.cache_clear()
    a, b = normal(6, "float64", 9, 40), normal(7, "float64", 40, 9)
    other = OnDevice()
    np.testing.assert_allclose(other.matmul(a, b), xp.matmul(a, b), rtol=1e-11)
    assert bits(other.matmul(a, b)) != bits(xp.matmul(a, b))
    assert bits(other.sum(a, axis=1)) != bits(xp.sum(a, axis=1))
    kernels.get_kernel.cache_clear()


def test_an_exact_network_trains_to_the_same_bits_with_the_kernels(launches, xor_data):
    def trained(backend):
        net = bpnet.MLP((2, 4, 1), backend=backend, arithmetic="exact", seed=3)
        return [net.fit(*xor_data, epochs=20).loss, *(net.backend.to_host(leaf) for leaf in leaves(net.params))]

    for got, wanted in zip(trained("cupy"), trained("numpy"), strict=True):
        assert bits(got) == bits(wanted)
    assert {name for name, *_ in launches} == {"matmul", "total"}


def test_a_thread_is_launched_for_every_element(ours, launches):
    ours.matmul(np.ones((150, 3)), np.ones((3, 2)))
    ours.sum(np.ones((70_001, 2)), axis=0)
    assert launches == [
        ("matmul", (3,), (128,), 300),
        ("total", (5,), (128,), 548),
        ("total", (1,), (128,), 4),
        ("total", (1,), (128,), 2),
    ]


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
    for kind in (ours, xp):
        with pytest.raises(ValueError, match=r"matmul: expected .*, got \(2, 1\) and \(5, 2\)"):
            kind.matmul(np.ones((2, 1)), np.ones((5, 2)))
