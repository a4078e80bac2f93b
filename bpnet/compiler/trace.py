"""A step as a list of array operations: traced once, on stand-ins that have shapes and dtypes but no numbers.

What an executor does with a `Plan` (buffers, loops, kernels) is the backend's affair; what the operations mean is the array API
standard's. So one step, written once, is compiled by every backend, whatever layers and optimizers it is made of.
"""

from __future__ import annotations

import builtins
import math
import operator
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from bpnet.arrays import Tree, leaves, map_tree

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bpnet.arrays import Namespace

OPERATORS: dict[str, Callable[..., Any]] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "negative": operator.neg,
    "bitwise_and": operator.and_,
    "bitwise_or": operator.or_,
    "bitwise_xor": operator.xor,
    "bitwise_left_shift": operator.lshift,
    "bitwise_right_shift": operator.rshift,
    "less": operator.lt,
    "less_equal": operator.le,
    "greater": operator.gt,
    "greater_equal": operator.ge,
    "equal": operator.eq,
    "not_equal": operator.ne,
}
"""What stands between arrays, where Python's numbers may stand too."""
COMPARISONS = frozenset({"less", "less_equal", "greater", "greater_equal", "equal", "not_equal", "isfinite", "isinf", "isnan"})
_FUNCTIONS = (
    "abs ceil cos cosh divide exp expm1 floor isfinite isinf isnan log log10 log1p log2 maximum minimum pow round sign sin sinh "
    "sqrt square tan tanh trunc"
)
ELEMENTWISE = frozenset(OPERATORS) | frozenset(_FUNCTIONS.split())
OF_FLOATS = frozenset(["cos", "cosh", "exp", "expm1", "log", "log10", "log1p", "log2", "sin", "sinh", "sqrt", "tan", "tanh"])
REDUCTIONS = frozenset({"all", "any", "max", "mean", "min", "sum"})
VIEWS = frozenset({"broadcast_to", "expand_dims", "getitem", "matrix_transpose", "permute_dims", "reshape", "squeeze"})
"""Operations that make no numbers, but for a reshape of what does not lie in order."""


UNCOMPILED = "this step cannot be compiled and runs as it is ({}); compile=False asks for that"
"""What a backend warns of, with the words of a `TraceError`."""


NOT_THE_SAME = (
    "it does not do the same twice: something that changes from call to call, such as a counter or a random generator, "
    "belongs into the state or the memory that it is given"
)
"""Why a step is not compiled that would be frozen to what it did while it was traced."""


class TraceError(TypeError):
    """A step did what only numbers, not a plan of operations, can answer."""


class Value:
    """What an operation makes, or an input: a number, a shape and a dtype."""

    __slots__ = ("dtype", "number", "shape")

    def __init__(self, number: int, shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
        self.number, self.shape, self.dtype = number, shape, dtype

    @property
    def size(self) -> int:
        """How many elements."""
        return math.prod(self.shape)

    def __repr__(self) -> str:
        return f"%{self.number}"


class Operation(NamedTuple):
    """``result = name(*operands, **options)``, a function of the array API; an operand is a `Value` or a Python number."""

    name: str
    operands: tuple[Any, ...]
    options: tuple[tuple[str, Any], ...]
    result: Value

    def __str__(self) -> str:
        words = [*map(repr, self.operands), *(f"{key}={value}" for key, value in self.options)]
        return f"{self.result} = {self.name}({', '.join(words)})  {self.result.shape} {self.result.dtype}"


class Plan(NamedTuple):
    """A step as operations, in their order; inputs and outputs are trees of values."""

    inputs: tuple[Tree, ...]
    operations: tuple[Operation, ...]
    constants: dict[Value, NDArray[Any]]
    outputs: Tree

    def __str__(self) -> str:
        given = ", ".join(f"{value} {value.shape}" for value in leaves(self.inputs))
        return "\n".join([f"given {given}", *map(str, self.operations), f"return {self.outputs}"])

    @property
    def launches(self) -> int:
        """Operations that compute; views do not."""
        return sum(op.name not in VIEWS for op in self.operations)

    @property
    def flops(self) -> int:
        """Floating-point operations, counting 2 m k n for a product of matrices and 1 per element else."""
        return sum(_flops(op) for op in self.operations)

    @property
    def bytes(self) -> int:
        """Read and written by operations one by one."""
        touched = (value for op in self.operations if op.name not in VIEWS for value in (*_values(op), op.result))
        return sum(value.size * value.dtype.itemsize for value in touched)

    def unused(self) -> tuple[Value, ...]:
        """Inputs that nothing depends on: a learning rate among them has become a Python constant."""
        used = {value for op in self.operations for value in _values(op)} | set(leaves(self.outputs))
        return tuple(value for value in leaves(self.inputs) if value not in used)

    def same(self, other: Plan) -> bool:
        """Whether another plan has the same operations on the same numbers."""
        constants, others = list(self.constants.values()), list(other.constants.values())
        alike = len(constants) == len(others) and all(
            a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
            for a, b in zip(constants, others, strict=True)
        )
        return alike and str(self) == str(other)

    def run(self, xp: Namespace, *trees: Tree) -> Tree:
        """Interpret the plan, one call per operation: the bits are those of the step itself."""
        expected, given = list(leaves(self.inputs)), list(leaves(trees))
        if [(x.shape, x.dtype) for x in expected] != [(tuple(x.shape), _dtype(x)) for x in given]:
            raise ValueError(
                f"the plan takes arrays {', '.join(f'{x.dtype} {x.shape}' for x in expected)}; "
                f"got {', '.join(f'{_dtype(x)} {tuple(x.shape)}' for x in given)}"
            )
        arrays: dict[Value, Any] = dict(zip(expected, given, strict=True))
        device = getattr(next(iter(arrays.values()), None), "device", None)
        for value, constant in self.constants.items():
            arrays[value] = xp.asarray(constant, dtype=getattr(xp, str(constant.dtype)), device=device)
        for op in self.operations:
            operands = [arrays[x] if isinstance(x, Value) else x for x in op.operands]
            arrays[op.result] = apply(xp, op, operands)
        return map_tree(arrays.__getitem__, self.outputs)


def apply(xp: Namespace, op: Operation, operands: list[Any]) -> Any:
    """One operation on arrays of a namespace."""
    options = dict(op.options)
    if op.name in OPERATORS:
        return OPERATORS[op.name](*operands)
    if op.name == "getitem":
        return operands[0][options["key"]]
    if op.name in {"concat", "stack"}:
        return getattr(xp, op.name)(operands, **options)
    if op.name == "astype":
        return xp.astype(operands[0], getattr(xp, options["dtype"]))
    if op.name in {"reshape", "broadcast_to"}:
        return getattr(xp, op.name)(operands[0], options["shape"])
    return getattr(xp, op.name)(*operands, **options)


def view_of(plan: Plan) -> dict[Value, Value]:
    """What each view of a plan looks at in the end: an input, a constant, or what an operation makes."""
    found: dict[Value, Value] = {}
    for op in plan.operations:
        if op.name in VIEWS:
            found[op.result] = found.get(op.operands[0], op.operands[0])
    return found


def _values(op: Operation) -> Iterator[Value]:
    return (operand for operand in op.operands if isinstance(operand, Value))


def _flops(op: Operation) -> int:
    if op.name == "matmul":
        return 2 * op.result.size * op.operands[0].shape[-1]
    if op.name in REDUCTIONS:
        return int(op.operands[0].size)
    return op.result.size if op.name in ELEMENTWISE | {"where"} else 0


def trace(step: Callable[..., Tree], *examples: Tree) -> Plan:
    """Run a step on stand-ins, and return what it did.

    Parameters
    ----------
    step
        A `bpnet.training_step`, or a function of a namespace and of trees of arrays, ``(xp, *trees) -> tree``, that is pure.
    examples
        Trees of arrays, of which shapes and dtypes are looked at: for a training step params, state, memory, x, target, rate.

    Raises
    ------
    TraceError
        Where the step asks for numbers (``float(x)``, ``if x``, a boolean mask) or for a function that plans do not have, or
        does not do the same twice, as one that counts its calls or draws from a generator of its own.
    """
    over = getattr(step, "over", step)
    if not callable(over):
        raise TypeError(f"trace takes a training step or a function (xp, *trees) -> tree, got {type(step).__name__}")
    for leaf in leaves(examples):
        if not (hasattr(leaf, "shape") and hasattr(leaf, "dtype")):
            raise TypeError(f"the examples must be trees of arrays, which are tuples, got {type(leaf).__name__}")
    plan, again = (_traced(over, examples) for _ in range(2))
    if not plan.same(again):
        raise TraceError(NOT_THE_SAME)
    return plan


def _traced(step: Callable[..., Tree], examples: Tree) -> Plan:
    recorder = TracingNamespace()
    inputs = map_tree(lambda array: recorder.input(tuple(array.shape), _dtype(array)), tuple(examples))
    try:
        outputs = step(recorder, *inputs)
    except TraceError:
        raise
    except (TypeError, AttributeError) as error:  # of an operator, a method or an argument that stand-ins do not have
        raise TraceError(str(error)) from error
    kept = map_tree(lambda x: recorder.stand_in(x).value, outputs)
    given = map_tree(lambda x: x.value, inputs)
    needed = set(leaves(kept))
    operations: list[Operation] = []
    for op in reversed(recorder.operations):  # what nobody needs, such as the gradient by the inputs, is left out
        if op.result in needed:
            needed |= set(_values(op))
            operations.insert(0, op)
    constants = {value: array for value, array in recorder.constants.items() if value in needed}
    return Plan(given, tuple(operations), constants, kept)


def _dtype(array: Any) -> np.dtype[Any]:
    """The dtype of an array of any library, as NumPy's: its name is the same in all of them."""
    return np.dtype(str(array.dtype).rpartition(".")[2])


def _forbid(what: str) -> Callable[..., Any]:
    def refuse(self: TracedArray, *_: Any) -> Any:
        raise TraceError(
            f"it asks for {what} of an array of shape {self.shape}, which is known only when it runs: use xp.where and "
            "the like, and functions of xp, not of numpy"
        )

    return refuse


class TracedArray:
    """Stands for an array while a step is traced."""

    __slots__ = ("recorder", "value")
    __hash__ = None  # type: ignore[assignment]
    device = None

    def __init__(self, recorder: TracingNamespace, value: Value) -> None:
        self.recorder, self.value = recorder, value

    @property
    def shape(self) -> tuple[int, ...]:
        """The lengths of its axes."""
        return self.value.shape

    @property
    def ndim(self) -> int:
        """How many axes."""
        return len(self.value.shape)

    @property
    def size(self) -> int:
        """How many elements."""
        return self.value.size

    @property
    def dtype(self) -> np.dtype[Any]:
        """Of its elements, as NumPy's."""
        return self.value.dtype

    @property
    def mT(self) -> TracedArray:  # noqa: N802 - the standard's name
        """The last two axes changed."""
        return self.recorder.matrix_transpose(self)

    @property
    def T(self) -> TracedArray:  # noqa: N802 - the standard's name
        """The two axes of a matrix changed."""
        if self.ndim != 2:  # noqa: PLR2004 - a matrix
            raise TraceError(f"it takes .T of an array of shape {self.shape}: use xp.permute_dims")
        return self.recorder.matrix_transpose(self)

    def __neg__(self) -> TracedArray:
        return self.recorder.elementwise("negative", self)

    def __abs__(self) -> TracedArray:
        return self.recorder.elementwise("abs", self)

    def __invert__(self) -> TracedArray:
        return self.recorder.elementwise("bitwise_xor", self, True if self.dtype == bool else -1)

    def __matmul__(self, other: Any) -> TracedArray:
        return self.recorder.matmul(self, other)

    def __rmatmul__(self, other: Any) -> TracedArray:
        return self.recorder.matmul(other, self)

    def __pow__(self, exponent: Any) -> TracedArray:
        """As NumPy's operator, which has functions of their own for some exponents."""
        if not isinstance(exponent, int | float):
            return self.recorder.elementwise("pow", self, exponent)
        if exponent == 2:  # noqa: PLR2004 - a square
            return self.recorder.elementwise("square", self)
        floating = self.dtype.kind == "f"
        if exponent == 0.5 and floating:  # noqa: PLR2004 - a root
            return self.recorder.elementwise("sqrt", self)
        if exponent == -1 and floating:
            return self.recorder.elementwise("divide", 1.0, self)
        return self.recorder.elementwise("pow", self, exponent)

    def __rpow__(self, base: Any) -> TracedArray:
        return self.recorder.elementwise("pow", base, self)

    def __getitem__(self, key: Any) -> TracedArray:
        parts = key if isinstance(key, tuple) else (key,)
        if not all(isinstance(part, int | slice | type(None) | type(...)) and not isinstance(part, bool) for part in parts):
            raise TraceError("it indexes with an array or a list: use xp.take, or xp.where for a mask")
        shape = np.broadcast_to(np.empty(()), self.shape)[key].shape
        return self.recorder.record("getitem", (self,), shape, self.dtype, key=key)

    def handed_on(self) -> TracedArray:
        """The stand-in itself: who has it from now on must not write to it, as to what is passed in."""
        self.recorder.given.add(self.value)
        return self

    __float__ = __int__ = __index__ = _forbid("the number")
    __bool__ = _forbid("the truth")
    __array__ = __iter__ = __len__ = _forbid("the elements")


def _between(name: str, *, swapped: bool = False) -> Callable[[TracedArray, Any], Any]:
    def method(self: TracedArray, other: Any) -> Any:
        pair = (other, self) if swapped else (self, other)
        return self.recorder.elementwise(name, *pair)

    return method


def _in_place(symbol: str) -> Callable[[TracedArray, Any], Any]:
    def method(self: TracedArray, other: Any) -> Any:
        if self.recorder.is_given(self.value):
            raise TraceError(
                f"it changes what it is given in place (x {symbol}= ...), which NumPy would do: write x = x {symbol} ..."
            )
        return IN_PLACE[symbol](self, other)  # a value of the step's own may be named again

    return method


IN_PLACE: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": operator.pow,
    "@": operator.matmul,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
}
for _symbol, _name in zip(IN_PLACE, ("add", "sub", "mul", "truediv", "pow", "matmul", "and", "or", "xor"), strict=True):
    setattr(TracedArray, f"__i{_name}__", _in_place(_symbol))
for _symbol, _name in (
    ("add", "add"),
    ("sub", "subtract"),
    ("mul", "multiply"),
    ("truediv", "divide"),
    ("and", "bitwise_and"),
    ("or", "bitwise_or"),
    ("xor", "bitwise_xor"),
    ("lshift", "bitwise_left_shift"),
    ("rshift", "bitwise_right_shift"),
):
    setattr(TracedArray, f"__{_symbol}__", _between(_name))
    setattr(TracedArray, f"__r{_symbol}__", _between(_name, swapped=True))
for _symbol, _name in (
    ("lt", "less"),
    ("le", "less_equal"),
    ("gt", "greater"),
    ("ge", "greater_equal"),
    ("eq", "equal"),
    ("ne", "not_equal"),
):
    setattr(TracedArray, f"__{_symbol}__", _between(_name))


class TracingNamespace:
    """A namespace whose functions record what they are asked for; the same question twice has one answer."""

    float64, float32 = np.dtype("float64"), np.dtype("float32")
    int64, int32, int16, int8 = (np.dtype(f"int{bits}") for bits in (64, 32, 16, 8))
    uint64, uint32, uint16, uint8 = (np.dtype(f"uint{bits}") for bits in (64, 32, 16, 8))
    bool = np.dtype("bool")
    finfo, iinfo, isdtype = staticmethod(np.finfo), staticmethod(np.iinfo), staticmethod(np.isdtype)
    pi, inf, nan, newaxis = math.pi, math.inf, math.nan, None

    def __init__(self) -> None:
        self.operations: list[Operation] = []
        self.constants: dict[Value, NDArray[Any]] = {}
        self.asked: dict[Any, Value] = {}
        self.given: set[Value] = set()
        self.count = 0

    def __getattr__(self, name: str) -> Any:
        if name in ELEMENTWISE:
            return lambda *operands: self.elementwise(name, *operands)
        if name in REDUCTIONS:
            return partial(self.reduce, name)
        raise AttributeError(f"plans have no xp.{name}")

    def value(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Value:
        """A new value."""
        self.count += 1
        return Value(self.count - 1, tuple(int(n) for n in shape), dtype)

    def input(self, shape: tuple[int, ...], dtype: np.dtype[Any]) -> TracedArray:
        """A stand-in for an array that is passed in."""
        given = self.value(shape, dtype)
        self.given.add(given)
        return TracedArray(self, given)

    def is_given(self, value: Value) -> builtins.bool:
        """Return True for a value that is passed in, and for a view of one."""
        looked_at = {op.result: op.operands[0] for op in self.operations if op.name in VIEWS}
        while value in looked_at:
            value = looked_at[value]
        return value in self.given

    def stand_in(self, x: Any) -> TracedArray:
        """A stand-in as it is; an array or a number as a constant."""
        return x if isinstance(x, TracedArray) else self.asarray(x)

    def record(
        self, name: str, operands: tuple[Any, ...], shape: tuple[int, ...], dtype: np.dtype[Any], /, **options: Any
    ) -> TracedArray:
        """The stand-in for the result of an operation."""
        values = tuple(x.value if isinstance(x, TracedArray) else x for x in operands)
        chosen = tuple(options.items())
        question = name, tuple(x if isinstance(x, Value) else (type(x), repr(x)) for x in values), repr(chosen)
        if question not in self.asked:
            self.asked[question] = self.value(shape, dtype)
            self.operations.append(Operation(name, values, chosen, self.asked[question]))
        return TracedArray(self, self.asked[question])

    def elementwise(self, name: str, *operands: Any) -> TracedArray:
        """An operation element by element; a product with the number 1 is its other operand."""
        operands = tuple(self.stand_in(x) if hasattr(x, "dtype") else x for x in operands)
        arrays = [x for x in operands if isinstance(x, TracedArray)]
        numbers = [x for x in operands if isinstance(x, float)]
        if name == "multiply" and numbers == [1.0] and arrays[0].dtype.kind == "f":
            return arrays[0]
        shape = np.broadcast_shapes(*(x.shape for x in arrays))
        dtype = self.bool if name in COMPARISONS else _result_type(operands)
        if name == "divide" and dtype.kind != "f":
            dtype = self.float64
        if name in OF_FLOATS and dtype.kind != "f":
            raise TraceError(f"it asks for xp.{name} of an array of {dtype}: use xp.astype before")
        return self.record(name, operands, shape, dtype)

    def logical_not(self, x: Any) -> TracedArray:
        """As in the standard, of truths."""
        return self._of_truths("bitwise_xor", x, other=True)

    def logical_and(self, x: Any, other: Any) -> TracedArray:
        """As in the standard, of truths."""
        return self._of_truths("bitwise_and", x, other=other)

    def logical_or(self, x: Any, other: Any) -> TracedArray:
        """As in the standard, of truths."""
        return self._of_truths("bitwise_or", x, other=other)

    def _of_truths(self, name: str, x: Any, *, other: Any) -> TracedArray:
        if any(getattr(operand, "dtype", self.bool) != self.bool for operand in (x, other)):
            raise TraceError("it takes numbers for truths: compare them first")
        return self.elementwise(name, x, other)

    def where(self, condition: Any, a: Any, b: Any) -> TracedArray:
        """As in the standard."""
        condition = self.stand_in(condition)
        a, b = (self.stand_in(x) if hasattr(x, "dtype") else x for x in (a, b))
        shape = np.broadcast_shapes(*(x.shape for x in (condition, a, b) if isinstance(x, TracedArray)))
        return self.record("where", (condition, a, b), shape, _result_type((a, b)))

    def reduce(self, name: str, x: Any, axis: Any = None, *, dtype: Any = None, keepdims: builtins.bool = False) -> TracedArray:
        """A sum, a mean, or the like."""
        x = self.stand_in(x)
        if dtype is not None and np.dtype(dtype) != x.dtype:
            raise TraceError(f"it asks for a {name} in another dtype: use xp.astype before")
        if name == "mean" and x.dtype.kind != "f":
            raise TraceError(f"it asks for the mean of an array of {x.dtype}: use xp.astype before")
        axes = tuple(range(x.ndim)) if axis is None else normalize_axis_tuple(axis, x.ndim)
        kept = tuple(1 if i in axes else n for i, n in enumerate(x.shape))
        shape = kept if keepdims else tuple(n for i, n in enumerate(x.shape) if i not in axes)
        made = self.bool if name in {"all", "any"} else x.dtype
        if name == "sum" and made.kind in "bi":
            made = np.result_type(made, np.int64)
        return self.record(name, (x,), shape, made, axis=axis, keepdims=keepdims)

    def matmul(self, a: Any, b: Any) -> TracedArray:
        """As in the standard."""
        a, b = self.stand_in(a), self.stand_in(b)
        if a.ndim < 2 or b.ndim < 2:  # noqa: PLR2004 - matrices
            raise TraceError(f"it multiplies arrays of shape {a.shape} and {b.shape}, expected (*, m, k) and (*, k, n)")
        if a.shape[-1] != b.shape[-2]:
            raise ValueError(f"matmul: expected (*, m, k) and (*, k, n), got {a.shape} and {b.shape}")
        lead = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
        return self.record("matmul", (a, b), (*lead, a.shape[-2], b.shape[-1]), _result_type((a, b)))

    def astype(self, x: TracedArray, dtype: Any, **_: Any) -> TracedArray:
        """As in the standard."""
        return x if x.dtype == dtype else self.record("astype", (x,), x.shape, np.dtype(dtype), dtype=str(np.dtype(dtype)))

    def reshape(self, x: TracedArray, shape: Any, **_: Any) -> TracedArray:
        """As in the standard."""
        shape = np.broadcast_to(np.empty(()), x.shape).reshape(shape).shape
        return x if shape == x.shape else self.record("reshape", (x,), shape, x.dtype, shape=shape)

    def broadcast_to(self, x: TracedArray, shape: tuple[int, ...]) -> TracedArray:
        """As in the standard."""
        return x if tuple(shape) == x.shape else self.record("broadcast_to", (x,), tuple(shape), x.dtype, shape=tuple(shape))

    def broadcast_arrays(self, *arrays: TracedArray) -> list[TracedArray]:
        """As in the standard."""
        shape = np.broadcast_shapes(*(x.shape for x in arrays))
        return [self.broadcast_to(x, shape) for x in arrays]

    def expand_dims(self, x: TracedArray, *, axis: int = 0) -> TracedArray:
        """As in the standard."""
        axis = normalize_axis_index(axis, x.ndim + 1)
        return self.record("expand_dims", (x,), (*x.shape[:axis], 1, *x.shape[axis:]), x.dtype, axis=axis)

    def squeeze(self, x: TracedArray, axis: Any) -> TracedArray:
        """As in the standard."""
        axes = normalize_axis_tuple(axis, x.ndim)
        if any(x.shape[i] != 1 for i in axes):
            raise ValueError(f"cannot squeeze axis {axis} of shape {x.shape}: its length is not 1")
        return self.record("squeeze", (x,), tuple(n for i, n in enumerate(x.shape) if i not in axes), x.dtype, axis=axes)

    def matrix_transpose(self, x: TracedArray) -> TracedArray:
        """As in the standard."""
        return self.record("matrix_transpose", (x,), (*x.shape[:-2], x.shape[-1], x.shape[-2]), x.dtype)

    def permute_dims(self, x: TracedArray, axes: tuple[int, ...]) -> TracedArray:
        """As in the standard."""
        axes = normalize_axis_tuple(axes, x.ndim)
        return self.record("permute_dims", (x,), tuple(x.shape[i] for i in axes), x.dtype, axes=tuple(axes))

    def take(self, x: Any, indices: Any, axis: int = 0) -> TracedArray:
        """As in the standard."""
        x, indices = self.stand_in(x), self.stand_in(indices)
        axis = normalize_axis_index(axis, x.ndim)
        return self.record("take", (x, indices), (*x.shape[:axis], *indices.shape, *x.shape[axis + 1 :]), x.dtype, axis=axis)

    def argsort(self, x: TracedArray, *, axis: int = -1, descending: builtins.bool = False, stable: builtins.bool = True) -> TracedArray:
        """As in the standard."""
        chosen = {"descending": True} if descending else {}  # NumPy has no such option
        return self.record("argsort", (x,), x.shape, self.int64, axis=axis, stable=stable, **chosen)

    def concat(self, arrays: Any, *, axis: int = 0) -> TracedArray:
        """As in the standard."""
        arrays = [self.stand_in(x) for x in arrays]
        made = np.concatenate([np.broadcast_to(np.empty((), x.dtype), x.shape) for x in arrays], axis=axis)
        return self.record("concat", tuple(arrays), made.shape, made.dtype, axis=axis)

    def stack(self, arrays: Any, *, axis: int = 0) -> TracedArray:
        """As in the standard."""
        arrays = [self.stand_in(x) for x in arrays]
        made = np.stack([np.broadcast_to(np.empty((), x.dtype), x.shape) for x in arrays], axis=axis)
        return self.record("stack", tuple(arrays), made.shape, made.dtype, axis=axis)

    def asarray(self, values: Any, *, dtype: Any = None, **_: Any) -> TracedArray:
        """A constant."""
        if isinstance(values, TracedArray):
            return values if dtype is None else self.astype(values, dtype)
        array = np.array(values, dtype=dtype)  # a copy: the plan is of the numbers of now
        question = "constant", str(array.dtype), array.shape, array.tobytes()
        if question not in self.asked:
            self.asked[question] = self.value(array.shape, array.dtype)
            self.constants[self.asked[question]] = array
        return TracedArray(self, self.asked[question])

    def full(self, shape: Any, value: Any, *, dtype: Any = None, **_: Any) -> TracedArray:
        """A constant, or an array of a 0-d array's number."""
        if isinstance(value, TracedArray):
            return self.broadcast_to(value, tuple(shape))
        return self.asarray(np.full(shape, value, dtype=dtype))

    def zeros(self, shape: Any, *, dtype: Any = None, **_: Any) -> TracedArray:
        """A constant."""
        return self.full(shape, 0, dtype=dtype or self.float64)

    def ones(self, shape: Any, *, dtype: Any = None, **_: Any) -> TracedArray:
        """A constant."""
        return self.full(shape, 1, dtype=dtype or self.float64)

    def arange(self, *bounds: Any, dtype: Any = None, **_: Any) -> TracedArray:
        """A constant."""
        return self.asarray(np.arange(*bounds, dtype=dtype))

    def full_like(self, x: TracedArray, value: Any, *, dtype: Any = None, **_: Any) -> TracedArray:
        """A constant."""
        return self.full(x.shape, value, dtype=dtype or x.dtype)

    def zeros_like(self, x: TracedArray, *, dtype: Any = None, **_: Any) -> TracedArray:
        """A constant."""
        return self.full_like(x, 0, dtype=dtype)

    def ones_like(self, x: TracedArray, *, dtype: Any = None, **_: Any) -> TracedArray:
        """A constant."""
        return self.full_like(x, 1, dtype=dtype)


def _result_type(operands: tuple[Any, ...]) -> np.dtype[Any]:
    """Of arrays and Python numbers, which do not change the dtype of an array."""
    return np.result_type(*(x.dtype if hasattr(x, "dtype") else x for x in operands))
