"""Compiled steps of JAX: ``jax.jit`` of a step, and of loops over epochs and batches.

A loop over epochs is compiled for shapes, not for a number of epochs: each call runs up to a fixed number, its capacity, and has
the actual number as an argument.
"""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from bpnet.compiler.compiled_step import log_if_slow, new_function, signature
from bpnet.compiler.store import STORE
from bpnet_jax.traced import BatchFunctions, TracedFunction

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from bpnet.arrays import Tree

STEPS = 8192
"""Maximum number of steps in a call that runs several epochs; the overhead of a call is small in comparison."""
ORDERS, NUMBERS = 16, 1 << 20
"""Limits of a call that runs several epochs with orders: number of epochs, and of row numbers."""


def build_function(jax: Any, device: Any, function: Callable[..., Any], *values: Any) -> Callable[..., Any]:
    """Return the program of a pure function for such values, of which another network may have been the first.

    No argument is donated: the caller keeps its arrays.
    """
    traced = TracedFunction(jax, function, *values)
    program: Callable[..., Any] = find_program(
        (build_function, device), traced.key, lambda: jax.jit(new_function(traced)), traced.nbytes
    )
    return program


def find_program(kind: tuple[Any, ...], key: Hashable, build: Callable[[], Any], nbytes: int) -> Any:
    """Return the program of a kind and a key in the store; None is the key of what cannot be compared."""
    return build() if key is None else STORE.find((*kind, key), build, nbytes)


class JaxEpochs:
    """A step, and epochs over all samples in batches of ``size``.

    Parameters
    ----------
    jax
        The module.
    size
        Number of samples in a batch.
    step
        The traced step.
    first
        Arguments of the step before its own.
    """

    def __init__(self, jax: Any, size: int, step: BatchFunctions, *first: Any) -> None:
        self.jax, self.size, self.first = jax, size, first
        self.step = jax.jit(new_function(step))
        self.loop = jax.jit(partial(run_epochs, jax, step), static_argnames=("size", "capacity"))
        self.ran: set[bool] = set()
        """Kinds of epochs that are compiled: True for those with orders, False for those without."""

    @classmethod
    def build(cls, jax: Any, device: Any, step: Callable[..., Any], training: Tree, samples: Tree, size: int) -> Self:
        """Return the program of a step for such values, of which another network may have been the first."""
        traced = TracedBatches(jax, step, training, samples, size)
        return find_program((cls, device), traced.key, lambda: cls(jax, size, traced.step), traced.nbytes)

    def __call__(self, *values: Any) -> Any:
        """Run the step on one batch; return ``value, params, state, opt_state``."""
        return self.step(*self.first, *values)

    def run(self, training: Tree, samples: Tree, orders: Sequence[Any], rates: Sequence[float]) -> tuple[Tree, Any]:
        """Run some epochs; see `bpnet.backend.EpochStep.epochs`."""
        ordered = orders[0] is not None
        with nullcontext() if ordered in self.ran else log_if_slow():
            made = self._epochs(training, samples, orders, rates)
        self.ran.add(ordered)
        return made

    def _epochs(self, training: Tree, samples: Tree, orders: Sequence[Any], rates: Sequence[float]) -> tuple[Tree, Any]:
        n, dtype = samples[0].shape[0], samples[0].dtype
        steps = -(-n // self.size)
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
            count32 = np.int32(count)  # XLA's CPU loops count twice as fast in 32 bits
            training, more = self.loop(self.first, training, samples, chosen, padded, count32, size=self.size, capacity=capacity)
            values.append((more, count * steps))
        read = self.jax.device_get([more for more, _ in values])
        return training, np.concatenate([more[:used] for more, (_, used) in zip(read, values, strict=True)])


# A function, not a method: a bound method would be a reference cycle, which keeps compiled code until garbage collection.
def run_epochs(
    jax: Any,
    step: Callable[..., Any],
    first: tuple[Any, ...],
    training: Tree,
    samples: Tree,
    orders: Any,
    rates: Any,
    count: Any,
    *,
    size: int,
    capacity: int,
) -> tuple[Tree, Any]:
    """Run ``count`` epochs, at most ``capacity``; their values come first in the vector that is returned."""
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
        return jax.tree.map(lambda a: np_.take(a, chosen, axis=0, mode="clip"), samples)  # all rows are in range

    def update(epoch: Any, order: Any, carry: Any, index: Any, length: int) -> Any:
        training, values = carry
        at = epoch * steps + index
        value, *after = step(
            *first, *training, *rows(order, index * size, length), jax.lax.dynamic_index_in_dim(rates, at, keepdims=False)
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


class TracedBatches:
    """A step as JAX traced it for all batches of some samples.

    Attributes
    ----------
    step
        What was traced.
    key
        Content of programs for these samples; None as that of `TracedFunction`.
    nbytes
        Size of a program in bytes.
    """

    def __init__(self, jax: Any, step: Callable[..., Any], training: Tree, samples: Tree, size: int) -> None:
        functions = {signature(batch[:-1]): TracedFunction(jax, step, *training, *batch) for batch in batches(jax, samples, size)}
        self.step, keys = BatchFunctions(functions), [function.key for function in functions.values()]
        self.key: Hashable = None if None in keys else (size, signature(samples), *keys)
        self.nbytes = sum(function.nbytes for function in functions.values())


def batches(jax: Any, samples: Tree, size: int) -> Iterator[tuple[Any, ...]]:
    """Yield the shapes and dtypes of ``x``, target and rate, for a full batch and for a short last one."""
    shape, n, dtype = jax.ShapeDtypeStruct, samples[0].shape[0], samples[0].dtype
    for length in dict.fromkeys((min(size, n), n % size or size)):
        whole = length == n
        rows = jax.tree.map(
            lambda a, length=length, whole=whole: shape(a.shape if whole else (length, *a.shape[1:]), a.dtype), samples
        )
        yield *rows, shape((), dtype)
