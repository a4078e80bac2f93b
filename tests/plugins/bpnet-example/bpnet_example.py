"""An example backend: NumPy once more, under another name."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import numpy as np

from bpnet.backend import Backend


class ExampleBackend(Backend):
    """NumPy on its one device, which is called ``cpu``."""

    name = "example"
    library = "numpy"
    install = "pip install numpy"

    @property
    def xp(self) -> Any:
        return np

    def find_device(self) -> str:
        if self.requested_device not in {None, "cpu"}:
            raise ValueError(f"example has one device, 'cpu', not {self.requested_device!r}")
        return "cpu"

    def from_host(self, array: Any, dtype: str | None = None) -> Any:
        return np.array(array, dtype=dtype)

    def to_host(self, array: Any) -> Any:
        return np.asarray(array)

    def device_of(self, array: object) -> str | None:
        return "cpu" if isinstance(array, np.ndarray | np.generic) else None

    def scope(self) -> AbstractContextManager[Any]:
        return np.errstate(all="ignore")
