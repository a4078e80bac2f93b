"""Hand-written NumPy: few calls, in-place updates, no preallocated buffers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from bpnet.bench.peers import Start, Task, Train


def prepare(task: Task) -> Start:
    """Select the program for XOR, for other squared errors or for classifiers."""
    if task.case.replicas:
        return lambda: one_by_one(task)
    program = xor if task.case.is_textbook else regression if task.case.is_full_batch else classifier
    return lambda: program(task)


def one_by_one(task: Task) -> Train:
    """Train one network after another."""
    case = task.case._replace(replicas=0)
    weights = [[(w[index], b[index]) for w, b in task.weights] for index in range(task.case.replicas)]
    trains = [prepare(task._replace(case=case, weights=own))() for own in weights]

    def train(epochs: int) -> list[float]:
        return [float(loss) for loss in np.mean([one(epochs) for one in trains], axis=0)]

    return train


def xor(task: Task) -> Train:
    """Train one hidden layer of sigmoids by gradient descent on ``0.5 sum((o - y)**2)``."""
    x, y, rate = task.x, task.y, task.case.rate
    (w1, b1), (w2, b2) = task.copy_weights()

    def train(epochs: int) -> list[float]:
        losses = []
        for _ in range(epochs):
            h = 1.0 / (1.0 + np.exp(-(x @ w1 + b1)))
            o = 1.0 / (1.0 + np.exp(-(h @ w2 + b2)))
            error = o - y
            losses.append(0.5 * np.vdot(error, error))
            d2 = error * o * (1.0 - o)
            d1 = (d2 @ w2.T) * h * (1.0 - h)
            w2[...] -= rate * (h.T @ d2)
            b2[...] -= rate * d2.sum(axis=0)
            w1[...] -= rate * (x.T @ d1)
            b1[...] -= rate * d1.sum(axis=0)
        return losses

    return train


def regression(task: Task) -> Train:
    """Train layers of tanh on the mean over the samples of ``0.5 sum((o - y)**2)``; all samples are one batch."""
    case, x, y = task.case, task.x, task.y
    layers = task.copy_weights()
    update = (adam if case.optimizer == "adam" else descent)([p for layer in layers for p in layer], case.rate)

    def step() -> float:
        activations = [x]
        for w, b in layers:
            z = activations[-1] @ w
            z += b
            activations.append(np.tanh(z, out=z))
        d = activations[-1] - y
        loss = 0.5 * np.vdot(d, d) / case.batch
        d /= case.batch
        grads = []
        for i in range(len(layers) - 1, -1, -1):
            slope = activations.pop()
            slope *= slope
            np.subtract(1.0, slope, out=slope)
            d *= slope
            grads += [d.sum(axis=0), activations[i].T @ d]
            if i:
                d = d @ layers[i][0].T
        update(grads[::-1])
        return float(loss)

    return lambda epochs: [step() for _ in range(epochs)]


def classifier(task: Task) -> Train:
    """Train hidden layers of rectified units with softmax and mean cross-entropy."""
    case, x, y = task.case, task.x, task.y
    layers = task.copy_weights()
    params = [p for layer in layers for p in layer]
    update = (adam if case.optimizer == "adam" else descent)(params, case.rate)
    rows = np.arange(case.batch)

    def step(x: Any, y: Any) -> float:
        activations = [x]
        for w, b in layers[:-1]:
            z = activations[-1] @ w
            z += b
            activations.append(np.maximum(z, 0.0, out=z))
        w, b = layers[-1]
        p = activations[-1] @ w
        p += b
        p -= p.max(axis=1, keepdims=True)
        loss = -p[rows, y].mean()
        np.exp(p, out=p)
        total = p.sum(axis=1, keepdims=True)
        loss += np.log(total).mean()
        p /= total
        p[rows, y] -= 1.0
        p /= case.batch
        grads = []
        for i in range(len(layers) - 1, -1, -1):
            a, d = activations[i], p
            grads += [d.sum(axis=0), a.T @ d]
            if i:
                p = d @ layers[i][0].T
                p *= a > 0.0
        update(grads[::-1])
        return float(loss)

    def train(epochs: int) -> list[float]:
        starts = range(0, case.n, case.batch)
        return [sum(step(x[i : i + case.batch], y[i : i + case.batch]) for i in starts) / case.steps for _ in range(epochs)]

    return train


def descent(params: list[Any], rate: float) -> Any:
    """Gradient descent, ``p -= rate g``."""

    def update(grads: list[Any]) -> None:
        for p, g in zip(params, grads, strict=True):
            g *= rate
            p -= g

    return update


def adam(params: list[Any], rate: float, b1: float = 0.9, b2: float = 0.999, eps: float = 1e-8) -> Any:
    """Adam (Kingma and Ba, 2015), in place."""
    ms, vs = ([np.zeros_like(p) for p in params] for _ in range(2))
    t = 0

    def update(grads: list[Any]) -> None:
        nonlocal t
        t += 1
        step_size, root = rate / (1.0 - b1**t), (1.0 - b2**t) ** 0.5
        for p, g, m, v in zip(params, grads, ms, vs, strict=True):
            m *= b1
            m += (1.0 - b1) * g
            g *= g
            g *= 1.0 - b2
            v *= b2
            v += g
            np.sqrt(v, out=g)
            g /= root
            g += eps
            np.divide(m, g, out=g)
            g *= step_size
            p -= g

    return update
