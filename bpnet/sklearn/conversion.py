"""Conversion of fitted estimators: to scikit-learn's own, from them, and from and to networks."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.preprocessing import LabelBinarizer
from sklearn.utils.validation import check_is_fitted

from bpnet._messages import short_repr
from bpnet._specs import factory_name, has_own_spec
from bpnet.export.parts import check_network
from bpnet.layers import ACTIVATIONS
from bpnet.sklearn.base import BaseMLP
from bpnet.sklearn.classifier import MLPClassifier
from bpnet.sklearn.data import dtype_of, to_numpy
from bpnet.sklearn.regressor import MLPRegressor
from bpnet.sklearn.translation import NAMES
from bpnet.training.group import check_seed
from bpnet.training.mlp import MLP
from bpnet.training.network import Network

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import ArrayLike

    from bpnet.arrays import Tree
    from bpnet.backend.selection import BackendSpec
    from bpnet.backprop import Layer
    from bpnet.optimizers import Optimizer

THEIRS = {ours: theirs for theirs, ours in NAMES.items()} | {
    name: name for name in ("identity", "tanh", "relu", "softmax", "exp")
}
"""scikit-learn's names of activations."""
HIDDEN = {"identity", "logistic", "tanh", "relu"}
LOSSES = {
    "softmax": "softmax_cross_entropy",
    "logistic": "binary_cross_entropy",
    "exp": "poisson",
    "identity": "squared_error",
}
"""Losses of networks whose estimators have these output activations."""
PRIVATE = {"_label_binarizer", "_random_state", "_no_improvement_count"}
"""Private attributes that both have, beside those that end in an underscore."""


def to_sklearn(model: Network | BaseMLP, *, classes: ArrayLike | None = None) -> Any:
    """Return a fitted ``sklearn.neural_network.MLPClassifier`` or ``MLPRegressor`` with the same weights, as NumPy arrays.

    Of an estimator it has the parameters and attributes too. A network becomes a classifier if its output activation, or that of
    its loss, is the sigmoid or the softmax, and otherwise a regressor; its other parameters are scikit-learn's defaults. The
    opt_state is not part of it: ``partial_fit`` starts with a fresh one.

    Parameters
    ----------
    model
        A `bpnet.Network` of affine or dense layers, whose hidden activations are all identity, sigmoid, tanh or relu; or a fitted
        estimator of `bpnet.sklearn`.
    classes
        Labels of a network's classes, sorted; by default those of `Network.classes_`, or 0, 1, ... if it has none. Several
        sigmoids are several labels, 0 or 1 each.

    Raises
    ------
    ValueError
        For layers, activations or classes that an estimator cannot have.
    """
    from sklearn import neural_network

    if isinstance(model, BaseMLP):
        if classes is not None:
            raise ValueError("classes are for networks: an estimator has its own")
        check_is_fitted(model)
        kind = neural_network.MLPClassifier if isinstance(model, MLPClassifier) else neural_network.MLPRegressor
        return _copy_fitted(model, kind)
    check_network("to_sklearn", model, "a network, or an estimator of bpnet.sklearn")
    return _estimator_of(model, model.classes_ if classes is None else classes, neural_network)


def from_sklearn(estimator: Any, *, backend: BackendSpec | None = None) -> MLPClassifier | MLPRegressor:
    """Return a fitted `bpnet.sklearn.MLPClassifier` or `MLPRegressor` with scikit-learn's parameters, attributes and weights.

    Parameters
    ----------
    estimator
        A fitted ``sklearn.neural_network.MLPClassifier`` or ``MLPRegressor``.
    backend
        The parameter ``backend`` of the estimator.
    """
    made: MLPClassifier | MLPRegressor = _copy_fitted(estimator, _kind_of(estimator))
    return made.set_params(backend=backend)


def to_network(
    estimator: Any, *, optimizer: str | Optimizer | None = None, seed: int = 0, backend: BackendSpec | None = None
) -> MLP:
    """Return a `bpnet.MLP` with the weights of a fitted estimator, scikit-learn's or bpnet's, in their dtype.

    Its `predict` returns probabilities (of two classes that of the second), rates or quantities, (n_samples, n_outputs). Its loss
    is the one that the estimator minimized, without the penalty ``alpha``. Classes that are text or booleans are its
    `Network.classes_`; of numbers `Network.predict_classes` returns the places in ``estimator.classes_``.

    Parameters
    ----------
    estimator
        A fitted estimator.
    optimizer, seed, backend
        As in `bpnet.Network`.
    """
    _kind_of(estimator)
    weights = [(to_numpy(w), to_numpy(b)) for w, b in zip(estimator.coefs_, estimator.intercepts_, strict=True)]
    net = MLP(
        [int(weights[0][0].shape[0]), *(int(b.shape[0]) for _, b in weights)],
        hidden=NAMES.get(estimator.activation, estimator.activation),
        output=NAMES.get(estimator.out_activation_, estimator.out_activation_),
        loss=LOSSES[estimator.out_activation_],
        optimizer=optimizer,
        seed=check_seed(seed),
        backend=backend,
        dtype=dtype_of(weights[0][0]),
    )
    net.params = tuple(weights)
    classes = to_numpy(getattr(estimator, "classes_", np.empty(0)))
    if classes.dtype.kind in "bUTO" and not {type(label) for label in classes.tolist()} - {str, bool}:
        net.classes_ = classes.tolist()
    return net


def _kind_of(estimator: Any) -> type[MLPClassifier | MLPRegressor]:
    """Return the class of bpnet's estimator for a fitted one of either library."""
    from sklearn import neural_network

    for kind, theirs in ((MLPClassifier, neural_network.MLPClassifier), (MLPRegressor, neural_network.MLPRegressor)):
        if isinstance(estimator, kind | theirs):
            check_is_fitted(estimator)
            return kind
    raise TypeError(f"expected an MLPClassifier or an MLPRegressor, got {short_repr(estimator)}")


def _copy_fitted(estimator: Any, kind: type) -> Any:
    """Return an estimator of another class with the parameters that both have, and the fitted attributes, on the host."""
    known = kind().get_params()
    made = kind(**{name: value for name, value in estimator.get_params(deep=False).items() if name in known})
    for name, value in vars(estimator).items():
        if name in PRIVATE or (name.endswith("_") and not name.startswith("_")):
            setattr(
                made, name, [to_numpy(each).copy() for each in value] if name in {"coefs_", "intercepts_"} else _on_host(value)
            )
    return _with_best(made)


def _on_host(value: Any) -> Any:
    if isinstance(value, LabelBinarizer):
        value = copy.copy(value)
        value.classes_ = to_numpy(value.classes_)
        return value
    return copy.deepcopy(to_numpy(value))


def _with_best(made: Any) -> Any:
    """Return an estimator; scikit-learn's with the best weights so far, which after a fit are the arrays of the weights."""
    if not isinstance(made, BaseMLP):
        made._best_coefs, made._best_intercepts = made.coefs_, made.intercepts_
    return made


def _estimator_of(net: Network, classes: ArrayLike | None, library: Any) -> Any:
    """Return scikit-learn's estimator with the weights of a network."""
    hidden, output, weights = _parts_of(net)
    sizes = tuple(int(b.shape[0]) for _, b in weights)
    settings = {"hidden_layer_sizes": sizes[:-1], "activation": hidden}
    if output in {"identity", "exp"}:
        if classes is not None:
            raise ValueError(f"classes are for networks that end in a sigmoid or a softmax, and this one in {output}")
        made = library.MLPRegressor(loss="poisson" if output == "exp" else "squared_error", **settings)
    else:
        made = library.MLPClassifier(**settings)
        made._label_binarizer = _binarizer(output, sizes[-1], classes)
        made.classes_ = made._label_binarizer.classes_
    made.coefs_, made.intercepts_ = [w for w, _ in weights], [b for _, b in weights]
    made.n_features_in_, made.n_outputs_, made.n_layers_, made.out_activation_ = net.n_in, sizes[-1], len(sizes) + 1, output
    made.n_iter_, made.t_, made.loss_curve_, made.best_loss_ = net.training.epoch, 0, [], np.inf
    made._no_improvement_count, made.validation_scores_, made.best_validation_score_ = 0, None, None
    return _with_best(made)


def _binarizer(output: str, n_out: int, classes: ArrayLike | None) -> LabelBinarizer:
    """Return scikit-learn's translation between labels and outputs."""
    several = output == "logistic" and n_out > 1
    count = 2 if n_out == 1 else n_out
    labels = np.arange(count) if classes is None else _sorted_labels(classes)
    if labels.shape != (count,) or (several and classes is not None):
        wanted = "no classes: its outputs are labels of their own" if several else f"{count} different ones, sorted"
        place = ": classes[i] is that of output i, so train with labels that np.unique(y, return_inverse=True) numbers"
        raise ValueError(f"classes are {short_repr(classes)}, expected {wanted}{'' if several else place}")
    made = LabelBinarizer().fit(np.eye(n_out, dtype=int) if several else labels)
    if output == "softmax":
        made.y_type_ = "multiclass"  # also of two classes, for which scikit-learn itself has one output
    return made


def _sorted_labels(classes: Any) -> Any:
    """Return labels as an array, an empty one of those that are not sorted and different."""
    try:
        labels = np.asarray(classes)
        return labels if labels.dtype.kind != "c" and np.array_equal(np.unique(labels), labels) else np.empty(0)
    except (TypeError, ValueError):  # objects that cannot be compared, or lists of different lengths
        return np.empty(0)


def _parts_of(net: Network) -> tuple[str, str, list[tuple[Any, Any]]]:
    """Return the names of the hidden and of the output activation, and the weights on the host."""
    weights: list[tuple[Any, Any]] = []
    names: list[str] = []
    for name, params in _flat(net.layer, net.snapshot().training.params):
        if name == "affine":
            w, *b = params
            weights.append((w.copy(), b[0].copy() if b else np.zeros(w.shape[1], dtype=w.dtype)))
            names.append("identity")
        elif not names or names[-1] != "identity" or name not in THEIRS:
            raise ValueError(f"no estimator of scikit-learn has a layer {name} there: it has affine layers, and one activation")
        else:
            names[-1] = name
    if names[-1:] == ["identity"]:
        output = factory_name(net.output_activation)
        names[-1] = output if output != "identity" else net.architecture["loss"].output_activation or output
    hidden, output = {THEIRS.get(name, name) for name in names[:-1]} or {"identity"}, THEIRS.get(names[-1], names[-1])
    if len(hidden) > 1 or not hidden <= HIDDEN:
        raise ValueError(f"hidden activations are {', '.join(sorted(hidden))}, expected one of {', '.join(sorted(HIDDEN))}")
    if output not in LOSSES:
        raise ValueError(f"the output activation is {output}, expected one of {', '.join(sorted(LOSSES))}")
    return hidden.pop(), output, weights


def _flat(layer: Layer, params: Tree) -> Iterator[tuple[str, Tree]]:
    """Iterate over affine layers and activations, by their names, with their params."""
    if layer.spec is None or not has_own_spec(layer):
        raise ValueError("no estimator of scikit-learn has a custom layer")
    arguments: Sequence[Any] = layer.spec.arguments.get("layers", ())
    name = factory_name(layer)
    if name == "chain":
        for one, p in zip(arguments, params, strict=True):
            yield from _flat(one, p)
    elif name == "dense":
        activation = layer.spec.arguments["activation"]
        yield "affine", params
        yield from _flat(ACTIVATIONS[activation]() if isinstance(activation, str) else activation, ())
    elif name != "identity":
        yield name, params
