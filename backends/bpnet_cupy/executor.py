"""A step as kernels of its own: loops of the plan fused, products by cuBLAS into their places, and the rest by CuPy.

Nothing is copied: kernels read the params, the samples and the rate where they lie, and write what is new into fresh arrays,
which are returned. Everything is launched on the current stream; nothing is read back.
"""

from __future__ import annotations

import threading
import weakref
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler import executor
from bpnet.compiler.memory import BufferPool, Roles, Slot, as_view, plan_of
from bpnet.compiler.trace import OPERATORS, REDUCTIONS, Operation, Plan, TraceError, Value, apply
from bpnet_cupy import source
from bpnet_cupy.kernels import OPTIONS, THREADS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LINE = 256
"""Bytes: CuPy's own arrays begin at multiples of 512, so that cuBLAS sees no difference in alignment."""
POINTERS = 400
"""How many arrays one kernel takes at most; CUDA's limit is 4 KiB of arguments."""


class View(NamedTuple):
    """Where the elements of a value lie: bytes from the beginning of another value, and apart from one another."""

    root: Value
    offset: int
    strides: tuple[int, ...]


class Part(Roles):
    """The plan of a batch of one size, as kernels and calls.

    Values that the caller owns, or will own, are found by pointers that change from step to step: ``bound``. All others lie in
    the ``scratch`` memory.
    """

    kind = staticmethod(source.kind)

    def __init__(self, plan: Plan, scratch: BufferPool) -> None:
        super().__init__(plan)
        self.scratch = scratch
        self.new = [x for x in self.after if x not in self.training]
        self.bound = list(dict.fromkeys([*self.training, *self.new, *self.samples, self.rate, self.value]))
        inner = [*self.plan.constants, *sorted(self.stored - set(self.bound), key=lambda x: x.number)]
        self.places = {x: scratch.reserve(x) for x in inner}
        self.views: dict[Value, View] = {}
        self._templates: dict[Value, Any] = {}

    def view(self, value: Value) -> View:
        """Where a value lies, found on an array of NumPy that is never written to."""
        if value not in self.views:
            root, array = self.pieces.root(value), self._template(value)
            start = self._template(root)
            offset = array.ctypes.data - start.ctypes.data if array.size else 0
            if array.size and not 0 <= offset < max(1, start.nbytes):
                raise TraceError(f"xp.{self.pieces.views[value].name} gives a copy where a view was expected")
            self.views[value] = View(root, offset, array.strides)
        return self.views[value]

    def _template(self, value: Value) -> Any:
        if value not in self._templates:
            op = self.pieces.views.get(value)
            made = np.empty(value.shape, value.dtype) if op is None else apply(np, as_view(op), [self._template(op.operands[0])])
            self._templates[value] = made
        return self._templates[value]

    def place(self, value: Value) -> Slot:
        """How a kernel finds the elements of a value: the name of its pointer, and elements from there."""
        root, offset, strides = self.view(value)
        item = value.dtype.itemsize
        name, start = self.places.get(root, (f"v{root.number}", 0))
        apart = tuple(0 if n == 1 else stride // item for n, stride in zip(value.shape, strides, strict=True))
        return Slot(name, start + offset // item, apart)

    def type_of(self, name: str) -> str:
        """The type of what a pointer points to."""
        dtypes = {f"v{x.number}": str(x.dtype) for x in self.bound}
        return source.TYPES[dtypes.get(name, name)]

    def source(self) -> tuple[str, list[source.Kernel | Operation]]:
        """The source of all kernels, and what is done in which order: kernels of it, and operations that are calls."""
        sizes = [x.size for x in self.bound] + list(self.scratch.sizes.values())
        text, order = [source.preamble(max(sizes))], list[source.Kernel | Operation]()
        for number, piece in enumerate(self.pieces.pieces):
            if piece.kind != "loop":
                order += piece.operations
                continue
            for letter, group in enumerate(source.groups(piece, self.pieces.root, POINTERS)):
                lines, kernel = source.kernel(f"loop_{number}_{letter}", group, self)
                text.append(lines)
                order.append(kernel)
        self._templates.clear()
        return "\n".join(text), order

    def prepare(self) -> None:
        """Compile, once the memory is there."""
        cupy = self.scratch.library
        text, order = self.source()
        module = cupy.RawModule(code=text, options=OPTIONS)
        self.names = [*self.scratch.sizes, *(f"v{x.number}" for x in self.bound)]
        self.calls: list[Callable[[Bound], Any]] = []
        for one in order:
            if isinstance(one, Operation):
                self.calls.append(self._of_cupy(one))
            elif one.size:
                slots = [self.names.index(name) for name in one.pointers]
                self.calls.append(Launch(module.get_function(one.name), -(-one.size // THREADS), slots))
        for value, constant in self.plan.constants.items():
            self.inner(value)[...] = cupy.asarray(constant)

    def inner(self, root: Value) -> Any:
        """The array of a value in the scratch memory."""
        name, start = self.places[root]
        return self.scratch.vectors[name][start : start + root.size].reshape(root.shape)

    def _of_cupy(self, op: Operation) -> Callable[[Bound], Any]:
        cupy = self.scratch.library
        if op.name == "matmul" and source.kind(op) == "matmul":
            a, b = op.operands
            return lambda bound: cupy.matmul(bound.array(a), bound.array(b), out=bound.array(op.result))
        if op.name in REDUCTIONS:
            function, (x,), options = getattr(cupy, op.name), op.operands, dict(op.options)
            return lambda bound: function(bound.array(x), out=bound.array(op.result), **options)
        ufunc = getattr(cupy, "power" if op.name == "pow" else op.name, None)
        if isinstance(ufunc, cupy.ufunc) and op.name not in OPERATORS:
            return lambda bound: ufunc(*bound.operands(op), out=bound.array(op.result))
        example = [cupy.zeros(x.shape, x.dtype) if isinstance(x, Value) else x for x in op.operands]
        made = apply(cupy, op, example)
        if (made.shape, made.dtype) != (op.result.shape, op.result.dtype):
            expected = f"{op.result.dtype} {op.result.shape}"
            raise TraceError(f"xp.{op.name} gives {made.dtype} {made.shape}, where {expected} was expected")

        def called(bound: Bound) -> None:
            bound.array(op.result)[...] = apply(cupy, op, bound.operands(op))

        return called


class Launch:
    """A launch of a kernel on the pointers of a step."""

    def __init__(self, function: Any, blocks: int, slots: list[int]) -> None:
        self.function, self.grid = function, (blocks,)
        self.pick = itemgetter(*slots) if len(slots) > 1 else lambda pointers: (pointers[slots[0]],)

    def __call__(self, bound: Bound) -> None:
        self.function(self.grid, (THREADS,), self.pick(bound.pointers))


class Bound:
    """The arrays and pointers of one step of a part."""

    def __init__(self, part: Part) -> None:
        self.part, self.ndarray = part, part.scratch.library.ndarray
        self.first = len(part.scratch.sizes)
        self.slots = {x: self.first + i for i, x in enumerate(part.bound)}
        self.pointers = [int(vector.data.ptr) for vector in part.scratch.vectors.values()] + [0] * len(part.bound)
        self.roots: dict[Value, Any] = {}
        self.arrays: dict[tuple[Value, int], Any] = {}

    def bind(self, root: Value, array: Any) -> None:
        """Give a value its array."""
        if self.roots.get(root) is not array:
            self.roots[root] = array
            self.pointers[self.slots[root]] = int(array.data.ptr)

    def array(self, value: Value) -> Any:
        """A value as an array; a view as a view."""
        root, offset, strides = self.part.view(value)
        pointer = self.pointers[self.slots[root]] if root in self.slots else 0
        found = self.arrays.get((value, pointer))
        if found is None:
            whole = self.roots[root] if root in self.slots else self.part.inner(root)
            found = self.ndarray(value.shape, value.dtype, memptr=whole.data + offset, strides=strides)
            self.arrays[value, pointer] = found
        return found

    def operands(self, op: Operation) -> list[Any]:
        """The operands of an operation: arrays, and numbers as they are."""
        return [self.array(x) if isinstance(x, Value) else x for x in op.operands]


class Program:
    """Epochs over ``n`` samples in batches of ``size``; a subclass says which CuPy."""

    library: Any
    ran = False
    """Whether it has run."""

    def __init__(self, step: Any, training: Tree, samples: Tree, n: int, size: int) -> None:
        self.n, self.size, self.lock = n, size, threading.Lock()
        self.dtype = samples[0].dtype
        self.memory = BufferPool(self.library, LINE)
        rows = [size, n % size] if n % size else [size]
        self.parts = [Part(plan_of(step, training, samples, count, self.dtype), self.memory) for count in rows]
        self.memory.allocate()
        for part in self.parts:
            part.prepare()
        cuda = self.library.cuda
        self.free, stream = cuda.Event(disable_timing=True), cuda.get_current_stream()
        """After it nobody uses the scratch memory, on whatever stream."""
        self.free.record(stream)
        # CuPy gives the scratch memory back to the stream that it is from, for whatever comes next there
        weakref.finalize(self, _wait, cuda.Device(), stream, self.free).atexit = False

    def run(self, training: Tree, samples: Tree, orders: Sequence[Any], rates: Sequence[Any]) -> tuple[Tree, Any]:
        """Some epochs, from arrays that stay as they are to new ones."""
        with self.lock:
            stream = self.library.cuda.get_current_stream()
            stream.wait_event(self.free)
            try:
                after, made = self.loop(training, samples, orders, rates)
            finally:
                self.free.record(stream)
        rest = iter(after)
        return map_tree(lambda _: next(rest), training), made

    def loop(self, training: Tree, samples: Tree, orders: Sequence[Any], rates: Sequence[Any]) -> tuple[list[Any], Any]:
        """The step on every batch of every epoch: the params, state and memory after them, and the value of each step."""
        library = self.library
        arrays, rows_of = Arrays(library, self._contiguous(training)), self._contiguous(samples)
        on_device = isinstance(rates[0], library.ndarray)
        placed = rates if on_device else library.asarray(np.asarray(rates, dtype=self.dtype))
        made = library.empty(len(rates), dtype=self.parts[0].value.dtype)
        bounds = [Bound(part) for part in self.parts]
        buffers = [
            [library.empty(x.shape, x.dtype) for x in part.samples] if orders[0] is not None else [] for part in self.parts
        ]
        step, rate, placed_rate = 0, None, None
        for order in orders:
            for number, rows in self._batches(order):
                part, bound = self.parts[number], bounds[number]
                for index, (value, array) in enumerate(zip(part.samples, rows_of, strict=True)):
                    if order is not None:
                        batch = library.take(array, rows, axis=0, out=buffers[number][index])
                    else:
                        batch = array if self.size == self.n else array[rows]
                    bound.bind(value, batch)
                if on_device or rates[step] != rate:
                    rate, placed_rate = rates[step], placed[step]
                bound.bind(part.rate, placed_rate)
                bound.bind(part.value, made[step])
                arrays.bind(part, bound)
                for call in part.calls:
                    call(bound)
                step += 1
        return arrays.current, made

    def _contiguous(self, tree: Tree) -> list[Any]:
        """The arrays of a tree; only those that a kernel cannot read as they are, such as transposes, are copied."""
        return [x if x.flags.c_contiguous else self.library.ascontiguousarray(x) for x in leaves(tree)]

    def _batches(self, order: Any) -> Iterator[tuple[int, Any]]:
        """The batches of an epoch: the number of their part, and their rows."""
        for start in range(0, self.n, self.size):
            rows = slice(start, min(start + self.size, self.n))
            yield int(start + self.size > self.n), rows if order is None else order[rows]


def _wait(device: Any, stream: Any, event: Any) -> None:
    """Let a stream of a device wait for an event."""
    with device:
        stream.wait_event(event)


class Arrays:
    """Params, state and memory from step to step: what was given is only read, what is new is written into arrays of our own."""

    def __init__(self, library: Any, given: list[Any]) -> None:
        self.library, self.current = library, given
        self.own: list[Any] = [None] * len(given)
        self.spare: list[Any] = [None] * len(given)

    def bind(self, part: Part, bound: Bound) -> None:
        """Bind the old and the new ones of a step; the new ones are current from then on."""
        for i, (old, new) in enumerate(zip(part.training, part.after, strict=True)):
            array = self.current[i]
            bound.bind(old, array)
            if new is old:
                continue
            if array is not self.own[i]:  # given, or the spare one
                if self.own[i] is None:
                    self.own[i] = self.library.empty(new.shape, new.dtype)
                array = self.own[i]
            elif new not in part.in_place:
                if self.spare[i] is None:
                    self.spare[i] = self.library.empty(new.shape, new.dtype)
                array = self.spare[i]
            bound.bind(new, array)
            self.current[i] = array


def compiled(cupy: Any, xp: Any, step: Any) -> Any:
    """A step on CuPy's own functions, compiled; one on others (exact arithmetic), or any other function, as it is."""
    if getattr(step, "xp", None) is not xp or not hasattr(step, "over"):
        return step
    return executor.CompiledStep(step, type("Program", (Program,), {"library": cupy}))
