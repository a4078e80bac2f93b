"""Compiled steps: one program per set of shapes, with cache, fallback and warnings, the same for every backend."""

from __future__ import annotations

import inspect
import logging
import threading
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from bpnet._messages import warn
from bpnet.arrays import Tree, map_tree
from bpnet.compiler.captures import Captures
from bpnet.compiler.operations import GroupTraceError, TraceError
from bpnet.compiler.watching import watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MAX_PROGRAMS, MAX_BYTES = 32, 1 << 28
"""Limits of a step's cache, in programs and in bytes of their buffers; the newest program always stays."""
MAX_USES = 1024
"""Maximum number of keys whose uses are counted."""
REBUILT = 64
"""Number of uses after which a program that had to go is built again, where the uncompiled function has the same bits."""
SLOW = 10.0
"""Seconds after which the logger ``bpnet`` reports that a step is still being compiled."""
N_ARGUMENTS = 6
"""Number of arguments of a `bpnet.backend.Step`."""
MISSING = object()
COMPILING = "bpnet: compiling the step has taken %g s so far; compile=False trains without compilation"
FALLING_BACK = "falling back to the uncompiled step: {}. Pass compile=False to silence this warning"
CHANGING = "{!r}, which a layer, a loss or the optimizer reads, keeps changing; keep it in their state, or use a schedule"
_logs = threading.local()


@contextmanager
def log_if_slow() -> Iterator[None]:
    """Context manager around the compilation of a step: logs one line if it takes long, since nothing is printed meanwhile.

    Within another one it does nothing.
    """
    if getattr(_logs, "are_due", False):
        yield
        return
    timer = threading.Timer(SLOW, logging.getLogger("bpnet").warning, (COMPILING, SLOW))
    timer.daemon = True
    try:
        _logs.are_due = True
        timer.start()
        with watched():
            yield
    finally:
        _logs.are_due = False
        timer.cancel()
        if timer.ident is not None:
            timer.join()


def signature(tree: Tree) -> Any:
    """Return the shapes and dtypes of the arrays of a tree, in its structure: the key of a compiled program."""
    return map_tree(lambda x: (x.shape, x.dtype), tree)


def new_function(function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a callable in a new function: tracers of libraries cache by function, and may count the ``self`` of a method."""

    def call(*values: Any) -> Any:
        return function(*values)

    return call


def first_use(function: Any) -> int:
    """Return at which use a function that keeps its bits is compiled: outputs and losses, whose lengths vary, at the second."""
    return 2 if getattr(function, "is_inference", False) else 1


class CompiledFunction:
    """A pure function of arrays, compiled for each set of shapes that it is called with.

    If it cannot be compiled, it runs uncompiled, and one warning says why.

    Parameters
    ----------
    function
        The uncompiled function.
    build
        ``(function, *values) -> program``: compiles the function for such values. It raises `TraceError` if the function cannot
        be compiled at all, and returns None if it must run uncompiled for these values only. If it shares anything between
        programs, it has a method ``forget``, called when a variable that the function reads has changed.
    signature
        ``(tree) -> key``: values with equal keys share a program.
    limit
        Maximum number of cached programs.
    compiles_when_built
        True if a program is compiled when it is built, False if in its first run.
    threads
        Returns the number of threads for which a program is compiled.
    first
        Number of the use of a key at which its program is built; before, the function runs uncompiled.
    keeps_bits
        True if programs have the bits of the uncompiled function: one that had to go is built again after many uses only.

    Attributes
    ----------
    compiled_steps, plain_steps
        Number of steps that have run compiled and uncompiled.
    plain
        True if the function has fallen back to running uncompiled.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        build: Callable[..., Any],
        signature: Callable[[Tree], Any] = signature,
        limit: float = MAX_PROGRAMS,
        *,
        compiles_when_built: bool = False,
        threads: Callable[[], int] = lambda: 1,
        first: int = 1,
        keeps_bits: bool = False,
    ) -> None:
        self.function, self.build, self.signature, self.limit = function, build, signature, limit
        self.compiles_when_built, self.threads = compiles_when_built, threads
        self.plain, self.compiled_steps, self.plain_steps = False, 0, 0
        self.captures, self.recompiled = Captures(function), False
        self.programs: dict[Any, Any] = {}
        self.first, self.keeps_bits, self.uses = first, keeps_bits, dict[Any, int]()
        self.lock = threading.RLock()

    def __call__(self, *values: Any, **named: Any) -> Any:
        """Call the compiled function with these values; keywords are arguments of the function."""
        if named:
            values = self._bind(*values, **named)
        build, plain = partial(self.build, self.function, *values), partial(self.function, *values)
        return self._run(1, (self.threads(), self.signature(values)), build, lambda program: program(*values), plain)

    def _bind(self, *values: Any, **named: Any) -> tuple[Any, ...]:
        """Return the arguments of a call in their order; raise TypeError as the function itself would."""
        bound = inspect.signature(self.function).bind(*values, **named)
        if named:
            bound.apply_defaults()
        if bound.kwargs:
            raise TypeError(f"a compiled function takes no keyword-only arguments, got {', '.join(bound.kwargs)}")
        return bound.args

    def _run(self, steps: int, key: Any, build: Callable[[], Any], run: Callable[[Any], Any], plain: Callable[[], Any]) -> Any:
        """Run the program for a key, or the uncompiled function."""
        self._check_captures()
        program = None if self.plain else self.programs.get(key, MISSING)
        if program is MISSING and self._is_early(key):
            program = None
        try:
            if program is MISSING:
                with log_if_slow():
                    program = self._build(key, build)
                    result = None if program is None or self.compiles_when_built else run(program)
                if self.compiles_when_built and program is not None:
                    result = run(program)
            elif program is not None:
                result = run(program)
        except GroupTraceError:
            raise  # the uncompiled function would raise it too
        except TraceError as error:
            self.fall_back(error)
            program = None
        if program is None:
            self.plain_steps += steps
            return plain()
        self.compiled_steps += steps
        return result

    def _is_early(self, key: Any) -> bool:
        """Count a use of a key; return True if its program is not to be built yet."""
        if self.first == 1 and not self.keeps_bits:
            return False
        if len(self.uses) >= MAX_USES:
            self.uses = {}
        uses = self.uses.get(key, 0) + 1
        self.uses[key] = uses
        return uses < self.first

    def _build(self, key: Any, build: Callable[[], Any]) -> Any:
        with self.lock:
            programs = self.programs
            if key in programs:
                return programs[key]
            program = build()
            while programs and (len(programs) >= self.limit or _nbytes(*programs.values(), program) > MAX_BYTES):
                gone = next(iter(programs))
                del programs[gone]
                if self.keeps_bits:
                    self.uses[gone] = -REBUILT
            programs[key] = program
            self.captures.record()
            return program

    def fall_back(self, reason: object) -> None:
        """Run the function uncompiled from now on, and warn once, with the reason."""
        self.plain = True
        self._forget_programs()
        warn(FALLING_BACK.format(reason), RuntimeWarning)

    def _check_captures(self) -> None:
        """Compile again if a variable that the function reads has changed; if it changes once more, fall back."""
        name = "" if self.plain else self.captures.find_change()
        if name and self.recompiled:
            self.fall_back(CHANGING.format(name))
        elif name:
            self.recompiled = True
            self.captures.fingerprints = {}  # a new dict: another thread may be iterating over the old one
            self._forget_programs()

    def _forget_programs(self) -> None:
        with self.lock:
            self.programs = {}
            getattr(self.build, "forget", lambda: None)()


def _nbytes(*programs: Any) -> int:
    return sum(getattr(program, "nbytes", 0) for program in programs)


class CompiledStep(CompiledFunction):
    """A training step, and epochs of steps, compiled: a `bpnet.backend.EpochStep`.

    Parameters
    ----------
    step
        The uncompiled step, a `bpnet.backend.Step`.
    build
        ``(step, training, samples, size) -> program``, as in `CompiledFunction`. A program is called with the values of one
        step, and has ``run(training, samples, orders, rates) -> training, values`` for epochs of batches of ``size``.
    signature, limit, compiles_when_built, threads
        See `CompiledFunction`.
    """

    def __call__(self, *values: Any, **named: Any) -> Any:
        """Run the step on one batch; return ``value, params, state, opt_state``."""
        if named or len(values) != N_ARGUMENTS:
            values = self._bind(*values, **named)
        *training, x, target, rate = values
        n, plain = x.shape[0], partial(self.function, *values)
        if getattr(rate, "shape", ()):  # programs are compiled for a 0-d rate
            self.plain_steps += 1
            return plain()
        build = partial(self.build, self.function, tuple(training), (x, target), n)
        key = n, self.threads(), self.signature(values[:-1])
        return self._run(1, key, build, lambda program: program(*values), plain)

    def epochs(self, training: Tree, samples: Tree, orders: Sequence[Any], size: int, rates: Sequence[float]) -> tuple[Tree, Any]:
        """Run epochs of steps; return the updated ``training``, and the value of each step; see `bpnet.backend.EpochStep`."""
        build = partial(self.build, self.function, training, samples, size)
        plain = partial(run_plain_epochs, self.function, training, samples, orders, size, rates)
        key = size, self.threads(), self.signature((*training, *samples))
        return self._run(len(rates), key, build, lambda program: program.run(training, samples, orders, rates), plain)


def run_plain_epochs(
    step: Any, training: Tree, samples: Tree, orders: Sequence[Any], size: int, rates: Sequence[float]
) -> tuple[Tree, Any]:
    """Run the uncompiled step on every batch of some epochs; return ``training, values``."""
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
