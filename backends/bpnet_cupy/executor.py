"""A step as kernels of its own: loops of the plan fused, products by cuBLAS into their places, and the rest by CuPy.

Everything is launched on the current stream; nothing is read back.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bpnet import programs
from bpnet.tracing import REDUCTIONS, Operation, TraceError
from bpnet_cupy import source
from bpnet_cupy.kernels import OPTIONS, THREADS

if TYPE_CHECKING:
    from collections.abc import Callable


class Part(programs.Part):
    """The plan of a batch of one size, as source and as calls."""

    kind = staticmethod(source.kind)

    def vectors(self) -> dict[str, Any]:
        """Those of the memory that kernels read and write."""
        return {name: vector for name, vector in self.values.memory.vectors.items() if name in source.TYPES}

    def source(self) -> tuple[str, list[source.Kernel | Operation]]:
        """The source of all kernels, and what is done in which order: kernels of it, and operations that are calls."""
        vectors = self.vectors()
        text = [source.preamble(max(vector.size for vector in vectors.values()))]
        order: list[source.Kernel | Operation] = []
        for number, piece in enumerate(self.pieces.pieces):
            if piece.kind == "loop":
                lines, kernel = source.kernel(f"loop_{number}", piece, self, list(vectors))
                text.append(lines)
                order.append(kernel)
            else:
                order += piece.operations
        if not {str(old.dtype) for _, old in self.copies} <= set(vectors):
            raise TraceError(f"its state has other dtypes than {', '.join(source.TYPES)}")
        if self.copies:
            lines, kernel = source.copies("copies", self, list(vectors))
            text.append(lines)
            order.append(kernel)
        return "\n".join(text), order

    def calls(self) -> list[Callable[[], Any]]:
        """Launches of kernels, and CuPy's products and sums into their places."""
        text, order = self.source()
        cupy, arguments = self.values.memory.library, tuple(self.vectors().values())
        module = cupy.RawModule(code=text, options=OPTIONS)
        result: list[Callable[[], Any]] = []
        for one in order:
            if isinstance(one, Operation):
                result.append(self._of_cupy(one))
            elif one.size:
                grid = (-(-one.size // THREADS),)
                result.append(partial(module.get_function(one.name), grid, (THREADS,), arguments))
        return result

    def _of_cupy(self, op: Operation) -> Callable[[], Any]:
        cupy, of = self.values.memory.library, self.values.array
        if op.name == "matmul" and source.kind(op) == "matmul":
            return partial(cupy.matmul, of(op.operands[0]), of(op.operands[1]), out=of(op.result))
        if op.name in REDUCTIONS:
            return partial(getattr(cupy, op.name), of(op.operands[0]), out=of(op.result), **dict(op.options))
        return self.call(op)


class Program(programs.Program):
    """A program of kernels; a subclass says which CuPy."""

    part = Part
    line = 256  # CuPy's own arrays begin at multiples of 512 bytes: cuBLAS sees no difference in alignment

    def before(self) -> None:
        if self.free is not None:
            self.library.cuda.get_current_stream().wait_event(self.free)

    def after(self) -> None:
        self.free = self.library.cuda.Event(disable_timing=True)
        self.free.record()

    free: Any = None
    """An event after which nobody uses the memory, on whatever stream."""


def compiled(cupy: Any, xp: Any, step: Any) -> Any:
    """A step on CuPy's own functions, compiled; one on others (exact arithmetic), or any other function, as it is."""
    if getattr(step, "xp", None) is not xp or not hasattr(step, "over"):
        return step
    return programs.CompiledStep(step, type("Program", (Program,), {"library": cupy}))
