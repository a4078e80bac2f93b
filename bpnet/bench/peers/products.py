"""Upper limit of the speed: only the matrix products of a training step, into preallocated buffers."""

from __future__ import annotations

from typing import Any

import numpy as np

from bpnet.bench.peers import NotHereError, Start, Task


def prepare(task: Task) -> Start:
    """Prepare ``x w`` and ``x' dy`` for each layer, and ``dy w'`` for all but the first."""
    case = task.case
    matmul, transfer, wait = gpu_functions() if case.device == "gpu" else (np.matmul, np.asarray, lambda: None)
    products = []
    for i, (w, _) in enumerate(task.weights):
        x, dy = (transfer(np.ones((case.batch, n), case.dtype)) for n in w.shape)
        w = transfer(w)  # noqa: PLW2901 - the same weights on the device
        wanted = [(x, w), (x.T, dy)] + ([(dy, w.T)] if i else [])
        products += [(a, b, transfer(np.empty((a.shape[0], b.shape[1]), case.dtype))) for a, b in wanted]

    def train(epochs: int) -> list[float]:
        for _ in range(epochs * case.steps):
            for a, b, out in products:
                matmul(a, b, out=out)
        wait()
        return []

    return lambda: train


def gpu_functions() -> tuple[Any, Any, Any]:
    """Return product, transfer and synchronization of CuPy, or of PyTorch if CuPy cannot run."""
    try:
        import cupy

        cupy.zeros(1)
        return cupy.matmul, cupy.asarray, cupy.cuda.get_current_stream().synchronize
    except Exception as error:  # noqa: BLE001 - without a GPU CuPy may raise any exception
        reason = f"CuPy: {type(error).__name__}"
    try:
        import torch
    except ImportError:
        raise NotHereError(f"{reason}; PyTorch is not installed") from None
    if not torch.cuda.is_available():
        raise NotHereError(f"{reason}; PyTorch {torch.__version__} sees no CUDA device")
    torch.set_float32_matmul_precision("highest")
    return torch.matmul, lambda a: torch.from_numpy(np.ascontiguousarray(a)).cuda(), torch.cuda.synchronize
