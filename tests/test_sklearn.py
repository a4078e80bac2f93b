"""bpnet.sklearn beside scikit-learn's own networks: the same numbers, words and attributes."""

import copy
import inspect
import pickle
import re
import subprocess
import sys
import warnings

import numpy as np
import pytest

pytest.importorskip("sklearn", minversion="1.9", reason="what is compared with")

import joblib
from scipy.sparse import csc_matrix, csr_array
from sklearn import neural_network as theirs
from sklearn.base import clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.datasets import load_digits, make_multilabel_classification, make_regression
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import bpnet
from bpnet import sklearn as ours

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")

DIGITS, LABELS = load_digits(return_X_y=True)
DIGITS, LABELS = DIGITS[:300] / 16.0, LABELS[:300]
X, Y = make_regression(310, 8, n_targets=3, random_state=0)
Y = Y / 100.0
MANY_X, MANY = make_multilabel_classification(200, random_state=0)
RATES = np.abs(np.round(3.0 * Y[:, :2]))
WEIGHT = np.random.default_rng(0).uniform(0.5, 2.0, 310)
RAW, RAW_LABELS = load_digits(return_X_y=True)
DATA = {
    "saturated classes": ("MLPClassifier", RAW[:300], RAW_LABELS[:300]),
    "two saturated classes": ("MLPClassifier", RAW[:300], RAW_LABELS[:300] > 4),
    "classes": ("MLPClassifier", DIGITS, LABELS),
    "two classes": ("MLPClassifier", DIGITS, LABELS > 4),
    "text": ("MLPClassifier", DIGITS, np.asarray([f"digit {n}" for n in LABELS], dtype=object)),
    "many labels": ("MLPClassifier", MANY_X, MANY),
    "one output": ("MLPRegressor", X, Y[:, 0]),
    "three outputs": ("MLPRegressor", X, Y),
    "counts": ("MLPRegressor", X, RATES[:, 0]),
}
SETTINGS = {
    "adam": {},
    "adam, epsilon": {"epsilon": 1e-3, "beta_1": 0.5, "beta_2": 0.9},
    "adam, short batch": {"batch_size": 33, "alpha": 1.0, "activation": "logistic"},
    "adam, no shuffle": {"shuffle": False, "activation": "tanh", "hidden_layer_sizes": (7, 5)},
    "adam, early stopping": {"early_stopping": True, "activation": "identity"},
    "sgd": {"solver": "sgd"},
    "sgd, no momentum": {"solver": "sgd", "momentum": 0.0, "learning_rate_init": 0.05},
    "sgd, momentum 1": {"solver": "sgd", "momentum": 1.0, "learning_rate_init": 1e-4},
    "sgd, heavy ball": {"solver": "sgd", "nesterovs_momentum": False, "learning_rate": "invscaling", "learning_rate_init": 0.05},
    "sgd, invscaling": {"solver": "sgd", "learning_rate": "invscaling", "power_t": 0.3, "learning_rate_init": 0.05},
    "sgd, invscaling by nothing": {"solver": "sgd", "learning_rate": "invscaling", "power_t": 0.0},
    "sgd, adaptive": {
        "solver": "sgd", "learning_rate": "adaptive", "tol": 0.1, "n_iter_no_change": 2, "learning_rate_init": 0.02,
    },
    "sgd, adaptive, early stopping": {
        "solver": "sgd", "learning_rate": "adaptive", "tol": 0.1, "n_iter_no_change": 1, "early_stopping": True,
    },
}  # fmt: skip


@pytest.fixture
def _apart(monkeypatch):
    """While bpnet fits, scikit-learn's backpropagation raises."""

    def never(*_):
        raise AssertionError("scikit-learn's own backpropagation ran")

    fit = ours.MLPClassifier._fit

    def alone(self, *args, **kwargs):
        with monkeypatch.context() as patch:
            patch.setattr(theirs._multilayer_perceptron.BaseMultilayerPerceptron, "_backprop", never)
            return fit(self, *args, **kwargs)

    for name in ("MLPClassifier", "MLPRegressor"):
        monkeypatch.setattr(getattr(ours, name), "_fit", alone)


def pair(kind, **settings):
    return [getattr(module, kind)(**settings) for module in (theirs, ours)]


def compare(a, b, rtol=1e-9):
    """The public attributes of two fitted estimators."""
    names = {name for name in vars(a) if name.endswith("_") and not name.startswith("_")}
    assert names == {name for name in vars(b) if name.endswith("_") and not name.startswith("_")}
    for name in sorted(names - {"coefs_", "intercepts_"}):
        one, other = getattr(a, name), getattr(b, name)
        if isinstance(one, float | list) or name in {"loss_", "best_loss_"}:
            assert (one is None) == (other is None), name
            if one is not None:
                np.testing.assert_allclose(other, one, rtol=rtol, atol=1e-12, err_msg=name)
        else:
            assert np.array_equal(one, other), name
    for one, other in zip(a.coefs_ + a.intercepts_, b.coefs_ + b.intercepts_, strict=True):
        np.testing.assert_allclose(other, one, rtol=1e-6, atol=1e-8)


@pytest.mark.usefixtures("_apart")
@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("data", DATA)
def test_twenty_epochs_have_the_same_curve_and_attributes(data, settings):
    """With weights and without in turn, so that each of the data and of the settings has both."""
    kind, x, y = DATA[data]
    weighted = (list(DATA).index(data) + list(SETTINGS).index(settings)) % 2
    options = {"max_iter": 20, "random_state": 0, "hidden_layer_sizes": (20,)} | SETTINGS[settings]
    options |= {"loss": "poisson"} if data == "counts" else {}
    a, b = (est.fit(x, y, sample_weight=WEIGHT[: len(y)] if weighted else None) for est in pair(kind, **options))
    np.testing.assert_allclose(b.loss_curve_, a.loss_curve_, rtol=1e-6)
    compare(a, b)
    same(a, b, x)


def same(a, b, x):
    """Predictions of two estimators."""
    one, other = a.predict(x), b.predict(x)
    assert (other.dtype, other.shape) == (one.dtype, one.shape)
    if hasattr(a, "predict_proba"):
        assert np.array_equal(one, other)
        np.testing.assert_allclose(b.predict_proba(x), a.predict_proba(x), rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(b.predict_log_proba(x), a.predict_log_proba(x), rtol=1e-6, atol=1e-9)
    else:
        np.testing.assert_allclose(other, one, rtol=1e-6, atol=1e-9)


@pytest.mark.usefixtures("_apart")
@pytest.mark.parametrize("n", [1, 2, 5, 20])
@pytest.mark.parametrize("data", DATA)
def test_the_loss_of_lbfgs_is_the_same_after_some_iterations(data, n):
    kind, x, y = DATA[data]
    loss = {"loss": "poisson"} if data == "counts" else {}
    a, b = (est.fit(x, y) for est in pair(kind, solver="lbfgs", max_iter=n, random_state=0, alpha=0.1, **loss))
    assert b.loss_ == pytest.approx(a.loss_, rel=1e-6)
    assert b.n_iter_ == a.n_iter_
    compare(a, b, rtol=1e-6)


def test_a_wrong_epsilon_is_seen_by_the_comparison_of_curves():
    a, b = pair("MLPClassifier", max_iter=20, random_state=0, epsilon=1e-3)
    b.set_params(epsilon=1.01e-3)
    a, b = (est.fit(DIGITS, LABELS) for est in (a, b))
    assert not np.allclose(b.loss_curve_, a.loss_curve_, rtol=1e-6)


@pytest.mark.parametrize("kind", ["MLPClassifier", "MLPRegressor"])
def test_the_signature_is_scikit_learns_and_a_backend(kind):
    one, other = (dict(inspect.signature(getattr(module, kind)).parameters) for module in (theirs, ours))
    if kind == "MLPClassifier":
        assert other.pop("class_weight").default is None  # which scikit-learn's has not
    assert [(p.name, p.default, p.kind) for p in one.values()] == [(p.name, p.default, p.kind) for p in other.values()][:-1]
    assert (list(other)[-1], other["backend"].default) == ("backend", None)
    for method in ("fit", "partial_fit", "predict", "score"):
        assert list(inspect.signature(getattr(getattr(theirs, kind)(), method)).parameters) == list(
            inspect.signature(getattr(getattr(ours, kind)(), method)).parameters
        )


@pytest.mark.parametrize(
    "settings",
    [
        {"verbose": True, "max_iter": 3},
        {"verbose": True, "early_stopping": True, "max_iter": 40, "tol": 0.5, "n_iter_no_change": 2},
        {"verbose": 1, "solver": "sgd", "tol": 0.5, "n_iter_no_change": 2},
        {"verbose": True, "solver": "sgd", "learning_rate": "adaptive", "tol": 0.5, "n_iter_no_change": 1, "max_iter": 60},
    ],
)
def test_what_is_printed_is_what_scikit_learn_prints(settings, capsys):
    said = []
    for est in pair("MLPClassifier", random_state=0, **settings):
        est.fit(DIGITS, LABELS)
        said.append(capsys.readouterr().out)
    assert said[0] == said[1] != ""


def problem(act):
    """The type and the words of what an act raises or warns of."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            act()
        except Exception as error:  # noqa: BLE001 - whatever it is
            among = re.search(r"\{(.*)\}", str(error))  # a set, in no order
            said = str(error).replace(among[0], str(sorted(among[1].split(", ")))) if among else str(error)
            return type(error), said
    return [(w.category, str(w.message)) for w in warned]


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    "act",
    {
        "epochs": lambda m: m.MLPClassifier(max_iter=1).fit(DIGITS, LABELS),
        "iterations": lambda m: m.MLPClassifier(max_iter=1, solver="lbfgs", random_state=0).fit(DIGITS, LABELS),
        "calls": lambda m: m.MLPRegressor(max_fun=3, solver="lbfgs", random_state=0).fit(X, Y),
        "a large batch": lambda m: m.MLPRegressor(max_iter=1, batch_size=1000).fit(X, Y),
        "a column": lambda m: m.MLPRegressor(max_iter=1).fit(X, Y[:, :1]),
        "sizes": lambda m: m.MLPClassifier(hidden_layer_sizes=(3, 0)).fit(DIGITS, LABELS),
        "a setting": lambda m: m.MLPClassifier(hidden_layer_sizes=-1).fit(DIGITS, LABELS),
        "a solver": lambda m: m.MLPClassifier(solver="nonsense").fit(DIGITS, LABELS),
        "momentum": lambda m: m.MLPClassifier(momentum=2.0).fit(DIGITS, LABELS),
        "a loss": lambda m: m.MLPRegressor(loss="nonsense").fit(X, Y),
        "NaN": lambda m: m.MLPRegressor().fit(np.full((3, 2), np.nan), [1.0, 2.0, 3.0]),
        "lengths": lambda m: m.MLPRegressor().fit(X, Y[:5]),
        "a scalar": lambda m: m.MLPRegressor().fit(X, 3.0),
        "text for sizes": lambda m: m.MLPRegressor(hidden_layer_sizes="abc").fit(X, Y),
        "text": lambda m: m.MLPRegressor().fit([["a"], ["b"]], [1.0, 2.0]),
        "not fitted": lambda m: m.MLPRegressor().predict(X),
        "features": lambda m: m.MLPRegressor(max_iter=1000, tol=1e9).fit(X, Y).predict(X[:, :3]),
        "quantities": lambda m: m.MLPClassifier().fit(X, Y[:, 0]),
        "too few": lambda m: m.MLPRegressor(early_stopping=True).fit(X[:2], Y[:2]),
        "one of a class": lambda m: m.MLPClassifier(early_stopping=True).fit(X[:4], [0, 0, 0, 1]),
        "no classes": lambda m: m.MLPClassifier().partial_fit(DIGITS, LABELS),
        "other classes": lambda m: m.MLPClassifier().partial_fit(DIGITS, LABELS, classes=[1, 2]),
        "partial early stopping": lambda m: m.MLPRegressor(early_stopping=True).partial_fit(X, Y),
        "partial lbfgs": lambda m: m.MLPClassifier(solver="lbfgs").partial_fit(X, Y),
        "a regressor's partial lbfgs": lambda m: m.MLPRegressor(solver="lbfgs", max_iter=2, random_state=0).partial_fit(X, Y),
        "large values": lambda m: m.MLPRegressor().fit(1e308 * X, Y),
        "weights": lambda m: m.MLPRegressor().fit(X, Y, sample_weight=np.zeros(len(X))),
        "warm classes": lambda m: m.MLPClassifier(warm_start=True, tol=1e9).fit(DIGITS, LABELS).fit(DIGITS, LABELS // 2),
    }.items(),
    ids=lambda item: item[0],
)
def test_errors_and_warnings_are_scikit_learns(act):
    here, there = problem(lambda: act[1](ours)), problem(lambda: act[1](theirs))
    there = [w for w in there if w[0] is not RuntimeWarning] if isinstance(there, list) else there
    assert here == there
    assert here


@pytest.mark.parametrize("kind", ["MLPClassifier", "MLPRegressor"])
def test_every_setting_and_attribute_is_documented(kind):
    a, b = pair(kind, max_iter=1)
    more = 2 if kind == "MLPClassifier" else 1  # the backend, and weights of classes
    shown = [est._repr_html_().count("param-doc-description") for est in (a, b)]
    assert shown[1] == shown[0] + more > 20
    x, y = DATA["classes" if kind == "MLPClassifier" else "one output"][1:]
    shown = [est.fit(x, y)._repr_html_().count("param-doc-description") for est in (a, b)]
    assert shown[1] == shown[0] + more


def test_a_setting_that_is_no_backend_is_refused():
    with pytest.raises(ValueError, match="The 'backend' parameter of MLPClassifier must be"):
        ours.MLPClassifier(backend=3).fit(DIGITS, LABELS)


@pytest.mark.parametrize("solver", ["adam", "sgd"])
@pytest.mark.parametrize("data", DATA)
def test_parts_and_pickles_and_copies_go_on_as_scikit_learn_does(data, solver, tmp_path):
    kind, x, y = DATA[data]
    classes = {"classes": np.unique(y) if y.ndim == 1 else np.arange(5)} if kind == "MLPClassifier" else {}
    a, b = pair(kind, solver=solver, random_state=0)
    for part in range(6):
        if part == 2:
            b = pickle.loads(pickle.dumps(b))
        if part == 3:
            joblib.dump(b, tmp_path / "b")
            b = joblib.load(tmp_path / "b")
        if part == 4:
            b = copy.deepcopy(b)
        rows = slice(part * 30, part * 30 + 30)
        for est in (a, b):
            est.partial_fit(x[rows], y[rows], **(classes if part == 0 else {}))
    np.testing.assert_allclose(b.loss_curve_, a.loss_curve_, rtol=1e-9)
    assert b.t_ == a.t_ == 180
    same(a, b, x)


def test_a_copy_trains_apart_from_what_it_was_made_of():
    one = ours.MLPRegressor(random_state=0).partial_fit(X, Y)
    other = copy.deepcopy(one)
    kept = one.coefs_[0].copy()
    other.partial_fit(X, Y)
    assert np.array_equal(one.coefs_[0], kept)
    assert not np.array_equal(other.coefs_[0], kept)


@pytest.mark.parametrize("settings", [{}, {"solver": "sgd"}, {"solver": "lbfgs"}, {"early_stopping": True}])
def test_a_warm_start_goes_on_as_scikit_learn_does(settings):
    a, b = pair("MLPClassifier", warm_start=True, max_iter=4, random_state=0, **settings)
    for _ in range(3):
        for est in (a, b):
            est.fit(DIGITS, LABELS)
    compare(a, b, rtol=1e-7)


def test_weights_that_somebody_changes_in_place_are_trained_on():
    a, b = (est.partial_fit(X, Y) for est in pair("MLPRegressor", random_state=0))
    for est in (a, b):
        est.coefs_[0][...] = 0.1
        est.partial_fit(X, Y)
    compare(a, b)


@pytest.mark.parametrize("settings", [{}, {"solver": "sgd", "early_stopping": True}, {"solver": "lbfgs"}])
@pytest.mark.parametrize("container", [csr_array, csc_matrix])
def test_sparse_inputs_train_as_dense_ones(container, settings):
    dense, sparse = (ours.MLPClassifier(random_state=0, max_iter=5, **settings) for _ in range(2))
    dense.fit(DIGITS, LABELS)
    sparse.fit(container(DIGITS), LABELS)
    compare(dense, sparse)
    np.testing.assert_allclose(sparse.predict_proba(container(DIGITS)), dense.predict_proba(DIGITS), rtol=1e-9)


def test_sparse_inputs_are_made_dense_a_batch_at_a_time(monkeypatch):
    rows = []
    monkeypatch.setattr("bpnet.sklearn.stochastic.dense", lambda x, at: rows.append(len(at)) or x[at].toarray())
    ours.MLPClassifier(max_iter=2, batch_size=100).fit(csr_array(DIGITS), LABELS)
    assert rows == [100] * 6


def test_an_indicator_matrix_may_be_sparse():
    a, b = (est.fit(MANY_X, csr_array(MANY)) for est in pair("MLPClassifier", max_iter=3, random_state=0))
    assert np.array_equal(a.predict(MANY_X).toarray(), b.predict(MANY_X).toarray())


@pytest.mark.parametrize("solver", ["adam", "sgd", "lbfgs"])
@pytest.mark.parametrize("data", ["classes", "many labels", "three outputs", "counts"])
def test_float32_stays_float32(data, solver):
    kind, x, y = DATA[data]
    est = getattr(ours, kind)(solver=solver, max_iter=3, random_state=0).fit(x.astype("float32"), y)
    outputs = est.predict_proba if kind == "MLPClassifier" else est.predict
    assert {a.dtype for a in (*est.coefs_, *est.intercepts_, outputs(x.astype("float32")))} == {np.dtype("float32")}


def test_ctrl_c_keeps_what_was_learnt(monkeypatch):
    from bpnet.sklearn import stochastic

    epoch = stochastic._epoch

    def third(est, *args):
        if est.n_iter_ == 2:
            raise KeyboardInterrupt
        epoch(est, *args)

    monkeypatch.setattr(stochastic, "_epoch", third)
    with pytest.warns(UserWarning, match=r"Training interrupted by user\."):
        est = ours.MLPRegressor(random_state=0).fit(X, Y)
    again = ours.MLPRegressor(random_state=0, max_iter=2)
    monkeypatch.setattr(stochastic, "_epoch", epoch)
    compare(again.fit(X, Y), est)


def test_the_tools_of_scikit_learn_take_it():
    est = ours.MLPClassifier(max_iter=5, random_state=0)
    pipe = make_pipeline(StandardScaler(), est).fit(DIGITS, LABELS)
    assert pipe.score(DIGITS, LABELS) > 0.3
    assert cross_val_score(est, DIGITS, LABELS, cv=2).shape == (2,)
    assert CalibratedClassifierCV(est, cv=2).fit(DIGITS, LABELS).predict_proba(DIGITS).shape == (300, 10)
    assert clone(est).get_params() == est.get_params()


@pytest.mark.parametrize("n_jobs", [None, 2])
def test_a_grid_is_searched_and_the_scores_are_scikit_learns(n_jobs):
    scores = []
    for est in pair("MLPClassifier", max_iter=5, random_state=0):
        search = GridSearchCV(est, {"alpha": [1e-4, 1.0]}, cv=2, n_jobs=n_jobs).fit(DIGITS, LABELS)
        scores.append(search.cv_results_["mean_test_score"])
    np.testing.assert_allclose(*scores)


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ({"learning_rate": "constant"}, {"learning_rate": "invscaling"}),
        ({"learning_rate": "invscaling"}, {"learning_rate_init": 0.2, "power_t": 1.0}),
        ({"learning_rate": "invscaling"}, {"solver": "adam"}),
        ({"learning_rate": "adaptive", "tol": 10.0, "n_iter_no_change": 1}, {"learning_rate": "constant"}),
        ({"momentum": 0.5}, {"momentum": 0.9, "nesterovs_momentum": False}),
    ],
)
def test_an_optimizer_keeps_the_settings_that_it_was_made_with(first, later, capsys):
    said = []
    for est in (pairs := pair("MLPRegressor", solver="sgd", learning_rate_init=0.05, verbose=True, random_state=0)):
        est.set_params(**first).partial_fit(X, Y)
        est.set_params(**later)
        for _ in range(4):
            est.partial_fit(X, Y)
        said.append(capsys.readouterr().out)
    compare(*pairs)
    assert said[0] == said[1]


@pytest.mark.parametrize(("first", "later"), [("float32", "float64"), ("float64", "float32")])
@pytest.mark.parametrize("solver", ["adam", "sgd"])
@pytest.mark.parametrize("container", [np.asarray, csr_array])
def test_params_keep_the_dtype_of_the_first_data(first, later, solver, container):
    a, b = pair("MLPRegressor", solver=solver, random_state=0)
    for est in (a, b):
        est.partial_fit(container(X.astype(first)), Y).partial_fit(container(X.astype(later)), Y)
    assert {p.dtype for p in b.coefs_} == {p.dtype for p in a.coefs_} == {np.dtype(first)}
    np.testing.assert_allclose(b.loss_curve_, a.loss_curve_, rtol=1e-5)


def test_a_warm_start_that_is_never_better_keeps_its_last_params():
    x, y = RAW[:600], RAW_LABELS[:600]
    a, b = pair("MLPClassifier", random_state=0, early_stopping=True, warm_start=True)
    for est in (a, b):
        est.fit(x, y).fit(x, y)
    assert a.validation_scores_[-1] < a.best_validation_score_
    compare(a, b, rtol=1e-7)


def test_the_only_label_is_always_right():
    a, b = (est.fit(DIGITS[:40], np.zeros(40)) for est in pair("MLPClassifier", random_state=2, early_stopping=True, max_iter=3))
    assert a.validation_scores_ == b.validation_scores_ == [1.0, 1.0, 1.0]
    compare(a, b)


@pytest.mark.parametrize("solver", ["adam", "lbfgs"])
def test_the_deviance_of_a_negative_count_is_no_number(solver):
    settings = {"loss": "poisson", "random_state": 0, "tol": 0.5, "n_iter_no_change": 2, "max_iter": 8, "solver": solver}
    with np.errstate(all="ignore"):
        a, b = (est.fit(X, RATES[:, 0] - 1.0) for est in pair("MLPRegressor", **settings))
    assert np.isnan(a.loss_)
    assert np.isnan(b.loss_)
    assert a.n_iter_ == b.n_iter_


@pytest.mark.parametrize("settings", [{}, {"solver": "sgd", "batch_size": 50}, {"solver": "lbfgs"}])
def test_weights_may_be_negative_in_all(settings):
    weight = np.where(np.arange(310) < 200, -1.0, 0.5)
    a, b = (est.fit(X, Y, sample_weight=weight) for est in pair("MLPRegressor", random_state=0, max_iter=3, **settings))
    np.testing.assert_allclose(b.loss_, a.loss_, rtol=1e-9)


def test_weights_that_float32_cannot_hold_are_told():
    with pytest.raises(ValueError, match="Sample weights must contain at least one non-zero number"):
        ours.MLPRegressor(max_iter=1).fit(X.astype("float32"), Y, sample_weight=np.full(310, 1e-50))


def test_inputs_that_float32_cannot_hold_are_told():
    est = ours.MLPRegressor(max_iter=1).fit(X.astype("float32"), Y)
    for act in (est.predict, lambda x: est.partial_fit(x, Y)):
        with pytest.raises(ValueError, match=r"Input X contains infinity or a value too large for dtype\('float32'\)"):
            act(X * 1e39)


@pytest.mark.parametrize("classes", [[7, 8], [0, 1, 2, 3, 4]])
def test_many_labels_keep_the_classes_that_were_promised(classes):
    found = [problem(lambda est=est: est.partial_fit(MANY_X, MANY, classes=classes)) for est in pair("MLPClassifier")]
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "act",
    {
        "text to predict": lambda m: m.MLPRegressor(max_iter=1, random_state=0).fit(X, Y).predict(X.astype("U8")),
        "nothing to predict": lambda m: m.MLPRegressor(max_iter=1, random_state=0).fit(X, Y).predict(None),
        "a masked target": lambda m: (
            m.MLPClassifier(max_iter=1).fit(DIGITS, LABELS).score(DIGITS, np.ma.masked_array(LABELS, LABELS > 3))
        ),
        "a matrix": lambda m: m.MLPRegressor(max_iter=1).fit(X, Y).score(X, np.matrix(Y)),
        "a number for all": lambda m: m.MLPRegressor(max_iter=1).fit(X, Y).score(X, Y, sample_weight=np.float32(0.5)),
    }.items(),
    ids=lambda item: item[0],
)
def test_what_is_wrong_in_predictions_and_scores_is_told_as_scikit_learn_does(act):
    here, there = problem(lambda: act[1](ours)), problem(lambda: act[1](theirs))
    assert here == there
    assert here


@pytest.mark.parametrize("y", [np.where(Y[:, 0] > 0, "1", "2"), Y[:, 0].astype("M8[s]")], ids=["text", "dates"])
def test_targets_that_are_no_quantities_are_refused(y):
    with pytest.raises(TypeError, match="y must be numbers, got dtype"):
        ours.MLPRegressor().fit(X, y)


def test_sparse_targets_are_made_dense():
    a, b = (est.fit(X, csr_array(RATES)) for est in pair("MLPRegressor", max_iter=3, random_state=0))
    compare(a, b)


def test_settings_may_be_truths_and_numpys_numbers():
    settings = {"alpha": True, "epsilon": np.float32(0.5), "beta_1": False, "learning_rate_init": np.float64(0.01)}
    a, b = (est.fit(X, Y) for est in pair("MLPRegressor", max_iter=3, random_state=0, **settings))
    compare(a, b)
    for spec in ("array_api_strict", "numpy"):
        alpha = np.logspace(-1, 0, 2)[0]
        est = ours.MLPRegressor(solver="lbfgs", alpha=alpha, backend=spec, max_iter=2, random_state=0).fit(X, Y)
        assert est.loss_ == pytest.approx(
            theirs.MLPRegressor(solver="lbfgs", alpha=alpha, max_iter=2, random_state=0).fit(X, Y).loss_
        )


@pytest.mark.parametrize(
    "change", [{"loss": "poisson"}, {"hidden_layer_sizes": (3, 3)}, {"solver": "lbfgs", "hidden_layer_sizes": 3}]
)
def test_a_warm_start_with_another_network_is_refused(change):
    est = ours.MLPRegressor(warm_start=True, max_iter=1, hidden_layer_sizes=5).fit(X, RATES).set_params(**change)
    with pytest.raises(ValueError, match=r"cannot continue .* that was fitted with .*Set warm_start=False"):
        est.fit(X, RATES)


def test_ctrl_c_in_lbfgs_keeps_the_last_params(monkeypatch):
    from bpnet.sklearn import lbfgs

    minimize = lbfgs.scipy.optimize.minimize

    def interrupted(objective, start, **options):
        minimize(objective, start, **options | {"options": {"maxiter": 5}})
        raise KeyboardInterrupt

    before = ours.MLPRegressor(solver="lbfgs", random_state=0, max_iter=1).fit(X, Y)
    est = ours.MLPRegressor(solver="lbfgs", random_state=0)
    monkeypatch.setattr(lbfgs.scipy.optimize, "minimize", interrupted)
    with pytest.raises(KeyboardInterrupt):
        est.fit(X, Y)
    assert est.score(X, Y) > before.score(X, Y)


def test_a_fit_after_one_that_diverged_has_the_same_error():
    est = ours.MLPRegressor(solver="sgd", learning_rate_init=1e200, warm_start=True)
    for _ in range(2):
        with pytest.raises(ValueError, match="Solver produced non-finite parameter weights"):
            est.fit(X, Y)


def test_what_was_compiled_serves_the_next_fit_of_the_same_shapes(monkeypatch):
    from bpnet.compiler import memory

    traced = []
    trace = memory.trace
    monkeypatch.setattr(memory, "trace", lambda *args: traced.append(args) or trace(*args))
    fits = [ours.MLPRegressor(max_iter=2, random_state=0, alpha=0.0123).fit(X, Y) for _ in range(3)]
    assert len(traced) == 2  # the full batch and the short one
    assert np.array_equal(fits[0].coefs_[0], fits[2].coefs_[0])
    fits[0].fit(X, -Y)
    assert np.array_equal(fits[1].coefs_[0], fits[2].coefs_[0])


def test_only_so_many_networks_are_kept(monkeypatch):
    from bpnet.sklearn import networks

    monkeypatch.setattr(networks, "MOST", 20_000)
    for n in range(5, 40, 5):
        ours.MLPRegressor(max_iter=1, hidden_layer_sizes=n).fit(X, Y)
    assert 0 < sum(numbers for numbers, _ in networks._idle.values()) <= 20_000


def test_estimators_are_fitted_in_threads():
    from concurrent.futures import ThreadPoolExecutor

    alone = ours.MLPRegressor(max_iter=5, random_state=0).fit(X, Y)
    with ThreadPoolExecutor(4) as pool:
        fits = list(pool.map(lambda _: ours.MLPRegressor(max_iter=5, random_state=0).fit(X, Y), range(12)))
    assert all(np.array_equal(alone.coefs_[0], est.coefs_[0]) for est in fits)


@pytest.mark.parametrize("kind", ["MLPClassifier", "MLPRegressor"])
def test_data_frames_are_taken_and_their_names_are_looked_at(kind):
    pandas = pytest.importorskip("pandas", reason="the frames are pandas'")
    frame, wanted = (
        pandas.DataFrame(X, columns=list("abcdefgh")),
        pandas.Series(RATES[:, 0] if kind[3] == "R" else RATES[:, 0] > 1),
    )
    a, b = (est.fit(frame, wanted) for est in pair(kind, max_iter=5, random_state=0))
    compare(a, b)
    assert b.feature_names_in_.tolist() == list("abcdefgh")
    same(a, b, frame)
    for est in (a, b):
        with pytest.raises(ValueError, match="in the same order as they were in fit"):
            est.predict(frame[list("bacdefgh")])
        with pytest.warns(UserWarning, match=f"X does not have valid feature names, but {kind} was fitted with feature names"):
            est.predict(X)


def test_a_frame_of_outputs_is_many_outputs():
    pandas = pytest.importorskip("pandas", reason="the frames are pandas'")
    a, b = (est.fit(pandas.DataFrame(X), pandas.DataFrame(Y)) for est in pair("MLPRegressor", max_iter=5, random_state=0))
    compare(a, b)


@pytest.mark.parametrize(
    ("settings", "former"),
    [
        ({}, ("optimizers.adam", {"learning_rate": 0.001, "betas": (0.9, 0.999), "eps": 1e-8, "eps_hat": True})),
        (
            {"solver": "sgd"},
            ("optimizers.sgd", {"learning_rate": 0.001, "momentum": 0.9, "nesterov": True, "rate_in_velocity": True}),
        ),
        ({"solver": "sgd", "momentum": 0.0}, ("optimizers.sgd", {"learning_rate": 0.001})),
    ],
)
def test_a_pickle_of_a_former_version_trains_on(settings, former):
    est = ours.MLPClassifier(max_iter=2, random_state=0, **settings).fit(DIGITS, LABELS)
    other = pickle.loads(pickle.dumps(est))
    state = est._optimizer.__getstate__()
    former_state = {key: state[key] for key in ("learning_rate", "schedule")} | {"_memory": state["opt_state"], "_recipe": former}
    other._optimizer.__setstate__(former_state)
    for one in (est, other):
        one.partial_fit(DIGITS, LABELS)
    compare(est, other, rtol=0.0)


def test_a_backend_as_a_setting_is_cloned_copied_and_pickled():
    est = ours.MLPClassifier(backend=bpnet.get_backend("array_api_strict:device1"), max_iter=2, random_state=0)
    for other in (clone(est), copy.deepcopy(est), pickle.loads(pickle.dumps(est))):
        assert other.backend.spec == "array_api_strict:device1"
        assert other.fit(DIGITS, LABELS).loss_ == pytest.approx(
            ours.MLPClassifier(max_iter=2, random_state=0).fit(DIGITS, LABELS).loss_
        )


def test_a_backend_that_is_not_there_is_told_by_its_name():
    with pytest.raises(bpnet.UnknownBackendError, match="unknown backend 'nonsense'"):
        ours.MLPClassifier(backend="nonsense").fit(DIGITS, LABELS)


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_scikit_learns_networks_are_never_imported():
    fit = "est = m.MLPClassifier(solver='lbfgs').fit([[0.0], [1.0]], [0, 1]); est.predict([[0.0]])"
    assert run(f"import sys, bpnet.sklearn as m; {fit}; print('sklearn.neural_network' in sys.modules)") == "False"


def test_a_long_training_ends_where_scikit_learns_does():
    a, b = (est.fit(DIGITS, LABELS) for est in pair("MLPClassifier", random_state=0, tol=1e-3))
    assert b.n_iter_ == a.n_iter_ > 20
    with pytest.warns(ConvergenceWarning, match="Maximum iterations") as told:
        ours.MLPClassifier(max_iter=1).fit(DIGITS, LABELS)
    assert told[0].filename == __file__


def test_params_counts_and_losses_agree_wherever_ctrl_c_comes():
    """An interrupt at each line of the training loop; what remains is a training of whole epochs."""
    x, y = np.random.default_rng(0).standard_normal((2, 30))
    settings = {"hidden_layer_sizes": (3,), "max_iter": 3, "random_state": 0, "shuffle": False}
    kept = {}

    def interrupted(at):
        count = 0

        def trace(frame, event, _):
            nonlocal count
            if frame.f_code.co_name not in {"_train", "_epoch", "epoch", "run_batches", "compiled_epochs"}:
                return None
            count += event == "line"
            if event == "line" and count == at:
                raise KeyboardInterrupt
            return trace

        model = ours.MLPRegressor(**settings, backend="numpy")
        before = sys.gettrace()  # that of coverage
        sys.settrace(trace)
        try:
            model.fit(x[:, None], y)
        finally:
            sys.settrace(before)
        return model, count < at

    for at in range(1, 1000):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                model, through = interrupted(at)
        except KeyboardInterrupt:  # before the loop, or after it
            continue
        assert model.n_iter_ == len(model.loss_curve_)
        assert model.t_ == 30 * model.n_iter_
        kept.setdefault(model.n_iter_, []).append(model.coefs_[0].tobytes())
        if through:
            break
    assert set(kept) == {0, 1, 2, 3}
    assert all(len(set(found)) == 1 for found in kept.values())
