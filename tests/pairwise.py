"""Fewer rows than a full cross, of which every pair of values is in one.

A test with the mark ``pairwise`` has the full cross on NumPy and on array_api_strict; the others of its rows are as many as it
takes for each two values of two params, the backend among them. Where one backend is asked for, those are its own pairs.
"""

import itertools

import pytest

FULL = ("numpy", "array_api_strict")


def pairwise(rows):
    """Some of the rows, in which every pair is that is in any of them: each takes most of those still missing."""
    rows = {tuple(row): set(itertools.combinations(enumerate(row), 2)) for row in rows}
    missing, chosen = set().union(*rows.values()), []
    while missing:
        chosen.append(max(rows, key=lambda row: len(rows[row] & missing)))
        missing -= rows[chosen[-1]]
    return chosen or list(rows)


def pytest_configure(config):
    words = "pairwise(name): the param of this name is a backend; full crosses run on NumPy and array_api_strict, pairs elsewhere"
    config.addinivalue_line("markers", words)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Leave out the rows of marked tests that are no rows of `pairwise`."""
    crosses = {}
    for item in items:
        mark = item.get_closest_marker("pairwise")
        if mark and item.callspec.params[mark.args[0]] not in FULL:
            row = tuple(id(value) for _, value in sorted(item.callspec.params.items(), key=lambda pair: pair[0]))
            crosses.setdefault((item.path, item.originalname), {})[row] = item
    out = {item for rows in crosses.values() for row in set(rows) - set(pairwise(rows)) for item in [rows[row]]}
    config.hook.pytest_deselected(items=list(out))
    items[:] = [item for item in items if item not in out]
