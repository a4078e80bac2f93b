import math

import numpy as np
import pytest

from bpnet import initial
from bpnet.random import Draw, key_of

DRAW = Draw(np, key_of(4))


@pytest.mark.parametrize(
    ("make", "variance"), [(initial.glorot_uniform, 2 / (300 + 200)), (initial.he_uniform, 2 / 300), (initial.zeros, 0)]
)
def test_first_weights_have_the_variance_of_their_rule(make, variance):
    w = make()(DRAW, 300, 200)
    assert w.shape == (300, 200)
    assert w.dtype == np.float64
    assert np.var(w) == pytest.approx(variance, rel=0.02)
    assert abs(np.mean(w)) < 1e-3


def test_gain_scales_first_weights():
    assert np.allclose(initial.glorot_uniform(gain=3)(DRAW, 4, 5), 3 * initial.glorot_uniform()(DRAW, 4, 5), rtol=1e-15)


def test_the_first_weight_comes_from_the_known_answer_of_the_generator():
    u = ((0x6B200159 << 21) | (0x99BA4EFE >> 11)) * 2.0**-53
    w = initial.glorot_uniform()(Draw(np, key_of(0)), 1, 2)
    assert w[0, 0] == (2 * u - 1) * math.sqrt(6 / 3)
