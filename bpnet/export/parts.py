"""Parts of a network that other libraries compute with: pure functions, and NumPy arrays."""

from __future__ import annotations

from typing import Any, NamedTuple

from bpnet._checks import check_bool
from bpnet._messages import type_name
from bpnet.arrays import Array, Namespace, Tree, map_tree
from bpnet.backprop import Layer, activated_outputs
from bpnet.layers import identity


class Parts(NamedTuple):
    """What one network is made of."""

    layer: Layer
    output_activation: Layer
    """The identity if it is left out."""
    params: Tree
    state: Tree
    n_in: int
    dtype: str

    def outputs(self, xp: Namespace, params: Tree, state: Tree, x: Array) -> Array:
        """Return what `predict` computes, on arrays of any library."""
        return activated_outputs(self.layer, self.output_activation)(xp, params, state, x)


def check_network(name: str, net: Any, expected: str = "a bpnet.Network") -> None:
    """Raise TypeError for what is no network, and ValueError for a group of networks."""
    if not hasattr(net, "replicas"):
        raise TypeError(f"{name} expects {expected}, got {type_name(net)}")
    if net.replicas is not None:
        raise ValueError(f"a group of {net.replicas} networks cannot be converted at once: convert net[i], one of them")


def parts_of(net: Any, *, output_activation: bool) -> Parts:
    """Return the parts of a `bpnet.Network`, with copies of its arrays on the host.

    Raises
    ------
    TypeError, ValueError
        As `check_network`.
    """
    check_network("the conversion", net)
    last = net.output_activation if check_bool("output_activation", output_activation) else identity()
    with net.backend.scope():
        params, state = map_tree(lambda leaf: net.backend.to_host(leaf).copy(), (net.params, net.state))
    return Parts(net.layer, last, params, state, net.n_in, net.dtype)
