"""Tracing: a step runs on arrays that have shapes and dtypes but no numbers, and its operations become a `Plan`.

The array API standard defines the operations, and a backend's executor chooses buffers, loops and kernels. So one step, written
once, is compiled by every backend, whatever layers and optimizers it consists of.
"""

from __future__ import annotations

import builtins
import math
import operator
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.captures import is_own
from bpnet.compiler.operations import NOT_REPEATABLE, OPERATIONS, VIEWS, Kind, Op, TraceError
from bpnet.compiler.plan import Operation, Plan, Value, numpy_dtype
from bpnet.compiler.surroundings import default_float, read_constant, tracing

if TYPE_CHECKING:
    from numpy.typing import NDArray


def trace(step: Callable[..., Tree], *examples: Tree) -> Plan:
    """Run a step on traced arrays, and return the plan of its operations; functions of others than bpnet run twice.

    Parameters
    ----------
    step
        A `bpnet.training_step`, or a pure function of a namespace and of trees of arrays, ``(xp, *trees) -> tree``.
    examples
        Trees of arrays, of which only shapes and dtypes are used: for a training step params, state, opt_state, x, target, rate.

    Raises
    ------
    TraceError
        If the step needs numbers (``float(x)``, ``if x``, a boolean mask) or a function that is not in `OPERATIONS`, or if two
        runs differ, for example because it draws from its own random generator.
    """
    function, default = getattr(step, "over", step), default_float(step)
    if not callable(function):
        raise TypeError(f"trace expects a training step or a function (xp, *trees) -> tree, got {type(step).__name__}")
    for leaf in leaves(examples):
        if not (hasattr(leaf, "shape") and hasattr(leaf, "dtype")):
            raise TypeError(f"the examples must be arrays, or nested tuples of arrays, got {type(leaf).__name__}")
    plan = _trace_once(function, examples, default)
    if not is_own(step) and _trace_once(function, examples, default).key != plan.key:
        raise TraceError(NOT_REPEATABLE)
    return plan


def _trace_once(function: Callable[..., Tree], examples: Tree, default: np.dtype[Any]) -> Plan:
    xp = TracingNamespace(default)
    inputs = map_tree(lambda array: xp.input(tuple(array.shape), numpy_dtype(array)), tuple(examples))
    try:
        with tracing():
            outputs = function(xp, *inputs)
    except TraceError:
        raise
    except (TypeError, AttributeError) as error:  # an operator, a method or an argument that traced arrays do not have
        raise TraceError(str(error)) from error
    results = map_tree(lambda x: xp.asarray(x).value, outputs)
    needed = set(leaves(results))
    operations: list[Operation] = []
    for op in reversed(xp.operations):  # unused results, such as the gradient by the inputs, are left out
        if op.result in needed:
            needed.update(op.values)
            operations.insert(0, op)
    constants = {value: array for value, array in xp.constants.items() if value in needed}
    return Plan(map_tree(lambda x: x.value, inputs), tuple(operations), constants, results)


def _refuse(what: str, remedy: str) -> Callable[..., Any]:
    def method(self: TracedArray, *_: Any) -> Any:
        raise TraceError(
            f"cannot convert a traced array of shape {self.shape} to {what}: its value is only known at run time. {remedy}"
        )

    return method


class TracedArray:
    """An array without numbers, which represents a `Value` while a step is traced."""

    __slots__ = ("value", "xp")
    __hash__ = None  # type: ignore[assignment]  # unhashable, like arrays of most libraries
    device = None

    def __init__(self, xp: TracingNamespace, value: Value) -> None:
        self.xp, self.value = xp, value

    @property
    def shape(self) -> tuple[int, ...]:
        """Lengths of the axes."""
        return self.value.shape

    @property
    def ndim(self) -> int:
        """Number of axes."""
        return len(self.value.shape)

    @property
    def size(self) -> int:
        """Number of elements."""
        return self.value.size

    @property
    def dtype(self) -> np.dtype[Any]:
        """NumPy dtype of the elements."""
        return self.value.dtype

    @property
    def mT(self) -> TracedArray:  # noqa: N802 - the standard's name
        """Transpose of the last two axes."""
        return self.xp.matrix_transpose(self)

    @property
    def T(self) -> TracedArray:  # noqa: N802 - the standard's name
        """Transpose of a matrix."""
        if self.ndim != 2:  # noqa: PLR2004 - a matrix
            raise TraceError(f"cannot take .T of an array of shape {self.shape}: use xp.permute_dims")
        return self.xp.matrix_transpose(self)

    def __invert__(self) -> TracedArray:
        return self.xp.bitwise_xor(self, True if self.dtype == bool else -1)

    def __pow__(self, exponent: Any) -> TracedArray:
        """Record the operation that NumPy's operator runs: it has special cases for some exponents."""
        number, floating = isinstance(exponent, int | float), self.dtype.kind == "f"
        if number and exponent == 2:  # noqa: PLR2004 - a square
            return self.xp.square(self)
        if number and exponent == 0.5 and floating and not self.xp.is_exact:  # noqa: PLR2004 - a root
            return self.xp.sqrt(self)
        if number and exponent == -1 and floating and not self.xp.is_exact:
            return self.xp.divide(1.0, self)
        return self.xp.operate(OPERATIONS["pow"], self, exponent)

    def __getitem__(self, key: Any) -> TracedArray:
        return self.xp.call(OPERATIONS["getitem"], self, key)

    def mark_read_only(self) -> TracedArray:
        """Forbid in-place changes from now on, as for an input; return the array itself."""
        self.xp.read_only.add(self.value)
        return self

    __float__ = __int__ = __index__ = _refuse("a number", "Use functions of xp.")
    __bool__ = _refuse("bool", "Use xp.where.")
    __array__ = __iter__ = __len__ = _refuse("its elements", "Use functions of xp, not of numpy.")


def _add_operator(row: Op) -> None:
    """Add an operator of the table to `TracedArray`, with its reflected and in-place forms."""
    if row.dunder in {"neg", "abs"}:
        setattr(TracedArray, f"__{row.dunder}__", lambda self: self.xp.call(row, self))
        return
    if row.dunder != "pow":
        setattr(TracedArray, f"__{row.dunder}__", lambda self, other: self.xp.operate(row, self, other))
    if row.infer is not OPERATIONS["less"].infer:
        setattr(TracedArray, f"__r{row.dunder}__", lambda self, other: self.xp.operate(row, other, self))
        if "shift" not in row.dunder:
            setattr(TracedArray, f"__i{row.dunder}__", _in_place(row.dunder))


SYMBOLS = dict(add="+", sub="-", mul="*", truediv="/", pow="**", matmul="@", **{"and": "&", "or": "|"}, xor="^")


def _in_place(dunder: str) -> Callable[[TracedArray, Any], Any]:
    def method(self: TracedArray, other: Any) -> Any:
        if self.xp.is_read_only(self.value):
            sign = SYMBOLS[dunder]
            raise TraceError(f"the step changes its input in place (x {sign}= ...): write x = x {sign} ...")
        return getattr(operator, f"__{dunder}__")(self, other)  # rebinds a local name of the step

    return method


for _row in OPERATIONS.values():
    if _row.dunder:
        _add_operator(_row)


class TracingNamespace:
    """A namespace whose functions record operations on `TracedArray` objects; equal calls share one result."""

    float64, float32 = np.dtype("float64"), np.dtype("float32")
    int64, int32, int16, int8 = (np.dtype(f"int{bits}") for bits in (64, 32, 16, 8))
    uint64, uint32, uint16, uint8 = (np.dtype(f"uint{bits}") for bits in (64, 32, 16, 8))
    bool = np.dtype("bool")
    finfo, iinfo, isdtype = staticmethod(np.finfo), staticmethod(np.iinfo), staticmethod(np.isdtype)
    pi, inf, nan, newaxis = math.pi, math.inf, math.nan, None

    is_exact = False
    """True for a step in exact arithmetic: operators that each library computes with other bits are refused."""

    def __init__(self, default: np.dtype[Any] = float64) -> None:
        self.default = default
        self.operations: list[Operation] = []
        self.constants: dict[Value, NDArray[Any]] = {}
        self.known: dict[Any, Value] = {}
        self.read_only: set[Value] = set()
        self.count = 0

    def __getattr__(self, name: str) -> Any:
        row = OPERATIONS.get(name)
        if row is None or not row.standard:
            raise AttributeError(f"xp.{name} cannot be traced: it is not in the table of operations")
        return partial(self.call, row)

    def call(self, row: Op, *arguments: Any, **options: Any) -> TracedArray:
        """Record an operation and return its result; an operation that changes nothing returns its operand."""
        try:
            operands, rest = self._operands(row, arguments)
            made = row.infer(*operands, *rest, **options)
        except TraceError as error:
            raise TraceError(f"xp.{row.name}: {error}") if row.standard else error from None
        if self._is_identity(row, operands, made):
            return next(x for x in operands if isinstance(x, TracedArray))
        return self._emit(row.name, operands, made.shape, made.dtype, made.options)

    def operate(self, row: Op, *operands: Any) -> TracedArray:
        """Record an operator.

        Raises
        ------
        ValueError
            If exact arithmetic has a function for it. (A `TraceError` would run the plain step, with the library's bits.)
        """
        if self.is_exact and row.name in {"matmul", "pow"}:
            words = f"a layer, a loss or the optimizer uses {SYMBOLS[row.dunder]}, whose bits are the library's"
            raise ValueError(f"{words}: in exact arithmetic write xp.{row.name}(a, b)")
        return self.call(row, *operands)

    def _operands(self, row: Op, arguments: tuple[Any, ...]) -> tuple[list[Any], tuple[Any, ...]]:
        """Split arguments into operands, as traced arrays or Python numbers, and the other arguments."""
        if row.arrays < 0:
            return [self.asarray(x) for x in arguments[0]], arguments[1:]
        if row.kind is Kind.ELEMENTWISE:
            return list(map(self._operand, arguments)), ()
        if row.name == "where":
            condition, *chosen = arguments
            return [self.asarray(condition), *map(self._operand, chosen)], ()
        return [self.asarray(x) for x in arguments[: row.arrays]], arguments[row.arrays :]

    def _operand(self, x: Any) -> Any:
        return self.asarray(x) if hasattr(x, "dtype") else x

    @staticmethod
    def _is_identity(row: Op, operands: list[Any], made: Any) -> builtins.bool:
        """Return True for a cast to the same dtype, a reshape to the same shape, and a product of floats with 1."""
        if row.name in {"astype", "reshape", "broadcast_to"}:
            return (operands[0].shape, operands[0].dtype) == (made.shape, made.dtype)
        ones = [x for x in operands if isinstance(x, float)] == [1.0]
        return row.name == "multiply" and ones and next(x for x in operands if hasattr(x, "dtype")).dtype.kind == "f"

    def _emit(self, name: str, operands: list[Any], shape: Any, dtype: np.dtype[Any], options: dict[str, Any]) -> TracedArray:
        values = tuple(x.value if isinstance(x, TracedArray) else x for x in operands)
        chosen = tuple(options.items())
        key = name, tuple(x if isinstance(x, Value) else (type(x), repr(x)) for x in values), repr(chosen)
        if key not in self.known:
            self.known[key] = self.new_value(shape, dtype)
            self.operations.append(Operation(name, values, chosen, self.known[key]))
        return TracedArray(self, self.known[key])

    def new_value(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Value:
        """Return a value with a new number."""
        self.count += 1
        return Value(self.count - 1, tuple(int(n) for n in shape), dtype)

    def input(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> TracedArray:
        """Return a traced array for an input."""
        value = self.new_value(shape, dtype)
        self.read_only.add(value)
        return TracedArray(self, value)

    def is_read_only(self, value: Value) -> builtins.bool:
        """Return True for an input, for a value that is marked read-only, and for a view of one."""
        operands = {op.result: op.operands[0] for op in self.operations if op.name in VIEWS}
        while value in operands:
            value = operands[value]
        return value in self.read_only

    def logical_not(self, x: Any) -> TracedArray:
        """``not x``, for booleans."""
        return self._logical("bitwise_xor", x, True)  # noqa: FBT003 - an operand

    def logical_and(self, x: Any, other: Any) -> TracedArray:
        """``x and other``, for booleans."""
        return self._logical("bitwise_and", x, other)

    def logical_or(self, x: Any, other: Any) -> TracedArray:
        """``x or other``, for booleans."""
        return self._logical("bitwise_or", x, other)

    def _logical(self, name: str, x: Any, other: Any) -> TracedArray:
        if any(getattr(operand, "dtype", self.bool) != self.bool for operand in (x, other)):
            raise TraceError("expected booleans, got numbers: compare them first")
        return self.call(OPERATIONS[name], x, other)

    def broadcast_arrays(self, *arrays: TracedArray) -> list[TracedArray]:
        """Broadcast arrays to their common shape."""
        shape = np.broadcast_shapes(*(x.shape for x in arrays))
        return [self.broadcast_to(x, shape) for x in arrays]

    def asarray(self, values: Any, *, dtype: Any = None, **_: Any) -> TracedArray:
        """Return a traced array unchanged, and any other array or number as a constant."""
        if isinstance(values, TracedArray):
            return values if dtype is None else self.astype(values, dtype)
        array = read_constant(values, dtype, self.default)
        key = "constant", str(array.dtype), array.shape, array.tobytes()
        if key not in self.known:
            self.known[key] = self.new_value(array.shape, array.dtype)
            self.constants[self.known[key]] = array
        return TracedArray(self, self.known[key])

    def full(self, shape: Any, value: Any, *, dtype: Any = None, **_: Any) -> TracedArray:
        """Return a constant, or a traced 0-d array broadcast to a shape."""
        if isinstance(value, TracedArray):
            return self.broadcast_to(value, tuple(shape))
        return self.asarray(np.full(shape, value, dtype=dtype or (self.default if type(value) is float else None)))

    def zeros(self, shape: Any, *, dtype: Any = None, **_: Any) -> TracedArray:
        """Return a constant of zeros."""
        return self.full(shape, 0, dtype=dtype or self.default)

    def ones(self, shape: Any, *, dtype: Any = None, **_: Any) -> TracedArray:
        """Return a constant of ones."""
        return self.full(shape, 1, dtype=dtype or self.default)

    def arange(self, *bounds: Any, dtype: Any = None, **_: Any) -> TracedArray:
        """Return a constant of evenly spaced numbers."""
        is_float = any(type(bound) is float for bound in bounds)
        return self.asarray(np.arange(*bounds, dtype=dtype or (self.default if is_float else None)))

    def full_like(self, x: TracedArray, value: Any, *, dtype: Any = None, **_: Any) -> TracedArray:
        """Return a constant of the shape of ``x``."""
        return self.full(x.shape, value, dtype=dtype or x.dtype)

    def zeros_like(self, x: TracedArray, *, dtype: Any = None, **_: Any) -> TracedArray:
        """Return a constant of zeros of the shape of ``x``."""
        return self.full_like(x, 0, dtype=dtype)

    def ones_like(self, x: TracedArray, *, dtype: Any = None, **_: Any) -> TracedArray:
        """Return a constant of ones of the shape of ``x``."""
        return self.full_like(x, 1, dtype=dtype)
