"""Training by "lbfgs": SciPy's L-BFGS-B on the host, driven by bpnet's value and gradient where the data live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.optimize
from sklearn.utils.fixes import _get_additional_lbfgs_options_dict
from sklearn.utils.optimize import _check_optimize_result

from bpnet.sklearn import translation
from bpnet.sklearn.places import Place, dense
from bpnet.sklearn.stochastic import Data, params_of, set_params
from bpnet.step import value_and_grad

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.arrays import Array, Tree


def fit(est: Any, place: Place, data: Data, dtype: str) -> None:
    """Train an estimator on all samples at once."""
    params = params_of(est, place, dtype)
    start = place.backend.to_host(_packed(place.backend.xp, params))
    option = _get_additional_lbfgs_options_dict("iprint", 1 if est.verbose is True or est.verbose >= 1 else -1)
    result = scipy.optimize.minimize(
        _objective(est, place, data, dtype, params),
        start,
        method="L-BFGS-B",
        jac=True,
        options={"maxfun": est.max_fun, "maxiter": est.max_iter, "gtol": est.tol, **option},
    )
    est.n_iter_ = _check_optimize_result("lbfgs", result, est.max_iter)
    est.loss_ = float(result.fun)
    set_params(est, place, _unpacked(place, result.x, params, dtype))


def _objective(est: Any, place: Place, data: Data, dtype: str, like: Tree) -> Callable[[Any], tuple[float, Any]]:
    """``vector -> loss, gradient`` for SciPy: NumPy vectors, float64."""
    xp, widths = place.backend.xp, tuple(int(b.shape[0]) for _, b in like)
    layer = translation.layers(widths, est.activation)
    loss = translation.loss(est.loss, est.out_activation_, widths[-1])
    x = place.own(dense(data.x), dtype)
    target = data.target if data.weight is None else (data.target, data.weight)
    state = ((),) * len(widths)

    def objective(vector: Any) -> tuple[float, Any]:
        params = _unpacked(place, vector, like, dtype)
        value, grads, _ = value_and_grad(xp, layer, loss, params, state, x, target, penalty=est.alpha)
        flat = place.backend.to_host(xp.concat([xp.reshape(value, (1,)), _packed(xp, grads)])).astype(np.float64)
        return float(flat[0]), flat[1:]

    return objective


def _packed(xp: Any, params: Tree) -> Array:
    """All weights, then all biases, as one vector, as scikit-learn has them: so sums over it have the same order."""
    return xp.concat([xp.reshape(pair[i], (-1,)) for i in (0, 1) for pair in params])


def _unpacked(place: Place, vector: Any, like: Tree, dtype: str) -> Tree:
    """The params of a vector of the host's, on the device."""
    flat, start, made = place.backend.from_host(vector, dtype), 0, []
    for leaf in (pair[i] for i in (0, 1) for pair in like):
        size = int(np.prod(leaf.shape))
        made.append(place.backend.xp.reshape(flat[start : start + size], tuple(leaf.shape)))
        start += size
    return tuple(zip(made[: len(like)], made[len(like) :], strict=True))
