"""The table of operations: every row on every executor that reads plans, in the docs, and all that a new operation needs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import bpnet
from bpnet import layers
from bpnet.arrays import leaves
from bpnet.backprop import stateless
from bpnet.compiler.operations import COMPARISONS, ELEMENTWISE, OPERATIONS, REDUCTIONS, VIEWS

PAGE = Path(__file__).parent.parent / "docs" / "how-a-step-is-compiled.md"
RNG = np.random.default_rng(0)
X, Y = RNG.uniform(0.2, 0.9, (6, 4)), np.ones((6, 2))
BITWISE = {"bitwise_and": 3, "bitwise_or": 4, "bitwise_xor": 5, "bitwise_left_shift": 2, "bitwise_right_shift": 1}
STEPWISE = {"ceil", "floor", "round", "sign", "trunc"}
BINARY = COMPARISONS - {"isfinite", "isinf", "isnan"} | {"add", "subtract", "multiply", "divide", "pow", "maximum", "minimum"}


def apply_elementwise(name, xp, x):
    function = getattr(xp, name)
    if name in BITWISE:
        return function(xp.astype(9.0 * x, xp.int64), BITWISE[name])
    if name in STEPWISE:
        return function(9.0 * x - 2.0)
    return function(x, 0.8 * xp.mean(x)) if name in BINARY else function(x)


OTHERS = {
    "where": lambda xp, x: xp.where(x > 0.5, x, 2.0),
    "astype": lambda xp, x: xp.astype(9.0 * x, xp.int64),
    "broadcast_to": lambda xp, x: xp.broadcast_to(x[:1, :], x.shape),
    "expand_dims": lambda xp, x: xp.expand_dims(x, axis=1)[:, 0, :],
    "getitem": lambda xp, x: x[::-1, 1:3],
    "matrix_transpose": lambda xp, x: xp.matrix_transpose(x)[:, :1],
    "permute_dims": lambda xp, x: xp.permute_dims(x, (1, 0))[:, :1],
    "reshape": lambda xp, x: xp.reshape(x, (-1,)),
    "squeeze": lambda xp, x: xp.squeeze(x[:, :1], axis=1),
    "matmul": lambda xp, x: xp.matmul(xp.matrix_transpose(x), x + 1.0),
    "take": lambda xp, x: xp.take(x, xp.asarray([1, 0, 1]), axis=1),
    "argsort": lambda xp, x: xp.argsort(x, axis=0),
    "concat": lambda xp, x: xp.concat([x, x * x], axis=1),
    "stack": lambda xp, x: xp.stack([x, x * x]),
}
IMPLIED = {"copy", "exponent", "mantissa", "power_of_two"}
"""Rows that no function calls: executors add them, and exact arithmetic (tests/test_exact_steps.py)."""


def apply_operation(name, xp, x):
    """Return some result of one operation for a positive matrix."""
    if name in ELEMENTWISE:
        return apply_elementwise(name, xp, x)
    if name in REDUCTIONS:
        return getattr(xp, name)(x > 0.5 if name in {"all", "any"} else x, axis=0)
    return OTHERS[name](xp, x)


def scale_by(names):
    """Layer that multiplies by a number made of each operation: an error in any of them changes the training."""

    def factor(xp, x):
        made = [xp.astype(apply_operation(name, xp, x * x + 0.1), x.dtype) for name in names]
        return sum(((1.0 + 0.1 * i) * xp.mean(0.1 * a * a) for i, a in enumerate(made)), 1.0)

    def forward(xp, _params, x):
        number = factor(xp, x)
        return x * number, number

    return stateless(forward, lambda xp, _params, number, dy: ((), dy * number))


GROUPS = {
    "elementwise": sorted(ELEMENTWISE - COMPARISONS - set(BITWISE) - IMPLIED),
    "of integers": sorted(BITWISE),
    "comparisons": sorted(COMPARISONS),
    "reductions": sorted(REDUCTIONS),
    "views and others": sorted(OTHERS),
}


def test_every_row_is_in_a_group():
    assert set().union(*GROUPS.values(), IMPLIED) == set(OPERATIONS)
    assert set(OTHERS) >= VIEWS


@pytest.mark.parametrize("group", GROUPS)
def test_every_operation_is_compiled_and_gives_what_the_library_does(backend, group, recwarn):
    def train(*, compile):  # noqa: A002 - as in `fit`
        parts = [scale_by(GROUPS[group]), layers.affine(2)]
        net = bpnet.Network(parts, n_in=4, loss="squared_error", optimizer=bpnet.optimizers.sgd(0.01), seed=1, backend=backend)
        history = net.fit(X, Y, epochs=3, batch_size=3, shuffle=False, compile=compile)
        return history, [backend.to_host(leaf) for leaf in leaves(net.params)]

    (plain, expected), (compiled, params) = train(compile=False), train(compile=True)
    assert [str(warning.message) for warning in recwarn] == []
    assert compiled.provenance["step"] == "compiled"
    np.testing.assert_allclose(compiled.loss, plain.loss, rtol=1e-13)
    for a, b in zip(params, expected, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-12)


def mean_of(made):
    return float(np.mean(0.1 * np.astype(made, np.float64) ** 2))


@pytest.mark.parametrize("name", sorted(set(OPERATIONS) - IMPLIED))
def test_the_result_of_another_function_would_be_noticed(name):
    """The negative control: what the training multiplies by is different for another result of the operation."""
    made = apply_operation(name, np, X * X + 0.1)
    assert mean_of(made) != mean_of(np.logical_not(made) if made.dtype == bool else made * 1.001)


def test_the_docs_list_the_operations_of_the_table():
    listed = re.search(r"can be traced, as methods and operators too:\n\n```text\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert listed[1].split() == sorted(row.name for row in OPERATIONS.values() if row.standard)


def test_one_row_is_all_that_a_new_operation_needs(tmp_path):
    """The row that the docs show, in a copy of the package: traced, and run on NumPy and on Numba."""
    page = PAGE.read_text()
    row = re.search(r'^Op\("hypot".*$', page, re.MULTILINE)[0]
    shutil.copytree(Path(bpnet.__file__).parent, tmp_path / "bpnet", ignore=shutil.ignore_patterns("__pycache__"))
    table = tmp_path / "bpnet" / "compiler" / "operations.py"
    table.write_text(table.read_text().replace("    rows = [\n", f"    rows = [\n        {row}\n", 1))
    program = """if True:
        import sys, importlib.util, numpy as np, bpnet
        from bpnet import layers
        from bpnet.backprop import stateless
        assert bpnet.__file__.startswith(sys.argv[1])
        away = stateless(lambda xp, p, x: (xp.hypot(x, 1.0), x), lambda xp, p, x, dy: ((), dy * x / xp.hypot(x, 1.0)))
        for backend in ["numpy", *(["numba"] if importlib.util.find_spec("numba") else [])]:
            made = []
            for compile in (False, True):
                parts = [layers.affine(3), away, layers.affine(1)]
                net = bpnet.Network(parts, n_in=2, loss="squared_error", seed=1, backend=backend)
                history = net.fit(np.eye(2), np.ones((2, 1)), epochs=5, compile=compile)
                made.append(history)
            assert history.provenance["step"] == "compiled"
            np.testing.assert_allclose(made[1].loss, made[0].loss, rtol=1e-13)
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(
        [sys.executable, "-W", "error::RuntimeWarning", "-c", program, str(tmp_path)],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
