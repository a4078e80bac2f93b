"""Plans as prepared calls on fixed buffers: of a step, which updates its buffers, or of another function."""

from __future__ import annotations

import threading
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.buffers import BufferAssignment
from bpnet.compiler.executor import Batch
from bpnet.compiler.flattening import Flattener, lengths_in_flat
from bpnet.compiler.plan import Operation, Plan, Value, numpy_dtype
from bpnet.compiler.rehearsal import Rehearsal, rehearse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpnet.compiler.library import Library


class LayoutError(Exception):
    """Buffers would not have the memory layout of the uncompiled function's arrays, on which the order of its sums depends."""


class FlatBuffer:
    """A vector that contains several arrays, its members."""

    def __init__(self, values: Sequence[Value], library: Library) -> None:
        lengths = lengths_in_flat(values)
        size = sum(lengths)
        self.flat = library.view(library.allocate(size * values[0].dtype.itemsize), values[0].dtype, (size,))
        starts = accumulate(lengths, initial=0)
        self.members = [self.flat[start : start + v.size].reshape(v.shape) for v, start in zip(values, starts, strict=False)]


class TreeBuffers:
    """Buffers for the leaves of a tree of values, some of which are members of flat buffers.

    Attributes
    ----------
    leaves
        Arrays in the buffers, in the order of the leaves.
    groups, flats
        Numbers of the leaves in each flat buffer, and these buffers.
    single
        Numbers of the other leaves.
    """

    def __init__(self, tree: Tree, groups: Sequence[tuple[int, ...]], library: Library) -> None:
        values = list(leaves(tree))
        self.library, self.groups = library, groups
        self.flats = [FlatBuffer([values[i] for i in group], library) for group in groups]
        made: dict[int, Any] = {}
        for group, one in zip(groups, self.flats, strict=True):
            made |= dict(zip(group, one.members, strict=True))
        self.single = [i for i in range(len(values)) if i not in made]
        for i in self.single:
            v = values[i]
            made[i] = library.view(library.allocate(v.size * v.dtype.itemsize), v.dtype, v.shape)
        self.leaves = [made[i] for i in range(len(values))]

    @property
    def nbytes(self) -> int:
        """Size of all buffers in bytes."""
        return sum(int(array.nbytes) for array in (*(one.flat for one in self.flats), *(self.leaves[i] for i in self.single)))

    def load(self, arrays: Sequence[Any]) -> None:
        """Copy arrays to the buffers."""
        for buffer, array in zip(self.leaves, arrays, strict=True):
            self.library.write(buffer, array)

    def copies(self) -> list[Any]:
        """Return copies of the leaves."""
        return [self.library.duplicate(buffer) for buffer in self.leaves]

    def parts(self, values: Sequence[Value]) -> tuple[list[tuple[tuple[Value, ...], Any]], list[tuple[Value, Any]]]:
        """Return pairs of the values in each flat buffer and its vector, and of the other values and their arrays."""
        flats = [(tuple(values[i] for i in group), one.flat) for group, one in zip(self.groups, self.flats, strict=True)]
        return flats, [(values[i], self.leaves[i]) for i in self.single]


class StepBuffers(TreeBuffers):
    """Buffers of all that a step updates: params are one flat buffer, and so is each tree of opt_state of their shapes.

    Attributes
    ----------
    dtype, rate
        Dtype of the params, and learning rate of the step.
    batches
        Compiled batches by the shapes of their samples, as long as a program has them.
    lock
        Held while a program uses the buffers.
    """

    def __init__(self, training: Tree, library: Library) -> None:
        values = map_tree(lambda array: Value(0, tuple(array.shape), numpy_dtype(array)), training)
        super().__init__(values, matching_subtrees(values, shapes_of(values[0])), library)
        self.dtype = next(leaves(values)).dtype
        self.rate = library.view(library.allocate(self.dtype.itemsize), self.dtype, ())
        self.batches: WeakValueDictionary[Any, Batch] = WeakValueDictionary()
        self.lock = threading.RLock()


def shapes_of(tree: Tree) -> list[Any]:
    """Return the shape and dtype of each leaf."""
    return [(v.shape, v.dtype) for v in leaves(tree)]


def matching_subtrees(tree: Tree, expected: list[Any], first: int = 0) -> list[tuple[int, ...]]:
    """Return the numbers of the leaves of each subtree with this signature, of one dtype; leaves are counted from ``first``."""
    here = shapes_of(tree)
    if here == expected and len({dtype for _, dtype in here}) == 1:
        return [tuple(range(first, first + len(here)))]
    groups: list[tuple[int, ...]] = []
    for branch in tree if isinstance(tree, tuple) else ():
        groups += matching_subtrees(branch, expected, first)
        first += len(shapes_of(branch))
    return groups


def compile_batch(plan: Plan, buffers: StepBuffers, samples: list[Any], library: Library) -> Batch:
    """Compile a step on the buffers and on ``samples``.

    Raises
    ------
    LayoutError
        If the bits could differ from those of the uncompiled step.
    """
    before = list(leaves(plan.inputs[:3]))
    if shapes_of(plan.inputs[:3]) != shapes_of(plan.outputs)[1:]:
        raise LayoutError
    arrays = dict(zip(leaves(plan.inputs), (*buffers.leaves, *samples, buffers.rate), strict=True))
    rehearsal = _rehearse(plan, arrays, library)
    inputs = set(arrays) | set(rehearsal.constants)
    operations, (value, *after), number = _copy_shared_results(plan, list(rehearsal.operations), before, inputs)
    rehearsal = rehearsal._replace(operations=operations)
    assignment = _assign(rehearsal, number, arrays, (before, buffers), (after, buffers), [value], library)
    calls = [partial(function, *arguments) for function, arguments in assignment.calls]
    return Batch(samples, calls, assignment.array(value), assignment.nbytes + sum(int(array.nbytes) for array in samples))


class ReplayedFunction:
    """A function as prepared calls on buffers: inputs are copied to them, and results from them.

    Parts of its arguments and results with the shapes and dtypes of its first argument, such as params and their gradient, are
    flat buffers.

    Raises
    ------
    LayoutError
        If the bits could differ from those of the uncompiled function.
    """

    def __init__(self, plan: Plan, library: Library) -> None:
        self.plan, self.library, self.lock = plan, library, threading.RLock()
        expected = shapes_of(plan.inputs[0])
        self.inputs, self.outputs = (
            TreeBuffers(tree, matching_subtrees(tree, expected), library) for tree in (plan.inputs, plan.outputs)
        )
        given, made = list(leaves(plan.inputs)), list(leaves(plan.outputs))
        arrays = dict(zip(given, self.inputs.leaves, strict=True))
        rehearsal = _rehearse(plan, arrays, library)
        assignment = _assign(rehearsal, plan.next_number, arrays, (given, self.inputs), (made, self.outputs), [], library)
        self.calls = [partial(function, *arguments) for function, arguments in assignment.calls]
        self.nbytes = assignment.nbytes + self.inputs.nbytes + self.outputs.nbytes

    def __call__(self, *values: Tree) -> Tree:
        """Run the function."""
        with self.lock:
            self.inputs.load(list(leaves(values)))
            for call in self.calls:
                call()
            made = iter(self.outputs.copies())
        return map_tree(lambda _: next(made), self.plan.outputs)


def _rehearse(plan: Plan, arrays: dict[Value, Any], library: Library) -> Rehearsal:
    rehearsal = rehearse(plan, arrays, library)
    if rehearsal is None:
        raise LayoutError
    return rehearsal


def _assign(
    rehearsal: Rehearsal,
    number: int,
    arrays: dict[Value, Any],
    inputs: tuple[list[Value], TreeBuffers],
    outputs: tuple[list[Value], TreeBuffers],
    results: list[Value],
    library: Library,
) -> BufferAssignment:
    """Assign buffers to all values, with flat buffers if that makes no cycle: see `BufferAssignment`."""
    for flattened in (True, False):
        flattener = Flattener(rehearsal.operations, dict(rehearsal.constants), number, library.keeps_bits_in_flat)
        own = dict(arrays)
        flats, _ = inputs[1].parts(inputs[0])
        for members, array in flats if flattened else ():
            own[flattener.reserve(members)] = array
        value_of = {id(array): value for value, array in own.items()}
        flats, ends = outputs[1].parts(outputs[0])
        if not flattened:
            flats, ends = [], list(zip(outputs[0], outputs[1].leaves, strict=True))
        ends = [(flattener.flatten(members), array) for members, array in flats] + ends
        pairs = []
        for out, array in ends:
            into = value_of.get(id(array))
            if into is None:
                into = flattener.new_value(out.shape, out.dtype)
                own[into] = array
            pairs.append((out, into))
        ordered = flattener.topological_order()
        if ordered is not None:
            return BufferAssignment(
                ordered, flattener.constants, rehearsal.copies, flattener.offsets, own, pairs, results, library
            )
    raise LayoutError


def _copy_shared_results(
    plan: Plan, operations: list[Operation], before: list[Value], inputs: set[Value]
) -> tuple[list[Operation], list[Value], int]:
    """Add copies of results that are inputs or views of inputs, which may be overwritten before they are returned."""
    results, roots, number = list(leaves(plan.outputs)), plan.view_bases(), plan.next_number
    for i, v in enumerate(results):
        kept = i > 0 and v is before[i - 1]
        if roots.get(v, v) in inputs and not kept:
            results[i] = Value(number, v.shape, v.dtype)
            operations.append(Operation("astype", (v,), (("dtype", str(v.dtype)),), results[i]))
            number += 1
    return operations, results, number
