"""The CuPy backend on the stand-in for CUDA (tests/cpu_cuda): what it says where CuPy does not compute, devices, and counts."""

import os
import subprocess
import sys

import pytest

cp = pytest.importorskip("cupy", reason="the backend's library")
cpu_cuda = pytest.importorskip("cpu_cuda")
if not hasattr(cpu_cuda, "counting"):  # the folder beside this file, not the built package
    pytest.skip("CuPy's stand-in is not built: tests/cpu_cuda/build VENV", allow_module_level=True)

CAUSES = [
    (
        {"CPU_CUDA_DRIVER": "none"},
        "cupy",
        "cudaErrorInsufficientDriver",
        "no NVIDIA driver is installed, or this container was started",
    ),
    (
        {"CPU_CUDA_DRIVER": "old"},
        "cupy",
        "cudaErrorInsufficientDriver",
        "the driver is for CUDA 12.2 and older than CuPy's CUDA 13: update",
    ),
    ({"CPU_CUDA_DEVICES": "0"}, "cupy", "cudaErrorNoDevice", "the driver finds no GPU: `nvidia-smi` must list one"),
    (
        {"CPU_CUDA_DEVICES": "0", "CUDA_VISIBLE_DEVICES": ""},
        "cupy",
        "cudaErrorNoDevice",
        "CUDA_VISIBLE_DEVICES='' hides the GPUs",
    ),
    ({"CPU_CUDA_TOOLKIT": "none"}, "cupy", "Failure finding", "CuPy finds no CUDA toolkit: pip install 'cupy-cuda13x[ctk]'"),
    (
        {"CPU_CUDA_TOOLKIT": "no-headers"},
        "cupy",
        "Failed to find CUDA headers",
        "CuPy finds no CUDA toolkit: pip install 'cupy-cuda13x[ctk]'",
    ),
    ({"CPU_CUDA_MEMORY_MIB": "0"}, "cupy", "Out of memory", "the GPU's memory is taken: end the processes that hold it"),
    ({}, "cupy:3", "there is no CUDA device 3; CuPy sees 1", "name cupy:0, or choose"),
    (
        {"CPU_CUDA_DEVICES": "2"},
        "cupy:3",
        "there is no CUDA device 3; CuPy sees 2",
        "name a device from cupy:0 to cupy:1, or choose",
    ),
]


@pytest.mark.parametrize(("environment", "spec", "words", "cure"), CAUSES)
def test_each_cause_for_which_cupy_does_not_compute_has_its_cure(environment, spec, words, cure):
    done = subprocess.run(
        [sys.executable, "-m", "bpnet", "xor", "--epochs", "1", "--backend", spec],
        env=os.environ | {"CUPY_CACHE_IN_MEMORY": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 3
    first, second = done.stderr.splitlines()
    assert first.startswith(f"bpnet: backend '{spec}' cannot be used here: ")
    assert words in first
    assert second.startswith(cure)
