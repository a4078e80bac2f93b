import contextlib
import copy
import pickle
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
    assert Unimportable().probe() == (False, "import", "OSError: libcuda is from another age", "fix that")
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


def labelled(backend):
    return bpnet.MLP((2, 3, 2), backend=backend, output="identity", loss="softmax_cross_entropy")


def strangers(backend):
    """Arrays that a network on this backend does not take as they are, and what each one is."""
    host = np.arange(8.0).reshape(4, 2)
    with backend.scope():
        yield "of another dtype", backend.from_host(host, "float32")
        yield "of integers", backend.from_host(host, "int64")
        if backend.xp is not np:
            yield "complex", backend.xp.astype(backend.from_host(host), backend.xp.complex128)
    usable = {status.name for status in bpnet.available_backends() if status.usable}
    for name in sorted({"torch", "jax", "array_api_strict"} & usable - {backend.name}):
        other = bpnet.get_backend(name)
        with other.scope():
            yield name, other.from_host(host)
            yield f"{name}, float32", other.from_host(host, "float32")
    if "torch" in usable - {backend.name}:
        import torch

        yield "on the tape", torch.from_numpy(host).requires_grad_()
    if backend.name == "jax":
        import jax

        yield "as JAX makes it", jax.numpy.asarray(host, dtype="float32")
    if backend.name == "array_api_strict":
        import array_api_strict

        there = "CPU_DEVICE" if backend.requested_device else "device1"
        yield "elsewhere", array_api_strict.asarray(host, device=array_api_strict.Device(there))
    yield "NumPy's", host
    yield "a list", host.tolist()


def follow(call, error, names):
    """What a call gives when the hints are run, each on what raised it; no hint may come twice."""
    seen = set()
    while error is not None:
        assert error.hint not in seen, f"in a circle: {error.hint}"
        seen.add(error.hint)
        code = error.hint.partition(": ")[2].partition(", or ")[0]
        exec(code, names)  # noqa: S102 - that is what a hint is for
        try:
            return call(), len(seen)
        except bpnet.BackendMismatchError as again:
            error = again
    raise AssertionError


@pytest.fixture
def stack():
    with contextlib.ExitStack() as made:
        yield made


@pytest.mark.parametrize("method", ["predict", "value_and_grad"])
def test_hints_lead_from_what_raised_them_to_the_result(bpnet_backend, method, stack):
    net = labelled(bpnet_backend)
    with bpnet_backend.scope():
        y = bpnet_backend.from_host([0, 1, 0, 1], "int64")
    expected, met = net.predict(np.arange(8.0).reshape(4, 2)), 0
    found = list(strangers(bpnet_backend))
    if bpnet_backend.name == "jax":  # whose 64-bit mode is off where a user has not asked for it
        stack.enter_context(bpnet_backend.jax.enable_x64(new_val=False))
    for kind, array in found:
        names = {"net": net, "x": array}

        def call(names=names):
            return net.predict(names["x"]) if method == "predict" else (net.value_and_grad(names["x"], y), names["x"])[1]

        try:
            got = call()
        except bpnet.BackendMismatchError as error:
            got, hints = follow(call, error, names)
            met += 1
            assert hints <= 2, kind
        if method == "value_and_grad":
            got = net.predict(got)
        assert np.array_equal(bpnet_backend.to_host(got), bpnet_backend.to_host(expected)), kind
    assert met


def test_the_hints_for_labels_keep_them_integers(bpnet_backend):
    net = labelled(bpnet_backend)
    x = bpnet_backend.from_host(np.ones((2, 2)))
    for y in (np.array([0, 1]), np.array([0, 1], dtype="uint8")):
        names = {"net": net, "y": y}

        def call(names=names):
            return net.value_and_grad(x, names["y"])[0]

        try:
            got = call()
        except bpnet.BackendMismatchError as error:
            got, _ = follow(call, error, names)
        assert np.isfinite(float(bpnet_backend.to_host(got)))


def test_the_hint_to_move_the_network_works():
    strict = pytest.importorskip("array_api_strict", reason="it has a second device")
    names = {"net": labelled("array_api_strict:device1"), "x": strict.ones((4, 2))}
    with pytest.raises(bpnet.BackendMismatchError) as caught:
        names["net"].predict(names["x"])
    exec(caught.value.hint.partition("network: ")[2], names)  # noqa: S102
    assert names["net"].predict(names["x"]).shape == (4, 2)


@pytest.mark.filterwarnings("ignore:a float64 network is bound to JAX")
def test_the_hint_works_in_a_32_bit_trace_of_jax():
    jax = pytest.importorskip("jax", reason="the trace is its")
    net = labelled("jax")
    expected = net.predict(np.ones((1, 2)))
    with jax.enable_x64(new_val=False):
        with pytest.raises(bpnet.BackendMismatchError, match=r"x = net\.backend\.astype\(x, 'float64'\)"):
            jax.jit(net.predict)(np.ones((1, 2)))
        got = jax.jit(lambda x: net.predict(net.backend.astype(x, "float64")))(np.ones((1, 2)))
    np.testing.assert_allclose(np.asarray(got), np.asarray(expected), rtol=1e-14)


def test_backends_and_histories_are_pickled(bpnet_backend):
    again = pickle.loads(pickle.dumps(bpnet_backend))  # noqa: S301 - of our own making
    assert (again.spec, again.device_name) == (bpnet_backend.spec, bpnet_backend.device_name)
    history = labelled(bpnet_backend).fit(np.ones((4, 2)), [0, 1, 0, 1], epochs=2)
    back = pickle.loads(pickle.dumps(history))  # noqa: S301
    assert np.array_equal(back.loss, history.loss)
    assert back.provenance == history.provenance


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: labelled("numpy"), r"use net\.save\(path\) and bpnet\.load\(path\)"),
        (lambda: bpnet.layers.affine(2), r"layers\.affine\(\.\.\.\) cannot be pickled"),
        (bpnet.losses.squared_error, r"losses\.squared_error\(\.\.\.\) cannot be pickled"),
        (bpnet.optimizers.adam, r"optimizers\.adam\(\.\.\.\) cannot be pickled"),
        (lambda: bpnet.schedules.constant(0.1), r"schedules\.constant\(\.\.\.\) cannot be pickled"),
    ],
)
def test_what_is_made_of_functions_says_that_pickle_cannot_write_it(make, words):
    thing = make()
    with pytest.raises(TypeError, match=words):
        pickle.dumps(thing)
    assert type(copy.deepcopy(thing)) is type(thing)
    if not isinstance(thing, bpnet.Network):
        assert copy.copy(thing) is copy.deepcopy(thing) is thing
    assert pickle.loads(pickle.dumps(bpnet.Layer(len, len, len, len))) == bpnet.Layer(len, len, len, len)  # noqa: S301
