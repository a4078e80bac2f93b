"""The pytest plug-in: a matrix from which nothing vanishes."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bpnet.backend import registry

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


@pytest.fixture(autouse=True)
def _nothing_is_required(monkeypatch):
    """CI requires backends of this suite, not of those that these tests make."""
    monkeypatch.delenv("BPNET_TEST_REQUIRE", raising=False)


@pytest.fixture
def suite(pytester, monkeypatch):
    monkeypatch.delenv("BPNET_TEST_REQUIRE", raising=False)  # CI's is not this suite's
    pytester.makeini("[pytest]\naddopts = -p no:hypothesispytest -p no:cov")  # which take a second to import
    pytester.makeconftest(ABSENT)
    pytester.makepyfile(test_it=TESTS)
    yield pytester
    registry._registered.pop("absent", None)


def test_a_backend_that_cannot_run_is_a_visible_row(suite):
    result = suite.runpytest_inprocess("--bpnet-backend", "numpy", "--bpnet-backend", "absent")
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
    result = suite.runpytest_inprocess(*arguments)
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*required backend absent: backend 'absent' needs no_such_library*"])
    assert result.ret == 1


@pytest.mark.parametrize("by", ["--bpnet-backend", "--bpnet-require", "BPNET_TEST_REQUIRE"])
def test_a_misspelt_backend_is_an_error_of_usage_in_one_line(suite, monkeypatch, by):
    arguments = ["--bpnet-backend", "numpy"]
    if by == "BPNET_TEST_REQUIRE":
        monkeypatch.setenv(by, "torhc")
    else:
        arguments += [by, "torhc"]
    suite.makepyfile(test_other=TESTS)
    result = suite.runpytest_inprocess(*arguments)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    lines = [line for line in (*result.outlines, *result.errlines) if line]
    words = "unknown backend 'torhc'; did you mean 'torch'? known are numpy, cupy, torch, jax, numba, array_api_strict, absent"
    assert lines == [f"ERROR: {by} torhc: {words}"]


@pytest.mark.parametrize("indirect", ["True", "['bpnet_backend']"])
def test_a_mark_of_the_test_decides_for_it(suite, indirect):
    suite.makepyfile(
        test_marked=f"""
import pytest

PAIRS = [(1, "array_api_strict"), (2, "numpy")]

@pytest.mark.parametrize("n, bpnet_backend", PAIRS, indirect=["bpnet_backend"])
def test_pairs(n, bpnet_backend):
    assert bpnet_backend.name == {{1: "array_api_strict", 2: "numpy"}}[n]

@pytest.mark.parametrize("bpnet_backend", ["numpy", "absent"], indirect={indirect})
def test_alone(bpnet_backend):
    assert bpnet_backend.name == "numpy"
"""
    )
    result = suite.runpytest_inprocess("--bpnet-backend", "numpy", "-W", "error")
    result.assert_outcomes(passed=4, skipped=1)  # with the one of the other file
    result.stdout.fnmatch_lines(["numpy * 3 passed, *", "array_api_strict * 1 passed, *", "absent * 1 skipped *"])


def test_a_misspelt_name_in_a_mark_fails_its_test(suite):
    suite.makepyfile(
        test_it="""
import pytest

@pytest.mark.parametrize("bpnet_backend", ["nunpy"], indirect=True)
def test_it(bpnet_backend):
    pass
"""
    )
    result = suite.runpytest_inprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["nunpy: unknown backend 'nunpy'; did you mean 'numpy'*"])


def test_a_suite_may_have_its_own_fixture_of_this_name(suite):
    suite.makepyfile(
        test_it="""
import pytest

@pytest.fixture(params=["numpy", "torch"])
def bpnet_backend(request):
    return request.param

def test_it(bpnet_backend):
    assert bpnet_backend in {"numpy", "torch"}
"""
    )
    suite.runpytest_inprocess("--bpnet-backend", "numpy").assert_outcomes(passed=2)


@pytest.mark.parametrize(("options", "name"), [((), "numpy"), (("--bpnet-backend", "array_api_strict"), "array_api_strict")])
def test_the_fixture_by_name_is_the_first_backend_or_the_default(suite, options, name):
    suite.makepyfile(
        test_it=f"""
def test_it(request):
    assert request.getfixturevalue("bpnet_backend").name == {name!r}
"""
    )
    suite.runpytest_inprocess(*options, "--bpnet-require", name).assert_outcomes(passed=1)


@pytest.mark.parametrize("chain", ["absent,numpy", "auto"])
def test_a_chain_runs_on_the_first_that_works_and_says_which(suite, chain):
    result = suite.runpytest_inprocess("--bpnet-backend", chain, "-W", "error")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines([f"{chain} * 1 passed, 0 failed, 0 error, 0 skipped  on *"])


def test_a_chain_does_not_stand_in_for_a_required_backend(suite):
    result = suite.runpytest_inprocess("--bpnet-backend", "absent,numpy", "--bpnet-require", "absent")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["required backend absent: no test ran on it"])


@pytest.mark.parametrize("options", [("-k", "array_api_strict"), ("-k", "nothing"), ("--deselect", "test_it.py::test_it[numpy]")])
@pytest.mark.parametrize("by", ["option", "environment"])
def test_a_required_backend_whose_tests_did_not_run_fails_the_session(suite, monkeypatch, options, by):
    arguments = ["--bpnet-backend", "numpy", "--bpnet-backend", "array_api_strict"]
    if by == "option":
        arguments += ["--bpnet-require", "numpy"]
    else:
        monkeypatch.setenv("BPNET_TEST_REQUIRE", "numpy")
    result = suite.runpytest_inprocess(*arguments, *options)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert result.outlines.count("required backend numpy: no test ran on it") == 1


def test_a_required_backend_whose_tests_are_all_skipped_did_not_run(suite):
    suite.makepyfile(test_it="import pytest\ndef test_it(bpnet_backend): pytest.skip('not today')")
    result = suite.runpytest_inprocess("--bpnet-backend", "numpy", "--bpnet-require", "numpy")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["required backend numpy: no test ran on it"])


def test_a_collection_alone_requires_nothing(suite):
    result = suite.runpytest_inprocess("--collect-only", "--bpnet-backend", "numpy", "--bpnet-require", "numpy")
    assert result.ret == pytest.ExitCode.OK


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--bpnet-backend", "numpy", "--bpnet-backend", "absent", "--bpnet-require", "numpy"), 0),
        (("--bpnet-backend", "absent,numpy", "--bpnet-require", "numpy"), 0),
        (("--bpnet-backend", "numpy", "--bpnet-require", "numpy", "-k", "nothing"), 1),
        (("--bpnet-backend", "torhc"), 4),
    ],
)
def test_several_processes_say_what_one_says(suite, options, code):
    pytest.importorskip("xdist")
    one, two = (suite.runpytest_inprocess("-W", "error", *options, *more) for more in ((), ("-n", "2")))
    assert one.ret == two.ret == code
    rows = [
        [line for line in result.outlines if " passed, " in line or "no test ran" in line or "unknown" in line]
        for result in (one, two)
    ]
    # Rows come in the order in which tests end, which is that of the processes.
    assert sorted(line for line in rows[0] if "=" not in line) == sorted(line for line in rows[1] if "=" not in line)


def test_a_report_for_other_programs_is_written_without_warnings(suite):
    result = suite.runpytest_inprocess("--bpnet-backend", "numpy", "--junitxml", "report.xml", "-W", "error")
    result.assert_outcomes(passed=1)
    assert 'name="bpnet_backend" value="numpy"' in (suite.path / "report.xml").read_text()


def test_a_run_that_passes_ends_in_few_lines_however_much_it_skips(suite):
    options = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]
    suite.makepyfile(
        test_many="""
import pytest

@pytest.mark.parametrize("n", range(200))
def test_many(n, bpnet_backend):
    pytest.skip(f"{n}: {bpnet_backend.spec} lacks it")

@pytest.mark.parametrize("n", range(50))
def test_slow(n, request, bpnet_backend):
    request.node.user_properties.append(("bpnet_slow", f"row {n} took 11 s"))
"""
    )
    result = suite.runpytest_inprocess("--bpnet-backend", "numpy", "--bpnet-backend", "absent", *options["addopts"])
    result.assert_outcomes(passed=51, skipped=451)
    after = result.outlines[max(n for n, line in enumerate(result.outlines) if "[100%]" in line) + 1 :]
    assert len(after) <= 10
    result.stdout.fnmatch_lines(["numpy * slow: row 0 took 11 s, row 1 took 11 s, *"])


def test_all_known_backends_are_the_default(suite):
    result = suite.runpytest_inprocess("--collect-only", "-q")
    for name in ("numpy", "cupy", "torch", "jax", "numba", "array_api_strict", "array_api_strict:device1", "absent"):
        result.stdout.fnmatch_lines([f"*test_it?{name}?"])


def test_other_suites_see_nothing_of_it(pytester):
    pytester.makepyfile("def test_one(): pass")
    result = pytester.runpytest_inprocess()
    result.assert_outcomes(passed=1)
    assert "bpnet backends" not in result.stdout.str()


def test_the_plugin_itself_loads_nothing_heavy():
    code = (
        "import sys, bpnet.testing.plugin; print([name for name in ('numpy', 'bpnet.backend.registry') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
