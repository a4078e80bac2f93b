"""Backends of strangers: found through entry points, and broken ones harm only those who choose them."""

import os
import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def installed(install_plugins):
    """Both plug-ins installed by pip; a function that runs Python with them."""
    paths = install_plugins("bpnet-example", "bpnet-broken")

    def run(*arguments, **environment):
        return subprocess.run(
            [sys.executable, *arguments],
            env={**os.environ, "PYTEST_ADDOPTS": "", "PYTHONPATH": paths, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_a_plugin_is_found_and_trains(installed):
    done = installed("-m", "bpnet", "xor", "--epochs", "1", BPNET_BACKEND="example")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Epoch 0, Loss:0.3266821524\n")


@pytest.mark.every_environment
def test_plugins_have_rows_of_their_own_and_a_broken_one_says_why(installed):
    done = installed("-m", "bpnet", "backends")
    assert done.returncode == 0, done.stderr
    rows = {line.split()[0]: line.split() for line in done.stdout.splitlines()}
    assert rows["example"][1:3] == ["yes", "yes"]
    assert rows["broken"][1:3] == ["no", "no"]
    assert "this plug-in is broken on purpose" in done.stdout


def test_a_broken_plugin_fails_only_when_it_is_chosen(installed):
    assert installed("-m", "bpnet", "xor", "--epochs", "1").returncode == 0
    done = installed("-m", "bpnet", "xor", BPNET_BACKEND="broken")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    first, second = done.stderr.splitlines()
    assert "'broken' could not be loaded: ImportError: this plug-in is broken on purpose (from BPNET_BACKEND='broken')" in first
    assert "uninstall bpnet-broken" in second


def test_a_plugin_cannot_take_the_name_of_a_built_in_backend(installed):
    done = installed("-c", "import bpnet; print(type(bpnet.get_backend('numpy')).__module__)")
    assert done.stdout.strip() == "bpnet_numpy", done.stderr


TESTS = """
import bpnet

def test_something(bpnet_backend):
    assert bpnet.MLP((2, 1), backend=bpnet_backend).predict([[1, 2]]).shape == (1, 1)
"""


def test_strangers_run_their_tests_on_every_backend(installed, tmp_path):
    tests = tmp_path / "test_mine.py"
    tests.write_text(TESTS)
    done = installed(
        "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tests), "--bpnet-backend", "example", "--bpnet-backend", "broken"
    )
    assert done.returncode == 0, done.stdout
    assert "example                    1 passed" in done.stdout
    assert "broken: backend 'broken' could not be loaded" in done.stdout
    done = installed(
        "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tests), "--bpnet-require", "broken", "--bpnet-backend", "broken"
    )
    assert done.returncode == 1
    assert "required backend broken" in done.stdout
