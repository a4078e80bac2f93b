"""Compiled steps in exact arithmetic: the bits of the plain step, in the order of the definition, on every backend."""

import os
import signal
import sys
import threading
import time
import warnings
from functools import partial

import numpy as np
import pytest
from executor_cases import LABELS, NETS, WEIGHTS, Operations, X
from summation_order import contractions, ordered_tree, revealed_tree
from test_one_order import answers, arrays

import bpnet
from bpnet import layers, optimizers, parity
from bpnet._threads import count_threads, use_threads
from bpnet.arrays import leaves, map_tree
from bpnet.training.network import Network
from bpnet.training.steps import exact_namespace

DTYPES = ("float64", "float32")
TRAINED = ("adam-dropout", "everything", "stranger", "twice", "xor-sigmoid")


@pytest.fixture
def backend(bpnet_backend):
    if "compile-exact" not in bpnet_backend.capabilities:
        pytest.skip(f"{bpnet_backend.spec} compiles no exact steps")
    return bpnet_backend


@pytest.mark.pairwise("bpnet_backend")
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", TRAINED)
def test_a_compiled_training_has_the_bits_of_numpys_plain_one(backend, name, dtype):
    if backend.spec == "array_api_strict:device1" and name != "xor-sigmoid":
        pytest.skip("the first device interprets the other plans")
    case = NETS[name]._replace(epochs=min(NETS[name].epochs, 12))
    expected = parity.run(case, "numpy", dtype, arithmetic="exact", compile=False)
    got = parity.run(case, backend, dtype, arithmetic="exact", compile=True)
    assert got.sha256 == expected.sha256
    assert (got.compiled_steps > 0, got.plain_steps) == (True, 0)


class Sums:
    """A step whose new params are sums of x along its rows, and products with p; it has any number of rows."""

    def __init__(self, xp):
        self.xp = xp

    @staticmethod
    def over(xp, params, state, opt_state, x, target, rate):
        total, product = xp.sum(x, axis=0), xp.matmul(xp.expand_dims(target, axis=0), x)
        return xp.sum(total), (total, xp.squeeze(product, axis=0)), state, opt_state

    def __call__(self, *values):
        return self.over(self.xp, *values)


def compiled_sums(backend, dtype, compiler=None):
    """A function of rows of terms and a vector of factors: sums along the rows, and products with the factors."""
    step = (compiler or backend.compile)(Sums(exact_namespace(backend)))

    def function(rows, factors):
        x = np.ascontiguousarray(rows.T)  # terms are rows of the batch
        given = map_tree(backend.from_host, ((x[0], x[0]), (), (), x, factors.astype(dtype), np.zeros((), dtype)))
        with backend.scope():
            _, made, *_ = step(*given)
            return [backend.to_host(array) for array in made]

    return function, step


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_compiled_step_adds_in_the_order_of_the_definition(backend, dtype):
    function, step = compiled_sums(backend, dtype)
    for n in (70,) if dtype == "float32" else (33,):
        factors = np.ones(n)
        assert revealed_tree(lambda rows, f=factors: function(rows, f)[0], n, dtype) == ordered_tree(n)
        assert revealed_tree(lambda rows, f=factors: function(rows, f)[1], n, dtype) == ordered_tree(n)
    assert contractions(lambda rows, vector: function(rows, vector)[1], 8, dtype) == []
    assert getattr(step, "plain_steps", 0) == 0
    assert step.compiled_steps > 0


SHAPES = [  # (m, k, n): few and many rows, terms and columns, in and beyond one block of terms, each the largest in turn
    *((m, k, n) for m in (1, 3, 300) for k in (1, 10, 33, 1000) for n in (1, 7, 300)),
    *((3, 5000, 2), (5000, 3, 2), (2, 3, 5000), (0, 4, 3), (4, 3, 0), (5, 200, 0)),
]


class Products:
    """A step whose new params are products of matrices in the state."""

    def __init__(self, xp):
        self.xp = xp

    @staticmethod
    def over(xp, params, state, opt_state, x, target, rate):
        made = tuple(xp.matmul(a, b) for a, b in state)
        return xp.sum(x), made, state, opt_state

    def __call__(self, *values):
        return self.over(self.xp, *values)


@pytest.mark.parametrize("dtype", DTYPES)
def test_products_of_any_shape_have_the_bits_of_the_plain_ones(backend, dtype):
    draw = np.random.default_rng(2).standard_normal
    few = backend.name in {"jax", "torch", "array_api_strict"}  # JAX compiles each, the others interpret a plan
    shapes = SHAPES[::4] if few else SHAPES
    pairs = tuple((draw((m, k)).astype(dtype), draw((k, n)).astype(dtype)) for m, k, n in shapes)
    expected = [bpnet.exact(np).matmul(a, b) for a, b in pairs]
    step = backend.compile(Products(exact_namespace(backend)))
    x, params = np.ones((2, 1), dtype), tuple(map(np.zeros_like, expected))
    with backend.scope():
        _, made, *_ = step(*map_tree(backend.from_host, (params, pairs, (), x, x, np.zeros((), dtype))))
        got = [backend.to_host(array) for array in made]
    assert (step.compiled_steps, getattr(step, "plain_steps", 0)) == (1, 0)
    assert [shape for shape, ours, numpys in zip(shapes, got, expected, strict=True) if ours.tobytes() != numpys.tobytes()] == []


def in_a_row(step):
    """A compiler with another order: sums and products one term after the other."""

    class Row(bpnet.arithmetic.namespace.Exact):
        def _sum(self, x, axis):
            return self._xp.expand_dims(np.add.accumulate(x, axis=axis).take(-1, axis=axis), axis=axis)

    def run(*values):
        return step.over(Row(np, {}, lambda f: f), *values)

    return run


def contracting(step):
    """A compiler that does not round products in float32: they are computed and added in a wider dtype."""

    class Wide(bpnet.arithmetic.namespace.Exact):
        def _matmul(self, a, b):
            return np.matmul(a.astype(np.longdouble), b.astype(np.longdouble)).astype(a.dtype)

    def run(*values):
        return step.over(Wide(np, {}, lambda f: f), *values)

    return run


ANSWERS = (0, 1, 32, 33, 97, 200, 4097)


class Answers:
    """A step whose new params are the sums and products of the first terms of x, for some numbers of terms."""

    def __init__(self, xp):
        self.xp = xp

    @staticmethod
    def over(xp, params, state, opt_state, x, target, rate):
        made = tuple(
            (xp.sum(x[:n, 0]), xp.sum(x[:n, 1]), xp.matmul(xp.matrix_transpose(x[:n, 2:3]), target[:n, :])) for n in ANSWERS
        )
        return xp.sum(x), made, state, opt_state

    def __call__(self, *values):
        return self.over(self.xp, *values)


@pytest.mark.parametrize("dtype", DTYPES)
def test_a_compiled_step_gives_the_known_answers(backend, dtype):
    terms, a, columns = arrays(dtype)
    n = max(ANSWERS)
    x = np.stack([terms[:n], np.full(n, -0.0, dtype), a[:n]], axis=-1)
    params = tuple((np.zeros((), dtype),) * 2 + (np.zeros((1, 3), dtype),) for _ in ANSWERS)
    step = backend.compile(Answers(exact_namespace(backend)))
    with backend.scope():
        given = (params, (), (), x, np.ascontiguousarray(columns[:n]), np.zeros((), dtype))
        _, made, *_ = step(*map_tree(backend.from_host, given))
        made = map_tree(backend.to_host, made)
    assert (step.compiled_steps, getattr(step, "plain_steps", 0)) == (1, 0)
    for n, results in zip(ANSWERS, made, strict=True):
        for kind, result in zip(("sum", "sum of -0.0", "product"), results, strict=True):
            assert result.tobytes() == np.asarray(answers(dtype)[kind, n], dtype).tobytes(), (kind, n)


def test_another_order_and_a_contraction_are_seen():
    numpy = bpnet.get_backend("numpy")
    rows, _ = compiled_sums(numpy, "float64", in_a_row)
    assert revealed_tree(lambda x: rows(x, np.ones(40))[0], 40, "float64") != ordered_tree(40)
    fused, _ = compiled_sums(numpy, "float32", contracting)
    assert contractions(lambda x, vector: fused(x, vector)[1], 8, "float32") != []


ROWS = np.random.default_rng(1)
TALL = ROWS.standard_normal((333, 3))
TALL_LABELS, TALL_WEIGHTS = ROWS.integers(0, 3, 333), ROWS.uniform(0.5, 2.0, 333)
SPLIT = {  # a network without and with cuts between its stages; only the first has a short last batch and block
    "one stage": ([layers.affine(8), layers.tanh(), layers.dropout(0.3), layers.affine(3)], "softmax_cross_entropy", 333, 256),
    "six stages": ([layers.affine(4), layers.batch_norm(), layers.affine(3)], "softmax_cross_entropy", 320, 320),
    "native": ([layers.affine(8), layers.tanh(), layers.affine(1)], "squared_error", 320, 320),
}


def trained_in_blocks(name, dtype, arithmetic, threads, backend="numba"):
    net, loss, n, batch_size = SPLIT[name]
    options = {"n_in": 3, "loss": loss, "optimizer": optimizers.clip_norm(optimizers.adam(0.01), 1.0), "seed": 3, "dtype": dtype}
    net = Network(net, backend=backend, arithmetic=arithmetic, **options)
    target = TALL_LABELS[:n] if "softmax" in loss else TALL[:n, :1]
    given = {"epochs": 3, "batch_size": batch_size, "compile": backend == "numba", "threads": threads}
    history = net.fit(TALL[:n], target, sample_weight=TALL_WEIGHTS[:n], **given)
    return [history.loss.tobytes(), *(np.asarray(leaf).tobytes() for leaf in leaves(net.training[:3]))], net


@pytest.fixture
def small_blocks(monkeypatch):
    """Blocks of 32 rows in Numba's steps: by default, those of a small network have thousands."""
    pytest.importorskip("numba", reason="its blocks are what is tested")
    from bpnet_numba import layout as numba

    monkeypatch.setattr(numba, "CACHE", 1)


def programs(net):
    (program,) = net._steps.compiled.programs.values()
    return program.programs


@pytest.mark.parametrize("name", ["one stage", "six stages"])
def test_blocks_of_rows_have_the_bits_of_the_whole_on_any_number_of_threads(small_blocks, name):
    dtype = "float32" if name == "one stage" else "float64"
    expected, _ = trained_in_blocks(name, dtype, "exact", None, "numpy")
    for threads in (1, 2, 4):
        got, net = trained_in_blocks(name, dtype, "exact", threads)
        assert got == expected
        assert {program.layout.rows for program in programs(net)} == {32}
        assert {stage for program in programs(net) for stage in [len(program.split.stages)]} == {2 if name == "one stage" else 6}


@pytest.fixture
def small_parts(monkeypatch):
    """Threads that divide the elements of small operations on whole values; by default, those that take some microseconds."""
    pytest.importorskip("numba", reason="its threads are what is tested")
    from bpnet_numba import layout, rounds

    monkeypatch.setattr(layout, "LARGE", 64)
    monkeypatch.setattr(rounds, "DIVIDED_ELEMENTS", 4)
    for module in (layout, rounds):
        monkeypatch.setattr(module, "DIVIDED_FLOPS", 600)


def trained_on_whole_values(backend, threads):
    """Sums over rows of products, of weights, and those of batch norm; it compiles in a few seconds."""
    options = {"n_in": 3, "loss": "squared_error", "optimizer": optimizers.adam(0.1), "seed": 3}
    net = Network([layers.affine(8), layers.batch_norm(), layers.affine(3)], backend=backend, arithmetic="exact", **options)
    given = {"epochs": 3, "batch_size": 333, "compile": backend == "numba", "threads": threads}
    history = net.fit(TALL, TALL, sample_weight=TALL_WEIGHTS, **given)
    return [history.loss.tobytes(), *(np.asarray(leaf).tobytes() for leaf in leaves(net.training[:3]))], net


def test_threads_divide_operations_on_whole_values_with_the_same_bits(small_parts):
    expected, _ = trained_on_whole_values("numpy", None)
    got, net = trained_on_whole_values("numba", 3)
    assert got == expected
    for program in programs(net):
        assert {tasks for name, tasks in program.functions if name.startswith("round")} == {1, 3}
        moved = [op for stage in program.split.stages[1:] for op in stage.whole] + list(program.split.last)
        assert sum(op.name == "matmul" for op in moved) == 2  # of both weights, over rows


MIXING = layers.identity()._replace(forward=lambda xp, params, state, x: (x + x[::-1, :] / 2, x, state))


def trained_on_mixed_rows(arithmetic, threads, backend="numba"):
    options = {"n_in": 3, "loss": "squared_error", "backend": backend, "arithmetic": arithmetic, "seed": 1}
    net = Network([layers.affine(8), MIXING, layers.affine(2)], **options)
    net.fit(TALL, TALL[:, :2], epochs=2, batch_size=200, compile=backend == "numba", threads=threads)
    return [np.asarray(leaf).tobytes() for leaf in leaves(net.params)], net


def test_threads_divide_a_step_that_mixes_rows(small_parts):
    expected, _ = trained_on_mixed_rows("exact", None, "numpy")
    got, net = trained_on_mixed_rows("exact", 3)
    assert got == expected
    assert [program.layout.blocks for program in programs(net)] == [1, 1]
    assert max(tasks for program in programs(net) for _, tasks in program.functions) == 3


def test_two_networks_train_at_once_on_threads_of_their_own(small_parts):
    expected, _ = trained_on_mixed_rows("exact", None, "numpy")
    results = []
    threads = [threading.Thread(target=lambda: results.append(trained_on_mixed_rows("exact", 3)[0])) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 3


def test_all_threads_have_ended_when_an_error_is_raised():
    run_in_threads = pytest.importorskip("bpnet_numba.threads", reason="its threads are what is tested").run_in_threads
    done = []

    def late(value):
        time.sleep(0.1)
        done.append(value)

    with pytest.raises(ZeroDivisionError):
        run_in_threads([partial(late, 0), lambda: 1 // 0, partial(late, 2)])
    assert sorted(done) == [0, 2]


def test_all_threads_have_ended_when_ctrl_c_takes_effect():
    run_in_threads = pytest.importorskip("bpnet_numba.threads", reason="its threads are what is tested").run_in_threads
    done = []

    def late():
        time.sleep(0.2)
        done.append(1)

    with pytest.raises(KeyboardInterrupt):
        run_in_threads([lambda: signal.raise_signal(signal.SIGINT), late])
    assert done == [1]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_threads_have_the_floating_point_mode_of_the_one_that_starts_them():
    torch = pytest.importorskip("torch", reason="it sets the processor's mode")
    run_in_threads = pytest.importorskip("bpnet_numba.threads", reason="its threads are what is tested").run_in_threads
    flushed = []

    def look():
        flushed.append(sys.float_info.min / 2 == 0.0)

    run_in_threads([look, look, look])
    if torch.set_flush_denormal(True):
        try:
            run_in_threads([look, look, look])
        finally:
            torch.set_flush_denormal(False)
        run_in_threads([look, look, look])
        assert flushed == [False] * 3 + [True] * 3 + [False] * 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning", "ignore:.*fork:RuntimeWarning")
def test_a_forked_process_starts_threads_of_its_own():
    run_in_threads = pytest.importorskip("bpnet_numba.threads", reason="its threads are what is tested").run_in_threads
    run_in_threads([int, int, int])
    child = os.fork()
    if child == 0:
        done = []
        run_in_threads([partial(done.append, i) for i in range(3)])
        os._exit(0 if sorted(done) == [0, 1, 2] else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_calls_run_here_where_no_thread_can_be_started(monkeypatch):
    threads = pytest.importorskip("bpnet_numba.threads", reason="its threads are what is tested")

    def none(*_):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threads, "start_new_thread", none)
    monkeypatch.setattr(threads, "_waiting", {False: [], True: []})
    done = []
    threads.run_in_threads([partial(done.append, i) for i in range(3)])
    assert done == [0, 1, 2]


def test_a_step_with_a_call_of_numpy_names_it(small_blocks):
    def ranks(xp, x):
        return x + xp.astype(xp.argsort(x, axis=1), x.dtype)

    layer = layers.identity()._replace(forward=lambda xp, params, state, x: (ranks(xp, x), x, state))
    net = Network([layers.affine(4), layer], n_in=3, loss="squared_error", backend="numba", dtype="float64")
    words = r"threads=2: the step cannot be split over rows: xp.argsort \(32, 4\).* is a call of NumPy.*; it runs on one thread"
    with pytest.warns(RuntimeWarning, match=words):
        net.fit(TALL, np.ones((333, 4)), epochs=1, threads=2)


def test_a_step_that_joins_flattened_arrays_runs_on_one_thread():
    def doubled(xp, x):
        return xp.reshape(xp.concat([x, x], axis=None), (2, *x.shape))[0, :, :]

    layer = layers.identity()._replace(forward=lambda xp, params, state, x: (doubled(xp, x), x, state))

    def trained(backend, threads):
        net = Network([layers.affine(2), layer], n_in=3, loss="squared_error", backend=backend, dtype="float64", seed=1)
        return net.fit(TALL, TALL[:, :2], epochs=2, threads=threads).loss

    pytest.importorskip("numba", reason="its threads are what is tested")
    with pytest.warns(RuntimeWarning, match=r"cannot be split over rows: xp\.concat .* it runs on one thread"):
        assert np.allclose(trained("numba", 2), trained("numpy", None), rtol=1e-12, atol=0.0)


def test_a_step_that_cannot_be_divided_says_why():
    pytest.importorskip("numba", reason="its threads are what is tested")
    first, _ = trained_on_mixed_rows("native", 1)
    words = r"threads=2: the step cannot be split over rows: xp\.getitem .* selects or reorders rows.*; it runs on one thread"
    with pytest.warns(RuntimeWarning, match=words) as told:
        assert trained_on_mixed_rows("native", 2)[0] == first
    assert told[0].filename == __file__


def test_native_steps_in_blocks_have_the_same_bits_on_any_number_of_threads(small_blocks):
    first, net = trained_in_blocks("native", "float32", "native", 1)
    assert [program.layout.rows for program in programs(net)] == [32]
    for threads in (2, 4):
        assert trained_in_blocks("native", "float32", "native", threads)[0] == first


def test_threads_are_an_argument_a_variable_or_one(monkeypatch):
    assert count_threads() == 1
    monkeypatch.setenv("BPNET_THREADS", "3")
    assert count_threads() == 3
    with use_threads(2):
        assert count_threads() == 2
        with use_threads(None):
            assert count_threads() == 2
    monkeypatch.setenv("BPNET_THREADS", "many")
    with pytest.raises(ValueError, match="BPNET_THREADS='many': expected a number of threads, an integer from 1 to 1024"):
        count_threads()
    monkeypatch.delenv("BPNET_THREADS")
    with use_threads(np.int64(2)):
        assert count_threads() == 2
    assert count_threads() == 1
    for wrong in (0, -1, 2.0, True, "2", 1025, np.True_):
        with pytest.raises(ValueError, match="threads=.*: expected a number of threads, an integer from 1 to 1024"):
            bpnet.MLP((2, 1)).fit([[1, 2]], [[1]], epochs=1, threads=wrong)


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_operation_of_a_compiled_step_is_that_of_the_plain_one(backend, dtype):
    """NaN and infinities, integers and booleans, slices and reshapes; round and others that plain exact arithmetic passes on."""
    if backend.name in {"array_api_strict", "torch"}:
        pytest.skip("its library lacks some of these operations: negative steps of slices, where of two numbers")
    x = np.asarray([[0.5, -1.5, np.nan, 2.5], [np.inf, -np.inf, 0.0, -0.25], [3.0, 1.0, 1.5, -2.5]], dtype)
    p, rate = np.arange(12, dtype=dtype).reshape(3, 4) / 4, np.asarray(0.5, dtype)
    plain, step = Operations(bpnet.exact(np)), Operations(exact_namespace(backend))
    with np.errstate(all="ignore"), backend.scope(), warnings.catch_warnings():
        warnings.simplefilter("error")
        example = map_tree(np.ascontiguousarray, plain((p,), (), (), x, (), rate)[2])
        expected = plain((p,), example, (), x, (), rate)
        compiled = backend.compile(step)
        got = compiled(*map_tree(backend.from_host, ((p,), example, (), x, (), rate)))
        got = [backend.to_host(leaf) for leaf in leaves(got)]
    assert (compiled.compiled_steps, compiled.plain_steps) == (1, 0)
    for number, (ours, numpys) in enumerate(zip(got, map(np.asarray, leaves(expected)), strict=True)):
        nan = np.isnan(numpys) if numpys.dtype.kind == "f" else np.zeros(numpys.shape, bool)
        assert np.array_equal(np.where(nan, 0, ours), np.where(nan, 0, numpys)), number
        assert np.array_equal(np.signbit(ours[~nan]), np.signbit(numpys[~nan])) if numpys.dtype.kind == "f" else True, number


@pytest.mark.parametrize(
    ("forward", "words"),
    [
        (lambda xp, x: x**3, r"\*\*.*write xp.pow\(a, b\)"),
        (lambda xp, x: 2.0**x, r"\*\*.*write xp.pow\(a, b\)"),
        (lambda xp, x: (x @ xp.matrix_transpose(x)) @ x, r"@.*write xp.matmul\(a, b\)"),
    ],
)
def test_an_operator_with_the_librarys_bits_is_refused(backend, forward, words):
    layer = layers.identity()._replace(forward=lambda xp, params, state, x: (forward(xp, x), x, state))
    net = Network([layers.affine(2), layer], n_in=3, loss="squared_error", backend=backend, arithmetic="exact")
    with pytest.raises(ValueError, match=words):
        net.fit(X, X[:, :2], epochs=1, compile=True)


def test_a_square_is_one_multiplication_with_or_without_an_operator(backend):
    def trained(forward):
        layer = layers.identity()._replace(forward=lambda xp, params, state, x: (forward(xp, x), x, state))
        net = Network([layers.affine(2), layer], n_in=3, loss="squared_error", backend=backend, arithmetic="exact", seed=1)
        return net.fit(X, X[:, :2], epochs=2, compile=True).loss.tobytes()

    assert trained(lambda xp, x: x**2) == trained(lambda xp, x: x * x)


def test_an_operation_without_exact_form_raises_with_its_name(backend):
    def sine(xp, x):
        return xp.sin(x)

    layer = layers.identity()._replace(forward=lambda xp, params, state, x: (sine(xp, x), x, state))
    net = Network([layers.affine(2), layer], n_in=3, loss="squared_error", backend=backend, arithmetic="exact")
    with pytest.warns(RuntimeWarning, match="exact arithmetic has no sin"), pytest.raises(AttributeError, match="has no sin"):
        net.fit(X, X[:, :2], epochs=1, compile=True)


def test_the_largest_of_equal_zeros_is_the_leftmost_in_a_compiled_step(backend):
    class Extremes:
        def __init__(self, xp):
            self.xp = xp

        @staticmethod
        def over(xp, params, state, opt_state, x, target, rate):
            made = xp.max(x, axis=0), xp.min(x, axis=0), xp.maximum(x[0, :], x[1, :]), xp.minimum(x[0, :], x[1, :])
            return xp.sum(x), made, state, opt_state

        def __call__(self, *values):
            return self.over(self.xp, *values)

    x = np.asarray([[0.0, -0.0, -1.0, 0.0], [-0.0, 0.0, -0.0, np.nan], [-0.0, 0.0, 0.0, 1.0]])
    step, plain = Extremes(exact_namespace(backend)), Extremes(bpnet.exact(np))
    params = (x[0],) * 4
    with backend.scope(), np.errstate(all="ignore"):
        expected = plain(params, (), (), x, (), np.zeros(()))[1]
        got = backend.compile(step)(*map_tree(backend.from_host, (params, (), (), x, (), np.zeros(()))))[1]
        got = [backend.to_host(array) for array in got]
    for ours, numpys in zip(got, expected, strict=True):
        assert np.array_equal(np.isnan(ours), np.isnan(numpys))
        assert np.array_equal(np.signbit(ours), np.signbit(numpys))


def provenance_of_a_step(backend, dtype, arithmetic="exact"):
    net = Network([layers.affine(2)], n_in=3, loss="squared_error", backend=backend, arithmetic=arithmetic, dtype=dtype)
    return net.fit(X, X[:, :2], epochs=1, compile=False).provenance


@pytest.mark.parametrize("dtype", DTYPES)
def test_provenance_says_whether_subnormal_numbers_are_kept(bpnet_backend, dtype):
    flushes = bpnet_backend.name == "jax" or (bpnet_backend.name == "cupy" and dtype == "float32")
    assert provenance_of_a_step(bpnet_backend, dtype)["subnormals"] == ("flushed" if flushes else "kept")
    assert "subnormals" not in provenance_of_a_step(bpnet_backend, dtype, "native")


def test_a_process_that_flushes_subnormal_numbers_is_warned():
    torch = pytest.importorskip("torch", reason="it sets the processor's mode")
    if not torch.set_flush_denormal(True):
        pytest.skip("this processor cannot flush subnormal numbers")
    try:
        with pytest.warns(RuntimeWarning, match="this process replaces subnormal numbers by zero") as told:
            assert provenance_of_a_step("numpy", "float64")["subnormals"] == "flushed"
        assert told[0].filename == __file__
        assert "subnormals" not in provenance_of_a_step("numpy", "float64", "native")
    finally:
        torch.set_flush_denormal(False)
    assert provenance_of_a_step("numpy", "float64")["subnormals"] == "kept"


def test_weights_and_labels_are_those_of_the_plain_step(backend):
    def trained(spec):
        net = bpnet.MLP((3, 8, 3), output="softmax", loss="softmax_cross_entropy", backend=spec, arithmetic="exact")
        net.fit(X, LABELS, epochs=2, batch_size=16, sample_weight=WEIGHTS, compile=spec != "numpy")
        return [net.backend.to_host(leaf).tobytes() for leaf in leaves(net.params)]

    assert trained(backend) == trained("numpy")
