"""Base class of classifier and regressor: parameters, fitting, and the network's outputs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from numbers import Integral, Real
from typing import Any, ClassVar, Self

import numpy as np
from scipy.sparse import issparse
from sklearn.base import BaseEstimator, _fit_context
from sklearn.utils import check_random_state
from sklearn.utils._array_api import check_same_namespace
from sklearn.utils._param_validation import Interval, Options, StrOptions
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from bpnet._messages import short_repr
from bpnet.backend import Backend
from bpnet.sklearn import lbfgs, networks, stochastic, translation
from bpnet.sklearn.data import NUMBERS, DataLocation, dense, dtype_of, floats_of, location_of, to_numpy
from bpnet.training.trees import all_finite

STOCHASTIC = ("sgd", "adam")
NO_WARM_START = "cannot continue the training of an estimator that was fitted with"
RESTART = "Set warm_start=False and call fit to start again"


def at_least(kind: type, least: float, closed: str = "left") -> Interval:
    """Return the interval of numbers that are at least ``least``."""
    return Interval(kind, least, None, closed=closed)


class BaseMLP(BaseEstimator, ABC):
    """A multi-layer perceptron with scikit-learn's settings and attributes; see `MLPClassifier` and `MLPRegressor`."""

    _doc_link_module = "bpnet"  # links of the HTML representation lead to scikit-learn's page of the same settings
    _doc_link_template = "https://scikit-learn.org/1.9/modules/generated/sklearn.neural_network.{estimator_name}.html"

    _parameter_constraints: ClassVar[dict[str, Any]] = {
        "hidden_layer_sizes": ["array-like", at_least(Integral, 1)],
        "activation": [StrOptions({"identity", "logistic", "tanh", "relu"})],
        "solver": [StrOptions({"lbfgs", "sgd", "adam"})],
        "alpha": [at_least(Real, 0)],
        "batch_size": [StrOptions({"auto"}), at_least(Integral, 1)],
        "learning_rate": [StrOptions({"constant", "invscaling", "adaptive"})],
        "learning_rate_init": [at_least(Real, 0, closed="neither")],
        "power_t": [at_least(Real, 0)],
        "max_iter": [at_least(Integral, 1)],
        "shuffle": ["boolean"],
        "random_state": ["random_state"],
        "tol": [at_least(Real, 0)],
        "verbose": ["verbose"],
        "warm_start": ["boolean"],
        "momentum": [Interval(Real, 0, 1, closed="both")],
        "nesterovs_momentum": ["boolean"],
        "early_stopping": ["boolean"],
        "validation_fraction": [Interval(Real, 0, 1, closed="left")],
        "beta_1": [Interval(Real, 0, 1, closed="left")],
        "beta_2": [Interval(Real, 0, 1, closed="left")],
        "epsilon": [at_least(Real, 0, closed="neither")],
        "n_iter_no_change": [at_least(Integral, 1), Options(Real, {np.inf})],
        "max_fun": [at_least(Integral, 1)],
        "backend": [str, Backend, None],
    }

    @_fit_context(prefer_skip_nested_validation=True)
    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:  # noqa: N803 - scikit-learn's name
        """Fit the model to data.

        Parameters
        ----------
        X : {array-like, sparse matrix} of shape (n_samples, n_features)
            Inputs: NumPy's, or arrays of another library if array API dispatch is on.
        y : array-like of shape (n_samples,) or (n_samples, n_outputs)
            Labels, or an indicator matrix of them; real numbers for regression.
        sample_weight : array-like of shape (n_samples,), default=None
            Weights of the samples.

        Returns
        -------
        self : object
            The estimator itself, trained.
        """
        return self._fit(X, y, sample_weight, incremental=False)

    def _fit(self, x: Any, y: Any, sample_weight: Any, *, incremental: bool) -> Self:
        hidden = self._hidden_sizes()
        first = not hasattr(self, "coefs_") or (not self.warm_start and not incremental)
        if not first:
            self._check_continuation(x, hidden, "partial_fit" if incremental else "fit")
        x, y, location = self._validate(x, y, incremental=incremental, reset=first)
        if sample_weight is not None:
            sample_weight = _check_sample_weight(location.to_data(sample_weight), x)
        sample_weight = self._weigh(y, sample_weight, location, incremental=incremental)
        self.n_outputs_ = int(y.shape[1]) if y.ndim == 2 else 1  # noqa: PLR2004 - a matrix
        self._random_state = check_random_state(self.random_state)
        with location.backend.scope():
            if first:
                self._initialize([int(x.shape[1]), *hidden, self.n_outputs_], location, dtype_of(x))
            self._train(location, (x, y if y.ndim == 2 else y[:, None], sample_weight), first=first, incremental=incremental)  # noqa: PLR2004 - a matrix
        return self

    def _check_continuation(self, x: Any, hidden: list[int], method: str) -> None:
        """Raise unless the training of a fitted estimator can continue with these data and settings."""
        check_same_namespace(x, self, attribute="_first_weights", method=method)
        widths = [int(b.shape[0]) for b in self.intercepts_[:-1]]
        if len(hidden) != len(widths) or (self.solver not in STOCHASTIC and hidden != widths):
            raise ValueError(
                f"hidden_layer_sizes={short_repr(self.hidden_layer_sizes)}: {NO_WARM_START} {tuple(widths)}. {RESTART}"
            )
        if self.out_activation_ != self._output():
            raise ValueError(
                f"loss={short_repr(self.loss)}: {NO_WARM_START} the output activation {self.out_activation_!r}. {RESTART}"
            )

    def _train(self, location: DataLocation, data: tuple[Any, Any, Any], *, first: bool, incremental: bool) -> None:
        """Convert the data to arrays of the backend, and run the solver."""
        x, y, sample_weight = data
        dtype = dtype_of(self.coefs_[0])
        weight = None if sample_weight is None else location.to_backend(sample_weight, dtype, "sample_weight")
        samples = stochastic.Data(
            x.tocsr() if issparse(x) else location.inputs(x, dtype), location.to_backend(y, dtype, "y"), weight
        )
        if dtype == "float32" and weight is not None and not np.any(to_numpy(weight)):
            raise ValueError("Sample weights must contain at least one non-zero number.")  # too small for float32
        if self.solver in STOCHASTIC:
            stratify = self._strata(y) if self.early_stopping else None
            stochastic.fit(self, location, samples, dtype, stratify=stratify, first=first, incremental=incremental)
        else:
            lbfgs.fit(self, location, samples, dtype)
        if not all_finite(location.backend, networks.params_of(self, location, dtype)):
            hint = "The input data may contain large values and need to be preprocessed."
            raise ValueError(f"Solver produced non-finite parameter weights. {hint}")

    def _hidden_sizes(self) -> list[int]:
        sizes = self.hidden_layer_sizes
        sizes = list(sizes) if hasattr(sizes, "__iter__") else [sizes]
        if np.any(np.array(sizes) <= 0):
            raise ValueError(f"hidden_layer_sizes must be > 0, got {short_repr(sizes)}.")
        return sizes

    @abstractmethod
    def _validate(self, x: Any, y: Any, *, incremental: bool, reset: bool) -> tuple[Any, Any, DataLocation]:
        """Check inputs and targets, and return them with their location."""

    @abstractmethod
    def _output(self) -> str:
        """Return the name of the output's activation."""

    @abstractmethod
    def _held_out_score(self, net: Any, location: DataLocation, data: Any) -> float:
        """Return the score on the held-out data of early stopping."""

    def _weigh(self, y: Any, sample_weight: Any, location: DataLocation, *, incremental: bool) -> Any:
        """Return the weights of the samples, of indicators or targets ``y``."""
        del y, location, incremental
        return sample_weight

    def _strata(self, y: Any) -> Any:
        """Return the labels by which the held-out data are stratified, or None."""
        del y

    def _check_data(self, x: Any, y: Any, **options: Any) -> tuple[Any, Any]:
        checks = {"accept_sparse": ["csr", "csc"], "multi_output": True, "dtype": floats_of(x)}
        x, y = validate_data(self, x, y, **checks, **options)
        if options.get("y_numeric") and getattr(y.dtype, "kind", "f") in "USMm":
            raise TypeError(f"y must be numbers, got dtype {y.dtype}")
        return x, y

    def _initialize(self, sizes: list[int], location: DataLocation, dtype: str) -> None:
        """Reset all counters, and draw initial values as scikit-learn does."""
        self.n_iter_ = self.t_ = 0
        self.n_layers_ = len(sizes)
        self.out_activation_ = self._output()
        weights, biases = translation.first_values(sizes, self.activation, self._random_state)
        params = tuple(
            (location.to_backend(w, dtype), location.to_backend(b, dtype)) for w, b in zip(weights, biases, strict=True)
        )
        networks.set_params(self, location, params)
        if self.solver in STOCHASTIC:
            self.loss_curve_: list[float] = []
            self._no_improvement_count = 0
            self.best_loss_ = None if self.early_stopping else np.inf
            self.validation_scores_: list[float] | None = [] if self.early_stopping else None
            self.best_validation_score_ = -np.inf if self.early_stopping else None

    @property
    def _first_weights(self) -> Any:
        """The array with which scikit-learn compares the library and device of later data."""
        return self.coefs_[0]

    def _outputs(self, x: Any, method: str, *, both: bool = False) -> tuple[Any, DataLocation]:
        """Return the outputs (n_samples, n_outputs) as arrays of the backend, and the location; ``both`` as in `_forward`."""
        check_is_fitted(self)
        check_same_namespace(x, self, attribute="_first_weights", method=method)
        x = validate_data(self, x, accept_sparse=["csr", "csc"], reset=False)
        location = location_of(x, self.backend)
        dtype = dtype_of(self.coefs_[0])
        with location.backend.scope():
            params = networks.params_of(self, location, dtype)
            return self._forward(location, params, x, both=both), location

    def _forward(self, location: DataLocation, params: Any, x: Any, *, both: bool = False) -> Any:
        """Return the outputs; with ``both``, for one logistic output p, the two columns ``1 - p`` and p.

        The first is computed as ``sigmoid(-z)``: for p near 1, ``1 - p`` would have few correct digits, and its logarithm none.
        """
        xp = location.backend.xp
        layer = translation.layers(tuple(int(b.shape[0]) for _, b in params), self.activation)
        last, state = translation.output_activation(self.out_activation_), ((),) * len(params)
        n = x.shape[0]
        rows = max(1, NUMBERS // max(1, x.shape[1]))
        parts = [slice(start, start + rows) for start in range(0, n, rows)] if issparse(x) else [slice(None)]
        ys = [layer.inference(xp, params, state, location.inputs(dense(x, part), dtype_of(params[0][0]))) for part in parts]
        z = ys[0] if len(ys) == 1 else xp.concat(ys, axis=0)
        return last.inference(xp, (), (), xp.concat([-z, z], axis=1) if both else z)

    def _check_solver(self) -> bool:
        if self.solver not in STOCHASTIC:
            raise AttributeError(f"partial_fit is only available for stochastic optimizers. {self.solver} is not stochastic.")
        return True

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        tags.array_api_support = True
        return tags
