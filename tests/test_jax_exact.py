"""Exact steps compiled by XLA: bits of the uncompiled ones, and a check that sees each rule missing."""

import os
import re
import subprocess
import sys
from collections import Counter

import numpy as np
import pytest
from executor_cases import LABELS, NETS, WEIGHTS, X, Y

import bpnet
from bpnet import layers, losses, optimizers
from bpnet.arrays import leaves, map_tree
from bpnet.training.network import Network
from bpnet.training.steps import exact_namespace

pytest.importorskip("jax", reason="its compiled steps are what is tested")
import jax
from bpnet_jax import canary, exact
from bpnet_jax.exact import SeparateOperations

pytestmark = pytest.mark.filterwarnings("ignore:a float64 network is bound to JAX")
TANH = layers.affine(8), layers.tanh(), layers.affine(3)


def train(backend, parts, loss, optimizer, dtype, target, weights, options):
    net = Network(parts, n_in=3, loss=loss, optimizer=optimizer, backend=backend, seed=3, dtype=dtype, arithmetic="exact")
    history = net.fit(X, target, epochs=3, sample_weight=weights, **options)
    return net, [leaf.tobytes() for leaf in map(net.backend.to_host, leaves(net.training[:3]))], history.loss


SOFTMAX = losses.softmax_cross_entropy()
CLIPPED = optimizers.clip_norm(optimizers.adam(0.01), 0.5)
STRANGER = NETS["stranger"]
NETWORKS = {
    "everything": (NETS["everything"].layers, SOFTMAX, optimizers.sgd(0.02, momentum=0.9), LABELS, None, {"batch_size": 8}),
    "weighted labels": (TANH, SOFTMAX, CLIPPED, LABELS, WEIGHTS, {"batch_size": 8}),
    "stranger": (STRANGER.layers, STRANGER.loss, STRANGER.optimizer, Y, None, {"batch_size": 16, "shuffle": False}),
}
"""Networks with dropout, batch and layer normalization, softmax, weights, Adam, a limited gradient, and short last batches."""


@pytest.mark.parametrize(("name", "dtype"), [("everything", "float32"), ("weighted labels", "float64"), ("stranger", "float32")])
def test_compiled_exact_training_has_the_bits_of_numpys(name, dtype):
    parts, loss, optimizer, target, weights, options = NETWORKS[name]
    net, bits, values = train("jax", parts, loss, optimizer, dtype, target, weights, options)
    _, expected, numpys = train("numpy", parts, loss, optimizer, dtype, target, weights, options)
    assert bits == expected
    assert np.array_equal(values, numpys)
    step = net._steps.compiled
    assert (step.compiled_steps, step.plain_steps) == (3 * -(-24 // options["batch_size"]), 0)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_xla_computes_the_forms_of_the_check_separately(dtype):
    with bpnet.get_backend("jax").scope():
        assert canary.differing_forms(jax, SeparateOperations, np.dtype(dtype)) == []


class PlainProducts(SeparateOperations):
    def multiply(self, a, b):
        return a * b


class PlainDivisors(SeparateOperations):
    def _divide(self, a, b):
        quotient = a / b
        return quotient + self.zero(quotient.dtype)


class PlainQuotients(SeparateOperations):
    def _divide(self, a, b):
        return a / self._xp.where(a == a, b, 1)  # noqa: PLR0124 - False for NaN


class PlainRoots(SeparateOperations):
    def _sqrt(self, x):
        return self._xp.sqrt(x)


class PlainConstants(SeparateOperations):
    def constant(self, array):
        return self._xp.asarray(array)


class PlainZeros(SeparateOperations):
    def _hidden(self, number):
        return self.zero(number.dtype) + number


@pytest.mark.parametrize(
    ("operations", "form"),
    [
        (PlainProducts, "x y - s"),
        (PlainDivisors, "x / c"),
        (PlainQuotients, "x / y / s"),
        (PlainRoots, "sqrt(x)**2"),
        (PlainConstants, "(x + c) - c"),
        (PlainZeros, "x + 0"),
    ],
)
def test_the_check_sees_each_rule_missing(operations, form):
    with bpnet.get_backend("jax").scope():
        assert form in canary.differing_forms(jax, operations, np.dtype("float32"))


class SmallStep:
    """A step of few operations, of which one may have no rule."""

    def __init__(self, power=2):
        self.xp, self.power = exact_namespace(bpnet.get_backend("jax")), power

    def over(self, xp, params, state, opt_state, x, target, rate):
        return xp.sum(x * x - target), params[0] - rate * x**self.power, state, opt_state

    def __call__(self, *values):
        return self.over(self.xp, *values)


def run(step):
    backend = bpnet.get_backend("jax")
    x = np.linspace(0.1, 3.0, 24).astype("float32")
    with backend.scope():
        values = map_tree(backend.from_host, ((x,), (), (), x, x, np.float32(0.1)))
        return [backend.to_host(leaf).tobytes() for leaf in leaves(step(*values))]


def test_a_step_of_few_operations_is_compiled():
    step = SmallStep()
    compiled = bpnet.get_backend("jax").compile(step)
    assert run(compiled) == run(step)
    assert (compiled.compiled_steps, compiled.plain_steps) == (1, 0)


def test_a_failed_check_turns_compilation_off_and_says_why(monkeypatch):
    monkeypatch.setattr(exact, "SeparateOperations", PlainProducts)
    step = SmallStep()
    compiled = bpnet.get_backend("jax").compile(step)
    with pytest.warns(RuntimeWarning, match=r"falling back to the uncompiled step: XLA on .* computes x y - s, .* other bits"):
        assert run(compiled) == run(step)
    assert (compiled.compiled_steps, compiled.plain_steps) == (0, 1)


def test_an_operation_without_a_rule_is_refused_by_name(monkeypatch):
    step = SmallStep()
    compiled = bpnet.get_backend("jax").compile(step)
    monkeypatch.setattr(exact, "SEPARATE", exact.SEPARATE - {"multiply"})
    with pytest.warns(RuntimeWarning, match="xp.multiply has no form that XLA computes separately"):
        assert run(compiled) == run(step)
    assert compiled.plain_steps == 1


def test_an_operator_that_has_other_bits_is_refused():
    with pytest.raises(ValueError, match=r"uses \*\*, whose bits are the library's: in exact arithmetic write xp.pow"):
        run(bpnet.get_backend("jax").compile(SmallStep(1.5)))


def test_every_operation_with_a_rule_is_in_the_table():
    from bpnet.compiler.operations import OPERATIONS

    assert set(OPERATIONS) >= exact.SEPARATE
    assert exact.SEPARATE.isdisjoint({"pow", "mean", "sin", "cosh"})


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_kernels_have_the_bits_of_the_functions_they_replace(dtype):
    backend, plain = bpnet.get_backend("jax"), bpnet.exact(np)
    kernels = backend.exact_kernels()
    x = np.exp(np.random.default_rng(1).uniform(-80.0, 80.0, 1 << 16)).astype(dtype)
    with backend.scope():
        assert kernels["sqrt"](x).tobytes() == np.sqrt(x).tobytes()
        for ours, theirs in zip(kernels["split"](x), plain._split(x), strict=True):
            assert ours.tobytes() == theirs.tobytes()
        n = np.arange(-126, 128).astype(dtype)
        assert kernels["power_of_two"](n).tobytes() == plain._power_of_two(n).tobytes()
    with pytest.raises(TypeError, match="float64 and float32"):
        plain.sqrt(np.arange(3))


DUMP = """
import sys, jax, numpy as np
from bpnet import layers, losses, optimizers, training_step
from bpnet.compiler.float_bits import ExactOperations
from bpnet.training.network import Network
from bpnet_jax.exact import SeparateOperations, SeparatePlan
net = Network((layers.affine(8), layers.tanh(), layers.affine(3)), n_in=3, loss=losses.softmax_cross_entropy(), backend="numpy",
              dtype="float32", arithmetic="exact", seed=3)
batch = np.ones((40, 3), "float32"), np.ones((40, 3), "float32"), np.float32(0.1)
def compile(folder):
    step = SeparatePlan(jax, net._steps.plain, *net.training[:3], *batch)
    lowered = jax.jit(lambda *values: step(*values)).lower(np.float32(-0.0), *net.training[:3], *batch)
    lowered.compile({"xla_dump_to": folder})
compile(sys.argv[1])
SeparateOperations.multiply = lambda self, a, b: a * b
compile(sys.argv[2])
"""


def test_products_in_llvms_code_are_added_to_z_alone(tmp_path):
    folders = tmp_path / "exact", tmp_path / "control"
    environment = os.environ | {"JAX_ENABLE_COMPILATION_CACHE": "false"}
    subprocess.run([sys.executable, "-c", DUMP, *folders], env=environment, check=True)
    texts = ["".join(path.read_text() for path in folder.glob("*ir-with-opt.ll")) for folder in folders]
    separate, control = map(addends_of_products, texts)
    assert sum(map(Counter.total, separate)) > 50
    assert all(len(addends) == 1 and next(iter(addends)).startswith("scalar") for addends in separate)
    assert any({"fmul", "fadd"} & set(addends) for addends in control)
    for text in texts:  # the code generator fuses what these allow
        assert not re.search(r"@llvm.fma|@llvm.fmuladd| (fast|contract|reassoc) ", text)


def addends_of_products(text):
    """What each function of LLVM's code adds to products: the kinds of values, or the places that single numbers come from."""
    return [found for function in re.split(r"\ndefine ", text)[1:] if (found := addends(function))]


def addends(function):
    made = dict(re.findall(r"^\s*(%[\w.]+) = (.*?)(?:, !.*)?$", function, re.MULTILINE))
    found = Counter()
    for line in made.values():
        if pair := re.match(r"f(?:add|sub) (?:<\d+ x \w+>|\w+) (%\S+|.*?), (.*)$", line):
            found.update(source(made, other) for one, other in (pair.groups(), pair.groups()[::-1]) if is_product(made, one))
    return found


def is_product(made, name):
    """Return True for a product, also behind changes of sign and choices, which the code generator looks through."""
    line = made.get(name, "")
    looks_through = line.startswith(("fneg", "select")) and re.findall(r"%[\w.]+", line)
    return line.startswith("fmul") or any(is_product(made, operand) for operand in looks_through or ())


BROADCAST = r"(?:insertelement .*?(%[\w.]+), i\d+ 0|shufflevector <[^>]*> (%[\w.]+),.*zeroinitializer|fneg .*?(%[\w.]+))$"


def source(made, name):
    """Where a value comes from: the place of a number that is broadcast, or the operation."""
    line = made.get(name, f"scalar {name}")
    if inner := re.match(BROADCAST, line):
        return source(made, next(filter(None, inner.groups())))
    number = re.match(r"load (?:float|double), ptr (%[\w.]+)|scalar", line)
    return f"scalar {number[1] or name}" if number else line.split()[0]
