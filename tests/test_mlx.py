"""A library that bpnet does not ship, MLX on the CPU, through a plug-in of a hundred lines: the kit passes it, or says why not.

MLX 0.32 does four things that would harm a training: it makes float32 of NumPy's float64 in silence (`array`, `asarray` and
`from_dlpack`, unless a dtype is named), computes `exp` of float64 to 24 bits, gives `argsort` as uint32, and has no `device=`.
The plug-in prevents each; without that, the kit names the row that fails. What is left is exact: on the CPU, where nothing
compiles several operations together, MLX's ``+ - * /`` are single IEEE operations, also by a broadcast divisor.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bpnet.testing.conformance import CHECKS, run_check

mx = pytest.importorskip("mlx.core", reason="the plug-in is for MLX: pip install 'mlx[cpu]'")
PLUGIN = Path(__file__).parent / "plugins" / "bpnet-mlx"


@pytest.fixture
def plugin(monkeypatch):
    monkeypatch.syspath_prepend(PLUGIN)
    import bpnet_mlx

    return bpnet_mlx


def test_the_plugin_is_short():
    assert len((PLUGIN / "bpnet_mlx.py").read_text().splitlines()) <= 130


def naive(plugin):
    """A plug-in as it is first written: MLX decides the dtype."""

    class Naive(plugin.MlxBackend):
        def from_host(self, array, dtype=None):
            return mx.array(np.array(array, dtype=dtype))

    return Naive()


def with_own_exp(plugin):
    class Namespace(plugin.Namespace):
        def exp(self, x):
            return mx.exp(x)

    class OwnExp(plugin.MlxBackend):
        xp = Namespace(mx)

    return OwnExp()


def with_own_namespace(plugin):
    class OwnNamespace(plugin.MlxBackend):
        xp = mx

    return OwnNamespace()


def with_own_dlpack(plugin):
    class OwnDlpack(plugin.MlxBackend):
        def from_dlpack(self, array):
            return mx.from_dlpack(np.asarray(array))

    return OwnDlpack()


def on_the_host(plugin):
    class Namespace(plugin.Namespace):
        def exp(self, x):
            return mx.array(np.exp(np.asarray(x)), dtype=x.dtype)

    class OnTheHost(plugin.MlxBackend):
        xp = Namespace(mx)

    return OnTheHost()


CONTROLS = [
    (naive, "float64_is_kept", "from_host of float64 gives mlx.core.float32; expected xp.float64"),
    (naive, "functions_are_right_in_float64", r"asarray: gives float32 \(2,\) in place of float64 \(2,\); .*; and 41 more"),
    (naive, "gradients_and_residuals_are_owned", "leaf 0 of the forward pass is float32; expected"),
    (
        with_own_exp,
        "functions_are_right_in_float64",
        r"^ConformanceError: exp: is off by [\d.e+]+ eps; expected NumPy's dtypes",
    ),
    (with_own_exp, "training_follows_numpy_in_float64", "the training of xor-sigmoid is off by"),
    (with_own_namespace, "functions_are_right_in_float32", "arange: TypeError"),
    (with_own_namespace, "random_bits_are_numpys", "TypeError"),
    (on_the_host, "a_step_stays_on_the_device", "numpy.asarray was called inside a training step"),  # it reads MLX's buffer
    (with_own_dlpack, "arrays_come_through_dlpack", r"is float32 \(3,\); expected float64 \(3,\)"),
]


@pytest.mark.parametrize(("make", "check", "words"), CONTROLS, ids=[f"{make.__name__}-{check}" for make, check, _ in CONTROLS])
def test_what_mlx_does_in_silence_is_caught(plugin, make, check, words):
    finding = run_check(check, make(plugin))
    assert finding.outcome == "failed"
    assert re.search(words, finding.reason), finding.reason


@pytest.fixture(scope="module")
def installed(install_plugins):
    """The environment of a shell where pip has installed the plug-in."""
    kept = {name: value for name, value in os.environ.items() if name not in {"BPNET_TEST_REQUIRE", "PYTEST_ADDOPTS"}}
    return kept | {"PYTHONPATH": install_plugins("bpnet-mlx")}


def test_one_command_runs_the_kit_on_an_installed_plugin(installed, tmp_path):
    options = [
        "--pyargs",
        "bpnet.testing",
        "--bpnet-backend",
        "mlx",
        "--bpnet-require",
        "mlx",
        "-q",
        "-rs",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options], cwd=tmp_path, env=installed, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert f"mlx                        {len(CHECKS) - 1} passed, 0 failed, 0 error, 1 skipped" in done.stdout
    assert re.search(r"^SKIPPED \[1\] .*backend 'mlx' counts no compiled steps$", done.stdout, re.MULTILINE), done.stdout
