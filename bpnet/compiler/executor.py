"""A step compiled for the shapes that it meets: what all executors share that lay the values of a plan into vectors.

`CompiledStep` is what `bpnet.backend.Backend.compile` returns; it keeps a `Program` for each set of shapes.
"""

from __future__ import annotations

import logging
import threading
import warnings
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.captures import Captures
from bpnet.compiler.memory import BufferPool, MemoryPlan, plan_of
from bpnet.compiler.trace import UNCOMPILED, Operation, TraceError, Value, apply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


PROGRAMS, BYTES = 8, 1 << 28
"""How many programs of a step are kept, the newest ones, and how much memory they may take; the last one always."""


SLOW = 10.0
"""Seconds after which the logger ``bpnet`` says that the first run of a step, in which it is compiled, goes on."""
COMPILING = "bpnet: the first run of a step, in which it is compiled, has taken %g s so far; compile=False trains without"

CHANGING = "{!r}, which a layer, a loss or the optimizer reads, keeps changing: keep it in their state, or use a schedule"
"""What is said of a variable of Python that changes between steps."""


@contextmanager
def log_if_slow() -> Iterator[None]:
    """A context in which a step is compiled: after some seconds a line says so, since nothing else is seen meanwhile."""
    timer = threading.Timer(SLOW, logging.getLogger("bpnet").warning, (COMPILING, SLOW))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


class BatchProgram(MemoryPlan):
    """The plan of a batch of one size, and the calls that do it."""

    def calls(self) -> list[Callable[[], Any]]:
        """The step as a sequence of calls on the memory, after it is allocated."""
        raise NotImplementedError

    def call(self, op: Operation) -> Callable[[], None]:
        """An operation as the library does it; what it makes is copied to its place."""
        operands = [self.values.array(x) if isinstance(x, Value) else x for x in op.operands]
        out, library = self.values.array(op.result), self.values.memory.library
        made = apply(library, op, operands)
        if (made.shape, made.dtype) != (out.shape, out.dtype):
            raise TraceError(f"xp.{op.name} gives {made.dtype} {made.shape}, where {out.dtype} {out.shape} was expected")

        def called() -> None:
            out[...] = apply(library, op, operands)

        return called


class EpochProgram:
    """Epochs over ``n`` samples in batches of ``size``: plans, memory, and calls; each backend has its own kind of parts."""

    library: Any = np
    part: type[BatchProgram]
    line = 64
    """As in `bpnet.compiler.memory.BufferPool`."""
    ran = False
    """Whether it has run: some libraries compile only then."""

    def __init__(self, step: Any, training: Tree, samples: Tree, n: int, size: int) -> None:
        self.n, self.size, self.lock = n, size, threading.Lock()
        self.dtype = samples[0].dtype
        self.memory = BufferPool(self.library, self.line)
        full = self.part(plan_of(step, training, samples, size, self.dtype), self.memory)
        self.parts = [full]
        if n % size:
            self.parts.append(self.part(plan_of(step, training, samples, n % size, self.dtype), self.memory, full.shared))
        self.memory.allocate()
        for part in self.parts:
            part.place_constants()
        self.calls: list[list[Callable[[], Any]]] = []
        self.prepare()

    def prepare(self) -> None:
        """Make the calls, once the memory is there."""
        self.calls = [part.calls() for part in self.parts]

    def run(self, training: Tree, samples: Tree, orders: Sequence[Any], rates: Sequence[Any]) -> tuple[Tree, Any]:
        """Some epochs: copies go in, and copies come out."""
        full = self.parts[0]
        with self.lock:
            self.before()
            for value, array in zip(full.training, leaves(training), strict=True):
                full.values.array(value)[...] = array
            if self.size == self.n and orders[0] is None:
                for value, array in zip(full.samples, leaves(samples), strict=True):
                    full.values.array(value)[...] = array
            made = self.library.empty(len(rates), dtype=full.value.dtype)
            self.loop(samples, orders, rates, made)
            after = iter([full.values.array(value).copy() for value in full.training])
            self.after()
            return map_tree(lambda _: next(after), training), made

    def loop(self, samples: Tree, orders: Sequence[Any], rates: Any, made: Any) -> None:
        """The step on every batch of every epoch; its values go into ``made``."""
        on_device = isinstance(rates[0], self.library.ndarray)
        placed = rates if on_device else self.library.asarray(np.asarray(rates, dtype=self.dtype))
        step, rate = 0, None
        for order in orders:
            for part, calls, rows in self._batches(order):
                if rows is not None:
                    for value, array in zip(part.samples, leaves(samples), strict=True):
                        self.gather(array, rows, part.values.array(value))
                if on_device or rates[step] != rate:
                    rate = rates[step]
                    for each in self.parts:
                        each.values.array(each.rate)[...] = placed[step]
                for call in calls:
                    call()
                made[step] = part.values.array(part.value)
                step += 1

    def before(self) -> None:
        """Wait for whoever used the memory before, where a library computes while the host goes on."""

    def after(self) -> None:
        """Note when the memory is free again."""

    def gather(self, array: Any, rows: Any, out: Any) -> None:
        """Copy rows, a slice or numbers that are known to be inside, of an array into another."""
        if isinstance(rows, slice):
            out[...] = array[rows]
        else:
            self.library.take(array, rows, axis=0, out=out)

    def _batches(self, order: Any) -> Iterator[tuple[BatchProgram, list[Callable[[], Any]], Any]]:
        """The batches of an epoch: their part and its calls, and their rows; no rows for all as they are."""
        for start in range(0, self.n, self.size):
            last = start + self.size > self.n
            rows = slice(start, min(start + self.size, self.n))
            whole = order is None and self.size == self.n
            yield self.parts[last], self.calls[last], None if whole else rows if order is None else order[rows]


class StepWithFallback:
    """What the compiled steps of all backends share: they count what ran, and notice when the plain step must run.

    Parameters
    ----------
    step
        The plain step, a pure function.

    Attributes
    ----------
    compiled_steps, plain_steps
        How many steps have run as compiled, and how many as they are.
    plain
        Whether the step runs as it is from now on. A warning, once, has said why.
    """

    def __init__(self, step: Callable[..., Any]) -> None:
        self.step = step
        self.plain, self.compiled_steps, self.plain_steps = False, 0, 0
        self.reads, self.compiled_again = Captures(step), False

    def forget(self) -> None:
        """Drop everything that was compiled."""
        raise NotImplementedError

    def fall_back(self, reason: object) -> None:
        """Run the step as it is from now on, and say why."""
        self.plain = True
        self.forget()
        warnings.warn(UNCOMPILED.format(reason), RuntimeWarning, stacklevel=4)

    def look_at_reads(self) -> None:
        """Compile again if a variable that the step reads has changed since; if it changes once more, fall back."""
        name = "" if self.plain else self.reads.changed()
        if name and self.compiled_again:
            self.fall_back(CHANGING.format(name))
        elif name:
            self.compiled_again = True
            self.reads.noted = {}  # a new one: another thread may be looking through it
            self.forget()


class CompiledStep(StepWithFallback):
    """A step by programs; one that cannot be traced runs as it is, and a warning says why, once."""

    def __init__(self, step: Callable[..., Any], program: type[EpochProgram]) -> None:
        super().__init__(step)
        self.program = program
        self.programs: dict[Any, EpochProgram] = {}

    def forget(self) -> None:
        """Drop all programs."""
        self.programs = {}

    def __call__(self, *values: Any) -> Any:
        """The step on one batch."""
        *training, x, target, rate = values
        program = self._program(tuple(training), (x, target), x.shape[0], x.shape[0])
        if program is None:
            self.plain_steps += 1
            return self.step(*values)
        after, made = self._run(program, tuple(training), (x, target), [None], [rate])
        self.compiled_steps += 1
        return (self.program.library.asarray(made[0]), *after)

    def epochs(self, training: Tree, samples: Tree, orders: Sequence[Any], size: int, rates: Sequence[float]) -> tuple[Tree, Any]:
        """As `bpnet.backend.Backend.compile` describes it."""
        program = self._program(training, samples, samples[0].shape[0], size)
        if program is None:
            self.plain_steps += len(rates)
            return plain_epochs(self.program.library, self.step, training, samples, orders, size, rates)
        self.compiled_steps += len(rates)
        return self._run(program, training, samples, orders, rates)

    @staticmethod
    def _run(program: EpochProgram, *values: Any) -> tuple[Tree, Any]:
        with nullcontext() if program.ran else log_if_slow():
            made = program.run(*values)
        program.ran = True
        return made

    def _bytes(self) -> int:
        return sum(program.memory.nbytes for program in self.programs.values())

    def _program(self, training: Tree, samples: Tree, n: int, size: int) -> EpochProgram | None:
        """The program for certain shapes; None where there can be none."""
        key = n, size, *((x.shape, x.dtype) for x in leaves((training, samples)))
        self.look_at_reads()
        if self.plain:
            return None
        found = self.programs.get(key)
        if found is None:
            try:
                with log_if_slow():
                    found = self.program(self.step, training, samples, n, size)
                while self.programs and (len(self.programs) >= PROGRAMS or self._bytes() + found.memory.nbytes > BYTES):
                    self.programs.pop(next(iter(self.programs)), None)  # another thread may have been faster
                self.programs[key] = found
                self.reads.note()
            except TraceError as error:
                self.fall_back(error)
        return found


def plain_epochs(
    library: Any, step: Any, training: Tree, samples: Tree, orders: Sequence[Any], size: int, rates: Sequence[float]
) -> tuple[Tree, Any]:
    """The plain step on every batch of some epochs; ``library`` is NumPy or CuPy."""
    values, n = [], samples[0].shape[0]
    left = iter(rates)
    for order in orders:
        for start in range(0, n, size):
            rows = slice(start, start + size) if order is None else order[start : start + size]
            whole = order is None and size >= n
            batch = samples if whole else map_tree(lambda a, rows=rows: a[rows], samples)
            value, *after = step(*training, *batch, library.asarray(next(left), dtype=samples[0].dtype))
            training = tuple(after)
            values.append(value)
    return training, library.stack(values)
