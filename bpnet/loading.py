"""Making a network again from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import checkpoint, recipes, schedules  # noqa: F401 - schedules are among what files name
from bpnet.arrays import leaves
from bpnet.backprop import Layer
from bpnet.errors import CheckpointError
from bpnet.losses import Loss
from bpnet.mlp import MLP
from bpnet.network import Network
from bpnet.optimizers import Optimizer
from bpnet.random import Draw
from bpnet.registry import get_backend
from bpnet.settings import not_negative

if TYPE_CHECKING:
    from bpnet.arrays import Array
    from bpnet.registry import Spec

KINDS: dict[str, type[Network]] = {"Network": Network, "MLP": MLP}


def load(path: str | Path, *, backend: Spec | None = None) -> Network:
    """A network from a file that `Network.save` or a checkpoint wrote, on any backend, in the dtype it was trained in.

    Parameters
    ----------
    path
        Of the file.
    backend
        As in `Network`.

    Raises
    ------
    CheckpointError
        If the file is not bpnet's, is damaged, or describes a network with layers of somebody's own.
    FileNotFoundError
        If there is none.
    """
    about, tensors = checkpoint.read(Path(path))
    if about["network"] is None:
        raise CheckpointError(
            f"{path} holds a network made of parts of one's own (a layer, a loss, a schedule): build that network, and call its "
            f"restore({str(path)!r})"
        )
    backend = get_backend(backend)
    training = checkpoint.unpack(path, about["training"], tensors)
    net = checkpoint.guarded(path, lambda: _rebuilt(about, training[:2], backend))
    net.restore(path)
    return net


class _Shapes(Draw):
    """A draw that makes arrays of the right shapes, and takes no memory for them."""

    def child(self, index: int) -> Draw:
        del index
        return self

    def uniform(self, shape: tuple[int, ...], limit: float) -> Array:
        return self.full(shape, limit)

    def normal(self, shape: tuple[int, ...], deviation: float) -> Array:
        return self.full(shape, deviation)

    def full(self, shape: tuple[int, ...], value: float) -> Any:
        return np.broadcast_to(np.float64(value), shape)


def _rebuilt(about: dict[str, Any], training: tuple[Any, Any], backend: Spec | None) -> Network:
    """The network of a description, before its values; its size is held against the arrays of the file first."""
    made = {key: recipes.read(value) for key, value in about["network"].items()}
    kinds = {"layer": Layer, "loss": Loss, "optimizer": Optimizer, "link": Layer, "n_in": int, "kind": str}
    for key, kind in kinds.items():
        if not isinstance(made.get(key), kind):
            raise ValueError(f"its {key} is no {kind.__name__}")  # noqa: TRY004 - a file's fault
    shapes = [leaf.shape for leaf in leaves(made["layer"].init(_Shapes(np, (0, 0)), made["n_in"])[:2])]
    if shapes != [leaf.shape for leaf in leaves(training)]:
        raise ValueError("its arrays have other shapes than its layers")
    penalty = not_negative("penalty", made.get("penalty", 0.0))
    net = KINDS[made["kind"]].__new__(KINDS[made["kind"]])
    options = {
        "seed": about["seed"],
        "dtype": about["dtype"],
        "arithmetic": about.get("arithmetic", "native"),
        "penalty": penalty,
    }
    Network.__init__(
        net, made["layer"], n_in=made["n_in"], loss=made["loss"], optimizer=made["optimizer"], backend=backend, **options
    )
    net.link = made["link"]
    return net
