"""What every test stands on: bpnet is installed, NumPy's inputs are read-only, and array-api-strict is at its strictest."""

from __future__ import annotations

import os
from importlib.metadata import entry_points

import numpy as np
import pytest

pytest_plugins = ("pytester",)


def pytest_configure(config):
    if not entry_points(group="bpnet.backends"):
        pytest.exit("bpnet's entry points are missing: install it first, pip install -e '.[test]'", returncode=4)
    try:
        import array_api_strict
    except ImportError:
        return
    array_api_strict.set_array_api_strict_flags(boolean_indexing=False, data_dependent_shapes=False)


@pytest.fixture(autouse=True)
def _no_choice_from_outside(monkeypatch):
    """A test starts from the defaults, whatever the shell says."""
    monkeypatch.delenv("BPNET_BACKEND", raising=False)
    monkeypatch.delenv("BPNET_DTYPE", raising=False)


@pytest.fixture(scope="session")
def lacking():
    """A function that skips a test for a tool that is missing, or fails it where ``BPNET_TEST_REQUIRE_TOOLS`` has its name."""

    def report(tool, reason):
        required = os.environ.get("BPNET_TEST_REQUIRE_TOOLS", "").split(",")
        (pytest.fail if tool in required else pytest.skip)(f"{tool}: {reason}")

    return report


@pytest.fixture
def readonly():
    """A function that makes a read-only NumPy array."""

    def make(values, dtype="float64"):
        array = np.array(values, dtype=dtype)
        array.flags.writeable = False
        return array

    return make


@pytest.fixture
def xor_data(readonly):
    return readonly([[0, 0], [0, 1], [1, 0], [1, 1]]), readonly([[0], [1], [1], [0]])


def pytest_terminal_summary(terminalreporter):
    """Say how old the records are that NumPy of today was held against."""
    for report in terminalreporter.stats.get("passed", []):
        for key, value in report.user_properties:
            if key == "bpnet_record":
                terminalreporter.write_line(f"record {value}: NumPy of today trains as it says")
