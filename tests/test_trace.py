"""Steps as plans: what they hold, what they count, what they refuse, and that they compute what the step does."""

import numpy as np
import pytest

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.arrays import leaves, map_tree
from bpnet.backprop import stateless
from bpnet.compiler.fusion import fuse
from bpnet.compiler.operations import TraceError
from bpnet.compiler.trace import trace

X, Y = np.linspace(-1.0, 1.0, 24).reshape(8, 3), np.linspace(0.0, 1.0, 16).reshape(8, 2)


def network(*parts, optimizer="adam", loss="squared_error", backend="numpy", dtype="float64"):
    parts = parts or (layers.dense(8, "tanh"), layers.affine(2))
    return bpnet.Network(list(parts), n_in=3, loss=loss, optimizer=optimizer, backend=backend, dtype=dtype)


def plan_and_values(net, x=X, y=Y, rate=0.1):
    values = (*net.training[:3], x, y, np.asarray(rate, dtype=net.dtype))
    return trace(net._steps.plain.over, *values), values


def equal(a, b):
    pairs = zip(leaves(a), leaves(b), strict=True)
    return all(np.asarray(p).tobytes() == np.asarray(q).tobytes() for p, q in pairs)


def test_a_plan_prints_its_operations_with_shapes_and_dtypes():
    plan = trace(lambda xp, a, b: xp.matmul(a, b) + 1.0, np.zeros((2, 3)), np.zeros((3, 4)))
    assert str(plan).splitlines() == [
        "given %0 (2, 3), %1 (3, 4)",
        "%2 = matmul(%0, %1)  (2, 4) float64",
        "%3 = add(%2, 1.0)  (2, 4) float64",
        "return %3",
    ]


def test_a_plan_prints_its_constants():
    plan = trace(lambda xp, x: x + xp.asarray([1.0, 2.0]), np.zeros(2))
    assert str(plan).splitlines()[:2] == ["given %0 (2,)", "constant %1  (2,) float64"]
    assert [array.tolist() for array in plan.constants.values()] == [[1.0, 2.0]]


def test_a_plan_counts_launches_operations_on_numbers_and_bytes():
    plan = trace(lambda xp, a, b: xp.sum(xp.matmul(xp.matrix_transpose(a), b) * 2.0), np.zeros((3, 2)), np.zeros((3, 4)))
    assert plan.launches == 3
    assert plan.flops == 2 * 2 * 3 * 4 + 8 + 8
    assert plan.bytes == 8 * ((6 + 12 + 8) + (8 + 8) + (8 + 1))


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (lambda xp, x: float(x[0]), "cannot convert a traced array of shape () to a number"),
        (lambda xp, x: x if x[0] > 0 else -x, "cannot convert a traced array of shape () to bool"),
        (lambda xp, x: x[x > 0.0], "cannot index a traced array with an array or a list: use xp.take, or xp.where"),
        (lambda xp, x: sum(x), r"cannot convert a traced array of shape \(4,\) to its elements"),
        (lambda xp, x: np.exp(x), "to its elements"),
    ],
)
def test_a_step_that_needs_numbers_is_refused(step, words):
    with pytest.raises(TraceError, match=words.replace("()", r"\(\)")):
        trace(step, np.zeros(4))


def test_a_function_whose_shape_depends_on_data_is_refused():
    with pytest.raises(TraceError, match="xp.unique_values cannot be traced"):
        trace(lambda xp, x: xp.unique_values(x), np.zeros(4))


def test_a_rate_that_became_a_constant_is_found():
    def update(xp, params, grads, memory, learning_rate):
        return map_tree(lambda p, g: p - 0.1 * g, params, grads), memory

    baked, _ = plan_and_values(network(optimizer=optimizers.Optimizer(lambda xp, params: (), update, 0.1)))
    honest, _ = plan_and_values(network(optimizer="sgd"))
    assert [v.shape for v in baked.unused()] == [()]
    assert honest.unused() == ()


def test_the_gradient_by_the_inputs_is_left_out():
    plan, _ = plan_and_values(network())
    assert sum(op.name == "matmul" for op in plan.operations) == 2 + 2 + 1  # forward, by the weights, by the hidden units


def doubled():
    return stateless(
        lambda xp, _, x: (xp.where(x > 0.0, 2.0 * x, x), x), lambda xp, _, x, dy: ((), xp.where(x > 0.0, 2.0 * dy, dy))
    )


def signs():
    def update(xp, params, grads, memory, learning_rate):
        memory = map_tree(lambda m, g: 0.5 * m + g, memory, grads)
        return map_tree(lambda p, m: p - learning_rate * xp.sign(m), params, memory), memory

    return optimizers.Optimizer(lambda xp, params: map_tree(xp.zeros_like, params), update, 0.01)


NETS = {
    "own layer, own optimizer": lambda **o: network(layers.affine(8), doubled(), layers.affine(2), optimizer=signs(), **o),
    "dropout, batch norm": lambda **o: network(layers.affine(8), layers.batch_norm(), layers.dropout(0.4), layers.affine(2), **o),
    "labels": lambda **o: network(loss=losses.softmax_cross_entropy(), **o),
}


@pytest.mark.parametrize("name", ["numpy", "array_api_strict", "torch", "jax"])
@pytest.mark.parametrize("make", NETS, ids=str)
def test_a_plan_computes_what_the_step_does(name, make, monkeypatch):
    row = {b.name: b for b in bpnet.available_backends()}[name]
    if not row.usable:
        pytest.skip(f"{name}: {row.reason}")
    if name == "jax":
        monkeypatch.setattr(type(bpnet.get_backend("jax")), "_warned", True)  # of float64, which is no matter here
    net = NETS[make](backend=name)
    backend = net.backend
    with backend.scope():
        y = backend.from_host(np.asarray([0, 1, 1, 0, 0, 1, 0, 1])) if make == "labels" else backend.from_host(Y)
        values = (*net.training[:3], backend.from_host(X), y, backend.from_host(np.asarray(0.1)))
        plan = trace(net._steps.plain.over, *values)
        got, expected = plan.run(backend.xp, *values), net._steps.plain(*values)
        got, expected = (map_tree(backend.to_host, tree) for tree in (got, expected))
    if name in {"numpy", "array_api_strict"}:
        assert equal(got, expected)
    for a, b in zip(leaves(got), leaves(expected), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-12)


def test_numbers_of_numbers_are_computed_before_any_loop():
    def step(xp, w, rate):
        return xp.sum(w * w) + rate, w - xp.sqrt(rate) * w

    plan = trace(step, np.ones((3, 2)), np.asarray(0.1))
    found = fuse(plan, lambda _: "loop").groups
    assert [piece.shape for piece in found] == [(), (3, 2), ()]  # all that is done to params is one loop
    assert [op.name for op in found[0].operations] == ["sqrt"]
