"""Many networks at once: one compiled function runs all epochs of some networks; threads divide the networks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numba import config

from bpnet._threads import count_threads, use_threads
from bpnet.arrays import leaves, map_tree
from bpnet.compiler.memory import trace_batch
from bpnet_numba.batch import parameters
from bpnet_numba.executor import ExactNumbaEpochs, NumbaEpochs
from bpnet_numba.lanes import UNIT, LaneProgram
from bpnet_numba.machine_code import compile_source
from bpnet_numba.threads import run_in_threads

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bpnet.arrays import Tree
    from bpnet.compiler.plan import Plan


FEWEST = 8
"""Minimum number of networks that run in lanes."""


class NumbaReplicas:
    """Epochs of many networks: in lanes if they are small, otherwise each by the program of one.

    Parameters
    ----------
    programs
        Programs of one network, with buffers of their own, one for each thread.
    plan
        Plan of a batch of a small network, for lanes; None for others.
    """

    def __init__(self, programs: list[NumbaEpochs], plan: Plan | None) -> None:
        self.programs, self.plan = programs, plan
        self.lanes: dict[Any, LaneProgram | None] = {}
        self.nbytes = sum(program.nbytes for program in programs)
        self.function: Callable[..., Any] | None = None

    def run_replicas(
        self, training: Tree, samples: Tree, flags: Sequence[bool], orders: Sequence[Any], rates: Any
    ) -> tuple[Tree, NDArray[Any]]:
        """Run epochs of all networks; see `bpnet.compiler.replicas_in_turn.run_in_turn`."""
        replicas = rates.shape[1]
        if self.programs[0].function is None:
            return self._in_turn(training, samples, flags, orders, rates)
        ordered = orders[0] is not None
        lanes = self._lanes([flag or ordered for flag in flags], replicas)
        if self.function is None and lanes is None:
            self.function = self._compile(self.programs[0])
        old = [np.ascontiguousarray(leaf).reshape(replicas, -1) for leaf in leaves(training)]
        new = [np.empty_like(leaf) for leaf in old]
        columns = [
            np.ascontiguousarray(array).reshape(replicas if flag else 1, -1)
            for array, flag in zip(leaves(samples), flags, strict=True)
        ]
        table = np.stack(orders, axis=1) if ordered else np.zeros((1, 1, 1), np.int64)
        made = np.empty((len(rates), replicas) if lanes is not None else (replicas, len(rates)), self.programs[0].value.dtype)
        vary = rates.strides[0] != 0  # a view that repeats one row has no others
        steps = np.ascontiguousarray(rates if vary else rates[:1], self.programs[0].dtype)
        steps = steps if lanes is not None else np.ascontiguousarray(np.broadcast_to(steps, rates.shape).T)
        stacked = np.asarray([*flags, ordered, vary], np.int64)
        calls = [
            partial(self._call, lanes, number, first, last, len(orders), ordered, stacked, table, steps, made, columns, old, new)
            for number, (_, first, last) in enumerate(self._spans(replicas, UNIT if lanes is not None else 1))
        ]
        run_in_threads(calls)
        rest = iter(new)
        after = map_tree(lambda leaf: next(rest).reshape(leaf.shape), training)
        return after, made if lanes is not None else np.ascontiguousarray(made.T)

    def _lanes(self, stacked: list[bool], replicas: int) -> LaneProgram | None:
        """Return the program of several networks side by side, if they are small, and enough."""
        if self.plan is None or replicas < FEWEST or config.DISABLE_JIT:  # type: ignore[attr-defined]  # Numba ships no types
            return None
        key, program = tuple(stacked), self.programs[0]
        if key not in self.lanes:
            self.lanes[key] = LaneProgram.build(self.plan, program.n, program.size, stacked)
        return self.lanes[key]

    def _spans(self, replicas: int, unit: int = 1) -> list[tuple[NumbaEpochs, int, int]]:
        """Return the networks of each thread: its program, the first, and the one after the last."""
        units = -(-replicas // unit)
        threads = min(len(self.programs), units)
        bounds = [min(replicas, units * i // threads * unit) for i in range(threads + 1)]
        return list(zip(self.programs, bounds[:-1], bounds[1:], strict=False))

    def _call(self, lanes: LaneProgram | None, number: int, *given: Any) -> None:
        """Run the networks of one thread."""
        *most, columns, old, new = given
        program = self.programs[number]
        buffers: Any = lanes.constants() if lanes is not None else program.pool.buffers.values()
        sizes: Any = program.source.sizes if lanes is None else ()
        function: Any = lanes.function if lanes is not None else self.function
        with program.lock:
            function(*sizes, *most, *buffers, *columns, *old, *new)

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
            parts[number] = program.run_replicas(given, own, flags, of_these, rates[:, first:last])

        spans = self._spans(rates.shape[1])
        run_in_threads([partial(some, number, *span) for number, span in enumerate(spans)])
        if len(spans) == 1:
            return parts[0]
        trees, values = zip(*parts[: len(spans)], strict=True)
        return map_tree(lambda *of: np.concatenate(of), *trees), np.concatenate(values, axis=1)

    def _compile(self, program: NumbaEpochs) -> Callable[..., Any]:
        """Compile the function that runs all epochs of some networks."""
        full, buffers = program.programs[0], parameters(program.pool.buffers)
        count, leaves_ = len(full.samples), range(len(full.training))
        samples, old, new = ([f"{name}{i}" for i in of] for name, of in (("x", range(count)), ("old", leaves_), ("new", leaves_)))
        columns = [f"x{i}[m * stacked[{i}]]" for i in range(count)]
        names = ", ".join([buffers, *samples, *old, *new])
        lines = [f"def members(n, size, full_, short_, first, last, epochs, ordered, stacked, orders, rates, made, {names}):"]
        lines += ["    for m in range(first, last):"]
        for i, value in enumerate(full.training):
            lines += self._copy(full, value, f"old{i}[m, j]", into_buffer=True)
        if program.n == program.size:
            lines += ["        if not ordered:"]
            for i, value in enumerate(full.samples):
                lines += [f"    {line}" for line in self._copy(full, value, f"x{i}[m * stacked[{i}], j]", into_buffer=True)]
        run = f"orders[m * stacked[{count}]], rates[m], made[m], {buffers}, {', '.join(columns)}"
        lines += [f"        run(n, size, full_, short_, epochs, ordered, {run})"]
        for i, value in enumerate(full.training):
            lines += self._copy(full, value, f"new{i}[m, j]", into_buffer=False)
        return compile_source("\n".join([*program.source.lines, *lines]), "members", full.functions)

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
        programs = [kind.build(step, training, samples, size) for _ in range(threads)]
    first = programs[0]
    small = kind is NumbaEpochs and first.function is not None
    return NumbaReplicas(programs, trace_batch(step, training, samples, first.size, first.dtype) if small else None)
