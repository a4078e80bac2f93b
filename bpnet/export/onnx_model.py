"""Networks as ONNX models: the pure functions of `predict`, run on the arrays of ndonnx, which record what is computed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from bpnet import _files
from bpnet._messages import error_summary
from bpnet.arrays import leaves, map_tree
from bpnet.export.parts import Parts, parts_of

if TYPE_CHECKING:
    from pathlib import Path

    from bpnet.arrays import Array

LARGEST = 2**31 - 1
"""Bytes of a message of protobuf, which a file of ONNX is."""


def onnx(net: Any, path: str | Path, *, output_activation: bool = True, names: tuple[str, str] = ("x", "y")) -> None:
    """Write what `bpnet.Network.predict` computes to a file in ONNX's format, which is replaced atomically.

    The model takes any number of rows, in the network's dtype, and computes in inference mode: dropout does nothing, batch norm
    uses its running statistics. Its numbers are those of `predict` up to rounding, also those of a network in exact arithmetic.

    Parameters
    ----------
    net
        A `bpnet.Network`.
    path
        Path of the file.
    output_activation
        Whether the model ends with the activation that `predict` applies; without it outputs may be logits.
    names
        Names of the input (batch, n_in) and the output (batch, n_out).

    Raises
    ------
    ImportError
        If ndonnx is not installed.
    ValueError
        For a group of networks, for a custom layer with an operation that ndonnx cannot write, and for a model of 2 GiB or more.
    """
    parts = parts_of(net, output_activation=output_activation)
    _files.check(path)
    try:
        ndonnx, checker = import_module("ndonnx"), import_module("onnx.checker")
    except ImportError as error:
        raise ImportError("export.onnx needs ndonnx: pip install ndonnx onnxruntime (the extra: bpnet-array[onnx])") from error
    size = sum(leaf.nbytes for leaf in leaves((parts.params, parts.state)))
    if size > LARGEST:
        raise ValueError(f"the arrays of this network take {size} bytes, expected at most {LARGEST}, which a file of ONNX holds")
    source, result = names
    x = ndonnx.argument(shape=("batch", parts.n_in), dtype=getattr(ndonnx, parts.dtype))
    model = ndonnx.build({source: x}, {result: _recorded(parts, ndonnx, x)})
    model.graph.output[0].type.tensor_type.shape.dim[0].dim_param = "batch"  # which ndonnx may have lost
    checker.check_model(model, full_check=True)
    _files.write(path, model.SerializeToString())


class _Namespace:
    """The namespace ndonnx, with a matrix product of one node; its own has a branch for matrices without elements."""

    def __init__(self, ndonnx: Any) -> None:
        self._ndonnx = ndonnx

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ndonnx, name)

    def matmul(self, a: Array, b: Array) -> Array:
        """Return the product of two matrices, which have rows and columns."""
        factors: Any = (a, b)
        operators = import_module("spox.opset.ai.onnx.v21")
        product: Array = self._ndonnx.asarray(operators.matmul(*(factor.unwrap_spox() for factor in factors)))
        return product


def _recorded(parts: Parts, ndonnx: Any, x: Array) -> Array:
    """Return the outputs as an array of ndonnx; an operation of a custom layer that it lacks raises ValueError."""
    params, state = map_tree(ndonnx.asarray, (parts.params, parts.state))
    try:
        return parts.outputs(_Namespace(ndonnx), params, state, x)
    except Exception as error:  # a custom layer may raise anything
        reason = error_summary(error)
        raise ValueError(
            f"the layers use an operation that ndonnx cannot write ({reason}): use functions of the array API"
        ) from error
