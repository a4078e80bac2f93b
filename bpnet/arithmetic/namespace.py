"""Exact arithmetic: a namespace with the same bits on every array library.

Libraries agree on the result of a single IEEE operation (``+ - * /`` and comparisons of elements), but not on functions that
combine several: the order of a sum, the polynomial of an exponential, a fused multiply-add. So matrix products, sums and
functions are written here as single operations in a fixed order. Functions that are
one such operation per element, or move or compare elements, are the library's own; any other function raises AttributeError.
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
"""Functions that are one IEEE operation per element, or move or compare elements, and so are exact in any library.

``astype`` is exact for numbers that the dtype represents, ``take`` for indices in range.
"""

EDITION = 2
"""Edition of the definition: the order of operations, and the formulas of functions. Bits are the same within an edition."""

TERMS = 32
"""Number of terms that are added one after another; the sums of such blocks are added in pairs."""

CORES = {name: f"_{name}" for name in ("divide", "matmul", "max", "min", "power_of_two", "split", "sqrt", "sum")}
"""Methods that kernels replace; vectors, several axes, integers and special values are handled before."""

PRODUCTS = 1 << 22
"""Maximum number of products that `Exact.matmul` stores at once."""


def exact(
    xp: Namespace,
    kernels: Mapping[str, Callable[..., Array]] | None = None,
    compile: Callable[[Callable[..., Any]], Callable[..., Any]] | None = None,  # noqa: A002 - as `Backend.compile`
) -> Exact:
    """Return the namespace ``xp`` with functions whose results have the same bits in every library.

    Parameters
    ----------
    xp
        Namespace of any library whose ``+ - * /`` and comparisons of arrays are single IEEE operations.
    kernels
        Faster functions with the same names and the same bits, see `Backend.exact_kernels`. Of some only the core:
        ``matmul(a, b)`` for (stacks of) matrices; ``sum``, ``max`` and ``min`` ``(x, axis)`` along one axis, which they keep;
        ``divide(a, b)`` and ``sqrt(x)`` of floats, correctly rounded; ``split(x) -> m, e``, where ``x = m 2**e`` and
        ``1 <= m < 2``, of positive normal numbers; ``power_of_two(n)``, where ``2**n`` is normal.
    compile
        Compiles a function of arrays; called where no product is followed by a sum, so that no fused multiply-add
        can arise.

    Notes
    -----
    The bits are the same for float64 and float32, if every number is zero or normal (JAX, and CuPy in float32, replace subnormal
    numbers by zero), and if calls are not compiled together, as by ``jax.jit``. The functions of one argument are within 2 units
    in the last place of the true value over their whole range. Functions that create arrays require a dtype, since libraries
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
    """Namespace that `exact` returns; signatures and shapes are those of the array API standard unless stated otherwise.

    A sum has blocks of `TERMS` consecutive terms, of which only the last may be shorter. A block starts with its first term and
    adds the others one after another. Then neighbouring sums are added, ``b[0] + b[1], b[2] + b[3], ...``, until one is left; an
    odd last one goes to the next round unchanged. A sum of no terms is 0. Several axes are summed in ascending order, one after
    another. A matrix product is a sum of rounded products.
    """

    def __init__(
        self,
        xp: Namespace,
        kernels: Mapping[str, Callable[..., Array]],
        compile: Callable[[Callable[..., Any]], Callable[..., Any]],  # noqa: A002 - as in `exact`
    ) -> None:
        self._xp = xp
        self._compile = compile
        self._made: dict[tuple[Any, ...], Callable[..., Any]] = {}
        self._powers: dict[tuple[str, str], Array] = {}
        for name, kernel in kernels.items():
            if not (name in CORES or hasattr(Exact, name)) or name.startswith("_"):
                raise ValueError(f"exact arithmetic has no function {short_repr(name)} that a kernel can replace")
            setattr(self, CORES.get(name, name), kernel)

    def __getattr__(self, name: str) -> Any:
        if name not in SINGLE:
            raise AttributeError(
                f"exact arithmetic has no {name}: it only has functions with the same bits on every array library"
            )
        return getattr(self._xp, name)

    def _compile_once(self, function: Callable[..., Any], *options: Any) -> Callable[..., Any]:
        """Compile a function of arrays, after its options, once; in it no product is followed by a sum."""
        key = function.__name__, *options
        if key not in self._made:
            self._made[key] = self._compile(partial(function, *options))
        return self._made[key]

    def __repr__(self) -> str:
        return f"<exact arithmetic over {getattr(self._xp, '__name__', self._xp)}>"

    def matmul(self, a: Array, b: Array, /) -> Array:
        """``sum(a[..., i, j] b[..., j, k])`` over j, in the order of `sum`."""
        xp = self._xp
        if a.ndim == 1:
            return xp.squeeze(self.matmul(xp.expand_dims(a, axis=0), b), axis=-2 if b.ndim > 1 else 0)
        if b.ndim == 1:
            return xp.squeeze(self.matmul(a, xp.expand_dims(b, axis=-1)), axis=-1)
        if a.shape[-1] != b.shape[-2]:
            raise ValueError(f"matmul: expected (*, m, k) and (*, k, n), got {a.shape} and {b.shape}")
        return self._matmul(a, b)

    def _matmul(self, a: Array, b: Array) -> Array:
        """Multiply (stacks of) matrices in blocks of columns and rows, so that memory is bounded."""
        (m, k), n = a.shape[-2:], b.shape[-1]
        pairs = itertools.zip_longest(reversed(a.shape[:-2]), reversed(b.shape[:-2]), fillvalue=1)
        stack = math.prod(ours if theirs == 1 else theirs for ours, theirs in pairs)
        columns = max(1, PRODUCTS // max(1, stack * k))
        if columns < n:
            return self._concat_parts(lambda block: self._matmul(a, block), b, columns, -1)
        rows = max(1, PRODUCTS // max(1, stack * k * n))
        if rows < m:
            return self._concat_parts(lambda block: self._matmul(block, b), a, rows, -2)
        return self.sum(self._compile_once(self._products)(a, b), axis=-2)

    def _concat_parts(self, function: Callable[[Array], Array], x: Array, size: int, axis: int) -> Array:
        """Apply a function to blocks of an array, and concatenate the results."""
        rest = (slice(None),) * (-axis - 1)
        n = x.shape[axis]
        blocks = [x[(..., slice(start, min(start + size, n)), *rest)] for start in range(0, n, size)]
        return self._xp.concat([function(block) for block in blocks], axis=axis)

    def _products(self, a: Array, b: Array) -> Array:
        """``a[..., i, j] b[..., j, k]`` as (..., i, j, k)."""
        return self._xp.expand_dims(a, axis=-1) * self._xp.expand_dims(b, axis=-3)

    def sum(self, x: Array, /, *, axis: Any = None, dtype: Any = None, keepdims: bool = False) -> Array:
        """Sum in a fixed order: see `Exact`."""
        if dtype is not None:
            x = self._xp.astype(x, dtype)
        return self._reduce("sum", x, axis, keepdims=keepdims)

    def max(self, x: Array, /, *, axis: Any = None, keepdims: bool = False) -> Array:
        """The largest element; NaN if any element is NaN."""
        return self._reduce("max", x, axis, keepdims=keepdims)

    def min(self, x: Array, /, *, axis: Any = None, keepdims: bool = False) -> Array:
        """The smallest element; NaN if any element is NaN."""
        return self._reduce("min", x, axis, keepdims=keepdims)

    def mean(self, x: Array, /, *, axis: Any = None, keepdims: bool = False) -> Array:
        """``sum(x) / n``."""
        self._format(x)
        total = self.sum(x, axis=axis, keepdims=keepdims)
        return self.divide(total, float(math.prod(x.shape[i] for i in _axes(x, axis))))

    def _reduce(self, name: str, x: Array, axis: Any, *, keepdims: bool) -> Array:
        axes = _axes(x, axis)
        if self._xp.isdtype(x.dtype, ("bool", "integral")):  # exact in any order
            reduced: Array = getattr(self._xp, name)(x, axis=axis, keepdims=keepdims)
            return reduced
        self._format(x)
        if name != "sum" and any(x.shape[i] == 0 for i in axes):
            raise ValueError(f"zero-size array of shape {x.shape} to reduction {name} along axis {axis}, which has no identity")
        result: Array = self._compile_once(self._fold, f"_{name}", axes, keepdims)(x)
        return result

    def _sum(self, x: Array, axis: int) -> Array:
        n = x.shape[axis]
        if n == 0:
            return self._xp.zeros((*x.shape[:axis], 1, *x.shape[axis + 1 :]), dtype=x.dtype, device=device_of(x))
        full = n - n % TERMS
        blocks = [_add_in_turn(x, axis, start, stop) for start, stop in ((0, full), (full, n)) if start < stop]
        x = blocks[0] if len(blocks) == 1 else self._xp.concat(blocks, axis=axis)
        return self._fold_axis(lambda a, b: a + b, x, axis)

    def _max(self, x: Array, axis: int) -> Array:
        return self._fold_axis(self.maximum, x, axis)

    def _min(self, x: Array, axis: int) -> Array:
        return self._fold_axis(self.minimum, x, axis)

    def _fold(self, along: str, axes: tuple[int, ...], keepdims: bool, x: Array) -> Array:  # noqa: FBT001 - an option
        """Reduce along each axis in turn."""
        for axis in axes:
            x = getattr(self, along)(x, axis)
        return x if keepdims or not axes else self._xp.squeeze(x, axis=axes)

    def _fold_axis(self, operation: Callable[[Array, Array], Array], x: Array, axis: int) -> Array:
        """Combine neighbours along an axis, which is kept with length 1."""
        while (n := x.shape[axis]) > 1:
            even = n - n % 2
            pairs = operation(_along(x, axis, 0, even, 2), _along(x, axis, 1, even, 2))
            x = pairs if even == n else self._xp.concat([pairs, _along(x, axis, even, n, 1)], axis=axis)
        return x

    def maximum(self, a: Any, b: Any, /) -> Array:
        """The larger of two elements: the first of equal ones, NaN if either is NaN."""
        a, b = (a, b) if hasattr(a, "dtype") else (b, a)
        return self._xp.where(a >= b, a, self._propagate_nan(b, a))

    def minimum(self, a: Any, b: Any, /) -> Array:
        """The smaller of two elements: the first of equal ones, NaN if either is NaN."""
        a, b = (a, b) if hasattr(a, "dtype") else (b, a)
        return self._xp.where(a <= b, a, self._propagate_nan(b, a))

    def clip(self, x: Array, /, min: Any = None, max: Any = None) -> Array:  # noqa: A002 - the standard's names
        """``x`` limited to ``[min, max]``."""
        x = x if min is None else self.maximum(x, min)
        return x if max is None else self.minimum(x, max)

    def sign(self, x: Array, /) -> Array:
        """1, -1, or x itself for zeros and NaN."""
        self._format(x)
        return self._xp.where(x > 0.0, 1.0, self._xp.where(x < 0.0, -1.0, x))

    def divide(self, a: Any, b: Any, /) -> Array:
        """``a / b``, with b at its full shape: JAX multiplies by the reciprocal of a broadcast number."""
        for x in (a, b):
            if hasattr(x, "dtype"):
                self._format(x)
        return self._divide(a, b)

    def _divide(self, a: Any, b: Any) -> Array:
        like = a if hasattr(a, "dtype") else b
        if not hasattr(b, "dtype"):
            b = self._compile_once(self._full_like)(like, b)
        elif hasattr(a, "dtype") and a.shape != b.shape:
            a, b = self._compile_once(self._xp.broadcast_arrays)(a, b)
        return self._xp.divide(a, b)

    def _full_like(self, like: Array, value: float) -> Array:
        """Return an array like another, filled with one value."""
        return self._xp.full(like.shape, value, dtype=like.dtype, device=device_of(like))

    def square(self, x: Array, /) -> Array:
        """``x x``."""
        return x * x

    def reciprocal(self, x: Array, /) -> Array:
        """``1 / x``."""
        return self.divide(1.0, x)

    def pow(self, x: Array, y: Any, /) -> Array:
        """``x**y`` for a number y: by squaring for integers, otherwise ``exp(y log(x))``.

        The error of the latter grows with ``|y log(x)|``.
        """
        self._format(x)
        if not isinstance(y, float) and getattr(y, "shape", ()) == ():
            with contextlib.suppress(TypeError):
                y = operator.index(y)
        if not isinstance(y, int | float) or not math.isfinite(y):
            raise TypeError(f"expected a finite Python number as exponent, got {short_repr(y)}; write xp.exp(y * xp.log(x))")
        if y != int(y):
            return self.exp(y * self.log(x))
        if y < 0:
            return self.reciprocal(self.pow(x, -y))
        power = self._xp.ones_like(x)
        for bit in f"{int(y):b}":
            power = power * power * x if bit == "1" else power * power
        return power

    def argsort(self, x: Array, /, *, axis: int = -1, descending: bool = False, stable: bool = True) -> Array:
        """Indices that sort stably in ascending order; 0 and -0 are equal."""
        if descending or not stable:
            raise TypeError("exact arithmetic sorts stably and in ascending order only; leave out descending and stable")
        x = x if self._xp.isdtype(x.dtype, "integral") else x + 0.0
        return self._xp.argsort(x, axis=axis, stable=True)

    def arange(self, start: int, /, stop: int | None = None, step: int = 1, *, dtype: Any, device: Any = None) -> Array:
        """Evenly spaced integers; ``dtype`` is required."""
        start, stop = (0, start) if stop is None else (start, stop)
        if not all(isinstance(bound, int) for bound in (start, stop, step)):
            raise TypeError(f"expected integers, got arange({start}, {stop}, {step})")
        return self._xp.arange(start, stop, step, dtype=dtype, device=device)

    def asarray(self, obj: Any, /, *, dtype: Any = None, **options: Any) -> Array:
        """Convert to an array; ``dtype`` is required unless ``obj`` has one."""
        if dtype is None and not hasattr(obj, "dtype"):
            raise TypeError("exact arithmetic requires a dtype in asarray, since libraries differ in their defaults")
        return self._xp.asarray(obj, dtype=dtype, **options)

    def full(self, shape: Any, fill_value: Any, *, dtype: Any, device: Any = None) -> Array:
        """An array filled with one value; ``dtype`` is required."""
        return self._xp.full(shape, fill_value, dtype=dtype, device=device)

    def zeros(self, shape: Any, *, dtype: Any, device: Any = None) -> Array:
        """An array of zeros; ``dtype`` is required."""
        return self._xp.zeros(shape, dtype=dtype, device=device)

    def ones(self, shape: Any, *, dtype: Any, device: Any = None) -> Array:
        """An array of ones; ``dtype`` is required."""
        return self._xp.ones(shape, dtype=dtype, device=device)


def _along(x: Array, axis: int, start: int, stop: int, step: int) -> Array:
    """Return the slice ``start:stop:step`` of an axis."""
    return x[(slice(None),) * axis + (slice(start, stop, step),) + (slice(None),) * (x.ndim - axis - 1)]


def _add_in_turn(x: Array, axis: int, start: int, stop: int) -> Array:
    """Return the sums of the blocks from ``start`` to ``stop`` of an axis: full ones, or a single short one."""
    total = _along(x, axis, start, stop, TERMS)
    for first in range(start + 1, min(start + TERMS, stop)):
        total = total + _along(x, axis, first, stop, TERMS)
    return total


def _axes(x: Array, axis: Any) -> tuple[int, ...]:
    """Return the axes of a reduction as nonnegative numbers in ascending order."""
    given = tuple(range(x.ndim)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    if not all(isinstance(i, int) and not isinstance(i, bool) for i in given):
        raise TypeError(f"axis must be an integer, a tuple of integers or None, got {short_repr(axis)}")
    axes = {i % x.ndim for i in given if -x.ndim <= i < x.ndim}
    if len(axes) < len(given):
        raise ValueError(f"axis {axis} is out of range for an array of shape {x.shape}, or names one axis twice")
    return tuple(sorted(axes))
