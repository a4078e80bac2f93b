"""PyTorch through array-api-compat, without gradient tracking: bpnet computes the gradients."""

from __future__ import annotations

import contextlib
import threading
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.backend import Backend, dlpack_on_host, export_scope, on_host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import ArrayLike, NDArray

    from bpnet.arrays import Namespace
    from bpnet.backend import Function


class TorchBackend(Backend):
    """PyTorch on its default device, or on the one named: ``torch``, ``torch:cpu``, ``torch:cuda:0``."""

    name = "torch"
    library = "torch"
    install = "pip install torch"
    capabilities = frozenset({"float64", "float32", "dlpack", "compile", "compile-exact", "cuda-buffers"})

    @cached_property
    def xp(self) -> Namespace:
        from array_api_compat import torch

        return torch

    @cached_property
    def torch(self) -> Any:
        """The module ``torch``, for functions outside of the standard."""
        import torch

        return torch

    @property
    def compile_by_default(self) -> bool:  # type: ignore[override]  # an attribute of the base class
        """True on the CPU; on a GPU not until a record of one shows the bits of the uncompiled step."""
        return bool(self.device.type == "cpu")

    def find_device(self) -> Any:
        # An empty tensor has the full name of its device: "cuda" becomes "cuda:0".
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

    def to_pinned_host(self, array: Any) -> NDArray[Any]:
        if self.device.type != "cuda":
            return self.to_host(array)
        host = self.torch.empty(array.shape, dtype=array.dtype, pin_memory=True)
        pinned: NDArray[Any] = host.copy_(array.detach()).numpy()
        return pinned

    def device_of(self, array: object) -> str | None:
        return str(array.device) if isinstance(array, self.torch.Tensor) else None

    def is_tracer(self, array: object) -> bool:
        return isinstance(array, self.torch.Tensor) and self._is_wrapped(array)

    @cached_property
    def _is_wrapped(self) -> Any:
        """Function that returns True for tensors of `torch.func`, which have no memory of their own."""
        functorch = getattr(self.torch._C, "_functorch", None)  # noqa: SLF001 - PyTorch has no public function for it
        return getattr(functorch, "is_functorch_wrapped_tensor", lambda _: False)

    def from_dlpack(self, array: Any) -> Any:
        unseen = not on_host(array) and not self.torch.accelerator.is_available()
        with export_scope(array):
            return self.xp.from_dlpack(dlpack_on_host(array) if unseen else array).to(self.device)

    def synchronize(self) -> None:
        if self.device.type != "cpu":
            self.torch.accelerator.synchronize(self.device)

    @property
    def _compiler(self) -> Any:
        from bpnet.compiler.replayed_epochs import ReplayCompiler
        from bpnet_torch.library import TorchLibrary

        return ReplayCompiler(TorchLibrary(self.torch, self.xp, self.device))

    def compile_function(self, function: Function) -> Callable[..., Any]:
        from bpnet.compiler.compiled_step import CompiledFunction, first_use
        from bpnet.compiler.exact import is_exact
        from bpnet.compiler.interpreter import InterpretedStep

        options: dict[str, Any] = {"keeps_bits": True, "first": first_use(function)}
        if is_exact(function):
            return CompiledFunction(function, InterpretedStep, **options)
        if function.xp is not self.xp:
            return function
        compiler = self._compiler
        options |= {"compiles_when_built": True, "threads": self.torch.get_num_threads}
        return CompiledFunction(function, compiler.function, compiler.signature, **options)

    def compile(self, step: Callable[..., Any]) -> Callable[..., Any]:
        from bpnet.backend import Step
        from bpnet.compiler.compiled_step import CompiledFunction, CompiledStep
        from bpnet.compiler.exact import is_exact

        if is_exact(step) and isinstance(step, Step):
            from bpnet.compiler.interpreter import InterpretedStep

            return CompiledFunction(step, InterpretedStep)
        if not (isinstance(step, Step) and step.xp is self.xp):
            return step
        compiler, threads = self._compiler, self.torch.get_num_threads  # on which the sizes of blocks depend
        options: dict[str, Any] = {"compiles_when_built": True, "keeps_bits": True, "threads": threads}
        return CompiledStep(step, compiler, compiler.signature, **options)

    def describe(self) -> dict[str, str]:
        about = super().describe() | {"float32 products": "ieee"}
        if self.device.type == "cuda":
            about |= {"cuda": str(self.torch.version.cuda), "gpu": self.torch.cuda.get_device_name(self.device)}
        return about


class _FullFloat32(contextlib.AbstractContextManager[None]):
    """Context manager that sets PyTorch's process-wide precision of float32 products to full.

    The first to enter saves the settings, the last to leave restores them.
    """

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
                self.saved = [(module, name, getattr(module, name)) for module, name, _ in self._settings()]
                for module, name, full in self._settings():
                    if getattr(module, name) != full:
                        setattr(module, name, full)
            self.depth += 1

    def __exit__(self, *_: object) -> None:
        with self.lock:
            self.depth -= 1
            if self.depth == 0:
                for module, name, before in self.saved:
                    if getattr(module, name) != before:
                        setattr(module, name, before)

    def _settings(self) -> list[tuple[Any, str, str | bool]]:
        """Return module, name and full value of each setting. Reading the older name raises once the newer one was used."""
        backends = self.torch.backends
        if hasattr(backends.cuda.matmul, "fp32_precision"):  # PyTorch 2.9
            return [(module.matmul, "fp32_precision", "ieee") for module in (backends.cuda, backends.mkldnn)]
        return [(backends.cuda.matmul, "allow_tf32", False)]


_full_float32 = _FullFloat32()

backend = TorchBackend
