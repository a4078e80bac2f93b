"""Forward-mode differentiation by dual numbers: arrays that carry a value and a tangent, and a namespace that computes both.

With ``x = value + tangent e`` and ``e e = 0``, a function gives ``f(value) + (f'(value) tangent) e``. `RULES` has the derivative
of each operation. The values are computed by the wrapped namespace, by the same calls as without tangents.

Source: Wengert, "A simple automatic derivative evaluation program", 1964.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from bpnet.arrays import Array, Namespace, Tree, check_like, device_of, map_tree


class Call(NamedTuple):
    """A call of a function with values, for the rule of its derivative."""

    xp: Namespace
    function: Callable[..., Any]
    args: tuple[Any, ...]
    options: dict[str, Any]
    y: Array
    """The result."""

    def replace(self, index: int, t: Any) -> Any:
        """Call the function with another argument at a position."""
        return self.function(*self.args[:index], t, *self.args[index + 1 :], **self.options)


Rule: TypeAlias = "Callable[[Call, Any], Array] | None"
"""``(call, t) -> tangent of y``, where t is the tangent of one argument and the others are constant; None if it is 0."""


def _linear(index: int = 0) -> Rule:
    """Return the rule of a function that is linear in one of its arguments."""
    return lambda call, t: call.replace(index, t)


def _slope(slope: Callable[[Namespace, Array, Array], Array]) -> tuple[Rule, ...]:
    """Return the rules of an elementwise function of one array, ``t slope(xp, x, y)``."""
    return (lambda call, t: t * slope(call.xp, call.args[0], call.y),)


def _chosen(is_first: Callable[[Any, Any], Any]) -> tuple[Rule, ...]:
    """Return the rules of the larger or smaller of two elements; of equal ones half of each."""

    def rule(index: int, call: Call, t: Array) -> Array:
        a, b = call.args[index], call.args[1 - index]
        return call.xp.where(is_first(a, b), t, call.xp.where(a == b, 0.5 * t, 0.0))

    return partial(rule, 0), partial(rule, 1)


def _extreme(call: Call, t: Array) -> Array:
    """Rule of the largest or smallest elements along axes; of equal ones the mean."""
    xp, x, options = call.xp, call.args[0], call.options | {"keepdims": True}
    found = x == call.function(*call.args, **options)
    share = xp.divide(t, xp.sum(xp.astype(found, x.dtype), *call.args[1:], **options))
    return xp.sum(xp.where(found, share, 0.0), *call.args[1:], **call.options)


def _names(names: str, *rules: Rule) -> dict[str, tuple[Rule, ...]]:
    return dict.fromkeys(names.split(), rules)


RULES: dict[str, tuple[Rule, ...]] = {
    **_names("add", lambda _, t: t, lambda _, t: t),
    **_names("subtract", lambda _, t: t, lambda _, t: -t),
    **_names("multiply matmul", _linear(0), _linear(1)),
    **_names("divide", _linear(0), lambda call, t: -call.xp.divide(call.y * t, call.args[1])),
    **_names("where", None, lambda c, t: c.xp.where(c.args[0], t, 0.0), lambda c, t: c.xp.where(c.args[0], 0.0, t)),
    **_names("negative positive asarray astype sum mean getitem take concat stack", _linear()),
    **_names("broadcast_to expand_dims flip matrix_transpose moveaxis permute_dims reshape roll squeeze", _linear()),
    **_names("full full_like", None, _linear(1)),
    "maximum": _chosen(operator.gt),
    "minimum": _chosen(operator.lt),
    **_names("max min", _extreme),
    "abs": _slope(lambda xp, x, _: xp.sign(x)),
    "exp": _slope(lambda _, _x, y: y),
    "expm1": _slope(lambda xp, x, _: xp.exp(x)),
    "log": (lambda call, t: call.xp.divide(t, call.args[0]),),
    "log1p": (lambda call, t: call.xp.divide(t, 1.0 + call.args[0]),),
    "tanh": _slope(lambda _, _x, y: 1.0 - y * y),
    "sqrt": (lambda call, t: call.xp.divide(0.5 * t, call.y),),
    "square": _slope(lambda _, x, _y: 2.0 * x),
    "pow": (lambda call, t: t * (call.args[1] * call.function(call.args[0], call.args[1] - 1)),),
    "sin": _slope(lambda xp, x, _: xp.cos(x)),
    "cos": _slope(lambda xp, x, _: -xp.sin(x)),
    **_names("all any argmax argmin argsort ceil floor isfinite isinf isnan logical_and logical_not logical_or round sign trunc"),
    **_names("bitwise_and bitwise_invert bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor"),
    **_names("arange equal greater greater_equal less less_equal not_equal ones ones_like zeros zeros_like"),
}
"""The rules of each operation, one for each array among its arguments; without rules its derivative is 0.

At kinks the slope is the mean of those of the sides, as PyTorch and JAX take it; `bpnet.layers` has its own by ``xp.where``.
"""

PLAIN = frozenset("bool finfo float32 float64 iinfo inf int16 int32 int64 int8 isdtype nan newaxis pi uint8".split())  # noqa: SIM905 - shorter
"""Names of a namespace that have no arrays as arguments."""


class DualArray:
    """An array with a tangent of the same shape and dtype; None stands for 0."""

    __slots__ = ("tangent", "value", "xp")
    __hash__ = None  # type: ignore[assignment]  # unhashable, like arrays of most libraries
    __array_ufunc__ = None
    """Tells NumPy to leave operators to this class."""

    def __init__(self, xp: DualNamespace, value: Any, tangent: Any = None) -> None:
        self.xp, self.value, self.tangent = xp, value, tangent

    shape = property(lambda self: self.value.shape)
    ndim = property(lambda self: self.value.ndim)
    size = property(lambda self: self.value.size)
    dtype = property(lambda self: self.value.dtype)
    device = property(lambda self: device_of(self.value))
    mT = property(lambda self: self.xp.matrix_transpose(self))  # noqa: N815 - the standard's name
    T = property(lambda self: self.xp.permute_dims(self, tuple(reversed(range(self.ndim)))))

    def __bool__(self) -> bool:
        return bool(self.value)

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise TypeError("cannot convert an array with a tangent to NumPy, whose functions would lose it: use functions of xp")


def _add_operators(names: dict[str, str], *, reflected: bool) -> None:
    """Add operators, by the names of their special methods and of their operations, to `DualArray`."""
    for dunder, name in names.items():
        function = getattr(operator, f"__{dunder}__")

        def method(self: DualArray, *others: Any, name: str = name, function: Any = function) -> Any:
            return self.xp.call(name, function, self, *others)

        def other_method(self: DualArray, other: Any, name: str = name, function: Any = function) -> Any:
            return self.xp.call(name, function, other, self)

        setattr(DualArray, f"__{dunder}__", method)
        if reflected:
            setattr(DualArray, f"__r{dunder}__", other_method)


_BITS = {"and": "and", "or": "or", "xor": "xor", "lshift": "left_shift", "rshift": "right_shift"}
_COMPARISONS = dict(lt="less", le="less_equal", gt="greater", ge="greater_equal", eq="equal", ne="not_equal")
_add_operators(dict(add="add", sub="subtract", mul="multiply", truediv="divide", matmul="matmul"), reflected=True)
_add_operators({dunder: f"bitwise_{name}" for dunder, name in _BITS.items()}, reflected=True)
_add_operators(_COMPARISONS | dict(neg="negative", abs="abs", pow="pow", getitem="getitem"), reflected=False)
_add_operators({"invert": "bitwise_invert"}, reflected=False)


class DualNamespace:
    """Namespace that `dual` returns."""

    def __init__(self, xp: Namespace) -> None:
        self._xp = xp

    def __getattr__(self, name: str) -> Any:
        if name in RULES:
            return partial(self.call, name, getattr(self._xp, name))
        if name in PLAIN:
            return getattr(self._xp, name)
        raise AttributeError(
            f"xp.{name} has no rule for its derivative in bpnet.derivatives: compose it of the operations that have one, "
            "bpnet.derivatives.RULES"
        )

    def call(self, name: str, function: Callable[..., Any], *args: Any, **options: Any) -> DualArray:
        """Call a function of the wrapped namespace with values, and compute the tangent of its result."""
        values = tuple(map(self._value, args))
        y = function(*values, **options)
        if not self._xp.isdtype(y.dtype, "real floating"):
            return DualArray(self, y)
        call, total = Call(self._xp, function, values, options, y), None
        for rule, arg in zip(RULES[name], args, strict=False):
            t = self._tangent(arg) if rule else None
            if rule and t is not None:
                part = rule(call, t)
                total = part if total is None else total + part
        if total is not None and total.shape != y.shape:
            total = self._xp.broadcast_to(total, y.shape)
        return DualArray(self, y, total)

    def lift(self, value: Tree, tangent: Tree = None) -> Tree:
        """Return the arrays of a tree with tangents, a tree like it, or None for 0; raise ValueError if they do not fit."""
        if tangent is not None:
            check_like("the direction", tangent, value)
            return map_tree(partial(DualArray, self), value, tangent)
        return map_tree(lambda leaf: DualArray(self, leaf) if hasattr(leaf, "dtype") else leaf, value)

    def values(self, tree: Tree) -> Tree:
        """Return the values of a tree."""
        return map_tree(self._value, tree)

    def tangents(self, tree: Tree) -> Tree:
        """Return the tangents of a tree, as arrays."""
        return map_tree(self._full_tangent, tree)

    def _is_mine(self, x: Any) -> bool:
        return isinstance(x, DualArray) and x.xp is self

    def _value(self, x: Any) -> Any:
        if isinstance(x, list | tuple):
            return type(x)(map(self._value, x))
        return x.value if self._is_mine(x) else x

    def _tangent(self, x: Any) -> Any:
        """Return the tangent of an argument, of a sequence of arrays those of all; None for 0."""
        if isinstance(x, list | tuple):
            return list(map(self._full_tangent, x)) if any(self._tangent(each) is not None for each in x) else None
        return x.tangent if self._is_mine(x) else None

    def _full_tangent(self, x: Any) -> Array:
        tangent = self._tangent(x)
        full: Array = self._xp.zeros_like(self._value(x)) if tangent is None else tangent
        return full


def dual(xp: Namespace) -> DualNamespace:
    """Return the namespace of arrays of ``xp`` with tangents; any function without a rule in `RULES` raises AttributeError."""
    return DualNamespace(xp)


def pushforward(
    xp: Namespace, function: Callable[..., Tree], primals: tuple[Tree, ...], tangents: tuple[Tree, ...]
) -> tuple[Tree, Tree]:
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
        A tuple with a tree like each of them: the direction; None for an argument that is constant.

    Raises
    ------
    AttributeError
        If the function calls one of ``xp`` that has no rule.
    ValueError
        If tangents do not fit.
    """
    both = dual(xp)
    results = function(both, *(both.lift(*pair) for pair in zip(primals, tangents, strict=True)))
    return both.values(results), both.tangents(results)
