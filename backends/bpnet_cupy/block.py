"""Small steps as one kernel: epochs of batches by one block of threads, with all values in its shared memory."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from bpnet.compiler.fusion import LOOP_DTYPES
from bpnet.compiler.memory import BufferPool, Slot
from bpnet.compiler.plan import Plan, Value
from bpnet_cupy.exact import OWN, definitions, exact_kind
from bpnet_cupy.kernel_plan import KernelPlan
from bpnet_cupy.kernel_sources import BLOCK
from bpnet_cupy.reductions import Join, Parts, Reduction
from bpnet_cupy.stages import Copy, Loop, Stage, contiguous

if TYPE_CHECKING:
    from collections.abc import Sequence

SHARED = 48 << 10
"""Bytes of shared memory of a block, without asking for more."""
FLOPS = 1 << 20
"""Maximum number of operations of a small step: one multiprocessor then takes about as long as the launches that are saved."""
WARP, MOST = 32, 256
"""Minimum and maximum number of threads of a block."""


class BlockBatch(KernelPlan):
    """The plan of a batch of one size as stages of one block of threads.

    Attributes
    ----------
    stages
        The stages after the samples are in shared memory: loops, reductions, and copies of updates that are not in place.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self.slots: dict[Value, Slot] = {}

    @property
    def is_small(self) -> bool:
        """True if one block may run the step: it has only operations that kernels contain, and not too many of them."""
        values = [*self.training, *self.samples, *self.plan.constants, *self.stored]
        fits = (
            {str(x.dtype) for x in values} <= LOOP_DTYPES and all(x.size for x in values) and all(x.shape for x in self.samples)
        )
        size = sum(x.size * x.dtype.itemsize for x in self.training)
        kinds = {group.kind for group in self.fused.groups}
        return fits and "call" not in kinds and size <= SHARED and sum(op.flops for op in self.plan.operations) <= FLOPS

    @property
    def width(self) -> int:
        """The largest number of results of a loop or a reduction."""
        return max(
            [math.prod(group.shape) for group in self.fused.groups if group.kind == "loop"] + [x.size for x in self.stored]
        )

    def write_stages(self, threads: int) -> None:
        """Create the stages for a number of threads."""
        self.stages: list[Stage] = []
        number = self.plan.next_number
        for group in self.fused.groups:
            if group.kind == "loop":
                self.stages.append(Loop(group, self.stored))
                continue
            for op in group.operations:
                stage = Reduction(op)
                blocks = -(-stage.count // BLOCK)
                if blocks == 1 or 2 * stage.size > threads:
                    self.stages.append(stage)
                    continue
                nodes = Value(number, (blocks, stage.size), op.result.dtype)
                number += 1
                parts = Parts(op, nodes, stage.size)
                self.stages += [parts, Join(parts)]
        pairs = zip(self.after, self.training, strict=True)
        self.stages += [Copy(new, old) for new, old in pairs if new is not old and new not in self.in_place]

    def position(self, root: Value) -> tuple[str, int]:
        buffer, start, _ = self.slots[root]
        return buffer, int(start)

    def place_inputs(self, shared: Sequence[Slot], constants: BufferPool) -> None:
        """Assign slots to the training, which all batches share, to the rate, and to constants in global memory."""
        self.slots = dict(zip(self.training, shared, strict=True))
        self.slots |= {new: self.slots[old] for new, old in self.in_place.items()}
        self.slots[self.rate] = Slot("rate", 0, ())
        for x in self.plan.constants:
            name, start = constants.reserve(x)
            self.slots[x] = Slot(f"constant_{name}", start, contiguous(x.shape))
        self.given = set(self.slots)

    def place(self, used: dict[str, int], *, apart: bool) -> dict[str, int]:
        """Assign slots to all other values; return the number of elements of each shared array, beginning with those used.

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
