"""``bpnet xor --replicas N``: the textbook's XOR network from many seeds at once."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import optimizers
from bpnet._options import check_at_least_one
from bpnet.datasets import xor
from bpnet.losses import squared_error
from bpnet.training.mlp import MLP

if TYPE_CHECKING:
    import argparse

    from numpy.typing import NDArray

    from bpnet.backend import Backend

LAST_SEED = 2**32 - 1
MOST_LOSSES = 10**9
"""Maximum number of losses: that of each network and epoch is kept, and takes 8 bytes."""
MOST_NAMED, WIDTH = 10, 80


def first_weights(seeds: range) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Return the textbook's initial weights and biases of each seed, with an axis of replicas in front."""
    drawn = [(draw.randn(2, 4), draw.randn(4, 1)) for draw in map(np.random.RandomState, seeds)]  # as in `bpnet.NeuralNetwork`
    w1, w2 = (np.stack(each) for each in zip(*drawn, strict=True))
    return [(w1, np.zeros((len(seeds), 4))), (w2, np.zeros((len(seeds), 1)))]


def learned(predictions: NDArray[Any], y: NDArray[Any]) -> NDArray[np.bool_]:
    """Return for each network whether all outputs, (replicas, n, 1), are on the right side of 0.5."""
    return np.all((predictions > 0.5) == (y > 0.5), axis=(1, 2))  # noqa: PLR2004 - the usual threshold


def train_replicas(options: argparse.Namespace, backend: Backend, dtype: str) -> tuple[dict[str, Any], bool]:
    """Train the networks, and print how many have learned; return the results, and whether Ctrl-C has stopped the training.

    The loss that is shown is the mean of ``(y - o)**2``, as that of ``bpnet xor``.
    """
    check_at_least_one(replicas=options.replicas)
    if options.replicas * options.epochs > MOST_LOSSES:
        given = f"--replicas {options.replicas} with --epochs {options.epochs}"
        raise ValueError(f"{given} is too much for the memory: train them in parts, each with its own --seed")
    if not 0 <= options.seed <= LAST_SEED + 1 - options.replicas:
        raise ValueError(f"seed must be from 0 to {LAST_SEED + 1 - options.replicas}, got {options.seed}")
    seeds, (x, y) = range(options.seed, options.seed + options.replicas), xor()
    loss, optimizer = squared_error(reduction="sum"), optimizers.sgd(options.rate)
    net = MLP((2, 4, 1), output="sigmoid", loss=loss, optimizer=optimizer, seed=seeds, backend=backend, dtype=dtype)
    net.params = first_weights(seeds)
    print(f"{len(seeds)} networks train for {options.epochs} epochs on {backend.spec}", flush=True)
    history = net.fit(x, y, epochs=options.epochs)
    history.loss *= 2.0 / len(x)
    good = learned(backend.to_host(net.predict(x)), y)
    print(f"{np.count_nonzero(good)} of {len(good)} networks learned XOR in {len(history.loss)} epochs")
    others = [seed for seed, one in zip(seeds, good, strict=True) if not one]
    if others:
        more = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
        print(fill(f"not learned from seeds {', '.join(map(str, others[:MOST_NAMED]))}{more}", WIDTH))
    if options.plot:
        from bpnet.plotting import overview, theme

        with theme("dark" if options.dark else "light"):
            overview.write_many(options.plot, history, good)
    content = {"learned": good.tolist(), "losses": history.loss[-1].tolist()}
    interrupted = any(stopped is not None for stopped in history.stopped_at) and len(history.loss) < options.epochs  # type: ignore[union-attr]  # a group has several
    return {"provenance": history.provenance, "seeds": [*seeds], **content}, interrupted
