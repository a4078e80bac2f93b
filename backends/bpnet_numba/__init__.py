"""Numba: NumPy arrays, and steps compiled to machine code; for small steps the loop over epochs is compiled too."""

from __future__ import annotations

import sys
import warnings
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._messages import warn
from bpnet.backend import Backend, Step, dlpack_on_host

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from bpnet.arrays import Namespace
    from bpnet.backend import Function


class NumbaBackend(Backend):
    """NumPy arrays on the CPU, with steps compiled by Numba; its only device is ``cpu``."""

    name = "numba"
    library = "numba"
    install = "pip install numba"
    capabilities = frozenset({"float64", "float32", "dlpack", "compile", "compile-exact"})

    @property
    def xp(self) -> Namespace:
        if "numba" not in sys.modules:  # catching warnings affects the whole process, in which other threads may be training
            _import()
        return np

    def find_device(self) -> str:
        if self.requested_device not in {None, "cpu"}:
            raise ValueError(f"numba has one device, 'cpu', not {self.requested_device!r}")
        return "cpu"

    def scope(self) -> contextlib.AbstractContextManager[Any]:
        return np.errstate(all="ignore")  # as other libraries, which do not warn: the training loop checks for NaN and infinity

    def from_host(self, array: ArrayLike, dtype: str | None = None) -> NDArray[Any]:
        return np.array(array, dtype=dtype)

    def to_host(self, array: Any) -> NDArray[Any]:
        return np.asarray(array)

    def from_dlpack(self, array: Any) -> NDArray[Any]:
        return dlpack_on_host(array)

    def device_of(self, array: object) -> str | None:
        return "cpu" if isinstance(array, np.ndarray | np.generic) else None

    def compile(self, step: Callable[..., Any]) -> Callable[..., Any]:
        from bpnet._threads import count_threads
        from bpnet.compiler.compiled_step import CompiledStep
        from bpnet.compiler.exact import is_exact

        if not (isinstance(step, Step) and (step.xp is np or is_exact(step))):
            return step
        from bpnet_numba.executor import ExactNumbaEpochs, NumbaEpochs

        return CompiledStep(step, ExactNumbaEpochs.build if is_exact(step) else NumbaEpochs.build, threads=count_threads)

    def compile_function(self, function: Function) -> Callable[..., Any]:
        from bpnet.compiler.compiled_step import CompiledFunction
        from bpnet.compiler.exact import is_exact
        from bpnet.compiler.function_step import SteppedFunction

        if not (function.xp is self.xp or is_exact(function)) or getattr(function, "is_inference", False):
            return function  # in inference calls of NumPy take about as long, and machine code would take seconds to compile
        from bpnet_numba.executor import ExactNumbaEpochs, NumbaEpochs

        build = ExactNumbaEpochs.build if is_exact(function) else NumbaEpochs.build
        return CompiledFunction(function, partial(SteppedFunction, build))

    def compile_replicas(self, step: Step) -> Callable[..., Any] | None:
        from bpnet._threads import count_threads
        from bpnet.compiler.exact import is_exact
        from bpnet.compiler.replicas_in_turn import ReplicasInTurn
        from bpnet_numba.replicas import build_exact, build_native

        if not (step.xp is np or is_exact(step)):
            return None
        return ReplicasInTurn(step, build_exact if is_exact(step) else build_native, threads=count_threads)

    def exact_kernels(self) -> dict[str, Callable[..., Any]]:
        from bpnet.compiler.float_bits import KERNELS

        return KERNELS


def _import() -> None:
    """Import Numba, and shorten its warnings about environment variables, which contain a traceback, to their first line."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        import numba  # noqa: F401 - `xp` must fail where Numba is missing
    for warning in caught:
        message = str(warning.message).partition(". The parse failed")[0]
        warn(message.partition("\n")[0], warning.category)


backend = NumbaBackend
