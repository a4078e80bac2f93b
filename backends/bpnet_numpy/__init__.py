"""NumPy on the CPU: the reference. Its namespace is ``numpy`` itself, which conforms to the array API standard since 2.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.backend import Backend, Step, dlpack_on_host
from bpnet.compiler.compiled_step import CompiledFunction, CompiledStep, first_use
from bpnet.compiler.exact import is_exact
from bpnet.compiler.float_bits import KERNELS
from bpnet.compiler.replayed_epochs import ReplayCompiler
from bpnet.compiler.replicas_in_turn import ReplicasInTurn
from bpnet.compiler.replicated_step import PackedStep, ReplicatedStep, UnpackedStep
from bpnet_numpy.library import NumpyLibrary

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from bpnet.arrays import Namespace
    from bpnet.backend import Function


LARGE = 1 << 15
"""Size in bytes of params, state and opt_state from which on many networks run one after another, each in the cache."""


class NumpyBackend(Backend):
    """NumPy; its only device is ``cpu``."""

    name = "numpy"
    library = "numpy"
    install = "pip install numpy"
    capabilities = frozenset({"float64", "float32", "dlpack", "compile", "compile-exact"})

    @property
    def xp(self) -> Namespace:
        return np

    def find_device(self) -> str:
        if self.requested_device not in {None, "cpu"}:
            raise ValueError(f"numpy has one device, 'cpu', not {self.requested_device!r}")
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
        if not (isinstance(step, Step) and (step.xp is np or is_exact(step))):
            return step
        compiler = ReplayCompiler(NumpyLibrary(exact=is_exact(step)))
        return CompiledStep(step, compiler, compiler.signature, compiles_when_built=True, keeps_bits=True)

    def compile_function(self, function: Function) -> Callable[..., Any]:
        if not (function.xp is np or is_exact(function)):
            return function
        compiler = ReplayCompiler(NumpyLibrary(exact=is_exact(function)))
        options: dict[str, Any] = {"compiles_when_built": True, "keeps_bits": True, "first": first_use(function)}
        return CompiledFunction(function, compiler.function, compiler.signature, **options)

    def compile_replicas(self, step: Step) -> Callable[..., Any] | None:
        if not (step.xp is np or is_exact(step)):
            return None
        single = UnpackedStep(self.compile(PackedStep(ReplicatedStep(step))))
        compiler = ReplayCompiler(NumpyLibrary(exact=is_exact(step)))
        options: dict[str, Any] = {"signature": compiler.signature, "compiles_when_built": True}
        return ReplicasInTurn(step, compiler, single=single, least=LARGE, **options)

    def exact_kernels(self) -> dict[str, Callable[..., Any]]:
        return KERNELS


backend = NumpyBackend
