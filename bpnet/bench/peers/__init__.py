"""The programs that are timed, each written plainly and in its own library's idiom.

A peer is a module with one function, ``prepare(task) -> start``: it takes the data to where they are needed and compiles what
it compiles. ``start() -> train`` sets the first weights and a new optimizer. ``train(epochs) -> losses`` trains, and returns the
loss of every epoch on the host: the mean over its batches of the loss before the update. Only ``train`` is timed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from bpnet._messages import one_line
from bpnet.backend.registry import known_backends
from bpnet.bench.cases import Case

Train: TypeAlias = "Callable[[int], Sequence[float]]"
Start: TypeAlias = "Callable[[], Train]"


class NotHereError(RuntimeError):
    """A peer that cannot run on this machine, and why."""


class Peer(NamedTuple):
    """A program, and what it can train."""

    name: str
    module: str
    cases: str = "xor cpu gpu"
    """Words of: the XOR network on the CPU, classifiers on the CPU, all on a GPU."""
    spec: str = ""
    """The backend, for bpnet."""
    own_loss: str = ""
    """Why its losses on XOR are not those of the others, if they are not."""

    def trains(self, case: Case) -> bool:
        """Whether it has a program for a case."""
        return ("xor" if case.textbook and case.device == "cpu" else case.device) in self.cases.split()


LIMIT = Peer("products", "bpnet.bench.peers.products")
"""No training, but its matrix products alone."""
REFERENCE = Peer("handwritten", "bpnet.bench.peers.handwritten", "xor cpu")
"""Whose losses the others must have."""
PEERS = (
    LIMIT,
    Peer("textbook", "bpnet.bench.peers.textbook", "xor"),
    REFERENCE,
    Peer("sklearn", "bpnet.bench.peers.sklearn_mlp", "xor cpu", own_loss="it has no squared error of a sigmoid: cross-entropy"),
    Peer("torch-eager", "bpnet.bench.peers.torch_eager"),
    Peer("torch-compiled", "bpnet.bench.peers.torch_compiled"),
    Peer("jax-scan", "bpnet.bench.peers.jax_scan"),
)
ON_GPU = ("cupy", "torch:cuda", "jax:gpu")
"""Backends of the cases for a GPU."""


def of_bpnet(spec: str) -> Peer:
    """A backend of bpnet as a peer."""
    device = spec.partition(":")[2]
    gpu = spec.partition(":")[0] == "cupy" or device.startswith(("cuda", "gpu"))
    return Peer(f"bpnet {one_line(spec)}", "bpnet.bench.peers.bpnet_backend", "xor cpu gpu" if gpu else "xor cpu", spec)


def default_backends(case: Case) -> tuple[str, ...]:
    """The backends of bpnet that a case is trained on if none is named."""
    return ON_GPU if case.device == "gpu" else known_backends()
