"""What passed in one environment is left out in another, exactly."""

import json
from pathlib import Path

import pytest

TESTS = """
import importlib, pytest

@pytest.mark.parametrize("n", [1, 2], ids=["one", "two"])
def test_number(n):
    assert n

@pytest.mark.every_environment
def test_marked(): pass

def test_looks_for_what_is_missing():
    pytest.raises(ImportError, importlib.import_module, "no_such_library.part")

def test_asks_whether_it_is_there():
    assert importlib.util.find_spec("no_such_library") is None

class Unshown:
    def __repr__(self):
        raise ValueError("no words")

@pytest.mark.parametrize("thing", [Unshown()])
def test_cannot_be_shown(thing): pass

@pytest.fixture
def broken():
    yield
    raise RuntimeError("after the test")

def test_ends_badly(broken): pass

def test_is_skipped(): pytest.skip("not today")

def test_fails(): assert 0
"""
OTHER = "def test_other(): pass"


@pytest.fixture
def suite(pytester):
    pytester.makeconftest(f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); pytest_plugins = 'passed_before'")
    pytester.makeini("[pytest]\naddopts = -p no:hypothesispytest -p no:cov")  # which take a second to import
    pytester.makepyfile(test_it=TESTS, test_other=OTHER)
    return pytester


def ran(result):
    return sorted(line.split("::")[1].split()[0] for line in result.outlines if "PASSED" in line)


@pytest.mark.parametrize("processes", [(), ("-n", "2")], ids=["one", "two"])
def test_exactly_what_passed_is_written_and_left_out(suite, processes):
    if processes:
        pytest.importorskip("xdist")
    first = suite.runpytest_inprocess("--write-passed", "passed.json", "-W", "error::pytest.PytestWarning", *processes)
    first.assert_outcomes(passed=8, skipped=1, failed=1, errors=1)
    written = json.loads((suite.path / "passed.json").read_text())
    assert set(written) == {"test_it.py::test_number[one]", "test_it.py::test_number[two]", "test_other.py::test_other"}
    second = suite.runpytest_inprocess("--passed-before", "passed.json", *processes)
    second.assert_outcomes(passed=5, skipped=1, failed=1, errors=1)
    second.stdout.fnmatch_lines(["3 tests passed before and were left out"])


@pytest.mark.parametrize(
    ("old", "new"), [("[1, 2]", "[1, 3]"), ("assert n", "assert n + 1"), ('"two"', '"deux"')], ids=["params", "test", "name"]
)
def test_what_differs_is_run(suite, old, new):
    suite.runpytest_inprocess("--write-passed", "passed.json")
    suite.makepyfile(test_it=TESTS.replace(old, new))
    result = suite.runpytest_inprocess("--passed-before", "passed.json", "-v", "-k", "number or other")
    whole_file = {"test_number[one]", "test_number[two]" if new != '"deux"' else "test_number[deux]"}
    assert set(ran(result)) == whole_file  # a file that differs is run as a whole, and no other
    result.stdout.fnmatch_lines(["1 tests passed before and were left out"])


def test_params_of_the_same_name_that_differ_are_run(suite, monkeypatch):
    """As where a list of params depends on what is installed."""
    mark = "@pytest.mark.parametrize('n', [os.environ['N']], ids=['n'])"
    suite.makepyfile(test_it=f"import os, pytest\n{mark}\ndef test_n(n): pass")
    monkeypatch.setenv("N", "1")
    suite.runpytest_inprocess("--write-passed", "passed.json")
    monkeypatch.setenv("N", "2")
    assert ran(suite.runpytest_inprocess("--passed-before", "passed.json", "-v")) == ["test_n[n]"]


def test_params_that_are_sets_are_the_same_in_every_process(suite, monkeypatch):
    """xdist's processes must leave out the same tests."""
    names = {f"name {i}" for i in range(9)}
    suite.makepyfile(test_it=f"import pytest\n@pytest.mark.parametrize('n', [[{names}], {{'a': {names}}}])\ndef test_n(n): pass")
    for seed, options in [("1", ["--write-passed", "passed.json"]), ("2", ["--passed-before", "passed.json"])]:
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        result = suite.runpytest_subprocess(*options)
    result.stdout.fnmatch_lines(["3 tests passed before and were left out"])


def test_a_file_that_is_not_there_is_an_error_of_usage(suite):
    result = suite.runpytest_inprocess("--passed-before", "nothing.json")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*--passed-before nothing.json: there is no such file; --write-passed writes it"])
