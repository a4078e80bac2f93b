"""Machine code of Numba that one process compiles is found by others: later, at once, elsewhere."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("numba", reason="its machine code is what is cached")
import bpnet_numba
from bpnet_numba import machine_code

TRAIN = """
import numpy as np, bpnet, bpnet_numba
from numba.core import event

with event.install_recorder("numba:compile") as recorder:
    bpnet.MLP((2, 3, 1), backend="numba", arithmetic={arithmetic!r}).fit(np.eye(2), np.eye(2)[:, :1], epochs=1)
print(sum(each.is_start for _, each in recorder.buffer), bpnet_numba.__file__)
"""


def start(arithmetic, packages, **options):
    """A process that trains, and prints how many functions it compiles."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [*packages, *sys.path]))}
    code = TRAIN.format(arithmetic=arithmetic)
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment, **options)


def result(process):
    """Number of functions compiled, and the file of the package."""
    text, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    number, file = text.split(maxsplit=1)
    return int(number), Path(file.strip())


def test_machine_code_is_found_by_other_processes(tmp_path, monkeypatch):
    """Of two that compile at once; after 40 days, in another folder, of a package installed again, from a copied cache."""
    first, second, elsewhere = (tmp_path / name for name in ("first", "second", "elsewhere"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(first))
    both = [start("native", []) for _ in range(2)]
    assert all(result(process)[0] > 0 for process in both)

    shutil.copytree(first, second)
    for file in second.rglob("*.*"):
        then = time.time() - 40 * 24 * 3600
        os.utime(file, (then, then))
    shutil.copytree(Path(bpnet_numba.__file__).parent, elsewhere / "bpnet_numba", copy_function=shutil.copyfile)
    monkeypatch.setenv("XDG_CACHE_HOME", str(second))
    number, file = result(start("native", [str(elsewhere)], cwd=elsewhere))
    assert (number, file.parent) == (0, elsewhere / "bpnet_numba")

    (source,) = (second / "bpnet" / "numba").glob("*.py")
    machine_code._prune(source.parent)
    assert source.exists()


def test_the_folder_of_the_cache_does_not_depend_on_the_working_directory(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    for value in ("", "relative", "./"):
        monkeypatch.setenv("XDG_CACHE_HOME", value)
        assert machine_code._folder() == tmp_path / ".cache" / "bpnet" / "numba"
