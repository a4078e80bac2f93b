"""Many networks at once: one compiled function runs all epochs of one network after another; threads divide the networks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._threads import count_threads, use_threads
from bpnet.arrays import leaves, map_tree
from bpnet.compiler.replicas_in_turn import run_in_turn
from bpnet_numba.batch import parameters
from bpnet_numba.executor import ExactNumbaEpochs, NumbaEpochs
from bpnet_numba.machine_code import compile_source
from bpnet_numba.threads import run_in_threads

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bpnet.arrays import Tree


class NumbaReplicas:
    """Epochs of many networks, each by the program of one.

    Parameters
    ----------
    programs
        Programs of one network, with buffers of their own, one for each thread.
    """

    def __init__(self, programs: list[NumbaEpochs]) -> None:
        self.programs = programs
        self.nbytes = sum(program.nbytes for program in programs)
        small = programs[0].function is not None
        self.function: Callable[..., Any] | None = self._compile(programs[0]) if small else None

    def run_replicas(
        self, training: Tree, samples: Tree, flags: Sequence[bool], orders: Sequence[Any], rates: Any
    ) -> tuple[Tree, NDArray[Any]]:
        """Run epochs of all networks; see `bpnet.compiler.replicas_in_turn.run_in_turn`."""
        replicas = rates.shape[1]
        if self.function is None:
            return self._in_turn(training, samples, flags, orders, rates)
        old = [np.ascontiguousarray(leaf).reshape(replicas, -1) for leaf in leaves(training)]
        new = [np.empty_like(leaf) for leaf in old]
        columns = [
            np.ascontiguousarray(array).reshape(replicas if flag else 1, -1)
            for array, flag in zip(leaves(samples), flags, strict=True)
        ]
        ordered = orders[0] is not None
        table = np.stack(orders, axis=1) if ordered else np.zeros((1, 1, 1), np.int64)
        steps = np.ascontiguousarray(np.asarray(rates, self.programs[0].dtype).T)
        made = np.empty((replicas, len(rates)), self.programs[0].value.dtype)
        stacked = np.asarray([*flags, ordered], np.int64)
        calls = [
            partial(self._call, program, int(first), int(last), len(orders), ordered, stacked, table, steps, made, columns, old, new)
            for program, first, last in self._spans(replicas)
        ]
        run_in_threads(calls)
        rest = iter(new)
        after = map_tree(lambda leaf: next(rest).reshape(leaf.shape), training)
        return after, np.ascontiguousarray(made.T)

    def _spans(self, replicas: int) -> list[tuple[NumbaEpochs, int, int]]:
        """Return the networks of each thread: its program, the first, and the one after the last."""
        threads = min(len(self.programs), replicas)
        bounds = np.linspace(0, replicas, threads + 1).astype(int)
        return list(zip(self.programs, bounds[:-1].tolist(), bounds[1:].tolist(), strict=False))

    def _call(self, program: NumbaEpochs, *given: Any) -> None:
        *most, columns, old, new = given
        with program.lock:
            assert self.function is not None  # noqa: S101 - it is called for small steps
            self.function(*most, *program.pool.buffers.values(), *columns, *old, *new)

    def _in_turn(
        self, training: Tree, samples: Tree, flags: Sequence[bool], orders: Sequence[Any], rates: Any
    ) -> tuple[Tree, NDArray[Any]]:
        """Run the programs of large steps; each thread has some of the networks."""
        parts: list[Any] = [None] * len(self.programs)

        def some(number: int, program: NumbaEpochs, first: int, last: int) -> None:
            rest = iter(flags)
            own = map_tree(lambda a: a[first:last] if next(rest) else a, samples)
            of_these = [None if order is None else order[first:last] for order in orders]
            given = map_tree(lambda a: a[first:last], training)
            parts[number] = run_in_turn(program.run, given, own, flags, of_these, rates[:, first:last])

        spans = self._spans(rates.shape[1])
        run_in_threads([partial(some, number, *span) for number, span in enumerate(spans)])
        if len(spans) == 1:
            return parts[0]  # type: ignore[no-any-return]  # as `run_in_turn` returns it
        trees, values = zip(*parts[: len(spans)], strict=True)
        return map_tree(lambda *of: np.concatenate(of), *trees), np.concatenate(values, axis=1)

    def _compile(self, program: NumbaEpochs) -> Callable[..., Any]:
        """Compile the function that runs all epochs of some networks."""
        full, buffers = program.programs[0], parameters(program.pool.buffers)
        count, leaves_ = len(full.samples), range(len(full.training))
        samples, old, new = ([f"{name}{i}" for i in of] for name, of in (("x", range(count)), ("old", leaves_), ("new", leaves_)))
        columns = [f"x{i}[m * stacked[{i}]]" for i in range(count)]
        names = ", ".join([buffers, *samples, *old, *new])
        lines = [f"def members(first, last, epochs, ordered, stacked, orders, rates, made, {names}):"]
        lines += ["    for m in range(first, last):"]
        for i, value in enumerate(full.training):
            lines += self._copy(full, value, f"old{i}[m, j]", into_buffer=True)
        if program.n == program.size:
            lines += ["        if not ordered:"]
            for i, value in enumerate(full.samples):
                lines += [f"    {line}" for line in self._copy(full, value, f"x{i}[m * stacked[{i}], j]", into_buffer=True)]
        run = f"orders[m * stacked[{count}]], rates[m], made[m], {buffers}, {', '.join(columns)}"
        lines += [f"        run(epochs, ordered, {run})"]
        for i, value in enumerate(full.training):
            lines += self._copy(full, value, f"new{i}[m, j]", into_buffer=False)
        return compile_source("\n".join([*program.epoch_lines(), *lines]), "members", full.functions)

    @staticmethod
    def _copy(full: Any, value: Any, element: str, *, into_buffer: bool) -> list[str]:
        """Return the source of a copy of a value of one network to its slot, or from it."""
        slot = full.views.slot(value)
        place = f"{slot.buffer}_[{slot.start} + j]"
        pair = (place, element) if into_buffer else (element, place)
        return [f"        for j in range({value.size}):", f"            {pair[0]} = {pair[1]}"]


def build_native(step: Any, *values: Any) -> NumbaReplicas:
    """Compile a step in native arithmetic."""
    return _build(NumbaEpochs, step, *values)


def build_exact(step: Any, *values: Any) -> NumbaReplicas:
    """Compile a step in exact arithmetic."""
    return _build(ExactNumbaEpochs, step, *values)


def _build(kind: type[NumbaEpochs], step: Any, training: Tree, samples: Tree, size: int) -> NumbaReplicas:
    threads = count_threads()
    with use_threads(1):  # threads divide the networks
        return NumbaReplicas([kind.build(step, training, samples, size) for _ in range(threads)])
