"""Data as they come: y of one axis, frames of pandas and polars, classes by name, and hints that work when they are followed."""

import copy
import json
import re
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from thread_ranks import run_on

import bpnet
from bpnet import layers, losses
from bpnet.arrays import leaves
from bpnet.callbacks import Checkpoint
from bpnet.checkpoint import container
from bpnet.errors import CheckpointError, RankError
from bpnet.training import disk_samples

GENERATOR = np.random.default_rng(3)
X, Y = GENERATOR.standard_normal((24, 3)), GENERATOR.standard_normal(24)
NAMES = np.array(["rose", "aster", "tulip"])[GENERATOR.permutation(np.arange(24) % 3)]
CLASSES, CODES = np.unique(NAMES, return_inverse=True)
YES = NAMES == "rose"


def regressor(backend="numpy", **options):
    return bpnet.MLP((3, 8, 1), hidden="tanh", seed=1, backend=backend, **options)


def classifier(backend="numpy", **options):
    options = {"output": "softmax", "loss": "softmax_cross_entropy"} | options
    return bpnet.MLP((3, 8, 3), hidden="tanh", seed=1, backend=backend, **options)


def binary(backend="numpy", output="sigmoid", **options):
    return bpnet.MLP((3, 8, 1), hidden="tanh", output=output, loss="binary_cross_entropy", seed=1, backend=backend, **options)


def trained(net, x, y, **options):
    """The losses and the params of a training, on the host; plain, since compiled steps take the same arrays."""
    history = net.fit(x, y, epochs=2, batch_size=8, compile=False, **options)
    arrays = [net.backend.to_host(leaf) for leaf in leaves(net.params)]
    return [history.loss, np.asarray(history.validation_loss), *arrays]


def same(a, b):
    return len(a) == len(b) and all(map(np.array_equal, a, b))


def test_a_vector_of_targets_is_a_column_wherever_targets_are_taken(bpnet_backend):
    with bpnet_backend.scope():
        x, y = bpnet_backend.from_host(X), bpnet_backend.from_host(Y)
        column = bpnet_backend.from_host(Y[:, None])
    for flat, deep in ((Y, Y[:, None]), (y, column)):
        nets = [regressor(bpnet_backend) for _ in range(2)]
        assert same(*(trained(net, x, each, validation=(x, each)) for net, each in zip(nets, (flat, deep), strict=True)))
        calls = [bpnet.MLP.loss, bpnet.MLP.step]
        if bpnet_backend.owns(flat):
            calls += [lambda *of, **how: bpnet.MLP.value_and_grad(*of, **how)[0], partial(bpnet.MLP.epoch, batch_size=8)]
        for call in calls:
            values = [call(net, x, each, compile=False) for net, each in zip(nets, (flat, deep), strict=True)]
            assert same(*([v if isinstance(v, np.ndarray) else bpnet_backend.to_host(v)] for v in values))


def test_a_vector_of_targets_is_a_column_for_groups_heads_minimizers_and_the_textbook():
    column = Y[:, None]
    groups = [
        trained(bpnet.MLP((3, 8, 1), seed=(1, 2), backend="numpy"), X, y) for y in (Y, column, np.stack([Y, Y]), [Y.tolist()] * 2)
    ]
    assert all(same(groups[0], each) for each in groups)
    loss = losses.joint((losses.squared_error(), losses.binary_cross_entropy()), widths=(1, 1))
    heads = [bpnet.Network([layers.affine(2)], n_in=3, loss=loss, backend="numpy") for _ in range(2)]
    assert same(trained(heads[0], X, (Y, YES)), trained(heads[1], X, (column, YES[:, None])))
    assert heads[0].classes_ is None
    for minimizer in ("lbfgs", "levenberg_marquardt"):
        pair = [regressor().fit(X, y, epochs=2, optimizer=minimizer).loss for y in (Y, column)]
        assert np.array_equal(*pair)
    books = [bpnet.NeuralNetwork(3, 4, 1, seed=0, backend="numpy") for _ in range(2)]
    runs = [nn.train(X, y, 3, 0.1).loss for nn, y in zip(books, (Y.tolist(), column), strict=True)]
    assert np.array_equal(*runs)
    for nn, y in zip(books, (Y, column), strict=True):
        nn.feedforward(X)
        nn.backward(X, y, 0.1)
    assert np.array_equal(*(nn.bias_output for nn in books))


def test_a_vector_of_targets_is_a_column_on_ranks_and_on_disk(tmp_path, monkeypatch):
    wanted = trained(regressor(arithmetic="exact"), X, Y[:, None])
    for sharded in (False, True):

        def work(ranks, sharded=sharded):
            rows = slice(14 * ranks.rank, 14 + 10 * ranks.rank) if sharded else slice(None)
            return trained(regressor(arithmetic="exact"), X[rows], Y[rows], comm=ranks, sharded=sharded)

        assert all(same(wanted, found) for found in run_on(2, work))
    monkeypatch.setattr(disk_samples, "PORTION", 2 * 8 * 4 * 8)
    np.save(tmp_path / "x.npy", X)
    np.save(tmp_path / "y.npy", Y)
    mapped = (np.load(tmp_path / f"{name}.npy", mmap_mode="r") for name in "xy")
    assert same(wanted, trained(regressor(arithmetic="exact"), *mapped))


def test_frames_of_pandas_and_polars_are_their_numbers():
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    x = np.round(X * 10.0)
    wanted = trained(regressor(), x, Y)
    frame = pd.DataFrame(x, columns=["a", "b", "c"])
    for own in (
        frame,
        frame.astype("Int64"),
        frame.astype({"a": "Float64", "b": "int32"}),
        frame.convert_dtypes(),
        frame.astype({"c": "category"}),
        pl.DataFrame(frame.to_dict("list")),
        pl.DataFrame(frame.to_dict("list")).cast({"a": pl.Int64, "b": pl.Float32}),
    ):
        for y in (pd.Series(Y), pd.Series(Y, dtype="Float64"), pd.DataFrame({"y": Y}), pl.Series(Y), pl.DataFrame({"y": Y})):
            assert same(wanted, trained(regressor(), own, y))
    numbers = trained(classifier(), x, CODES)
    for y in (pd.Series(CODES, dtype="Int64"), pd.Series(CODES, dtype="category"), pl.Series(CODES.tolist())):
        net = classifier()
        assert same(numbers, trained(net, x, y))
        assert net.classes_ is None


def of_text():
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    return {
        "list": NAMES.tolist(),
        "array": NAMES,
        "objects": NAMES.astype(object),
        "column": NAMES[:, None],
        "StringDType": NAMES.astype(np.dtypes.StringDType()),
        "series": pd.Series(NAMES),
        "string": pd.Series(NAMES, dtype="string"),
        "category": pd.Series(NAMES, dtype=pd.CategoricalDtype(["tulip", "aster", "rose", "oak"])),
        "frame": pd.DataFrame({"kind": NAMES}),
        "polars": pl.Series(NAMES.tolist()),
        "polars categorical": pl.Series(NAMES.tolist(), dtype=pl.Categorical),
        "polars enum": pl.Series(NAMES.tolist(), dtype=pl.Enum(["tulip", "aster", "rose"])),
        "polars frame": pl.DataFrame({"kind": NAMES.tolist()}),
    }


def test_text_is_numbered_as_numpy_sorts_it():
    wanted = trained(classifier(), X, CODES, validation=(X[:9], CODES[:9]), class_weight={0: 1.0, 1: 2.0, 2: 3.0})
    weights = dict(zip(CLASSES.tolist(), (1.0, 2.0, 3.0), strict=True))
    for kind, y in of_text().items():
        net = classifier()
        assert same(wanted, trained(net, X, y, validation=(X[:9], NAMES[:9].tolist()), class_weight=weights)), kind
        assert net.classes_.tolist() == CLASSES.tolist()
        assert net.classes_.dtype.kind == "U"
        assert float(net.loss(X, y)) == float(net.loss(X, CODES))
        assert np.array_equal(net.predict_classes(X), CLASSES[np.argmax(net.predict(X), axis=1)])


def test_classes_are_found_on_every_backend(bpnet_backend):
    net, numbered, two, flags = classifier(bpnet_backend), classifier(bpnet_backend), binary(bpnet_backend), binary(bpnet_backend)
    assert same(trained(net, X, NAMES), trained(numbered, X, CODES))
    outputs = bpnet_backend.to_host(net.predict(X, compile=False))
    assert net.predict_classes(X, compile=False).tolist() == CLASSES[outputs.argmax(axis=1)].tolist()
    numbers = numbered.predict_classes(X, compile=False)
    assert bpnet_backend.owns(numbers)
    assert bpnet_backend.to_host(numbers).tolist() == outputs.argmax(axis=1).tolist()
    assert same(trained(two, X, np.where(YES, "yes", "no")), trained(flags, X, YES))
    positive = bpnet_backend.to_host(two.predict(X, compile=False))[:, 0] > 0.5
    assert two.predict_classes(X, compile=False).tolist() == np.where(positive, "yes", "no").tolist()
    assert flags.predict_classes(X, compile=False).tolist() == positive.tolist()
    with bpnet_backend.scope():
        x, there = bpnet_backend.from_host(X), bpnet_backend.from_host(YES, "bool")
        own = [two.loss(x, np.where(YES, "yes", "no"), compile=False), *(flags.loss(x, y, compile=False) for y in (there, YES))]
        assert len(set(map(float, own))) == 1
    device = binary(bpnet_backend)
    assert same(trained(binary(bpnet_backend), X, YES), trained(device, x, there))
    assert device.classes_.tolist() == [False, True]
    with pytest.raises(ValueError, match=r"y has new classes, \[False, True\]"):
        two.loss(x, there)


def test_the_threshold_is_one_half_of_the_probability_whatever_predict_returns():
    nets = [binary(output=output) for output in ("sigmoid", "identity")]
    for net in nets:
        net.fit(X, YES.astype(float), epochs=3)
    p, logits = (net.predict(X)[:, 0] for net in nets)
    assert not np.array_equal(p > 0.5, logits > 0.5)  # the control
    assert nets[0].predict_classes(X).tolist() == nets[1].predict_classes(X).tolist() == (p > 0.5).astype(int).tolist()
    many = bpnet.MLP((3, 8, 3), output="softmax", loss="softmax_cross_entropy", seed=(0, 1), backend="numpy")
    many.fit(X, np.stack([NAMES, NAMES[::-1]]), epochs=1)
    alone = bpnet.MLP((3, 8, 3), output="softmax", loss="softmax_cross_entropy", seed=1, backend="numpy")
    alone.fit(X, NAMES[::-1], epochs=1)
    assert np.allclose(alone.predict(X), many[1].predict(X), rtol=1e-12)
    assert many.predict_classes(X).tolist() == [many[i].predict_classes(X).tolist() for i in (0, 1)]
    squashed = bpnet.MLP((3, 1), output="sigmoid", loss="cross_entropy_on_probabilities", backend="numpy")
    assert squashed.predict_classes(X).tolist() == (squashed.predict(X)[:, 0] > 0.5).astype(int).tolist()
    for net in (regressor(), bpnet.MLP((3, 2), output="sigmoid", loss="binary_cross_entropy", backend="numpy")):
        with pytest.raises(
            ValueError, match="predict_classes is for 'softmax_cross_entropy', or 'binary_cross_entropy' with one"
        ):
            net.predict_classes(X)


def test_classes_stay_wherever_the_network_goes(tmp_path):
    pytest.importorskip("safetensors", reason="files are written")
    net = classifier()
    net.fit(X, NAMES, epochs=1, callbacks=[Checkpoint(tmp_path / "run")])
    net.save(tmp_path / "net")
    restored, group = classifier(), bpnet.MLP((3, 3), output="softmax", loss="softmax_cross_entropy", seed=(0, 1))
    restored.restore(tmp_path / "net")
    group.fit(X, NAMES, epochs=1)
    for one in (bpnet.load(tmp_path / "net"), restored, net.to("numpy"), copy.deepcopy(net), group[0], group[[1]]):
        assert one.classes_.tolist() == CLASSES.tolist()
        one.fit(X, NAMES[::-1], epochs=1)
    resumed = classifier()
    resumed.fit(X, NAMES, epochs=2, resume=tmp_path / "run")
    with pytest.raises(CheckpointError, match=r"was trained on the classes \['aster', .*, y has \['a', 'b', 'c'\]"):
        classifier().fit(X, np.array(["a", "b", "c"])[CODES], epochs=2, resume=tmp_path / "run")
    other = group[0]
    other.classes_ = None
    assert group[0].classes_.tolist() == CLASSES.tolist()  # those of a copy are its own
    net.params = net.params
    assert net.classes_.tolist() == CLASSES.tolist()


@pytest.mark.parametrize(
    "classes", [["a", "b"], ["a", "b", 3], ["a", "a", "b"], "abc", [["a"], "b", "c"], ["a", "b", "c" * 999], {}]
)
def test_a_file_with_classes_that_cannot_be_is_refused(tmp_path, classes):
    safetensors = pytest.importorskip("safetensors.numpy", reason="files are written")
    net = classifier()
    net.classes_ = ["a", "b", "c"]
    net.save(tmp_path / "net")
    content = (tmp_path / "net").read_bytes()
    length = int.from_bytes(content[:8], "little")
    about = json.loads(json.loads(content[8 : 8 + length])["__metadata__"][container.KEY])
    assert about["classes"] == ["a", "b", "c"]
    changed = safetensors.save(safetensors.load(content), {container.KEY: json.dumps(about | {"classes": classes})})
    (tmp_path / "net").write_bytes(changed)
    for read in (bpnet.load, net.restore):
        with pytest.raises(CheckpointError, match="classes"):
            read(tmp_path / "net")


def test_classes_that_are_new_get_one_error_that_names_them():
    net, new = classifier(), [*NAMES[1:].tolist(), "oak"]
    for call in (
        lambda: net.fit(X, NAMES, epochs=1, validation=(X, new)),
        lambda: net.loss(X, new),
        lambda: net.step(X, new),
        lambda: net.fit(X, new, epochs=1),
    ):
        with pytest.raises(ValueError, match=r"y has a new class, \['oak'\], beside those of net.classes_, \['aster', 'rose'"):
            call()
        net.fit(X, NAMES, epochs=1)
    net.fit(X, CODES, epochs=1)  # numbers are those of the classes
    assert net.classes_.tolist() == CLASSES.tolist()
    with pytest.raises(ValueError, match=r"y has new classes, \[False, True\]"):
        net.loss(X, YES)


def test_classes_of_a_training_that_failed_are_forgotten():
    net = classifier()
    for options in ({"validation": (X, NAMES[:5])}, {"order": [0]}, {"class_weight": {"oak": 1.0}}):
        with pytest.raises(ValueError, match="has shape|class_weight needs"):
            net.fit(X, NAMES, epochs=1, **options)
        assert net.classes_ is None
    net.fit(X, np.array(["a", "b", "c"])[CODES], epochs=1)
    assert net.classes_.tolist() == ["a", "b", "c"]


def test_classes_can_be_assigned_before_a_training():
    net = classifier()
    with pytest.raises(ValueError, match=r"y has the classes \['aster', .* net.classes_ = \[...\]"):
        net.step(X, NAMES)
    net.classes_ = ["tulip", "rose", "aster"]
    net.step(X[:2], ["rose", "tulip"])
    assert float(net.loss(X, NAMES)) == float(net.loss(X, [net.classes_.tolist().index(name) for name in NAMES]))
    for wrong, words in (
        (["a", "b"], "has 2 classes, .*; this network has 3 classes"),
        ([1, 2, 3], "must be distinct texts"),
        (["a", "b", True], "must be distinct texts"),
        ([True, False], "must be distinct texts"),
        ("abc", "must be distinct texts"),
    ):
        with pytest.raises(ValueError, match=words):
            net.classes_ = wrong
    with pytest.raises(ValueError, match="this network has no classes"):
        regressor().classes_ = ["a", "b"]


@pytest.mark.parametrize(
    ("make", "y", "words"),
    [
        (binary, NAMES, r"y has 3 classes, .*takes two: build MLP\(\(..., 3\), output='softmax', loss='softmax_cross_entropy'"),
        (classifier, np.where(YES, "a", "b"), r"y has 2 classes, .* 3 outputs: build MLP\(\(..., 2\), .*, or name all classes"),
        (classifier, YES, r"y has 2 classes, \[False, True\], and this network 3 outputs"),
        (classifier, [f"c{i % 5}" for i in range(24)], r"y has 5 classes, .* 3 outputs: build MLP\(\(..., 5\)"),
        (binary, ["a"] * 24, "y has 1 class, .*: a second is needed"),
        (regressor, NAMES, r"y has text, .*MLP\(\(..., 3\), .*; to number them: numpy\.unique\(y, return_inverse=True\)\[1\]$"),
        (classifier, ["a", "b", 3] * 8, "y has text and int in one column"),
        (classifier, ["a", "b", None] * 8, "y contains NaN or None in 8 of 24 rows, the first is row 2; leave out these rows"),
        (classifier, ["a", "b", np.nan] * 8, "y contains NaN or None in 8 of 24 rows"),
        (
            regressor,
            [1.0, np.nan, 2.0] * 8,
            "y contains NaN or infinity in 8 of 24 rows, the first is row 1; leave out these rows",
        ),
        (
            classifier,
            [1.0, np.nan, 2.0] * 8,
            "y contains NaN or infinity in 8 of 24 rows, the first is row 1; leave out these rows",
        ),
        (
            regressor,
            X,
            r"y has shape \(24, 3\), expected \(24, 1\): targets of 3 columns .* outputs, MLP\(\(..., 3\)\)",
        ),
        (regressor, Y[:5], r"y has shape \(5, 1\), expected \(24, 1\): x has 24 rows"),
        (lambda: bpnet.MLP((3, 3), backend="numpy"), CODES, r"y has shape \(24,\), .*loss='softmax_cross_entropy'"),
    ],
)
def test_targets_that_do_not_fit_get_one_error_with_a_remedy(make, y, words):
    with pytest.raises(ValueError, match=words) as caught:
        make().fit(X, y, epochs=1)
    assert len(str(caught.value)) <= 300


def test_inputs_of_other_columns_name_the_sizes():
    with pytest.raises(
        ValueError, match=r"x has shape \(24, 4\), expected \(batch, 3\): inputs of 4 columns need MLP\(\(4, ...\)\)$"
    ):
        regressor().predict(np.ones((24, 4)))


def test_a_class_without_samples_is_known_by_its_category():
    pd = pytest.importorskip("pandas")
    two = CODES < 2
    net = classifier()
    net.fit(X[two], pd.Series(pd.Categorical(NAMES[two], CLASSES)), epochs=1)
    assert net.classes_.tolist() == CLASSES.tolist()


def test_ranks_find_the_classes_of_all_their_rows():
    order = np.argsort(NAMES, kind="stable")  # no rank has all classes
    x, y = X[order], NAMES[order].tolist()
    wanted = trained(classifier(arithmetic="exact"), x, y)

    def work(ranks):
        rows = (slice(0, 12), slice(12, 12), slice(12, 24))[ranks.rank]  # the second has no rows
        net = classifier(arithmetic="exact")
        return [*trained(net, x[rows], y[rows], comm=ranks, sharded=True), net.classes_]

    assert all(same([*wanted, CLASSES], found) for found in run_on(3, work))

    def mixed(ranks):
        with pytest.raises((ValueError, RankError)) as caught:
            classifier().fit(X, NAMES if ranks.rank else CODES, epochs=1, comm=ranks, sharded=True)
        return str(caught.value)

    assert all("numbers on rank 0, and text or booleans on another" in found for found in run_on(2, mixed))

    def failing(ranks):
        with pytest.raises((ValueError, RankError)) as caught:
            classifier().fit(X, NAMES if ranks.rank else ["a", None] * 12, epochs=1, comm=ranks, sharded=True)
        return str(caught.value)

    assert all("y contains NaN or None" in found for found in run_on(2, failing))

    def differ(ranks):
        with pytest.raises(ValueError, match="the ranks differ: the classes of y"):
            classifier().fit(X, np.array(["a", "b", "c" * (1 + ranks.rank)])[CODES], epochs=1, comm=ranks)
        return True

    assert run_on(2, differ) == [True, True]


def test_text_beside_inputs_on_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(disk_samples, "PORTION", 2 * 8 * 4 * 8)
    np.save(tmp_path / "x.npy", X)
    np.save(tmp_path / "y.npy", NAMES)
    x, y = (np.load(tmp_path / f"{name}.npy", mmap_mode="r") for name in "xy")
    net = classifier()
    assert same(trained(classifier(), X, CODES), trained(net, x, y))
    assert net.predict_classes(x).tolist() == CLASSES[net.predict(X).argmax(axis=1)].tolist()


def test_weights_of_classes_by_name_are_one_for_each():
    net = classifier()
    net.fit(X, NAMES, epochs=1)
    for weights, words in (
        ({"aster": 1.0, "rose": 1.0}, r"each of the classes \['aster', 'rose', 'tulip'\]: there is none for \['tulip'\]"),
        ({"aster": 1.0, "rose": 1.0, "tulip": 1.0, "oak": 1.0}, r"got one for \['oak'\]"),
    ):
        with pytest.raises(ValueError, match=words):
            net.fit(X, NAMES, epochs=1, class_weight=weights)
    with pytest.raises(ValueError, match=r"y has none of \['aster'\]"):
        net.fit(X[CODES > 0], NAMES[CODES > 0], epochs=1, class_weight="balanced")


def followed(caught, variables):
    """What the expression after the last colon of an error gives."""
    text = str(caught.value)
    assert len(text) <= 300
    expression = text.rpartition(": ")[2].rpartition("keep = ")[2]
    return eval(expression, {"numpy": np} | variables)  # noqa: S307 - our hint


def kinds_of(array, backend):
    """The same numbers as lists, arrays of NumPy and of the backend, and columns of pandas and polars."""
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    with backend.scope():
        there = backend.from_host(array, "int64" if array.dtype.kind == "i" else "float64")
    frames = [pd.Series, pl.Series] if array.ndim == 1 else [pd.DataFrame, lambda a: pl.DataFrame(a.copy())]
    return [array.tolist(), array, there, *(make(array) for make in frames)]


@pytest.mark.parametrize(
    ("make", "name", "array", "fits"),
    [
        (lambda **how: bpnet.MLP((1, 1), **how), "x", X[:, 0], (24, 1)),
        (regressor, "x", X[0], (1, 3)),
        (regressor, "x", np.ascontiguousarray(X.T), (24, 3)),
        (classifier, "y", CODES[:, None], (24,)),
        (classifier, "y", np.eye(3, dtype=np.int64)[CODES], (24, 3)),
        (classifier, "y", 3 * CODES + 2, (24,)),
        (classifier, "y", CODES.astype(float), (24,)),
    ],
    ids=[
        "a vector for one input",
        "one sample",
        "transposed",
        "a column of labels",
        "one-hot integers",
        "other numbers",
        "floats",
    ],
)
def test_hints_work_when_they_are_followed(bpnet_backend, make, name, array, fits):
    net = make(backend=bpnet_backend)
    call = partial(net.predict, compile=False) if name == "x" else lambda y: net.fit(X, y, epochs=1, compile=False)
    for given in kinds_of(array, bpnet_backend):
        with pytest.raises(ValueError, match=name) as caught:
            call(given)
        with bpnet_backend.scope():
            made = followed(caught, {name: given, "net": net})
        assert tuple(np.shape(made)) == fits
        call(made)


def test_hints_for_missing_values_work_when_they_are_followed():
    pd, pl = pytest.importorskip("pandas"), pytest.importorskip("polars")
    columns = {"age": [1.0, None, 3.0], "height": [1.0, 2.0, 3.0], "income": [0.0, 1.0, 2.0]}
    net = regressor()
    for x in (
        pd.DataFrame(columns),
        pd.DataFrame(columns).convert_dtypes(),
        pl.DataFrame(columns),
        pl.DataFrame({"age": pl.Series([1.0, np.nan, 3.0]), "height": [1, 2, 3], "income": [0, 1, 2]}),
        np.array([[1.0, np.nan, 3.0]]),
        [[1.0, np.nan, 3.0]],
        [[1.0, None, 3.0]],
    ):
        with pytest.raises(ValueError, match="column 'age' of x|column 1 of x|got None") as caught:
            net.predict(x)
        assert np.all(np.isfinite(net.predict(followed(caught, {"x": x}))))
    flags = pl.DataFrame({"age": [True, None], "height": [1, 2], "income": [0, 1]})
    with pytest.raises(ValueError, match="column 'age' of x contains NaN or infinity"):
        net.predict(flags)
    for y in (
        pd.DataFrame({"a": [1.0, None], "b": [0.0, 1.0]}),
        np.array([[np.nan, 0.0], [1.0, 1.0]]),
        [[np.nan, 0.0], [1.0, 1.0]],
    ):
        two = bpnet.MLP((3, 2), backend="numpy")
        with pytest.raises(ValueError, match="column ('a'|0) of y contains NaN or infinity in 1 of 2 rows") as caught:
            two.fit(X[:2], y, epochs=1)
        kept = np.asarray(followed(caught, {"y": y}))
        two.fit(X[:2][kept], np.asarray(y)[kept], epochs=1)
    frame = pd.DataFrame({"kind": ["a", None, "b", "c"], "n": [1, 2, 3, 4]})
    for y, keep in (
        (frame["kind"], lambda x, keep: x[keep]),
        (frame["kind"].astype("category"), lambda x, keep: x[keep]),
        (frame["kind"].astype("string"), lambda x, keep: x[keep]),
        (pl.Series("kind", ["a", None, "b", "c"]), lambda x, keep: pl.DataFrame(x.copy()).filter(keep)),
        (["a", None, "b", "c"], lambda x, keep: x[keep]),
        (np.array(["a", None, "b", "c"], dtype=object), lambda x, keep: x[keep]),
    ):
        with pytest.raises(ValueError, match="y contains NaN or None in 1 of 4 rows, the first is row 1") as caught:
            classifier().fit(X[:4], y, epochs=1)
        assert ("column 'kind' of y" in str(caught.value)) == hasattr(y, "name")
        kept = followed(caught, {"y": y})
        left = y.filter(kept) if isinstance(y, pl.Series) else [v for v, k in zip(y, kept, strict=True) if k]
        classifier().fit(keep(X[:4], kept), left, epochs=1)
    for y in (pd.Series([1, None, 0] * 8, dtype="Int64", name="n"), pl.Series("n", [True, None, False] * 8)):
        with pytest.raises(ValueError, match="column 'n' of y contains NaN or (None|infinity) in 8 of 24 rows"):
            binary().fit(X, y, epochs=1)


@pytest.mark.parametrize(
    ("loss", "sizes", "words"),
    [
        ("binary_cross_entropy", (3, 1), "will return logits: pass output='sigmoid' for probabilities, or output='identity'"),
        ("softmax_cross_entropy", (3, 3), "will return logits: pass output='softmax'"),
        ("poisson", (3, 1), "will return logarithms of the rates: pass output='exp' for rates, or output='identity'"),
    ],
)
def test_outputs_that_nobody_chose_are_said_to_be_logits(loss, sizes, words):
    with pytest.warns(UserWarning, match=words) as told:
        net = bpnet.MLP(sizes, loss=loss, backend="numpy")
    assert [each.filename for each in told] == [__file__]
    assert np.array_equal(net.predict(X), bpnet.MLP(sizes, output="identity", loss=loss, backend="numpy").predict(X))
    bpnet.MLP(sizes, loss="squared_error", backend="numpy")  # none: warnings are errors


def test_the_page_prints_what_it_says(tmp_path, monkeypatch, capsys):
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    page = (Path(__file__).parent.parent / "docs" / "data.md").read_text()
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    blocks = [block for block in blocks if "polars" not in block]
    expected = re.findall(r"(?:print\(.*\)  |^)# (.*)$", "".join(blocks), re.MULTILINE)
    namespace = {}
    for block in blocks:
        exec(block, namespace)  # noqa: S102 - our own page
    printed = capsys.readouterr().out.splitlines()
    assert len(expected) > 6
    assert [line for line in expected if line not in printed] == []
