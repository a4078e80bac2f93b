"""A regressor with scikit-learn's interface."""

from __future__ import annotations

from typing import Any, ClassVar, Self

import numpy as np
from scipy.sparse import issparse
from sklearn.base import RegressorMixin, _fit_context
from sklearn.metrics import r2_score
from sklearn.utils import column_or_1d
from sklearn.utils._param_validation import StrOptions

from bpnet.backend.selection import BackendSpec
from bpnet.sklearn.base import BaseMLP
from bpnet.sklearn.data import DataLocation, location_of, to_numpy


class MLPRegressor(RegressorMixin, BaseMLP):
    """Multi-layer perceptron regressor with scikit-learn's interface, computed by bpnet on any array library.

    Parameters
    ----------
    loss : {'squared_error', 'poisson'}, default='squared_error'
        Half of the squared error, or half of the Poisson deviance, for which predictions are rates.
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
    backend : str or Backend, default=None
        Where to compute, such as ``"cupy"``: NumPy data are moved there, and results are moved back. By default the data's
        library and device; for NumPy data see `bpnet.get_backend`.

    Attributes
    ----------
    coefs_ : list of arrays
        Weights of each layer, (n_in, n_out), arrays of the library and on the device of the training data.
    intercepts_ : list of arrays
        Biases of each layer.
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
    >>> import numpy as np
    >>> x = np.linspace(-1.0, 1.0, 50).reshape(-1, 1)
    >>> MLPRegressor(solver="lbfgs", random_state=0).fit(x, x[:, 0] ** 2).score(x, x[:, 0] ** 2) > 0.95
    True
    """

    _parameter_constraints: ClassVar[dict[str, Any]] = {
        **BaseMLP._parameter_constraints,
        "loss": [StrOptions({"squared_error", "poisson"})],
    }

    def __init__(
        self,
        loss: str = "squared_error",
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
        backend: BackendSpec | None = None,
    ) -> None:
        self.loss = loss
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
        self.backend = backend

    def _output(self) -> str:
        return "exp" if self.loss == "poisson" else "identity"

    def _validate(self, x: Any, y: Any, *, incremental: bool, reset: bool) -> tuple[Any, Any, DataLocation]:
        del incremental
        x, y = self._check_data(x, y, y_numeric=True, reset=reset)
        if y.ndim == 2 and y.shape[1] == 1:  # noqa: PLR2004 - a column
            y = column_or_1d(y, warn=True)
        y = y.toarray() if issparse(y) else y
        location = location_of(x, self.backend)
        return x, location.to_data(y), location

    def _held_out_score(self, net: Any, location: DataLocation, data: Any) -> float:
        to_host = location.backend.to_host
        with location.backend.scope():
            found = to_host(self._forward(location, net.params, data.x))
            wanted = to_host(data.target)
            weight = None if data.weight is None else to_host(data.weight)
        return float(r2_score(wanted, found, sample_weight=weight)) if np.all(np.isfinite(found)) else np.nan

    @_fit_context(prefer_skip_nested_validation=True)
    def partial_fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:  # noqa: N803 - scikit-learn's name
        """Train for one epoch on some data, continuing from the last call.

        As in scikit-learn, regressors have this method with 'lbfgs' too, which then starts from the current params.

        Parameters
        ----------
        X, y, sample_weight
            As in `fit`.

        Returns
        -------
        self : object
            The estimator itself.
        """
        return self._fit(X, y, sample_weight, incremental=True)

    def score(self, X: Any, y: Any, sample_weight: Any = None) -> float:  # noqa: N803 - scikit-learn's name
        """Return the coefficient of determination of the predictions.

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
        return float(r2_score(to_numpy(y), to_numpy(self.predict(X)), sample_weight=to_numpy(sample_weight)))

    def predict(self, X: Any) -> Any:  # noqa: N803 - scikit-learn's name
        """Predict the targets of inputs.

        Parameters
        ----------
        X : {array-like, sparse matrix} of shape (n_samples, n_features)
            Inputs.

        Returns
        -------
        y : array of shape (n_samples,) or (n_samples, n_outputs)
            Predictions.
        """
        y, location = self._outputs(X, "predict")
        return location.from_backend(location.backend.xp.reshape(y, (-1,)) if y.shape[1] == 1 else y)
