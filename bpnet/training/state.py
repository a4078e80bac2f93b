"""The state of a training as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bpnet.arrays import Tree


class TrainingState(NamedTuple):
    """All that a training step changes, and how many epochs and updates are behind it."""

    params: Tree
    state: Tree
    opt_state: Tree
    epoch: int
    updates: int
