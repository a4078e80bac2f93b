"""Many networks at once: ``jax.vmap`` of the loop over epochs of one, for as many networks as stay in a core's cache."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import leaves
from bpnet.compiler.compiled_step import log_if_slow
from bpnet_jax.executor import NUMBERS, ORDERS, STEPS, TracedBatches, find_program, run_epochs

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from bpnet.arrays import Tree

BYTES, LARGE = 1 << 20, 1 << 15
"""Size of the params, state and opt_state of the networks that are vectorized together on a CPU; of a larger network, one at a
time."""
VALUES = 1 << 19
"""Maximum number of values that a call returns."""


class JaxReplicas:
    """Epochs of many networks over all samples in batches of ``size``; it is built with the values of one."""

    def __init__(self, jax: Any, device: Any, step: Callable[..., Any], training: Tree, samples: Tree, size: int) -> None:
        self.jax, self.device, self.size = jax, device, size
        self.traced = TracedBatches(jax, step, training, samples, size)
        self.loops: dict[Hashable, Any] = {}
        self.ran: set[bool] = set()

    def run_replicas(
        self, training: Tree, samples: Tree, flags: Sequence[bool], orders: Sequence[Any], rates: Any
    ) -> tuple[Tree, Any]:
        """Run epochs of all networks; see `bpnet.compiler.replicas_in_turn.run_in_turn`."""
        ordered = orders[0] is not None
        with nullcontext() if ordered in self.ran else log_if_slow():
            made = self._replica_epochs(training, samples, tuple(flags), orders, np.asarray(rates))
        self.ran.add(ordered)
        return made

    def _loop(self, *chosen: Any) -> Any:
        """Return the program for a number of networks and the flags of their samples."""
        if chosen not in self.loops:
            options = ("size", "capacity", "flags", "together")
            self.loops[chosen] = find_program(
                (JaxReplicas, self.device, *chosen),
                self.traced.key,
                lambda: self.jax.jit(partial(_run_replicas, self.jax, self.traced.step), static_argnames=options),
                self.traced.nbytes,
            )
        return self.loops[chosen]

    def _replica_epochs(
        self, training: Tree, samples: Tree, flags: tuple[bool, ...], orders: Sequence[Any], rates: Any
    ) -> tuple[Tree, Any]:
        x, replicas = samples[0], rates.shape[1]
        n, dtype = x.shape[1 if flags[0] else 0], x.dtype
        steps = -(-n // self.size)
        capacity, ordered = max(1, min(STEPS, VALUES // replicas) // steps), orders[0] is not None
        if ordered:
            capacity = max(1, min(capacity, ORDERS, NUMBERS // (n * replicas)))
        together, loop = _together(training, replicas), self._loop(replicas, flags)
        values = []
        for first in range(0, len(orders), capacity):
            count = min(capacity, len(orders) - first)
            padded = np.zeros((replicas, capacity * steps), dtype)
            padded[:, : count * steps] = rates[first * steps : (first + count) * steps].T
            chosen = tuple(orders[min(first + i, len(orders) - 1)] for i in range(capacity)) if ordered else ()
            training, more = loop(
                training,
                samples,
                chosen,
                padded,
                np.int32(count),
                size=self.size,
                capacity=capacity,
                flags=flags,
                together=together,
            )
            values.append((more, count * steps))
        read = self.jax.device_get([more for more, _ in values])
        return training, np.concatenate([more[:, :used].T for more, (_, used) in zip(read, values, strict=True)])


def _together(training: Tree, replicas: int) -> int:
    """Return the number of networks that are vectorized together: a divisor of all, since JAX compiles a rest separately."""
    arrays = list(leaves(training))
    if next(iter(arrays[0].devices())).platform != "cpu":
        return replicas
    each = sum(array.nbytes for array in arrays) / replicas
    most = 1 if each > LARGE else int(BYTES / each)
    return replicas if most >= replicas else next(k for k in range(most, 0, -1) if replicas % k == 0)


# A function, not a method: see `bpnet_jax.executor.run_epochs`.
def _run_replicas(
    jax: Any,
    step: Callable[..., Any],
    training: Tree,
    samples: Tree,
    orders: Any,
    rates: Any,
    count: Any,
    *,
    size: int,
    capacity: int,
    flags: tuple[bool, ...],
    together: int,
) -> tuple[Tree, Any]:
    """Run ``count`` epochs of each network."""
    own, structure = jax.tree.flatten(samples)
    stacked = [leaf for leaf, flag in zip(own, flags, strict=True) if flag]
    shared = [leaf for leaf, flag in zip(own, flags, strict=True) if not flag]

    def one(given: Any) -> tuple[Tree, Any]:
        training, mine, orders, rates = given
        parts = [iter(shared), iter(mine)]
        whole = jax.tree.unflatten(structure, [next(parts[flag]) for flag in flags])
        chosen = orders or None
        return run_epochs(jax, step, (), training, whole, chosen, rates, count, size=size, capacity=capacity)

    given = training, stacked, orders, rates
    replicas = rates.shape[0]
    if together == replicas:
        made: tuple[Tree, Any] = jax.vmap(one)(given)
        return made
    mapped: tuple[Tree, Any] = jax.lax.map(one, given, batch_size=None if together == 1 else together)
    return mapped
