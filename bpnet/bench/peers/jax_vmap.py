"""Hand-written JAX for many networks: ``jax.vmap`` of a training step within one jit, and scans over epochs and batches."""

from __future__ import annotations

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from bpnet.bench.peers import Start, Task, Train
from bpnet.bench.peers.jax_scan import step_of


def prepare(task: Task) -> Start:
    """Transfer the data, and compile the loop."""
    case = task.case
    jax.config.update("jax_enable_x64", case.dtype == "float64")
    jax.config.update("jax_default_matmul_precision", "highest")
    batches = jax.device_put(tuple(a.reshape(case.steps, case.batch, *a.shape[1:]) for a in (task.x, task.y)))
    step = jax.vmap(step_of(case), in_axes=(0, None))

    @partial(jax.jit, static_argnums=1, donate_argnums=0)
    def whole(carry: Any, epochs: int) -> Any:
        def epoch(carry: Any, _: Any) -> Any:
            carry, losses = jax.lax.scan(step, carry, batches)
            return carry, jnp.mean(losses)

        return jax.lax.scan(epoch, carry, length=epochs)

    def start() -> Train:
        params = jax.device_put([*map(tuple, task.copy_weights())])
        zeros = [jax.tree.map(jnp.zeros_like, params) for _ in range(2)]
        carry = (params, *zeros, jnp.zeros(case.replicas, int))

        def train(epochs: int) -> Any:
            nonlocal carry
            carry, losses = whole(carry, epochs)
            return np.asarray(losses).tolist()

        return train

    return start
