"""Functions of a namespace that bpnet calls, in the forms that it uses, and operators of arrays.

Each is a function of ``(xp, v)``, where ``v`` has the arguments ``a`` (6, 4) of both signs, ``b`` > 0, ``flags``, ``ties``
(200,), ``lanes`` (50,) and ``rows`` (4,) of int64, ``zero`` 0-d, and ``device``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

Function: TypeAlias = Callable[[Any, Any], Any]


def unary(name: str, argument: str) -> Function:
    """Return a call of a function of one array."""
    return lambda xp, v: getattr(xp, name)(getattr(v, argument))


def reduction(name: str) -> Function:
    """Return a call of a reduction along an axis, and of all elements."""
    return lambda xp, v: getattr(xp, name)(v.a, axis=-2, keepdims=True) + getattr(xp, name)(v.a)


FUNCTIONS: dict[str, Function] = {
    # new arrays
    "arange": lambda xp, v: xp.arange(5, dtype=xp.int64, device=v.device),
    "asarray": lambda xp, v: xp.asarray([0.5, 2.0], dtype=v.a.dtype, device=v.device),
    "asarray, a copy": lambda xp, v: xp.asarray(v.a, copy=True),
    "full": lambda xp, v: xp.full((2, 3), 0.1, dtype=v.a.dtype, device=v.device),
    "full_like": lambda xp, v: xp.full_like(v.a, 0.1),
    "ones": lambda xp, v: xp.ones((2, 3), dtype=v.a.dtype, device=v.device),
    "zeros": lambda xp, v: xp.zeros((2, 3), dtype=v.a.dtype, device=v.device),
    "ones_like": lambda xp, v: xp.ones_like(v.a),
    "zeros_like": lambda xp, v: xp.zeros_like(v.a),
    # dtypes
    "astype": lambda xp, v: xp.astype(v.flags, v.a.dtype) + xp.astype(xp.reshape(v.lanes[:4], (1, 4)), v.a.dtype) * 2.0**-62,
    "astype, to int32": lambda xp, v: xp.astype(v.a * 10.0, xp.int32),
    "astype, to int64": lambda xp, v: xp.astype(v.a * 10.0, xp.int64),
    "finfo": lambda xp, v: v.a * float(xp.finfo(v.a.dtype).eps) + float(xp.finfo(v.a.dtype).smallest_normal),
    "isdtype": lambda xp, v: (
        v.flags if (xp.isdtype(v.a.dtype, "real floating"), xp.isdtype(v.rows.dtype, "integral")) == (True, True) else v.rows
    ),
    # one element at a time
    **{name: unary(name, "a") for name in ("abs", "exp", "expm1", "floor", "isfinite", "round", "sign", "tanh")},
    **{name: unary(name, "b") for name in ("log", "log1p", "sqrt")},
    "divide": lambda xp, v: xp.divide(v.a, v.b) + xp.divide(v.a, 3.0) + xp.divide(0.7, v.b),
    "maximum": lambda xp, v: xp.maximum(v.a, v.b) + xp.maximum(v.a, 0.0),
    "minimum": lambda xp, v: xp.minimum(v.a, v.b) + xp.minimum(v.a, 0.0),
    "pow": lambda xp, v: xp.pow(v.b, v.zero + 2.0) + xp.pow(v.b, 0.5),
    "where": lambda xp, v: xp.where(v.flags, v.a, v.b) + xp.where(v.flags, v.a, 0.1) + xp.where(v.a > v.b, 0.1, v.b),
    # shapes
    "broadcast_arrays": lambda xp, v: xp.broadcast_arrays(v.a, v.b[0, :])[1],
    "broadcast_to": lambda xp, v: xp.broadcast_to(v.a[:1, :], (3, 4)),
    "concat": lambda xp, v: xp.concat([v.a, v.b], axis=1),
    "expand_dims": lambda xp, v: xp.expand_dims(xp.expand_dims(v.a, axis=-1), axis=-3),
    "matrix_transpose": lambda xp, v: xp.matrix_transpose(v.a),
    "permute_dims": lambda xp, v: xp.permute_dims(xp.stack([v.a, v.b]), (2, 0, 1)),
    "reshape": lambda xp, v: xp.reshape(v.a, (-1, 8)),
    "squeeze": lambda xp, v: xp.squeeze(v.a[:1, :1], axis=(0, 1)),
    "stack": lambda xp, v: xp.stack([v.a, v.b]),
    "take": lambda xp, v: xp.take(v.a, v.rows, axis=0),
    # several elements
    "all": lambda xp, v: xp.all(xp.isfinite(v.a)),
    "argmax": lambda xp, v: xp.argmax(v.a, axis=-1),
    "argsort": lambda xp, v: xp.argsort(v.ties, stable=True),
    "matmul": lambda xp, v: xp.matmul(v.a, xp.matrix_transpose(v.b)),
    "matmul of replicas": lambda xp, v: xp.matmul(xp.stack([v.a, v.b]), xp.matrix_transpose(v.a)),
    **{name: reduction(name) for name in ("max", "mean", "min", "sum")},
    "sum of two axes": lambda xp, v: xp.sum(xp.stack([v.a, v.b]), axis=(-2, -1)),
}

OPERATORS: dict[str, Function] = {
    "+ - *": lambda _, v: -v.a + v.b * 0.1 - (1.0 - v.a) * v.zero + 2 * v.a,
    "comparisons": lambda _, v: (v.a < v.b) & (v.a >= -1.0) & (v.a != 0.0) & (v.a == v.a),
    "| of booleans": lambda _, v: (v.a > v.b) | (v.a <= 0.0),
    "& | ^ << >> of int64": lambda _, v: ((((v.lanes & 0xFFFFFFFF) << 13) | (v.lanes >> 19)) & 0xFFFFFFFF) ^ 0x1BD11BDA,
    "slices": lambda _, v: v.a[3:, ::2] * v.b[:3, 1::2],
    "slices with an ellipsis": lambda _, v: v.a[1:3, ...] + v.a[..., :2, :],
    "elements": lambda _, v: v.a[0, 1] + v.b[-1, -1],
}

NAMES = tuple(sorted({name for name in FUNCTIONS if name.isidentifier()} | {"float32", "float64", "int32", "int64"}))
"""Names of a namespace that bpnet uses."""
