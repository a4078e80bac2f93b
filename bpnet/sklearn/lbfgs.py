"""Training by "lbfgs": SciPy's L-BFGS-B on the host, driven by bpnet's value and gradient where the data live."""

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
"""Its new params are the gradients: an epoch of one batch is then value and gradient, compiled as any training is."""


def fit(est: Any, place: DataLocation, data: Data, dtype: str) -> None:
    """Train an estimator on all samples at once."""
    data = data._replace(x=place.inputs(dense(data.x), dtype))
    with borrow_network(est, place, GRADIENTS, dtype, (data.n, data.n)) as net:
        like, last = net.params, [np.empty(0)]
        option = _get_additional_lbfgs_options_dict("iprint", 1 if est.verbose is True or est.verbose >= 1 else -1)
        try:
            result = scipy.optimize.minimize(
                _objective(net, data, last),
                place.backend.to_host(_packed(place.backend.xp, like)),
                method="L-BFGS-B",
                jac=True,
                options={"maxfun": est.max_fun, "maxiter": est.max_iter, "gtol": est.tol, **option},
            )
        except KeyboardInterrupt:
            if last[0].size:
                set_params(est, place, _unpacked(place.backend, last[0], like, dtype))
            raise
    est.n_iter_ = _check_optimize_result("lbfgs", result, est.max_iter)
    est.loss_ = float(result.fun)
    set_params(est, place, _unpacked(place.backend, result.x, like, dtype))


def _objective(net: Network, data: Data, last: list[Any]) -> Callable[[Any], tuple[float, Any]]:
    """``vector -> loss, gradient`` for SciPy: NumPy vectors, float64. The ``last`` vector is kept, for Ctrl-C."""
    start, like = net.training, net.params

    def objective(vector: Any) -> tuple[float, Any]:
        last[0] = vector.copy()
        net.training = start._replace(params=_unpacked(net.backend, vector, like, net.dtype))
        (value,) = net.epoch(data.x, data.target, batch_size=data.n, sample_weight=data.weight)
        return float(value), net.backend.to_host(_packed(net.xp, net.params)).astype(np.float64)

    return objective


def _packed(xp: Any, params: Tree) -> Array:
    """All weights, then all biases, as one vector, as scikit-learn has them: so sums over it have the same order."""
    return xp.concat([xp.reshape(pair[i], (-1,)) for i in (0, 1) for pair in params])


def _unpacked(backend: Backend, vector: Any, like: Tree, dtype: str) -> Tree:
    """The params of a vector of the host's, on the device."""
    flat, start, made = backend.from_host(vector, dtype), 0, []
    for leaf in (pair[i] for i in (0, 1) for pair in like):
        size = int(np.prod(leaf.shape))
        made.append(backend.xp.reshape(flat[start : start + size], tuple(leaf.shape)))
        start += size
    return tuple(zip(made[: len(like)], made[len(like) :], strict=True))
