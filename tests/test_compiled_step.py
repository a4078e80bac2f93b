"""The compiled step that all backends share: its cache, threads, replicas, and what a network keeps of it."""

import contextlib
import gc
import threading
import warnings
import weakref

import numpy as np
import pytest

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.arrays import leaves, map_tree
from bpnet.compiler import compiled_step
from bpnet.compiler.compiled_step import CompiledFunction
from bpnet.random import Draw

R, B = 3, 8
ONE = np.ones(1)
SHAPES = {"all": ((R, B, 2), (R, B, 1)), "one target": ((R, B, 2), (B, 1)), "one x": ((B, 2), (R, B, 1)), "one": ((B, 2), (B, 1))}


def stacked(trees):
    return tuple(map(stacked, zip(*trees, strict=True))) if isinstance(trees[0], tuple) else np.stack(trees)


@pytest.mark.parametrize("shapes", SHAPES)
def test_a_compiled_step_takes_networks_along_a_leading_axis(bpnet_backend, shapes):
    layer, optimizer, rng = (
        bpnet.chain(layers.affine(4), layers.tanh(), layers.affine(1)),
        optimizers.adam(0.1),
        np.random.default_rng(0),
    )
    backend, params = bpnet_backend, stacked([layer.init(Draw(np, (r, 0)), 2)[0] for r in range(R)])
    with backend.scope():
        params = map_tree(lambda a: backend.from_host(a, "float32"), params)
        x, y, rate = (backend.from_host(np.asarray(rng.normal(size=n)), "float32") for n in (*SHAPES[shapes], ()))
        step = bpnet.training_step(backend.xp, layer, losses.squared_error(), optimizer)
        values = params, ((), (), ()), optimizer.init(backend.xp, params), x, y, abs(rate)
        compiled = backend.compile(step)
        results = []
        for run in (step, compiled):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Numba's and CuPy's loops have one network: they fall back, with a warning
                results.append([backend.to_host(leaf) for leaf in leaves(run(*values))])
    for ours, theirs in zip(*results, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)
    if backend.name in {"numpy", "torch", "jax"}:
        assert (compiled.compiled_steps, compiled.plain_steps) == (1, 0)


def test_results_of_a_step_are_arrays_of_the_backend(bpnet_backend):
    if bpnet_backend.name == "numpy":
        pytest.skip("NumPy's functions return scalars, and so does its step")
    net = bpnet.MLP((3, 8, 1), backend=bpnet_backend)
    value = net.step(np.ones((8, 3)), np.ones((8, 1)), compile=bpnet_backend.name in {"torch", "numba", "jax", "cupy"})
    for leaf in (value, *leaves(net.training[:3])):
        assert type(leaf) is type(net.params[0][0])


def compiled_and_arguments(backend):
    """Return a compiled step, and its arguments by name."""
    layer = bpnet.chain(layers.affine(2))
    net = bpnet.Network(layer, n_in=2, loss="squared_error", optimizer=optimizers.sgd(0.1), backend=backend, dtype="float32")
    step = backend.compile(bpnet.training_step(backend.xp, layer, losses.squared_error(), optimizers.sgd(0.1)))
    params, state, opt_state, *_ = net.training
    x, target, rate = (backend.from_host(np.asarray(a), "float32") for a in (np.eye(2), np.ones((2, 2)), 0.1))
    return step, {"params": params, "state": state, "opt_state": opt_state, "x": x, "target": target, "learning_rate": rate}


def test_a_compiled_step_takes_keywords_as_the_step_does():
    step, named = compiled_and_arguments(bpnet.get_backend("numpy"))
    *values, rate = named.values()
    assert step(**named)[0] == step(*values, learning_rate=rate)[0] == step(*values, rate)[0]
    assert (step.compiled_steps, step.plain_steps) == (3, 0)


def test_a_compiled_step_that_gets_too_few_or_too_many_arguments_names_them():
    step, named = compiled_and_arguments(bpnet.get_backend("numpy"))
    *values, rate = named.values()
    for arguments, words in ((values, "'learning_rate'"), (values[:2], "'opt_state'"), ([*values, rate, rate], "too many")):
        with pytest.raises(TypeError, match=words):
            step(*arguments)


def test_a_compiled_function_takes_keywords_and_defaults_but_no_keyword_only_arguments():
    function = CompiledFunction(lambda x, y, z=ONE: x - y + z, lambda function, *_: function)
    assert function(ONE, y=ONE) == 1.0
    function = CompiledFunction(lambda x, *, y: x + y, lambda function, *_: function)
    with pytest.raises(TypeError, match="keyword-only arguments, got y"):
        function(ONE, y=ONE)


def test_a_compiled_step_refuses_a_learning_rate_that_would_broadcast(bpnet_backend):
    """Also where the step itself has run with data of these shapes, and compares the shapes of its results no more."""
    step, named = compiled_and_arguments(bpnet_backend)
    *values, rate = named.values()
    with bpnet_backend.scope():
        getattr(step, "function", step)(*values, rate)
        rates = bpnet_backend.from_host(np.full((3, 1, 1), 0.1), "float32")
        with pytest.raises(ValueError, match=r"optimizer's new value of params\[0\]\[0\] has shape \(3, 2, 2\)"):
            step(*values, rates)


FACTOR = [1.0]


def times_factor(x):
    return x * FACTOR[0]


times_factor.__module__ = "program"


def test_a_program_that_another_thread_discards_is_still_run():
    function = CompiledFunction(times_factor, lambda function, *_: function)
    function(np.ones(1))
    record, built, changed = function.captures.record, threading.Event(), threading.Event()

    def record_and_wait():
        record()
        built.set()
        changed.wait(0.2)

    function.captures.record, made = record_and_wait, []
    thread = threading.Thread(target=lambda: made.append(function(np.ones(2))))
    thread.start()
    built.wait()
    FACTOR[0] = 2.0
    function(np.ones(1))
    changed.set()
    thread.join()
    assert len(made) == 1
    FACTOR[0] = 1.0


def test_a_program_that_another_thread_builds_first_is_used():
    net = bpnet.MLP((2, 3, 1), backend="numpy")
    step, values = net._steps.compiled, (*net.training[:3], np.ones((4, 2)), np.ones((4, 1)), np.asarray(0.1))

    class Slow(dict):
        def get(self, key, default=None):
            found = super().get(key, default)
            if found is default and threading.current_thread() is threading.main_thread():
                other = threading.Thread(target=lambda: step(*values))
                other.start()
                other.join()
            return found

    step.programs = Slow()
    step(*values)
    assert (step.compiled_steps, step.plain_steps) == (2, 0)


def test_programs_of_numpy_share_buffers_of_params_and_batches_of_one_shape():
    x, y = np.ones((70, 3)), np.ones((70, 1))
    net = bpnet.MLP((3, 4, 1), backend="numpy")
    for n in (32, 64, 70):
        net.fit(x[:n], y[:n], epochs=1, batch_size=32)
    one, two, three = net._steps.compiled.programs.values()
    assert one.buffers is two.buffers is three.buffers
    assert one.batches[0] is two.batches[0] is three.batches[0]
    assert [len(program.batches) for program in (one, two, three)] == [1, 1, 2]
    assert three.nbytes > two.nbytes >= sum(batch.nbytes for batch in two.batches) > 2 * 32 * 3 * 8


@pytest.mark.parametrize("when_built", [True, False])
def test_the_first_run_is_logged_only_if_it_compiles(when_built, monkeypatch):
    inside, seen = [], []

    @contextlib.contextmanager
    def watch():
        inside.append(True)
        yield
        inside.clear()

    monkeypatch.setattr(compiled_step, "log_if_slow", watch)

    def build(*_):
        seen.append(bool(inside))
        return lambda x: seen.append(bool(inside)) or x

    function = CompiledFunction(lambda x: x, build, compiles_when_built=when_built)
    for _ in range(2):
        function(np.ones(1))
    assert seen == [True, not when_built, False]


def test_a_fit_keeps_nothing_of_the_training_before():
    net = bpnet.MLP((2, 3, 1), backend="numpy")
    net.value_and_grad(np.ones((4, 2)), np.ones((4, 1)))
    before = weakref.ref(net.params[0][0])
    net.fit(np.ones((4, 2)), np.ones((4, 1)), epochs=2)
    gc.collect()
    assert before() is None
