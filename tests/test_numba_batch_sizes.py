"""Batches of different sizes, and the short last one, have the same machine code on Numba."""

import numpy as np
import pytest
from executor_cases import X, Y

import bpnet
from bpnet.backprop import stateless
from bpnet.compiler.store import ProgramStore

pytest.importorskip("numba", reason="its machine code is what is tested")
from bpnet_numba import batch, layout, machine_code, small
from bpnet_numba.sizes import for_any_count, generalize

ROWS = np.random.default_rng(0).standard_normal((100, 3))
TARGETS = np.random.default_rng(1).standard_normal((100, 1))


@pytest.fixture
def compiled(monkeypatch):
    """The sources that are compiled, in a process without machine code."""
    sources, compile_one = [], machine_code._compile
    monkeypatch.setattr(machine_code, "STORE", ProgramStore())
    monkeypatch.setattr(machine_code, "_compile", lambda text, *rest: sources.append(text) or compile_one(text, *rest))
    return sources


def fit(x, y, size, arithmetic="native"):
    """Losses of a network whose width is the size of a batch, on numba and of the plain step of NumPy."""
    nets = [bpnet.MLP((3, 8, 1), hidden="tanh", backend=name, arithmetic=arithmetic, seed=1) for name in ("numba", "numpy")]
    one, other = (net.fit(x, y, epochs=2, batch_size=size, compile=net is nets[0]).loss for net in nets)
    assert nets[0]._steps.compiled.plain_steps == 0
    return one, other


@pytest.mark.parametrize(("way", "functions"), [("small", 1), ("large", 5)])
def test_batches_of_any_size_share_their_machine_code(way, functions, compiled, monkeypatch):
    if way == "large":
        monkeypatch.setattr(batch, "ELEMENTS", 0)
    for size in (16, 8, 9, 24):  # with a last batch of 8, none, 6, and all samples in one
        np.testing.assert_allclose(*fit(X, Y, size), rtol=1e-12)
        assert len(compiled) == functions, size


@pytest.mark.parametrize("arithmetic", ["native", "exact"])
def test_blocks_of_rows_share_their_machine_code(arithmetic, compiled, monkeypatch):
    monkeypatch.setattr(layout, "CACHE", 0)  # blocks of 32 rows
    for size in (65, 97, 64):  # whose last blocks have 1 row, also of the last batch 3, 3 and 4 rows
        one, other = fit(ROWS, TARGETS, size, arithmetic)
        np.testing.assert_allclose(one, other, rtol=0.0 if arithmetic == "exact" else 1e-12)
        assert len(compiled) == 1, size


def test_a_tiny_step_has_literal_lengths(compiled, monkeypatch):
    monkeypatch.setattr(small, "TINY", 1 << 20)
    for size in (24, 12):
        np.testing.assert_allclose(*fit(X, Y, size), rtol=1e-12)
    assert len(compiled) == 2


def test_a_layer_for_one_number_of_rows_is_compiled_for_it(compiled):
    def forward(xp, _params, x):
        if x.shape[0] != 24:
            raise RuntimeError("24 rows")
        return xp.multiply(x, x), x

    square = stateless(forward, lambda xp, _params, x, dy: ((), xp.multiply(2.0, xp.multiply(x, dy))))
    layers = [bpnet.layers.affine(8), square, bpnet.layers.affine(1)]
    nets = [bpnet.Network(layers, n_in=3, loss="squared_error", optimizer="sgd", backend=name) for name in ("numba", "numpy")]
    np.testing.assert_allclose(*(net.fit(X, Y, epochs=2, batch_size=24).loss for net in nets), rtol=1e-12)
    assert len(compiled) == 1
    assert "n0" not in compiled[0]


def test_numbers_that_differ_between_two_sources_become_variables():
    one, two = (f"def run(sizes_, x_):\n    x_[{n}] = {1 / n} * x_[7]\n    y = {n}\n" for n in (4, 5))
    source = generalize(one, two)
    assert source.text.splitlines()[-2:] == ["    x_[n0] = f1 * x_[7]", "    y = n0"]
    assert source.sizes_of(one) == [4.0, 0.25]
    assert source.sizes_of(one.replace("4", "6").replace("0.25", "0.5")) == [6.0, 0.5]
    assert source.sizes_of(one.replace("7", "8")) is None  # a number that is no variable
    assert source.sizes_of(one.replace("y = 4", "y = 5")) is None  # two values of a variable
    assert generalize(one, two.replace("*", "+")) is None


def test_numbers_of_blocks_depend_linearly_on_their_rows():
    texts = {n: f"    for i in range({3 * n + 2}):\n        x_[{n}] = i\n" for n in (32, 31, 30)}
    assert for_any_count(texts).splitlines()[1:] == ["    for i in range((3 * count + 2)):", "        x_[count] = i"]
    assert for_any_count(texts | {30: texts[30].replace("92", "93")}) is None
    assert for_any_count(texts | {30: texts[30].replace("x_", "y_")}) is None
