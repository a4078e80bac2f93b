"""Exact arithmetic: a namespace whose results are the same bits on every array library.

Libraries agree on what one IEEE operation gives (``+ - * /`` and comparisons, an element at a time), and on nothing that is
made of several: the order of a sum, the polynomial of an exponential, a fused multiply-add. So products, sums and functions are
written here as single operations in a fixed order. What no single operation stands behind is refused, not passed through.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import operator
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bpnet._messages import short_repr
from bpnet.arithmetic.elementary import Elementary
from bpnet.arrays import Array, Namespace, device_of

SINGLE = frozenset(
    """
    abs add all any astype bitwise_and bitwise_invert bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor bool
    broadcast_arrays broadcast_to ceil concat copysign equal expand_dims finfo flip float32 float64 floor from_dlpack full_like
    greater greater_equal iinfo inf int16 int32 int64 int8 isdtype isfinite isinf isnan less less_equal logical_and logical_not
    logical_or logical_xor matrix_transpose moveaxis multiply nan negative newaxis not_equal ones_like permute_dims pi positive
    repeat reshape result_type roll round signbit squeeze stack subtract take tile trunc uint8 unstack where zeros_like
    """.split()  # noqa: SIM905 - a hundred quotation marks less
)
"""Names that are one IEEE operation per element, or move and compare: any library's own are exact.

``astype`` and ``take`` are, of numbers that the dtype holds, and of indices that are in range.
"""

CORES = {"matmul": "_matmul", "sum": "_sum"}
"""What a kernel of this name replaces: vectors, several axes and integers are the same for all."""

BLOCK = 1 << 22  # products that `Exact.matmul` holds at once


def exact(
    xp: Namespace,
    kernels: Mapping[str, Callable[..., Array]] | None = None,
    compile: Callable[[Callable[..., Any]], Callable[..., Any]] | None = None,  # noqa: A002 - as `Backend.compile`
) -> Exact:
    """The namespace ``xp`` with functions whose bits do not depend on the library.

    Parameters
    ----------
    xp
        Of any library whose ``+ - * /`` and comparisons of arrays are single IEEE operations.
    kernels
        Faster functions of the same names and the same bits, as `Backend.exact_kernels` offers them; of ``matmul`` and ``sum``
        the core alone: ``matmul(a, b)`` of matrices and stacks of them, ``sum(x, axis)`` along one axis, which it keeps.
    compile
        Makes a function of arrays faster; used where no product meets a sum, so that nothing can be contracted.

    Notes
    -----
    The promise holds for float64 and float32, while every number is zero or normal (JAX, and CuPy in float32, replace subnormal
    numbers by zero), and where nothing compiles several calls together, as ``jax.jit`` does. The functions of one argument are
    within 2 units in the last place of the true value over their whole range. What creates arrays wants a dtype, since libraries
    differ in their defaults.

    Examples
    --------
    >>> import numpy
    >>> xp = exact(numpy)
    >>> float(xp.exp(numpy.asarray(1.0))).hex()
    '0x1.5bf0a8b14576ap+1'
    """
    missing = [name for name in ("astype", "expand_dims", "float64", "isdtype", "where") if not hasattr(xp, name)]
    if missing:
        raise TypeError(
            f"expected an array API namespace, got {short_repr(xp)}, which has no {missing[0]}; for PyTorch and CuPy pass "
            "array_api_compat.torch or array_api_compat.cupy"
        )
    return Exact(xp, kernels or {}, compile or (lambda function: function))


class Exact(Elementary):
    """A namespace as `exact` makes it; signatures and shapes are those of the array API standard, but where it says otherwise."""

    def __init__(
        self,
        xp: Namespace,
        kernels: Mapping[str, Callable[..., Array]],
        compile: Callable[[Callable[..., Any]], Callable[..., Any]],  # noqa: A002 - as there
    ) -> None:
        self._xp = xp
        self._compile = compile
        self._made: dict[tuple[Any, ...], Callable[..., Any]] = {}
        self._powers: dict[tuple[int, str], Array] = {}
        for name, kernel in kernels.items():
            if not hasattr(Exact, name) or name.startswith("_"):
                raise ValueError(f"exact arithmetic has no function {short_repr(name)} that a kernel could replace")
            setattr(self, CORES.get(name, name), kernel)

    def __getattr__(self, name: str) -> Any:
        if name not in SINGLE:
            raise AttributeError(f"exact arithmetic has no {name}: it offers what is the same bits on every array library")
        return getattr(self._xp, name)

    def _compile_once(self, function: Callable[..., Any], *options: Any) -> Callable[..., Any]:
        """A function of arrays, and of options that come first, as it is compiled once; in it no product meets a sum."""
        key = function.__name__, *options
        if key not in self._made:
            self._made[key] = self._compile(partial(function, *options))
        return self._made[key]

    def __repr__(self) -> str:
        return f"<exact arithmetic over {getattr(self._xp, '__name__', self._xp)}>"

    def matmul(self, a: Array, b: Array, /) -> Array:
        """``sum(a[..., i, j] b[..., j, k])`` over j, the products summed as by `sum`."""
        xp = self._xp
        if a.ndim == 1:
            return xp.squeeze(self.matmul(xp.expand_dims(a, axis=0), b), axis=-2 if b.ndim > 1 else 0)
        if b.ndim == 1:
            return xp.squeeze(self.matmul(a, xp.expand_dims(b, axis=-1)), axis=-1)
        if a.shape[-1] != b.shape[-2]:
            raise ValueError(f"matmul needs as many columns as rows, got {a.shape} and {b.shape}")
        return self._matmul(a, b)

    def _matmul(self, a: Array, b: Array) -> Array:
        """The product of matrices, or of stacks of them; some columns and rows at once, so that memory is bounded."""
        (m, k), n = a.shape[-2:], b.shape[-1]
        pairs = itertools.zip_longest(reversed(a.shape[:-2]), reversed(b.shape[:-2]), fillvalue=1)
        stack = math.prod(ours if theirs == 1 else theirs for ours, theirs in pairs)
        columns = max(1, BLOCK // max(1, stack * k))
        if columns < n:
            return self._concat_parts(lambda part: self._matmul(a, part), b, columns, -1)
        rows = max(1, BLOCK // max(1, stack * k * n))
        if rows < m:
            return self._concat_parts(lambda part: self._matmul(part, b), a, rows, -2)
        return self.sum(self._compile_once(self._products)(a, b), axis=-2)

    def _concat_parts(self, function: Callable[[Array], Array], x: Array, size: int, axis: int) -> Array:
        """A function of parts of an array, put together again."""
        rest = (slice(None),) * (-axis - 1)
        parts = [x[(..., slice(start, start + size), *rest)] for start in range(0, x.shape[axis], size)]
        return self._xp.concat([function(part) for part in parts], axis=axis)

    def _products(self, a: Array, b: Array) -> Array:
        """``a[..., i, j] b[..., j, k]`` as (..., i, j, k)."""
        return self._xp.expand_dims(a, axis=-1) * self._xp.expand_dims(b, axis=-3)

    def sum(self, x: Array, /, *, axis: Any = None, dtype: Any = None, keepdims: bool = False) -> Array:
        """The sum of neighbours, ``x[0] + x[1], x[2] + x[3], ...``, until one is left; an odd last one is kept for later."""
        if dtype is not None:
            x = self._xp.astype(x, dtype)
        return self._reduce("sum", x, axis, keepdims=keepdims)

    def max(self, x: Array, /, *, axis: Any = None, keepdims: bool = False) -> Array:
        """The largest element; NaN if there is one."""
        return self._reduce("max", x, axis, keepdims=keepdims)

    def min(self, x: Array, /, *, axis: Any = None, keepdims: bool = False) -> Array:
        """The smallest element; NaN if there is one."""
        return self._reduce("min", x, axis, keepdims=keepdims)

    def mean(self, x: Array, /, *, axis: Any = None, keepdims: bool = False) -> Array:
        """``sum(x) / n``."""
        self._format(x)
        total = self.sum(x, axis=axis, keepdims=keepdims)
        return self.divide(total, float(math.prod(x.shape[i] for i in _axes(x, axis))))

    def _reduce(self, name: str, x: Array, axis: Any, *, keepdims: bool) -> Array:
        axes = _axes(x, axis)
        if self._xp.isdtype(x.dtype, ("bool", "integral")):  # of which any order gives the same
            reduced: Array = getattr(self._xp, name)(x, axis=axis, keepdims=keepdims)
            return reduced
        self._format(x)
        if name != "sum" and any(x.shape[i] == 0 for i in axes):
            raise ValueError(f"there is no {name} of nothing: an array of shape {x.shape} along axis {axis}")
        folded: Array = self._compile_once(self._fold, f"_{name}", axes, keepdims)(x)
        return folded

    def _sum(self, x: Array, axis: int) -> Array:
        return self._fold_axis(lambda a, b: a + b, x, axis)

    def _max(self, x: Array, axis: int) -> Array:
        return self._fold_axis(self.maximum, x, axis)

    def _min(self, x: Array, axis: int) -> Array:
        return self._fold_axis(self.minimum, x, axis)

    def _fold(self, along: str, axes: tuple[int, ...], keepdims: bool, x: Array) -> Array:  # noqa: FBT001 - an option
        """Neighbours folded along each axis."""
        for axis in axes:
            x = getattr(self, along)(x, axis)
        return x if keepdims or not axes else self._xp.squeeze(x, axis=axes)

    def _fold_axis(self, operation: Callable[[Array, Array], Array], x: Array, axis: int) -> Array:
        """Neighbours folded along an axis, of which one element is left."""

        def part(start: int, stop: int, step: int) -> Array:
            return x[(slice(None),) * axis + (slice(start, stop, step),) + (slice(None),) * (x.ndim - axis - 1)]

        n = x.shape[axis]
        if n == 0:
            return self._xp.zeros((*x.shape[:axis], 1, *x.shape[axis + 1 :]), dtype=x.dtype, device=device_of(x))
        while n > 1:
            even = n - n % 2
            folded = operation(part(0, even, 2), part(1, even, 2))
            x = folded if even == n else self._xp.concat([folded, part(even, n, 1)], axis=axis)
            n = x.shape[axis]
        return x

    def maximum(self, a: Any, b: Any, /) -> Array:
        """The larger of each two: of equal ones the first, NaN if either is."""
        a, b = (a, b) if hasattr(a, "dtype") else (b, a)
        return self._xp.where(a >= b, a, self._propagate_nan(b, a))

    def minimum(self, a: Any, b: Any, /) -> Array:
        """The smaller of each two: of equal ones the first, NaN if either is."""
        a, b = (a, b) if hasattr(a, "dtype") else (b, a)
        return self._xp.where(a <= b, a, self._propagate_nan(b, a))

    def clip(self, x: Array, /, min: Any = None, max: Any = None) -> Array:  # noqa: A002 - the standard's names
        """``x`` held in ``[min, max]``."""
        x = x if min is None else self.maximum(x, min)
        return x if max is None else self.minimum(x, max)

    def sign(self, x: Array, /) -> Array:
        """1, -1, or x itself for zeros and NaN."""
        self._format(x)
        return self._xp.where(x > 0.0, 1.0, self._xp.where(x < 0.0, -1.0, x))

    def divide(self, a: Any, b: Any, /) -> Array:
        """``a / b``, b at its full shape: JAX divides by a broadcast number as a product with its reciprocal."""
        like = a if hasattr(a, "dtype") else b
        for x in (a, b):
            if hasattr(x, "dtype"):
                self._format(x)
        if not hasattr(b, "dtype"):
            b = self._compile_once(self._full_like)(like, b)
        elif hasattr(a, "dtype") and a.shape != b.shape:
            a, b = self._compile_once(self._xp.broadcast_arrays)(a, b)
        return self._xp.divide(a, b)

    def _full_like(self, like: Array, value: float) -> Array:
        """An array like another, of one value."""
        return self._xp.full(like.shape, value, dtype=like.dtype, device=device_of(like))

    def square(self, x: Array, /) -> Array:
        """``x x``."""
        return x * x

    def reciprocal(self, x: Array, /) -> Array:
        """``1 / x``."""
        return self.divide(1.0, x)

    def pow(self, x: Array, y: Any, /) -> Array:
        """``x**y`` for a number y: a whole one by squaring, else ``exp(y log(x))``, whose error grows with ``|y log(x)|``."""
        self._format(x)
        if not isinstance(y, float) and getattr(y, "shape", ()) == ():
            with contextlib.suppress(TypeError):
                y = operator.index(y)
        if not isinstance(y, int | float) or not math.isfinite(y):
            raise TypeError(
                f"exact powers have a finite Python number as exponent, got {short_repr(y)}; write xp.exp(y * xp.log(x))"
            )
        if y != int(y):
            return self.exp(y * self.log(x))
        if y < 0:
            return self.reciprocal(self.pow(x, -y))
        power = self._xp.ones_like(x)
        for bit in f"{int(y):b}":
            power = power * power * x if bit == "1" else power * power
        return power

    def argsort(self, x: Array, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Array:
        """The stable order, zeros of either sign being equal; ascending alone."""
        if descending or not stable:
            raise TypeError("exact arithmetic sorts stably, from the smallest to the largest")
        x = x if self._xp.isdtype(x.dtype, "integral") else x + 0.0
        return self._xp.argsort(x, axis=axis, stable=True)

    def arange(self, start: int, /, stop: int | None = None, step: int = 1, *, dtype: Any, device: Any = None) -> Array:
        """Whole numbers, as in the standard; ``dtype`` must be named."""
        start, stop = (0, start) if stop is None else (start, stop)
        if not all(isinstance(bound, int) for bound in (start, stop, step)):
            raise TypeError(f"exact arithmetic counts in whole numbers, got arange({start}, {stop}, {step})")
        return self._xp.arange(start, stop, step, dtype=dtype, device=device)

    def asarray(self, obj: Any, /, *, dtype: Any = None, **options: Any) -> Array:
        """As in the standard; ``dtype`` must be named for what has none."""
        if dtype is None and not hasattr(obj, "dtype"):
            raise TypeError("exact arithmetic wants a dtype in asarray: libraries differ in what they make of numbers")
        return self._xp.asarray(obj, dtype=dtype, **options)

    def full(self, shape: Any, fill_value: Any, *, dtype: Any, device: Any = None) -> Array:
        """As in the standard; ``dtype`` must be named."""
        return self._xp.full(shape, fill_value, dtype=dtype, device=device)

    def zeros(self, shape: Any, *, dtype: Any, device: Any = None) -> Array:
        """As in the standard; ``dtype`` must be named."""
        return self._xp.zeros(shape, dtype=dtype, device=device)

    def ones(self, shape: Any, *, dtype: Any, device: Any = None) -> Array:
        """As in the standard; ``dtype`` must be named."""
        return self._xp.ones(shape, dtype=dtype, device=device)


def _axes(x: Array, axis: Any) -> tuple[int, ...]:
    """The axes of a reduction, counted from the first, in order."""
    given = tuple(range(x.ndim)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    if any(not -x.ndim <= i < x.ndim for i in given):
        raise ValueError(f"axis {axis} is out of range for an array of shape {x.shape}")
    return tuple(sorted(i % x.ndim for i in given))
