"""The CuPy backend on the stand-in for CUDA (tests/cpu_cuda): what it says where CuPy does not compute, devices, and counts."""

import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from on_cuda import counters, cp

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.arrays import leaves
from bpnet.cli import main
from bpnet.training.steps import exact_namespace


@pytest.fixture
def cpu_cuda():
    """The stand-in: a GPU counts nothing, and cannot fail when asked to."""
    return counters()


CAUSES = [
    (
        {"CPU_CUDA_DRIVER": "none"},
        "cupy",
        "cudaErrorInsufficientDriver",
        "no NVIDIA driver is installed, or this container was started",
    ),
    (
        {"CPU_CUDA_DRIVER": "old"},
        "cupy",
        "cudaErrorInsufficientDriver",
        "the driver is for CUDA 12.2 and older than CuPy's CUDA 13: update",
    ),
    ({"CPU_CUDA_DEVICES": "0"}, "cupy", "cudaErrorNoDevice", "the driver finds no GPU: `nvidia-smi` must list one"),
    (
        {"CPU_CUDA_DEVICES": "0", "CUDA_VISIBLE_DEVICES": ""},
        "cupy",
        "cudaErrorNoDevice",
        "CUDA_VISIBLE_DEVICES is '': unset it",
    ),
    ({"CPU_CUDA_TOOLKIT": "none"}, "cupy", "Failure finding", "CuPy finds no CUDA toolkit: pip install 'cupy-cuda13x[ctk]'"),
    (
        {"CPU_CUDA_TOOLKIT": "no-headers"},
        "cupy",
        "Failed to find CUDA headers",
        "CuPy finds no CUDA toolkit: pip install 'cupy-cuda13x[ctk]'",
    ),
    ({"CPU_CUDA_MEMORY_MIB": "0"}, "cupy", "Out of memory", "the GPU's memory is full: end the processes that use it"),
    ({"CPU_CUDA_DEVICES": "1"}, "cupy:3", "there is no CUDA device 3; CuPy sees 1", "name cupy:0, or choose"),
    ({"CPU_CUDA_DEVICES": "1"}, "cupy:cuda:0", "there is no CUDA device 'cuda:0'; CuPy sees 1", "name cupy:0, or choose"),
    ({"CPU_CUDA_DEVICES": "1"}, "cupy:-1", "there is no CUDA device '-1'; CuPy sees 1", "name cupy:0, or choose"),
    (
        {"CPU_CUDA_DEVICES": "2"},
        "cupy:3",
        "there is no CUDA device 3; CuPy sees 2",
        "name a device from cupy:0 to cupy:1, or choose",
    ),
]


@pytest.mark.parametrize(("environment", "spec", "words", "cure"), CAUSES)
def test_each_cause_for_which_cupy_does_not_compute_has_its_cure(cpu_cuda, environment, spec, words, cure):
    done = subprocess.run(
        [sys.executable, "-m", "bpnet", "xor", "--epochs", "1", "--backend", spec],
        env=os.environ | {"CUPY_CACHE_IN_MEMORY": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 3
    first, second = done.stderr.splitlines()
    assert first.startswith(f"bpnet: backend '{spec}' cannot be used here: ")
    assert words in first
    assert second.startswith(cure)


@pytest.mark.parametrize(
    ("driver", "words"),
    [("", "cupy: computes on cpu_cuda, a stand-in for CUDA on the CPU"), ("none", ": no NVIDIA driver is installed, or this")],
)
def test_the_table_of_backends_says_what_to_do_and_what_computes(cpu_cuda, driver, words):
    # torch takes seconds to import
    short = "import bpnet.backend.status as s; s.known_backends = lambda: ('cupy', 'array_api_strict'); "
    done = subprocess.run(
        [sys.executable, "-c", short + "from bpnet.cli import main; main(['backends'])"],
        env=os.environ | {"CPU_CUDA_DRIVER": driver, "COLUMNS": "80"},
        capture_output=True,
        text=True,
        check=True,
    )
    row = next(line for line in done.stdout.splitlines() if line.startswith("cupy: "))
    assert words in row
    assert re.search(r"^array_api_strict +", done.stdout, re.MULTILINE)  # names can be copied


@pytest.mark.parametrize("command", ["parity", "bench", "bench --estimators"])
def test_a_record_of_the_stand_in_is_refused_before_the_work(cpu_cuda, command, tmp_path, monkeypatch, capsys):
    for worker in ("bpnet.parity.command._run", "bpnet.bench.command.run", "bpnet.bench.estimators.run"):
        monkeypatch.setattr(worker, lambda *_, **__: pytest.fail("it worked"))
    record = tmp_path / "record.json"
    monkeypatch.setattr(bpnet.get_backend("numpy"), "probe", lambda: pytest.fail("it was woken"))
    assert main([*command.split(), "--backend", "cupy", "--require", "numpy", "--record", str(record)]) == 2
    assert "not recorded: it has rows of cpu_cuda, a stand-in for CUDA" in capsys.readouterr().err
    assert not record.exists()


# Launches, copies and waits: the bounds are those of the table in docs/in-gpu-research-code.md, and may only fall.

COLUMNS = ("launches", "library", "to_device", "on_device", "to_host", "waits", "allocations")
RNG = np.random.default_rng(0)
X, LABELS = RNG.standard_normal((256, 8)), RNG.integers(0, 3, 256)


def documented():
    """The table of the page: bounds by call and kind."""
    page = (Path(__file__).parent.parent / "docs" / "in-gpu-research-code.md").read_text()
    rows = re.findall(r"^\| `?(\w[^|]*?)`? \| (plain|compiled|exact) \| (.*) \|$", page, re.MULTILINE)
    return {(call, kind): dict(zip(COLUMNS, map(int, bounds.split(" | ")), strict=True)) for call, kind, bounds in rows}


def counted(cpu_cuda, kind):
    """What each call of a network takes, once all is compiled and CuPy's pool has its memory."""
    x, labels = cp.asarray(X), cp.asarray(LABELS)
    net = bpnet.MLP(
        (8, 16, 3),
        hidden="tanh",
        output="identity",
        loss="softmax_cross_entropy",
        optimizer="adam",
        backend="cupy",
        arithmetic="exact" if kind == "exact" else "native",
    )

    def fit(epochs):
        net.fit(x, labels, epochs=epochs, batch_size=64, shuffle=True, compile=kind == "compiled", callbacks=[lambda run: None])

    def count(call):
        for _ in range(3):
            call()
        with cpu_cuda.counting() as counts:
            call()
        return np.asarray([getattr(counts, name) for name in COLUMNS])

    step = count(lambda: net.step(x[:64], labels[:64], compile=kind == "compiled"))
    one, two = count(lambda: fit(1)), count(lambda: fit(2))
    return {"predict": count(lambda: net.predict(x)), "step": step, "epoch of fit": two - one, "start of fit": 2 * one - two}


@pytest.mark.parametrize("kind", ["plain", "compiled", "exact"])
def test_no_call_takes_more_launches_copies_and_waits_than_documented(cpu_cuda, kind):
    bounds = documented()
    assert len(bounds) == 12
    for call, counts in counted(cpu_cuda, kind).items():
        for name, count in zip(COLUMNS, counts.tolist(), strict=True):
            assert count <= bounds[call, kind][name], (call, kind, name)


def test_a_transfer_that_is_hidden_in_a_layer_is_counted(cpu_cuda):
    """The control."""
    own = bpnet.stateless(lambda xp, _, x: (xp.asarray(x.get()), ()), lambda xp, _, r, dy: ((), dy))
    net = bpnet.Network([own, bpnet.layers.affine(1)], n_in=8, loss="squared_error", backend="cupy")
    with cpu_cuda.counting() as counts:
        net.predict(cp.asarray(X))
    assert (counts.to_host, counts.to_device) == (1, 2)


TARGETS = {"softmax_cross_entropy": LABELS, "binary_cross_entropy": LABELS[:, None] * np.ones(3) > 1.0}
LAYERS = {
    **{name: make() for name, make in layers.ACTIVATIONS.items()},
    **{make.__name__: make() for make in (layers.batch_norm, layers.layer_norm, layers.dropout)},
}
NETS = {
    **{name: {"loss": make()} for name, make in losses.LOSSES.items()},
    **{name: {"optimizer": name} for name in optimizers.OPTIMIZERS},
    **{
        make.__name__: {"optimizer": make(optimizers.sgd(0.1), 0.1)}
        for make in (optimizers.clip_norm, optimizers.clip_value, optimizers.l2, optimizers.decoupled)
    },
    **{f"layer {name}": {"layer": layer} for name, layer in LAYERS.items()},
}


@pytest.mark.parametrize("kind", ["plain", "compiled", "exact"])
@pytest.mark.parametrize("name", NETS)
def test_no_built_in_layer_loss_or_optimizer_copies_to_the_host_or_waits(cpu_cuda, name, kind):
    settings = {"loss": losses.squared_error(), "layer": layers.tanh(), "optimizer": "sgd", **NETS[name]}
    parts = [
        layers.affine(4),
        settings.pop("layer"),
        layers.affine({"gaussian_nll": 6, "quantile": 9}.get(name, 3)),
        *[layers.sigmoid()] * (name == "cross_entropy_on_probabilities"),
    ]
    arithmetic = "exact" if kind == "exact" else "native"
    net = bpnet.Network(parts, n_in=8, **settings, backend="cupy", arithmetic=arithmetic)
    x, t = cp.asarray(X[:16]), cp.asarray(TARGETS.get(name, np.abs(X[:, :3]) % 1.0)[:16])
    t = t if name == "softmax_cross_entropy" else t.astype(x.dtype)
    for _ in range(2):
        net.step(x, t, compile=kind == "compiled")
    with cpu_cuda.counting() as counts:
        net.step(x, t, compile=kind == "compiled")
        net.predict(x)
    assert (counts.to_device, counts.to_host, counts.waits) == (0, 0, 0)


def test_sign_and_clip_are_those_of_array_api_compat_without_its_wait(cpu_cuda):
    from array_api_compat import cupy as compat

    xp = bpnet.get_backend("cupy").xp
    for dtype in ("float64", "float32", "int32"):  # of integers they are those functions themselves
        x = cp.asarray([0, 1, 3, 5], dtype=dtype)
        x = cp.concatenate([x, cp.asarray([-2.0, -0.0, np.nan, np.inf, -np.inf], dtype=dtype)]) if x.dtype.kind == "f" else x
        cases = [(xp.sign(x), compat.sign(x))]
        bounds = ((1, 3), (), (1,), (None, 2), (cp.asarray(1, dtype=dtype), 3), (cp.full((2, 1), 2, dtype=dtype), None))
        cases += [(xp.clip(x, *each), compat.clip(x, *each)) for each in (bounds if x.dtype.kind == "f" else bounds[:1])]
        for got, expected in cases:
            assert got.dtype == expected.dtype
            np.testing.assert_array_equal(got.get(), expected.get())
            assert not cp.shares_memory(got, x)
    x = cp.asarray([-1.0, 2.0])
    for namespace, waits in ((xp, False), (compat, True)):
        with cpu_cuda.counting() as counts:
            namespace.clip(namespace.sign(x), 0.0, 1.0)
        assert (counts.waits > 0) == waits


# Arrays and devices


@pytest.fixture
def second():
    """The backend of a second device: ``CPU_CUDA_DEVICES=2``."""
    if cp.cuda.runtime.getDeviceCount() < 2:
        pytest.skip("there is one device here: CPU_CUDA_DEVICES=2 makes two")
    return bpnet.get_backend("cupy:1")


def test_everything_of_a_network_is_on_its_device_whichever_is_current(second):
    """array-api-compat's creation functions ignore ``device=``, and CuPy takes the current device, 0 in a new thread."""
    net = bpnet.MLP((8, 4, 3), output="identity", loss="softmax_cross_entropy", optimizer="adam", backend=second)
    found = []

    def train():
        assert cp.cuda.runtime.getDevice() == 0
        found.append(net.fit(X, LABELS, epochs=2, batch_size=100))
        assert cp.cuda.runtime.getDevice() == 0

    train()
    thread = threading.Thread(target=train)
    thread.start()
    thread.join()
    assert len(found) == 2
    with second.scope():
        made = [second.xp.zeros(2), second.xp.arange(3), second.xp.full((1,), 2.0), second.from_host(np.ones(2))]
    outputs = [net.predict(X), net.step(X, LABELS), net.loss(X, LABELS)]
    assert {array.device.id for array in (*made, *outputs, *leaves(net.training[:3]))} == {1}
    reference = bpnet.MLP((8, 4, 3), output="identity", loss="softmax_cross_entropy", optimizer="adam", backend="numpy")
    np.testing.assert_allclose(found[0].loss, reference.fit(X, LABELS, epochs=2, batch_size=100).loss, rtol=1e-12)


def test_one_device_object_serves_many_threads(second):
    """CuPy's ``Device`` is a context manager that is not re-entrant across threads."""
    backends, wrong = (bpnet.get_backend("cupy:0"), second), []

    def enter(number):
        backend = backends[number % 2]
        for _ in range(50):
            with backend.scope():
                if cp.cuda.runtime.getDevice() != number % 2 or backend.xp.zeros(1).device.id != number % 2:
                    wrong.append(number)

    threads = [threading.Thread(target=enter, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_arrays_of_another_device_are_refused_and_moved_as_the_error_says(second):
    net = bpnet.MLP((8, 4, 3), output="identity", loss="softmax_cross_entropy", backend="cupy:0")
    with second.scope():
        x = cp.asarray(X)
    with pytest.raises(
        bpnet.BackendMismatchError, match="on device 1; expected a cupy array of dtype float64 on device 0"
    ) as caught:
        net.predict(x)
    assert "x = net.backend.from_dlpack(x), or move the network: net = net.to('cupy:1')" in str(caught.value)
    moved = net.backend.from_dlpack(x)
    assert (moved.device.id, x.device.id) == (0, 1)
    expected = net.predict(X)
    assert cp.array_equal(net.predict(moved), expected)
    host = np.arange(200_000.0).reshape(400, 500)
    for view in (np.s_[:], np.s_[::-2, 1::3], np.s_[3, 4], np.s_[:0]):
        for stream in (cp.cuda.Stream.null, cp.cuda.Stream(non_blocking=True)):
            with second.scope():
                queued = (cp.asarray(host) * 2.0 + 1.0)[view]  # not waited for
            with stream:
                got = net.backend.from_dlpack(queued).get()
            assert np.array_equal(got, (host * 2.0 + 1.0)[view])
    with second.scope():
        queued = cp.asarray(host) * 2.0 + 1.0
    moved = net.backend.from_dlpack(queued)
    with second.scope():
        del queued
        taken = [cp.full(host.size, 7.0) for _ in range(4)]  # one in its memory
        cp.cuda.Device().synchronize()
    assert len(taken) == 4
    assert np.array_equal(moved.get(), host * 2.0 + 1.0)
    assert np.array_equal(net.to("cupy:1").predict(x).get(), expected.get())


def test_what_to_do_with_gradients_of_another_device_can_be_typed(second):
    """Trees are tuples, which take no new leaf."""
    net = bpnet.MLP((8, 4, 3), output="identity", loss="softmax_cross_entropy", backend="cupy:0")
    there = net.to(second)
    x, labels = (there.backend.from_host(array[:5]) for array in (X, LABELS))
    _, grads = there.value_and_grad(x, labels)
    with pytest.raises(bpnet.BackendMismatchError) as caught:
        net.update(grads)
    line = re.search(r"move it first: (grads = .*\)), or move the network", str(caught.value))
    scope = {"bpnet": bpnet, "net": net, "grads": grads}
    exec(line[1], scope)  # noqa: S102 - as its user does
    net.update(scope["grads"])
    mixed = ((scope["grads"][0][0], cp.asnumpy(scope["grads"][0][1])), scope["grads"][1])  # no call is right for all leaves
    with pytest.raises(bpnet.BackendMismatchError, match=r"convert that leaf first: net\.backend\.from_host\(grads\[0\]\[1\], "):
        net.update(mixed)
    with pytest.raises(bpnet.BackendMismatchError, match=r"on device 1; .* on device 0"):
        net.backend.astype(x, "float32")


@pytest.fixture(params=["numpy", "numba", "torch", "jax", "array_api_strict"])
def of_the_host(request):
    """The backends that compute on the host."""
    found = next(row for row in bpnet.available_backends() if row.name == request.param)
    return bpnet.get_backend(found.name) if found.usable else pytest.skip(f"{found.name}: {found.reason}")


def test_a_backend_of_the_host_takes_an_array_of_cupy_as_its_error_says(of_the_host):
    net = bpnet.MLP((8, 4, 3), output="identity", loss="softmax_cross_entropy", backend=of_the_host, dtype="float32")
    x = cp.asarray(X, dtype="float32")
    with pytest.raises(bpnet.BackendMismatchError, match=r"x = net\.backend\.from_dlpack\(x\)"):
        net.predict(x)
    there = net.backend.to_host(net.predict(net.backend.from_dlpack(x)))
    assert np.array_equal(there, net.backend.to_host(net.predict(X)))


@pytest.mark.parametrize("current", ["a stream of ours", "a stream of theirs", "none"])
def test_a_backend_of_the_host_waits_for_what_another_device_computes(of_the_host, current, second):
    host = np.arange(50_000.0)
    with second.scope():
        theirs = cp.cuda.Stream(non_blocking=True) if current == "a stream of theirs" else cp.cuda.Stream.null
        before = cp.cuda.get_current_stream()
        theirs.use()
        queued = cp.asarray(host) * 2.0 + 1.0  # not waited for
    try:
        with cp.cuda.Stream(non_blocking=True) if current == "a stream of ours" else cp.cuda.Stream.null:
            got = of_the_host.to_host(of_the_host.from_dlpack(queued))
    finally:
        with second.scope():
            before.use()
    assert np.array_equal(got, host * 2.0 + 1.0)


def test_arrays_of_the_host_go_through_dlpack_and_back():
    backend = bpnet.get_backend("cupy")
    host = np.arange(6.0).reshape(2, 3)
    pinned = cp.cuda.alloc_pinned_memory(host.nbytes)
    in_pinned = np.frombuffer(pinned, host.dtype, host.size).reshape(host.shape)
    in_pinned[...] = host
    for array in (host, in_pinned, host[:, ::2], np.asarray(3.0)):
        got = backend.from_dlpack(array)
        assert isinstance(got, cp.ndarray)
        assert np.array_equal(got.get(), array)
    shared = backend.from_dlpack(mine := cp.arange(3.0))
    shared += 1.0
    assert mine.get().tolist() == [1.0, 2.0, 3.0]  # on the device nothing is copied
    assert np.from_dlpack(mine, device="cpu").tolist() == [1.0, 2.0, 3.0]


def test_pytorchs_tensors_come_and_go():
    """PyTorch for the CPU: through the host both ways, which is what DLPack has for two libraries on two devices."""
    torch = pytest.importorskip("torch", reason="its tensors are what is exchanged")
    net = bpnet.MLP((8, 4, 3), output="identity", loss="softmax_cross_entropy", backend="cupy")
    x = net.backend.from_dlpack(torch.from_numpy(X))
    back = torch.from_dlpack(np.from_dlpack(net.predict(x), device="cpu"))
    assert np.array_equal(back.numpy(), net.predict(X).get())


@pytest.mark.parametrize(("wrong", "words"), [([1.0], "an array of another library, got "), (np.ma.ones(3), "lose the mask")])
def test_what_dlpack_cannot_export_whole_is_refused(wrong, words):
    with pytest.raises(TypeError, match=words):
        bpnet.get_backend("cupy").from_dlpack(wrong)


def test_an_order_of_samples_on_the_device_is_refused_with_what_to_do():
    net = bpnet.MLP((8, 4, 3), output="identity", loss="softmax_cross_entropy", backend="cupy")
    on_numpy = bpnet.MLP((8, 4, 3), output="identity", loss="softmax_cross_entropy", backend="numpy")
    order = cp.arange(len(X))
    for one in (net, on_numpy):
        with pytest.raises(TypeError, match=r"order is a cupy\.ndarray on a device, expected one on the host: (.*)") as caught:
            one.fit(X, LABELS, epochs=1, order=order)
        call = str(caught.value).partition("host: ")[2]
        assert np.array_equal(eval(call, {"bpnet": bpnet, "order": order}), np.arange(len(X)))  # noqa: S307 - as its user does
    torch = pytest.importorskip("torch", reason="its tensors are what is refused for another reason")
    with pytest.raises(ValueError, match="order is not a rectangular array of numbers: .*grad"):
        net.fit(X, LABELS, epochs=1, order=torch.arange(10.0, requires_grad=True))


# Streams: with CPU_CUDA_LAZY=1 a missing wait gives wrong numbers


@pytest.fixture
def streams():
    return [cp.cuda.Stream(non_blocking=True) for _ in range(2)]


@pytest.mark.parametrize("kind", ["exact", "plain", "compiled"])
def test_networks_on_streams_of_their_own_compute_what_they_compute_alone(streams, kind):
    def network(seed, backend="cupy"):
        arithmetic = "exact" if kind == "exact" else "native"
        return bpnet.MLP((8, 4, 3), hidden="tanh", loss="squared_error", backend=backend, arithmetic=arithmetic, seed=seed)

    exact_namespace.cache_clear()  # what networks share is made on the first stream
    x, t = cp.asarray(X), cp.asarray(np.abs(X[:, :3]))
    nets = [network(seed) for seed in range(2)]
    cp.cuda.Device().synchronize()
    values = []
    for net, stream in zip(nets, streams, strict=True):
        with stream:
            values.append([net.step(x, t, compile=kind == "compiled") for _ in range(3)])
    for seed, (stream, queued) in enumerate(reversed(list(zip(streams, values, strict=True)))):
        with stream:
            got = [float(value) for value in queued]
        alone = network(1 - seed, "numpy")
        np.testing.assert_allclose(got, [float(alone.step(X, np.abs(X[:, :3]))) for _ in range(3)], rtol=1e-12)


CONSTANT = np.linspace(-1.0, 1.0, 64).reshape(8, 8)
WEIGHTS = np.linspace(-0.5, 0.5, 64).reshape(8, 8)


class Shared:
    """A step for `Backend.compile` of no network: ``p + rate C (tanh(x p)' x)'``."""

    def __init__(self):
        self.xp = bpnet.get_backend("cupy").xp

    @staticmethod
    def over(xp, params, state, memory, x, _t, rate):
        (p,) = params
        h = xp.matmul(xp.asarray(CONSTANT), xp.matmul(xp.tanh(xp.matmul(x, p)).T, x).T)
        return xp.sum(h), (p + rate * h,), state, memory

    def __call__(self, *args):
        return self.over(self.xp, *args)


def after_steps(n):
    """The params of `Shared` after some steps, by NumPy."""
    p = WEIGHTS
    for _ in range(n):
        p = p + 0.01 * (CONSTANT @ (np.tanh(X @ p).T @ X).T)
    return p


def test_a_program_that_one_stream_made_runs_first_on_another(streams):
    a, b = streams
    step = bpnet.get_backend("cupy").compile(Shared())
    with b:
        p, x, rate = cp.asarray(WEIGHTS), cp.asarray(X), cp.asarray(0.01)
        b.synchronize()
    with a:
        training, key = ((p,), (), ()), (len(X), 1, step.signature(((p,), (), (), x, x)))
        step._build(key, lambda: step.build(step.function, training, (x, x), len(X)))  # as another thread may
    with b:
        _, (new,), _, _ = step((p,), (), (), x, x, rate)
        assert list(step.programs) == [key]
        np.testing.assert_allclose(new.get(), after_steps(1), rtol=1e-12)


def test_the_memory_of_a_program_that_is_dropped_is_used_again_after_its_last_step(streams):
    a, b = streams
    step = bpnet.get_backend("cupy").compile(Shared())
    with a:
        p, x, rate = cp.asarray(WEIGHTS), cp.asarray(X), cp.asarray(0.01)
        step((p,), (), (), x, x, rate)
        a.synchronize()
    sizes = [vector.base.nbytes for program in step.programs.values() for vector in program.scratch.buffers.values()]
    with b:
        training = ((p,), (), ())
        for _ in range(3):
            _, *training = step(*training, x, x, rate)
    step.programs = {}
    with a:
        taken = [cp.full(size // 8, 7.0) for size in sizes for _ in range(4)]
        a.synchronize()
    b.synchronize()
    assert all(bool((array == 7.0).all()) for array in taken)
    with b:
        np.testing.assert_allclose(training[0][0].get(), after_steps(3), rtol=1e-11)


def test_arrays_without_elements_and_arrays_that_cannot_be_written_to():
    net = bpnet.MLP((8, 4, 3), output="identity", loss="softmax_cross_entropy", backend="cupy")
    for call in (net.predict, lambda x: net.step(x, cp.empty(0, dtype="int64"))):
        with pytest.raises(ValueError, match=r"x is empty: its shape is \(0, 8\)"):
            call(cp.empty((0, 8)))
    locked = X.copy()
    locked.flags.writeable = False
    assert np.array_equal(net.predict(locked).get(), net.predict(X).get())
    assert net.backend.random_kernels()["permutation"]((0, 0), 0, 0).shape == (0,)
