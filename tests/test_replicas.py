"""The plan of many networks, from the plan of one: every operation, against each network by itself."""

import itertools

import numpy as np
import pytest

from bpnet.arrays import leaves, map_tree
from bpnet.compiler import OPERATIONS, TraceError, trace
from bpnet.compiler.replicas import replicate

R = 3
F, G, V, S, I, B = (2, 4), (4, 3), (4,), (), "int", "bool"

CASES = {
    "all": (lambda xp, a: (xp.all(a, axis=0), xp.all(a)), [(B, F)]),
    "any": (lambda xp, a: (xp.any(a, axis=-1, keepdims=True), xp.any(a)), [(B, F)]),
    "argsort": (lambda xp, a: (xp.argsort(a, axis=0), xp.argsort(a)), [F]),
    "astype": (lambda xp, a, b: xp.astype(a, xp.float32) * xp.astype(b, xp.float32), [F, F]),
    "broadcast_to": (lambda xp, a, b: (xp.broadcast_to(a, (5, 2, 4)) + b, xp.broadcast_to(b, (3, 4))), [F, V]),
    "concat": (lambda xp, a, b: (xp.concat([a, b], axis=0), xp.concat([b, a], axis=-1)), [F, F]),
    "expand_dims": (lambda xp, a, b: xp.expand_dims(a, axis=0) + xp.expand_dims(b, axis=-1) * 2.0, [V, F]),
    "getitem": (lambda xp, a: (a[1], a[:, 1:3], a[..., None, 0], a[None, ::-1]), [F]),
    "matmul": (lambda xp, a, b: xp.matmul(a, b), [F, G]),
    "matrix_transpose": (lambda xp, a, b: xp.matrix_transpose(a) + b, [F, (4, 2)]),
    "max": (lambda xp, a: (xp.max(a), xp.max(a, axis=1)), [F]),
    "mean": (lambda xp, a, b: (xp.mean(a, axis=(0, 1)), xp.mean(b)), [F, S]),
    "min": (lambda xp, a: (xp.min(a, axis=0, keepdims=True), xp.min(a, axis=-1)), [F]),
    "permute_dims": (lambda xp, a: xp.permute_dims(xp.reshape(a, (2, 2, 2)), (2, 0, 1)), [F]),
    "reshape": (lambda xp, a, b: xp.reshape(a, (8,)) + xp.reshape(b, (2, 1)), [F, (2,)]),
    "squeeze": (lambda xp, a: xp.squeeze(xp.expand_dims(a, axis=1), axis=1) + xp.squeeze(a[None, :1], axis=(0, 1)), [F]),
    "stack": (lambda xp, a, b: (xp.stack([a, b]), xp.stack([b, a], axis=-1)), [F, F]),
    "sum": (lambda xp, a, b: (xp.sum(a), xp.sum(a, axis=-1), xp.sum(a, axis=(0, -1), keepdims=True), xp.sum(b)), [F, S]),
    "take": (lambda xp, a, i: (xp.take(a, i, axis=1), xp.take(a, i, axis=0), xp.take(a[0], i)), [F, (I, (3,))]),
    "where": (lambda xp, c, a, b: xp.where(c, a, b), [(B, F), V, S]),
    "pow": (lambda xp, a: abs(a) ** 1.5, [F]),
}
BINARY = {"add", "subtract", "multiply", "divide", "maximum", "minimum", "less", "less_equal", "greater", "greater_equal"}
BINARY |= {"equal", "not_equal"}
BITS = {"bitwise_and", "bitwise_or", "bitwise_xor", "bitwise_left_shift", "bitwise_right_shift"}


def case_of(name):
    """A function that has an operation, with operands of several ranks, and its operands."""
    if name in CASES:
        return CASES[name]
    if name in BINARY:
        return lambda xp, a, b: (getattr(xp, name)(a, b), getattr(xp, name)(b, 0.5)), [F, V]
    if name in BITS:
        return lambda xp, a, b: getattr(xp, name)(a, 2) + getattr(xp, name)(a, b), [(I, F), (I, S)]
    if name in {"abs", "negative"}:
        return lambda xp, a, b: getattr(xp, name)(a) + b, [F, V]
    return lambda xp, a, b: getattr(xp, name)(0.5 + 0.1 * xp.tanh(a * b)), [F, V]


def draw(kind, replicas):
    """Random operands, (replicas, *shape)."""
    generator, shape = np.random.default_rng(4), kind
    if kind and isinstance(kind[0], str):
        kind, shape = kind
        numbers = generator.integers(0, 2, (replicas, *shape))
        return numbers.astype(bool if kind == B else np.int64)
    return generator.normal(size=(replicas, *shape))


def check_replicated(plan, arrays, mapped, change=lambda plan: plan):
    """Compare the replicated plan with the plan of one network for each."""
    inputs = list(leaves(plan.inputs))
    many = change(replicate(plan, {x for x, flag in zip(inputs, mapped, strict=True) if flag}, R))
    made = list(leaves(many.run(np, *[a if flag else a[0] for a, flag in zip(arrays, mapped, strict=True)])))
    for r in range(R):
        one = leaves(plan.run(np, *[a[r if flag else 0] for a, flag in zip(arrays, mapped, strict=True)]))
        for whole, alone in zip(made, one, strict=True):
            assert whole.shape == (R, *np.shape(alone))
            np.testing.assert_allclose(whole[r], alone, rtol=1e-14, atol=1e-15)
            assert whole.dtype == alone.dtype


@pytest.mark.parametrize("name", [name for name, row in OPERATIONS.items() if row.standard or name == "getitem"])
def test_every_operation_is_that_of_each_network(name):
    function, kinds = case_of(name)
    arrays = [draw(kind, R) for kind in kinds]
    plan = trace(function, *(a[0] for a in arrays))
    assert any(op.name == name for op in plan.operations), "the case lacks its operation"
    for mapped in itertools.product([True, False], repeat=len(arrays)):
        check_replicated(plan, arrays, mapped)


def test_the_check_sees_networks_that_see_one_another():
    def shifted(plan):
        (op,) = (op for op in plan.operations if op.name == "sum")
        wrong = op._replace(options=(("axis", 0), ("keepdims", False)))
        return plan._replace(operations=tuple(wrong if each is op else each for each in plan.operations))

    square = np.ones((R, R))
    plan = trace(lambda xp, a: xp.sum(a, axis=0), square)
    arrays = [np.random.default_rng(0).normal(size=(R, R, R))]
    check_replicated(plan, arrays, [True])
    with pytest.raises(AssertionError):
        check_replicated(plan, arrays, [True], shifted)


def test_what_cannot_be_replicated_is_named():
    plan = trace(lambda xp, a, b: xp.concat([a, b], axis=None), np.ones((2, 2)), np.ones(3))
    with pytest.raises(TraceError, match="concat.axis=None. cannot run for many networks"):
        replicate(plan, [plan.inputs[0]], R)
    unknown = trace(lambda xp, a: a + 1.0, np.ones(2))
    unknown = unknown._replace(operations=(unknown.operations[0]._replace(name="fft"),))
    with pytest.raises(TraceError, match="xp.fft .2,. cannot run for many networks at once"):
        replicate(unknown, unknown.inputs, R)


def test_shared_values_have_no_axis():
    plan = trace(lambda xp, x, w: xp.matmul(xp.tanh(x), w), np.ones((4, 2)), np.ones((2, 3)))
    many = replicate(plan, [plan.inputs[1]], 5)
    assert [op.result.shape for op in many.operations] == [(4, 2), (5, 4, 3)]
    assert map_tree(lambda x: x.shape, many.outputs) == (5, 4, 3)
