"""Layers that draw random numbers in training."""

from __future__ import annotations

from bpnet._checks import check_fraction
from bpnet._specs import factory
from bpnet.arrays import Array, Namespace, Tree, device_of
from bpnet.backprop import Layer
from bpnet.random import Draw, words


@factory("layers.dropout")
def dropout(rate: float = 0.5) -> Layer:
    """``y = x mask / (1 - rate)`` in training, with a mask that is 0 with probability ``rate``, else 1; ``y = x`` in inference.

    State is ``(k0, k1, step)``: the two words of a key, and the number of masks drawn so far. A mask is a pure function of these,
    computed by comparing integers, so it is the same on every backend and in every dtype.

    Parameters
    ----------
    rate
        From 0 up to, not including, 1.

    Notes
    -----
    Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, "Dropout", 2014.
    """
    rate = check_fraction("rate", rate)
    threshold = round(rate * 2**32)
    scale = 1.0 / (1.0 - rate)

    def init(draw: Draw, n: int) -> tuple[Tree, Tree, int]:
        return (), draw.counter(), n

    def forward(xp: Namespace, _params: Tree, state: Tree, x: Array) -> tuple[Array, Tree, Tree]:
        k0, k1, step = state
        lanes = [xp.expand_dims(word, axis=-1) for word in state]
        x0, _ = words(xp, (lanes[0], lanes[1]), lanes[2], x.shape[-2] * x.shape[-1], device=device_of(x))
        kept = xp.reshape(x0, (*k0.shape, x.shape[-2], x.shape[-1])) >= threshold
        mask = scale * xp.astype(kept, x.dtype)
        return x * mask, mask, (k0, k1, step + 1)

    def backward(_xp: Namespace, _params: Tree, mask: Tree, dy: Array) -> tuple[Tree, Array]:
        return (), dy * mask

    return Layer(init, forward, backward, lambda _xp, _params, _state, x: x)
