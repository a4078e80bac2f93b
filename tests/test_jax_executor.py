"""Whole epochs in one program of JAX."""

import numpy as np
import pytest
from executor_cases import NETS, WEIGHTS, X, Y, assert_chunks_do_not_matter, assert_follows_plain, assert_pure, regressor

import bpnet
from bpnet import losses
from bpnet.compiler.store import STORE

pytest.importorskip("jax", reason="its compiled steps are what is tested")
import jax
import jax.numpy as jnp
from bpnet_jax.traced import TracedFunction

pytestmark = pytest.mark.filterwarnings("ignore:a float64 network is bound to JAX")


# the cases of the matrix: tests/test_parity.py
@pytest.mark.parametrize(("name", "dtype"), [("everything", "float32"), ("stranger", "float64")])
def test_compiled_training_follows_plain(name, dtype):
    assert_follows_plain("jax", NETS[name], dtype)


@pytest.mark.parametrize("options", [{}, {"batch_size": 16}, {"batch_size": 16, "shuffle": False}])
def test_weighted_samples_in_any_batches_follow_plain(options):
    a, b = regressor("jax"), regressor("jax")
    one = a.fit(X, Y, epochs=4, sample_weight=WEIGHTS, **options).loss
    other = b.fit(X, Y, epochs=4, sample_weight=WEIGHTS, compile=False, **options).loss
    np.testing.assert_allclose(one, other, rtol=1e-12)


def test_nothing_passed_in_changes():
    assert_pure("jax")


def test_chunks_of_any_length_have_the_same_bits():
    assert_chunks_do_not_matter("jax")


@pytest.mark.parametrize("options", [{}, {"batch_size": 16}])
def test_one_program_serves_all_numbers_of_epochs(options):
    bpnet.clear_caches()
    net = regressor("jax")
    for epochs in (1, 2, 3, 40, 17):
        net.fit(X, Y, epochs=epochs, **options)
    (program,) = net._steps.compiled.programs.values()
    assert program.loop._cache_size() == 1


def test_more_epochs_than_one_call_takes_are_one_training():
    a, b = (regressor("jax") for _ in range(2))
    a.fit(X, Y, epochs=5000)
    for _ in range(5):
        b.fit(X, Y, epochs=1000)
    assert np.array_equal(a.backend.to_host(a.params[0][0]), b.backend.to_host(b.params[0][0]))


def test_a_step_that_needs_numbers_runs_as_it_is_and_says_so():
    right = losses.squared_error()

    def forward(xp, target, y):
        value, residuals = right.forward(xp, target, y)
        return (value, residuals) if float(value) >= 0.0 else None

    loss = right._replace(forward=forward, spec=None)
    net, plain = (bpnet.MLP((3, 8, 1), loss=loss, optimizer="sgd", backend="jax") for _ in range(2))
    with pytest.warns(RuntimeWarning, match="falling back to the uncompiled step") as told:
        one = net.fit(X, Y, epochs=3, batch_size=16).loss
    assert told[0].filename == __file__
    np.testing.assert_allclose(one, plain.fit(X, Y, epochs=3, batch_size=16, compile=False).loss, rtol=1e-12)


def content(function, x=X):
    """The key of a function, of a new trace each time."""
    with bpnet.get_backend("jax").scope():
        return TracedFunction(jax, function, x).key


TABLE = np.arange(2000.0)
NEARLY = np.where(TABLE == 1000.0, 0.5, TABLE)  # NumPy prints neither number


@jax.custom_vjp
def twice(x):
    return 2.0 * x


twice.defvjp(lambda x: (2.0 * x, ()), lambda _, dy: (2.0 * dy,))
DIFFERENT = {
    "zeros": (lambda x: x + 0.0, lambda x: x + -0.0),
    "the last digit": (lambda x: x * 0.1, lambda x: x * np.nextafter(0.1, 1.0)),
    "kinds of numbers": (lambda x: jnp.full(3, 1.0), lambda x: jnp.full(3, 1), lambda x: jnp.full(3, True)),  # noqa: FBT003
    "weak types": (lambda x: jnp.asarray(1.0), lambda x: jnp.asarray(1.0, dtype="float64")),
    "a number in the middle": (lambda x: x[0, 0] * TABLE, lambda x: x[0, 0] * NEARLY),
    "an array on the device": (lambda x: x[0, 0] * jnp.asarray(TABLE), lambda x: x[0, 0] * jnp.asarray(NEARLY)),
    "precisions": (lambda x: jnp.matmul(x.T, x), lambda x: jnp.matmul(x.T, x, precision="default")),
    "axes": (lambda x: jnp.sum(x, axis=0), lambda x: jnp.sum(x, axis=1)),
    "branches": (
        lambda x: jax.lax.cond(x[0, 0] > 0, jnp.sin, jnp.cos, x),
        lambda x: jax.lax.cond(x[0, 0] > 0, jnp.cos, jnp.sin, x),
    ),
    "the order of operands": (lambda x: jnp.minimum(x, 2.0 * x), lambda x: jnp.minimum(2.0 * x, x)),
    "trees": (lambda x: x, lambda x: (x,), lambda x: [x], lambda x: (x, x)),
}
ALIKE = {
    "NaN": lambda x: x + np.nan,
    "rows": lambda x: jnp.take(x, np.asarray([2, 1]), axis=0),
    "a loop": lambda x: jax.lax.fori_loop(0, 3, lambda i, y: y + i, x),
    "a sort": jnp.sort,
    "random numbers": lambda x: x + jax.random.normal(jax.random.key(0), x.shape),
    "a large constant": lambda x: x[0, 0] * TABLE,
}
NOT_COMPARED = {
    "a callback": lambda x: jax.pure_callback(lambda y: np.asarray(y) + 1.0, jax.ShapeDtypeStruct(x.shape, x.dtype), x),
    "a derivative of its own": twice,
}


@pytest.mark.parametrize("kind", DIFFERENT)
def test_functions_that_differ_in_anything_have_different_keys(kind):
    keys = list(map(content, DIFFERENT[kind]))
    assert None not in keys
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("kind", ALIKE)
def test_functions_that_do_the_same_have_one_key(kind):
    assert content(ALIKE[kind]) == content(ALIKE[kind]) is not None
    assert content(ALIKE[kind]) != content(ALIKE[kind], X[:4])


@pytest.mark.parametrize("kind", NOT_COMPARED)
def test_a_function_that_cannot_be_compared_is_compiled_for_each_network(kind):
    assert content(NOT_COMPARED[kind]) is None
    backend, built = bpnet.get_backend("jax"), STORE.built
    with backend.scope():
        results = [np.asarray(backend.compile(NOT_COMPARED[kind])(X)) for _ in range(2)]
        expected = NOT_COMPARED[kind](X)
    for result in results:
        np.testing.assert_array_equal(result, expected)
    assert STORE.built == built
