"""Layers of somebody else's, as compiled by each executor that reads plans: what they write, and what they may not."""

from types import ModuleType

import numpy as np
import pytest
from bpnet_numpy import NumpyBackend

import bpnet
from bpnet import layers
from bpnet.arrays import leaves, map_tree
from bpnet.backprop import stateless
from bpnet.compiler.operations import TraceError
from bpnet.compiler.trace import trace

RNG = np.random.default_rng(0)
X, Y = RNG.standard_normal((6, 3)), np.ones((6, 2))
LONG = np.arange(3000)
SWAPPED = np.concatenate([LONG[:1000], LONG[1000:1500][::-1], LONG[1500:]])
WAVE = np.sin(LONG)


def trained(backend, layer, *, compiled):
    parts = [layers.affine(4), layer, layers.affine(2)]
    net = bpnet.Network(parts, n_in=3, loss="squared_error", optimizer=bpnet.optimizers.sgd(1e-4), seed=1, backend=backend)
    return net.fit(X, Y, epochs=4, batch_size=3, shuffle=False, compile=compiled)


def scaled(factor):
    """A layer that multiplies by what a function makes of its input, and lets gradients through in the same measure."""
    return stateless(lambda xp, _params, x: (x * factor(xp, x), x), lambda xp, _params, x, dy: ((), dy * factor(xp, x)))


def picked(xp, x):
    """Numbers that two long lists of rows pick, which differ in their middle alone."""
    line = xp.reshape(xp.sum(x) * xp.asarray(WAVE), (1, 3000))
    return xp.sum(xp.take(line, LONG, axis=1) * xp.take(line, SWAPPED, axis=1)) / 3000


ALLOWED = {
    "quotients": lambda xp, x: x / 2.0 + 1.0 / (x * x + 1.0),
    "powers": lambda xp, x: x**2 + abs(x) ** 0.5 + (x * x + 1.0) ** -1 + 2.0 ** (0.1 * x) + (x * x + 1.0) ** 1.5 + x**0 + x**1,
    "negative base": lambda xp, x: xp.sum(xp.pow(-2.0, xp.astype(xp.astype(x > 0.0, xp.int64), x.dtype))),
    "products": lambda xp, x: (x @ xp.ones((4, 4))) @ xp.asarray(np.eye(4)) + (xp.ones((6, 6))[: x.shape[0], : x.shape[0]] @ x),
    "transposed": lambda xp, x: x @ (xp.ones((4, 4)) * 0.1).T + (xp.ones((4, 4)).mT @ x.T).T,
    "truths as numbers": lambda xp, x: (x > 0.0) * 1.0 + (x < 2.0) * 1.0,
    "not": lambda xp, x: xp.where(~(x > 0.0), 0.5, 2.0) + xp.where(xp.logical_or(x > 1.0, x < -1.0), 0.1, 0.2),
    "counted": lambda xp, x: xp.astype(xp.sum(x > 0.0), x.dtype) * 0.1,
    "summed integers": lambda xp, x: xp.astype(xp.sum(xp.astype(3.0 * x, xp.int32)), x.dtype) * 0.1,
    "divided integers": lambda xp, x: xp.divide(xp.asarray(1), xp.asarray(2)),
    "positional axis": lambda xp, x: xp.expand_dims(xp.sum(x, 1), axis=1),
    "constant mask": lambda xp, x: xp.where(xp.asarray([True, False, True, True]), x, 0.5),
    "long constants": picked,
    "one element": lambda xp, x: x[0, 0] + x[-1, 1:2],
    "sines": lambda xp, x: xp.sin(x) + xp.cos(x) + xp.log2(x * x + 1.0),
}


OF_THE_LIBRARY = {"truths as numbers", "counted", "summed integers", "divided integers", "long constants"}
"""Those in which an operation is left to the library; it takes Numba's whole plan out of its compiled loop."""
TOGETHER = {"loops": set(ALLOWED) - OF_THE_LIBRARY, "calls of the library": OF_THE_LIBRARY}


def assert_compiled_as_plain(backend, factor, recwarn):
    plain, compiled = (trained(backend, scaled(factor), compiled=how) for how in (False, True))
    assert [str(warning.message) for warning in recwarn] == []
    assert compiled.provenance["step"] == "compiled"
    if type(backend) is NumpyBackend:
        assert np.array_equal(compiled.loss, plain.loss)
    np.testing.assert_allclose(compiled.loss, plain.loss, rtol=1e-10)


@pytest.mark.parametrize("name", ALLOWED)
def test_what_a_layer_may_write_is_compiled(name, recwarn):
    assert_compiled_as_plain(bpnet.get_backend("numpy"), ALLOWED[name], recwarn)


@pytest.mark.parametrize("kind", TOGETHER)
def test_all_that_a_layer_may_write_is_compiled_by_every_executor(backend, kind, recwarn, monkeypatch):
    """Together, since a program takes seconds to compile; each part is a sizeable one of the sum."""
    if backend.name == "numba":
        from bpnet_numba.executor import NumbaEpochs

        made, prepare = [], NumbaEpochs.prepare
        monkeypatch.setattr(NumbaEpochs, "prepare", lambda self: made.append(self) or prepare(self))
    parts = [ALLOWED[name] for name in sorted(TOGETHER[kind])]
    assert_compiled_as_plain(backend, lambda xp, x: sum(part(xp, x) for part in parts), recwarn)
    if backend.name == "numba":
        assert [program.is_small for program in made[0].programs] == [kind == "loops"]


def noisy():
    draws = np.random.default_rng(3)
    return lambda xp, x: xp.asarray(draws.standard_normal(4))


def counting():
    calls = []

    def factor(_xp, _x):
        calls.append(1)
        return 1.0 / len(calls)

    return factor


REFUSED = {
    "an index of numbers": (lambda xp, x: x[:, [2, 1, 0, 3]], "cannot index a traced array with an array or a list"),
    "a mask": (lambda xp, x: x[:, np.asarray([True, True, True, True])], "cannot index a traced array with an array or a list"),
    "its own noise": (noisy(), "tracing it twice gave different operations"),
    "a counter": (counting(), "tracing it twice gave different operations"),
    "a sum in another dtype": (
        lambda xp, x: xp.sum(x, dtype=xp.float32),
        "xp.sum: dtype=float32 differs from the dtype of the array",
    ),
    "an unknown function": (lambda xp, x: xp.cumulative_sum(x, axis=1), "xp.cumulative_sum cannot be traced"),
    "a method": (lambda xp, x: x.sum(), "has no attribute 'sum'"),
    "a vector": (lambda xp, x: (x @ xp.ones(4))[:, None], "xp.matmul: expected matrices"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_compiled_runs_as_it_is_and_says_why(backend, name):
    factor, words = REFUSED[name]
    with pytest.warns(RuntimeWarning, match=r"falling back to the uncompiled step: .*\. Pass compile=False") as caught:
        compiled = trained(backend, scaled(factor), compiled=True)
    assert words in str(caught[0].message)
    if "twice" not in words:
        np.testing.assert_array_equal(compiled.loss, trained(backend, scaled(factor), compiled=False).loss)


def test_a_state_made_of_views_of_the_old_one_is_right(backend):
    class Exchange:
        """A step whose state is made of views of the old one, and whose value is part of it."""

        xp = backend.xp

        @staticmethod
        def over(xp, params, state, memory, x, target, rate):
            a, b = state
            return a[0, 0], params, (b[::-1, :], a + rate), (memory[1], memory[0])

        def __call__(self, *values):
            return self.over(self.xp, *values)

    step, rate = Exchange(), np.asarray(0.5)
    training = (), (np.arange(4.0).reshape(2, 2), np.arange(4.0, 8.0).reshape(2, 2)), (np.zeros(3), np.ones(3))
    with backend.scope():
        training, (x, y), rate = map_tree(backend.from_host, (training, (X, Y), rate))
        got, values = backend.compile(step).epochs(training, (x, y), [None] * 3, 6, [0.5] * 3)
        expected = []
        for _ in range(3):
            value, *training = step(*training, x, y, rate)
            expected.append(float(value))
    assert backend.to_host(values).tolist() == expected
    for ours, theirs in zip(leaves(got), leaves(tuple(training)), strict=True):
        assert np.array_equal(backend.to_host(ours), backend.to_host(theirs))


@pytest.mark.parametrize("name", ["numpy", "jax", "torch", "numba"])
def test_a_step_over_another_namespace_is_not_compiled(name):
    pytest.importorskip(name, reason="its compiler is what is asked")
    host = bpnet.get_backend(name)
    step = bpnet.training_step(ModuleType("other"), layers.affine(1), bpnet.losses.squared_error(), bpnet.optimizers.sgd())
    assert host.compile(step) is step


def test_only_the_newest_programs_are_kept(monkeypatch):
    pytest.importorskip("numba")
    from bpnet_numba import executor

    monkeypatch.setattr(
        executor, "compile_source", lambda text, name, functions=None: lambda *values: None
    )  # a second for each of them
    net = bpnet.MLP((3, 2, 1), backend="numba")
    for n in range(1, 36):
        net.step(X[:1].repeat(n, axis=0), np.ones((n, 1)))
    assert [n for n, *_ in net._steps.compiled.programs] == list(range(4, 36))


@pytest.mark.parametrize(
    ("step", "error", "words"),
    [
        (lambda xp, x: xp.sum(x, axis=2), ValueError, "axis 2 is out of bounds"),
        (lambda xp, x: xp.squeeze(x, axis=0), ValueError, "cannot squeeze"),
        (lambda xp, x: xp.expand_dims(x, axis=9), ValueError, "axis 9 is out of bounds"),
        (5, TypeError, "trace expects a training step or a function"),
        (lambda xp, x: xp.exp(xp.astype(x, xp.int64)), TraceError, "use xp.astype first"),
    ],
)
def test_traces_of_nonsense_are_refused(step, error, words):
    with pytest.raises(error, match=words):
        trace(step, X)


def test_bad_examples_and_other_shapes_are_refused():
    with pytest.raises(TypeError, match="nested tuples of arrays, got list"):
        trace(lambda xp, x: x, [1.0])
    plan = trace(lambda xp, x: x + 1.0, X)
    with pytest.raises(ValueError, match=r"the plan takes arrays float64 \(6, 3\); got float32 \(6, 3\)"):
        plan.run(np, X.astype("float32"))
