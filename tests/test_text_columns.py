"""Columns that are not numbers, and missing values in each dtype: what the errors say works when it is followed, step by step."""

import datetime as dt
from functools import partial
from pathlib import Path

import numpy as np
import pytest

import bpnet

pd = pytest.importorskip("pandas", reason="data frames are pandas'")
pl = pytest.importorskip("polars", reason="data frames are polars'")

N = 30
NUMBERS = [float(i) for i in range(N)]
KINDS = [("red", "green", "blue")[i % 3] for i in range(N)]
YES = [i % 2 == 0 for i in range(N)]
DAYS = [dt.date(2024, 1, 1) + dt.timedelta(days=i) for i in range(N)]
HOLES = [None, *NUMBERS[1:]]
MODULES = {"numpy": np, "pandas": pd, "polars": pl}


def follow(x, **others):
    """Do what the errors of predict say until they are of the number of columns; return the messages, and the inputs."""
    said = []
    while True:
        n_in = np.shape(x)[1]
        try:
            bpnet.MLP((n_in, 1), backend="numpy").predict(x)
        except ValueError as error:
            said.append(str(error))
            assert len(said) < 6, said
            assert len(said[-1]) <= 300
            x = eval(said[-1].rpartition(": ")[2], MODULES | {"x": x} | others)  # noqa: S307 - our hint
        else:
            return said, x


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_a_table_as_a_file_has_it_becomes_numbers(frame):
    read = {
        "age": HOLES,
        "kind": KINDS,
        "yes": YES,
        "day": [str(day) for day in DAYS],
        "size": KINDS[::-1],
        "price": ["?", *map(str, NUMBERS[1:])],
    }
    said, x = follow(frame(read))
    assert [words for words in ("category", "missing", "leave it out", "NaN") if not any(words in each for each in said)] == []
    assert "columns ['kind', 'size'] of x have dtype" in said[0]
    assert x.shape == (N, 3 + 2 * 3)  # numbers, and a column of each category: no more
    assert float(np.asarray(x)[:, list(x.columns).index("price")][1]) == 1.0


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_times_are_left_out_and_text_of_numbers_is_read(frame):
    table = frame({"a": NUMBERS, "day": DAYS, "text": list(map(str, NUMBERS))})
    table = table.assign(day=pd.to_datetime(table["day"])) if frame is pd.DataFrame else table
    _, x = follow(table)
    assert np.array_equal(np.asarray(x, float), np.stack([NUMBERS, NUMBERS], axis=1))
    mixed = pd.DataFrame({"a": ["?", 1, 2.5, None]}, dtype=object)
    assert np.array_equal(follow(mixed)[1].to_numpy()[:, 0], [1.75, 1.0, 2.5, 1.75])
    with pytest.raises(ValueError, match="decimal comma: read the file with decimal=','"):
        bpnet.MLP((1, 1)).predict(frame({"a": ["1,5", "2,5", "?"]}))
    with pytest.raises(ValueError, match="column 'a' of x has dtype .*leave it out"):
        bpnet.MLP((2, 1)).predict(frame({"a": [[1], [2]], "b": ["x", "y"]}))


@pytest.mark.parametrize(
    "x",
    [
        pd.DataFrame({"a": HOLES, "b": pd.array([None, *range(1, N)], dtype="Int64")}),
        pd.DataFrame({"a": pd.array([None, *YES[1:]], dtype="boolean")}),
        pd.DataFrame({"a": [None, *YES[1:]]}),
        pd.DataFrame({"a": [np.inf, *NUMBERS[1:]], "b": YES}),
        pl.DataFrame({"a": HOLES, "b": [None, *YES[1:]]}),
        pl.DataFrame({"a": [float("-inf"), float("nan"), *NUMBERS[2:]], "b": YES}),
        np.array([HOLES], object).T,
        np.array([[np.inf], [np.nan]]),
        [[np.inf], [np.nan]],
        np.array([NUMBERS, YES], object).T,
        np.array([NUMBERS]).T.astype(str),
        [["1", "2.5"]],
    ],
    ids=str,
)
def test_missing_and_infinite_values_of_each_dtype_are_filled(x):
    said, filled = follow(x)
    assert said
    assert np.isfinite(np.asarray(filled, float)).all()
    assert np.abs(np.asarray(filled, float)).max() < 100  # a number takes the place of infinity, not the largest one


def test_text_in_an_array_is_named_with_its_column():
    for x in (np.array([[1, "red"], [2, "blue"]], object), [[1, "red"], [2, "blue"]]):
        with pytest.raises(ValueError, match="x must be an array of real numbers, got text, 'red' in column 1: .*get_dummies"):
            bpnet.MLP((2, 1)).predict(x)


def test_what_is_no_array_yet_is_made_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pl.DataFrame({"a": NUMBERS, "b": NUMBERS}).write_csv("table.csv")
    for x, said, rows in (
        ("table.csv", "a str; read the file first", N),
        (Path("table.csv"), "Path; read the file first", N),
        ({"a": "1", "b": 2.0}, "a dict with names", 1),
        ({"a": [1.0, 2.0], "b": [3.0, 4.0]}, "a dict with names", 2),
        ([{"a": "1", "b": 2.0}, {"a": "3", "b": "4"}], "a list with names", 2),
    ):
        with pytest.raises(ValueError, match=said) as caught:
            bpnet.MLP((2, 1)).predict(x)
        made = eval(str(caught.value).rpartition(": ")[2], MODULES | {"x": x})  # noqa: S307 - our hint
        assert follow(made)[1].shape == (rows, 2)
    with pytest.raises(TypeError, match=r"x is a LazyFrame that is computed lazily; pass x\.collect\(\)"):
        bpnet.MLP((2, 1)).predict(pl.scan_csv("table.csv"))


def test_a_name_in_place_of_targets_is_no_target():
    for y in ("species", None):
        for loss, output in (("softmax_cross_entropy", "softmax"), ("squared_error", "identity")):
            net = bpnet.MLP((1, 3), loss=loss, output=output)
            for call in (partial(net.fit, epochs=1), net.loss, net.step):
                with pytest.raises(ValueError, match="y must have a target for each sample, got .*: pass the column itself"):
                    call(np.ones((6, 1)), y)


def test_numbers_of_classes_that_are_names_may_be_text():
    net = bpnet.MLP((1, 3), loss="softmax_cross_entropy", output="softmax")
    for y in ([1, 2, 3], np.array([1, 2, 3]), pd.Series([1, 2, 3]), pl.Series([1, 2, 3])):
        with pytest.raises(ValueError, match="from 1 to 3; as names they are .*; to number them") as caught:
            net.loss(np.ones((3, 1)), y)
        named = eval(str(caught.value).partition("they are ")[2].partition(";")[0], {"y": y})  # noqa: S307 - our hint
        made = bpnet.MLP((1, 3), loss="softmax_cross_entropy", output="softmax")
        made.fit(np.ones((3, 1)), named, epochs=1, compile=False)
        assert made.classes_.tolist() == ["1", "2", "3"]


def test_new_rows_get_the_columns_of_training():
    for x_train, x in (
        (pd.DataFrame({"a": [1.0], "red": [True]}), pd.DataFrame({"blue": [True], "new": [1], "a": [5.0]})),
        (pl.DataFrame({"a": [1.0], "red": [True]}), pl.DataFrame({"blue": [True], "new": [1], "a": [5.0]})),
    ):
        with pytest.raises(ValueError, match=r"MLP\(\(3, ...\)\); new rows need the columns of training") as caught:
            bpnet.MLP((2, 1)).predict(x)
        made = eval(str(caught.value).rpartition(": ")[2], MODULES | {"x": x, "x_train": x_train})  # noqa: S307 - our hint
        assert np.asarray(made, float).tolist() == [[5.0, 0.0]]


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
@pytest.mark.parametrize("options", [{}, {"optimizer": "lbfgs"}])
def test_validation_data_have_the_columns_of_training(frame, options):
    x, y = frame({"a": [1.0, 2.0], "b": [0.0, 1.0]}), [1.0, 0.0]
    swapped, other = x[["b", "a"]], frame({"a": [1.0, 2.0], "c": [1.0, 1.0]})
    for x_val, words in ((swapped, "'b' where x has 'a'"), (other, "'c' where x has 'b'")):
        with pytest.raises(ValueError, match=f"validation x has other columns than x, .*{words}") as caught:
            bpnet.MLP((2, 1)).fit(x, y, epochs=1, validation=(x_val, y), **options)
        made = eval(str(caught.value).rpartition("x: ")[2], MODULES | {"x": x, "x_val": x_val})  # noqa: S307 - our hint
        assert np.asarray(made).tolist() == (np.asarray(x) if x_val is swapped else np.array([[1.0, 0.0], [2.0, 0.0]])).tolist()
    with pytest.raises(ValueError, match="validation x has other columns"):
        bpnet.MLP((2, 1), seed=range(2)).fit(x, y, epochs=1, validation=(swapped, y))
    bpnet.MLP((2, 1)).fit(x, y, epochs=1, validation=(np.asarray(swapped), y), compile=False)  # an array has no names


def test_targets_of_polars_with_both_kinds_of_missing_values():
    for y in (pl.Series([1.0, None, float("nan"), 4.0]), pl.DataFrame({"a": [1.0, None, float("nan"), 4.0]})):
        with pytest.raises(ValueError, match="in 2 of 4 rows, the first is row 1") as caught:
            bpnet.MLP((1, 1)).loss(np.ones((4, 1)), y)
        keep = eval(str(caught.value).rpartition("keep = ")[2], MODULES | {"y": y})  # noqa: S307 - our hint
        assert np.asarray(y.filter(keep)).ravel().tolist() == [1.0, 4.0]


@pytest.mark.parametrize(
    ("y", "words"),
    [
        (["a", "b"] * 3, r"build MLP\(\(..., 1\), output='sigmoid', loss='binary_cross_entropy'\); to number"),
        (["1", "2.5"] * 3, r"make numbers of it: numpy\.asarray\(y, float\)$"),
        (pl.Series(["1", "2.5"] * 3), r"make numbers of it: y\.cast\(float\)$"),
        (["1", "?", "3"] * 2, r"leave out the rows with text such as '\?'"),
    ],
)
def test_text_that_the_loss_does_not_take_gets_the_network_or_the_numbers(y, words):
    with pytest.raises(ValueError, match=words):
        bpnet.MLP((1, 1)).fit(np.ones((6, 1)), y, epochs=1)


def test_a_new_class_and_rows_that_are_missing_name_what_fits():
    net = bpnet.MLP((1, 2), output="softmax", loss="softmax_cross_entropy")
    x = np.ones((6, 1))
    with pytest.raises(ValueError, match=r"a new class, \['c'\].*MLP\(\(..., 3\), ...\), and name all .*net.classes_ = "):
        net.fit(x, ["a", "b"] * 3, epochs=1, validation=(x, ["a", "c"] * 3))
    with pytest.raises(ValueError, match=r"y has shape \(4,\), expected \(6,\): x has 6 rows$"):
        net.fit(x, ["a", "b"] * 2, epochs=1)
