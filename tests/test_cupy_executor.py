"""CuPy's fused steps without a GPU: their kernels compiled for the host, and read as the machine code of one."""

import pytest
from bpnet_cupy import executor
from bpnet_numpy import NumpyBackend
from executor_cases import (
    NETS,
    X,
    Y,
    assert_chunks_do_not_matter,
    assert_follows_plain,
    assert_operations_are_numpys,
    assert_pure,
)
from host_cuda import HostCupy

import bpnet
from bpnet import layers, parity
from bpnet.parity.cases import Case


@pytest.fixture(scope="module")
def cupy(tmp_path_factory, compiler):
    return HostCupy(tmp_path_factory.mktemp("host"), compiler)


@pytest.fixture
def backend(cupy):
    """NumPy's backend, which compiles as CuPy's does."""

    class Fused(NumpyBackend):
        def compile(self, step):
            return executor.compiled(cupy, step)

    return Fused()


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", NETS)
def test_compiled_training_follows_plain(backend, name, dtype):
    assert_follows_plain(backend, NETS[name], dtype)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("optimizer", ["sgd", "adam", "adagrad", "rmsprop"])
def test_where_no_function_is_the_librarys_own_the_bits_are_those_of_plain(backend, optimizer, dtype):
    made = getattr(bpnet.optimizers, optimizer)(0.01)
    parts = (layers.affine(4), layers.relu(), layers.dropout(0.2), layers.affine(1))
    case = Case("bits", parts, bpnet.losses.squared_error(), made, X, Y, 12, 12, batch_size=5)
    plain, fused = (parity.run(case, backend, dtype, compile=how) for how in (False, True))
    assert fused.sha256 == plain.sha256


def test_nothing_passed_in_changes(backend):
    assert_pure(backend)


def test_chunks_of_any_length_have_the_same_bits(backend):
    assert_chunks_do_not_matter(backend)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_each_operation_computes_what_numpy_computes(backend, dtype):
    assert_operations_are_numpys(backend, dtype)
