"""A step compiled for each set of shapes that it meets: cache, fallback and warnings, the same for every backend."""

from __future__ import annotations

import logging
import threading
import warnings
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.captures import Captures
from bpnet.compiler.operations import TraceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MAX_PROGRAMS, MAX_BYTES = 8, 1 << 28
"""How many programs of a step are kept, the newest ones, and how much memory they may take; the last one always."""
SLOW = 10.0
"""Seconds after which the logger ``bpnet`` says that a step is still being compiled."""
COMPILING = "bpnet: compiling the step has taken %g s so far; compile=False trains without compilation"
FALLING_BACK = "falling back to the uncompiled step: {}. Pass compile=False to silence this warning"
CHANGING = "{!r}, which a layer, a loss or the optimizer reads, keeps changing; keep it in their state, or use a schedule"


@contextmanager
def log_if_slow() -> Iterator[None]:
    """Context manager in which a step is compiled: after some seconds a line says so, since nothing else is seen meanwhile."""
    timer = threading.Timer(SLOW, logging.getLogger("bpnet").warning, (COMPILING, SLOW))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def signature(tree: Tree) -> tuple[Any, ...]:
    """Shapes and dtypes of the arrays of a tree, for which a program is compiled."""
    return tuple((x.shape, x.dtype) for x in leaves(tree))


class CompiledFunction:
    """A pure function of arrays, compiled for each set of shapes that it meets.

    A function that cannot be compiled runs as it is, and a warning says why, once.

    Parameters
    ----------
    function
        The function as it is.
    build
        ``(function, *values) -> program``: compiles the function for such values. It raises `TraceError` where it cannot be
        compiled at all, and returns None where it must run as it is for these values only.
    signature
        What distinguishes values that need a program of their own.
    limit
        How many programs are kept.
    traces_at_run
        Whether a program may trace the function again when it runs.

    Attributes
    ----------
    compiled_steps, plain_steps
        How many steps have run compiled, and how many as they are.
    plain
        Whether the function runs as it is from now on.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        build: Callable[..., Any],
        signature: Callable[[Tree], Any] = signature,
        limit: float = MAX_PROGRAMS,
        *,
        traces_at_run: bool = False,
    ) -> None:
        self.function, self.build, self.signature, self.limit = function, build, signature, limit
        self.traces_at_run = traces_at_run
        self.plain, self.compiled_steps, self.plain_steps = False, 0, 0
        self.captures, self.recompiled = Captures(function), False
        self.programs: dict[Any, Any] = {}
        self.lock = threading.RLock()

    def __call__(self, *values: Any) -> Any:
        """The function of these values."""
        build, plain = partial(self.build, self.function, *values), partial(self.function, *values)
        return self._run(1, self.signature(values), build, lambda program: program(*values), plain)

    def _run(self, steps: int, key: Any, build: Callable[[], Any], run: Callable[[Any], Any], plain: Callable[[], Any]) -> Any:
        """Run the program for a key, or the function as it is."""
        self._check_captures()
        program = None if self.plain else self.programs.get(key)
        try:
            if program is not None:
                result = run(program)
            elif not self.plain and key not in self.programs:
                with log_if_slow():  # a program may be compiled in its first run only
                    program = self._build(key, build)
                    result = None if program is None else run(program)
        except TraceError as error:
            self.fall_back(error)
            program = None
        if program is None:
            self.plain_steps += steps
            return plain()
        if self.traces_at_run:
            self.captures.refresh()
        self.compiled_steps += steps
        return result

    def _build(self, key: Any, build: Callable[[], Any]) -> Any:
        with self.lock:
            if key not in self.programs:
                program = build()
                nbytes = getattr(program, "nbytes", 0)
                while self.programs and (len(self.programs) >= self.limit or self._bytes() + nbytes > MAX_BYTES):
                    del self.programs[next(iter(self.programs))]
                self.programs[key] = program
                self.captures.record()
            return self.programs[key]

    def _bytes(self) -> int:
        return sum(getattr(program, "nbytes", 0) for program in self.programs.values())

    def fall_back(self, reason: object) -> None:
        """Run the function as it is from now on, and warn once why."""
        self.plain, self.programs = True, {}
        warnings.warn(FALLING_BACK.format(reason), RuntimeWarning, stacklevel=5)

    def _check_captures(self) -> None:
        """Compile again if a variable that the function reads has changed since; if it changes once more, fall back."""
        name = "" if self.plain else self.captures.find_change()
        if name and self.recompiled:
            self.fall_back(CHANGING.format(name))
        elif name:
            self.recompiled = True
            self.captures.fingerprints = {}  # a new one: another thread may be looking through it
            self.programs = {}


class CompiledStep(CompiledFunction):
    """A training step, and epochs of steps, compiled: a `bpnet.backend.EpochStep`.

    Parameters
    ----------
    step
        The step as it is, a `bpnet.backend.Step`.
    build
        ``(step, training, samples, size) -> program``, as for `CompiledFunction`. A program is called with the values of one
        step, and has ``run(training, samples, orders, rates) -> training, values`` for epochs of batches of ``size``.
    signature, limit, traces_at_run
        As for `CompiledFunction`.
    """

    def __call__(self, *values: Any) -> Any:
        """The step on one batch: ``value, params, state, opt_state``."""
        *training, x, target, _ = values
        n = x.shape[0]
        build = partial(self.build, self.function, tuple(training), (x, target), n)
        key = n, self.signature(values[:-1])
        return self._run(1, key, build, lambda program: program(*values), partial(self.function, *values))

    def epochs(self, training: Tree, samples: Tree, orders: Sequence[Any], size: int, rates: Sequence[float]) -> tuple[Tree, Any]:
        """Epochs of steps: the training after them, and the value of each step; see `bpnet.backend.EpochStep`."""
        build = partial(self.build, self.function, training, samples, size)
        plain = partial(plain_epochs, self.function, training, samples, orders, size, rates)
        key = size, self.signature((*training, *samples))
        return self._run(len(rates), key, build, lambda program: program.run(training, samples, orders, rates), plain)


def plain_epochs(
    step: Any, training: Tree, samples: Tree, orders: Sequence[Any], size: int, rates: Sequence[float]
) -> tuple[Tree, Any]:
    """Run the uncompiled step on every batch of some epochs."""
    values, n, rate = [], samples[0].shape[0], iter(rates)
    for order in orders:
        for start in range(0, n, size):
            rows = slice(start, start + size) if order is None else order[start : start + size]
            whole = order is None and size >= n
            batch = samples if whole else map_tree(lambda a, rows=rows: a[rows], samples)
            value, *after = step(*training, *batch, step.xp.asarray(next(rate), dtype=samples[0].dtype))
            training = tuple(after)
            values.append(value)
    return training, step.xp.stack(values)
