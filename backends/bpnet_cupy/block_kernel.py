"""The kernel of a small step: its source, with as few barriers as its stages allow, and its launches."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.compiler.memory import BufferPool, Slot
from bpnet_cupy import source
from bpnet_cupy.barriers import Accesses, Barriers, Owners, schedule
from bpnet_cupy.block import MOST, SHARED, WARP, BlockBatch
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
BARRIER = "__syncthreads();"


class BlockKernel:
    """Epochs of a small step over ``n`` samples as one launch of one block.

    Parameters
    ----------
    batches
        The full batch, and a short last one if there is one; all of them `BlockBatch.is_small`.
    n, size
        Numbers of samples, and of those in a full batch.
    constants
        Pool for the constants of the plans.

    Attributes
    ----------
    fits
        True if shared memory can hold the values, and a launch all pointers.
    """

    def __init__(self, batches: Sequence[BlockBatch], n: int, size: int, constants: BufferPool) -> None:
        self.batches, self.n, self.size, self.constants = batches, n, size, constants
        full = self.full = batches[0]
        widest = max(batch.width for batch in batches)
        self.threads = min(MOST, max(WARP, 1 << (widest - 1).bit_length()))
        used: dict[str, int] = {}
        shared: list[Slot] = []
        for x in full.training:
            name = str(x.dtype)
            shared.append(Slot(name, used.get(name, 0), contiguous(x.shape)))
            used[name] = used.get(name, 0) + x.size
        for batch in batches:
            batch.write_stages(self.threads)
            batch.place_inputs(shared, constants)
        self.changed = [i for i, (old, new) in enumerate(zip(full.training, full.after, strict=True)) if new is not old]
        pointers = len(full.training) + len(self.changed) + len(full.samples) + len(constants.sizes) + 2
        self.fits = self._schedule(used)
        self.fits &= 8 * (pointers + 2) + ORDERS.itemsize <= ARGUMENTS

    def _schedule(self, used: dict[str, int]) -> bool:
        """Choose an order of the stages, and slots; return False if shared memory is too small."""
        in_order, size = [batch.stages for batch in self.batches], self._place(used, apart=True)
        if size > FAR * SHARED:
            return self._place(used, apart=False) <= SHARED
        for batch, (_, [gather, *stages, _]) in zip(self.batches, self.sequences()[1:-1], strict=True):
            first, *accesses = self._accesses(batch, [gather, *stages])
            batch.stages = [stages[number] for number in schedule(accesses, first)]
        if size <= SHARED or self._place(used, apart=False) <= SHARED:
            return True
        for batch, stages in zip(self.batches, in_order, strict=True):
            batch.stages = stages
        return self._place(used, apart=False) <= SHARED

    def _place(self, used: dict[str, int], *, apart: bool) -> int:
        """Assign slots to all values; return the size of the shared arrays in bytes."""
        self.sizes = dict(used)
        for batch in self.batches:
            for name, count in batch.place(used, apart=apart).items():
                self.sizes[name] = max(self.sizes.get(name, 0), count)
        return sum(math.ceil(count * np.dtype(name).itemsize / 8) * 8 for name, count in self.sizes.items())

    def _accesses(self, batch: BlockBatch, stages: Sequence[Stage]) -> list[Accesses]:
        """Return what stages access in shared memory."""
        starts = dict(zip(self.sizes, itertools.accumulate(self.sizes.values(), initial=0), strict=False))
        size = sum(self.sizes.values())
        return [Accesses(*(Owners.of(each, starts, size, self.threads) for each in stage.accesses(batch))) for stage in stages]

    def sequences(self) -> list[tuple[BlockBatch, list[Stage]]]:
        """Return all stages: those that read the training, those of each batch, and those that write the training."""
        full = self.full
        load = Outside(full.training, [f"{{}} = old_{i}_[at]" for i in range(len(full.training))], writes=True)
        store = Outside([full.training[i] for i in self.changed], [f"new_{i}_[at] = {{}}" for i in self.changed], writes=False)
        found: list[tuple[BlockBatch, list[Stage]]] = [(full, [load])]
        for batch in self.batches:
            widths = [x.size // x.shape[0] for x in batch.samples]
            lines = [f"{{}} = sample_{i}_[{_row(width)}]" for i, width in enumerate(widths)]
            gather, keep = Outside(batch.samples, lines, writes=True), Outside([batch.value], ["made[step] = {}"], writes=False)
            found.append((batch, [gather, *batch.stages, keep]))
        return [*found, (full, [store])]

    def barriers(self) -> Barriers:
        """Return the places of the barriers."""
        sequences = [self._accesses(*each) for each in self.sequences()]
        follow, last = [(0, 1)], len(self.batches)
        follow += [(1, 1)] if self.n >= 2 * self.size or last == 1 else []
        follow += [(1, 2), (2, 1)] if last > 1 else []
        return Barriers(sequences, [*follow, (last, last + 1)], sum(self.sizes.values()))

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
            *(f"const {source.TYPES[str(x.dtype)]} *sample_{i}_" for i, x in enumerate(full.samples)),
            *(f"const {source.TYPES[name]} *constant_{name}_" for name in self.constants.sizes),
            *(f"const {source.TYPES[str(x.dtype)]} *old_{i}_" for i, x in enumerate(full.training)),
            *(f"{source.TYPES[str(full.training[i].dtype)]} *new_{i}_" for i in self.changed),
        ]
        definitions = dict.fromkeys(line for batch in self.batches for line in batch.definitions())
        whole, rest = self.n // self.size, self.n % self.size
        bodies = [f"        for (int batch = 0; batch < {whole}; batch++) {{\n            const int first = batch * {self.size};"]
        bodies += [written[1], "        }"]
        bodies += [f"        {{\n            const int first = {self.n - rest};", written[2], "        }"] if rest else []
        return "\n".join([
            source.preamble(max([*self.sizes.values(), *self.constants.sizes.values(), 1])),
            f"struct Orders {{ const long long *of[{ORDERED}]; }};",
            *helpers(stage for batch in self.batches for stage in batch.stages),
            *definitions,
            f'extern "C" __global__ void __launch_bounds__({self.threads}) epochs(\n    ' + ",\n    ".join(parameters) + ")\n{",
            *(f"    __shared__ {types[name]} {name}_[{count}];" for name, count in self.sizes.items()),
            "    long long step = 0;",
            written[0],
            "    for (int epoch = 0; epoch < epochs; epoch++) {",
            "        const long long *order = ordered ? orders.of[epoch] : 0;",
            *bodies,
            "    }",
            written[-1],
            "}",
        ])  # fmt: skip

    def _stages(self, batch: BlockBatch, stages: Sequence[Stage], flags: Sequence[bool]) -> str:
        """Return the source of a sequence of stages."""
        lines = []
        for index, (stage, flag) in enumerate(zip(stages, flags, strict=True)):
            is_batch = len(stages) > 1
            if flag:
                lines.append(f"            {BARRIER}")
            if is_batch and index == 0 and self.size == self.n:
                lines.append("            if (order || !step)")
            body = ";\n                ".join(stage.lines(batch))
            lines.append(f"            for (index at = threadIdx.x; at < {stage.size}; at += {self.threads}) {{")
            lines.append(f"                {body};\n            }}")
            if is_batch and index == 0:
                real = source.TYPES[str(batch.rate.dtype)]
                lines.append(f"            const {real} rate_[1] = {{rates ? rates[step] : rate}};")
        return "\n".join([*lines, *(["            step++;"] if len(stages) > 1 else [])])

    def compile(self) -> None:
        """Compile the kernel, once the pool of constants is allocated."""
        cupy = self.constants.library
        text = self.source()
        self.function = cupy.RawModule(code=text, options=OPTIONS).get_function("epochs")
        for batch in self.batches:
            for value, constant in batch.plan.constants.items():
                start, buffer = int(batch.slots[value].start), self.constants.buffers[str(value.dtype)]
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
        cupy = self.constants.library
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
                *(made[step:], *samples, *self.constants.buffers.values(), *read, *(current[i] for i in self.changed)),
            ]
            self.function((1,), (self.threads,), arguments)
            read = current
        return current, made

    def _rates(self, rates: Any) -> tuple[Any, Any]:
        """Return the rate if it is one number on the host, and otherwise the array of all rates on the device."""
        cupy, dtype = self.constants.library, self.full.rate.dtype
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
