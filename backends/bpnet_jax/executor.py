"""Compiled steps of JAX: ``jax.jit`` of a step, and of loops over epochs and batches.

A loop over epochs is compiled for shapes, not for a number of epochs: each call runs up to a fixed number, its capacity, and has
the actual number as an argument.
"""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.compiler.compiled_step import log_if_slow, new_function
from bpnet.compiler.operations import TraceError
from bpnet.compiler.trace import NOT_REPEATABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bpnet.arrays import Tree

STEPS = 8192
"""Maximum number of steps in a call that runs several epochs; the overhead of a call is small in comparison."""
ORDERS, NUMBERS = 16, 1 << 20
"""Limits of a call that runs several epochs with orders: number of epochs, and of row numbers."""


class JittedFunction:
    """A pure function compiled for the shapes of some values.

    It is traced twice before it is compiled, and refused if the traces differ: it would repeat its first call forever. No
    argument is donated: the caller keeps its arrays.
    """

    def __init__(self, jax: Any, function: Callable[..., Any], *values: Any) -> None:
        self.jax, self.jitted = jax, jax.jit(new_function(function))
        with trace_errors(jax):
            first, second = (_comparable_jaxpr(jax.make_jaxpr(new_function(function))(*values)) for _ in range(2))
        if first != second:
            raise TraceError(NOT_REPEATABLE)

    def __call__(self, *values: Any) -> Any:
        with trace_errors(self.jax):
            return self.jitted(*values)


class JaxEpochs:
    """A step, and epochs over all samples in batches of ``size``."""

    def __init__(self, jax: Any, step: Callable[..., Any], training: Tree, samples: Tree, size: int) -> None:
        self.jax, self.size = jax, size
        compiled, *_ = [JittedFunction(jax, step, *training, *batch) for batch in self._batches(samples)]
        self._set_programs(compiled, step)

    def _set_programs(self, compiled: Callable[..., Any], step: Callable[..., Any], *first: Any) -> None:
        """Set the programs of a step and of epochs; the step has the arguments ``first`` before its own."""
        self.step, self.first = compiled, first
        self.loop = self.jax.jit(partial(run_epochs, self.jax, step), static_argnames=("size", "capacity"))
        self.ran: set[bool] = set()
        """Kinds of epochs that are compiled: True for those with orders, False for those without."""

    def __call__(self, *values: Any) -> Any:
        """Run the step on one batch; return ``value, params, state, opt_state``."""
        return self.step(*self.first, *values)

    def _batches(self, samples: Tree) -> Iterator[tuple[Any, ...]]:
        """Yield the shapes and dtypes of ``x``, target and rate, for a full batch and for a short last one."""
        shape, n, dtype = self.jax.ShapeDtypeStruct, samples[0].shape[0], samples[0].dtype
        for length in dict.fromkeys((min(self.size, n), n % self.size or self.size)):
            whole = length == n
            rows = self.jax.tree.map(
                lambda a, length=length, whole=whole: shape(a.shape if whole else (length, *a.shape[1:]), a.dtype), samples
            )
            yield *rows, shape((), dtype)

    def run(self, training: Tree, samples: Tree, orders: Sequence[Any], rates: Sequence[float]) -> tuple[Tree, Any]:
        """Run some epochs; see `bpnet.backend.EpochStep.epochs`."""
        ordered = orders[0] is not None
        later = self.ran and ordered not in self.ran  # `CompiledStep` logs the first compilation
        with trace_errors(self.jax), log_if_slow() if later else nullcontext():
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


@contextmanager
def trace_errors(jax: Any) -> Iterator[None]:
    """Context manager that converts JAX's tracing errors, raised where a step needs numbers, to `TraceError`."""
    try:
        yield
    except jax.errors.JAXTypeError as error:
        raise TraceError(str(error).partition("\n")[0]) from error


def _comparable_jaxpr(closed: Any) -> tuple[Any, ...]:
    """Return a traced function as text, and the bytes of its constants and of those of nested functions."""
    inner = [value for eqn in closed.jaxpr.eqns for value in eqn.params.values() if hasattr(value, "consts")]
    return str(closed.jaxpr), tuple(np.asarray(c).tobytes() for c in closed.consts), tuple(map(_comparable_jaxpr, inner))
