"""Layers, losses, optimizers, callbacks and backends of a user's own."""

from typing import Any, assert_type

import numpy as np
from numpy.typing import ArrayLike, NDArray

import bpnet
from bpnet.arrays import Array, Namespace, Tree, map_tree
from bpnet.backend import Backend, BackendArray
from bpnet.callbacks import Callback, Checkpoint, EarlyStopping, Run
from bpnet.losses import from_samples
from bpnet.random import Draw

x: NDArray[np.float64] = np.zeros((2, 2))
y: NDArray[np.float64] = np.ones((2, 1))


# a layer
def forward(xp: Namespace, params: Tree, x: Array) -> tuple[Array, Tree]:
    (scale,) = params
    return scale * xp.tanh(x), x


def backward(xp: Namespace, params: Tree, x: Tree, dy: Array) -> tuple[Tree, Array]:
    (scale,) = params
    t = xp.tanh(x)
    return (xp.sum(dy * t, axis=-2),), dy * scale * (1.0 - t * t)


def init(draw: Draw, n_in: int) -> tuple[Tree, int]:
    return (draw.full((n_in,), 1.0),), n_in


scaled = bpnet.stateless(forward, backward, init)
assert_type(scaled, bpnet.Layer)
cube = bpnet.stateless(lambda xp, _, x: (x * x * x, x), lambda xp, _, x, dy: ((), 3.0 * x * x * dy))
assert_type(bpnet.chain(scaled, cube), bpnet.Layer)
assert_type(bpnet.testing.check_layer(scaled, n_in=3), float)
bpnet.stateless(lambda xp, x: x, backward)  # type: ignore[arg-type, misc]  # without params, and no residuals

# a loss
loss = from_samples(
    lambda xp, t, y: xp.sum((y - t) * (y - t), axis=-1),
    lambda xp, t, y: 2.0 * (y - t),
)
assert_type(loss, bpnet.Loss)
from_samples(lambda xp, y: y, lambda xp, t, y: y)  # type: ignore[arg-type, misc]  # a value without a target


# an optimizer
def update(xp: Namespace, params: Tree, grads: Tree, opt_state: Tree, learning_rate: Array) -> tuple[Tree, Tree]:
    return map_tree(lambda p, g: p - learning_rate * xp.sign(g), params, grads), opt_state


signs = bpnet.Optimizer(lambda xp, params: (), update, 0.01)
bpnet.Optimizer(lambda xp, params: (), update, bpnet.schedules.cosine(0.1, steps=9))
bpnet.Optimizer(lambda params: (), update, 0.01)  # type: ignore[arg-type, misc]  # init takes the namespace first

net = bpnet.Network([scaled, bpnet.layers.affine(1)], n_in=2, loss=loss, optimizer=signs)

# the pure functions return the arrays that they are given
params, state, _ = net.layer.init(Draw(np, (0, 0)), 2)
value, grads, state = bpnet.value_and_grad(np, net.layer, loss, params, state, x, y)
assert_type(value, NDArray[np.float64])
out, pullback, state = bpnet.vjp(np, net.layer, params, state, x)
assert_type(out, NDArray[np.float64])
dparams, dx = pullback(2.0 * (out - y))
step = bpnet.training_step(np, net.layer, loss, signs)
value, params, state, opt_state = step(params, state, (), x, y, np.asarray(0.1))
assert_type(value, NDArray[np.float64])


# callbacks
def stop_at_once(run: Run) -> bool:
    return run.epoch >= 1 and float(run.history.loss[-1]) < 1.0


def show(run: Run) -> None:
    print(run.epoch, run.epochs, run.loss_after(), run.learning_rate, run.net.learning_rate)


class Best(Callback):
    """Remember the best loss, also in a checkpoint."""

    def __init__(self) -> None:
        self.best = float("inf")

    def __call__(self, run: Run) -> bool | None:
        self.best = min(self.best, run.loss_after())
        return None

    def state_dict(self) -> tuple[dict[str, Any], Tree]:
        return {"best": self.best}, ()

    def load_state_dict(self, data: dict[str, Any], arrays: Tree) -> None:
        self.best = float(data["best"])


net.fit(x, y, epochs=3, callbacks=[show, stop_at_once, Best(), EarlyStopping(3), Checkpoint("run.safetensors", every=2)])
net.fit(x, y, epochs=3, callbacks=(show,))
net.fit(x, y, epochs=3, callbacks=[lambda run: run.epoch == 2])
net.fit(x, y, epochs=3, callbacks=show)  # type: ignore[arg-type]  # a list of them
net.fit(x, y, epochs=3, callbacks=[lambda: True])  # type: ignore[list-item, misc]  # a callback is given the run


class Talkative(Callback):
    def finish(self) -> None:  # type: ignore[override]  # finish, too, is given the run
        print("done")


# a backend
class Plain(Backend):
    """NumPy under another name."""

    name = "plain"
    library = "numpy"
    install = "pip install numpy"

    @property
    def xp(self) -> Namespace:
        return np

    def find_device(self) -> Any:
        return "cpu"

    def from_host(self, array: ArrayLike, dtype: str | None = None) -> NDArray[Any]:
        return np.array(array, dtype=dtype)

    def to_host(self, array: Any) -> NDArray[Any]:
        return np.asarray(array)

    def device_of(self, array: object) -> str | None:
        return "cpu" if isinstance(array, np.ndarray) else None


bpnet.register_backend("plain", Plain)
assert_type(bpnet.MLP((2, 1), backend=Plain()).predict(x), BackendArray)
assert_type(bpnet.testing.check_backend(Plain()), tuple[bpnet.testing.Finding, ...])


class Half(Backend):
    name = "half"


Half()  # type: ignore[abstract]  # the rest of the contract
