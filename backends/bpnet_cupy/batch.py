"""A step on batches of one shape, as kernels and calls on arrays that are bound to it from step to step."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.compiler.memory import BatchPlan, BufferPool, Slot, with_ellipsis
from bpnet.compiler.operations import OPERATIONS, REDUCTIONS, TraceError
from bpnet.compiler.plan import Operation, Plan, Value, apply
from bpnet_cupy import source
from bpnet_cupy.kernels import OPTIONS, THREADS

if TYPE_CHECKING:
    from collections.abc import Callable

POINTERS = 400
"""How many arrays one kernel takes at most; CUDA's limit is 4 KiB of arguments."""


class View(NamedTuple):
    """Where the elements of a value lie: bytes from the beginning of another value, and strides in bytes."""

    root: Value
    offset: int
    strides: tuple[int, ...]


class CupyBatch(BatchPlan):
    """The plan of a batch of one size, as kernels and calls.

    Values that the caller owns, or will own, are found by pointers that change from step to step: ``bound``. All others lie in
    the ``scratch`` pool.
    """

    kind = staticmethod(source.kind)

    def __init__(self, plan: Plan, scratch: BufferPool) -> None:
        super().__init__(plan)
        self.scratch = scratch
        new = [x for x in self.after if x not in self.training]
        self.bound = list(dict.fromkeys([*self.training, *new, *self.samples, self.rate, self.value]))
        inner = [*self.plan.constants, *sorted(self.stored - set(self.bound), key=lambda x: x.number)]
        self.reserved = {x: scratch.reserve(x) for x in inner}
        self.views: dict[Value, View] = {}
        self._templates: dict[Value, Any] = {}

    def view(self, value: Value) -> View:
        """Where a value lies, found on an array of NumPy that is never written to."""
        if value not in self.views:
            root, array = self.fused.root(value), self._template(value)
            start = self._template(root)
            offset = array.ctypes.data - start.ctypes.data if array.size else 0
            if array.size and not 0 <= offset < max(1, start.nbytes):
                raise TraceError(f"xp.{self.fused.views[value].name} gives a copy where a view was expected")
            self.views[value] = View(root, offset, array.strides)
        return self.views[value]

    def _template(self, value: Value) -> Any:
        if value not in self._templates:
            op = self.fused.views.get(value)
            if op is None:
                self._templates[value] = np.empty(value.shape, value.dtype)
            else:
                self._templates[value] = apply(np, with_ellipsis(op), [self._template(op.operands[0])])
        return self._templates[value]

    def slot(self, value: Value) -> Slot:
        """Where a kernel finds the elements of a value: the name of its pointer, and elements from there."""
        root, offset, strides = self.view(value)
        item = value.dtype.itemsize
        name, start = self.reserved.get(root, (f"v{root.number}", 0))
        apart = tuple(0 if n == 1 else stride // item for n, stride in zip(value.shape, strides, strict=True))
        return Slot(name, start + offset // item, apart)

    def type_of(self, name: str) -> str:
        """The C type of what a pointer points to."""
        dtypes = {f"v{x.number}": str(x.dtype) for x in self.bound}
        return source.TYPES[dtypes.get(name, name)]

    def source(self) -> tuple[str, list[source.Kernel | Operation]]:
        """The source of all kernels, and what is done in which order: kernels of it, and operations that are calls."""
        sizes = [x.size for x in self.bound] + list(self.scratch.sizes.values())
        text, order = [source.preamble(max(sizes))], list[source.Kernel | Operation]()
        for number, group in enumerate(self.fused.groups):
            if group.kind != "loop":
                order += group.operations
                continue
            for letter, part in enumerate(source.split_loop(group, self.fused.root, POINTERS)):
                lines, kernel = source.write_kernel(f"loop_{number}_{letter}", part, self)
                text.append(lines)
                order.append(kernel)
        self._templates.clear()
        return "\n".join(text), order

    def prepare(self) -> None:
        """Compile, once the scratch pool is allocated."""
        cupy = self.scratch.library
        text, order = self.source()
        module = cupy.RawModule(code=text, options=OPTIONS)
        self.names = [*self.scratch.sizes, *(f"v{x.number}" for x in self.bound)]
        self.calls: list[Callable[[BoundArrays], Any]] = []
        for one in order:
            if isinstance(one, Operation):
                self.calls.append(self._library_call(one))
            elif one.size:
                slots = [self.names.index(name) for name in one.pointers]
                self.calls.append(Launch(module.get_function(one.name), -(-one.size // THREADS), slots))
        for value, constant in self.plan.constants.items():
            self.inner(value)[...] = cupy.asarray(constant)

    def inner(self, root: Value) -> Any:
        """The array of a value in the scratch pool."""
        name, start = self.reserved[root]
        return self.scratch.buffers[name][start : start + root.size].reshape(root.shape)

    def _library_call(self, op: Operation) -> Callable[[BoundArrays], Any]:
        cupy = self.scratch.library
        if op.name == "matmul" and source.kind(op) == "matmul":
            a, b = op.operands
            return lambda bound: cupy.matmul(bound.array(a), bound.array(b), out=bound.array(op.result))
        if op.name in REDUCTIONS:
            function, (x,), options = getattr(cupy, op.name), op.operands, dict(op.options)
            return lambda bound: function(bound.array(x), out=bound.array(op.result), **options)
        ufunc = getattr(cupy, "power" if op.name == "pow" else op.name, None)
        if isinstance(ufunc, cupy.ufunc) and OPERATIONS[op.name].operator is None:
            return lambda bound: ufunc(*bound.operands(op), out=bound.array(op.result))
        example = [cupy.zeros(x.shape, x.dtype) if isinstance(x, Value) else x for x in op.operands]
        made = apply(cupy, op, example)
        if (made.shape, made.dtype) != (op.result.shape, op.result.dtype):
            expected = f"{op.result.dtype} {op.result.shape}"
            raise TraceError(f"xp.{op.name} gives {made.dtype} {made.shape}, where {expected} was expected")

        def call(bound: BoundArrays) -> None:
            bound.array(op.result)[...] = apply(cupy, op, bound.operands(op))

        return call


class Launch:
    """A launch of a kernel on the pointers of a step."""

    def __init__(self, function: Any, blocks: int, slots: list[int]) -> None:
        self.function, self.grid = function, (blocks,)
        self.pick = itemgetter(*slots) if len(slots) > 1 else lambda pointers: (pointers[slots[0]],)

    def __call__(self, bound: BoundArrays) -> None:
        self.function(self.grid, (THREADS,), self.pick(bound.pointers))


class BoundArrays:
    """The arrays and pointers of one step of a batch."""

    def __init__(self, batch: CupyBatch) -> None:
        self.batch, self.ndarray = batch, batch.scratch.library.ndarray
        self.slots = {x: len(batch.scratch.sizes) + i for i, x in enumerate(batch.bound)}
        self.pointers = [int(buffer.data.ptr) for buffer in batch.scratch.buffers.values()] + [0] * len(batch.bound)
        self.roots: dict[Value, Any] = {}
        self.arrays: dict[tuple[Value, int], Any] = {}

    def bind(self, root: Value, array: Any) -> None:
        """Give a value its array."""
        if self.roots.get(root) is not array:
            self.roots[root] = array
            self.pointers[self.slots[root]] = int(array.data.ptr)

    def array(self, value: Value) -> Any:
        """A value as an array; a view as a view."""
        root, offset, strides = self.batch.view(value)
        pointer = self.pointers[self.slots[root]] if root in self.slots else 0
        found = self.arrays.get((value, pointer))
        if found is None:
            whole = self.roots[root] if root in self.slots else self.batch.inner(root)
            found = self.ndarray(value.shape, value.dtype, memptr=whole.data + offset, strides=strides)
            self.arrays[value, pointer] = found
        return found

    def operands(self, op: Operation) -> list[Any]:
        """The operands of an operation: arrays, and Python numbers as they are."""
        return [self.array(x) if isinstance(x, Value) else x for x in op.operands]
