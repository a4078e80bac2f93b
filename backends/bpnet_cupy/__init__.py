"""CuPy on a CUDA GPU, through array-api-compat."""

from __future__ import annotations

import os
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.backend import Backend, Step, dlpack_on_host, on_host
from bpnet_cupy import kernels, remedies

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from bpnet.arrays import Namespace
    from bpnet.backend import Function


EMULATOR = "cpu_cuda"
"""Prefix of the device name of the CUDA emulator in tests/cpu_cuda."""
DRIVER = Path("/proc/driver/nvidia/version")
"""File in which Linux reports the driver's version; CUDA has no function for it."""


class CupyBackend(Backend):
    """CuPy on the device that is current at first use, or on the one named: ``cupy``, ``cupy:1``.

    All work is queued on the current stream.
    """

    name = "cupy"
    library = "cupy"
    install = "pip install 'cupy-cuda13x[ctk]', or 'cupy-cuda12x[ctk]' for a driver of CUDA 12 (never both)"
    remedy = "CuPy needs an NVIDIA GPU, and a driver no older than its CUDA (`nvidia-smi` shows both): see docs/gpu.md"
    capabilities = frozenset({"float64", "float32", "dlpack", "compile", "compile-exact", "cuda-buffers"})
    compile_by_default = False  # until compiled steps have a record of a GPU

    @cached_property
    def xp(self) -> Namespace:
        from bpnet_cupy.namespace import namespace

        return namespace()

    @cached_property
    def cupy(self) -> Any:
        """The module ``cupy``, for functions outside of the standard."""
        import cupy

        return cupy

    def find_device(self) -> Any:
        count = self.cupy.cuda.runtime.getDeviceCount()  # the first call that fails without a driver
        current = self.cupy.cuda.runtime.getDevice()
        asked = str(current) if self.requested_device is None else self.requested_device
        if not (asked.isascii() and asked.isdecimal()):
            raise remedies.NoSuchDeviceError(asked, count)
        if int(asked) >= count:
            raise remedies.NoSuchDeviceError(int(asked), count)
        return self.cupy.cuda.Device(int(asked))

    def remedy_of(self, error: Exception) -> str:
        return remedies.remedy(error) or self.remedy

    @property
    def device_name(self) -> str:
        return str(self.device.id)

    def scope(self) -> contextlib.AbstractContextManager[Any]:
        # array-api-compat's creation functions ignore device=, and a new thread starts on device 0. A Device object is a
        # context manager that threads cannot share, so each scope creates one.
        scope: contextlib.AbstractContextManager[Any] = self.cupy.cuda.Device(self.device.id)
        return scope

    def from_host(self, array: ArrayLike, dtype: str | None = None) -> Any:
        with self.scope():
            return self.cupy.asarray(np.array(array, dtype=dtype))

    def to_host(self, array: Any) -> NDArray[Any]:
        with self.scope():
            host: NDArray[Any] = self.cupy.asnumpy(array)
            return host

    def to_pinned_host(self, array: Any) -> NDArray[Any]:
        import cupyx

        with self.scope():
            host: NDArray[Any] = cupyx.empty_pinned(array.shape, array.dtype)
            array.get(out=host)
            return host

    def device_of(self, array: object) -> str | None:
        return str(array.device.id) if isinstance(array, self.cupy.ndarray) else None

    def from_dlpack(self, array: Any) -> Any:
        with self.scope():
            if on_host(array):
                return self.cupy.asarray(dlpack_on_host(array))
            shared = self.cupy.from_dlpack(array)
            return shared if self.owns(shared) else self._copy_to_this_device(shared)

    def _copy_to_this_device(self, array: Any) -> Any:
        """Copy an array of another device, after it is computed, and before its memory may be reused.

        CuPy queues the copy on this device's stream, which is not synchronized with the other device's.
        """
        cuda = self.cupy.cuda
        with cuda.Device(array.device.id):  # the default stream belongs to the current device
            contiguous = array if array.flags.c_contiguous else array.copy(order="C")
            computed = cuda.get_current_stream().record()
        stream = cuda.get_current_stream()
        stream.wait_event(computed)
        copy = contiguous.copy()
        copied = stream.record()
        with cuda.Device(array.device.id):
            cuda.get_current_stream().wait_event(copied)
        return copy

    def synchronize(self) -> None:
        with self.scope():
            self.cupy.cuda.get_current_stream().synchronize()

    def compile(self, step: Callable[..., Any]) -> Callable[..., Any]:
        from bpnet.compiler.compiled_step import CompiledStep
        from bpnet.compiler.exact import is_exact

        if not (isinstance(step, Step) and (step.xp is self.xp or is_exact(step))):
            return step
        from bpnet_cupy.executor import CupyEpochs

        return CompiledStep(step, partial(CupyEpochs, self.cupy))

    def compile_function(self, function: Function) -> Callable[..., Any]:
        from bpnet.compiler.compiled_step import CompiledFunction
        from bpnet.compiler.exact import is_exact
        from bpnet.compiler.function_step import SteppedFunction

        if not (function.xp is self.xp or is_exact(function)):
            return function
        from bpnet_cupy.executor import CupyEpochs

        return CompiledFunction(function, partial(SteppedFunction, partial(CupyEpochs, self.cupy)))

    def exact_kernels(self) -> dict[str, Callable[..., Any]]:
        from bpnet_cupy.exact import exact_kernels

        return exact_kernels(self.cupy)

    def random_kernels(self) -> dict[str, Callable[..., Any]]:
        return {"permutation": partial(kernels.permutation, self.cupy)}

    @cached_property
    def gpu(self) -> str:
        """Name of the device in CUDA."""
        return str(self.cupy.cuda.runtime.getDeviceProperties(self.device.id)["name"].decode())

    @property
    def stand_in(self) -> str:
        return self.gpu if self.gpu.startswith(EMULATOR) else ""

    def describe(self) -> dict[str, str]:
        runtime = self.cupy.cuda.runtime
        return (
            super().describe()
            | ({} if self.stand_in else {"gpu": self.gpu})
            | {
                "driver": DRIVER.read_text().partition("\n")[0] if DRIVER.exists() else "unknown",
                "driver's CUDA": str(runtime.driverGetVersion()),
                "cuda": str(runtime.runtimeGetVersion()),
                "CUPY_TF32": os.environ.get("CUPY_TF32", "unset"),
                "NVIDIA_TF32_OVERRIDE": os.environ.get("NVIDIA_TF32_OVERRIDE", "unset"),
            }
        )


backend = CupyBackend
