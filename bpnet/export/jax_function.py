"""A network as a pure function of JAX's arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bpnet.arrays import Tree, map_tree
from bpnet.errors import UnsupportedDTypeError
from bpnet.export.parts import Parts

try:
    import jax
    import jax.numpy as jnp
except ImportError as error:
    raise ImportError("to_jax needs JAX: pip install jax") from error


def to_jax(parts: Parts, device: Any) -> tuple[Callable[[Tree, Any], Any], Tree]:
    """Return ``function(params, x)`` in inference mode, and the params as JAX's arrays.

    Raises
    ------
    UnsupportedDTypeError
        For a network in float64 where JAX computes in float32.
    """
    _check_dtype(parts.dtype)
    params, state = map_tree(lambda leaf: jax.device_put(leaf, device), (parts.params, parts.state))

    def function(params: Tree, x: Any) -> Any:
        """Return the outputs (batch, n_out) of inputs (batch, n_in), or (n_out,) of one sample (n_in,)."""
        _check_dtype(parts.dtype)
        x = jnp.asarray(x, dtype=parts.dtype)
        one = x.ndim == 1
        y = parts.outputs(jnp, params, state, x[None, :] if one else x)
        return y[0] if one else y

    return function, params


def _check_dtype(dtype: str) -> None:
    """Raise unless JAX computes in a dtype: otherwise it would round float64 to float32 with a warning, or without one."""
    if jax.dtypes.canonicalize_dtype(dtype) != dtype:
        raise UnsupportedDTypeError(
            f"the network computes in {dtype}, and JAX in float32 as long as jax_enable_x64 is off",
            backend="jax",
            hint='call jax.config.update("jax_enable_x64", True) first, or use `with jax.enable_x64(True)`, or a float32 network',
        )
