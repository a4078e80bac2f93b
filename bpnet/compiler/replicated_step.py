"""Functions of one network for many networks at once: their plans, traced once and replicated, as functions of stacked arrays."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from bpnet.arrays import Tree, ensure_writable, leaves, map_tree
from bpnet.compiler.captures import Captures
from bpnet.compiler.exact import Bound, in_its_arithmetic
from bpnet.compiler.operations import GroupTraceError, TraceError
from bpnet.compiler.plan import Plan, example, numpy_dtype
from bpnet.compiler.replicas import replicate
from bpnet.compiler.trace import trace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bpnet.arrays import Array, Namespace

MAX_PLANS = 16
"""Maximum number of plans that a function keeps, one for each set of shapes."""


class Replicated:
    """A pure function of arrays, for many networks at once: the arguments of each network are stacked along a first axis.

    Parameters
    ----------
    function
        ``(xp, *trees) -> tree``, of one network; or an object with such a method ``over``, as a `bpnet.backend.Step`.
    xp
        Namespace of the arrays.
    stacked
        ``(*trees) -> flags``, one for each leaf: True if it has the axis, False if all networks share the array. At least one
        leaf of the first tree that is not empty has it.

    Raises
    ------
    GroupTraceError
        When it is called, if the function cannot be traced, or has an operation that cannot be replicated.
    """

    is_inference = False
    """True for outputs, and for losses in inference."""

    def __init__(self, function: Any, xp: Namespace, stacked: Callable[..., Sequence[bool]]) -> None:
        self.function, self.xp, self.stacked = function, xp, stacked
        self.captures, self.plans, self.lock = Captures(function), dict[Any, Plan](), threading.RLock()

    def __call__(self, *values: Tree) -> Tree:
        """Call the function with stacked arrays."""
        return map_tree(ensure_writable, self.over(self.xp, *values))

    def over(self, xp: Namespace, *values: Tree) -> Tree:
        """Call it with the functions of another namespace, as `bpnet.compiler.trace` does."""
        return self._plan(values).run(xp, *values)

    def check(self, *values: Tree) -> None:
        """Raise `GroupTraceError` if the function cannot be traced for values of these shapes and dtypes."""
        self._plan(values)

    def _plan(self, values: tuple[Tree, ...]) -> Plan:
        """Return the replicated plan for values of these shapes; a variable that the function reads may have changed since."""
        flags = tuple(self.stacked(*values))
        key = flags, *((tuple(x.shape), numpy_dtype(x)) for x in leaves(values)), str(map_tree(lambda _: 0, values))
        with self.lock:
            if self.captures.find_change():
                self.plans = {}
            if key not in self.plans:
                while len(self.plans) >= MAX_PLANS:
                    del self.plans[next(iter(self.plans))]
                self.plans[key] = self._trace(values, flags)
                self.captures.record()
            return self.plans[key]

    def _trace(self, values: tuple[Tree, ...], flags: Sequence[bool]) -> Plan:
        rest = iter(flags)
        examples = map_tree(lambda x: example(x, tuple(x.shape)[next(rest) :]), values)
        one = Bound(getattr(self.function, "over", self.function), self.xp)
        replicas = next(x.shape[0] for x, flag in zip(leaves(values), flags, strict=True) if flag)
        try:
            plan = trace(in_its_arithmetic(one), *examples)
            return replicate(plan, {x for x, flag in zip(leaves(plan.inputs), flags, strict=True) if flag}, replicas)
        except TraceError as error:
            need = "many networks at once need a step that can be traced; a network with one seed does not"
            raise GroupTraceError(f"{need}: {error}") from error


def one_of(tree: Tree, flags: Sequence[bool], index: int) -> Tree:
    """Return the arrays of one network: a part of those leaves that are stacked, and the others as they are."""
    rest = iter(flags)
    return map_tree(lambda x: x[index] if next(rest) else x, tree)


def all_stacked(*trees: Tree) -> list[bool]:
    """Return the flags of trees in which every leaf is stacked."""
    return [True for _ in leaves(trees)]


def stacked_samples(samples: Tree) -> list[bool]:
    """Return the flags of ``(x, target)``: of one network, inputs and targets are matrices; labels and weights are vectors."""
    x, target = samples
    values, *weights = leaves(target)
    ndim = 1 if numpy_dtype(values).kind in "iu" else 2
    return [len(x.shape) > 2, len(values.shape) > ndim, *(len(weight.shape) > 1 for weight in weights)]  # noqa: PLR2004 - a matrix


def stacked_arguments(*values: Tree) -> list[bool]:
    """Return the flags of the arguments of a step, ``(params, state, opt_state, x, target, learning_rate)``."""
    *training, x, target, rate = values
    return [*all_stacked(*training), *stacked_samples((x, target)), len(rate.shape) > 0]


class ReplicatedStep(Replicated):
    """A training step of many networks at once.

    It is ``(params, state, opt_state, x, target, learning_rate) -> values, params, state, opt_state``: params, state and
    opt_state are stacked, x, target and learning rate are too, or are shared; ``values`` are the losses, (replicas,).

    Parameters
    ----------
    step
        The step of one network, a `bpnet.backend.Step`.
    """

    def __init__(self, step: Any) -> None:
        super().__init__(step, step.xp, stacked_arguments)


class PackedStep:
    """A `ReplicatedStep` in the form that every backend compiles: one number is its value, and one its learning rate.

    The losses of the networks are a part of the state, and their learning rates a part of the target.
    """

    def __init__(self, step: ReplicatedStep) -> None:
        self.step = step

    @property
    def xp(self) -> Namespace:
        """Namespace of the arrays."""
        return self.step.xp

    def __call__(self, *values: Any) -> tuple[Any, ...]:
        """Return ``value, params, state, opt_state``."""
        return self.over(self.xp, *values)

    def over(self, xp: Namespace, *values: Any) -> tuple[Any, ...]:
        """Run the step with the functions of another namespace."""
        params, (state, _), opt_state, x, (target, rates), _ = values
        losses, params, state, opt_state = self.step.over(xp, params, state, opt_state, x, target, rates)
        return xp.sum(losses), params, (state, losses), opt_state


class UnpackedStep:
    """The signature of a `ReplicatedStep` over a compiled `PackedStep`.

    Attributes
    ----------
    compiled_steps, plain_steps
        As those of `bpnet.compiler.compiled_step.CompiledFunction`.
    """

    def __init__(self, packed: Callable[..., Any]) -> None:
        self.packed = packed

    @property
    def compiled_steps(self) -> int:
        """Number of compiled steps so far."""
        return getattr(self.packed, "compiled_steps", 0)

    @property
    def plain_steps(self) -> int:
        """Number of uncompiled steps so far."""
        return getattr(self.packed, "plain_steps", 0)

    def __call__(
        self, params: Tree, state: Tree, opt_state: Tree, x: Array, target: Tree, rate: Any
    ) -> tuple[Any, Tree, Tree, Tree]:
        """Return ``values, params, state, opt_state``."""
        losses = rate * 0.0
        _, params, (state, losses), opt_state = self.packed(params, (state, losses), opt_state, x, (target, rate), rate[0])
        return losses, params, state, opt_state
