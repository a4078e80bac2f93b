"""The training step, and the loss in inference, on several ranks: each computes its shard, and all have the same results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from bpnet.arrays import Array, Namespace, Tree, leaves
from bpnet.compiler.captures import Captures
from bpnet.compiler.operations import TraceError
from bpnet.compiler.plan import numpy_dtype
from bpnet.distributed.agreement import digest
from bpnet.distributed.program import Calls, ShardedProgram
from bpnet.distributed.ranks import as_common
from bpnet.losses import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bpnet.backend import Backend
    from bpnet.distributed.ranks import Ranks
    from bpnet.distributed.rows import Samples
    from bpnet.step import PureFunction

MAX_PROGRAMS = 4
"""Number of programs that are kept, each for one number of rows; the newest ones stay."""
CANNOT = "this network cannot be trained on several ranks: {}"


class ShardedFunction:
    """A pure function of whole arrays and of a batch, computed by all ranks together.

    Subclasses say in ``what`` what it computes.

    Parameters
    ----------
    function
        As in `ShardedProgram`; its ``function`` is the function of the user, whose variables are watched.
    backend, ranks
        The backend of the arrays, and the ranks.
    batch
        Positions of the two arguments that have rows.
    compile
        Compiles a step, or None.

    Attributes
    ----------
    rows
        Number of rows that this rank has computed.
    """

    what: ClassVar[str]

    def __init__(
        self,
        function: Any,
        backend: Backend,
        ranks: Ranks,
        batch: tuple[int, int],
        compile: Callable[[Any], Any] | None,  # noqa: A002 - as in `Backend.compile`
    ) -> None:
        self.function, self.backend, self.ranks, self.batch, self.compile = function, backend, ranks, batch, compile
        self.programs: dict[int, ShardedProgram] = {}
        self.captures = Captures(function.function)
        self.signature: list[Any] | None = None
        self.calls = Calls()
        self.rows = 0

    @property
    def xp(self) -> Namespace:
        """The namespace that the function computes with."""
        return self.function.xp

    def begin(self, *templates: Tree, rates: Sequence[float] = ()) -> None:
        """Prepare for batches of arguments like these: forget programs for others, or of variables that have changed.

        All ranks call this together, and all forget if one must.

        Raises
        ------
        ValueError
            If the learning rates are not the same on all ranks.
        """
        key = [(x.shape[at in self.batch :], str(x.dtype)) for at, tree in enumerate(templates) for x in leaves(tree)]
        changed = key != self.signature or bool(self.captures.find_change())
        gathered = self.ranks.gather_objects((changed, _digest(rates), rates[0] if len(rates) else None), self.what)
        for rank, (_, other, first) in enumerate(gathered):
            if other != gathered[0][1]:
                came = (
                    f"{gathered[0][2]} on rank 0, {first} on rank {rank}" if first != gathered[0][2] else f"those of rank {rank}"
                )
                raise as_common(ValueError(f"the ranks differ: the learning rates of the next updates are {came}"))
        if any(changed for changed, *_ in gathered):
            self.programs, self.signature = {}, key
            self.captures.record()

    def on_batch(self, samples: Samples, order: Any, start: int, rows: int, before: Tree, after: Tree = ()) -> Tree:
        """Call the function on the batch of ``rows`` rows that begins at position ``start`` of an order; after `begin`.

        Raises
        ------
        ValueError
            If the function cannot be traced, or mixes rows.
        """
        program = self.programs.get(rows)
        if program is None:
            with self.ranks.together():
                program = self._program(rows, (*before, *samples.arrays, *after))
            facts = {"the SHA-256 of the operations of a step": program.digest}
            self.ranks.check_same(facts, "does a layer, loss or optimizer of your own read something else?")
            while len(self.programs) >= MAX_PROGRAMS:
                del self.programs[next(iter(self.programs))]
            self.programs[rows] = program
        batch = samples.take(order, start, program.shards)
        self.rows += program.shard[1] - program.shard[0]
        made: Tree = program(*before, *batch, *after)
        return made

    def _program(self, rows: int, templates: Sequence[Tree]) -> ShardedProgram:
        try:
            compile_, calls = self.compile, self.calls
            return ShardedProgram(self.function, self.backend, self.ranks, templates, self.batch, rows, compile_, calls)
        except TraceError as error:
            raise ValueError(CANNOT.format(error)) from error


def _weights(xp: Namespace, target: Tree) -> tuple[Array, ...]:
    return (xp.sum(target.weight),) if isinstance(target, Target) else ()


class _WithWeights:
    """A training step that also returns the sum of the weights of its batch, if there are any."""

    def __init__(self, step: Any) -> None:
        self.function, self.xp = step, step.xp

    def over(self, xp: Namespace, *values: Tree) -> Tree:
        return *self.function.over(xp, *values), _weights(xp, values[4])


class DistributedStep(ShardedFunction):
    """A training step on all ranks: a `bpnet.backend.EpochStep` whose samples are `Samples`.

    Attributes
    ----------
    weights
        Sums of the weights of the batches that ``epochs`` has run last.
    """

    what = "a training step"

    def __init__(self, step: Any, backend: Backend, ranks: Ranks, compile: Callable[[Any], Any] | None) -> None:  # noqa: A002 - as above
        super().__init__(_WithWeights(step), backend, ranks, (3, 4), compile)
        self.weights: list[Array] = []

    def epochs(
        self, training: Tree, samples: Samples, orders: Sequence[Any], size: int, rates: Sequence[float]
    ) -> tuple[Tree, Array]:
        """Run the step on every batch of some epochs; return ``training, values``."""
        values, remaining = [], iter(rates)
        dtype = numpy_dtype(samples.arrays[0]).name
        rate, placed = None, None
        self.weights = []
        self.begin(*training, *samples.arrays, rates=[float(rate) for rate in rates])
        for order in map(samples.order, orders):
            for start in range(0, samples.n, size):
                if (now := next(remaining)) != rate:
                    rate, placed = now, self.backend.from_host(now, dtype)
                rows = min(size, samples.n - start)
                value, *after, weights = self.on_batch(samples, order, start, rows, training, (placed,))
                training = tuple(after)
                values.append(value)
                self.weights += weights
        return training, self.backend.xp.stack(values)

    @property
    def compiled_steps(self) -> int:
        """Number of parts of steps that have run compiled."""
        return self.calls.compiled

    @property
    def plain_steps(self) -> int:
        """Number of parts of steps that have run uncompiled."""
        return self.calls.plain


class _LossOver:
    """The loss in inference, which also returns the sum of the weights, if there are any."""

    def __init__(self, loss: PureFunction) -> None:
        self.function, self.xp = loss, loss.xp

    def over(self, xp: Namespace, *values: Tree) -> Tree:
        return self.function.over(xp, *values), *_weights(xp, values[3])


class DistributedLoss(ShardedFunction):
    """The loss of a network in inference on all ranks, ``(params, state, samples, start, rows) -> value, *weights``."""

    what = "the loss after an epoch"

    def __init__(
        self,
        loss: PureFunction,
        backend: Backend,
        ranks: Ranks,
        compile: Callable[[Any], Any] | None,  # noqa: A002 - as in `Backend.compile`
    ) -> None:
        super().__init__(_LossOver(loss), backend, ranks, (2, 3), compile)

    def __call__(self, params: Tree, state: Tree, samples: Samples, start: int, rows: int) -> tuple[Array, ...]:
        """Return the loss on some rows, as one batch, and the sum of their weights, if there are any."""
        self.begin(params, state, *samples.arrays)
        made: tuple[Array, ...] = self.on_batch(samples, None, start, rows, (params, state))
        return made


def _digest(rates: Sequence[float]) -> str:
    """Return the SHA-256 of some learning rates."""
    return digest(np.asarray, np.asarray(rates, np.float64))
