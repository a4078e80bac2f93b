"""Executors on the CPU: epochs of a step as prepared calls on buffers, which contain all values of the step."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.memory import BufferPool, MemoryPlan, trace_batch
from bpnet.compiler.operations import TraceError
from bpnet.compiler.plan import Operation, Plan, Value, apply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray


class Batch:
    """Buffers of the samples of a batch, the calls that train on them, and the array that then has the loss of the batch."""

    def __init__(
        self, samples: list[NDArray[Any]], calls: Sequence[Callable[[], Any]], value: NDArray[Any], nbytes: int = 0
    ) -> None:
        self.samples, self.calls, self.value, self.nbytes = samples, calls, value, nbytes


class EpochProgram:
    """Epochs over ``n`` samples in batches of ``size``: copies inputs to buffers, runs calls, and returns copies of the results.

    Subclasses set the attributes.

    Attributes
    ----------
    training
        Buffers of params, state and opt_state, in the order of their leaves.
    read
        Numbers of the buffers of ``training`` that the step reads: others are not loaded.
    rates
        Buffers of the learning rate.
    batches
        The full batch, and a short last one if there is one.
    value
        Array with the value of a step on a full batch.
    nbytes
        Size of all buffers in bytes.
    lock
        Held while the buffers are in use.
    """

    training: list[NDArray[Any]]
    rates: list[NDArray[Any]]
    batches: list[Batch]
    value: NDArray[Any]
    nbytes: int = 0
    read: Sequence[int]

    def __init__(self, n: int, size: int) -> None:
        self.n, self.size = n, min(size, n)
        self.lock = threading.RLock()

    def spans(self) -> Iterator[tuple[int, int]]:
        """Return the first row, and the row after the last, of each batch of an epoch."""
        return ((start, min(start + self.size, self.n)) for start in range(0, self.n, self.size))

    def __call__(self, *values: Any) -> Tree:
        """Run the step on one batch; return ``value, params, state, opt_state``."""
        *training, x, target, rate = values
        after, made = self.run(tuple(training), (x, target), [None], [rate])
        return (self.scalar(made[0]), *after)

    def run(self, training: Tree, samples: Tree, orders: Sequence[Any], rates: Sequence[Any]) -> tuple[Tree, NDArray[Any]]:
        """Run some epochs; see `bpnet.backend.EpochStep.epochs`."""
        with self.lock:
            self.load(list(leaves(training)))
            made = self.empty_values(len(rates))
            self.loop(list(leaves(samples)), orders, rates, made)
            after = iter(self.copies())
        return map_tree(lambda _: next(after), training), made

    def load(self, arrays: list[Any]) -> None:
        """Copy params, state and opt_state to their buffers."""
        for index in self.read:
            self.training[index][...] = arrays[index]

    def copies(self) -> list[Any]:
        """Return copies of the buffers of params, state and opt_state."""
        return [buffer.copy() for buffer in self.training]

    def scalar(self, value: Any) -> Any:
        """Return one element of a vector of values as the uncompiled step returns its value."""
        return np.asarray(value)

    def empty_values(self, steps: int) -> Any:
        """Return an array for the values of some steps."""
        return np.empty((steps, *self.value.shape), self.value.dtype)

    def write(self, buffer: Any, array: Any) -> None:
        """Copy an array, or a number, to a buffer."""
        np.copyto(buffer, array)

    def run_replicas(
        self, training: Tree, samples: Tree, flags: Sequence[bool], orders: Sequence[Any], rates: Any
    ) -> tuple[Tree, NDArray[Any]]:
        """Run epochs of many networks, one after another; see `bpnet.compiler.replicas_in_turn.run_in_turn`."""
        old, columns = list(leaves(training)), list(leaves(samples))
        new = [np.empty_like(leaf) for leaf in old]
        made = np.empty((rates.shape[1], len(rates), *self.value.shape), self.value.dtype)
        with self.lock:
            for index in range(rates.shape[1]):
                for buffer, leaf in zip(self.training, old, strict=True):
                    buffer[...] = leaf[index]
                own = [column[index] if flag else column for column, flag in zip(columns, flags, strict=True)]
                of_it = [None if order is None else order[index] for order in orders]
                self.loop(own, of_it, rates[:, index], made[index])
                for buffer, leaf in zip(self.training, new, strict=True):
                    leaf[index] = buffer
        rest = iter(new)
        return map_tree(lambda _: next(rest), training), np.moveaxis(made, 0, 1)

    def loop(self, samples: list[Any], orders: Sequence[Any], rates: Sequence[Any], made: NDArray[Any]) -> None:
        """Run the step on every batch of every epoch, and write its values to ``made``."""
        all_rows = self.n == self.size and all(order is None for order in orders)
        if all_rows:  # in stored order: copied once
            for buffer, array in zip(self.batches[0].samples, samples, strict=True):
                self.write(buffer, array)
        step, rate = 0, None
        for order in orders:
            for start, stop in self.spans():
                batch = self.batches[stop - start < self.size]
                if not all_rows:
                    self.gather(batch.samples, samples, slice(start, stop) if order is None else order[start:stop])
                if rate is None or rates[step] != rate:
                    rate = rates[step]
                    for buffer in self.rates:
                        self.write(buffer, rate)
                for call in batch.calls:
                    call()
                made[step] = batch.value
                step += 1

    def gather(self, buffers: list[NDArray[Any]], samples: list[Any], rows: Any) -> None:
        """Copy rows of the samples, a slice or row numbers, to the buffers of a batch."""
        for buffer, array in zip(buffers, samples, strict=True):
            if isinstance(rows, slice):
                self.write(buffer, array[rows])
            else:
                self.take(array, rows, buffer)

    def take(self, array: Any, rows: Any, buffer: NDArray[Any]) -> None:
        """Copy rows of an array, whose numbers are known to be in range, to a buffer."""
        np.take(array, rows, 0, buffer, "clip")  # the other modes copy twice


class BatchProgram(MemoryPlan):
    """The plan of a batch of one size, its values in a pool, and the calls that run it.

    Attributes
    ----------
    library
        Namespace of the operations that are calls of the library.
    """

    library: Any = np

    def calls(self) -> list[Callable[[], Any]]:
        """Return the step as a sequence of calls on the pool, which must be allocated."""
        raise NotImplementedError

    def library_call(self, op: Operation) -> Callable[[], None]:
        """Return a call that computes an operation with the library's own function and copies the result to its slot."""
        operands = [self.array(x) if isinstance(x, Value) else x for x in op.operands]
        out, library = self.array(op.result), self.library
        made = apply(library, op, operands)
        if (made.shape, made.dtype) != (out.shape, out.dtype):
            raise TraceError(f"xp.{op.name} returned {made.dtype} {made.shape}; expected {out.dtype} {out.shape}")

        def call() -> None:
            out[...] = apply(library, op, operands)

        return call


class PooledEpochs(EpochProgram):
    """Epochs of `BatchProgram` objects that share one pool: one for full batches, and one for a short last one."""

    program: type[BatchProgram]
    programs: list[Any]

    def __init__(self, step: Any, training: Tree, samples: Tree, n: int, size: int) -> None:
        super().__init__(n, size)
        self.dtype = samples[0].dtype
        self.pool = BufferPool()
        full = self.make_program(trace_batch(step, training, samples, self.size, self.dtype))
        self.programs = [full]
        if n % self.size:
            short = trace_batch(step, training, samples, n % self.size, self.dtype)
            self.programs.append(self.make_program(short, full.shared))
        self.pool.allocate()
        for program in self.programs:
            program.write_constants()
        self.nbytes, self.value = self.pool.nbytes, full.array(full.value)
        self.training = [full.array(value) for value in full.training]
        unread = set.intersection(*({p.training.index(x) for x in p.plan.unused() if x in p.training} for p in self.programs))
        self.read = [i for i in range(len(self.training)) if i not in unread]
        self.rates = [program.array(program.rate) for program in self.programs]
        self.prepare()

    def make_program(self, plan: Plan, shared: Sequence[tuple[str, int]] = ()) -> Any:
        """Return the program of a plan; see `bpnet.compiler.memory.MemoryPlan`."""
        return self.program(plan, self.pool, shared)

    def prepare(self) -> None:
        """Create the calls, once the pool is allocated."""
        self.batches = []
        for program in self.programs:
            samples = [program.array(value) for value in program.samples]
            self.batches.append(Batch(samples, program.calls(), program.array(program.value)))
