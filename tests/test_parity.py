"""Every backend follows NumPy's training trajectory, within what NumPy's own sensitivity to rounding allows."""

import functools

import numpy as np
import pytest

import bpnet
from bpnet import layers, optimizers, parity, random
from bpnet.arrays import map_tree

CASES = {case.name: case for case in parity.CASES}
DTYPES = ("float64", "float32")


@functools.cache
def reference(name, dtype):
    trajectory = parity.run(CASES[name], "numpy", dtype)
    return trajectory, parity.tolerances(CASES[name], dtype, trajectory)


def held(case, other, dtype, name=None):
    trajectory, allowed = reference(name or case.name, dtype)
    return parity.compare(trajectory, other, dtype, allowed)


@pytest.mark.parametrize("compiled", [False, True], ids=["plain", "compiled"])
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", CASES)
def test_the_trajectory_of_xor_is_numpys(bpnet_backend, name, dtype, compiled):
    case = CASES[name]
    result = held(case, parity.run(case, bpnet_backend, dtype, compile=compiled), dtype)
    assert result.passed, result
    assert result.epochs == case.epochs == 400
    assert result.arrays == 4 * (case.checkpoints + 1)
    if bpnet_backend.name in {"numpy", "array_api_strict"}:  # NumPy itself, and NumPy behind another namespace
        assert result.error == 0.0


@pytest.mark.parametrize("name", CASES)
def test_the_cases_learn(name):
    losses = reference(name, "float64")[0].losses
    assert losses[-1] < 0.15 * losses[0]


def numpy_backend():
    return type(bpnet.get_backend("numpy"))


def tf32(x):
    """Round to the 10 bits of mantissa that NVIDIA's TensorFloat-32 keeps."""
    bits = np.asarray(x, dtype=np.float32).view(np.int32)
    return ((bits + (1 << 12)) & ~((1 << 13) - 1)).view(np.float32).astype(x.dtype)


class Tf32Namespace:
    def __getattr__(self, name):
        return getattr(np, name)

    @staticmethod
    def matmul(a, b):
        return np.matmul(tf32(a), tf32(b))


class Tf32Backend(numpy_backend()):
    xp = Tf32Namespace()


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", CASES)
def test_products_rounded_as_by_tf32_are_caught(name, dtype):
    result = held(CASES[name], parity.run(CASES[name], Tf32Backend(), dtype), dtype)
    assert not result.passed
    assert "allowed" in result.first


@pytest.mark.parametrize(("dtype", "by"), [("float64", 1e-6), ("float32", 1e-3)])
@pytest.mark.parametrize("name", CASES)
def test_a_wrong_learning_rate_is_caught(name, dtype, by):
    wrong = parity.xor_case(name.partition("-")[2], learning_rate=4.0 * (1 + by))
    assert not held(wrong, parity.run(wrong, "numpy", dtype), dtype).passed


def wrong_tanh():
    right = layers.tanh()
    return right._replace(backward=lambda xp, p, y, dy: ((), right.backward(xp, p, y, dy)[1] * (1 + 1e-4)))


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_wrong_gradient_is_caught(dtype):
    right = CASES["xor-tanh"]

    def build(backend, dtype):
        options = {"output": "sigmoid", "optimizer": optimizers.sgd(4.0), "seed": 1}
        return bpnet.MLP((2, 4, 1), hidden=wrong_tanh(), backend=backend, dtype=dtype, **options)

    wrong = right._replace(build=build)
    assert not held(wrong, parity.run(wrong, "numpy", dtype), dtype).passed


def test_a_foreign_random_generator_is_caught(monkeypatch):
    native = np.random.default_rng(1)
    monkeypatch.setattr(random, "uniform", lambda xp, key, shape, **options: native.random(shape))
    foreign = parity.run(CASES["xor-sigmoid"], "numpy", "float64")
    monkeypatch.undo()
    result = held(CASES["xor-sigmoid"], foreign, "float64")
    assert not result.passed
    assert result.first.startswith("checkpoint 0")


def test_nan_is_caught():
    trajectory, allowed = reference("xor-tanh", "float64")
    spoiled = trajectory._replace(losses=np.where(np.arange(400) == 7, np.nan, trajectory.losses))
    result = parity.compare(trajectory, spoiled, "float64", allowed)
    assert not result.passed
    assert result.error == np.inf


def test_a_missing_checkpoint_cannot_pass():
    trajectory, allowed = reference("xor-tanh", "float64")
    with pytest.raises(ValueError, match="zip"):
        parity.compare(trajectory, trajectory._replace(params=trajectory.params[:-1]), "float64", allowed)


def test_a_case_that_is_too_sensitive_is_rejected_and_not_loosened():
    wild = parity.xor_case("sigmoid", learning_rate=60.0, epochs=2000)
    with pytest.raises(ValueError, match="case xor-sigmoid is too sensitive in float32: rounding alone may move it by"):
        parity.tolerances(wild, "float32", parity.run(wild, "numpy", "float32"))


def test_the_tolerance_comes_from_the_reference():
    for name, case in CASES.items():
        trajectory, allowed = reference(name, "float64")
        drift = parity.sensitivity(case, "float64", trajectory)
        assert np.array_equal(allowed, np.maximum(128, 16 * drift))


def test_nudged_weights_are_one_unit_away():
    w = np.asarray([-1.0, -0.3, 0.2, 1.0, 3.0])
    for how in ("up", "down", "mixed"):
        assert np.all(np.abs(parity._nudge(w, how) - w) <= np.spacing(np.abs(w)))
        assert np.all(parity._nudge(w, how) != w)
    assert parity._nudge(np.zeros(2), "up").tolist() == [0.0, 0.0]


def test_mini_batches_with_adam_follow_numpy_too(bpnet_backend):
    random_x = np.random.default_rng(2).standard_normal((60, 5))
    labels = (random_x[:, 0] > 0).astype(int) + (random_x[:, 1] > 0)

    def build(backend, dtype):
        options = {"output": "softmax", "loss": "softmax_cross_entropy", "optimizer": optimizers.adam(0.01)}
        return bpnet.MLP((5, 16, 3), hidden="tanh", seed=2, backend=backend, dtype=dtype, **options)

    case = parity.Case("adam", build, random_x, labels, epochs=8, batch_size=16)
    trajectory = parity.run(case, "numpy", "float64")
    allowed = parity.tolerances(case, "float64", trajectory)
    result = parity.compare(trajectory, parity.run(case, bpnet_backend, "float64"), "float64", allowed)
    assert result.passed, result


def test_a_run_starts_from_given_params():
    start = map_tree(lambda w: w + 1.0, CASES["xor-tanh"].build("numpy", "float64").params)
    trajectory = parity.run(CASES["xor-tanh"]._replace(epochs=4), "numpy", "float64", start=start)
    assert np.array_equal(trajectory.params[0][0], start[0][0])
