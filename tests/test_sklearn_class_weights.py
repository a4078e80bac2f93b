"""`class_weight` of `MLPClassifier`: that of scikit-learn's other classifiers, as weights of the samples."""

import warnings

import numpy as np
import pytest

pytest.importorskip("sklearn", minversion="1.9", reason="what is compared with")

from sklearn import neural_network as theirs
from sklearn.datasets import make_classification, make_multilabel_classification
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.utils.class_weight import compute_sample_weight

from bpnet import sklearn as ours

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")

X, Y = make_classification(120, 6, n_informative=4, n_classes=3, weights=[0.7, 0.2, 0.1], random_state=0)
MANY_X, MANY = make_multilabel_classification(120, 6, n_classes=3, random_state=0)
WEIGHT = np.random.default_rng(0).uniform(0.5, 2.0, 120)
WORDS = np.asarray(["ant", "bee", "cat"], dtype=object)
LABELS = {
    "multiclass": (Y, {0: 0.5, 1: 2.0, 2: 5.0}),
    "some weights": (Y, {2: 5.0}),
    "words": (WORDS[Y], {"ant": 0.5, "bee": 2.0, "cat": 5.0}),
    "binary": (Y == 0, {False: 2.0, True: 0.5}),
    "numbers": (np.where(Y == 0, -1, 7), {-1: 2.0, 7: 0.5}),
    "multilabel": (MANY, [{0: 1.0, 1: 3.0}, {0: 0.5, 1: 1.0}, {0: 1.0, 1: 1.0}]),
}
SOLVERS = {"adam": {}, "sgd": {"solver": "sgd", "early_stopping": True}, "lbfgs": {"solver": "lbfgs"}}


def assert_alike(one, other):
    for a, b in zip(one.coefs_ + one.intercepts_, other.coefs_ + other.intercepts_, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("balanced", [False, True], ids=["given", "balanced"])
@pytest.mark.parametrize("kind", LABELS)
@pytest.mark.parametrize("solver", SOLVERS)
def test_weights_of_classes_are_those_of_the_samples_of_scikit_learns_network(kind, solver, balanced):
    y, given = LABELS[kind]
    x, given = MANY_X if kind == "multilabel" else X, "balanced" if balanced else given
    settings = {"hidden_layer_sizes": 5, "max_iter": 8, "random_state": 0} | SOLVERS[solver]
    for weight in (None, WEIGHT):
        own = ours.MLPClassifier(**settings, class_weight=given).fit(x, y, weight)
        product = compute_sample_weight(given, y) * (1.0 if weight is None else weight)
        assert_alike(own, theirs.MLPClassifier(**settings).fit(x, y, product))


def test_the_rare_class_is_found_more_often_as_by_a_linear_model():
    def recalls(make):
        return [np.mean(make(class_weight=given).fit(X, Y).predict(X)[Y == 2] == 2) for given in (None, {2: 100.0})]

    network = recalls(lambda **more: ours.MLPClassifier(5, max_iter=300, solver="lbfgs", alpha=1.0, random_state=0, **more))
    for plain, weighted in (network, recalls(LogisticRegression)):
        assert weighted > plain


def test_a_partial_fit_takes_a_dict_of_all_classes_and_refuses_balanced():
    est = ours.MLPClassifier(5, random_state=0, class_weight={0: 0.5, 1: 2.0, 2: 5.0})
    other = ours.MLPClassifier(5, random_state=0)
    for rows in (Y < 2, Y == 0, Y > 0):  # no call has all classes
        est.partial_fit(X[rows], Y[rows], classes=[0, 1, 2])
        other.partial_fit(X[rows], Y[rows], np.take([0.5, 2.0, 5.0], Y[rows]), classes=[0, 1, 2])
    assert_alike(est, other)
    with pytest.raises(ValueError, match="class_weight 'balanced' is not supported for partial_fit"):
        ours.MLPClassifier(class_weight="balanced").partial_fit(X, Y, classes=[0, 1, 2])


@pytest.mark.parametrize("library", ["array_api_strict", "torch"])
def test_arrays_of_another_library_have_the_same_weights(library):
    xp = pytest.importorskip(library)
    import sklearn

    kept = xp.get_array_api_strict_flags() if library == "array_api_strict" else None
    if kept:
        xp.set_array_api_strict_flags(boolean_indexing=True, data_dependent_shapes=True)
    try:
        with sklearn.config_context(array_api_dispatch=True):
            settings = {"hidden_layer_sizes": 5, "max_iter": 5, "random_state": 0, "class_weight": "balanced"}
            est = ours.MLPClassifier(**settings).fit(xp.asarray(X), xp.asarray(Y), xp.asarray(WEIGHT))
            same = ours.MLPClassifier(**settings).fit(X, Y, WEIGHT)
        for a, b in zip(est.coefs_, same.coefs_, strict=True):
            np.testing.assert_allclose(np.asarray(a), b, rtol=1e-9, atol=1e-12)
    finally:
        if kept:
            xp.set_array_api_strict_flags(**kept)


@pytest.mark.parametrize(
    ("y", "given", "message"),
    [
        (Y, "equal", "The 'class_weight' parameter of MLPClassifier must be an instance of 'dict'"),
        (Y, {0: 1.0, 5: 1.0}, r"The classes, \[.*\], are not in class_weight"),
        (Y, {0: 1.0, 1: -1.0, 2: 1.0}, "class_weight must have finite weights of at least 0"),
        (Y, {0: 0.0, 1: 0.0, 2: 0.0}, "class_weight must have finite weights of at least 0, and a positive one"),
        (Y, {0: 1.0, 1: np.nan, 2: 1.0}, "class_weight must have finite weights"),
        (Y, {0: 1.0, 1: None, 2: 1.0}, "class_weight must have finite weights"),
        (Y, {0: 1.0, 1: 1j, 2: 1.0}, "class_weight must have finite weights"),
        (Y, {0: 1.0, 1: 10**400, 2: 1.0}, "class_weight must have finite weights"),
        (MANY, {0: 1.0, 1: 2.0}, "For multi-output, class_weight should be a list of dicts"),
    ],
    ids=lambda value: str(value)[:20] if not isinstance(value, np.ndarray) else "",
)
def test_what_are_no_weights_of_classes_is_refused(y, given, message):
    with pytest.raises(ValueError, match=message):
        ours.MLPClassifier(class_weight=given).fit(X, y)


def test_it_is_a_parameter_of_searches_and_a_regressor_has_none():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        search = GridSearchCV(ours.MLPClassifier(5, max_iter=5), {"class_weight": [None, "balanced", {2: 3.0}]}, cv=2).fit(X, Y)
    assert search.cv_results_["param_class_weight"].tolist() == [None, "balanced", {2: 3.0}]
    assert "class_weight" not in ours.MLPRegressor().get_params()
