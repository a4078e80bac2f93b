"""Cache of networks: a fit reuses the compiled step of an earlier fit with the same shapes and settings."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bpnet.sklearn import translation
from bpnet.sklearn.formulas import PenalizedNetwork
from bpnet.training.state import TrainingState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bpnet.arrays import Tree
    from bpnet.optimizers import Optimizer
    from bpnet.sklearn.data import DataLocation
    from bpnet.training.network import Network

MOST = 1 << 20
"""Maximum number of elements in params and one batch of all layers, over all cached networks; the oldest are dropped."""
NETWORKS = 8
"""Maximum number of cached networks: a small one has few elements, but may have machine code of many megabytes."""

_idle: dict[Any, tuple[int, Network]] = {}
_lock = threading.Lock()


@contextmanager
def borrow_network(
    est: Any, location: DataLocation, optimizer: Optimizer, dtype: str, batches: tuple[int, int]
) -> Iterator[Network]:
    """Context manager for a network, from the cache or new, with the params of an estimator and a fresh opt_state.

    ``batches`` is a pair: the number of samples, and the number of samples in a batch.
    """
    widths = tuple(int(w.shape[1]) for w in est.coefs_)
    made_of = optimizer.spec and (optimizer.spec.name, *sorted(optimizer.spec.arguments.items()))
    settings = est.activation, est.out_activation_, est.loss, float(est.alpha), made_of
    key = (widths, est.n_features_in_, *settings, dtype, location.backend, batches)
    with _lock:
        _, net = _idle.pop(key, (0, None))
    net = net or PenalizedNetwork(
        translation.layers(widths, est.activation),
        n_in=est.n_features_in_,
        loss=translation.loss(est.loss, est.out_activation_),
        optimizer=optimizer,
        penalty=float(est.alpha),
        backend=location.backend,
        dtype=dtype,
    )
    params = params_of(est, location, dtype)
    net.training = TrainingState(params, net.state, optimizer.init(net.xp, params), epoch=0, updates=0)
    yield net
    with _lock:
        _idle[key] = net.n_params + batches[1] * (est.n_features_in_ + sum(widths)), net
        while len(_idle) > NETWORKS or sum(numbers for numbers, _ in _idle.values()) > MOST:
            del _idle[next(iter(_idle))]


def params_of(est: Any, location: DataLocation, dtype: str) -> Tree:
    """Return the estimator's params as a network's, ``((w, b), ...)``."""
    pairs = zip(est.coefs_, est.intercepts_, strict=True)
    return tuple((location.to_backend(w, dtype, "coefs_"), location.to_backend(b, dtype, "intercepts_")) for w, b in pairs)


def set_params(est: Any, location: DataLocation, params: Tree) -> None:
    """Set the estimator's params to those of a network, as arrays of the library of its data."""
    est.coefs_ = [location.from_backend(w) for w, _ in params]
    est.intercepts_ = [location.from_backend(b) for _, b in params]
