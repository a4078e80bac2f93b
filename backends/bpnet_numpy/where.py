"""Calls of ``where(condition, a, b)`` that write to a buffer: by bit masks, since unpredictable branches are slow."""

from __future__ import annotations

from typing import Any

import numpy as np

from bpnet.compiler.library import Call, Spare

MANY = 256
"""Number of elements from which on computing takes longer than calling."""


def is_number(x: Any) -> bool:
    """Return True for a number as `bpnet_numpy.calls.read_only_scalar` returns it."""
    return isinstance(x, np.ndarray) and x.shape == () and not x.flags.writeable


def where_calls(out: Any, condition: Any, a: Any, b: Any, spare: Spare) -> list[Call]:
    """Return the calls that write a where the condition holds, and b elsewhere."""
    fits = condition.shape == out.shape and all(x.shape in {(), out.shape} and x.dtype == out.dtype for x in (a, b))
    if fits and out.size >= MANY and out.dtype in {np.dtype("float32"), np.dtype("float64")}:
        return _mask_calls(out, condition, a, b, spare)
    calls: list[Call] = [] if b is out else [(np.copyto, (out, b))]
    if fits:
        return [*calls, (np.putmask, (out, condition, a))]
    return [*calls, (np.copyto, (out, a, "same_kind", condition))]


def _mask_calls(out: Any, condition: Any, a: Any, b: Any, spare: Spare) -> list[Call]:
    """Return the calls for ``b ^ ((a ^ b) & m)`` on integers, with all bits of m set where the condition holds."""
    whole = np.dtype(f"i{out.itemsize}")
    c, a, b, out = condition.view(np.int8), a.view(whole), b.view(whole), out.view(whole)
    narrow, mask = spare(0, out, np.dtype("int8")), spare(1, out, whole)
    if is_number(a) and a == 0:  # the mask is set where the condition does not hold
        one = np.ones((), np.int8)
        return [(np.subtract, (c, one, narrow)), (np.copyto, (mask, narrow)), (np.bitwise_and, (b, mask, out))]
    either = spare(2, out, whole)
    return [
        (np.negative, (c, narrow)),
        (np.copyto, (mask, narrow)),
        (np.bitwise_xor, (a, b, either)),
        (np.bitwise_and, (either, mask, mask)),
        (np.bitwise_xor, (b, mask, out)),
    ]
