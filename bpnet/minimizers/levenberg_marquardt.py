"""The method of Levenberg and Marquardt for losses that are sums of squares."""

from __future__ import annotations

import math

from bpnet._checks import check_integer, check_nonnegative, check_number
from bpnet._messages import short_repr
from bpnet._specs import factory
from bpnet.arrays import Array, Namespace, Tree, device_of, leaves, map_tree
from bpnet.backprop import Layer
from bpnet.derivatives import jacobian
from bpnet.losses.base import split_target
from bpnet.minimizers.base import CONVERGED, STUCK, Iterate, Minimizer, Objective, steepest
from bpnet.optimizers.base import scalar

LEAST, MOST = 1e-15, 1e10
"""Limits of the damping; beyond the largest one the minimization stops."""
MATRICES = 6
"""Matrices (p, p) that are in memory at once: the sum of J'J, that of a portion, the damped one, its factor, copies to solve."""


@factory("minimizers.levenberg_marquardt")
def levenberg_marquardt(*, damping: float = 0.01, factor: float = 10, tolerance: float = 1e-5, memory: int = 2**31) -> Minimizer:
    """``p - (J'J + m I)^-1 J'r``, where r are all outputs minus their targets, times ``sqrt(w)``, and J their derivatives by p.

    If the step lowers the loss, it is taken, and the damping m is divided by ``factor``; otherwise m is multiplied by it, and
    the step is computed again. The loss must be `bpnet.losses.squared_error`, as a mean or as a sum: steps are the same.

    J is computed by the backward pass of the layers, in inference, for some rows at a time: n samples take ``2 n n_out p**2``
    operations for J'J, and each step ``5/3 p**3`` for a factorization of Cholesky and two solutions. Memory is ``6 p**2``
    numbers and a portion of J, 4,194,304 numbers and a few copies. In exact arithmetic systems are solved by elimination,
    ``p`` passes over the matrix.

    Parameters
    ----------
    damping
        The first m, from 1e-15 to 1e10.
    factor
        Above 1.
    tolerance
        The minimization stops when no element of the gradient of the loss is larger than this, or when no damping up to 1e10
        gives a lower loss.
    memory
        Limit in bytes for the matrices, by default 2 GiB, enough for 6,688 params in float64.

    Raises
    ------
    ValueError
        By `Network.fit`, for more params than that, and for other losses.

    Notes
    -----
    Source: Hagan, Menhaj, "Training feedforward networks with the Marquardt algorithm", 1994: the defaults of ``damping`` and
    ``factor``; Marquardt, "An algorithm for least-squares estimation of nonlinear parameters", 1963.
    """
    damping, tolerance = _check_damping(damping), check_nonnegative("tolerance", tolerance)
    limit = check_integer("memory", memory)
    if check_number("factor", factor) <= 1.0:
        raise ValueError(f"factor must be larger than 1, got {short_repr(factor)}")

    def start(xp: Namespace, objective: Objective, params: Tree, memory: tuple[Tree, ...]) -> Iterate:
        p = sum(math.prod(leaf.shape) for leaf in leaves(params))
        needed = MATRICES * p * p * xp.finfo(next(leaves(params)).dtype).bits // 8
        if needed > limit:
            needs = f"{needed:,} bytes for matrices of {p:,} params, more than memory={limit:,}"
            raise ValueError(f"levenberg_marquardt needs {needs}: take 'lbfgs', a smaller network, or pass a larger limit")
        return Iterate(params, objective.value(params), (), memory[-1:] or (scalar(xp, params, damping),))

    def iterate(xp: Namespace, objective: Objective, at: Iterate) -> Iterate:
        matrix, m = objective.squares(at.params), max(LEAST, float(at.memory[-1]))  # 0 would stay 0
        a, g = matrix[:-1, :-1], matrix[:-1, -1:]
        if steepest(xp, at.value, g, objective.scale) <= tolerance:
            return at._replace(stopped=CONVERGED)
        while m <= MOST:
            step = solve(xp, a, g, m)
            if step is not None:
                params = map_tree(lambda p, s: p - s, at.params, unpack(xp, step, at.params))
                value = objective.value(params)
                if value < at.value:
                    return Iterate(params, value, (), (scalar(xp, params, max(LEAST, m / factor)),))
            m *= factor
        return at._replace(stopped=STUCK)

    return Minimizer(start, iterate, lambda xp, params: scalar(xp, params, damping), least_squares=True)


def _check_damping(damping: float) -> float:
    kind = f"a number from {LEAST:g} to {MOST:g}"
    if not LEAST <= check_number("damping", damping, kind) <= MOST:
        raise ValueError(f"damping must be {kind}, got {short_repr(damping)}")
    return float(damping)


def squares(xp: Namespace, layer: Layer, params: Tree, state: Tree, x: Array, target: Tree) -> Tree:
    """``K'K``, (p + 1, p + 1), of ``K = [J, r]``: J'J, the column J'r and, last, r'r."""
    t, weight = split_target(target)
    parts = [*leaves(jacobian(xp, layer, params, state, x, by="params")), layer.inference(xp, params, state, x) - t]
    rows = math.prod(t.shape)
    k = xp.concat([xp.reshape(part, (*t.shape, math.prod(part.shape) // rows)) for part in parts], axis=-1)
    if weight is not None:
        k = k * xp.reshape(xp.sqrt(weight), (-1, 1, 1))
    k = xp.reshape(k, (rows, k.shape[-1]))
    return xp.matmul(xp.matrix_transpose(k), k)


def unpack(xp: Namespace, vector: Array, like: Tree) -> Tree:
    """Return a vector (p, 1) as a tree, with the numbers of a leaf one after another."""
    last = 0

    def take(leaf: Array) -> Tree:
        nonlocal last
        first, last = last, last + math.prod(leaf.shape)
        return xp.reshape(vector[first:last, :], leaf.shape)

    return map_tree(take, like)


def solve(xp: Namespace, a: Array, g: Array, m: float) -> Array | None:
    """``(a + m I)^-1 g`` for a symmetric matrix, or None if the sum is not positive definite."""
    index = xp.expand_dims(xp.arange(g.shape[0], dtype=xp.int64, device=device_of(a)), axis=1)
    a = xp.where(index == xp.matrix_transpose(index), a + m, a)
    if not hasattr(xp, "linalg"):
        return eliminate(xp, a, g)
    try:
        lower = xp.linalg.cholesky(a)
        step: Array = xp.linalg.solve(xp.matrix_transpose(lower), xp.linalg.solve(lower, g))
    except Exception as error:
        if "LinAlgError" not in type(error).__name__:
            raise
        return None
    return step if xp.all(xp.isfinite(step)) else None


def eliminate(xp: Namespace, a: Array, g: Array) -> Array | None:
    """``a^-1 g`` by elimination above and below the diagonal, in operations of elements; None if a pivot is not positive."""
    p, both, pivots = g.shape[0], xp.concat([a, g], axis=1), []
    index = xp.arange(p, dtype=xp.int64, device=device_of(a))
    for k in range(p):
        at = index[k : k + 1]
        row = xp.take(both, at, axis=0)
        pivots.append(xp.take(row, at, axis=1))
        row = xp.divide(row, pivots[-1])
        both = xp.where(xp.expand_dims(index == at, axis=1), row, both - xp.take(both, at, axis=1) * row)
    return both[:, -1:] if float(xp.min(xp.concat(pivots))) > 0.0 else None
