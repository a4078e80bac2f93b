"""Memory planning: one flat buffer per dtype, with a slot for every value that must be stored."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.fusion import FusedPlan, fuse
from bpnet.compiler.lengths import Lengths, values
from bpnet.compiler.operations import VIEWS, TraceError
from bpnet.compiler.plan import Operation, Plan, Value, apply, example
from bpnet.compiler.trace import trace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


class Slot(NamedTuple):
    """Location of a value: the name of a buffer, the index of its first element there, and its strides in elements."""

    buffer: str
    start: int | str
    """A number, or source that computes it."""
    strides: tuple[int, ...]

    def moved(self, stride: int, index: str) -> Slot:
        """Return the slot from a later index of an axis on, which is a variable of the source."""
        return self._replace(start=f"{self.start} + {stride} * {index}") if stride else self


class View(NamedTuple):
    """A value as a view of its root: offset from the first element, and strides, in bytes."""

    root: Value
    offset: int
    strides: tuple[int, ...]


class RootViews:
    """Values as views of their roots, computed on NumPy arrays that are not written to.

    Parameters
    ----------
    views
        Operations that are views, by their results.
    outer
        The values that those operations read may be views in turn, of the roots of these.
    """

    def __init__(self, views: dict[Value, Operation], outer: RootViews | None = None) -> None:
        self.views, self.outer = views, outer
        self.known: dict[Value, View] = {}
        self.templates: dict[Value, NDArray[Any]] = {}

    def root(self, value: Value) -> Value:
        """Return the value that a view, or a view of a view, refers to; for any other value, the value itself."""
        while value in self.views:
            value = self.views[value].operands[0]
        return value if self.outer is None else self.outer.root(value)

    def view(self, value: Value) -> View:
        """Return a value as a view of its root."""
        if value not in self.known:
            root, array = self.root(value), self._template(value)
            start = self._template(root)
            offset = array.ctypes.data - start.ctypes.data if array.size else 0
            if array.size and not 0 <= offset < max(1, start.nbytes):
                raise TraceError(f"xp.{self.views[value].name} returned a copy; expected a view")
            self.known[value] = View(root, offset, array.strides)
        return self.known[value]

    def forget_templates(self) -> None:
        """Release the memory of the arrays."""
        self.templates.clear()

    def _template(self, value: Value) -> NDArray[Any]:
        op = self.views.get(value)
        if op is None and self.outer is not None:
            return self.outer._template(value)  # noqa: SLF001 - an object of this class
        if value not in self.templates:
            made = np.empty(value.shape, value.dtype)
            self.templates[value] = made if op is None else apply(np, with_ellipsis(op), [self._template(op.operands[0])])
        return self.templates[value]


class BufferPool:
    """One buffer per dtype, under the dtype's name: slots are reserved first, then all are allocated at once.

    Parameters
    ----------
    library
        NumPy or CuPy.
    line
        Alignment of values in bytes.
    """

    def __init__(self, library: Any = np, line: int = 64) -> None:
        self.library, self.line = library, line
        self.sizes: dict[str, int] = {}
        self.buffers: dict[str, Any] = {}

    def reserve(self, value: Value) -> tuple[str, int]:
        """Reserve a slot for a value; return the name of the buffer, and the index of the first element."""
        name, item = str(value.dtype), value.dtype.itemsize
        start = self.sizes.get(name, 0)
        self.sizes[name] = start + math.ceil(max(1, value.size) * item / self.line) * self.line // item
        return name, start

    def allocate(self) -> None:
        """Allocate the buffers, filled with zeros."""
        for name, size in self.sizes.items():
            padding = self.line // np.dtype(name).itemsize
            padded = self.library.zeros(size + padding, name)
            skip = -(address(padded) // padded.itemsize) % padding
            self.buffers[name] = padded[skip : skip + size]

    @property
    def nbytes(self) -> int:
        """Size of all buffers in bytes."""
        return sum(int(buffer.nbytes) for buffer in self.buffers.values())


def address(array: Any) -> int:
    """Return the address of the first element of an array, on the host or on the GPU."""
    return int(array.ctypes.data if isinstance(array, np.ndarray) else array.data.ptr)


class BufferViews:
    """The values of one plan as arrays that view the buffers of a pool."""

    def __init__(self, pool: BufferPool, fused: FusedPlan, reserved: dict[Value, tuple[str, int]]) -> None:
        self.pool, self.fused, self.reserved = pool, fused, reserved
        self.arrays: dict[Value, Any] = {}

    def array(self, value: Value) -> Any:
        """Return a value as an array; a view of a value as a view of its array."""
        if value not in self.arrays:
            if value in self.fused.views:
                op = self.fused.views[value]
                view = apply(self.pool.library, with_ellipsis(op), [self.array(op.operands[0])])
                if view.size and not _is_within(view, self.pool.buffers[str(value.dtype)]):
                    raise TraceError(f"xp.{op.name} returned a copy; expected a view")
                self.arrays[value] = view
            else:
                name, start = self.reserved[value]
                self.arrays[value] = self.pool.buffers[name][start : start + value.size].reshape(value.shape)
        return self.arrays[value]

    def slot(self, value: Value) -> Slot:
        """Return the slot of a value, or of a view."""
        array, name = self.array(value), str(value.dtype)
        buffer = self.pool.buffers[name]
        start = (address(array) - address(buffer)) // buffer.itemsize if array.size else 0
        strides = zip(array.shape, array.strides, strict=True)
        return Slot(name, start, tuple(0 if n == 1 else stride // array.itemsize for n, stride in strides))


class BatchPlan:
    """The fused plan of a batch of one size, with the roles of its values, and the set of values that must be stored.

    Attributes
    ----------
    training, samples, rate
        Inputs: the leaves of params, state and opt_state, of x and target, and the learning rate.
    value, after
        Outputs: the loss, and the updated leaves of ``training``.
    stored
        Values that are read outside of the group that computes them.
    in_place
        For an updated leaf, the old one that it may overwrite, which is not read later.
    """

    def __init__(self, plan: Plan, lengths: Lengths | None = None) -> None:
        self.plan = plan = copy_shared_outputs(plan)
        self.fused = fuse(plan, self.kind, lengths)
        self.training = list(leaves(plan.inputs[:3]))
        self.samples = list(leaves(plan.inputs[3:-1]))
        (self.rate,) = leaves(plan.inputs[-1])
        self.value, *self.after = leaves(plan.outputs)
        if self.value.shape != () or [(x.shape, x.dtype) for x in self.after] != [(x.shape, x.dtype) for x in self.training]:
            raise TraceError(
                "a compiled step must return a 0-d value, and params, state and opt_state with the shapes and dtypes of those "
                "that were passed in"
            )
        self.stored = stored_values(self.fused, {self.value, *self.after})
        self.in_place = in_place_updates(self.fused, self.fused.root, self.training, self.after)

    @staticmethod
    def kind(op: Operation) -> str:
        """Return the kind of group in which the backend computes an operation: "loop", "matmul" or "call"."""
        raise NotImplementedError


def stored_values(fused: FusedPlan, outputs: set[Value]) -> set[Value]:
    """Return the results that are outputs, or that are read outside of the group that computes them."""
    made, stored = fused.made, {fused.root(x) for x in outputs}
    for index, group in enumerate(fused.groups):
        for x in group.reads():
            root = fused.root(x)
            if root in made and (root is not x or made[root] != index):
                stored.add(root)
        stored |= {op.result for op in group.operations if op.result not in fused.inside}
    return stored & set(made)


def in_place_updates(
    fused: FusedPlan, root: Callable[[Value], Value], training: Sequence[Value], after: Sequence[Value]
) -> dict[Value, Value]:
    """Return, for new leaves that may overwrite the old ones, the old ones: each is last read where the new one is computed."""
    in_place: dict[Value, Value] = {}
    for old, new in zip(training, after, strict=True):
        if new in fused.inside and new not in in_place and old not in after and _is_read_before(fused, root, old, new):
            in_place[new] = old
    return in_place


def _is_read_before(fused: FusedPlan, root: Callable[[Value], Value], old: Value, new: Value) -> bool:
    """Return True if an old value is last read by the loop that computes the new one, at the same element."""
    groups, index = fused.groups, fused.made[new]
    readers = [i for i, group in enumerate(groups) for x in group.reads() if root(x) is old]
    here = [x for x in groups[index].reads() if root(x) is old]
    return max(readers, default=0) <= index and all(x is old for x in here) and old.shape == groups[index].shape


class MemoryPlan(BatchPlan):
    """A `BatchPlan` whose values have slots in a pool.

    Parameters
    ----------
    plan
        Plan of a batch.
    pool
        Pool in which slots are reserved.
    shared
        Slots of params, state and opt_state, if reserved before: the full batch and a short last one share them.
    lengths
        Lengths of the plan that depend on the number of rows: values without them come first, at places that do not depend on it.
    full
        Memory of the full batch, whose other slots a short last one shares too.

    Attributes
    ----------
    copies
        Pairs of a new value and the old one to which it is copied at the end, where it could not be written there directly.
    """

    def __init__(
        self,
        plan: Plan,
        pool: BufferPool,
        shared: Sequence[tuple[str, int]] = (),
        lengths: Lengths | None = None,
        full: MemoryPlan | None = None,
    ) -> None:
        super().__init__(plan, lengths)
        reserved = dict(zip(self.training, shared, strict=True)) if shared else {x: pool.reserve(x) for x in self.training}
        self.shared = [reserved[x] for x in self.training]
        reserved |= {new: reserved[old] for new, old in self.in_place.items()}
        rest = [*self.samples, self.rate, *self.plan.constants, *sorted(self.stored, key=lambda x: x.number)]
        slots = {} if full is None else full.slots_in_turns(self.plan)
        for x in rest if lengths is None else sorted(rest, key=lengths.vary):
            if x not in reserved:
                reserved[x] = slots.get(x) or pool.reserve(x)
        self.views = BufferViews(pool, self.fused, reserved)
        pairs = zip(self.after, self.training, strict=True)
        self.copies = [(new, old) for new, old in pairs if reserved[new] != reserved[old]]

    def slots_in_turns(self, plan: Plan) -> dict[Value, tuple[str, int]]:
        """Return slots for values of another plan of the step, which runs in turns with this one: for those not longer there."""
        lengths = Lengths.compare(plan, self.plan)
        own = {x.number: (x.size, slot) for x, slot in self.views.reserved.items() if slot not in self.shared}
        if lengths is None:
            return {}
        shared = {x: own[x.number] for x in values(plan) if x.number in own and lengths.constants.get(x, True)}
        return {x: slot for x, (size, slot) in shared.items() if x.size <= size}

    def array(self, value: Value) -> NDArray[Any]:
        """Return a value as an array that views the buffers."""
        array: NDArray[Any] = self.views.array(value)
        return array

    def write_constants(self) -> None:
        """Write the constants of the plan, once the pool is allocated."""
        for value, constant in self.plan.constants.items():
            self.views.array(value)[...] = self.views.pool.library.asarray(constant)


def copy_shared_outputs(plan: Plan) -> Plan:
    """Return the plan with copies for outputs that are inputs, constants or views, or that occur twice."""
    made = {op.result for op in plan.operations if op.name not in VIEWS}
    number, operations, outputs = plan.next_number, list(plan.operations), list[Value]()
    before = list(leaves(plan.inputs[:3]))
    for index, x in enumerate(leaves(plan.outputs)):
        kept = index > 0 and x is before[index - 1]
        if kept or (x in made and x not in outputs):
            outputs.append(x)
            continue
        outputs.append(Value(number, x.shape, x.dtype))
        operations.append(Operation("copy", (x,), (), outputs[-1]))
        number += 1
    rest = iter(outputs)
    return Plan(plan.inputs, tuple(operations), plan.constants, map_tree(lambda _: next(rest), plan.outputs))


def with_ellipsis(op: Operation) -> Operation:
    """Return an operation whose result is an array even where ``x[key]`` would be a scalar."""
    if op.name != "getitem":
        return op
    key = dict(op.options)["key"]
    parts = key if isinstance(key, tuple) else (key,)
    return op if Ellipsis in parts else op._replace(options=(("key", (*parts, ...)),))


def _is_within(view: Any, buffer: Any) -> bool:
    start = address(buffer)
    return start <= address(view) < start + int(buffer.nbytes)


def trace_batch(step: Any, training: Tree, samples: Tree, size: int, dtype: Any) -> Plan:
    """Trace a step on a batch of ``size`` samples; on a batch of all samples, whatever their leading axes are."""
    whole = size >= samples[0].shape[0]
    batch = map_tree(lambda a: example(a, a.shape if whole else (size, *a.shape[1:])), samples)
    plan: Plan = trace(step.over, *training, *batch, np.empty((), dtype))
    return plan
