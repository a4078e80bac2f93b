"""bpnet in a loop over batches that the user writes, in each of `WAYS`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bpnet.backprop import vjp as forward_and_pullback
from bpnet.bench.peers.bpnet_backend import chosen_compile, create

if TYPE_CHECKING:
    from collections.abc import Callable

    from bpnet.bench.peers import Start, Task, Train


def fit(net: Any, compile: bool | None) -> Callable[[Any, Any], Any]:  # noqa: A002, FBT001 - as `Network.step`
    """Step by step: what `fit` does."""
    return partial(net.step, compile=compile)


def loop(net: Any, compile: bool | None) -> Callable[[Any, Any], Any]:  # noqa: A002, FBT001 - as `fit`
    """Loss and gradient, and then an update."""

    def advance(x: Any, y: Any) -> Any:
        value, grads = net.value_and_grad(x, y, compile=compile)
        net.update(grads, compile=compile)
        return value

    return advance


def vjp(net: Any, compile: bool | None) -> Callable[[Any, Any], Any]:  # noqa: A002, FBT001 - as `fit`
    """A loss of the user's with the pullback of its gradient, compiled by `Network.compile`, and then an update."""

    def objective(xp: Any, params: Any, state: Any, x: Any, y: Any) -> Any:
        logits, pullback, state = forward_and_pullback(xp, net.layer, params, state, x)
        value, dy = cross_entropy(xp, logits, y)
        grads, _ = pullback(dy)
        return value, grads, state

    compiled = net.compile(objective)

    def advance(x: Any, y: Any) -> Any:
        value, grads, state = compiled(net.params, net.state, x, y)
        net.update(grads, state=state, compile=compile)
        return value

    return advance


WAYS = {"fit": fit, "fit plain": fit, "loop": loop, "vjp": vjp}
"""Functions ``(net, compile) -> (x, y) -> loss`` by `Peer.way`: each updates the network on one batch."""


def cross_entropy(xp: Any, logits: Any, y: Any) -> tuple[Any, Any]:
    """Return the mean cross-entropy, and its gradient ``(softmax(logits) - onehot(y)) / batch``."""
    n, n_out = logits.shape
    onehot = xp.astype(xp.expand_dims(y, axis=1) == xp.arange(n_out), logits.dtype)
    shifted = logits - xp.max(logits, axis=1, keepdims=True)
    powers = xp.exp(shifted)
    total = xp.sum(powers, axis=1, keepdims=True)
    value = (xp.sum(xp.log(total)) - xp.sum(shifted * onehot)) / n
    return value, (powers / total - onehot) / n


def prepare(task: Task) -> Start:
    """Create the network, and transfer the data."""
    case = task.case
    net, x, y = create(task)
    batches = [(x[i : i + case.batch, ...], y[i : i + case.batch, ...]) for i in range(0, case.n, case.batch)]
    advance = WAYS[task.way](net, chosen_compile(task, net.backend))

    def train(epochs: int) -> list[float]:
        values = [[advance(x, y) for x, y in batches] for _ in range(epochs)]
        return [sum(map(float, losses)) / case.steps for losses in values]  # at the end, to avoid waiting for a GPU in each step

    def start() -> Train:
        net.params = task.weights
        return train

    return start
