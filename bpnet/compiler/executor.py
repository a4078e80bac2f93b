"""Executors on the CPU: epochs of a step as prepared calls on buffers, which contain all values of the step."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.memory import BufferPool, MemoryPlan, trace_batch
from bpnet.compiler.operations import TraceError
from bpnet.compiler.plan import Operation, Value, apply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray


class Batch(NamedTuple):
    """One batch of an epoch: its rows, the buffers that they are copied to, and the calls that train on them."""

    start: int
    stop: int
    samples: list[NDArray[Any]]
    calls: list[Callable[[], Any]]
    value: NDArray[Any]
    """Loss of the batch, after the calls."""


class EpochProgram:
    """Epochs over ``n`` samples in batches of ``size``: copies inputs to buffers, runs calls, and returns copies of the results.

    Subclasses set the attributes.

    Attributes
    ----------
    training
        Buffers of params, state and opt_state, in the order of their leaves.
    rates
        Buffers of the learning rate.
    batches
        Batches of an epoch, in order; a short last one has calls of its own.
    value_dtype
        Dtype of the value of a step.
    nbytes
        Size of all buffers in bytes.
    """

    training: list[NDArray[Any]]
    rates: list[NDArray[Any]]
    batches: list[Batch]
    value_dtype: Any
    nbytes: int = 0

    def __init__(self, n: int, size: int) -> None:
        self.n, self.size, self.lock = n, size, threading.Lock()

    def spans(self) -> Iterator[tuple[int, int]]:
        """Return the first row, and the row after the last, of each batch of an epoch."""
        return ((start, min(start + self.size, self.n)) for start in range(0, self.n, self.size))

    def __call__(self, *values: Any) -> Tree:
        """Run the step on one batch; return ``value, params, state, opt_state``."""
        *training, x, target, rate = values
        after, made = self.run(tuple(training), (x, target), [None], [rate])
        return (made[0], *after)

    def run(self, training: Tree, samples: Tree, orders: Sequence[Any], rates: Sequence[Any]) -> tuple[Tree, NDArray[Any]]:
        """Run some epochs; see `bpnet.backend.EpochStep.epochs`."""
        with self.lock:
            for buffer, array in zip(self.training, leaves(training), strict=True):
                buffer[...] = array
            made = np.empty(len(rates), self.value_dtype)
            self.loop(list(leaves(samples)), orders, rates, made)
            after = iter([buffer.copy() if buffer.shape else buffer[()] for buffer in self.training])
        return map_tree(lambda _: next(after), training), made

    def loop(self, samples: list[Any], orders: Sequence[Any], rates: Sequence[Any], made: NDArray[Any]) -> None:
        """Run the step on every batch of every epoch, and write its values to ``made``."""
        all_rows = len(self.batches) == 1 and all(order is None for order in orders)
        if all_rows:  # in stored order: copied once
            self.gather(self.batches[0], samples, None)
        step, rate = 0, None
        for order in orders:
            for batch in self.batches:
                if not all_rows:
                    self.gather(batch, samples, order)
                if rates[step] != rate:
                    rate = rates[step]
                    for buffer in self.rates:
                        buffer[...] = rate
                for call in batch.calls:
                    call()
                made[step] = batch.value
                step += 1

    def gather(self, batch: Batch, samples: list[Any], order: Any) -> None:
        """Copy the rows of a batch to its buffers."""
        for buffer, array in zip(batch.samples, samples, strict=True):
            if order is None:
                np.copyto(buffer, array[batch.start : batch.stop])
            else:
                self.take(array, order[batch.start : batch.stop], buffer)

    def take(self, array: Any, rows: Any, buffer: NDArray[Any]) -> None:
        """Copy rows of an array, whose numbers are known to be in range, to a buffer."""
        np.take(array, rows, 0, buffer, "clip")  # the other modes copy twice


class BatchProgram(MemoryPlan):
    """The plan of a batch of one size, its values in a pool, and the calls that run it."""

    def calls(self) -> list[Callable[[], Any]]:
        """Return the step as a sequence of calls on the pool, which must be allocated."""
        raise NotImplementedError

    def library_call(self, op: Operation) -> Callable[[], None]:
        """Return a call that computes an operation with the library's own function and copies the result to its slot."""
        operands = [self.views.array(x) if isinstance(x, Value) else x for x in op.operands]
        out, library = self.views.array(op.result), self.views.pool.library
        made = apply(library, op, operands)
        if (made.shape, made.dtype) != (out.shape, out.dtype):
            raise TraceError(f"xp.{op.name} returned {made.dtype} {made.shape}; expected {out.dtype} {out.shape}")

        def call() -> None:
            out[...] = apply(library, op, operands)

        return call


class PooledEpochs(EpochProgram):
    """Epochs of `BatchProgram` objects that share one pool: one for full batches, and one for a short last one."""

    program: type[BatchProgram]

    def __init__(self, step: Any, training: Tree, samples: Tree, n: int, size: int) -> None:
        super().__init__(n, size)
        self.dtype = samples[0].dtype
        self.pool = BufferPool()
        full = self.program(trace_batch(step, training, samples, size, self.dtype), self.pool)
        self.programs = [full]
        if n % size:
            self.programs.append(self.program(trace_batch(step, training, samples, n % size, self.dtype), self.pool, full.shared))
        self.pool.allocate()
        for program in self.programs:
            program.write_constants()
        self.nbytes, self.value_dtype = self.pool.nbytes, full.value.dtype
        self.training = [full.views.array(value) for value in full.training]
        self.rates = [program.views.array(program.rate) for program in self.programs]
        self.prepare()

    def prepare(self) -> None:
        """Create the calls, once the pool is allocated."""
        calls = [program.calls() for program in self.programs]
        self.batches = []
        for start, stop in self.spans():
            short = stop - start < self.size
            program = self.programs[short]
            buffers = [program.views.array(value) for value in program.samples]
            self.batches.append(Batch(start, stop, buffers, calls[short], program.views.array(program.value)))
