"""What users write passes type checkers, and what is wrong does not: the files in tests/typing, read as programs of theirs."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "tests" / "typing").glob("*.py"))
LIBRARIES = {"libraries.py": ("torch", "jax")}
"""What a file imports beside NumPy and bpnet."""


def there(name):
    return importlib.util.find_spec(name) is not None


def checked(cache, *files):
    """The words of mypy on some files, strict and without this project's settings: bpnet is a package with types to it."""
    outside = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "backends")])}
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-error-summary", "--cache-dir", cache, *files]
    done = subprocess.run(command, cwd=cache, env=outside, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def cache(request, tmp_path_factory):
    """The folder in which mypy keeps what it read, from one run of pytest to the next where pytest has such a folder."""
    if not there("mypy"):
        pytest.skip("type checks need mypy: pip install '.[dev]'")
    kept = getattr(request.config, "cache", None)
    return tmp_path_factory.mktemp("mypy") if kept is None else kept.mkdir("mypy")


@pytest.fixture(scope="module")
def files():
    return [file for file in FILES if all(map(there, LIBRARIES.get(file.name, ())))]


def test_what_users_write_passes_mypy_and_what_is_wrong_does_not(cache, files):
    # wrong uses have a "type: ignore", and mypy names each that hides no error
    assert checked(cache, *files) == ""


def test_mypy_finds_a_wrong_use(cache, tmp_path):
    program = tmp_path / "program.py"
    program.write_text("import bpnet\n\nbpnet.optimizers.adam('fast')\nbpnet.MLP((2, 1)).predict([[0, 1]]) + 1\nbpnet.nonsense\n")
    found = checked(cache, program).splitlines()
    assert [line.partition(": ")[0].rpartition(":")[2] for line in found] == ["3", "5"]


def test_what_users_write_passes_pyright(files):
    pyright = shutil.which("pyright")
    if not pyright:
        pytest.skip("pyright is not installed")
    done = subprocess.run([pyright, "--pythonpath", sys.executable, *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("package", [ROOT / "bpnet", *(path.parent for path in sorted(ROOT.glob("backends/*/__init__.py")))])
def test_every_package_says_that_it_has_types(package):
    assert (package / "py.typed").exists()
