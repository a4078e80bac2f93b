"""Programs that Numba compiles: small ones whole, with the loops over epochs and batches; large ones around BLAS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves
from bpnet.compiler import executor
from bpnet_numba.machine_code import compiled
from bpnet_numba.program import Part, parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


FAR = 1 << 22
"""Bytes of samples that are not in a core's own cache: there a row is waited for, and four are waited for at once."""
FOUR_ROWS = """def gather(x, rows, out):
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


class Program(executor.EpochProgram):
    """A program of machine code."""

    part = Part
    parts: list[Part]  # type: ignore[assignment]  # all of this backend's own kind

    whole: Callable[..., Any] | None = None
    """All epochs as one function, where a step is small."""

    def prepare(self) -> None:
        if all(part.small for part in self.parts):
            self.whole = self._whole()
        else:
            super().prepare()

    def loop(self, samples: Tree, orders: Sequence[Any], rates: NDArray[Any], made: NDArray[Any]) -> None:
        if self.whole is None:
            super().loop(samples, orders, rates, made)
            return
        ordered = orders[0] is not None
        table = np.stack(orders) if ordered else np.zeros((1, 1), np.int64)
        columns = [np.ascontiguousarray(array).reshape(-1) for array in leaves(samples)]
        placed = np.asarray(rates, dtype=self.dtype)
        self.whole(len(orders), ordered, table, placed, made, *self.memory.vectors.values(), *columns)

    def gather(self, array: NDArray[Any], rows: Any, out: NDArray[Any]) -> None:
        if isinstance(rows, slice):
            super().gather(array, rows, out)
        elif array.ndim == 2 and array.nbytes > FAR and array.strides[1] == array.itemsize:  # noqa: PLR2004 - a matrix
            compiled(FOUR_ROWS, "gather")(array, rows, out)
        else:
            np.take(array, rows, axis=0, out=out, mode="clip")  # the other modes would make a copy in between

    def _whole(self) -> Callable[..., Any]:
        """All epochs as one function."""
        vectors, lines = parameters(self.memory.vectors), []
        for name, part in zip(("full", "short"), self.parts, strict=False):
            lines += [f"def {name}({vectors}):", *part.write(part.pieces.pieces, copies=True, products=True)]
        samples = [f"x{i}" for i in range(len(self.parts[0].samples))]
        lines += [f"def run(epochs, ordered, orders, rates, made, {vectors}, {', '.join(samples)}):", "    step = 0"]
        lines += ["    for epoch in range(epochs):"]
        lines += [f"        for batch in range({self.n // self.size}):"]
        lines += [f"            first = batch * {self.size}", *self._batch("full", self.parts[0], vectors)]
        if self.n % self.size:
            lines += ["        for batch in range(1):"]
            lines += [f"            first = {self.n - self.n % self.size}", *self._batch("short", self.parts[1], vectors)]
        return compiled("\n".join(lines), "run")

    def _batch(self, name: str, part: Part, vectors: str) -> list[str]:
        """One batch: its rows, its rate, the step, its value."""
        inner = []
        for i, value in enumerate(part.samples):
            place, width = part.values.place(value), value.size // value.shape[0]
            inner += [f"                for c in range({width}):"]
            inner += [f"                    {place.vector}_[{place.start} + r * {width} + c] = x{i}[row * {width} + c]"]
        rows = [f"for r in range({part.samples[0].shape[0]}):", "    row = orders[epoch, first + r] if ordered else first + r"]
        gather = [f"            {row}" for row in rows] + inner
        if self.n == self.size:
            gather = ["            if ordered:", *(f"    {line}" for line in gather)]
        rate, value = part.values.place(part.rate), part.values.place(part.value)
        return [
            *gather,
            f"            {rate.vector}_[{rate.start}] = rates[step]",
            f"            {name}({vectors})",
            f"            made[step] = {value.vector}_[{value.start}]",
            "            step += 1",
        ]
