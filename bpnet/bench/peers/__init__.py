"""Programs to time, each written in the idiom of its library.

A peer is a module with a function ``prepare(task) -> start``, which transfers the data to the device and compiles.
``start() -> train`` sets the initial weights and creates an optimizer. ``train(epochs) -> losses`` returns the loss of every
epoch on the host: the mean over its batches of the loss before the update. Only ``train`` is timed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from bpnet._messages import one_line
from bpnet.backend.registry import known_backends
from bpnet.bench.cases import Case
from bpnet.bench.cases import Task as Task

Train: TypeAlias = "Callable[[int], Sequence[float]]"
Start: TypeAlias = "Callable[[], Train]"


class NotHereError(RuntimeError):
    """A peer cannot run on this machine."""


class Peer(NamedTuple):
    """A program, and the cases that it can train."""

    name: str
    module: str
    cases: str = "xor cpu gpu"
    """Kinds of cases: "xor" and "cpu" are XOR and classifiers on the CPU, "gpu" is all on a GPU."""
    spec: str = ""
    """Backend of bpnet; empty for other peers."""
    own_loss: str = ""
    """Reason why its losses on XOR differ from those of other peers, if they do."""

    def can_train(self, case: Case) -> bool:
        """Return True if the peer can train a case."""
        return ("xor" if case.is_textbook and case.device == "cpu" else case.device) in self.cases.split()


LIMIT = Peer("products", "bpnet.bench.peers.products")
"""Only the matrix products of a training run."""
REFERENCE = Peer("handwritten", "bpnet.bench.peers.handwritten", "xor cpu")
"""Peer whose losses are the reference for those of the others."""
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
"""Backends of bpnet for cases on a GPU."""


def bpnet_peer(spec: str) -> Peer:
    """Return the peer of a backend of bpnet."""
    device = spec.partition(":")[2]
    gpu = spec.partition(":")[0] == "cupy" or device.startswith(("cuda", "gpu"))
    return Peer(f"bpnet {one_line(spec)}", "bpnet.bench.peers.bpnet_backend", "xor cpu gpu" if gpu else "xor cpu", spec)


def default_backends(case: Case) -> tuple[str, ...]:
    """Return the backends of bpnet that train a case by default."""
    return ON_GPU if case.device == "gpu" else known_backends()
