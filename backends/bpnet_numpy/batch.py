"""A step on batches of one shape, as prepared calls; all batch sizes share the buffers of params, state and opt_state."""

from __future__ import annotations

import threading
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

import numpy as np

from bpnet.arrays import Tree, leaves
from bpnet.compiler.executor import Batch
from bpnet.compiler.plan import Operation, Plan, Value
from bpnet_numpy.buffers import BufferAssignment, aligned_bytes
from bpnet_numpy.flattening import Flattener
from bpnet_numpy.rehearsal import rehearse


class LayoutError(Exception):
    """Buffers would not have the memory layout of the uncompiled step's arrays, on which the order of its sums depends."""


class TrainingBuffers:
    """Buffers of all that a step updates. Params are contiguous, and so is each tree of opt_state with the shapes of the params.

    Attributes
    ----------
    leaves
        Arrays in the buffers, in the order of the leaves of ``(params, state, opt_state)``.
    groups, flat_buffers
        Numbers of the leaves that are contiguous, and the vector that contains each group.
    rate
        Learning rate of the step.
    batches
        Compiled batches by the shapes of their samples, as long as a program has them.
    lock
        Held while a program uses the buffers.
    """

    def __init__(self, training: Tree) -> None:
        examples = list(leaves(training))
        shapes = _shapes(training[0])
        self.groups: tuple[tuple[int, ...], ...] = ()
        if len({dtype for _, dtype in shapes}) == 1:
            first = len(shapes) + len(_shapes(training[1]))
            self.groups = (tuple(range(len(shapes))), *_matching_subtrees(training[2], shapes, first))
        self.flat_buffers: dict[tuple[int, ...], Any] = {}
        self.leaves: list[Any] = [np.empty(a.shape, a.dtype) for a in examples]
        for group in self.groups:
            dtype = examples[group[0]].dtype
            self.flat_buffers[group] = flat = aligned_bytes(sum(examples[i].nbytes for i in group)).view(dtype)
            start = 0
            for i in group:
                self.leaves[i] = flat[start : start + examples[i].size].reshape(examples[i].shape)
                start += examples[i].size
        self.rate = np.zeros((), dtype=examples[0].dtype)
        self.batches: WeakValueDictionary[Any, Batch] = WeakValueDictionary()
        self.lock = threading.RLock()

    def load(self, training: Tree) -> None:
        """Copy the leaves of a tree to the buffers."""
        for buffer, leaf in zip(self.leaves, leaves(training), strict=True):
            buffer[...] = leaf


def compile_batch(plan: Plan, buffers: TrainingBuffers, samples: list[Any], xp: Any = np) -> Batch:
    """Compile a step on the buffers and on ``samples``; ``xp`` is NumPy, or an `ExactOperations`.

    Raises
    ------
    LayoutError
        If the bits could differ from those of the uncompiled step.
    """
    given = list(leaves(plan.inputs[:3]))
    value, *after = leaves(plan.outputs)
    if [(v.shape, v.dtype) for v in given] != [(v.shape, v.dtype) for v in after]:
        raise LayoutError
    arrays = dict(zip(leaves(plan.inputs), (*buffers.leaves, *samples, buffers.rate), strict=True))
    rehearsal = rehearse(plan, arrays, xp)
    if rehearsal is None:
        raise LayoutError
    operations, (value, *after), number = _copy_shared_results(
        plan, list(rehearsal.operations), [value, *after], set(arrays) | set(rehearsal.constants)
    )
    for groups in (buffers.groups, ()):
        flattener = Flattener(operations, dict(rehearsal.constants), number)
        flat_values = [(flattener.reserve(tuple(given[i] for i in group)), group) for group in groups]
        single = set(range(len(given))) - {i for group in groups for i in group}
        copies = [(flattener.flatten(tuple(after[i] for i in group)), flat) for flat, group in flat_values]
        copies += [(after[i], given[i]) for i in sorted(single)]
        ordered = flattener.topological_order()
        if ordered is not None:
            inputs = arrays | {flat: buffers.flat_buffers[group] for flat, group in flat_values}
            assignment = BufferAssignment(
                ordered, flattener.constants, rehearsal.copies, flattener.offsets, inputs, copies, value, xp
            )
            calls = [partial(function, *arguments) for function, arguments in assignment.calls]
            nbytes = assignment.nbytes + sum(array.nbytes for array in samples)
            return Batch(samples, calls, np.asarray(assignment.array(value)), nbytes)
    raise LayoutError


def _copy_shared_results(
    plan: Plan, operations: list[Operation], results: list[Value], inputs: set[Value]
) -> tuple[list[Operation], list[Value], int]:
    """Add copies of results that are inputs or views of inputs, which may be overwritten before they are returned."""
    given, roots, number = list(leaves(plan.inputs[:3])), plan.view_bases(), plan.next_number
    for i, v in enumerate(results):
        kept = i > 0 and v is given[i - 1]
        if roots.get(v, v) in inputs and not kept:
            results[i] = Value(number, v.shape, v.dtype)
            operations.append(Operation("astype", (v,), (("dtype", str(v.dtype)),), results[i]))
            number += 1
    return operations, results, number


def _shapes(tree: Tree) -> list[Any]:
    return [(a.shape, a.dtype) for a in leaves(tree)]


def _matching_subtrees(tree: Tree, shapes: list[Any], first: int) -> list[tuple[int, ...]]:
    """Return the numbers of the leaves of each subtree with these shapes; leaves are counted from ``first``."""
    here = _shapes(tree)
    if here == shapes:
        return [tuple(range(first, first + len(here)))]
    groups: list[tuple[int, ...]] = []
    for branch in tree if isinstance(tree, tuple) else ():
        groups += _matching_subtrees(branch, shapes, first)
        first += len(_shapes(branch))
    return groups
