"""Checks of optimizers: pure updates that keep structure, shapes and dtypes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree
from bpnet.backend import DTYPES
from bpnet.backend.selection import BackendSpec, get_backend
from bpnet.optimizers import Optimizer
from bpnet.testing.contracts import (
    GradientError,
    changed,
    copied,
    described,
    lasting,
    like,
    named_leaves,
    of_kind,
    on_device,
    placed,
    pure,
)

if TYPE_CHECKING:
    from bpnet.backend import Backend

UPDATES = 4
SHAPES: tuple[Tree, ...] = ((((4, 3), (3,)), (), (((3, 2), (2,)), ((2,),))),)
"""Of params: layers with and without params, and chains in chains."""
RATES = (0.01, 0.02)


def check_optimizer(optimizer: Optimizer, *, backend: BackendSpec | None = None, seed: int = 0, uses_rate: bool = True) -> None:
    """Check that an optimizer keeps its contract, in every dtype of a backend.

    ``init`` and ``update`` write into nothing that is passed in, and give the same bits when called again. Params and opt_state keep
    their structure, shapes and dtypes; params stay finite and change; the learning rate that is passed decides by how much. That
    the method converges is not checked.

    Parameters
    ----------
    optimizer
        To be checked.
    backend
        As in `bpnet.get_backend`.
    seed
        Of params and gradients.
    uses_rate
        Whether updates depend on the learning rate that is passed: those of ``rprop`` do not.

    Raises
    ------
    GradientError
        Naming the part of the contract that is broken.
    """
    of_kind(optimizer, Optimizer)
    host = get_backend(backend)
    with host.scope(), np.errstate(all="ignore"):
        for dtype in (kind for kind in DTYPES if kind in host.capabilities):
            _check_updates(host, optimizer, dtype, np.random.default_rng(seed), uses_rate=uses_rate)


def _drawn(tree: Tree, random: np.random.Generator) -> Tree:
    """Normal numbers of the shapes that a tree of shapes has."""
    if all(isinstance(n, int) for n in tree) and tree:
        return random.standard_normal(tree)
    return tuple(_drawn(branch, random) for branch in tree)


def _check_updates(host: Backend, optimizer: Optimizer, dtype: str, random: np.random.Generator, *, uses_rate: bool) -> None:
    """Some updates in a row, each of them pure."""
    params = on_device(host, _drawn(SHAPES, random), dtype)
    opt_state = pure(host, "init", partial(optimizer.init, host.xp), params=params)
    _check_memory(host, opt_state)
    slow, fast = (placed(host, np.asarray(rate), dtype) for rate in RATES)

    def update(params: Tree, grads: Tree, opt_state: Tree, learning_rate: Any) -> Tree:
        made = optimizer.update(host.xp, params, grads, opt_state, learning_rate)
        if not (isinstance(made, tuple) and len(made) == 2):  # noqa: PLR2004 - params, opt_state
            raise GradientError(f"update returns {described(made)}, expected params, opt_state")
        return made

    differs, start = False, params
    for number in range(UPDATES):
        grads, others = (on_device(host, _drawn(SHAPES, random), dtype) for _ in range(2))
        new, after = pure(host, "update", update, params=params, grads=grads, opt_state=opt_state, learning_rate=slow)
        like(host, "update: params", new, params, "params")
        like(host, "update: opt_state", after, opt_state, "opt_state")
        if not all(np.all(np.isfinite(leaf)) for leaf in copied(host, new)):
            raise GradientError(f"update: params are not finite after update {number + 1}")
        lasting(host, "update", (new, after), partial(update, params, others, opt_state, slow))
        differs |= changed(copied(host, new), copied(host, update(params, grads, opt_state, fast)[0]))
        params, opt_state = new, after
    if not changed(copied(host, start), copied(host, params)):
        raise GradientError(f"update: params do not change in {UPDATES} updates, though no gradient is zero")
    if uses_rate and not differs:
        raise GradientError(
            f"update gives the same params for the learning rates {RATES[0]} and {RATES[1]}: use the one that is passed, or "
            "check with uses_rate=False"
        )


def _check_memory(host: Backend, opt_state: Tree) -> None:
    """Raise unless every leaf of a opt_state is an array of the backend."""
    for path, leaf in named_leaves("opt_state", opt_state):
        if not host.owns(leaf):
            raise GradientError(f"init: {path} is a {type(leaf).__name__}, expected nested tuples of arrays of {host.spec}")
