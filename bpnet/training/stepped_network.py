"""Single passes and updates of a network: outputs, losses, gradients, steps."""

from __future__ import annotations

from functools import partial, wraps
from typing import TYPE_CHECKING, Any, NoReturn

from bpnet._checks import check_integer
from bpnet._messages import type_name
from bpnet._specs import factory_name
from bpnet._suggestions import is_function
from bpnet.arrays import Array, Tree, check_arrays, ensure_writable, leaves, read_only
from bpnet.distributed.ranks import ALONE, Ranks
from bpnet.training.batches import Batches
from bpnet.training.bound_network import BoundNetwork
from bpnet.training.classes import class_rule
from bpnet.training.disk_data import DiskData
from bpnet.training.epochs import Epochs
from bpnet.training.group_fit import group_epochs, group_loss
from bpnet.training.heads import split_outputs
from bpnet.training.score import score
from bpnet.training.state import TrainingState

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from bpnet.backend import BackendArray
    from bpnet.training.batches import StepBatches


class SteppedNetwork(BoundNetwork):
    """A `BoundNetwork` that computes outputs, losses and gradients, and updates its params step by step."""

    def predict(self, x: Any, *, compile: bool | None = None) -> BackendArray:  # noqa: A002 - as in `fit`
        """Return the outputs (batch, n_out) for inputs ``x`` (batch, n_in), as an array of the backend.

        Of a group, outputs are (replicas, batch, n_out), and ``x`` is shared or (replicas, batch, n_in).

        ``x`` is an array of the backend, a NumPy array or a list. NumPy's outputs can be written to, and are never ``x`` itself.
        With a `bpnet.losses.joint` loss, outputs are a tuple, with an array for each head.
        ``compile`` is as in `fit`.
        """
        with self.backend.scope():
            params, state = read_only((self.params, self.state))
            both = self._steps.outputs(self.output_activation)
            function = self._steps.choose_function(both, self._compile_unless_traced(compile, x))
            outputs_of, many = partial(function, params, state), self.replicas is not None
            made = outputs_of(self._inputs.x(x, check_values=False)) if many else DiskData(self._inputs).outputs(outputs_of, x)
            outputs: BackendArray = split_outputs(self._loss.heads, ensure_writable(made))
            return outputs

    @property
    def classes_(self) -> NDArray[Any] | None:
        """The classes of targets that came as text or booleans, in the order of their numbers: sorted; otherwise None.

        The first `Network.fit` finds them, and they stay. Assign all of them before it to choose their order, or where a batch
        does not have all, as `Network.step` gets it.
        """
        return self._classes.known

    @classes_.setter
    def classes_(self, values: Any) -> None:
        self._classes.accept(values)

    def predict_classes(self, x: Any, *, compile: bool | None = None) -> BackendArray | NDArray[Any]:  # noqa: A002 - as in `fit`
        """Return the class of each sample, (batch,), of a group (replicas, batch), from the largest output.

        Classes are those of `classes_` in a NumPy array, if there are any, and otherwise numbers in an array of the backend. With
        one output of binary cross-entropy, whatever `predict` returns, class 1 is where the probability is above 0.5.

        Raises
        ------
        ValueError
            For a loss that is not of classes, for several outputs of binary cross-entropy, and for several heads.
        """
        count = self._classes.count
        if not count:
            expected = "'softmax_cross_entropy', or 'binary_cross_entropy' with one output"
            came = "several heads: predict returns a tuple with" if self._loss.heads else "another loss: predict returns"
            raise ValueError(f"predict_classes is for {expected}; this network has {came} the outputs")
        y: Any = self.predict(x, compile=compile)
        with self.backend.scope():
            xp, rule = self.backend.xp, class_rule(self._loss, self.n_out, factory_name(self.output_activation))
            codes: Any = rule.numbers(xp, rule.flags(xp, y))
            made: BackendArray | NDArray[Any] = codes
            return made if self.classes_ is None else self.classes_[self.backend.to_host(codes)]

    def loss(self, x: Any, y: Any, *, sample_weight: Any = None, compile: bool | None = None) -> BackendArray:  # noqa: A002 - as in `fit`
        """Return the loss on data as in `fit`, in inference mode, as a 0-d array of the backend; of a group (replicas,)."""
        with self.backend.scope():
            compile = self._compile_unless_traced(compile, x, y)  # noqa: A001 - as above
            if self.replicas is None:
                data = DiskData(self._inputs)
                loss = data.loss(self._steps, data.convert(x, y, sample_weight), compile=compile)
            else:
                loss = group_loss(self, self._inputs.batch(x, y, sample_weight, check_values=True), compile=compile)
            params, state = read_only((self.params, self.state))
            value: Any = loss.on_device(params, state, self.dtype)
            made: BackendArray = value
            return made

    def score(
        self,
        x: Any,
        y: Any,
        *,
        metric: Any = None,
        sample_weight: Any = None,
        compile: bool | None = None,  # noqa: A002 - as in `fit`
    ) -> Any:
        """Return a metric of the outputs on data as in `fit`: a float, of a group (replicas,) float64.

        Parameters
        ----------
        x, y, sample_weight, compile
            As in `fit`; a metric that is a function gets the weights as ``sample_weight=``.
        metric
            As in the list ``metrics`` of `fit`; by default "accuracy" for losses of classes, and "r2" for others. Of several
            heads the result is a tuple, with a value for each head that the metric suits.
        """
        return score(self, x, y, metric, sample_weight, compile=compile)

    def value_and_grad(
        self,
        x: Array,
        y: Array,
        *,
        sample_weight: Array | None = None,
        compile: bool | None = None,  # noqa: A002 - as in `fit`
    ) -> tuple[BackendArray, Tree]:
        """Return the loss of a batch in training mode, and its gradient with respect to the params, which stay the same.

        ``x`` and ``y`` are arrays of the backend, of the network's dtype (labels: any integer dtype). The new state of this
        pass (running statistics, the count of dropout's masks) is kept for the next `update`. ``compile`` is as in `fit`.
        """
        self._inputs.check_library(x, y, sample_weight)
        with self.backend.scope():
            samples = self._inputs.batch(x, y, sample_weight, check_values=False)
            function = self._steps.choose_function(self._steps.gradient, self._compile_unless_traced(compile, *samples))
            value: Any
            value, grads, new = function(self.params, self.state, *samples)
        traced = any(map(self.backend.is_tracer, leaves(new)))
        self._new_state = None if traced else (self.training, new)  # a traced value would outlive its trace
        return value, grads

    def _compile_unless_traced(self, compile: bool | None, *given: Tree) -> bool | None:  # noqa: A002, FBT001 - as in `fit`
        """Return False inside a trace of the user's, which has its own compiler; otherwise ``compile``."""
        return False if any(map(self.backend.is_tracer, leaves(given))) else compile

    def compile(self, function: Callable[..., Tree]) -> Callable[..., Tree]:
        """Return a pure function as the backend compiles it, with this network's namespace and arithmetic.

        Parameters
        ----------
        function
            A pure function ``(xp, *trees) -> tree``: trees are arrays, or nested tuples of arrays, and ``xp`` is a namespace with
            the functions of `Network.xp`, through which it computes. It is traced once for each set of shapes. Of a group, it is
            the function of one network, and every array that it is called with has the axis of replicas in front.

        Returns
        -------
        compiled
            The function without its first argument, ``(*trees) -> tree``. If it cannot be compiled, it runs as it is, and one
            warning says why.

        Examples
        --------
        A custom loss, with the gradient of the network by `bpnet.vjp`:

        >>> import bpnet
        >>> net = bpnet.MLP((2, 3, 1), backend="numpy")
        >>> def objective(xp, params, state, x, target):
        ...     y, pullback, state = bpnet.vjp(xp, net.layer, params, state, x)
        ...     error = y - target
        ...     grads, _ = pullback(error * error * error)
        ...     return xp.sum(error**4) / 4.0, grads, state
        >>> compiled = net.compile(objective)
        >>> (x, y), values = bpnet.datasets.xor(), []
        >>> for _ in range(100):
        ...     value, grads, state = compiled(net.params, net.state, x, y)
        ...     net.update(grads, state=state)
        ...     values.append(float(value))
        >>> values[-1] < values[0]
        True
        """
        if not is_function(function):
            raise TypeError(f"compile expects a function (xp, *trees) -> tree, got {type(function).__name__}")

        def checked(xp: Any, *trees: Tree) -> Tree:
            result = function(xp, *trees)
            if not _is_tree(result):
                raise ValueError(f"a compiled function must return an array, or nested tuples of arrays, got {type_name(result)}")
            return result

        made = self._steps.compilable(checked)

        @wraps(function)
        def call(*trees: Tree) -> Tree:
            with self.backend.scope():
                traced = self._check_arguments(trees)
                return (made.plain if traced else made.compiled)(*trees)

        return call

    def _check_arguments(self, trees: tuple[Tree, ...]) -> bool:
        """Raise unless arguments of a compiled function are arrays of the backend; return True if there are tracers."""
        arrays = list(leaves(trees))
        if not arrays or not all(map(self.backend.owns, arrays)):
            self._refuse_arguments(trees)
        return any(map(self.backend.is_tracer, arrays))

    def _refuse_arguments(self, trees: tuple[Tree, ...]) -> NoReturn:
        """Raise the error for arguments that are not all arrays of the backend."""
        for index, tree in enumerate(trees):
            check_arrays(tree, f"argument {index + 1} of the compiled function")
        foreign = [array for array in leaves(trees) if not self.backend.owns(array)]
        if not foreign:
            raise TypeError("a compiled function takes arrays, got none; what it computes from nothing needs no compilation")
        raise self.backend.mismatch(foreign[0], "an argument of the compiled function", self.dtype)

    def step(self, x: Any, y: Any, *, sample_weight: Any = None, compile: bool | None = None) -> BackendArray:  # noqa: A002 - as in `fit`
        """Update the params on one batch; return the loss before the update, a 0-d array (of a group (replicas,)).

        Data and ``compile`` are as in `fit`, but values of arrays on the device are not checked, since checking waits for the
        device: a label out of range belongs to no class.
        """
        self._inputs.check_not_traced(x, y)
        with self.backend.scope():
            samples = self._inputs.batch(x, y, sample_weight, check_values=False)
            params, state, opt_state, epoch, updates = self.training
            rate = self._learning_rate.on_device(self._learning_rate.at(updates))
            value, params, state, opt_state = self._steps.choose(compile)(params, state, opt_state, *samples, rate)
            self.training, self._new_state = TrainingState(params, state, opt_state, epoch, updates + 1), None
            return value

    def update(self, grads: Tree, *, state: Tree = None, compile: bool | None = None) -> None:  # noqa: A002 - as in `fit`
        """Update the params once, from gradients as `value_and_grad` or a `bpnet.vjp` returns them.

        Parameters
        ----------
        grads
            A tree like ``params``.
        state
            The new state, which `bpnet.vjp` and `bpnet.value_and_grad` return; by default that of the last
            `Network.value_and_grad` since the network changed.
        compile
            As in `fit`.

        Raises
        ------
        ValueError
            For gradients that do not fit the params, and for a network with state (dropout, batch norm) if none is given or kept:
            it would be trained with the same mask, or without running statistics, at each update.
        """
        params, _, opt_state, epoch, updates = self.training
        with self.backend.scope():
            state = self._state_for_update(state)
            grads = self._trees.check_own(grads, params, "grads")
            self._inputs.check_not_traced(*leaves((grads, state)))
            rate = self._learning_rate.on_device(self._learning_rate.at(updates))
            new, new_opt_state = self._steps.choose_function(self._steps.update, compile)(params, grads, opt_state, rate)
        self.training, self._new_state = TrainingState(new, state, new_opt_state, epoch, updates + 1), None

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
        """Update the params once on each batch of some data; return the loss of each batch before its update, on the host.

        Of a group, losses are (batches, replicas).

        For custom training loops: values of arrays are not checked, and nothing is raised if they, or the losses, are not finite.

        Parameters
        ----------
        x, y, sample_weight
            As in `fit`, but arrays of the backend and of the network's dtype (labels: int64).
        batch_size
            Samples per update; the last batch may be short.
        order
            Row numbers in their order, (n,), of a group also (replicas, n); by default the stored order.
        compile
            As in `fit`.
        """
        self._inputs.check_not_traced(x, y)
        size = check_integer("batch_size", batch_size)
        with self.backend.scope():
            x, target = self._inputs.own_batch(x, y, sample_weight)
            n = x.shape[-2]
            rows, step = self._inputs.row_order(order, n), self._steps.choose(compile)
            if self.replicas is None:
                epochs: Any = self._epochs(step, Batches(self.xp, x, target, min(size, n), lambda _: rows))
            else:
                epochs = group_epochs(self, step, (x, target), min(size, n), rows)
            self.training, values = epochs.run_values(self.training)
        self._new_state = None
        return values

    def _epochs(
        self,
        step: Callable[..., Any],
        batches: Batches | StepBatches,
        ranks: Ranks = ALONE,
    ) -> Epochs:
        return Epochs(self.backend, step, batches, self._learning_rate, self._loss.reduction == "mean", ranks)


def _is_tree(result: Any) -> bool:
    """Return True for an array, or nested tuples of arrays."""
    if isinstance(result, tuple):
        return all(map(_is_tree, result))
    return hasattr(result, "shape") and hasattr(result, "dtype")
