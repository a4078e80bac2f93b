"""The textbook's program: one hidden layer of sigmoids, full-batch gradient descent on the summed squared error."""

from __future__ import annotations

import copy
import secrets
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet import layers, special
from bpnet._checks import check_integer
from bpnet._messages import short_repr, warn
from bpnet._suggestions import ExplainsAttributes, explain_methods
from bpnet.backprop import by_params
from bpnet.losses import squared_error
from bpnet.optimizers import sgd
from bpnet.training.epochs import divergence_error
from bpnet.training.fit import fit
from bpnet.training.fit_settings import FitSettings
from bpnet.training.history import History, provenance
from bpnet.training.inputs import Inputs
from bpnet.training.network import Network
from bpnet.training.trees import all_finite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from bpnet.arrays import Array
    from bpnet.backend.selection import BackendSpec

DIGITS = {"float64": 10, "float32": 4}
"""Decimals of a printed loss, which are the same on every backend."""


@explain_methods
class NeuralNetwork(ExplainsAttributes):
    """A network with one hidden layer of sigmoids, and sigmoid outputs, as in textbooks, on any backend.

    ``h = sigmoid(x w1 + b1)``, ``o = sigmoid(h w2 + b2)``; ``d2 = (y - o) o (1 - o)``, ``d1 = (d2 w2') h (1 - h)``; then
    ``w2 += rate h' d2``, ``b2 += rate sum(d2)``, ``w1 += rate x' d1``, ``b1 += rate sum(d1)``: gradient descent on
    ``0.5 sum((y - o)**2)``.

    Parameters
    ----------
    input_size, hidden_size, output_size
        Numbers of units.
    seed
        Seed of the initial weights, the numbers that ``numpy.random.randn`` would give after ``numpy.random.seed(seed)`` (the
        global generator is not changed): 0 to 2**32 - 1, or None for a random one, stored as ``.seed``. Biases start at zero.
    backend, dtype
        As in `Network`.

    Attributes
    ----------
    hidden_output, predicted_output
        Activations of the last `feedforward`, (batch, units); None before the first.
    """

    _called = "nn"

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        output_size: int,
        *,
        seed: int | None = None,
        backend: BackendSpec | None = None,
        dtype: str | None = None,
    ) -> None:
        n_in = check_integer("input_size", input_size)
        n_hidden = check_integer("hidden_size", hidden_size)
        n_out = check_integer("output_size", output_size)
        try:
            accepted = seed is None or check_integer("seed", seed, least=0) < 2**32
        except ValueError:
            accepted = False
        if not accepted:
            raise ValueError(f"seed must be an integer from 0 to 2**32 - 1, as numpy.random.seed takes, got {short_repr(seed)}")
        self.seed = secrets.randbits(32) if seed is None else int(seed)
        self._hidden = layers.dense(n_hidden, layers.sigmoid())
        self._output = layers.dense(n_out, layers.sigmoid())
        self._loss = squared_error(reduction="sum")
        self.network = Network(
            [self._hidden, self._output],
            n_in=n_in,
            loss=self._loss,
            optimizer=sgd(),
            seed=self.seed,
            backend=backend,
            dtype=dtype,
        )
        draws = np.random.RandomState(self.seed)
        w1, w2 = draws.randn(n_in, n_hidden), draws.randn(n_hidden, n_out)
        self.network.params = ((w1, np.zeros(n_hidden)), (w2, np.zeros(n_out)))
        self.hidden_output: Array | None = None
        self.predicted_output: Array | None = None

    def __repr__(self) -> str:
        net, n_hidden = self.network, self.network.params[0][1].shape[0]
        return f"<NeuralNetwork {net.n_in}-{n_hidden}-{net.n_out}, {net.n_params} params, {net.backend.spec}, {net.dtype}>"

    @property
    def _inputs(self) -> Inputs:
        net = self.network
        return net._inputs  # noqa: SLF001 - of the same network, which takes the same data

    def __copy__(self) -> NeuralNetwork:
        return copy.deepcopy(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> NeuralNetwork:
        """Return a copy on the same backend, with the outputs of the last `feedforward`."""
        other = object.__new__(type(self))
        memo[id(self)] = other
        other.__dict__.update(self.__dict__)
        other.network = copy.deepcopy(self.network, memo)
        with self.network.backend.scope():
            for name in ("hidden_output", "predicted_output"):
                kept = getattr(self, name)
                setattr(other, name, None if kept is None else self.network.backend.xp.asarray(kept, copy=True))
        return other

    def __reduce__(self) -> Any:
        raise TypeError(
            "NeuralNetwork objects cannot be pickled; use nn.network.save(path), and nn.network.restore(path) or bpnet.load(path)"
        )

    @property
    def weights_input_hidden(self) -> Array:
        """Weights of the hidden layer, (n_in, n_hidden)."""
        return self._get(0, 0)

    @weights_input_hidden.setter
    def weights_input_hidden(self, values: Any) -> None:
        self._set(0, 0, values)

    @property
    def bias_hidden(self) -> Array:
        """Biases of the hidden layer, (1, n_hidden)."""
        return self._get(0, 1)

    @bias_hidden.setter
    def bias_hidden(self, values: Any) -> None:
        self._set(0, 1, values)

    @property
    def weights_hidden_output(self) -> Array:
        """Weights of the output layer, (n_hidden, n_out)."""
        return self._get(1, 0)

    @weights_hidden_output.setter
    def weights_hidden_output(self, values: Any) -> None:
        self._set(1, 0, values)

    @property
    def bias_output(self) -> Array:
        """Biases of the output layer, (1, n_out)."""
        return self._get(1, 1)

    @bias_output.setter
    def bias_output(self, values: Any) -> None:
        self._set(1, 1, values)

    def _get(self, layer: int, position: int) -> Array:
        value: Array = self.network.params[layer][position]
        if position == 1:  # the textbook keeps a bias as a row
            with self.network.backend.scope():
                value = self.network.xp.expand_dims(value, axis=0)
        return value

    def _set(self, layer: int, position: int, values: Any) -> None:
        net = self.network
        if position == 1:
            row = net.params[layer][1].shape[0]
            with net.backend.scope():
                values = self._inputs.floats(values, "bias", (1, row), check_values=False)[0, :]
        pairs = [list(pair) for pair in net.params]
        pairs[layer][position] = values
        net.params = pairs

    def sigmoid(self, x: Any) -> Array:
        """``1 / (1 + exp(-x))`` of an array of any shape."""
        return self._apply(lambda x: special.sigmoid(self.network.xp, x), x)

    def sigmoid_derivative(self, y: Any) -> Array:
        """``y (1 - y)``: the slope of the sigmoid where its value is ``y``."""
        xp = self.network.xp
        return self._apply(lambda y: layers.sigmoid().backward(xp, (), y, xp.ones_like(y))[1], y)

    def _apply(self, function: Any, values: Any) -> Array:
        with self.network.backend.scope():
            shape = tuple(getattr(values, "shape", np.shape(values)))
            return function(self._inputs.floats(values, "the argument", shape, check_values=False))

    def feedforward(self, X: Any) -> Array:  # noqa: N803 - the textbook's name
        """Return the predictions (batch, n_out) for ``X`` (batch, n_in); sets ``predicted_output`` and ``hidden_output``."""
        net = self.network
        with net.backend.scope():
            xp, (p1, p2) = net.xp, net.params
            x = self._inputs.floats(X, "X", ("batch", net.n_in), check_values=False)
            h, _, _ = self._hidden.forward(xp, p1, (), x)
            o, _, _ = self._output.forward(xp, p2, (), h)
        self.hidden_output, self.predicted_output = h, o
        return o

    def backward(self, X: Any, y: Any, learning_rate: float) -> None:  # noqa: N803 - the textbook's name
        """Update the current weights from ``hidden_output`` and ``predicted_output`` of the last `feedforward`.

        As in the textbook's program, a second call uses the same outputs again: call `feedforward` before each.
        """
        if self.hidden_output is None or self.predicted_output is None:
            raise RuntimeError("backward uses the outputs of feedforward: call feedforward(X) first")
        net = self.network
        net.learning_rate = learning_rate
        with net.backend.scope():
            xp, (p1, p2) = net.xp, net.params
            n, n_hidden = self.hidden_output.shape[0], p1[1].shape[0]

            def convert(values: Any, name: str, width: int) -> Array:
                return self._inputs.floats(values, name, (n, width), check_values=False)

            h = convert(self.hidden_output, "hidden_output", n_hidden)
            o = convert(self.predicted_output, "predicted_output", net.n_out)
            x, target = convert(X, "X", net.n_in), self._inputs.targets(y, n, check_values=False)
            g2, dh = self._output.backward(xp, p2, (h, o), self._loss.backward(xp, target, o))  # a dense layer keeps (x, y)
            g1 = by_params(self._hidden, xp, p1, (x, h), dh)
            net.update((g1, g2), compile=False)

    def train(self, X: Any, y: Any, epochs: int, learning_rate: float, *, log_every: int = 4000) -> History:  # noqa: N803 - its name
        """Train on the full batch, and print the loss ``mean((y - o)**2)`` every ``log_every`` epochs, from epoch 0.

        Parameters
        ----------
        X
            Inputs (n, n_in).
        y
            Targets (n, n_out), or (n,) of one output.
        epochs
            Number of updates.
        learning_rate
            Positive; multiplies the gradient summed over the batch.
        log_every
            Number of epochs from one printed line to the next.
        """
        epochs, log_every = check_integer("epochs", epochs), check_integer("log_every", log_every)
        net = self.network
        net.learning_rate = learning_rate
        with net.backend.scope():
            x = self._inputs.floats(X, "X", ("batch", net.n_in), check_values=True)
            target = self._inputs.targets(y, x.shape[0], check_values=True)
        history = History(provenance=provenance(net.backend, net.dtype, net.arithmetic, self.seed))
        share = 2.0 / (x.shape[0] * net.n_out)  # the loss is half the sum; the mean is printed

        kept = net.training, history.loss  # in one statement, so that they agree whenever Ctrl-C comes
        try:
            for n in _segments(epochs - 1, log_every):
                part = fit(net, FitSettings(x, target, epochs=n))
                kept = net.training, np.append(kept[1], part.loss * share)
                if part.loss.size:
                    _print_loss(kept[1], log_every, net.dtype)
                if part.stopped_at is not None:
                    history.stopped_at = kept[1].size
                    break
            else:
                value = self._last_epoch(x, target, learning_rate)
                kept = net.training, np.append(kept[1], value * share)
                _print_loss(kept[1], log_every, net.dtype)
        except KeyboardInterrupt:
            net.training = kept[0]
            if kept[1].size < epochs:
                history.stopped_at = kept[1].size
                words = f"training was interrupted after {kept[1].size} of {epochs} epochs; complete epochs are kept"
                warn(words)
        history.loss = kept[1]
        if history.stopped_at is not None:
            self.feedforward(x)
        return history

    def _last_epoch(self, x: Array, target: Array, learning_rate: float) -> float:
        """Run an epoch that leaves predicted_output and hidden_output as the textbook's does; return its summed loss."""
        net, before = self.network, self.network.training
        o = self.feedforward(x)
        with net.backend.scope():
            value, _ = self._loss.forward(net.xp, target, o)
        self.backward(x, target, learning_rate)
        with net.backend.scope():
            if not all_finite(net.backend, (value, net.params)):
                net.training = before
                raise divergence_error(before.epoch)
            net.training = net.training._replace(epoch=before.epoch + 1)
            return float(net.backend.to_host(value))


def _print_loss(losses: NDArray[np.float64], log_every: int, dtype: str) -> None:
    """Print the last loss, if the number of its epoch is a multiple of ``log_every``."""
    last = losses.size - 1
    if last % log_every == 0:
        print(f"Epoch {last}, Loss:{losses[last]:.{DIGITS[dtype]}f}")


def _segments(epochs: int, log_every: int) -> Iterator[int]:
    """Iterate over the numbers of epochs from one printed line to the next; the first line is that of epoch 0."""
    if epochs:
        yield 1
        for start in range(1, epochs, log_every):
            yield min(log_every, epochs - start)
