"""A network: layers, a loss and an optimizer, bound to a backend, a device and a dtype."""

from __future__ import annotations

import copy
import secrets
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import inputs
from bpnet.arrays import Array, Tree, leaves, map_tree
from bpnet.backprop import Layer, chain
from bpnet.fit import Plan, Training, fit
from bpnet.history import History, provenance
from bpnet.losses import LOSSES, Loss
from bpnet.optimizers import OPTIMIZERS, Optimizer, positive_rate
from bpnet.random import Draw, child, key_of
from bpnet.registry import Spec, get_backend, resolve_dtype
from bpnet.step import Step, training_step, value_and_grad

if TYPE_CHECKING:
    from collections.abc import Sequence

LAYERS, SHUFFLES = 0, 1  # children of the network's key


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

    Examples
    --------
    >>> from bpnet import layers
    >>> net = Network([layers.affine(3), layers.tanh(), layers.affine(1)], n_in=2, loss="squared_error")
    >>> net.n_params
    13
    """

    def __init__(
        self,
        layers: Layer | Sequence[Layer],
        *,
        n_in: int,
        loss: str | Loss,
        optimizer: str | Optimizer | None = None,
        seed: int | None = 0,
        backend: Spec | None = None,
        dtype: str | None = None,
    ) -> None:
        self._layer = layers if isinstance(layers, Layer) else chain(*layers)
        self._loss = inputs.by_name("loss", loss, LOSSES, Loss)
        self._optimizer = inputs.by_name("optimizer", optimizer or "adam", OPTIMIZERS, Optimizer)
        self.n_in = inputs.positive_int("n_in", n_in)
        self.seed = secrets.randbits(32) if seed is None else seed
        self.dtype = resolve_dtype(dtype)
        self.backend = get_backend(backend)
        self.backend.bind(self.dtype)
        key = key_of(self.seed)
        self._shuffle_key = child(key, SHUFFLES)
        params, state, self.n_out = self._layer.init(Draw(np, child(key, LAYERS)), self.n_in)
        self.learning_rate = self._optimizer.learning_rate
        with self.backend.scope():
            self._start(self._place(params), self._place(state))

    def _start(self, params: Tree, state: Tree) -> None:
        """Begin training from these values: the optimizer remembers nothing, and no epoch has passed."""
        self._training = Training(params, state, self._optimizer.init(self.backend.xp, params), epoch=0)

    def _place(self, tree: Tree) -> Tree:
        """Host arrays on the device; floats in the network's dtype."""
        return map_tree(lambda leaf: self.backend.from_host(leaf, self.dtype if leaf.dtype.kind == "f" else None), tree)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.n_in}-{self.n_out}, {self.n_params} params, {self.backend.spec}, {self.dtype}>"

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
        return self._training.params

    @params.setter
    def params(self, values: Any) -> None:
        with self.backend.scope():
            params = inputs.like(self.backend, self.dtype, values, self._training.params, "params")
            self._start(params, self._training.state)

    @property
    def state(self) -> Tree:
        """What training changes without gradients; nested tuples of the backend's arrays, assignable as `params`."""
        return self._training.state

    @state.setter
    def state(self, values: Any) -> None:
        with self.backend.scope():
            state = inputs.like(self.backend, self.dtype, values, self._training.state, "state")
        self._training = self._training._replace(state=state)

    @property
    def n_params(self) -> int:
        """Number of trained numbers."""
        return sum(int(np.prod(leaf.shape)) for leaf in leaves(self.params))

    @property
    def learning_rate(self) -> float:
        """What `step` and `fit` pass to the optimizer; assignable."""
        return self._rate

    @learning_rate.setter
    def learning_rate(self, rate: float) -> None:
        self._rate = positive_rate(rate)
        with self.backend.scope():
            self._rate_array = self.backend.from_host(np.asarray(self._rate, dtype=self.dtype))

    @cached_property
    def _plain_step(self) -> Step:
        return training_step(self.backend.xp, self._layer, self._loss, self._optimizer)

    @cached_property
    def _compiled_step(self) -> Step:
        return self.backend.compile(self._plain_step)

    def _x(self, x: Any, *, look: bool) -> Array:
        return inputs.floats(self.backend, self.dtype, x, "x", ("batch", self.n_in), look=look)

    def _batch(self, x: Any, y: Any, *, look: bool) -> tuple[Array, Array]:
        """Checked arrays of the backend; ``look`` also checks the values of arrays on a device."""
        own = self._x(x, look=look)
        shape = (own.shape[0], self.n_out)
        return own, inputs.targets(self.backend, self.dtype, y, self._loss, shape, look=look)

    def predict(self, x: Any) -> Array:
        """The outputs (batch, n_out) for inputs ``x`` (batch, n_in), as an array of the backend.

        ``x`` is an array of the backend, a NumPy array or a list.
        """
        with self.backend.scope():
            return self._predict(self._x(x, look=False))

    def _predict(self, x: Array) -> Array:
        return self._layer.inference(self.backend.xp, self.params, self.state, x)

    def loss(self, x: Any, y: Any) -> Array:
        """The loss on data as in `predict`, a 0-d array of the backend."""
        with self.backend.scope():
            own, target = self._batch(x, y, look=True)
            logits = self._layer.inference(self.backend.xp, self.params, self.state, own)
            return self._loss.forward(self.backend.xp, target, logits)[0]

    def value_and_grad(self, x: Array, y: Array) -> tuple[Array, Tree]:
        """The loss of a batch in training, and its gradient by the params; changes nothing.

        ``x`` and ``y`` are arrays of the backend, of the network's dtype (labels: any integer dtype).
        """
        for name, array in (("x", x), ("y", y)):
            if not self.backend.owns(array):
                raise self.backend.mismatch(array, name, self.dtype)
        xp = self.backend.xp
        with self.backend.scope():
            own, target = self._batch(x, y, look=False)
            value, grads, _ = value_and_grad(xp, self._layer, self._loss, self.params, self.state, own, target)
            return value, grads

    def step(self, x: Any, y: Any) -> Array:
        """One update on one batch, data as in `fit`; returns the loss before the update, a 0-d array of the backend.

        Values of arrays on the device are not looked at, since that would wait for it: labels out of range count as no class.
        """
        with self.backend.scope():
            own, target = self._batch(x, y, look=False)
            params, state, memory, epoch = self._training
            value, params, state, memory = self._compiled_step(params, state, memory, own, target, self._rate_array)
            self._training = Training(params, state, memory, epoch)
            return value

    def update(self, grads: Tree) -> None:
        """One update of the optimizer from gradients, as `value_and_grad` returns them, or a `bpnet.vjp` of one's own."""
        params, state, memory, epoch = self._training
        with self.backend.scope():
            params, memory = self._optimizer.update(self.backend.xp, params, grads, memory, self._rate_array)
        self._training = Training(params, state, memory, epoch)

    def fit(
        self,
        x: Any,
        y: Any,
        *,
        epochs: int,
        batch_size: int | None = None,
        shuffle: bool = True,
        compile: bool = True,  # noqa: A002 - the word that PyTorch and JAX users know
    ) -> History:
        """Train, and return the course of it; called again, training goes on where it stopped.

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
        compile
            Whether to run the step as the backend compiles it.

        Raises
        ------
        ValueError
            For data of wrong shape, empty, not finite or out of range.
        BackendMismatchError
            For arrays of another library, device or dtype.
        TrainingDivergedError
            When the loss or a param becomes NaN or infinite; the params are those from before that epoch.
        """
        epochs = inputs.positive_int("epochs", epochs)
        history = History(np.empty(0), provenance=provenance(self.backend, self.dtype, self.seed))
        with self.backend.scope():
            own, target = self._batch(x, y, look=True)
            plan = Plan(
                self.backend,
                self._compiled_step if compile else self._plain_step,
                own,
                target,
                self._rate_array,
                batch_size=own.shape[0] if batch_size is None else inputs.positive_int("batch_size", batch_size),
                key=self._shuffle_key if shuffle else None,
                mean=self._loss.reduction == "mean",
            )
            for training in fit(plan, self._training, epochs, history):
                self._training = training
        return history

    def to(self, spec: Spec) -> Network:
        """A copy on another backend or device, with its params, state, optimizer memory and epochs."""
        other = copy.copy(self)
        other.__dict__.pop("_plain_step", None)
        other.__dict__.pop("_compiled_step", None)
        other.backend = get_backend(spec)
        other.backend.bind(self.dtype)
        with self.backend.scope():
            host = map_tree(self.backend.to_host, self._training[:3])
        with other.backend.scope():
            params, state, memory = other._place(host)  # noqa: SLF001 - a copy of this network
        other._training = Training(  # noqa: SLF001
            params, state, memory, self._training.epoch
        )
        other.learning_rate = self.learning_rate
        return other
