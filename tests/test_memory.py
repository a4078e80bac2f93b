"""Memory of networks that are gone: a search over shapes and settings leaves no more than docs/performance.md says."""

import gc
import json
import os
import subprocess
import sys
import weakref
from pathlib import Path

import numpy as np
import pytest

import bpnet
from bpnet import optimizers
from bpnet.compiler.store import ProgramStore
from bpnet.training.trees import all_finite

SOAK = Path(__file__).with_name("soak.py")
STATM = Path("/proc/self/statm")
NETWORKS = {"numpy": 400, "jax": 40, "numba": 20}
GROWTH = 5.0  # MB that the second half may add
OF_FEW = {"numpy": 1.0, "jax": 3.3}  # 5 kB for each network where none is compiled; on jax 165 kB, less than a network takes
SHAPE = {"numba": 16.0}
"""MB of each further shape that LLVM never gives back: docs/performance.md says what can be done."""
SHARED = 10  # networks of one shape on numba, as tests/soak.py has it


def soaked(*arguments):
    """What ``tests/soak.py`` found in a process of its own."""
    if not STATM.exists():
        pytest.skip(f"the memory of a process is read from {STATM}")
    done = subprocess.run(
        [sys.executable, str(SOAK), *map(str, arguments)], capture_output=True, text=True, check=False, env=os.environ | path()
    )
    assert done.returncode == 0, done.stderr
    print(*arguments, done.stdout)
    return json.loads(done.stdout.splitlines()[-1])


def path():
    return {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_NUM_THREADS": "1"}


@pytest.fixture(autouse=True)
def empty_cache(tmp_path, monkeypatch):
    """Machine code that is read from a file takes less memory than what is compiled."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("JAX_COMPILATION_CACHE_DIR", str(tmp_path / "jax"))
    monkeypatch.setenv("JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS", "0")


def test_networks_of_different_shapes_and_settings_leave_no_memory_behind(bpnet_backend):
    name = bpnet_backend.name
    asked = int(os.environ.get("BPNET_SOAK", "0"))
    n, shared = (asked, 1) if asked else (NETWORKS.get(name, 60), SHARED)
    each = ["--each"] if asked else []
    if name == "jax":  # XLA's compiler keeps memory, by chance some MB more in one half: the second run reads what this compiles
        soaked(bpnet_backend.spec, n, *each)
    found = soaked(bpnet_backend.spec, n, *each)
    shapes = (n - 1) // shared - (n // 2 - 1) // shared  # that only the second half has
    growth = GROWTH if asked else OF_FEW.get(name, GROWTH)
    assert found["growth"] < growth + SHAPE.get(name, 0.0) * shapes, found


@pytest.mark.parametrize(("backend", "fits"), [("numpy", 120), ("numba", 2)])
def test_estimators_of_different_shapes_leave_no_memory_behind(backend, fits):
    pytest.importorskip("sklearn")
    pytest.importorskip(backend)
    found = soaked(backend, fits, "--face")
    assert found["growth"] < GROWTH + SHAPE.get(backend, 0.0) * fits / 2, found


def test_networks_that_are_kept_are_seen_by_the_same_measurement():
    assert soaked("numpy", 150, "--leak")["growth"] > 2 * GROWTH  # 0.2 MB for each of the second 75


@pytest.mark.parametrize("compiled", [False, None])
def test_a_deleted_network_and_its_step_are_gone_at_once(bpnet_backend, compiled):
    # 3 rows are held out, and each batch has 3: all arrays have 3 or (3, 3) numbers, and jax compiles operations for those alone
    x = np.random.default_rng(0).standard_normal((9, 3))

    def trained():
        net = bpnet.MLP((3, 3, 3), optimizer=optimizers.clip_value(optimizers.adam(0.01), 0.5), backend=bpnet_backend)
        stops = [bpnet.callbacks.EarlyStopping(3)]
        net.fit(x, x, epochs=3, batch_size=3, validation=1 / 3, callbacks=stops, compile=compiled)
        net.predict(x[:3])
        net.loss(x[:3], x[:3])
        return net

    gc.collect()
    gc.disable()  # else it would find cycles, sooner or later
    try:
        net = trained()
        seen = [weakref.ref(net), weakref.ref(net._steps), weakref.ref(net._steps.plain)]
        seen += [weakref.ref(net._steps.compiled)] if compiled is None else []
        del net
        assert [ref() for ref in seen] == [None] * len(seen)
    finally:
        gc.enable()


def test_a_row_of_one_number_is_shared_and_gone_with_its_programs():
    from bpnet_numpy import calls

    number, out = calls.read_only_scalar(0.625, np.dtype("float64")), np.zeros((2, 300))
    one, other = calls._fill_row(number, out), calls._fill_row(number, out)
    assert np.shares_memory(one, other)
    assert (0.625, 600, np.dtype("float64")) in calls._rows
    del one, other
    assert (0.625, 600, np.dtype("float64")) not in calls._rows


def test_a_function_of_numba_that_nobody_has_any_more_is_gone(monkeypatch):
    pytest.importorskip("numba")
    from bpnet_numba import machine_code
    from numba.core.registry import CPUDispatcher

    monkeypatch.setattr(machine_code, "STORE", ProgramStore(max_programs=1))
    text = "def inner(a):\n    a[0] = a[0] + {0}\ndef run(a):\n    inner(a)\n"
    a = np.zeros(1)
    program = machine_code.compile_source(text.format(1.5), "run")
    program(a)
    (inner,) = [value for name, value in program.fresh.py_func.__globals__.items() if name.startswith("inner_")]
    assert type(inner) is CPUDispatcher
    gone = weakref.ref(inner)
    del inner, program
    machine_code.compile_source(text.format(2.5), "run")(a)
    gc.collect()  # Numba's own objects refer to one another
    assert a == 4.0
    assert gone() is None


@pytest.mark.parametrize(("limit", "most"), [("FILES", 9), ("BYTES", 90)])
def test_the_cache_of_numba_keeps_the_newest_functions_up_to_a_number_of_files_and_bytes(limit, most, tmp_path, monkeypatch):
    pytest.importorskip("numba")
    from bpnet_numba import machine_code

    monkeypatch.setattr(machine_code, limit, most)
    (tmp_path / "__pycache__").mkdir()
    now = tmp_path.stat().st_mtime
    for i in range(5):
        for name in (f"f{i}.py", f"__pycache__/f{i}.run-1.py311.nbi", f"__pycache__/f{i}.run-1.py311.1.nbc"):
            (tmp_path / name).write_text("0123456789")
            os.utime(tmp_path / name, (now - i, now - i))
    machine_code._prune(tmp_path)
    assert sorted(file.name for file in tmp_path.glob("*.py")) == ["f0.py", "f1.py", "f2.py"]
    assert len(list(tmp_path.glob("__pycache__/*"))) == 6


def test_the_cache_of_numba_takes_files_that_vanish_while_it_looks(tmp_path, monkeypatch):
    """Another process renames its temporary file, or deletes what nobody used for long."""
    pytest.importorskip("numba")
    from bpnet_numba import machine_code

    monkeypatch.setattr(machine_code, "FILES", 1)
    for name in (".f0.py.1-host-0.partial", "f1.py", "f2.py"):
        (tmp_path / name).write_text("0123456789")
    os.utime(tmp_path / "f1.py", (1e9, 1e9))
    stat = type(tmp_path).stat

    def late(path, **options):
        if path.name.startswith("."):
            path.unlink()
        return stat(path, **options)

    monkeypatch.setattr(type(tmp_path), "stat", late)
    machine_code._prune(tmp_path)
    assert os.listdir(tmp_path) == ["f2.py"]  # noqa: PTH208 - as names


def test_a_function_is_compiled_where_another_process_deletes_its_source(tmp_path, monkeypatch):
    pytest.importorskip("numba")
    from bpnet_numba import machine_code
    from numba.core import caching

    stamp = caching._SourceFileBackedLocatorMixin.get_source_stamp

    def late(locator):
        Path(locator._py_file).unlink()
        return stamp(locator)

    monkeypatch.setattr(caching._SourceFileBackedLocatorMixin, "get_source_stamp", late)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    x = np.zeros(1)
    for _ in range(2):
        machine_code._compile("def part(x):\n    x[0] += 1.0", "part")(x)
    assert x == 2.0


@pytest.mark.filterwarnings("ignore:Stochastic Optimizer")
def test_few_networks_of_estimators_are_kept(monkeypatch):
    pytest.importorskip("sklearn")
    from bpnet.sklearn import MLPRegressor, networks

    monkeypatch.setattr(networks, "_idle", {})
    x = np.random.default_rng(0).standard_normal((8, 2))
    for width in range(1, networks.NETWORKS + 4):
        MLPRegressor(hidden_layer_sizes=(width,), max_iter=1, solver="sgd", n_iter_no_change=50).fit(x, x[:, 0])
    assert len(networks._idle) == networks.NETWORKS


def test_looking_for_finite_values_compiles_nothing_on_a_cpu():
    jax = pytest.importorskip("jax")
    backend = bpnet.get_backend("jax:cpu")
    good, bad = (backend.from_host(np.full((7, 13), value), "float32") for value in (1.0, np.inf))
    client = jax.devices("cpu")[0].client
    before = len(client.live_executables())
    assert all_finite(backend, (good,))
    assert not all_finite(backend, (good, (bad,)))
    assert len(client.live_executables()) == before
