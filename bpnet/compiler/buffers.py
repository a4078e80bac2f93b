"""Buffer assignment: results are written to buffers that are allocated once, and reused when their content is not read again."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.compiler.blockwise import blockwise_calls, can_overwrite, is_blockwise
from bpnet.compiler.library import LINE, Call, Library
from bpnet.compiler.operations import VIEWS
from bpnet.compiler.plan import Operation, Value

if TYPE_CHECKING:
    from collections.abc import Collection


class Use(NamedTuple):
    """A read of a value: the node, the operation within it, and True unless a view or a member of the value is read."""

    node: int
    position: int
    direct: bool


class BufferAssignment:
    """Assignment of buffers to the results of ordered operations, with the prepared calls that compute them.

    A node is a run of elementwise operations of one shape, or any other single operation.

    Parameters
    ----------
    operations
        Operations in topological order.
    constants, copies
        See `bpnet.compiler.rehearsal.Rehearsal`.
    offsets
        For each member of a flat value: the flat value, and the index of its first element there.
    arrays
        Arrays of the inputs.
    ends
        Pairs of a result and the input in whose array it must be at the end.
    results
        Values that are read after the calls.
    library
        The array library.
    """

    def __init__(
        self,
        operations: list[Operation],
        constants: dict[Value, Any],
        copies: set[Value],
        offsets: dict[Value, tuple[Value, int]],
        arrays: dict[Value, Any],
        ends: list[tuple[Value, Value]],
        results: Collection[Value],
        library: Library,
    ) -> None:
        self.arrays, self.offsets, self.constants, self.library = dict(arrays), offsets, constants, library
        self.views = {op.result: op for op in operations if op.name in VIEWS and op.result not in copies}
        mixed = {x for op in operations if len(_compared_dtypes(op)) > 1 for x in op.values}  # a 0-d tensor does not promote
        single = {v: a for v, a in constants.items() if a.size and v not in mixed and _is_uniform(a)}
        self.uniform = {v: library.number(a.ravel()[0], a.dtype) for v, a in single.items()}
        self.nodes = self._group_operations([op for op in operations if op.result not in self.views])
        self.reads: dict[Value, list[Use]] = defaultdict(list)
        self.writes: dict[Value, list[tuple[int, int]]] = defaultdict(list)
        self._record_uses(*results, *(out for out, _ in ends))
        self.targets: dict[Value, Value] = {}
        for out, into in ends:
            if out is self.root(out) and out in self.writes and out not in self.targets:
                self.targets[out] = into
        self.owned: dict[Value, Any] = {}
        self.idle: list[Any] = []
        self.scratches: dict[int, Any] = {}
        self.calls: list[Call] = []
        for i, node in enumerate(self.nodes):
            self._assign_node(i, node)
        for out, into in ends:
            if out is not into and self.array(out) is not self.arrays[into]:
                self.calls.append(library.copy(self.arrays[into], self.array(out)))

    @property
    def nbytes(self) -> int:
        """Size in bytes of the buffers that are not those of inputs."""
        return sum(int(block.nbytes) for block in (*self.owned.values(), *self.idle, *self.scratches.values()))

    def _record_uses(self, *kept: Value) -> None:
        """Record which operations read and write each buffer; some values are also read after the last node."""
        for i, node in enumerate(self.nodes):
            for j, op in enumerate(node):
                self.writes[self.root(op.result)].append((i, j))
                for x in op.operands:
                    if isinstance(x, Value):
                        self.reads[self.root(x)].append(Use(i, j, x is self.root(x)))
        for x in kept:
            self.reads[self.root(x)].append(Use(len(self.nodes), 0, direct=False))

    def root(self, x: Value) -> Value:
        """Return the value that owns the buffer of another: of a view, or of a member of a flat value."""
        if x in self.offsets:
            return self.root(self.offsets[x][0])
        return self.root(self.views[x].operands[0]) if x in self.views else x

    def array(self, x: Any) -> Any:
        """Return the array of a value that has a buffer; a Python number is returned unchanged."""
        if not isinstance(x, Value):
            return x
        if x not in self.arrays:
            if x in self.offsets:
                flat, start = self.offsets[x]
                self.arrays[x] = self.array(flat)[start : start + x.size].reshape(x.shape)
            elif x in self.views:
                self.arrays[x] = self.library.view_of(self.views[x], self.array(self.views[x].operands[0]))
            else:
                self.arrays[x] = self.library.constant(self.constants[x])
        return self.arrays[x]

    def scratch(self, number: int, nbytes: int) -> Any:
        """Return the bytes of a scratch block."""
        if number not in self.scratches or self.scratches[number].nbytes < nbytes:
            self.scratches[number] = self.library.allocate(nbytes)
        return self.scratches[number][:nbytes]

    def spare(self, number: int, like: Any, dtype: np.dtype[Any]) -> Any:
        """Return a temporary array of the shape of another, for the calls of one operation."""
        shape = tuple(like.shape)
        return self.library.view(self.scratch(-1 - number, math.prod(shape) * dtype.itemsize), dtype, shape)

    def _group_operations(self, operations: list[Operation]) -> list[list[Operation]]:
        """Split operations into nodes."""
        nodes: list[list[Operation]] = []
        made: set[Value] = set()
        for op in operations:
            roots = [(x, self.root(x)) for x in op.operands if isinstance(x, Value)]
            joins = nodes and is_blockwise(op) and is_blockwise(nodes[-1][0]) and op.result.shape == nodes[-1][0].result.shape
            if joins and all(x is r or r not in made for x, r in roots):
                nodes[-1].append(op)
            else:
                nodes.append([op])
                made = set()
            made.add(self.root(op.result))
        return nodes

    def _assign_node(self, i: int, node: list[Operation]) -> None:
        """Assign buffers to the results of a node, prepare its calls, and release the buffers that it is the last to use."""
        blockwise = is_blockwise(node[0])
        local = {op.result for op in node if blockwise and self._is_local(op.result, i)}
        for j, op in enumerate(node):
            root = self.root(op.result)
            if root not in local and root not in self.arrays:
                self._assign_buffer(root, i, j, op if blockwise and root is op.result else None, node)
        if blockwise:
            self.calls += blockwise_calls(node, local, self._operand, self.scratch, self.spare, self.library)
        else:
            (op,) = node
            self.calls += self.library.calls(op, self.array(op.result), [self.array(x) for x in op.operands], self.spare)
        for root in [root for root in self.owned if self._last_use(root) <= i]:
            self.idle.append(self.owned.pop(root))

    def _operand(self, x: Any) -> Any:
        return self.uniform[x] if isinstance(x, Value) and x in self.uniform else self.array(x)

    def _last_use(self, root: Value) -> int:
        return max([use.node for use in self.reads[root]] + [i for i, _ in self.writes[root]])

    def _is_local(self, x: Value, i: int) -> bool:
        """Return True if a value is written and read only within node ``i``, and not through a view."""
        return (
            x is self.root(x)
            and x not in self.targets
            and all(use.node == i and use.direct for use in self.reads[x])
            and all(node == i for node, _ in self.writes[x])
        )

    def _can_overwrite(self, x: Value, i: int, j: int, op: Operation | None) -> bool:
        """Return True if operation j of node i may overwrite a value: it is not read later, nor at other elements."""
        for use in self.reads[x]:
            if use.node < i:
                continue
            if op is None or use.node > i or not use.direct or x.shape != op.result.shape or x.dtype != op.result.dtype:
                return False
            if use.position > j or (use.position == j and not can_overwrite(op, x)):
                return False
        return True

    def _assign_buffer(self, root: Value, i: int, j: int, op: Operation | None, node: list[Operation]) -> None:
        """Assign a buffer to a value that operation j of node i is the first to write."""
        into = self.targets.get(root)
        if into is not None and self._can_overwrite(into, i, j, op):
            self.arrays[root] = self.arrays[into]
            return
        read = [x for other in node[: j + 1] for x in other.operands if isinstance(x, Value) and x in self.owned]
        dying = next((x for x in read if op is not None and x.dtype == root.dtype and self._can_overwrite(x, i, j, op)), None)
        nbytes = root.size * root.dtype.itemsize
        if dying is not None:
            block = self.owned.pop(dying)
        else:
            fitting = [n for n, b in enumerate(self.idle) if nbytes <= b.nbytes <= 4 * nbytes + LINE]
            best = min(fitting, key=lambda n: int(self.idle[n].nbytes), default=None)
            block = self.library.allocate(nbytes) if best is None else self.idle.pop(best)
        self.owned[root] = block
        self.arrays[root] = self.library.view(block, root.dtype, root.shape)


def _compared_dtypes(op: Operation) -> set[Any]:
    """Return the dtypes of the operands of an operation, of a choice without its condition."""
    return {x.dtype for x in op.operands[op.name == "where" :] if isinstance(x, Value)}


def _is_uniform(array: Any) -> bool:
    """Return True if all elements have the same bits."""
    flat = array.ravel()
    return bool(np.all(flat.view(np.uint8).reshape(array.size, -1) == flat[:1].view(np.uint8)))
