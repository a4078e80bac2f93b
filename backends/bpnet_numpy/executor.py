"""Compiled steps on NumPy: the plan of a step, run on buffers, with the bits of the uncompiled step."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.executor import Batch, EpochProgram
from bpnet.compiler.memory import trace_batch
from bpnet_numpy.batch import LayoutError, TrainingBuffers, batch_calls
from bpnet_numpy.rehearsal import has_buffer_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.compiler.plan import Plan


class NumpyEpochs(EpochProgram):
    """Epochs of a step on contiguous params and opt_state; see `bpnet_numpy.batch.TrainingBuffers`.

    Attributes
    ----------
    plans
        Plans of a full batch, and of a short last one.
    """

    def __init__(self, step: Any, training: Tree, samples: Tree, n: int, size: int) -> None:
        super().__init__(n, size)
        buffers = TrainingBuffers(training)
        self.training, self.rates = buffers.leaves, [buffers.rate]
        programs: dict[int, tuple[list[Any], list[Callable[[], Any]], Any]] = {}
        self.plans: list[Plan] = []
        self.batches = []
        for start, stop in self.spans():
            if stop - start not in programs:
                buffers.load(training)
                own = map_tree(lambda a, start=start, stop=stop: np.array(a[start:stop], order="C"), samples)
                plan = trace_batch(step, training, samples, stop - start, buffers.rate.dtype)
                self.plans.append(plan)
                calls, value = batch_calls(plan, buffers, list(leaves(own)))
                programs[stop - start] = list(leaves(own)), [partial(function, *args) for function, args in calls], value
            self.batches.append(Batch(start, stop, *programs[stop - start]))
        buffered = (*self.training, *(array for own, _, _ in programs.values() for array in own))
        self.nbytes, self.value_dtype = sum(array.nbytes for array in buffered), self.batches[0].value.dtype


def build(step: Any, training: Tree, samples: Tree, size: int) -> NumpyEpochs | None:
    """Compile a step; return None where buffers would not have the memory layout of the uncompiled step's arrays."""
    if not all(has_buffer_layout(array) for array in leaves((training, samples))):
        return None
    try:
        return NumpyEpochs(step, training, samples, samples[0].shape[0], size)
    except LayoutError:
        return None


def signature(tree: Tree) -> tuple[Any, ...]:
    """Return the shapes and dtypes of the arrays of a tree, and `has_buffer_layout` of each: the key of a compiled program."""
    return tuple((x.shape, x.dtype, has_buffer_layout(x)) for x in leaves(tree))
