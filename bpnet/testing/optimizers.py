"""Checks of optimizers: updates are pure, and keep structure, shapes and dtypes."""

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
    check_kind,
    check_like,
    check_pure,
    check_unchanged,
    copy_leaves,
    describe,
    differ,
    named_leaves,
    to_device,
    tree_to_device,
)

if TYPE_CHECKING:
    from bpnet.backend import Backend

UPDATES = 4
SHAPES: tuple[Tree, ...] = ((((4, 3), (3,)), (), (((3, 2), (2,)), ((2,),))),)
"""Shapes of params: layers with and without params, and nested chains."""
RATES = (0.01, 0.02)


def check_optimizer(optimizer: Optimizer, *, backend: BackendSpec | None = None, seed: int = 0, uses_rate: bool = True) -> None:
    """Check that an optimizer keeps its contract, in every dtype of a backend.

    ``init`` and ``update`` must not write into their arguments, and must return the same bits when called again. Params and
    opt_state must keep their structure, shapes and dtypes. Params must change, stay finite, and depend on the learning rate.
    Convergence is not checked.

    Parameters
    ----------
    optimizer
        Optimizer to check.
    backend
        As in `bpnet.get_backend`.
    seed
        Seed of params and gradients.
    uses_rate
        If False, updates need not depend on the learning rate, as in ``rprop``.

    Raises
    ------
    GradientError
        With the violated part of the contract.
    """
    check_kind(optimizer, Optimizer)
    host = get_backend(backend)
    with host.scope(), np.errstate(all="ignore"):
        for dtype in (kind for kind in DTYPES if kind in host.capabilities):
            _check_updates(host, optimizer, dtype, np.random.default_rng(seed), uses_rate=uses_rate)


def _draw(tree: Tree, random: np.random.Generator) -> Tree:
    """Draw normal numbers with the shapes of a tree."""
    if all(isinstance(n, int) for n in tree) and tree:
        return random.standard_normal(tree)
    return tuple(_draw(branch, random) for branch in tree)


def _check_updates(host: Backend, optimizer: Optimizer, dtype: str, random: np.random.Generator, *, uses_rate: bool) -> None:
    """Check consecutive updates."""
    params = tree_to_device(host, _draw(SHAPES, random), dtype)
    opt_state = check_pure(host, "init", partial(optimizer.init, host.xp), params=params)
    _check_opt_state(host, opt_state)
    slow, fast = (to_device(host, np.asarray(rate), dtype) for rate in RATES)

    def update(params: Tree, grads: Tree, opt_state: Tree, learning_rate: Any) -> Tree:
        made = optimizer.update(host.xp, params, grads, opt_state, learning_rate)
        if not (isinstance(made, tuple) and len(made) == 2):  # noqa: PLR2004 - params and opt_state
            raise GradientError(f"update returns {describe(made)}, expected params, opt_state")
        return made

    differs, start = False, params
    for number in range(UPDATES):
        grads, others = (tree_to_device(host, _draw(SHAPES, random), dtype) for _ in range(2))
        new, after = check_pure(host, "update", update, params=params, grads=grads, opt_state=opt_state, learning_rate=slow)
        check_like(host, "update: params", new, params, "params")
        check_like(host, "update: opt_state", after, opt_state, "opt_state")
        if not all(np.all(np.isfinite(leaf)) for leaf in copy_leaves(host, new)):
            raise GradientError(f"update: params are not finite after update {number + 1}")
        check_unchanged(host, "update", (new, after), partial(update, params, others, opt_state, slow))
        differs |= differ(copy_leaves(host, new), copy_leaves(host, update(params, grads, opt_state, fast)[0]))
        params, opt_state = new, after
    if not differ(copy_leaves(host, start), copy_leaves(host, params)):
        raise GradientError(f"update: params do not change in {UPDATES} updates, though no gradient is zero")
    if uses_rate and not differs:
        raise GradientError(
            f"update gives the same params for the learning rates {RATES[0]} and {RATES[1]}: use the one that is passed, or "
            "check with uses_rate=False"
        )


def _check_opt_state(host: Backend, opt_state: Tree) -> None:
    """Raise `GradientError` unless every leaf of opt_state is an array of the backend."""
    for path, leaf in named_leaves("opt_state", opt_state):
        if not host.owns(leaf):
            raise GradientError(f"init: {path} is a {type(leaf).__name__}, expected nested tuples of arrays of {host.spec}")
