"""What is trained: the network, the data, the first weights and the batches, the same numbers for every peer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.datasets import xor

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Case(NamedTuple):
    """A training to be timed; plain words and numbers, so that it can be sent to another process."""

    name: str
    sizes: tuple[int, ...]
    dtype: str
    n: int
    """Samples."""
    batch: int
    """Samples of a batch; the same ones in each epoch, and none left over."""
    optimizer: str
    """"sgd" or "adam"."""
    rate: float
    epochs: int
    """Of one training."""
    hidden: str = "relu"
    loss: str = "softmax_cross_entropy"
    """Its mean over the batch; or "squared_error", ``0.5 sum((y - t)**2)``, of an output of sigmoid."""
    device: str = "cpu"
    """"cpu" or "gpu"."""
    checked: int = 10_000
    """Epochs whose losses are compared with those of the reference."""
    tolerance: float = 5e-4
    """Of a loss, as a share of the first one."""

    @property
    def steps(self) -> int:
        """Updates of one epoch."""
        return self.n // self.batch

    @property
    def n_params(self) -> int:
        """Number of trained numbers."""
        return sum((a + 1) * b for a, b in zip(self.sizes, self.sizes[1:], strict=False))

    @property
    def textbook(self) -> bool:
        """Whether it is the textbook's network learning XOR."""
        return self.loss == "squared_error"

    @property
    def unit(self) -> str:
        """What is counted per second."""
        return "epochs" if self.textbook else "samples"

    @property
    def counted(self) -> int:
        """How many of them an epoch has."""
        return 1 if self.textbook else self.n


class Task(NamedTuple):
    """A case with its arrays: what a peer gets."""

    case: Case
    x: NDArray[Any]
    """(n, n_in)."""
    y: NDArray[Any]
    """Targets (n, n_out), or integer labels (n,)."""
    weights: list[tuple[NDArray[Any], NDArray[Any]]]
    """``(w, b)`` of each layer, w (n_in, n_out), b (n_out,)."""
    spec: str = ""
    """The backend, for bpnet."""

    def fresh(self) -> list[tuple[NDArray[Any], NDArray[Any]]]:
        """Copies of the first weights."""
        return [(w.copy(), b.copy()) for w, b in self.weights]

    def one_batch(self) -> Task:
        """The same task with the first batch as all data."""
        n = self.case.batch
        return self._replace(case=self.case._replace(n=n), x=self.x[:n], y=self.y[:n])


def make(case: Case, seed: int, spec: str = "") -> Task:
    """Data and first weights of a case, for a backend of bpnet where one is named."""
    return (_textbook if case.textbook else _classes)(case, seed)._replace(spec=spec)


def _textbook(case: Case, seed: int) -> Task:
    """The four pairs, and weights drawn as after ``numpy.random.seed(seed)``."""
    draws = np.random.RandomState(seed)
    w1, w2 = draws.randn(2, 4), draws.randn(4, 1)
    return Task(case, *xor(), [(w1, np.zeros(4)), (w2, np.zeros(1))])


def _classes(case: Case, seed: int) -> Task:
    """Prototypes of the classes with noise, and Glorot's weights."""
    generator = np.random.default_rng(seed)
    n_in, n_out = case.sizes[0], case.sizes[-1]
    labels = np.arange(case.n) % n_out
    x = 0.2 * generator.random((n_out, n_in), dtype=np.float32)[labels]
    x += generator.random((case.n, n_in), dtype=np.float32)
    weights = []
    for a, b in zip(case.sizes, case.sizes[1:], strict=False):
        limit = (6.0 / (a + b)) ** 0.5
        w = generator.uniform(-limit, limit, (a, b)).astype(case.dtype)
        weights.append((w, np.zeros(b, case.dtype)))
    return Task(case, x.astype(case.dtype, copy=False), labels, weights)


def narrow(case: Case) -> Case:
    """The same number of layers and of operations, with so few units and samples that arithmetic costs next to nothing."""
    if case.textbook:
        return case
    return case._replace(sizes=(3,) * len(case.sizes), n=30, batch=3)


def quick(case: Case) -> Case:
    """A short training, to see that everything runs; its times mean nothing."""
    if case.textbook:
        return case._replace(epochs=200)
    return case._replace(n=2 * case.batch, epochs=2)


# The rates are low enough for rounding to stay far below the tolerance, and high enough for a rate that is off by 1 % not to.
XOR = Case("xor", (2, 4, 1), "float64", 4, 4, "sgd", 0.1, 10_000, "sigmoid", "squared_error", tolerance=1e-6)
SMALL = Case("small", (64, 100, 10), "float32", 2000, 200, "adam", 0.0003, 60, checked=20)
MEDIUM = Case("medium", (784, 512, 512, 10), "float32", 5120, 256, "adam", 0.0001, 2)
LARGE = Case("large", (4096, 4096, 4096, 10), "float32", 16384, 4096, "adam", 0.00001, 10, device="gpu", checked=1)

CASES = (XOR, SMALL, MEDIUM, MEDIUM._replace(name="medium-sgd", optimizer="sgd", rate=0.03), LARGE)
"""Of the default run."""
ON_GPU = tuple(case._replace(name=f"{case.name}-gpu", device="gpu") for case in CASES if case.device == "cpu")
"""The same trainings on a GPU; of the default run where there is one."""

SAMPLES = tuple(SMALL._replace(name=f"samples-{n}", n=n, epochs=20) for n in (2000, 4000, 8000))
PARAMS = tuple(MEDIUM._replace(name=f"params-{w}", sizes=(784, w, w, 10), n=2560) for w in (256, 448, 768))
SCALING = SAMPLES + PARAMS
"""Three numbers of samples and three numbers of params, each about twice the one before."""
