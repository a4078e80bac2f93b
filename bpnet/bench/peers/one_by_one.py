"""bpnet: the networks of a group as ordinary ones, trained one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bpnet.bench.peers import bpnet_backend

if TYPE_CHECKING:
    from bpnet.bench.peers import Start, Task, Train


def prepare(task: Task) -> Start:
    """Create one network, which is trained from the weights of each."""
    one = task.case._replace(replicas=0)
    network = bpnet_backend.create(task._replace(case=one, weights=[(w[0], b[0]) for w, b in task.weights]))

    def train(epochs: int) -> list[float]:
        losses = np.zeros(epochs)
        for index in range(task.case.replicas):
            network.net.params = [(w[index], b[index]) for w, b in task.weights]
            losses += network.train(epochs)
        return [float(loss) for loss in losses / task.case.replicas]

    def start() -> Train:
        return train

    return start
