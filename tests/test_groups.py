"""Groups: many networks at once, each with the trajectory of the network trained alone with its seed."""

import numpy as np
import pytest
from executor_cases import NETS

import bpnet
from bpnet import layers, optimizers, schedules
from bpnet.arrays import leaves
from bpnet.callbacks import Checkpoint, EarlyStopping

SEEDS = [11, 3, 70]
X = np.random.default_rng(0).normal(size=(30, 2))
Y = np.sin(X[:, :1]) * X[:, 1:]
LABELS = (X[:, 0] * X[:, 1] > 0).astype(np.int64)


def build(seed, rate=0.05, **options):
    """A network with everything that a group must keep apart: dropout, batch norm, momentum, the norm of the gradient."""
    net = [layers.affine(4), layers.batch_norm(), layers.tanh(), layers.dropout(0.2), layers.affine(1)]
    optimizer = optimizers.clip_norm(optimizers.sgd(rate, momentum=0.5), 0.5)
    return bpnet.Network(net, n_in=2, loss="squared_error", optimizer=optimizer, seed=seed, **options)


def mlp(seed, rate=0.3, **options):
    return bpnet.MLP((2, 5, 1), optimizer=optimizers.sgd(rate, momentum=0.5), seed=seed, **{"backend": "numpy"} | options)


def worst(group, alone):
    """The largest difference between a network of a group and the network alone, in all arrays; NaN counts as infinite."""
    to_host = alone.backend.to_host
    pairs = zip(leaves(tuple(group.training[:3])), leaves(tuple(alone.training[:3])), strict=True)
    differences = [np.max(np.abs(np.asarray(to_host(a) - to_host(b), dtype=float)), initial=0.0) for a, b in pairs]
    return float(np.max(np.nan_to_num(differences, nan=np.inf)))


def classifier(seed, **options):
    options = {"output": "softmax", "loss": "softmax_cross_entropy", "backend": "numpy"} | options
    return bpnet.MLP((2, 3, 2), seed=seed, **options)


def check_trajectories(make, tolerance, options=({}, {}, {}), change=lambda net: net, **fit):
    """Train a group, and each of its networks alone; compare losses, arrays, counts, and how both go on."""
    group = change(make(SEEDS))
    history = group.fit(fit.pop("x", X), fit.pop("y", Y), **fit, **options[0])
    for index, seed in enumerate(SEEDS):
        one, own = make(seed), group[index]
        x, y = (options[1].get(key, default)[index] if key in options[1] else default for key, default in (("x", X), ("y", Y)))
        alone = one.fit(x, y, **fit, **{key: value[index] for key, value in options[2].items()})
        assert np.max(np.abs(history[index].loss - alone.loss)) <= tolerance
        assert worst(own, one) <= tolerance
        assert (own.seed, own.training[3:], own.replicas) == (seed, one.training[3:], None)
        np.testing.assert_allclose(own.fit(x, y, epochs=1).loss, one.fit(x, y, epochs=1).loss, atol=tolerance)


@pytest.mark.parametrize("compile_", [False, None])
@pytest.mark.parametrize("arithmetic", ["exact", "native"])
@pytest.mark.parametrize("name", ["numpy", "array_api_strict"])
def test_each_network_has_the_trajectory_of_the_network_alone(name, arithmetic, compile_):
    """The parity matrix has rows of a smaller network on all backends."""
    if name != "numpy":
        pytest.importorskip(name, reason="it is the backend")
    make = lambda seed: build(seed, backend=name, arithmetic=arithmetic)  # noqa: E731
    check_trajectories(make, 0.0 if arithmetic == "exact" else 1e-11, epochs=3, batch_size=10, compile=compile_)


def test_the_check_sees_networks_that_see_one_another():
    def mixed(net):
        net.params = [[np.roll(np.asarray(leaf), 1, axis=0) for leaf in layer] for layer in net.params]
        return net

    with pytest.raises(AssertionError):
        check_trajectories(mlp, 1e-12, epochs=2, batch_size=10, change=mixed)


def test_data_and_weights_of_each(bpnet_backend):
    make = lambda seed: mlp(seed, backend=bpnet_backend)  # noqa: E731
    x = np.stack([X, X[::-1], 2.0 * X])
    y = np.stack([Y, Y, -Y])
    weight = np.random.default_rng(1).random((3, 30)) + 0.01
    weight[:, :10][0] = weight[:, 10:20][1] = weight[:, 20:][2] = 0.0  # folds
    own = {"sample_weight": weight}
    data = {"x": x, "y": y}
    check_trajectories(make, 1e-12, (own, data, own), x=x, y=y, epochs=2, batch_size=15)


@pytest.mark.parametrize(
    "optimizer", ["sgd", "quickprop", "rprop", "adamw", "rmsprop", "adagrad", "nadam", "radam", "adamax", "adadelta"]
)
def test_every_kind_of_optimizer(optimizer):
    def make(seed):
        return bpnet.MLP((2, 3, 1), optimizer=optimizer, seed=seed, backend="numpy", dtype="float32")

    check_trajectories(make, 0.0, epochs=3, batch_size=30, compile=False)


def test_labels_and_a_fraction_for_validation():
    check_trajectories(classifier, 1e-13, y=np.stack([LABELS] * 3), epochs=2, options=({}, {"y": np.stack([LABELS] * 3)}, {}))
    group, one = classifier(SEEDS), classifier(70)
    history, alone = (net.fit(X, LABELS, epochs=3, validation=0.3, batch_size=8) for net in (group, one))
    np.testing.assert_allclose(history[2].validation_loss, alone.validation_loss, rtol=1e-12)


def test_one_hot_targets_are_no_labels_of_each_network():
    """Of as many networks as there are samples and classes, both are square matrices of integers."""
    assert classifier([1, 2]).fit(X[:2], [[0, 1], [1, 0]], epochs=1).loss.shape == (1, 2)  # no encoder has two classes
    x, y = bpnet.datasets.encoder(4)
    group = bpnet.MLP((4, 3, 4), output="softmax", loss="softmax_cross_entropy", seed=range(4), backend="numpy")
    with pytest.raises(
        ValueError, match=r"y are labels, \(4,\) for all 4 networks, or \(4, 4\) .* got one-hot targets, \(4, 4\): make"
    ):
        group.fit(x, y.astype(int), epochs=1)
    group.step(x, y.astype(int))  # whose values are not checked
    group = bpnet.MLP((4, 3, 4), output="softmax", loss="softmax_cross_entropy", seed=range(4), backend="numpy")
    labels = np.stack([np.roll(np.arange(4), i) for i in range(4)])
    history = group.fit(x, labels, epochs=2)
    alone = bpnet.MLP((4, 3, 4), output="softmax", loss="softmax_cross_entropy", seed=1, backend="numpy")
    np.testing.assert_allclose(history[1].loss, alone.fit(x, labels[1], epochs=2).loss, rtol=1e-12)


@pytest.mark.parametrize("compile_", [False, True])
def test_exact_losses_of_weighted_batches_and_validation_are_those_of_each_alone(bpnet_backend, compile_):
    """Ten epochs: another order of the sum of the weights changed four of one network's losses, and none in three epochs."""
    weight = np.random.default_rng(1).random(24) + 0.01
    x, y = X[:24], Y[:24]

    def train(seed):
        net = bpnet.MLP((2, 3, 1), hidden="tanh", optimizer="sgd", seed=seed, backend=bpnet_backend, arithmetic="exact")
        best = EarlyStopping(20)
        held_out = {"validation": (x, y), "callbacks": [best], "compile": compile_}
        return net.fit(x, y, epochs=10, batch_size=8, sample_weight=weight, **held_out), np.ravel(best.best).tolist()

    history, best = train([11, 3])
    for index, seed in enumerate((11, 3)):
        alone, own = train(seed)
        assert history[index].loss.tolist() == alone.loss.tolist()
        assert history[index].validation_loss.tolist() == alone.validation_loss.tolist()
        assert best[index] == own[0]


def test_a_rate_of_each():
    rates = [0.1, schedules.exponential(0.5, decay=0.9), schedules.reduce_on_plateau(0.5, patience=0)]
    group = mlp(SEEDS, rates)
    history = group.fit(X, Y, epochs=12, batch_size=15)
    for index, seed in enumerate(SEEDS):
        alone = mlp(seed, rates[index])
        assert np.array_equal(history[index].loss, alone.fit(X, Y, epochs=12, batch_size=15).loss)
        assert group[index].learning_rate is rates[index] or group[index].learning_rate == rates[index]
    group.learning_rate = np.asarray([0.1, 0.2, 0.3])
    assert group[[0, 2]].learning_rate == (0.1, 0.3)
    group.learning_rate = 0.2
    assert group[1].learning_rate == 0.2
    with pytest.raises(ValueError, match="learning_rate has 2 rates, expected one, or one for each of the 3 networks"):
        group.learning_rate = [0.1, 0.2]
    with pytest.raises(ValueError, match="one network has one number or schedule; a group has one for each"):
        mlp(1, [0.1, 0.2])


def test_the_history_of_some_networks_is_that_of_a_smaller_group():
    group = mlp(SEEDS, [0.1, 1e150, 0.2])
    with pytest.warns(RuntimeWarning, match="diverged"):
        history = group.fit(X, Y, epochs=6, callbacks=[lambda run: np.asarray([run.epoch == 4, False, run.epoch == 5])])
    part = history[[1, 2]]
    assert isinstance(part, bpnet.GroupHistory)
    assert (part.replicas, part.diverged, part.stopped_at[1], part.provenance["seeds"]) == (2, (0,), 5, "3, 70")
    assert part.loss.shape == (5, 2)
    assert part.loss[:, 1].tolist() == history[2].loss.tolist()
    assert [history[i].provenance["seeds"] for i in ([True, False, True], slice(1), np.asarray([-1]))] == ["11, 70", "11", "70"]
    with pytest.raises(IndexError, match="there is no network 3 in a group of 3"):
        history[3]
    with pytest.raises(TypeError, match="got True"):
        history[True]


def test_an_epoch_takes_arrays_of_the_backend_as_that_of_one_network():
    for seed in (1, SEEDS):
        with pytest.raises(bpnet.BackendMismatchError, match="x is a builtins.list; expected a numpy array"):
            mlp(seed).epoch(X.tolist(), Y, batch_size=10)


def test_an_order_of_each():
    orders = np.stack([np.stack([np.random.default_rng(10 * r + e).permutation(30) for e in range(3)]) for r in range(3)])
    check_trajectories(mlp, 1e-13, ({"order": orders}, {}, {"order": orders}), epochs=3, batch_size=7)
    one = orders[:, :1]  # the same in all epochs
    check_trajectories(mlp, 1e-13, ({"order": one}, {}, {"order": one[:, 0]}), epochs=3, batch_size=7)
    check_trajectories(mlp, 1e-13, ({"order": orders[0]}, {}, {"order": orders[[0, 0, 0]]}), epochs=3, batch_size=7)


def test_each_stops_by_itself_and_gets_its_best_params_back():
    seeds = [*SEEDS, 5]
    stopping = EarlyStopping(3, threshold=0.001)
    group = mlp(seeds)
    with_validation = {"epochs": 25, "validation": 0.3, "batch_size": 10, "compile": False}
    history = group.fit(X, Y, callbacks=[stopping], **with_validation)
    for index, seed in enumerate(seeds):
        own, one = EarlyStopping(3, threshold=0.001), mlp(seed)
        alone = one.fit(X, Y, callbacks=[own], **with_validation)
        assert (history.stopped_at[index], stopping.best_epoch[index]) == (alone.stopped_at, own.best_epoch)
        assert np.all(np.isnan(history.loss[len(alone.loss) :, index]))
        np.testing.assert_allclose(history[index].loss, alone.loss, atol=1e-12)
        assert worst(group[index], one) < 1e-12
    assert len(set(history.stopped_at)) > 1, "the case shows nothing"


@pytest.mark.parametrize("compile_", [False, None])
def test_those_that_diverge_are_frozen_and_named(compile_):
    rates = [0.1, 1e150, 1e30]
    group = mlp(SEEDS, rates)
    with pytest.warns(RuntimeWarning, match=r"training of 2 of 3 networks diverged: 1 \(epoch \d+\), 2 \(epoch \d+\); they keep"):
        history = group.fit(X, Y, epochs=30, batch_size=10, compile=compile_)
    assert history.diverged == (1, 2)
    assert "2 diverged" in repr(history)
    assert all(np.all(np.isfinite(group.backend.to_host(leaf))) for leaf in leaves(group.params))
    for index, (seed, rate) in enumerate(zip(SEEDS, rates, strict=True)):
        one = mlp(seed, rate)
        if rate > 1.0:
            with pytest.raises(bpnet.TrainingDivergedError) as caught:
                one.fit(X, Y, epochs=30, batch_size=10, compile=compile_)
            assert group.training.epoch[index] == caught.value.epoch
        else:
            one.fit(X, Y, epochs=30, batch_size=10, compile=compile_)
            assert worst(group[index], one) < 1e-12
    with pytest.raises(bpnet.TrainingDivergedError, match="training of all 2 networks diverged"):
        mlp([1, 2], 1e150).fit(X, Y, epochs=9, batch_size=10, compile=compile_)


def test_those_that_are_frozen_leave_the_arrays():
    sizes = []

    def layer():
        def forward(xp, params, x):
            return x * 1.0, ()

        return bpnet.stateless(forward, lambda xp, params, residuals, dy: ((), dy * 1.0))

    group = bpnet.Network([layer(), layers.affine(1)], n_in=2, loss="squared_error", seed=range(8), backend="numpy")
    step = group._steps.plain
    original = type(step).__call__

    def spy(self, params, *rest):
        sizes.append(next(leaves(params)).shape[0])
        return original(self, params, *rest)

    def stop(run):
        return np.arange(8) < run.epoch

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(step), "__call__", spy)
        history = group.fit(X, Y, epochs=20, callbacks=[stop], compile=False)
    assert history.stopped_at == tuple(range(1, 9))
    assert sizes == [8, 8, 8, 8, 4, 4, 2, 1]


def test_a_network_of_a_group_is_an_ordinary_one():
    group = mlp(SEEDS)
    assert (group.replicas, group.seed, group.n_params) == (3, (11, 3, 70), 3 * 21)
    assert "3 of 2-1" in repr(group)
    assert [leaf.shape for leaf in leaves(group.params)] == [(3, 2, 5), (3, 5), (3, 5, 1), (3, 1)]
    assert [worst(net, mlp(seed)) for net, seed in zip(group, SEEDS, strict=True)] == [0.0] * 3
    smaller = group[[0, -1]]
    assert (smaller.replicas, smaller.seed, group[1:].seed) == (2, (11, 70), (3, 70))
    assert group[np.asarray([True, False, True])].seed == (11, 70)
    assert isinstance(group[1], bpnet.MLP)
    assert isinstance(smaller, bpnet.MLP)
    outputs = group.predict(X)
    assert outputs.shape == (3, 30, 1)
    np.testing.assert_allclose(outputs[1], group[1].predict(X), rtol=1e-14)
    np.testing.assert_allclose(group.loss(X, Y)[2], group[2].loss(X, Y), rtol=1e-14)
    np.testing.assert_array_equal(group.predict(np.stack([X, X, 2 * X]))[2], group[2].predict(2 * X))


def test_single_steps_and_gradients():
    group, ones = mlp(SEEDS), [mlp(seed) for seed in SEEDS]
    value, grads = group.value_and_grad(X, Y)
    group.update(grads)
    np.testing.assert_allclose(group.step(X, Y, compile=False).shape, (3,))
    values = group.epoch(X, Y, batch_size=20, compile=False)
    for index, one in enumerate(ones):
        alone, own = one.value_and_grad(X, Y)
        one.update(own)
        one.step(X, Y, compile=False)
        np.testing.assert_allclose(value[index], alone, rtol=1e-14)
        np.testing.assert_allclose(values[:, index], one.epoch(X, Y, batch_size=20, compile=False), rtol=1e-12)
        assert worst(group[index], one) < 1e-13


def test_a_file_has_a_group(tmp_path):
    pytest.importorskip("safetensors", reason="files are safetensors")
    rates = [0.1, schedules.exponential(0.5, decay=0.9), 0.2]
    group = mlp(SEEDS, rates)
    group.fit(X, Y, epochs=3, batch_size=10)
    group.save(tmp_path / "group")
    loaded = bpnet.load(tmp_path / "group", backend="numpy")
    assert (loaded.seed, type(loaded)) == (group.seed, bpnet.MLP)
    assert np.array_equal(group.fit(X, Y, epochs=2, batch_size=10).loss, loaded.fit(X, Y, epochs=2, batch_size=10).loss)
    group[1].save(tmp_path / "one")
    assert (bpnet.load(tmp_path / "one").seed, bpnet.load(tmp_path / "one").replicas) == (3, None)
    for net, other in ((mlp(1), "one network"), (mlp([1, 2]), "a group of 2")):
        with pytest.raises(bpnet.CheckpointError, match=f"has a group of 3, this is {other}; bpnet.load makes"):
            net.restore(tmp_path / "group")


def test_the_training_of_a_group_is_resumed(tmp_path):
    pytest.importorskip("safetensors", reason="files are safetensors")

    class KilledError(Exception):
        pass

    def kill(run):
        if run.epoch == 3:
            raise KilledError

    def run(net, *more, resume=None):
        callbacks = [EarlyStopping(2, threshold=0.003), *more]
        return net.fit(X, Y, epochs=14, batch_size=10, callbacks=callbacks, validation=0.3, resume=resume)

    whole, again, path = mlp(SEEDS), mlp(SEEDS), tmp_path / "training"
    history = run(whole)
    with pytest.raises(KilledError):
        run(again, Checkpoint(path), kill)
    again = mlp(SEEDS)
    resumed = run(again, Checkpoint(path), resume=path)
    assert np.array_equal(history.loss, resumed.loss, equal_nan=True)
    assert history.stopped_at == resumed.stopped_at
    assert worst(again, whole) == 0.0


def test_the_same_bits_on_any_number_of_threads():
    pytest.importorskip("numba", reason="its compiled steps run on threads")
    made = []
    for threads in (1, 2):
        net = bpnet.MLP((2, 4, 1), output="sigmoid", optimizer="sgd", seed=range(19), backend="numba")
        history = net.fit(*bpnet.datasets.xor(), epochs=20, threads=threads)
        assert history.provenance["step"] == "compiled"
        made.append([history.loss, *(np.asarray(leaf) for leaf in leaves(net.params))])
    for a, b in zip(*made, strict=True):
        assert a.tobytes() == b.tobytes()
    for index in (0, 7, 18):  # in lanes, and by itself
        alone = bpnet.MLP((2, 4, 1), output="sigmoid", optimizer="sgd", seed=index, backend="numba")
        alone.fit(*bpnet.datasets.xor(), epochs=20)
        assert worst(net[index], alone) < 1e-13


def test_small_networks_of_many_operations_run_in_lanes(monkeypatch):
    pytest.importorskip("numba", reason="its compiled steps have lanes")
    from bpnet_numba.lanes import LaneProgram

    case, made = NETS["stranger"]._replace(replicas=9), []
    build = LaneProgram.build
    monkeypatch.setattr(LaneProgram, "build", lambda *given: made.append(build(*given)) or made[-1])
    group = case.build("numba", "float32")
    history = group.fit(case.x, case.y, epochs=3)
    assert made != []
    assert None not in made
    for index in (0, 8):
        alone = case.each()[index].build("numba", "float32")
        expected = alone.fit(case.x, case.y, epochs=3).loss
        np.testing.assert_allclose(history[index].loss, expected, rtol=2e-6)
        assert worst(group[index], alone) < 2e-6


@pytest.mark.parametrize("name", ["numba", "numpy"])
def test_a_large_network_runs_in_turn(name):
    pytest.importorskip(name, reason="it chooses by the size")
    x, y = np.random.default_rng(0).normal(size=(40, 30)), np.random.default_rng(1).normal(size=(40, 20))
    make = lambda seed: bpnet.MLP((30, 120, 20), seed=seed, backend=name)  # noqa: E731
    group = make(SEEDS)
    history = group.fit(x, y, epochs=3, batch_size=15, threads=2)
    for index, seed in enumerate(SEEDS):
        alone = make(seed)
        assert np.array_equal(history[index].loss, alone.fit(x, y, epochs=3, batch_size=15).loss)
        assert worst(group[index], alone) == 0.0


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: mlp([]), ValueError, "seed is an empty sequence: expected one seed for each network"),
        (lambda: mlp([1, None]), ValueError, "a sequence of seeds must not contain None"),
        (lambda: mlp([1, -1]), ValueError, "seed must be an integer from 0"),
        (lambda: mlp(1)[0], TypeError, "this is one network, not a group"),
        (lambda: mlp(SEEDS)[3], IndexError, "there is no network 3 in a group of 3: they are numbered from 0 to 2"),
        (lambda: mlp(SEEDS)["a"], TypeError, "a group is indexed by an integer, a slice, a list of integers or a mask"),
        (lambda: mlp(SEEDS)[[]], ValueError, "selects none of the 3 networks"),
        (lambda: mlp(SEEDS)[[True, False]], IndexError, "a mask of 2 booleans does not fit a group of 3 networks"),
        (
            lambda: mlp(SEEDS).fit(X[None], Y, epochs=1),
            ValueError,
            r"x has shape \(1, 30, 2\), expected \(batch, 2\) for all 3 networks, or \(3, batch, 2\) with one for each",
        ),
        (lambda: mlp(SEEDS).fit(X, np.ones((2, 30)), epochs=1), ValueError, r"y has shape \(2, 30\), expected \(30, 1\) for all"),
        (lambda: mlp(SEEDS).fit(X, Y[:29, 0], epochs=1), ValueError, r"y has shape \(29, 1\), expected \(30, 1\)"),
        (lambda: mlp(SEEDS).fit(X, [[1.0], [1.0, 2.0]], epochs=1), ValueError, "y "),
        (
            lambda: mlp(SEEDS).fit(np.stack([X, X, X * np.nan]), Y, epochs=1),
            ValueError,
            "x of network 2 contains NaN or infinity",
        ),
        (
            lambda: classifier(SEEDS).fit(X, np.eye(2, dtype=int)[LABELS], epochs=1),
            ValueError,
            "got one-hot targets, .*make them float",
        ),
        (lambda: classifier(SEEDS).fit(X, LABELS[:29], epochs=1), ValueError, r"y has shape \(29,\), expected \(30,\) for all 3"),
        (lambda: mlp(SEEDS).predict(np.empty((3, 0, 2))), ValueError, r"x is empty: its shape is \(3, 0, 2\)"),
        (lambda: mlp(SEEDS).fit(X, Y, epochs=2, order=np.arange(29)), ValueError, r"or \(3, 2, 30\) with one for each"),
        (lambda: classifier(SEEDS).fit(X, [LABELS, LABELS, LABELS + 1], epochs=1), ValueError, "labels in y of network 2 must"),
        (lambda: mlp(SEEDS).fit(X, Y, epochs=1, sample_weight=np.ones((2, 30))), ValueError, "sample_weight has shape"),
        (lambda: mlp(SEEDS).fit(X, Y, epochs=1, sample_weight=np.eye(3, 30) * 0), ValueError, "every sample of network 0"),
        (lambda: mlp(SEEDS).fit(X, Y, epochs=2, order=np.zeros((2, 2, 30), int)), ValueError, r"or \(3, 2, 30\)"),
        (lambda: setattr(mlp(SEEDS), "learning_rate", [[0.1], [0.2], [0.3]]), ValueError, "learning_rate must be a positive"),
        (lambda: mlp(range(1 << 70)), ValueError, "seed has more than 16777216 numbers, .* train them in parts"),
        (lambda: bpnet.NeuralNetwork(2, 4, 1, seed=[1, 2]), ValueError, "seed"),
    ],
)
def test_errors_say_what_came(make, error, words):
    with pytest.raises(error, match=words):
        make()


@pytest.mark.parametrize("name", ["numpy", "numba", "jax"])
def test_a_step_that_cannot_be_traced_is_refused(name):
    pytest.importorskip(name, reason="it compiles by default")

    def forward(xp, params, x):
        return x * float(xp.sum(x)), ()

    layer = bpnet.stateless(forward, lambda xp, params, residuals, dy: ((), dy))
    group = bpnet.Network([layers.affine(1), layer], n_in=2, loss="squared_error", seed=[1, 2], backend=name, dtype="float32")
    words = (
        "many networks at once need a step that can be traced; a network with one seed does not: cannot convert a traced array"
    )
    for compile_ in (False, True):  # no warning about a step that runs uncompiled comes before
        with pytest.raises(TypeError, match=words):
            group.fit(X, Y, epochs=1, compile=compile_)
        with pytest.raises(TypeError, match=words):
            group.step(X, Y, compile=compile_)
    assert group.training.epoch.tolist() == group.training.updates.tolist() == [0, 0]


def test_a_variable_that_a_layer_reads_may_change():
    factor = [1.0]
    layer = bpnet.stateless(lambda xp, params, x: (x * factor[0], ()), lambda xp, params, residuals, dy: ((), dy * factor[0]))
    group = bpnet.Network([layers.affine(1), layer], n_in=2, loss="squared_error", seed=[1, 2], backend="numpy")
    before = group.predict(X)
    factor[0] = 2.0
    np.testing.assert_allclose(group.predict(X), 2.0 * before)


def test_ctrl_c_keeps_complete_epochs():
    def interrupt(run):
        if run.epoch == 2:
            raise KeyboardInterrupt

    with pytest.warns(UserWarning, match="training was interrupted after epoch 2"):
        history = mlp(SEEDS).fit(X, Y, epochs=5, callbacks=[interrupt])
    assert (history.stopped_at, history.loss.shape) == ((2, 2, 2), (2, 3))


def test_losses_do_not_depend_on_the_lengths_of_chunks(monkeypatch):
    group, other = mlp(SEEDS), mlp(SEEDS)
    history = group.fit(X, Y, epochs=9, batch_size=10)
    monkeypatch.setattr("bpnet.training.group_loop.CHUNK_SECONDS", 0.0)
    assert np.array_equal(history.loss, other.fit(X, Y, epochs=9, batch_size=10).loss)


@pytest.mark.parametrize("arithmetic", ["exact", "native"])
def test_the_parity_matrix_has_a_row_and_a_control(arithmetic):
    from bpnet.parity.cases import ALL_CASES
    from bpnet.parity.controls import FAULTS, run_control
    from bpnet.parity.matrix import run_cell

    row = run_cell("numpy", "float64", arithmetic, "compiled", "replicas")
    assert (row.outcome, row.rule) == ("passed", "bit for bit" if arithmetic == "exact" else "floor")
    wrong = FAULTS["networks that see one another"](ALL_CASES[-1], "float64", arithmetic)
    assert run_control("networks that see one another", ALL_CASES[-1], "float64", arithmetic, *wrong).caught


def test_a_group_moves_to_another_backend_and_shows_its_progress(capsys):
    pytest.importorskip("torch", reason="it is the other backend")
    group = mlp(SEEDS)
    group.fit(X, Y, epochs=2, progress=True)
    moved = group.to("torch")
    assert (moved.seed, moved.training.epoch.tolist()) == ((11, 3, 70), [2, 2, 2])
    ours, theirs = (net.fit(X, Y, epochs=2, compile=False).loss for net in (group, moved))
    np.testing.assert_allclose(ours, theirs, rtol=1e-12)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("seeds", [11, 3]),
        ("seeds", [3, 11, 70]),
        ("seeds", "many"),
        ("epochs", [1, 2, 3]),
        ("updates", [0, 0, -1]),
        ("stopped_at", [None, "x", None]),
        ("diverged", [3]),
        ("unknown", 1),
    ],
)
def test_a_damaged_description_of_a_group_is_refused(tmp_path, key, value):
    numpy = pytest.importorskip("safetensors.numpy", reason="files are safetensors")
    import json

    from safetensors import safe_open

    path = tmp_path / "group"
    mlp(SEEDS).save(path)
    with safe_open(path, "numpy") as file:
        about, arrays = file.metadata(), {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no dictionary
    ((name, text),) = about.items()
    content = json.loads(text)
    content["replicas"][key] = value
    path.write_bytes(numpy.save(arrays, {name: json.dumps(content)}))
    with pytest.raises(bpnet.CheckpointError):
        bpnet.load(path, backend="numpy")


ENDS = [1, 5, 2, 99, 1, 4, 3, 2]
"""Epochs after which the networks of a group stop, so that it is compacted twice."""


@pytest.mark.parametrize("given", ["shuffles", "data", "orders", "weights"])
def test_networks_that_stay_keep_their_own_data_orders_and_rates(given):
    """After some in the middle have left the arrays; exact, so that any other row shows."""
    n, rng, seeds = len(ENDS), np.random.default_rng(1), [11, 3, 70, 5, 9, 2, 8, 6]
    rates = [0.1, schedules.exponential(0.5, decay=0.95), 0.2, schedules.reduce_on_plateau(0.5, patience=0), 0.3, 0.25, 0.1, 0.15]
    x, y = rng.normal(size=(n, 30, 2)), rng.normal(size=(n, 30, 1))
    orders = np.stack([np.stack([rng.permutation(30) for _ in range(6)]) for _ in range(n)])
    weights = rng.random((n, 30))

    def options(which):
        more = {"orders": {"order": orders[which]}, "weights": {"sample_weight": weights[which]}}.get(given, {})
        data = (x[which], y[which]) if given in {"data", "weights"} else (x[0], y[0])
        return data, {"epochs": 6, "batch_size": 10, "compile": False} | more

    group = mlp(seeds, rates, arithmetic="exact")
    data, more = options(slice(None))
    history = group.fit(*data, callbacks=[lambda run: np.array(ENDS) <= run.epoch], **more)
    for i, seed in enumerate(seeds):
        alone = mlp(seed, rates[i], arithmetic="exact")
        data, more = options(i)
        expected = alone.fit(*data, callbacks=[lambda run, i=i: ENDS[i] <= run.epoch], **more)
        assert history[i].loss.tobytes() == expected.loss.tobytes()
        assert worst(group[i], alone) == 0.0
        assert (group[i].training[3:], history[i].stopped_at) == (alone.training[3:], expected.stopped_at)
        own = leaves(tuple(group[i].training[:3]))
        pairs = zip(own, leaves(tuple(group.training[:3])), strict=True)
        assert not any(np.shares_memory(one, many) for one, many in pairs)


@pytest.mark.filterwarnings("ignore:training of 1 of 2 networks diverged:RuntimeWarning")
def test_a_checkpoint_does_not_mind_a_network_that_diverges(tmp_path):
    path = tmp_path / "group.safetensors"
    stop = lambda run: np.array([run.epoch >= 3, False])  # noqa: E731
    for kept in ([], [Checkpoint(path)]):
        group = mlp([1, 2], [0.1, 1e14])
        history = group.fit(X, Y, epochs=40, callbacks=[stop, *kept])
        assert history.diverged == (1,)
        assert np.all(np.any(np.isfinite(history.loss), axis=1)), "an epoch that no network has completed"
    calls = []
    with pytest.raises(bpnet.TrainingDivergedError):
        mlp([1, 2], [1e14, 1e13]).fit(X, Y, epochs=40, callbacks=[lambda run: calls.append(run.epoch), Checkpoint(path)])
    alone = []
    with pytest.raises(bpnet.TrainingDivergedError):
        mlp(2, 1e13).fit(X, Y, epochs=40, callbacks=[lambda run: alone.append(run.epoch)])
    assert calls == alone


def test_a_checkpoint_of_a_group_is_written_when_it_is_due(tmp_path, monkeypatch):
    from bpnet.checkpoint import callback

    written = []
    monkeypatch.setattr(callback, "save_snapshot", lambda path, snapshot: written.append(len(snapshot.history.loss)))
    mlp(SEEDS).fit(X, Y, epochs=20, callbacks=[Checkpoint(tmp_path / "x.safetensors", every=10)])
    assert written == [10, 20]


def test_a_mask_selects_networks(bpnet_backend):
    group = mlp(SEEDS, backend=bpnet_backend)
    with bpnet_backend.scope():
        mask = bpnet_backend.from_host(np.array([False, True, True]))
        assert group[mask].seed == (3, 70)
    assert group[np.array([True, False, False])].seed == (11,)


def test_a_callback_may_answer_with_an_array_of_the_backend(bpnet_backend):
    group = mlp(SEEDS, backend=bpnet_backend)

    def small(run):
        with run.net.backend.scope():
            return run.net.loss(X, Y) < 1e9

    assert group.fit(X, Y, epochs=4, callbacks=[small], compile=False).stopped_at == (1, 1, 1)


@pytest.mark.parametrize(
    "answer", [[True, False], np.ones((3, 1), bool), ["a", "b", "c"], [[True], [True, False]], [0.5, 0.5, 0.5]]
)
def test_other_answers_of_callbacks_are_refused(answer):
    with pytest.raises(ValueError, match="returns True, False, or one boolean for each of its 3 networks; got"):
        mlp(SEEDS).fit(X, Y, epochs=4, callbacks=[lambda run: answer])


def test_counts_of_a_copy_are_its_own():
    group = mlp(SEEDS)
    copied = group.to("numpy")
    copied.training.epoch[:] = 7
    assert group.training.epoch.tolist() == [0, 0, 0]


def test_losses_of_those_that_have_left_are_not_computed():
    """Nor those of their own validation data; what stays has the bits of the network alone."""
    stop = lambda run: np.array([True, True, False, True])  # noqa: E731
    seen = []
    group = mlp([1, 2, 3, 4], arithmetic="exact")
    evaluate = group._steps.inference_loss.plain
    group._steps.inference_loss.plain = lambda params, *rest: (
        seen.append(next(leaves(params)).shape[0]) or evaluate(params, *rest)
    )
    options = {"epochs": 9, "batch_size": 10, "validation": 0.2, "compile": False}
    rule = EarlyStopping(4)
    history = group.fit(X, Y, callbacks=[stop, rule], **options)
    assert seen == [4, *[1] * (len(history.loss) - 1)]
    alone = mlp(3, arithmetic="exact")
    expected = alone.fit(X, Y, callbacks=[EarlyStopping(4)], **options)
    assert history[2].validation_loss.tobytes() == expected.validation_loss.tobytes()
    assert worst(group[2], alone) == 0.0
    assert np.all(np.isnan(history.validation_loss[1:, 0]))
