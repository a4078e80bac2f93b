"""What every test stands on: bpnet is installed, NumPy's inputs are read-only, and array-api-strict is at its strictest."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import numpy as np
import pytest
import sm_90

os.environ.setdefault("SCIPY_ARRAY_API", "1")  # read once, when SciPy is first imported; scikit-learn's dispatch needs it
if {"JAX_COMPILATION_CACHE_DIR", "PYTEST_XDIST_WORKER"} <= os.environ.keys():  # JAX reads what another process is writing
    os.environ["JAX_COMPILATION_CACHE_DIR"] += "/" + os.environ["PYTEST_XDIST_WORKER"]
pytest_plugins = ("pytester", "pairwise", "passed_before")
PLUGINS = Path(__file__).parent / "plugins"


def pytest_addoption(parser):
    words = "take rows of the parity matrix from this file, which `bpnet parity --json` wrote, and run only the others"
    parser.getgroup("bpnet").addoption("--parity-rows", metavar="FILE", help=words)
    words = "run the MPI programs on 1, 2, 3 and 4 ranks, and on 8 if this is at least 8"
    parser.getgroup("bpnet").addoption("--most-ranks", metavar="N", type=int, default=4, help=words)


def pytest_collection_modifyitems(items):
    slow = set((Path(__file__).parent / "slow.txt").read_text().splitlines())
    for item in items:
        if f"{item.path.name}::{item.originalname}" in slow:
            item.add_marker("slow")


def pytest_collection_finish():
    """Leave modules and tests, which stay, out of the garbage collector's rounds: a tenth of the time."""
    gc.collect()
    gc.freeze()


def pytest_configure(config):
    if not metadata.entry_points(group="bpnet.backends"):
        pytest.exit("bpnet's entry points are missing: install it first, pip install -e '.[test]'", returncode=4)
    try:
        import array_api_strict
    except ImportError:
        return
    array_api_strict.set_array_api_strict_flags(boolean_indexing=False, data_dependent_shapes=False)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """One process has all tests of JAX, since what XLA compiles for one serves the next; others come function by function.

    One has those of PyTorch too, which takes seconds to import.
    """
    if config.getvalue("dist") != "load":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            library = next((name for name in ("jax", "torch") if name in nodeid), None)
            if library is None:
                return nodeid.partition("[")[0]
            return library if self.numnodes == 2 else nodeid.partition("::")[0]  # by file, where many could share the work

    config.option.loadscopereorder = False  # JAX's come first anyway
    return Scheduling(config, log)


@pytest.fixture(autouse=True)
def _no_choice_from_outside(monkeypatch):
    """A test starts from the defaults, whatever the shell says."""
    monkeypatch.delenv("BPNET_BACKEND", raising=False)
    monkeypatch.delenv("BPNET_DTYPE", raising=False)


@pytest.fixture(autouse=True)
def _no_backend_is_left_behind():
    """Backends that a test registers, as the programs of the docs do, are unknown to the next one."""
    from bpnet.backend import registry

    before = set(registry._registered)
    yield
    for name in registry._registered.keys() - before:
        del registry._registered[name]
        for key in [key for key in registry._made if key[0] == name]:
            del registry._made[key]


@pytest.fixture(params=["numpy", "numba", "cupy"])
def backend(request):
    """A backend whose executor reads plans."""
    import bpnet

    if request.param == "numba":
        pytest.importorskip("numba", reason="its compiled steps are what is tested")
    if request.param == "cupy":
        import on_cuda  # noqa: F401 - skips where CuPy does not compute
    return bpnet.get_backend(request.param)


@pytest.fixture(scope="session")
def lacking():
    """A function that skips a test for a tool that is missing, or fails it where ``BPNET_TEST_REQUIRE_TOOLS`` has its name."""

    def report(tool, reason):
        required = os.environ.get("BPNET_TEST_REQUIRE_TOOLS", "").split(",")
        (pytest.fail if tool in required else pytest.skip)(f"{tool}: {reason}")

    return report


@pytest.fixture(scope="session")
def machine_code(tmp_path_factory, lacking):
    """A function that compiles a source for sm_90 and disassembles it."""
    try:
        from cupy.cuda import nvrtc

        nvrtc.getVersion()
        tool = next(file.locate() for file in metadata.files("nvidia-cuda-nvdisasm") or () if file.name == "nvdisasm")
    except Exception as error:  # noqa: BLE001 - whatever is missing is the reason
        lacking("nvrtc", f"pip install '.[cuda-compile]' ({type(error).__name__}: {str(error).partition(':')[0]})")

    def compile_(source, *options):
        program = nvrtc.createProgram(source, "kernel.cu", (), ())
        try:
            nvrtc.compileProgram(program, (sm_90.ARCHITECTURE, *sm_90.CUPYS, *options))
            code = nvrtc.getCUBIN(program) + b"\0"  # CuPy 14.2 leaves the last byte out
        except nvrtc.NVRTCError:
            pytest.fail(nvrtc.getProgramLog(program), pytrace=False)
        file = tmp_path_factory.mktemp("code") / "kernel.cubin"
        file.write_bytes(code)
        return subprocess.run([tool, "-c", file], capture_output=True, text=True, check=True).stdout

    return compile_


@pytest.fixture(scope="session")
def header_options(lacking):
    """Options of `machine_code` for kernels that include a header of CUDA's."""
    try:
        return sm_90.header_options()
    except (metadata.PackageNotFoundError, StopIteration) as error:
        lacking("nvrtc", f"pip install '.[cuda-compile]' ({type(error).__name__}: {error})")


@pytest.fixture(scope="session")
def install_plugins(tmp_path_factory):
    """A function that installs plug-ins of these tests by pip, and returns the PYTHONPATH with which they are found."""

    def install(*names):
        for needed in ("pip", "hatchling"):
            try:
                metadata.version(needed)
            except metadata.PackageNotFoundError:
                pytest.skip(f"installing a plug-in needs {needed}")
        folder = tmp_path_factory.mktemp("plugins")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
        sources = [str(PLUGINS / name) for name in names]
        subprocess.run([*command, "--target", str(folder), *sources], check=True, capture_output=True)
        return os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])

    return install


@pytest.fixture(scope="session")
def parity_file(request):
    """What ``bpnet parity --json`` wrote just now, if the option ``--parity-rows`` names it: rows by cell, controls by fault."""
    from bpnet.parity.controls import Control
    from bpnet.parity.matrix import Row

    file = request.config.getoption("--parity-rows")
    # no record: on the stand-in for CUDA it has rows that a record may not have
    content = json.loads(Path(file).read_text()) if file else {"rows": [], "controls": []}
    rows, controls = [Row(**row) for row in content["rows"]], [Control(**control) for control in content["controls"]]
    return {row.cell: row for row in rows} | {control[:4]: control for control in controls}


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
