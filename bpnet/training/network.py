"""A network: layers, a loss and an optimizer, bound to a backend, a device and a dtype."""

from __future__ import annotations

import math
import secrets
import time
import warnings
from array import array
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from bpnet import _files
from bpnet._checks import check_integer, check_nonnegative, from_name
from bpnet._messages import short_repr
from bpnet._specs import last_layer_name, with_spec_of
from bpnet.arithmetic.namespace import exact
from bpnet.arrays import Array, Namespace, Tree, call_read_only, check_arrays, ensure_writable, leaves, map_tree, read_only
from bpnet.backend.registry import BackendSpec, get_backend, resolve_dtype
from bpnet.backprop import Layer, chain
from bpnet.checkpoint import file as checkpoint
from bpnet.layers import identity
from bpnet.losses import LOSSES, Loss, Target
from bpnet.losses.base import split_target
from bpnet.optimizers import OPTIMIZERS, Optimizer, Rate, positive_rate
from bpnet.random import Draw, child, key_of
from bpnet.schedules import Schedule, as_schedule
from bpnet.step import InferenceLoss, Objective, Step, check_updated, training_step, value_and_grad
from bpnet.training import batches, inputs
from bpnet.training.callbacks import Run, begin, check_callbacks, finish, notify
from bpnet.training.history import History, provenance
from bpnet.training.loop import Plan, how_it_ran, next_chunk, run_batches, run_chunk, steps_of
from bpnet.training.state import TrainingState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from bpnet.backend import Backend, BackendArray

ARITHMETICS = ("native", "exact")
LAYERS = 0  # a child of the network's key, beside those of bpnet.training.batches


@cache
def exact_over(backend: Backend) -> Namespace:
    """Exact arithmetic on a backend; one namespace for all networks on it, so that what it compiles is compiled once."""
    return exact(backend.xp, backend.exact_kernels(), backend.compile_exact)


def checked(layer: Layer, n_out: int) -> Layer:
    """The same layer, which raises if it writes to what it is given, or if an output is not (batch, ``n_out``) of its dtype."""

    def run(function: Callable[..., Any], xp: Namespace, params: Tree, state: Tree, x: Array) -> Any:
        result = call_read_only("a layer", function, xp, params, state, x, protect=False)
        y = result[0] if isinstance(result, tuple) else result
        batched = x.ndim > 1  # under jax.vmap a function may see one sample
        if tuple(y.shape[-1:]) != (n_out,) or (batched and y.shape[-2:-1] != x.shape[-2:-1]):
            raise ValueError(f"the layers give an output of shape {tuple(y.shape)}, expected (batch, {n_out}) as their init says")
        if (isinstance(y, np.ndarray) and not isinstance(x, np.ndarray)) or y.dtype != x.dtype:
            came, expected = (f"{type(array).__name__} of {inputs.dtype_name(array)}" for array in (y, x))
            raise ValueError(f"the layers give an output that is a {came}, expected a {expected} as their input is")
        return result

    return with_spec_of(layer, layer._replace(forward=partial(run, layer.forward), inference=partial(run, layer.inference)))


@dataclass(eq=False)
class Watched:
    """The loss of a network on some data with its params and state of now, on the host; computed again when they are others."""

    net: Network
    evaluate: Callable[..., Array]
    data: tuple[Array, Tree]
    last: tuple[Tree, Tree, float] = (None, None, math.nan)

    def __call__(self) -> float:
        """In inference."""
        net, (params, state, value) = self.net, self.last
        if params is not net.params or state is not net.state:
            params, state = net.params, net.state
            with net.backend.scope():
                value = float(net.backend.to_host(self.evaluate(*read_only((params, state)), *self.data)))
            self.last = params, state, value
        return value


class Network:
    """A feed-forward network that trains by backpropagation where its backend computes.

    Parameters
    ----------
    layers
        A layer, or several that are chained; see `bpnet.layers`.
    n_in
        Number of inputs.
    loss
        A name of `bpnet.losses.LOSSES`, or a `Loss`.
    optimizer
        A name of `bpnet.optimizers.OPTIMIZERS`, or an `Optimizer`; by default Adam.
    seed
        Of first values and shuffles: 0 to 2**64 - 1, or None for a fresh one, kept as ``.seed``.
    backend
        A specification such as ``"torch"`` or ``"cupy:1"``, or a Backend; by default see `bpnet.get_backend`.
    dtype
        ``"float64"`` or ``"float32"``; by default ``BPNET_DTYPE``, else float64.
    arithmetic
        ``"native"``, the library's own, or ``"exact"``: slower, and the same bits on every backend, see `bpnet.exact`.

    Attributes
    ----------
    layer
        All layers as one, for `bpnet.vjp` and one's own loops.
    output_activation
        What `predict` applies to the output where the loss applies it itself.

    Examples
    --------
    >>> from bpnet import layers
    >>> net = Network([layers.affine(3), layers.tanh(), layers.affine(1)], n_in=2, loss="squared_error")
    >>> net.n_params
    13
    """

    own_settings: ClassVar[dict[str, Callable[[str, Any], Any]]] = {}
    """Attributes of a subclass that files contain, and their checks, ``(name, value) -> value``."""

    def __init__(
        self,
        layers: Layer | Sequence[Layer],
        *,
        n_in: int,
        loss: str | Loss,
        optimizer: str | Optimizer | None = None,
        seed: int | None = 0,
        backend: BackendSpec | None = None,
        dtype: str | None = None,
        arithmetic: str = "native",
    ) -> None:
        if not isinstance(layers, Layer | tuple | list):
            raise TypeError(
                f"expected a layer or a list of layers, such as bpnet.layers.affine(3) makes, got {short_repr(layers)}"
            )
        self.layer = layers if isinstance(layers, Layer) else chain(*layers)
        self.output_activation = identity()
        self._loss = from_name("loss", loss, LOSSES, Loss)
        if self._loss.output_activation is not None and last_layer_name(self.layer) in {"sigmoid", "softmax", "exp"}:
            raise ValueError(
                f"this loss applies {self._loss.output_activation} itself, to logits: leave out the last {last_layer_name(self.layer)}"
            )
        self._optimizer = from_name("optimizer", "adam" if optimizer is None else optimizer, OPTIMIZERS, Optimizer)
        self.n_in = check_integer("n_in", n_in)
        key = key_of(secrets.randbits(32) if seed is None else seed)
        self.seed: int = key[0] | key[1] << 32
        self.dtype = resolve_dtype(dtype)
        self.backend = get_backend(backend)
        self.backend.bind(self.dtype)
        if arithmetic not in ARITHMETICS:
            raise ValueError(f"arithmetic must be 'native' or 'exact', got {short_repr(arithmetic)}")
        self._arithmetic = arithmetic
        params, state, n_out = self.layer.init(Draw(np, child(key, LAYERS)), self.n_in)
        self.n_out = check_integer("n_out, which init of the layers returns,", n_out)
        self.layer = checked(self.layer, self.n_out)
        if self._loss.output_activation == "softmax" and self.n_out == 1:
            raise ValueError("softmax of one output is always 1: use binary_cross_entropy, or one output per class")
        if not list(leaves(params)):
            raise ValueError("these layers have no params: there is nothing to train; add bpnet.layers.affine(n_out), say")
        self.learning_rate = self.left_rate = self._optimizer.learning_rate
        with self.backend.scope():
            self._start(*inputs.first_values(self.backend, self.dtype, params, state))

    def _start(self, params: Tree, state: Tree) -> None:
        """Begin training from these values: the optimizer remembers nothing, and no epoch has passed."""
        opt_state = self._optimizer.init(self.xp, params)
        check_arrays(opt_state, "the opt_state that init of the optimizer returns")
        self.training = TrainingState(params, state, opt_state, epoch=0, updates=0)

    @property
    def training(self) -> TrainingState:
        """Params, state, the optimizer's memory, and how many epochs and updates are behind them; assignable."""
        return self._training

    @training.setter
    def training(self, training: TrainingState) -> None:
        self._training, self._new_state = training, None

    def __repr__(self) -> str:
        exact = ", exact" if self.arithmetic == "exact" else ""
        return (
            f"<{type(self).__name__} {self.n_in}-{self.n_out}, {self.n_params} params, {self.backend.spec}, {self.dtype}{exact}>"
        )

    @property
    def architecture(self) -> dict[str, Any]:
        """What `bpnet.load` makes the network again from."""
        made_of = {
            "layer": self.layer,
            "n_in": self.n_in,
            "loss": self._loss,
            "optimizer": self._optimizer,
            "link": self.output_activation,
        }
        return {"kind": type(self).__name__, **made_of} | {name: getattr(self, name) for name in self.own_settings}

    @property
    def device(self) -> str:
        """Name of the device that everything is on."""
        return self.backend.device_name

    @property
    def params(self) -> Tree:
        """Nested tuples of the backend's arrays.

        Assign a tree of the same structure and shapes, of the backend's arrays, NumPy arrays or lists: they are copied, and the
        optimizer starts afresh.
        """
        return self.training.params

    @params.setter
    def params(self, values: Any) -> None:
        with self.backend.scope():
            self._start(self._like(values, self.params, "params"), self.state)

    @property
    def state(self) -> Tree:
        """What training changes without gradients; nested tuples of the backend's arrays, assignable as `params`."""
        return self.training.state

    @state.setter
    def state(self, values: Any) -> None:
        self.set_params_and_state(self.params, values)
        self._new_state = self.state  # an update from the gradients of the same pass goes on from it

    def set_params_and_state(self, params: Any, state: Any) -> None:
        """Set params and state, and let the optimizer's memory and the epochs be; values as for `params`."""
        with self.backend.scope():
            kept = {"params": self._like(params, self.params, "params"), "state": self._like(state, self.state, "state")}
        self.training = self.training._replace(**kept)

    def _like(self, values: Any, template: Tree, name: str) -> Tree:
        return inputs.like(self.backend, values, template, name)

    @property
    def n_params(self) -> int:
        """Number of trained numbers."""
        return sum(int(np.prod(leaf.shape)) for leaf in leaves(self.params))

    @property
    def learning_rate(self) -> Rate:
        """What `step` and `fit` pass to the optimizer: a number or a schedule; assignable."""
        return self._rate

    @learning_rate.setter
    def learning_rate(self, rate: Rate) -> None:
        self._rate = positive_rate(rate)
        self._placed_rate: tuple[float, Array] | None = None

    def _rate_at(self, update: int, losses: Sequence[float] = ()) -> float:
        """The learning rate of an update."""
        rate = self._rate
        return check_nonnegative("the schedule's learning rate", as_schedule(rate)(update, losses)) if callable(rate) else rate

    def _rate_array(self, value: float) -> Array:
        """A learning rate on the device; moved there when it changes."""
        if self._placed_rate is None or self._placed_rate[0] != value:
            if not np.isfinite(np.asarray(value, dtype=self.dtype)):
                raise ValueError(f"the learning rate {value} is too large for {self.dtype}")
            self._placed_rate = value, self.backend.from_host(np.asarray(value), self.dtype)
        return self._placed_rate[1]

    @property
    def arithmetic(self) -> str:
        """``"native"`` or ``"exact"``, as the network was built."""
        return self._arithmetic

    @cached_property
    def xp(self) -> Namespace:
        """The namespace that the network computes with: the backend's, or exact arithmetic over it."""
        return exact_over(self.backend) if self.arithmetic == "exact" else self.backend.xp

    def _compiled(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """As the backend compiles it; in exact arithmetic only where that keeps the bits."""
        keeps = self.arithmetic == "native" or "compile-exact" in self.backend.capabilities
        return self.backend.compile(function) if keeps else function

    def _compiles(self, asked: bool | None) -> bool:  # noqa: FBT001 - as in `fit`
        if not (asked is None or isinstance(asked, bool)):
            raise ValueError(f"compile must be True, False or None, which is as the backend has it, got {short_repr(asked)}")
        return self.backend.compile_by_default if asked is None else asked

    def _step(self, asked: bool | None) -> Step:  # noqa: FBT001
        """The compiled step or the plain one, as somebody asked for, by default as the backend has it."""
        return self._compiled_step if self._compiles(asked) else self._plain_step

    @cached_property
    def _plain_step(self) -> Step:
        return training_step(self.xp, self.layer, self._loss, self._optimizer, value_and_grad=self._value_and_grad)

    @property
    def _value_and_grad(self) -> Objective:
        """The objective that training minimizes, and its gradient: for subclasses."""
        return value_and_grad

    @cached_property
    def _compiled_step(self) -> Step:
        return self._compiled(self._plain_step)

    @cached_property
    def _compiled_loss(self) -> Callable[..., Any]:
        return self._compiled(self._plain_loss)

    @cached_property
    def _plain_loss(self) -> Callable[..., Any]:
        return InferenceLoss(self.xp, self.layer, self._loss)

    def _x(self, x: Any, *, look: bool, name: str = "") -> BackendArray:
        return inputs.floats(self.backend, self.dtype, x, f"{name}x", ("batch", self.n_in), look=look)

    def _batch(self, x: Any, y: Any, weight: Any = None, *, look: bool, name: str = "") -> tuple[BackendArray, Tree]:
        """Checked arrays of the backend; ``look`` also checks the values of arrays on a device. Errors begin with ``name``."""
        own = self._x(x, look=look, name=name)
        n = own.shape[0]
        target = inputs.targets(self.backend, self.dtype, y, self._loss, (n, self.n_out), look=look, name=f"{name}y")
        if weight is None:
            return own, target
        return own, Target(target, inputs.weights(self.backend, self.dtype, weight, n, look=look))

    def _not_traced(self, *arrays: Any) -> None:
        if any(self.backend.is_tracer(array) for array in arrays):
            raise TypeError("a network changes when it trains, which a trace cannot hold: use the pure bpnet.training_step there")

    def predict(self, x: Any) -> BackendArray:
        """The outputs (batch, n_out) for inputs ``x`` (batch, n_in), as an array of the backend.

        ``x`` is an array of the backend, a NumPy array or a list. NumPy's outputs can be written to, and are never ``x`` itself.
        """
        with self.backend.scope():
            params, state = read_only((self.params, self.state))
            y = self.layer.inference(self.xp, params, state, self._x(x, look=False))
            return ensure_writable(self.output_activation.inference(self.xp, (), (), y))

    def loss(self, x: Any, y: Any, *, sample_weight: Any = None) -> BackendArray:
        """The loss on data as in `fit`, in inference; a 0-d array of the backend."""
        with self.backend.scope():
            return self._plain_loss(*read_only((self.params, self.state)), *self._batch(x, y, sample_weight, look=True))

    def value_and_grad(self, x: Array, y: Array, *, sample_weight: Array | None = None) -> tuple[BackendArray, Tree]:
        """The loss of a batch in training, and its gradient by the params; params and state stay as they are.

        ``x`` and ``y`` are arrays of the backend, of the network's dtype (labels: any integer dtype). The new state of this
        pass (running statistics, the count of dropout's masks) is kept for the next `update`.
        """
        self._owned(x, y, sample_weight)
        with self.backend.scope():
            own, target = self._batch(x, y, sample_weight, look=False)
            trees = self.params, self.state, own, target
            value, grads, new = self._value_and_grad(self.xp, self.layer, self._loss, *trees)
        traced = any(self.backend.is_tracer(leaf) for leaf in leaves(new))
        self._new_state = None if traced else new  # a traced value would outlive its trace
        return value, grads

    def _owned(self, x: Any, y: Any, weight: Any) -> None:
        for name, given in (("x", x), ("y", y), ("sample_weight", weight)):
            if given is not None and not self.backend.owns(given):
                raise self.backend.mismatch(given, name, self.dtype)

    def step(self, x: Any, y: Any, *, sample_weight: Any = None, compile: bool | None = None) -> BackendArray:  # noqa: A002 - as in `fit`
        """One update on one batch, data and ``compile`` as in `fit`; returns the loss before the update, a 0-d array.

        Values of arrays on the device are not looked at, since that would wait for it: labels out of range count as no class.
        """
        self._not_traced(x, y)
        with self.backend.scope():
            own, target = self._batch(x, y, sample_weight, look=False)
            params, state, opt_state, epoch, updates = self.training
            rate = self._rate_array(self._rate_at(updates))
            value, params, state, opt_state = self._step(compile)(params, state, opt_state, own, target, rate)
            self.training = TrainingState(params, state, opt_state, epoch, updates + 1)
            return value

    def update(self, grads: Tree, *, state: Tree = None) -> None:
        """One update of the optimizer from gradients, as `value_and_grad` or a `bpnet.vjp` returns them.

        Parameters
        ----------
        grads
            A tree like ``params``.
        state
            The new state, which `bpnet.vjp` and `bpnet.value_and_grad` return; by default that of the last
            `Network.value_and_grad` since the network changed.

        Raises
        ------
        ValueError
            For gradients that do not fit the params, and for a network with state (dropout, batch norm) if none is given or kept:
            it would be trained with the same mask, or without running statistics, at each update.
        """
        params, old, opt_state, epoch, updates = self.training
        if state is None:
            state = self._new_state if list(leaves(old)) else old
        if state is None:
            raise ValueError(
                "this network has state, which each update must renew: call net.value_and_grad before net.update, or pass "
                "state=..., the new state that bpnet.vjp and bpnet.value_and_grad return"
            )
        with self.backend.scope():
            grads = inputs.matching(self.backend, grads, params, "grads")
            state = inputs.matching(self.backend, state, old, "state")
            self._not_traced(*leaves((grads, state)))
            rate = self._rate_array(self._rate_at(updates))
            new, remembered = call_read_only("the optimizer", self._optimizer.update, self.xp, params, grads, opt_state, rate)
            check_updated(new, params, remembered, opt_state)
            new, remembered, state = map_tree(ensure_writable, (new, remembered, state))
        self.training = TrainingState(new, state, remembered, epoch, updates + 1)

    def epoch(
        self,
        x: Array,
        y: Array,
        *,
        batch_size: int,
        order: Any = None,
        sample_weight: Array | None = None,
        compile: bool | None = None,  # noqa: A002 - as in `fit`
    ) -> NDArray[np.float64]:
        """One update on each batch of some data; returns the loss of each batch before its update, on the host.

        For training loops of one's own that decide something after every epoch: values of arrays are not looked at, and nothing
        is raised where they, or the losses, are not finite.

        Parameters
        ----------
        x, y, sample_weight
            As in `fit`, but arrays of the backend and of the network's dtype (labels: int64).
        batch_size
            Samples per update; the last batch may be short.
        order
            Row numbers in their order, (n,); by default rows are taken as they are.
        compile
            As in `fit`.
        """
        self._not_traced(x, y)
        size = check_integer("batch_size", batch_size)
        with self.backend.scope():
            x, target = inputs.batch_there(self.backend, self.dtype, x, y, sample_weight, self._loss, (self.n_in, self.n_out))
            rows = None if order is None else self.backend.from_host(inputs.row_numbers(order, 1, x.shape[0])[0], "int64")
            plan = self._plan(self._step(compile), x, target, size, order=lambda _: rows, single=True)
            self.training, values = run_batches(plan, self.training)
        return values

    def _plan(
        self,
        step: Step,
        x: Array,
        target: Tree,
        size: int,
        *,
        order: Callable[[int], Array | None],
        single: bool,
        watched: Callable[[], Sequence[float]] = tuple,
    ) -> Plan:
        """What stays the same in a training of these data; a rate may depend on what was ``watched``."""
        return Plan(
            self.backend,
            self.xp,
            step,
            x,
            target,
            batch_size=size,
            order=order,
            rate=lambda update: self._rate_at(update, watched()),
            steady=lambda: not callable(self._rate),
            place=self._rate_array,
            mean=self._loss.reduction == "mean",
            single=single,
        )

    def fit(
        self,
        x: Any,
        y: Any,
        *,
        epochs: int,
        batch_size: int | None = None,
        shuffle: bool = True,
        order: Any = None,
        sample_weight: Any = None,
        validation: tuple[Any, Any] | float | None = None,
        callbacks: Sequence[Callable[[Run], Any]] = (),
        progress: bool = False,
        compile: bool | None = None,  # noqa: A002 - the word that PyTorch and JAX users know
        resume: str | Path | None = None,
    ) -> History:
        """Train, and return the course of it; called again, training goes on where it stopped.

        Ctrl-C ends the training with a warning; epochs that are complete are kept, with a compiled step those of complete chunks
        of 0.1 s or one epoch.

        Parameters
        ----------
        x
            Inputs (n, n_in): an array of the backend and the network's dtype, a NumPy array or a list.
        y
            Targets (n, n_out), or integer labels (n,) for a loss that takes them.
        epochs
            Passes over the data.
        batch_size
            Samples per update, by default all; the last batch of an epoch may be short.
        shuffle
            Whether mini-batches are drawn in a new order each epoch, a pure function of (seed, epoch).
        order
            Row numbers, (n,) or one row of them per epoch, (epochs, n): batches are taken in this order.
        sample_weight
            One weight per sample, (n,), not negative.
        validation
            ``(x, y)``, or the fraction of the samples that is set apart, drawn by the seed.
        callbacks
            Functions of a `bpnet.callbacks.Run`, told after each epoch; one that returns true stops the training.
        progress
            Whether to show a progress bar on a terminal.
        compile
            Whether to run the step as the backend compiles it; by default on numpy, jax and numba, and not on torch and cupy
            (`Backend.compile_by_default`). Custom layers, losses and optimizers are then traced: see docs/training.md.
        resume
            A file that `bpnet.callbacks.Checkpoint` wrote in the same training: go on from there; start anew if there is none.

        Raises
        ------
        ValueError
            For data of wrong shape, empty, not finite or out of range.
        BackendMismatchError
            For arrays of another library, device or dtype.
        TrainingDivergedError
            When the loss or a param becomes NaN or infinite; the params are those from before that epoch.
        CheckpointError
            If the file to resume from is damaged, or of another network.
        """
        self._not_traced(x, y)
        epochs = check_integer("epochs", epochs)
        listeners = check_callbacks(callbacks)
        if progress:
            from bpnet.training.progress import ProgressBar

            listeners.append(ProgressBar())
        run = Run(self, History(), epochs, listeners)
        begin(run)
        with self.backend.scope():
            own, target = self._batch(x, y, sample_weight, look=True)
            size = own.shape[0] if batch_size is None else check_integer("batch_size", batch_size)
            if resume is not None and _files.exists(_files.place(resume)):
                checkpoint.resume(resume, self, run.history, listeners, validated=validation is not None)
            (own, target), held_out = self._validation(own, target, validation)
            n = own.shape[0]
            numbers = None if order is None else self._order(order, epochs, target)
        if run.epoch > epochs:
            raise ValueError(f"{resume} has {run.epoch} epochs behind it, more than epochs={epochs}")
        step = self._step(compile)
        before = steps_of(step)
        run.history.provenance = provenance(self) | {"step": how_it_ran(step, before)}
        first, shuffle = self.training.epoch - run.epoch, shuffle and size < n
        watching = isinstance(self._rate, Schedule) and self._rate.watches
        plan = self._plan(
            step,
            own,
            target,
            size,
            order=batches.ordered(self.backend, key_of(self.seed), n, shuffle=shuffle, numbers=numbers, first=first),
            single=bool(listeners) or held_out is not None or watching,
            watched=lambda: array("d", run.history.watched.tobytes()) if watching else (),  # a list would be made at each update
        )
        evaluate = self._compiled_loss if self._compiles(compile) else self._plain_loss
        watched = Watched(self, evaluate, held_out or (own, target))
        self._train(plan, run._replace(watched_loss=watched), watched if held_out else None)
        run.history.provenance["step"] = how_it_ran(step, before)
        return run.history

    def _order(self, order: Any, epochs: int, target: Tree) -> NDArray[np.int64]:
        """Checked row numbers, (1, n) or (epochs, n), of samples whose weights, if any, can be divided by in each epoch."""
        values, weight = split_target(target)
        numbers = inputs.row_numbers(order, epochs, values.shape[0])
        if weight is not None:
            inputs.countable_orders(self.backend.to_host(weight), numbers)
        return numbers

    def _validation(self, own: Any, target: Tree, validation: Any) -> tuple[tuple[Any, Tree], tuple[Any, Tree] | None]:
        """The data to train on, and those to validate on."""
        if validation is None:
            return (own, target), None
        if not isinstance(validation, tuple | list):
            parts = batches.split(self.backend, key_of(self.seed), (own, target), own.shape[0], validation)
            for name, (_, part) in zip(("the training part", "the validation part"), parts, strict=True):
                if isinstance(part, Target):
                    inputs.countable(float(self.backend.to_host(self.backend.xp.sum(part.weight))), self.dtype, name)
            return parts
        if len(validation) != 2:  # noqa: PLR2004 - inputs and targets
            raise ValueError(f"validation must be (x, y) or a fraction, got {len(validation)} things")
        return (own, target), self._batch(*validation, look=True, name="validation ")

    def _train(self, plan: Plan, run: Run, validate: Callable[[], float] | None) -> None:
        """Run chunk after chunk, and call the callbacks, outside of the backend's scope, after each."""
        history, size = run.history, 1

        def record_validation() -> None:
            if validate is not None and history.validation_loss.size < history.loss.size:
                history.validation_loss = np.append(history.validation_loss, validate())

        try:
            while run.epoch < run.epochs and history.stopped_at is None:
                began = time.perf_counter()
                with self.backend.scope():
                    after, losses, ended = run_chunk(plan, self.training, min(size, run.epochs - run.epoch))
                    all_losses = np.append(history.loss, losses)
                    # Without a call in between, at which Ctrl-C could leave the one without the other.
                    self._training, self._new_state, history.loss = after, None, all_losses
                record_validation()
                if plan.single and losses.size:
                    notify(run)
                if ended is not None:
                    raise ended
                size = 1 if plan.single else next_chunk(size, time.perf_counter() - began)
        except KeyboardInterrupt:
            record_validation()
            history.stopped_at = run.epoch
            warnings.warn(f"training was interrupted after epoch {self.training.epoch}; what it learnt is kept", stacklevel=3)
        finally:
            finish(run)

    def save(self, path: str | Path) -> None:
        """Write the network and the state of its training to a file, which is replaced in one step; see `bpnet.load`."""
        checkpoint.save(path, self)

    def restore(self, path: str | Path) -> None:
        """Take params, state and the optimizer's memory from a file that a network of the same structure wrote."""
        checkpoint.restore(path, self)

    def __deepcopy__(self, memo: dict[int, Any]) -> Network:
        """A copy on the same backend; arrays are values, and copied with it."""
        return self.to(self.backend)

    def __reduce__(self) -> Any:
        raise TypeError("a network is made of functions, which pickle cannot write: use net.save(path) and bpnet.load(path)")

    def to(self, spec: BackendSpec) -> Network:
        """A copy on another backend or device, with its params, state, optimizer memory and epochs."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        for made in ("xp", "_plain_step", "_compiled_step", "_plain_loss", "_compiled_loss"):
            other.__dict__.pop(made, None)
        other.backend = get_backend(spec)
        other.backend.bind(self.dtype)
        other.learning_rate = self.learning_rate
        with self.backend.scope():
            host = map_tree(self.backend.to_host, self.training[:3])
        with other.backend.scope():
            params, state, opt_state = map_tree(lambda leaf: other.backend.from_host(leaf, leaf.dtype.name), host)
        other.training = TrainingState(params, state, opt_state, self.training.epoch, self.training.updates)
        return other
