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


WRONG = """import bpnet

bpnet.optimizers.adam('fast')
bpnet.MLP((2, 1)).predict([[0, 1]]) + 1
bpnet.nonsense

def number() -> int:
    return bpnet.get_backend("numpy").xp.sum(1)
"""
SETTINGS = """[mypy]
strict = true
warn_return_any = false
[mypy-{users}]
warn_return_any = true
"""
"""``mypy --strict`` for programs of users; what they import has this project's settings, so that mypy can read what it kept."""


def checked(folder, *files):
    """The words of mypy on programs of users: bpnet is a package with types to it."""
    outside = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "backends")])}
    (folder / "mypy.ini").write_text(SETTINGS.format(users=",".join(file.stem for file in files)))
    command = [sys.executable, "-m", "mypy", "--config-file=mypy.ini", "--no-error-summary", *files]
    done = subprocess.run(command, cwd=folder, env=outside, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def files():
    return [file for file in FILES if all(map(there, LIBRARIES.get(file.name, ())))]


def test_what_users_write_passes_mypy_and_what_is_wrong_does_not(request, files, tmp_path, monkeypatch):
    """What mypy reads of other libraries takes most of the time; CI has it keep that, in ``MYPY_CACHE_DIR``."""
    if not there("mypy"):
        pytest.skip("type checks need mypy: pip install '.[dev]'")
    kept = getattr(request.config, "cache", None)
    monkeypatch.setenv(
        "MYPY_CACHE_DIR", os.environ.get("MYPY_CACHE_DIR") or str(kept.mkdir("mypy") if kept else tmp_path / "mypy")
    )
    program = tmp_path / "program.py"
    program.write_text(WRONG)
    found = checked(tmp_path, *files, program).splitlines()
    # wrong uses in the files have a "type: ignore", and mypy names each that hides no error
    assert [line.partition(": ")[0].rpartition("/")[2] for line in found] == [f"program.py:{n}" for n in (3, 5, 8)], found


def test_what_users_write_passes_pyright(files):
    pyright = shutil.which("pyright")
    if not pyright:
        pytest.skip("pyright is not installed")
    done = subprocess.run([pyright, "--pythonpath", sys.executable, *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("package", [ROOT / "bpnet", *(path.parent for path in sorted(ROOT.glob("backends/*/__init__.py")))])
def test_every_package_says_that_it_has_types(package):
    assert (package / "py.typed").exists()
