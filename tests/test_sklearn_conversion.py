"""Estimators and networks in both directions: scikit-learn's own predictions from bpnet's weights, and the other way round."""

import numpy as np
import pytest

import bpnet
from bpnet import layers

sklearn = pytest.importorskip("sklearn", reason="scikit-learn is the other library here")
neural_network = pytest.importorskip("sklearn.neural_network")
ours = bpnet.sklearn

RANDOM = np.random.default_rng(0)
X = RANDOM.standard_normal((24, 3))
SETTINGS = {"hidden_layer_sizes": (8,), "random_state": 0, "tol": 1.0, "n_iter_no_change": 2, "max_iter": 50}
CASES = {
    "two classes": ("MLPClassifier", np.where(X[:, 0] > 0, "yes", "no"), {"activation": "logistic"}),
    "classes": ("MLPClassifier", np.digitize(X[:, 0], [-0.5, 0.5]) * 10, {"early_stopping": True, "validation_fraction": 0.3}),
    "many labels": ("MLPClassifier", (X[:, :2] > 0).astype(int), {"solver": "sgd", "activation": "tanh"}),
    "one output": ("MLPRegressor", X[:, 0], {"solver": "lbfgs", "max_iter": 5000}),
    "two outputs": ("MLPRegressor", X[:, :2], {"activation": "identity"}),
    "rates": ("MLPRegressor", np.exp(X[:, 0]), {"loss": "poisson", "hidden_layer_sizes": ()}),
}


def fitted(case, library):
    kind, y, settings = CASES[case]
    return getattr(library, kind)(**(SETTINGS | settings)).fit(X, y)


def predictions(est):
    names = ["predict", "predict_proba"] if hasattr(est, "predict_proba") else ["predict"]
    return [getattr(est, name)(X) for name in names]


def agree(a, b, rtol=1e-12):
    pairs = zip(predictions(a), predictions(b), strict=True)
    return all(
        p.dtype == q.dtype and (np.array_equal(p, q) if p.dtype.kind in "UiO" else np.allclose(p, q, rtol)) for p, q in pairs
    )


@pytest.mark.parametrize("case", CASES)
def test_estimators_come_over_with_their_settings_and_predictions(case):
    for library, convert, back in (
        (ours, ours.to_sklearn, ours.from_sklearn),
        (neural_network, ours.from_sklearn, ours.to_sklearn),
    ):
        est = fitted(case, library)
        other = convert(est)
        again = back(other)
        assert type(again) is type(est)
        assert type(other) is not type(est)
        assert agree(est, other)
        own = {"backend": None, "class_weight": None}  # which scikit-learn's do not have
        assert other.get_params() | own == est.get_params() | own
        for a, b in zip([*est.coefs_, *est.intercepts_], [*again.coefs_, *again.intercepts_], strict=True):
            assert np.array_equal(a, b)
            assert a is not b
        for name in ("n_iter_", "t_", "n_layers_", "out_activation_", "loss_", "n_features_in_"):
            assert getattr(est, name) == getattr(again, name) == getattr(other, name)


def test_the_comparison_sees_another_weight():
    est = fitted("one output", ours)
    other = ours.to_sklearn(est)
    other.coefs_[0] = other.coefs_[0] * (1 + 1e-7)
    assert not agree(est, other)


@pytest.mark.parametrize("case", ["two classes", "classes", "two outputs"])
def test_training_continues_as_it_would_have(case):
    """With the same draws and the same numbers: a warm start has a fresh opt_state in either library."""
    for library, convert in ((ours, ours.to_sklearn), (neural_network, ours.from_sklearn)):
        est, settings = fitted(case, library), {"warm_start": True, "alpha": 0.1}
        before, other = est.coefs_[0].copy(), convert(est)
        other.set_params(**settings).fit(X, CASES[case][1])
        assert np.array_equal(est.coefs_[0], before)
        est.set_params(**settings).fit(X, CASES[case][1])
        assert not np.array_equal(est.coefs_[0], before)
        assert (est.n_iter_, est.t_) == (other.n_iter_, other.t_)
        assert all(np.allclose(a, b, rtol=1e-6, atol=1e-9) for a, b in zip(est.coefs_, other.coefs_, strict=True))


def test_estimators_of_scikit_learn_compute_on_every_backend(bpnet_backend):
    est = fitted("two classes", neural_network)
    assert agree(est, ours.from_sklearn(est, backend=bpnet_backend.spec), rtol=1e-10)


def outputs(est):
    """What `predict` of a network returns."""
    if isinstance(est, neural_network.MLPRegressor | ours.MLPRegressor):
        return est.predict(X).reshape(len(X), -1)
    p = est.predict_proba(X)
    return p[:, 1:] if est.n_outputs_ == 1 else p


@pytest.mark.parametrize("case", CASES)
def test_estimators_become_networks_and_come_back_to_the_bit(case):
    for library in (ours, neural_network):
        est = fitted(case, library)
        net = ours.to_network(est, backend="numpy")
        assert np.allclose(net.predict(X), outputs(est), rtol=1e-12)
        again = ours.to_sklearn(net, classes=est.classes_ if est.out_activation_ == "softmax" or case == "two classes" else None)
        assert agree(ours.to_sklearn(est) if library is ours else est, again)
        for a, b in zip([*est.coefs_, *est.intercepts_], [*again.coefs_, *again.intercepts_], strict=True):
            assert np.array_equal(a, b)


@pytest.mark.parametrize("labels", [np.asarray(["no", "yes"]), np.asarray(["no", "yes"], object), np.asarray([False, True])])
def test_a_network_keeps_the_classes_of_its_estimator(labels):
    y = labels[(X[:, 0] > 0).astype(int)]
    for library in (ours, neural_network):
        est = library.MLPClassifier(hidden_layer_sizes=(4,), random_state=0, tol=1.0, n_iter_no_change=1).fit(X, y)
        net = ours.to_network(est, backend="numpy")
        assert net.classes_.tolist() == labels.tolist()
        assert (net.predict_classes(X) == est.predict(X)).all()
        assert net.score(X, y) == est.score(X, y)
    assert ours.to_network(fitted("classes", ours)).classes_ is None
    with pytest.raises(TypeError, match=r"bpnet\.sklearn\.to_network makes one"):
        bpnet.plotting.decision_surface(est, X, y)


@pytest.mark.parametrize(
    ("sizes", "output", "loss", "kind"),
    [
        ((3, 8, 1), "sigmoid", "binary_cross_entropy", "MLPClassifier"),
        ((3, 8, 1), "sigmoid", "squared_error", "MLPClassifier"),
        ((3, 8, 4, 2), "softmax", "softmax_cross_entropy", "MLPClassifier"),
        ((3, 2), "softmax", "softmax_cross_entropy", "MLPClassifier"),
        ((3, 2), "sigmoid", "binary_cross_entropy", "MLPClassifier"),
        ((3, 8, 2), "exp", "poisson", "MLPRegressor"),
        ((3, 8, 1), "identity", "absolute_error", "MLPRegressor"),
    ],
)
def test_networks_become_estimators(sizes, output, loss, kind):
    net = bpnet.MLP(sizes, hidden="tanh", output=output, loss=loss, backend="numpy", dtype="float32")
    est = ours.to_sklearn(net)
    assert type(est).__name__ == kind
    assert np.allclose(outputs(est), net.predict(X), rtol=1e-5, atol=1e-6)
    y = est.predict(X)
    if kind == "MLPClassifier":
        wanted = net.predict(X).argmax(axis=1) if output == "softmax" else (net.predict(X) > 0.5).astype(int)
        assert np.array_equal(y, wanted[:, 0] if wanted.shape[1:] == (1,) else wanted)
    sklearn.base.clone(est)
    assert est.partial_fit(X, y).coefs_[0].shape == net.params[0][0].shape


def test_logits_become_probabilities_and_layers_may_be_separate():
    parts = [layers.affine(8), layers.relu(), bpnet.chain(layers.affine(3, bias=False), layers.identity())]
    net = bpnet.Network(parts, n_in=3, loss="softmax_cross_entropy", backend="numpy")
    est = ours.to_sklearn(net, classes=["a", "b", "c"])
    assert np.allclose(est.predict_proba(X), layers.softmax().inference(np, (), (), net.predict(X)), rtol=1e-12)
    assert set(est.predict(X)) <= {"a", "b", "c"}
    assert not est.intercepts_[1].any()


def network(*parts, loss="squared_error", **options):
    return bpnet.Network(parts, n_in=3, loss=loss, backend="numpy", **options)


def doubled():
    return layers.tanh()._replace(inference=lambda _xp, _params, _state, x: 2.0 * x)


REFUSED = {
    "another layer": (lambda: network(layers.affine(2), layers.layer_norm()), "has a layer layer_norm there"),
    "two activations": (lambda: network(layers.affine(2), layers.tanh(), layers.tanh()), "has a layer tanh there"),
    "no layer before": (lambda: network(layers.tanh(), layers.affine(2)), "has a layer tanh there"),
    "another activation": (lambda: network(layers.dense(2, "gelu")), "has a layer gelu there"),
    "two kinds": (
        lambda: network(layers.dense(2, "tanh"), layers.dense(2, "relu"), layers.affine(1)),
        "hidden activations are relu, tanh, expected one of identity, logistic, relu, tanh",
    ),
    "softmax inside": (lambda: network(layers.dense(2, "softmax"), layers.affine(1)), "hidden activations are softmax"),
    "another output": (lambda: network(layers.dense(2, "tanh")), "the output activation is tanh, expected one of exp, identity"),
    "a custom layer": (lambda: network(layers.affine(2), doubled()), "no estimator of scikit-learn has a custom layer"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_networks_that_no_estimator_can_be_are_refused(case):
    make, words = REFUSED[case]
    with pytest.raises(ValueError, match=words):
        ours.to_sklearn(make())


def test_arguments_of_other_kinds_are_refused():
    net = bpnet.MLP((3, 2), output="softmax", loss="softmax_cross_entropy", backend="numpy")
    for classes in ([1, 2, 3], [2, 1], [1, 1], [None, 1], [1j, 2j], [[1], 2], [[1, 2]]):
        words = r"classes are \[.*\], expected 2 different ones, sorted: classes\[i\] is that of output i, so train with labels"
        with pytest.raises(ValueError, match=words):
            ours.to_sklearn(net, classes=classes)
    with pytest.raises(ValueError, match="expected no classes: its outputs are labels of their own"):
        ours.to_sklearn(bpnet.MLP((3, 2), output="sigmoid", backend="numpy"), classes=[0, 1])
    with pytest.raises(ValueError, match="classes are for networks that end in a sigmoid or a softmax, and this one in identity"):
        ours.to_sklearn(bpnet.MLP((3, 2), backend="numpy"), classes=[0, 1])
    with pytest.raises(ValueError, match="classes are for networks: an estimator has its own"):
        ours.to_sklearn(fitted("two classes", ours), classes=[0, 1])
    with pytest.raises(ValueError, match=r"a group of 2 networks cannot be converted at once: convert net\[i\]"):
        ours.to_sklearn(bpnet.MLP((3, 2), seed=(0, 1), backend="numpy"))
    with pytest.raises(TypeError, match="a network, or an estimator of bpnet.sklearn, got sklearn.MLPRegressor"):
        ours.to_sklearn(neural_network.MLPRegressor())
    with pytest.raises(TypeError, match="expected an MLPClassifier or an MLPRegressor, got LinearRegression"):
        ours.from_sklearn(pytest.importorskip("sklearn.linear_model").LinearRegression())
    with pytest.raises(sklearn.exceptions.NotFittedError):
        ours.from_sklearn(neural_network.MLPRegressor())
    with pytest.raises(ValueError, match=r"seed must be an integer .*, got \[0, 1\]"):
        ours.to_network(fitted("two classes", ours), seed=[0, 1])


def test_classes_of_a_network_that_was_trained_on_text_are_the_estimators():
    names = np.array(["rose", "aster", "tulip"])[np.arange(len(X)) % 3]
    net = bpnet.MLP((X.shape[1], 4, 3), hidden="tanh", output="softmax", loss="softmax_cross_entropy", backend="numpy")
    net.fit(X, names, epochs=1)
    theirs = ours.to_sklearn(net)
    assert theirs.classes_.tolist() == ["aster", "rose", "tulip"]
    assert theirs.predict(X).tolist() == net.predict_classes(X).tolist()
    assert ours.to_sklearn(net, classes=["a", "b", "c"]).classes_.tolist() == ["a", "b", "c"]
