"""PyTorch as in its tutorials: a module, a loss, an optimizer and a loop."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import torch
from torch import nn

from bpnet.bench.peers import NotHereError, Start, Task, Train

LOSSES = {
    ("softmax_cross_entropy", "mean"): nn.functional.cross_entropy,
    ("squared_error", "mean"): lambda o, y: 0.5 * (o - y).square().sum() / len(y),
    ("squared_error", "sum"): lambda o, y: 0.5 * (o - y).square().sum(),
}
ACTIVATIONS = {"sigmoid": nn.Sigmoid, "relu": nn.ReLU, "tanh": nn.Tanh}


def prepare(task: Task, transform: Callable[[Any], Any] = lambda function: function) -> Start:
    """Create the module, and transfer the data; ``transform`` is applied to the function that computes the loss of a batch."""
    case, device = task.case, device_of(task.case.device)
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    torch.set_float32_matmul_precision("highest")  # IEEE products, not TF32
    parts: list[nn.Module] = []
    for n_in, n_out in zip(case.sizes, case.sizes[1:], strict=False):
        parts += [nn.Linear(n_in, n_out), ACTIVATIONS[case.hidden]()]
    parts = parts if case.loss == "squared_error" else parts[:-1]
    model = nn.Sequential(*parts).to(device=device, dtype=getattr(torch, case.dtype))
    batches = list(zip(*(torch.from_numpy(a).to(device).split(case.batch) for a in (task.x, task.y)), strict=True))
    loss = cross_entropy if case.style == "loop" else LOSSES[case.loss, case.reduction]
    loss_of = transform(lambda x, y: loss(model(x), y))

    def start() -> Train:
        with torch.no_grad():
            for layer, (w, b) in zip((part for part in model if isinstance(part, nn.Linear)), task.weights, strict=True):
                layer.weight.copy_(torch.from_numpy(w.T))
                layer.bias.copy_(torch.from_numpy(b))
        # fused: PyTorch's fastest, with one pass over the parameters
        kind = torch.optim.Adam if case.optimizer == "adam" else torch.optim.SGD
        optimizer = kind(model.parameters(), lr=case.rate, fused=True)

        def train(epochs: int) -> list[float]:
            losses = []
            for _ in range(epochs):
                total = torch.zeros((), device=device, dtype=torch.float64)
                for x, y in batches:
                    optimizer.zero_grad()
                    loss = loss_of(x, y)
                    loss.backward()
                    optimizer.step()
                    total += loss.detach()
                losses.append(total / case.steps)
            return list(torch.stack(losses).tolist())  # one transfer at the end, to avoid waiting for a GPU in each step

        return train

    return start


def cross_entropy(logits: Any, y: Any) -> Any:
    """Mean cross-entropy, written out."""
    return (logits.logsumexp(dim=1) - logits.gather(1, y[:, None])[:, 0]).mean()


def device_of(name: str) -> str:
    """Return PyTorch's name of a device."""
    if name == "gpu" and not torch.cuda.is_available():
        raise NotHereError(f"PyTorch {torch.__version__} sees no CUDA device")
    return "cuda" if name == "gpu" else "cpu"
