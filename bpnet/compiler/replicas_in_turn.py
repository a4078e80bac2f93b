"""Many networks at once by the compiled step of one: each in turn runs all epochs of a call, with its values in the cache."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.compiled_step import CompiledStep, run_plain_epochs
from bpnet.compiler.plan import example
from bpnet.compiler.replicated_step import ReplicatedStep, UnpackedStep, all_stacked, one_of, stacked_samples

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


class ReplicasInTurn(CompiledStep):
    """The step of many networks, and epochs of steps: a `bpnet.backend.EpochStep` with stacked arrays, made of the step of one.

    Its arguments and results are those of a `bpnet.compiler.replicated_step.ReplicatedStep`. In `epochs`, an order has one row
    per network, ``rates`` and the values that are returned have the shape (steps, replicas). The bits are those of each network
    by itself. A program may have a method ``run_replicas`` with the signature of `run_in_turn`, without its first argument.

    Parameters
    ----------
    step, build, options
        See `bpnet.compiler.compiled_step.CompiledStep`.
    single
        Function for single steps, with this signature, if they do not run as epochs.
    least
        Size in bytes of the arrays of a network from which on epochs are faster than single steps.
    """

    def __init__(
        self, step: Any, build: Callable[..., Any], *, single: UnpackedStep | None = None, least: int = 0, **options: Any
    ) -> None:
        super().__init__(step, build, **options)
        self.single, self.least, self.replicated = single, least, ReplicatedStep(step)

    def takes(self, training: Tree) -> bool:
        """Return True if `epochs` is faster than single steps for networks of this size."""
        arrays = list(leaves(training))
        return sum(int(array.nbytes) for array in arrays) >= self.least * int(arrays[0].shape[0])

    def __call__(self, *values: Any, **named: Any) -> Any:
        """Run the step on one batch; return ``values, params, state, opt_state``."""
        if named:
            values = self._bind(*values, **named)
        if self.single is not None:
            compiled, plain = self.single.compiled_steps, self.single.plain_steps
            result = self.single(*values)
            self.compiled_steps += self.single.compiled_steps - compiled
            self.plain_steps += self.single.plain_steps - plain
            return result
        *training, x, target, rate = values
        after, made = self.epochs(tuple(training), (x, target), [None], x.shape[-2], rate[None])
        return (made[0], *after)

    def epochs(self, training: Tree, samples: Tree, orders: Sequence[Any], size: int, rates: Any) -> tuple[Tree, Any]:
        """Run epochs of steps; return the updated ``training``, and the values of each step."""
        flags = stacked_samples(samples)
        first, some = one_of(training, all_stacked(training), 0), one_of(samples, flags, 0)
        build = partial(self.build, self.function, first, some, size)
        key = size, self.threads(), self.signature((*first, *some))
        given = training, samples, flags, orders, rates
        if not self.plain and key not in self.programs:  # refused as by the other backends, and by `Network.predict`
            self.replicated.check(*training, *_first_batch(samples, flags, size), example(samples[0], rates.shape[1:]))

        def plain() -> tuple[Tree, Any]:
            return run_in_turn(partial(_run_plain, self.function, size), *given)

        return self._run(len(rates), key, build, lambda program: run_replicas(program, *given), plain)


def _first_batch(samples: Tree, flags: Sequence[bool], size: int) -> Tree:
    """Return arrays with the shapes and dtypes of a batch of the samples."""
    axes = iter(flags)

    def part(x: Any) -> Any:
        axis = int(next(axes))
        return example(x, (*x.shape[:axis], min(size, x.shape[axis]), *x.shape[axis + 1 :]))

    return map_tree(part, samples)


def run_replicas(program: Any, *given: Any) -> tuple[Tree, NDArray[Any]]:
    """Run epochs of many networks by the program of one."""
    own = getattr(program, "run_replicas", None)
    made: tuple[Tree, NDArray[Any]] = run_in_turn(program.run, *given) if own is None else own(*given)
    return made


def _run_plain(step: Any, size: int, training: Tree, samples: Tree, orders: Sequence[Any], rates: Any) -> tuple[Tree, Any]:
    return run_plain_epochs(step, training, samples, orders, size, rates)


def run_in_turn(
    run: Callable[..., tuple[Tree, Any]], training: Tree, samples: Tree, flags: Sequence[bool], orders: Sequence[Any], rates: Any
) -> tuple[Tree, NDArray[Any]]:
    """Run epochs of one network after another.

    Parameters
    ----------
    run
        ``(training, samples, orders, rates) -> training, values``, of one network.
    training, samples, orders, rates
        As those of `ReplicasInTurn.epochs`.
    flags
        For each array of the samples, True if it is stacked.
    """
    replicas = next(leaves(training)).shape[0]
    after = map_tree(np.empty_like, training)
    made: list[Any] = []
    for index in range(replicas):
        own = [None if order is None else order[index] for order in orders]
        one = one_of(training, all_stacked(training), index)
        new, values = run(one, one_of(samples, flags, index), own, rates[:, index])
        for whole, part in zip(leaves(after), leaves(new), strict=True):
            whole[index] = part
        made.append(values)
    return after, np.stack(made, axis=1)
