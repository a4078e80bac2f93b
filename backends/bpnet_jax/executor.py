"""Whole epochs in one program: the step inside loops that XLA compiles, ``training, values = loop(training, samples, ...)``.

A program is compiled for shapes, not for numbers of epochs: each call runs up to a fixed number of them, and is told how many.
"""

from __future__ import annotations

import warnings
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.programs import plain_epochs
from bpnet.tracing import UNCOMPILED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bpnet.arrays import Tree

STEPS = 8192
"""At most, in a call that runs several epochs: what one call costs is then little beside them."""
ORDERS, NUMBERS = 16, 1 << 20
"""At most, in a call: the rows of so many epochs, and so many row numbers, where it has several epochs."""


class CompiledStep:
    """A step as ``jax.jit`` makes it, and `epochs` of such steps.

    Nothing is donated: what is passed in stays the caller's, and the one copy that XLA makes as it enters the loop costs no more
    than a copy made to be donated.
    """

    def __init__(self, jax: Any, step: Callable[..., Any]) -> None:
        self.jax, self.plain = jax, step
        self.traceable = True
        self.step = jax.jit(step)
        self.loop = jax.jit(partial(self._loop, jax, step), static_argnames=("size", "capacity"))

    def __call__(self, *values: Any) -> Any:
        if self.traceable:
            try:
                return self.step(*values)
            except self.jax.errors.JAXTypeError as error:
                self._refused(error)
        return self.plain(*values)

    def epochs(self, training: Tree, samples: Tree, orders: Sequence[Any], size: int, rates: Sequence[float]) -> tuple[Tree, Any]:
        """As `bpnet.backend.Backend.compile` describes it."""
        if self.traceable:
            try:
                return self._epochs(training, samples, orders, size, rates)
            except self.jax.errors.JAXTypeError as error:
                self._refused(error)
        return plain_epochs(self.jax.numpy, self.plain, training, samples, orders, size, rates)

    def _refused(self, error: Exception) -> None:
        """The step asks for numbers, which a trace does not have: say so, once."""
        self.traceable = False
        warnings.warn(UNCOMPILED.format(str(error).partition("\n")[0]), RuntimeWarning, stacklevel=4)

    def _epochs(
        self, training: Tree, samples: Tree, orders: Sequence[Any], size: int, rates: Sequence[float]
    ) -> tuple[Tree, Any]:
        n, dtype = samples[0].shape[0], samples[0].dtype
        steps = -(-n // size)
        capacity = max(1, STEPS // steps)
        ordered = orders[0] is not None
        if ordered:
            capacity = max(1, min(capacity, ORDERS, NUMBERS // n))
        values = []
        for first in range(0, len(orders), capacity):
            count = min(capacity, len(orders) - first)
            padded = np.zeros(capacity * steps, dtype)
            padded[: count * steps] = rates[first * steps : (first + count) * steps]
            chosen = tuple(orders[min(first + i, len(orders) - 1)] for i in range(capacity)) if ordered else None
            short = np.int32(count)  # XLA's CPU loops count twice as fast in 32 bits
            training, more = self.loop(training, samples, chosen, padded, short, size=size, capacity=capacity)
            values.append((more, count * steps))
        read = self.jax.device_get([more for more, _ in values])
        return training, np.concatenate([more[:used] for more, (_, used) in zip(read, values, strict=True)])

    @staticmethod  # a bound method would be a cycle, which keeps what is compiled until the garbage collector comes
    def _loop(
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
    ) -> tuple[Tree, Any]:
        """``count`` epochs, of which there are at most ``capacity``; their values stand first in the vector."""
        np_ = jax.numpy
        n = samples[0].shape[0]
        full, rest = divmod(n, size)
        steps = full + bool(rest)
        table = None if orders is None else np_.stack(orders)

        def rows(order: Any, start: Any, length: int) -> Tree:
            if order is None:
                if length == n:
                    return samples
                return jax.tree.map(partial(jax.lax.dynamic_slice_in_dim, start_index=start, slice_size=length), samples)
            chosen = jax.lax.dynamic_slice_in_dim(order, start, length)
            return jax.tree.map(lambda a: np_.take(a, chosen, axis=0, mode="clip"), samples)  # they are known to be inside

        def update(epoch: Any, order: Any, carry: Any, index: Any, length: int) -> Any:
            training, values = carry
            at = epoch * steps + index
            value, *after = step(
                *training, *rows(order, index * size, length), jax.lax.dynamic_index_in_dim(rates, at, keepdims=False)
            )
            return tuple(after), jax.lax.dynamic_update_index_in_dim(values, value, at, 0)

        def one_epoch(epoch: Any, carry: Any) -> Any:
            order = None if table is None else table[epoch]
            if full == 1:
                carry = update(epoch, order, carry, 0, size)
            else:
                carry = jax.lax.fori_loop(0, full, lambda index, carry: update(epoch, order, carry, index, size), carry)
            return update(epoch, order, carry, full, rest) if rest else carry

        values = np_.zeros(capacity * steps, rates.dtype)
        return jax.lax.fori_loop(0, count, one_epoch, (training, values))
