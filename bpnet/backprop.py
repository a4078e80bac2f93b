"""Reverse-mode differentiation: layers as sets of pure functions, and chains of layers, which are layers too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, TypeAlias, cast

from bpnet._messages import short_repr
from bpnet._specs import Spec, factory, immutable_functions
from bpnet._suggestions import explain_calls
from bpnet.arrays import Array, ArrayT, Namespace, Tree, check_like, read_only
from bpnet.random import Draw

Pullback: TypeAlias = Callable[[Array], tuple[Tree, Array]]


@immutable_functions
class Layer(NamedTuple):
    """Four pure functions; nothing passed in is changed.

    ``x`` is (*replicas, batch, n_in), ``y`` (*replicas, batch, n_out); ``dy`` is the gradient of a scalar with respect to
    ``y``, of the same shape. The leading axes ``*replicas``, if any, belong to independent networks that are computed at once.
    """

    init: Callable[[Draw, int], tuple[Tree, Tree, int]]
    """``(draw, n_in) -> params, state, n_out``: initial values."""
    forward: Callable[[Namespace, Tree, Tree, Array], tuple[Array, Tree, Tree]]
    """``(xp, params, state, x) -> y, residuals, state``: used in training; residuals are the values that ``backward`` needs."""
    backward: Callable[[Namespace, Tree, Tree, Array], tuple[Tree, Array]]
    """``(xp, params, residuals, dy) -> dparams, dx``: the true vector-Jacobian product of ``forward``; may be a `Backward`."""
    inference: Callable[[Namespace, Tree, Tree, Array], Array]
    """``(xp, params, state, x) -> y``: what ``predict`` uses."""
    spec: Spec | None = None
    """Factory and arguments, for `Network.save`; a custom layer needs none."""


@dataclass(frozen=True, eq=False)
class Backward:
    """A layer's ``backward`` that can also compute only ``dparams``: ``dx`` of the first layer of a network is not needed."""

    both: Callable[[Namespace, Tree, Tree, Array], tuple[Tree, Array]]
    """``(xp, params, residuals, dy) -> dparams, dx``."""
    dparams: Callable[[Namespace, Tree, Tree, Array], Tree]
    """``(xp, params, residuals, dy) -> dparams``, with the same values."""

    def __call__(self, xp: Namespace, params: Tree, residuals: Tree, dy: Array) -> tuple[Tree, Array]:
        """Return ``dparams, dx``."""
        return self.both(xp, params, residuals, dy)


def by_params(layer: Layer, xp: Namespace, params: Tree, residuals: Tree, dy: Array) -> Tree:
    """Return ``dparams`` of a layer; ``dx`` is not computed if the layer's ``backward`` is a `Backward`."""
    backward = layer.backward
    return (backward.dparams if isinstance(backward, Backward) else lambda *of: backward(*of)[0])(xp, params, residuals, dy)


def activated_outputs(layer: Layer, activation: Layer) -> Callable[[Namespace, Tree, Tree, Array], Array]:
    """Return ``(xp, params, state, x) -> y``: a layer in inference, and an activation after it."""

    def outputs(xp: Namespace, params: Tree, state: Tree, x: Array) -> Array:
        return activation.inference(xp, (), (), layer.inference(xp, params, state, x))

    return outputs


def no_params(draw: Draw, n_in: int) -> tuple[Tree, int]:
    """Return the initial values of a layer that has no params and keeps the number of features."""
    del draw
    return (), n_in


@explain_calls
def stateless(
    forward: Callable[[Namespace, Tree, Array], tuple[Array, Tree]],
    backward: Callable[[Namespace, Tree, Tree, Array], tuple[Tree, Array]],
    init: Callable[[Draw, int], tuple[Tree, int]] = no_params,
) -> Layer:
    """Build a layer from a forward and a backward function: no state, and training and inference compute the same.

    Parameters
    ----------
    forward
        ``(xp, params, x) -> y, residuals``.
    backward
        ``(xp, params, residuals, dy) -> dparams, dx``.
    init
        ``(draw, n_in) -> params, n_out``; by default no params and ``n_out = n_in``.

    Examples
    --------
    >>> square = stateless(lambda xp, _, x: (x * x, x), lambda xp, _, x, dy: ((), 2 * x * dy))
    """

    def layer_init(draw: Draw, n_in: int) -> tuple[Tree, Tree, int]:
        params, n_out = init(draw, n_in)
        return params, (), n_out

    def layer_forward(xp: Namespace, params: Tree, state: Tree, x: Array) -> tuple[Array, Tree, Tree]:
        y, residuals = forward(xp, params, x)
        return y, residuals, state

    def inference(xp: Namespace, params: Tree, state: Tree, x: Array) -> Array:
        del state
        return forward(xp, params, x)[0]

    return Layer(layer_init, layer_forward, backward, inference)


@factory("chain")
def chain(*layers: Layer) -> Layer:
    """Compose layers, the first one first: ``y = f_n(... f_2(f_1(x)))``.

    By the chain rule the gradient runs through the layers in reverse, ``dx = J_1' (J_2' (... (J_n' dy)))``, where ``J_i'`` is
    the transposed Jacobian of layer i at its own input: that is backpropagation. ``params``, ``state`` and ``residuals`` are
    tuples with one entry per layer.

    Source: Rumelhart, Hinton, Williams, "Learning representations by back-propagating errors", 1986.
    """
    check_layers(layers)

    def init(draw: Draw, n_in: int) -> tuple[Tree, Tree, int]:
        made, n = [], n_in
        for index, layer in enumerate(layers):
            *values, n = layer.init(draw.child(index), n)
            made.append(values)
        return *join_values("the chain", made), n

    def forward(xp: Namespace, params: Tree, state: Tree, x: Array) -> tuple[Array, Tree, Tree]:
        residuals, new_state, inputs, y = [], [], [], x
        for layer, p, s in zip(layers, params, state, strict=True):
            given = read_only(y)  # the layer before may have kept it as a residual
            made, r, new = layer.forward(xp, p, s, given)
            y = y if made is given else made
            residuals.append(r)
            new_state.append(new)
            inputs.append(given)
        return y, _note_inputs(tuple(residuals), inputs), tuple(new_state)

    def inference(xp: Namespace, params: Tree, state: Tree, x: Array) -> Array:
        y = x
        for layer, p, s in zip(layers, params, state, strict=True):
            given = read_only(y)
            made = layer.inference(xp, p, s, given)
            y = y if made is given else made
        return y

    return Layer(init, forward, Backward(partial(_backward, layers), partial(_dparams, layers)), inference)


def _backward(
    layers: tuple[Layer, ...], xp: Namespace, params: Tree, residuals: Tree, dy: Array, first: int = 0
) -> tuple[Tree, Array]:
    """Propagate the gradient back from the last layer to ``layers[first]``."""
    grads, dx, inputs = [], dy, _inputs_of(residuals)
    for index, (layer, p, r) in reversed(list(enumerate(zip(layers, params, residuals, strict=True)))[first:]):
        dp, dx = layer.backward(xp, p, r, dx)
        grads.append(dp)
        if inputs is not None:
            check_like(f"layer {index} of the chain: the dx of its backward", dx, inputs[index])
    return tuple(reversed(grads)), dx


_inputs: ContextVar[dict[int, tuple[Tree, list[Array]]] | None] = ContextVar("_inputs", default=None)
"""Within `compare_shapes`: the residuals of each chain, by their identity, and the inputs of its layers."""


@contextmanager
def compare_shapes() -> Iterator[None]:
    """Context manager in which chains compare each ``dx`` with the input it belongs to: broadcasting would hide an error."""
    token = _inputs.set({})
    try:
        yield
    finally:
        _inputs.reset(token)


def _note_inputs(residuals: Tree, inputs: list[Array]) -> Tree:
    noted = _inputs.get()
    if noted is not None:
        noted[id(residuals)] = residuals, inputs
    return residuals


def _inputs_of(residuals: Tree) -> list[Array] | None:
    noted = _inputs.get()
    return noted[id(residuals)][1] if noted and id(residuals) in noted else None


def _dparams(layers: tuple[Layer, ...], xp: Namespace, params: Tree, residuals: Tree, dy: Array) -> Tree:
    """Return only the gradient with respect to params: the backward of layers before the first one with params is not run."""
    first = next((index for index, p in enumerate(params) if not _is_empty(p)), len(layers))
    if first == len(layers):
        return params
    grads, dy = _backward(layers, xp, params, residuals, dy, first + 1)
    return *params[:first], by_params(layers[first], xp, params[first], residuals[first], dy), *grads


def _is_empty(tree: Tree) -> bool:
    """Return True for a tree without arrays."""
    return isinstance(tree, tuple) and all(map(_is_empty, tree))


def join_values(name: str, made: Sequence[Sequence[Tree]]) -> tuple[Tree, Tree]:
    """Return the params and the state of several layers from the initial values of each; raise ValueError for what is no tree."""
    for index, values in enumerate(made):
        for word, tree in zip(("params", "state"), values, strict=True):
            _check_initial(tree, f"layer {index} of {name}: its {word}")
    params, state = (tuple(values[i] for values in made) for i in range(2))
    if len(params) > 1 and not any(isinstance(p, tuple) for p in params):
        raise ValueError(
            f"each of these {len(params)} layers has a bare array as params; together they would be taken for the weight and "
            "biases of one layer: return a tuple, (w,)"
        )
    return params, state


def _check_initial(tree: Tree, name: str) -> None:
    """Raise unless initial values are an array or a number, or nested tuples of them."""
    if isinstance(tree, tuple):
        for index, branch in enumerate(tree):
            _check_initial(branch, f"{name}[{index}]")
    elif not (hasattr(tree, "shape") and hasattr(tree, "dtype")) and not isinstance(tree, int | float):
        raise ValueError(f"{name} is a {type(tree).__name__}, expected an array, or nested tuples of arrays such as (w, b)")


def check_layers(layers: Sequence[Layer]) -> None:
    """Raise TypeError unless all are layers."""
    for layer in layers:
        if not isinstance(layer, Layer):
            raise TypeError(f"expected layers, such as bpnet.layers.affine(3), got {short_repr(layer, 40)}{_remedy(layer)}")


def _remedy(value: Any) -> str:
    """Return what to do with a value that contains a layer or stands for one."""
    if isinstance(value, str):
        return ": a layer is made by calling its factory, such as bpnet.layers.tanh()"
    if isinstance(value, list | tuple):
        return ": a list is written as bpnet.chain(*list) in sequence, or as several arguments"
    if isinstance(getattr(value, "layer", None), Layer):
        return ": of a network pass net.layer, and besides, where it has been trained, its params"
    return ": a factory is to be called, as tanh is in tanh()" if callable(value) else ""


def vjp(xp: Namespace, layer: Layer, params: Tree, state: Tree, x: ArrayT) -> tuple[ArrayT, Pullback, Tree]:
    """Run a layer forward; return ``y``, the pullback ``dy -> dparams, dx``, and the new state.

    With ``J`` the Jacobian of the layer at ``(params, x)``, ``pullback(dy)`` is ``J' dy``. Use it for a custom loss, or to
    continue with the gradient of another program.

    Parameters
    ----------
    xp
        Namespace of the arrays.
    layer
        From `chain` or the factories of `bpnet.layers`.
    params, state
        Trees, as ``layer.init`` returns them.
    x
        Inputs (batch, n_in).
    """
    check_layers((layer,))
    y, residuals, state = layer.forward(xp, params, state, x)
    return cast("ArrayT", y), lambda dy: layer.backward(xp, params, residuals, dy), state
