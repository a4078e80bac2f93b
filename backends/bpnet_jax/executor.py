"""Whole epochs in one program: the step inside loops that XLA compiles, ``training, values = loop(training, samples, ...)``.

A program is compiled for shapes, not for numbers of epochs: each call runs up to a fixed number of them, and is told how many.
"""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.compiler.executor import StepWithFallback, log_if_slow, plain_epochs
from bpnet.compiler.trace import NOT_THE_SAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from bpnet.arrays import Tree

STEPS = 8192
"""At most, in a call that runs several epochs: what one call costs is then little beside them."""
ORDERS, NUMBERS = 16, 1 << 20
"""At most, in a call: the rows of so many epochs, and so many row numbers, where it has several epochs."""


class CompiledStep(StepWithFallback):
    """A step as ``jax.jit`` makes it, and `epochs` of such steps.

    For each set of shapes the step is traced twice before it is compiled: one that does not do the same twice would be frozen to
    what it did once.

    Nothing is donated: what is passed in stays the caller's, and the one copy that XLA makes as it enters the loop costs no more
    than a copy made to be donated.
    """

    def __init__(self, jax: Any, step: Callable[..., Any]) -> None:
        super().__init__(step)
        self.jax = jax
        self.forget()

    def forget(self) -> None:
        self.known: set[Any] = set()
        self.ran: set[Any] = set()
        self.jitted = self.jax.jit(_a_function(self.step))
        self.loop = self.jax.jit(partial(self._loop, self.jax, self.step), static_argnames=("size", "capacity"))

    def __call__(self, *values: Any) -> Any:
        try:
            with self._said_if_slow(*(getattr(value, "shape", ()) for value in values)):
                if self._compiles(*values):
                    return self._counted(1, self.jitted(*values))
        except self.jax.errors.JAXTypeError as error:  # it asks for numbers, which a trace does not have
            self.fall_back(str(error).partition("\n")[0])
        self.plain_steps += 1
        return self.step(*values)

    def epochs(self, training: Tree, samples: Tree, orders: Sequence[Any], size: int, rates: Sequence[float]) -> tuple[Tree, Any]:
        """As `bpnet.backend.Backend.compile` describes it."""
        try:
            with self._said_if_slow(samples[0].shape, size, orders[0] is None):
                if all(self._compiles(*training, *batch) for batch in self._batches(samples, size)):
                    return self._counted(len(rates), self._epochs(training, samples, orders, size, rates))
        except self.jax.errors.JAXTypeError as error:
            self.fall_back(str(error).partition("\n")[0])
        self.plain_steps += len(rates)
        return plain_epochs(self.jax.numpy, self.step, training, samples, orders, size, rates)

    def _said_if_slow(self, *key: Any) -> AbstractContextManager[None]:
        """As `said_if_slow` the first time for some shapes, when XLA compiles; nothing from then on."""
        if key in self.ran:
            return nullcontext()
        self.ran.add(key)
        return log_if_slow()

    def _batches(self, samples: Tree, size: int) -> Iterator[tuple[Any, ...]]:
        """Shapes and dtypes of ``x``, target and rate, for a full batch and for a short last one."""
        shape, n, dtype = self.jax.ShapeDtypeStruct, samples[0].shape[0], samples[0].dtype
        for length in {min(size, n), n % size or size}:
            rows = self.jax.tree.map(lambda a, length=length: shape((length, *a.shape[1:]), a.dtype), samples)
            yield *rows, shape((), dtype)

    def _compiles(self, *values: Any) -> bool:
        """Return True unless the step must run as it is, in which case a warning has said why."""
        self.look_at_reads()
        key = tuple((x.shape, x.dtype) for x in self.jax.tree.leaves(values))
        if not self.plain and key not in self.known:
            first, second = (_numbers_of(self.jax.make_jaxpr(_a_function(self.step))(*values)) for _ in range(2))
            if first != second:
                self.fall_back(NOT_THE_SAME)
                return False
            self.known.add(key)
            self.reads.note()
        return not self.plain

    def _counted(self, steps: int, made: Any) -> Any:
        """What compiled steps made. They may have been traced once more, which may have changed what the step reads."""
        self.compiled_steps += steps
        self.reads.note_again()
        return made

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


def _a_function(step: Callable[..., Any]) -> Callable[..., Any]:
    """A step as a new function, which JAX has not traced before."""

    def function(*values: Any) -> Any:
        return step(*values)

    return function


def _numbers_of(closed: Any) -> tuple[Any, ...]:
    """A traced function as text, in which numbers are written out, and the bytes of its constants and of those within it."""
    inner = [value for eqn in closed.jaxpr.eqns for value in eqn.params.values() if hasattr(value, "consts")]
    return str(closed.jaxpr), tuple(np.asarray(c).tobytes() for c in closed.consts), tuple(map(_numbers_of, inner))
