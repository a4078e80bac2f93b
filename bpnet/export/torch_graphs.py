"""Modules of PyTorch for layers that are made of layers, of which PyTorch has none."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from functools import reduce

import torch
from torch import nn

from bpnet.arrays import columns


class Residual(nn.Module):
    """``x + f(x)``, with f a module: `bpnet.layers.residual`."""

    def __init__(self, inner: nn.Module) -> None:
        super().__init__()
        self.inner = inner

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return ``x + f(x)``."""
        made: torch.Tensor = x + self.inner(x)
        return made


class Parallel(nn.ModuleList):
    """Modules side by side, or their sum: `bpnet.layers.parallel`."""

    def __init__(self, branches: Sequence[nn.Module], inputs: Sequence[int] | None, merge: str) -> None:
        super().__init__(branches)
        self.inputs, self.merge = inputs, merge

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return the outputs of all modules side by side, or their sum."""
        parts = [x] * len(self) if self.inputs is None else [x[index] for index in columns(self.inputs)]
        made = [module(part) for module, part in zip(self, parts, strict=True)]
        return reduce(operator.add, made) if self.merge == "sum" else torch.cat(made, dim=-1)
