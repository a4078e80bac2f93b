"""array-api-strict: NumPy behind a namespace that refuses everything that the standard does not specify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.backend import Backend, Step, dlpack_on_host

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from bpnet.arrays import Namespace
    from bpnet.backend import Function


class StrictBackend(Backend):
    """array-api-strict; ``array_api_strict:device1`` is a second device, separate like a GPU."""

    name = "array_api_strict"
    library = "array_api_strict"
    install = "pip install array-api-strict"
    capabilities = frozenset({"float64", "float32", "dlpack", "compile-exact"})

    @property
    def xp(self) -> Namespace:
        import array_api_strict

        return array_api_strict

    def find_device(self) -> Any:
        return self.xp.Device(self.requested_device or "CPU_DEVICE")

    @property
    def device_name(self) -> str:
        return _name(self.device)

    def scope(self) -> contextlib.AbstractContextManager[Any]:
        return np.errstate(all="ignore")  # as other libraries, which do not warn: the training loop checks for NaN and infinity

    def from_host(self, array: ArrayLike, dtype: str | None = None) -> Any:
        host = np.array(array, dtype=dtype)
        return self.xp.asarray(host, device=self.device)

    def to_host(self, array: Any) -> NDArray[Any]:
        return np.asarray(array.to_device(self.xp.Device("CPU_DEVICE")))

    def compile(self, step: Callable[..., Any]) -> Callable[..., Any]:
        from bpnet.compiler.compiled_step import CompiledFunction
        from bpnet.compiler.exact import is_exact
        from bpnet.compiler.interpreter import InterpretedStep

        return CompiledFunction(step, InterpretedStep) if is_exact(step) and isinstance(step, Step) else step

    def compile_function(self, function: Function) -> Callable[..., Any]:
        from bpnet.compiler.compiled_step import CompiledFunction, first_use
        from bpnet.compiler.exact import is_exact
        from bpnet.compiler.interpreter import InterpretedStep

        options: dict[str, Any] = {"keeps_bits": True, "first": first_use(function)}
        return CompiledFunction(function, InterpretedStep, **options) if is_exact(function) else function

    def exact_kernels(self) -> dict[str, Callable[..., Any]]:
        return {"sqrt": self.xp.sqrt}  # NumPy's, which is correctly rounded

    def device_of(self, array: object) -> str | None:
        return _name(array.device) if isinstance(array, type(self.xp.empty(()))) else None

    def from_dlpack(self, array: Any) -> Any:
        own = type(self.xp.empty(()))
        return self.xp.from_dlpack(array if isinstance(array, own) else dlpack_on_host(array), device=self.device)


def _name(device: Any) -> str:
    """Return the name of a device: ``device1`` for ``array_api_strict.Device('device1')``."""
    return str(device).partition("'")[2].rstrip("')")


backend = StrictBackend
