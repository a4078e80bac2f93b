"""What compiled steps are held to, for the tests of each executor: networks of many kinds, and the rule."""

import numpy as np

import bpnet
from bpnet import layers, losses, parity
from bpnet.arrays import leaves, map_tree
from bpnet.backprop import Layer
from bpnet.optimizers import Optimizer
from bpnet.parity.cases import CASES, Case
from bpnet.training.network import Network

RNG = np.random.default_rng(5)
X = RNG.standard_normal((24, 3))
Y = np.sin(X[:, :1]) + 0.5 * X[:, 1:2]
LABELS = (X[:, 0] > 0).astype(np.int64) + (X[:, 1] > 0)
WEIGHTS = RNG.uniform(0.5, 2.0, 24)


def bent():
    """A layer that bpnet does not have: ``y = x / (1 + |x|) + 0.01 n`` in the n-th batch; n is an integer, as dropout's state."""

    def inference(xp, _params, _state, x):
        return xp.divide(x, 1.0 + xp.abs(x))

    def forward(xp, _params, count, x):
        below = xp.divide(1.0, 1.0 + xp.abs(x))
        return x * below + 0.01 * xp.astype(count, x.dtype), below, count + 1

    return Layer(
        lambda draw, n: ((), draw.counter()[2], n), forward, lambda _xp, _params, below, dy: ((), dy * below * below), inference
    )


def signed(learning_rate=0.01):
    """An optimizer that bpnet does not have: each param moves by the sign of the running mean of its gradient."""

    def update(xp, params, grads, memory, rate):
        memory = map_tree(lambda m, g: 0.5 * m + 0.5 * g, memory, grads)
        return map_tree(lambda p, m: p - rate * xp.divide(m, 0.01 + xp.abs(m)), params, memory), memory

    return Optimizer(lambda xp, params: map_tree(xp.zeros_like, params), update, learning_rate)


def newest(learning_rate=0.01):
    """An optimizer whose memory is the new params: one value is two outputs."""

    def update(_xp, params, grads, memory, rate):
        new = map_tree(lambda p, g, m: p - rate * (g + 0.01 * m), params, grads, memory)
        return new, new

    return Optimizer(lambda xp, params: map_tree(xp.zeros_like, params), update, learning_rate)


def everything(loss="softmax_cross_entropy"):
    """A net with every kind of layer, trained in batches of 8 of 24 samples: no batch is short."""
    parts = (layers.affine(8), layers.batch_norm(), layers.tanh(), layers.dropout(0.2), layers.layer_norm(), layers.affine(3))
    optimizer = bpnet.optimizers.sgd(0.02, momentum=0.9)
    return Case("everything", parts, getattr(losses, loss)(), optimizer, X, LABELS, 12, 12, batch_size=8)


def stranger():
    """A layer and an optimizer of the test's own, trained in batches of 16 of 24 samples: the last one is short."""
    parts = (layers.affine(8), bent(), layers.affine(1))
    return Case("stranger", parts, losses.squared_error(), signed(), X, Y, 12, 12, batch_size=16)


def twice():
    """A plan with one value in two places."""
    parts = (layers.affine(8), layers.tanh(), layers.affine(1))
    return Case("twice", parts, losses.squared_error(), newest(), X, Y, 12, 12, batch_size=16)


NETS = {case.name: case for case in (*CASES, everything(), stranger(), twice())}


def assert_follows_plain(backend, case, dtype):
    """A compiled training keeps to the plain one of the same backend within the native rule."""
    reference = parity.run(case, "numpy", dtype, compile=False)
    allowed = parity.tolerances(case, dtype, reference)
    plain, compiled = (parity.run(case, backend, dtype, compile=how) for how in (False, True))
    compared = parity.compare(plain, compiled, dtype, allowed)
    assert compared.passed, compared.first


def regressor(backend, seed=3):
    return bpnet.MLP((3, 8, 1), hidden="tanh", optimizer="sgd", backend=backend, seed=seed)


def step_and_data(backend):
    """The compiled step of a net with params, state and memory, its training, its samples, and orders of three epochs."""
    case = stranger()
    net = Network(case.layers, n_in=3, loss=case.loss, optimizer=case.optimizer, backend=backend, seed=1)
    host = net.backend
    with host.scope():
        samples = host.from_host(case.x), host.from_host(case.y)
        orders = [host.from_host(RNG.permutation(24)) for _ in range(3)]
    return host, net._steps.compiled, tuple(net.training[:3]), samples, orders


def bits(host, tree):
    return [np.array(host.to_host(leaf)) for leaf in leaves(tree)]


def assert_pure(backend):
    """Nothing passed in changes, and nothing returned changes later: of epochs, and of a step."""
    host, step, training, samples, orders = step_and_data(backend)
    net = regressor(backend)  # compiled for the weighted samples of other tests already
    with host.scope():
        batch = net._inputs.batch(X, Y, WEIGHTS, check_values=False)
        given = training, samples, tuple(orders), tuple(net.training[:3]), batch
        before = bits(host, given)
        first, values = step.epochs(training, samples, orders[:2], 16, [0.1] * 4)
        value, *after = net._steps.compiled(*net.training[:3], *batch, host.from_host(0.1))
        returned = first, values, value, tuple(after)
        kept = bits(host, returned)
        step.epochs(first, samples, orders[1:], 16, [0.2] * 4)
        net._steps.compiled(*after, *batch, host.from_host(0.2))
    for now, then in zip([*bits(host, given), *bits(host, returned)], [*before, *kept], strict=True):
        assert np.array_equal(now, then)


def assert_chunks_do_not_matter(backend):
    """Three epochs at once have the bits of three times one."""
    host, step, training, samples, orders = step_and_data(backend)
    rates = [0.1 / (1 + i) for i in range(6)]
    with host.scope():
        whole, values = step.epochs(training, samples, orders, 16, rates)
        parts = []
        for i, order in enumerate(orders):
            training, more = step.epochs(training, samples, [order], 16, rates[2 * i : 2 * i + 2])
            parts.append(host.to_host(more))
    assert np.array_equal(host.to_host(values), np.concatenate(parts))
    for ours, theirs in zip(bits(host, whole), bits(host, training), strict=True):
        assert np.array_equal(ours, theirs)


class Operations:
    """A step that has every operation: what each makes is the new state."""

    def __init__(self, xp=np):
        self.xp = xp

    @staticmethod
    def over(xp, params, state, memory, x, target, rate):
        (p,) = params
        made = [
            xp.maximum(p, x), xp.minimum(x, 0.5), xp.abs(x), xp.sign(x), xp.round(x), xp.floor(x), xp.ceil(x), xp.trunc(x),
            xp.exp(x), xp.expm1(x), xp.log1p(xp.square(x)), xp.log(xp.abs(x)), xp.tanh(x), xp.sqrt(xp.abs(x)),
            xp.where(xp.isnan(x), 7.0, x), xp.where(xp.isfinite(x), x, p),
            xp.pow(xp.abs(x), 1.5), -x, xp.divide(1.0, x), xp.astype(xp.isinf(x), x.dtype),
            0.0 * x + xp.max(x, axis=-1, keepdims=True),
            0.0 * x + xp.min(p, axis=0), 0.0 * p + xp.mean(p, axis=None), xp.astype(xp.astype(p, xp.int64) & 3, x.dtype),
            xp.astype(((xp.astype(p, xp.int64) << 3) ^ 5 | 8) >> 1, x.dtype),
            0.0 * p + xp.astype(xp.all(p > 0.0, axis=-1, keepdims=True), x.dtype), 0.0 * p + xp.astype(xp.any(p > 3.0), x.dtype),
            xp.matrix_transpose(xp.reshape(xp.matrix_transpose(p), (3, 4)))[::-1, 1:] * 2.0, p[1:, ::2] + p[:-1, 1::2],
            xp.matmul(xp.matrix_transpose(p), p), xp.concat([p, x], axis=0), (p > x) == (x < 1.0), (p != x) & (x >= 0.5),
            xp.where(p <= 1.0, xp.inf, -xp.inf) + p, xp.where(p == 0.25, xp.nan, p) - 1e-30,
        ]  # fmt: skip
        total = xp.sum(xp.stack([xp.sum(xp.where(xp.isfinite(y), y, 1.0)) for y in (xp.astype(m, x.dtype) for m in made)]))
        return total, (p + rate,), tuple(made), memory

    def __call__(self, *values):
        return self.over(self.xp, *values)


def assert_operations_are_numpys(backend, dtype):
    """Each operation of a compiled step computes what NumPy computes."""
    x = np.asarray([[0.5, -1.5, np.nan, 2.5], [np.inf, -np.inf, 0.0, -0.25], [3.0, 1.0, 1.5, -2.5]], dtype)
    p, rate = np.arange(12, dtype=dtype).reshape(3, 4) / 4, np.asarray(0.5, dtype)
    step = Operations()
    with np.errstate(all="ignore"), backend.scope():
        example = step((p,), (), (), x, (), rate)[2]
        expected = step((p,), example, (), x, (), rate)
        given = map_tree(backend.from_host, ((p,), example, (), x, (), rate))
        compiled = backend.compile(Operations(backend.xp))
        value, params, state, _ = map_tree(backend.to_host, compiled(*given))
    assert compiled.compiled_steps == 1
    np.testing.assert_allclose(value, expected[0], rtol=32 * np.finfo(dtype).eps)
    assert np.array_equal(params[0], p + rate)
    for index, (ours, numpys) in enumerate(zip(state, expected[2], strict=True)):
        assert ours.dtype == numpys.dtype
        np.testing.assert_allclose(ours, numpys, rtol=32 * np.finfo(dtype).eps, err_msg=str(index))
