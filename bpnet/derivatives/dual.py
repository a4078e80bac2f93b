"""Forward-mode differentiation by dual numbers: arrays that carry a value and a tangent, and a namespace that computes both.

With ``x = value + tangent e`` and ``e e = 0``, a function gives ``f(value) + (f'(value) tangent) e``. `RULES` has the derivative
of each operation. Values are computed by the wrapped namespace, by the same calls as without tangents.

Source: Wengert, "A simple automatic derivative evaluation program", 1964.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import partial, partialmethod
from typing import Any, TypeAlias

from bpnet.arrays import Array, Namespace, Tree, check_like, leaves, map_tree

Rule: TypeAlias = Callable[..., Any] | None
"""``(xp, t, y, *args, **options)`` -> share of the tangent of the result ``y`` that comes from the tangent t of one argument.

`linear` stands for the function itself, called with t in place of that argument; None for 0.
"""


def linear(*_: Any) -> Any:
    """Stand for the rule of a function that is linear in an argument."""


def _pick(is_chosen: Callable[[Any, Any], Any], xp: Namespace, t: Array, _: Array, a: Any, b: Any) -> Array:
    """Rule of the larger or smaller of two elements; of equal ones half of each."""
    return xp.where(is_chosen(a, b), t, xp.where(a == b, 0.5 * t, 0.0))


def _power(xp: Namespace, t: Array, _: Array, x: Any, n: Any) -> Array:
    """Rule of the base: ``n x**(n - 1)``, of n = 0 also 0 where x is."""
    return t * n * xp.pow(x, n - 1 + (n == 0) if isinstance(n, int | float) else xp.where(n == 0, xp.ones_like(n), n - 1))


def _exponent(xp: Namespace, t: Array, y: Array, x: Any, _: Array) -> Array:
    """Rule of the exponent: ``x**n log(x)``, 0 where x is."""
    x = x + xp.zeros_like(y)
    return t * y * xp.log(xp.where(x == 0.0, 1.0, x))


def _largest(name: str, xp: Namespace, t: Array, _: Array, x: Array, axis: Any = None, *, keepdims: bool = False) -> Array:
    """Rule of the largest or smallest elements along axes; of equal ones the mean."""
    found = x == getattr(xp, name)(x, axis=axis, keepdims=True)
    share = xp.divide(t, xp.sum(xp.astype(found, x.dtype), axis=axis, keepdims=True))
    return xp.sum(xp.where(found, share, 0.0), axis=axis, keepdims=keepdims)


def _names(names: str, *rules: Rule) -> dict[str, tuple[Rule, ...]]:
    return dict.fromkeys(names.split(), rules)


RULES: dict[str, tuple[Rule, ...]] = {
    "add": (lambda _, t, *__: t, lambda _, t, *__: t),
    "subtract": (lambda _, t, *__: t, lambda _, t, *__: -t),
    **_names("multiply matmul", linear, linear),
    "divide": (linear, lambda xp, t, y, _, b: -xp.divide(y * t, b)),
    "pow": (_power, _exponent),
    "where": (None, lambda xp, t, _, c, *__: xp.where(c, t, 0.0), lambda xp, t, _, c, *__: xp.where(c, 0.0, t)),
    "maximum": (partial(_pick, operator.gt), partial(_pick, operator.lt)),
    "minimum": (partial(_pick, operator.lt), partial(_pick, operator.gt)),
    **{name: (partial(_largest, name),) for name in ("max", "min")},
    "abs": (lambda xp, t, _, x: t * xp.sign(x),),
    "exp": (lambda _, t, y, __: t * y,),
    "expm1": (lambda xp, t, _, x: t * xp.exp(x),),
    "log": (lambda xp, t, _, x: xp.divide(t, x),),
    "log1p": (lambda xp, t, _, x: xp.divide(t, 1.0 + x),),
    "tanh": (lambda _, t, y, __: t * (1.0 - y * y),),
    "sin": (lambda xp, t, _, x: t * xp.cos(x),),
    "cos": (lambda xp, t, _, x: -t * xp.sin(x),),
    "sqrt": (lambda xp, t, y, _: xp.divide(0.5 * t, y),),
    "square": (lambda _, t, __, x: t * (2.0 * x),),
    **_names("negative positive asarray astype sum mean getitem take concat stack", linear),
    **_names("broadcast_to expand_dims flip matrix_transpose moveaxis permute_dims reshape roll squeeze", linear),
    **_names("full full_like", None, linear),
    **_names("all any argmax argmin argsort ceil floor isfinite isinf isnan logical_and logical_not logical_or round sign trunc"),
    **_names("bitwise_and bitwise_invert bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor"),
    **_names("arange equal greater greater_equal less less_equal not_equal ones ones_like zeros zeros_like"),
}
"""The rules of each operation, one for each array among its arguments; without rules its derivative is 0.

At kinks the slope is the mean of those of the sides, as in PyTorch and JAX; `bpnet.layers` has its own slopes, by ``xp.where``.
"""

PLAIN = frozenset("bool finfo float32 float64 iinfo inf int16 int32 int64 int8 isdtype nan newaxis pi uint8".split())  # noqa: SIM905 - shorter
"""Names of a namespace that have no arrays as arguments."""

_WORDS = """
add add sub subtract mul multiply truediv divide matmul matmul pow pow neg negative abs abs getitem getitem
lt less le less_equal gt greater ge greater_equal eq equal ne not_equal invert bitwise_invert
and bitwise_and or bitwise_or xor bitwise_xor lshift bitwise_left_shift rshift bitwise_right_shift
""".split()  # noqa: SIM905 - forty quotation marks less
OPERATORS = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))
"""Operation of each operator, by the name of its special method."""


class DualArray:
    """An array with a tangent of the same shape and dtype; None stands for 0."""

    __slots__ = ("tangent", "value", "xp")
    __hash__ = None  # type: ignore[assignment]  # unhashable, like arrays of most libraries
    __iter__ = None  # by indices it would not end on libraries that clip them
    __array_ufunc__ = None
    """Tells NumPy to leave operators to this class."""

    def __init__(self, xp: DualNamespace, value: Any, tangent: Any = None) -> None:
        self.xp, self.value, self.tangent = xp, value, tangent

    mT = property(lambda self: self.xp.matrix_transpose(self))  # noqa: N815 - the standard's name
    T = property(lambda self: self.xp.permute_dims(self, tuple(reversed(range(self.ndim)))))

    def __getattr__(self, name: str) -> Any:
        if name in {"device", "dtype", "ndim", "shape", "size"}:
            return getattr(self.value, name)
        raise AttributeError(f"an array with a tangent has no {name}: use functions of xp")

    def __bool__(self) -> bool:
        return bool(self.value)

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise TypeError("cannot convert an array with a tangent to NumPy, whose functions would lose it: use functions of xp")

    def _operate(self, name: str, function: Callable[..., Any], *others: Any) -> DualArray:
        inner = max((x.xp for x in (self, *others) if isinstance(x, DualArray)), key=lambda xp: xp.level)
        return inner.call(name, function, self, *others)

    def _reflect(self, name: str, function: Callable[..., Any], other: Any) -> DualArray:
        return self.xp.call(name, function, other, self)


for _dunder, _name in OPERATORS.items():
    _function = getattr(operator, f"__{_dunder}__")
    setattr(DualArray, f"__{_dunder}__", partialmethod(DualArray._operate, _name, _function))  # noqa: SLF001 - its own
    setattr(DualArray, f"__r{_dunder}__", partialmethod(DualArray._reflect, _name, _function))  # noqa: SLF001 - its own


class DualNamespace:
    """A namespace of arrays with tangents, over any other; a function without a row in `RULES` raises AttributeError."""

    def __init__(self, xp: Namespace) -> None:
        self._xp, self.level = xp, getattr(xp, "level", 0) + 1

    def __getattr__(self, name: str) -> Any:
        if name in RULES:
            return partial(self.call, name, getattr(self._xp, name))
        if name in PLAIN:
            return getattr(self._xp, name)
        raise AttributeError(f"xp.{name} has no rule in bpnet.derivatives.dual.RULES: compose it of operations that have one")

    def call(self, name: str, function: Callable[..., Any], *args: Any, **options: Any) -> DualArray:
        """Call a function of the wrapped namespace with values, and compute the tangent of its result."""
        args = tuple(tuple(arg) if isinstance(arg, list) and any(map(self._is_mine, arg)) else arg for arg in args)
        values, total = self.value(args), None
        y = function(*values, **options)
        tangents = map(self._tangent, args) if self._xp.isdtype(y.dtype, "real floating") else ()
        for index, (rule, t) in enumerate(zip(RULES[name], tangents, strict=False)):
            if rule is not None and t is not None:
                moved = [*values[:index], t, *values[index + 1 :]]
                part = function(*moved, **options) if rule is linear else rule(self._xp, t, y, *values, **options)
                total = part if total is None else total + part
        if total is not None and total.shape != y.shape:
            total = self._xp.broadcast_to(total, y.shape)
        return DualArray(self, y, total)

    def lift(self, value: Tree, tangent: Tree = None) -> Tree:
        """Return the arrays of a tree with tangents, a tree like it, or None for 0; raise ValueError if they do not fit."""
        if tangent is not None:
            check_like("the direction", tangent, value)
            for leaf in leaves(value):
                if not self._xp.isdtype(leaf.dtype, "real floating"):
                    raise ValueError(f"the direction is for an array of {leaf.dtype}, expected floats: pass None for constants")
            return map_tree(partial(DualArray, self), value, tangent)
        return map_tree(lambda leaf: DualArray(self, leaf) if hasattr(leaf, "dtype") else leaf, value)

    def value(self, tree: Tree) -> Tree:
        """Return the values of a tree."""
        return map_tree(lambda x: x.value if self._is_mine(x) else x, tree)

    def tangent(self, tree: Tree) -> Tree:
        """Return the tangents of a tree, as arrays."""
        return map_tree(lambda x: self._xp.zeros_like(self.value(x)) if self._tangent(x) is None else x.tangent, tree)

    def _tangent(self, x: Any) -> Any:
        """Return the tangent of an argument, of a sequence of arrays those of all; None for 0."""
        if isinstance(x, tuple):
            return self.tangent(x) if any(self._tangent(each) is not None for each in x) else None
        return x.tangent if self._is_mine(x) else None

    def _is_mine(self, x: Any) -> bool:
        return isinstance(x, DualArray) and x.xp is self


def pushforward(xp: Namespace, function: Callable[..., Tree], primals: tuple[Tree, ...], tangents: tuple[Tree, ...]) -> Tree:
    """Return the values of a function and their derivatives in one direction, ``f(primals)`` and ``J tangents``.

    Parameters
    ----------
    xp
        Namespace of the arrays.
    function
        A pure function of a namespace and of trees of arrays, ``(xp, *trees) -> tree``, which computes by ``xp`` and operators.
    primals
        A tuple with one tree per argument.
    tangents
        A tuple with a tree like each of them, the direction; None for an argument that is constant.

    Raises
    ------
    AttributeError
        If the function calls one of ``xp`` that has no rule.
    TypeError
        If primals and tangents are not tuples of the same length.
    ValueError
        If tangents have other shapes or dtypes than the primals, or are for arrays of integers.

    Examples
    --------
    >>> import numpy as np
    >>> y, dy = pushforward(np, lambda xp, x, a: a * xp.exp(x), (np.zeros(2), np.ones(2)), (np.ones(2), None))
    >>> dy.tolist()
    [1.0, 1.0]
    """
    for name, given in {"primals": primals, "tangents": tangents}.items():
        if not isinstance(given, tuple) or len(given) != len(primals):
            came = f"a tuple of {len(given)}" if isinstance(given, tuple) else f"a {type(given).__name__}"
            raise TypeError(f"{name} is {came}, expected a tuple with one tree for each argument after xp, such as (x,)")
    both = DualNamespace(xp)
    results = function(both, *(both.lift(*pair) for pair in zip(primals, tangents, strict=True)))
    return both.value(results), both.tangent(results)
