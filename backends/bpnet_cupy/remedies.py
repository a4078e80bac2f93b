"""Remedies for the errors of a CuPy that is installed, but does not compute."""

from __future__ import annotations

import os
import re

from bpnet._messages import short_repr

INSUFFICIENT_DRIVER, NO_DEVICE, OUT_OF_MEMORY = 35, 100, 2
"""Values of ``cudaError_t``."""
TOOLKIT = re.compile(
    r"lib(nvrtc|cublas|cublasLt|cudart|curand|nvJitLink)\b|CUDA headers|cannot open source file|could not open source file",
    re.IGNORECASE,
)
"""Messages of CuPy where a library or a header of the CUDA toolkit is missing."""
NO_ROOM = re.compile("CUBLAS_STATUS_(ALLOC_FAILED|NOT_INITIALIZED)")
"""Messages of cuBLAS on a GPU without free memory; the second also means that it does not fit the driver."""


class NoSuchDeviceError(ValueError):
    """The device is not the number of a GPU that CuPy sees."""

    def __init__(self, asked: int | str, count: int) -> None:
        super().__init__(f"there is no CUDA device {asked if isinstance(asked, int) else short_repr(asked)}; CuPy sees {count}")
        self.count = count


def remedy(error: Exception) -> str:
    """Return advice about an error, or ``""`` where its cause is not known."""
    status = getattr(error, "status", None) if type(error).__name__ in {"CUDARuntimeError", "CUDADriverError"} else None
    if isinstance(error, NoSuchDeviceError):
        return "name cupy:0" if error.count == 1 else f"name a device from cupy:0 to cupy:{error.count - 1}"
    if status == INSUFFICIENT_DRIVER:
        return _driver()
    if status == NO_DEVICE:
        return _no_device()
    if status == OUT_OF_MEMORY or type(error).__name__ == "OutOfMemoryError" or NO_ROOM.search(str(error)):
        return "the GPU's memory is full: end the processes that use it (`nvidia-smi` lists them)"
    if TOOLKIT.search(str(error)):
        return f"CuPy finds no CUDA toolkit: pip install 'cupy-cuda{_cuda() or 13}x[ctk]', or set CUDA_PATH to an installed one"
    return ""


def _cuda() -> int:
    """Return the major version of the CUDA that CuPy was built for, or 0 if that is unknown."""
    try:
        from cupy.cuda import runtime

        return int(runtime.runtimeGetVersion()) // 1000
    except Exception:  # noqa: BLE001 - CuPy itself is broken
        return 0


def _driver() -> str:
    from cupy.cuda import runtime

    version = int(runtime.driverGetVersion())  # 0 without a driver
    if not version:
        return "no NVIDIA driver is installed, or this container was started without GPUs: `nvidia-smi` must list one"
    major, minor = version // 1000, version % 1000 // 10
    older = f", or pip install 'cupy-cuda{major}x[ctk]' in a fresh environment" if major in {12, 13} else ""
    return f"the driver is for CUDA {major}.{minor} and older than CuPy's CUDA {_cuda()}: update the driver{older}"


def _no_device() -> str:
    visible = os.environ.get("CUDA_VISIBLE_DEVICES")
    if visible is None:
        return "the driver finds no GPU: `nvidia-smi` must list one"
    return f"CUDA_VISIBLE_DEVICES is {short_repr(visible)}: unset it, or name a GPU that `nvidia-smi` lists"
