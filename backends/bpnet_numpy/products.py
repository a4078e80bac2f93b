"""Choice between ``a.dot(b)`` and `numpy.matmul` for small matrices, whose products take little longer than the call."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np

SMALL = 1 << 16
"""Number of multiplications up to which the time of a call matters."""


def dot_equals_matmul(a: Any, b: Any) -> bool:
    """Return True for small matrices if ``a.dot(b)``, whose call is faster, gives the bits of `numpy.matmul` in a trial."""
    if not a.ndim == b.ndim == 2 or a.dtype != b.dtype or a.dtype.kind != "f":  # noqa: PLR2004 - matrices
        return False
    if min(*a.strides, *b.strides) < 0 or a.size == b.size == 1:  # for 1 x 1, only one of the two keeps the sign of a zero
        return False
    return a.size * b.shape[1] <= SMALL and _agree_on_draws(a.shape, a.strides, b.shape, b.strides, a.dtype)


@lru_cache(maxsize=1024)
def _agree_on_draws(
    a_shape: tuple[int, ...], a_strides: tuple[int, ...], b_shape: tuple[int, ...], b_strides: tuple[int, ...], dtype: Any
) -> bool:
    draws = np.random.default_rng(0)
    for _ in range(2):
        a, b = (_draw_with_strides(draws, *array, dtype) for array in ((a_shape, a_strides), (b_shape, b_strides)))
        if np.matmul(a, b).tobytes() != a.dot(b).tobytes():
            return False
    return True


def _draw_with_strides(draws: np.random.Generator, shape: tuple[int, ...], strides: tuple[int, ...], dtype: Any) -> Any:
    """Return random numbers in an array with these strides."""
    size = (
        1 + sum((n - 1) * abs(stride) // dtype.itemsize for n, stride in zip(shape, strides, strict=True))
        if math.prod(shape)
        else 1
    )
    return np.lib.stride_tricks.as_strided(draws.standard_normal(size).astype(dtype), shape, strides)
