"""A step on batches of one shape, as compiled functions of buffers: a single one if it is small, otherwise several."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.compiler.exact import ACCURATE
from bpnet.compiler.executor import BatchProgram
from bpnet.compiler.fusion import LOOP_DTYPES, FusedGroup, is_in_domain, is_matrix_product
from bpnet.compiler.operations import ELEMENTWISE, OPERATIONS, REDUCTIONS
from bpnet_numba import source
from bpnet_numba.functions import definitions
from bpnet_numba.machine_code import compile_source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from bpnet.compiler.plan import Operation

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

    in_source: Collection[str] = ("loop",)
    own: Collection[Any] = ACCURATE
    largest_weights: float = 1024
    functions: Mapping[str, Callable[[str], Callable[..., Any]]] = {}

    @staticmethod
    def kind(op: Operation) -> str:
        if op.name == "matmul":
            return "matmul" if is_matrix_product(op) else "call"
        dtypes = {str(x.dtype) for x in (*op.values, op.result)}
        empty = op.name in REDUCTIONS and op.operands[0].size == 0
        fits = op.name in IN_LOOPS and dtypes <= LOOP_DTYPES and is_in_domain(op, OPERATIONS[op.name].domain)
        return "loop" if fits and not empty else "call"

    @property
    def is_small(self) -> bool:
        """True if compiled loops are faster than calls of NumPy, and none of its operations needs NumPy."""
        flops = sum(op.flops for op in self.plan.operations if op.name == "matmul")
        size = sum(op.result.size for op in self.plan.operations)
        return all(group.kind != "call" for group in self.fused.groups) and size <= ELEMENTS and flops <= FLOPS

    def definitions(self, groups: Sequence[FusedGroup]) -> list[str]:
        """Return the source of the functions that groups call."""
        return definitions((op for group in groups for op in group.operations), self.own)

    def write(self, groups: Sequence[FusedGroup], *, copies: bool) -> list[str]:
        """Write groups as lines of source."""
        out = source.Lines(self.own)
        for group in groups:
            self.write_group(group, out)
        for new, old in self.copies if copies else ():
            source.write_copy(self.views.slot(new), self.views.slot(old), old.size, out)
        return out.text or ["    pass"]

    def write_group(self, group: FusedGroup, out: source.Lines) -> None:
        """Write a loop or a product as lines of source."""
        if group.kind == "loop":
            source.write_loop(group, self.views, self.stored, out)
        else:
            source.write_matmul(group.operations[0], self.views, out)

    def calls(self) -> list[Callable[[], Any]]:
        """Return compiled functions, and between them calls of the library: of BLAS for matrix products in native arithmetic."""
        buffers = self.views.pool.buffers
        result: list[Callable[[], Any]] = []
        compiled: list[FusedGroup] = []

        def flush(*, copies: bool) -> None:
            if compiled or (copies and self.copies):
                lines = self.write(compiled, copies=copies)
                text = "\n".join([*self.definitions(compiled), f"def groups({parameters(buffers)}):", *lines])
                result.append(partial(compile_source(text, "groups", self.functions), *buffers.values()))
            compiled.clear()

        for group in self.fused.groups:
            if group.kind in self.in_source:
                compiled.append(group)
            else:
                flush(copies=False)
                result.append(self.library_call(group.operations[0]))
        flush(copies=True)
        return result

    def library_call(self, op: Operation) -> Callable[[], None]:
        if self.kind(op) != "matmul":
            return super().library_call(op)
        a, b = (self.views.array(x) for x in op.operands)
        return partial(np.matmul, a, b, out=self.views.array(op.result))


def parameters(buffers: dict[str, NDArray[Any]]) -> str:
    """Return the names of buffers as parameters of a function."""
    return ", ".join(f"{name}_" for name in buffers)
