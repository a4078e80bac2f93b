"""Cases to train: small networks whose data, initial weights and shuffles have the same bits on every backend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet import layers, losses, optimizers, random
from bpnet.datasets import xor
from bpnet.training.network import Network

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bpnet.backend.selection import BackendSpec
    from bpnet.backprop import Layer
    from bpnet.losses import Loss
    from bpnet.optimizers import Optimizer


class Case(NamedTuple):
    """A training run: layers, loss, optimizer, data and number of epochs."""

    name: str
    """As ``--case`` takes it."""
    layers: tuple[Layer, ...]
    loss: Loss
    optimizer: Optimizer
    x: NDArray[np.float64]
    """Inputs (n, n_in)."""
    y: NDArray[Any]
    """Targets (n, n_out), or labels (n,)."""
    epochs: int
    full_epochs: int
    """Number of epochs in exact arithmetic with ``full=True``."""
    batch_size: int | None = None
    """Samples per update; None for all."""
    seed: int = 1
    """Seed of initial values, shuffles and dropout."""
    replicas: int = 0
    """Number of networks that train at once, with this seed and the next ones; 0 for one network that is not a group."""

    def build(self, backend: BackendSpec, dtype: str, arithmetic: str = "native") -> Network:
        """Return the untrained network on a backend."""
        return Network(
            self.layers,
            n_in=self.x.shape[1],
            loss=self.loss,
            optimizer=self.optimizer,
            seed=range(self.seed, self.seed + self.replicas) if self.replicas else self.seed,
            backend=backend,
            dtype=dtype,
            arithmetic=arithmetic,
        )

    def each(self) -> list[Case]:
        """Return the cases of the networks by themselves."""
        return [self._replace(seed=self.seed + index, replicas=0) for index in range(self.replicas)]


def xor_case(hidden: str, learning_rate: float = 4.0, epochs: int = 500) -> Case:
    """Return the XOR case: a 2-4-1 network with a sigmoid output, trained by gradient descent."""
    x, y = xor()
    net = (layers.dense(4, hidden), layers.dense(1, "sigmoid"))
    return Case(f"xor-{hidden}", net, losses.squared_error(), optimizers.sgd(learning_rate), x, y, epochs, 10_000)


def adam_dropout_case(epochs: int = 25) -> Case:
    """Return a regression in mini-batches, shuffled each epoch, with dropout and Adam: 4 steps per epoch."""
    x = np.asarray(random.uniform(np, random.key_of(7), (60, 8))) * 2.0 - 1.0
    y = x[:, :1] * x[:, 1:2] + 0.5 * x[:, 2:3]
    net = (layers.dense(16, "tanh"), layers.dropout(0.2), layers.affine(1))
    return Case("adam-dropout", net, losses.squared_error(), optimizers.adam(0.01), x, y, epochs, 250, batch_size=15)


def softmax_digits_case(epochs: int = 25) -> Case:
    """Return a softmax classifier with 64 inputs and 10 classes, the shapes of the digits data: 4 steps per epoch."""
    labels = np.arange(200) % 10
    prototypes, noise = (np.asarray(random.uniform(np, random.key_of(k), (n, 64))) for k, n in ((8, 10), (9, 200)))
    x = 0.5 * prototypes[labels] + 0.5 * noise
    net = (layers.dense(16, "tanh"), layers.affine(10))
    optimizer = optimizers.sgd(0.1, momentum=0.9)
    return Case("softmax-digits", net, losses.softmax_cross_entropy(), optimizer, x, labels, epochs, 250, batch_size=50)


def replicas_case(epochs: int = 12) -> Case:
    """Return nine XOR networks at once, with batches in an order of each, momentum, and a limit to the gradient of each."""
    x, y = xor()
    net = (layers.dense(4, "tanh"), layers.dense(1, "sigmoid"))
    optimizer = optimizers.clip_norm(optimizers.sgd(1.0, momentum=0.5), 0.2)
    return Case("replicas", net, losses.squared_error(), optimizer, x, y, epochs, 1_000, batch_size=2, replicas=9)


def batch_norm_case(epochs: int = 10) -> Case:
    """Return a regression with batch norm and dropout in batches of 11 and 7 blocks of rows, whose last ones are short.

    On any number of ranks from 2 on, one of them is divided so that nodes added in turn have another order than the tree.
    """
    x = np.asarray(random.uniform(np, random.key_of(10), (557, 5))) * 2.0 - 1.0
    y = np.stack([x[:, 0] * x[:, 1], x[:, 2]], axis=1)
    net = (layers.dense(16, "tanh"), layers.batch_norm(), layers.dropout(0.2), layers.affine(2))
    return Case("batch-norm", net, losses.squared_error(), optimizers.adam(0.01), x, y, epochs, 100, batch_size=333)


CASES = (xor_case("sigmoid"), xor_case("tanh"), xor_case("relu"), adam_dropout_case(), softmax_digits_case())
"""Cases of single networks in the default matrix."""
ALL_CASES = (*CASES, replicas_case())
"""Cases of the default matrix: the last one trains many networks at once, and is compared with each of them alone."""
RANK_CASES = (adam_dropout_case(), softmax_digits_case(), batch_norm_case())
"""Cases of the rows for several ranks."""
