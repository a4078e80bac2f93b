"""Networks as ONNX models: the pure functions of `predict`, run on the arrays of ndonnx, which record what is computed."""

from __future__ import annotations

import math
import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any

from bpnet import _files
from bpnet._messages import error_summary, short_repr
from bpnet._suggestions import explain_calls
from bpnet.arrays import leaves, map_tree
from bpnet.export.parts import Parts, parts_of

if TYPE_CHECKING:
    from pathlib import Path

    from bpnet.arrays import Array

LARGEST = 2**31 - 1
"""Bytes of a message of protobuf, which a file of ONNX is."""


@explain_calls
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
    TypeError
        If ``net`` is not a network.
    ValueError
        For a group of networks, for ``names`` that are not two, for a custom layer with an operation that ndonnx cannot write,
        and for a model of 2 GiB or more.
    """
    parts = parts_of(net, output_activation=output_activation)
    source, result = _names(names)
    _files.check(path)
    try:
        ndonnx, checker = import_module("ndonnx"), import_module("onnx.checker")
    except ImportError as error:
        raise ImportError("export.onnx needs ndonnx: pip install ndonnx onnxruntime") from error
    size = sum(leaf.nbytes for leaf in leaves((parts.params, parts.state)))
    if size > LARGEST:
        raise ValueError(f"the arrays of this network take {size} bytes, expected at most {LARGEST}, which a file of ONNX holds")
    x = ndonnx.argument(shape=("batch", parts.n_in), dtype=getattr(ndonnx, parts.dtype))
    model = ndonnx.build({source: x}, {result: _recorded(parts, ndonnx, x)})
    model.graph.output[0].type.tensor_type.shape.dim[0].dim_param = "batch"  # which ndonnx may have lost
    checker.check_model(model, full_check=True)
    _files.write(path, model.SerializeToString())


def _names(names: Any) -> tuple[str, str]:
    """Return the names of input and output."""
    pair = names if isinstance(names, tuple | list) else ()
    if len(pair) != 2 or not all(isinstance(name, str) and name for name in pair) or pair[0] == pair[1]:  # noqa: PLR2004 - a pair
        raise ValueError(f"names must be two different ones, of the input and of the output, got {short_repr(names)}")
    return pair[0], pair[1]


class _Namespace:
    """The namespace ndonnx, with fewer nodes and known shapes for some of its functions.

    Its own products and maxima branch on arrays without elements, and its ``zeros_like`` reads the shape when the model runs.
    """

    def __init__(self, ndonnx: Any) -> None:
        self._ndonnx = ndonnx
        self._operators = import_module("spox.opset.ai.onnx.v21")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ndonnx, name)

    def _call(self, operator: str, *arrays: Any, **attributes: Any) -> Any:
        variables = [array.unwrap_spox() for array in arrays]
        return self._ndonnx.asarray(getattr(self._operators, operator)(*variables, **attributes))

    def matmul(self, a: Any, b: Any) -> Any:
        """Return the product of two arrays with rows and columns."""
        return self._call("matmul", a, b)

    def max(self, x: Any, *, axis: Any = None, keepdims: bool = False) -> Any:
        """Return the maximum along an axis, NaN where there is one."""
        if not isinstance(axis, int) or not self._ndonnx.isdtype(x.dtype, "real floating"):
            return self._ndonnx.max(x, axis=axis, keepdims=keepdims)
        axes, settings = self._ndonnx.asarray([axis]), {"keepdims": int(keepdims)}
        is_nan = self._ndonnx.astype(self._ndonnx.isnan(x), x.dtype)
        largest, has_nan = (self._call("reduce_max", array, axes, **settings) for array in (x, is_nan))
        return self._ndonnx.where(has_nan > 0.0, self._ndonnx.asarray(math.nan, dtype=x.dtype), largest)

    def zeros_like(self, x: Any, **options: Any) -> Any:
        """Return zeros of the shape of an array."""
        return self._ndonnx.zeros_like(x, **options) if options else self._full_like(x, 0)

    def ones_like(self, x: Any, **options: Any) -> Any:
        """Return ones of the shape of an array."""
        return self._ndonnx.ones_like(x, **options) if options else self._full_like(x, 1)

    def _full_like(self, x: Any, value: int) -> Any:
        number = self._ndonnx.asarray(value, dtype=x.dtype)
        return self._ndonnx.where(x == x, number, number)  # noqa: PLR0124 - of which only the shape counts


def _recorded(parts: Parts, ndonnx: Any, x: Array) -> Array:
    """Return the outputs as an array of ndonnx; an operation that it lacks, or has in float32 only, raises ValueError."""
    params, state = map_tree(ndonnx.asarray, (parts.params, parts.state))
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=".*lossy cast")
        try:
            return parts.outputs(_Namespace(ndonnx), params, state, x)
        except Exception as error:  # a custom layer may raise anything
            words = f"ndonnx cannot write what the layers compute ({error_summary(error)})"
            raise ValueError(f"{words}: use functions of the array API that it has") from error
