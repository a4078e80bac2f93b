"""Networks that are ready to train: what one fit compiled is there for the next one of the same shapes."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bpnet.sklearn import translation
from bpnet.training.network import Network
from bpnet.training.state import TrainingState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bpnet.arrays import Tree
    from bpnet.optimizers import Optimizer
    from bpnet.sklearn.data import DataLocation

MOST = 1 << 20
"""Numbers, in the params and in one batch of all layers, of all networks that are kept; the newest ones are."""
NETWORKS = 8
"""How many networks are kept: a small one has few numbers, but may have machine code of many megabytes."""

_idle: dict[Any, tuple[int, Network]] = {}
_lock = threading.Lock()


@contextmanager
def borrowed(est: Any, place: DataLocation, optimizer: Optimizer, dtype: str, batches: tuple[int, int]) -> Iterator[Network]:
    """A network with an estimator's params that remembers nothing else; nobody else has it meanwhile.

    ``batches`` are the number of samples, and how many of them are in a batch.
    """
    widths = tuple(int(w.shape[1]) for w in est.coefs_)
    made_of = optimizer.spec and (optimizer.spec.name, *sorted(optimizer.spec.arguments.items()))
    settings = est.activation, est.out_activation_, est.loss, float(est.alpha), made_of
    key = (widths, est.n_features_in_, *settings, dtype, place.backend, batches)
    with _lock:
        _, net = _idle.pop(key, (0, None))
    net = net or Network(
        translation.layers(widths, est.activation),
        n_in=est.n_features_in_,
        loss=translation.loss(est.loss, est.out_activation_),
        optimizer=optimizer,
        penalty=float(est.alpha),
        backend=place.backend,
        dtype=dtype,
    )
    params = params_of(est, place, dtype)
    net.training = TrainingState(params, net.state, optimizer.init(net.xp, params), epoch=0, updates=0)
    yield net
    with _lock:
        _idle[key] = net.n_params + batches[1] * (est.n_features_in_ + sum(widths)), net
        while len(_idle) > NETWORKS or sum(numbers for numbers, _ in _idle.values()) > MOST:
            del _idle[next(iter(_idle))]


def params_of(est: Any, place: DataLocation, dtype: str) -> Tree:
    """The estimator's params as a network has them, ``((w, b), ...)``."""
    pairs = zip(est.coefs_, est.intercepts_, strict=True)
    return tuple((place.own(w, dtype, "coefs_"), place.own(b, dtype, "intercepts_")) for w, b in pairs)


def set_params(est: Any, place: DataLocation, params: Tree) -> None:
    """Give the estimator the params of a network, where its data live."""
    est.coefs_ = [place.back(w) for w, _ in params]
    est.intercepts_ = [place.back(b) for _, b in params]
