"""Compiled steps of CuPy: a small step's epochs as one launch, others as kernels, products by cuBLAS and calls of CuPy.

Nothing is copied: kernels read the caller's params, samples and rate, and write the updates to new arrays, which are returned.
All work is launched on the current stream; nothing is read back.
"""

from __future__ import annotations

import threading
import weakref
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._messages import warn
from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.exact import FUNCTIONS, ExactStep, is_exact
from bpnet.compiler.memory import BufferPool, trace_batch
from bpnet_cupy import block
from bpnet_cupy.batch import BoundArrays, CupyBatch
from bpnet_cupy.block import BlockBatch, ExactBlockBatch
from bpnet_cupy.block_kernel import BlockKernel
from bpnet_cupy.exact import ExactCupyBatch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bpnet.compiler.plan import Plan

NO_COOPERATION = (
    "a step that several blocks would run in one launch runs in several launches, since CuPy cannot compile it ({}: {}): "
    "pip install nvidia-cuda-runtime"
)
LINE = 256
"""Alignment in bytes; CuPy's own arrays have 512, and cuBLAS does not distinguish the two."""


class CupyEpochs:
    """Epochs over all samples in batches of ``size``."""

    def __init__(self, cupy: Any, step: Any, training: Tree, samples: Tree, size: int) -> None:
        n = samples[0].shape[0]
        self.library, self.n, self.size, self.lock = cupy, n, size, threading.Lock()
        self.dtype = samples[0].dtype
        lengths = [size, n % size] if n % size else [size]
        exactly = is_exact(step)
        traced = ExactStep(step, FUNCTIONS) if exactly else step
        plans = [trace_batch(traced, training, samples, length, self.dtype) for length in lengths]
        self.batches: list[CupyBatch] = []
        self.block = self._kernel(plans, exactly=exactly)
        if self.block is None:
            self.scratch = BufferPool(cupy, LINE)
            program = ExactCupyBatch if exactly else CupyBatch
            self.batches = [program(plan, self.scratch) for plan in plans]
        self.scratch.allocate()
        self.nbytes = self.scratch.nbytes
        if self.block is not None:
            self.block.prepare()
        for batch in self.batches:
            batch.prepare()
        cuda = cupy.cuda
        self.free, stream = cuda.Event(disable_timing=True), cuda.get_current_stream()
        """Event after which the scratch pool is not in use on any stream."""
        self.free.record(stream)
        # CuPy returns the scratch memory to the stream on which it was allocated, where it may be reused at once
        weakref.finalize(self, _let_wait, cuda.Device(), stream, self.free).atexit = False

    def _kernel(self, plans: Sequence[Plan], *, exactly: bool) -> BlockKernel | None:
        """Return the kernel that runs all epochs if the step is small: of one block, or of blocks that run at the same time."""
        batches = [(ExactBlockBatch if exactly else BlockBatch)(plan) for plan in plans]
        ways: list[tuple[int | None, int, int]] = [(None, block.FLOPS, block.SHARED)]
        if resident := count_resident_blocks(self.library):
            ways.append((resident, block.GRID_FLOPS, block.WORKSPACE))
        for most, flops, nbytes in ways:
            if all(batch.is_within(flops, nbytes) for batch in batches):
                self.scratch = BufferPool(self.library, LINE)
                kernel = BlockKernel(batches, self.n, self.size, self.scratch, most)
                if kernel.fits and self._compile(kernel):
                    return kernel
        return None

    def _compile(self, kernel: BlockKernel) -> bool:
        """Compile a kernel; warn and return False if CuPy cannot, without the header or library of cooperative launches."""
        try:
            kernel.compile()
        except (self.library.cuda.compiler.CompileException, RuntimeError) as error:
            if kernel.blocks == 1 or hasattr(error, "status"):  # an error of CUDA itself
                raise
            reason = " ".join(str(error).split())[:120]
            warn(NO_COOPERATION.format(type(error).__name__, reason), RuntimeWarning)
            return False
        return True

    def __call__(self, *values: Any) -> Tree:
        """Run the step on one batch; return ``value, params, state, opt_state``."""
        *training, x, target, rate = values
        after, made = self.run(tuple(training), (x, target), [None], [rate])
        return (made[0], *after)

    def run(self, training: Tree, samples: Tree, orders: Sequence[Any], rates: Sequence[Any]) -> tuple[Tree, Any]:
        """Run some epochs; the arrays passed in are not changed; see `bpnet.backend.EpochStep.epochs`."""
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
        """Run the step on every batch of every epoch; return the updated leaves of ``training``, and the value of each step."""
        library = self.library
        if self.block is not None:
            return self.block.run(self._contiguous(training), self._contiguous(samples), orders, rates)
        arrays, columns = CurrentArrays(library, self._contiguous(training)), self._contiguous(samples)
        on_device = isinstance(rates[0], library.ndarray)
        device_rates = rates if on_device else library.asarray(np.asarray(rates, dtype=self.dtype))
        made = library.empty(len(rates), dtype=self.batches[0].value.dtype)
        bounds = [BoundArrays(batch) for batch in self.batches]
        ordered = orders[0] is not None
        taken = [[library.empty(x.shape, x.dtype) for x in batch.samples] if ordered else [] for batch in self.batches]
        step, rate, device_rate = 0, None, None
        for order in orders:
            for number, rows in self._rows(order):
                batch, bound = self.batches[number], bounds[number]
                for index, (value, column) in enumerate(zip(batch.samples, columns, strict=True)):
                    if order is not None:
                        bound.bind(value, library.take(column, rows, axis=0, out=taken[number][index]))
                    else:
                        bound.bind(value, column if self.size == self.n else column[rows])
                if on_device or rates[step] != rate:
                    rate, device_rate = rates[step], device_rates[step]
                bound.bind(batch.rate, device_rate)
                bound.bind(batch.value, made[step])
                arrays.bind(batch, bound)
                for call in batch.calls:
                    call(bound)
                step += 1
        return arrays.current, made

    def _contiguous(self, tree: Tree) -> list[Any]:
        """Return the arrays of a tree as C-contiguous ones; only others, such as transposes, are copied."""
        return [x if x.flags.c_contiguous else self.library.ascontiguousarray(x) for x in leaves(tree)]

    def _rows(self, order: Any) -> Iterator[tuple[int, Any]]:
        """Yield the rows of each batch of an epoch, with 0 for a full batch and 1 for a short one."""
        for start in range(0, self.n, self.size):
            rows = slice(start, min(start + self.size, self.n))
            yield int(start + self.size > self.n), rows if order is None else order[rows]


def count_resident_blocks(cupy: Any) -> int:
    """Return the number of blocks that certainly run at the same time, one per multiprocessor; 0 without cooperative launches."""
    attributes = cupy.cuda.Device().attributes
    return int(attributes["MultiProcessorCount"]) if attributes.get("CooperativeLaunch") else 0


def _let_wait(device: Any, stream: Any, event: Any) -> None:
    """Let a stream of a device wait for an event."""
    with device:
        stream.wait_event(event)


class CurrentArrays:
    """Params, state and opt_state from step to step: the given arrays are only read, updates are written to new arrays."""

    def __init__(self, library: Any, given: list[Any]) -> None:
        self.library, self.current = library, given
        self.own: list[Any] = [None] * len(given)
        self.spare: list[Any] = [None] * len(given)

    def bind(self, batch: CupyBatch, bound: BoundArrays) -> None:
        """Bind the old and the new arrays of a step; the new ones become current."""
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
