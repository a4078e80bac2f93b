"""Compiled steps of CuPy: loops of the plan fused, products by cuBLAS into their places, and the rest by CuPy.

Nothing is copied: kernels read the params, the samples and the rate where they lie, and write what is new into fresh arrays,
which are returned. Everything is launched on the current stream; nothing is read back.
"""

from __future__ import annotations

import threading
import weakref
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.memory import BufferPool, trace_batch
from bpnet_cupy.batch import BoundArrays, CupyBatch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LINE = 256
"""Bytes: CuPy's own arrays begin at multiples of 512, so that cuBLAS sees no difference in alignment."""


class CupyEpochs:
    """Epochs over all samples in batches of ``size``."""

    def __init__(self, cupy: Any, step: Any, training: Tree, samples: Tree, size: int) -> None:
        n = samples[0].shape[0]
        self.library, self.n, self.size, self.lock = cupy, n, size, threading.Lock()
        self.dtype = samples[0].dtype
        self.scratch = BufferPool(cupy, LINE)
        lengths = [size, n % size] if n % size else [size]
        self.batches = [CupyBatch(trace_batch(step, training, samples, length, self.dtype), self.scratch) for length in lengths]
        self.scratch.allocate()
        self.nbytes = self.scratch.nbytes
        for batch in self.batches:
            batch.prepare()
        cuda = cupy.cuda
        self.free, stream = cuda.Event(disable_timing=True), cuda.get_current_stream()
        """After it nobody uses the scratch pool, on whatever stream."""
        self.free.record(stream)
        # CuPy gives the scratch memory back to the stream that it is from, for whatever comes next there
        weakref.finalize(self, _let_wait, cuda.Device(), stream, self.free).atexit = False

    def __call__(self, *values: Any) -> Tree:
        """The step on one batch: ``value, params, state, opt_state``."""
        *training, x, target, rate = values
        after, made = self.run(tuple(training), (x, target), [None], [rate])
        return (made[0], *after)

    def run(self, training: Tree, samples: Tree, orders: Sequence[Any], rates: Sequence[Any]) -> tuple[Tree, Any]:
        """Some epochs, from arrays that stay as they are to new ones; see `bpnet.backend.EpochStep.epochs`."""
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
        """The step on every batch of every epoch: the params, state and opt_state after them, and the value of each step."""
        library = self.library
        arrays, columns = CurrentArrays(library, self._contiguous(training)), self._contiguous(samples)
        on_device = isinstance(rates[0], library.ndarray)
        placed = rates if on_device else library.asarray(np.asarray(rates, dtype=self.dtype))
        made = library.empty(len(rates), dtype=self.batches[0].value.dtype)
        bounds = [BoundArrays(batch) for batch in self.batches]
        ordered = orders[0] is not None
        taken = [[library.empty(x.shape, x.dtype) for x in batch.samples] if ordered else [] for batch in self.batches]
        step, rate, placed_rate = 0, None, None
        for order in orders:
            for number, rows in self._rows(order):
                batch, bound = self.batches[number], bounds[number]
                for index, (value, column) in enumerate(zip(batch.samples, columns, strict=True)):
                    if order is not None:
                        bound.bind(value, library.take(column, rows, axis=0, out=taken[number][index]))
                    else:
                        bound.bind(value, column if self.size == self.n else column[rows])
                if on_device or rates[step] != rate:
                    rate, placed_rate = rates[step], placed[step]
                bound.bind(batch.rate, placed_rate)
                bound.bind(batch.value, made[step])
                arrays.bind(batch, bound)
                for call in batch.calls:
                    call(bound)
                step += 1
        return arrays.current, made

    def _contiguous(self, tree: Tree) -> list[Any]:
        """The arrays of a tree; only those that a kernel cannot read as they are, such as transposes, are copied."""
        return [x if x.flags.c_contiguous else self.library.ascontiguousarray(x) for x in leaves(tree)]

    def _rows(self, order: Any) -> Iterator[tuple[int, Any]]:
        """The rows of each batch of an epoch, with 0 for a full batch and 1 for a short one."""
        for start in range(0, self.n, self.size):
            rows = slice(start, min(start + self.size, self.n))
            yield int(start + self.size > self.n), rows if order is None else order[rows]


def _let_wait(device: Any, stream: Any, event: Any) -> None:
    """Let a stream of a device wait for an event."""
    with device:
        stream.wait_event(event)


class CurrentArrays:
    """Params, state and opt_state from step to step: what was given is only read, what is new goes into arrays of our own."""

    def __init__(self, library: Any, given: list[Any]) -> None:
        self.library, self.current = library, given
        self.own: list[Any] = [None] * len(given)
        self.spare: list[Any] = [None] * len(given)

    def bind(self, batch: CupyBatch, bound: BoundArrays) -> None:
        """Bind the old and the new ones of a step; the new ones are current from then on."""
        for i, (old, new) in enumerate(zip(batch.training, batch.after, strict=True)):
            array = self.current[i]
            bound.bind(old, array)
            if new is old:
                continue
            if array is not self.own[i]:  # given, or the spare one
                if self.own[i] is None:
                    self.own[i] = self.library.empty(new.shape, new.dtype)
                array = self.own[i]
            elif new not in batch.in_place:
                if self.spare[i] is None:
                    self.spare[i] = self.library.empty(new.shape, new.dtype)
                array = self.spare[i]
            bound.bind(new, array)
            self.current[i] = array
