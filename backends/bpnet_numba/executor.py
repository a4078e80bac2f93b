"""Compiled steps of Numba: a small step as one function with the loops over epochs and batches, a large one as several calls."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from bpnet._messages import warn
from bpnet._threads import count_threads
from bpnet.arrays import leaves
from bpnet.compiler.exact import FUNCTIONS, ExactStep
from bpnet.compiler.executor import PooledEpochs
from bpnet.compiler.function_step import FunctionStep
from bpnet.compiler.lengths import MORE, Lengths, trace_other
from bpnet.compiler.memory import copy_shared_outputs
from bpnet.compiler.operations import TraceError
from bpnet_numba.batch import NumbaBatch, parameters
from bpnet_numba.blocks import BlockedBatch
from bpnet_numba.exact import ExactBatch
from bpnet_numba.layout import NotFasterError
from bpnet_numba.machine_code import compile_source
from bpnet_numba.small import SmallEpochs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bpnet.arrays import Tree
    from bpnet.compiler.plan import Plan

FAR = 1 << 22
"""Size of samples in bytes above which they exceed a core's cache: then four rows are loaded at once, to overlap the latency."""
FOUR_ROWS = """def take(x, rows, out):
    whole = rows.size // 4 * 4
    for i in range(0, whole, 4):
        a, b, c, d = rows[i], rows[i + 1], rows[i + 2], rows[i + 3]
        for j in range(x.shape[1]):
            out[i, j] = x[a, j]
            out[i + 1, j] = x[b, j]
            out[i + 2, j] = x[c, j]
            out[i + 3, j] = x[d, j]
    for i in range(whole, rows.size):
        for j in range(x.shape[1]):
            out[i, j] = x[rows[i], j]
"""


class NumbaEpochs(PooledEpochs):
    """Epochs of a step as machine code."""

    program = NumbaBatch
    function: Callable[..., Any] | None = None
    """Function that runs all epochs, if the step is small."""

    def __init__(self, step: Any, training: Tree, samples: Tree, n: int, size: int) -> None:
        self.has_rows = not isinstance(getattr(step, "step", step), FunctionStep)
        self.trace_other = partial(trace_other, step, training, samples)
        super().__init__(step, training, samples, n, size)
        del self.trace_other  # which would keep the arrays

    @classmethod
    def build(cls, step: Any, training: Tree, samples: Tree, size: int) -> Self:
        """Compile a step for values of these shapes."""
        return cls(step, training, samples, samples[0].shape[0], size)

    def make_program(self, plan: Plan, shared: Sequence[tuple[str, int]] = ()) -> Any:
        """Return the program in blocks of rows if it is faster; otherwise that of the whole batch."""
        plan = copy_shared_outputs(plan)
        if not self.has_rows:
            return self.program(plan, self.pool, shared)
        full, rows = self.programs[0] if shared else None, next(leaves(plan.inputs[3:-1])).shape[0]
        blocked = self._in_blocks(plan, shared, full if isinstance(full, BlockedBatch) else None)
        if blocked is not None:
            blocked.other = None if shared else self.trace_other(2 * rows + MORE, self.dtype)
            return blocked
        if isinstance(full, NumbaBatch):
            return self.program(plan, self.pool, shared, Lengths.compare(plan, full.plan), full)
        other = self.trace_other(rows + MORE, self.dtype)
        lengths = None if other is None else Lengths.compare(plan, copy_shared_outputs(other))
        return self.program(plan, self.pool, shared, lengths)

    def _in_blocks(self, plan: Plan, shared: Sequence[tuple[str, int]], full: BlockedBatch | None) -> BlockedBatch | None:
        """Return the program in blocks of rows, or None."""
        sizes, threads = dict(self.pool.sizes), count_threads()
        try:
            return BlockedBatch(plan, self.pool, shared, threads=threads, program=self.program, full=full)
        except NotFasterError:
            pass
        except TraceError as error:
            if threads > 1:
                warn(f"threads={threads}: {error}; it runs on one thread", RuntimeWarning)
        self.pool.sizes = sizes
        return None

    def prepare(self) -> None:
        if self.has_rows and all(program.is_small for program in self.programs):
            self.function = compile_source("\n".join(self.source.lines), "run", self.programs[0].functions)
        else:
            super().prepare()

    def loop(self, samples: list[Any], orders: Sequence[Any], rates: Sequence[Any], made: NDArray[Any]) -> None:
        if self.function is None:
            super().loop(samples, orders, rates, made)
            return
        ordered = orders[0] is not None
        table = np.stack(orders) if ordered else np.zeros((1, 1), np.int64)
        columns = [np.ascontiguousarray(array).reshape(-1) for array in samples]
        if self.n == self.size and not ordered:
            full = self.programs[0]
            for value, array in zip(full.samples, samples, strict=True):
                full.views.array(value)[...] = array
        given = len(orders), ordered, table, np.asarray(rates, self.dtype), made
        self.function(*self.source.sizes, *given, *self.pool.buffers.values(), *columns)

    def take(self, array: NDArray[Any], rows: Any, buffer: NDArray[Any]) -> None:
        if array.ndim == 2 and array.nbytes > FAR and array.strides[1] == array.itemsize:  # noqa: PLR2004 - a matrix
            compile_source(FOUR_ROWS, "take")(array, rows, buffer)
        else:
            super().take(array, rows, buffer)

    @cached_property
    def source(self) -> SmallEpochs:
        """The source of a function of all epochs, if the step is small."""
        return SmallEpochs(self.programs, self.n, parameters(self.pool.buffers))


class ExactNumbaEpochs(NumbaEpochs):
    """Epochs of a step in exact arithmetic as machine code."""

    program = ExactBatch

    @classmethod
    def build(cls, step: Any, training: Tree, samples: Tree, size: int) -> Self:
        """Compile a step for values of these shapes."""
        return super().build(ExactStep(step, FUNCTIONS), training, samples, size)
