"""Keras on JAX: a `Sequential`, `compile` and `fit`, whose train step Keras compiles with `jax.jit`."""

from __future__ import annotations

import os

os.environ["KERAS_BACKEND"] = "jax"  # read once, when Keras is imported

from typing import Any

import jax
import keras
import numpy as np

from bpnet.bench.cases import Case, Task
from bpnet.bench.peers import NotHereError, Start, Train
from bpnet.bench.peers.jax_scan import device_of


def prepare(task: Task) -> Start:
    """Create and compile the model; `fit` transfers the samples batch by batch."""
    if keras.backend.backend() != "jax":
        raise NotHereError(f"Keras was imported on {keras.backend.backend()} before, expected jax")
    case, labels = task.case, task.case.loss == "softmax_cross_entropy"
    jax.config.update("jax_enable_x64", case.dtype == "float64")
    jax.config.update("jax_default_matmul_precision", "highest")  # IEEE products, not TF32
    jax.config.update("jax_default_device", device_of(case.device))
    keras.config.set_floatx(case.dtype)
    keras.config.set_dtype_policy(case.dtype)  # otherwise that of an earlier model
    activations = [case.hidden] * (len(case.sizes) - 2) + [None if labels else case.hidden]
    dense = [keras.layers.Dense(n, activation=kind) for n, kind in zip(case.sizes[1:], activations, strict=True)]
    model = keras.Sequential([keras.Input(case.sizes[:1]), *dense])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True) if labels else HalfSquaredError(case)
    optimizer = keras.optimizers.Adam(case.rate, epsilon=1e-8) if case.optimizer == "adam" else keras.optimizers.SGD(case.rate)
    model.compile(optimizer, loss, steps_per_execution=case.steps)  # its option for small steps: one call per epoch
    optimizer.build(model.trainable_variables)
    first = [(variable, np.array(variable.value)) for variable in optimizer.variables]

    def start() -> Train:
        for layer, weights in zip(dense, task.weights, strict=True):
            layer.set_weights(weights)
        for variable, value in first:
            variable.assign(value)

        def train(epochs: int) -> Any:
            return model.fit(task.x, task.y, batch_size=case.batch, epochs=epochs, shuffle=False, verbose=0).history["loss"]

        return train

    return start


class HalfSquaredError(keras.losses.Loss):  # type: ignore[misc]  # Keras has no types
    """``0.5 sum((o - y)**2)`` of a sample; the sum over a batch, or the mean."""

    def __init__(self, case: Case) -> None:
        super().__init__(reduction="sum" if case.reduction == "sum" else "sum_over_batch_size")

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """Return the loss of each sample."""
        return 0.5 * keras.ops.sum(keras.ops.square(y_pred - y_true), axis=-1)
