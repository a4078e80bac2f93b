"""Checks of the layers and the loss that a network is built from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from bpnet._checks import check_integer, from_name
from bpnet._messages import short_repr
from bpnet._specs import factory_name, last_layer_name, with_spec_of
from bpnet.arrays import Array, Namespace, Tree, call_read_only, leaves
from bpnet.backprop import Layer, chain
from bpnet.layers import ACTIVATIONS
from bpnet.losses import LOSSES, Loss
from bpnet.minimizers import MINIMIZERS, Minimizer
from bpnet.optimizers import OPTIMIZERS, Optimizer
from bpnet.random import Draw, key_of
from bpnet.training.host_arrays import dtype_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def one_layer(layers: Layer | Sequence[Layer]) -> Layer:
    """Return a layer itself, or several layers chained into one."""
    if not isinstance(layers, Layer | tuple | list):
        raise TypeError(f"expected a layer, such as bpnet.layers.affine(3), or a list of layers, got {short_repr(layers)}")
    return layers if isinstance(layers, Layer) else chain(*layers)


def choose_optimizer(given: Any) -> Optimizer:
    """Return an optimizer by name, or itself; raise for a minimizer, which trains on all samples at once."""
    if isinstance(given, Minimizer) or (isinstance(given, str) and given in MINIMIZERS):
        name = given if isinstance(given, str) else factory_name(given)
        raise ValueError(
            f"{name} minimizes the loss of all samples at once: pass it to net.fit(x, y, epochs=100, optimizer={name!r})"
        )
    return from_name("optimizer", given, OPTIMIZERS, Optimizer)


def choose_loss(given: str | Loss) -> Loss:
    """Return the loss that a name or a `Loss` stands for."""
    if isinstance(given, list | tuple) and not isinstance(given, Loss):
        raise TypeError(f"loss is {len(given)} losses, expected one: bpnet.losses.joint(losses, widths) is that of several heads")
    loss = from_name("loss", given, LOSSES, Loss)
    for name in (each.output_activation for each in (loss, *(head.loss for head in loss.heads))):
        if name is not None and name not in ACTIVATIONS:
            expected = "expected None or a name of bpnet.layers.ACTIVATIONS, such as 'softmax'"
            raise ValueError(f"the loss has output_activation={short_repr(name)}, {expected}")
    return loss


def choose_output_activation(given: str | Layer, n_out: int) -> Layer:
    """Return the activation that a name or a layer without params and state stands for, for ``n_out`` outputs."""
    layer = from_name("activation", given, ACTIVATIONS, Layer)
    *trees, width = layer.init(Draw(np, key_of(0)), n_out)
    if trees != [(), ()] or width != n_out:
        expected = f"expected an activation of {n_out} outputs, such as bpnet.layers.softmax()"
        raise ValueError(f"output_activation has params or state, or {width} outputs, {expected}")
    return layer


def check_last_layer(layer: Layer, loss: Loss) -> None:
    """Raise if the last layer applies an activation that the loss applies itself."""
    last = last_layer_name(layer)
    if loss.output_activation is not None and last in {"sigmoid", "softmax", "exp", loss.output_activation}:
        raise ValueError(f"this loss applies {loss.output_activation} itself: leave out the last {last}")


def check_trainable(params: Tree, n_out: int, loss: Loss) -> None:
    """Raise if there is nothing to train, no params or a softmax of one output, or if the loss cannot have ``n_out`` outputs."""
    for head in loss.heads:
        check_trainable(params, head.width, head.loss)
    check_integer("the width of targets, which target_width of the loss returns,", loss.width_of_targets(n_out))
    if loss.output_activation == "softmax" and n_out == 1:
        raise ValueError("softmax of one output is always 1: use binary_cross_entropy, or one output per class")
    if not list(leaves(params)):
        raise ValueError("these layers have no params to train: add a layer that has some, such as bpnet.layers.affine(n_out)")


def with_checked_output(layer: Layer, n_out: int) -> Layer:
    """Return a layer that raises if it writes to its arguments, or if its output is not (batch, ``n_out``) of the dtype of x."""

    def run(function: Callable[..., Any], xp: Namespace, params: Tree, state: Tree, x: Array) -> Any:
        result = call_read_only("a layer", function, xp, params, state, x, protect=False)
        y = result[0] if isinstance(result, tuple) else result
        batched = x.ndim > 1  # under jax.vmap a function may see one sample
        if tuple(y.shape[-1:]) != (n_out,) or (batched and y.shape[-2:-1] != x.shape[-2:-1]):
            expected = f"expected (batch, {n_out}), the n_out of their init"
            raise ValueError(f"the layers return an output of shape {tuple(y.shape)}, {expected}")
        if (isinstance(y, np.ndarray) and not isinstance(x, np.ndarray)) or y.dtype != x.dtype:
            came, expected = (f"{type(array).__name__} of {dtype_name(array)}" for array in (y, x))
            raise ValueError(f"the layers return an output that is a {came}, expected a {expected} like their input")
        return result

    return with_spec_of(layer, layer._replace(forward=partial(run, layer.forward), inference=partial(run, layer.inference)))
