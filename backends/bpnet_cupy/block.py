"""Small steps as one kernel: epochs of batches by one block of threads, or by several that share global memory."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bpnet.compiler.fusion import LOOP_DTYPES
from bpnet.compiler.memory import BufferPool, Slot
from bpnet.compiler.plan import Plan, Value
from bpnet_cupy.exact import OWN, definitions, exact_kind
from bpnet_cupy.kernel_plan import KernelPlan
from bpnet_cupy.kernel_sources import BLOCK
from bpnet_cupy.kernels import count_parts
from bpnet_cupy.reductions import NODES, Join, Parts, Reduction
from bpnet_cupy.stages import Copy, Loop, Stage, contiguous, prefixes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from bpnet.compiler.plan import Operation

SHARED = 48 << 10
"""Bytes of shared memory of a block, without asking for more."""
FLOPS = 1 << 20
"""Maximum number of operations of a step of one block, which then takes about as long as the launches that are saved."""
WORKSPACE = 4 << 20
"""Maximum number of bytes of the values of several blocks: the cache that all multiprocessors share keeps them."""
GRID_FLOPS = 1 << 24
"""Maximum number of operations of a step of several blocks."""
WARP, MOST = 32, 256
"""Minimum and maximum number of threads of a block."""
ROUNDS = 4
"""Maximum number of rounds of a block through the parts of its sums; more parts are divided among all blocks."""


class BlockBatch(KernelPlan):
    """The plan of a batch of one size as stages of one block of threads, or of several.

    Each block takes consecutive indices of a stage. If the results are rows of a batch, these are those of the block's rows in
    each such stage, so that a row is computed by the same block throughout.

    Attributes
    ----------
    stages
        The stages after the samples are in memory: loops, reductions, and copies of updates that are not in place.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.slots: dict[Value, Slot] = {}

    def is_within(self, flops: int, nbytes: int) -> bool:
        """Return True if the step has only operations that kernels contain, not too many, and not too large a training."""
        values = [*self.training, *self.samples, *self.plan.constants, *self.stored]
        fits = (
            {str(x.dtype) for x in values} <= LOOP_DTYPES and all(x.size for x in values) and all(x.shape for x in self.samples)
        )
        size = sum(x.size * x.dtype.itemsize for x in self.training)
        kinds = {group.kind for group in self.fused.groups}
        return fits and "call" not in kinds and size <= nbytes and sum(op.flops for op in self.plan.operations) <= flops

    @property
    def width(self) -> int:
        """The largest number of results of a loop or a reduction."""
        return max(
            [math.prod(group.shape) for group in self.fused.groups if group.kind == "loop"] + [x.size for x in self.stored]
        )

    def share(self, stage: Stage) -> int:
        """Return the number of consecutive indices of a stage that each block takes."""
        results = math.prod(stage.shape)
        rows = self.samples[0].shape[0]
        share = self._divide(results, results // rows if rows in prefixes(stage.shape) else WARP)
        if not isinstance(stage, Parts):
            return share
        return share * stage.parts if self._keeps(share * stage.parts) else self._divide(stage.size, WARP)

    def thread(self, stage: Stage, index: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the threads, numbered through all blocks, that take indices of a stage."""
        share = self.share(stage)
        return index // share * self.threads + index % share % self.threads

    def _divide(self, size: int, unit: int) -> int:
        """Return the number of indices of a block, whole units."""
        return min(size, -(-size // (unit * self.blocks)) * unit)

    def _keeps(self, parts: int) -> bool:
        """Return True if a block computes the parts of the sums that it joins."""
        return parts <= ROUNDS * self.threads

    def write_stages(self, blocks: int, threads: int) -> None:
        """Create the stages for a number of blocks, and of threads of each."""
        self.blocks, self.threads = blocks, threads
        self.stages: list[Stage] = []
        self.number = self.plan.next_number
        for group in self.fused.groups:
            if group.kind == "loop":
                self.stages.append(Loop(group, self.stored))
                continue
            for op in group.operations:
                self.stages += self._reduction(op)
        pairs = zip(self.after, self.training, strict=True)
        self.stages += [Copy(new, old) for new, old in pairs if new is not old and new not in self.in_place]

    def _reduction(self, op: Operation) -> list[Stage]:
        """Return the stages of a reduction: several if a block has few results of many terms."""
        whole = Reduction(op)
        parts = count_parts(whole.count, BLOCK)
        if parts == 1 or 2 * self.share(whole) > self.threads:
            return [whole]
        stages = [self._parts(whole, parts)]
        while stages[-1].parts > NODES:
            stages.append(self._parts(whole, count_parts(stages[-1].parts, NODES), stages[-1]))
        return [*stages, Join(stages[-1])]

    def _parts(self, whole: Reduction, parts: int, below: Parts | None = None) -> Parts:
        """Return the stage that computes the parts of a reduction; those of a result are neighbours if one block has them all."""
        nodes = Value(self.number, (parts, whole.size), whole.op.result.dtype)
        self.number += 1
        run = 1 if self.blocks > 1 and self._keeps(self.share(whole) * parts) else whole.size
        return Parts(whole.op, nodes, run, BLOCK if below is None else NODES, below)

    def position(self, root: Value) -> tuple[str, int]:
        buffer, start, _ = self.slots[root]
        return buffer, int(start)

    def place_inputs(self, shared: Sequence[Slot], constants: BufferPool) -> None:
        """Assign slots to the training, which all batches share, to the rate, and to constants."""
        self.slots = dict(zip(self.training, shared, strict=True))
        self.slots |= {new: self.slots[old] for new, old in self.in_place.items()}
        self.slots[self.rate] = Slot("rate", 0, ())
        for x in self.plan.constants:
            name, start = constants.reserve(x)
            self.slots[x] = Slot(f"constant_{name}", start, contiguous(x.shape))
        self.given = set(self.slots)

    def place(self, used: dict[str, int], *, apart: bool) -> dict[str, int]:
        """Assign slots to all other values; return the number of elements of each buffer, beginning with those used.

        Unless ``apart``, values that are not needed at the same time share memory, which takes more barriers.
        """
        lives = dict.fromkeys(self._lives(), (0, 0)) if apart else self._lives()
        sizes, placed = dict(used), list[tuple[Value, int]]()
        for x, (first, last) in lives.items():
            name, start = str(x.dtype), used.get(str(x.dtype), 0)
            meet = [(at, at + y.size) for y, at in placed if y.dtype == x.dtype and lives[y][0] <= last and first <= lives[y][1]]
            for low, high in sorted(meet):
                if start + x.size <= low:
                    break
                start = max(start, high)
            placed.append((x, start))
            self.slots[x] = Slot(name, start, contiguous(x.shape))
            sizes[name] = max(sizes.get(name, 0), start + x.size)
        return sizes

    def _lives(self) -> dict[Value, tuple[int, int]]:
        """Return the stages in which each value is written first, and read last."""
        end = len(self.stages)
        lives = dict.fromkeys(self.samples, (0, end))
        for index, stage in enumerate(self.stages):
            lives |= {x: (index, index) for x in stage.writes if x not in self.given}
            lives |= {x: (lives[x][0], max(lives[x][1], index)) for x in map(self.views.root, stage.reads) if x in lives}
        lives[self.value] = lives[self.value][0], end
        return lives


class ExactBlockBatch(BlockBatch):
    """The plan of a batch in exact arithmetic as stages of one block of threads."""

    own = OWN

    kind = staticmethod(exact_kind)

    def definitions(self) -> list[str]:
        return definitions(self.plan)
