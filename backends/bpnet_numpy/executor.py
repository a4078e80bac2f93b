"""A compiled step: the step's plan, replayed on buffers. What is passed in is copied, and so is what is returned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.executor import StepWithFallback, log_if_slow, plain_epochs
from bpnet.compiler.trace import TraceError
from bpnet_numpy.program import Program, Trained, regular, signature

if TYPE_CHECKING:
    from numpy.typing import NDArray


class CompiledStep(StepWithFallback):
    """A step with the bits of the plain one, as `bpnet.backend.Backend.compile` says.

    Each thread that runs it has buffers of its own; they are kept for the next one.
    """

    def __init__(self, step: Any) -> None:
        super().__init__(step)
        self.idle: list[tuple[Any, Trained]] = []

    def forget(self) -> None:
        self.idle = []

    def __call__(self, params: Tree, state: Tree, memory: Tree, x: Any, target: Tree, learning_rate: Any) -> Tree:
        training, samples = (params, state, memory), (x, target)
        self.look_at_reads()
        if not self.plain and regular(training, samples, learning_rate):
            with self._buffers(training) as trained:
                program = self._program(trained, training, samples, learning_rate)
                if program is not None:
                    trained.load(training)
                    _copy(program.batch, samples)
                    for function, arguments in program.calls:
                        function(*arguments)
                    self.compiled_steps += 1
                    return (program.value.copy()[()], *trained.saved())
        self.plain_steps += 1
        return self.step(params, state, memory, x, target, learning_rate)

    def epochs(
        self, training: Tree, samples: Tree, orders: Sequence[Any], size: int, rates: Sequence[float]
    ) -> tuple[Tree, NDArray[Any]]:
        """The step on every batch of some epochs; arguments as in `bpnet.backend.Backend.compile`."""
        n = samples[0].shape[0]
        starts = [(start, min(start + size, n)) for start in range(0, n, size)]
        self.look_at_reads()
        if not self.plain and regular(training, samples):
            with self._buffers(training) as trained:
                lengths = {stop - start: (start, stop) for start, stop in starts}
                programs = {n: self._program(trained, training, _rows(samples, None, *at), rates[0]) for n, at in lengths.items()}
                if None not in programs.values():
                    trained.load(training)
                    parts = [((start, stop), programs[stop - start]) for start, stop in starts]
                    values = _replay(trained, parts, samples, orders, rates)
                    self.compiled_steps += len(rates)
                    return trained.saved(), values
        self.plain_steps += len(rates)
        return plain_epochs(np, self.step, training, samples, orders, size, rates)

    @contextmanager
    def _buffers(self, training: Tree) -> Iterator[Trained]:
        """Buffers that nobody uses; a thread that finds none makes its own."""
        key = signature(training)
        try:
            found = self.idle.pop()
        except IndexError:
            found = key, Trained(training)
        if found[0] != key:
            found = key, Trained(training)
        try:
            yield found[1]
        finally:
            self.idle.append(found)

    def _program(self, trained: Trained, training: Tree, samples: Tree, rate: Any) -> Program | None:
        trained.rate[...] = rate
        try:
            known = signature(samples) in trained.programs
            if known:
                return trained.programs[signature(samples)]
            trained.load(training)
            with log_if_slow():
                made = trained.program(self.step.over, samples)  # type: ignore[attr-defined]  # of a training step
            self.reads.note()
        except TraceError as error:
            self.fall_back(error)
            return None
        return made


def compiled(step: Any) -> Any:
    """A step on NumPy's own functions, compiled; one on others (exact arithmetic), or any other function, as it is."""
    return CompiledStep(step) if getattr(step, "xp", None) is np and hasattr(step, "over") else step


def _replay(
    trained: Trained, parts: list[tuple[tuple[int, int], Any]], samples: Tree, orders: Sequence[Any], rates: Sequence[float]
) -> NDArray[Any]:
    """All steps in one loop; the value of each."""
    first = parts[0][1]
    values = np.empty((len(rates), *first.value.shape), first.value.dtype)
    steps = [(start, stop, program.batch, program.calls, program.value) for (start, stop), program in parts]
    same = len(steps) == 1 and all(order is None for order in orders)
    if same:  # all samples as they are: copied once
        _copy(first.batch, samples)
    step, rate = 0, None
    for order in orders:
        for start, stop, batch, calls, value in steps:
            if not same:
                _take(batch, samples, order, start, stop)
            if rates[step] != rate:
                rate = rates[step]
                trained.rate[...] = rate
            for function, arguments in calls:
                function(*arguments)
            values[step] = value
            step += 1
    return values


def _copy(batch: Tree, samples: Tree) -> None:
    for own, array in zip(leaves(batch), leaves(samples), strict=True):
        np.copyto(own, array)


def _rows(samples: Tree, order: Any, start: int, stop: int) -> Tree:
    if order is None:
        return map_tree(lambda a: a[start:stop], samples)
    return map_tree(lambda a: np.take(a, order[start:stop], axis=0), samples)


def _take(batch: Tree, samples: Tree, order: Any, start: int, stop: int) -> None:
    """Copy some rows of all samples into the buffers of a batch."""
    for own, array in zip(leaves(batch), leaves(samples), strict=True):
        if order is None:
            np.copyto(own, array[start:stop])
        else:
            np.take(array, order[start:stop], 0, own, "clip")  # the other modes would make a copy in between
