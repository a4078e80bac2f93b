"""Random sequences of calls: after each, an estimator of bpnet's is what scikit-learn's is, in numbers, words and draws."""

import contextlib
import io
import pickle
import warnings

import numpy as np
import pytest

pytest.importorskip("sklearn", minversion="1.9", reason="what is compared with")

from scipy.sparse import csr_matrix
from sklearn import neural_network as theirs

from bpnet import sklearn as ours

SETTINGS = {
    "activation": ["identity", "logistic", "tanh", "relu"],
    "alpha": [0, 1e-4, 0.5, 10.0],
    "batch_size": ["auto", 3, 7, 1000],
    "learning_rate": ["constant", "invscaling", "adaptive"],
    "learning_rate_init": [1e-3, 0.02, 2e-6],
    "power_t": [0, 0.3, 1.0],
    "max_iter": [1, 2, 5, 13],  # always: in 200 iterations "lbfgs" makes 1e-15 in the data a difference of 1 in the weights
    "shuffle": [True, False],
    "tol": [0, 1e-4, 0.05, 1.0],
    "momentum": [0, 0.5, 0.9],
    "nesterovs_momentum": [True, False],
    "validation_fraction": [0.2, 0.5],
    "beta_1": [0, 0.9],
    "epsilon": [1e-8, 1e-3],
    "n_iter_no_change": [1, 2, np.inf],
    "max_fun": [3, 15000],
    "verbose": [True, False],
}
ONCE = {
    "solver": ["sgd", "adam", "lbfgs"],
    "hidden_layer_sizes": [(), 3, (5, 3)],
    "early_stopping": [True, False],
    "warm_start": [True, False],
}


def some(draws, settings):
    """Values of some settings."""
    chosen = {name: values[draws.integers(len(values))] for name, values in settings.items()}
    return {name: value for name, value in chosen.items() if name == "max_iter" or draws.random() < 0.4}


def data(draws, kind):
    """Inputs, and targets of a kind."""
    x = draws.normal(size=(int(draws.integers(12, 70)), 4))
    n = len(x)
    targets = {
        "two classes": (x[:, 0] > 0).astype(int),
        "text": np.asarray(["a", "b", "c"])[np.arange(n) % 3],
        "many labels": (draws.normal(size=(n, 3)) + x[:, :1] > 0).astype(int),
        "one class": np.zeros(n, int),
        "quantities": draws.normal(size=(n, 2)) + x[:, :1],
        "counts": draws.poisson(np.exp(0.5 * x[:, 0])).astype(float),
    }
    return x, targets[kind]


def outcome(est, act):
    """What a call raises, warns of and prints; but for warnings of overflow."""
    said = io.StringIO()
    with warnings.catch_warnings(record=True) as warned, contextlib.redirect_stdout(said):
        warnings.simplefilter("always")
        try:
            act(est)
        except Exception as error:  # noqa: BLE001 - whatever it is
            return type(error), str(error)
    return [str(w.message) for w in warned if w.category is not RuntimeWarning], said.getvalue()


def public(est):
    """Public attributes of what was fitted."""
    return {name: value for name, value in vars(est).items() if name.endswith("_") and not name.startswith("_")}


def assert_alike(a, b, rtol=1e-6):
    one, other = public(a), public(b)
    assert set(one) == set(other)
    for name, value in one.items():
        if name in {"coefs_", "intercepts_"}:
            for p, q in zip(value, other[name], strict=True):
                np.testing.assert_allclose(q, p, rtol=rtol, atol=rtol, err_msg=name)
        elif value is None or isinstance(value, str | np.ndarray):
            assert np.array_equal(value, other[name]), name
        else:
            np.testing.assert_allclose(other[name], value, rtol=rtol, atol=rtol, err_msg=name)


def calls(draws, x, y, kind):
    """One call: its name, and what it does to an estimator."""
    name = draws.choice(["fit", "partial_fit", "set_params", "pickle"], p=[0.4, 0.35, 0.2, 0.05])
    if name == "set_params":
        changes = some(draws, SETTINGS)
        return name, lambda est: est.set_params(**changes)
    rows = np.sort(draws.permutation(len(x))[: len(x) // 2 + 5])
    x = csr_matrix(x) if draws.random() < 0.2 else x
    weight = draws.uniform(0.1, 2.0, len(y)) if draws.random() < 0.4 else None
    options = {"sample_weight": None if weight is None else weight[rows]}
    if name == "partial_fit" and kind not in {"quantities", "counts"}:
        options["classes"] = np.arange(3) if y.ndim == 2 else np.unique(y)
    return name, lambda est: getattr(est, name)(x[rows], y[rows], **options)


def compared(draws, kind, seed):
    """How often a sequence of four calls, or as many as raise nothing, left numbers that are alike."""
    name = "MLPRegressor" if kind in {"quantities", "counts"} else "MLPClassifier"
    settings = some(draws, SETTINGS | ONCE) | ({"loss": "poisson"} if kind == "counts" else {})
    pair = [getattr(m, name)(random_state=np.random.RandomState(seed), **settings) for m in (theirs, ours)]
    x, y = data(draws, kind)
    count = 0
    for _ in range(4):
        call, act = calls(draws, x, y, kind)
        if call == "pickle":
            pair = [pickle.loads(pickle.dumps(est)) for est in pair]
            continue
        here, there = outcome(pair[1], act), outcome(pair[0], act)
        if here != there and "ABNORMAL" in f"{here}{there}":  # SciPy's line search stands where the loss is flat but for rounding
            break
        assert here == there, call
        if not isinstance(here[0], list):
            break
        if hasattr(pair[0], "coefs_"):
            assert_alike(*pair)
            np.testing.assert_array_equal(pair[0].random_state.get_state()[1], pair[1].random_state.get_state()[1])
            count += 1
    return count


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("kind", ["two classes", "text", "many labels", "one class", "quantities", "counts"])
def test_any_sequence_of_calls_leaves_what_scikit_learn_leaves(kind, seed):
    draws = np.random.default_rng([seed, *kind.encode()])
    while not compared(draws, kind, seed):  # one that only raises, or only sets, is followed by another
        pass


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_a_setting_that_is_off_by_a_thousandth_is_noticed():
    x, y = data(np.random.default_rng(0), "quantities")
    for name in ("learning_rate_init", "epsilon", "beta_2"):
        a, b = (m.MLPRegressor(max_iter=5, random_state=0, epsilon=1e-3) for m in (theirs, ours))
        b.set_params(**{name: 0.999 * getattr(b, name)})
        with pytest.raises(AssertionError, match="Not equal to tolerance"):
            assert_alike(a.fit(x, y), b.fit(x, y))
