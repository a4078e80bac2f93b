"""bpnet: an `MLP` and its `fit`."""

from __future__ import annotations

from typing import Any, NamedTuple

from bpnet import losses, optimizers
from bpnet.backend.selection import get_backend
from bpnet.bench.peers import Start, Task, Train
from bpnet.training.mlp import MLP


def prepare(task: Task) -> Start:
    """Create the network, and transfer the data."""
    made = create(task)

    def start() -> Train:
        made.net.params = task.weights
        return made.train

    return start


class Trained(NamedTuple):
    """A network, and the function that trains it."""

    net: MLP
    train: Train


def create(task: Task) -> Trained:
    """Create the network, or the group of networks, and transfer the data."""
    case = task.case
    backend = get_backend(task.spec)
    backend.configure_process()
    ends: dict[str, Any] = {"output": "softmax", "loss": "softmax_cross_entropy"}
    if case.loss == "squared_error":
        ends = {"output": case.hidden, "loss": losses.squared_error(reduction=case.reduction)}
    net = MLP(
        case.sizes,
        hidden=case.hidden,
        optimizer=getattr(optimizers, case.optimizer)(case.rate),
        seed=range(case.replicas) if case.replicas else 0,
        backend=backend,
        dtype=case.dtype,
        arithmetic=task.arithmetic,
        **ends,
    )
    x, y = (array if backend.owns(array) else backend.from_host(array) for array in (task.x, task.y))

    compile = True if backend.name == "cupy" else None  # noqa: A001 - the argument of `fit`; other backends use their default

    must_compile = task.arithmetic == "exact" and backend.compile_by_default and "compile-exact" in backend.capabilities

    def train(epochs: int) -> Any:
        history = net.fit(x, y, epochs=epochs, batch_size=case.batch, shuffle=False, compile=compile)
        if must_compile and history.provenance["step"] != "compiled":
            raise RuntimeError(f"its exact steps are not compiled: {history.provenance['step']}")
        return (history.loss.mean(axis=1) if case.replicas else history.loss).tolist()

    return Trained(net, train)
