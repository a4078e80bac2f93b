"""The solver "lbfgs": SciPy's L-BFGS-B on the host; values and gradients are computed by bpnet on the data's device."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.optimize
from sklearn.utils.fixes import _get_additional_lbfgs_options_dict
from sklearn.utils.optimize import _check_optimize_result

from bpnet.optimizers import Optimizer
from bpnet.sklearn.data import DataLocation, dense
from bpnet.sklearn.networks import borrow_network, set_params
from bpnet.sklearn.stochastic import Data

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.arrays import Array, Tree
    from bpnet.backend import Backend
    from bpnet.training.network import Network


GRADIENTS = Optimizer(lambda _xp, _params: (), lambda _xp, _params, grads, opt_state, _rate: (grads, opt_state), 1.0)
"""Optimizer whose new params are the gradients: an epoch of one batch computes value and gradient, compiled like any training."""


def fit(est: Any, location: DataLocation, data: Data, dtype: str) -> None:
    """Train an estimator on all samples at once."""
    data = data._replace(x=location.inputs(dense(data.x), dtype))
    with borrow_network(est, location, GRADIENTS, dtype, (data.n, data.n)) as net:
        like, last = net.params, [np.empty(0)]
        option = _get_additional_lbfgs_options_dict("iprint", 1 if est.verbose is True or est.verbose >= 1 else -1)
        try:
            result = scipy.optimize.minimize(
                _objective(net, data, last),
                location.backend.to_host(_pack(location.backend.xp, like)),
                method="L-BFGS-B",
                jac=True,
                options={"maxfun": est.max_fun, "maxiter": est.max_iter, "gtol": est.tol, **option},
            )
        except KeyboardInterrupt:
            if last[0].size:
                set_params(est, location, _unpack(location.backend, last[0], like, dtype))
            raise
    est.n_iter_ = _check_optimize_result("lbfgs", result, est.max_iter)
    est.loss_ = float(result.fun)
    set_params(est, location, _unpack(location.backend, result.x, like, dtype))


def _objective(net: Network, data: Data, last: list[Any]) -> Callable[[Any], tuple[float, Any]]:
    """Return SciPy's objective, ``vector -> loss, gradient``, with float64 vectors; the ``last`` vector is kept, for Ctrl-C."""
    start, like = net.training, net.params

    def objective(vector: Any) -> tuple[float, Any]:
        last[0] = vector.copy()
        net.training = start._replace(params=_unpack(net.backend, vector, like, net.dtype))
        (value,) = net.epoch(data.x, data.target, batch_size=data.n, sample_weight=data.weight)
        return float(value), net.backend.to_host(_pack(net.xp, net.params)).astype(np.float64)

    return objective


def _pack(xp: Any, params: Tree) -> Array:
    """Concatenate all weights, then all biases, in scikit-learn's order: sums over the vector then have the same order too."""
    return xp.concat([xp.reshape(pair[i], (-1,)) for i in (0, 1) for pair in params])


def _unpack(backend: Backend, vector: Any, like: Tree, dtype: str) -> Tree:
    """Split a host vector into params on the device."""
    flat, start, made = backend.from_host(vector, dtype), 0, []
    for leaf in (pair[i] for i in (0, 1) for pair in like):
        size = int(np.prod(leaf.shape))
        made.append(backend.xp.reshape(flat[start : start + size], tuple(leaf.shape)))
        start += size
    return tuple(zip(made[: len(like)], made[len(like) :], strict=True))
