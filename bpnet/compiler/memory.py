"""Where the values of plans lie: one vector per dtype, with a place in it for each value that is not a passing number."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.fusion import FusedPlan, fuse
from bpnet.compiler.trace import VIEWS, Operation, Plan, TraceError, Value, apply, trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class Slot(NamedTuple):
    """How a loop reads a value: the name of a vector, where it begins there, and how far apart its elements are."""

    vector: str
    start: int
    strides: tuple[int, ...]


def element(place: Slot, indices: list[str], strides: tuple[int, ...] | None = None) -> str:
    """One element of a vector: ``float64[128 + 4 * i + j]``."""
    strides = place.strides if strides is None else strides
    terms = [name if stride == 1 else f"{stride} * {name}" for name, stride in zip(indices, strides, strict=True) if stride]
    return f"{place.vector}_[{' + '.join([*([str(place.start)] if place.start or not terms else []), *terms])}]"


class BufferPool:
    """Vectors by the names of their dtypes; places are reserved first, and then allocated at once.

    ``library`` is NumPy or CuPy; each value begins at a multiple of ``line`` bytes.
    """

    def __init__(self, library: Any = np, line: int = 64) -> None:
        self.library, self.line = library, line
        self.sizes: dict[str, int] = {}
        self.vectors: dict[str, Any] = {}

    def reserve(self, value: Value) -> tuple[str, int]:
        """A place for a value: the name of the vector, and the number of its first element."""
        name, item = str(value.dtype), value.dtype.itemsize
        start = self.sizes.get(name, 0)
        self.sizes[name] = start + math.ceil(max(1, value.size) * item / self.line) * self.line // item
        return name, start

    def allocate(self) -> None:
        """Make the vectors, of zeros."""
        for name, size in self.sizes.items():
            spare = self.line // np.dtype(name).itemsize
            whole = self.library.zeros(size + spare, name)
            skip = -(address(whole) // whole.itemsize) % spare
            self.vectors[name] = whole[skip : skip + size]

    @property
    def nbytes(self) -> int:
        """Of all vectors."""
        return sum(int(vector.nbytes) for vector in self.vectors.values())

    def asarray(self, array: NDArray[Any]) -> Any:
        """An array of NumPy's as one of the library's."""
        return self.library.asarray(array)


def address(array: Any) -> int:
    """Where the first element of an array lies, in the host's memory or in the GPU's."""
    return int(array.ctypes.data if isinstance(array, np.ndarray) else array.data.ptr)


class BufferViews:
    """The values of one plan in a memory."""

    def __init__(self, memory: BufferPool, pieces: FusedPlan, places: dict[Value, tuple[str, int]]) -> None:
        self.memory, self.pieces, self.places = memory, pieces, places
        self.arrays: dict[Value, Any] = {}

    def array(self, value: Value) -> Any:
        """A value as an array; a view as a view."""
        if value not in self.arrays:
            if value in self.pieces.views:
                op = self.pieces.views[value]
                looked_at = self.array(op.operands[0])
                self.arrays[value] = view = apply(self.memory.library, as_view(op), [looked_at])
                if view.size and not _within(view, self.memory.vectors[str(value.dtype)]):
                    raise TraceError(f"xp.{op.name} gives a copy where a view was expected")
            else:
                name, start = self.places[value]
                self.arrays[value] = self.memory.vectors[name][start : start + value.size].reshape(value.shape)
        return self.arrays[value]

    def place(self, value: Value) -> Slot:
        """Where a loop finds the elements of a value, or of a view."""
        array, name = self.array(value), str(value.dtype)
        vector = self.memory.vectors[name]
        start = (address(array) - address(vector)) // vector.itemsize if array.size else 0
        strides = zip(array.shape, array.strides, strict=True)
        return Slot(name, start, tuple(0 if n == 1 else stride // array.itemsize for n, stride in strides))


class Roles:
    """The plan of a batch of one size: its pieces, its inputs and outputs, and which values must be stored.

    ``in_place`` maps new params, state and memory to the old ones that they may overwrite: nobody reads those later.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan = _own_outputs(plan)
        self.pieces = fuse(plan, self.kind)
        self.training = list(leaves(plan.inputs[:3]))
        self.samples = list(leaves(plan.inputs[3:-1]))
        (self.rate,) = leaves(plan.inputs[-1])
        self.value, *after = leaves(plan.outputs)
        if self.value.shape != () or [(x.shape, x.dtype) for x in after] != [(x.shape, x.dtype) for x in self.training]:
            raise TraceError(
                "a step that runs in a loop returns a value without axes, and params, state and memory as it got them"
            )
        self.after = after
        self.stored = self._stored()
        self.in_place = self._in_place()

    @staticmethod
    def kind(op: Operation) -> str:
        """What can be done with an operation: "loop", "matmul" or "call"."""
        raise NotImplementedError

    def _stored(self) -> set[Value]:
        """Values that are read after the piece that makes them, or through a view."""
        made, stored = self.pieces.made, {self.value, *self.after}
        for number, piece in enumerate(self.pieces.pieces):
            for x in piece.reads():
                root = self.pieces.root(x)
                if root in made and (root is not x or made[root] != number):
                    stored.add(root)
            stored |= {op.result for op in piece.operations if op.result not in self.pieces.inside}
        return stored & set(made)

    def _in_place(self) -> dict[Value, Value]:
        """Outputs that may take the place of their inputs: nobody reads the old value later, or at another element."""
        found: dict[Value, Value] = {}
        for old, new in zip(self.training, self.after, strict=True):
            if new not in self.pieces.inside or new in found or old in self.after:
                continue
            number = self.pieces.made[new]
            readers = [i for i, piece in enumerate(self.pieces.pieces) for x in piece.reads() if self.pieces.root(x) is old]
            here = [x for x in self.pieces.pieces[number].reads() if self.pieces.root(x) is old]
            if (
                max(readers, default=0) <= number
                and all(x is old for x in here)
                and old.shape == self.pieces.pieces[number].shape
            ):
                found[new] = old
        return found


class MemoryPlan(Roles):
    """The values of a plan in a memory.

    ``shared`` are the places of params, state and memory, the same for the full and for the short batch. A new param is written
    over the old one where nobody reads that later, else it is in ``copies``, to be copied at the end.
    """

    def __init__(self, plan: Plan, memory: BufferPool, shared: Sequence[tuple[str, int]] = ()) -> None:
        super().__init__(plan)
        plan = self.plan
        places = dict(zip(self.training, shared, strict=True)) if shared else {x: memory.reserve(x) for x in self.training}
        self.shared = [places[x] for x in self.training]
        places |= {new: places[old] for new, old in self.in_place.items()}
        for x in (*self.samples, self.rate, *plan.constants, *sorted(self.stored, key=lambda x: x.number)):
            if x not in places:
                places[x] = memory.reserve(x)
        self.values = BufferViews(memory, self.pieces, places)
        self.copies = [(new, old) for new, old in zip(self.after, self.training, strict=True) if places[new] != places[old]]

    def place_constants(self) -> None:
        """Write the constants of the plan, once the memory is there."""
        for value, constant in self.plan.constants.items():
            self.values.array(value)[...] = self.values.memory.asarray(constant)


def _own_outputs(plan: Plan) -> Plan:
    """The same plan, whose outputs are values of their own: a copy of an input, of a constant, and of what is an output twice."""
    made = {op.result for op in plan.operations if op.name not in VIEWS}
    count = max(x.number for x in [*leaves(plan.inputs), *plan.constants, *(op.result for op in plan.operations)])
    operations = list(plan.operations)
    before = list(leaves(plan.inputs[:3]))
    outputs = []
    for place, x in enumerate(leaves(plan.outputs)):
        kept = place > 0 and x is before[place - 1]
        if not kept and (x not in made or x in outputs):
            count += 1
            new = Value(count, x.shape, x.dtype)
            operations.append(Operation("copy", (x,), (), new))
            outputs.append(new)
        else:
            outputs.append(x)
    rest = iter(outputs)
    return Plan(plan.inputs, tuple(operations), plan.constants, map_tree(lambda _: next(rest), plan.outputs))


def as_view(op: Operation) -> Operation:
    """The same operation, whose result is an array even where it is one element."""
    if op.name != "getitem":
        return op
    key = dict(op.options)["key"]
    parts = key if isinstance(key, tuple) else (key,)
    return op if Ellipsis in parts else op._replace(options=(("key", (*parts, ...)),))


def _within(view: Any, vector: Any) -> bool:
    start = address(vector)
    return start <= address(view) < start + int(vector.nbytes)


def plan_of(step: Any, training: Tree, samples: Tree, size: int, dtype: Any) -> Plan:
    """The plan of a batch of ``size`` samples."""
    batch = map_tree(lambda a: np.broadcast_to(np.empty((), a.dtype), (size, *a.shape[1:])), samples)
    plan: Plan = trace(step.over, *training, *batch, np.empty((), dtype))
    return plan


class LoopNest:
    """A nest of loops over a shape, whose neighbouring axes are one where all that is read and written allows it."""

    def __init__(self, shape: tuple[int, ...], places: dict[Any, Slot]) -> None:
        full = {key: (0,) * (len(shape) - len(place.strides)) + place.strides for key, place in places.items()}
        axes = [i for i, n in enumerate(shape) if n != 1]
        self.shape: list[int] = []
        columns: list[list[int]] = []
        keys = list(full)
        for axis in axes:
            strides = [full[key][axis] for key in keys]
            if columns and all(outer == inner * shape[axis] for outer, inner in zip(columns[-1], strides, strict=True)):
                self.shape[-1] *= shape[axis]
                columns[-1] = strides
            else:
                self.shape.append(shape[axis])
                columns.append(strides)
        self.strides = {key: tuple(column[k] for column in columns) for k, key in enumerate(keys)}
        self.places = places

    @property
    def names(self) -> list[str]:
        """What the loops count with."""
        return [f"i{axis}" for axis in range(len(self.shape))]

    def split(self, least: int, most: int) -> int:
        """Make two loops of the innermost one; the length of the new innermost one, as long as may be, or 0 if it stays one."""
        n = self.shape[-1] if self.shape else 1
        inner = next((size for size in range(min(n, most), least - 1, -1) if n % size == 0), 0)
        if inner:
            self.shape[-1:] = [n // inner, inner]
            self.strides = {key: (*own[:-1], own[-1] * inner, own[-1]) for key, own in self.strides.items()}
        return inner

    def element(self, key: Any) -> str:
        """The element of a place that the loops are at."""
        return element(self.places[key], self.names, self.strides[key])

    def level(self, key: Any) -> int:
        """How many loops the element depends on, from the outermost."""
        return max((axis + 1 for axis, stride in enumerate(self.strides[key]) if stride), default=0)
