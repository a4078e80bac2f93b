"""Whole epochs in one program of JAX."""

import numpy as np
import pytest
from executor_cases import NETS, WEIGHTS, X, Y, assert_chunks_do_not_matter, assert_follows_plain, assert_pure, regressor

import bpnet
from bpnet import losses

pytest.importorskip("jax", reason="its compiled steps are what is tested")
pytestmark = pytest.mark.filterwarnings("ignore:a float64 network is bound to JAX")


# the cases of the matrix: tests/test_parity.py
@pytest.mark.parametrize(("name", "dtype"), [("everything", "float32"), ("stranger", "float64")])
def test_compiled_training_follows_plain(name, dtype):
    assert_follows_plain("jax", NETS[name], dtype)


@pytest.mark.parametrize("options", [{}, {"batch_size": 16}, {"batch_size": 16, "shuffle": False}])
def test_weighted_samples_in_any_batches_follow_plain(options):
    a, b = regressor("jax"), regressor("jax")
    one = a.fit(X, Y, epochs=4, sample_weight=WEIGHTS, **options).loss
    other = b.fit(X, Y, epochs=4, sample_weight=WEIGHTS, compile=False, **options).loss
    np.testing.assert_allclose(one, other, rtol=1e-12)


def test_nothing_passed_in_changes():
    assert_pure("jax")


def test_chunks_of_any_length_have_the_same_bits():
    assert_chunks_do_not_matter("jax")


@pytest.mark.parametrize("options", [{}, {"batch_size": 16}])
def test_one_program_serves_all_numbers_of_epochs(options):
    net = regressor("jax")
    for epochs in (1, 2, 3, 40, 17):
        net.fit(X, Y, epochs=epochs, **options)
    (program,) = net._steps.compiled.programs.values()
    assert program.loop._cache_size() == 1


def test_more_epochs_than_one_call_takes_are_one_training():
    a, b = (regressor("jax") for _ in range(2))
    a.fit(X, Y, epochs=5000)
    for _ in range(5):
        b.fit(X, Y, epochs=1000)
    assert np.array_equal(a.backend.to_host(a.params[0][0]), b.backend.to_host(b.params[0][0]))


def test_a_step_that_needs_numbers_runs_as_it_is_and_says_so():
    right = losses.squared_error()

    def forward(xp, target, y):
        value, residuals = right.forward(xp, target, y)
        return (value, residuals) if float(value) >= 0.0 else None

    loss = right._replace(forward=forward, spec=None)
    net, plain = (bpnet.MLP((3, 8, 1), loss=loss, optimizer="sgd", backend="jax") for _ in range(2))
    with pytest.warns(RuntimeWarning, match="falling back to the uncompiled step") as told:
        one = net.fit(X, Y, epochs=3, batch_size=16).loss
    assert told[0].filename == __file__
    np.testing.assert_allclose(one, plain.fit(X, Y, epochs=3, batch_size=16, compile=False).loss, rtol=1e-12)
