"""The kernel of a small step: its source, with as few barriers as its stages allow, and its launches."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.compiler.memory import BufferPool, Slot
from bpnet.compiler.plan import Value
from bpnet_cupy import source
from bpnet_cupy.barriers import Accesses, Barriers, Order, Owners, orders, schedule
from bpnet_cupy.block import MOST, SHARED, WARP, WORKSPACE, BlockBatch
from bpnet_cupy.kernels import OPTIONS
from bpnet_cupy.reductions import helpers
from bpnet_cupy.stages import Outside, Stage, contiguous

if TYPE_CHECKING:
    from collections.abc import Sequence

ARGUMENTS = 4096
"""Maximum number of bytes of a kernel's arguments."""
ORDERED = 256
"""Maximum number of epochs of a launch if each has an order of its own, whose pointers are arguments."""
FAR = 4
"""How many times as much shared memory as there is the values may take before another order of the stages is not tried."""
ORDERS = np.dtype([("of", "u8", (ORDERED,))])
BARRIERS = {Order.BLOCK: "__syncthreads();", Order.GRID: "cooperative_groups::this_grid().sync();"}


class BlockKernel:
    """Epochs of a small step over ``n`` samples as one launch, of one block or of several.

    Parameters
    ----------
    batches
        The full batch, and a short last one if there is one; `BlockBatch.is_within` the limits of a kernel.
    n, size
        Numbers of samples, and of those in a full batch.
    pool
        Pool for the constants of the plans, and for the values if there may be several blocks.
    most
        Maximum number of blocks, all of which must run at the same time, with all values in global memory; None for one block,
        with all values in its shared memory.

    Attributes
    ----------
    blocks, threads
        Number of blocks, and of the threads of each.
    fits
        True if memory can hold the values, and a launch all pointers.
    """

    def __init__(self, batches: Sequence[BlockBatch], n: int, size: int, pool: BufferPool, most: int | None = None) -> None:
        self.batches, self.n, self.size, self.pool, self.is_shared = batches, n, size, pool, most is None
        full = self.full = batches[0]
        widest = max(batch.width for batch in batches)
        self.threads = min(MOST, max(WARP, 1 << (widest - 1).bit_length()))
        self.blocks = 1 if most is None else min(most, -(-2 * widest // self.threads))
        used: dict[str, int] = {}
        slots: list[Slot] = []
        for x in full.training:
            name = str(x.dtype)
            slots.append(Slot(name, used.get(name, 0), contiguous(x.shape)))
            used[name] = used.get(name, 0) + x.size
        for batch in batches:
            batch.write_stages(self.blocks, self.threads)
            batch.place_inputs(slots, pool)
        self.changed = [i for i, (old, new) in enumerate(zip(full.training, full.after, strict=True)) if new is not old]
        self.fits = self._schedule(used)
        if not self.is_shared:
            values = [Value(i, (count,), np.dtype(name)) for i, (name, count) in enumerate(self.sizes.items())]
            self.reserved = [(*pool.reserve(x), x.size) for x in values]
        pointers = len(full.training) + len(self.changed) + len(full.samples) + len(pool.sizes) + len(self.sizes) + 2
        self.fits &= 8 * (pointers + 2) + ORDERS.itemsize <= ARGUMENTS

    def _schedule(self, used: dict[str, int]) -> bool:
        """Choose an order of the stages, and slots; return False if memory is too small."""
        in_order, size = [batch.stages for batch in self.batches], self._place(used, apart=True)
        if not self.is_shared and size > WORKSPACE:
            return False
        if self.is_shared and size > FAR * SHARED:
            return self._place(used, apart=False) <= SHARED
        for batch, (_, stages) in zip(self.batches, self.sequences()[1:-1], strict=True):
            gathered = len(stages) - len(batch.stages) - 1
            order = schedule(orders(self._accesses(batch, stages[:-1]), self.threads), gathered)
            batch.stages = [stages[number] for number in order[gathered:]]
        if not self.is_shared or size <= SHARED or self._place(used, apart=False) <= SHARED:
            return True
        for batch, stages in zip(self.batches, in_order, strict=True):
            batch.stages = stages
        return self._place(used, apart=False) <= SHARED

    def _place(self, used: dict[str, int], *, apart: bool) -> int:
        """Assign slots to all values; return the size of the memory in bytes."""
        self.sizes, self.known = dict(used), dict[Stage, Accesses]()
        for batch in self.batches:
            for name, count in batch.place(used, apart=apart).items():
                self.sizes[name] = max(self.sizes.get(name, 0), count)
        return sum(math.ceil(count * np.dtype(name).itemsize / 8) * 8 for name, count in self.sizes.items())

    def _accesses(self, batch: BlockBatch, stages: Sequence[Stage]) -> list[Accesses]:
        """Return what stages access in the memory of values."""
        for stage in stages:
            if stage not in self.known:
                accesses = ([x for x in each if x.buffer in self.sizes] for each in stage.accesses(batch))
                thread = partial(batch.thread, stage)
                self.known[stage] = Accesses(*([Owners.of(x, thread) for x in each] for each in accesses))
        return [self.known[stage] for stage in stages]

    def sequences(self) -> list[tuple[BlockBatch, list[Stage]]]:
        """Return all stages: those that read the training, those of each batch, and those that write the training.

        Several blocks read arrays of samples one after another, since their rows differ in length.
        """
        full = self.full
        load = Outside(full.training, [f"{{}} = old_{i}_[at]" for i in range(len(full.training))], writes=True)
        store = Outside([full.training[i] for i in self.changed], [f"new_{i}_[at] = {{}}" for i in self.changed], writes=False)
        found: list[tuple[BlockBatch, list[Stage]]] = [(full, [load])]
        for batch in self.batches:
            widths = [x.size // x.shape[0] for x in batch.samples]
            lines = [f"{{}} = sample_{i}_[{_row(width)}]" for i, width in enumerate(widths)]
            pairs = list(zip(batch.samples, lines, strict=True))
            groups = [pairs] if self.is_shared else [[pair] for pair in pairs]
            gather = [Outside(*zip(*group, strict=True), writes=True) for group in groups]
            keep = Outside([batch.value], ["made[step] = {}"], writes=False)
            found.append((batch, [*gather, *batch.stages, keep]))
        return [*found, (full, [store])]

    def barriers(self) -> Barriers:
        """Return the places of the barriers."""
        sequences = [self._accesses(*each) for each in self.sequences()]
        follow, last = [(0, 1)], len(self.batches)
        follow += [(1, 1)] if self.n >= 2 * self.size or last == 1 else []
        follow += [(1, 2), (2, 1)] if last > 1 else []
        return Barriers(sequences, [*follow, (last, last + 1)], self.threads)

    def source(self) -> str:
        """Return the source of the kernel."""
        full, real = self.full, source.TYPES[str(self.full.rate.dtype)]
        written = [
            self._stages(batch, stages, flags)
            for (batch, stages), flags in zip(self.sequences(), self.barriers().before, strict=True)
        ]
        types = {name: source.TYPES[name] for name in self.sizes}
        parameters = [
            f"Orders orders, int ordered, int epochs, {real} rate, const {real} *rates",
            f"{source.TYPES[str(full.value.dtype)]} *made",
            *(f"{types[name]} *{name}_" for name in self.sizes if not self.is_shared),
            *(f"const {source.TYPES[str(x.dtype)]} *sample_{i}_" for i, x in enumerate(full.samples)),
            *(f"const {source.TYPES[name]} *constant_{name}_" for name in self.pool.sizes),
            *(f"const {source.TYPES[str(x.dtype)]} *old_{i}_" for i, x in enumerate(full.training)),
            *(f"{source.TYPES[str(full.training[i].dtype)]} *new_{i}_" for i in self.changed),
        ]
        definitions = dict.fromkeys(line for batch in self.batches for line in batch.definitions())
        whole, rest = self.n // self.size, self.n % self.size
        bodies = [f"        for (int batch = 0; batch < {whole}; batch++) {{\n            const int first = batch * {self.size};"]
        bodies += [written[1], "        }"]
        bodies += [f"        {{\n            const int first = {self.n - rest};", written[2], "        }"] if rest else []
        return "\n".join([
            *["#include <cooperative_groups.h>"] * (self.blocks > 1),
            source.preamble(max([*self.sizes.values(), *self.pool.sizes.values(), 1])),
            f"struct Orders {{ const long long *of[{ORDERED}]; }};",
            *helpers(stage for batch in self.batches for stage in batch.stages),
            *definitions,
            f'extern "C" __global__ void __launch_bounds__({self.threads}, 1) epochs(',
            "    " + ",\n    ".join(parameters) + ")\n{",
            *(f"    __shared__ {types[name]} {name}_[{count}];" for name, count in self.sizes.items() if self.is_shared),
            "    long long step = 0;",
            written[0],
            "    for (int epoch = 0; epoch < epochs; epoch++) {",
            "        const long long *order = ordered ? orders.of[epoch] : 0;",
            *bodies,
            "    }",
            written[-1],
            "}",
        ])  # fmt: skip

    def _stages(self, batch: BlockBatch, stages: Sequence[Stage], barriers: Sequence[Order]) -> str:
        """Return the source of a sequence of stages."""
        lines, is_batch = [], len(stages) > 1
        if is_batch:
            lines.append(f"            const {source.TYPES[str(batch.rate.dtype)]} rate_[1] = {{rates ? rates[step] : rate}};")
        for stage, barrier in zip(stages, barriers, strict=True):
            if barrier:
                lines.append(f"            {BARRIERS[barrier]}")
            if is_batch and isinstance(stage, Outside) and stage.writes and self.size == self.n:
                lines.append("            if (order || !step)")
            body = ";\n                ".join(stage.lines(batch))
            lines.append(f"            for (index at = {self._range(batch.share(stage), stage.size)}; at += {self.threads}) {{")
            lines.append(f"                {body};\n            }}")
        return "\n".join([*lines, *["            step++;"] * is_batch])

    def _range(self, share: int, size: int) -> str:
        """Return the first index of a thread, and the condition for further ones, as source."""
        if self.blocks == 1:
            return f"threadIdx.x; at < {size}"
        return f"{share} * blockIdx.x + threadIdx.x; at < {share} * (blockIdx.x + 1) && at < {size}"

    def compile(self) -> None:
        """Compile the kernel."""
        cupy, text = self.pool.library, self.source()
        module = cupy.RawModule(code=text, options=OPTIONS, enable_cooperative_groups=self.blocks > 1)
        self.function = module.get_function("epochs")
        self.known.clear()

    def prepare(self) -> None:
        """Find the workspace in the allocated pool, and write the constants there."""
        cupy, self.values = self.pool.library, list[Any]()
        if not self.is_shared:
            self.values = [self.pool.buffers[name][start : start + count] for name, start, count in self.reserved]
        for batch in self.batches:
            for value, constant in batch.plan.constants.items():
                start, buffer = int(batch.slots[value].start), self.pool.buffers[str(value.dtype)]
                buffer[start : start + value.size] = cupy.asarray(constant).reshape(-1)

    def run(self, training: list[Any], samples: list[Any], orders: Sequence[Any], rates: Any) -> tuple[list[Any], Any]:
        """Run some epochs: return the new training, and the value of each step.

        Parameters
        ----------
        training, samples
            C-contiguous arrays.
        orders
            The order of the rows in each epoch; or None for each, if that is the order of the samples.
        rates
            The rate of each step, on the host or on the device.
        """
        cupy = self.pool.library
        current, per_epoch = list(training), -(-self.n // self.size)
        made = cupy.empty(len(rates), dtype=self.full.value.dtype)
        for i in self.changed:
            current[i] = cupy.empty_like(training[i])
        ordered, read = orders[0] is not None, training
        rate, device_rates = self._rates(rates)
        most = ORDERED if ordered else len(orders)
        for first in range(0, len(orders), most):
            part = [cupy.ascontiguousarray(order, dtype=np.int64) for order in orders[first : first + most]] if ordered else []
            table = np.zeros((), ORDERS)
            table["of"][: len(part)] = [order.data.ptr for order in part]
            step, epochs = first * per_epoch, min(most, len(orders) - first)
            arguments = [
                *(table[()], np.int32(ordered), np.int32(epochs), rate, None if device_rates is None else device_rates[step:]),
                *(made[step:], *self.values, *samples, *self.pool.buffers.values(), *read, *(current[i] for i in self.changed)),
            ]
            self.function((self.blocks,), (self.threads,), arguments)
            read = current
        return current, made

    def _rates(self, rates: Any) -> tuple[Any, Any]:
        """Return the rate if it is one number on the host, and otherwise the array of all rates on the device."""
        cupy, dtype = self.pool.library, self.full.rate.dtype
        if isinstance(rates[0], cupy.ndarray):
            return dtype.type(0), cupy.stack(rates) if len(rates) > 1 else rates[0].reshape(1)
        host = np.asarray(rates, dtype=dtype)
        if (host == host[0]).all():
            return host[0], None
        return dtype.type(0), cupy.asarray(host)


def _row(width: int) -> str:
    """Return the source of the element ``at`` of the rows of a batch, in an array of all rows."""
    row, column = ("at", "") if width == 1 else (f"at / {width}", f" * {width} + at % {width}")
    row = f"(order ? order[first + {row}] : (long long)(first + {row}))"
    return f"{row}{column}"
