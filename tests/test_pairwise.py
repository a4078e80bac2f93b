"""Fewer rows than a full cross: no pair is lost, and NumPy and array_api_strict have all rows."""

import itertools
from pathlib import Path

import pytest
from pairwise import pairwise


@pytest.mark.parametrize("sizes", [(6, 4, 2), (2, 2, 2, 2, 2), (5, 1, 3), (7, 7), (4,)])
def test_every_pair_of_values_is_in_a_row(sizes):
    axes = [range(size) for size in sizes]
    rows = pairwise(itertools.product(*axes))
    for (i, a), (j, b) in itertools.combinations(enumerate(axes), 2):
        assert {(row[i], row[j]) for row in rows} == set(itertools.product(a, b))
    assert len(rows) == len(set(rows)) <= len(list(itertools.product(*axes)))


def test_three_axes_take_as_many_rows_as_the_two_longest_have_pairs():
    assert len(pairwise(itertools.product(range(6), range(4), range(2)))) == 24
    assert len(pairwise(itertools.product(range(2), repeat=3))) == 4


def test_rows_are_of_those_that_there_are():
    """As where one mark gives the values of two params."""
    rows = [(a, a, b) for a in range(3) for b in range(2)]
    assert sorted(pairwise(rows)) == rows


TESTS = """
import pytest

@pytest.mark.pairwise("place")
@pytest.mark.parametrize("a", [1, 2])
@pytest.mark.parametrize("b", [1, 2])
@pytest.mark.parametrize("c", [1, 2])
@pytest.mark.parametrize("place", ["numpy", "array_api_strict", "array_api_strict:device1", "jax"])
def test_it(place, a, b, c): pass
"""


def ran(result):
    return [line.split("[")[1].split("]")[0].rsplit("-", 3) for line in result.outlines if "PASSED" in line]


def test_marked_tests_have_all_rows_on_two_backends_and_all_pairs_with_the_others(pytester):
    pytester.makeconftest(f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); pytest_plugins = 'pairwise'")
    pytester.makeini("[pytest]\naddopts = -p no:hypothesispytest -p no:cov --strict-markers")
    file = pytester.makepyfile(TESTS)
    rows = ran(pytester.runpytest_inprocess("-v"))
    places = [row[0] for row in rows]
    assert [places.count(name) for name in ("numpy", "array_api_strict")] == [8, 8]
    others = [row for row in rows if row[0] not in {"numpy", "array_api_strict"}]
    assert len(others) <= 6
    axes = [["array_api_strict:device1", "jax"], *[["1", "2"]] * 3]
    for (i, a), (j, b) in itertools.combinations(enumerate(axes), 2):
        assert {(row[i], row[j]) for row in others} == set(itertools.product(a, b))
    for row in itertools.product("12", repeat=3):  # and a row that is asked for by its name runs
        pytester.runpytest_inprocess(f"{file.name}::test_it[jax-{'-'.join(row)}]").assert_outcomes(passed=1)
