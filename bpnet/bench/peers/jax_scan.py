"""Hand-written JAX: one jit for the whole training with a single batch, or for an epoch of batches, with donated weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from bpnet.bench.cases import Case, Task
from bpnet.bench.peers import NotHereError, Start, Train


def prepare(task: Task, make_loops: Callable[[Case], Any] | None = None) -> Start:
    """Transfer the data, and make the loops, by `loops` unless another function is passed."""
    case, batches = task.case, transfer(task)
    epoch, whole = (make_loops or loops)(case)
    one_batch = jax.tree.map(lambda a: a[0], batches)

    def start() -> Train:
        carry = first_carry(task)

        def train(epochs: int) -> Any:
            nonlocal carry
            if case.is_full_batch:
                carry, losses = whole(carry, one_batch, epochs)
                return np.asarray(losses).tolist()
            values = []
            for _ in range(epochs):
                carry, value = epoch(carry, batches)
                values.append(value)
            return [float(value) for value in values]

        return train

    return start


def transfer(task: Task) -> Any:
    """Return the batches ``(x, y)`` on the device, with an axis of batches in front."""
    case = task.case
    jax.config.update("jax_enable_x64", case.dtype == "float64")
    jax.config.update("jax_default_matmul_precision", "highest")  # IEEE products, not TF32
    split = (a.reshape(case.steps, case.batch, *a.shape[1:]) for a in (task.x, task.y))
    return jax.device_put(tuple(split), device_of(case.device))


def first_carry(task: Task) -> Any:
    """Return the initial weights on the device, Adam's moments and the number of updates."""
    params = jax.device_put([*map(tuple, task.copy_weights())], device_of(task.case.device))
    zeros = jax.tree.map(jnp.zeros_like, params)
    return params, zeros, jax.tree.map(jnp.zeros_like, params), jnp.zeros((), int)


def loops(case: Case) -> Any:
    """Return the jit of an epoch of batches, and that of all epochs on one batch."""
    step = step_of(case)

    def epoch(carry: Any, batches: Any) -> Any:
        carry, losses = jax.lax.scan(step, carry, batches)
        return carry, jnp.mean(losses)

    def whole(carry: Any, batch: Any, epochs: int) -> Any:
        return jax.lax.scan(lambda carry, _: step(carry, batch), carry, length=epochs)

    return jax.jit(epoch, donate_argnums=0), jax.jit(whole, static_argnums=2, donate_argnums=0)


def step_of(case: Case) -> Any:
    """Return the update on one batch."""
    loss_of = squared_error(case) if case.loss == "squared_error" else cross_entropy
    update = adam if case.optimizer == "adam" else descent

    def step(carry: Any, batch: Any) -> Any:
        loss, grads = jax.value_and_grad(loss_of)(carry[0], *batch)
        return update(carry, grads, case.rate), loss

    return step


def squared_error(case: Case) -> Any:
    """Return the loss: the sum over the samples, or the mean, of ``0.5 sum((o - y)**2)``; all layers have one activation."""
    activation = getattr(jax.nn, case.hidden)
    half = 0.5 / case.batch if case.reduction == "mean" else 0.5

    def loss_of(params: Any, x: Any, y: Any) -> Any:
        for w, b in params:
            x = activation(x @ w + b)
        return half * jnp.sum((x - y) ** 2)

    return loss_of


def cross_entropy(params: Any, x: Any, y: Any) -> Any:
    """Mean cross-entropy of a network with rectified hidden layers."""
    *hidden, (w, b) = params
    for hidden_w, hidden_b in hidden:
        x = jax.nn.relu(x @ hidden_w + hidden_b)
    logs = jax.nn.log_softmax(x @ w + b)
    return -jnp.mean(jnp.take_along_axis(logs, y[:, None], axis=1))


def descent(carry: Any, grads: Any, rate: float) -> Any:
    """Gradient descent, ``p - rate g``."""
    params, *rest = carry
    return jax.tree.map(lambda p, g: p - rate * g, params, grads), *rest


def adam(carry: Any, grads: Any, rate: float, b1: float = 0.9, b2: float = 0.999, eps: float = 1e-8) -> Any:
    """Adam (Kingma and Ba, 2015)."""
    params, m, v, t = carry
    t = t + 1
    m = jax.tree.map(lambda m, g: b1 * m + (1.0 - b1) * g, m, grads)
    v = jax.tree.map(lambda v, g: b2 * v + (1.0 - b2) * g * g, v, grads)
    c1, c2 = 1.0 - b1**t, 1.0 - b2**t
    params = jax.tree.map(lambda p, m, v: p - rate * (m / c1) / (jnp.sqrt(v / c2) + eps), params, m, v)
    return params, m, v, t


def device_of(name: str) -> Any:
    """Return JAX's first device of a platform."""
    try:
        return jax.devices(name)[0]
    except RuntimeError as error:
        raise NotHereError(f"JAX {jax.__version__} sees no {name.upper()}") from error
