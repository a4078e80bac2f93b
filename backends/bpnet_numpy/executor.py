"""A compiled step: the step's plan, replayed on buffers. What is passed in is copied, and so is what is returned."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.tracing import TraceError
from bpnet_numpy.program import Program, Trained, regular, signature

if TYPE_CHECKING:
    from numpy.typing import NDArray


class CompiledStep:
    """A step with the bits of the plain one, as `bpnet.backend.Backend.compile` says.

    Each thread that runs it has buffers of its own; they are kept for the next one.
    """

    def __init__(self, step: Any) -> None:
        self.step = step
        self.idle: list[tuple[Any, Trained]] = []
        self.plain = False

    def __call__(self, params: Tree, state: Tree, memory: Tree, x: Any, target: Tree, learning_rate: Any) -> Tree:
        training = params, state, memory
        if self.plain or not regular(training, x, target, learning_rate):
            return self.step(params, state, memory, x, target, learning_rate)
        key, trained = self._buffers(training)
        program = self._program(trained, training, (x, target), learning_rate)
        if program is None:
            return self.step(params, state, memory, x, target, learning_rate)
        trained.load(training)
        _load(program.batch, (x, target))
        for function, arguments in program.calls:
            function(*arguments)
        value = program.value[()] if not program.value.ndim else program.value.copy()
        after = trained.saved()
        self.idle.append((key, trained))
        return (value, *after)

    def epochs(
        self, training: Tree, samples: Tree, orders: Sequence[Any], size: int, rates: Sequence[float]
    ) -> tuple[Tree, NDArray[Any]]:
        """The step on every batch of some epochs; arguments as in `bpnet.backend.Backend.compile`."""
        n = samples[0].shape[0]
        starts = [(start, min(start + size, n)) for start in range(0, n, size)]
        dtype = next(leaves(training)).dtype
        if self.plain or not regular(training, samples):
            return self._plain_epochs(training, samples, orders, starts, rates)
        key, trained = self._buffers(training)
        first = np.asarray(rates[0] if len(rates) else 0.0, dtype=dtype)
        programs = [self._program(trained, training, _rows(samples, None, *ends), first) for ends in starts]
        if None in programs:
            return self._plain_epochs(training, samples, orders, starts, rates)
        trained.load(training)
        values = np.empty((len(rates), *programs[0].value.shape), programs[0].value.dtype)  # type: ignore[union-attr]
        parts = [(start, stop, p.batch, p.calls, p.value) for (start, stop), p in zip(starts, programs, strict=True)]  # type: ignore[union-attr]
        whole = len(parts) == 1 and all(order is None for order in orders)
        if whole:
            _load(parts[0][2], samples)
        step, rate, now = 0, trained.rate, None
        for order in orders:
            for start, stop, batch, calls, value in parts:
                if not whole:
                    _take(batch, samples, order, start, stop)
                if rates[step] != now:
                    now = rates[step]
                    rate[...] = now
                for function, arguments in calls:
                    function(*arguments)
                values[step] = value
                step += 1
        after = trained.saved()
        self.idle.append((key, trained))
        return after, values

    def _plain_epochs(
        self, training: Tree, samples: Tree, orders: Sequence[Any], starts: list[tuple[int, int]], rates: Sequence[float]
    ) -> tuple[Tree, NDArray[Any]]:
        """The plain step on every batch."""
        dtype = next(leaves(training)).dtype
        values: list[Any] = []
        remaining: Iterator[float] = iter(rates)
        for order in orders:
            for ends in starts:
                x, target = samples if order is None and len(starts) == 1 else _rows(samples, order, *ends)
                value, *after = self.step(*training, x, target, np.asarray(next(remaining), dtype=dtype))
                training = tuple(after)
                values.append(value)
        return training, np.stack(values)

    def _buffers(self, training: Tree) -> tuple[Any, Trained]:
        """Buffers that nobody uses; a thread that finds none makes its own."""
        key = signature(training)
        while self.idle:
            try:
                found = self.idle.pop()
            except IndexError:  # another thread was faster
                break
            if found[0] == key:
                return found
        return key, Trained(training)

    def _program(self, trained: Trained, training: Tree, samples: Tree, rate: Any) -> Program | None:
        trained.rate[...] = rate
        try:
            known = signature(samples) in trained.programs
            if not known:
                trained.load(training)
            return trained.program(self.step.over, samples)
        except (TraceError, AttributeError) as error:
            self.plain = True
            warnings.warn(f"this step cannot be compiled and runs as it is: {error}", RuntimeWarning, stacklevel=4)
            return None


def compiled(step: Any) -> Any:
    """A step that can be traced, compiled; any other function as it is."""
    return CompiledStep(step) if hasattr(step, "over") else step


def _load(batch: Tree, samples: Tree) -> None:
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
