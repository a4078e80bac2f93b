"""MLX on the CPU, where it has float64: a library that bpnet does not ship, and that only nearly follows the standard.

`Namespace` replaces the functions of MLX 0.32 that differ from the standard, each with its reason; all others are MLX's own.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.backend import Backend

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from numpy.typing import ArrayLike, NDArray


class Namespace:
    """``mlx.core`` with the names and arguments of the array API standard."""

    def __init__(self, mx: Any) -> None:
        self._mx = mx
        self.bool = mx.bool_

    def __getattr__(self, name: str) -> Any:
        return getattr(self._mx, name)

    # MLX has no device=: where an array lies is decided by the operations on it.

    def asarray(self, value: Any, /, *, dtype: Any = None, device: Any = None, copy: bool | None = None) -> Any:
        del device
        return self._mx.array(value, dtype=dtype) if copy or not isinstance(value, self._mx.array) else value

    def arange(self, start: int, /, stop: int | None = None, step: int = 1, *, dtype: Any = None, device: Any = None) -> Any:
        del device
        return self._mx.arange(*((0, start) if stop is None else (start, stop)), step, dtype=dtype)

    def full(self, shape: Any, value: Any, *, dtype: Any = None, device: Any = None) -> Any:
        del device
        return self._mx.full(shape, value, dtype=dtype)

    def zeros(self, shape: Any, *, dtype: Any = None, device: Any = None) -> Any:
        return self.full(shape, 0, dtype=dtype or self._mx.float32, device=device)

    def ones(self, shape: Any, *, dtype: Any = None, device: Any = None) -> Any:
        return self.full(shape, 1, dtype=dtype or self._mx.float32, device=device)

    def argmax(self, x: Any, /, *, axis: int) -> Any:
        """MLX has uint32."""
        return self._mx.argmax(x, axis=axis).astype(self._mx.int64)

    def argsort(self, x: Any, /, *, axis: int = -1, stable: bool = True) -> Any:
        # MLX's order is stable on the CPU, and of uint32; the standard's is of the default integer.
        del stable
        return self._mx.argsort(x, axis=axis).astype(self._mx.int64)

    def exp(self, x: Any, /) -> Any:
        # MLX 0.32 computes exp of float64 to 24 bits only, in silence; its expm1 has all 53.
        if x.dtype != self._mx.float64:
            return self._mx.exp(x)
        grown = 1.0 + self._mx.expm1(self._mx.abs(x))
        return self._mx.where(x < 0.0, 1.0 / grown, grown)


class MlxBackend(Backend):
    """MLX on its CPU: ``mlx``, ``mlx:cpu``."""

    name = "mlx"
    library = "mlx"
    install = "pip install 'mlx[cpu]'"
    capabilities = frozenset({"float64", "float32", "dlpack"})

    @cached_property
    def mx(self) -> Any:
        """The library itself, for what the standard does not name."""
        import mlx.core

        return mlx.core

    @cached_property
    def xp(self) -> Namespace:
        return Namespace(self.mx)

    def find_device(self) -> Any:
        if self.requested_device not in {None, "cpu"}:
            msg = f"this backend computes on MLX's 'cpu', not on {self.requested_device!r}: its GPUs have no float64"
            raise ValueError(msg)
        return self.mx.cpu

    @property
    def device_name(self) -> str:
        return "cpu"

    def scope(self) -> AbstractContextManager[Any]:
        context: AbstractContextManager[Any] = self.mx.stream(self.mx.cpu)
        return context

    def from_host(self, array: ArrayLike, dtype: str | None = None) -> Any:
        host = np.array(array, dtype=dtype, order="C")  # MLX takes no negative strides
        kind = self.mx.bool_ if host.dtype == np.bool_ else getattr(self.mx, host.dtype.name)
        return self.mx.array(host, dtype=kind)  # without dtype float64 becomes float32, in silence

    def to_host(self, array: Any) -> NDArray[Any]:
        return np.array(array)

    def device_of(self, array: object) -> str | None:
        return "cpu" if isinstance(array, self.mx.array) else None

    def from_dlpack(self, array: Any) -> Any:
        return self.from_host(np.from_dlpack(array))  # MLX's own makes float32 of float64; its CPU is the host's memory

    def compile(self, step: Callable[..., Any]) -> Callable[..., Any]:
        """The same step, computed as it goes: MLX is lazy, and what is never read would pile up."""

        def computed(*values: Any) -> Any:
            results = step(*values)
            self.mx.async_eval(results)
            return results

        return computed

    def synchronize(self) -> None:
        self.mx.synchronize()

    def version(self) -> str:
        return str(self.mx.__version__)  # of mlx.core: mlx is a namespace package without one
