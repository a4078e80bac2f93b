"""`Network.fit` with a minimizer: iterations on all samples, driven from the host."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import _specs
from bpnet._checks import from_name
from bpnet._messages import one_line, short_repr
from bpnet._threads import use_threads
from bpnet.arrays import Tree, call_read_only, leaves
from bpnet.distributed.ranks import ALONE
from bpnet.errors import TrainingDivergedError
from bpnet.losses.base import split_target
from bpnet.minimizers import MINIMIZERS, Iterate, Minimizer, Objective
from bpnet.optimizers import OPTIMIZERS, Optimizer
from bpnet.random import key_of
from bpnet.step import value_and_grad
from bpnet.training.batches import rows
from bpnet.training.callbacks import Callback
from bpnet.training.data import Data
from bpnet.training.epochs import Chunk, divergence_error
from bpnet.training.history import History
from bpnet.training.loop import Loop, WatchedLoss
from bpnet.training.run import Run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bpnet.training.inputs import Samples
    from bpnet.training.learning_rate import LearningRate
    from bpnet.training.state import TrainingState

FEW = 8
"""Number of samples on which training and inference are compared."""


def choose_minimizer(given: Any) -> Minimizer:
    """Return the minimizer of the argument ``optimizer`` of `bpnet.Network.fit`."""
    if isinstance(given, Optimizer) or (isinstance(given, str) and given in OPTIMIZERS):
        came = short_repr(given) if isinstance(given, str) else f"the optimizer {_specs.factory_name(given)}"
        raise ValueError(
            f"fit(optimizer=) takes a minimizer, one of {', '.join(MINIMIZERS)}, got {came}: pass an optimizer of steps where the "
            "network is built, and leave it out here"
        )
    return from_name("minimizer", given, MINIMIZERS, Minimizer)


class MinimizerState(Callback):
    """The memory of a minimizer, as `bpnet.callbacks.Checkpoint` writes it and ``resume`` reads it.

    Parameters
    ----------
    net, minimizer
        The network that is trained, and what trains it.
    """

    def __init__(self, net: Any, minimizer: Minimizer) -> None:
        self._net, self._minimizer = net, minimizer
        self._spec = _specs.to_json(minimizer, whole=False)
        self.memory: tuple[Tree, ...] = ()

    @property
    def name(self) -> str:
        """The minimizer in words, such as "lbfgs(history=20)"."""
        return one_line(_specs.to_text(self._spec), 100)

    def state_dict(self) -> tuple[dict[str, Any], Tree]:
        """Return the minimizer's spec, and its memory."""
        from bpnet.arrays import map_tree

        return {"minimizer": self._spec}, map_tree(self._net.backend.to_host, self.memory)

    def load_state_dict(self, data: dict[str, Any], arrays: Tree) -> None:
        """Restore the memory; ValueError for that of another minimizer."""
        theirs, ours = (_specs.with_defaults(spec) for spec in (data["minimizer"], self._spec))
        if found := _specs.first_difference(ours, theirs, "minimizer"):
            place, own, other = found
            raise ValueError(f"its {place} is {short_repr(other, 40)}, that of this training is {short_repr(own, 40)}")
        if len(json.dumps(arrays, default=len)) < 0:
            raise ValueError
        net = self._net
        with net.backend.scope():
            like = self._minimizer.entry(net.backend.xp, net.params)
            self.memory = net._trees.copy(arrays, (like,) * len(arrays), "the memory of the minimizer")  # noqa: SLF001 - of the network
