"""The functions that a network runs: its training step and its loss in inference, plain and compiled."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from bpnet._checks import check_choice
from bpnet._messages import short_repr
from bpnet.arithmetic.namespace import exact
from bpnet.arrays import call_read_only, ensure_writable, map_tree
from bpnet.backprop import activated_outputs
from bpnet.compiler.replicated_step import ReplicatedStep
from bpnet.minimizers.levenberg_marquardt import squares
from bpnet.step import Objective, PureFunction, TrainingStep, check_updated, inference_loss, training_step, value_and_grad

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.arrays import Array, Namespace, Tree
    from bpnet.backend import Backend, Function
    from bpnet.backprop import Layer
    from bpnet.distributed.ranks import Ranks
    from bpnet.distributed.step import DistributedLoss, DistributedStep
    from bpnet.losses import Loss
    from bpnet.optimizers import Optimizer

ARITHMETICS = ("native", "exact")


@cache
def exact_namespace(backend: Backend) -> Namespace:
    """Return exact arithmetic on a backend: one namespace for all networks on it, so that its functions are compiled once."""
    return exact(backend.xp, backend.exact_kernels(), backend.compile_exact)


class Compilable:
    """A pure function of arrays, plain and compiled.

    Parameters
    ----------
    plain
        The function.
    backend
        Compiles it; None if its compiled functions have other bits.
    """

    def __init__(self, plain: Function, backend: Backend | None) -> None:
        self.plain, self._backend = plain, backend

    @cached_property
    def compiled(self) -> Callable[..., Any]:
        """The function as the backend compiles it, or the plain one if it has none."""
        return self.plain if self._backend is None else self._backend.compile_function(self.plain)


class Steps:
    """The training step and the loss of a network as pure functions of arrays; each is created when it is first used.

    Parameters
    ----------
    backend
        Compiles the functions.
    layer, loss, optimizer
        Parts of the network.
    arithmetic
        "native", the library's own, or "exact", which is compiled only where that keeps the bits.
    value_and_grad
        The objective of the training, as `bpnet.training_step` takes it.
    """

    def __init__(
        self,
        backend: Backend,
        layer: Layer,
        loss: Loss,
        optimizer: Optimizer,
        arithmetic: str = "native",
        value_and_grad: Objective = value_and_grad,
    ) -> None:
        self.backend, self.layer, self.loss, self.optimizer = backend, layer, loss, optimizer
        self.arithmetic = check_choice("arithmetic", arithmetic, ARITHMETICS)
        self.value_and_grad = value_and_grad
        self._distributed: dict[type, tuple[Ranks, bool, Any]] = {}
        self._outputs: tuple[Layer, Compilable] | None = None

    @cached_property
    def xp(self) -> Namespace:
        """The namespace that the functions compute with: the backend's, or exact arithmetic over it."""
        return exact_namespace(self.backend) if self.arithmetic == "exact" else self.backend.xp

    @cached_property
    def plain(self) -> Callable[..., Any]:
        """The training step, not compiled."""
        return training_step(self.xp, self.layer, self.loss, self.optimizer, value_and_grad=self.value_and_grad)

    @cached_property
    def compiled(self) -> Callable[..., Any]:
        """The training step as the backend compiles it."""
        return self._compile(self.plain)

    @cached_property
    def inference_loss(self) -> Compilable:
        """The loss in inference, ``(params, state, x, target) -> value``."""
        return self.compilable(inference_loss(self.layer, self.loss), batch=2, is_inference=True)

    @cached_property
    def gradient(self) -> Compilable:
        """The loss of a batch and its gradient, ``(params, state, x, target) -> value, grads, state``."""
        objective, layer, loss = self.value_and_grad, self.layer, self.loss

        def gradient(xp: Namespace, *values: Tree) -> Tree:
            value, *after = objective(xp, layer, loss, *values)
            return value, *map_tree(ensure_writable, tuple(after))

        return self.compilable(gradient, batch=2)

    @cached_property
    def squares(self) -> Compilable:
        """Products of derivatives for least squares, ``(params, state, x, target) -> K'K``."""
        layer = self.layer

        def products(xp: Namespace, *values: Tree) -> Tree:
            return squares(xp, layer, *values)

        return self.compilable(products, batch=2)

    @cached_property
    def update(self) -> Compilable:
        """An update, ``(params, grads, opt_state, learning_rate) -> params, opt_state``."""
        optimizer = self.optimizer

        def update(xp: Namespace, params: Tree, grads: Tree, opt_state: Tree, rate: Array) -> tuple[Tree, Tree]:
            new = call_read_only("the optimizer", optimizer.update, xp, params, grads, opt_state, rate)
            check_updated(new[0], params, new[1], opt_state)
            return map_tree(ensure_writable, (new[0], new[1]))

        return self.compilable(update)

    def outputs(self, activation: Layer) -> Compilable:
        """Return the layer and an activation in inference, ``(params, state, x) -> y``: the last one is kept."""
        if self._outputs is None or self._outputs[0] is not activation:
            outputs = activated_outputs(self.layer, activation)
            self._outputs = activation, self.compilable(outputs, batch=1, is_inference=True)
        return self._outputs[1]

    def function(self, function: Callable[..., Any], batch: int = 0, *, is_inference: bool = False) -> Function:
        """Return a pure function ``(xp, *trees) -> tree`` as a function of the trees.

        The last ``batch`` trees are inputs, or inputs and targets; all others are params, state and the like.
        """
        return PureFunction(self.xp, function, is_inference=is_inference, of_rows=batch == 1)

    def compilable(self, function: Callable[..., Any], batch: int = 0, *, is_inference: bool = False) -> Compilable:
        """Return a function as `function` does, and as the backend compiles it if that keeps the bits of its arithmetic."""
        plain = self.function(function, batch, is_inference=is_inference)
        return Compilable(plain, self.backend if self._keeps_bits else None)

    def on_ranks(self, ranks: Ranks, compile: bool | None) -> DistributedStep:  # noqa: A002, FBT001 - as `choose`
        """Return the training step on several ranks, whose parts are compiled or plain."""
        from bpnet.distributed.step import DistributedStep

        made: DistributedStep = self._on_ranks(DistributedStep, self.plain, ranks, compile)
        return made

    def loss_on_ranks(self, ranks: Ranks, compile: bool | None) -> DistributedLoss:  # noqa: A002, FBT001 - as `choose`
        """Return the loss in inference on several ranks, whose parts are compiled or plain."""
        from bpnet.distributed.step import DistributedLoss

        made: DistributedLoss = self._on_ranks(DistributedLoss, self.inference_loss.plain, ranks, compile)
        return made

    def _on_ranks(self, kind: type, function: Any, ranks: Ranks, compile: bool | None) -> Any:  # noqa: A002, FBT001 - as `choose`
        """Return a function on several ranks: the last one of its kind is kept, with its programs."""
        compiled = self.chooses_compiled(compile)
        kept = self._distributed.get(kind)
        if kept is None or kept[:2] != (ranks, compiled):
            kept = ranks, compiled, kind(function, self.backend, ranks, self._compile if compiled else None)
            self._distributed[kind] = kept
        return kept[2]

    @property
    def _keeps_bits(self) -> bool:
        """True if the backend's compiled steps have the bits that the arithmetic requires."""
        return self.arithmetic == "native" or "compile-exact" in self.backend.capabilities

    def _compile(self, function: Callable[..., Any]) -> Callable[..., Any]:
        return self.backend.compile(function) if self._keeps_bits else function

    def init(self, params: Tree) -> Tree:
        """Return the first opt_state."""
        return self.optimizer.init(self.xp, params)

    def choose(self, compile: bool | None) -> Callable[..., Any]:  # noqa: A002, FBT001 - the argument of `Network.fit`
        """Return the compiled step or the plain one; None is the backend's default."""
        return self.compiled if self.chooses_compiled(compile) else self.plain

    def choose_function(self, function: Compilable, compile: bool | None) -> Callable[..., Any]:  # noqa: A002, FBT001 - as `choose`
        """Return the compiled form of a function or the plain one."""
        return function.compiled if self.chooses_compiled(compile) else function.plain

    def chooses_compiled(self, compile: bool | None) -> bool:  # noqa: A002, FBT001 - as `choose`
        """Return True if `choose` returns the compiled step; raise ValueError for another value."""
        if not (compile is None or isinstance(compile, bool)):
            raise ValueError(f"compile must be True, False or None (the backend's default), got {short_repr(compile)}")
        return self.backend.compile_by_default if compile is None else compile


def count_steps(step: Any) -> tuple[int, int]:
    """Return how many steps a compiled step has run compiled, and how many plain, if it counts them."""
    return getattr(step, "compiled_steps", 0), getattr(step, "plain_steps", 0)


def describe_steps(step: Any, before: tuple[int, int]) -> str:
    """Return ``"plain"``, ``"compiled"`` or ``"compiled and plain"``: how a step has run since it had the counts ``before``."""
    if isinstance(step, TrainingStep | ReplicatedStep):
        return "plain"
    compiled, plain = (now > then for now, then in zip(count_steps(step), before, strict=True))
    return "compiled and plain" if compiled and plain else "plain" if plain else "compiled"
