"""Networks from modules of PyTorch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bpnet._checks import check_integer
from bpnet._specs import factory_name
from bpnet._suggestions import explain_calls
from bpnet.backend.selection import resolve_dtype
from bpnet.losses import Loss
from bpnet.training.architecture import choose_loss
from bpnet.training.group import check_seed
from bpnet.training.network import Network

if TYPE_CHECKING:
    import torch

    from bpnet.arrays import Tree
    from bpnet.backend.selection import BackendSpec
    from bpnet.optimizers import Optimizer


@explain_calls
def from_torch(
    module: torch.nn.Sequential,
    *,
    n_in: int | None = None,
    loss: str | Loss = "squared_error",
    optimizer: str | Optimizer | None = None,
    seed: int | None = 0,
    backend: BackendSpec | None = None,
    dtype: str | None = None,
    arithmetic: str = "native",
) -> Network:
    """Create a network from a ``torch.nn.Sequential``: one layer per module, with copies of its params and running statistics.

    Modules: Linear, LayerNorm, BatchNorm1d, Dropout, the activations of `bpnet.layers`, Flatten of rows, Sequentials of them, and
    ``Residual`` and ``Parallel``, which `Network.to_torch` makes.
    A last activation that the loss applies itself (Sigmoid with binary cross-entropy, Softmax with softmax cross-entropy, ``Exp``
    with poisson) becomes the network's ``output_activation``, as in `bpnet.MLP`. PyTorch's Softplus returns x above its
    threshold, by default 20, where the layer still adds ``log1p(exp(-x))``, up to 2e-9. All params are trained, also those that
    do not require gradients.

    Parameters
    ----------
    module
        The module, on any device.
    n_in
        Number of inputs, by default that of the first module with params.
    loss, optimizer, backend, arithmetic
        As in `Network`.
    seed
        Seed of shuffles and of dropout.
    dtype
        ``"float64"`` or ``"float32"``, by default that of the module's params.

    Raises
    ------
    TypeError
        If the module is not a Sequential.
    ValueError
        For a module, or settings of one, that no layer has; the message names it.
    """
    from bpnet.export.torch_modules import check_sequential, dtype_of, from_modules, joined

    check_sequential(module)
    if n_in is not None:
        check_integer("n_in", n_in)
    seed = check_seed(seed)  # of one network
    dtype = dtype_of(module) if dtype is None else resolve_dtype(dtype)
    found, n = from_modules(module, n_in, dtype)
    loss, output = choose_loss(loss), None
    if found and loss.output_activation is not None and factory_name(found[-1].layer) == loss.output_activation:
        output = found.pop().layer
    whole = joined(found)
    settings: dict[str, Any] = {"seed": seed, "backend": backend, "dtype": dtype, "arithmetic": arithmetic}
    net = Network(whole.layer, n_in=n, loss=loss, optimizer=optimizer, **settings)
    net.params = whole.params
    net.set_params_and_state(net.params, _state(whole.state, net.state))
    if output is not None:
        net.output_activation = output
    return net


def _state(given: Tree, first: Tree) -> Tree:
    """Return a state with the initial one where nothing is given."""
    if given is None:
        return first
    return tuple(map(_state, given, first)) if isinstance(given, tuple) else given
