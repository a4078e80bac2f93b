"""Steps whose plans are split over rows, and the reference that parts of a batch are compared with."""

import numpy as np

import bpnet
from bpnet import losses, optimizers
from bpnet.arrays import leaves, map_tree
from bpnet.compiler import trace
from bpnet.compiler.exact import FUNCTIONS, ExactStep
from bpnet.compiler.float_bits import ExactOperations
from bpnet.compiler.row_parts import run_in_parts
from bpnet.compiler.rows import split_rows

BATCHES = (1, 31, 32, 33, 65, 333)
KINDS = ("native", "exact")
RATE = np.asarray(0.1)


XP = ExactOperations()


def arguments(layer, optimizer, rows, target=None, dtype=np.float64, n_in=3):
    """Trees of a step; a target is a function of a generator and the shape of the outputs."""
    draw = bpnet.random.Draw(np, bpnet.random.key_of(1))
    params, state, n_out = layer.init(draw, n_in)
    rng = np.random.default_rng(rows)
    params = map_tree(lambda p: (p + 0.1 * rng.normal(size=p.shape)).astype(dtype), params)
    state = map_tree(lambda s: s.astype(dtype) if s.dtype.kind == "f" else s, state)
    t = rng.uniform(0.1, 0.9, (rows, n_out)).astype(dtype) if target is None else target(rng, (rows, n_out))
    x = rng.normal(size=(rows, n_in)).astype(dtype)
    return params, state, optimizer.init(np, params), x, t, RATE.astype(dtype)


def planned(kind, layer, loss, optimizer, given):
    step = bpnet.training_step(np, layer, loss, optimizer)
    return trace(step if kind == "native" else ExactStep(step, FUNCTIONS), *given)


def divisions(rows):
    """Parts of a batch: all rows, blocks, and some unequal parts."""
    blocks = [32] * (rows // 32) + [rows % 32] * (rows % 32 > 0)
    yield [rows]
    if len(blocks) > 1:
        yield blocks
    if rows == 333:
        yield from ([192, 141], [128, 128, 77], [96, 96, 96, 45], [32, 256, 45])


def bits(tree):
    return [np.asarray(leaf).tobytes() for leaf in leaves(tree)]


def check_parts(plan, given, axes=0):
    """Compare a plan in parts with the whole, and return its stages."""
    split = split_rows(plan, axes)
    expected = bits(plan.run(XP, *given))
    for sizes in divisions(split.rows):
        assert bits(run_in_parts(split, XP, given, sizes)) == expected, sizes
    return split


def staged(net, loss=None, rows=333, target=None, kind="native"):
    given = arguments(net, optimizers.sgd(), rows, target)
    return split_rows(planned(kind, net, loss or losses.squared_error(), optimizers.sgd(), given))


def of_samples(function):
    """A step that returns a function of x and t."""
    return lambda xp, params, state, opt_state, x, t, rate: function(xp, x, t)
