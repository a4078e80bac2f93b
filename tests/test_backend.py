import subprocess
import sys

import numpy as np
import pytest

import bpnet
from bpnet.backend import Backend
from bpnet.errors import UnsupportedDTypeError


class HalfBackend(type(bpnet.get_backend("numpy"))):
    """NumPy without float64."""

    name = "half"
    capabilities = frozenset({"float32"})


def test_a_backend_keeps_dtype_and_values_on_the_way_in_and_out(bpnet_backend):
    for dtype in ("float64", "float32", "int64"):
        host = np.arange(6).reshape(2, 3).astype(dtype)
        with bpnet_backend.scope():
            there = bpnet_backend.from_host(host)
            assert bpnet_backend.owns(there)
            back = bpnet_backend.to_host(there)
        assert back.dtype == dtype
        assert np.array_equal(back, host)


def test_from_host_copies(bpnet_backend, readonly):
    host = np.ones((16, 16))
    with bpnet_backend.scope():
        there = bpnet_backend.from_host(host)
        host[...] = 7.0
        assert np.all(bpnet_backend.to_host(there) == 1.0)
        assert np.all(bpnet_backend.to_host(bpnet_backend.from_host(readonly([1.0, 1.0]))) == 1.0)


def test_scalars_are_read_in_one_vector(bpnet_backend):
    with bpnet_backend.scope():
        scalars = [bpnet_backend.xp.sum(bpnet_backend.from_host([float(i), 1.0])) for i in range(3)]
        assert bpnet_backend.read(scalars).tolist() == [1.0, 2.0, 3.0]


def test_arrays_arrive_through_dlpack(bpnet_backend):
    torch = pytest.importorskip("torch", reason="the array comes from PyTorch")
    with bpnet_backend.scope():
        there = bpnet_backend.from_dlpack(torch.arange(3, dtype=torch.float64))
        assert bpnet_backend.owns(there)
        assert bpnet_backend.to_host(there).tolist() == [0.0, 1.0, 2.0]


def test_a_backend_describes_itself(bpnet_backend):
    about = bpnet_backend.describe()
    assert about["backend"] == bpnet_backend.name
    assert about["device"] == bpnet_backend.device_name
    assert about[bpnet_backend.library]
    assert all(isinstance(value, str) for value in about.values())


def test_nothing_else_is_owned(bpnet_backend):
    for thing in (None, 1.0, [1.0], "x", object()):
        assert not bpnet_backend.owns(thing)
    if bpnet_backend.xp is not np:
        assert not bpnet_backend.owns(np.ones(2))


def test_a_compiled_function_computes_what_the_function_does(bpnet_backend):
    double = bpnet_backend.compile(lambda x, pair: (x + x, (pair[0] * 2.0,)))
    with bpnet_backend.scope():
        x = bpnet_backend.from_host([1.0, 2.0])
        y, (z,) = double(x, (x,))
        assert bpnet_backend.to_host(y).tolist() == bpnet_backend.to_host(z).tolist() == [2.0, 4.0]


def test_a_probe_says_at_which_step_it_failed():
    class Missing(HalfBackend):
        library = "no_such_library"

    class Unimportable(HalfBackend):
        @property
        def xp(self):
            raise OSError("libcuda is from another age")

    class Wrong(HalfBackend):
        def to_host(self, array):
            return np.asarray(array) + 1

    assert Missing().probe()[:2] == (False, "find")
    assert Unimportable().probe() == (False, "import", "OSError: libcuda is from another age")
    assert HalfBackend("cuda").probe()[:2] == (False, "device")
    assert Wrong().probe()[:2] == (False, "compute")
    assert "in place of" in Wrong().probe().reason
    assert HalfBackend().probe().ok


def test_a_probe_computes_once():
    probes = []

    class Counting(HalfBackend):
        def _compute(self):
            probes.append(1)

    backend = Counting()
    assert backend.probe() is backend.probe()
    assert len(probes) == 1


def test_a_dtype_that_a_backend_lacks_is_refused():
    with pytest.raises(UnsupportedDTypeError, match=r"(?s)'half' does not compute in float64.*dtype='float32'"):
        bpnet.MLP((2, 1), backend=HalfBackend())
    assert bpnet.MLP((2, 1), backend=HalfBackend(), dtype="float32").predict([[1, 2]]).dtype == np.float32


def test_a_backend_must_say_how_arrays_get_in_and_out():
    with pytest.raises(TypeError, match="abstract"):
        Backend()


@pytest.mark.parametrize("api", ["old", "new"])
def test_torch_scopes_hold_full_float32_and_no_tape(api):
    torch = pytest.importorskip("torch", reason="the settings are PyTorch's")
    code = f"""
import torch, bpnet
matmul = torch.backends.cuda.matmul
if "{api}" == "old":
    torch.set_float32_matmul_precision("medium")
else:
    matmul.fp32_precision = "tf32"
before = matmul.fp32_precision, torch.backends.mkldnn.matmul.fp32_precision
backend = bpnet.get_backend("torch")
with backend.scope(), backend.scope():
    assert matmul.fp32_precision == torch.backends.mkldnn.matmul.fp32_precision == "ieee"
    assert not torch.is_grad_enabled()
assert (matmul.fp32_precision, torch.backends.mkldnn.matmul.fp32_precision) == before
if "{api}" == "old":
    assert torch.get_float32_matmul_precision() == "medium"
"""
    assert hasattr(torch.backends.cuda.matmul, "fp32_precision")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_autocast_does_not_reach_into_a_network():
    torch = pytest.importorskip("torch", reason="autocast is PyTorch's")
    net = bpnet.MLP((3, 4, 2), backend="torch", dtype="float32")
    x = np.ones((5, 3))
    expected = net.predict(x)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        assert torch.equal(net.predict(x), expected)
        assert (torch.ones(2, 2) @ torch.ones(2, 2)).dtype == torch.bfloat16  # it does reach into the user's own product


JAX = """
import warnings
import jax, numpy as np, bpnet
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for _ in range(2):
        net = bpnet.MLP((2, 3, 1), backend="jax")
    small = bpnet.MLP((2, 3, 1), backend="jax", dtype="float32")
words = [str(w.message) for w in caught]
assert len(words) == 1 and "jax_enable_x64" in words[0] and "dtype='float32'" in words[0], words
net.fit(np.ones((4, 2)), np.ones((4, 1)), epochs=2)
assert net.predict(np.ones((4, 2))).dtype == "float64"
assert not jax.config.jax_enable_x64
assert jax.numpy.ones(2).dtype == "float32"
try:
    jax.jit(net.predict)(np.ones((4, 2)))
except bpnet.BackendMismatchError as error:
    assert "float32" in str(error)
else:
    raise AssertionError("a 32-bit trace was let in")
assert jax.jit(small.predict)(np.ones((4, 2))).dtype == "float32"
"""


def test_jax_keeps_float64_in_scopes_of_its_own_and_warns_once():
    pytest.importorskip("jax", reason="the setting is JAX's")
    done = subprocess.run([sys.executable, "-c", JAX], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
