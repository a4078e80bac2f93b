"""Base class of networks: construction, params and state, snapshots and copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np

from bpnet._checks import check_integer
from bpnet._suggestions import ExplainsAttributes
from bpnet.arrays import Namespace, Tree, check_arrays, ensure_writable, leaves, map_tree, read_only
from bpnet.backend.selection import BackendSpec, get_backend, resolve_dtype
from bpnet.backprop import Layer
from bpnet.compiler.surroundings import check_not_tracing
from bpnet.export.parts import parts_of
from bpnet.layers import identity
from bpnet.losses import Loss
from bpnet.optimizers import Optimizer, Rate
from bpnet.step import Objective, value_and_grad
from bpnet.training.architecture import (
    check_last_layer,
    check_trainable,
    choose_loss,
    choose_optimizer,
    choose_output_activation,
    one_layer,
    with_checked_output,
)
from bpnet.training.group import (
    check_seeds,
    choose,
    first_counts,
    initial_values,
    make_rate,
    replicas_of,
    select_rate,
    select_training,
    with_rate,
)
from bpnet.training.group_inputs import GroupInputs
from bpnet.training.group_steps import GroupSteps
from bpnet.training.heads import check_widths
from bpnet.training.history import provenance
from bpnet.training.inputs import Inputs
from bpnet.training.labels import Classes, count_classes
from bpnet.training.state import Snapshot, TrainingState
from bpnet.training.steps import Steps
from bpnet.training.trees import Trees

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import jax
    import torch


FIXED = {"layer", "loss", "optimizer", "backend", "dtype", "n_in", "n_out"}
"""Names that cannot be assigned once a network is built: its compiled functions would keep the old value."""


class BoundNetwork(ExplainsAttributes):
    """Layers, a loss and an optimizer, bound to a backend, a device and a dtype: `bpnet.Network` without its training."""

    own_settings: ClassVar[dict[str, Callable[[str, Any], Any]]] = {}
    """Properties of a subclass that files contain, and their checks, ``(name, value) -> value``; the values are in ``_name``."""

    def __init__(
        self,
        layers: Layer | Sequence[Layer],
        *,
        n_in: int | Sequence[int],
        loss: str | Loss,
        optimizer: str | Optimizer | None = None,
        seed: int | Sequence[int] | None = 0,
        backend: BackendSpec | None = None,
        dtype: str | None = None,
        arithmetic: str = "native",
    ) -> None:
        layer = one_layer(layers)
        self._loss = choose_loss(loss)
        check_last_layer(layer, self._loss)
        self._optimizer = choose_optimizer("adam" if optimizer is None else optimizer)
        self._widths = check_widths("n_in", n_in)
        self.n_in = sum(self._widths)
        self.seed: int = check_seeds(seed)  # type: ignore[assignment]  # of a group, a tuple of seeds
        self.dtype = resolve_dtype(dtype)
        self.backend = get_backend(backend)
        self.backend.bind(self.dtype)
        params, state, n_out = initial_values(layer, self.seed, self.n_in)
        self.n_out = check_integer("n_out, which init of the layers returns,", n_out)
        check_trainable(params, self.n_out, self._loss)
        self.layer, self.output_activation = with_checked_output(layer, self.n_out), identity()
        self._learning_rate = make_rate(self._optimizer.learning_rate, self.dtype, self.backend, self.replicas)
        self._bind(arithmetic)
        with self.backend.scope():
            self._start(*self._trees.place_initial(params, state))

    def _bind(self, arithmetic: str) -> None:
        """Create the objects that depend on the backend, except arrays and the learning rate."""
        steps = Steps if self.replicas is None else GroupSteps
        self._steps = steps(self.backend, self.layer, self._loss, self._optimizer, arithmetic, self._value_and_grad)
        kept: Classes | None = vars(self).get("_classes")  # those of the network that this one is a copy of
        self._classes = Classes(count_classes(self._loss, self.n_out), None if kept is None else kept.known)
        widths = self._widths if len(self._widths) > 1 else ()
        one = Inputs(self.backend, self.dtype, self.n_in, self.n_out, self._loss, widths=widths, classes=self._classes)
        self._inputs: Any = one if self.replicas is None else GroupInputs(one, self.replicas)
        self._trees = Trees(self.backend, self.dtype)

    def _start(self, params: Tree, state: Tree) -> None:
        """Begin training from these values, with a fresh opt_state and no epochs."""
        opt_state = self._steps.init(params)
        check_arrays(opt_state, "the opt_state that init of the optimizer returns")
        none = first_counts(self.replicas)
        self.training = TrainingState(params, state, opt_state, epoch=none, updates=none)
        self._new_state: tuple[TrainingState, Tree] | None = None

    def __repr__(self) -> str:
        many = f"{self.replicas} of " if self.replicas is not None else ""
        inputs, heads = "+".join(map(str, self._widths)), "+".join(str(head.width) for head in self._loss.heads) or self.n_out
        sizes, exact = f"{many}{inputs}-{heads}, {self.n_params} params", ", exact" if self.arithmetic == "exact" else ""
        return f"<{type(self).__name__} {sizes}, {self.backend.spec}, {self.dtype}{exact}>"

    if not TYPE_CHECKING:  # type checkers would allow any name

        def __setattr__(self, name: str, value: Any) -> None:
            """Set an attribute; raise AttributeError for one that training would ignore."""
            if name in FIXED and "training" in self.__dict__:
                remedy = "build another network, and set its params; net.to(spec) is a copy on another backend"
                raise AttributeError(f"the {name} of a network cannot be changed: {remedy}")
            if name == "training":
                self._classes.pending = False
            if name == "output_activation":
                value = choose_output_activation(value, self.n_out)
            super().__setattr__(name, value)

    @property
    def _value_and_grad(self) -> Objective:
        """The objective that training minimizes, and its gradient; a subclass may have another one."""
        return value_and_grad

    @property
    def arithmetic(self) -> str:
        """``"native"`` or ``"exact"``, as the network was built."""
        return self._steps.arithmetic

    @property
    def xp(self) -> Namespace:
        """The namespace that the network computes with: the backend's, or exact arithmetic over it."""
        return self._steps.xp

    @property
    def architecture(self) -> dict[str, Any]:
        """The parts from which `bpnet.load` rebuilds the network, under the keys that files use."""
        parts: dict[str, Any] = {
            "kind": type(self).__name__,
            "layer": self.layer,
            "n_in": self._widths if len(self._widths) > 1 else self.n_in,
            "loss": self._loss,
        }
        parts |= {"optimizer": self._optimizer, "link": self.output_activation}
        return parts | {name: getattr(self, name) for name in self.own_settings}

    @property
    def replicas(self) -> int | None:
        """Number of networks that train at once, if the network was built with a sequence of seeds; otherwise None."""
        return replicas_of(self.seed)

    def __getitem__(self, index: Any) -> Self:
        """Return network ``i`` of a group as an ordinary network that goes on by itself, or a smaller group for several."""
        chosen = choose(index, self.replicas)
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        seeds: Any = self.seed
        seed: Any = seeds[chosen] if isinstance(chosen, int) else tuple(seeds[i] for i in chosen)
        other.seed = seed
        other._learning_rate = select_rate(self._learning_rate, chosen)  # type: ignore[arg-type]  # a group has several rates
        vars(other)["_optimizer"] = with_rate(self._optimizer, chosen)
        other._bind(self.arithmetic)
        with self.backend.scope():
            other.training, other._new_state = select_training(self.backend, self.training, chosen), None
        return other

    @property
    def device(self) -> str:
        """Name of the device of all arrays."""
        return self.backend.device_name

    @property
    def n_params(self) -> int:
        """Total number of elements of the params, of all networks of a group."""
        return sum(int(np.prod(leaf.shape)) for leaf in leaves(self.params))

    @property
    def params(self) -> Tree:
        """Nested tuples of the backend's arrays.

        Assign a tree of the same structure and shapes, of the backend's arrays, NumPy arrays or lists: they are copied, and
        opt_state and the counts of epochs and updates are reset.
        """
        check_not_tracing("the params")
        return self.training.params

    @params.setter
    def params(self, values: Any) -> None:
        with self.backend.scope():
            self._start(self._trees.copy(values, self.params, "params"), self.state)

    @property
    def state(self) -> Tree:
        """Nested tuples of the backend's arrays, which training changes without gradients.

        Assignable like `params`, but opt_state and the counts of epochs and updates are kept.
        """
        check_not_tracing("the state")
        return self.training.state

    @state.setter
    def state(self, values: Any) -> None:
        self.set_params_and_state(self.params, values)
        self._new_state = self.training, self.state  # an update from the gradients of the same pass continues from it

    def set_params_and_state(self, params: Any, state: Any) -> None:
        """Set params and state, and keep opt_state and epochs; values as for `params`."""
        with self.backend.scope():
            params, state = self._trees.copy(params, self.params, "params"), self._trees.copy(state, self.state, "state")
        self.training, self._new_state = self.training._replace(params=params, state=state), None

    @property
    def learning_rate(self) -> Rate:
        """The learning rate of `step`, `update`, `epoch` and `fit`: a number or a schedule; assignable."""
        check_not_tracing("the learning rate")
        return self._learning_rate.rate

    @learning_rate.setter
    def learning_rate(self, rate: Rate) -> None:
        self._learning_rate.assign(rate)

    def snapshot(self) -> Snapshot:
        """Return the content of a file of this network, with NumPy arrays."""
        return self._device_snapshot()._replace(training=self.training.map(self.backend.to_host), classes=self._classes.known)

    def _device_snapshot(self) -> Snapshot:
        return Snapshot(
            self.architecture,
            self.training,
            self.learning_rate,
            self._learning_rate.assigned,
            self.dtype,
            self.arithmetic,
            self.seed,
            self._provenance(),
            classes=self._classes.values,
            n_classes=self._classes.count,
        )

    def _provenance(self) -> dict[str, str | int]:
        return provenance(self.backend, self.dtype, self.arithmetic, self.seed)

    def _load_snapshot(self, snapshot: Snapshot) -> None:
        """Set training, learning rate and seed; the arrays are the backend's, like those of the network."""
        if snapshot.learning_rate is not self.learning_rate:
            self._learning_rate.accept(snapshot.learning_rate)
        self.seed = snapshot.seed
        if snapshot.classes is not None:
            self._classes.accept(snapshot.classes)
        self.training, self._new_state = snapshot.training, None

    def _state_for_update(self, given: Tree) -> Tree:
        """Return a new state, or that after the last `value_and_grad` if nothing has changed the network since; writable."""
        old = self.state
        if given is None:
            if not list(leaves(old)):
                return old
            if self._new_state is None or self._new_state[0] is not self.training:
                raise ValueError(
                    "this network has state, which each update must renew: call net.value_and_grad before net.update, or pass "
                    "state=..., the new state that bpnet.vjp and bpnet.value_and_grad return"
                )
            given = self._new_state[1]
        return map_tree(ensure_writable, read_only(self._trees.check_own(given, old, "state")))

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Return a copy on the same backend."""
        return self.to(self.backend)

    def __reduce__(self) -> Any:
        raise TypeError("Network objects cannot be pickled; use net.save(path) and bpnet.load(path), or copy.deepcopy(net)")

    def to(self, spec: BackendSpec) -> Self:
        """Return a copy on another backend or device, with its params, state, opt_state and epochs."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__, backend=get_backend(spec))
        other.backend.bind(self.dtype)
        other._learning_rate = self._learning_rate.on(other.backend)
        other._bind(self.arithmetic)
        with self.backend.scope():
            host = self.training.map(self.backend.to_host)
        with other.backend.scope():
            other.training = host.map(lambda leaf: other.backend.from_host(leaf, leaf.dtype.name))
        other._new_state = None
        return other

    def to_torch(self, *, output_activation: bool = True) -> torch.nn.Sequential:
        """Return the network as modules of PyTorch, with copies of its params and running statistics.

        Their outputs are those of `predict` up to rounding. They are in the network's dtype, on its device if the backend is
        torch and otherwise on the CPU, and in inference mode: call ``.train()`` to train them. `bpnet.from_torch` is the inverse.

        Parameters
        ----------
        output_activation
            Whether the activation that `predict` applies is the last module; without it outputs are logits where the loss is a
            cross-entropy, as PyTorch's own losses take them.

        Raises
        ------
        ValueError
            For a group of networks, and for a layer that no module computes.
        """
        from bpnet.export.torch_modules import to_torch

        device = self.backend.device if self.backend.name == "torch" else "cpu"
        return to_torch(parts_of(self, output_activation=output_activation), device)

    def to_jax(self, *, output_activation: bool = True) -> tuple[Callable[[Tree, Any], jax.Array], Tree]:
        """Return ``function, params``: a pure ``function(params, x)`` for ``jax.jit``, ``grad``, ``vmap``, ..., and JAX's arrays.

        The function computes what `predict` does, in inference mode: ``x`` is (batch, n_in), or one sample (n_in,). The state
        (running statistics of batch norm) is part of the function, since params are what gradients are taken of. Arrays are in
        the network's dtype, on its device if the backend is jax and otherwise on JAX's default one.

        Parameters
        ----------
        output_activation
            Whether the function applies the activation that `predict` applies.

        Raises
        ------
        ValueError
            For a group of networks.
        UnsupportedDTypeError
            For a network in float64, here or when the function is called, if ``jax_enable_x64`` is off.
        """
        from bpnet.export.jax_function import to_jax

        device = self.backend.device if self.backend.name == "jax" else None
        return to_jax(parts_of(self, output_activation=output_activation), device)
