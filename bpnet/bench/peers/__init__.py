"""Programs to time, each written in the idiom of its library.

A peer is a module with a function ``prepare(task) -> start``, which transfers the data to the device and compiles.
``start() -> train`` sets the initial weights and creates an optimizer. ``train(epochs) -> losses`` returns the loss of every
epoch on the host: the mean over its batches of the loss before the update. Only ``train`` is timed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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
    cases: str = "xor tall cpu gpu"
    """Kinds of cases: see `Case.kind`."""
    spec: str = ""
    """Backend of bpnet; empty for other peers."""
    arithmetic: str = "native"
    """Arithmetic of bpnet, "native" or "exact"."""
    threads: int = 0
    """Number of threads; 0 is that of the run."""
    own_loss: str = ""
    """Reason why its losses on XOR differ from those of other peers, if they do."""

    def can_train(self, case: Case) -> bool:
        """Return True if the peer can train a case."""
        return case.kind in self.cases.split()


LIMIT = Peer("products", "bpnet.bench.peers.products")
"""Only the matrix products of a training run."""
REFERENCE = Peer("handwritten", "bpnet.bench.peers.handwritten", "xor tall cpu replicas")
"""Peer whose losses are the reference for those of the others."""
PEERS = (
    LIMIT,
    Peer("textbook", "bpnet.bench.peers.textbook", "xor"),
    REFERENCE,
    Peer("sklearn", "bpnet.bench.peers.sklearn_mlp", "xor cpu", own_loss="it has no squared error of a sigmoid: cross-entropy"),
    Peer("torch-eager", "bpnet.bench.peers.torch_eager"),
    Peer("torch-compiled", "bpnet.bench.peers.torch_compiled"),
    Peer("jax-scan", "bpnet.bench.peers.jax_scan"),
    Peer("jax-vmap", "bpnet.bench.peers.jax_vmap", "replicas"),
    Peer("torch-func", "bpnet.bench.peers.torch_func", "replicas"),
)
ARITHMETICS = ("native", "exact")
EXACT = {"numpy": ("xor", "tall", "small", "medium"), "numba": ("xor", "tall", "small", "medium", "medium-sgd")}
"""Backends, and cases that they also run in exact arithmetic by default."""
THREADED = ("numba",)
"""Backends on which one training step runs on several threads of bpnet."""
ON_GPU = ("cupy", "torch:cuda", "jax:gpu")
"""Backends of bpnet for cases on a GPU."""


def bpnet_peer(spec: str, arithmetic: str = "native") -> Peer:
    """Return the peer of a backend of bpnet."""
    device = spec.partition(":")[2]
    gpu = spec.partition(":")[0] == "cupy" or device.startswith(("cuda", "gpu"))
    cases = "xor tall cpu gpu" if gpu else "xor tall cpu replicas"
    return Peer(peer_name(spec, arithmetic), "bpnet.bench.peers.bpnet_backend", cases, spec, arithmetic=arithmetic)


def peer_name(spec: str, arithmetic: str = "native", threads: int = 0) -> str:
    """Return the name of the row of a backend of bpnet."""
    exact, one = " exact" * (arithmetic == "exact"), " 1 thread" * (threads == 1)
    return f"bpnet {one_line(spec)}{exact}{one}"


def bpnet_peers(case: Case, specs: Iterable[str], arithmetics: Sequence[str], threads: int) -> Iterator[Peer]:
    """Yield the peers of backends in each arithmetic; without any, in native, and in exact too as in `EXACT`.

    If there are several threads, exact rows that run on them have another one on a single thread beside them.
    """
    for spec in specs:
        name = spec.partition(":")[0]
        for arithmetic in arithmetics or ARITHMETICS[: 1 + (case.name in EXACT.get(name, ()))]:
            yield (peer := bpnet_peer(spec, arithmetic))
            if case.replicas:
                yield peer._replace(name=f"{peer.name} 1 by 1", module="bpnet.bench.peers.one_by_one")
            if threads > 1 and arithmetic == "exact" and name in THREADED:
                yield peer._replace(name=peer_name(spec, arithmetic, 1), threads=1)


def default_backends(case: Case) -> tuple[str, ...]:
    """Return the backends of bpnet that train a case by default."""
    return ON_GPU if case.device == "gpu" else known_backends()
