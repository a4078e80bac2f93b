"""Many networks at once by the compiled step of one: each in turn runs all epochs of a call, with its values in the cache."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.compiled_step import CompiledStep, run_plain_epochs
from bpnet.compiler.replicated_step import all_stacked, one_of, stacked_samples

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


class ReplicasInTurn(CompiledStep):
    """The step of many networks, and epochs of steps, on NumPy's arrays: a `bpnet.backend.EpochStep` with stacked arrays.

    Its arguments and results are those of a `bpnet.compiler.replicated_step.ReplicatedStep`. In `epochs`, an order has one row
    per network, ``rates`` and the values that are returned have the shape (steps, replicas). The bits are those of each network
    by itself. A program may have a method ``run_replicas`` with the signature of `run_in_turn`, without its first argument.

    Parameters
    ----------
    step, build, options
        See `bpnet.compiler.compiled_step.CompiledStep`.
    single
        Function for single steps, with this signature, if they do not run as epochs.
    """

    def __init__(self, step: Any, build: Callable[..., Any], *, single: Callable[..., Any] | None = None, **options: Any) -> None:
        super().__init__(step, build, **options)
        self.single = single

    def __call__(self, *values: Any, **named: Any) -> Any:
        """Run the step on one batch; return ``values, params, state, opt_state``."""
        if named:
            values = self._bind(*values, **named)
        if self.single is not None:
            self.compiled_steps += 1
            return self.single(*values)
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

        def plain() -> tuple[Tree, Any]:
            return run_in_turn(partial(_run_plain, self.function, size), *given)

        return self._run(len(rates), key, build, lambda program: run_replicas(program, *given), plain)


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
