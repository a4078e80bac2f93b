"""JAX, in 64-bit scopes of its own: the user's ``jax_enable_x64`` is not changed."""

from __future__ import annotations

import contextlib
import math
import os
import subprocess
import sys
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._messages import short_repr, warn
from bpnet._processes import safe_environment
from bpnet.backend import Backend, Step, dlpack_on_host, export_scope, on_host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import ArrayLike, NDArray

    from bpnet.arrays import Namespace
    from bpnet.backend import Function


class JaxBackend(Backend):
    """JAX on its default device, or on the one named: ``jax``, ``jax:cpu``, ``jax:gpu:0``."""

    name = "jax"
    library = "jax"
    install = "pip install jax"
    capabilities = frozenset({"float64", "float32", "dlpack", "compile", "compile-exact"})
    _warned = False

    @cached_property
    def xp(self) -> Namespace:
        check_flags(os.environ.get("XLA_FLAGS", ""))
        import jax.numpy

        return jax.numpy

    @cached_property
    def jax(self) -> Any:
        """The module ``jax``, for functions outside of the standard."""
        import jax

        return jax

    def find_device(self) -> Any:
        if self.requested_device is None:
            return self.xp.zeros(()).device  # jax_default_device, or the first device
        platform, _, index = self.requested_device.partition(":")
        devices = self.jax.devices(platform)
        if not (index or "0").isdecimal() or int(index or 0) >= len(devices):
            raise ValueError(
                f"there is no device {self.requested_device!r}; JAX sees {[_device_name(device) for device in devices]}"
            )
        return devices[int(index or 0)]

    @property
    def device_name(self) -> str:
        return _device_name(self.device)

    @contextlib.contextmanager
    def scope(self) -> Iterator[None]:
        with (
            self.jax.enable_x64(new_val=True),
            self.jax.default_matmul_precision("highest"),
            self.jax.default_device(self.device),
        ):
            yield

    def from_host(self, array: ArrayLike, dtype: str | None = None) -> Any:
        with self.scope():  # outside of it float64 would silently become float32
            return self.jax.device_put(np.array(array, dtype=dtype), self.device)

    def to_host(self, array: Any) -> NDArray[Any]:
        return np.asarray(array)

    def device_of(self, array: object) -> str | None:
        if self.is_tracer(array):
            return self.device_name  # the compiler chooses the device of a tracer
        if not isinstance(array, self.jax.Array):
            return None
        devices = sorted(array.devices(), key=lambda device: device.id)
        return ",".join(_device_name(device) for device in devices)

    def owns(self, array: object) -> bool:
        concrete, devices = self._own
        if type(array) is concrete:
            return array.devices() == devices  # type: ignore[attr-defined]  # of JAX's arrays
        return super().owns(array)

    @cached_property
    def _own(self) -> tuple[type, Any]:
        """The type of concrete arrays, and the devices of those on this one."""
        with self.scope():
            array = self.xp.zeros(())
        return type(array), array.devices()

    def is_tracer(self, array: object) -> bool:
        return isinstance(array, self.jax.core.Tracer)

    def from_dlpack(self, array: Any) -> Any:
        with self.scope(), export_scope(array):
            unseen = not on_host(array) and self.jax.default_backend() == "cpu"
            return self.jax.device_put(self.xp.from_dlpack(dlpack_on_host(array) if unseen else array), self.device)

    def read(self, scalars: Sequence[Any]) -> NDArray[Any]:
        return np.asarray(self.jax.device_get(list(scalars)))  # a stack would be compiled for each length

    def synchronize(self) -> None:
        with self.scope():
            self.jax.block_until_ready(self.xp.zeros(()))

    def compile(self, step: Callable[..., Any]) -> Callable[..., Any]:
        from bpnet.compiler.compiled_step import CompiledStep
        from bpnet.compiler.exact import is_exact
        from bpnet_jax.executor import JaxEpochs
        from bpnet_jax.traced import typed_signature

        if is_exact(step) and isinstance(step, Step):
            from bpnet_jax.exact import build_epochs

            return CompiledStep(step, partial(build_epochs, self.jax, self.device), limit=math.inf)
        if not (isinstance(step, Step) and step.xp is self.xp):
            return step  # perhaps of a namespace of the user's
        build = partial(JaxEpochs.build, self.jax, self.device)
        return CompiledStep(step, build, partial(typed_signature, self.jax), limit=math.inf)

    def compile_function(self, function: Function) -> Callable[..., Any]:
        from bpnet.compiler.compiled_step import CompiledFunction
        from bpnet.compiler.exact import is_exact
        from bpnet.compiler.row_function import RowFunction
        from bpnet_jax.executor import build_function
        from bpnet_jax.traced import typed_signature

        if is_exact(function):
            from bpnet_jax import exact

            compiled = CompiledFunction(function, partial(exact.build_function, self.jax, self.device), limit=math.inf)
        elif function.xp is self.xp:
            build = partial(build_function, self.jax, self.device)
            compiled = CompiledFunction(function, build, partial(typed_signature, self.jax), limit=math.inf)
        else:
            return function
        blocks = getattr(function, "of_rows", False) and self.device.platform == "cpu"
        return (
            RowFunction(function, compiled, self.to_host, partial(self.jax.device_put, device=self.device))
            if blocks
            else compiled
        )

    def compile_replicas(self, step: Step) -> Callable[..., Any] | None:
        from bpnet.compiler.replicas_in_turn import ReplicasInTurn
        from bpnet.compiler.replicated_step import PackedStep, ReplicatedStep, UnpackedStep
        from bpnet_jax.replicas import JaxReplicas

        if step.xp is not self.xp:
            return None
        single = UnpackedStep(self.compile(PackedStep(ReplicatedStep(step))))
        return ReplicasInTurn(step, partial(JaxReplicas, self.jax, self.device), limit=math.inf, single=single)

    def compile_exact(self, function: Callable[..., Any]) -> Callable[..., Any]:
        compiled: Callable[..., Any] = self.jax.jit(function)
        return compiled

    def exact_kernels(self) -> dict[str, Callable[..., Any]]:
        from bpnet_jax.exact import exact_kernels

        kernels = exact_kernels(self.jax)
        return kernels | {"sqrt": self.jax.jit(self.xp.sqrt)} if self.device.platform == "cpu" else kernels

    def bind(self, dtype: str) -> None:
        super().bind(dtype)
        if dtype == "float64" and not self.jax.config.jax_enable_x64 and not JaxBackend._warned:
            JaxBackend._warned = True
            warn(
                "a float64 network is bound to JAX, whose 64-bit mode is off: bpnet computes in float64, but your own "
                "arithmetic on its arrays will give float32; call jax.config.update('jax_enable_x64', True) first, or "
                "build the network with dtype='float32'",
            )

    def configure_process(self) -> None:
        self.jax.config.update("jax_enable_x64", val=True)


KNOWN_FLAGS = frozenset({"--xla_cpu_multi_thread_eigen", "--xla_force_host_platform_device_count"})
"""Flags that every XLA of JAX accepts; they need no trial."""


@cache
def check_flags(flags: str) -> None:
    """Raise for ``XLA_FLAGS`` that XLA refuses: it would abort this process, so another process tries them first."""
    if {flag.partition("=")[0] for flag in flags.split()} <= KNOWN_FLAGS or "jax" in sys.modules:
        return
    trial = [sys.executable, "-c", "import jax; jax.devices()"]
    done = subprocess.run(trial, env=safe_environment(), capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)  # noqa: S603 - this Python
    refusals = [line.rpartition("] ")[2] for line in done.stderr.splitlines() if "XLA_FLAGS" in line]
    if done.returncode and refusals:
        raise ValueError(f"XLA refuses XLA_FLAGS={short_repr(flags)}: {refusals[0][:120]}")


def _device_name(device: Any) -> str:
    """Return the name of a device, such as ``cpu:0`` or ``gpu:1``."""
    return f"{device.platform}:{device.id}"


backend = JaxBackend
