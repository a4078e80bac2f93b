"""Operations of a plan that move into the only loop that reads their results."""

import numpy as np
import pytest

from bpnet.arrays import leaves
from bpnet.compiler.fusion import fuse, is_matrix_product
from bpnet.compiler.memory import stored_values
from bpnet.compiler.sinking import sink
from bpnet.compiler.trace import trace

X, W, MANY = np.ones((40, 3)), np.ones((3, 3)), np.ones((40, 3))


def kind(op):
    return "matmul" if is_matrix_product(op) else "loop"


def derivative(xp, x, w):
    """The derivative is computed with tanh, and read after a product."""
    y = xp.tanh(x)
    return y, (y @ w) * (1.0 - y * y)


def read_twice(xp, x, w):
    y = xp.tanh(x)
    slope = 1.0 - y * y
    return y, (y @ w) * slope, (slope @ w) + 1.0


def of_two(xp, x, w, a):
    """The sum is one value to read in place of two."""
    y, total = xp.tanh(x), x + a
    return y, (y @ w) * total


def returned(xp, x, w):
    y = xp.tanh(x)
    slope = 1.0 - y * y
    return y, (y @ w) * slope, slope


@pytest.mark.parametrize(
    ("function", "arrays", "names"),
    [
        (derivative, (X, W), [["tanh"], ["matmul"], ["multiply", "subtract", "multiply"]]),
        (read_twice, (X, W), [["tanh", "multiply", "subtract"], ["matmul"], ["multiply"], ["matmul"], ["add"]]),
        (of_two, (X, W, MANY), [["tanh", "add"], ["matmul"], ["multiply"]]),
        (returned, (X, W), [["tanh", "multiply", "subtract"], ["matmul"], ["multiply"]]),
    ],
)
def test_operations_move_where_that_saves_bytes(function, arrays, names):
    plan = trace(function, *arrays)
    outputs = set(leaves(plan.outputs))
    fused = fuse(plan, kind)
    moved = sink(fused, outputs)
    assert sorted([op.name for op in group.operations] for group in moved.groups) == sorted(names)
    assert moved.made == {op.result: i for i, group in enumerate(moved.groups) for op in group.operations}
    assert stored_values(moved, outputs) <= stored_values(fused, outputs)
    if function is derivative:
        assert len(stored_values(moved, outputs)) == len(stored_values(fused, outputs)) - 1
