"""Metrics: values of scikit-learn's functions, after each epoch and in `score`, wherever a network trains."""

import warnings

import numpy as np
import pytest
from thread_ranks import run_on

import bpnet
from bpnet import layers, losses, metrics
from bpnet.callbacks import Checkpoint, EarlyStopping
from bpnet.errors import CheckpointError
from bpnet.metrics import METRICS
from bpnet.training import disk_samples, evaluation

RNG = np.random.default_rng(7)
X = RNG.normal(size=(50, 3))
LABELS = (X[:, 0] + 0.4 * RNG.normal(size=50) > 0).astype(np.int64) + (X[:, 1] > 0.8)
NUMBERS = np.stack([X[:, 0] * X[:, 1], np.abs(X[:, 2])], axis=1)
BINARY = (LABELS[:, None] > 0).astype(np.float64)
SEVERAL = np.concatenate([BINARY, (X[:, 2:] > 0.3).astype(np.float64)], axis=1)
WEIGHT = RNG.uniform(0.2, 3.0, 50)
KINDS = {
    "classes": (LABELS, 3, {"output": "softmax", "loss": "softmax_cross_entropy"}),
    "binary": (BINARY, 1, {"output": "sigmoid", "loss": "binary_cross_entropy"}),
    "logits": (BINARY, 1, {"output": "identity", "loss": "binary_cross_entropy"}),
    "several": (SEVERAL, 2, {"output": "sigmoid", "loss": "binary_cross_entropy"}),
    "numbers": (NUMBERS, 2, {"loss": "squared_error"}),
}
OF_CLASSES = [name for name, metric in METRICS.items() if metric.of_classes]
OF_NUMBERS = [name for name, metric in METRICS.items() if not metric.of_classes]


def build(kind, **options):
    y, n_out, settings = KINDS[kind]
    options = {"seed": 5, "backend": "numpy", "dtype": "float64", "hidden": "tanh"} | settings | options
    net = bpnet.MLP((3, 6, n_out), **options)
    net.learning_rate = 0.05
    return net, y


def names_of(kind):
    names = OF_NUMBERS if kind == "numbers" else OF_CLASSES
    return [name for name in names if kind != "several" or name != "balanced_accuracy"]


def predicted_classes(kind, y):
    return np.argmax(y, axis=1) if kind == "classes" else (y > (0.0 if kind == "logits" else 0.5)).astype(int)


def by_scikit_learn(name, kind, true, y, weight=None):
    """The value of a metric by the function of scikit-learn."""
    sk = pytest.importorskip("sklearn.metrics", reason="scikit-learn is the independent engine here")
    options = {"sample_weight": weight}
    if name in {"precision", "recall", "f1"}:
        options |= {"average": "binary" if y.shape[1] == 1 else "macro", "zero_division": 0.0}
    function = getattr(sk, {"f1": "f1_score", "r2": "r2_score"}.get(name, name), None) or getattr(sk, f"{name}_score")
    if METRICS[name].of_classes:
        y = predicted_classes(kind, y)
        true, y = (part[:, 0] if part.ndim == 2 and part.shape[1] == 1 else part for part in (true, y))
    return function(true, y, **options)


def on_host(net, x=X):
    return net.backend.to_host(net.predict(x, compile=False))


@pytest.mark.parametrize("kind", KINDS)
def test_scores_are_scikit_learns(bpnet_backend, kind):
    net, y = build(kind, backend=bpnet_backend)
    for name in names_of(kind):
        for weight in (None, WEIGHT):
            value = net.score(X, y, metric=name, sample_weight=weight, compile=False)
            assert type(value) is float
            assert value == pytest.approx(by_scikit_learn(name, kind, y, on_host(net), weight), abs=1e-12), name
    default = "r2" if kind == "numbers" else "accuracy"
    assert net.score(X, y, compile=False) == net.score(X, y, metric=default, compile=False)


@pytest.mark.parametrize("name", METRICS)
def test_corner_cases_are_scikit_learns(name):
    """Classes that are never predicted, or never there, and constant targets; predictions are one-hot targets of their own."""
    rng = np.random.default_rng(3)
    for case in range(12):
        true, y = (np.eye(4)[rng.integers(0, 1 + case % 4, 9)] for _ in range(2))
        if not METRICS[name].of_classes:
            true, y = true + (0.5 if case % 3 else 0.0), y + case % 2
            found = METRICS[name].value(np, METRICS[name].sums(np, true, y, None).astype(float))
        else:
            found = METRICS[name].value(np, METRICS[name].sums(np, true == 1, y == 1, None).astype(float))
            true = np.argmax(true, axis=1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            assert found == pytest.approx(by_scikit_learn(name, "classes", true, y), abs=1e-12)


def check_history(net, y, kind, **options):
    """Train, and compare the metrics of each epoch with those of the outputs that a callback sees."""
    seen = []
    history = net.fit(X, y, epochs=3, metrics=names_of(kind), callbacks=[lambda run: seen.append(on_host(run.net))], **options)
    assert history.validation_metrics == {}
    for name in names_of(kind):
        expected = [by_scikit_learn(name, kind, y, outputs) for outputs in seen]
        np.testing.assert_allclose(history.metrics[name], expected, atol=1e-12)
    return history


@pytest.mark.parametrize("kind", ["classes", "numbers"])
def test_values_after_each_epoch_are_those_of_the_outputs(bpnet_backend, kind):
    net, y = build(kind, backend=bpnet_backend)
    check_history(net, y, kind, batch_size=20, sample_weight=WEIGHT, compile=False)  # weights are of the loss


def test_the_check_sees_other_values(monkeypatch):
    net, y = build("classes")
    monkeypatch.setitem(METRICS, "recall", METRICS["precision"]._replace(name="recall"))
    with pytest.raises(AssertionError, match="Not equal"):
        check_history(net, y, "classes")


def test_validation_data_have_values_too():
    net, y = build("classes")
    history = net.fit(X[:30], y[:30], epochs=2, validation=(X[30:], y[30:]), metrics="accuracy")
    assert history.validation_metrics["accuracy"][-1] == net.score(X[30:], y[30:])
    assert history.metrics["accuracy"][-1] == net.score(X[:30], y[:30])
    parts, again = [], build("classes")[0]
    spy = metrics.of_classes(lambda true, predicted: parts.append(true) or float(np.mean(true == predicted)), name="own")
    history = again.fit(X, y, epochs=2, validation=0.3, metrics=["accuracy", spy])
    assert sorted(np.concatenate([parts[0], parts[1]])) == sorted(y)
    np.testing.assert_allclose(history.metrics["own"], history.metrics["accuracy"])
    np.testing.assert_allclose(history.validation_metrics["own"], history.validation_metrics["accuracy"])


@pytest.mark.parametrize("kind", KINDS)
def test_functions_get_targets_as_passed_and_outputs_as_predicted(bpnet_backend, kind):
    net, y = build(kind, backend=bpnet_backend)
    given, seen = y if kind == "numbers" else y.astype(np.int64) if kind == "classes" else y, []

    def spy(true, predicted):
        seen.append((true, predicted))
        return 0

    net.fit(
        X, given, epochs=1, compile=False, metrics=[spy, metrics.of_classes(spy, name="classes")] if kind != "numbers" else [spy]
    )
    for true, _ in seen[:1]:
        assert type(true) is np.ndarray
        assert true.dtype == given.dtype
        assert np.array_equal(true, given)
    np.testing.assert_array_equal(seen[0][1], on_host(net))
    if kind != "numbers":
        expected = predicted_classes(kind, on_host(net))
        assert np.array_equal(seen[1][1], expected[:, 0] if expected.shape[1:] == (1,) else expected)
        assert seen[1][0].shape == seen[1][1].shape


def test_only_sums_are_copied_to_the_host(bpnet_backend, monkeypatch):
    net, y = build("classes", backend=bpnet_backend)
    x, labels = net.backend.from_host(X), net.backend.from_host(y)
    sizes, to_host = [], net.backend.to_host

    def copied(call):
        sizes.clear()
        call()
        return sum(sizes)

    monkeypatch.setattr(net.backend, "to_host", lambda array: sizes.append(np.prod(array.shape)) or to_host(array))
    checks = copied(lambda: net.loss(x, labels, compile=False))  # on a CPU the values of data are checked on the host
    assert copied(lambda: net.score(x, labels, compile=False)) == checks + 6 * 3
    own = metrics.of_classes(lambda *_: 0.0, name="own")
    assert copied(lambda: net.score(x, labels, metric=own, compile=False)) == checks + 50 + 150  # the check sees copies


def test_groups_have_the_values_of_each_network(bpnet_backend):
    own = metrics.of_classes(lambda true, predicted: float(np.mean(true != predicted)), name="own")
    group, y = build("classes", seed=[5, 6], backend=bpnet_backend)
    options = {"epochs": 2, "metrics": ["accuracy", "f1", own], "validation": (X[:20], y[:20]), "compile": False}
    history = group.fit(X, y, **options)
    assert history.metrics["accuracy"].shape == (2, 2)
    for index, seed in enumerate([5, 6]):
        alone, _ = build("classes", seed=seed, backend=bpnet_backend)
        expected = alone.fit(X, y, **options)
        for name in expected.metrics:
            np.testing.assert_allclose(history[index].metrics[name], expected.metrics[name], atol=1e-12)
            np.testing.assert_allclose(
                history[[index]].validation_metrics[name][:, 0], expected.validation_metrics[name], atol=1e-12
            )
    assert group.score(X, y, compile=False).shape == (2,)


def test_targets_of_each_network_of_a_group():
    group, y = build("binary", seed=[5, 6])
    stacked = np.stack([y, 1.0 - y])
    own = metrics.of_classes(lambda true, predicted: float(np.mean(true == predicted)), name="own")
    history = group.fit(X, stacked, epochs=2, metrics=["accuracy", own])
    np.testing.assert_allclose(history.metrics["own"], history.metrics["accuracy"])
    np.testing.assert_allclose(group.score(X, stacked), [group[0].score(X, y), group[1].score(X, 1.0 - y)])


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("binary", BINARY[:, 0].astype(np.int8)),
        ("binary", BINARY),
        ("classes", np.eye(3)[LABELS]),
        ("classes", LABELS.astype("u1")),
    ],
)
def test_functions_of_a_group_get_the_form_in_which_targets_were_passed(kind, given):
    parts = {}

    def spy(true, predicted):
        parts.setdefault(len(true), []).append((true, predicted))
        return 0.0

    group, _ = build(kind, seed=[5, 6])
    group.fit(X, given, epochs=1, validation=0.2, metrics=[spy])  # each network holds out other samples
    for (held_out, predicted), (trained, _) in zip(parts[10], parts[40], strict=True):
        assert held_out.shape[1:] == given.shape[1:]
        assert held_out.dtype == given.dtype
        assert predicted.shape == ((10,) if kind == "binary" and given.ndim == 1 else (10, group.n_out))
        np.testing.assert_array_equal(sorted([*held_out.tolist(), *trained.tolist()]), sorted(given.tolist()))
    stacked = np.stack([given, given[::-1]])
    group.score(X, stacked, metric=spy)
    for (true, _), own in zip(parts[50], stacked, strict=True):
        np.testing.assert_array_equal(true, own, strict=True)


def test_networks_that_have_stopped_have_no_values():
    group, y = build("classes", seed=[5, 6])
    history = group.fit(X, y, epochs=4, metrics=["accuracy"], callbacks=[lambda run: [run.epoch == 2, False]])
    assert np.isnan(history.metrics["accuracy"][2:, 0]).all()
    assert history[0].metrics["accuracy"].shape == (2,)
    assert np.isfinite(history[1].metrics["accuracy"]).all()


def test_data_on_disk_have_the_values_of_data_in_memory(tmp_path, monkeypatch):
    net, y = build("classes")
    own = metrics.of_classes(lambda true, predicted: float(np.mean(true == predicted)), name="own")
    options = {"epochs": 2, "batch_size": 20, "metrics": ["accuracy", "mean_squared_error", own], "validation": 0.3}
    expected = net.fit(X, y, **options)
    np.save(tmp_path / "x.npy", X)
    monkeypatch.setattr(disk_samples, "PORTION", 1 << 8)
    monkeypatch.setattr(evaluation, "MOST_ROWS", 8)
    again, _ = build("classes")
    x = np.load(tmp_path / "x.npy", mmap_mode="r")
    history = again.fit(x, y, **options)
    for name, values in expected.metrics.items():
        np.testing.assert_allclose(history.metrics[name], values, atol=1e-12)
        np.testing.assert_allclose(history.validation_metrics[name], expected.validation_metrics[name], atol=1e-12)
    assert again.score(x, y) == net.score(X, y)  # in portions


@pytest.mark.parametrize("sharded", [False, True])
def test_any_number_of_ranks_has_the_same_values(sharded):
    own = metrics.of_classes(lambda true, predicted: float(np.mean(true == predicted)), name="own")

    def train(ranks=None):
        net, y = build("classes", arithmetic="exact")
        rows = slice(None) if ranks is None or not sharded else slice(*([0, 33, 50][ranks.rank : ranks.rank + 2]))
        options = {"metrics": ["accuracy", "r2", own], "validation": 0.3, "compile": False}
        history = net.fit(X[rows], y[rows], epochs=2, comm=ranks, sharded=sharded and ranks is not None, **options)
        values = history.metrics | {f"validation {name}": values for name, values in history.validation_metrics.items()}
        return {name: each.tolist() for name, each in values.items()}

    expected = train()
    assert all(found == expected for found in run_on(2, train))


def test_an_error_of_a_metric_on_one_rank_ends_all():
    def train(ranks):
        net, y = build("classes")

        def failing(_true, _predicted):
            if ranks.rank == 1:
                raise RuntimeError("out of luck")
            return 0.0

        with pytest.raises((ValueError, bpnet.RankError), match="out of luck"):
            net.fit(X, y, epochs=1, comm=ranks, metrics=[failing], compile=False)

    run_on(2, train)


def test_exact_arithmetic_has_the_same_bits_everywhere(bpnet_backend):
    values = []
    for backend in ("numpy", bpnet_backend):
        net, y = build("numbers", backend=backend, arithmetic="exact")
        history = net.fit(X, y, epochs=2, metrics=OF_NUMBERS, compile=False)
        values.append({name: each.tolist() for name, each in history.metrics.items()})
    assert values[0] == values[1]


def test_float32_is_close():
    net, y = build("numbers", dtype="float32")
    net.fit(X, y, epochs=2)
    assert net.score(X, y) == pytest.approx(by_scikit_learn("r2", "numbers", y, on_host(net)), abs=1e-5)


def test_r2_of_a_constant_target_is_0_in_any_order_of_the_sum(bpnet_backend):
    net = bpnet.Network([layers.affine(2)], n_in=3, loss="squared_error", backend=bpnet_backend, dtype="float32")
    y = np.full((50, 2), 0.1)
    y[:, 1] = net.backend.to_host(net.predict(X, compile=False))[:, 1]  # which is met: its r2 is 1
    assert net.score(X, y, compile=False) == 0.5
    weight = np.where(np.arange(50) < 7, 1.0 / 3.0, 0.0)
    y[7:, 0] = X[7:, 0]  # does not count
    assert net.score(X, y, sample_weight=weight, compile=False) == 0.5


def test_minimizers_have_metrics():
    net, y = build("numbers")
    history = net.fit(X, y, epochs=4, optimizer="lbfgs", metrics=["r2"])
    assert len(history.metrics["r2"]) == len(history.loss)
    assert history.metrics["r2"][-1] == net.score(X, y)


@pytest.mark.parametrize("seed", [5, [5, 6]])
def test_a_resumed_training_has_the_metrics_of_an_uninterrupted_one(tmp_path, seed):
    pytest.importorskip("safetensors", reason="checkpoints need it")
    options = {"metrics": ["accuracy", "recall"], "validation": 0.3, "batch_size": 10}
    expected = build("classes", seed=seed)[0].fit(X, LABELS, epochs=4, **options)
    path = tmp_path / "training.safetensors"
    build("classes", seed=seed)[0].fit(X, LABELS, epochs=2, callbacks=[Checkpoint(path)], **options)
    net, _ = build("classes", seed=seed)
    history = net.fit(X, LABELS, epochs=4, callbacks=[Checkpoint(path)], resume=path, **options)
    for ours, theirs in ((history.metrics, expected.metrics), (history.validation_metrics, expected.validation_metrics)):
        assert {name: values.tolist() for name, values in ours.items()} == {n: v.tolist() for n, v in theirs.items()}
    for other, words in (((), "resumed with no metrics"), (["accuracy"], "'recall'")):
        with pytest.raises(CheckpointError, match=words):
            build("classes", seed=seed)[0].fit(X, LABELS, epochs=5, resume=path, **options | {"metrics": other})


def test_a_file_without_metrics_is_not_resumed_with_some(tmp_path):
    pytest.importorskip("safetensors", reason="checkpoints need it")
    path = tmp_path / "training.safetensors"
    build("classes")[0].fit(X, LABELS, epochs=2, callbacks=[Checkpoint(path)])
    with pytest.raises(CheckpointError, match="written with no metrics"):
        build("classes")[0].fit(X, LABELS, epochs=3, resume=path, metrics=["accuracy"])
    build("classes")[0].fit(X, LABELS, epochs=3, resume=path)


def test_an_interrupted_training_has_a_value_for_each_epoch():
    net, y = build("classes")
    calls = []

    def interrupting(_true, _predicted):
        calls.append(None)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return len(calls)

    with pytest.warns(UserWarning, match="interrupted after epoch 3"):
        history = net.fit(X, y, epochs=9, metrics=["accuracy", interrupting])
    assert [len(values) for values in (history.loss, *history.metrics.values())] == [3, 3, 3]
    assert history.metrics["accuracy"][-1] == net.score(X, y)


def heads(**options):
    loss = losses.joint((losses.softmax_cross_entropy(), losses.squared_error(), losses.binary_cross_entropy()), widths=(3, 2, 1))
    return bpnet.Network(
        [layers.dense(6, "tanh"), layers.affine(6)], n_in=3, loss=loss, **{"backend": "numpy", "seed": 1} | options
    )


@pytest.mark.parametrize("seed", [1, [1, 2]])
def test_heads_have_values_of_their_own(seed):
    net, y = heads(seed=seed), (LABELS, NUMBERS, BINARY)
    kinds = []

    def spy(true, predicted):
        kinds.append([part.shape for part in (*true, *predicted)])
        return float(np.mean(true[1] - predicted[1]))

    history = net.fit(X, y, epochs=2, metrics=["accuracy", "r2", "f1[2]", spy])
    assert list(history.metrics) == ["accuracy[0]", "accuracy[2]", "r2[1]", "f1[2]", "spy"]
    assert kinds[0] == [(50,), (50, 2), (50, 1), (50, 3), (50, 2), (50, 1)]
    one = net if seed == 1 else net[0]
    logits, numbers, logit = (one.backend.to_host(part) for part in one.predict(X))
    expected = [
        np.mean(np.argmax(logits, axis=1) == LABELS),
        by_scikit_learn("r2", "numbers", NUMBERS, numbers),
        np.mean((logit > 0) == BINARY),
    ]
    np.testing.assert_allclose(np.asarray(one.score(X, y)), expected, atol=1e-12)
    np.testing.assert_allclose(np.ravel(history.metrics["accuracy[2]"][-1])[0], expected[2], atol=1e-12)
    with pytest.raises(ValueError, match=r"'r2\[0\]'|no head 4|of classes") as error:
        net.fit(X, y, epochs=1, metrics=["accuracy[4]"])
    assert "no head 4" in str(error.value)


def test_metrics_of_losses_whose_targets_have_another_width_are_functions():
    net = bpnet.MLP((3, 4, 4), loss="gaussian_nll", backend="numpy")
    with pytest.raises(ValueError, match="4 and 2: pass a function"):
        net.score(X, NUMBERS)
    bias = net.score(X, NUMBERS, metric=lambda true, y: float(np.mean(true - y[:, :2])))
    assert bias == pytest.approx(np.mean(NUMBERS - on_host(net)[:, :2]))


def test_early_stopping_by_a_metric():
    net, y = build("classes")
    net.learning_rate = 0.3
    stopper = EarlyStopping(3, monitor="accuracy")
    history = net.fit(X, y, epochs=60, metrics=["accuracy"], validation=0.3, callbacks=[stopper])
    values = history.validation_metrics["accuracy"]
    assert (history.stopped_at, stopper.best) == (len(values), values.max())
    assert stopper.best_epoch == 1 + int(np.argmax(values)) == len(values) - 3
    group, _ = build("classes", seed=[5, 6])
    stopper = EarlyStopping(2, monitor="own", highest_is_best=False)
    own = metrics.of_classes(lambda true, predicted: float(np.mean(true != predicted)), name="own")
    history = group.fit(X, y, epochs=40, metrics=["accuracy", own], callbacks=[stopper])
    np.testing.assert_allclose(stopper.best, np.nanmin(history.metrics["own"], axis=0))


@pytest.mark.parametrize(
    ("stopper", "message"),
    [
        (lambda: EarlyStopping(monitor="f1"), "its metrics are"),
        (lambda: EarlyStopping(monitor="own"), "is a high 'own' good"),
        (lambda: EarlyStopping(highest_is_best=True), "is for a metric"),
    ],
)
def test_early_stopping_has_to_know_what_it_monitors(stopper, message):
    net, y = build("classes")
    with pytest.raises(ValueError, match=message):
        net.fit(X, y, epochs=1, metrics={"own": lambda *_: 0.0, "acc": "accuracy"}, callbacks=[stopper()])


def test_names_are_those_of_functions_or_given():
    net, y = build("classes")

    def error_rate(true, predicted):
        return np.mean(true != predicted)

    given = {"top": "accuracy", "own": lambda *_: 1, "classes": metrics.of_classes(error_rate)}
    history = net.fit(X, y, epochs=1, metrics=given)
    assert list(history.metrics) == ["top", "own", "classes"]
    assert list(net.fit(X, y, epochs=1, metrics=(metrics.of_classes(error_rate), "f1")).metrics) == ["error_rate", "f1"]
    assert net.fit(X, y, epochs=1, metrics=None).metrics == {}


def test_a_metric_of_ones_own_is_computed_on_the_device(bpnet_backend):
    worst = metrics.Metric(
        "worst",
        lambda xp, target, y, _: xp.expand_dims(xp.max(xp.abs(target - y), axis=-2), axis=-2),
        lambda xp, sums: xp.max(sums[..., 0, :]),
    )
    net, y = build("numbers", backend=bpnet_backend)
    value = net.fit(X, y, epochs=1, compile=False, metrics=[worst]).metrics["worst"][-1]
    assert value == pytest.approx(np.max(np.abs(on_host(net) - y)), abs=1e-12)


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ("acc", ValueError, "did you mean 'accuracy'"),
        ("mse", ValueError, "did you mean 'mean_squared_error'"),
        ("MAE", ValueError, "did you mean 'mean_absolute_error'"),
        ("auc", ValueError, "sklearn.metrics.roc_auc_score"),
        ("recal", ValueError, "did you mean 'recall'"),
        (["accuracy", "accuracy"], ValueError, "two metrics are called 'accuracy'"),
        ([lambda *_: 1.0], ValueError, "has no name"),
        (3, TypeError, "must be a list of names and functions"),
        ([3], TypeError, "a metric is a name"),
        ([EarlyStopping], TypeError, "got the class EarlyStopping"),
        ({"own": lambda *_: None}, ValueError, "'own' must return a number, got None"),
        ({"own": lambda *_: "high"}, ValueError, "'own' must return a number, got 'high'"),
        ({"own": lambda *_: np.ones(3)}, ValueError, "'own' must return a number"),
        ({"own": lambda *_: 1 / 0}, ValueError, "'own' failed: ZeroDivisionError"),
        ({1: "accuracy"}, TypeError, "name must be a string"),
        ([metrics.Metric("own", metrics.error_sums, lambda xp, sums: sums)], ValueError, "'own' returned float64 of shape"),
        (
            [metrics.Metric("own", lambda *_: 1.0, lambda xp, sums: sums)],
            ValueError,
            "must return an array of the namespace xp, got 1.0",
        ),
    ],
)
def test_bad_metrics_are_named_in_one_error(given, error, words):
    net, y = build("classes")
    with pytest.raises(error) as raised:
        net.fit(X, y, epochs=2, metrics=given)
    assert words in str(raised.value)
    assert len(str(raised.value)) <= 300


def test_metrics_of_classes_need_classes():
    net, y = build("numbers")
    with pytest.raises(ValueError, match="'accuracy' is of classes: y must be one-hot rows"):
        net.fit(X, y, epochs=1, metrics=["accuracy"])
    with pytest.raises(ValueError, match="y of validation must be one-hot"):
        net.fit(X, np.eye(2)[(LABELS > 0).astype(int)], epochs=1, metrics=["accuracy"], validation=(X, y))
    assert 0.0 <= net.score(X, np.eye(2)[(LABELS > 0).astype(int)], metric="accuracy") <= 1.0
    net, _ = build("several")
    with pytest.raises(ValueError, match="not defined for several labels"):
        net.score(X, SEVERAL, metric="balanced_accuracy")
    with pytest.raises(TypeError, match="one metric"):
        net.score(X, SEVERAL, metric=["accuracy"])
    with pytest.raises(ValueError, match="highest_is_best must be"):
        metrics.of_outputs(max, highest_is_best="yes")
    with pytest.raises(TypeError, match="expected a function"):
        metrics.of_classes(3)


@pytest.mark.parametrize("argument", [0, 1])
def test_a_metric_cannot_change_what_the_next_one_gets(argument):
    net, y = build("classes")

    def careless(*arrays):
        arrays[argument][:] = 0
        return 0.0

    with pytest.raises(ValueError, match="'careless' failed: ValueError: assignment destination is read-only"):
        net.fit(X, y, epochs=2, metrics=[careless])


def test_ranks_with_other_metrics_are_refused():
    def train(ranks):
        net, y = build("classes")
        with pytest.raises(ValueError, match="metrics"):
            net.fit(X, y, epochs=1, comm=ranks, metrics=["accuracy", "recall"][: 1 + ranks.rank], compile=False)

    run_on(2, train)


def test_named_classes_are_passed_to_functions():
    """As `Network.fit` keeps them where y came as text."""
    net, y = build("classes")
    names = np.asarray(["ant", "bee", "cow"])
    net.classes_ = names
    seen = []
    net.score(X, y, metric=metrics.of_classes(lambda *given: seen.append(given) or 0.0, name="own"))
    assert np.array_equal(seen[0][0], names[y])
    assert np.array_equal(seen[0][1], names[np.argmax(on_host(net), axis=1)])
    net.score(X, y, metric=lambda *given: seen.append(given) or 0.0)
    assert np.array_equal(seen[1][0], names[y])
    assert seen[1][1].shape == (50, 3)
