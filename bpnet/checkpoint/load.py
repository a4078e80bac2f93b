"""Making a network again from a file."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import _specs, schedules  # noqa: F401 - schedules are among what files name
from bpnet._checks import check_integer
from bpnet._messages import one_line, short_repr
from bpnet.arrays import leaves, map_tree
from bpnet.backend.registry import get_backend
from bpnet.backprop import Layer
from bpnet.checkpoint import file as checkpoint
from bpnet.checkpoint.container import refusal
from bpnet.losses import Loss
from bpnet.optimizers import Optimizer
from bpnet.random import Draw
from bpnet.training.network import Network

if TYPE_CHECKING:
    from pathlib import Path

    from bpnet.arrays import Array, Tree
    from bpnet.backend.registry import BackendSpec
    from bpnet.checkpoint.container import Container

KINDS = {"Network": "bpnet.training.network", "MLP": "bpnet.training.mlp", "PenalizedNetwork": "bpnet.sklearn.formulas"}
"""The module of each class of networks that files may name."""


def load(path: str | Path, *, backend: BackendSpec | None = None) -> Network:
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
        If the file is not bpnet's, is damaged, or describes a network with custom parts.
    FileNotFoundError
        If there is none.
    """
    with checkpoint.opened(path) as file:
        _whole(file)
        backend = get_backend(backend)
        net, template = checkpoint.guarded(file, lambda: _rebuilt(file, backend))
        checkpoint.fill(file, net, rate=file.about.get("learning_rate"), template=template)
        return net


def _whole(file: Container) -> None:
    """Raise for a file that does not have all that a network is made of."""
    network = file.about["network"]
    place = _specs.find_custom(network, "network") if network else "network"
    if place:
        words = f"holds a network with custom parts (its {one_line(place.removeprefix('network.'), 40)})"
        raise refusal(file.path, f"{words}: build that network, and call its restore with this file")
    rate = file.about.get("learning_rate", 0.0)
    if rate is None or _specs.find_custom(rate, "rate"):
        words = "was trained with a learning rate that is a function, which no file can hold"
        raise refusal(file.path, f"{words}: build the network, assign its learning_rate, and call its restore with this file")


class _Shapes(Draw):
    """A draw, and a namespace, of arrays of the right shapes and dtypes, which take no memory: each is one number."""

    def __getattr__(self, name: str) -> Any:
        return getattr(np, name)

    def child(self, index: int) -> Draw:
        del index
        return self

    def uniform(self, shape: tuple[int, ...], limit: float) -> Any:
        return self.full(shape, limit)

    def normal(self, shape: tuple[int, ...], deviation: float) -> Any:
        return self.full(shape, deviation)

    def full(self, shape: tuple[int, ...], value: float, **_: Any) -> Any:
        return np.broadcast_to(np.asarray(value, dtype=self.xp), shape)

    def full_like(self, array: Any, value: float) -> Any:
        return self.full(array.shape, value)

    def zeros_like(self, array: Any) -> Any:
        return self.full(array.shape, 0.0)

    def counter(self) -> tuple[Array, Array, Array]:
        return Draw(np, (0, 0)).counter()


def _rebuilt(file: Container, backend: BackendSpec | None) -> tuple[Network, Tree]:
    """The network of a description, and what its values are like; its size is held against the arrays of the file first."""
    about = file.about
    made = {key: _specs.from_json(value) for key, value in about["network"].items()}
    kinds = {"layer": Layer, "loss": Loss, "optimizer": Optimizer, "link": Layer, "n_in": int, "kind": str}
    for key, kind in kinds.items():
        if not isinstance(made.get(key), kind):
            raise ValueError(f"its {key} is no {kind.__name__}")  # noqa: TRY004 - a file's fault
    if made["kind"] not in KINDS:
        raise ValueError(f"its kind is {short_repr(made['kind'])}, expected one of {', '.join(KINDS)}")
    layer, n_in, shapes = made["layer"], check_integer("n_in", made["n_in"]), _Shapes(about["dtype"], (0, 0))
    params, state, n_out = layer.init(shapes, n_in)
    template = (params, state, made["optimizer"].init(shapes, params))
    if [leaf.shape for leaf in leaves(template)] != [
        file.entries[name].shape for name in leaves(checkpoint.unlisted(about["training"]))
    ]:
        raise ValueError("its arrays have other shapes than its layers")
    if made["link"].init(shapes, n_out) != ((), (), n_out):
        raise ValueError("its link is no activation")
    kind = getattr(import_module(KINDS[made["kind"]]), made["kind"])
    net = kind.__new__(kind)
    for name, check in kind.own_settings.items():
        setattr(net, name, check(name, made.get(name)))
    options = {"seed": about["seed"], "dtype": about["dtype"], "arithmetic": about.get("arithmetic", "native")}
    # the values of the file take the place of first values, which are neither drawn nor held: one number for each array
    corner = map_tree(lambda leaf: leaf[(..., *(slice(1) for _ in leaf.shape))], (params, state))
    stub = _specs.with_spec_of(layer, layer._replace(init=lambda _draw, _n: (*corner, n_out)))
    Network.__init__(net, stub, n_in=n_in, loss=made["loss"], optimizer=made["optimizer"], backend=backend, **options)
    net.layer = _specs.with_spec_of(net.layer, net.layer._replace(init=layer.init))
    net.output_activation = made["link"]
    return net, template
