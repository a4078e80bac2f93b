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
    net, train_one = bpnet_backend.trainer(task._replace(case=one))

    def train(epochs: int) -> list[float]:
        losses = np.zeros(epochs)
        for index in range(task.case.replicas):
            net.params = [(w[index], b[index]) for w, b in task.weights]
            losses += train_one(epochs)
        return [float(loss) for loss in losses / task.case.replicas]

    def start() -> Train:
        return train

    return start
