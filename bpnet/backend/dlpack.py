"""Arrays of other libraries through DLPack: on which side their memory is, and how it is exported."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._messages import short_repr

if TYPE_CHECKING:
    from numpy.typing import NDArray

HOST = frozenset({1, 3, 11})
"""DLPack's codes of the devices whose memory the host can read: CPU, and pinned memory of CUDA and ROCm."""


def on_host(array: Any) -> bool:
    """Return True if an array that DLPack exports has its memory on the host.

    Raises
    ------
    TypeError
        If DLPack does not export the object, or would lose a part of it (a mask).
    """
    if not hasattr(array, "__dlpack_device__"):
        raise TypeError(
            f"from_dlpack expects an array of another library, got {short_repr(array)}; use from_host for numbers and lists"
        )
    if isinstance(array, np.ma.MaskedArray):
        raise TypeError("from_dlpack would lose the mask of a masked array; fill it first: array.filled(...)")
    return array.__dlpack_device__()[0] in HOST


def export_scope(array: Any) -> contextlib.AbstractContextManager[Any]:
    """Context manager in which an array is exported: CuPy's ``__dlpack__`` needs the array's device to be current."""
    unchanged: contextlib.AbstractContextManager[Any] = contextlib.nullcontext()
    return array.device if type(array).__module__.partition(".")[0] == "cupy" else unchanged


def dlpack_on_host(array: Any) -> NDArray[Any]:
    """Convert an array of another library to NumPy: shares memory on the host, copies from a device."""
    with export_scope(array):
        host: NDArray[Any] = np.from_dlpack(array) if on_host(array) else np.from_dlpack(array, device="cpu")
    return host
