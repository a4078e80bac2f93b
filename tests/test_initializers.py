import math

import numpy as np
import pytest

from bpnet import initializers
from bpnet.random import Draw, key_of

DRAW = Draw(np, key_of(4))


@pytest.mark.parametrize(
    ("make", "variance"),
    [
        (initializers.glorot_uniform, 2 / (300 + 200)),
        (initializers.glorot_normal, 2 / (300 + 200)),
        (initializers.he_uniform, 2 / 300),
        (initializers.he_normal, 2 / 300),
        (initializers.lecun_uniform, 1 / 300),
        (initializers.lecun_normal, 1 / 300),
        (lambda: initializers.uniform(0.3), 0.03),
        (lambda: initializers.normal(0.3), 0.09),
        (initializers.zeros, 0),
    ],
)
def test_first_weights_have_the_variance_of_their_rule(make, variance):
    w = make()(DRAW, 300, 200)
    assert w.shape == (300, 200)
    assert w.dtype == np.float64
    assert np.var(w) == pytest.approx(variance, rel=0.02)
    assert abs(np.mean(w)) < 4 * np.sqrt(variance / w.size) + 1e-12


def test_gain_scales_first_weights():
    assert np.allclose(initializers.glorot_uniform(gain=3)(DRAW, 4, 5), 3 * initializers.glorot_uniform()(DRAW, 4, 5), rtol=1e-15)


def test_the_first_weight_comes_from_the_known_answer_of_the_generator():
    u = ((0x6B200159 << 21) | (0x99BA4EFE >> 11)) * 2.0**-53
    w = initializers.glorot_uniform()(Draw(np, key_of(0)), 1, 2)
    assert w[0, 0] == (2 * u - 1) * math.sqrt(3 * 2 / 3)


def test_ones_own_values_are_taken_as_they_are():
    w = [[1, 2], [3, 4]]
    assert initializers.values(w)(DRAW, 2, 2).tolist() == w
    with pytest.raises(ValueError, match=r"initial values have shape \(2, 2\), expected \(2, 3\)"):
        initializers.values(w)(DRAW, 2, 3)
