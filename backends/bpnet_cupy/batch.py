"""A step on batches of one shape, as kernels and calls on arrays that change from step to step."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from bpnet.compiler.memory import BufferPool
from bpnet.compiler.operations import OPERATIONS, REDUCTIONS, TraceError
from bpnet.compiler.plan import Operation, Plan, Value, apply
from bpnet_cupy import source
from bpnet_cupy.kernel_plan import KernelPlan
from bpnet_cupy.kernels import OPTIONS, THREADS
from bpnet_cupy.launches import Kernel, Planner, write_kernel
from bpnet_cupy.namespace import namespace
from bpnet_cupy.reductions import helpers

if TYPE_CHECKING:
    from collections.abc import Callable


class CupyBatch(KernelPlan):
    """The plan of a batch of one size, as kernels and calls.

    Values in arrays that the caller owns, or will own, have pointers that change from step to step: ``bound``. All others have
    slots in the ``scratch`` pool.
    """

    def __init__(self, plan: Plan, scratch: BufferPool) -> None:
        super().__init__(plan)
        self.scratch = scratch
        new = [x for x in self.after if x not in self.training]
        self.bound = list(dict.fromkeys([*self.training, *new, *self.samples, self.rate, self.value]))
        inner = [*self.plan.constants, *sorted(self.stored - set(self.bound), key=lambda x: x.number)]
        self.reserved = {x: scratch.reserve(x) for x in inner}
        self.order = list(Planner(self, self._new_value).launches())

    def _new_value(self, shape: tuple[int, ...], dtype: Any) -> Value:
        """Return a value that is not in the plan, in the scratch pool."""
        value = Value(self.plan.next_number + len(self.reserved), shape, dtype)
        self.reserved[value] = self.scratch.reserve(value)
        return value

    def position(self, root: Value) -> tuple[str, int]:
        """Return the name of a kernel's pointer, and the index of the first element."""
        return self.reserved.get(root, (f"v{root.number}", 0))

    def type_of(self, name: str) -> str:
        """Return the C type of the elements of a pointer."""
        dtypes = {f"v{x.number}": str(x.dtype) for x in self.bound}
        return source.TYPES[dtypes.get(name, name)]

    def source(self) -> tuple[str, list[Kernel | Operation]]:
        """Return the source of all kernels, and the kernels and library calls in execution order."""
        sizes = [x.size for x in self.bound] + list(self.scratch.sizes.values())
        stages = (stage for one in self.order if not isinstance(one, Operation) for task in one for stage in task.stages)
        text = [source.preamble(max(sizes)), *helpers(stages), *self.definitions()]
        order: list[Kernel | Operation] = []
        for number, one in enumerate(self.order):
            if isinstance(one, Operation):
                order.append(one)
                continue
            lines, kernel = write_kernel(f"launch_{number}", one, self, self.type_of)
            text.append(lines)
            order.append(kernel)
        self.views.forget_templates()
        return "\n".join(text), order

    def prepare(self) -> None:
        """Compile the kernels and create the calls, once the scratch pool is allocated."""
        cupy = self.scratch.library
        text, order = self.source()
        module = cupy.RawModule(code=text, options=OPTIONS)
        self.names = [*self.scratch.sizes, *(f"v{x.number}" for x in self.bound)]
        self.calls: list[Callable[[BoundArrays], Any]] = []
        for one in order:
            if isinstance(one, Operation):
                self.calls.append(self.library_call(one))
            else:
                indices = [self.names.index(name) for name in one.pointers]
                self.calls.append(Launch(module.get_function(one.name), one.blocks, indices))
        for value, constant in self.plan.constants.items():
            self.scratch_array(value)[...] = cupy.asarray(constant)

    def scratch_array(self, root: Value) -> Any:
        """Return the array of a value in the scratch pool."""
        name, start = self.reserved[root]
        return self.scratch.buffers[name][start : start + root.size].reshape(root.shape)

    def library_call(self, op: Operation) -> Callable[[BoundArrays], Any]:
        """Return a call that computes an operation by CuPy's own functions, or by cuBLAS."""
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
        xp = namespace()
        made = apply(xp, op, example)
        if (made.shape, made.dtype) != (op.result.shape, op.result.dtype):
            expected = f"{op.result.dtype} {op.result.shape}"
            raise TraceError(f"xp.{op.name} returned {made.dtype} {made.shape}; expected {expected}")

        def call(bound: BoundArrays) -> None:
            bound.array(op.result)[...] = apply(xp, op, bound.operands(op))

        return call


class Launch:
    """A launch of a kernel on the pointers of a step."""

    def __init__(self, function: Any, blocks: int, indices: list[int]) -> None:
        self.function, self.grid = function, (blocks,)
        self.pick = itemgetter(*indices) if len(indices) > 1 else lambda pointers: (pointers[indices[0]],)

    def __call__(self, bound: BoundArrays) -> None:
        self.function(self.grid, (THREADS,), self.pick(bound.pointers))


class BoundArrays:
    """Arrays and pointers of one step of a batch."""

    def __init__(self, batch: CupyBatch) -> None:
        self.batch, self.ndarray = batch, batch.scratch.library.ndarray
        self.indices = {x: len(batch.scratch.sizes) + i for i, x in enumerate(batch.bound)}
        self.pointers = [int(buffer.data.ptr) for buffer in batch.scratch.buffers.values()] + [0] * len(batch.bound)
        self.roots: dict[Value, Any] = {}
        self.arrays: dict[tuple[Value, int], Any] = {}

    def bind(self, root: Value, array: Any) -> None:
        """Set the array of a value."""
        if self.roots.get(root) is not array:
            self.roots[root] = array
            self.pointers[self.indices[root]] = int(array.data.ptr)

    def array(self, value: Value) -> Any:
        """Return a value as an array; a view of a value as a view of its array."""
        root, offset, strides = self.batch.views.view(value)
        pointer = self.pointers[self.indices[root]] if root in self.indices else 0
        array = self.arrays.get((value, pointer))
        if array is None:
            base = self.roots[root] if root in self.indices else self.batch.scratch_array(root)
            array = self.ndarray(value.shape, value.dtype, memptr=base.data + offset, strides=strides)
            self.arrays[value, pointer] = array
        return array

    def operands(self, op: Operation) -> list[Any]:
        """Return the operands of an operation: arrays, and Python numbers unchanged."""
        return [self.array(x) if isinstance(x, Value) else x for x in op.operands]
