"""bpnet.sklearn on arrays of other libraries: trained on where they live, with the numbers of NumPy."""

import copy
import os
import pickle
import subprocess
import sys

import numpy as np
import pytest

pytest.importorskip("sklearn", minversion="1.9", reason="what lets the arrays in")

import sklearn
from sklearn.datasets import load_iris, make_multilabel_classification
from sklearn.utils._array_api import get_namespace_and_device, move_estimator_to, move_to
from sklearn.utils.estimator_checks import check_array_api_input_and_values

import bpnet
from bpnet.sklearn import MLPClassifier, MLPRegressor

pytestmark = [
    pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning"),
    pytest.mark.skipif(os.environ.get("SCIPY_ARRAY_API") != "1", reason="needs SCIPY_ARRAY_API=1, which conftest sets"),
]
PLACES = ["numpy", "array_api_strict", "array_api_strict:device1", "torch", "cupy", "jax"]
ROWS = np.random.default_rng(0).permutation(150)[:24]
X, LABELS = (array[ROWS] for array in load_iris(return_X_y=True))
X = X[:, 1:]
MANY_X, MANY = make_multilabel_classification(24, n_features=3, n_classes=3, random_state=0)
SMALL = {"random_state": 0, "hidden_layer_sizes": 8}  # all data and networks are of few shapes: JAX compiles for each
DATA = {
    "classes": (MLPClassifier, X, LABELS),
    "two classes": (MLPClassifier, X, (LABELS > 0).astype(int)),
    "many labels": (MLPClassifier, MANY_X, MANY),
    "one output": (MLPRegressor, X, X[:, 2]),
    "two outputs": (MLPRegressor, X, X[:, 1:]),
    "counts": (MLPRegressor, X, np.round(X[:, 1])),
}
SETTINGS = {
    "adam": {},
    "sgd": {"solver": "sgd", "batch_size": 16, "learning_rate": "invscaling"},
    "early stopping": {"early_stopping": True, "validation_fraction": 1 / 3},
    "lbfgs": {"solver": "lbfgs"},
}


@pytest.fixture(params=PLACES)
def backend(request):
    """A backend that scikit-learn lets the arrays of in."""
    row = next(row for row in bpnet.available_backends() if row.name == request.param.partition(":")[0])
    if not row.usable:
        pytest.skip(f"{row.name}: {row.reason}")
    found = bpnet.get_backend(request.param)
    with found.scope():
        yield found


@pytest.fixture(autouse=True)
def _dispatch():
    strict = pytest.importorskip("array_api_strict", reason="its flags are set")
    kept = strict.get_array_api_strict_flags()
    strict.set_array_api_strict_flags(boolean_indexing=True, data_dependent_shapes=True)
    with sklearn.config_context(array_api_dispatch=True):
        yield
    strict.set_array_api_strict_flags(**kept)


def owned(backend, est):
    return all(backend.owns(a) for a in (*est.coefs_, *est.intercepts_))


@pytest.mark.pairwise("backend")
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("data", DATA)
def test_arrays_are_trained_on_where_they_live_with_numpys_numbers(backend, data, settings, weighted):
    kind, x, y = DATA[data]
    weight = np.linspace(0.5, 2.0, len(y)) if weighted else None
    options = SMALL | {"max_iter": 6} | SETTINGS[settings]
    options |= {"loss": "poisson"} if data == "counts" else {}
    host = kind(**options).fit(x, y, sample_weight=weight)
    own = [a if a is None else backend.from_host(a) for a in (x, y, weight)]
    there = kind(**options).fit(*own[:2], sample_weight=own[2])
    assert owned(backend, there)
    assert there.loss_ == pytest.approx(host.loss_, rel=1e-9)
    methods = ("predict", "predict_proba", "predict_log_proba") if kind is MLPClassifier else ("predict",)
    for method in methods:
        found = getattr(there, method)(own[0])
        assert backend.owns(found)
        np.testing.assert_allclose(backend.to_host(found), getattr(host, method)(x), rtol=1e-6, atol=1e-9)
    assert there.score(*own) == pytest.approx(host.score(x, y, weight), rel=1e-9)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_unlikely_one_of_two_classes_has_all_digits(backend, dtype):
    """docs/scikit-learn.md: where p is near 1, ``1 - p`` has few digits left, and is 0 in the end."""
    x = np.linspace(-60.0, 60.0, 25, dtype=dtype)[:, None]
    est = MLPClassifier((1,), activation="identity", max_iter=1, random_state=0).fit(x, x[:, 0] > 0)
    for name, value in (("coefs_", [[1.0]]), ("intercepts_", [0.0])):  # the logit is x
        setattr(est, name, [np.asarray(value, dtype=dtype)] * 2)
    there = est if backend.name == "numpy" else move_estimator_to(est, *get_namespace_and_device(backend.from_host(x))[::2])
    rows = backend.from_host(x)
    p, log_p = (backend.to_host(method(rows)) for method in (there.predict_proba, there.predict_log_proba))
    z = x[:, 0].astype(float)
    logs = -np.stack([np.logaddexp(0.0, z), np.logaddexp(0.0, -z)], axis=1)
    np.testing.assert_allclose(p, np.exp(logs), rtol=1e-5 if dtype == "float32" else 1e-13)
    np.testing.assert_allclose(log_p, logs, rtol=1e-6 if dtype == "float32" else 1e-14, atol=2.0 * np.finfo(dtype).eps)
    assert np.array_equal(log_p, np.log(p)) or backend.name != "numpy"
    far = backend.to_host(there.predict_log_proba(backend.from_host(np.asarray([[-2000.0], [2000.0]], dtype=dtype))))
    least = -87.0 if dtype == "float32" else -708.0  # of the smallest normal number, rounded up
    np.testing.assert_allclose(far, [[0.0, least], [least, 0.0]], rtol=1e-6)


def test_partial_fits_pickles_and_copies_stay_where_they_are(backend):
    x, y = backend.from_host(X), backend.from_host(LABELS)
    host, there = (MLPClassifier(max_iter=5, **SMALL) for _ in range(2))
    for part in range(4):
        there = pickle.loads(pickle.dumps(there)) if part == 2 and backend.name != "array_api_strict" else copy.deepcopy(there)
        host.partial_fit(X, LABELS, classes=[0, 1, 2])
        there.partial_fit(x, y, classes=[0, 1, 2])
    assert owned(backend, there)
    np.testing.assert_allclose(there.loss_curve_, host.loss_curve_, rtol=1e-9)
    assert backend.owns(there.predict(x))


def test_labels_of_text_stay_numpys(backend):
    names = np.asarray(["setosa", "versicolor", "virginica"])[LABELS]
    x = backend.from_host(X)
    there = MLPClassifier(max_iter=5, **SMALL).fit(x, names)
    assert owned(backend, there)
    assert there.predict(x).tolist() == MLPClassifier(max_iter=5, **SMALL).fit(X, names).predict(X).tolist()


def test_labels_and_weights_follow_the_inputs(backend):
    x, weight = backend.from_host(X), np.linspace(0.5, 2.0, len(X))
    there = MLPClassifier(max_iter=5, **SMALL).fit(x, LABELS, sample_weight=weight)
    assert owned(backend, there)
    host = MLPClassifier(max_iter=5, **SMALL).fit(X, LABELS, sample_weight=weight)
    np.testing.assert_allclose(there.loss_curve_, host.loss_curve_, rtol=1e-9)


def test_inputs_from_elsewhere_raise_scikit_learns_own_error(backend):
    if backend.name == "numpy":
        backend = bpnet.get_backend("array_api_strict")
    est = MLPClassifier(max_iter=2, **SMALL).fit(backend.from_host(X), backend.from_host(LABELS))
    with pytest.raises(ValueError, match=r"MLPClassifier\.predict\(\) must use the same namespace and the same device"):
        est.predict(X)


@pytest.mark.parametrize("method", ["fit", "partial_fit"])
def test_training_on_elsewhere_raises_scikit_learns_own_error(backend, method):
    if backend.name == "numpy":
        backend = bpnet.get_backend("array_api_strict")
    est = MLPRegressor(warm_start=True, **SMALL).partial_fit(backend.from_host(X), backend.from_host(X[:, 0]))
    with pytest.raises(ValueError, match=rf"MLPRegressor\.{method}\(\) must use the same namespace and the same device"):
        getattr(est, method)(X, X[:, 0])


@pytest.mark.parametrize("weight", [2.0, [1.0] * 24, np.ones(24)], ids=["number", "list", "array"])
def test_weights_may_be_a_number_or_a_list(backend, weight):
    host = MLPRegressor(max_iter=2, **SMALL).fit(X, X[:, 2])
    x, y = backend.from_host(X), backend.from_host(X[:, 2])
    there = MLPRegressor(max_iter=2, **SMALL).fit(x, y, sample_weight=weight)
    assert there.loss_ == pytest.approx(host.loss_, rel=1e-3)  # but for the penalty, which is of the sum of the weights


def test_what_comes_back_to_numpy_can_be_written(backend):
    with sklearn.config_context(array_api_dispatch=False):
        est = MLPClassifier(backend=backend.spec, max_iter=1, **SMALL).fit(X, LABELS)
        assert all(a.flags.writeable for a in (*est.coefs_, *est.intercepts_, est.predict_proba(X)))


def test_a_numpy_scalar_as_alpha_is_a_number(backend):
    x, y = backend.from_host(X), backend.from_host(X[:, 2])
    for alpha in (np.float64(0.5), np.float32(0.5)):
        est = MLPRegressor(solver="lbfgs", alpha=alpha, max_iter=2, **SMALL).fit(x, y)
        assert owned(backend, est)


def test_an_estimator_moves_and_trains_on(backend):
    host = MLPRegressor(**SMALL).partial_fit(X, X[:, 2])
    x = backend.from_host(X)
    xp, _, device = get_namespace_and_device(x)
    there = move_estimator_to(host, xp, device)
    for _ in range(2):
        host.partial_fit(X, X[:, 2])
        there.partial_fit(x, backend.from_host(X[:, 2]))
    assert owned(backend, there)
    np.testing.assert_allclose(there.loss_curve_, host.loss_curve_[: len(there.loss_curve_)], rtol=1e-9)
    np.testing.assert_allclose(move_to(there.predict(x), xp=np, device="cpu"), host.predict(X), rtol=1e-9)


@pytest.mark.parametrize("kind", [MLPClassifier, MLPRegressor])
@pytest.mark.parametrize("solver", ["adam", "sgd", "lbfgs"])
@pytest.mark.parametrize(
    ("namespace", "device", "dtype"),
    [
        ("numpy", None, None),
        ("array_api_strict", "CPU_DEVICE", "float64"),
        ("array_api_strict", "device1", "float32"),
        ("torch", "cpu", "float64"),
        ("torch", "cpu", "float32"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_values_pass_scikit_learns_check(kind, solver, namespace, device, dtype):
    pytest.importorskip(namespace, reason="the library is what is checked")
    est = kind(solver=solver, max_iter=10)
    with sklearn.config_context(array_api_dispatch=False):
        check_array_api_input_and_values(kind.__name__, est, namespace, device, dtype, check_sample_weight=True)


@pytest.mark.pairwise("backend")
@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("data", DATA)
def test_numpys_data_are_computed_with_elsewhere_and_come_back(backend, data, settings, monkeypatch):
    kind, x, y = DATA[data]
    options = SMALL | {"max_iter": 6} | SETTINGS[settings]
    with sklearn.config_context(array_api_dispatch=False):
        host = kind(**options).fit(x, y)
        moved = []
        original = type(backend).from_host
        monkeypatch.setattr(type(backend), "from_host", lambda s, a, *r: moved.append(np.array_equal(a, x)) or original(s, a, *r))
        there = kind(**options, backend=backend.spec).fit(x, y)
        found = there.predict(x)
    assert all(isinstance(a, np.ndarray) for a in (*there.coefs_, *there.intercepts_, found))
    assert there.loss_ == pytest.approx(host.loss_, rel=1e-9)
    assert sum(moved) == (0 if backend.name == "numpy" else 2)  # once in fit, once in predict


def test_arrays_that_are_elsewhere_than_the_backend_are_refused(backend):
    if backend.name == "numpy":
        pytest.skip("NumPy's arrays are moved")
    with pytest.raises(bpnet.BackendMismatchError, match=r"X is a .*leave out backend=|leave out backend="):
        MLPClassifier(backend="numpy").fit(backend.from_host(X), backend.from_host(LABELS))


def test_without_dispatch_a_chosen_backend_of_the_environment_computes(monkeypatch):
    monkeypatch.setenv("BPNET_BACKEND", "array_api_strict")
    with sklearn.config_context(array_api_dispatch=False):
        est = MLPClassifier(max_iter=2).fit(X, LABELS)
    assert est._optimizer._where[0].name == "array_api_strict"
    assert isinstance(est.coefs_[0], np.ndarray)


def test_jax_without_64_bits_trains_in_32():
    pytest.importorskip("jax", reason="it is JAX's switch")
    code = """
import warnings; warnings.simplefilter("error")
import sklearn, jax.numpy as jnp
from bpnet.sklearn import MLPClassifier
sklearn.set_config(array_api_dispatch=True)
x, y = jnp.asarray([[0.0], [1.0], [2.0], [3.0]]), jnp.asarray([0, 0, 1, 1])
est = MLPClassifier(solver="sgd", tol=1e9, learning_rate_init=0.1).fit(x, y)
print(est.coefs_[0].dtype, est.predict(x).shape)
"""
    env = os.environ | {"SCIPY_ARRAY_API": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False)
    assert done.stdout.strip() == "float32 (4,)", done.stderr
