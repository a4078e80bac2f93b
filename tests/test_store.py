"""Programs that networks share: a second network of a shape compiles nothing, and what differs in anything has its own."""

import itertools
import threading
import time
from functools import partial

import numpy as np
import pytest
from executor_cases import LABELS, WEIGHTS, X, Y

import bpnet
from bpnet import layers, optimizers
from bpnet.arrays import leaves
from bpnet.compiler.operations import NOT_REPEATABLE
from bpnet.compiler.store import STORE, ProgramStore
from bpnet.compiler.trace import trace

pytestmark = pytest.mark.filterwarnings("ignore:a float64 network is bound to JAX")
COMPILED_BY_JAX = []
"""Names of events: JAX has no way to remove a listener."""


@pytest.fixture
def compilations():
    """A function that counts the programs that XLA has compiled, or read from its cache, and those that a store has built."""
    jax = pytest.importorskip("jax", reason="its compilations are counted")
    if not COMPILED_BY_JAX:
        COMPILED_BY_JAX.append("listening")
        jax.monitoring.register_event_duration_secs_listener(
            lambda event, _, **options: COMPILED_BY_JAX.append(event) if "backend_compile" in event else None
        )
    return lambda: (len(COMPILED_BY_JAX), STORE.built)


@pytest.fixture
def empty_store():
    bpnet.clear_caches()
    assert not STORE.programs
    return STORE


def classifier(seed, **options):
    parts = [layers.affine(8), layers.tanh(), layers.dropout(0.1), layers.affine(3)]
    options = {"loss": "softmax_cross_entropy", "optimizer": "adam", "backend": "jax"} | options
    return bpnet.Network(parts, n_in=3, seed=seed, **options)


def use(net):
    """Train with short batches, orders and validation; step, and look at the results."""
    net.fit(X, LABELS, epochs=2, batch_size=16, validation=(X, LABELS))
    net.fit(X[:16], LABELS[:16], epochs=1)
    net.step(X[:8], LABELS[:8])
    net.loss(X, LABELS)
    net.predict(X)
    return net


def test_a_second_network_of_a_shape_compiles_nothing_on_jax(compilations, empty_store):
    use(classifier(0))
    assert empty_store.programs
    before = compilations()
    net = use(classifier(1, optimizer=optimizers.adam(0.5)))
    assert compilations() == before
    assert net._steps.compiled.plain_steps == 0
    use(classifier(1, optimizer=optimizers.adam(0.5, betas=(0.5, 0.9))))
    assert compilations() > before


def test_a_second_exact_network_and_a_second_group_compile_nothing_on_jax(compilations):
    def exact(seed):
        net = bpnet.MLP((3, 2, 1), seed=seed, backend="jax", arithmetic="exact", optimizer="sgd")
        return net.fit(X[:8], Y[:8], epochs=2).provenance["step"]

    def group(seeds):
        net = bpnet.MLP((3, 2, 1), seed=seeds, backend="jax", optimizer="sgd")
        net.fit(X, Y, epochs=2, batch_size=16)
        net.step(X[:8], Y[:8])
        return net.fit(X[:8], Y[:8], epochs=1).provenance["step"]

    for train, first, second in ((exact, 0, 1), (group, [1, 2], [3, 4])):
        train(first)
        before = compilations()
        assert train(second) == "compiled"
        assert compilations() == before


@pytest.mark.parametrize("name", ["jax", "numba"])
def test_a_network_on_another_thread_finds_the_program_too(name, empty_store):
    pytest.importorskip(name)
    made = {}

    def train(key, seed):
        net = classifier(seed, backend=name)
        losses = net.fit(X, LABELS, epochs=20, batch_size=8).loss
        made[key] = [losses.tobytes(), *(net.backend.to_host(leaf).tobytes() for leaf in leaves(net.params))]

    train("first", 0)
    built = empty_store.built
    threads = [threading.Thread(target=train, args=(key, key)) for key in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert empty_store.built == built
    assert made[0] == made["first"] != made[1]


def program(optimizer=None, *, y=Y, weights=None, n=24, size=8, **options):
    """The program of a network, which is compiled when it first runs."""
    net = bpnet.MLP((3, 8, 1), optimizer=optimizer or optimizers.sgd(0.1), **{"backend": "jax", "hidden": "tanh"} | options)
    with net.backend.scope():
        samples = net._inputs.batch(X[:n], y[:n], weights, check_values=True)
        return net._steps.compiled.build(net._steps.plain, net.training[:3], samples, size)


ALIKE = {
    "seed": lambda **options: program(seed=7, **options),
    "learning rate": lambda **options: program(optimizers.sgd(0.2), **options),
    "values": lambda **options: program(y=2.0 * Y, **options),
}
OTHERS = {
    "momentum": lambda **options: program(optimizers.sgd(0.1, momentum=0.5), **options),
    "another momentum": lambda **options: program(optimizers.sgd(0.1, momentum=0.6), **options),
    "a limit": lambda **options: program(optimizers.clip_value(optimizers.sgd(0.1), 0.5), **options),
    "another limit": lambda **options: program(optimizers.clip_value(optimizers.sgd(0.1), np.nextafter(0.5, 1.0)), **options),
    "a layer": lambda **options: program(hidden="sigmoid", **options),
    "a loss": lambda **options: program(loss="absolute_error", **options),
    "weights": lambda **options: program(weights=WEIGHTS, **options),
    "a batch size": lambda **options: program(size=12, **options),
    "a short batch": lambda **options: program(n=23, **options),
    "a number of rows": lambda **options: program(n=16, **options),
    "a dtype": lambda **options: program(dtype="float32", **options),
}


@pytest.mark.parametrize("arithmetic", ["native", "exact"])
def test_a_program_is_that_of_the_plan_and_the_batches(arithmetic):
    pytest.importorskip("jax", reason="its programs are compared")
    first = program(arithmetic=arithmetic)
    assert [name for name, make in ALIKE.items() if make(arithmetic=arithmetic) is not first] == []
    others = [make(arithmetic=arithmetic) for make in OTHERS.values()]
    assert len(set(map(id, [first, *others]))) == 1 + len(OTHERS)


def test_a_program_is_that_of_a_device():
    jax = pytest.importorskip("jax", reason="its programs are compared")
    from bpnet_jax.executor import build_function

    with bpnet.get_backend("jax").scope():
        made = [build_function(jax, device, lambda x: x + 1.0, X) for device in ("cpu:0", "cpu:1", "cpu:0")]
    assert made[0] is made[2] is not made[1]


def test_numba_compiles_once_for_networks_of_one_plan(empty_store):
    pytest.importorskip("numba", reason="its functions are counted")
    built = []
    for options in ({}, {"seed": 5}, {"optimizer": optimizers.sgd(0.1, momentum=0.5)}):
        before = empty_store.built
        program(backend="numba", **options)
        built.append(empty_store.built - before)
    assert built == [1, 0, 1]


def times(read):
    """A layer ``y = read() x``."""
    return bpnet.stateless(lambda xp, params, x: (x * read(), ()), lambda xp, params, r, dy: ((), dy * read()))


def scaled(read, seed=0):
    parts = [times(read), layers.affine(1)]
    return bpnet.Network(parts, n_in=3, loss="squared_error", optimizer=optimizers.sgd(0.01), seed=seed, backend="jax")


def test_networks_that_share_a_variable_find_the_program_of_its_value(compilations):
    factor = [1.0]
    one, other = scaled(lambda: factor[0]), scaled(lambda: factor[0])
    plain = scaled(lambda: factor[0])
    for value, again in ((1.0, False), (3.0, False), (1.0, True)):
        factor[0] = value
        nets = [scaled(lambda: factor[0])] if again else [one, other]
        expected = (scaled(lambda: factor[0]) if again else plain).fit(X, Y, epochs=2, compile=False).loss
        before = compilations()
        for net in nets:
            np.testing.assert_allclose(net.fit(X, Y, epochs=2).loss, expected, rtol=1e-12)
            assert net._steps.compiled.plain_steps == 0
        assert (compilations() == before) is again


def test_a_step_that_counts_does_not_get_the_program_of_one_that_does_not():
    """Its first trace is the same; the control is a layer with a variable that stays."""
    pytest.importorskip("jax", reason="its programs are compared")
    one = scaled(lambda: 1.0)
    one.fit(X, Y, epochs=1)
    other = scaled(partial(next, itertools.count(1.0)), seed=1)
    with pytest.warns(RuntimeWarning, match=NOT_REPEATABLE[:40]):
        other.fit(X, Y, epochs=1)


def test_programs_run_after_jax_and_bpnet_have_dropped_theirs(empty_store):
    jax = pytest.importorskip("jax", reason="its cache is cleared")
    one, other, third = (bpnet.MLP((3, 8, 1), backend="jax") for _ in range(3))
    expected = one.fit(X, Y, epochs=2).loss.tolist()
    jax.clear_caches()
    assert empty_store.programs
    assert other.fit(X, Y, epochs=2).loss.tolist() == expected
    bpnet.clear_caches()
    assert not empty_store.programs
    assert third.fit(X, Y, epochs=2).loss.tolist() == expected
    assert one.fit(X, Y, epochs=1).loss.shape == (1,)


def test_a_store_keeps_what_was_used_last_up_to_a_number():
    store = ProgramStore(max_programs=2)
    made = [store.find(key, object) for key in "abacab"]
    assert store.built == 4
    assert made[0] is made[2] is made[4]
    assert made[1] is not made[5]
    assert list(store.programs) == ["a", "b"]


def test_a_store_keeps_programs_up_to_their_bytes_and_none_that_is_larger_than_all():
    store = ProgramStore(max_bytes=10)
    for key, nbytes in (("a", 4), ("b", 4), ("c", 3), ("d", 11)):
        store.find(key, object, nbytes)
    assert list(store.programs) == ["b", "c"]
    store.find("e", object, 10)
    assert list(store.programs) == ["e"]


def test_a_store_builds_a_program_once_for_several_threads():
    store, made, start = ProgramStore(), [], threading.Barrier(4)

    def build():
        time.sleep(0.01)
        return object()

    def find():
        start.wait()
        made.append(store.find("a", build))

    threads = [threading.Thread(target=find) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(made), len(set(map(id, made))), store.built) == (4, 1, 1)


def test_a_program_that_cannot_be_built_is_tried_again():
    store = ProgramStore()
    with pytest.raises(ZeroDivisionError):
        store.find("a", lambda: 1 // 0)
    assert store.find("a", lambda: 1) == 1


def doubled(xp, x):
    return x * 2.0


PLANS = {
    "the plan": (doubled, np.ones(3)),
    "another number": (lambda xp, x: x * 3.0, np.ones(3)),
    "an integer": (lambda xp, x: x * 2, np.ones(3)),
    "a constant": (lambda xp, x: x * xp.asarray(np.full(3, 2.0)), np.ones(3)),
    "another constant": (lambda xp, x: x * xp.asarray(np.asarray([2.0, 2.0, 2.5])), np.ones(3)),
    "another operation": (lambda xp, x: x + 2.0, np.ones(3)),
    "another shape": (doubled, np.ones(4)),
    "another dtype": (doubled, np.ones(3, np.float32)),
    "a tree": (lambda xp, x: (x * 2.0,), np.ones(3)),
    "two outputs": (lambda xp, x: (x * 2.0, x), np.ones(3)),
    "an input": (lambda xp, x: x, np.ones(3)),
    "an input of another dtype": (lambda xp, x: x, np.ones(3, np.float32)),
    "a nested input": (lambda xp, x: x[0], (np.ones(3),)),
}


def test_the_key_of_a_plan_is_its_content():
    keys = {name: trace(function, x).key for name, (function, x) in PLANS.items()}
    assert len(set(keys.values())) == len(PLANS)
    assert trace(lambda xp, x: 2.0 * x * 1.0, np.zeros(3)).key != keys["the plan"]  # the operands are the other way round
    assert trace(lambda xp, y: y * 2.0 * 1.0, np.zeros(3)).key == keys["the plan"]
