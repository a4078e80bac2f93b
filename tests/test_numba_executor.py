"""Plans compiled by Numba: small ones whole, large ones around BLAS, and what neither knows through NumPy."""

import os
import subprocess
import sys
import time
import warnings

import numpy as np
import pytest
from executor_cases import (
    NETS,
    WEIGHTS,
    X,
    Y,
    assert_chunks_do_not_matter,
    assert_follows_plain,
    assert_operations_are_numpys,
    assert_pure,
    regressor,
)

import bpnet
from bpnet import layers, losses
from bpnet.backprop import stateless
from bpnet.compiler.store import STORE
from bpnet.sklearn.formulas import PenalizedNetwork

pytest.importorskip("numba", reason="its compiled steps are what is tested")
from bpnet_numba import batch, machine_code


@pytest.fixture(params=["small", "large"])
def size(request, monkeypatch):
    """Both ways of running a plan, on the same small nets."""
    if request.param == "large":
        monkeypatch.setattr(batch, "ELEMENTS", 0)
    return request.param


# The cases of the matrix: tests/test_parity.py; adam-dropout and softmax-digits are large there. Of small or large, net and
# dtype, all pairs are here or in the next test.
@pytest.mark.parametrize(("name", "dtype"), [("everything", "float32"), ("stranger", "float64")])
def test_compiled_training_follows_plain(name, dtype):
    assert_follows_plain("numba", NETS[name], dtype)


@pytest.mark.parametrize(("name", "dtype"), [("everything", "float64"), ("stranger", "float32")])
def test_large_plans_follow_plain_ones_too(name, dtype, monkeypatch):
    monkeypatch.setattr(batch, "ELEMENTS", 0)
    assert_follows_plain("numba", NETS[name], dtype)


@pytest.mark.parametrize("options", [{}, {"batch_size": 16}, {"batch_size": 16, "shuffle": False}])
def test_weighted_samples_in_any_batches_follow_plain(options, size):
    a, b = regressor("numba"), regressor("numpy")
    one = a.fit(X, Y, epochs=4, sample_weight=WEIGHTS, **options).loss
    other = b.fit(X, Y, epochs=4, sample_weight=WEIGHTS, compile=False, **options).loss
    np.testing.assert_allclose(one, other, rtol=1e-12)


def test_nothing_passed_in_changes(size):
    assert_pure("numba")


def test_chunks_of_any_length_have_the_same_bits(size):
    assert_chunks_do_not_matter("numba")


def test_one_program_serves_all_numbers_of_epochs_and_another_seed():
    bpnet.clear_caches()
    net = regressor("numba")
    for epochs in (1, 2, 40, 17):
        net.fit(X, Y, epochs=epochs, sample_weight=WEIGHTS)
    regressor("numba", seed=8).fit(X, Y, epochs=1, sample_weight=WEIGHTS)
    assert len(STORE.programs) == 1
    (loop,) = [p.function for p in net._steps.compiled.programs.values()]
    assert len(loop.signatures) == 1


def odd():
    """A layer of operations that no loop has: it sorts, and takes rows by number."""

    def forward(xp, _params, x):
        rows = xp.argsort(xp.sum(x, axis=-1), stable=True)
        return xp.take(x, rows, axis=0), rows

    return stateless(forward, lambda xp, _params, rows, dy: ((), xp.take(dy, xp.argsort(rows, stable=True), axis=0)))


def test_what_no_loop_can_do_is_left_to_numpy():
    nets = [
        bpnet.Network([layers.affine(4), odd(), layers.affine(1)], n_in=3, loss="squared_error", optimizer="sgd", backend=name)
        for name in ("numba", "numpy")
    ]
    one, other = (net.fit(X, Y, epochs=5, batch_size=16).loss for net in nets)
    np.testing.assert_allclose(one, other, rtol=1e-12)
    (made,) = nets[0]._steps.compiled.programs.values()
    assert {group.kind for group in made.programs[0].fused.groups} == {"loop", "matmul", "call"}


def test_a_step_that_cannot_be_traced_runs_as_it_is_and_says_so_once():
    right = losses.squared_error()

    def forward(xp, target, y):
        value, residuals = right.forward(xp, target, y)
        return (value, residuals) if float(value) >= 0.0 else None

    net, plain = (
        bpnet.MLP((3, 2, 1), loss=right._replace(forward=forward, spec=None), backend=name) for name in ("numba", "numpy")
    )
    with pytest.warns(RuntimeWarning, match="falling back to the uncompiled step: cannot convert a traced array") as told:
        one = net.fit(X, Y, epochs=2, batch_size=16).loss
    assert told[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        one = np.append(one, net.fit(X, Y, epochs=1, batch_size=16).loss)
    assert np.array_equal(one, plain.fit(X, Y, epochs=3, batch_size=16, compile=False).loss)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_each_operation_computes_what_numpy_computes(dtype):
    """In a plan that is large, since NumPy computes some of them."""
    assert_operations_are_numpys(bpnet.get_backend("numba"), dtype)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize(("shape", "lanes"), [((64, 100), 256), ((1, 6400), 256), ((4099, 1), 0), ((50, 50), 0)])
def test_a_sum_of_many_is_a_sum_of_sums_side_by_side(shape, lanes, dtype):
    values = np.random.default_rng(0).standard_normal(shape).astype(dtype)
    options = {"n_in": shape[0], "loss": "squared_error", "optimizer": "sgd", "backend": "numba", "dtype": dtype, "penalty": 1.0}
    net = PenalizedNetwork([layers.affine(shape[1])], **options)
    net.params = ((values, np.zeros(shape[1])),)
    x, y = np.zeros((1, shape[0]), dtype), np.zeros((1, shape[1]), dtype)
    loss = net.epoch(x, y, batch_size=1)[0]
    assert loss == pytest.approx(0.5 * np.sum(values.astype(float) ** 2), rel=8 * float(np.finfo(dtype).eps))
    (made,) = net._steps.compiled.programs.values()
    loops = [(batch, [group for group in batch.fused.groups if group.kind == "loop"]) for batch in made.programs]
    text = "\n".join(line for batch, groups in loops for line in batch.write(groups, copies=False))
    assert (f"np.zeros({lanes})" in text) == bool(lanes), text


@pytest.mark.parametrize("n", [64, 63, 3])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_rows_from_far_away_are_copied_four_at_a_time(n, dtype, monkeypatch):
    from bpnet_numba import executor

    x = np.random.default_rng(0).standard_normal((100, 40)).astype(dtype)
    rows = np.random.default_rng(1).permutation(100)[:n]
    monkeypatch.setattr(executor, "FAR", 0)
    for array in (x, x[::2][:, :30], np.asfortranarray(x)):
        out, inside = np.empty((n, array.shape[1]), dtype), rows % len(array)
        executor.NumbaEpochs.take(object.__new__(executor.NumbaEpochs), array, inside, out)
        assert np.array_equal(out, array[inside])


def test_machine_code_is_kept_for_the_next_process(tmp_path, monkeypatch):
    text = "def other(x):\n    return x[1] + float32(1)\ndef part(x):\n    x[0] = other(x)"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    hits = []
    for _ in range(2):
        x = np.zeros(2)
        function = machine_code._compile(text, "part")
        function(x)
        assert x.tolist() == [1.0, 0.0]
        hits.append(sum(function.stats.cache_hits.values()))
    assert hits == [0, 1]
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    machine_code._compile(text, "part")(x)
    assert x.tolist() == [1.0, 0.0]


def test_generated_source_runs_as_python_too():
    """For a debugger, as Numba documents: ``NUMBA_DISABLE_JIT=1``."""
    code = """
import numpy as np, bpnet
nets = [bpnet.MLP((3, 4, 1), hidden="relu", backend=name, seed=1) for name in ("numba", "numpy")]
losses = [net.fit(np.eye(3), np.ones((3, 1)), epochs=3).loss for net in nets]
assert np.allclose(*losses, rtol=1e-12, atol=0.0), losses
"""
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr


def test_programs_share_the_functions_that_are_the_same(tmp_path, monkeypatch):
    """With all that they call; another number in one of those makes another function."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    text = "def inner(x):\n    return x[1] + {0}\ndef outer(x):\n    return inner(x) * 2.0\n"
    text += "def part(x):\n    x[0] = outer(x) + {1}"
    seen, programs = [], []
    for numbers in ((1.0, 0.0), (1.0, 0.5), (3.0, 0.5)):
        x = np.asarray([0.0, 0.25])
        programs.append(machine_code._compile(text.format(*numbers), "part"))
        programs[-1](x)
        assert x[0] == (0.25 + numbers[0]) * 2.0 + numbers[1]
        space = programs[-1].fresh.py_func.__globals__
        seen.append([value for name, value in sorted(space.items()) if name.startswith(("inner", "outer"))])
    one, two, three = seen
    assert len(one) == 2
    assert all(a is b for a, b in zip(one, two, strict=True))
    assert not {*map(id, one)} & {*map(id, three)}


@pytest.mark.parametrize("damage", [b"", b"\xff\x00 no code"])
@pytest.mark.parametrize("kind", ["*.py", "__pycache__/*.nbi", "__pycache__/*.nbc"])
def test_a_damaged_cache_is_made_anew(tmp_path, monkeypatch, kind, damage):
    text = "def part(x):\n    x[0] += 1.0"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    x = np.zeros(1)
    machine_code._compile(text, "part")(x)
    (file,) = (tmp_path / "bpnet" / "numba").glob(kind)
    file.write_bytes(damage)
    for _ in range(2):
        machine_code._compile(text, "part")(x)
    assert x.tolist() == [3.0]


def test_what_nobody_used_for_long_is_deleted_from_the_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = tmp_path / "bpnet" / "numba"
    folder.mkdir(parents=True)
    for name, age in (("old.py", 40), ("new.py", 1)):
        (folder / name).write_text("")
        then = time.time() - age * 24 * 3600
        os.utime(folder / name, (then, then))
    machine_code._compile("def part(x):\n    x[0] += 2.0", "part")(np.zeros(1))
    assert (folder / "new.py").exists()
    assert not (folder / "old.py").exists()


def test_the_namespace_is_had_without_catching_warnings_which_is_of_the_whole_process(monkeypatch):
    """Threads that train would leave the filters of one another behind."""
    backend, calls = bpnet.get_backend("numba"), []
    catch = warnings.catch_warnings
    with monkeypatch.context() as patched:
        patched.setattr(warnings, "catch_warnings", lambda **options: calls.append(options) or catch(**options))
        assert backend.xp is np
    assert not calls
