"""A step on batches of one shape, as prepared calls on buffers that it shares with those on other batches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from bpnet.arrays import Tree, leaves, map_tree
from bpnet.compiler.trace import Operation, Plan, Value, trace, view_of
from bpnet_numpy.buffers import Layout, fresh
from bpnet_numpy.flattening import Flattener
from bpnet_numpy.rehearsal import in_order, rehearse
from bpnet_numpy.selections import Call

PROGRAMS = 8  # shapes of batches that are remembered


class Unsuited(Exception):  # noqa: N818 - not an error: the plain step is run
    """The buffers would not have the layout of what the plain step makes."""


class Program:
    """One step: `calls` on the buffers of `trained` and of `batch`; the value is then in `value`."""

    def __init__(self, trained: Trained, step: Callable[..., Tree], samples: Tree) -> None:
        self.batch = map_tree(lambda a: np.array(a, order="C"), samples)
        plan = trace(step, *trained.tree, *self.batch, trained.rate)
        given = list(leaves(plan.inputs[:3]))
        value, *after = plan.outputs
        becomes = list(leaves(tuple(after)))
        if [(v.shape, v.dtype) for v in given] != [(v.shape, v.dtype) for v in becomes]:
            raise Unsuited
        arrays = dict(zip(leaves(plan.inputs), (*trained.leaves, *leaves(self.batch), trained.rate), strict=True))
        rehearsed = rehearse(plan, arrays)
        if rehearsed is None:
            raise Unsuited
        count = 1 + max(v.number for v in (*leaves(plan.inputs), *plan.constants, *(op.result for op in plan.operations)))
        inputs = set(arrays) | set(rehearsed.constants)
        operations = list(rehearsed.operations)
        looked_at = view_of(plan)
        ends = [value, *becomes]
        for i, v in enumerate(ends):  # an input, or a view of one, is no result: it may be overwritten before it is copied
            kept = i > 0 and v is given[i - 1]
            if looked_at.get(v, v) in inputs and not kept:
                ends[i] = Value(count, v.shape, v.dtype)
                operations.append(Operation("astype", (v,), (("dtype", str(v.dtype)),), ends[i]))
                count += 1
        value, *becomes = ends
        for groups in (trained.groups, ()):
            flat = Flattener(operations, dict(rehearsed.constants), count)
            wholes = [(flat.place(tuple(given[i] for i in group)), group) for group in groups]
            single = set(range(len(given))) - {i for group in groups for i in group}
            copies = [(flat.whole(tuple(becomes[i] for i in group)), whole) for whole, group in wholes]
            copies += [(becomes[i], given[i]) for i in sorted(single)]
            ordered = flat.ordered()
            if ordered is not None:
                break
        if ordered is None:
            raise Unsuited
        own = arrays | {whole: trained.wholes[group] for whole, group in wholes}
        layout = Layout(ordered, flat.constants, rehearsed.copies, flat.parts, own, copies, value)
        self.plan: Plan = plan
        self.calls: list[Call] = layout.calls
        self.value = np.asarray(layout.array(value))


class Trained:
    """Buffers for all that a step changes; params, and what is remembered of each of them, lie end to end.

    Attributes
    ----------
    tree, leaves
        Arrays in the buffers, as a tree ``(params, state, memory)`` and in its order.
    groups, wholes
        Which leaves lie end to end, and the buffers in which they do.
    rate
        Enters each step.
    """

    def __init__(self, training: Tree) -> None:
        examples = list(leaves(training))
        n_params = sum(1 for _ in leaves(training[0]))
        shapes = _shapes(training[0])
        alike = len({dtype for _, dtype in shapes}) == 1
        self.groups: tuple[tuple[int, ...], ...] = ()
        if alike:
            first = n_params + sum(1 for _ in leaves(training[1]))
            self.groups = (tuple(range(n_params)), *_groups(training[2], shapes, first))
        self.wholes: dict[tuple[int, ...], Any] = {}
        self.leaves: list[Any] = [np.empty(a.shape, a.dtype) for a in examples]
        for group in self.groups:
            dtype = examples[group[0]].dtype
            self.wholes[group] = whole = fresh(sum(examples[i].nbytes for i in group)).view(dtype)
            start = 0
            for i in group:
                self.leaves[i] = whole[start : start + examples[i].size].reshape(examples[i].shape)
                start += examples[i].size
        remaining = iter(self.leaves)
        self.tree: Tree = map_tree(lambda _: next(remaining), training)
        self.rate = np.zeros((), dtype=examples[0].dtype)
        self.programs: dict[Any, Program | None] = {}

    def load(self, training: Tree) -> None:
        """Copy what is passed in into the buffers."""
        for own, leaf in zip(self.leaves, leaves(training), strict=True):
            own[...] = leaf

    def saved(self) -> Tree:
        """A copy of what is in the buffers; numbers as NumPy's scalars."""
        return map_tree(lambda own: own.copy() if own.shape else own[()], self.tree)

    def program(self, step: Callable[..., Tree], samples: Tree) -> Program | None:
        """The step on batches like this one; None if it cannot be done in buffers with the same bits."""
        key = signature(samples)
        if key not in self.programs:
            while len(self.programs) >= PROGRAMS:
                del self.programs[next(iter(self.programs))]
            try:
                self.programs[key] = Program(self, step, samples)
            except Unsuited:
                self.programs[key] = None
        return self.programs[key]


def signature(tree: Tree) -> Any:
    """Structure, shapes and dtypes."""
    return map_tree(lambda a: (a.dtype, a.shape), tree)


def regular(*trees: Tree) -> bool:
    """Whether all arrays lie in memory as buffers do."""
    return all(in_order(a) for a in leaves(trees))


def _shapes(tree: Tree) -> list[Any]:
    return [(a.shape, a.dtype) for a in leaves(tree)]


def _groups(tree: Tree, shapes: list[Any], first: int) -> list[tuple[int, ...]]:
    """Numbers of the leaves of each subtree whose shapes are these; its leaves are counted from ``first``."""
    own = _shapes(tree)
    if own == shapes:
        return [tuple(range(first, first + len(own)))]
    found: list[tuple[int, ...]] = []
    for branch in tree if isinstance(tree, tuple) else ():
        found += _groups(branch, shapes, first)
        first += len(_shapes(branch))
    return found
