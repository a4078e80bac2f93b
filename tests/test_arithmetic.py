"""Exact arithmetic: the bits of every library are those of NumPy, and the functions are close to the true values."""

import math

import mpmath
import numpy as np
import pytest

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.arithmetic.namespace import SINGLE
from bpnet.arrays import leaves
from bpnet.training.steps import exact_namespace

DTYPES = ("float64", "float32")
FUNCTIONS = ("exp", "expm1", "log", "log1p", "tanh", "sqrt")
POINTS = 2_000  # of each function here; the figures in docs/parity.md are of 100,000
xp = bpnet.exact(np)


def points(name, dtype, n=POINTS, seed=0):
    """Arguments over the whole range of a function, many of them where it is hardest."""
    random, info = np.random.default_rng(seed), np.finfo(dtype)
    signs = np.where(random.random(n) < 0.5, -1.0, 1.0)
    low, high = math.log(float(info.smallest_subnormal)), math.log(float(info.max))
    tiny = math.log2(float(info.smallest_subnormal))
    near_zero, near_one = signs * 2.0 ** random.uniform(-60, 3, n), 1.0 + signs * 2.0 ** random.uniform(-52, -2, n)
    everywhere = {
        "exp": random.uniform(low, high - 0.01, n),
        "expm1": random.uniform(-40, high - 0.01, n),
        "tanh": signs * 2.0 ** random.uniform(tiny + 25, 5, n),
        "log": 2.0 ** random.uniform(tiny + 1, info.maxexp - 0.01, n),
        "log1p": 2.0 ** random.uniform(-60, info.maxexp - 0.01, n),
        "sqrt": 2.0 ** random.uniform(tiny + 1, info.maxexp - 0.01, n),
    }[name]
    hardest = near_one if name in {"log", "sqrt"} else np.maximum(near_zero, -0.999) if name == "log1p" else near_zero
    return np.concatenate([everywhere, hardest]).astype(dtype)


def errors(name, dtype, x):
    """In units in the last place of the correctly rounded result."""
    with mpmath.workprec(120), np.errstate(all="ignore"):
        true = [getattr(mpmath, name)(mpmath.mpf(v)) for v in x.tolist()]
        got = getattr(xp, name)(x)
        assert got.dtype == dtype
        units = np.spacing(np.abs(np.asarray([float(t) for t in true]).astype(dtype))).astype(np.float64)
        return np.asarray([abs(float(mpmath.mpf(g) - t)) for g, t in zip(got.tolist(), true, strict=True)]) / units


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_are_within_two_units_in_the_last_place(name, dtype):
    assert np.max(errors(name, dtype, points(name, dtype))) <= 2.0


def test_the_measure_of_errors_sees_three_units(monkeypatch):
    x = points("exp", "float64", n=20)
    monkeypatch.setattr(xp, "exp", lambda x: np.exp(x) + 4 * np.spacing(np.exp(x)), raising=False)
    assert np.max(errors("exp", "float64", x)) > 3.0


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_end_as_numpys_do(name, dtype):
    info = np.finfo(dtype)
    ends = [
        0.0,
        -0.0,
        math.inf,
        -math.inf,
        math.nan,
        -1.0,
        1.0,
        -2.0,
        float(info.max),
        float(info.smallest_normal),
        800.0,
        -800.0,
    ]
    x = np.asarray(ends, dtype=dtype)
    with np.errstate(all="ignore"):
        np.testing.assert_allclose(getattr(xp, name)(x), getattr(np, name)(x), rtol=4 * info.eps)
        zeros = getattr(xp, name)(x[:2])
    if name not in {"exp", "log"}:
        assert np.signbit(zeros).tolist() == [False, True]


def bits(array):
    return array.view(f"u{array.dtype.itemsize}")


def alike(backend, function, *hosts):
    """Hold what exact arithmetic of a backend gives against that of NumPy."""
    with backend.scope():
        got = backend.to_host(function(exact_namespace(backend), *(backend.from_host(host) for host in hosts)))
    with np.errstate(all="ignore"):
        expected = np.asarray(function(xp, *hosts))
    assert got.dtype == expected.dtype
    assert got.shape == expected.shape
    normal = ~((expected != 0.0) & (np.abs(expected) < np.finfo(expected.dtype).smallest_normal))
    assert np.array_equal(bits(got)[normal], bits(expected)[normal])


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_have_the_same_bits_everywhere(bpnet_backend, name, dtype):
    x = points(name, dtype, seed=1)
    info = np.finfo(dtype)
    x = np.where(np.abs(x) < info.smallest_normal, info.smallest_normal, x).astype(dtype)
    alike(bpnet_backend, lambda xp, x: getattr(xp, name)(x), x)


OPERATIONS = {
    "matmul": lambda xp, a, b: xp.matmul(a, xp.matrix_transpose(b)),
    "matmul of few": lambda xp, a, b: xp.matmul(a[:2, :3], b[:3, :2]),
    "matmul of replicas": lambda xp, a, b: xp.matmul(
        xp.stack([a, b]), xp.stack([xp.matrix_transpose(a), xp.matrix_transpose(b)])
    ),
    "matmul of a vector": lambda xp, a, b: xp.matmul(a[0, :], xp.matrix_transpose(b)) + xp.matmul(b, a[0, :]),
    "sum": lambda xp, a, b: xp.sum(a * b),
    "sum of rows": lambda xp, a, b: xp.sum(a - b, axis=-1, keepdims=True),
    "sum of two axes": lambda xp, a, b: xp.sum(xp.stack([a, b, a]), axis=(0, -1)),
    "mean": lambda xp, a, b: xp.mean(a * b, axis=-2),
    "max": lambda xp, a, b: xp.max(a, axis=-1) + xp.max(b),
    "min": lambda xp, a, b: xp.min(a, axis=-1) + xp.min(b),
    "divide": lambda xp, a, b: xp.divide(a, b),
    "divide by rows": lambda xp, a, b: xp.divide(a, b[:, :1]),
    "divide by a row": lambda xp, a, b: xp.divide(a, b[0, :]),
    "divide by one": lambda xp, a, b: xp.divide(a, b[0, 0]),
    "divide by a number": lambda xp, a, b: xp.divide(a * b, 3.0),
    "reciprocal": lambda xp, a, b: xp.reciprocal(a) + xp.divide(0.7, b),
    "numbers": lambda xp, a, b: (a * 0.1 + 0.3) * 1.7 - 0.1 * b,
    "powers": lambda xp, a, b: xp.pow(a, 5) + xp.pow(b, -2) + xp.pow(a, 0),
    "real powers": lambda xp, a, b: xp.pow(xp.abs(a), 0.37) * xp.square(b),
    "clip": lambda xp, a, b: xp.clip(a, -0.5, 0.5) + xp.maximum(a, b) + xp.minimum(a, 0.0) + xp.sign(b),
}


@pytest.mark.pairwise("bpnet_backend")
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", OPERATIONS)
def test_operations_have_the_same_bits_everywhere(bpnet_backend, name, dtype):
    random = np.random.default_rng(3)
    a, b = (random.standard_normal((77, 45)).astype(dtype) for _ in range(2))
    alike(bpnet_backend, OPERATIONS[name], a, b)


def test_native_sums_do_not_have_the_same_bits():
    """The control: what the tests above compare does differ where the order does."""
    x = np.random.default_rng(3).standard_normal((77, 45))
    assert np.any(xp.sum(x, axis=0) != np.cumsum(x, axis=0)[-1])
    assert np.any(xp.matmul(x, x.T) != x @ x.T)


def test_products_do_not_depend_on_how_many_are_held_at_once(monkeypatch):
    a, b = np.random.default_rng(4).standard_normal((2, 30, 30))
    whole = xp.matmul(a, b)
    monkeypatch.setattr("bpnet.arithmetic.namespace.PRODUCTS", 1000)
    assert np.array_equal(xp.matmul(a, b), whole)
    np.testing.assert_allclose(whole, a @ b, rtol=1e-12, atol=1e-14)


def test_terms_are_added_in_turn_in_blocks_of_32_and_blocks_in_pairs():
    x = np.asarray([1e16, 1.0, -1e16, 1.0, 1.0])
    assert xp.sum(x) == (((1e16 + 1.0) - 1e16) + 1.0) + 1.0
    x = np.concatenate([np.full(32, 2.0**60), np.full(33, 1.0), np.full(31, 0.0), np.full(32, -(2.0**60))])
    assert xp.sum(x) == (2.0**65 + 32.0) + (1.0 - 2.0**65) == 0.0
    assert xp.sum(x[:96]) == (2.0**65 + 32.0) + 1.0


def test_wide_products_are_made_in_parts_of_columns(monkeypatch):
    a, b = np.random.default_rng(4).standard_normal((2, 3, 30, 30))
    whole = xp.matmul(a, b)
    monkeypatch.setattr("bpnet.arithmetic.namespace.PRODUCTS", 200)
    assert np.array_equal(xp.matmul(a, b), whole)
    assert np.array_equal(xp.matmul(a[:, :1, :], b), whole[:, :1, :])


def test_sums_of_nothing_and_of_integers():
    assert xp.sum(np.empty((0, 2)), axis=0).tolist() == [0.0, 0.0]
    assert xp.sum(np.arange(4)) == 6
    assert xp.sum(np.ones(3, dtype=np.float32), dtype=np.float64).dtype == np.float64


def test_nan_is_the_largest_and_the_smallest():
    x = np.asarray([1.0, math.nan, 2.0])
    assert np.isnan(xp.max(x))
    assert np.isnan(xp.min(x))
    assert np.isnan(xp.maximum(x, 0.0)[1])


def test_what_is_not_exact_is_refused():
    for name in ("sin", "cumulative_sum", "std", "einsum", "linalg", "sort", "empty", "argmax"):
        with pytest.raises(AttributeError, match=f"exact arithmetic has no {name}: it only has functions with the same bits"):
            getattr(xp, name)
    with pytest.raises(TypeError, match="exact arithmetic computes in float64 and float32, got int64"):
        xp.exp(np.arange(3))


REFUSED = {
    "divide": (lambda: xp.divide(np.asarray([10, 20]), 2.5), TypeError, "got int64"),
    "mean": (lambda: xp.mean(np.arange(3)), TypeError, "got int64"),
    "sign": (lambda: xp.sign(np.arange(3)), TypeError, "got int64"),
    "complex": (lambda: xp.sum(np.ones(3, dtype=complex)), TypeError, "got complex128"),
    "half": (lambda: xp.sum(np.ones(3, dtype=np.float16)), TypeError, "got float16"),
    "axis": (lambda: xp.sum(np.ones((2, 3)), axis=5), ValueError, r"axis 5 is out of range for an array of shape \(2, 3\)"),
    "axis of a scalar": (lambda: xp.sum(np.asarray(1.0), axis=0), ValueError, "axis 0 is out of range"),
    "nothing": (lambda: xp.max(np.asarray([])), ValueError, "zero-size array of shape"),
    "array exponent": (lambda: xp.pow(np.ones(2), np.ones(2)), TypeError, "finite Python number as exponent"),
    "infinite exponent": (lambda: xp.pow(np.ones(2), math.inf), TypeError, "finite Python number as exponent, got inf"),
    "inner lengths": (lambda: xp.matmul(np.ones((2, 3)), np.ones((1, 2))), ValueError, "matmul: expected"),
    "floats in arange": (lambda: xp.arange(0.3, 7, 0.1, dtype=np.float64), TypeError, "expected integers, got arange"),
    "no dtype": (lambda: xp.asarray([1.0]), TypeError, "requires a dtype in asarray"),
    "unstable": (lambda: xp.argsort(np.ones(2), stable=False), TypeError, "sorts stably"),
    "kernel": (lambda: bpnet.exact(np, {"matmull": np.matmul}), ValueError, "no function 'matmull'"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_would_be_wrong_in_silence_is_refused(what):
    call, error, words = REFUSED[what]
    with pytest.raises(error, match=words):
        call()


def test_powers_end_as_they_should():
    assert xp.pow(np.asarray([-2.0, -3.0, 0.0]), 2.0).tolist() == [4.0, 9.0, 0.0]
    assert xp.pow(np.asarray([0.0, math.inf]), 0.0).tolist() == [1.0, 1.0]
    assert xp.pow(np.asarray([-2.0]), np.int64(3)).tolist() == [-8.0]


def test_finite_numbers_and_infinities_warn_of_nothing():
    x = np.asarray([0.0, -0.0, 1e300, -1e300, math.inf, -math.inf, math.nan, -1.0])
    for name in ("log", "log1p", "sqrt", "tanh", "sign"):  # warnings are errors here
        getattr(xp, name)(x) if name != "log1p" else xp.log1p(x[2:3])
    xp.maximum(x, -x)
    assert xp.max(np.asarray([1.7e308, 1.7e308])) == 1.7e308


@pytest.mark.parametrize("dtype", DTYPES)
def test_orders_are_stable_and_the_same_everywhere(bpnet_backend, dtype):
    random = np.random.default_rng(6)
    x = np.concatenate([np.round(random.standard_normal(50), 1), [0.0, -0.0, 0.0, -0.0]]).astype(dtype)
    with bpnet_backend.scope():
        own = bpnet.exact(bpnet_backend.xp)
        got = bpnet_backend.to_host(own.argsort(bpnet_backend.from_host(x)))
    assert np.array_equal(got, np.argsort(x, stable=True))


EDGES = np.asarray([0.0, -0.0, 0.5, -0.5, 1.5, 2.5, -2.5, 1e15 + 0.5, math.inf, -math.inf, 3.7, -3.7])
SINGLES = (
    "abs",
    "ceil",
    "floor",
    "negative",
    "round",
    "trunc",
    "isfinite",
    "isinf",
    "isnan",
    "signbit",
    "ones_like",
    "zeros_like",
)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", SINGLES)
def test_single_operations_are_alike_at_their_edges(bpnet_backend, name, dtype):
    x = EDGES.astype(dtype)
    with bpnet_backend.scope():
        own = bpnet.exact(bpnet_backend.xp)
        got = bpnet_backend.to_host(getattr(own, name)(bpnet_backend.from_host(x)))
    assert got.tobytes() == getattr(np, name)(x).tobytes()


def test_every_name_that_is_passed_through_is_of_the_standard():
    strict = pytest.importorskip("array_api_strict")
    assert sorted(name for name in SINGLE if not hasattr(strict, name)) == []


NETS = {  # of one width, since JAX compiles each operation for each shape; `OPERATIONS` have others
    "gelu": [layers.affine(4), layers.gelu(), layers.affine(4)],
    "elu, batch norm": [layers.affine(4), layers.batch_norm(), layers.elu(), layers.affine(4)],
    "layer norm, softplus, dropout": [
        layers.affine(4),
        layers.layer_norm(),
        layers.softplus(),
        layers.dropout(0.3),
        layers.affine(4),
    ],
    "silu, softsign": [layers.affine(4), layers.silu(), layers.softsign(), layers.affine(4)],
}


@pytest.mark.parametrize("name", NETS)
def test_networks_of_every_kind_train_to_the_same_bits(bpnet_backend, name):
    random = np.random.default_rng(5)
    x, y, weight = random.standard_normal((32, 4)), random.standard_normal((32, 4)), random.uniform(0.5, 2.0, 32)

    batch_size = 16 if name == "silu, softsign" else 8  # of 24 samples: a last batch that is short in one network is enough

    def trained(backend):
        optimizer = optimizers.clip_norm(optimizers.adamw(0.05), 1.0)
        options = {"n_in": 4, "loss": losses.huber(), "optimizer": optimizer, "seed": 3, "dtype": "float32"}
        net = bpnet.Network(NETS[name], backend=backend, arithmetic="exact", **options)
        history = net.fit(x, y, epochs=3, batch_size=batch_size, sample_weight=weight, validation=0.25)
        values = [net.backend.to_host(leaf) for leaf in leaves((net.params, net.state, net.predict(x[:8])))]
        return [history.loss, history.validation_loss, *values]

    for ours, numpys in zip(trained(bpnet_backend), trained("numpy"), strict=True):
        assert np.array_equal(bits(ours), bits(numpys))


def test_an_exact_network_says_so_and_keeps_to_it(tmp_path):
    pytest.importorskip("safetensors")
    net = bpnet.MLP((2, 3, 1), arithmetic="exact")
    assert net.fit([[1, 2]], [[1]], epochs=1).provenance["arithmetic"] == "exact"
    net.save(tmp_path / "net")
    again = bpnet.load(tmp_path / "net").to("numpy")
    assert again.arithmetic == "exact"
    assert "exact" in repr(again.xp)
    with pytest.raises(bpnet.CheckpointError, match="was trained in exact arithmetic, not in native"):
        bpnet.MLP((2, 3, 1)).restore(tmp_path / "net")


def test_what_is_no_namespace_is_refused():
    with pytest.raises(
        TypeError, match="expected an array API namespace, got None, which has no astype; for PyTorch and CuPy pass"
    ):
        bpnet.exact(None)


def test_the_arithmetic_of_a_network_stays():
    net = bpnet.MLP((2, 1), arithmetic="exact")
    with pytest.raises(AttributeError):
        net.arithmetic = "native"
    assert repr(net).endswith("float64, exact>")


def test_another_word_for_arithmetic_is_an_error():
    with pytest.raises(ValueError, match="arithmetic must be 'native' or 'exact', got 'precise'"):
        bpnet.MLP((2, 1), arithmetic="precise")
