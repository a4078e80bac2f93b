"""Data that no network can take: one error that says what came, and nothing that is accepted without a word."""

import array
import datetime as dt
import enum

import numpy as np
import pytest

import bpnet

X = np.random.default_rng(5).standard_normal((6, 2))
TEXT = ["a", "b"] * 3


class Kind(str, enum.Enum):  # noqa: UP042 - numpy.asarray makes "K" of both
    A = "a"
    B = "b"


def classifier(**options):
    options = {"output": "softmax", "loss": "softmax_cross_entropy", "backend": "numpy"} | options
    return bpnet.MLP((2, 3, 2), **options)


def regressor():
    return bpnet.MLP((2, 3, 1), backend="numpy")


def error_of(call, kind=ValueError):
    with pytest.raises(kind) as caught:
        call()
    assert len(str(caught.value)) <= 300
    return str(caught.value)


@pytest.mark.parametrize("y", [None, "ab", np.str_("a"), np.array("a", np.dtypes.StringDType())], ids=repr)
def test_targets_without_axes_are_no_targets(y):
    for net in (classifier(), classifier(seed=[1, 2]), regressor()):
        for call in (lambda y, net=net: net.fit(X, y, epochs=1), lambda y, net=net: net.loss(X, y)):
            assert "y must have a target for each sample" in error_of(lambda call=call: call(y))
    assert "validation y must have a target" in error_of(lambda: classifier().fit(X, TEXT, epochs=1, validation=(X, y)))


def test_missing_values_among_the_strings_of_numpy_are_missing():
    for missing in (None, np.nan):
        y = np.array(["a", missing, *TEXT[2:]], np.dtypes.StringDType(na_object=missing))
        assert "y contains NaN or None in 1 of 6 rows" in error_of(lambda y=y: classifier().fit(X, y, epochs=1))


@pytest.mark.parametrize("y", [[], np.array([], "U1"), np.array([], object)], ids=repr)
def test_empty_targets_are_empty(y):
    assert "y " in (said := error_of(lambda: classifier().fit(X, y, epochs=1)))
    assert "(0,)" in said
    assert "class" not in said


def test_text_of_several_columns_is_not_called_numbers():
    said = error_of(lambda: classifier().fit(X, [["a", "b"]] * 6, epochs=1))
    assert said == "text y are labels of shape (6,), got (6, 2); pass one column of classes"


def test_text_of_subclasses_is_text():
    values = [Kind.A, Kind.B] * 3
    for y in (values, np.array(values, object), [np.str_(value) for value in TEXT]):
        net = classifier()
        net.fit(X, y, epochs=1)
        assert net.classes_.tolist() == ["a", "b"]
        assert net.score(X, y) == net.score(X, TEXT)
    assert "['a', 'b']" in error_of(lambda: regressor().fit(X, [np.str_(value) for value in TEXT], epochs=1))


@pytest.mark.parametrize(
    "classes", [[0, 1], np.array([0, 1]), np.array("ab"), ["a", "b\0"], ["a", "b" * 201], [["a"], ["b"]], [1.0, "a"]], ids=repr
)
def test_classes_are_text_or_booleans_that_arrays_and_files_can_have(classes):
    net = classifier()
    assert "classes_ " in error_of(lambda: setattr(net, "classes_", classes))
    assert net.classes_ is None
    if "a" in classes and not isinstance(classes[0], float):
        assert "a class is a text of up to 200" in error_of(lambda: net.fit(X, classes * 3, epochs=1))


def test_classes_of_numpy_can_be_assigned_and_nobody_changes_them_in_place():
    net = classifier()
    for classes in ([np.str_("b"), "a"], [np.False_, np.True_], np.array(["b", "a"], object)):
        net.classes_ = classes
        assert net.classes_.tolist() == list(classes)
    net.fit(X, TEXT, epochs=1)
    with pytest.raises(ValueError, match="read-only"):
        net.classes_[0] = "c"


def test_dates_of_polars_are_no_numbers():
    pl = pytest.importorskip("polars")
    day, moment, time = dt.date(2020, 1, 1), dt.datetime(2020, 1, 1), dt.time(1)  # noqa: DTZ001 - of a frame
    for value in (day, moment, moment - moment, time):
        for other in (1, 1.0):
            frame = pl.DataFrame({"when": [value] * 6, "n": [other] * 6})
            assert "column 'when' of x has dtype" in error_of(lambda frame=frame: regressor().predict(frame))
    assert regressor().predict(pl.DataFrame({"a": [1], "b": [1.0]})).shape == (1, 1)


def test_frames_without_columns_need_no_network_of_no_inputs():
    assert error_of(lambda: regressor().predict([[]])) == "x has shape (1, 0), expected (batch, 2)"


def test_hints_are_right_for_other_data_of_the_host_and_for_objects():
    said = error_of(lambda: regressor().predict(np.array([[1.0, None]], object)))
    made = eval(said.rpartition("first: ")[2], {"numpy": np, "x": np.array([[1.0, None]], object)})  # noqa: S307 - a hint
    assert made.dtype == np.float64
    for y in (range(6), array.array("i", [5, 7] * 3), memoryview(np.array([5, 7] * 3))):
        said = error_of(lambda y=y: classifier().fit(X, y, epochs=1))
        assert len(eval(said.rpartition("number them: ")[2], {"numpy": np, "y": y})) == 6  # noqa: S307 - as above


def test_booleans_weigh_no_classes_of_text():
    said = error_of(lambda: classifier().fit(X, TEXT, epochs=1, class_weight={True: 1.0, False: 2.0}))
    assert said.startswith("class_weight needs one weight for each of the classes ['a', 'b']")
    classifier().fit(X, [True, False] * 3, epochs=1, class_weight={True: 1.0, False: 2.0})
    classifier().fit(X, TEXT, epochs=1, class_weight={0: 1.0, 1: 2.0})


def test_a_column_of_booleans_is_one_of_classes_wherever_it_is(bpnet_backend):
    net = classifier(backend=bpnet_backend)
    with bpnet_backend.scope():
        there = bpnet_backend.from_host(np.array([[True], [False]] * 3), "bool")
    net.fit(X, there, epochs=1, compile=False)
    assert net.classes_.tolist() == [False, True]
    assert float(net.loss(X, there, compile=False)) == float(net.loss(X, np.array([[True], [False]] * 3), compile=False))


def test_labels_are_called_integers_only_if_they_are_whole(bpnet_backend):
    for values, whole in (
        ([0.0, 1.0] * 3, True),
        ([0.5, 1.0] * 3, False),
        ([np.inf, 1.0] * 3, False),
        ([np.nan, 1.0] * 3, False),
    ):
        with bpnet_backend.scope():
            there = bpnet_backend.from_host(np.array(values), "float64")
        net = classifier(backend=bpnet_backend, dtype="float64")
        for y in [there] if np.isnan(values[0]) else [there, values]:
            said = error_of(lambda net=net, y=y: net.fit(X, y, epochs=1, compile=False))
            assert ("int" in said.rpartition("text")[2]) == whole
