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
    way: str = ""
    """How bpnet trains, at the end of the row's name: empty, `PLAIN`, or one of `own_loop.WAYS`."""
    threads: int = 0
    """Number of threads; 0 is that of the run."""
    own_loss: str = ""
    """Reason why its losses on XOR differ from those of other peers, if they do."""

    def can_train(self, case: Case) -> bool:
        """Return True if the peer can train a case."""
        return case.kind in self.cases.split()


PLAIN = "plain"
LIMIT = Peer("products", "bpnet.bench.peers.products", "xor tall cpu loop gpu loop-gpu")
"""Only the matrix products of a training run."""
REFERENCE = Peer("handwritten", "bpnet.bench.peers.handwritten", "xor tall cpu fresh loop replicas")
"""Peer whose losses are the reference for those of the others."""
PEERS = (
    LIMIT,
    Peer("textbook", "bpnet.bench.peers.textbook", "xor"),
    REFERENCE,
    Peer("sklearn", "bpnet.bench.peers.sklearn_mlp", "xor cpu fresh", own_loss="no squared error of a sigmoid: cross-entropy"),
    Peer("keras-jax", "bpnet.bench.peers.keras_fit", "xor tall cpu fresh"),
    Peer("torch-eager", "bpnet.bench.peers.torch_eager", "xor tall cpu fresh loop gpu fresh-gpu loop-gpu"),
    Peer("torch-compiled", "bpnet.bench.peers.torch_compiled"),
    Peer("jax-scan", "bpnet.bench.peers.jax_scan", "xor tall cpu fresh gpu fresh-gpu"),
    Peer("jax-shared-jit", "bpnet.bench.peers.jax_shared_jit", "fresh fresh-gpu"),
    Peer("jax-step", "bpnet.bench.peers.jax_step", "loop loop-gpu"),
    Peer("jax-vmap", "bpnet.bench.peers.jax_vmap", "replicas"),
    Peer("torch-func", "bpnet.bench.peers.torch_func", "replicas"),
)
ARITHMETICS = ("native", "exact")
EXACT = {"numpy": ("xor", "tall", "small", "medium"), "numba": ("xor", "tall", "small", "medium", "medium-sgd")}
"""Backends, and cases that they also run in exact arithmetic by default."""
THREADED = {"native": ("numpy", "numba"), "exact": ("numba",)}
"""Backends by arithmetic on which one training step runs on several threads: of bpnet, or in NumPy's products."""
PLAIN_TOO = ("torch",)
"""Backends whose plain steps have a row by default, on a CPU."""
LOOP_WAYS = ("fit", "loop", "vjp")
"""`Peer.way` of the rows of each backend in a loop of the user's."""
ON_GPU = ("cupy", "torch:cuda", "jax:gpu")
"""Backends of bpnet for cases on a GPU."""


def bpnet_peer(spec: str, arithmetic: str = "native", way: str = "", threads: int = 0) -> Peer:
    """Return the peer of a backend of bpnet."""
    device = spec.partition(":")[2]
    gpu = spec.partition(":")[0] == "cupy" or device.startswith(("cuda", "gpu"))
    cases = "xor tall cpu fresh loop " + ("gpu fresh-gpu loop-gpu" if gpu else "replicas")
    module = "own_loop" if way.partition(" ")[0] in LOOP_WAYS else "bpnet_backend"
    name = peer_name(spec, arithmetic, way, threads)
    return Peer(name, f"bpnet.bench.peers.{module}", cases, spec, arithmetic, way, threads)


def peer_name(spec: str, arithmetic: str = "native", way: str = "", threads: int = 0) -> str:
    """Return the name of the row of a backend of bpnet."""
    exact, one = "exact" * (arithmetic == "exact"), "1 thread" * (threads == 1)
    return " ".join(filter(None, ("bpnet", one_line(spec), exact, way, one)))


def bpnet_peers(
    case: Case, specs: Iterable[str], arithmetics: Sequence[str], threads: int, *, plain: bool = False
) -> Iterator[Peer]:
    """Yield the peers of backends in each arithmetic; without any, in native, and in exact too as in `EXACT`.

    The first of a backend has another one of plain steps beside it, in native arithmetic, as in `PLAIN_TOO` or if ``plain`` is
    True; if there are several threads, another one on a single thread, as in `THREADED`.
    """
    for spec in specs:
        name = spec.partition(":")[0]
        for arithmetic in arithmetics or ARITHMETICS[: 1 + (case.name in EXACT.get(name, ()))]:
            first, *others = (bpnet_peer(spec, arithmetic, way) for way in (LOOP_WAYS if case.style == "loop" else ("",)))
            yield first
            if arithmetic == "native" and (plain or (name in PLAIN_TOO and case.device == "cpu")):
                yield bpnet_peer(spec, way=f"{first.way} {PLAIN}".lstrip())
            yield from others
            if case.replicas:
                yield first._replace(name=f"{first.name} 1 by 1", module="bpnet.bench.peers.one_by_one")
            if threads > 1 and name in THREADED[arithmetic]:
                yield bpnet_peer(spec, arithmetic, first.way, 1)


def default_backends(case: Case) -> tuple[str, ...]:
    """Return the backends of bpnet that train a case by default."""
    return ON_GPU if case.device == "gpu" else known_backends()
