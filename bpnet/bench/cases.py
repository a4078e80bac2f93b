"""Cases of the benchmark: network, data, initial weights and batches, with the same numbers for every peer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.datasets import xor

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Case(NamedTuple):
    """A training run to time; its fields are strings and numbers, so that it can be sent to another process."""

    name: str
    sizes: tuple[int, ...]
    dtype: str
    n: int
    """Number of samples."""
    batch: int
    """Number of samples per batch; it divides ``n``, and batches are the same in every epoch."""
    optimizer: str
    """"sgd" or "adam"."""
    rate: float
    epochs: int
    """Epochs of one training run."""
    hidden: str = "relu"
    loss: str = "softmax_cross_entropy"
    """"softmax_cross_entropy"; or "squared_error", ``0.5 sum((y - t)**2)``, of outputs activated as hidden layers."""
    reduction: str = "mean"
    """"mean" or "sum" of the losses of the samples of a batch."""
    device: str = "cpu"
    """"cpu" or "gpu"."""
    checked: int = 10_000
    """Number of epochs whose losses are compared with the reference."""
    tolerance: float = 5e-4
    """Tolerance of a loss, relative to the first loss."""
    replicas: int = 0
    """Number of networks to train from as many seeds; 0 for one network that is not a group."""
    style: str = "fit"
    """"fit"; "fresh", a new network in each epoch; or "loop", a loop over the batches in the user's program."""

    @property
    def steps(self) -> int:
        """Updates per epoch."""
        return self.n // self.batch

    @property
    def n_params(self) -> int:
        """Number of parameters."""
        return sum((a + 1) * b for a, b in zip(self.sizes, self.sizes[1:], strict=False))

    @property
    def is_textbook(self) -> bool:
        """True for the textbook's XOR network."""
        return self.reduction == "sum"

    @property
    def is_full_batch(self) -> bool:
        """True for the networks with squared error, in which all samples are one batch."""
        return self.loss == "squared_error"

    @property
    def kind(self) -> str:
        """Kind of a peer that can train the case: "xor", "tall", "cpu", "fresh", "loop" or "replicas".

        On a GPU it is "gpu" for each, "fresh-gpu" or "loop-gpu".
        """
        if self.replicas:
            return "replicas"
        if self.style != "fit":
            return f"{self.style}-gpu" if self.device == "gpu" else self.style
        return "gpu" if self.device == "gpu" else "xor" if self.is_textbook else "tall" if self.is_full_batch else "cpu"

    @property
    def unit(self) -> str:
        """Unit of the rate: epochs, samples or networks per second."""
        return "networks" if self.style == "fresh" else "epochs" if self.is_full_batch else "samples"

    @property
    def units_per_epoch(self) -> int:
        """Number of units per epoch, of all networks together."""
        return (self.n if self.unit == "samples" else 1) * max(1, self.replicas)


class Task(NamedTuple):
    """A case with its arrays, as passed to a peer."""

    case: Case
    x: NDArray[Any]
    """(n, n_in)."""
    y: NDArray[Any]
    """Targets (n, n_out) or integer labels (n,)."""
    weights: list[tuple[NDArray[Any], NDArray[Any]]]
    """Initial ``(w, b)`` of each layer: w (n_in, n_out), b (n_out,); of many networks, with an axis of replicas in front."""
    spec: str = ""
    """Backend of bpnet; empty for other peers."""
    arithmetic: str = "native"
    """Arithmetic of bpnet, "native" or "exact"."""
    way: str = ""
    """How bpnet trains, as in `Peer.way`."""
    seed: int = 0
    """Seed of the data; of a new network in a fresh case, its own."""

    def copy_weights(self) -> list[tuple[NDArray[Any], NDArray[Any]]]:
        """Return copies of the initial weights."""
        return [(w.copy(), b.copy()) for w, b in self.weights]

    def one_batch(self) -> Task:
        """Return the task with only its first batch."""
        n = self.case.batch
        return self._replace(case=self.case._replace(n=n), x=self.x[:n], y=self.y[:n])


def make_task(case: Case, seed: int, spec: str = "", arithmetic: str = "native", way: str = "") -> Task:
    """Return the data and the initial weights of a case."""
    if case.replicas:
        one = case._replace(replicas=0)
        first, *rest = (make_task(one, seed + index, spec, arithmetic, way) for index in range(case.replicas))
        layers = zip(first.weights, *(task.weights for task in rest), strict=True)
        weights = [(np.stack([w for w, _ in layer]), np.stack([b for _, b in layer])) for layer in layers]
        return first._replace(case=case, weights=weights)
    make = _xor_task if case.is_textbook else _regression_task if case.is_full_batch else _classifier_task
    return make(case, seed)._replace(spec=spec, arithmetic=arithmetic, way=way, seed=seed)


def _xor_task(case: Case, seed: int) -> Task:
    """Return the four samples, and weights drawn as after ``numpy.random.seed(seed)``."""
    draws = np.random.RandomState(seed)
    w1, w2 = draws.randn(2, 4), draws.randn(4, 1)
    return Task(case, *xor(), [(w1, np.zeros(4)), (w2, np.zeros(1))])


def _regression_task(case: Case, seed: int) -> Task:
    """Return normal ``x`` and ``y = tanh(x A)`` with a normal matrix ``A``, and Glorot uniform weights."""
    generator = np.random.default_rng(seed)
    x = generator.standard_normal((case.n, case.sizes[0]))
    y = np.tanh(x @ generator.standard_normal((case.sizes[0], case.sizes[-1])))
    return Task(case, x.astype(case.dtype), y.astype(case.dtype), draw_weights(case, generator))


def _classifier_task(case: Case, seed: int) -> Task:
    """Return noisy prototypes of the classes, and Glorot uniform weights."""
    generator = np.random.default_rng(seed)
    n_in, n_out = case.sizes[0], case.sizes[-1]
    labels = np.arange(case.n) % n_out
    x = 0.2 * generator.random((n_out, n_in), dtype=np.float32)[labels]
    x += generator.random((case.n, n_in), dtype=np.float32)
    return Task(case, x.astype(case.dtype, copy=False), labels, draw_weights(case, generator))


def draw_weights(case: Case, generator: np.random.Generator) -> list[tuple[NDArray[Any], NDArray[Any]]]:
    """Return Glorot uniform weights, and biases of zero."""
    weights = []
    for a, b in zip(case.sizes, case.sizes[1:], strict=False):
        limit = (6.0 / (a + b)) ** 0.5
        w = generator.uniform(-limit, limit, (a, b)).astype(case.dtype)
        weights.append((w, np.zeros(b, case.dtype)))
    return weights


def shrink(case: Case) -> Case:
    """Return a case with the same operations, and so few units and samples that arithmetic costs almost nothing."""
    if case.is_textbook:
        return case
    return case._replace(sizes=(3,) * len(case.sizes), n=3 if case.is_full_batch else 30, batch=3)


def shorten(case: Case) -> Case:
    """Return a case with a short training, whose times are meaningless."""
    if case.is_textbook:
        return case._replace(epochs=200)
    if case.is_full_batch:
        return case._replace(n=333, batch=333, epochs=5)
    return case._replace(n=2 * case.batch, epochs=2)


# Rates are so low that rounding stays far below the tolerance, and high enough that an error of 1 % in the rate exceeds it.
XOR = Case("xor", (2, 4, 1), "float64", 4, 4, "sgd", 0.1, 10_000, "sigmoid", "squared_error", "sum", tolerance=1e-6)
TALL = Case("tall", (4, 32, 16, 4), "float32", 10_000, 10_000, "adam", 0.001, 50, "tanh", "squared_error")
SMALL = Case("small", (64, 100, 10), "float32", 2000, 200, "adam", 0.0003, 60, checked=20)
MEDIUM = Case("medium", (784, 512, 512, 10), "float32", 5120, 256, "adam", 0.0001, 2)
FRESH = SMALL._replace(name="fresh", epochs=5, tolerance=1e-4, style="fresh")
LOOP = SMALL._replace(name="loop", epochs=20, style="loop")
LARGE = Case("large", (4096, 4096, 4096, 10), "float32", 16384, 4096, "adam", 0.00001, 10, device="gpu", checked=1)

REPLICAS = (
    XOR._replace(name="replicas", epochs=1000, replicas=1000, checked=10),
    SMALL._replace(name="replicas-small", epochs=5, replicas=64, checked=2),
)
"""Many networks at once; they run only if they are named."""
CASES = (XOR, TALL, SMALL, MEDIUM, MEDIUM._replace(name="medium-sgd", optimizer="sgd", rate=0.03), FRESH, LOOP, LARGE)
"""Cases of the default run."""
ON_GPU = tuple(case._replace(name=f"{case.name}-gpu", device="gpu") for case in CASES if case.device == "cpu")
"""The same cases on a GPU; part of the default run if there is one."""

SAMPLES = tuple(SMALL._replace(name=f"samples-{n}", n=n, epochs=20) for n in (2000, 4000, 8000))
PARAMS = tuple(MEDIUM._replace(name=f"params-{w}", sizes=(784, w, w, 10), n=2560) for w in (256, 448, 768))
SCALING = SAMPLES + PARAMS
"""Three numbers of samples and three numbers of parameters, each about twice the previous one."""
