"""A step on batches of one shape, as compiled functions of buffers: a single one if it is small, otherwise several."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from bpnet.compiler.exact import ACCURATE
from bpnet.compiler.executor import BatchProgram
from bpnet.compiler.fusion import LOOP_DTYPES, FusedGroup, is_in_domain, is_matrix_product
from bpnet.compiler.memory import BufferPool
from bpnet.compiler.operations import ELEMENTWISE, OPERATIONS, REDUCTIONS, TraceError
from bpnet_numba import source
from bpnet_numba.concatenation import is_concatenation
from bpnet_numba.functions import definitions
from bpnet_numba.sizes import SIZES, Source, compile_for_any_rows, generalize

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from bpnet.compiler.lengths import Lengths
    from bpnet.compiler.plan import Operation, Plan

ELEMENTS, FLOPS = 20_000, 200_000
"""Limits of a small step, in elements of all values and in operations: below them, calls take longer than loops."""
IN_LOOPS = ELEMENTWISE | REDUCTIONS | {"where", "astype", "copy"}


class NumbaBatch(BatchProgram):
    """The plan of a batch of one size, as Python source and as calls.

    Attributes
    ----------
    in_source
        Kinds of groups that are compiled in a large step too.
    own
        Functions with the source of `bpnet_numba.functions`; others are those of the C library.
    largest_weights
        Number of elements of the weights of a product up to which it may run in blocks of rows: larger ones are faster by BLAS.
    functions
        Compiled functions that the source calls, ``name_dtype``: by their names, functions of the dtype that return them.
    """

    in_source: Collection[str] = ("loop", "concat")
    own: Collection[Any] = ACCURATE
    largest_weights: float = 1024
    functions: Mapping[str, Callable[[str], Callable[..., Any]]] = {}

    def __init__(
        self,
        plan: Plan,
        pool: BufferPool,
        shared: Sequence[tuple[str, int]] = (),
        lengths: Lengths | None = None,
        full: NumbaBatch | None = None,
    ) -> None:
        super().__init__(plan, pool, shared, lengths, full)
        self.lengths, self.full = lengths, full

    @staticmethod
    def kind(op: Operation) -> str:
        if op.name == "matmul":
            return "matmul" if is_matrix_product(op) else "call"
        if is_concatenation(op):
            return "concat"
        dtypes = {str(x.dtype) for x in (*op.values, op.result)}
        empty = op.name in REDUCTIONS and op.operands[0].size == 0
        fits = op.name in IN_LOOPS and dtypes <= LOOP_DTYPES and is_in_domain(op, OPERATIONS[op.name].domain)
        return "loop" if fits and not empty else "call"

    @property
    def is_small(self) -> bool:
        """True if compiled loops are faster than calls of NumPy, and none of its operations needs NumPy."""
        flops = sum(op.flops for op in self.plan.operations if op.name == "matmul")
        return all(group.kind != "call" for group in self.fused.groups) and self.elements <= ELEMENTS and flops <= FLOPS

    @property
    def elements(self) -> int:
        """Number of elements of the results of all operations."""
        return sum(op.result.size for op in self.plan.operations)

    def definitions(self, groups: Sequence[FusedGroup]) -> list[str]:
        """Return the source of the functions that groups call."""
        return definitions((op for group in groups for op in group.operations), self.own)

    def write(
        self, groups: Sequence[FusedGroup], *, copies: bool, slots: source.Slots | None = None, literal: bool = False
    ) -> list[str]:
        """Write groups as lines of source; ``literal`` source is for this number of rows only."""
        out, slots = source.Lines(self.own, lengths=None if literal else self.lengths), slots or self.views
        for group in groups:
            self.write_group(group, slots, out)
        for new, old in self.copies if copies else ():
            source.write_copy(slots.slot(new), slots.slot(old), old.size, out)
        return out.text or ["    pass"]

    def write_group(self, group: FusedGroup, slots: source.Slots, out: source.Lines) -> None:
        """Write a loop, a product or a concatenation as lines of source."""
        if group.kind == "loop":
            source.write_loop(group, slots, self.stored, out)
        elif group.kind == "concat":
            source.write_concatenation(group.operations[0], slots, out)
        else:
            source.write_matmul(group.operations[0], slots, out)

    def calls(self) -> list[Callable[[], Any]]:
        """Return compiled functions, and between them calls of the library: of BLAS for matrix products in native arithmetic."""
        result: list[Callable[[], Any]] = []
        buffers = self.views.pool.buffers.values()
        for part, any_rows in zip(self.parts, self.sources, strict=True):
            if isinstance(part, str):
                result.append(compile_for_any_rows(part, any_rows, "groups", self.functions, *buffers))
            else:
                result.append(self.library_call(part))
        return result

    @cached_property
    def parts(self) -> list[str | Operation]:
        """The source of compiled functions, and between them operations that are calls of the library."""
        result: list[str | Operation] = []
        compiled: list[FusedGroup] = []

        def flush(*, copies: bool) -> None:
            if compiled or (copies and self.copies):
                lines = self.write(compiled, copies=copies)
                head = f"def groups({SIZES}, {parameters(self.views.pool.buffers)}):"
                result.append("\n".join([*self.definitions(compiled), head, *lines]))
            compiled.clear()

        for group in self.fused.groups:
            if group.kind in self.in_source:
                compiled.append(group)
            else:
                flush(copies=False)
                result.append(group.operations[0])
        flush(copies=True)
        return result

    @cached_property
    def sources(self) -> list[Source | None]:
        """Compiled functions for any number of rows, where there are any; for a short last batch those of the full one."""
        other = self.of_other_rows() if self.full is None else None
        parts = other.parts if other is not None else []
        made = [
            generalize(one, two) if isinstance(one, str) and isinstance(two, str) else None
            for one, two in zip(self.parts, parts, strict=False)
        ]
        sources = made if self.full is None else self.full.sources
        return sources if len(sources) == len(self.parts) else [None] * len(self.parts)

    def of_other_rows(self) -> Self | None:
        """Return the program for another number of rows, if it is known to have the same operations."""
        if self.lengths is None:
            return None
        lengths = self.lengths.reversed
        try:
            other = type(self)(lengths.plan, BufferPool(), lengths=lengths)
        except TraceError:  # its params or state have the number of rows
            return None
        other.views.pool.allocate()
        return other

    def library_call(self, op: Operation) -> Callable[[], None]:
        if self.kind(op) != "matmul":
            return super().library_call(op)
        a, b = (self.views.array(x) for x in op.operands)
        return partial(np.matmul, a, b, out=self.views.array(op.result))


def parameters(buffers: dict[str, NDArray[Any]]) -> str:
    """Return the names of buffers as parameters of a function."""
    return ", ".join(f"{name}_" for name in buffers)
