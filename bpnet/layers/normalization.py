"""Layers that standardize signals to mean 0 and variance 1, and then scale and shift them."""

from __future__ import annotations

import math

from bpnet._checks import check_fraction, check_positive
from bpnet._specs import factory
from bpnet.arrays import Array, Namespace, Tree
from bpnet.backprop import Layer, stateless
from bpnet.random import Draw

LARGE = 2.0**30
"""Larger differences are scaled down to it."""


def _standardize(xp: Namespace, x: Array, axis: int, eps: float) -> tuple[Array, Array, Array, Array]:
    """``(x - m) / s``, ``1 / s``, ``m`` and the variance v along an axis that is kept, with ``s = sqrt(v + eps)``.

    The first number is subtracted before the mean, so that the mean of equal numbers is exact; the differences are scaled down
    to at most `LARGE`, so that no square overflows.
    """
    first = x[..., :1] if axis == -1 else x[..., :1, :]
    d = x - first
    scale = xp.maximum(xp.max(xp.abs(d), axis=axis, keepdims=True) * LARGE**-1, 1.0)
    d = xp.divide(d, scale)
    m = xp.mean(d, axis=axis, keepdims=True)
    d = d - m
    v = xp.mean(d * d, axis=axis, keepdims=True)
    e = xp.divide(math.sqrt(eps), scale)
    r = xp.divide(1.0, xp.sqrt(v + e * e))
    return d * r, xp.divide(r, scale), first + scale * m, v * scale * scale


def _standardize_backward(xp: Namespace, z: Array, r: Array, dz: Array, axis: int) -> Array:
    """``dx = (dz - mean(dz) - z mean(dz z)) / s`` for ``z = (x - m) / s``: mean and variance depend on x too."""
    return r * (dz - xp.mean(dz, axis=axis, keepdims=True) - z * xp.mean(dz * z, axis=axis, keepdims=True))


def _scale_and_shift(params: Tree, z: Array, xp: Namespace) -> Array:
    """``y = scale z + shift``; both params are (n,)."""
    scale, shift = params
    return xp.expand_dims(scale, axis=-2) * z + xp.expand_dims(shift, axis=-2)


def _check_width(params: Tree, x: Array) -> Array:
    """Return the input, or raise ValueError unless it has one feature per param: a single one would broadcast to many."""
    if x.shape[-1] != params[0].shape[-1]:
        raise ValueError(f"a normalization of {params[0].shape[-1]} features got an input of shape {tuple(x.shape)}")
    return x


def _first_params(draw: Draw, n: int) -> Tree:
    return draw.full((n,), 1.0), draw.full((n,), 0.0)


@factory("layers.layer_norm")
def layer_norm(eps: float = 1e-5) -> Layer:
    """``y = scale (x - m) / sqrt(v + eps) + shift``, with mean m and variance v of each sample over its features.

    Params are ``(scale, shift)``, (n,) each. Source: Ba, Kiros, Hinton, "Layer normalization", 2016.
    """
    eps = check_positive("eps", eps)

    def forward(xp: Namespace, params: Tree, x: Array) -> tuple[Array, Tree]:
        z, r, _, _ = _standardize(xp, _check_width(params, x), -1, eps)
        return _scale_and_shift(params, z, xp), (z, r)

    def backward(xp: Namespace, params: Tree, residuals: Tree, dy: Array) -> tuple[Tree, Array]:
        z, r = residuals
        dx = _standardize_backward(xp, z, r, dy * xp.expand_dims(params[0], axis=-2), -1)
        return (xp.sum(dy * z, axis=-2), xp.sum(dy, axis=-2)), dx

    return stateless(forward, backward, lambda draw, n: (_first_params(draw, n), n))


@factory("layers.batch_norm")
def batch_norm(momentum: float = 0.1, eps: float = 1e-5) -> Layer:
    """``y = scale (x - m) / sqrt(v + eps) + shift``, with mean m and variance v of each feature over the batch.

    Params are ``(scale, shift)``, state ``(m, v)``, running statistics that inference uses: in training each becomes
    ``(1 - momentum) running + momentum new``, where the new variance is ``v batch / (batch - 1)``, as in PyTorch.
    In training, a batch of one sample raises ValueError.

    Source: Ioffe, Szegedy, "Batch normalization", 2015.
    """
    momentum, eps = check_fraction("momentum", momentum), check_positive("eps", eps)

    def init(draw: Draw, n: int) -> tuple[Tree, Tree, int]:
        return _first_params(draw, n), (draw.full((n,), 0.0), draw.full((n,), 1.0)), n

    def forward(xp: Namespace, params: Tree, state: Tree, x: Array) -> tuple[Array, Tree, Tree]:
        batch = x.shape[-2]
        if batch < 2:  # noqa: PLR2004 - one sample has no variance
            raise ValueError("batch_norm: a batch in training needs at least 2 samples, got 1; choose another batch_size")
        z, r, m, v = _standardize(xp, _check_width(params, x), -2, eps)
        new = m, v * (batch / (batch - 1))
        keep = 1.0 - momentum
        state = tuple(keep * old + momentum * xp.squeeze(s, axis=-2) for old, s in zip(state, new, strict=True))
        return _scale_and_shift(params, z, xp), (z, r), state

    def backward(xp: Namespace, params: Tree, residuals: Tree, dy: Array) -> tuple[Tree, Array]:
        z, r = residuals
        dx = _standardize_backward(xp, z, r, dy * xp.expand_dims(params[0], axis=-2), -2)
        return (xp.sum(dy * z, axis=-2), xp.sum(dy, axis=-2)), dx

    def inference(xp: Namespace, params: Tree, state: Tree, x: Array) -> Array:
        m, v = (xp.expand_dims(s, axis=-2) for s in state)
        return _scale_and_shift(params, xp.divide(_check_width(params, x) - m, xp.sqrt(v + eps)), xp)

    return Layer(init, forward, backward, inference)
