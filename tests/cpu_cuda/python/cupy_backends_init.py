# Written by cpu_cuda's build (bpnet's tests/cpu_cuda): CuPy of this environment computes on the host's processor.
import ctypes as _ctypes
import importlib.metadata as _metadata
import os as _os
import pathlib as _pathlib

import cpu_cuda as _cpu_cuda

if _metadata.version("cupy-cuda13x") != _cpu_cuda.CUPY:
    raise ImportError(
        f"cpu_cuda was built for CuPy {_cpu_cuda.CUPY}, and this environment has {_metadata.version('cupy-cuda13x')}: "
        "build it in a fresh environment, tests/cpu_cuda/build VENV"
    )
_os.environ["CUPY_ACCELERATORS"] = ""  # the device code of CUB and cuTENSOR is for GPUs
for _name, _values in {"CPU_CUDA_DRIVER": ("none", "old"), "CPU_CUDA_TOOLKIT": ("none", "no-headers")}.items():
    if _os.environ.get(_name, "") not in {"", *_values}:
        raise ImportError(f"{_name} must be {' or '.join(_values)}, got {_os.environ[_name]!r}")
for _name in ("DEVICES", "LAZY", "STRICT", "POISON", "FTZ", "MEMORY_MIB", "MULTIPROCESSORS"):
    if not (_os.environ.get(f"CPU_CUDA_{_name}") or "0").isdecimal():
        raise ImportError(f"CPU_CUDA_{_name} must be a number, got {_os.environ[f'CPU_CUDA_{_name}']!r}")
_toolkit = _os.environ.get("CPU_CUDA_TOOLKIT")
if _toolkit:  # CuPy finds what pip installed through this package
    import cuda.pathfinder as _pathfinder

    def _no_library(name):
        raise _pathfinder.DynamicLibNotFoundError(f'Failure finding "lib{name}.so": CPU_CUDA_TOOLKIT={_toolkit}')

    if _toolkit == "no-headers":
        _pathfinder.find_nvidia_header_directory = lambda *_, **__: None
    else:
        _pathfinder.load_nvidia_dynamic_lib = _no_library
if _toolkit != "none":  # CuPy looks for the toolkit among the libraries that are loaded already
    for _name in ("libnvrtc.so.13", "libcublasLt.so.13", "libcublas.so.13", "libcurand.so.10"):
        _ctypes.CDLL(str(_pathlib.Path(_cpu_cuda.__file__).parent / "lib" / _name))
