"""The pytest plug-in: a matrix from which nothing vanishes."""

import subprocess
import sys

import pytest

TESTS = """
def test_it(bpnet_backend):
    assert bpnet_backend.name
"""
ABSENT = """
import bpnet, bpnet_numpy

class Absent(bpnet_numpy.NumpyBackend):
    name = "absent"
    library = "no_such_library"

bpnet.register_backend("absent", Absent)
"""


@pytest.fixture
def suite(pytester, monkeypatch):
    monkeypatch.delenv("BPNET_TEST_REQUIRE", raising=False)  # CI's is not this suite's
    pytester.makeconftest(ABSENT)
    pytester.makepyfile(test_it=TESTS)
    return pytester


def test_a_backend_that_cannot_run_is_a_visible_row(suite):
    result = suite.runpytest_subprocess("--bpnet-backend", "numpy", "--bpnet-backend", "absent")
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines(
        [
            "*= bpnet backends =*",
            "numpy * 1 passed, 0 failed, 0 error, 0 skipped",
            "absent * 0 passed, 0 failed, 0 error, 1 skipped  absent: * needs no_such_library, which is not installed",
        ]
    )


@pytest.mark.parametrize("by", ["option", "environment"])
def test_a_required_backend_that_cannot_run_fails(suite, monkeypatch, by):
    arguments = ["--bpnet-backend", "numpy"]
    if by == "option":
        arguments += ["--bpnet-require", "numpy,absent"]
    else:
        monkeypatch.setenv("BPNET_TEST_REQUIRE", "numpy, absent")
    result = suite.runpytest_subprocess(*arguments)
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*required backend absent: backend 'absent' needs no_such_library*"])
    assert result.ret == 1


def test_a_required_backend_that_nobody_knows_fails(suite):
    result = suite.runpytest_subprocess("--bpnet-backend", "numpy", "--bpnet-require", "nunpy")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*required backend nunpy: unknown backend 'nunpy'; did you mean 'numpy'*"])


def test_a_misspelt_backend_is_an_error_of_usage(suite):
    result = suite.runpytest_subprocess("--bpnet-backend", "torhc")
    assert result.ret == pytest.ExitCode.INTERRUPTED  # nothing was collected
    result.stdout.fnmatch_lines(["*--bpnet-backend torhc: no backend has this name; known are numpy, *"])


def test_all_known_backends_are_the_default(suite):
    result = suite.runpytest_subprocess("--collect-only", "-q")
    for name in ("numpy", "cupy", "torch", "jax", "numba", "array_api_strict", "array_api_strict:device1", "absent"):
        result.stdout.fnmatch_lines([f"*test_it?{name}?"])


def test_other_suites_see_nothing_of_it(pytester):
    pytester.makepyfile("def test_one(): pass")
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(passed=1)
    assert "bpnet backends" not in result.stdout.str()


def test_the_plugin_itself_loads_nothing_heavy():
    code = "import sys, bpnet.testing.plugin; print([name for name in ('numpy', 'bpnet.registry') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
