"""Compilers that replay plans on fixed buffers: of a step, to epochs on buffers that all its batch sizes share, or of a function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.exact import ExactStep, is_exact
from bpnet.compiler.executor import Batch, EpochProgram
from bpnet.compiler.memory import trace_batch
from bpnet.compiler.plan import numpy_dtype
from bpnet.compiler.replay import LayoutError, ReplayedFunction, StepBuffers, compile_batch
from bpnet.compiler.trace import trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.compiler.library import Library


class ReplayedEpochs(EpochProgram):
    """Epochs of a step on the buffers of `bpnet.compiler.replay.StepBuffers`."""

    def __init__(self, step: Any, training: Tree, samples: Tree, size: int, buffers: StepBuffers, shapes: Any) -> None:
        super().__init__(samples[0].shape[0], size)
        self.buffers, self.library, self.lock, self.shapes = buffers, buffers.library, buffers.lock, shapes
        self.training, self.rates = buffers.leaves, [buffers.rate]
        ends = {min(self.size, self.n), self.n % self.size or self.size}
        self.batches = [self._batch(step, training, samples, length) for length in sorted(ends, reverse=True)]
        self.value = self.batches[0].value
        self.nbytes = buffers.nbytes + sum(batch.nbytes for batch in self.batches)

    def _batch(self, step: Any, training: Tree, samples: Tree, length: int) -> Batch:
        """Return the compiled batch of the first ``length`` samples, which may be that of another program."""
        rows = samples if length == self.n else map_tree(lambda a: a[:length], samples)
        key = self.shapes(rows)
        batch = self.buffers.batches.get(key)
        if batch is None:
            self.load(list(leaves(training)))
            traced = ExactStep(step) if is_exact(step) else step
            plan = trace_batch(traced, training, samples, length, self.buffers.dtype)
            own = [self.library.in_order(array) for array in leaves(rows)]
            batch = self.buffers.batches[key] = compile_batch(plan, self.buffers, own, self.library)
        return batch

    def load(self, arrays: list[Any]) -> None:
        self.buffers.load(arrays)

    def copies(self) -> list[Any]:
        return self.buffers.copies()

    def scalar(self, value: Any) -> Any:
        return value

    def empty_values(self, steps: int) -> Any:
        return self.library.empty((steps, *self.value.shape), numpy_dtype(self.value))

    def write(self, buffer: Any, array: Any) -> None:
        self.library.write(buffer, array)

    def take(self, array: Any, rows: Any, buffer: Any) -> None:
        self.library.take(array, rows, buffer)


class ReplayCompiler:
    """Builds the programs of one step; those for the same params share buffers, and those for the same batch its calls.

    Parameters
    ----------
    library
        The array library.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.forget()

    def forget(self) -> None:
        """Share nothing with earlier programs: the step reads variables that have changed."""
        self.buffers: WeakValueDictionary[Any, StepBuffers] = WeakValueDictionary()

    def signature(self, tree: Tree) -> tuple[Any, ...]:
        """Return shape, dtype and device of the arrays, and `Library.has_buffer_layout` of each: the key of a program."""
        return tuple((x.shape, x.dtype, self.library.has_buffer_layout(x)) for x in leaves(tree))

    def __call__(self, step: Callable[..., Any], training: Tree, samples: Tree, size: int) -> ReplayedEpochs | None:
        """Compile a step; return None where buffers would not have the memory layout of the uncompiled step's arrays."""
        if not all(map(self.library.has_buffer_layout, leaves((training, samples)))):
            return None
        key = self.signature(training)
        buffers = self.buffers.get(key)
        if buffers is None:
            buffers = self.buffers[key] = StepBuffers(training, self.library)
        try:
            with buffers.lock:
                return ReplayedEpochs(step, training, samples, size, buffers, self.signature)
        except LayoutError:
            return None

    def function(self, function: Callable[..., Any], *values: Tree) -> ReplayedFunction | None:
        """Compile a function; return None where buffers would not have the memory layout of the uncompiled function's arrays."""
        if not all(map(self.library.has_buffer_layout, leaves(values))):
            return None
        over = ExactStep(function).over if is_exact(function) else getattr(function, "over")  # noqa: B009 - of any object
        try:
            return ReplayedFunction(trace(over, *values), self.library)
        except LayoutError:
            return None
