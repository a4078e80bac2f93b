"""Operations of a plan that move into the only loop that reads their results."""

import numpy as np
import pytest
from row_cases import arguments, planned

import bpnet
from bpnet import layers, losses, optimizers
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


def reduced(xp, x, w):
    """The largest number is known after the loop that finds it."""
    return (x @ w) * xp.max(x * x, axis=1, keepdims=True)


@pytest.mark.parametrize(
    ("function", "arrays", "names"),
    [
        (derivative, (X, W), [["tanh"], ["matmul"], ["multiply", "subtract", "multiply"]]),
        (read_twice, (X, W), [["tanh", "multiply", "subtract"], ["matmul"], ["multiply"], ["matmul"], ["add"]]),
        (of_two, (X, W, MANY), [["tanh", "add"], ["matmul"], ["multiply"]]),
        (reduced, (X, W), [["multiply", "max"], ["matmul"], ["multiply"]]),
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


def unknown_operands(fused, outputs):
    """Operands that a group reads before they are known: inside its loop, or stored by an earlier group."""
    stored, inside, missing = stored_values(fused, outputs), fused.inside, []
    for index, group in enumerate(fused.groups):
        own = {op.result: place for place, op in enumerate(group.operations)}
        for place, op in enumerate(group.operations):
            for x in op.values:
                root = fused.root(x)
                if root in own:
                    missing += [x] if root not in inside or root is not x or own[root] >= place else []
                elif root in fused.made:
                    missing += [x] if fused.made[root] > index or root not in stored else []
    return missing


def labels_of(rng, shape):
    """Labels of the samples."""
    return rng.integers(0, shape[1], shape[0])


STEPS = {
    "softmax and cross-entropy": ([layers.dense(5, "tanh"), layers.affine(4)], losses.softmax_cross_entropy()),
    "layer norm": ([layers.affine(5), layers.layer_norm(), layers.dense(4, "gelu")], losses.squared_error()),
    "batch norm": ([layers.affine(5), layers.batch_norm(), layers.softmax()], losses.squared_error()),
}


@pytest.mark.parametrize("kind_of", ["native", "exact"])
@pytest.mark.parametrize("name", STEPS)
def test_every_operand_is_known_where_it_is_read(name, kind_of):
    parts, loss = STEPS[name]
    given = arguments(bpnet.chain(*parts), optimizers.adam(), 40, labels_of if "softmax" in name else None)
    plan = planned(kind_of, bpnet.chain(*parts), loss, optimizers.adam(), given)
    outputs = set(leaves(plan.outputs))
    fused = fuse(plan, kind)
    moved = sink(fused, outputs)
    assert unknown_operands(fused, outputs) == unknown_operands(moved, outputs) == []
    careless = sink(fused._replace(inside=set(fused.made)), outputs)  # as if results of reductions were known inside
    if kind_of == "native":
        assert unknown_operands(careless._replace(inside=fused.inside), outputs) != []


@pytest.mark.parametrize("arithmetic", ["native", "exact"])
def test_reductions_of_rows_in_blocks_have_the_numbers_of_plain_steps(arithmetic):
    pytest.importorskip("numba", reason="its blocks of rows are what is tested")
    x = np.random.default_rng(0).standard_normal((6000, 6))
    labels = np.arange(6000) % 7

    def loss(backend):
        parts = [layers.dense(16, "tanh"), layers.layer_norm(), layers.affine(7)]
        options = {"loss": "softmax_cross_entropy", "optimizer": optimizers.sgd(0.1), "seed": 0, "arithmetic": arithmetic}
        net = bpnet.Network(parts, n_in=6, backend=backend, **options)
        history = net.fit(x, labels, epochs=3)
        assert history.provenance["step"].startswith("compiled")
        return history.loss

    ours, theirs = loss("numba"), loss("numpy")
    np.testing.assert_allclose(ours, theirs, rtol=0 if arithmetic == "exact" else 1e-12)
