"""`Network.fit` with a minimizer: iterations on all samples, driven from the host."""

# ruff: noqa: SLF001 - of the network that is trained

from __future__ import annotations

import operator
from functools import partial, reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import _specs
from bpnet._checks import check_bool, from_name
from bpnet._messages import one_line, short_repr
from bpnet._threads import use_threads
from bpnet.arrays import Array, Tree, leaves, map_tree, read_only
from bpnet.losses.base import split_target
from bpnet.minimizers import MINIMIZERS, Iterate, Minimizer, Objective
from bpnet.optimizers import OPTIMIZERS, Optimizer
from bpnet.random import key_of
from bpnet.step import PureFunction, value_and_grad
from bpnet.training.batches import rows
from bpnet.training.callbacks import Callback
from bpnet.training.class_weights import class_weights, weigh_classes
from bpnet.training.data import Data
from bpnet.training.epoch_metrics import fit_metrics
from bpnet.training.epochs import Chunk, divergence_error
from bpnet.training.history import History
from bpnet.training.loop import Loop, WatchedLoss
from bpnet.training.steps import count_steps, describe_steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpnet.training.fit_settings import FitSettings
    from bpnet.training.inputs import Samples
    from bpnet.training.run import Run
    from bpnet.training.state import TrainingState

PORTION = 1 << 22
"""Most numbers of the derivatives of outputs by params that are in memory at once, unless a sample has more."""


def minimize(net: Any, settings: FitSettings) -> History:
    """Train a network by a minimizer, and return its history."""
    minimizer = choose_minimizer(settings.optimizer)
    _check_others(net, minimizer, settings)
    net._inputs.check_not_traced(settings.x, settings.y)
    kept, compile = MinimizerState(net, minimizer), settings.compile  # noqa: A001 - as in `Network.fit`
    with net.backend.scope():
        on_threads, inputs = use_threads(settings.threads), Data(net._inputs, finds=True)
        run = settings.begin(net, History(), more_callbacks=[kept])
        classes = class_weights(net._inputs, net.xp, settings.class_weight)
        given_samples = weigh_classes(classes, inputs.convert(settings.x, settings.y, settings.sample_weight))
        samples, held_out = inputs.split(given_samples, settings.validation, key_of(net.seed))
        _check_state(net, samples[0])
        net._resume(run, settings)
        inside = Iterations(run, minimizer, kept, samples, compile=compile)
    watched = WatchedLoss(net, inputs.loss(net._steps, held_out or samples, compile=compile))
    run.history.provenance = net._provenance() | {"minimizer": kept.name}
    net._new_state = None  # it would keep the arrays of the training before
    metrics = fit_metrics(run, settings, inputs, samples, held_out)
    with on_threads:
        loop: Any = inside
        Loop(run._replace(watched_loss=watched), loop, watched if held_out else None, metrics).train()
    run.history.provenance["step"] = inside.describe()
    history: History = run.history
    return history


def choose_minimizer(given: Any) -> Minimizer:
    """Return the minimizer of the argument ``optimizer`` of `Network.fit`."""
    if isinstance(given, Optimizer) or (isinstance(given, str) and given in OPTIMIZERS):
        came = given if isinstance(given, str) else _specs.factory_name(given)
        raise ValueError(
            f"{one_line(came)} is an optimizer of steps: pass it where the network is built. fit(optimizer=) takes a minimizer "
            f"of all samples at once: {' or '.join(map(repr, MINIMIZERS))}"
        )
    return from_name("minimizer", given, MINIMIZERS, Minimizer)


def _check_others(net: Any, minimizer: Minimizer, settings: FitSettings) -> None:
    """Raise ValueError for a group, for arguments that a minimizer does not take, and for a loss that it cannot minimize."""
    name = _specs.factory_name(minimizer)
    if net.replicas is not None:
        raise ValueError(f"{name} trains one network: call fit of net[i], a network of this group, which goes on by itself")
    check_bool("shuffle", settings.shuffle)  # of no effect
    others = {name: getattr(settings, name) for name in ("batch_size", "order", "comm")}
    for argument, value in (others | {"sharded": check_bool("sharded", settings.sharded) or None}).items():
        if value is not None:
            raise ValueError(
                f"{name} takes all samples at once, in one process: leave out {argument}, or train by the network's own optimizer"
            )
    loss = net.architecture["loss"]
    squared = _specs.has_own_spec(loss) and loss.spec.name == "losses.squared_error"
    if minimizer.least_squares and not (squared and net._value_and_grad is value_and_grad):
        raise ValueError(f"{name} minimizes sums of squares: the loss must be 'squared_error'; take 'lbfgs' for other losses")


def _check_state(net: Any, x: Array) -> None:
    """Raise ValueError if training changes the state of the layers, or differs from inference."""
    params, state, *_ = net.training
    few, to_host = x[:8, :], net.backend.to_host
    y, _, new = net.layer.forward(net.xp, params, state, few)
    inferred = to_host(net.layer.inference(net.xp, params, state, few))
    same = all(np.array_equal(to_host(a), to_host(b)) for a, b in zip(leaves(new), leaves(state), strict=True))
    if not same or not np.allclose(to_host(y), inferred, rtol=1e-3, equal_nan=True):
        raise ValueError(
            "a minimizer needs a loss that is a function of the params alone, but a layer changes its state in training, or "
            "computes otherwise in inference, as dropout and batch_norm do: leave such layers out"
        )


class MinimizerState(Callback):
    """The memory of a minimizer, which `bpnet.callbacks.Checkpoint` writes, and ``resume`` reads.

    Parameters
    ----------
    net, minimizer
        The network, and what trains it.
    """

    def __init__(self, net: Any, minimizer: Minimizer) -> None:
        self._net, self._minimizer = net, minimizer
        self._spec = _specs.to_json(minimizer, whole=False)
        self.memory: tuple[Tree, ...] = ()
        self.params: Tree = None
        """Those that the memory belongs to, after an iteration."""

    @property
    def name(self) -> str:
        """The minimizer in words, such as "lbfgs(history=20)"."""
        return one_line(_specs.to_text(self._spec), 100)

    def state_dict(self) -> tuple[dict[str, Any], Tree]:
        """Return the spec of the minimizer, and its memory: nothing if a callback has assigned params since."""
        assigned = self.params is not None and self.params is not self._net.training.params
        return {"minimizer": self._spec}, map_tree(self._net.backend.to_host, () if assigned else self.memory)

    def load_state_dict(self, data: dict[str, Any], arrays: Tree) -> None:
        """Restore the memory; ValueError for that of another minimizer."""
        theirs, ours = (_specs.with_defaults(spec) for spec in (data["minimizer"], self._spec))
        if found := _specs.first_difference(ours, theirs, "minimizer"):
            place, own, other = found
            raise ValueError(f"its {place} is {short_repr(other, 40)}, this training's is {short_repr(own, 40)}")
        net, name = self._net, "the memory of the minimizer"
        with net.backend.scope():
            entry = self._minimizer.entry(net.backend.xp, net.params)
            self.memory = tuple(net._trees.copy(each, entry, f"{name}[{i}]") for i, each in enumerate(arrays))


class Iterations:
    """Iterations of a minimizer on the samples of a training run, each an epoch: in `Loop` in place of `Epochs`.

    Parameters
    ----------
    run
        The training.
    minimizer, kept
        What trains the network, and where its memory is kept.
    samples
        All ``(x, target)``.
    compile
        As in `Network.fit`.
    """

    def __init__(
        self,
        run: Run,
        minimizer: Minimizer,
        kept: MinimizerState,
        samples: Samples,
        *,
        compile: bool | None,  # noqa: A002 - as in `Network.fit`
    ) -> None:
        net: Any = run.net
        self._training_run, self._minimizer, self._kept, self._samples, self._net = run, minimizer, kept, samples, net
        self.learning_rate = net._learning_rate
        steps = net._steps
        self._function = steps.choose_function(steps.squares if minimizer.least_squares else steps.gradient, compile)
        self._before = count_steps(self._function)
        loss = Data(net._inputs).loss(steps, samples, compile=compile)
        self._objective = Objective(
            self._value_and_grad, lambda params: float(loss(*read_only((params, net.state)))), self._squares, self._scale()
        )
        self._at: Iterate | None = None

    def run(self, training: TrainingState, epochs: int, watched: Sequence[float] = ()) -> Chunk:
        """Run some iterations, until one stops; Ctrl-C and divergence end them after the last complete one."""
        del watched
        losses: list[float] = []
        error: BaseException | None = None
        try:
            while len(losses) < epochs and self._training_run.history.stopped_at is None:
                at, before = self._iterate(training)
                if at.stopped:
                    self._training_run.history.provenance["stopped"] = at.stopped
                    self._training_run.history.stopped_at = self._training_run.epoch + len(losses) + 1
                self._at, self._kept.memory, self._kept.params = at, at.memory, at.params
                training = training._replace(params=at.params, epoch=training.epoch + 1)
                losses.append(before)
        except KeyboardInterrupt as interrupt:
            error = interrupt
        except FloatingPointError:
            error = divergence_error(training.epoch)
        return Chunk(training, np.asarray(losses), error)

    def _iterate(self, training: TrainingState) -> tuple[Iterate, float]:
        """Return the next iterate, and the loss before it; begin again at params that a callback has assigned."""
        xp, at = self._net.xp, self._at
        if at is None or at.params is not training.params:
            at = self._minimizer.start(xp, self._objective, training.params, () if at else self._kept.memory)
        return self._minimizer.iterate(xp, self._objective, at), at.value

    def describe(self) -> str:
        """Return "plain", "compiled" or "compiled and plain": how loss and derivatives have run."""
        return "plain" if isinstance(self._function, PureFunction) else describe_steps(self._function, self._before)

    def _value_and_grad(self, params: Tree) -> tuple[Array, Tree]:
        value, grads, _ = self._function(params, self._net.state, *self._samples)
        return value, grads

    def _squares(self, params: Tree) -> Array:
        """Return the sum of `bpnet.minimizers.levenberg_marquardt.squares` over portions of the samples."""
        net, n, trees = self._net, int(self._samples[0].shape[0]), read_only((params, self._net.state))
        size = max(1, PORTION // ((net.n_params + 1) * net.n_out))
        spans = [(first, min(first + size, n)) for first in range(0, n, size)]
        take = partial(rows, net.xp, self._samples, None)
        parts = (self._function(*trees, *(self._samples if len(spans) == 1 else take(*span))) for span in spans)
        total: Array = reduce(operator.add, parts)
        return total

    def _scale(self) -> float:
        """Return the factor of the sum of all squares in the loss."""
        if self._net.architecture["loss"].reduction == "sum":
            return 1.0
        values, weight = split_target(self._samples[1])
        return 1.0 / (values.shape[0] if weight is None else float(self._net.xp.sum(weight)))
