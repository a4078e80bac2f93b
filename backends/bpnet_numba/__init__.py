"""Numba: arrays are NumPy's, and steps are compiled to machine code, the loop over epochs too where they are small."""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.backend import Backend, Step, dlpack_on_host

if TYPE_CHECKING:
    import contextlib
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from bpnet.arrays import Namespace


class NumbaBackend(Backend):
    """NumPy's arrays on the CPU, whose steps Numba compiles; its only device is ``cpu``."""

    name = "numba"
    library = "numba"
    install = "pip install numba (the extra: bpnet-array[numba])"
    capabilities = frozenset({"float64", "float32", "dlpack", "compile"})

    @property
    def xp(self) -> Namespace:
        if "numba" not in sys.modules:  # catching warnings is of the whole process, and other threads may be training
            _import()
        return np

    def find_device(self) -> str:
        if self.requested_device not in {None, "cpu"}:
            raise ValueError(f"numba has one device, 'cpu', not {self.requested_device!r}")
        return "cpu"

    def scope(self) -> contextlib.AbstractContextManager[Any]:
        return np.errstate(all="ignore")  # no other library warns; what is not finite is told by the training loop

    def from_host(self, array: ArrayLike, dtype: str | None = None) -> NDArray[Any]:
        return np.array(array, dtype=dtype)

    def to_host(self, array: Any) -> NDArray[Any]:
        return np.asarray(array)

    def from_dlpack(self, array: Any) -> NDArray[Any]:
        return dlpack_on_host(array)

    def device_of(self, array: object) -> str | None:
        return "cpu" if isinstance(array, np.ndarray | np.generic) else None

    def compile(self, step: Callable[..., Any]) -> Callable[..., Any]:
        if not (isinstance(step, Step) and step.xp is np):
            return step
        from bpnet.compiler.compiled_step import CompiledStep
        from bpnet_numba.executor import NumbaEpochs

        return CompiledStep(step, NumbaEpochs.build)


def _import() -> None:
    """Import Numba, which adds a traceback to what it says of an environment variable: only the first line is passed on."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        import numba  # noqa: F401 - a backend asked for by name is there or says that it is not
    for one in caught:
        words = str(one.message).partition(". The parse failed")[0]
        warnings.warn(words.partition("\n")[0], one.category, stacklevel=3)


backend = NumbaBackend
