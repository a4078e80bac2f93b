"""Loading of networks from files.

No file can run code: a network is made from the names and arguments of bpnet's own factories.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import _specs, schedules  # noqa: F401 - schedules are among the factories that files name
from bpnet._messages import one_line, short_repr
from bpnet._suggestions import explain_calls
from bpnet.arrays import leaves, map_tree
from bpnet.backend.selection import get_backend
from bpnet.backprop import Layer
from bpnet.checkpoint.container import checkpoint_error
from bpnet.checkpoint.file import convert_errors, open_checkpoint, read_training, unpack
from bpnet.checkpoint.replicas import seed_of
from bpnet.checkpoint.restore import make_classes, make_rate
from bpnet.losses import Loss
from bpnet.optimizers import Optimizer
from bpnet.training.heads import check_widths
from bpnet.training.network import Network
from bpnet.training.shape_draw import ShapeDraw
from bpnet.training.trees import Trees

if TYPE_CHECKING:
    from pathlib import Path

    from bpnet.arrays import Tree
    from bpnet.backend.selection import BackendSpec
    from bpnet.checkpoint.container import Container

KINDS = {"Network": "bpnet.training.network", "MLP": "bpnet.training.mlp", "PenalizedNetwork": "bpnet.sklearn.formulas"}
"""Module of each class of networks that files may name."""


@explain_calls
def load(path: str | Path, *, backend: BackendSpec | None = None) -> Network:
    """Create a network from a file that `Network.save` or a `Checkpoint` wrote, on any backend, in the dtype it was trained in.

    Parameters
    ----------
    path
        Path of the file.
    backend
        As in `Network`.

    Raises
    ------
    CheckpointError
        If the file is not bpnet's, is damaged, or describes a network with custom parts.
    FileNotFoundError
        If the file does not exist.
    """
    with open_checkpoint(path) as file:
        _check_no_custom_parts(file)
        backend = get_backend(backend)
        with convert_errors(file):
            net, template = _rebuild(file, backend)
        training = read_training(file, template, Trees(net.backend, net.dtype).from_file)
        rate = make_rate(file, file.about["learning_rate"]) if "learning_rate" in file.about else net.learning_rate
        snapshot = net.snapshot()
        classes = make_classes(file, snapshot)
        snapshot = snapshot._replace(training=training, learning_rate=rate, seed=seed_of(file), classes=classes)
        net._load_snapshot(snapshot)  # noqa: SLF001 - the inverse of snapshot, which users do not need
        return net


def _check_no_custom_parts(file: Container) -> None:
    """Raise `CheckpointError` if the file does not contain every part of its network."""
    network = file.about["network"]
    place = _specs.find_custom(network, "network") if network else "network"
    if place:
        words = f"holds a network with custom parts (its {one_line(place.removeprefix('network.'), 40)})"
        raise checkpoint_error(file.path, f"{words}: build that network, and call its restore with this file")
    rate = file.about.get("learning_rate", 0.0)
    if rate is None or _specs.find_custom(rate, "rate"):
        words = "was trained with a learning rate that is a function, which no file can hold: build the network"
        raise checkpoint_error(file.path, f"{words}, assign its learning_rate, and call its restore with this file")


def _rebuild(file: Container, backend: BackendSpec | None) -> tuple[Network, Tree]:
    """Return the network of a description, and trees with the shapes and dtypes of its values."""
    made = _make_parts(file.about["network"])
    params, state, opt_state, n_out = _shapes_of(file, made)
    kind = getattr(import_module(KINDS[made["kind"]]), made["kind"])
    net: Network = kind.__new__(kind)
    for name, check in kind.own_settings.items():
        setattr(net, f"_{name}", check(name, made.get(name)))
    # The values of the file replace initial values, which are not drawn: each array has one element until then.
    group = isinstance(seed_of(file), tuple)
    corner = map_tree(lambda leaf: (leaf[0] if group else leaf)[(..., *(slice(1) for _ in leaf.shape[group:]))], (params, state))
    layer = made["layer"]
    stub = _specs.with_spec_of(layer, layer._replace(init=lambda _draw, _n: (*corner, n_out)))
    Network.__init__(
        net,
        stub,
        n_in=made["n_in"],
        loss=made["loss"],
        optimizer=made["optimizer"],
        seed=seed_of(file),
        backend=backend,
        dtype=file.about["dtype"],
        arithmetic=file.about.get("arithmetic", "native"),
    )
    # part of building it: a network that is built takes no other layer
    vars(net)["layer"] = _specs.with_spec_of(net.layer, net.layer._replace(init=layer.init))
    net.output_activation = made["link"]
    return net, (params, state, opt_state)


def _make_parts(network: dict[str, Any]) -> dict[str, Any]:
    """Return the objects of a description; raise ValueError for an object of another type."""
    made = {key: _specs.from_json(value) for key, value in network.items()}
    kinds = {"layer": Layer, "loss": Loss, "optimizer": Optimizer, "link": Layer, "n_in": int | tuple, "kind": str}
    for key, kind in kinds.items():
        if not isinstance(made.get(key), kind):
            raise ValueError(f"its {key} is not of type {getattr(kind, '__name__', kind)}")  # noqa: TRY004 - the file is wrong
    if made["kind"] not in KINDS:
        raise ValueError(f"its kind is {short_repr(made['kind'])}, expected one of {', '.join(KINDS)}")
    check_widths("n_in", made["n_in"])
    return made


def _shapes_of(file: Container, made: dict[str, Any]) -> tuple[Tree, Tree, Tree, int]:
    """Return trees with the shapes of params, state and opt_state, which the arrays of the file must have, and n_out."""
    shapes, seeds = ShapeDraw(file.about["dtype"], (0, 0)), seed_of(file)
    params, state, n_out = made["layer"].init(shapes, sum(check_widths("n_in", made["n_in"])))
    opt_state = made["optimizer"].init(shapes, params)
    if isinstance(seeds, tuple):
        params, state, opt_state = map_tree(
            lambda leaf: np.broadcast_to(leaf, (len(seeds), *leaf.shape)), (params, state, opt_state)
        )
    expected = [leaf.shape for leaf in leaves((params, state, opt_state))]
    if expected != [file.entries[name].shape for name in leaves(unpack(file.about["training"]))]:
        raise ValueError("its arrays have other shapes than its layers")
    if made["link"].init(shapes, n_out) != ((), (), n_out):
        raise ValueError("its link is not an activation")
    return params, state, opt_state, n_out
