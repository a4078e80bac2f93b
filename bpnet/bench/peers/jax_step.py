"""Hand-written JAX as in tutorials: a loop over batches, and one jit for a step, with its own loss and its own Adam."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp

from bpnet.bench.peers import Start, Task, Train
from bpnet.bench.peers.jax_scan import first_carry, step_of, transfer


def prepare(task: Task) -> Start:
    """Transfer the data, and make the step."""
    case, batches = task.case, transfer(task)
    step = jax.jit(step_of(case), donate_argnums=0)
    pairs = [jax.tree.map(lambda a, i=i: a[i], batches) for i in range(case.steps)]

    def start() -> Train:
        carry = first_carry(task)

        def train(epochs: int) -> Any:
            nonlocal carry
            values = []
            for _ in range(epochs):
                for pair in pairs:
                    carry, loss = step(carry, pair)
                    values.append(loss)
            return [float(loss) for loss in jnp.stack(values).reshape(epochs, case.steps).mean(axis=1)]

        return train

    return start
