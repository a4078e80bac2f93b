"""PyTorch with `torch.compile`."""

from __future__ import annotations

import os
import shutil

import torch

from bpnet.bench.peers import NotHereError, Start, Task, torch_eager


def prepare(task: Task) -> Start:
    """Prepare `torch_eager` with a compiled loss."""
    torch_eager.device_of(task.case.device)
    if not any(shutil.which(name) for name in (os.environ.get("CXX", "g++"), "g++", "clang++")):
        raise NotHereError("torch.compile needs a C++ compiler, and found none")
    return torch_eager.prepare(task, torch.compile)
