"""bpnet: an `MLP` and its `fit`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bpnet import losses, optimizers
from bpnet.backend.selection import get_backend
from bpnet.bench.peers import PLAIN, NotHereError, Start, Task, Train
from bpnet.training.mlp import MLP

if TYPE_CHECKING:
    from bpnet.backend import Backend


def prepare(task: Task) -> Start:
    """Create the network, and transfer the data."""
    net, train = trainer(task)

    def start() -> Train:
        net.params = task.weights
        return train

    return start


def trainer(task: Task) -> tuple[MLP, Train]:
    """Return the network, or the group of networks, and the function that trains it on the transferred data."""
    case = task.case
    net, x, y = create(task)
    backend = net.backend
    compile = chosen_compile(task, backend)  # noqa: A001 - the argument of `fit`
    must_compile = task.arithmetic == "exact" and backend.compile_by_default and "compile-exact" in backend.capabilities

    def train(epochs: int) -> Any:
        history = net.fit(x, y, epochs=epochs, batch_size=case.batch, shuffle=False, compile=compile)
        if must_compile and history.provenance["step"] != "compiled":
            raise RuntimeError(f"its exact steps are not compiled: {history.provenance['step']}")
        return (history.loss.mean(axis=1) if case.replicas else history.loss).tolist()

    return net, train


def create(task: Task) -> tuple[MLP, Any, Any]:
    """Return the network, or the group of networks, and the data on its device."""
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
        seed=range(case.replicas) if case.replicas else task.seed,
        backend=backend,
        dtype=case.dtype,
        arithmetic=task.arithmetic,
        **ends,
    )
    x, y = (array if backend.owns(array) else backend.from_host(array) for array in (task.x, task.y))
    return net, x, y


def chosen_compile(task: Task, backend: Backend) -> bool | None:
    """Return the argument ``compile`` of `fit`: the backend's default, but True on CuPy, and False for a row of plain steps."""
    if not task.way.endswith(PLAIN):
        return True if backend.name == "cupy" else None
    if "compile" not in backend.capabilities or not (backend.compile_by_default or backend.name == "cupy"):
        raise NotHereError(f"steps on {backend.name} are plain by default, as in the other row")
    return False
