"""A step for certain shapes, as compiled functions over vectors: one for all of it where it is small, else a sequence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.tracing import VIEWS, Operation, Plan, TraceError, Value, apply, trace
from bpnet_numba import source
from bpnet_numba.machine_code import compiled
from bpnet_numba.memory import Memory, Values
from bpnet_numba.pieces import Piece, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

ELEMENTS, FLOPS = 20_000, 200_000
"""A step of no more elements, in all of its values, and of no more operations is small: calls would cost more than its loops."""


class Part:
    """The plan of a batch of one size: its pieces, and where its values lie.

    ``shared`` are the places of params, state and memory, the same for the full and for the short batch.
    """

    def __init__(self, plan: Plan, memory: Memory, shared: list[tuple[str, int]]) -> None:
        self.plan = plan = _own_outputs(plan)
        self.pieces = pieces(plan)
        self.training = list(leaves(plan.inputs[:3]))
        self.samples = list(leaves(plan.inputs[3:-1]))
        (self.rate,) = leaves(plan.inputs[-1])
        self.value, *after = leaves(plan.outputs)
        if self.value.shape != () or [(x.shape, x.dtype) for x in after] != [(x.shape, x.dtype) for x in self.training]:
            raise TraceError(
                "a step that runs in a loop returns a value without axes, and params, state and memory as it got them"
            )
        self.after = after
        self.stored = self._stored()
        places = dict(zip(self.training, shared, strict=True)) if shared else {x: memory.reserve(x) for x in self.training}
        self.shared = [places[x] for x in self.training]
        places |= self._in_place(places)
        for x in (*self.samples, self.rate, *plan.constants, *sorted(self.stored, key=lambda x: x.number)):
            if x not in places:
                places[x] = memory.reserve(x)
        self.values = Values(memory, self.pieces, places)
        self.copies = [(new, old) for new, old in zip(after, self.training, strict=True) if places[new] != places[old]]

    def _stored(self) -> set[Value]:
        """Values that are read after the piece that makes them, or through a view."""
        made, stored = self.pieces.made, {self.value, *self.after}
        for number, piece in enumerate(self.pieces.pieces):
            for x in piece.reads():
                root = self.pieces.root(x)
                if root in made and (root is not x or made[root] != number):
                    stored.add(root)
            stored |= {op.result for op in piece.operations if op.result not in self.pieces.inside}
        return stored & set(made)

    def _in_place(self, places: dict[Value, tuple[str, int]]) -> dict[Value, tuple[str, int]]:
        """Outputs that may take the place of their inputs: nobody reads the old value later, or at another element."""
        found = {}
        for old, new in zip(self.training, self.after, strict=True):
            if new not in self.pieces.inside or new in found or old in self.after:
                continue
            number = self.pieces.made[new]
            readers = [i for i, piece in enumerate(self.pieces.pieces) for x in piece.reads() if self.pieces.root(x) is old]
            here = [x for x in self.pieces.pieces[number].reads() if self.pieces.root(x) is old]
            if (
                max(readers, default=0) <= number
                and all(x is old for x in here)
                and old.shape == self.pieces.pieces[number].shape
            ):
                found[new] = places[old]
        return found

    @property
    def small(self) -> bool:
        """Whether loops of its own are faster than calls, and there is nothing that only NumPy knows."""
        flops = sum(2 * op.result.size * op.operands[0].shape[-1] for op in self.plan.operations if op.name == "matmul")
        size = sum(op.result.size for op in self.plan.operations)
        return all(piece.kind != "call" for piece in self.pieces.pieces) and size <= ELEMENTS and flops <= FLOPS

    def write(self, some: Sequence[Piece], *, copies: bool, products: bool) -> list[str]:
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

    def calls(self, vectors: dict[str, NDArray[Any]]) -> list[Callable[[], Any]]:
        """The step as a sequence of calls: products by BLAS, and between them compiled loops."""
        result: list[Callable[[], Any]] = []
        run: list[Piece] = []

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
                result.append(partial(self._call, op))
        flush(copies=True)
        return result

    def _call(self, op: Operation) -> None:
        operands = [self.values.array(x) if isinstance(x, Value) else x for x in op.operands]
        self.values.array(op.result)[...] = apply(np, op, operands)


def parameters(vectors: dict[str, NDArray[Any]]) -> str:
    """Vectors as the first parameters of a function."""
    return ", ".join(f"{name}_" for name in vectors)


def _own_outputs(plan: Plan) -> Plan:
    """The same plan, whose outputs are values of their own: an input or a constant that is passed on elsewhere is copied."""
    made = {op.result for op in plan.operations if op.name not in VIEWS}
    count = max(x.number for x in [*leaves(plan.inputs), *plan.constants, *(op.result for op in plan.operations)])
    operations = list(plan.operations)
    before = list(leaves(plan.inputs[:3]))
    outputs = []
    for place, x in enumerate(leaves(plan.outputs)):
        kept = place > 0 and x is before[place - 1]
        if not kept and x not in made:
            count += 1
            new = Value(count, x.shape, x.dtype)
            operations.append(Operation("copy", (x,), (), new))
            outputs.append(new)
        else:
            outputs.append(x)
    rest = iter(outputs)
    return Plan(plan.inputs, tuple(operations), plan.constants, map_tree(lambda _: next(rest), plan.outputs))


def plan_of(step: Any, training: Tree, samples: Tree, size: int, dtype: Any) -> Plan:
    """The plan of a batch of ``size`` samples."""
    batch = map_tree(lambda a: np.broadcast_to(np.empty((), a.dtype), (size, *a.shape[1:])), samples)
    plan: Plan = trace(step.over, *training, *batch, np.empty((), dtype))
    return plan
