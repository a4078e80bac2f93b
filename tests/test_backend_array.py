"""The type of what networks return names what the arrays of every library have."""

import numpy as np
import pytest

import bpnet
from bpnet.arrays import Array
from bpnet.backend import BackendArray


@pytest.fixture
def outputs(bpnet_backend, xor_data):
    return bpnet.MLP((2, 3, 2), backend=bpnet_backend).predict(xor_data[0])


def test_outputs_have_all_that_their_type_names(bpnet_backend, outputs):
    if bpnet_backend.name == "array_api_strict":
        pytest.skip("array-api-strict has what the standard has, and no len and tolist")
    assert isinstance(outputs, BackendArray)


def test_outputs_compute_as_their_type_says(bpnet_backend, outputs):
    host = bpnet_backend.to_host(outputs)
    with bpnet_backend.scope():
        found = [
            abs(-outputs),
            1 - outputs,
            outputs / 2,
            1 / outputs,
            outputs**2,
            2.0**outputs,
            outputs @ outputs[:2, :],
            outputs // 0.1,
        ]
        expected = [abs(-host), 1 - host, host / 2, 1 / host, host**2, 2.0**host, host @ host[:2, :], host // 0.1]
    for ours, numpys in zip(found, expected, strict=True):
        np.testing.assert_allclose(bpnet_backend.to_host(ours), numpys, rtol=1e-12)


def test_a_loss_is_a_float_to_python(bpnet_backend, xor_data):
    x, y = xor_data
    assert 0.0 < float(bpnet.MLP((2, 3, 1), backend=bpnet_backend).loss(x, y)) < 10.0


def test_outputs_on_the_host_become_numpys_and_those_on_a_device_are_not_copied_unasked(bpnet_backend, outputs):
    if bpnet_backend.name == "cupy" or bpnet_backend.spec == "array_api_strict:device1":
        with pytest.raises((TypeError, RuntimeError), match=r"Implicit conversion|Can't convert array"):
            np.asarray(outputs)
    else:
        np.testing.assert_array_equal(np.asarray(outputs), bpnet_backend.to_host(outputs))


def test_the_algorithms_arrays_have_no_more_than_operators_and_comparisons():
    refused = {"__truediv__", "__pow__", "__matmul__", "__abs__", "__float__", "__bool__", "__array__", "__len__", "tolist"}
    assert not refused & set(vars(Array))
    assert refused <= set(vars(BackendArray))
