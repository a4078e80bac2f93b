"""PyTorch through array-api-compat, without its tape: the gradients are bpnet's own."""

from __future__ import annotations

import contextlib
import threading
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.backend import Backend, dlpack_on_host, export_scope, on_host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import ArrayLike, NDArray

    from bpnet.arrays import Namespace


class TorchBackend(Backend):
    """PyTorch on a device that it names: ``torch``, ``torch:cpu``, ``torch:cuda:0``."""

    name = "torch"
    library = "torch"
    install = "pip install torch (the extra: bpnet-array[torch])"
    capabilities = frozenset({"float64", "float32", "dlpack", "compile"})
    compile_by_default = False  # a first step takes many seconds, and a C++ compiler on the CPU

    @cached_property
    def xp(self) -> Namespace:
        from array_api_compat import torch

        return torch

    @cached_property
    def torch(self) -> Any:
        """The library itself, for what the standard does not name."""
        import torch

        return torch

    def find_device(self) -> Any:
        # A zero-sized tensor has the full name of its device: "cuda" becomes "cuda:0".
        wanted = self.requested_device or self.torch.get_default_device()
        device = self.torch.empty(0, device=wanted).device
        if device.type == "meta" or (device.type == "cpu" and device.index):
            raise ValueError(f"PyTorch does not compute on {self.requested_device!r}; its CPU is 'cpu'")
        return device

    @contextlib.contextmanager
    def scope(self) -> Iterator[None]:
        off = self.torch.autocast(self.device.type, enabled=False)
        with self.torch.no_grad(), off, _full_float32(self.torch):
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
        unseen = not on_host(array) and not self.torch.accelerator.is_available()
        with export_scope(array):
            return self.xp.from_dlpack(dlpack_on_host(array) if unseen else array).to(self.device)

    def synchronize(self) -> None:
        if self.device.type != "cpu":
            self.torch.accelerator.synchronize(self.device)

    def compile(self, step: Callable[..., Any]) -> Callable[..., Any]:
        if getattr(step, "xp", self.xp) is not self.xp:
            return step  # of exact arithmetic: the compiler would not keep its bits
        from bpnet.compiler.compiled_step import CompiledFunction
        from bpnet_torch.executor import build, signature

        return CompiledFunction(step, partial(build, self.torch), signature)

    def describe(self) -> dict[str, str]:
        about = super().describe() | {"float32 products": "ieee"}
        if self.device.type == "cuda":
            about |= {"cuda": str(self.torch.version.cuda), "gpu": self.torch.cuda.get_device_name(self.device)}
        return about


class _FullFloat32(contextlib.AbstractContextManager[None]):
    """Hold PyTorch's process-wide precision of float32 products at full: the first to enter saves, the last to leave restores."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.depth = 0
        self.saved: list[tuple[Any, str, Any]] = []
        self.torch: Any = None

    def __call__(self, torch: Any) -> _FullFloat32:
        self.torch = torch
        return self

    def __enter__(self) -> None:
        with self.lock:
            if self.depth == 0:
                self.saved = [(place, name, getattr(place, name)) for place, name, _ in self._settings()]
                for place, name, full in self._settings():
                    if getattr(place, name) != full:
                        setattr(place, name, full)
            self.depth += 1

    def __exit__(self, *_: object) -> None:
        with self.lock:
            self.depth -= 1
            if self.depth == 0:
                for place, name, before in self.saved:
                    if getattr(place, name) != before:
                        setattr(place, name, before)

    def _settings(self) -> list[tuple[Any, str, str | bool]]:
        """Where the precision is set, and what is full. The older name refuses to answer once the newer one was used."""
        backends = self.torch.backends
        if hasattr(backends.cuda.matmul, "fp32_precision"):  # PyTorch 2.9
            return [(place.matmul, "fp32_precision", "ieee") for place in (backends.cuda, backends.mkldnn)]
        return [(backends.cuda.matmul, "allow_tf32", False)]


_full_float32 = _FullFloat32()

backend = TorchBackend
