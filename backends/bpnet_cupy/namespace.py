"""Array API namespace of CuPy: array-api-compat's, except for two functions that would wait for the device."""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bpnet.arrays import Namespace


@cache
def namespace() -> Namespace:
    """Return ``array_api_compat.cupy`` with a `sign` and a `clip` that do not synchronize.

    In array-api-compat (at least up to 1.16) both write through a mask, ``out[mask] = ...``. CuPy then counts the mask and reads
    the count, so that the host waits for all work queued before.
    """
    import cupy
    from array_api_compat import cupy as module

    compat: Any = module

    def sign(x: Any, /) -> Any:
        """-1, 0 or 1; NaN stays NaN."""
        if x.dtype.kind != "f":
            return compat.sign(x)
        return cupy.where(cupy.isnan(x), x, cupy.sign(x))

    def clip(x: Any, /, min: Any = None, max: Any = None) -> Any:  # noqa: A002 - the standard's names
        """``x`` limited to ``[min, max]``, in the dtype of ``x``; NaN where any of them is NaN."""
        if x.dtype.kind != "f":
            return compat.clip(x, min, max)
        y = x if min is None else cupy.maximum(x, min)
        y = y if max is None else cupy.minimum(y, max)
        return y.astype(x.dtype, copy=y is x)

    own = ModuleType(compat.__name__, compat.__doc__)
    vars(own).update(vars(compat), sign=sign, clip=clip)
    return own
