"""Measure exact arithmetic against mpmath: 100,000 points of each function and dtype. Takes a minute or two; needs mpmath."""

import math

import mpmath
import numpy as np

import bpnet

POINTS = 100_000
xp = bpnet.exact(np)


def points(name, dtype):
    """Return points: half over the whole range of the function, a quarter around 1 in size, a quarter in the hardest range."""
    random, info = np.random.default_rng(0), np.finfo(dtype)
    half, quarter = POINTS // 2, POINTS // 4
    signs = np.where(random.random(quarter) < 0.5, -1.0, 1.0)
    low, high = math.log(float(info.smallest_subnormal)), math.log(float(info.max))
    tiny, top = math.log2(float(info.smallest_subnormal)), info.maxexp
    near_zero, near_one = signs * 2.0 ** random.uniform(-60, 3, quarter), 1.0 + signs * 2.0 ** random.uniform(-52, -2, quarter)
    everywhere, middle, hardest = {
        "exp": ((low, high - 0.01), (-2, 2), near_zero),
        "expm1": ((-40, high - 0.01), (-2, 2), near_zero),
        "tanh": ((-20, 20), (-1, 1), near_zero),
        "log": (2.0 ** random.uniform(tiny + 1, top - 0.01, half), (0.5, 2), near_one),
        "log1p": (2.0 ** random.uniform(-60, top - 0.01, half), (-0.999, 2), np.maximum(near_zero, -0.999)),
        "sqrt": (2.0 ** random.uniform(tiny + 1, top - 0.01, half), (0.5, 4), near_one),
    }[name]
    everywhere = random.uniform(*everywhere, half) if isinstance(everywhere, tuple) else everywhere
    return np.concatenate([everywhere, random.uniform(*middle, quarter), hardest]).astype(dtype)


def worst(name, dtype):
    """Return the worst error, in units in the last place of the correctly rounded result, and its point."""
    x = points(name, dtype)
    with np.errstate(all="ignore"):
        got = getattr(xp, name)(x)
    with mpmath.workprec(120):
        true = [getattr(mpmath, name)(mpmath.mpf(v)) for v in x.tolist()]
        units = np.spacing(np.abs(np.asarray([float(t) for t in true]).astype(dtype))).tolist()
        errors = [float(abs(mpmath.mpf(g) - t) / u) for g, t, u in zip(got.tolist(), true, units, strict=True)]
    place = int(np.argmax(errors))
    return errors[place], float(x[place])


if __name__ == "__main__":
    print(f"worst error of {POINTS:,} points, in units in the last place")
    for name in ("exp", "log", "tanh", "expm1", "log1p", "sqrt"):
        for dtype in ("float64", "float32"):
            error, place = worst(name, dtype)
            print(f"{name:6} {dtype}  {error:.2f}  at {place!r}")
