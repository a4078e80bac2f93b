"""L-BFGS: curvature from the last changes of params and gradient."""

from __future__ import annotations

import math

from bpnet._checks import check_integer, check_nonnegative
from bpnet._specs import factory
from bpnet.arrays import Array, Namespace, Tree, map_tree
from bpnet.minimizers.base import CONVERGED, STUCK, Iterate, Minimizer, Objective, dot, steepest
from bpnet.minimizers.line_search import Point, search
from bpnet.optimizers.base import scalar


@factory("minimizers.lbfgs")
def lbfgs(*, history: int = 10, tolerance: float = 1e-5, max_evaluations: int = 20) -> Minimizer:
    """``p + t d`` with ``d = -H g``, where H is the BFGS approximation of the inverse Hessian from changes s of p and y of g.

    H is applied by the two-loop recursion, from ``H0 = (s'y / y'y) I`` of the last pair. The step t has the strong Wolfe
    conditions with c1 = 1e-4 and c2 = 0.9; the first one to try is 1, without pairs ``min(1, 1 / |g|)``. A pair is kept if
    ``s'y > 2**-52 y'y``. Where no step along d lowers the loss, pairs are dropped; where none along -g does, it stops.

    An iteration takes one evaluation of loss and gradient, or a few more. Two numbers of each, and four more, are read to the
    host; about ``2 history + 6`` trees like the params stay on the device.

    Parameters
    ----------
    history
        Number of pairs.
    tolerance
        The minimization stops when no element of the gradient is larger than this.
    max_evaluations
        Maximum number of evaluations of a line search; then a step that only has the first Wolfe condition is taken.

    Notes
    -----
    Source: Nocedal, "Updating quasi-Newton matrices with limited storage", 1980; Liu, Nocedal, "On the limited memory BFGS method
    for large scale optimization", 1989; the condition for pairs: Byrd, Lu, Nocedal, Zhu, "A limited memory algorithm for bound
    constrained optimization", 1995, equation 3.9.
    """
    history, most = check_integer("history", history), check_integer("max_evaluations", max_evaluations)
    tolerance = check_nonnegative("tolerance", tolerance)

    def start(_xp: Namespace, objective: Objective, params: Tree, memory: tuple[Tree, ...]) -> Iterate:
        value, grads = objective.value_and_grad(params)
        return Iterate(params, float(value), grads, memory)

    def iterate(xp: Namespace, objective: Objective, at: Iterate) -> Iterate:
        if steepest(xp, at.value, at.grads) <= tolerance:
            return at._replace(stopped=CONVERGED)
        for pairs in (at.memory, ()) if at.memory else ((),):
            origin, found = _along(xp, objective, at, pairs, most)
            if found.step > 0.0:
                return Iterate(found.params, found.value, found.grads, (*pairs, *_pair(xp, origin, found))[-history:])
        return at._replace(stopped=STUCK)

    return Minimizer(start, iterate, lambda xp, params: (params, params, scalar(xp, params, 1.0)))


def _along(xp: Namespace, objective: Objective, at: Iterate, pairs: tuple[Tree, ...], most: int) -> tuple[Point, Point]:
    """Search along ``-H g``; return the points at its start and at its end, which is the same one if no step lowers the loss."""
    d = map_tree(lambda h: -h, times_inverse(xp, at.grads, pairs))
    origin = Point(0.0, at.value, float(dot(xp, at.grads, d)), at.params, at.grads)
    if not -math.inf < origin.slope < 0.0:
        return origin, origin

    def point(step: float) -> Point:
        t = scalar(xp, at.params, step)
        params = map_tree(lambda p, q: p + t * q, at.params, d)
        value, grads = objective.value_and_grad(params)
        f, slope = float(value), float(dot(xp, grads, d))
        return Point(step, f if math.isfinite(slope) and not math.isnan(f) else math.inf, slope, params, grads)

    return origin, search(point, origin, 1.0 if pairs else min(1.0, 1.0 / math.sqrt(-origin.slope)), most)


def times_inverse(xp: Namespace, g: Tree, pairs: tuple[Tree, ...]) -> Tree:
    """``H g`` for pairs ``(s, y, 1 / s'y)``, the last one last: the two-loop recursion."""
    alphas: list[Array] = []
    for s, y, rho in reversed(pairs):
        alphas.append(alpha := rho * dot(xp, s, g))
        g = map_tree(lambda q, v, alpha=alpha: q - alpha * v, g, y)
    if pairs:
        _, y, rho = pairs[-1]
        gamma = xp.divide(xp.ones_like(rho), rho * dot(xp, y, y))
        g = map_tree(lambda q: gamma * q, g)
    for (s, y, rho), alpha in zip(pairs, reversed(alphas), strict=True):
        rest = alpha - rho * dot(xp, y, g)
        g = map_tree(lambda q, u, rest=rest: q + rest * u, g, s)
    return g


def _pair(xp: Namespace, origin: Point, found: Point) -> tuple[Tree, ...]:
    """Return the pair of a step as a tuple of one, or () if its curvature is not positive."""
    s, y = (map_tree(lambda new, old: new - old, *both) for both in ((found.params, origin.params), (found.grads, origin.grads)))
    curvature = dot(xp, s, y)
    if not 2.0**-52 * float(dot(xp, y, y)) < float(curvature) < math.inf:
        return ()
    return ((s, y, xp.divide(xp.ones_like(curvature), curvature)),)
