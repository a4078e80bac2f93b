"""A step for certain shapes, as compiled functions over vectors: one for all of it where it is small, else a sequence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.compiler import executor
from bpnet.compiler.fusion import FusedGroup
from bpnet_numba import kinds, source
from bpnet_numba.machine_code import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

ELEMENTS, FLOPS = 20_000, 200_000
"""A step of no more elements, in all of its values, and of no more operations is small: calls would cost more than its loops."""


class Part(executor.BatchProgram):
    """The plan of a batch of one size, as source and as calls."""

    kind = staticmethod(kinds.kind)

    @property
    def small(self) -> bool:
        """Whether loops of its own are faster than calls, and there is nothing that only NumPy knows."""
        flops = sum(2 * op.result.size * op.operands[0].shape[-1] for op in self.plan.operations if op.name == "matmul")
        size = sum(op.result.size for op in self.plan.operations)
        return all(piece.kind != "call" for piece in self.pieces.pieces) and size <= ELEMENTS and flops <= FLOPS

    def write(self, some: Sequence[FusedGroup], *, copies: bool, products: bool) -> list[str]:
        """Pieces as lines of source."""
        out = source.Lines()
        for piece in some:
            if piece.kind == "loop":
                source.loop(piece, self.values, self.stored, out)
            elif products:
                source.matmul(piece.operations[0], self.values, out)
        for new, old in self.copies if copies else ():
            source.copy(self.values.place(new), self.values.place(old), old.size, out)
        return out.text or ["    pass"]

    def calls(self) -> list[Callable[[], Any]]:
        """Products by BLAS, and between them compiled loops."""
        vectors = self.values.memory.vectors
        result: list[Callable[[], Any]] = []
        run: list[FusedGroup] = []

        def flush(*, copies: bool) -> None:
            if run or (copies and self.copies):
                text = "\n".join([f"def part({parameters(vectors)}):", *self.write(run, copies=copies, products=False)])
                result.append(partial(compiled(text, "part"), *vectors.values()))
            run.clear()

        for piece in self.pieces.pieces:
            if piece.kind == "loop":
                run.append(piece)
                continue
            flush(copies=False)
            (op,) = piece.operations
            if piece.kind == "matmul":
                a, b = (self.values.array(x) for x in op.operands)
                result.append(partial(np.matmul, a, b, out=self.values.array(op.result)))
            else:
                result.append(self.call(op))
        flush(copies=True)
        return result


def parameters(vectors: dict[str, NDArray[Any]]) -> str:
    """Vectors as the first parameters of a function."""
    return ", ".join(f"{name}_" for name in vectors)
