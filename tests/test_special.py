import statistics

import numpy as np
import pytest

from bpnet.random import Draw, key_of
from bpnet.special import normal_cdf, normal_quantile

mpmath = pytest.importorskip("mpmath", reason="it gives the values to compare with")


def test_the_distribution_function_is_right_to_the_last_place():
    x = np.linspace(-37, 12, 3001)
    expected = np.asarray([float(mpmath.ncdf(mpmath.mpf(v))) for v in x.tolist()])
    got = normal_cdf(np, x)
    np.testing.assert_allclose(got, expected, rtol=0, atol=2.3e-16)
    near = x > -6
    np.testing.assert_allclose(got[near], expected[near], rtol=1e-14)


def test_quantiles_follow_those_of_the_standard_library():
    p = np.concatenate([np.linspace(1e-6, 0.4999999, 4001), 2.0 ** -np.arange(1.5, 54.5)])
    expected = np.asarray([statistics.NormalDist().inv_cdf(v) for v in p.tolist()])
    np.testing.assert_allclose(normal_quantile(np, p), expected, rtol=3e-15)


def test_normal_numbers_are_normal():
    z = Draw(np, key_of(1)).normal((200_000,), 2.0)
    assert abs(z.mean()) < 0.02
    assert z.std() == pytest.approx(2.0, rel=0.01)
    fractions = [np.mean(np.abs(z) < 2.0 * k) for k in (1, 2, 3)]
    np.testing.assert_allclose(fractions, [0.6827, 0.9545, 0.9973], atol=0.003)


def test_normal_numbers_are_the_same_bits_everywhere(bpnet_backend):
    shape = 50, 20  # that of the uniform numbers in test_random.py: JAX compiles each operation for each shape
    expected = Draw(np, key_of(9)).normal(shape, 1.0)
    with bpnet_backend.scope():
        here = Draw(bpnet_backend.xp, key_of(9)).normal(shape, 1.0)
        got = bpnet_backend.to_host(here)
    if bpnet_backend.name == "torch":  # its square root in float64 is not correctly rounded on every CPU
        np.testing.assert_allclose(got, expected, rtol=1e-15)
    else:
        assert np.array_equal(got, expected)
