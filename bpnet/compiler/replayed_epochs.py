"""Compilers that replay plans on fixed buffers: of a step, whose batch sizes share buffers, and of other functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.exact import in_its_arithmetic
from bpnet.compiler.executor import Batch, EpochProgram
from bpnet.compiler.memory import trace_batch
from bpnet.compiler.plan import numpy_dtype
from bpnet.compiler.replay import LayoutError, ReplayedFunction, StepBuffers, compile_batch
from bpnet.compiler.trace import trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.compiler.library import Library


LARGE = 1 << 25
"""Size of the arguments of a function in bytes from which on it runs uncompiled: calls take little time, buffers much memory."""


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
            traced = in_its_arithmetic(step, frozenset())
            plan = trace_batch(traced, training, samples, length, self.buffers.dtype)
            own = [self.library.in_order(array) for array in leaves(rows)]
            batch = self.buffers.batches[key] = compile_batch(plan, self.buffers, own, self.library)
        return batch

    def load(self, arrays: list[Any]) -> None:
        """Copy params, state and opt_state to their buffers."""
        self.buffers.load(arrays)

    def copies(self) -> list[Any]:
        """Return copies of the buffers of params, state and opt_state."""
        return self.buffers.copies()

    def scalar(self, value: Any) -> Any:
        """Return one element of a vector of values: NumPy's is a scalar, as the uncompiled step returns."""
        return value

    def empty_values(self, steps: int) -> Any:
        """Return an array of the library for the values of some steps."""
        return self.library.empty((steps, *self.value.shape), numpy_dtype(self.value))

    def write(self, buffer: Any, array: Any) -> None:
        """Copy an array, or a number, to a buffer."""
        self.library.write(buffer, array)

    def take(self, array: Any, rows: Any, buffer: Any) -> None:
        """Copy rows of an array to a buffer."""
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

    def signature(self, tree: Tree) -> Any:
        """Return shape and dtype of the arrays of a tree, and `Library.has_buffer_layout` of each: the key of a program."""
        has_buffer_layout = self.library.has_buffer_layout
        return map_tree(lambda x: (x.shape, x.dtype, has_buffer_layout(x)), tree)

    def __call__(self, step: Callable[..., Any], training: Tree, samples: Tree, size: int) -> ReplayedEpochs | None:
        """Compile a step; return None where buffers would not have the memory layout of the uncompiled step's arrays."""
        if not all(map(self.library.has_buffer_layout, leaves((training, samples)))):
            return None
        key = self.signature(training)
        buffers = self.buffers.get(key)
        if buffers is None:
            with self.library.building():
                buffers = self.buffers[key] = StepBuffers(training, self.library)
        try:
            with buffers.lock, self.library.building():
                return ReplayedEpochs(step, training, samples, size, buffers, self.signature)
        except LayoutError:
            return None

    def function(self, function: Callable[..., Any], *values: Tree) -> ReplayedFunction | None:
        """Compile a function; return None for large arrays, and where buffers would not have the layout of plain arrays."""
        arrays = list(leaves(values))
        if sum(int(array.nbytes) for array in arrays) > LARGE or not all(map(self.library.has_buffer_layout, arrays)):
            return None
        try:
            plan = trace(in_its_arithmetic(function, frozenset()), *values)
            with self.library.building():
                return ReplayedFunction(plan, self.library)
        except LayoutError:
            return None
