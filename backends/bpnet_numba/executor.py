"""A step compiled for the shapes that it meets, and epochs of such steps."""

from __future__ import annotations

import threading
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.places import Memory, plan_of
from bpnet.tracing import TraceError
from bpnet_numba.kinds import kind
from bpnet_numba.machine_code import compiled
from bpnet_numba.program import Part, parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray


class CompiledStep:
    """A step as Numba compiles it; one that cannot be traced runs as it is, and a warning says why, once."""

    def __init__(self, step: Callable[..., Any]) -> None:
        self.step = step
        self.programs: dict[Any, Program] = {}
        self.plain = False

    def __call__(self, *values: Any) -> Any:
        *training, x, target, rate = values
        program = self._program(tuple(training), (x, target), x.shape[0], x.shape[0])
        if program is None:
            return self.step(*values)
        after, made = program.run(tuple(training), (x, target), [None], [rate])
        return (np.asarray(made[0]), *after)

    def epochs(
        self, training: Tree, samples: Tree, orders: Sequence[Any], size: int, rates: Sequence[float]
    ) -> tuple[Tree, NDArray[Any]]:
        """As `bpnet.backend.Backend.compile` describes it."""
        program = self._program(training, samples, samples[0].shape[0], size)
        if program is None:
            return self._plain_epochs(training, samples, orders, size, rates)
        return program.run(training, samples, orders, rates)

    def _program(self, training: Tree, samples: Tree, n: int, size: int) -> Program | None:
        """The program for certain shapes; None where there can be none."""
        key = n, size, *((x.shape, x.dtype) for x in leaves((training, samples)))
        if key not in self.programs and not self.plain:
            try:
                self.programs[key] = Program(self.step, training, samples, n, size)
            except (TraceError, AttributeError) as error:
                self.plain = True
                warnings.warn(f"numba runs this step as it is, without compiling it: {error}", stacklevel=2)
        return None if self.plain else self.programs[key]

    def _plain_epochs(
        self, training: Tree, samples: Tree, orders: Sequence[Any], size: int, rates: Sequence[float]
    ) -> tuple[Tree, NDArray[Any]]:
        values, n = [], samples[0].shape[0]
        left = iter(rates)
        for order in orders:
            for start in range(0, n, size):
                rows = slice(start, start + size) if order is None else order[start : start + size]
                batch = map_tree(lambda a, rows=rows: a[rows], samples)
                value, *after = self.step(*training, *batch, samples[0].dtype.type(next(left)))
                training = tuple(after)
                values.append(value)
        return training, np.asarray(values)


class Program:
    """Epochs over ``n`` samples in batches of ``size``: plans, memory, and functions over it."""

    def __init__(self, step: Any, training: Tree, samples: Tree, n: int, size: int) -> None:
        self.n, self.size, self.lock = n, size, threading.Lock()
        self.dtype = samples[0].dtype
        self.memory = Memory()
        full = Part(plan_of(step, training, samples, size, self.dtype), kind, self.memory)
        self.parts = [full]
        if n % size:
            self.parts.append(Part(plan_of(step, training, samples, n % size, self.dtype), kind, self.memory, full.shared))
        self.memory.allocate()
        self.vectors = self.memory.vectors
        for part in self.parts:
            part.place_constants()
        self.small = all(part.small for part in self.parts)
        self.whole = self._whole() if self.small else None
        self.calls = [] if self.small else [part.calls(self.vectors) for part in self.parts]

    def run(self, training: Tree, samples: Tree, orders: Sequence[Any], rates: Sequence[Any]) -> tuple[Tree, NDArray[Any]]:
        """Some epochs: copies go in, and copies come out."""
        placed = np.asarray(rates, self.dtype)
        full = self.parts[0]
        with self.lock:
            for value, array in zip(full.training, leaves(training), strict=True):
                full.values.array(value)[...] = array
            made = np.empty(len(rates), full.value.dtype)
            if self.size == self.n and orders[0] is None:
                for value, array in zip(full.samples, leaves(samples), strict=True):
                    full.values.array(value)[...] = array
            (self._run_whole if self.small else self._run_calls)(samples, orders, placed, made)
            after = iter([full.values.array(value).copy() for value in full.training])
            return map_tree(lambda _: next(after), training), made

    def _run_calls(self, samples: Tree, orders: Sequence[Any], rates: NDArray[Any], made: NDArray[Any]) -> None:
        step = 0
        for order in orders:
            for part, calls, rows in self._batches(order):
                if rows is not None:
                    for value, array in zip(part.samples, leaves(samples), strict=True):
                        np.take(array, rows, axis=0, out=part.values.array(value), mode="clip")  # rows are known to be inside
                part.values.array(part.rate)[...] = rates[step]
                for call in calls:
                    call()
                made[step] = part.values.array(part.value)
                step += 1

    def _batches(self, order: Any) -> Iterator[tuple[Part, list[Callable[[], Any]], Any]]:
        """The batches of an epoch: what runs them, and their rows; no rows for all as they are."""
        for start in range(0, self.n, self.size):
            last = start + self.size > self.n
            stop = min(start + self.size, self.n)
            rows = order[start:stop] if order is not None else None if self.size == self.n else np.arange(start, stop)
            yield self.parts[last], self.calls[last], rows

    def _run_whole(self, samples: Tree, orders: Sequence[Any], rates: NDArray[Any], made: NDArray[Any]) -> None:
        ordered = orders[0] is not None
        table = np.stack(orders) if ordered else np.zeros((1, 1), np.int64)
        columns = [np.ascontiguousarray(array).reshape(-1) for array in leaves(samples)]
        self.whole(len(orders), ordered, table, rates, made, *self.vectors.values(), *columns)  # type: ignore[misc]

    def _whole(self) -> Callable[..., Any]:
        """All epochs as one function."""
        vectors, lines = parameters(self.vectors), []
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
