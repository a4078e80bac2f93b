"""Programs of peers: of a case that is fresh, one that makes new networks by the peer's own program, in one process."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from itertools import count

import numpy as np

from bpnet.bench.cases import Case, draw_weights
from bpnet.bench.peers import Peer, Start, Task, Train

Prepare = Callable[[Task], Start]


def program(peer: Peer, case: Case) -> Prepare:
    """Import a peer's module, and return its function ``prepare``, or `fresh` of it."""
    prepare: Prepare = importlib.import_module(peer.module).prepare
    return fresh(prepare) if case.style == "fresh" else prepare


def fresh(prepare: Prepare) -> Prepare:
    """Return a function ``prepare`` such that ``train(n)`` makes n networks by another, and returns the loss of each.

    All of it is timed: a network is made, its data are transferred, and it is trained for one epoch. Its weights are drawn within
    its time too, the same for all peers. It has a seed that no other has: only what does not depend on the seed can be reused.
    """
    seeds = count(1)

    def prepare_each(task: Task) -> Start:
        def loss_of(index: int) -> float:
            weights = draw_weights(task.case, np.random.default_rng((task.seed, index)))
            (loss,) = prepare(task._replace(weights=weights, seed=next(seeds)))()(1)
            return loss

        def start() -> Train:
            return lambda n: [loss_of(index) for index in range(n)]

        return start

    return prepare_each
