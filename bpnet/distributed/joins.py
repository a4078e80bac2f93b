"""Joining the partial results of all ranks: by the tree of sums in exact arithmetic, otherwise by the library's reduction."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from bpnet.compiler.nodes import Nodes, combine, count_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bpnet.arrays import Namespace
    from bpnet.backend import Backend
    from bpnet.compiler.plan import Value
    from bpnet.compiler.row_split import Join
    from bpnet.distributed.ranks import Ranks
    from bpnet.distributed.shards import Part

BOOLEAN = {"max": "any", "min": "all"}
"""Reductions of booleans by other names, which MPI has."""
Partials = dict["Value", Any]
"""Arrays of the backend, by the results of the joins."""


class Transfer:
    """Vectors of a backend as buffers that the ranks can send: on the device if the MPI library reads it, else on the host."""

    def __init__(self, backend: Backend, ranks: Ranks, xp: Namespace) -> None:
        self.backend = backend
        on_cuda = "cuda-buffers" in backend.capabilities and not backend.device_name.startswith("cpu")
        self.on_device = on_cuda and ranks.takes_device_buffers
        self.xp: Namespace = xp if self.on_device else host_namespace(xp)

    def buffer(self, vector: Any) -> Any:
        """Return a vector of the backend as a contiguous buffer."""
        if not self.on_device:
            return np.ascontiguousarray(self.backend.to_pinned_host(vector))
        self.backend.synchronize()  # the MPI library does not wait for the device
        return vector

    def empty(self, n: int, dtype: Any) -> Any:
        """Return a buffer to receive n elements."""
        if not self.on_device:
            return np.empty(n, dtype)
        self.backend.synchronize()  # its memory may still be in use by queued work
        return self.backend.xp.empty(n, dtype=getattr(self.backend.xp, np.dtype(dtype).name), device=self.backend.device)

    def array(self, buffer: Any) -> Any:
        """Return a buffer as a vector of the backend."""
        return buffer if self.on_device else self.backend.from_host(buffer, buffer.dtype.name)


def host_namespace(xp: Namespace) -> Namespace:
    """Return the namespace of buffers on the host with the same arithmetic."""
    from bpnet.arithmetic.namespace import Exact, exact

    return exact(np) if isinstance(xp, Exact) else np


class Group(NamedTuple):
    """Results that are joined as one vector."""

    kind: str
    dtype: str
    values: tuple[Value, ...]
    size: int


class Joiner:
    """Joins the partial results of a stage of all parts of a batch; every rank gets the same bits.

    Parameters
    ----------
    backend, ranks
        The backend of the arrays, and the ranks.
    xp
        Namespace of the backend, or exact arithmetic over it.
    rows
        Number of rows of the batch.
    parts
        For each rank the parts of its shard.
    joins
        What is joined.
    tree
        Whether to join parts by the tree of sums. Each rank joins a slice of the elements, whose bits all others receive.
    """

    def __init__(
        self,
        backend: Backend,
        ranks: Ranks,
        xp: Namespace,
        rows: int,
        parts: Sequence[Sequence[Part]],
        joins: Sequence[Join],
        *,
        tree: bool,
    ) -> None:
        self.backend, self.ranks, self.rows, self.parts = backend, ranks, rows, parts
        self.transfer = Transfer(backend, ranks, xp)
        self.join_vectors = self._by_tree if tree else self._by_library
        self.picks = [join for join in joins if join.kind == "pick"]
        kinds: dict[tuple[str, str], list[Value]] = {}
        for join in joins:
            if join.kind != "pick":
                value = join.operation.result
                kind = BOOLEAN.get(join.kind, join.kind) if value.dtype == bool else join.kind
                kinds.setdefault((kind, str(value.dtype)), []).append(value)
        self.groups = [Group(*key, tuple(values), sum(value.size for value in values)) for key, values in kinds.items()]

    def __call__(self, partials: Sequence[Partials]) -> Partials:
        """Return the joined results; ``partials`` has one entry for each part of this rank."""
        joined: Partials = {}
        for group in self.groups:
            vectors = [self.transfer.buffer(self._flatten([part[value] for value in group.values])) for part in partials]
            total = self.transfer.array(self.join_vectors(vectors, group.size, group.kind, group.dtype))
            joined |= self._unflatten(total, group.values)
        for join in self.picks:
            joined[join.operation.result] = self._pick(join, partials)
        return joined

    def _flatten(self, arrays: Sequence[Any]) -> Any:
        xp = self.backend.xp
        flat = [xp.reshape(array, (-1,)) for array in arrays]
        return flat[0] if len(flat) == 1 else xp.concat(flat)

    def _unflatten(self, vector: Any, values: Sequence[Value]) -> Iterator[tuple[Value, Any]]:
        first = 0
        for value in values:
            yield value, self.backend.xp.reshape(vector[first : first + value.size], value.shape)
            first += value.size

    def _by_library(self, vectors: list[Any], n: int, kind: str, dtype: str) -> Any:
        """Reduce one vector of each rank; a rank without rows has the neutral element."""
        sent = vectors[0] if vectors else self.transfer.buffer(self.backend.from_host(np.full(n, _neutral(kind, dtype)), dtype))
        received = self.transfer.empty(n, dtype)
        self.ranks.reduce(sent, received, kind)
        return received

    def _by_tree(self, vectors: list[Any], n: int, kind: str, dtype: str) -> Any:
        """Join the nodes of all ranks: each rank joins the elements of its slice, and collects the other slices."""
        size, here, counts = self.ranks.size, self.ranks.rank, [len(parts) for parts in self.parts]
        ends = [n * r // size for r in range(size + 1)]
        widths = [stop - start for start, stop in itertools.pairwise(ends)]
        one = len(vectors) == 1  # its slices are in order already
        sent = vectors[0] if one else self._concat([v[ends[r] : ends[r + 1]] for r in range(size) for v in vectors], dtype)
        received = self.transfer.empty(sum(counts) * widths[here], dtype)
        self.ranks.exchange(sent, [len(vectors) * w for w in widths], received, [k * widths[here] for k in counts])
        mine = self._root(received, widths[here], kind)
        total = self.transfer.empty(n, dtype)
        self.ranks.collect(self.transfer.buffer(mine) if self.transfer.on_device else mine, total, widths)
        return total

    def _concat(self, vectors: list[Any], dtype: str) -> Any:
        if not vectors:
            return self.transfer.empty(0, dtype)
        made = self.transfer.xp.concat(vectors)
        return self.transfer.buffer(made) if self.transfer.on_device else made

    def _root(self, received: Any, width: int, kind: str) -> Any:
        """Return the root of the nodes that this rank received, one after another."""
        tree = Nodes(count_blocks(self.rows), combine(self.transfer.xp, kind))
        nodes = [part.node for parts in self.parts for part in parts]
        for i, node in enumerate(nodes):
            tree.add(*node, received[i * width : (i + 1) * width])
        return tree.root

    def _pick(self, join: Join, partials: Sequence[Partials]) -> Any:
        """Return the value of one row, from the rank that has it."""
        value = join.operation.result
        counts = [
            value.size if any(part.first <= join.row < part.first + part.rows for part in parts) else 0 for parts in self.parts
        ]
        own = [self._flatten([part[value]]) for part in partials if value in part]
        sent = self.transfer.buffer(own[0]) if own else self.transfer.empty(0, value.dtype)
        received = self.transfer.empty(value.size, value.dtype)
        self.ranks.collect(sent, received, counts)
        return self.backend.xp.reshape(self.transfer.array(received), value.shape)


def _neutral(kind: str, dtype: str) -> Any:
    """Return the value that changes no other one in a reduction."""
    if kind in {"max", "min"}:
        info = np.finfo(dtype) if "float" in dtype else np.iinfo(dtype)
        least, most = (-math.inf, math.inf) if "float" in dtype else (info.min, info.max)
        return least if kind == "max" else most
    return kind == "all" if dtype == "bool" else 0
