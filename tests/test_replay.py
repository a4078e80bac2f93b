"""Steps replayed on fixed buffers, by NumPy and PyTorch: the bits of the plain ones, nothing shared, and nothing allocated."""

import gc
import threading
import tracemalloc

import numpy as np
import pytest

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.arrays import leaves, map_tree
from bpnet.backprop import stateless

RNG = np.random.default_rng(0)
LIBRARY = "numpy"
"""The backend of a test: the fixture ``library`` sets it."""


@pytest.fixture(params=["numpy", "torch"])
def library(request, monkeypatch):
    """Run a test on each library whose plans are replayed."""
    if request.param != "numpy":
        pytest.importorskip(request.param, reason="its compiled steps are what is tested")
    monkeypatch.setitem(globals(), "LIBRARY", request.param)


X, Y, LABELS, WEIGHT = RNG.standard_normal((23, 3)), RNG.random((23, 2)), RNG.integers(0, 2, 23), RNG.random(23)


def network(*parts, n_in=3, loss="squared_error", optimizer="adam", dtype="float64"):
    parts = parts or (layers.dense(6, "tanh"), layers.affine(2))
    return bpnet.Network(list(parts), n_in=n_in, loss=loss, optimizer=optimizer, dtype=dtype, seed=3, backend=LIBRARY)


def same(a, b):
    pairs = [(np.asarray(p), np.asarray(q)) for p, q in zip(leaves(a), leaves(b), strict=True)]
    return all(p.dtype == q.dtype and p.shape == q.shape and p.tobytes() == q.tobytes() for p, q in pairs)


def programs(net):
    return list(net._steps.compiled.programs.values())


def trained_alike(make, x=X, y=Y, batch_size=8, epochs=3, **options):
    """Whether compiled and plain training have the same bits, and it was compiled indeed."""
    a, b = make(), make()
    losses_ = [net.fit(x, y, epochs=epochs, batch_size=batch_size, compile=net is a, **options).loss for net in (a, b)]
    compiled = programs(a)
    assert compiled
    assert None not in compiled
    return same(a.training[:3], b.training[:3]) and losses_[0].tobytes() == losses_[1].tobytes()


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", layers.ACTIVATIONS)
def test_every_activation_trains_with_the_same_bits(name, dtype):
    assert trained_alike(lambda: network(layers.dense(6, name), layers.affine(2), dtype=dtype))


def own_optimizer():
    """Treats each param after its rank, and all of them by the sum of one."""

    def update(xp, params, grads, memory, learning_rate):
        total = xp.sum(next(leaves(grads)) * 0.5)
        memory = map_tree(lambda m, g: 0.5 * m + (g if g.ndim > 1 else 2.0 * g), memory, grads)
        return map_tree(lambda p, m: p - learning_rate * (xp.maximum(m, -m) + total), params, memory), memory

    return optimizers.Optimizer(lambda xp, params: map_tree(xp.zeros_like, params), update, 0.01)


OPTIMIZERS = {name: make() for name, make in optimizers.OPTIMIZERS.items()} | {
    "momentum": optimizers.sgd(momentum=0.9),
    "nesterov": optimizers.sgd(momentum=0.9, nesterov=True),
    "dampening": optimizers.sgd(momentum=0.9, dampening=0.1),
    "decay": optimizers.adam(weight_decay=0.1),
    "decay of weights": optimizers.sgd(momentum=0.9, weight_decay=0.1, decay_biases=False),
    "decoupled decay of weights": optimizers.adamw(weight_decay=0.1, decay_biases=False),
    "amsgrad": optimizers.adam(amsgrad=True),
    "centered": optimizers.rmsprop(momentum=0.9, centered=True),
    "norm": optimizers.clip_norm(optimizers.adam(), 0.1),
    "per layer": optimizers.per_layer(optimizers.radam(betas=(0.5, 0.9)), (0.5, 1.0)),
    "value": optimizers.clip_value(optimizers.adam(), 0.01),
    "rprop-": optimizers.rprop(backtracking="none"),
    "rprop+": optimizers.rprop(backtracking="weight"),
    "schedule": optimizers.sgd(bpnet.schedules.exponential(0.1, decay=0.9)),
    "own": own_optimizer(),
}


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_trains_with_the_same_bits(name, dtype):
    assert trained_alike(lambda: network(layers.dense(6, "relu"), layers.affine(2), optimizer=OPTIMIZERS[name], dtype=dtype))


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("weight", [None, WEIGHT], ids=["alike", "weighted"])
@pytest.mark.parametrize("name", losses.LOSSES)
def test_every_loss_trains_with_the_same_bits(name, weight):
    last = layers.affine({"gaussian_nll": 4, "quantile": 6}.get(name, 2))
    last = layers.dense(2, "sigmoid") if name == "cross_entropy_on_probabilities" else last
    assert trained_alike(lambda: network(layers.dense(6, "tanh"), last, loss=name), sample_weight=weight)


def own_layer():
    """Branches by value, and turns its input on its side and back."""

    def forward(xp, _params, x):
        turned = xp.matrix_transpose(x) * 2.0
        return xp.where(x > 0.0, xp.matrix_transpose(turned), -x), x

    return stateless(forward, lambda xp, _params, x, dy: ((), xp.where(x > 0.0, 2.0 * dy, -dy)))


def deep():
    return [layers.dense(210, "relu"), layers.batch_norm(), layers.dropout(0.2), layers.dense(130, "gelu"), layers.layer_norm()]


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("batch_size", [250, None], ids=["short last batch", "full batch"])
def test_arrays_of_many_blocks_have_the_same_bits(batch_size, dtype):
    x, y = RNG.standard_normal((600, 100)), RNG.integers(0, 10, 600)
    make = lambda: network(*deep(), layers.affine(10), n_in=100, loss="softmax_cross_entropy", dtype=dtype)  # noqa: E731
    assert trained_alike(make, x.astype(dtype), y, batch_size=batch_size)


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("options", [{"shuffle": False}, {"batch_size": None}, {"order": np.arange(23)[::-1]}], ids=str)
def test_every_way_to_take_batches_has_the_same_bits(options):
    assert trained_alike(lambda: network(loss="softmax_cross_entropy"), y=LABELS, **options)


@pytest.mark.usefixtures("library")
def test_a_step_whose_results_lie_otherwise_runs_plain_with_the_same_bits():
    a, b = (network(layers.affine(6), own_layer(), layers.affine(2)) for _ in range(2))
    for net in (a, b):
        net.fit(X, Y, epochs=3, compile=net is a)
    assert programs(a) == [None]
    assert same(a.training[:3], b.training[:3])


@pytest.mark.usefixtures("library")
def test_data_in_any_order_are_compiled_with_the_same_bits():
    a, b = network(), network()
    for net in (a, b):
        net.fit(np.asfortranarray(X), np.asfortranarray(Y) if Y.ndim == 2 else Y, epochs=3, compile=net is a)
    assert len(programs(a)) == 1
    assert same(a.training[:3], b.training[:3])


def test_arrays_that_do_not_lie_in_order_run_plain_with_the_same_bits():
    net = network()
    x, y = net._inputs.batch(X, Y, check_values=False)
    values = *net.training[:3], np.asfortranarray(x), y, np.asarray(0.1)
    compiled = net._steps.compiled(*values)
    assert programs(net) == [None]
    assert same(compiled, net._steps.plain(*values))


@pytest.mark.usefixtures("library")
def test_a_layer_that_looks_at_numbers_runs_plain_and_says_so():
    def forward(xp, _params, x):
        return (x if float(xp.sum(x)) > 0.0 else -x), ()

    looking = stateless(forward, lambda xp, _params, _residuals, dy: ((), dy))
    net = network(layers.affine(6), looking, layers.affine(2))
    with pytest.warns(RuntimeWarning, match="falling back to the uncompiled step: cannot convert a traced array"):
        net.fit(X, Y, epochs=2)
    assert net.training.epoch == 2


def test_single_steps_have_the_same_bits():
    net = network(layers.affine(6), layers.batch_norm(), layers.dropout(0.3), layers.affine(2))
    plain = net.training[:3]
    for rows in (slice(0, 8), slice(8, 23), slice(3, 11)):
        value = net.step(X[rows], Y[rows])
        expected, *rest = net._steps.plain(*plain, X[rows], Y[rows], np.asarray(0.001))
        plain = tuple(rest)
        assert same((value, net.training[:3]), (expected, plain))


def test_nothing_passed_in_is_changed_and_nothing_returned_changes_later():
    net = network(layers.dense(6, "tanh"), layers.batch_norm(), layers.affine(2))
    given = net.training[:3], (X, Y)
    before = map_tree(np.copy, given)
    step = net._steps.compiled
    first = step.epochs(*given, [None, np.arange(23)[::-1]], 8, [0.1] * 6)
    single = step(*given[0], X, Y, np.asarray(0.1))
    kept = map_tree(np.copy, (first, single))
    step.epochs(first[0], (Y[:, [0, 1, 0]], Y), [None], 8, [0.2] * 3)
    step(*first[0], X, Y, np.asarray(0.3))
    assert same(given, before)
    assert same((first, single), kept)


def test_threads_do_not_disturb_one_another():
    net = network()
    step, training = net._steps.compiled, net.training[:3]
    samples = [(X + i, Y) for i in range(4)]
    expected = [step.epochs(training, pair, [None] * 200, 8, [0.01] * 600) for pair in samples]
    found = [None] * 4

    def work(i):
        found[i] = step.epochs(training, samples[i], [None] * 200, 8, [0.01] * 600)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(same(a, b) for a, b in zip(found, expected, strict=True))


def without_biases():
    parts = layers.dense(210, "relu", bias=False), layers.dense(130, "sigmoid", bias=False), layers.affine(10, bias=False)
    return network(*parts, n_in=100), RNG.random((600, 10))


def with_biases():
    parts = layers.dense(210, "relu"), layers.dense(130, "sigmoid"), layers.affine(10)
    return network(*parts, n_in=100, loss="softmax_cross_entropy"), RNG.integers(0, 10, 600)


ITERATOR = 2 * 8192 * 8 + 10_000  # NumPy's own buffers, for a moment, of two operands that broadcast


@pytest.mark.parametrize(("make", "limit"), [(without_biases, 2_000), (with_biases, ITERATOR)], ids=["alike", "broadcast"])
def test_a_step_allocates_nothing(make, limit):
    net, y = make()
    program = _ready(net, (RNG.standard_normal((600, 100)), y))
    took = []
    gc.collect()
    tracemalloc.start()
    try:
        for _ in range(3):
            tracemalloc.reset_peak()
            start = tracemalloc.get_traced_memory()[0]
            for _ in range(100):
                for call in program.batches[0].calls:
                    call()
            now, peak = tracemalloc.get_traced_memory()
            took.append((now - start, peak - start))
    finally:
        tracemalloc.stop()
    assert max(grown for grown, _ in took[1:]) < 200
    assert max(peak for _, peak in took[1:]) < limit


def _ready(net, samples):
    net._steps.compiled.epochs(net.training[:3], samples, [None], 600, [0.001])
    (program,) = programs(net)
    return program


def test_chunks_allocate_no_more_for_more_steps():
    net = network(layers.dense(210, "relu"), layers.affine(10), n_in=100, loss="softmax_cross_entropy")
    samples = RNG.standard_normal((600, 100)), RNG.integers(0, 10, 600)
    order = np.arange(600)[::-1].copy()
    peaks = []
    for epochs in (2, 2, 20):
        tracemalloc.start()
        net._steps.compiled.epochs(net.training[:3], samples, [order] * epochs, 200, [0.001] * 3 * epochs)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < peaks[1] + 10_000


def calls(depth, optimizer):
    net = network(*[layers.dense(4, "tanh") for _ in range(depth)], layers.affine(2), optimizer=optimizer)
    net.step(X, Y)
    (program,) = programs(net)
    return len(program.batches[0].calls)


@pytest.mark.usefixtures("library")
def test_an_update_is_as_many_calls_for_many_layers_as_for_few():
    few, many = (calls(depth, "adam") - calls(depth, "sgd") for depth in (1, 6))
    assert few == many
    per_layer = (calls(6, "adam") - calls(1, "adam")) / 5
    assert per_layer == 3 + 3 + 1 + 2  # forward; slope times dy; dx; dw and db: nothing of the update


def test_a_first_step_takes_no_more_than_a_moment_to_prepare():
    net = bpnet.MLP((784, 512, 512, 10), hidden="relu", output="softmax", loss="softmax_cross_entropy", dtype="float32")
    net.step(RNG.standard_normal((256, 784)).astype("float32"), RNG.integers(0, 10, 256))
    (program,) = programs(net)
    assert 30 < len(program.batches[0].calls) < 3000


@pytest.mark.usefixtures("library")
def test_ctrl_c_drops_the_chunk_that_it_falls_into(monkeypatch):
    net, twin = network(), network()
    step, count = net._steps.compiled, iter(range(100))
    epochs = step.epochs

    def interrupted(*values):
        done = epochs(*values)
        if next(count) == 3:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(step, "epochs", interrupted)
    with pytest.warns(UserWarning, match="training was interrupted after epoch"):
        history = net.fit(X, Y, epochs=10_000, batch_size=8)
    assert 3 <= history.stopped_at == net.training.epoch < 10_000
    expected = twin.fit(X, Y, epochs=history.stopped_at, batch_size=8)
    assert same(net.training[:3], twin.training[:3])
    assert np.array_equal(history.loss, expected.loss)
