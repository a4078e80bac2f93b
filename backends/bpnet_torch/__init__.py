"""PyTorch through array-api-compat, without its tape: the gradients are bpnet's own."""

from __future__ import annotations

import contextlib
import threading
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.backend import Backend

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray

    from bpnet.arrays import Namespace


class TorchBackend(Backend):
    """PyTorch on a device that it names: ``torch``, ``torch:cpu``, ``torch:cuda:0``."""

    name = "torch"
    library = "torch"
    install = "pip install torch (the extra: bpnet-array[torch])"
    capabilities = frozenset({"float64", "float32", "dlpack"})

    @cached_property
    def xp(self) -> Namespace:
        from array_api_compat import torch  # noqa: PLC0415 - imported when chosen

        return torch

    @cached_property
    def torch(self) -> Any:
        """The library itself, for what the standard does not name."""
        import torch  # noqa: PLC0415 - imported when chosen

        return torch

    def find_device(self) -> Any:
        # A zero-sized tensor has the full name of its device: "cuda" becomes "cuda:0".
        wanted = self.requested_device or self.torch.get_default_device()
        return self.torch.empty(0, device=wanted).device

    @contextlib.contextmanager
    def scope(self) -> Iterator[None]:
        with self.torch.no_grad(), _full_float32(self.torch):
            yield

    def from_host(self, array: ArrayLike, dtype: str | None = None) -> Any:
        copy = np.array(array, dtype=dtype, order="C")  # PyTorch takes no negative strides, and warns of read-only arrays
        return self.torch.from_numpy(copy).to(self.device)

    def to_host(self, array: Any) -> NDArray[Any]:
        host: NDArray[Any] = array.detach().cpu().numpy()
        return host

    def device_of(self, array: object) -> str | None:
        return str(array.device) if isinstance(array, self.torch.Tensor) else None

    def from_dlpack(self, array: Any) -> Any:
        return self.xp.from_dlpack(array).to(self.device)

    def synchronize(self) -> None:
        if self.device.type != "cpu":
            self.torch.accelerator.synchronize(self.device)

    def describe(self) -> dict[str, str]:
        about = super().describe() | {"float32_matmul_precision": "highest"}
        if self.device.type == "cuda":
            about |= {"cuda": str(self.torch.version.cuda), "gpu": self.torch.cuda.get_device_name(self.device)}
        return about


class _FullFloat32(contextlib.AbstractContextManager[None]):
    """Hold PyTorch's process-wide float32 matmul precision at "highest": the first to enter saves, the last to leave restores."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.depth = 0
        self.saved = "highest"
        self.torch: Any = None

    def __call__(self, torch: Any) -> _FullFloat32:
        self.torch = torch
        return self

    def __enter__(self) -> None:
        with self.lock:
            if self.depth == 0:
                self.saved = self.torch.get_float32_matmul_precision()
                if self.saved != "highest":
                    self.torch.set_float32_matmul_precision("highest")
            self.depth += 1

    def __exit__(self, *_: object) -> None:
        with self.lock:
            self.depth -= 1
            if self.depth == 0 and self.saved != "highest":
                self.torch.set_float32_matmul_precision(self.saved)


_full_float32 = _FullFloat32()

backend = TorchBackend
