import asyncio
import os
import re
import subprocess
import sys
import threading
import warnings

import numpy as np
import pytest

import bpnet
from bpnet.backend import registry, selection
from bpnet.errors import (
    BackendError,
    BackendFallbackWarning,
    BackendLoadError,
    BackendNotInstalledError,
    BackendUnavailableError,
    UnknownBackendError,
    UnsupportedDTypeError,
)

NumpyBackend = type(bpnet.get_backend("numpy"))


class Twin(NumpyBackend):
    name = "twin"


class Absent(NumpyBackend):
    name = "absent"
    library = "no_such_library"
    install = "pip install no-such-library"


class Dead(NumpyBackend):
    name = "dead"

    @property
    def xp(self):
        raise RuntimeError("the driver is too old")


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    monkeypatch.setattr(registry, "_registered", {})
    monkeypatch.setattr(registry, "_made", dict(registry._made))
    monkeypatch.setattr(selection, "_warned", set())
    for kind in (Twin, Absent, Dead):
        bpnet.register_backend(kind.name, kind)


def test_numpy_is_the_default(monkeypatch):
    assert bpnet.get_backend().name == "numpy"
    monkeypatch.setenv("BPNET_BACKEND", "  ")
    assert bpnet.get_backend().name == "numpy"


def test_the_environment_is_read_when_a_backend_is_resolved(monkeypatch):
    monkeypatch.setenv("BPNET_BACKEND", "twin")
    assert bpnet.MLP((2, 1)).backend.name == "twin"
    monkeypatch.setenv("BPNET_BACKEND", "numpy")
    assert bpnet.MLP((2, 1)).backend.name == "numpy"


def test_argument_beats_arrays_beat_context_beats_environment(monkeypatch):
    strict = pytest.importorskip("array_api_strict", reason="its arrays have an owner")
    monkeypatch.setenv("BPNET_BACKEND", "numpy")
    owned = strict.ones(2)
    with bpnet.use_backend("twin"):
        assert bpnet.get_backend("numpy", arrays=(owned,)).name == "numpy"
        assert bpnet.get_backend(arrays=([1.0], np.ones(2), owned)).name == "array_api_strict"
        assert bpnet.get_backend(arrays=([1.0], np.ones(2))).name == "twin"
        assert bpnet.MLP((2, 1), backend="numpy").backend.name == "numpy"
    assert bpnet.get_backend().name == "numpy"


def test_arrays_choose_the_device_they_are_on():
    strict = pytest.importorskip("array_api_strict", reason="it has a second device")
    owned = strict.ones(2, device=strict.Device("device1"))
    assert bpnet.get_backend(arrays=(owned,)).spec == "array_api_strict:device1"


def test_contexts_nest_and_are_left_even_after_an_error():
    with bpnet.use_backend("twin") as outer:
        with pytest.raises(KeyError), bpnet.use_backend("numpy"):
            raise KeyError
        assert bpnet.get_backend() is outer
    assert bpnet.get_backend().name == "numpy"


def test_threads_and_tasks_choose_apart():
    names, barrier = {}, threading.Barrier(2)

    def choose(name):
        with bpnet.use_backend(name):
            barrier.wait(timeout=10)
            names[name] = bpnet.MLP((2, 1)).backend.name
            barrier.wait(timeout=10)

    threads = [threading.Thread(target=choose, args=(name,)) for name in ("numpy", "twin")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names == {"numpy": "numpy", "twin": "twin"}

    async def task(name):
        with bpnet.use_backend(name):
            await asyncio.sleep(0)
            return bpnet.get_backend().name

    async def both():
        return await asyncio.gather(task("numpy"), task("twin"))

    assert asyncio.run(both()) == ["numpy", "twin"]


def test_a_new_thread_does_not_inherit_the_context():
    names = []
    with bpnet.use_backend("twin"):
        thread = threading.Thread(target=lambda: names.append(bpnet.get_backend().name))
        thread.start()
        thread.join()
    assert names == ["numpy"]


@pytest.mark.parametrize(
    ("spec", "kind", "words"),
    [
        ("nunpy", UnknownBackendError, "unknown backend 'nunpy'; did you mean 'numpy'?"),
        ("CuPy", UnknownBackendError, "did you mean 'cupy'?"),
        ("zzz", UnknownBackendError, r"unknown backend 'zzz' \("),
        ("numpy,,torch", UnknownBackendError, "cannot read the backend specification 'numpy,,torch'"),
        ("numpy:", UnknownBackendError, "cannot read the backend specification"),
        ("numpy,nunpy", UnknownBackendError, "unknown backend 'nunpy'"),
        ("absent", BackendNotInstalledError, "needs no_such_library, which is not installed"),
        ("dead", BackendUnavailableError, "import failed with RuntimeError: the driver is too old"),
        ("numpy:gpu", BackendUnavailableError, "device failed with ValueError: numpy has one device"),
        ("absent,dead", BackendUnavailableError, "no backend of 'absent,dead' can be used here"),
    ],
)
def test_errors_say_what_came_whence_and_what_to_do(monkeypatch, spec, kind, words):
    monkeypatch.setenv("BPNET_BACKEND", spec)
    with pytest.raises(kind, match=words) as caught:
        bpnet.get_backend()
    error = caught.value
    assert error.source == f"BPNET_BACKEND={spec!r}"
    assert error.source in str(error)
    assert error.hint
    assert str(error).splitlines()[1] == error.hint
    assert error.backend
    with pytest.raises(kind, match="argument backend="):
        bpnet.get_backend(spec)
    with pytest.raises(kind, match=r"use_backend\("), bpnet.use_backend(spec):
        pass


@pytest.mark.parametrize(
    ("kind", "also"),
    [
        (UnknownBackendError, ValueError),
        (BackendNotInstalledError, ImportError),
        (BackendUnavailableError, RuntimeError),
        (bpnet.BackendMismatchError, TypeError),
        (UnsupportedDTypeError, ValueError),
    ],
)
def test_errors_are_also_what_python_calls_them(kind, also):
    assert issubclass(kind, also)
    assert issubclass(kind, BackendError)


def test_a_chain_falls_back_and_each_fallback_warns_once():
    with pytest.warns(BackendFallbackWarning) as caught:
        assert bpnet.get_backend("absent,dead,twin").name == "twin"
    assert [str(w.message).split(" ")[1] for w in caught] == ["'absent'", "'dead'"]
    assert all("falls back to 'twin'" in str(w.message) for w in caught)
    assert {w.filename for w in caught} == {__file__}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert bpnet.get_backend("absent,dead,twin").name == "twin"


def test_a_chain_whose_first_link_works_says_nothing():
    assert bpnet.get_backend("twin,absent").name == "twin"


def test_auto_is_cupy_then_numpy(monkeypatch):
    monkeypatch.setattr(selection, "AUTO", "dead,numpy")
    with pytest.warns(BackendFallbackWarning, match="'auto' falls back to 'numpy'"):
        assert bpnet.get_backend("auto").name == "numpy"


def test_a_backend_itself_may_be_passed():
    twin = Twin()
    assert bpnet.get_backend(twin) is twin
    assert bpnet.MLP((2, 1), backend=twin).backend is twin
    with pytest.raises(BackendUnavailableError, match="driver is too old"):
        bpnet.MLP((2, 1), backend=Dead())
    with pytest.raises(TypeError, match="backend must be a specification such as 'numpy', or a Backend, got int"):
        bpnet.get_backend(3)


@pytest.mark.parametrize("name", ["numpy", "auto", "a,b", "a:b", "", "a b"])
def test_names_that_are_taken_or_malformed_cannot_be_registered(name):
    with pytest.raises(ValueError, match="built in|one word"):
        bpnet.register_backend(name, Twin)


def test_a_factory_that_makes_no_backend_is_a_load_error():
    bpnet.register_backend("odd", lambda device: 5)
    with pytest.raises(BackendLoadError, match="its factory returned a int, not a bpnet.backend.Backend"):
        bpnet.get_backend("odd")


def test_a_factory_that_raises_is_a_row_and_an_error_of_its_own():
    def broken(device):
        raise RuntimeError("the licence has expired")

    bpnet.register_backend("licensed", broken)
    rows = {row.name: row for row in bpnet.available_backends()}
    assert "the licence has expired" in rows["licensed"].reason
    with pytest.raises(BackendLoadError, match="could not be loaded: RuntimeError: the licence has expired"):
        bpnet.get_backend("licensed")
    with pytest.raises(TypeError, match="factory must be a function of a device"):
        bpnet.register_backend("none", None)


def test_auto_may_stand_in_a_chain(monkeypatch):
    monkeypatch.setattr(selection, "AUTO", "dead,absent")
    with pytest.warns(BackendFallbackWarning):
        assert bpnet.get_backend("auto,twin").name == "twin"


def test_registering_again_replaces():
    assert bpnet.get_backend("twin").name == "twin"
    bpnet.register_backend("twin", NumpyBackend)
    assert bpnet.get_backend("twin").name == "numpy"


def test_the_table_has_a_row_for_every_known_backend():
    rows = {row.name: row for row in bpnet.available_backends()}
    assert list(rows)[:6] == ["numpy", "cupy", "torch", "jax", "numba", "array_api_strict"]
    assert rows["numpy"] == ("numpy", True, True, "cpu", np.__version__, "")
    assert rows["absent"][1:3] == (False, False)
    assert rows["dead"][1:3] == (True, False)
    assert "driver is too old" in rows["dead"].reason
    assert all(row.usable or row.reason for row in rows.values())


@pytest.mark.parametrize(
    ("name", "words"), [("torch:cuda:7", "device failed"), ("jax:tpu", "device failed"), ("torch:nowhere", "device failed")]
)
def test_a_device_that_is_not_there_is_unavailable(name, words):
    pytest.importorskip(name.partition(":")[0], reason="its answer is what is tested")
    with pytest.raises(BackendUnavailableError, match=words):
        bpnet.get_backend(name)


def test_dtypes_come_from_the_argument_then_the_environment(monkeypatch):
    assert bpnet.MLP((2, 1)).dtype == "float64"
    monkeypatch.setenv("BPNET_DTYPE", "float32")
    assert bpnet.MLP((2, 1)).dtype == "float32"
    assert bpnet.MLP((2, 1), dtype="float64").dtype == "float64"
    monkeypatch.setenv("BPNET_DTYPE", "float16")
    with pytest.raises(UnsupportedDTypeError, match=r"got 'float16' \(from BPNET_DTYPE='float16'\)"):
        bpnet.MLP((2, 1))


def test_nothing_is_read_at_import(monkeypatch):
    assert "BPNET_BACKEND" not in os.environ
    monkeypatch.setenv("BPNET_BACKEND", "nonsense")
    assert bpnet.get_backend("numpy").name == "numpy"


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("", "cannot read the backend specification ''"),
        ("  ", "cannot read the backend specification '  '"),
        (",", "cannot read the backend specification ','"),
        ("numpy,", "cannot read the backend specification 'numpy,'"),
        ("numpy:", "cannot read the backend specification 'numpy:'"),
        (":cpu", "cannot read the backend specification ':cpu'"),
        ("auto:0", "cannot read the backend specification 'auto:0'"),
        ("numpy cpu", "unknown backend 'numpy cpu'; did you mean 'numpy'?"),
        ("NumPy", "unknown backend 'NumPy'; did you mean 'numpy'?"),
        ("AUTO", "unknown backend 'AUTO'; did you mean 'auto'?"),
        ("numpy,NUMBA", "unknown backend 'NUMBA'; did you mean 'numba'?"),
    ],
)
def test_a_specification_that_is_none_is_told_with_what_is_one(spec, words):
    with pytest.raises(UnknownBackendError, match=re.escape(words)) as caught:
        bpnet.get_backend(spec)
    assert caught.value.hint
    with pytest.raises(UnknownBackendError, match=re.escape(words)):
        bpnet.use_backend(spec).__enter__()


def test_blanks_and_names_that_come_twice_in_a_chain_do_no_harm():
    assert bpnet.get_backend(" numpy , numpy,numpy:cpu ") is bpnet.get_backend("numpy")
    with pytest.raises(BackendUnavailableError) as caught:
        bpnet.get_backend("numpy:x,numpy:x")  # one backend, and no chain
    assert str(caught.value).startswith("backend 'numpy:x' cannot be used here")


@pytest.mark.parametrize("spec", [b"numpy", 3, ["numpy"], np, type(bpnet.get_backend("numpy"))])
def test_what_is_no_specification_is_named_by_its_type(spec):
    with pytest.raises(TypeError, match=f"got {type(spec).__name__}"):
        bpnet.get_backend(spec)


@pytest.mark.parametrize("name", [["numpy"], {}, None, "", "a b", "a\tb", "a,b", "a:b", "a\n"])
def test_a_name_that_cannot_be_written_is_not_registered(name):
    with pytest.raises(ValueError, match="a backend's name must be one word"):
        bpnet.register_backend(name, len)


def test_the_hint_of_a_backend_that_cannot_be_used_is_run(monkeypatch):
    monkeypatch.setitem(registry._registered, "dead", Dead)
    for choose in (bpnet.get_backend, lambda spec: bpnet.use_backend(spec).__enter__()):
        with pytest.raises(BackendUnavailableError) as caught:
            choose("dead")
        code = caught.value.hint.partition("for example ")[2]
        monkeypatch.setattr(selection, "_warned", set())
        if code.startswith("use_backend"):
            with pytest.warns(bpnet.BackendFallbackWarning), eval(code, {"use_backend": bpnet.use_backend}) as found:  # noqa: S307
                assert found.name == "numpy"
            continue
        with pytest.warns(bpnet.BackendFallbackWarning):
            net = eval(f"MLP((2, 1), {code})", {"MLP": bpnet.MLP})  # noqa: S307
        assert net.backend.name == "numpy"
    monkeypatch.setattr(selection, "_warned", set())
    monkeypatch.setenv("BPNET_BACKEND", "dead")
    with pytest.raises(BackendUnavailableError) as caught:
        bpnet.get_backend()
    monkeypatch.setenv(*caught.value.hint.partition("for example ")[2].split("="))
    with pytest.warns(bpnet.BackendFallbackWarning):
        assert bpnet.get_backend().name == "numpy"


def command(*words, **variables):
    """Run a command in a process of its own: libraries read these variables once, and some end the process."""
    done = subprocess.run(
        [sys.executable, "-m", "bpnet", *words], env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr.splitlines()


def test_flags_for_which_xla_would_end_the_process_are_a_reason():
    pytest.importorskip("jax", reason="these are flags of JAX's compiler")
    code, out, err = command("backends", XLA_FLAGS="--nonsense=1")
    assert (code, err) == (0, [])
    assert re.search(r"^jax +yes +no ", out, re.MULTILINE)
    assert "jax: ValueError: XLA refuses XLA_FLAGS='--nonsense=1': Unknown flag in XLA_FLAGS: --nonsense=1" in out
    code, out, err = command("xor", "--backend", "jax", "--epochs", "1", XLA_FLAGS="--nonsense")
    assert (code, out) == (3, "")
    assert "Unknown flag in XLA_FLAGS: --nonsense" in err[0]


def test_flags_that_xla_knows_are_taken_and_a_command_prints_no_warnings_on_jax():
    pytest.importorskip("jax", reason="these are flags of JAX's compiler, and its 64-bit mode is off by default")
    code, _, err = command("xor", "--epochs", "2", BPNET_BACKEND="jax", XLA_FLAGS="--xla_cpu_enable_fast_math=false")
    assert (code, err) == (0, [])


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (
            "abc",
            0,
            "bpnet: Environment variable 'NUMBA_NUM_THREADS' is defined but its associated value 'abc' could not be parsed",
        ),
        (
            "0",
            3,
            "bpnet: backend 'numba' cannot be used here: import failed with ValueError: Number of threads specified must be > 0",
        ),
    ],
)
def test_numbers_of_threads_that_numba_refuses_are_told_in_one_line(value, code, words):
    pytest.importorskip("numba", reason="this is a variable of Numba's")
    came, _, err = command("xor", "--backend", "numba", "--epochs", "1", NUMBA_NUM_THREADS=value)
    assert came == code
    assert err[0].startswith(words)
    assert len(err) == (1 if code == 0 else 2)
