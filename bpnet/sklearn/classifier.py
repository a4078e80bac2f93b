"""A classifier with scikit-learn's interface."""

from __future__ import annotations

from typing import Any, ClassVar, Self

import numpy as np
from sklearn.base import ClassifierMixin, _fit_context
from sklearn.metrics import accuracy_score
from sklearn.preprocessing import LabelBinarizer
from sklearn.utils import column_or_1d
from sklearn.utils._param_validation import StrOptions
from sklearn.utils.metaestimators import available_if
from sklearn.utils.multiclass import _check_partial_fit_first_call, type_of_target, unique_labels
from sklearn.utils.validation import check_is_fitted

from bpnet.backend.selection import BackendSpec
from bpnet.sklearn.base import BaseMLP
from bpnet.sklearn.class_weights import class_weights
from bpnet.sklearn.data import DataLocation, location_of, to_numpy


class MLPClassifier(ClassifierMixin, BaseMLP):
    """Multi-layer perceptron classifier with scikit-learn's interface, computed by bpnet on any array library.

    Parameters
    ----------
    hidden_layer_sizes : array-like of shape (n_layers - 2,), default=(100,)
        Number of units in each hidden layer.
    activation : {'identity', 'logistic', 'tanh', 'relu'}, default='relu'
        Activation of the hidden layers.
    solver : {'lbfgs', 'sgd', 'adam'}, default='adam'
        'lbfgs' runs SciPy's L-BFGS-B on the host; values and gradients are computed on the data's device.
    alpha : float, default=0.0001
        Strength of the L2 penalty of weights; over a batch it is divided by the number of samples.
    batch_size : int, default='auto'
        Samples per update; 'auto' is ``min(200, n_samples)``.
    learning_rate : {'constant', 'invscaling', 'adaptive'}, default='constant'
        Schedule of the rate, for 'sgd': constant; ``learning_rate_init / (t + 1) ** power_t`` after t samples; or divided by 5
        whenever there was no improvement for `n_iter_no_change` epochs, down to 1e-6.
    learning_rate_init : float, default=0.001
        Initial learning rate, for 'sgd' and 'adam'.
    power_t : float, default=0.5
        Exponent of 'invscaling'.
    max_iter : int, default=200
        Maximum number of epochs, or of iterations for 'lbfgs'.
    shuffle : bool, default=True
        Whether the samples are shuffled before each epoch.
    random_state : int, RandomState instance, default=None
        Generator of initial values, shuffles and held-out data, used in the same order as in scikit-learn.
    tol : float, default=1e-4
        Smallest decrease of the loss, or increase of the score, that counts as an improvement.
    verbose : bool or int, default=False
        Whether to print the loss of each epoch, and why training stops.
    warm_start : bool, default=False
        Whether `fit` continues from the params of the previous fit.
    momentum : float, default=0.9
        Fraction of the last update that is added to the next one, from 0 to 1, for 'sgd'.
    nesterovs_momentum : bool, default=True
        Whether 'sgd' with momentum uses Nesterov's momentum.
    early_stopping : bool, default=False
        Whether to stop when the score on held-out data no longer improves.
    validation_fraction : float, default=0.1
        Fraction of the samples that is held out for early stopping.
    beta_1 : float, default=0.9
        Decay rate of the running mean of the gradients, for 'adam'.
    beta_2 : float, default=0.999
        Decay rate of the running mean of their squares, for 'adam'.
    epsilon : float, default=1e-8
        Term added to divisors so that they are not 0, for 'adam'.
    n_iter_no_change : int or np.inf, default=10
        Epochs without improvement after which training stops.
    max_fun : int, default=15000
        Maximum number of evaluations of the loss, for 'lbfgs'.
    class_weight : dict, list of dict or 'balanced', default=None
        Weights of the classes, by which those of the samples are multiplied, with scikit-learn's meaning, whose own network has
        none: 'balanced' is ``n_samples / (n_classes * np.bincount(y))``. Of an indicator matrix, a sample has the product of the
        weights of its columns: 'balanced', or a list with a dict for each column, such as ``{0: 1, 1: 5}``.
    backend : str or Backend, default=None
        Where to compute, such as ``"cupy"``: NumPy data are moved there, and results are moved back. By default the data's
        library and device; for NumPy data see `bpnet.get_backend`.

    Attributes
    ----------
    coefs_ : list of arrays
        Weights of each layer, (n_in, n_out), arrays of the library and on the device of the training data.
    intercepts_ : list of arrays
        Biases of each layer.
    classes_ : array of shape (n_classes,)
        The labels.
    n_iter_ : int
        Epochs, or iterations, of the last fit.
    t_ : int
        Total number of samples seen.
    n_layers_ : int
        Number of layers, including the input.
    n_outputs_ : int
        Number of outputs.
    n_features_in_ : int
        Number of features.
    feature_names_in_ : ndarray of shape (`n_features_in_`,)
        Names of the features, if the inputs were a data frame.
    out_activation_ : str
        Activation of the last layer.
    loss_ : float
        The last loss.
    loss_curve_ : list of float
        The loss of each epoch; not for 'lbfgs'.
    best_loss_ : float or None
        The lowest loss of an epoch; None with early stopping.
    validation_scores_ : list of float, or None
        With early stopping, the score of each epoch on the held-out data.
    best_validation_score_ : float, or None
        The highest of these scores.

    Examples
    --------
    >>> from sklearn.datasets import load_iris
    >>> x, y = load_iris(return_X_y=True)
    >>> MLPClassifier(solver="lbfgs", random_state=0, max_iter=1000).fit(x, y).score(x, y) > 0.95
    True
    """

    _parameter_constraints: ClassVar[dict[str, Any]] = {
        **BaseMLP._parameter_constraints,
        "class_weight": [dict, list, StrOptions({"balanced"}), None],
    }

    loss = "log_loss"  # not a parameter, as in scikit-learn

    def __init__(
        self,
        hidden_layer_sizes: Any = (100,),
        activation: str = "relu",
        *,
        solver: str = "adam",
        alpha: float = 0.0001,
        batch_size: int | str = "auto",
        learning_rate: str = "constant",
        learning_rate_init: float = 0.001,
        power_t: float = 0.5,
        max_iter: int = 200,
        shuffle: bool = True,
        random_state: Any = None,
        tol: float = 1e-4,
        verbose: bool | int = False,
        warm_start: bool = False,
        momentum: float = 0.9,
        nesterovs_momentum: bool = True,
        early_stopping: bool = False,
        validation_fraction: float = 0.1,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-8,
        n_iter_no_change: float = 10,
        max_fun: int = 15000,
        class_weight: Any = None,
        backend: BackendSpec | None = None,
    ) -> None:
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.solver = solver
        self.alpha = alpha
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.learning_rate_init = learning_rate_init
        self.power_t = power_t
        self.max_iter = max_iter
        self.shuffle = shuffle
        self.random_state = random_state
        self.tol = tol
        self.verbose = verbose
        self.warm_start = warm_start
        self.momentum = momentum
        self.nesterovs_momentum = nesterovs_momentum
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self.n_iter_no_change = n_iter_no_change
        self.max_fun = max_fun
        self.class_weight = class_weight
        self.backend = backend

    def _output(self) -> str:
        return "softmax" if self._label_binarizer.y_type_ == "multiclass" else "logistic"

    def _validate(self, x: Any, y: Any, *, incremental: bool, reset: bool) -> tuple[Any, Any, DataLocation]:
        x, y = self._check_data(x, y, reset=reset)
        if y.ndim == 2 and y.shape[1] == 1:  # noqa: PLR2004 - a column
            y = column_or_1d(y, warn=True)
        location = location_of(x, self.backend)
        y = location.to_data(y)
        if not hasattr(self, "classes_") or not (self.warm_start or incremental):
            self._label_binarizer = LabelBinarizer().fit(y)
            self.classes_ = self._label_binarizer.classes_
        else:
            self._check_classes(to_numpy(unique_labels(y)))
        indicators = self._label_binarizer.transform(y)
        return x, indicators.astype(bool) if isinstance(indicators, np.ndarray) else indicators, location

    def _weigh(self, y: Any, sample_weight: Any, location: DataLocation, *, incremental: bool) -> Any:
        if self.class_weight is None:
            return sample_weight
        weight = class_weights(self, to_numpy(y), incremental=incremental)
        return location.to_data(weight if sample_weight is None else to_numpy(sample_weight) * weight)

    def _check_classes(self, found: Any) -> None:
        known = to_numpy(self.classes_)
        if self.warm_start:
            if set(found) != set(known):
                raise ValueError(
                    "warm_start can only be used where `y` has the same classes as in the previous call to fit. Previously "
                    f"got {known}, `y` has {found}"
                )
        elif len(np.setdiff1d(found, known, assume_unique=True)):
            raise ValueError(f"`y` has classes not in `self.classes_`. `self.classes_` has {known}. 'y' has {found}.")

    def _check_known_classes(self, classes: Any) -> None:
        """Check ``classes`` as scikit-learn does, whose own check takes only NumPy labels."""
        if not np.array_equal(to_numpy(self.classes_), np.unique(classes)):
            raise ValueError(f"`classes={classes!r}` is not the same as on last call to partial_fit, was: {self.classes_!r}")

    def _strata(self, y: Any) -> Any:
        return to_numpy(y) if self.n_outputs_ == 1 else None

    def _decide(self, p: Any) -> Any:
        """Return the index of the class of each sample, or an indicator matrix of its labels, from NumPy probabilities."""
        return np.argmax(p, axis=1) if self.out_activation_ == "softmax" else p > 0.5  # noqa: PLR2004 - the likelier one

    def _held_out_score(self, net: Any, location: DataLocation, data: Any) -> float:
        to_host = location.backend.to_host
        if self._label_binarizer.y_type_ == "binary" and self.classes_.shape[0] == 1:
            return 1.0  # whatever the output, the label is the only one
        with location.backend.scope():
            found = self._decide(to_host(self._forward(location, net.params, data.x)))
            wanted = self._decide(to_host(data.target))
            weight = None if data.weight is None else to_host(data.weight)
        return float(accuracy_score(wanted, found, sample_weight=weight))

    @available_if(lambda est: est._check_solver())
    @_fit_context(prefer_skip_nested_validation=True)
    def partial_fit(self, X: Any, y: Any, sample_weight: Any = None, classes: Any = None) -> Self:  # noqa: N803 - scikit-learn's name
        """Train for one epoch on some data, continuing from the last call.

        Parameters
        ----------
        X, y, sample_weight
            As in `fit`.
        classes : array of shape (n_classes,), default=None
            All labels that later calls may contain; needed in the first call.

        Returns
        -------
        self : object
            The estimator itself.
        """
        if classes is not None and not isinstance(getattr(self, "classes_", np.empty(0)), np.ndarray):
            self._check_known_classes(to_numpy(classes))
        elif _check_partial_fit_first_call(self, classes):
            labels = y if type_of_target(y).startswith("multilabel") else classes
            labels = labels if hasattr(labels, "dtype") else np.asarray(labels)
            self._label_binarizer = LabelBinarizer().fit(location_of(X, self.backend).to_data(labels))
            if not isinstance(self._label_binarizer.classes_, np.ndarray):
                self.classes_ = self._label_binarizer.classes_  # on the library of the inputs
        return self._fit(X, y, sample_weight, incremental=True)

    def score(self, X: Any, y: Any, sample_weight: Any = None) -> float:  # noqa: N803 - scikit-learn's name
        """Return the fraction of samples whose predicted labels are correct.

        It is computed on the host, since scikit-learn may average arrays of other libraries in float32, or fail.

        Parameters
        ----------
        X, y, sample_weight
            As in `fit`.

        Returns
        -------
        score : float
            At most 1.
        """
        return float(accuracy_score(to_numpy(y), to_numpy(self.predict(X)), sample_weight=to_numpy(sample_weight)))

    def predict(self, X: Any) -> Any:  # noqa: N803 - scikit-learn's name
        """Return the most probable class of each sample.

        Parameters
        ----------
        X : {array-like, sparse matrix} of shape (n_samples, n_features)
            Inputs.

        Returns
        -------
        y : array of shape (n_samples,) or (n_samples, n_classes)
            Labels, or an indicator matrix of them.
        """
        p, location = self._outputs(X, "predict")
        p = location.from_backend(p)
        p = to_numpy(p) if isinstance(self.classes_, np.ndarray) else p  # strings are NumPy's
        return self._label_binarizer.inverse_transform(p[:, 0] if self.n_outputs_ == 1 else p)

    def predict_proba(self, X: Any) -> Any:  # noqa: N803 - scikit-learn's name
        """Return the probability of each class.

        Parameters
        ----------
        X : {array-like, sparse matrix} of shape (n_samples, n_features)
            Inputs.

        Returns
        -------
        p : array of shape (n_samples, n_classes)
            Columns in the order of `classes_`.
        """
        return self._probabilities(X, "predict_proba")

    def predict_log_proba(self, X: Any) -> Any:  # noqa: N803 - scikit-learn's name
        """Return the logarithm of `predict_proba`.

        Parameters
        ----------
        X : {array-like, sparse matrix} of shape (n_samples, n_features)
            Inputs.

        Returns
        -------
        log_p : array of shape (n_samples, n_classes)
            Columns in the order of `classes_`.
        """
        return self._probabilities(X, "predict_log_proba", log=True)

    def _probabilities(self, x: Any, method: str, *, log: bool = False) -> Any:
        check_is_fitted(self)
        p, location = self._outputs(x, method, both=self.n_outputs_ == 1)
        with location.backend.scope():
            return location.from_backend(location.backend.xp.log(p) if log else p)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_label = True
        return tags
