"""Compiled steps on NumPy: the plan of a step, run on buffers, with the bits of the uncompiled step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.exact import ExactStep, is_exact
from bpnet.compiler.executor import Batch, EpochProgram
from bpnet.compiler.float_bits import ExactOperations
from bpnet.compiler.memory import trace_batch
from bpnet_numpy.batch import LayoutError, TrainingBuffers, compile_batch
from bpnet_numpy.rehearsal import has_buffer_layout

if TYPE_CHECKING:
    from collections.abc import Callable


class NumpyEpochs(EpochProgram):
    """Epochs of a step on contiguous params and opt_state; see `bpnet_numpy.batch.TrainingBuffers`."""

    numpy_scalars = True

    def __init__(self, step: Any, training: Tree, samples: Tree, size: int, buffers: TrainingBuffers) -> None:
        super().__init__(samples[0].shape[0], size)
        self.buffers, self.lock = buffers, buffers.lock
        self.training, self.rates = buffers.leaves, [buffers.rate]
        ends = {min(self.size, self.n), self.n % self.size or self.size}
        self.batches = [self._batch(step, training, samples, length) for length in sorted(ends, reverse=True)]
        self.value = self.batches[0].value
        self.nbytes = sum(array.nbytes for array in self.training) + sum(batch.nbytes for batch in self.batches)

    def _batch(self, step: Any, training: Tree, samples: Tree, length: int) -> Batch:
        """Return the compiled batch of the first ``length`` samples, which may be that of another program."""
        rows = samples if length == self.n else map_tree(lambda a: a[:length], samples)
        key = signature(rows)
        batch = self.buffers.batches.get(key)
        if batch is None:
            self.buffers.load(training)
            xp: Any = ExactOperations() if is_exact(step) else np
            traced = ExactStep(step) if is_exact(step) else step
            plan = trace_batch(traced, training, samples, length, self.buffers.rate.dtype)
            own = [np.array(array) for array in leaves(rows)]
            batch = self.buffers.batches[key] = compile_batch(plan, self.buffers, own, xp)
        return batch


class NumpyCompiler:
    """Builds the programs of one step; those for the same params share buffers, and those for the same batch its calls."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Share nothing with earlier programs: the step reads variables that have changed."""
        self.buffers: WeakValueDictionary[Any, TrainingBuffers] = WeakValueDictionary()

    def __call__(self, step: Callable[..., Any], training: Tree, samples: Tree, size: int) -> NumpyEpochs | None:
        """Compile a step; return None where buffers would not have the memory layout of the uncompiled step's arrays."""
        if not all(has_buffer_layout(array) for array in leaves((training, samples))):
            return None
        buffers = self.buffers.get(signature(training))
        if buffers is None:
            buffers = self.buffers[signature(training)] = TrainingBuffers(training)
        try:
            with buffers.lock:
                return NumpyEpochs(step, training, samples, size, buffers)
        except LayoutError:
            return None


def signature(tree: Tree) -> tuple[Any, ...]:
    """Return the shapes and dtypes of the arrays of a tree, and `has_buffer_layout` of each: the key of a compiled program."""
    return tuple((x.shape, x.dtype, has_buffer_layout(x)) for x in leaves(tree))
