"""Plans: a step as a list of array operations, in the order in which they were traced."""

from __future__ import annotations

import hashlib
import math
import operator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.operations import ELEMENTWISE, OPERATIONS, REDUCTIONS, VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from bpnet.arrays import Namespace


class Value:
    """The result of an operation, an input or a constant: a number, a shape and a dtype."""

    __slots__ = ("dtype", "number", "shape")

    def __init__(self, number: int, shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
        self.number, self.shape, self.dtype = number, shape, dtype

    @property
    def size(self) -> int:
        """Number of elements."""
        return math.prod(self.shape)

    def __repr__(self) -> str:
        return f"%{self.number}"


class Operation(NamedTuple):
    """``result = name(*operands, **options)``; ``name`` is a key of `OPERATIONS`, an operand a `Value` or a Python number."""

    name: str
    operands: tuple[Any, ...]
    options: tuple[tuple[str, Any], ...]
    result: Value

    def __str__(self) -> str:
        words = [*map(repr, self.operands), *(f"{key}={value}" for key, value in self.options)]
        return f"{self.result} = {self.name}({', '.join(words)})  {self.result.shape} {self.result.dtype}"

    @property
    def values(self) -> tuple[Value, ...]:
        """Operands that are values, without Python numbers."""
        return tuple(operand for operand in self.operands if isinstance(operand, Value))

    @property
    def flops(self) -> int:
        """Number of floating-point operations: 2 m k n for a matrix product, otherwise 1 per element."""
        if self.name == "matmul":
            return 2 * self.result.size * self.operands[0].shape[-1]
        if self.name in REDUCTIONS:
            return int(self.operands[0].size)
        return self.result.size if self.name in ELEMENTWISE | {"where"} else 0


class Plan(NamedTuple):
    """A step as a sequence of operations; inputs and outputs are trees of values."""

    inputs: tuple[Tree, ...]
    operations: tuple[Operation, ...]
    constants: dict[Value, NDArray[Any]]
    """Arrays that the step does not take as arguments."""
    outputs: Tree

    def __str__(self) -> str:
        given = ", ".join(f"{value} {value.shape}" for value in leaves(self.inputs))
        constants = [f"constant {value}  {value.shape} {value.dtype}" for value in self.constants]
        return "\n".join([f"given {given}", *constants, *map(str, self.operations), f"return {self.outputs}"])

    @property
    def launches(self) -> int:
        """Number of operations that compute; views do not."""
        return sum(op.name not in VIEWS for op in self.operations)

    @property
    def flops(self) -> int:
        """Number of floating-point operations, the sum of `Operation.flops`."""
        return sum(op.flops for op in self.operations)

    @property
    def bytes(self) -> int:
        """Number of bytes read and written when operations run one by one."""
        accesses = (value for op in self.operations if op.name not in VIEWS for value in (*op.values, op.result))
        return sum(value.size * value.dtype.itemsize for value in accesses)

    @property
    def next_number(self) -> int:
        """The smallest number that is larger than those of all values."""
        values = [*leaves(self.inputs), *self.constants, *(op.result for op in self.operations)]
        return 1 + max(value.number for value in values)

    def unused(self) -> tuple[Value, ...]:
        """Return the inputs on which no output depends: a learning rate among them was read as a Python constant."""
        used = {value for op in self.operations for value in op.values} | set(leaves(self.outputs))
        return tuple(value for value in leaves(self.inputs) if value not in used)

    @property
    def key(self) -> str:
        """SHA-256 of the inputs, operations, constants and outputs: plans with equal keys compute the same."""
        dtypes = [str(value.dtype) for value in leaves(self.inputs)]
        made = hashlib.sha256(f"{self.inputs} {dtypes}\n{self}\n".encode())
        for constant in self.constants.values():
            made.update(constant.tobytes())
        return made.hexdigest()

    def view_bases(self) -> dict[Value, Value]:
        """Map each view to its root: the input, constant or result that a view, or a view of a view, refers to."""
        roots: dict[Value, Value] = {}
        for op in self.operations:
            if op.name in VIEWS:
                roots[op.result] = roots.get(op.operands[0], op.operands[0])
        return roots

    def constants_on(self, xp: Namespace, *trees: Tree) -> dict[Value, Any]:
        """Return the constants as arrays of a namespace, on the device of the first array of some trees."""
        device = getattr(next(leaves(trees), None), "device", None)
        return {
            value: xp.asarray(constant, dtype=getattr(xp, str(constant.dtype)), device=device)
            for value, constant in self.constants.items()
        }

    def run(self, xp: Namespace, *trees: Tree) -> Tree:
        """Interpret the plan, one call per operation, with the same bits as the step itself."""
        expected, given = list(leaves(self.inputs)), list(leaves(trees))
        if [(x.shape, x.dtype) for x in expected] != [(tuple(x.shape), numpy_dtype(x)) for x in given]:
            raise ValueError(
                f"the plan takes arrays {', '.join(f'{x.dtype} {x.shape}' for x in expected)}; "
                f"got {', '.join(f'{numpy_dtype(x)} {tuple(x.shape)}' for x in given)}"
            )
        return Interpreter(self, xp, *trees)(*trees)


class Interpreter:
    """A plan as calls of the functions of a namespace, with the bits of ``plan.run``; inputs are not checked again.

    A value is kept until the last operation that reads it.

    Parameters
    ----------
    plan
        The plan.
    xp
        Namespace of the arrays.
    examples
        Arrays on the device of the plan's constants.
    """

    def __init__(self, plan: Plan, xp: Namespace, *examples: Tree) -> None:
        self.plan, self.constants = plan, plan.constants_on(xp, *examples)
        self.inputs = list(leaves(plan.inputs))
        read: set[Value] = {*leaves(plan.outputs), *self.constants}
        self.calls: list[tuple[Callable[..., Any], tuple[Any, ...], Value, list[Value]]] = []
        for op in reversed(plan.operations):
            last = [x for x in dict.fromkeys(op.values) if x not in read]
            read.update(last)
            self.calls.append((bind(xp, op), op.operands, op.result, last))
        self.calls.reverse()

    def __call__(self, *trees: Tree) -> Tree:
        """Run the plan."""
        arrays: dict[Any, Any] = dict(zip(self.inputs, leaves(trees), strict=True)) | self.constants
        for function, operands, result, last in self.calls:
            arrays[result] = function(*[arrays[x] if isinstance(x, Value) else x for x in operands])
            for value in last:
                del arrays[value]
        return map_tree(arrays.__getitem__, self.plan.outputs)


def apply(xp: Namespace, op: Operation, operands: list[Any]) -> Any:
    """Compute one operation of a plan on arrays of a namespace."""
    return bind(xp, op)(*operands)


def bind(xp: Namespace, op: Operation) -> Callable[..., Any]:
    """Return the function of a namespace that computes one operation of a plan from its operands."""
    options, row = dict(op.options), OPERATIONS[op.name]
    if row.operator is not None:
        return row.operator
    if op.name == "getitem":
        return operator.itemgetter(options["key"])
    function = getattr(xp, op.name)
    if row.arrays < 0:
        return lambda *operands: function(list(operands), **options)
    if op.name == "astype":
        return partial(lambda dtype, x: function(x, dtype), getattr(xp, options["dtype"]))
    if op.name in {"reshape", "broadcast_to"}:
        return partial(lambda shape, x: function(x, shape), options["shape"])
    return partial(function, **options)


def numpy_dtype(array: Any) -> np.dtype[Any]:
    """Return the dtype of an array of any library as NumPy's, which has the same name."""
    return np.dtype(str(array.dtype).rpartition(".")[2])


def example(array: Any, shape: tuple[int, ...]) -> Any:
    """Return an example for tracing: an array of NumPy without memory, of a shape, of the dtype of an array of any library."""
    return np.broadcast_to(np.empty((), numpy_dtype(array)), shape)
