"""State of a training run, and content of a checkpoint file, as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bpnet.arrays import Tree, map_tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bpnet.optimizers import Rate
    from bpnet.training.history import History


class TrainingState(NamedTuple):
    """Values that a training step changes, and the numbers of epochs and updates so far."""

    params: Tree
    state: Tree
    opt_state: Tree
    epoch: Any
    updates: Any
    """Integers; of a group of networks, vectors (replicas,) of NumPy's integers."""

    def map(self, function: Callable[[Any], Any]) -> TrainingState:
        """Return a state in which a function was applied to every array."""
        params, state, opt_state = map_tree(function, tuple(self[:3]))
        epoch, updates = (n.copy() if hasattr(n, "copy") else n for n in (self.epoch, self.updates))
        return TrainingState(params, state, opt_state, epoch, updates)


class CallbackState(NamedTuple):
    """State of a callback, as returned by its ``state_dict``."""

    name: str
    """Name of the callback's class."""
    data: dict[str, Any]
    """Data for JSON."""
    arrays: Tree
    """NumPy arrays."""


class Snapshot(NamedTuple):
    """Content of a checkpoint file: a network and its training.

    In a snapshot from a network, arrays may be on its device; in one that is written to a file, they are NumPy arrays.
    """

    architecture: dict[str, Any]
    """Layers, loss and optimizer: keys of the file, with objects that have a spec."""
    training: TrainingState
    learning_rate: Rate
    rate_assigned: bool
    """True if the user has assigned the learning rate; not contained in files."""
    dtype: str
    arithmetic: str
    seed: int
    provenance: dict[str, str | int]
    given_rate: Rate | None = None
    """Learning rate of the network when its training began."""
    history: History | None = None
    """History of the training in progress."""
    callbacks: tuple[CallbackState, ...] = ()
    classes: NDArray[Any] | None = None
    """Classes of the targets, if they came as text or booleans."""
    n_classes: int = 0
    """Number of classes that the network can have."""
