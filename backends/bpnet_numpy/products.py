"""Which function makes a product of small matrices: for these the time is that of the call."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np

SMALL = 1 << 16  # multiplications of a product, up to which the time of a call matters


def dot_equals_matmul(a: Any, b: Any) -> bool:
    """Whether ``a.dot(b)``, which does not look for stacks, is seen to have the bits of `numpy.matmul`; of small matrices."""
    if not a.ndim == b.ndim == 2 or a.dtype != b.dtype or a.dtype.kind != "f":  # noqa: PLR2004 - matrices
        return False
    if min(*a.strides, *b.strides) < 0 or a.size == b.size == 1:  # of one number, only one of the two keeps the sign of a zero
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
    """Numbers in an array of these strides."""
    size = (
        1 + sum((n - 1) * abs(stride) // dtype.itemsize for n, stride in zip(shape, strides, strict=True))
        if math.prod(shape)
        else 1
    )
    return np.lib.stride_tricks.as_strided(draws.standard_normal(size).astype(dtype), shape, strides)
