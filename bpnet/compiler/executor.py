"""Executors on the CPU: epochs of a step as prepared calls on buffers, which hold all that the step reads and writes."""

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
    """The rows of an epoch that make one batch, the buffers that they are copied to, and the calls that train on them."""

    start: int
    stop: int
    samples: list[NDArray[Any]]
    calls: list[Callable[[], Any]]
    value: NDArray[Any]
    """The loss of the batch, after the calls."""


class EpochProgram:
    """Epochs over ``n`` samples in batches of ``size``: copies go into buffers, calls run, and copies come out.

    A subclass fills the attributes.

    Attributes
    ----------
    training
        Buffers of params, state and opt_state, in the order of their leaves.
    rates
        Buffers of the learning rate.
    batches
        The batches of an epoch in their order; a short last one has calls of its own.
    value_dtype
        Dtype of the value of a step.
    nbytes
        Bytes of all buffers.
    """

    training: list[NDArray[Any]]
    rates: list[NDArray[Any]]
    batches: list[Batch]
    value_dtype: Any
    nbytes: int = 0

    def __init__(self, n: int, size: int) -> None:
        self.n, self.size, self.lock = n, size, threading.Lock()

    def spans(self) -> Iterator[tuple[int, int]]:
        """Where each batch of an epoch begins and ends."""
        return ((start, min(start + self.size, self.n)) for start in range(0, self.n, self.size))

    def __call__(self, *values: Any) -> Tree:
        """The step on one batch: ``value, params, state, opt_state``."""
        *training, x, target, rate = values
        after, made = self.run(tuple(training), (x, target), [None], [rate])
        return (made[0], *after)

    def run(self, training: Tree, samples: Tree, orders: Sequence[Any], rates: Sequence[Any]) -> tuple[Tree, NDArray[Any]]:
        """Some epochs; arguments as `bpnet.backend.EpochStep.epochs` has them."""
        with self.lock:
            for buffer, array in zip(self.training, leaves(training), strict=True):
                buffer[...] = array
            made = np.empty(len(rates), self.value_dtype)
            self.loop(list(leaves(samples)), orders, rates, made)
            after = iter([buffer.copy() if buffer.shape else buffer[()] for buffer in self.training])
        return map_tree(lambda _: next(after), training), made

    def loop(self, samples: list[Any], orders: Sequence[Any], rates: Sequence[Any], made: NDArray[Any]) -> None:
        """The step on every batch of every epoch; its values go into ``made``."""
        whole = len(self.batches) == 1 and all(order is None for order in orders)
        if whole:  # all samples as they are: copied once
            self.gather(self.batches[0], samples, None)
        step, rate = 0, None
        for order in orders:
            for batch in self.batches:
                if not whole:
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
        """Copy the rows of a batch into its buffers."""
        for buffer, array in zip(batch.samples, samples, strict=True):
            if order is None:
                np.copyto(buffer, array[batch.start : batch.stop])
            else:
                self.take(array, order[batch.start : batch.stop], buffer)

    def take(self, array: Any, rows: Any, buffer: NDArray[Any]) -> None:
        """Copy some rows, numbers that are known to be inside, of an array into a buffer."""
        np.take(array, rows, 0, buffer, "clip")  # the other modes would make a copy in between


class BatchProgram(MemoryPlan):
    """The plan of a batch of one size in a pool, and the calls that run it."""

    def calls(self) -> list[Callable[[], Any]]:
        """The step as a sequence of calls on the pool, after it is allocated."""
        raise NotImplementedError

    def library_call(self, op: Operation) -> Callable[[], None]:
        """An operation as the library computes it; the result is copied to its slot."""
        operands = [self.views.array(x) if isinstance(x, Value) else x for x in op.operands]
        out, library = self.views.array(op.result), self.views.pool.library
        made = apply(library, op, operands)
        if (made.shape, made.dtype) != (out.shape, out.dtype):
            raise TraceError(f"xp.{op.name} gives {made.dtype} {made.shape}, where {out.dtype} {out.shape} was expected")

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
        """Make the calls, once the pool is allocated."""
        calls = [program.calls() for program in self.programs]
        self.batches = []
        for start, stop in self.spans():
            program, own = self.programs[stop - start < self.size], calls[stop - start < self.size]
            buffers = [program.views.array(value) for value in program.samples]
            self.batches.append(Batch(start, stop, buffers, own, program.views.array(program.value)))
