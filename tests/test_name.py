"""The name bpnet is also that of a genomics package: hints install neither, and where both are installed an error says so."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import bpnet
from bpnet_array import CLASH, refuse

ROOT = Path(__file__).parent.parent
SENTENCE = "the genomics package bpnet is or was installed beside bpnet-array"
INSTALLS = re.compile(
    r"(pip|uv|poetry|pdm)( \w+)* (install|add) [^\n`]*bpnet[-_]array|[\"']bpnet[-_]array[\"'\[]|bpnet[-_]array\["
)
"""Commands that install it, and extras and dependencies that do."""
TRUSTED = 'DISTRIBUTION = "bpnet-array"'
"""The distribution whose entry points are trusted, in the registry of backends."""
PLACES = ("*.md", "docs/*", "docs/examples/*", "bpnet*/**/*.py", "backends/**/*.py", "tests/plugins/*/*")
FILES = {file for place in PLACES for file in ROOT.glob(place) if file.suffix in {".md", ".py", ".toml", ".ipynb"}}
HINTS = sorted(file.relative_to(ROOT).as_posix() for file in FILES if file.stem not in {"RELEASING", "CHANGELOG"})


@pytest.mark.parametrize("name", HINTS)
def test_no_hint_installs_the_distribution_from_an_index(name):
    assert [found[0] for found in INSTALLS.finditer((ROOT / name).read_text().replace(TRUSTED, ""))] == []


def test_the_check_of_hints_sees_them():
    for hint in (
        "pip install bpnet-array",
        "pip install 'bpnet-array[torch]'",
        "python -m pip install -U bpnet_array",
        "uv add bpnet-array",
        "pip install torch (the extra: bpnet-array[torch])",
        'dependencies = ["bpnet-array"]',
    ):
        assert INSTALLS.search(f"torch is missing: {hint} (or another backend)")
    for hint in ("pip install '.[torch]'", "pip uninstall bpnet bpnet-array", "pip install torch"):
        assert not INSTALLS.search(hint)


def test_files_of_every_kind_are_searched():
    assert {"README.md", "CONTRIBUTING.md", "docs/training.md", "bpnet/cli.py", "bpnet/backend/registry.py"} <= set(HINTS)
    assert {"backends/bpnet_torch/__init__.py", "tests/plugins/bpnet-example/pyproject.toml"} <= set(HINTS)
    assert TRUSTED in (ROOT / "bpnet" / "backend" / "registry.py").read_text()


def genomics(folder):
    """Write what the wheel of the genomics package 2.0.0 has in its ``bpnet``, as far as Python looks at it."""
    for name in ("__init__", "cli/__init__", "cli/predict", "model/__init__", "model/losses", "train/__init__", "utils/logger"):
        file = folder / "bpnet" / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        file.write_text("")


def ours(folder):
    """Install this package, with links instead of copies, except for what the genomics package replaces."""
    (folder / "bpnet").mkdir(exist_ok=True)
    for file in (ROOT / "bpnet").iterdir():
        if file.name not in {"__pycache__", "__init__.py"}:
            (folder / "bpnet" / file.name).symlink_to(file)
    shutil.copy(ROOT / "bpnet" / "__init__.py", folder / "bpnet" / "__init__.py")
    (folder / "bpnet_array").symlink_to(ROOT / "bpnet_array")


COMMAND = "import sys; from bpnet_array import main; sys.argv = ['bpnet', '--version']; sys.exit(main())"


def run(*arguments, path, cwd):
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-B", *arguments]
    return subprocess.run(
        command, env=environment | {"PYTHONPATH": str(path)}, cwd=cwd, capture_output=True, text=True, check=False
    )


@pytest.fixture(params=[(genomics, ours), (ours, genomics)], ids=["genomics first", "genomics last"])
def site(request, tmp_path):
    """A folder of packages in which both are installed, one after the other."""
    for install in request.param:
        install(tmp_path)
    return tmp_path


def test_the_command_names_the_clash_on_one_line(site, tmp_path):
    for arguments in (("-c", COMMAND), ("-m", "bpnet", "--version")):
        done = run(*arguments, path=site, cwd=tmp_path.parent)
        (line,) = done.stderr.splitlines()
        assert done.returncode in {1, 2}
        assert SENTENCE in line
        assert "pip uninstall bpnet bpnet-array" in line


def test_modules_that_are_ours_name_the_clash(site, tmp_path):
    done = run("-c", "import bpnet.layers", path=site, cwd=tmp_path.parent)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"ImportError: {SENTENCE}")
    assert "During handling" not in done.stderr


def test_the_package_names_the_clash_where_it_is_ours(site, tmp_path):
    done = run("-c", "import bpnet", path=site, cwd=tmp_path.parent)
    if (site / "bpnet" / "__init__.py").read_text():
        assert done.stderr.splitlines()[-1].startswith(f"ImportError: {SENTENCE}")
    else:  # an empty file of the other package: nothing of ours runs
        assert (done.returncode, done.stderr) == (0, "")


def test_the_command_of_a_checkout_names_the_clash_with_an_installed_package(tmp_path):
    genomics(tmp_path)
    done = run("-c", COMMAND, path=f"{tmp_path}{os.pathsep}{ROOT}", cwd=tmp_path.parent)
    (line,) = done.stderr.splitlines()
    assert done.returncode == 2
    assert line.startswith(f"bpnet: {SENTENCE}")


def test_the_command_names_what_is_left_after_the_other_package_was_uninstalled(tmp_path):
    ours(tmp_path)
    (tmp_path / "bpnet" / "__init__.py").unlink()  # a file that both had
    done = run("-S", "-c", COMMAND, path=tmp_path, cwd=tmp_path.parent)
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"bpnet: {SENTENCE}")


def test_without_the_other_package_there_is_no_error(tmp_path):
    ours(tmp_path)
    for arguments in (("-c", COMMAND), ("-m", "bpnet", "--version")):
        done = run(*arguments, path=f"{tmp_path}{os.pathsep}{os.pathsep.join(filter(None, sys.path))}", cwd=tmp_path.parent)
        assert (done.returncode, done.stdout, done.stderr) == (0, f"bpnet {bpnet.__version__}\n", "")


def test_the_error_is_short_whatever_the_folder():
    for folder in ("/a", "/folder" * 100):
        assert len(str(refuse(folder))) <= 300
    assert CLASH.count("{}") == 1


def test_import_looks_at_one_file_and_at_no_metadata():
    program = (
        "import sys; opened, events = [], ('open', 'os.listdir', 'os.scandir'); "
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event in events else None); "
        "import bpnet; print([name for name in opened if 'dist-info' in name], 'importlib.metadata' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.stdout.strip() == "[] False", done.stderr
