"""The multi-layer perceptron: a `Network` built from its sizes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bpnet._checks import check_integer, from_name
from bpnet._messages import one_line, short_repr, warn
from bpnet._specs import factory_name
from bpnet._suggestions import explain_methods
from bpnet.backprop import Layer
from bpnet.initializers import INITIALS, Initial
from bpnet.layers import ACTIVATIONS, dense, identity
from bpnet.losses import Loss
from bpnet.training.architecture import choose_loss
from bpnet.training.network import Network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bpnet.backend.selection import BackendSpec
    from bpnet.optimizers import Optimizer


@explain_methods
class MLP(Network):
    """A network of fully connected layers; ``.params`` is ``((w, b), ...)``, one pair per layer.

    Parameters
    ----------
    sizes
        ``(n_in, ..., n_out)``; two sizes are a linear model.
    hidden
        Activation of the hidden layers: "identity", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "silu", "gelu", "exp",
        "softplus", "softsign", "softmax", "log_softmax", "selu", or a `Layer` of `bpnet.layers` without params or state.
    output
        Activation of the outputs that `predict` returns: a name as for ``hidden``, or such a `Layer`; by default "identity".
        "softmax" with softmax cross-entropy, "sigmoid" with binary cross-entropy and "exp" with poisson are applied by the loss
        in training, which is more precise; with "identity" and one of these losses, `predict` returns the logits (of "exp", the
        logarithms of the rates), and by default a warning says so.
    loss
        "squared_error", "absolute_error", "huber", "poisson", "binary_cross_entropy", "softmax_cross_entropy",
        "cross_entropy_on_probabilities", "gaussian_nll", "quantile", or a `Loss` of `bpnet.losses`.
    optimizer
        "sgd", "adagrad", "rmsprop", "adam", "adamw", "rprop", "quickprop", "nadam", "radam", "adamax", "adadelta", or an
        `Optimizer` of `bpnet.optimizers`, which takes a learning rate; by default "adam", at the rate 0.001.
    initial
        Initial values of the weights: "glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform",
        "lecun_normal", "uniform", "normal", "zeros", or a function of `bpnet.initializers`. Biases start at zero.
    seed, backend, dtype, arithmetic
        As in `Network`.

    Raises
    ------
    ValueError
        For fewer than two sizes, sizes below 1, unknown names, and an output that does not fit the loss.

    Examples
    --------
    >>> net = MLP((2, 4, 1), output="sigmoid", loss="binary_cross_entropy", backend="numpy")
    >>> [w.shape for w, b in net.params]
    [(2, 4), (4, 1)]
    """

    def __init__(
        self,
        sizes: Sequence[int],
        *,
        hidden: str | Layer = "sigmoid",
        output: str | Layer | None = None,
        loss: str | Loss = "squared_error",
        optimizer: str | Optimizer | None = None,
        initial: str | Initial = "glorot_uniform",
        seed: int | Sequence[int] | None = 0,
        backend: BackendSpec | None = None,
        dtype: str | None = None,
        arithmetic: str = "native",
    ) -> None:
        if not isinstance(sizes, tuple | list) or len(sizes) < 2:  # noqa: PLR2004 - inputs and outputs
            raise ValueError(f"sizes must be (n_in, ..., n_out), at least two of them, got {short_repr(sizes)}")
        n_in, *widths = (check_integer(f"sizes[{i}]", size) for i, size in enumerate(sizes))
        loss = choose_loss(loss)
        if output is None and loss.output_activation is not None:
            warn(_logits(loss.output_activation))
        last, output_activation = _divide_output("identity" if output is None else output, loss)
        between = from_name("activation", hidden, ACTIVATIONS, Layer)
        first_w = from_name("initial", initial, INITIALS, Callable)
        ends = [between] * (len(widths) - 1) + [last]
        super().__init__(
            [dense(n, activation, initial=first_w) for n, activation in zip(widths, ends, strict=True)],
            n_in=n_in,
            loss=loss,
            optimizer=optimizer,
            seed=seed,
            backend=backend,
            dtype=dtype,
            arithmetic=arithmetic,
        )
        self.output_activation = output_activation


def _logits(applied: str) -> str:
    """Return the warning of a network whose loss applies an activation, and whose output is not chosen."""
    outputs, meant = ("logarithms of the rates", "rates") if applied == "exp" else ("logits", "probabilities")
    return f"predict will return {outputs}: pass output={applied!r} for {meant}, or output='identity' for {outputs}"


def _divide_output(output: str | Layer, loss: Loss) -> tuple[Layer, Layer]:
    """Return the activation of the last layer, and the one that `predict` applies after it; one of them is the identity."""
    activation = from_name("activation", output, ACTIVATIONS, Layer)
    name = output if isinstance(output, str) else factory_name(output)
    if loss.squashed and name not in {"sigmoid", "softmax"}:
        raise ValueError(f"this loss takes probabilities: output must be 'sigmoid' or 'softmax', got {short_repr(name)}")
    if loss.heads and name != "identity":
        each = ", ".join(f"{head.loss.output_activation or 'identity'}()" for head in loss.heads)
        widths = tuple(head.width for head in loss.heads)
        activation_of_all = one_line(f"parallel({each}, inputs={widths})", 100)
        remedy = f"leave it out, and assign net.output_activation, here bpnet.layers.{activation_of_all}"
        raise ValueError(f"with a joint loss, output must be 'identity', got {short_repr(name)}: {remedy}")
    if loss.output_activation is None:
        return activation, identity()
    if name == loss.output_activation:
        return identity(), activation
    if name != "identity":
        wanted = f"output must be {loss.output_activation!r} or 'identity'"
        raise ValueError(f"this loss applies {loss.output_activation} itself: {wanted}, got {short_repr(name)}")
    return activation, identity()
