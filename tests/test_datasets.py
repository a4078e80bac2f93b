import numpy as np
import pytest

import bpnet
from bpnet import datasets


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_parity_counts_the_ones_of_every_pattern(n):
    x, y = datasets.parity(n)
    assert len(np.unique(x, axis=0)) == 2**n
    assert np.array_equal(y[:, 0], x.sum(axis=1) % 2)


def test_an_encoder_has_one_unit_on_in_each_pattern():
    x, y = datasets.encoder(8)
    assert np.array_equal(x, np.eye(8))
    assert np.array_equal(x, y)
    assert x is not y


def test_the_default_spirals_are_those_of_the_source():
    x, y = datasets.two_spirals()
    assert (x.shape, y.shape, y.sum()) == ((194, 2), (194, 1), 97.0)
    np.testing.assert_allclose(x[0], [0.0, 6.5])
    np.testing.assert_allclose(x[16], [0.0, -5.5], atol=1e-14)
    np.testing.assert_allclose(x[:97], -x[97:])
    assert datasets.two_spirals(20)[0].shape == (40, 2)


def test_an_8_3_8_encoder_is_learnt():
    x, y = datasets.encoder(8)
    net = bpnet.MLP(
        (8, 3, 8), output="sigmoid", loss="binary_cross_entropy", optimizer=bpnet.optimizers.adam(0.05), seed=1, backend="numpy"
    )
    net.fit(x, y, epochs=1000)
    assert np.array_equal(np.round(net.predict(x)), y)


def test_the_two_spirals_are_told_apart():
    x, y = datasets.two_spirals()
    net = bpnet.MLP(
        (2, 32, 32, 1),
        hidden="tanh",
        output="sigmoid",
        loss="binary_cross_entropy",
        optimizer=bpnet.optimizers.adam(0.01),
        seed=3,
        backend="numpy",
    )
    net.fit(x / 3, y, epochs=2000)
    assert np.array_equal(np.round(net.predict(x / 3)), y)


@pytest.mark.parametrize("make", [datasets.parity, datasets.encoder, datasets.two_spirals])
def test_sizes_must_be_positive(make):
    with pytest.raises(ValueError, match="n must be a positive integer, got 0"):
        make(0)
