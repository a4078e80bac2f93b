"""The arrays of PyTorch, JAX and NumPy are what this package calls an array."""

from typing import Any, assert_type

import jax
import numpy as np
import torch
from numpy.typing import NDArray

import bpnet
from bpnet.arrays import Array
from bpnet.backend import BackendArray

net = bpnet.MLP((2, 4, 1), backend="torch")


def every(*arrays: Array) -> None: ...


def own(*arrays: BackendArray) -> None: ...


def given(n: NDArray[np.float64], t: torch.Tensor, j: jax.Array, params: Any) -> None:
    """Arrays of a user's own go in, and the pure functions return the same type."""
    every(n, t, j)
    own(n, t)
    bpnet.vjp(torch, net.layer, params, (), t)[0].detach()
    assert_type(bpnet.vjp(jax.numpy, net.layer, params, (), j)[0], jax.Array)
    net.value_and_grad(t, t)
    net.value_and_grad(j, j)
    net.value_and_grad([[0.0]], t)  # type: ignore[arg-type]  # a list is on no device


def returned(x: torch.Tensor) -> torch.Tensor:
    """An assertion names the library of what comes out."""
    y = net.predict(x)
    assert isinstance(y, torch.Tensor)
    return torch.relu(y)


def not_narrowed(x: torch.Tensor) -> torch.Tensor:
    return net.predict(x)  # type: ignore[return-value]  # which library it is of, only the run knows


def converted(n: NDArray[np.float64], module: torch.nn.Sequential) -> None:
    """Conversions have the types of the other library."""
    assert_type(net.to_torch(output_activation=False), torch.nn.Sequential)
    assert_type(bpnet.from_torch(module, n_in=3, loss="poisson", dtype="float32"), bpnet.Network)
    function, params = net.to_jax()
    assert_type(function(params, n), jax.Array)
    bpnet.export.onnx(net, "net.onnx", names=("x", "y"))
    bpnet.from_torch(torch.nn.Tanh())  # type: ignore[arg-type]  # a Sequential, whose modules become layers
