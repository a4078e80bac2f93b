"""PyTorch for many networks: ``torch.func.vmap`` of the gradient of a function, and updates of stacked parameters."""

from __future__ import annotations

import os
from typing import Any

import torch
from torch.func import grad_and_value, vmap

from bpnet.bench.peers import Start, Task, Train
from bpnet.bench.peers.torch_eager import LOSSES


def prepare(task: Task) -> Start:
    """Transfer the data."""
    case = task.case
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    torch.set_float32_matmul_precision("highest")
    activation = {"sigmoid": torch.sigmoid, "relu": torch.relu, "tanh": torch.tanh}[case.hidden]
    batches = list(zip(*(torch.from_numpy(a).split(case.batch) for a in (task.x, task.y)), strict=True))

    def loss_of(params: Any, x: Any, y: Any) -> Any:
        for index in range(0, len(params), 2):
            x = x @ params[index] + params[index + 1]
            if index + 2 < len(params) or case.loss == "squared_error":
                x = activation(x)
        return LOSSES[case.loss, case.reduction](x, y)

    gradient = vmap(grad_and_value(loss_of), in_dims=(0, None, None))

    def start() -> Train:
        params = tuple(torch.from_numpy(a.copy()) for layer in task.weights for a in layer)
        kind = torch.optim.Adam if case.optimizer == "adam" else torch.optim.SGD
        optimizer = kind(params, lr=case.rate)

        def train(epochs: int) -> list[float]:
            losses = []
            for _ in range(epochs):
                total = torch.zeros((), dtype=torch.float64)
                for x, y in batches:
                    grads, values = gradient(params, x, y)
                    for p, g in zip(params, grads, strict=True):
                        p.grad = g
                    optimizer.step()
                    total += values.mean()
                losses.append(total / case.steps)
            return list(torch.stack(losses).tolist())

        return train

    return start
